#include "cr/policy.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cr/conf.h"
#include "cr/cr.h"
#include "cr/input.h"
#include "cr/mem.h"
#include "cr/str.h"

#define DAYS_MAX 3650		/* ten years: a longer wait is a mistake */

static const struct cr_conf_opt level_opts[] = {
	{ .name = "anchor", .type = CR_CONF_TEXT },
	{ .name = "days", .type = CR_CONF_INT },
	{ .name = "channels", .type = CR_CONF_LIST },
	{ .name = "template", .type = CR_CONF_TEXT },
	{ .name = "minimum", .type = CR_CONF_TEXT },
	{ .name = "grant", .type = CR_CONF_INT },
	{ .name = "approve", .type = CR_CONF_BOOL },
	{ .name = "copy", .type = CR_CONF_LIST },
	{ .name = NULL },
};

static const struct cr_conf_opt policy_opts[] = {
	{ .name = "tolerance", .type = CR_CONF_TEXT },
	{ .name = "minimum", .type = CR_CONF_TEXT },
	{ .name = "interval", .type = CR_CONF_INT },
	{ .name = "debtor-interval", .type = CR_CONF_INT },
	{ .name = "bank-tolerance", .type = CR_CONF_INT },
	{ .name = "bank-methods", .type = CR_CONF_LIST },
	{ .name = "wait-term", .type = CR_CONF_BOOL },
	{ .name = "keep-spacing", .type = CR_CONF_BOOL },
	{ .name = "notice-per", .type = CR_CONF_TEXT },
	{ .name = "after-last", .type = CR_CONF_TEXT },
	{ "level", CR_CONF_SECTION, level_opts,
	    CR_CONF_TITLED | CR_CONF_MANY },
	{ .name = NULL },
};

static const struct cr_conf_opt apply_opts[] = {
	{ .name = "policy", .type = CR_CONF_TEXT },
	{ .name = "item", .type = CR_CONF_LIST },
	{ .name = "debtor", .type = CR_CONF_LIST },
	{ .name = "category", .type = CR_CONF_LIST },
	{ .name = "creditor", .type = CR_CONF_LIST },
	{ .name = NULL },
};

static const struct cr_conf_opt file_opts[] = {
	{ .name = "default", .type = CR_CONF_TEXT },
	{ .name = "max-notices", .type = CR_CONF_INT },
	{ "policy", CR_CONF_SECTION, policy_opts,
	    CR_CONF_TITLED | CR_CONF_MANY },
	{ "apply", CR_CONF_SECTION, apply_opts,
	    CR_CONF_TITLED | CR_CONF_MANY },
	{ .name = NULL },
};

/* Methods that a bank collects by: RID, RiBa, domiciliations, SDD. */
static const char *const usual_bank_methods[] = {
	"MP09", "MP10", "MP11", "MP12", "MP16", "MP17", "MP19", "MP20",
	"MP21", "RIBA", "SDD", "RID", NULL
};

bool
cr_method_is_bank(const char *method)
{
	size_t i;

	for (i = 0; method != NULL && usual_bank_methods[i] != NULL; i++)
		if (cr_strcaseeq(usual_bank_methods[i], method))
			return true;
	return false;
}

static const char *const anchor_words[] = {
	"due", "month-end", "notice", "term", NULL
};
static const char *const after_words[] = {
	"stop", "repeat", "hand-over", "write-off", NULL
};
static const char *const per_words[] = { "debtor", "level", NULL };
static const char *const scope_options[] = {
	"item", "debtor", "category", "creditor"
};

/* What is being read, passed down. */
struct reader {
	struct cr *cr;
	struct cr_arena *arena;
};

/* The index of the word of option NAME among WORDS. */
static int
take_word(struct reader *r, const struct cr_conf_sec *s, const char *name,
    const char *const *words, int absent, int *out)
{
	const char *word = cr_conf_text(s, name, words[absent]);

	for (*out = 0; words[*out] != NULL; ++*out)
		if (strcmp(words[*out], word) == 0)
			return CR_OK;
	return cr_conf_fail(r->cr, s, name, "%s \"%s\" is none there is", name,
	    word);
}

