#include "config_limitation.h"

#include <string.h>

#include "cr/config.h"
#include "cr/cr.h"
#include "cr/str.h"

#define ALERT_MAX 3650

static const struct cr_conf_opt rule_opts[] = {
	{ .name = "creditor", .type = CR_CONF_LIST },
	{ .name = "debtor", .type = CR_CONF_LIST },
	{ .name = "category", .type = CR_CONF_LIST },
	{ .name = "type", .type = CR_CONF_LIST },
	{ .name = "kind", .type = CR_CONF_TEXT },
	{ .name = NULL },
};
static const struct cr_conf_opt act_opts[] = {
	{ .name = "on", .type = CR_CONF_LIST },
	{ .name = "day", .type = CR_CONF_TEXT },
	{ .name = "kind", .type = CR_CONF_TEXT },
	{ .name = NULL },
};
const struct cr_conf_opt cr_config_limitation_opts[] = {
	{ .name = "kind", .type = CR_CONF_TEXT },
	{ .name = "acts", .type = CR_CONF_LIST },
	{ .name = "channels", .type = CR_CONF_LIST },
	{ .name = "count", .type = CR_CONF_LIST },
	{ .name = "alerts", .type = CR_CONF_LIST },
	{ "rule", CR_CONF_SECTION, rule_opts, CR_CONF_TITLED | CR_CONF_MANY },
	{ "act", CR_CONF_SECTION, act_opts, CR_CONF_TITLED | CR_CONF_MANY },
	{ .name = NULL },
};
const struct cr_conf_opt cr_config_provision_opts[] = {
	{ .name = "model", .type = CR_CONF_TEXT },
	{ .name = "law", .type = CR_CONF_TEXT },
	{ .name = "revenue", .type = CR_CONF_TEXT },
	{ .name = NULL },
};

static void
take_words(const struct cr_conf_sec *s, const char *name, struct cr_arena *a,
    struct cr_limitation_words *out)
{
	size_t n = 0, i;

	if (!cr_conf_has(s, name))
		return;
	while (cr_conf_item(s, name, n) != NULL)
		n++;
	out->v = cr_arena_alloc(a, (n + 1) * sizeof(*out->v));
	for (i = 0; i < n; i++)
		out->v[i] = cr_arena_strdup(a, cr_conf_item(s, name, i));
	out->n = n;
}

static int
take_counts(struct cr *cr, const struct cr_conf_sec *s,
    struct cr_limitation_rules *out)
{
	const char *word;
	size_t i;
	int sign;

	for (i = 0; (word = cr_conf_item(s, "count", i)) != NULL; i++) {
		for (sign = 0; sign < CR_SIGNS; sign++)
			if (strcmp(word, cr_limitation_sign_word(
			    (enum cr_limitation_sign)sign)) == 0)
				break;
		if (sign == CR_SIGNS)
			return cr_conf_fail(cr, s, "count", "count \"%s\" is "
			    "none of promise, payment, plan and procedure",
			    word);
		out->counts[sign] = true;
	}
	return CR_OK;
}

static int
take_alerts(struct cr *cr, const struct cr_conf_sec *s,
    struct cr_limitation_rules *out)
{
	const char *text;
	int64_t days, last = ALERT_MAX + 1;
	size_t i;

	if (!cr_conf_has(s, "alerts"))
		return CR_OK;
	for (i = 0; (text = cr_conf_item(s, "alerts", i)) != NULL; i++) {
		if (i == CR_LIMITATION_ALERTS_MAX)
			return cr_conf_fail(cr, s, "alerts", "more than %d "
			    "alerts", CR_LIMITATION_ALERTS_MAX);
		if (!cr_parse_int(text, strlen(text), &days) || days < 1 ||
		    days >= last)
			return cr_conf_fail(cr, s, "alerts", "alert \"%s\": "
			    "days must fall from %d at most to 1", text,
			    ALERT_MAX);
		out->alerts[i] = (int32_t)days;
		last = days;
	}
	out->nalerts = i;
	return CR_OK;
}

