#include "dun_hold.h"

#include <stdlib.h>
#include <string.h>

#include "cr/bill.h"
#include "cr/hold.h"
#include "cr/mem.h"
#include "dun_world.h"

static struct dun_hold *
add(struct dun_world *w)
{
	cr_grow(&w->holds, w->nholds, &w->capholds, sizeof(*w->holds));
	w->holds[w->nholds] = (struct dun_hold){ .id = 0 };
	return &w->holds[w->nholds++];
}

static int
take_hold(void *ctx, const struct cr_hold *h)
{
	struct dun_world *w = ctx;
	struct dun_hold *d;

	if (h->set.days > w->day.days || (cr_date_is_set(h->lift) &&
	    h->lift.days <= w->day.days) || (cr_date_is_set(h->until) &&
	    h->until.days < w->day.days))
		return 0;
	d = add(w);
	d->id = h->id;
	*(h->on.kind == CR_KEY_ITEM ? &d->item : &d->party) = h->on.id;
	d->creditor = h->creditor;
	if (h->currency != NULL)
		memcpy(d->currency, h->currency, sizeof(d->currency) - 1);
	d->amount = h->amount;
	d->kind = h->kind;
	d->from = h->from;
	d->until = h->until;
	return 0;
}

/* A hold on a category is one on each party of it. */
static int
take_member(void *ctx, int64_t hold, int64_t party)
{
	struct dun_world *w = ctx;
	struct dun_hold like;
	size_t i;

	for (i = 0; i < w->nholds; i++)
		if (w->holds[i].id == hold) {
			like = w->holds[i];
			like.party = party;
			*add(w) = like;
			break;
		}
	return 0;
}

/*
 * A bank has a bill for it: it waits for that. A bill for a part is like a
 * payment that is on its way.
 */
static int
take_bill(void *ctx, int64_t item, struct cr_money amount, struct cr_date safe)
{
	struct dun_world *w = ctx;
	struct cr_dun_item *it = cr_dun_world_item(w, item);
	struct dun_hold *d;

	if (it == NULL)
		return 0;
	if (amount.cents < it->open.cents) {
		d = add(w);
		d->item = item;
		d->amount = amount;
		d->kind = CR_HOLD_PAYMENT;
		d->from = w->day;
		d->until = safe;
	} else if (!cr_date_is_set(it->at_bank) ||
	    safe.days > it->at_bank.days) {
		it->at_bank = safe;
	}
	return 0;
}

int
cr_dun_holds_load(struct cr *cr, struct dun_world *w)
{
	static const struct cr_key any = { CR_KEY_NONE, 0 };
	int rc;

	if ((rc = cr_hold_each(cr, any, CR_DATE_NONE, take_hold, w)) < 0 ||
	    (rc = cr_hold_members(cr, take_member, w)) < 0)
		return rc;
	return cr_bill_held_each(cr, w->day, take_bill, w);
}

/* What of an item is under hold: the longest hold tells its end. */
static void
hold_item(struct cr_dun_item *it, const struct dun_hold *h)
{
	bool whole = h->amount.cents == 0;
	bool forever = !cr_date_is_set(h->until);

	if (!whole && !it->held_whole && (it->held.cents == 0 || (!forever &&
	    (it->held_until.days > h->until.days ||
	    !cr_date_is_set(it->held_until)))))
		it->held_until = h->until;	/* of the first to end */
	if (!whole && !cr_money_add(&it->held, h->amount))
		it->held.cents = INT64_MAX;
	if (it->held_whole && (!whole || it->held_forever ||
	    (!forever && h->until.days <= it->held_until.days)))
		return;
	it->hold = h->kind;
	it->hold_id = h->id;
	if (whole) {
		it->held_whole = true;
		it->held_until = h->until;
		it->held_forever = forever;
	}
}

static bool
counts(const struct dun_hold *h, struct cr_date day)
{
	return h->from.days <= day.days && (!cr_date_is_set(h->until) ||
	    h->until.days >= day.days);
}

