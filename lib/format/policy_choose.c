/* Which policy an item falls under. */

#include "cr/policy.h"

#include <string.h>

#include "cr/key.h"
#include "cr/str.h"

/* Is one of NAMES the key of ID, or CODE, or OTHER? */
static bool
names_it(const char **names, size_t n, enum cr_key_kind kind, int64_t id,
    const char *code, const char *other)
{
	char key[CR_KEY_SIZE];
	size_t i;

	if (n == 0)
		return false;
	cr_key_format((struct cr_key){ kind, id }, key);
	for (i = 0; i < n; i++)
		if (strcmp(names[i], key) == 0 || cr_streq(names[i], code) ||
		    cr_streq(names[i], other))
			return true;
	return false;
}

/*
 * Is one of NAMES the segment of W? "A-D", "A-*", "*-D", or "D", the class of
 * who is rated, however much he owes.
 */
static bool
names_segment(const char **names, size_t n, const struct cr_policy_subject *w)
{
	const char *class_name = w->class_name ? w->class_name : "unrated";
	size_t i;

	for (i = 0; i < n; i++) {
		if (!cr_policy_is_cell(names[i])) {
			if (cr_streq(names[i], w->class_name))
				return true;
			continue;
		}
		if ((names[i][0] == '*' || names[i][0] == w->abc) &&
		    (strcmp(names[i] + 2, "*") == 0 ||
		    strcmp(names[i] + 2, class_name) == 0))
			return true;
	}
	return false;
}

bool
cr_policy_is_cell(const char *name)
{
	return name[0] != '\0' && strchr("ABC*", name[0]) != NULL &&
	    name[1] == '-';
}

static bool
rule_names(const struct cr_policy_rule *r, enum cr_policy_scope scope,
    const struct cr_policy_subject *w)
{
	const char **names = scope < CR_SCOPES ? r->names[scope] : NULL;
	size_t n = scope < CR_SCOPES ? r->n[scope] : 0;

	switch (scope) {
	case CR_SCOPE_ITEM:
		return names_it(names, n, CR_KEY_ITEM, w->item, NULL, NULL);
	case CR_SCOPE_DEBTOR:
		return names_it(names, n, CR_KEY_PARTY, w->debtor,
		    w->debtor_code, NULL);
	case CR_SCOPE_SEGMENT:
		return names_segment(names, n, w);
	case CR_SCOPE_CATEGORY:
		return w->category != NULL && names_it(names, n, CR_KEY_NONE,
		    0, w->category, NULL);
	case CR_SCOPE_AGENT:
		return w->agent != 0 && names_it(names, n, CR_KEY_PARTY,
		    w->agent, w->agent_code, NULL);
	case CR_SCOPE_DEPOT:
		return w->depot != 0 && names_it(names, n, CR_KEY_PARTY,
		    w->depot, w->depot_code, NULL);
	case CR_SCOPE_CREDITOR:
		return names_it(names, n, CR_KEY_PARTY, w->creditor,
		    w->creditor_code, w->creditor_vat);
	default:		/* it names nobody: it is for all */
		for (scope = CR_SCOPE_ITEM; scope < CR_SCOPES; scope++)
			if (r->n[scope] > 0)
				return false;
		return true;
	}
}

/* The rule that is for W in SCOPE, of those WITH a condition or without. */
static const struct cr_policy_rule *
find(const struct cr_policy_set *set, enum cr_policy_scope scope, bool with,
    const struct cr_policy_subject *w)
{
	enum cr_policy_if when = !with ? CR_IF_ANY :
	    w->returned ? CR_IF_RETURNED : CR_IF_NOT_RETURNED;
	const struct cr_policy_rule *r;

	for (r = set->rules; r < set->rules + set->nrules; r++)
		if (r->when == when && rule_names(r, scope, w))
			return r;
	return NULL;
}

void
cr_policy_choose(const struct cr_policy_set *set,
    const struct cr_policy_subject *who, struct cr_policy_choice *out)
{
	const struct cr_policy_rule *r = NULL;
	enum cr_policy_scope scope = CR_SCOPE_ITEM;

	for (; set->nrules > 0 && scope <= CR_SCOPE_DEFAULT; scope++)
		if ((r = find(set, scope, true, who)) != NULL ||
		    (r = find(set, scope, false, who)) != NULL)
			break;
	*out = (struct cr_policy_choice){ .policy = set->by_default,
		.scope = CR_SCOPE_DEFAULT, .abc = who->abc,
		.class_name = who->class_name };
	if (r == NULL)
		return;
	out->policy = r->policy;
	out->scope = scope;
	out->rule = r->name;
	out->anew = r->when == CR_IF_RETURNED;
}

bool
cr_policy_is_bank(const struct cr_policy *p, const char *method)
{
	size_t i;

	if (method == NULL)
		return false;
	for (i = 0; i < p->nbank_methods; i++)
		if (cr_strcaseeq(p->bank_methods[i], method))
			return true;
	return false;
}