static int
take_money(struct reader *r, const struct cr_conf_sec *s, const char *name,
    const char *absent, struct cr_money *out)
{
	const char *text = cr_conf_text(s, name, absent);

	if (cr_money_parse_xml(text, out) && out->cents >= 0)
		return CR_OK;
	return cr_conf_fail(r->cr, s, name, "%s \"%s\" is no amount (as in "
	    "1234.56)", name, text);
}

static int
take_days(struct reader *r, const struct cr_conf_sec *s, const char *name,
    int32_t absent, int32_t least, int32_t *out)
{
	int64_t days = cr_conf_int(s, name, absent);

	if (days < least || days > DAYS_MAX)
		return cr_conf_fail(r->cr, s, name, "%s is from %" PRId32
		    " to %d", name, least, DAYS_MAX);
	*out = (int32_t)days;
	return CR_OK;
}

/* All texts of the list NAME. */
static size_t
take_list(struct reader *r, const struct cr_conf_sec *s, const char *name,
    const char ***out)
{
	size_t n, i;

	for (n = 0; cr_conf_item(s, name, n) != NULL; n++)
		;
	*out = cr_arena_alloc(r->arena, (n + 1) * sizeof(**out));
	for (i = 0; i < n; i++)
		(*out)[i] = cr_arena_strdup(r->arena,
		    cr_conf_item(s, name, i));
	return n;
}

static int
take_channels(struct reader *r, const struct cr_conf_sec *s,
    struct cr_level *l)
{
	enum cr_channel c;
	const char *word;
	size_t i, k;

	for (i = 0; (word = cr_conf_item(s, "channels", i)) != NULL; i++) {
		if (!cr_channel_parse(word, &c))
			return cr_conf_fail(r->cr, s, "channels",
			    "there is no channel \"%s\" (email, pec, sms, "
			    "fax, letter, registered, phone, visit, task)",
			    word);
		for (k = 0; k < l->nchannels && l->channels[k] != c; k++)
			;
		if (k < l->nchannels)
			return cr_conf_fail(r->cr, s, "channels",
			    "a channel is named twice");
		l->channels[l->nchannels++] = c;
	}
	if (l->nchannels == 0)
		l->channels[l->nchannels++] = CR_CHANNEL_EMAIL;
	return CR_OK;
}

/* A template is named like a file, and can be no path. */
static bool
is_template_name(const char *s)
{
	size_t i;

	for (i = 0; s[i] != '\0'; i++)
		if (!cr_is_alpha(s[i]) && !cr_is_digit(s[i]) && s[i] != '-' &&
		    s[i] != '_')
			return false;
	return i > 0 && i <= 64;
}

static int
check_level(struct reader *r, const struct cr_conf_sec *s,
    const struct cr_level *l)
{
	bool after = l->anchor == CR_ANCHOR_NOTICE ||
	    l->anchor == CR_ANCHOR_TERM;

	if (!is_template_name(l->template))
		return cr_conf_fail(r->cr, s, "template", "template \"%s\" is "
		    "no name (letters, digits, -)", l->template);
	if (after && l->order == 1)
		return cr_conf_fail(r->cr, s, "anchor", "the first level has "
		    "no notice before it");
	if (l->days < 0 && l->anchor != CR_ANCHOR_DUE)
		return cr_conf_fail(r->cr, s, "days", "negative days are "
		    "before the due date, with anchor = due");
	return CR_OK;
}

static int
take_level(struct reader *r, const struct cr_conf_sec *s, struct cr_level *l)
{
	int anchor, err;

	l->name = cr_arena_strdup(r->arena, cr_conf_title(s));
	l->template = cr_arena_strdup(r->arena,
	    cr_conf_text(s, "template", l->name));
	l->approve = cr_conf_bool(s, "approve", false);
	l->ncopies = take_list(r, s, "copy", &l->copies);
	if ((err = take_word(r, s, "anchor", anchor_words, CR_ANCHOR_DUE,
	    &anchor)) != CR_OK)
		return err;
	l->anchor = (enum cr_anchor)anchor;
	if (!cr_conf_has(s, "days"))
		return cr_conf_fail(r->cr, s, NULL, "level \"%s\" does not "
		    "say its days", l->name);
	if ((err = take_days(r, s, "days", 0, -DAYS_MAX, &l->days)) != CR_OK ||
	    (err = take_days(r, s, "grant", 0, 0, &l->grant)) != CR_OK ||
	    (err = take_money(r, s, "minimum", "0", &l->minimum)) != CR_OK ||
	    (err = take_channels(r, s, l)) != CR_OK)
		return err;
	return check_level(r, s, l);
}

