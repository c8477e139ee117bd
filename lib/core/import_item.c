#include "importing.h"

#include <string.h>

#include "cr/balance.h"
#include "cr/str.h"
#include "import_row.h"

/* Rows of an ERP's due-date ledger. */

static bool
says_credit(const char *cause)
{
	static const char *const words[] = { "NC", "NDC", "N.C.", "TD04",
	    "TD08", "NOTA CREDITO", "NOTA DI CREDITO", "NOTA ACCREDITO",
	    "CREDIT NOTE" };
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (cr_strcaseeq(cause, words[i]))
			return true;
	return false;
}

/* A returned RiBa or SDD written as a document of its own. */
static bool
says_unpaid(const char *cause)
{
	return cr_strcaseeq(cause, "INS") || cr_strcaseeq(cause, "INSOLUTO");
}

static struct cr_opt_money
negated(struct cr_opt_money m)
{
	m.v = cr_money_neg(m.v);
	return m;
}

/* A credit note is negative; who writes it positive says so by its cause. */
static int
amounts(struct importing *im, const struct cr_record *r, struct row *w)
{
	w->amount = w->i->amount;
	w->open = w->i->open;
	if (!w->amount.set && !w->open.set)
		return cr_import_refuse(im, r, "the amount is missing");
	if ((w->amount.set && w->open.set && w->open.v.cents != 0 &&
	    (w->amount.v.cents < 0) != (w->open.v.cents < 0)))
		return cr_import_refuse(im, r, "amount and open amount have "
		    "different signs");
	if (w->amount.set && w->open.set && cr_money_abs(w->open.v).cents >
	    cr_money_abs(w->amount.v).cents)
		return cr_import_refuse(im, r, "more is open than the amount "
		    "of the item");
	w->credit = (w->amount.set ? w->amount.v : w->open.v).cents < 0;
	if (!w->credit && w->i->cause != NULL && says_credit(w->i->cause)) {
		w->credit = true;
		w->amount = negated(w->amount);
		w->open = negated(w->open);
	}
	return CR_OK;
}

static int
check(struct importing *im, const struct cr_record *r, struct row *w)
{
	int rc;

	w->number = w->i->number;
	w->currency = w->i->currency ? w->i->currency : "EUR";
	if (cr_is_empty(w->i->debtor))
		return cr_import_refuse(im, r, "the debtor is missing");
	if (cr_is_empty(w->number))
		return cr_import_refuse(im, r, "the document's number is "
		    "missing");
	if (!cr_date_is_set(w->i->date))
		return cr_import_refuse(im, r,
		    "the document's date is missing");
	if (strlen(w->currency) != 3)
		return cr_import_refuse(im, r, "\"%s\" is no currency",
		    w->currency);
	if (w->i->instalment < 0 || w->i->instalment >= CR_ITEMS)
		return cr_import_refuse(im, r, "instalment %d is not from 1 to "
		    "%d", (int)w->i->instalment, CR_ITEMS - 1);
	if ((rc = amounts(im, r, w)) != CR_OK ||
	    (rc = cr_import_creditor(im, r, w->i->creditor, &w->creditor)) !=
	    CR_OK)
		return rc;
	return cr_import_who(im, r, w->i->debtor, "debtor", &w->debtor);
}

/*
 * The document of a row: same creditor, same kind, same year; of the same
 * day rather than another, and where numbers begin anew each day of no other.
 */
static int
find_doc(struct importing *im, const struct row *w, uint32_t *out)
{
	struct book *b = &im->book;
	uint32_t d;
	int err = cr_book_find(b, w->number, w->debtor, &d);

	*out = BOOK_NONE;
	if (err != CR_OK)
		return err;
	for (; d != BOOK_NONE; d = cr_book_next(b, d)) {
		if (b->doc[d].creditor != w->creditor ||
		    b->doc[d].credit != w->credit ||
		    cr_book_year(b, d) != cr_date_year(w->i->date))
			continue;
		if (b->doc[d].date == w->i->date.days) {
			*out = d;
			break;
		}
		if (*out == BOOK_NONE && !b->doc[d].daily)
			*out = d;
	}
	return CR_OK;
}

struct elsewhere {
	const struct row *w;
	int64_t debtor;
};

static int
same_einvoice(void *ctx, const struct cr_doc_row *r)
{
	struct elsewhere *e = ctx;

	if (r->einvoice && r->doc.creditor == e->w->creditor &&
	    r->doc.credit == e->w->credit && r->doc.debtor != e->w->debtor &&
	    cr_date_year(r->doc.date) == cr_date_year(e->w->i->date) &&
	    (r->doc.year < 10000 || r->doc.date.days == e->w->i->date.days))
		e->debtor = r->doc.debtor;
	return 0;
}

