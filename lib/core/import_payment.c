#include "importing.h"

#include <stdlib.h>
#include <string.h>

#include "cr/balance.h"
#include "cr/db.h"
#include "cr/digest.h"
#include "cr/entry.h"
#include "cr/str.h"

/* Money that came in for documents, or went back. */

struct paying {
	struct importing *im;
	const struct cr_rec_payment *p;
	const char *currency;
	struct cr_entry entry;
	struct cr_money left;	/* of it, not allocated yet */
	uint32_t doc;		/* the first with the number; BOOK_NONE */
	int64_t said;		/* the debtor of the row, by another name */
	bool deduced;		/* whose it is, only its document says */
};

/*
 * A payment without a number of its own is known by its content, and by
 * which of its twins in the file it is: the same file again is the same
 * payments, and two equal rows of one file are two.
 */
static const char *
made_up_ref(struct importing *im, const struct cr_rec_payment *p)
{
	char text[CR_SHA256_SIZE];
	struct cr_buf b;
	int64_t twin = 0;

	cr_buf_init(&b);
	cr_buf_addf(&b, "%s\n%s\n%s\n%d %d %d %lld %s\n%s\n%s",
	    p->creditor ? p->creditor : "", p->debtor ? p->debtor : "",
	    p->number ? p->number : "", (int)p->doc_date.days,
	    (int)p->due.days, (int)p->date.days, (long long)p->amount.cents,
	    p->currency ? p->currency : "", p->kind ? p->kind : "",
	    p->note ? p->note : "");
	cr_sha256(b.s, b.len, text);
	cr_buf_release(&b);
	cr_map_get(&im->twins, text, 16, &twin);
	cr_map_put(&im->twins, text, 16, ++twin);
	return cr_arena_printf(&im->arena, "sha256:%.32s-%lld", text,
	    (long long)twin);
}

/* Is the document one that the payment may mean? */
static bool
meant(const struct paying *g, uint32_t d)
{
	const struct book *b = &g->im->book;

	return (g->entry.creditor == 0 ||
	    b->doc[d].creditor == g->entry.creditor) &&
	    strcmp(cr_book_currency(b, d), g->currency) == 0 &&
	    (!cr_date_is_set(g->p->doc_date) ||
	    b->doc[d].date == g->p->doc_date.days || (!b->doc[d].daily &&
	    cr_date_year(g->p->doc_date) == cr_book_year(b, d)));
}

#define EACH_MEANT(g, d) for ((d) = (g)->doc; (d) != BOOK_NONE; \
	(d) = cr_book_next(&(g)->im->book, (d))) if (!meant((g), (d))) ; else

static int
allocate(struct paying *g, uint32_t d, uint32_t i, struct cr_money amount)
{
	struct cr_alloc a = {
		.item = cr_book_item_id(&g->im->book, d, i),
		.entry = g->entry.id, .date = g->entry.date,
		.amount = amount, .kind = "payment",
	};
	int err;

	if (amount.cents == 0)
		return CR_OK;
	if ((err = cr_alloc_insert(g->im->cr, &a)) != CR_OK)
		return err;
	g->left.cents -= amount.cents;	/* of the same sign, and smaller */
	return cr_book_reduce(&g->im->book, i, amount);
}

static struct cr_money
smaller(int64_t a, int64_t b)
{
	return (struct cr_money){ a < b ? a : b };
}

/* The open item that is due first; the one with DUE before all. */
static bool
next_open(const struct paying *g, uint32_t *doc, uint32_t *item)
{
	const struct book *b = &g->im->book;
	const struct book_item *it, *best = NULL;
	uint32_t d, i;
	bool named;

	EACH_MEANT(g, d) {
		BOOK_EACH(b, d, i) {
			it = &b->item[i];
			if (it->open <= 0)
				continue;
			named = it->due == g->p->due.days;
			if (best != NULL && !named && it->due >= best->due)
				continue;
			*doc = d;
			*item = i;
			best = it;
			if (named)
				return true;
		}
	}
	return best != NULL;
}