/* The first item of PARTY among those in order; all of them follow. */
static size_t
first_of(const struct dun_world *w, int64_t party)
{
	size_t lo = 0, hi = w->nitems, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (w->order[mid]->debtor < party)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static bool
is_meant(const struct dun_hold *h, const struct cr_dun_item *it)
{
	return (h->creditor == 0 || it->creditor == h->creditor) &&
	    (h->currency[0] == '\0' || strcmp(it->currency,
	    h->currency) == 0);
}

static int
by_due(const void *va, const void *vb)
{
	const struct cr_dun_item *a = *(struct cr_dun_item *const *)va;
	const struct cr_dun_item *b = *(struct cr_dun_item *const *)vb;

	if (a->due.days != b->due.days)
		return a->due.days < b->due.days ? -1 : 1;
	return (a->item > b->item) - (a->item < b->item);
}

/* Out of items V, as a payment would be: the oldest first. */
static void
share(struct cr_dun_item **v, size_t n, const struct dun_hold *h)
{
	struct dun_hold part = *h;
	int64_t rest = h->amount.cents, left;
	size_t i;

	qsort(v, n, sizeof(*v), by_due);
	for (i = 0; i < n && rest > 0; i++) {
		left = v[i]->held_whole ? 0 : v[i]->open.cents -
		    v[i]->held.cents;
		if (left <= 0)
			continue;
		part.amount.cents = left < rest ? left : rest;
		rest -= part.amount.cents;
		hold_item(v[i], &part);
	}
}

/* Of all that a party owes: each item, or an amount of all of them. */
static void
hold_party(struct dun_world *w, const struct dun_hold *h)
{
	struct cr_dun_item **v = NULL;
	size_t n = 0, cap = 0, i = first_of(w, h->party);

	for (; i < w->nitems && w->order[i]->debtor == h->party; i++) {
		if (!is_meant(h, w->order[i]))
			continue;
		if (h->amount.cents == 0) {
			hold_item(w->order[i], h);
		} else if (w->order[i]->open.cents > 0) {
			cr_grow(&v, n, &cap, sizeof(*v));
			v[n++] = w->order[i];
		}
	}
	if (n > 0)
		share(v, n, h);
	free(v);
}

static void
forget(struct cr_dun_item *it)
{
	it->held.cents = 0;
	it->held_whole = it->held_forever = false;
	it->held_until = CR_DATE_NONE;
	it->hold_id = 0;
}

/* Parts that are all of it hold the whole until one of them ends. */
static void
sum_up(struct cr_dun_item *it)
{
	if (it->held_whole || it->open.cents <= 0 ||
	    it->held.cents < it->open.cents)
		return;
	it->held_whole = true;
	it->held_forever = !cr_date_is_set(it->held_until);
}

static void
each_item(struct dun_world *w, bool asked,
    void (*act)(struct cr_dun_item *it))
{
	struct account *a;
	size_t i;

	for (a = w->accounts; a < w->accounts + w->naccounts; a++)
		for (i = 0; (a->asked || !asked) && i < a->nitems; i++)
			act(a->items[i]);
}

void
cr_dun_holds_apply(struct dun_world *w, struct cr_date day, bool asked)
{
	const struct dun_hold *h, *end = w->holds + w->nholds;
	struct cr_dun_item *it;

	if (w->held)
		each_item(w, asked, forget);
	if (w->nholds == 0)
		return;
	w->held = true;
	for (h = w->holds; h < end; h++) {
		if (!counts(h, day))
			continue;
		if (h->item == 0 && h->amount.cents == 0)
			hold_party(w, h);
		else if (h->item != 0 &&
		    (it = cr_dun_world_item(w, h->item)) != NULL)
			hold_item(it, h);
	}
	for (h = w->holds; h < end; h++)
		if (h->item == 0 && h->amount.cents != 0 && counts(h, day))
			hold_party(w, h);
	each_item(w, asked, sum_up);
}
