#include "cr/bills.h"

#include <stdlib.h>
#include <string.h>

#include "cr/arena.h"
#include "cr/balance.h"
#include "cr/claim.h"
#include "cr/cr.h"
#include "cr/entry.h"
#include "cr/mem.h"

/* The log of a bill, and the ledger made to agree with it. */

struct share {
	int64_t id;		/* an item, or an entry */
	struct cr_money amount;
};

struct shares {
	struct share *v;
	size_t n, cap;
};

static int
keep(void *ctx, int64_t id, struct cr_money amount)
{
	struct shares *s = ctx;

	cr_grow(&s->v, s->n, &s->cap, sizeof(*s->v));
	s->v[s->n++] = (struct share){ id, amount };
	return 0;
}

/* One settling of a bill, on the word of an event. */
struct settling {
	struct cr *cr;
	struct cr_bill b;
	struct cr_arena arena;
	struct shares items;	/* what it collects */
	struct shares moved;	/* entries of its events, last first */
	int64_t event;
	struct cr_date day;
	enum cr_bill_state state;
};

static const char *
kind_of(const struct cr_bill *b)
{
	return strcmp(b->source, "riba") == 0 ? "RIB" :
	    strcmp(b->source, "mav") == 0 ? "MAV" : "SDD";
}

/* Money of the debtor that its event moves, open as a whole. */
static int
make_entry(struct settling *s, const char *kind, struct cr_money amount,
    int64_t *id)
{
	struct cr_entry e = {
		.ref = cr_arena_printf(&s->arena, "bill:%lld:%lld",
		    (long long)s->b.id, (long long)s->event),
		.creditor = s->b.creditor, .debtor = s->b.debtor,
		.date = s->day, .amount = amount, .currency = s->b.currency,
		.kind = kind, .note = s->b.remittance,
	};
	struct cr_open o = {
		.debtor = e.debtor, .creditor = e.creditor, .date = e.date,
		.open = amount,
	};
	int err;

	memcpy(o.currency, s->b.currency, CR_CURRENCY_SIZE);
	if ((err = cr_entry_add(s->cr, &e, id)) != CR_OK)
		return err;
	o.item = *id;
	if ((err = cr_open_entry_put(s->cr, &o)) != CR_OK)
		return err;
	return cr_outcome_moved(s->cr, s->event, *id);
}

static int
allocate(struct settling *s, int64_t entry, int64_t item,
    struct cr_money amount)
{
	struct cr_alloc a = { .item = item, .entry = entry, .date = s->day,
		.amount = amount, .kind = "payment" };

	return amount.cents == 0 ? CR_OK : cr_alloc_add(s->cr, &a);
}

/* The smallest, but not below nothing. */
static struct cr_money
smallest(struct cr_money a, struct cr_money b, struct cr_money c)
{
	if (b.cents < a.cents)
		a = b;
	if (c.cents < a.cents)
		a = c;
	if (a.cents < 0)
		a.cents = 0;
	return a;
}

/* Shares that an ERP booked as collected by the bank are paid already. */
static int
leave_paid(struct settling *s, struct cr_money *amount)
{
	struct share *i;
	int64_t entry;
	int rc;

	for (i = s->items.v; i < s->items.v + s->items.n; i++) {
		if ((rc = cr_bill_paid_before(s->cr, i->id, i->amount,
		    (struct cr_date){ INT32_MAX }, &entry)) < 0)
			return rc;
		if (rc == 0)
			continue;
		cr_money_sub(amount, i->amount);
		i->amount.cents = 0;
	}
	return CR_OK;
}

