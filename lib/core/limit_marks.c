#include "limit_world.h"

#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/hold.h"
#include "cr/limit_facts.h"
#include "cr/mem.h"

/* What is said of single items, and of all that a debtor owes. */

struct limit_mark *
cr_limit_mark(struct limit_world *w)
{
	cr_grow(&w->marks, w->nmarks, &w->capmarks, sizeof(*w->marks));
	w->marks[w->nmarks] = (struct limit_mark){ .item = 0 };
	return &w->marks[w->nmarks++];
}

/* ---- Bills --------------------------------------------------------------- */

static int
take_bill(void *ctx, const struct cr_bank_risk *b)
{
	struct limit_world *w = ctx;
	struct limit_mark *m;
	struct limit_loose *l;

	if (w->only != 0 && b->debtor != w->only)
		return 0;
	if (b->item != 0) {
		m = cr_limit_mark(w);
		m->item = b->item;
		m->kind = MARK_BILL;
		m->amount = b->amount;
		m->collected = b->collected;
		m->debtor = b->debtor;
		memcpy(m->currency, b->currency, sizeof(m->currency));
	} else if (b->debtor != 0) {
		cr_grow(&w->loose, w->nloose, &w->caploose,
		    sizeof(*w->loose));
		l = &w->loose[w->nloose++];
		*l = (struct limit_loose){ .debtor = b->debtor,
			.due = b->due, .amount = b->amount };
		memcpy(l->currency, b->currency, sizeof(l->currency));
	}
	return 0;
}

static int
by_loose(const void *va, const void *vb)
{
	const struct limit_loose *a = va, *b = vb;

	if (a->debtor != b->debtor)
		return a->debtor < b->debtor ? -1 : 1;
	if (a->due.days != b->due.days)
		return a->due.days < b->due.days ? -1 : 1;
	return strcmp(a->currency, b->currency);
}

/* Those of a debtor, day and currency as one. */
static int
join_loose(struct limit_world *w)
{
	struct limit_loose *to = w->loose, *from;

	if (w->nloose == 0)
		return CR_OK;
	qsort(w->loose, w->nloose, sizeof(*w->loose), by_loose);
	for (from = to + 1; from < w->loose + w->nloose; from++)
		if (by_loose(to, from) != 0)
			*++to = *from;
		else if (!cr_money_add(&to->amount, from->amount))
			return cr_limit_too_large(w);
	w->nloose = (size_t)(to - w->loose) + 1;
	return CR_OK;
}

void
cr_limit_loose_less(struct limit_world *w, const struct cr_open *o)
{
	struct limit_loose key = { .debtor = o->debtor, .due = o->due }, *l;

	if (w->nloose == 0)
		return;
	memcpy(key.currency, o->currency, sizeof(key.currency));
	l = bsearch(&key, w->loose, w->nloose, sizeof(*w->loose), by_loose);
	if (l != NULL)
		l->amount.cents -= l->amount.cents < o->open.cents ?
		    l->amount.cents : o->open.cents;
}

/* A bill that is not in what is open is beside it. */
static int
add_beside(struct limit_world *w, int64_t debtor, const char *currency,
    struct cr_money x)
{
	struct cr_exposure *e;

	if (debtor == 0 || x.cents <= 0)
		return CR_OK;
	e = &cr_limit_row(w, cr_limit_debtor(w, debtor),
	    currency)->exposure;
	return cr_money_add(&e->bills, x) && cr_money_add(&e->at_bank, x) ?
	    CR_OK : cr_limit_too_large(w);
}

int
cr_limit_marks_closed(struct limit_world *w)
{
	struct limit_mark *m, *end = w->marks + w->nmarks;
	struct limit_loose *l;
	struct cr_money x;
	int64_t item = 0, left = 0;
	int err = CR_OK;

	for (m = w->marks; m < end && err == CR_OK; m++) {
		if (m->kind != MARK_BILL || m->met)
			continue;
		if (m->item != item)
			left = m->collected.cents;
		item = m->item;
		x.cents = m->amount.cents < left ? m->amount.cents : left;
		left -= x.cents;
		err = add_beside(w, m->debtor, m->currency, x);
	}
	for (l = w->loose; l < w->loose + w->nloose && err == CR_OK; l++)
		err = add_beside(w, l->debtor, l->currency, l->amount);
	return err;
}

