#include "cr/bills.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/journal.h"
#include "cr/matched.h"
#include "cr/mem.h"

/* Which items a bill collects, as a person says. */

struct tying {
	struct cr *cr;
	struct cr_bill b;
	struct cr_arena arena;
	int64_t item;
	struct cr_money tied;	/* of the bill, to all its items */
	struct cr_money of_item;	/* and to this one */
	int64_t entry;		/* the money that the bill moved; 0: none */
	struct cr_bound *v;	/* what of that went to the item */
	size_t n, cap;
};

static int
add_tied(void *ctx, int64_t item, struct cr_money amount)
{
	struct tying *t = ctx;

	if (item == t->item)
		t->of_item = amount;
	return cr_money_add(&t->tied, amount) ? 0 : cr_fail(t->cr, CR_ELIMIT,
	    "a sum is too large");
}

/* The last one decides: money that came, or that went back again. */
static int
take_entry(void *ctx, int64_t entry, struct cr_money amount)
{
	struct tying *t = ctx;

	t->entry = amount.cents > 0 ? entry : 0;
	return 1;
}

static int
load(struct tying *t, int64_t bill)
{
	int rc = cr_bill_get(t->cr, bill, &t->arena, &t->b);

	if (rc == 0)
		return cr_fail(t->cr, CR_ENOTFOUND, "there is no bill:%lld",
		    (long long)bill);
	if (rc < 0 || (rc = cr_bill_item_each(t->cr, bill, add_tied,
	    t)) != 0)
		return rc;
	rc = cr_outcome_entries(t->cr, bill, take_entry, t);
	return rc < 0 ? rc : CR_OK;
}

static int
note(struct tying *t, const char *act, struct cr_money amount)
{
	struct cr_key key = { CR_KEY_BILL, t->b.id };
	char detail[96];

	snprintf(detail, sizeof(detail), "{\"item\":\"item:%lld\","
	    "\"amount_cents\":%lld}", (long long)t->item,
	    (long long)amount.cents);
	return cr_journal(t->cr, act, key, detail);
}

static int
begin(struct tying *t, struct cr *cr, int64_t bill, int64_t item)
{
	*t = (struct tying){ .cr = cr, .item = item };
	cr_arena_init(&t->arena);
	return load(t, bill);
}

static int
end(struct tying *t, int err)
{
	free(t->v);
	cr_arena_release(&t->arena);
	return err;
}

/* ---- Tying -------------------------------------------------------------- */

static struct cr_money
less(struct cr_money a, struct cr_money b)
{
	return a.cents < b.cents ? a : b;
}

/* What was collected already, and is on account, pays the item now. */
static int
pay(struct tying *t, struct cr_money amount, struct cr_money open)
{
	struct cr_alloc a = { .item = t->item, .entry = t->entry,
		.kind = "payment" };
	struct cr_open money;
	int err;

	if (t->entry == 0)
		return CR_OK;
	if ((err = cr_entry_open(t->cr, t->entry, &money)) != CR_OK)
		return err;
	a.date = money.date;
	a.amount = less(less(amount, open), money.open);
	return a.amount.cents <= 0 ? CR_OK : cr_alloc_add(t->cr, &a);
}

static int
check(struct tying *t, const struct cr_open *o, struct cr_money *amount)
{
	struct cr_money rest = t->b.amount;

	if (t->of_item.cents != 0)
		return cr_fail(t->cr, CR_EINPUT, "bill:%lld is tied to "
		    "item:%lld already", (long long)t->b.id,
		    (long long)t->item);
	if (o->creditor != t->b.creditor ||
	    strcmp(o->currency, t->b.currency) != 0)
		return cr_fail(t->cr, CR_EINPUT, "item:%lld is of another "
		    "creditor or currency than bill:%lld",
		    (long long)t->item, (long long)t->b.id);
	if (!cr_money_sub(&rest, t->tied))
		return cr_fail(t->cr, CR_ELIMIT, "a sum is too large");
	if (amount->cents == 0)
		*amount = less(o->open, rest);
	if (amount->cents > rest.cents)
		return cr_fail(t->cr, CR_EINPUT, "bill:%lld has less left "
		    "than that", (long long)t->b.id);
	return amount->cents > 0 && amount->cents <= o->open.cents ? CR_OK :
	    cr_fail(t->cr, CR_EINPUT, "item:%lld has less open than "
	    "bill:%lld would collect", (long long)t->item,
	    (long long)t->b.id);
}

int
cr_bill_tie(struct cr *cr, int64_t bill, int64_t item,
    struct cr_money *amount, int64_t *debtor)
{
	struct tying t;
	struct cr_open o;
	int err;

	if ((err = begin(&t, cr, bill, item)) == CR_OK &&
	    (err = cr_item_open(cr, item, &o)) == CR_OK &&
	    (err = check(&t, &o, amount)) == CR_OK &&
	    (err = cr_bill_item_add(cr, bill, item, *amount)) == CR_OK &&
	    (err = pay(&t, *amount, o.open)) == CR_OK)
		err = note(&t, "bill-tie", *amount);
	*debtor = err == CR_OK ? o.debtor : 0;
	return end(&t, err);
}

/* ---- And untying -------------------------------------------------------- */

static int
take_bound(void *ctx, const struct cr_bound *b)
{
	struct tying *t = ctx;

	if (b->item != t->item || b->entry != t->entry)
		return 0;
	cr_grow(&t->v, t->n, &t->cap, sizeof(*t->v));
	t->v[t->n++] = *b;
	return 0;
}

/* What it had paid of the item is on account. */
static int
set_free(struct tying *t)
{
	size_t i;
	int err;

	if (t->entry == 0)
		return CR_OK;
	err = cr_bound_each(t->cr, t->entry, take_bound, t);
	for (i = 0; i < t->n && err == CR_OK; i++)
		err = cr_bound_undo(t->cr, &t->v[i]);
	return err;
}

int
cr_bill_untie(struct cr *cr, int64_t bill, int64_t item,
    struct cr_money *amount)
{
	struct tying t;
	int err = begin(&t, cr, bill, item);

	if (err == CR_OK && t.of_item.cents == 0)
		err = cr_fail(cr, CR_ENOTFOUND, "bill:%lld is not tied to "
		    "item:%lld", (long long)bill, (long long)item);
	*amount = t.of_item;
	if (err == CR_OK && (err = set_free(&t)) == CR_OK &&
	    (err = cr_bill_item_end(cr, bill, item)) == CR_OK)
		err = note(&t, "bill-untie", t.of_item);
	return end(&t, err);
}