/* Levels that count from the same day come in the order of their days. */
static int
check_order(struct reader *r, const struct cr_conf_sec *s,
    const struct cr_policy *p)
{
	const struct cr_level *l;
	size_t i;

	for (i = 1; i < p->nlevels; i++) {
		l = &p->levels[i];
		if (l->anchor == p->levels[i - 1].anchor &&
		    l->anchor <= CR_ANCHOR_MONTH_END &&
		    l->days <= p->levels[i - 1].days)
			return cr_conf_fail(r->cr, cr_conf_section(s, "level",
			    i), "days", "level \"%s\" is not later than the "
			    "one before", l->name);
	}
	return CR_OK;
}

static int
take_levels(struct reader *r, const struct cr_conf_sec *s,
    struct cr_policy *p)
{
	size_t i;
	int err;

	p->nlevels = cr_conf_count(s, "level");
	if (p->nlevels == 0)
		return cr_conf_fail(r->cr, s, NULL, "policy \"%s\" has no "
		    "level", p->name);
	p->levels = cr_arena_alloc(r->arena, p->nlevels * sizeof(*p->levels));
	for (i = 0; i < p->nlevels; i++) {
		p->levels[i].order = (int)i + 1;
		err = take_level(r, cr_conf_section(s, "level", i),
		    &p->levels[i]);
		if (err != CR_OK)
			return err;
	}
	return check_order(r, s, p);
}

static void
take_methods(struct reader *r, const struct cr_conf_sec *s,
    struct cr_policy *p)
{
	size_t i;

	if (cr_conf_has(s, "bank-methods")) {
		p->nbank_methods = take_list(r, s, "bank-methods",
		    &p->bank_methods);
		return;
	}
	p->bank_methods = cr_arena_alloc(r->arena,
	    sizeof(usual_bank_methods));
	for (i = 0; usual_bank_methods[i] != NULL; i++)
		p->bank_methods[i] = usual_bank_methods[i];
	p->nbank_methods = i;
}

static int
take_policy(struct reader *r, const struct cr_conf_sec *s,
    struct cr_policy *p)
{
	int after, per, err;

	p->name = cr_arena_strdup(r->arena, cr_conf_title(s));
	p->wait_term = cr_conf_bool(s, "wait-term", true);
	p->keep_spacing = cr_conf_bool(s, "keep-spacing", true);
	take_methods(r, s, p);
	if ((err = take_money(r, s, "tolerance", "0.01", &p->tolerance)) ||
	    (err = take_money(r, s, "minimum", "0", &p->minimum)) ||
	    (err = take_days(r, s, "interval", 7, 1, &p->interval)) ||
	    (err = take_days(r, s, "debtor-interval", 0, 0,
	    &p->debtor_interval)) ||
	    (err = take_days(r, s, "bank-tolerance", 10, 0,
	    &p->bank_tolerance)) ||
	    (err = take_word(r, s, "after-last", after_words, CR_AFTER_STOP,
	    &after)) ||
	    (err = take_word(r, s, "notice-per", per_words, 0, &per)))
		return err;
	p->after_last = (enum cr_after_last)after;
	p->per_level = per == 1;
	return take_levels(r, s, p);
}

static int
find_policy(struct reader *r, const struct cr_conf_sec *s, const char *option,
    struct cr_policy_set *set, const struct cr_policy **out)
{
	const char *name = cr_conf_text(s, option, NULL);
	size_t i;