/* ---- Holds --------------------------------------------------------------- */

/* A hold on the parties of a category. */
struct on_category {
	int64_t id;
	struct cr_hold hold;
};

struct holding {
	struct limit_world *w;
	struct on_category *v;
	size_t n, cap;
};

/* Does it say anything here? */
static bool
matters(const struct limit_world *w, const struct cr_hold *h)
{
	return h->kind == CR_HOLD_INSOLVENCY || h->kind == CR_HOLD_CEDED ||
	    (w->except >> h->kind & 1) != 0;
}

static void
hold_party(struct limit_world *w, int64_t party, const struct cr_hold *h)
{
	struct limit_debtor *d = cr_limit_debtor(w, party);
	struct limit_hold *to;

	if (h->kind == CR_HOLD_INSOLVENCY)
		d->insolvent = true;
	if (h->kind == CR_HOLD_INSOLVENCY && (w->except >> h->kind & 1) == 0)
		return;
	to = cr_arena_alloc(&w->arena, sizeof(*to));
	to->creditor = h->creditor;
	to->ceded = h->kind == CR_HOLD_CEDED;
	to->amount = h->amount;
	to->whole = h->amount.cents == 0;
	to->currency = h->currency == NULL ? "" :
	    cr_arena_strdup(&w->arena, h->currency);
	to->next = d->holds;
	d->holds = to;
}

static int
take_hold(void *ctx, const struct cr_hold *h)
{
	struct holding *g = ctx;
	struct limit_mark *m;

	if (!matters(g->w, h))
		return 0;
	if (h->on.kind == CR_KEY_PARTY) {
		hold_party(g->w, h->on.id, h);
	} else if (h->on.kind == CR_KEY_ITEM) {
		m = cr_limit_mark(g->w);
		m->item = h->on.id;
		m->kind = h->kind == CR_HOLD_CEDED ? MARK_CEDED :
		    MARK_EXCEPT;
		m->amount = h->amount;
		m->whole = h->amount.cents == 0;
	} else {
		cr_grow(&g->v, g->n, &g->cap, sizeof(*g->v));
		g->v[g->n++] = (struct on_category){ h->id, *h };
	}
	return 0;
}

static int
take_member(void *ctx, int64_t hold, int64_t party)
{
	struct holding *g = ctx;
	size_t i;

	for (i = 0; i < g->n; i++)
		if (g->v[i].id == hold)
			hold_party(g->w, party, &g->v[i].hold);
	return 0;
}

static int
load_holds(struct limit_world *w)
{
	static const struct cr_key any = { CR_KEY_NONE, 0 };
	struct holding g = { .w = w };
	int rc = cr_hold_each(w->cr, any, w->as_of.day, take_hold, &g);

	if (rc == 0 && g.n > 0)
		rc = cr_hold_members(w->cr, take_member, &g);
	free(g.v);
	return rc;
}

/* ---- All ----------------------------------------------------------------- */

static int
by_item(const void *va, const void *vb)
{
	const struct limit_mark *a = va, *b = vb;

	if (a->item != b->item)
		return a->item < b->item ? -1 : 1;
	return (a->kind > b->kind) - (a->kind < b->kind);
}

int
cr_limit_marks_load(struct limit_world *w)
{
	int rc;

	if ((rc = cr_bank_risk_each(w->cr, &w->as_of, take_bill, w)) != 0 ||
	    (rc = cr_bank_booked_each(w->cr, &w->as_of,
	    w->opts->rules->tolerance, take_bill, w)) != 0 ||
	    (rc = join_loose(w)) != CR_OK ||
	    (rc = load_holds(w)) != 0)
		return rc;
	if (w->opts->rules->stop_orders &&
	    (rc = cr_limit_stops_load(w)) != 0)
		return rc;
	if (w->nmarks > 0)
		qsort(w->marks, w->nmarks, sizeof(*w->marks), by_item);
	return CR_OK;
}