static int
take_rules(struct cr *cr, const struct cr_conf_sec *s, struct cr_arena *a,
    struct cr_limitation_rules *out)
{
	/* in the order of enum cr_limitation_by */
	static const char *const bys[CR_LIMITATION_BYS] = { "creditor",
	    "debtor", "category", "type" };
	size_t n = cr_conf_count(s, "rule"), i;
	struct cr_limitation_rule *v = cr_arena_alloc(a, (n + 1) *
	    sizeof(*v));
	const struct cr_conf_sec *rule;
	int by;

	for (i = 0; i < n; i++) {
		rule = cr_conf_section(s, "rule", i);
		if (!cr_conf_has(rule, "kind"))
			return cr_conf_fail(cr, rule, NULL, "\"kind\" is "
			    "missing");
		v[i].name = cr_arena_strdup(a, cr_conf_title(rule));
		v[i].kind = cr_arena_strdup(a, cr_conf_text(rule, "kind",
		    ""));
		for (by = 0; by < CR_LIMITATION_BYS; by++)
			take_words(rule, bys[by], a, &v[i].by[by]);
	}
	out->rules = v;
	out->nrules = n;
	return CR_OK;
}

static int
take_acts(struct cr *cr, const struct cr_conf_sec *s, struct cr_arena *a,
    struct cr_limitation_rules *out)
{
	size_t n = cr_conf_count(s, "act"), i;
	struct cr_limitation_told *v = cr_arena_alloc(a, (n + 1) *
	    sizeof(*v));
	const struct cr_conf_sec *act;
	const char *day;

	for (i = 0; i < n; i++) {
		act = cr_conf_section(s, "act", i);
		day = cr_conf_text(act, "day", "");
		v[i].name = cr_arena_strdup(a, cr_conf_title(act));
		take_words(act, "on", a, &v[i].on);
		if (v[i].on.n == 0)
			return cr_conf_fail(cr, act, NULL, "\"on\" is "
			    "missing: the items or debtors that it names");
		if (strlen(day) != CR_DATE_SIZE - 1 || !cr_date_parse(day,
		    strlen(day), CR_DATE_ISO, &v[i].day))
			return cr_conf_fail(cr, act, "day", "day \"%s\" is "
			    "not a day (YYYY-MM-DD)", day);
		if (cr_conf_has(act, "kind"))
			v[i].kind = cr_arena_strdup(a, cr_conf_text(act,
			    "kind", ""));
	}
	out->told = v;
	out->ntold = n;
	return CR_OK;
}

static int
take_limitation(struct cr *cr, const struct cr_conf_sec *s,
    struct cr_arena *a, struct cr_limitation_rules *out)
{
	int err;

	if (cr_conf_has(s, "kind"))
		out->otherwise = cr_arena_strdup(a, cr_conf_text(s, "kind",
		    ""));
	take_words(s, "acts", a, &out->acts);
	take_words(s, "channels", a, &out->channels);
	if ((err = take_counts(cr, s, out)) != CR_OK ||
	    (err = take_alerts(cr, s, out)) != CR_OK ||
	    (err = take_rules(cr, s, a, out)) != CR_OK)
		return err;
	return take_acts(cr, s, a, out);
}

int
cr_config_limitation(struct cr *cr, const struct cr_conf_sec *root,
    struct cr_config *out)
{
	const struct cr_conf_sec *s;
	const char *revenue;

	if (cr_conf_count(root, "provision") > 0) {
		s = cr_conf_section(root, "provision", 0);
		out->provision.model = cr_conf_text(s, "model", NULL);
		out->provision.law = cr_conf_text(s, "law", NULL);
		revenue = cr_conf_text(s, "revenue", NULL);
		if (revenue != NULL && (!cr_money_parse_xml(revenue,
		    &out->provision.revenue) ||
		    out->provision.revenue.cents < 0))
			return cr_conf_fail(cr, s, "revenue", "revenue \"%s\" "
			    "is not an amount as in 1200000.00", revenue);
	}
	return cr_conf_count(root, "limitation") == 0 ? CR_OK :
	    take_limitation(cr, cr_conf_section(root, "limitation", 0),
	    &out->arena, &out->limitation);
}
