#include "cr/claim_act.h"

#include <stdlib.h>

#include "cr/arena.h"
#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/db.h"
#include "cr/doc.h"
#include "cr/journal.h"
#include "cr/keys.h"
#include "cr/ledger.h"
#include "cr/mem.h"

struct acting {
	struct cr *cr;
	struct cr_keys *keys;	/* sorted */
	enum cr_claim_state state;
	const char *reason;
	struct cr_keys asked;	/* the claims that they stand for */
	struct cr_keys ended;
	struct cr_claim *v;	/* as they are in the end */
	size_t n, cap;
	struct cr_arena a;
};

static void
add_key(struct cr_keys *keys, int64_t claim)
{
	cr_grow(&keys->v, keys->n, &keys->cap, sizeof(*keys->v));
	keys->v[keys->n++] = (struct cr_key){ CR_KEY_CLAIM, claim };
}

/* Open claims on the items and parties of the keys. */
static int
expand(void *ctx, const struct cr_claim *c)
{
	struct acting *g = ctx;

	if (c->state == CR_CLAIM_OPEN &&
	    (cr_keys_has(g->keys, CR_KEY_PARTY, c->debtor) ||
	    cr_keys_has(g->keys, CR_KEY_ITEM, c->item) ||
	    cr_keys_has(g->keys, CR_KEY_DOC, c->item / CR_ITEMS)))
		add_key(&g->asked, c->id);
	return 0;
}

static int
ask(struct acting *g)
{
	const struct cr_as_of now = { g->cr->today, true };
	size_t i;
	int err;

	cr_keys_sort(g->keys);
	for (i = 0; i < g->keys->n; i++)
		if (g->keys->v[i].kind == CR_KEY_CLAIM)
			add_key(&g->asked, g->keys->v[i].id);
	if (g->asked.n < g->keys->n && (err = cr_claim_each(g->cr, &now,
	    false, expand, g)) != CR_OK)
		return err;
	cr_keys_sort(&g->asked);
	return CR_OK;
}

static int
journal(struct acting *g, int64_t claim)
{
	struct cr_key key = { CR_KEY_CLAIM, claim };
	struct cr_buf b;
	int err;

	cr_buf_init(&b);
	cr_buf_adds(&b, "{\"reason\":");
	cr_buf_json(&b, g->reason);
	cr_buf_adds(&b, "}");
	err = cr_journal(g->cr, g->state == CR_CLAIM_PAID ? "claim-paid" :
	    "claim-waive", key, b.s);
	cr_buf_release(&b);
	return err;
}

static int
end_one(struct acting *g, int64_t claim)
{
	int err = cr_claim_close(g->cr, claim, g->state, g->reason);

	if (err == CR_ENOTFOUND) {
		cr_refuse(g->cr, NULL, 0, "%s", cr_errmsg(g->cr));
		return CR_OK;
	}
	if (err == CR_OK)
		add_key(&g->ended, claim);
	return err == CR_OK ? journal(g, claim) : err;
}

static const char *
copy(struct acting *g, const char *s)
{
	return s != NULL ? cr_arena_strdup(&g->a, s) : NULL;
}

static int
keep(void *ctx, const struct cr_claim *c)
{
	struct acting *g = ctx;
	struct cr_claim *to;

	if (!cr_keys_has(&g->ended, CR_KEY_CLAIM, c->id))
		return 0;
	cr_grow(&g->v, g->n, &g->cap, sizeof(*g->v));
	to = &g->v[g->n++];
	*to = *c;
	to->regime = copy(g, c->regime);
	to->rates = copy(g, c->rates);
	to->reason = copy(g, c->reason);
	to->ended = copy(g, c->ended);
	return 0;
}

static int
act(struct acting *g)
{
	const struct cr_as_of now = { g->cr->today, true };
	size_t i;
	int err;

	if ((err = ask(g)) != CR_OK || (err = cr_run_begin(g->cr,
	    g->state == CR_CLAIM_PAID ? "--paid" : "--waive")) != CR_OK)
		return err;
	for (i = 0; i < g->asked.n && err == CR_OK; i++)
		err = end_one(g, g->asked.v[i].id);
	return err == CR_OK ? cr_claim_each(g->cr, &now, false, keep, g) :
	    err;
}

int
cr_claim_act(struct cr *cr, struct cr_keys *keys, enum cr_claim_state state,
    const char *reason, int (*each)(void *ctx, const struct cr_claim *c),
    void *ctx)
{
	struct acting g = { .cr = cr, .keys = keys, .state = state,
		.reason = reason };
	size_t i;
	int err;

	cr_arena_init(&g.a);
	if ((err = cr_db_begin(cr)) == CR_OK)
		err = act(&g);
	if (err == CR_OK && g.ended.n > 0 && !cr->dry_run)
		err = cr_db_commit(cr);
	else if (cr_db_in_transaction(cr))
		cr_db_rollback(cr);
	for (i = 0; i < g.n && err == CR_OK; i++)
		err = each(ctx, &g.v[i]);
	cr_keys_release(&g.asked);
	cr_keys_release(&g.ended);
	cr_arena_release(&g.a);
	free(g.v);
	return err;
}
