/* What one notice asks beside the principal, and its booking. */

#include "dun_beside.h"

#include <stdio.h>
#include <string.h>

#include "cr/interest_rules.h"
#include "cr/str.h"

#define ITEMS_OF_DOC 1000	/* item / 1000 is its document */

/* A notice whose claims are being put together. */
struct making {
	struct dun_claims *d;
	const struct account *a;
	const struct cr_dun_notice *n;
	const struct cr_level_claims *asks;
	bool (*waits)(const void *ctx, int64_t notice);
	const void *ctx;
	struct cr_arena *arena;
	struct cr_dun_claims *out;
	size_t cap, cap_segments;
	bool overflow;
};

/* Room for one more of SIZE bytes in the arena; the old copy is left. */
static void *
grow(struct making *m, void *v, size_t n, size_t *cap, size_t size)
{
	void *more;

	if (n < *cap)
		return v;
	*cap = *cap == 0 ? 8 : *cap * 2;
	more = cr_arena_alloc(m->arena, *cap * size);
	if (n > 0)
		memcpy(more, v, n * size);
	return more;
}

static void
add(struct making *m, const struct cr_dun_claim *c)
{
	struct cr_dun_claims *out = m->out;

	out->v = grow(m, out->v, out->n, &m->cap, sizeof(*out->v));
	out->v[out->n++] = *c;
	if (!cr_money_add(&out->of[c->kind], c->amount) ||
	    !cr_money_add(&out->total, c->amount))
		m->overflow = true;
}

/* Does K stand, whatever becomes of the notices that wait? */
static bool
stands(const struct making *m, const struct cr_claim *k)
{
	return k->state != CR_CLAIM_SUPERSEDED &&
	    (k->notice == 0 || !m->waits(m->ctx, k->notice));
}

/*
 * Charges of banks are always shown; what else is open when the level says
 * so, but for interest that is worked out anew.
 */
static void
add_open(struct making *m, const struct cr_claim *k)
{
	struct cr_dun_claim c = { .kind = k->kind, .item = k->item,
	    .amount = k->open, .from = k->from, .day = k->day,
	    .regime = k->regime, .claim = k->id };

	if (k->state != CR_CLAIM_OPEN || !stands(m, k))
		return;
	if (k->kind == CR_CLAIM_CHARGE || (m->asks->show &&
	    !(k->kind == CR_CLAIM_INTEREST && m->asks->interest)))
		add(m, &c);
}

/* The interest that was claimed before for an item. */
struct standing {
	struct cr_money open, left;	/* claimed, and not paid yet */
	struct cr_money settled;
	int n;			/* open ones */
	int64_t id;		/* the last of them */
	struct cr_date day;	/* until then */
};

static bool
stand(const struct making *m, int64_t item, struct standing *s)
{
	const struct cr_claim *k;
	size_t i, n;
	bool ok = true;

	*s = (struct standing){ .day = CR_DATE_NONE };
	k = cr_dun_claims_on(m->d, item, &n);
	for (i = 0; i < n; i++, k++) {
		if (k->kind != CR_CLAIM_INTEREST || !stands(m, k))
			continue;
		if (k->state != CR_CLAIM_OPEN) {
			ok = ok && cr_money_add(&s->settled, k->amount);
			continue;
		}
		ok = ok && cr_money_add(&s->open, k->amount) &&
		    cr_money_add(&s->left, k->open);
		s->n++;
		s->id = k->id;
		if (k->day.days > s->day.days)
			s->day = k->day;
	}
	return ok;
}

static void
add_segments(struct making *m, const struct dun_accrued *acc)
{
	struct cr_dun_claims *out = m->out;
	size_t i;

	for (i = 0; i < acc->n; i++) {
		out->segments = grow(m, out->segments, out->nsegments,
		    &m->cap_segments, sizeof(*out->segments));
		out->segments[out->nsegments++] =
		    m->d->segments[acc->first + i];
	}
}

/* What is left of the interest of an item when what was settled is off. */
static void
add_interest(struct making *m, const struct dun_accrued *acc)
{
	struct cr_dun_claim c = { .kind = CR_CLAIM_INTEREST,
	    .item = acc->item, .amount = acc->total.interest,
	    .from = acc->total.from, .day = acc->total.to,
	    .regime = acc->regime };
	struct standing s;

	if (acc->total.days == 0)
		return;
	if (!stand(m, acc->item, &s) || !cr_money_sub(&c.amount, s.settled)) {
		m->overflow = true;
		return;
	}
	if (s.day.days > m->d->cr->today.days)	/* it was claimed beyond */
		c.amount = s.open;
	if (s.n == 1 && c.amount.cents == s.open.cents) {
		c.claim = s.id;
		c.amount = s.left;
	}
	if (c.amount.cents <= 0)
		return;
	c.book = m->asks->book && c.claim == 0 &&
	    s.day.days <= m->d->cr->today.days;
	add(m, &c);
	add_segments(m, acc);
	if (c.day.days > m->out->to.days)
		m->out->to = c.day;
	m->out->per_diem_micro += acc->total.per_diem_micro;
}

/* Was the lump sum asked before: for the invoice, or for the debtor? */
static bool
was_flat(const struct making *m, int64_t item)
{
	bool debtor = m->d->opts->interest->art6 == CR_ART6_DEBTOR;
	const struct cr_claim *k = m->d->kept;
	size_t n = m->d->nkept;
	int64_t doc = item / ITEMS_OF_DOC;

	if (!debtor)
		k = cr_dun_claims_on(m->d, doc * ITEMS_OF_DOC, &n);
	for (; k < m->d->kept + m->d->nkept && (debtor ||
	    k->item / ITEMS_OF_DOC == doc); k++)
		if (k->kind == CR_CLAIM_FLAT40 && stands(m, k) && (!debtor ||
		    (k->debtor == m->a->debtor &&
		    k->creditor == m->a->creditor)))
			return true;
	return false;
}