/* SUM is what the log moved so far: nothing, or less if it took more back. */
static int
pay(struct settling *s, struct cr_money sum)
{
	struct cr_money left = sum.cents < 0 ? cr_money_neg(sum) : s->b.amount;
	struct cr_money part;
	struct cr_open o;
	const struct share *i;
	int64_t entry;
	int err = CR_OK;

	if (s->moved.n == 0)
		err = leave_paid(s, &left);
	if (err != CR_OK || left.cents <= 0 ||
	    (err = make_entry(s, kind_of(&s->b), left, &entry)) != CR_OK)
		return err;
	for (i = s->items.v; i < s->items.v + s->items.n; i++) {
		if ((err = cr_item_open(s->cr, i->id, &o)) != CR_OK)
			return err;
		part = smallest(i->amount, o.open, left);
		cr_money_sub(&left, part);
		if ((err = allocate(s, entry, i->id, part)) != CR_OK)
			return err;
	}
	return CR_OK;
}

/* What we recalled, or a bank did not process, is no unpaid one. */
static const char *
back_kind(const struct settling *s)
{
	return s->state == CR_BILL_UNPAID ? "INS" : "RIC";
}

/* Take back what the entry PAID had paid, item by item, and no more. */
static int
take_back(struct settling *s, const struct share *paid)
{
	struct shares parts = { 0 };
	int64_t entry;
	size_t i;
	int err;

	if ((err = make_entry(s, back_kind(s), cr_money_neg(paid->amount),
	    &entry)) == CR_OK)
		err = cr_entry_allocs_each(s->cr, paid->id, keep, &parts);
	for (i = 0; i < parts.n && err == CR_OK; i++)
		err = allocate(s, entry, parts.v[i].id,
		    cr_money_neg(parts.v[i].amount));
	free(parts.v);
	return err;
}

/* What an ERP had booked as collected comes back, if just that is there. */
static int
reopen_paid(struct settling *s)
{
	struct cr_money sum = { 0 };
	struct share *i;
	int64_t entry;
	int rc;

	for (i = s->items.v; i < s->items.v + s->items.n; i++) {
		if ((rc = cr_bill_paid_before(s->cr, i->id, i->amount, s->day,
		    &entry)) < 0)
			return rc;
		if (rc == 0)
			i->amount.cents = 0;
		else
			cr_money_add(&sum, i->amount);
	}
	if (sum.cents == 0)
		return CR_OK;
	rc = make_entry(s, back_kind(s), cr_money_neg(sum), &entry);
	for (i = s->items.v; i < s->items.v + s->items.n && rc == CR_OK; i++)
		rc = allocate(s, entry, i->id, cr_money_neg(i->amount));
	return rc;
}

static int
settle(struct settling *s)
{
	struct cr_date at, ever = { INT32_MAX };
	struct cr_money sum = { 0 };
	int64_t id;
	size_t i;
	int rc;

	if ((rc = cr_outcome_last(s->cr, s->b.id, ever, &id, &s->state,
	    &at)) < 0 ||
	    (rc = cr_bill_item_each(s->cr, s->b.id, keep, &s->items)) < 0 ||
	    (rc = cr_outcome_entries(s->cr, s->b.id, keep, &s->moved)) < 0)
		return rc;
	for (i = 0; i < s->moved.n; i++)
		if (!cr_money_add(&sum, s->moved.v[i].amount))
			return cr_fail(s->cr, CR_ELIMIT, "a sum is too large");
	if (s->state == CR_BILL_PAID)
		return sum.cents > 0 ? CR_OK : pay(s, sum);
	if (sum.cents > 0)
		return take_back(s, &s->moved.v[0]);
	return s->state == CR_BILL_PRESENTED || s->moved.n > 0 ? CR_OK :
	    reopen_paid(s);
}

/* What the bank takes for it, asked of the debtor beside the principal. */
static int
claim_charges(struct settling *s, const struct cr_outcome *o)
{
	struct cr_claim c = {
		.debtor = s->b.debtor, .creditor = s->b.creditor,
		.kind = CR_CLAIM_CHARGE, .day = o->day, .from = CR_DATE_NONE,
		.amount = o->charges, .reason = s->b.ref,
	};

	if (s->b.debtor == 0)
		return CR_OK;
	if (s->items.n == 0)
		cr_bill_item_each(s->cr, s->b.id, keep, &s->items);
	if (s->items.n > 0)
		c.item = s->items.v[0].id;
	memcpy(c.currency, s->b.currency, CR_CURRENCY_SIZE);
	return cr_claim_add(s->cr, &c);
}

