#include "bill_bank.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/arena.h"
#include "cr/balance.h"
#include "cr/bank_sort.h"
#include "cr/cr.h"
#include "cr/entry.h"
#include "cr/mem.h"
#include "cr/str.h"

/*
 * A movement that took a payment back. It belongs to a bill, told by its
 * reference, or by its sum where that is the only one; or to the receipt
 * with the same end-to-end id, whose allocations it takes back one by one.
 */

#define DUE_BEFORE 60		/* days from the due day to the return */
#define DUE_AFTER 10		/* a recall or a storno comes before it */
#define TOLD_WITHIN 10		/* from the flow to the movement */

struct found {
	int64_t id;
	enum cr_bill_state state;
	struct cr_money amount;
	bool named;		/* the words of the movement have its number */
};

struct returning {
	struct cr *cr;
	const struct cr_bank_movement *m;
	struct cr_money sum, charges;	/* of the bill, positive */
	struct found *v;
	size_t n, cap;
};

/* Does the text have REF as a word? Banks put zeros before a number. */
static bool
has_word(const char *text, const char *ref)
{
	size_t n = strlen(ref), i;

	for (i = 0; text != NULL && text[i] != '\0'; i++) {
		if (i > 0 && (cr_is_digit(text[i - 1]) ||
		    cr_is_alpha(text[i - 1])) && text[i - 1] != '0')
			continue;
		if (strncmp(text + i, ref, n) == 0 &&
		    !cr_is_digit(text[i + n]) && !cr_is_alpha(text[i + n]))
			return true;
	}
	return false;
}

static int
keep(void *ctx, const struct cr_bill *b, enum cr_bill_state state)
{
	struct returning *t = ctx;
	const char *const *text = t->m->text;

	if (strcmp(b->currency, t->m->currency) != 0 ||
	    b->amount.cents != t->sum.cents)
		return 0;
	cr_grow(&t->v, t->n, &t->cap, sizeof(*t->v));
	t->v[t->n++] = (struct found){
		.id = b->id, .state = state, .amount = b->amount,
		.named = has_word(text[CR_BT_REMITTANCE], b->ref) ||
		    has_word(text[CR_BT_NOTE], b->ref) ||
		    has_word(text[CR_BT_SERVICER_REF], b->ref) ||
		    has_word(text[CR_BT_PAYMENT_ID], b->ref),
	};
	return 0;
}

/* Bills that another movement told already are not asked again. */
static int
drop_told(struct returning *t, const char *outcome)
{
	size_t i, n = 0;
	int rc;

	for (i = 0; i < t->n; i++) {
		if (t->v[i].state == CR_BILL_RECALLED ||
		    t->v[i].state == CR_BILL_REFUSED)
			continue;
		rc = cr_bill_is_told(t->cr, t->v[i].id, outcome,
		    t->m->date);
		if (rc < 0)
			return rc;
		if (rc == 0)
			t->v[n++] = t->v[i];
	}
	t->n = n;
	return CR_OK;
}

/* Of several the one that is named, or the only one that the flow told. */
static const struct found *
the_one(const struct returning *t, enum cr_bill_state told)
{
	const struct found *named = NULL, *known = NULL;
	size_t i, nnamed = 0, nknown = 0;

	if (t->n == 1)
		return t->v;
	for (i = 0; i < t->n; i++) {
		if (t->v[i].named && ++nnamed)
			named = &t->v[i];
		if (t->v[i].state == told && ++nknown)
			known = &t->v[i];
	}
	return nnamed == 1 ? named : nnamed == 0 && nknown == 1 ? known :
	    NULL;
}

/* The bill's sum: all, the part's own, or what is left without charges. */
static int
find(struct returning *t, bool by_ref)
{
	const struct cr_bank_movement *m = t->m;
	struct cr_money all = cr_money_abs(m->amount);
	struct cr_bill_query q = {
		.creditor = m->creditor, .account = m->account,
		.from = { m->date.days - DUE_BEFORE },
		.to = { m->date.days + DUE_AFTER },
		.ref = by_ref ? m->text[CR_BT_END_TO_END] : NULL,
	};
	const int64_t sums[] = { all.cents, cr_money_abs(m->tx_amount).cents,
	    all.cents - cr_money_abs(m->charges).cents };
	size_t i;
	int rc = 0;

	t->n = 0;
	for (i = 0; i < 3 && rc == 0 && t->n == 0; i++) {
		t->sum.cents = q.amount.cents = sums[i];
		if (sums[i] <= 0 || (i > 0 && sums[i] >= all.cents))
			continue;
		t->charges.cents = all.cents - sums[i];
		rc = cr_bill_each(t->cr, &q, keep, t);
	}
	if (t->charges.cents == 0)
		t->charges = cr_money_abs(m->charges);
	return rc;
}

