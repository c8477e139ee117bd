#include "cr/policy.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/input.h"
#include "cr/mem.h"
#include "cr/str.h"
#include "policy_read.h"

static const struct cr_conf_opt policy_opts[] = {
	{ .name = "tolerance", .type = CR_CONF_TEXT },
	{ .name = "minimum", .type = CR_CONF_TEXT },
	{ .name = "interval", .type = CR_CONF_INT },
	{ .name = "debtor-interval", .type = CR_CONF_INT },
	{ .name = "per-week", .type = CR_CONF_INT },
	{ .name = "bank-tolerance", .type = CR_CONF_INT },
	{ .name = "bank-methods", .type = CR_CONF_LIST },
	{ .name = "wait-term", .type = CR_CONF_BOOL },
	{ .name = "keep-spacing", .type = CR_CONF_BOOL },
	{ .name = "notice-per", .type = CR_CONF_TEXT },
	{ .name = "after-last", .type = CR_CONF_TEXT },
	{ "level", CR_CONF_SECTION, cr_policy_level_opts,
	    CR_CONF_TITLED | CR_CONF_MANY },
	{ .name = NULL },
};

static const struct cr_conf_opt apply_opts[] = {
	{ .name = "policy", .type = CR_CONF_TEXT },
	{ .name = "item", .type = CR_CONF_LIST },
	{ .name = "debtor", .type = CR_CONF_LIST },
	{ .name = "segment", .type = CR_CONF_LIST },
	{ .name = "category", .type = CR_CONF_LIST },
	{ .name = "agent", .type = CR_CONF_LIST },
	{ .name = "depot", .type = CR_CONF_LIST },
	{ .name = "creditor", .type = CR_CONF_LIST },
	{ .name = "unpaid", .type = CR_CONF_BOOL },
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

static const char *const after_words[] = {
	"stop", "repeat", "hand-over", "write-off", NULL
};
static const char *const per_words[] = { "debtor", "level", NULL };
static const char *const scopes[] = {
	[CR_SCOPE_ITEM] = "item",
	[CR_SCOPE_DEBTOR] = "debtor",
	[CR_SCOPE_SEGMENT] = "segment",
	[CR_SCOPE_CATEGORY] = "category",
	[CR_SCOPE_AGENT] = "agent",
	[CR_SCOPE_DEPOT] = "depot",
	[CR_SCOPE_CREDITOR] = "creditor",
	[CR_SCOPE_DEFAULT] = "default",
};

const char *
cr_policy_scope_word(enum cr_policy_scope scope)
{
	return scopes[scope];
}

static void
take_methods(struct policy_reader *r, const struct cr_conf_sec *s,
    struct cr_policy *p)
{
	size_t i;

	if (cr_conf_has(s, "bank-methods")) {
		p->nbank_methods = cr_policy_list(r, s, "bank-methods",
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
take_policy(struct policy_reader *r, const struct cr_conf_sec *s,
    struct cr_policy *p)
{
	int after, per, err;

	p->name = cr_arena_strdup(r->arena, cr_conf_title(s));
	p->wait_term = cr_conf_bool(s, "wait-term", true);
	p->keep_spacing = cr_conf_bool(s, "keep-spacing", true);
	take_methods(r, s, p);
	if ((err = cr_policy_money(r, s, "tolerance", "0.01", &p->tolerance)) ||
	    (err = cr_policy_money(r, s, "minimum", "0", &p->minimum)) ||
	    (err = cr_policy_days(r, s, "interval", 7, 1, &p->interval)) ||
	    (err = cr_policy_days(r, s, "debtor-interval", 0, 0,
	    &p->debtor_interval)) ||
	    (err = cr_policy_days(r, s, "per-week", 0, 0, &p->per_week)) ||
	    (err = cr_policy_days(r, s, "bank-tolerance", 10, 0,
	    &p->bank_tolerance)) ||
	    (err = cr_policy_word(r, s, "after-last", after_words,
	    CR_AFTER_STOP, &after)) ||
	    (err = cr_policy_word(r, s, "notice-per", per_words, 0, &per)))
		return err;
	p->after_last = (enum cr_after_last)after;
	p->per_level = per == 1;
	return cr_policy_levels(r, s, p);
}

static int
find_policy(struct policy_reader *r, const struct cr_conf_sec *s,
    const char *option, struct cr_policy_set *set, const struct cr_policy **out)
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

/* A class may have any name, a segment has one of a class. */
static int
check_segments(struct policy_reader *r, const struct cr_conf_sec *s,
    const struct cr_policy_rule *rule)
{
	const char *name;
	size_t i;

	for (i = 0; i < rule->n[CR_SCOPE_SEGMENT]; i++) {
		name = rule->names[CR_SCOPE_SEGMENT][i];
		if (cr_policy_is_cell(name) ? name[2] == '\0' :
		    name[0] == '\0' || strchr(name, '*') != NULL ||
		    (strchr("abc", name[0]) != NULL && name[1] == '-'))
			return cr_conf_fail(r->cr, s, "segment", "\"%s\" is "
			    "no segment, as in \"A-D\", \"A-*\" or \"D\"",
			    name);
	}
	return CR_OK;
}

static int
take_rule(struct policy_reader *r, const struct cr_conf_sec *s,
    struct cr_policy_set *set, struct cr_policy_rule *rule)
{
	size_t names = 0;
	int i, err;

	rule->name = cr_arena_strdup(r->arena, cr_conf_title(s));
	for (i = 0; i < CR_SCOPES; i++) {
		rule->n[i] = cr_policy_list(r, s, scopes[i],
		    &rule->names[i]);
		names += rule->n[i];
	}
	if (cr_conf_has(s, "unpaid"))
		rule->when = cr_conf_bool(s, "unpaid", false) ?
		    CR_IF_RETURNED : CR_IF_NOT_RETURNED;
	if (names == 0 && rule->when == CR_IF_ANY)
		return cr_conf_fail(r->cr, s, NULL, "\"%s\" names no item, "
		    "debtor, segment, category, agent, depot or creditor",
		    rule->name);
	set->by_item |= rule->n[CR_SCOPE_ITEM] > 0 || rule->when != CR_IF_ANY;
	set->by_party |= names > rule->n[CR_SCOPE_ITEM] +
	    rule->n[CR_SCOPE_SEGMENT];
	set->by_segment |= rule->n[CR_SCOPE_SEGMENT] > 0;
	if ((err = check_segments(r, s, rule)) != CR_OK)
		return err;
	return find_policy(r, s, "policy", set, &rule->policy);
}

static bool
asks_interest(const struct cr_policy *p)
{
	size_t i;

	for (i = 0; i < p->nlevels; i++)
		if (p->levels[i].claims.interest ||
		    p->levels[i].claims.flat40)
			return true;
	return false;
}

/* The default: the one that is named, or the only one there is. */
static int
take_default(struct policy_reader *r, const struct cr_conf_sec *s,
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
take_file(struct policy_reader *r, const struct cr_conf_sec *s,
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
	for (i = 0; i < n; i++, set->npolicies++) {
		if ((err = take_policy(r, cr_conf_section(s, "policy", i),
		    &set->policies[i])) != CR_OK)
			return err;
		set->by_week |= set->policies[i].per_week > 0;
		set->interest |= asks_interest(&set->policies[i]);
	}
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
	struct policy_reader r = { .cr = cr };
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
	int err = cr_conf_read(cr, path, CR_ENOTFOUND, &in, &text, &n);

	*out = NULL;
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