static void
add_flat(struct making *m, const struct dun_accrued *acc)
{
	struct cr_dun_claim c = { .kind = CR_CLAIM_FLAT40,
	    .item = acc->item, .amount = acc->total.flat,
	    .from = CR_DATE_NONE, .day = m->d->cr->today, .book = true };

	if (c.amount.cents > 0 && !was_flat(m, acc->item))
		add(m, &c);
}

static void
add_item(struct making *m, const struct cr_dun_item *it)
{
	bool whole = it->claim.cents == it->open.cents;
	const struct dun_accrued *acc = NULL;
	const struct cr_claim *k;
	size_t i, n;

	if (whole && (m->asks->interest || m->asks->flat40))
		acc = cr_dun_claims_accrued(m->d, m->n->level, it->item);
	if (acc != NULL && m->asks->interest)
		add_interest(m, acc);
	if (acc != NULL && m->asks->flat40)
		add_flat(m, acc);
	k = cr_dun_claims_on(m->d, it->item, &n);
	for (i = 0; i < n; i++)
		add_open(m, k + i);
}

/* A level is charged for once: not when all its items had it before. */
static void
add_fee(struct making *m)
{
	struct cr_dun_claim c = { .kind = CR_CLAIM_FEE,
	    .amount = m->asks->fee, .from = CR_DATE_NONE,
	    .day = m->d->cr->today, .book = true };
	const struct cr_level *l = m->n->level;
	bool fresh = false;
	int64_t notice;
	size_t i;

	if (c.amount.cents == 0 || !cr_streq(m->a->currency, "EUR"))
		return;
	for (i = 0; i < m->n->nitems && !fresh; i++) {
		if (m->n->items[i]->level != l)
			continue;
		notice = cr_dun_claims_fee(m->d, m->n->items[i]->item, l->name);
		fresh = notice == 0 || m->waits(m->ctx, notice);
	}
	if (fresh)
		add(m, &c);
}

/* What is open of no item of the account. */
static void
add_loose(struct making *m)
{
	const struct cr_claim *k;
	size_t i, n;

	k = cr_dun_claims_on(m->d, 0, &n);
	for (i = 0; i < n; i++, k++)
		if (k->debtor == m->a->debtor &&
		    k->creditor == m->a->creditor &&
		    cr_streq(k->currency, m->a->currency))
			add_open(m, k);
}

int
cr_dun_claims_make(struct dun_claims *d, const struct account *a,
    const struct cr_dun_notice *n, bool (*waits)(const void *ctx,
    int64_t notice), const void *ctx, struct cr_arena *arena,
    struct cr_dun_claims *out)
{
	struct making m = { .d = d, .a = a, .n = n,
	    .asks = &n->level->claims, .waits = waits, .ctx = ctx,
	    .arena = arena, .out = out };
	size_t i;

	*out = (struct cr_dun_claims){ .to = CR_DATE_NONE };
	if (n->overdue.cents == 0)	/* a reminder of what comes */
		return CR_OK;
	if (d->error != NULL && (m.asks->interest || m.asks->flat40))
		return cr_fail(d->cr, CR_EUSAGE, "%s", d->error);
	for (i = 0; i < n->nitems; i++)
		add_item(&m, n->items[i]);
	add_loose(&m);
	add_fee(&m);
	if (m.overflow)
		return cr_fail(d->cr, CR_ELIMIT, "the claims on pty:%lld "
		    "overflow", (long long)a->debtor);
	return CR_OK;
}

/* ---- Booking ------------------------------------------------------------ */

/* The interest of an item has one open claim, for all its days. */
static int
supersede(struct dun_claims *d, int64_t item)
{
	struct cr_claim *k;
	size_t i, n, first;
	int err = CR_OK;

	first = (size_t)(cr_dun_claims_on(d, item, &n) - d->kept);
	for (i = 0; i < n && err == CR_OK; i++) {
		k = &d->kept[first + i];
		if (k->kind != CR_CLAIM_INTEREST || k->state != CR_CLAIM_OPEN)
			continue;
		k->state = CR_CLAIM_SUPERSEDED;
		err = cr_claim_end(d->cr, k->id, CR_CLAIM_SUPERSEDED);
	}
	return err;
}

static int
book_one(struct dun_claims *d, const struct account *a, int64_t notice,
    const char *level, const struct cr_dun_claim *c)
{
	bool interest = c->kind == CR_CLAIM_INTEREST;
	struct cr_claim row = { .debtor = a->debtor, .creditor = a->creditor,
	    .item = c->item, .notice = notice, .kind = c->kind,
	    .day = c->day, .from = c->from, .amount = c->amount,
	    .regime = c->regime };
	const struct cr_rates *rates = d->opts->rates;
	int err;

	snprintf(row.currency, sizeof(row.currency), "%s", a->currency);
	if (c->kind == CR_CLAIM_FEE)
		row.reason = level;
	if (interest && (err = supersede(d, c->item)) != CR_OK)
		return err;
	if (c->kind != CR_CLAIM_FEE) {
		row.rates = rates->digest;
		if ((err = cr_rates_keep(d->cr, rates->digest,
		    rates->text)) != CR_OK)
			return err;
	}
	return cr_claim_add(d->cr, &row);
}

int
cr_dun_claims_book(struct dun_claims *d, const struct account *a,
    int64_t notice, const char *level, const struct cr_dun_claims *c)
{
	size_t i;
	int err = CR_OK;

	for (i = 0; i < c->n && err == CR_OK; i++)
		if (c->v[i].book)
			err = book_one(d, a, notice, level, &c->v[i]);
	return err;
}
