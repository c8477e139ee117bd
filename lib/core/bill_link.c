#include "cr/bills.h"

#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/doc.h"
#include "cr/mem.h"
#include "cr/remittance.h"
#include "cr/str.h"

/*
 * Which items a bill collects. The presentation has no link to documents,
 * only words, due day and sum; all three are weighed here once.
 */

/* The documents of each debtor, kept for the bills of a run. */
struct debt {
	int64_t debtor, doc;
};

struct debts {
	struct debt *v;
	size_t n, cap;
	int64_t last;		/* the highest document that is in it */
	bool sorted;
};

static const char kept_debts;	/* its address is the key of what is kept */

static void *
make_debts(void)
{
	return cr_calloc(1, sizeof(struct debts));
}

static void
drop_debts(void *p)
{
	struct debts *d = p;

	free(d->v);
	free(d);
}

static int
keep_debt(void *ctx, int64_t doc, int64_t debtor)
{
	struct debts *d = ctx;

	cr_grow(&d->v, d->n, &d->cap, sizeof(*d->v));
	d->v[d->n++] = (struct debt){ debtor, doc };
	d->last = doc;
	d->sorted = false;
	return 0;
}

static int
by_debtor(const void *x, const void *y)
{
	const struct debt *a = x, *b = y;

	if (a->debtor != b->debtor)
		return a->debtor < b->debtor ? -1 : 1;
	return (a->doc > b->doc) - (a->doc < b->doc);
}

/* An item that may be meant. */
struct candidate {
	int64_t item;
	struct cr_date due;
	struct cr_money amount;	/* what a bill would collect of it */
	bool cited;		/* the text names its document */
	bool coded;		/* its payment code is the bill's number */
};

struct linking {
	struct cr *cr;
	const struct cr_bill *b;
	struct cr_remittance refs;
	struct candidate *v;
	size_t n, cap;
	bool barred;		/* a person took some item from it */
};

static int
take_row(void *ctx, const struct cr_doc_row *r)
{
	struct linking *l = ctx;
	struct candidate *c;
	int rc;

	if (r->item.id == 0 || r->doc.credit || r->item.amount.cents <= 0 ||
	    r->doc.creditor != l->b->creditor ||
	    r->doc.debtor != l->b->debtor ||
	    strcmp(r->doc.currency, l->b->currency) != 0)
		return 0;
	if (l->barred && (rc = cr_bill_item_barred(l->cr, l->b->id,
	    r->item.id)) != 0)
		return rc < 0 ? rc : 0;
	cr_grow(&l->v, l->n, &l->cap, sizeof(*l->v));
	c = &l->v[l->n++];
	*c = (struct candidate){
		.item = r->item.id, .due = r->item.due,
		.amount = r->open.cents > 0 ? r->open : r->item.amount,
		.cited = cr_remittance_names(&l->refs, r->doc.number,
		    r->doc.date),
		.coded = r->item.code != NULL &&
		    strcmp(r->item.code, l->b->ref) == 0,
	};
	return 0;
}

static int
gather(struct linking *l)
{
	struct debts *d = cr_keep(l->cr, &kept_debts, make_debts,
	    drop_debts);
	size_t i, lo = 0, hi, mid;
	int rc;

	if ((rc = cr_doc_debtors_each(l->cr, d->last, keep_debt, d)) != 0)
		return rc;
	if (!d->sorted && d->n > 1)
		qsort(d->v, d->n, sizeof(*d->v), by_debtor);
	d->sorted = true;
	for (hi = d->n; lo < hi;) {
		mid = lo + (hi - lo) / 2;
		if (d->v[mid].debtor < l->b->debtor)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (i = lo; i < d->n && d->v[i].debtor == l->b->debtor; i++)
		if ((rc = cr_doc_rows(l->cr, d->v[i].doc, take_row, l)) != 0)
			return rc;
	return 0;
}

/* What of the candidates is asked for. */
enum { CODED = 1, CITED = 2, DUE = 4, EXACT = 8 };

static bool
is_meant(const struct linking *l, const struct candidate *c, unsigned by)
{
	return (!(by & CODED) || c->coded) && (!(by & CITED) || c->cited) &&
	    (!(by & DUE) || c->due.days == l->b->due.days) &&
	    (!(by & EXACT) || c->amount.cents == l->b->amount.cents);
}

/* Do those asked for add up to the bill? With EXACT: is there just one? */
static bool
adds_up(const struct linking *l, unsigned by)
{
	struct cr_money sum = { 0 };
	size_t i, n = 0;

	for (i = 0; i < l->n; i++) {
		if (!is_meant(l, &l->v[i], by))
			continue;
		n++;
		if (!cr_money_add(&sum, l->v[i].amount))
			return false;
	}
	return by & EXACT ? n == 1 : n > 0 &&
	    sum.cents == l->b->amount.cents;
}

static int
by_due(const void *x, const void *y)
{
	const struct candidate *a = x, *b = y;

	if (a->due.days != b->due.days)
		return a->due.days < b->due.days ? -1 : 1;
	return (a->item > b->item) - (a->item < b->item);
}

/* Those asked for, the ones due that day first, until the sum is spent. */
static int
take(const struct linking *l, unsigned by, struct cr_money *left)
{
	struct cr_money part;
	size_t i;
	int turn, rc = CR_OK;

	for (turn = 0; turn < 2; turn++)
		for (i = 0; i < l->n && rc == CR_OK; i++) {
			if (!is_meant(l, &l->v[i], by) || left->cents <= 0 ||
			    (l->v[i].due.days == l->b->due.days) != (turn == 0))
				continue;
			part = l->v[i].amount.cents < left->cents ?
			    l->v[i].amount : *left;
			cr_money_sub(left, part);
			rc = cr_bill_item_add(l->cr, l->b->id, l->v[i].item,
			    part);
		}
	return rc;
}

static int
choose(const struct linking *l, struct cr_money *left)
{
	static const unsigned ways[] = { CODED | EXACT, CITED | DUE | EXACT,
	    CITED | DUE, CITED | EXACT, CITED, DUE | EXACT, DUE };
	size_t i;

	for (i = 0; i < sizeof(ways) / sizeof(ways[0]); i++)
		if (adds_up(l, ways[i]))
			return take(l, ways[i], left);
	/* the words count even where the sum is another: a part, or more */
	return take(l, CITED, left);
}

int
cr_bill_link(struct cr *cr, const struct cr_bill *b, struct cr_money *left)
{
	struct linking l = { .cr = cr, .b = b };
	int rc;

	*left = b->amount;
	if (b->debtor == 0)
		return CR_OK;
	if (b->remittance != NULL)
		cr_remittance_read(b->remittance, strlen(b->remittance),
		    cr_date_year(b->due), &l.refs);
	if ((rc = cr_bill_item_barred(cr, b->id, 0)) < 0)
		return rc;
	l.barred = rc == 1;
	if ((rc = gather(&l)) == 0) {
		if (l.n > 1)
			qsort(l.v, l.n, sizeof(*l.v), by_due);
		rc = choose(&l, left);
	}
	free(l.v);
	return rc;
}

void
cr_bill_link_forget(struct cr *cr)
{
	struct debts *d = cr_keep(cr, &kept_debts, make_debts, drop_debts);

	d->n = 0;
	d->last = 0;
}
