#include "cr/limit_act.h"

#include <stdlib.h>
#include <string.h>

#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/i18n.h"
#include "cr/keys.h"
#include "cr/mem.h"
#include "cr/party.h"
#include "cr/print.h"

enum { LIMIT, PARTY, CODE, NAME, CURRENCY, AMOUNT, STATE, IN_FORCE, FROM,
    UNTIL, ORIGIN, REASON, WHO, SET, ACT, ACTED, ACTOR, ACT_REASON, CLASS,
    PART };

const struct cr_field cr_kept_fields[CR_KEPT_FIELDS] = {
	[LIMIT] = { "limit", CR_KEY, N_("Limit"), N_("the limit"), 0 },
	[PARTY] = { "party", CR_KEY, N_("Party"), N_("the debtor"), 0 },
	[CODE] = { "code", CR_CODE, N_("Code"), N_("its code"), 0 },
	[NAME] = { "name", CR_TEXT, N_("Name"), N_("its name"), 0 },
	[CURRENCY] = { "currency", CR_TEXT, N_("Currency"),
	    N_("of the amount"), 0 },
	[AMOUNT] = { "amount_cents", CR_CENTS, N_("Amount"),
	    N_("0: cash only"), 0 },
	[STATE] = { "state", CR_TEXT, N_("State"), N_("counts, pending, "
	    "future, ended, refused, withdrawn"), 0 },
	[IN_FORCE] = { "in_force", CR_BOOL, N_("In force"),
	    N_("of those that count, the one that does"), 0 },
	[FROM] = { "from", CR_DATE, N_("From"), N_("its first day"), 0 },
	[UNTIL] = { "until", CR_DATE, N_("Until"), N_("its last day"), 0 },
	[ORIGIN] = { "origin", CR_TEXT, N_("Origin"),
	    N_("computed or set"), 0 },
	[REASON] = { "reason", CR_TEXT, N_("Reason"), N_("why"), 0 },
	[WHO] = { "who", CR_TEXT, N_("Who"), N_("who set it"), 0 },
	[SET] = { "set", CR_DATE, N_("Set on"), N_("the day it was set"),
	    0 },
	[ACT] = { "act", CR_TEXT, N_("Act"), N_("what became of it: "
	    "approve, refuse, withdraw"), 1 },
	[ACTED] = { "acted", CR_DATE, N_("Acted on"), N_("and when"), 1 },
	[ACTOR] = { "actor", CR_TEXT, N_("By"), N_("and by whom"), 0 },
	[ACT_REASON] = { "act_reason", CR_TEXT, N_("Because"),
	    N_("and why"), 1 },
	[CLASS] = { "class", CR_TEXT, N_("Class"),
	    N_("of the rating it was computed for"), 1 },
	[PART] = { "part", CR_TEXT, N_("Part"),
	    N_("that it comes from: sales, equity, capital, purchases, "
	    "plafond"), 1 },
};

int
cr_kept_put(void *ctx, const struct cr_credit_limit *l)
{
	const struct cr_kept_printer *k = ctx;
	struct cr_printer *p = k->printer;
	struct cr_party party;
	struct cr_arena a;
	int rc;

	cr_arena_init(&a);
	if ((rc = cr_party_get(k->cr, l->party, &a, &party)) == 1) {
		cr_put_text_cell(p, CODE, party.code);
		cr_put_text_cell(p, NAME, party.name);
	}
	cr_arena_release(&a);
	if (rc < 0)
		return rc;
	cr_put_key(p, LIMIT, CR_KEY_LIMIT, l->id);
	cr_put_key(p, PARTY, CR_KEY_PARTY, l->party);
	cr_put_text_cell(p, CURRENCY, l->currency);
	cr_put_cents(p, AMOUNT, l->amount);
	cr_put_text_cell(p, STATE, cr_kept_word(cr_kept_state(l, k->day)));
	cr_put_bool(p, IN_FORCE, l->in_force);
	cr_put_date(p, FROM, l->day);
	cr_put_date(p, UNTIL, l->until);
	cr_put_text_cell(p, ORIGIN, l->computed ? "computed" : "set");
	cr_put_text_cell(p, REASON, l->reason);
	cr_put_text_cell(p, WHO, l->who);
	cr_put_date(p, SET, l->told);
	if (l->act != CR_LIMIT_NOTHING)
		cr_put_text_cell(p, ACT, cr_limit_act_word(l->act));
	cr_put_date(p, ACTED, l->acted);
	cr_put_text_cell(p, ACTOR, l->actor);
	cr_put_text_cell(p, ACT_REASON, l->act_reason);
	cr_put_text_cell(p, CLASS, l->class_name);
	cr_put_text_cell(p, PART, l->part);
	cr_print_row(p);
	return 0;
}

