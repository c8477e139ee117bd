/* Which policy each item falls under, and what comes of it. */

#include "dun_world.h"

#include "cr/dunning.h"
#include "cr/str.h"

/* The segments of all debtors, each text once. */
struct segments {
	struct dun_world *w;
	struct account *next;
	const char *last;
};

static int
take_segment(void *ctx, int64_t party, char abc, const char *name)
{
	struct segments *c = ctx;
	struct account *end = c->w->accounts + c->w->naccounts;

	while (c->next < end && c->next->debtor < party)
		c->next++;
	if (c->next == end || c->next->debtor != party)
		return 0;
	if (name != NULL && !cr_streq(c->last, name))
		c->last = cr_arena_strdup(&c->w->arena, name);
	for (; c->next < end && c->next->debtor == party; c->next++) {
		c->next->abc = abc;
		c->next->class_name = name != NULL ? c->last : NULL;
	}
	return 0;
}

/* Parties of whom there are few, as agents are: the last one is kept. */
static int
code_of(struct cr *cr, struct dun_world *w, int64_t party,
    struct cr_party *kept, const char **code)
{
	int rc = 1;

	*code = NULL;
	if (party == 0)
		return CR_OK;
	if (kept->id != party)
		rc = cr_party_get(cr, party, &w->arena, kept);
	if (rc == 1)
		*code = kept->code;
	return rc < 0 ? rc : CR_OK;
}

/* Whose policy it is: all that is the same for an account. */
struct choosing {
	struct cr *cr;
	struct dun_world *w;
	struct cr_policy_subject who;
	struct cr_party creditor, agent, depot;
};

int
cr_dun_world_party(struct cr *cr, struct dun_world *w, struct account *a)
{
	int rc;

	if (a->party.id == a->debtor)
		return CR_OK;
	if (a > w->accounts && a[-1].party.id == a->debtor) {
		a->party = a[-1].party;
		return CR_OK;
	}
	rc = cr_party_get(cr, a->debtor, &w->arena, &a->party);
	return rc < 0 ? rc : CR_OK;
}

static int
look_at(struct choosing *c, struct account *a)
{
	struct cr_policy_subject *who = &c->who;
	const struct cr_party *p = &a->party;
	int rc;

	if ((rc = cr_dun_world_party(c->cr, c->w, a)) != CR_OK)
		return rc;
	if (c->creditor.id != a->creditor && (rc = cr_party_get(c->cr,
	    a->creditor, &c->w->arena, &c->creditor)) < 0)
		return rc;
	*who = (struct cr_policy_subject){ .debtor = a->debtor,
	    .debtor_code = p->code, .abc = a->abc,
	    .class_name = a->class_name,
	    .category = p->category, .agent = p->agent, .depot = p->depot,
	    .creditor = a->creditor, .creditor_code = c->creditor.code,
	    .creditor_vat = c->creditor.vat };
	if ((rc = code_of(c->cr, c->w, p->agent, &c->agent,
	    &who->agent_code)) != CR_OK)
		return rc;
	return code_of(c->cr, c->w, p->depot, &c->depot, &who->depot_code);
}

static void
decide(struct choosing *c, const struct cr_policy_set *set, struct account *a)
{
	struct cr_policy_choice choice;
	struct cr_dun_item *it;
	size_t i;

	for (i = 0; i < a->nitems; i++) {
		it = a->items[i];
		c->who.item = it->item;
		c->who.returned = it->unpaid;
		if (i == 0 || set->by_item)
			cr_policy_choose(set, &c->who, &choice);
		it->choice = choice;
		cr_dun_item(it, c->w->day);
	}
	a->sum.items = a->items;
	a->sum.nitems = a->nitems;
}

int
cr_dun_world_choose(struct cr *cr, const struct cr_policy_set *set,
    struct dun_world *w)
{
	struct choosing c = { .cr = cr, .w = w, .creditor = CR_PARTY_NONE,
	    .agent = CR_PARTY_NONE, .depot = CR_PARTY_NONE };
	struct segments segments = { .w = w, .next = w->accounts };
	struct account *a;
	int rc;

	if (set->by_segment && (rc = cr_dunning_segments(cr, w->day,
	    take_segment, &segments)) < 0)
		return rc;
	for (a = w->accounts; a < w->accounts + w->naccounts; a++) {
		c.who.abc = a->abc;
		c.who.class_name = a->class_name;
		if (set->by_party && (rc = look_at(&c, a)) < 0)
			return rc;
		decide(&c, set, a);
	}
	return CR_OK;
}
