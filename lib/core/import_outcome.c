#include "importing.h"

#include <stdlib.h>
#include <string.h>

#include "cr/bank_sort.h"
#include "cr/bills.h"
#include "cr/identify.h"
#include "cr/mem.h"
#include "cr/str.h"

/*
 * What banks were asked to collect, and what became of it. An outcome of a
 * bill whose presentation nobody imported makes the bill.
 */

#define ABI_LENGTH 5		/* digits of an Italian bank's code */

struct telling {
	struct importing *im;
	const struct cr_record *r;
	const struct cr_rec_outcome *o;
	int64_t creditor, account, debtor;
	int64_t *bills;		/* that it speaks of */
	size_t n, cap;
};

/* Bills found by what the record says; each is written to later. */
static int
keep_bill(void *ctx, const struct cr_bill *b, enum cr_bill_state state)
{
	struct telling *t = ctx;

	(void)state;
	if ((t->o->amount.set && t->o->tx > 0 &&
	    t->o->amount.v.cents != b->amount.cents) ||
	    (cr_date_is_set(t->o->due) && t->o->due.days != b->due.days))
		return 0;
	cr_grow(&t->bills, t->n, &t->cap, sizeof(*t->bills));
	t->bills[t->n++] = b->id;
	return 0;
}

/* By reference; a word on a batch without transactions is on all of it. */
static int
find_bills(struct telling *t)
{
	struct cr_bill_query q = {
		.creditor = t->creditor, .from = CR_DATE_NONE,
		.to = CR_DATE_NONE,
	};

	if (cr_bank_is_ref(t->o->ref))
		q.ref = t->o->ref;
	else if (t->o->tx == 0 && t->o->message_id != NULL)
		q.slip = t->o->message_id;
	else
		return CR_OK;
	return cr_bill_each(t->im->cr, &q, keep_bill, t);
}

/* The debtor by our code, or by his tax code; 0 when nobody is meant. */
static int
find_debtor(struct telling *t)
{
	const char *const said[] = { t->o->debtor, t->o->tax_code };
	size_t i;
	int rc = 0;

	for (i = 0; i < 2 && rc == 0; i++)
		if (!cr_is_empty(said[i]))
			rc = cr_party_find(t->im->cr, said[i], &t->debtor);
	if (rc == CR_EINPUT)	/* several */
		rc = 0;
	if (rc == 0)
		cr_warn(t->im->cr, t->r->file, t->r->line, "the debtor "
		    "\"%s\" of order \"%s\" is not known", t->o->debtor ?
		    t->o->debtor : t->o->name ? t->o->name : "",
		    t->o->ref);
	return rc < 0 ? rc : CR_OK;
}

static int
link_items(struct telling *t, const struct cr_bill *b)
{
	struct cr_money left;
	int err;

	if ((err = cr_bill_link(t->im->cr, b, &left)) != CR_OK)
		return err;
	if (b->debtor != 0 && left.cents == b->amount.cents)
		cr_warn(t->im->cr, t->r->file, t->r->line, "order \"%s\" of "
		    "%s: what it collects is not known", b->ref,
		    cr_import_amount(t->im, b->amount));
	else if (b->debtor != 0 && left.cents != 0)
		cr_warn(t->im->cr, t->r->file, t->r->line, "order \"%s\" of "
		    "%s: %s of it is for nothing that is known", b->ref,
		    cr_import_amount(t->im, b->amount),
		    cr_import_amount(t->im, left));
	return CR_OK;
}

/* Of the account, of its bank, or of all banks. */
static int32_t
tolerance(const struct telling *t)
{
	const struct cr_bank_terms *banks = t->im->banks;
	const char *ours = t->im->bank.name;
	char name[CR_ACCOUNT_SIZE];
	int32_t days = banks->tolerance;
	size_t i;

	for (i = 0; i < banks->n && t->account != 0; i++) {
		cr_account_name(banks->v[i].account, name);
		if (strcmp(name, ours) == 0)
			return banks->v[i].tolerance;
		if (strlen(name) == ABI_LENGTH &&
		    strncmp(name, ours, ABI_LENGTH) == 0)
			days = banks->v[i].tolerance;
	}
	return days;
}