/* ---- Listing ------------------------------------------------------------- */

/* The limits of one party, so that one can tell which is in force. */
struct listing {
	const struct cr_kept_filter *f;
	cr_kept_fn *each;
	void *ctx;
	struct cr_credit_limit *v;
	size_t n, cap;
	struct cr_arena arena;
};

static bool
is_asked(const struct cr_kept_filter *f, const struct cr_credit_limit *l)
{
	enum cr_kept_state state = cr_kept_state(l, f->as_of.day);

	if ((f->states != 0 && (f->states >> state & 1) == 0) ||
	    (f->keys != NULL && !cr_keys_has(f->keys, CR_KEY_PARTY,
	    l->party) && !cr_keys_has(f->keys, CR_KEY_LIMIT, l->id)))
		return false;
	return f->expiring < 0 || (cr_date_is_set(l->until) &&
	    l->until.days - f->as_of.day.days <= f->expiring);
}

static void
mark(struct listing *g)
{
	struct cr_credit_limit *l, *best;
	size_t i, k;

	for (i = 0; i < g->n; i++) {
		best = NULL;
		for (k = 0; k < g->n; k++) {
			l = &g->v[k];
			if (strcmp(l->currency, g->v[i].currency) == 0 &&
			    cr_kept_state(l, g->f->as_of.day) ==
			    CR_KEPT_COUNTS && (best == NULL ||
			    cr_kept_before(l, best)))
				best = l;
		}
		g->v[i].in_force = best == &g->v[i];
	}
}

/* Tell those of one party. */
static int
flush(struct listing *g)
{
	size_t i;
	int rc = 0;

	mark(g);
	for (i = 0; i < g->n && rc == 0; i++)
		if (is_asked(g->f, &g->v[i]))
			rc = g->each(g->ctx, &g->v[i]);
	g->n = 0;
	cr_arena_clear(&g->arena);
	return rc;
}

static const char *
copy(struct listing *g, const char *s)
{
	return s == NULL ? NULL : cr_arena_strdup(&g->arena, s);
}

static int
take(void *ctx, const struct cr_credit_limit *l)
{
	struct listing *g = ctx;
	struct cr_credit_limit *to;
	int rc;

	if (g->n > 0 && g->v[0].party != l->party && (rc = flush(g)) != 0)
		return rc;
	cr_grow(&g->v, g->n, &g->cap, sizeof(*g->v));
	to = &g->v[g->n++];
	*to = *l;
	to->reason = copy(g, l->reason);
	to->who = copy(g, l->who);
	to->class_name = copy(g, l->class_name);
	to->part = copy(g, l->part);
	to->rules = to->detail = NULL;
	to->actor = copy(g, l->actor);
	to->act_reason = copy(g, l->act_reason);
	return 0;
}

int
cr_limit_list(struct cr *cr, const struct cr_kept_filter *f,
    cr_kept_fn *each, void *ctx)
{
	struct listing g = { .f = f, .each = each, .ctx = ctx };
	int rc;

	cr_arena_init(&g.arena);
	if ((rc = cr_credit_limit_each(cr, &f->as_of, 0, take, &g)) == 0)
		rc = flush(&g);
	free(g.v);
	cr_arena_release(&g.arena);
	return rc;
}