static int
pay(struct paying *g)
{
	uint32_t d, i;
	int err = CR_OK;

	while (err == CR_OK && g->left.cents > 0 && next_open(g, &d, &i))
		err = allocate(g, d, i, smaller(g->left.cents,
		    g->im->book.item[i].open));
	return err;
}

/*
 * Payments of one document, last first. What went back already took back
 * the payments that came just before it.
 */
struct reopening {
	struct { int64_t item, cents; } v[CR_ITEMS];
	size_t n;
	int64_t back;
};

static int
one_paid(void *ctx, int64_t item, struct cr_money amount)
{
	struct reopening *ro = ctx;
	int64_t taken;

	if (amount.cents < 0) {
		ro->back -= amount.cents;
		return 0;
	}
	taken = smaller(ro->back, amount.cents).cents;
	ro->back -= taken;
	if (amount.cents > taken && ro->n < CR_ITEMS) {
		ro->v[ro->n].item = item;
		ro->v[ro->n++].cents = amount.cents - taken;
	}
	return 0;
}

static int
reopen_item(struct paying *g, uint32_t d, uint32_t i, int64_t most)
{
	const struct book_item *it = &g->im->book.item[i];
	struct cr_money back = smaller(-g->left.cents,
	    smaller(most, it->amount - it->open).cents);

	return back.cents <= 0 ? CR_OK :
	    allocate(g, d, i, cr_money_neg(back));
}

/* Take back the payments of a document with several items, last first. */
static int
reopen_paid(struct paying *g, uint32_t d)
{
	struct reopening ro = { .n = 0 };
	const struct book *b = &g->im->book;
	uint32_t i;
	size_t k;
	int err;

	if ((err = cr_db_indexes_back(g->im->cr)) != CR_OK)
		return err;
	err = cr_doc_paid_each(g->im->cr, b->doc[d].id, one_paid, &ro);
	for (k = 0; k < ro.n && err == CR_OK && g->left.cents < 0; k++)
		BOOK_EACH(b, d, i)
			if (err == CR_OK &&
			    cr_book_item_id(b, d, i) == ro.v[k].item)
				err = reopen_item(g, d, i, ro.v[k].cents);
	return err;
}

static int
give_back_items(struct paying *g, uint32_t d)
{
	struct book *b = &g->im->book;
	uint32_t i;
	int err = CR_OK;

	if (!b->doc[d].credit && b->doc[d].item != BOOK_NONE &&
	    b->item[b->doc[d].item].next != BOOK_NONE)
		err = reopen_paid(g, d);
	BOOK_EACH(b, d, i) {
		if (err != CR_OK || g->left.cents >= 0)
			break;
		if (b->item[i].amount > 0)
			err = reopen_item(g, d, i, INT64_MAX);
		else if (b->item[i].open < 0)
			err = allocate(g, d, i, cr_money_neg(smaller(
			    -g->left.cents, -b->item[i].open)));
	}
	return err;
}

/* Is it just what a credit note with the number leaves to be paid back? */
static bool
is_refund(const struct paying *g)
{
	const struct book *b = &g->im->book;
	uint32_t d, i;

	EACH_MEANT(g, d)
		BOOK_EACH(b, d, i)
			if (b->doc[d].credit &&
			    b->item[i].open == g->left.cents)
				return g->p->kind == NULL ||
				    !cr_strcaseeq(g->p->kind, "INS");
	return false;
}

/*
 * Money that went back: a returned RiBa, or the refund of a credit note,
 * which may have the number of an invoice.
 */
static int
give_back(struct paying *g)
{
	const struct book *b = &g->im->book;
	bool credit = is_refund(g);
	uint32_t d;
	int turn, err = CR_OK;

	for (turn = 0; turn < 2; turn++, credit = !credit)
		EACH_MEANT(g, d)
			if (err == CR_OK && g->left.cents < 0 &&
			    b->doc[d].credit == credit)
				err = give_back_items(g, d);
	return err;
}