static int
make_bill(struct telling *t)
{
	const struct cr_rec_outcome *o = t->o;
	struct cr_bill b = {
		.creditor = t->creditor, .account = t->account,
		.source = cr_streq(o->source, "pain002") ? "sdd" : o->source,
		.ref = o->ref, .due = o->due, .safe = o->due,
		.amount = o->amount.v, .remittance = o->remittance,
		.slip = o->message_id,
	};
	int err;

	b.safe.days += tolerance(t);
	memcpy(b.currency, o->currency ? o->currency : "EUR",
	    CR_CURRENCY_SIZE);
	if ((err = find_debtor(t)) != CR_OK)
		return err;
	b.debtor = t->debtor;
	if ((err = cr_bill_add(t->im->cr, &b)) != CR_OK)
		return err;
	keep_bill(t, &b, CR_BILL_NONE);
	t->im->bank.rows++;
	return link_items(t, &b);
}

static bool
can_make_bill(const struct cr_rec_outcome *o)
{
	return cr_bill_parse(o->outcome) != CR_BILL_NONE &&
	    cr_bank_is_ref(o->ref) && cr_date_is_set(o->due) &&
	    o->amount.set && o->amount.v.cents > 0 &&
	    (o->currency == NULL || strlen(o->currency) == 3);
}

/* The day of the event; the file's, as far as a reader told one. */
static struct cr_date
day_of(const struct telling *t)
{
	struct cr_date d = t->o->date;

	if (!cr_date_is_set(d))
		d = t->im->cr->today;
	return d;
}

static int
put_event(struct telling *t, int64_t bill)
{
	const struct cr_rec_outcome *o = t->o;
	struct cr_outcome e = {
		.bill = bill, .day = day_of(t), .outcome = o->outcome,
		.source = o->source ? o->source : "-", .code = o->code,
		.reason = o->reason, .ref = o->ref, .note = o->note,
		.has_amount = o->amount.set, .amount = o->amount.v,
		.has_charges = o->charges.set && o->charges.v.cents != 0,
		.charges = cr_money_abs(o->charges.v),
		.file = t->im->file_id,
	};
	int rc = cr_bill_event(t->im->cr, &e);

	if (rc < 0)
		return rc;
	if (rc == 1) {
		t->im->file->unchanged++;
		return CR_OK;
	}
	t->im->file->added++;
	t->im->bank.rows++;
	if (o->amount.set && cr_bill_parse(o->outcome) ==
	    CR_BILL_PRESENTED &&
	    !cr_money_add(&t->im->file->total, o->amount.v))
		return cr_fail(t->im->cr, CR_ELIMIT, "a total is too large");
	return CR_OK;
}

/* Whose orders they are: the owner of the account they are paid into. */
static int
whose(struct telling *t)
{
	int rc;

	if (cr_is_empty(t->o->account))
		return cr_import_creditor(t->im, t->r, NULL, &t->creditor);
	if ((rc = cr_import_account(t->im, t->r, t->o->account,
	    t->o->currency)) != CR_OK)
		return rc;
	t->account = t->im->bank.account.id;
	t->creditor = t->im->bank.account.creditor;
	return CR_OK;
}

static int
tell_all(struct telling *t)
{
	bool memo = cr_streq(t->o->outcome, "memo");
	size_t i;
	int rc;

	if ((rc = find_bills(t)) != CR_OK)
		return rc;
	if (t->n == 0 && !memo && can_make_bill(t->o) &&
	    (rc = make_bill(t)) != CR_OK)
		return rc;
	if (t->n == 0 && !memo)
		cr_warn(t->im->cr, t->r->file, t->r->line, "\"%s\" is of no "
		    "order that is known, and changes nothing",
		    t->o->ref ? t->o->ref : t->o->code ? t->o->code : "-");
	if (t->n == 0 || memo)
		return put_event(t, t->n == 1 ? t->bills[0] : 0);
	if (t->o->ref != NULL && t->n > 1)
		return cr_import_refuse(t->im, t->r, "several orders are "
		    "\"%s\": due day and amount would tell which",
		    t->o->ref);
	for (i = 0; i < t->n && rc == CR_OK; i++)
		rc = put_event(t, t->bills[i]);
	return rc;
}

int
cr_import_outcome(struct importing *im, const struct cr_record *r)
{
	struct telling t = { .im = im, .r = r, .o = &r->u.outcome };
	int rc;

	if ((rc = cr_import_entry_end(im)) != CR_OK ||
	    (rc = cr_book_clear(&im->book)) != CR_OK ||
	    (rc = whose(&t)) != CR_OK)
		return rc;
	rc = tell_all(&t);
	free(t.bills);
	return rc;
}