/*
 * A number is unique among the invoices of a creditor and year, so the same
 * one for another debtor is this debt under another name.
 */
static int
owed_by_another(struct importing *im, const struct cr_record *r,
    const struct row *w)
{
	struct elsewhere e = { w, 0 };
	int err;

	if (!im->einvoices)
		return CR_OK;
	err = cr_doc_by_number(im->cr, w->number, 0, same_einvoice, &e);
	if (err == CR_OK && e.debtor != 0)
		return cr_import_refuse(im, r, "the invoice \"%s\" is owed by "
		    "pty:%lld: import the party with its VAT number or tax "
		    "code first", w->number, (long long)e.debtor);
	return err;
}

static int
alloc_erp(struct importing *im, uint32_t d, uint32_t i,
    struct cr_money amount, struct cr_date date)
{
	struct cr_alloc a = {
		.item = cr_book_item_id(&im->book, d, i), .date = date,
		.amount = amount, .kind = "erp",
	};
	int err = cr_alloc_insert(im->cr, &a);

	return err != CR_OK ? err : cr_book_reduce(&im->book, i, amount);
}

int
cr_import_settle(struct importing *im, uint32_t doc, uint32_t item,
    struct cr_money open, struct cr_date date)
{
	struct cr_money less = { im->book.item[item].open };

	if (!cr_money_sub(&less, open))
		return cr_fail(im->cr, CR_ELIMIT, "a balance is too large");
	return less.cents == 0 ? CR_OK :
	    alloc_erp(im, doc, item, less, date);
}

/*
 * An item that was not known. What its ledger says was paid before we knew
 * of it was paid on a day that nobody says: on that of the document, so that
 * it never counts as owed.
 */
int
cr_import_new_item(struct importing *im, const struct row *w, uint32_t d)
{
	struct cr_item item = {
		.due = w->due, .due_source = w->due_source,
		.amount = w->amount.set ? w->amount.v : w->open.v,
		.method = w->i->method, .note = w->i->note,
		.instalment = w->i->instalment,
	};
	uint32_t i;
	int err;

	if ((err = cr_book_add_item(&im->book, d, &item, &i)) != CR_OK)
		return err;
	im->book.item[i].seen = im->stamp;
	im->book.item[i].listed = 1;
	im->file->added++;
	if (!cr_money_add(&im->file->total, item.amount))
		return cr_fail(im->cr, CR_ELIMIT, "a total is too large");
	return w->open.set ? cr_import_settle(im, d, i, w->open.v,
	    (struct cr_date){ im->book.doc[d].date }) : CR_OK;
}

static int
new_doc(struct importing *im, const struct cr_record *r,
    const struct row *w)
{
	struct cr_doc doc = {
		.creditor = w->creditor, .debtor = w->debtor,
		.credit = w->credit, .number = w->number,
		.year = cr_date_year(w->i->date), .date = w->i->date,
		.currency = w->currency, .type = w->i->cause,
	};
	uint32_t d;
	int err;

	if ((err = owed_by_another(im, r, w)) != CR_OK)
		return err;
	if (im->einvoices && (err = cr_doc_discarded(im->cr, &doc)) != 0) {
		if (err < 0)
			return err;
		cr_warn(im->cr, r->file, r->line, "document \"%s\" was "
		    "discarded by SdI and is no receivable", w->number);
		im->file->unchanged++;
		return CR_OK;
	}
	if ((err = cr_book_add_doc(&im->book, &doc, &d)) != CR_OK)
		return err;
	return cr_import_new_item(im, w, d);
}

/* One instalment, listed twice in the file, and not as the same. */
static bool
contradicts(const struct importing *im, const struct row *w,
    const struct aside *s, uint32_t i)
{
	const struct book_item *it = &im->book.item[i];

	return w->i->instalment > 0 && it->seen == im->stamp &&
	    ((w->amount.set && it->amount != w->amount.v.cents) ||
	    (cr_date_is_set(s->due) && it->due != s->due.days));
}