/* One sum for all that the flow of those days told to be unpaid. */
static int
keep_unpaid(void *ctx, const struct cr_bill *b, enum cr_bill_state state)
{
	struct returning *t = ctx;

	if (state != CR_BILL_UNPAID ||
	    strcmp(b->currency, t->m->currency) != 0)
		return 0;
	cr_grow(&t->v, t->n, &t->cap, sizeof(*t->v));
	t->v[t->n++] = (struct found){ b->id, state, b->amount, false };
	return 0;
}

static int
find_sum(struct returning *t)
{
	const struct cr_bank_movement *m = t->m;
	struct cr_bill_query q = {
		.creditor = m->creditor, .account = m->account,
		.from = { m->date.days - DUE_BEFORE },
		.to = { m->date.days + DUE_AFTER },
	};
	struct cr_date near = { m->date.days - TOLD_WITHIN }, at;
	enum cr_bill_state state;
	int64_t id, sum = 0;
	size_t i, n = 0;
	int rc;

	t->n = 0;
	if ((rc = cr_bill_each(t->cr, &q, keep_unpaid, t)) != 0 ||
	    (rc = drop_told(t, "unpaid")) != CR_OK)
		return rc;
	for (i = 0; i < t->n; i++) {
		if ((rc = cr_outcome_last(t->cr, t->v[i].id,
		    (struct cr_date){ INT32_MAX }, &id, &state, &at)) < 0)
			return rc;
		if (at.days < near.days ||
		    at.days > m->date.days + TOLD_WITHIN)
			continue;
		sum += t->v[i].amount.cents;
		t->v[n++] = t->v[i];
	}
	t->n = sum == cr_money_abs(m->amount).cents ? n : 0;
	return CR_OK;
}

static int
tell(struct returning *t, const char *outcome)
{
	static const struct cr_money none = { 0 };
	size_t i;
	int rc = CR_OK;

	for (i = 0; i < t->n && rc == CR_OK; i++)
		rc = cr_bill_told(t->cr, t->m, t->v[i].id, outcome,
		    i == 0 ? t->charges : none);
	return rc != CR_OK ? rc : cr_bank_set_apart(t->cr, t->m->entry);
}

static bool
is_cheque(const struct cr_bank_movement *m)
{
	char causale[3];

	return cr_bank_causale(m->text[CR_BT_CODE], causale) &&
	    strcmp(causale, "55") == 0;
}

/* 1: it was of bills, and they know. */
static int
return_bills(struct returning *t)
{
	bool again = t->m->amount.cents > 0;	/* a return of a return */
	const char *outcome = again ? "paid" : "unpaid";
	const struct found *one = NULL;
	int rc;

	if (is_cheque(t->m))
		return 0;
	/* what has an id of its own is never guessed by its sum */
	if ((rc = find(t, t->m->text[CR_BT_END_TO_END] != NULL)) != CR_OK ||
	    (rc = drop_told(t, outcome)) != CR_OK)
		return rc;
	one = the_one(t, CR_BILL_UNPAID);
	if (one != NULL && again && one->state != CR_BILL_UNPAID)
		return 0;
	if (one != NULL) {
		t->v[0] = *one;
		t->n = 1;
	} else if (t->n > 0 || again ||
	    t->m->text[CR_BT_END_TO_END] != NULL) {
		return 0;	/* several: a person has to say */
	} else {
		t->charges = (struct cr_money){ 0 };
		if ((rc = find_sum(t)) != CR_OK || t->n == 0)
			return rc;
	}
	rc = tell(t, outcome);
	return rc != CR_OK ? rc : 1;
}

/* ---- Of a receipt ------------------------------------------------------- */

struct opposite {
	int64_t entry, debtor;
	bool apart;
	int n;
};

static int
keep_opposite(void *ctx, int64_t entry, int64_t debtor, bool apart)
{
	struct opposite *o = ctx;

	if (o->n++ == 0) {
		o->entry = entry;
		o->debtor = debtor;
		o->apart = apart;
	}
	return 0;
}

struct paid {
	struct { int64_t item; struct cr_money amount; } *v;
	size_t n, cap;
};

