#include "cr/hold_act.h"

#include <stdio.h>
#include <stdlib.h>

#include "cr/cr.h"
#include "cr/db.h"
#include "cr/identify.h"
#include "cr/journal.h"
#include "cr/keys.h"
#include "cr/ledger.h"
#include "cr/mem.h"
#include "cr/str.h"
#include "holding.h"

int
cr_holding_pass(struct holding *g, int err)
{
	if (g->strict || (err != CR_ENOTFOUND && err != CR_EUSAGE &&
	    err != CR_EEXIST && err != CR_EINPUT))
		return err;
	cr_refuse(g->cr, NULL, 0, "%s", cr_errmsg(g->cr));
	return CR_OK;
}

static int
book(struct cr *cr, const char *act, struct cr_key on, int64_t hold)
{
	char detail[64];

	snprintf(detail, sizeof(detail), "{\"hold\":\"hold:%lld\"}",
	    (long long)hold);
	return cr_journal(cr, act, on, detail);
}

int
cr_holding_begin(struct cr *cr, const char *what, struct holding *g)
{
	int err;

	*g = (struct holding){ .cr = cr };
	cr_arena_init(&g->arena);
	if ((err = cr_db_begin(cr)) != CR_OK)
		return err;
	return cr_run_begin(cr, what);
}

int
cr_holding_end(struct holding *g, int err, cr_hold_fn *each, void *ctx)
{
	size_t i;

	if (err == CR_OK && g->changed && !g->cr->dry_run)
		err = cr_db_commit(g->cr);
	else
		cr_db_rollback(g->cr);
	for (i = 0; i < g->n && err == CR_OK; i++)
		err = each(ctx, &g->v[i]);
	free(g->v);
	cr_arena_release(&g->arena);
	return err;
}

static const char *
copy(struct holding *g, const char *s)
{
	return s != NULL ? cr_arena_strdup(&g->arena, s) : NULL;
}

struct cr_hold *
cr_holding_add(struct holding *g, const struct cr_hold *h)
{
	struct cr_hold *to;

	cr_grow(&g->v, g->n, &g->cap, sizeof(*g->v));
	to = &g->v[g->n++];
	*to = *h;
	to->category = copy(g, h->category);
	to->currency = copy(g, h->currency);
	to->reason = copy(g, h->reason);
	to->who = copy(g, h->who);
	return to;
}

int
cr_holding_set(struct holding *g, struct cr_hold *h)
{
	int err = cr_hold_set(g->cr, h);

	h->set = g->cr->today;
	h->lift = CR_DATE_NONE;
	if (err != CR_OK && err != CR_EEXIST)
		return err;
	cr_holding_add(g, h);
	if (err == CR_EEXIST) {
		cr_note(g->cr, NULL, 0, "%s", cr_errmsg(g->cr));
		return CR_OK;
	}
	g->changed = true;
	return book(g->cr, "hold", h->on, h->id);
}

/* Take the row as it is. */
static int
take(void *ctx, const struct cr_hold *h)
{
	cr_holding_add(ctx, h);
	return 0;
}

int
cr_holding_lift(struct holding *g, int64_t id, bool told)
{
	struct cr_key key = { CR_KEY_HOLD, id }, on;
	size_t n = g->n;
	int err;

	if ((err = cr_hold_lift(g->cr, id)) != CR_OK || (err =
	    cr_hold_each(g->cr, key, CR_DATE_NONE, take, g)) != CR_OK)
		return err;
	on = g->v[n].on;
	if (!told)
		g->n = n;
	g->changed = true;
	return book(g->cr, "hold-lift", on, id);
}

/* One by one, but for promises, which may be for several. */
static int
set_each(struct holding *g, const struct cr_key *v, size_t n,
    const struct cr_hold *like)
{
	struct cr_hold h;
	size_t i;
	int err = CR_OK;

	for (i = 0; i < n && err == CR_OK; i++) {
		h = *like;
		h.on = v[i];
		h.category = NULL;
		err = cr_holding_pass(g, cr_holding_set(g, &h));
	}
	return err;
}

/* What the words of ASK mean: a creditor, a currency, who says so. */
static int
resolve(struct cr *cr, const struct cr_hold_ask *ask, struct cr_hold_ask *to)
{
	int rc;

	*to = *ask;
	if (to->hold.who == NULL)
		to->hold.who = cr->operator;
	if (to->hold.currency == NULL)
		to->hold.currency = "EUR";
	if (ask->creditor == NULL)
		return CR_OK;
	if ((rc = cr_party_find(cr, ask->creditor, &to->hold.creditor)) == 0)
		return cr_fail(cr, CR_ENOTFOUND, "there is no creditor "
		    "\"%s\"", ask->creditor);
	return rc < 0 ? rc : CR_OK;
}

int
cr_holding_ask(struct holding *g, const struct cr_key *v, size_t n,
    const struct cr_hold_ask *words)
{
	struct cr_hold_ask ask;
	struct cr_hold h;
	int err = resolve(g->cr, words, &ask);

	if (err != CR_OK)
		return cr_holding_pass(g, err);
	if (ask.hold.kind == CR_HOLD_PROMISE)
		return cr_holding_promises(g, v, n, &ask);
	if (ask.category != NULL) {
		h = ask.hold;
		h.on = (struct cr_key){ CR_KEY_NONE, 0 };
		h.category = ask.category;
		err = cr_holding_pass(g, cr_holding_set(g, &h));
	}
	return err != CR_OK ? err : set_each(g, v, n, &ask.hold);
}

