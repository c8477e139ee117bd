#include "config_interest.h"

#include "cr/conf.h"
#include "cr/cr.h"
#include "cr/str.h"

#define MARGIN_MAX 10000	/* basis points */

static const struct cr_conf_opt rule_opts[] = {
	{ .name = "regime", .type = CR_CONF_TEXT },
	{ .name = "rate", .type = CR_CONF_TEXT },
	{ .name = NULL },
};

const struct cr_conf_opt cr_config_interest_opts[] = {
	{ .name = "rates", .type = CR_CONF_TEXT },
	{ .name = "regime", .type = CR_CONF_TEXT },
	{ .name = "rate", .type = CR_CONF_TEXT },
	{ .name = "basis", .type = CR_CONF_TEXT },
	{ .name = "round", .type = CR_CONF_TEXT },
	{ .name = "impute", .type = CR_CONF_TEXT },
	{ .name = "credit-notes", .type = CR_CONF_TEXT },
	{ .name = "art6", .type = CR_CONF_TEXT },
	{ .name = "margin", .type = CR_CONF_TEXT },
	{ .name = "formal-notice", .type = CR_CONF_LIST },
	{ "category", CR_CONF_SECTION, rule_opts,
	    CR_CONF_TITLED | CR_CONF_MANY },
	{ "debtor", CR_CONF_SECTION, rule_opts,
	    CR_CONF_TITLED | CR_CONF_MANY },
	{ .name = NULL },
};

/* The one of two words that NAME is; false is the first, when absent too. */
static int
take_word(struct cr *cr, const struct cr_conf_sec *s, const char *name,
    const char *no, const char *yes, bool *out)
{
	const char *word = cr_conf_text(s, name, no);

	*out = cr_streq(word, yes);
	if (*out || cr_streq(word, no))
		return CR_OK;
	return cr_conf_fail(cr, s, name, "%s \"%s\" is neither %s nor %s",
	    name, word, no, yes);
}

/* "9.00" or "+5.00" of a contract; nothing for all other regimes. */
static int
take_rule(struct cr *cr, const struct cr_conf_sec *s,
    struct cr_interest_rule *r)
{
	const char *word = cr_conf_text(s, "regime", "");
	const char *rate = cr_conf_text(s, "rate", NULL);

	if (!cr_regime_parse(word, &r->regime))
		return cr_conf_fail(cr, s, "regime", "there is no regime "
		    "\"%s\"", word);
	if ((rate != NULL) != (r->regime == CR_REGIME_CONTRACT))
		return cr_conf_fail(cr, s, rate ? "rate" : "regime",
		    "a rate is said for regime contract, and only there");
	if (rate != NULL && !cr_percent_parse(rate, &r->contract_bp,
	    &r->contract_points))
		return cr_conf_fail(cr, s, "rate", "rate \"%s\" is not a "
		    "percentage as in 9.00, or +5.00 over the reference rate",
		    rate);
	return CR_OK;
}

static int
take_rules(struct cr *cr, const struct cr_conf_sec *s, const char *name,
    struct cr_arena *a, const struct cr_interest_rule **out, size_t *n)
{
	struct cr_interest_rule *v;
	const struct cr_conf_sec *rule;
	size_t i;
	int err = CR_OK;

	*n = cr_conf_count(s, name);
	*out = v = cr_arena_alloc(a, (*n + 1) * sizeof(*v));
	for (i = 0; i < *n && err == CR_OK; i++) {
		rule = cr_conf_section(s, name, i);
		v[i].name = cr_arena_strdup(a, cr_conf_title(rule));
		err = take_rule(cr, rule, &v[i]);
	}
	return err;
}

static void
take_formal(const struct cr_conf_sec *s, struct cr_arena *a,
    struct cr_interest_rules *out)
{
	size_t n = 0, i;

	if (!cr_conf_has(s, "formal-notice"))
		return;
	while (cr_conf_item(s, "formal-notice", n) != NULL)
		n++;
	out->formal = cr_arena_alloc(a, (n + 1) * sizeof(*out->formal));
	for (i = 0; i < n; i++)
		out->formal[i] = cr_arena_strdup(a,
		    cr_conf_item(s, "formal-notice", i));
	out->nformal = n;
}

/* The regime of who has no rule. */
static int
take_regime(struct cr *cr, const struct cr_conf_sec *s,
    struct cr_interest_rules *out)
{
	struct cr_interest_rule r = { .name = NULL };
	int err;

	if (!cr_conf_has(s, "regime") && !cr_conf_has(s, "rate"))
		return CR_OK;
	if ((err = take_rule(cr, s, &r)) != CR_OK)
		return err;
	out->otherwise = true;
	out->terms.regime = r.regime;
	out->terms.contract_bp = r.contract_bp;
	out->terms.contract_points = r.contract_points;
	return CR_OK;
}

static int
take_terms(struct cr *cr, const struct cr_conf_sec *s,
    struct cr_interest_rules *out)
{
	const char *basis = cr_conf_text(s, "basis", "365");
	const char *art6 = cr_conf_text(s, "art6", "per-invoice");
	const char *margin = cr_conf_text(s, "margin", "0");
	struct cr_interest_terms *t = &out->terms;
	int err;

	if (!cr_basis_parse(basis, &t->basis))
		return cr_conf_fail(cr, s, "basis", "basis \"%s\" is none of "
		    "365, act and 360", basis);
	if (!cr_art6_parse(art6, &out->art6))
		return cr_conf_fail(cr, s, "art6", "art6 \"%s\" is none of "
		    "per-invoice, per-debtor and none", art6);
	if (!cr_percent_parse(margin, &out->margin_bp, NULL) ||
	    out->margin_bp > MARGIN_MAX)
		return cr_conf_fail(cr, s, "margin", "margin \"%s\" is not a "
		    "number of points as in 2.00", margin);
	if ((err = take_word(cr, s, "round", "item", "rows",
	    &t->round_rows)) != CR_OK ||
	    (err = take_word(cr, s, "impute", "costs-first",
	    "principal-first", &t->principal_first)) != CR_OK)
		return err;
	return take_word(cr, s, "credit-notes", "date", "ab-initio",
	    &t->ab_initio);
}

int
cr_config_interest(struct cr *cr, const struct cr_conf_sec *s,
    struct cr_arena *a, struct cr_interest_rules *out)
{
	int err;

	take_formal(s, a, out);
	if ((err = take_terms(cr, s, out)) != CR_OK ||
	    (err = take_regime(cr, s, out)) != CR_OK ||
	    (err = take_rules(cr, s, "category", a, &out->categories,
	    &out->ncategories)) != CR_OK)
		return err;
	return take_rules(cr, s, "debtor", a, &out->debtors, &out->ndebtors);
}