static int
known_doc(struct importing *im, const struct cr_record *r,
    const struct row *w, uint32_t d)
{
	struct aside s = {
		.doc = d, .line = r->line, .due = w->due,
		.amount = w->amount, .open = w->open,
		.instalment = w->i->instalment,
		.method = cr_arena_strdup(&im->arena,
		    w->i->method ? w->i->method : ""),
	};
	uint32_t i = cr_import_match(im, w, d);

	if (w->i->method == NULL)
		s.method = NULL;
	if (strcmp(cr_book_currency(&im->book, d), w->currency) != 0)
		return cr_import_refuse(im, r, "the document is in %s",
		    cr_book_currency(&im->book, d));
	if (w->due_source != NULL && i != BOOK_NONE)
		s.due = CR_DATE_NONE;	/* it only seemed due */
	if (i != BOOK_NONE && contradicts(im, w, &s, i))
		return cr_import_refuse(im, r, "instalment %d of \"%s\" is "
		    "listed twice with different content",
		    (int)w->i->instalment, w->number);
	if (i != BOOK_NONE)
		return cr_import_take(im, &s, i);
	if (im->opts->snapshot) {
		cr_import_put_aside(im, &s);
		return CR_OK;
	}
	if (cr_book_is_full(&im->book, d))
		return cr_import_refuse(im, r, "document \"%s\" has more than "
		    "%d instalments", w->number, CR_ITEMS - 1);
	cr_warn(im->cr, r->file, r->line, "document \"%s\" has one more "
	    "instalment; if a due date was moved, --snapshot says so",
	    w->number);
	return cr_import_new_item(im, w, d);
}

/*
 * The item that a returned RiBa of so much was for: the bank's charges on
 * top are not part of it. One that is paid rather than one that is open.
 */
static uint32_t
returned_item(const struct book *b, uint32_t d, int64_t amount)
{
	const struct book_item *it;
	uint32_t i, best = BOOK_NONE;
	bool paid, best_paid = false;

	BOOK_EACH(b, d, i) {
		it = &b->item[i];
		paid = it->open < it->amount;
		if (it->amount > amount || it->amount <= 0 ||
		    (best != BOOK_NONE && (paid < best_paid ||
		    (paid == best_paid &&
		    it->amount <= b->item[best].amount))))
			continue;
		best = i;
		best_paid = paid;
	}
	return best;
}

/*
 * The invoice that a returned RiBa was for, of those with its number: the
 * one of the row's date, else the last.
 */
static uint32_t
returned_doc(const struct book *b, const struct row *w, uint32_t d)
{
	uint32_t best = BOOK_NONE;

	for (; d != BOOK_NONE; d = cr_book_next(b, d)) {
		if (b->doc[d].credit || b->doc[d].creditor != w->creditor)
			continue;
		if (b->doc[d].date == w->i->date.days)
			return d;
		if (best == BOOK_NONE || b->doc[d].date > b->doc[best].date)
			best = d;
	}
	return best;
}

/*
 * Italian ledgers write a returned RiBa as a row of its own with the number
 * of the invoice: it takes back the payment, the invoice keeps its due date.
 */
static int
unpaid(struct importing *im, const struct cr_record *r, const struct row *w,
    uint32_t d)
{
	struct cr_rec_payment p = {
		.creditor = w->i->creditor, .debtor = w->i->debtor,
		.number = w->number, .doc_date = CR_DATE_NONE,
		.due = CR_DATE_NONE,
		.date = cr_date_is_set(w->i->due) ? w->i->due : w->i->date,
		.currency = w->currency, .kind = "INS", .note = w->i->note,
	};
	struct cr_money amount = w->amount.set ? w->amount.v : w->open.v;
	uint32_t i = returned_item(&im->book, d, amount.cents);

	p.ref = cr_arena_printf(&im->arena, "ins:%s:%s:%d:%lld",
	    w->i->debtor, w->number, (int)p.date.days,
	    (long long)amount.cents);
	p.doc_date.days = im->book.doc[d].date;
	if (i != BOOK_NONE) {
		amount.cents = im->book.item[i].amount;
		im->book.item[i].listed = 1;
	}
	p.amount = cr_money_neg(amount);
	return cr_import_payment(im, r, &p);
}

int
cr_import_item(struct importing *im, const struct cr_record *r)
{
	struct row w = { .i = &r->u.item };
	int64_t other;
	uint32_t d;
	int rc;

	if ((rc = check(im, r, &w)) != CR_OK)
		return rc;
	w.due = w.i->due;
	if (!cr_date_is_set(w.due)) {
		w.due.days = w.i->date.days + 30; /* D.Lgs. 231/2002 art. 4 */
		w.due_source = "legal";
	}
	if (w.i->cause != NULL && says_unpaid(w.i->cause)) {
		if ((rc = cr_book_find(&im->book, w.number, w.debtor, &d)) !=
		    CR_OK)
			return rc;
		d = returned_doc(&im->book, &w, d);
		if (d != BOOK_NONE)
			return unpaid(im, r, &w, d);
	}
	if ((rc = find_doc(im, &w, &d)) != CR_OK)
		return rc;
	if (d == BOOK_NONE) {
		if ((rc = cr_import_alias(im, w.number, w.debtor, &other)) !=
		    CR_OK)
			return rc;
		if (other != 0) {
			w.debtor = other;
			if ((rc = find_doc(im, &w, &d)) != CR_OK)
				return rc;
		}
	}
	return d == BOOK_NONE ? new_doc(im, r, &w) : known_doc(im, r, &w, d);
}