int
cr_hold_act_set(struct cr *cr, const struct cr_keys *keys,
    const struct cr_hold_ask *ask, cr_hold_fn *each, void *ctx)
{
	struct holding g;
	int err = cr_holding_begin(cr, cr_hold_word(ask->hold.kind), &g);

	if (err == CR_OK)
		err = cr_holding_ask(&g, keys != NULL ? keys->v : NULL,
		    keys != NULL ? keys->n : 0, ask);
	return cr_holding_end(&g, err, each, ctx);
}

int
cr_hold_act_lift(struct cr *cr, const struct cr_keys *keys,
    cr_hold_fn *each, void *ctx)
{
	struct holding g;
	size_t i;
	int err = cr_holding_begin(cr, "--lift", &g);

	for (i = 0; i < keys->n && err == CR_OK; i++)
		err = cr_holding_pass(&g, cr_holding_lift(&g,
		    keys->v[i].id, true));
	return cr_holding_end(&g, err, each, ctx);
}

/* ---- Moving ------------------------------------------------------------ */

struct moving {
	struct holding *g;
	struct holding old;	/* the holds that move together */
	int64_t promise;
};

static int
take_promise(void *ctx, const struct cr_hold *h)
{
	struct moving *m = ctx;

	if (h->promise == m->promise && !cr_date_is_set(h->lift))
		cr_holding_add(&m->old, h);
	return 0;
}

static int
check_move(struct cr *cr, const struct cr_hold *h, struct cr_date day)
{
	if (cr_date_is_set(h->lift))
		return cr_fail(cr, CR_EEXIST, "hold:%lld was lifted before",
		    (long long)h->id);
	if (cr_date_is_set(h->until) && h->until.days < cr->today.days)
		return cr_fail(cr, CR_EUSAGE, "hold:%lld has ended: set a "
		    "new one", (long long)h->id);
	if (day.days < cr->today.days || day.days < h->from.days)
		return cr_fail(cr, CR_EUSAGE, "hold:%lld would end before "
		    "today, or before it begins: lift it",
		    (long long)h->id);
	return CR_OK;
}

static int
take_like(void *ctx, const struct cr_promise *p)
{
	struct cr_promise *like = ctx;

	if (p->id == like->id)
		*like = *p;
	return 0;
}

/* Lift the old ones, then set the others in their place. */
static int
move(struct moving *m, struct cr_date day, int32_t tolerance)
{
	struct cr_as_of now = { .day = m->g->cr->today, .restated = true };
	struct cr_promise like = { .id = m->promise };
	struct cr_hold *h;
	int err = CR_OK;

	for (h = m->old.v; h < m->old.v + m->old.n && err == CR_OK; h++) {
		err = cr_holding_lift(m->g, h->id, false);
		h->replaces = h->id;
		h->until = day;
	}
	if (err != CR_OK)
		return err;
	if (m->promise == 0)
		return cr_holding_set(m->g, m->old.v);
	err = cr_promise_each(m->g->cr, &now, CR_DATE_NONE, take_like, &like);
	return err != CR_OK ? err : cr_holding_promise(m->g, m->old.v,
	    m->old.n, &like, tolerance);
}

static int
move_one(struct holding *g, struct cr_key key, struct cr_date day,
    int32_t tolerance)
{
	static const struct cr_key any = { CR_KEY_NONE, 0 };
	struct moving m = { .g = g };
	int err;

	cr_arena_init(&m.old.arena);
	if ((err = cr_hold_each(g->cr, key, CR_DATE_NONE, take,
	    &m.old)) == CR_OK && m.old.n == 0)
		err = cr_fail(g->cr, CR_ENOTFOUND, "there is no hold:%lld",
		    (long long)key.id);
	if (err == CR_OK)
		err = check_move(g->cr, m.old.v, day);
	if (err == CR_OK && m.old.v->promise != 0) {
		m.promise = m.old.v->promise;
		m.old.n = 0;
		err = cr_hold_each(g->cr, any, CR_DATE_NONE, take_promise,
		    &m);
	}
	if (err == CR_OK)
		err = move(&m, day, tolerance);
	free(m.old.v);
	cr_arena_release(&m.old.arena);
	return err;
}

/* Was it moved with another one of its promise? */
static bool
is_moved(const struct holding *g, int64_t id)
{
	size_t i;

	for (i = 0; i < g->n; i++)
		if (g->v[i].replaces == id)
			return true;
	return false;
}

int
cr_hold_act_move(struct cr *cr, const struct cr_keys *keys,
    struct cr_date day, int32_t tolerance, cr_hold_fn *each, void *ctx)
{
	struct holding g;
	size_t i;
	int err = cr_holding_begin(cr, "--end", &g);

	for (i = 0; i < keys->n && err == CR_OK; i++)
		if (!is_moved(&g, keys->v[i].id))
			err = cr_holding_pass(&g, move_one(&g, keys->v[i],
			    day, tolerance));
	return cr_holding_end(&g, err, each, ctx);
}