static int
keep_paid(void *ctx, int64_t item, struct cr_money amount)
{
	struct paid *p = ctx;

	cr_grow(&p->v, p->n, &p->cap, sizeof(*p->v));
	p->v[p->n].item = item;
	p->v[p->n++].amount = amount;
	return 0;
}

static int
take_back(struct returning *t, const struct opposite *o)
{
	struct cr_alloc a = { .entry = t->m->entry, .date = t->m->date,
		.kind = "payment" };
	struct paid p = { 0 };
	struct cr_open open;
	char debtor[24];
	size_t i;
	int rc;

	snprintf(debtor, sizeof(debtor), "%lld", (long long)o->debtor);
	if ((rc = cr_entry_change(t->cr, t->m->entry, "debtor", NULL,
	    debtor)) != CR_OK ||
	    (rc = cr_entry_open(t->cr, t->m->entry, &open)) != CR_OK ||
	    (rc = cr_open_entry_put(t->cr, &open)) != CR_OK)
		return rc;
	rc = cr_entry_allocs_each(t->cr, o->entry, keep_paid, &p);
	for (i = 0; i < p.n && rc == CR_OK; i++) {
		a.item = p.v[i].item;
		a.amount = cr_money_neg(p.v[i].amount);
		rc = cr_alloc_add(t->cr, &a);
	}
	free(p.v);
	return rc;
}

/* Nobody knew whose it was: neither of them is money any more. */
static int
cancel(struct returning *t, const struct opposite *o)
{
	int err = o->apart ? CR_OK : cr_bank_set_apart(t->cr, o->entry);

	return err != CR_OK ? err : cr_bank_set_apart(t->cr, t->m->entry);
}

/* What M took the other way: a movement, or what an ERP had booked. */
static int
opposite(struct returning *t, struct opposite *o)
{
	const struct cr_bank_movement *m = t->m;
	bool has_id = m->text[CR_BT_END_TO_END] != NULL;
	int rc = 0;

	if ((has_id || is_cheque(m)) && (rc = cr_bank_opposite_each(t->cr, m,
	    keep_opposite, o)) != 0)
		return rc;
	if (o->n > 0)
		return o->n == 1 || has_id;
	return cr_bill_cited(t->cr, m, &o->entry, &o->debtor);
}

static int
return_receipt(struct returning *t)
{
	const struct cr_bank_movement *m = t->m;
	struct cr_outcome e = {
		.day = m->date, .outcome = m->amount.cents < 0 ? "unpaid" :
		    "paid",
		.source = m->source, .code = m->text[CR_BT_CODE],
		.reason = m->text[CR_BT_RETURN_REASON],
		.ref = m->text[CR_BT_END_TO_END], .has_amount = true,
		.amount = cr_money_abs(m->amount), .movement = m->entry,
	};
	struct opposite o = { .n = 0 };
	int rc;

	if ((rc = opposite(t, &o)) != 1)
		return rc;
	rc = o.debtor != 0 ? take_back(t, &o) : cancel(t, &o);
	if (rc != CR_OK)
		return rc;
	e.entry = o.entry;
	return (rc = cr_outcome_add(t->cr, &e)) == CR_OK ? 1 : rc;
}

int
cr_bill_return(struct cr *cr, const struct cr_bank_movement *m)
{
	struct returning t = { .cr = cr, .m = m };
	int rc = return_bills(&t);

	if (rc == 0)
		rc = return_receipt(&t);
	free(t.v);
	return rc;
}

static int
keep_any(void *ctx, const struct cr_bill *b, enum cr_bill_state state)
{
	struct returning *t = ctx;

	if (state != CR_BILL_UNPAID)
		return 0;
	cr_grow(&t->v, t->n, &t->cap, sizeof(*t->v));
	t->v[t->n++] = (struct found){ b->id, state, b->amount, true };
	return 0;
}

int
cr_bill_charge(struct cr *cr, const struct cr_bank_movement *m)
{
	struct returning t = { .cr = cr, .m = m };
	struct cr_bill_query q = {
		.creditor = m->creditor, .ref = m->text[CR_BT_END_TO_END],
		.from = CR_DATE_NONE, .to = CR_DATE_NONE,
	};
	int rc = cr_bill_each(cr, &q, keep_any, &t);

	if (rc == 0 && t.n == 1)
		rc = cr_bill_told(cr, m, t.v[0].id, "charge",
		    cr_money_abs(m->amount));
	rc = rc != 0 ? rc : t.n == 1;
	free(t.v);
	return rc;
}