/* Is O the first to say what the unpaid bill costs? */
static int
is_new_charge(struct cr *cr, const struct cr_outcome *o, int64_t root)
{
	int rc;

	if (!o->has_charges || o->charges.cents <= 0 || root == 0 ||
	    o->outcome == NULL || (strcmp(o->outcome, "unpaid") != 0 &&
	    strcmp(o->outcome, "charge") != 0))
		return 0;
	rc = cr_outcome_charged(cr, root);
	return rc < 0 ? rc : rc == 0;
}

static int
book_event(struct settling *s, struct cr_outcome *o)
{
	enum cr_bill_state is = cr_bill_parse(o->outcome), was;
	struct cr_date at;
	int64_t before, root;
	int rc, charge;

	if ((rc = cr_outcome_last(s->cr, o->bill, o->day, &before, &was,
	    &at)) < 0)
		return rc;
	if (is != CR_BILL_NONE ? is == was : (o->outcome != NULL &&
	    strcmp(o->outcome, "charge") == 0 && was == CR_BILL_UNPAID))
		o->again = before;
	root = o->again;
	if ((charge = is_new_charge(s->cr, o, root ? root : -1)) < 0)
		return charge;
	if ((rc = cr_outcome_add(s->cr, o)) != CR_OK)
		return rc;
	s->event = o->id;
	s->day = o->day;
	if (is != CR_BILL_NONE && o->again == 0 && (rc = settle(s)) != CR_OK)
		return rc;
	return charge ? claim_charges(s, o) : CR_OK;
}

/* What bill B is for is known only now: what it paid was on account. */
static int
relink(struct settling *s)
{
	struct cr_open money, o;
	struct cr_money left;
	const struct share *i;
	int err;

	if ((err = cr_bill_link(s->cr, &s->b, &left)) != CR_OK ||
	    left.cents == s->b.amount.cents)
		return err;
	if ((err = cr_bill_item_each(s->cr, s->b.id, keep, &s->items)) < 0 ||
	    (err = cr_outcome_entries(s->cr, s->b.id, keep, &s->moved)) < 0)
		return err;
	if (s->moved.n == 0 || s->moved.v[0].amount.cents <= 0)
		return 1;
	if ((err = cr_entry_open(s->cr, s->moved.v[0].id, &money)) != CR_OK)
		return err;
	s->day = money.date;
	for (i = s->items.v; i < s->items.v + s->items.n; i++) {
		if ((err = cr_item_open(s->cr, i->id, &o)) != CR_OK)
			return err;
		left = smallest(i->amount, o.open, money.open);
		cr_money_sub(&money.open, left);
		if ((err = allocate(s, money.item, i->id, left)) != CR_OK)
			return err;
	}
	return 1;
}

static int
on_bill(struct cr *cr, int64_t id, struct cr_outcome *o)
{
	struct settling s = { .cr = cr };
	int rc;

	cr_arena_init(&s.arena);
	if ((rc = cr_bill_get(cr, id, &s.arena, &s.b)) == 0)
		rc = cr_fail(cr, CR_ENOTFOUND, "there is no bill %lld",
		    (long long)id);
	if (rc == 1)
		rc = o != NULL ? book_event(&s, o) : relink(&s);
	free(s.items.v);
	free(s.moved.v);
	cr_arena_release(&s.arena);
	return rc;
}

int
cr_bill_event(struct cr *cr, struct cr_outcome *o)
{
	int rc;

	if ((rc = cr_outcome_known(cr, o)) != 0)
		return rc;
	return o->bill == 0 ? cr_outcome_add(cr, o) : on_bill(cr, o->bill, o);
}

int
cr_bill_relink(struct cr *cr, int64_t id)
{
	return on_bill(cr, id, NULL);
}