/* What could not be allocated stays on account; LATE: for good. */
static int
on_account(struct paying *g, const struct cr_record *r, bool late)
{
	struct cr_open o = {
		.item = g->entry.id, .debtor = g->entry.debtor,
		.creditor = g->entry.creditor, .date = g->entry.date,
		.open = g->left,
	};

	if (g->left.cents == 0 && !late)
		return CR_OK;
	strncat(o.currency, g->currency, CR_CURRENCY_SIZE - 1);
	if (g->left.cents == 0 || (!late && g->p->number != NULL &&
	    g->doc == BOOK_NONE && cr_import_wait(g->im, r, g->p, &g->entry)))
		;
	else if (g->p->number != NULL && g->doc == BOOK_NONE)
		cr_warn(g->im->cr, r->file, r->line, "document \"%s\" of "
		    "\"%s\" is not known: the payment stays on account",
		    g->p->number, g->p->debtor);
	else if (g->p->number != NULL)
		cr_warn(g->im->cr, r->file, r->line, "payment of \"%s\": "
		    "%s is more than is open and stays on account",
		    g->p->number, cr_import_amount(g->im, g->left));
	return cr_open_entry_put(g->im->cr, &o);
}

/* 1: this payment is known. TAKEN means refused, so tell them apart. */
enum { NEW, KNOWN, OTHER };

static int
known(struct importing *im, const struct cr_record *r,
    const struct paying *g, int *is)
{
	const struct cr_entry *e = &g->entry;
	struct cr_entry had;
	int rc = cr_entry_by_ref(im->cr, e->ref, e->creditor, &had);

	*is = NEW;
	if (rc == 0 && g->deduced && g->p->number != NULL)
		rc = cr_entry_early(im->cr, e, g->p->number, &had);
	if (rc != 1)
		return rc;
	*is = KNOWN;
	if (r->type == CR_RECORD_PAYMENT &&
	    (had.amount.cents != e->amount.cents ||
	    had.date.days != e->date.days || (had.debtor != e->debtor &&
	    had.debtor != g->said)))
		*is = OTHER;
	return CR_OK;
}

/* Who is owed is who issued what was paid, else the only creditor. */
static int
whose(struct importing *im, const struct cr_record *r, struct paying *g)
{
	int64_t id = 0;
	uint32_t d;

	EACH_MEANT(g, d) {
		if (id != 0 && im->book.doc[d].creditor != id)
			return cr_import_refuse(im, r, "several creditors have "
			    "a document \"%s\" of \"%s\" and the row names "
			    "none (--creditor)", g->p->number, g->p->debtor);
		id = im->book.doc[d].creditor;
	}
	g->deduced = id != 0;
	g->entry.creditor = id;
	return id != 0 ? CR_OK :
	    cr_import_creditor(im, r, NULL, &g->entry.creditor);
}

/* What the record says by itself. */
static int
check_values(struct importing *im, const struct cr_record *r,
    const struct paying *g)
{
	if (cr_is_empty(g->p->debtor))
		return cr_import_refuse(im, r, "the debtor is missing");
	if (!cr_date_is_set(g->p->date))
		return cr_import_refuse(im, r, "the payment's date is missing");
	if (g->p->amount.cents == 0)
		return cr_import_refuse(im, r, "the amount is zero");
	if (strlen(g->currency) != 3)
		return cr_import_refuse(im, r, "\"%s\" is no currency",
		    g->currency);
	return CR_OK;
}