	*out = NULL;
	if (name == NULL)
		return cr_conf_fail(r->cr, s, NULL, "\"%s\" does not say its "
		    "policy", cr_conf_title(s));
	for (i = 0; i < set->npolicies; i++)
		if (strcmp(set->policies[i].name, name) == 0)
			*out = &set->policies[i];
	if (*out == NULL && strcmp(name, "none") != 0)
		return cr_conf_fail(r->cr, s, option, "there is no policy "
		    "\"%s\"", name);
	return CR_OK;
}

static int
take_rule(struct reader *r, const struct cr_conf_sec *s,
    struct cr_policy_set *set, struct cr_policy_rule *rule)
{
	size_t names = 0;
	int i;

	rule->name = cr_arena_strdup(r->arena, cr_conf_title(s));
	for (i = 0; i < CR_SCOPES; i++) {
		rule->n[i] = take_list(r, s, scope_options[i],
		    &rule->names[i]);
		names += rule->n[i];
	}
	if (names == 0)
		return cr_conf_fail(r->cr, s, NULL, "\"%s\" names no item, "
		    "debtor, category or creditor", rule->name);
	return find_policy(r, s, "policy", set, &rule->policy);
}

/* The default: the one that is named, or the only one there is. */
static int
take_default(struct reader *r, const struct cr_conf_sec *s,
    struct cr_policy_set *set)
{
	if (cr_conf_has(s, "default"))
		return find_policy(r, s, "default", set, &set->by_default);
	if (set->npolicies != 1)
		return cr_conf_fail(r->cr, s, NULL, "does not say which "
		    "policy is the default");
	set->by_default = &set->policies[0];
	return CR_OK;
}

static int
take_file(struct reader *r, const struct cr_conf_sec *s,
    struct cr_policy_set *set)
{
	size_t i, n = cr_conf_count(s, "policy");
	int err;

	set->max_notices = cr_conf_int(s, "max-notices", 0);
	if (set->max_notices < 0)
		return cr_conf_fail(r->cr, s, "max-notices", "max-notices is "
		    "negative");
	if (n == 0)
		return cr_conf_fail(r->cr, s, NULL, "has no policy");
	set->policies = cr_arena_alloc(r->arena, n * sizeof(*set->policies));
	for (i = 0; i < n; i++, set->npolicies++)
		if ((err = take_policy(r, cr_conf_section(s, "policy", i),
		    &set->policies[i])) != CR_OK)
			return err;
	n = cr_conf_count(s, "apply");
	set->rules = cr_arena_alloc(r->arena, (n + 1) * sizeof(*set->rules));
	for (i = 0; i < n; i++, set->nrules++)
		if ((err = take_rule(r, cr_conf_section(s, "apply", i), set,
		    &set->rules[i])) != CR_OK)
			return err;
	return take_default(r, s, set);
}

int
cr_policy_parse(struct cr *cr, const char *name, const char *text, size_t n,
    struct cr_policy_set **out)
{
	struct cr_policy_set *set;
	struct cr_conf *conf = NULL;
	struct reader r = { .cr = cr };
	int err;

	*out = NULL;
	if ((err = cr_conf_parse(cr, name, text, n, file_opts, &conf)) !=
	    CR_OK)
		return err;
	set = cr_calloc(1, sizeof(*set));
	cr_arena_init(&set->arena);
	r.arena = &set->arena;
	if ((err = take_file(&r, cr_conf_root(conf), set)) == CR_OK) {
		set->text = cr_arena_strndup(&set->arena, text, n);
		cr_sha256(text, n, set->digest);
		*out = set;
	} else {
		cr_policy_free(set);
	}
	cr_conf_free(conf);
	return err;
}

int
cr_policy_load(struct cr *cr, const char *path, struct cr_policy_set **out)
{
	struct cr_input *in;
	const char *text;
	size_t n;
	int err;

	*out = NULL;
	if ((in = cr_input_open(cr, path)) == NULL)
		return CR_ENOTFOUND;
	err = cr_input_all(cr, in, CR_CONF_MAX_BYTES, &text, &n);
	if (err == CR_OK)
		err = cr_policy_parse(cr, path, text, n, out);
	cr_input_free(in);
	return err;
}

void
cr_policy_free(struct cr_policy_set *set)
{
	if (set == NULL)
		return;
	cr_arena_release(&set->arena);
	free(set);
}