/* The document that the number names, maybe another name of the debtor's. */
static int
find_document(struct paying *g)
{
	struct importing *im = g->im;
	const char *number = g->p->number;
	int64_t other;
	int rc;

	if ((rc = cr_book_find(&im->book, number, g->entry.debtor,
	    &g->doc)) != CR_OK || g->doc != BOOK_NONE ||
	    (rc = cr_import_alias(im, number, g->entry.debtor,
	    &other)) != CR_OK || other == 0)
		return rc;
	g->entry.debtor = other;
	return cr_book_find(&im->book, number, other, &g->doc);
}

static void
skip_other_creditors(struct paying *g)
{
	const struct book *b = &g->im->book;

	while (g->doc != BOOK_NONE &&
	    b->doc[g->doc].creditor != g->entry.creditor)
		g->doc = cr_book_next(b, g->doc);
}

static int
check(struct importing *im, const struct cr_record *r, struct paying *g)
{
	const struct cr_rec_payment *p = g->p;
	int rc;

	if ((rc = check_values(im, r, g)) != CR_OK)
		return rc;
	if ((rc = cr_import_who(im, r, p->debtor, "debtor",
	    &g->entry.debtor)) != CR_OK)
		return rc;
	if ((p->creditor != NULL || im->opts->creditor != NULL) &&
	    (rc = cr_import_creditor(im, r, p->creditor, &g->entry.creditor)) !=
	    CR_OK)
		return rc;
	g->said = g->entry.debtor;
	if (p->number != NULL && (rc = find_document(g)) != CR_OK)
		return rc;
	if (g->entry.creditor == 0)
		return whose(im, r, g);
	skip_other_creditors(g);
	return CR_OK;
}

static int
book_entry(struct importing *im, const struct cr_record *r,
    struct paying *g)
{
	struct cr_entry *e = &g->entry;
	int is = NEW, err;

	if (im->entries && (err = known(im, r, g, &is)) != CR_OK)
		return err;
	if (is == NEW && (err = cr_entry_add(im->cr, e, &e->id)) != CR_OK) {
		if (err != CR_EEXIST ||
		    (err = known(im, r, g, &is)) != CR_OK)
			return err;
	}
	if (is == OTHER)
		return cr_import_refuse(im, r, "payment \"%s\" is known with "
		    "another debtor, date or amount", e->ref);
	if (is == KNOWN) {
		im->file->unchanged++;
		return CR_OK;
	}
	im->file->added++;
	if (!cr_money_add(&im->file->total, e->amount))
		return cr_fail(im->cr, CR_ELIMIT, "a total is too large");
	if ((err = e->amount.cents > 0 ? pay(g) : give_back(g)) != CR_OK)
		return err;
	return on_account(g, r, false);
}

int
cr_import_payment(struct importing *im, const struct cr_record *r,
    const struct cr_rec_payment *p)
{
	struct paying g = {
		.im = im, .p = p, .doc = BOOK_NONE, .left = p->amount,
		.currency = p->currency ? p->currency : "EUR",
	};
	int rc;

	if ((rc = check(im, r, &g)) != CR_OK)
		return rc;
	g.entry.ref = p->ref ? p->ref : made_up_ref(im, p);
	g.entry.date = p->date;
	g.entry.amount = p->amount;
	g.entry.currency = g.currency;
	g.entry.kind = p->kind;
	g.entry.note = p->note;
	if (g.doc == BOOK_NONE)
		g.entry.number = p->number;
	return book_entry(im, r, &g);
}

int
cr_import_payment_again(struct importing *im, const struct early_payment *e)
{
	const struct cr_record r = { .file = e->file, .line = e->line };
	struct paying g = {
		.im = im, .p = &e->p, .entry = e->entry, .doc = BOOK_NONE,
		.left = e->entry.amount, .currency = e->p.currency,
	};
	int err;

	if ((err = find_document(&g)) != CR_OK)
		return err;
	g.entry.debtor = e->entry.debtor;	/* as it is booked */
	skip_other_creditors(&g);
	if ((err = e->entry.amount.cents > 0 ? pay(&g) : give_back(&g)))
		return err;
	return on_account(&g, &r, true);
}
