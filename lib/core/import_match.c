#include "import_row.h"

#include <stdlib.h>
#include <string.h>

#include "cr/mem.h"
#include "cr/str.h"

/* Rows of documents that are known: which item each is, what changed. */

/* Of equal items that is meant which has open what the row says. */
static int
fits(const struct book_item *it, struct cr_opt_money amount,
    struct cr_opt_money open)
{
	int64_t wanted = open.set ? open.v.cents : amount.v.cents;
	int same = amount.set && it->amount == amount.v.cents ? 3 : 0;

	return same + (it->open == wanted ? 2 :
	    (it->open != 0) == (wanted != 0));
}

/* Which item of a known document a row is; BOOK_NONE: none of them. */
static uint32_t
match_due(const struct importing *im, const struct row *w, uint32_t d)
{
	const struct book *b = &im->book;
	uint32_t i, best = BOOK_NONE;
	int fit, most = -1;

	BOOK_EACH(b, d, i) {
		if (b->item[i].seen == im->stamp ||
		    b->item[i].due != w->due.days)
			continue;
		fit = fits(&b->item[i], w->amount, w->open);
		if (fit > most) {
			most = fit;
			best = i;
		}
	}
	return best;
}

static uint32_t
match_amount(const struct importing *im, uint32_t d,
    struct cr_opt_money amount, struct cr_opt_money open)
{
	const struct book *b = &im->book;
	uint32_t i, best = BOOK_NONE;
	int fit, most = -1;

	BOOK_EACH(b, d, i) {
		if (b->item[i].seen == im->stamp || !amount.set ||
		    b->item[i].amount != amount.v.cents)
			continue;
		fit = fits(&b->item[i], amount, open);
		if (fit > most) {
			most = fit;
			best = i;
		}
	}
	return best;
}

/* The only item of the document, or the only one not listed yet. */
static uint32_t
match_sole(const struct importing *im, uint32_t d, bool unlisted)
{
	const struct book *b = &im->book;
	uint32_t i, sole = BOOK_NONE;

	BOOK_EACH(b, d, i) {
		if (b->item[i].seen == im->stamp) {
			if (unlisted)
				continue;
			return BOOK_NONE;
		}
		if (sole != BOOK_NONE)
			return BOOK_NONE;
		sole = i;
	}
	return sole;
}

uint32_t
cr_import_match(const struct importing *im, const struct row *w, uint32_t d)
{
	const struct book *b = &im->book;
	uint32_t i;

	if (w->i->instalment > 0)
		BOOK_EACH(b, d, i)
			if (b->item[i].instalment ==
			    (unsigned)w->i->instalment)
				return i;
	if ((i = match_due(im, w, d)) != BOOK_NONE)
		return i;
	if (!b->doc[d].einvoice && w->due_source == NULL)
		return i;
	/*
	 * A row without a due date names none; and an ERP has due dates of
	 * its own for an invoice, which is one debt all the same.
	 */
	if ((i = match_amount(im, d, w->amount, w->open)) == BOOK_NONE)
		i = match_sole(im, d, false);
	return i;
}

static int
change_text(struct importing *im, uint32_t d, uint32_t i, int64_t line,
    const char *field, const char *was, const char *is)
{
	cr_warn(im->cr, im->name, line, "document \"%s\": %s was \"%s\", is "
	    "\"%s\"", cr_book_number(&im->book, d), field, was ? was : "", is);
	return cr_item_change(im->cr, cr_book_item_id(&im->book, d, i), field,
	    was, is);
}

/* WAS and IS as the column has them; the message says them for people. */
static int
change_number(struct importing *im, uint32_t d, uint32_t i,
    const char *column, int64_t was, int64_t is)
{
	char old[24], new[24];

	snprintf(old, sizeof(old), "%lld", (long long)was);
	snprintf(new, sizeof(new), "%lld", (long long)is);
	return cr_item_change(im->cr, cr_book_item_id(&im->book, d, i), column,
	    old, new);
}

static int
change_amount(struct importing *im, const struct aside *s, uint32_t i)
{
	int64_t was = im->book.item[i].amount;
	int err;

	cr_warn(im->cr, im->name, s->line, "document \"%s\": amount was %s, "
	    "is %s", cr_book_number(&im->book, s->doc),
	    cr_import_amount(im, (struct cr_money){ was }),
	    cr_import_amount(im, s->amount.v));
	err = change_number(im, s->doc, i, "amount_cents", was,
	    s->amount.v.cents);
	return err != CR_OK ? err :
	    cr_book_set_amount(&im->book, i, s->amount.v);
}

static int
change_due(struct importing *im, const struct aside *s, uint32_t i)
{
	struct cr_date was = { im->book.item[i].due };
	char a[CR_DATE_SIZE], b[CR_DATE_SIZE];

	cr_warn(im->cr, im->name, s->line, "document \"%s\": due date was "
	    "%s, is %s", cr_book_number(&im->book, s->doc), cr_date_iso(was, a),
	    cr_date_iso(s->due, b));
	cr_book_set_due(&im->book, i, s->due);
	return change_number(im, s->doc, i, "due", was.days, s->due.days);
}

/* Amount, due date and method become those of the row. */
static int
take_fields(struct importing *im, const struct aside *s, uint32_t i,
    bool *changed)
{
	struct book_item *it = &im->book.item[i];
	const char *method = cr_book_method(&im->book, i);
	int err = CR_OK;

	if (s->amount.set && s->amount.v.cents != it->amount) {
		*changed = true;
		err = change_amount(im, s, i);
	}
	if (err == CR_OK && cr_date_is_set(s->due) &&
	    s->due.days != it->due) {
		*changed = true;
		err = change_due(im, s, i);
	}
	if (err == CR_OK && s->method != NULL &&
	    !cr_streq(method, s->method)) {
		*changed = true;
		err = change_text(im, s->doc, i, s->line, "method", method,
		    s->method);
		cr_book_set_method(&im->book, i, s->method);
	}
	return err;
}

/*
 * The balance that the ERP tells. Without one, an item that had been closed
 * and is listed again is open as a whole.
 */
static int
take_open(struct importing *im, const struct aside *s, uint32_t i,
    bool *changed)
{
	const struct book_item *it = &im->book.item[i];
	struct cr_money open = s->open.v;

	if (!s->open.set) {
		if (!im->opts->snapshot || it->open != 0 || it->amount == 0)
			return CR_OK;
		open.cents = it->amount;
	}
	if (open.cents == it->open)
		return CR_OK;
	if (!im->opts->snapshot) {
		im->disagree++;
		cr_note(im->cr, im->name, s->line, "document \"%s\": open "
		    "are %s here and %s there",
		    cr_book_number(&im->book, s->doc),
		    cr_import_amount(im, (struct cr_money){ it->open }),
		    cr_import_amount(im, open));
		return CR_OK;
	}
	*changed = true;
	if (it->open == 0)
		im->done->reopened++;
	return cr_import_settle(im, s->doc, i, open, im->cr->today);
}

int
cr_import_take(struct importing *im, const struct aside *s, uint32_t i)
{
	bool changed = false;
	int err;

	im->book.item[i].seen = im->stamp;
	im->book.item[i].listed = 1;
	if ((err = take_fields(im, s, i, &changed)) == CR_OK)
		err = take_open(im, s, i, &changed);
	if (changed)
		im->file->changed++;
	else
		im->file->unchanged++;
	return err;
}

void
cr_import_put_aside(struct importing *im, const struct aside *s)
{
	struct aside *kept;

	cr_grow(&im->aside, im->naside, &im->caside, sizeof(*im->aside));
	kept = &im->aside[im->naside++];
	*kept = *s;
	kept->method = s->method ? cr_strdup(s->method) : NULL;
	kept->note = s->note ? cr_strdup(s->note) : NULL;
}

/* A row put aside: a vanished item of its document moved, or a new one. */
static int
aside_one(struct importing *im, const struct aside *s)
{
	struct cr_rec_item said = {
		.method = s->method, .note = s->note,
		.instalment = s->instalment,
	};
	struct row w = { .i = &said, .amount = s->amount, .open = s->open,
		.due = s->due };
	uint32_t i = match_amount(im, s->doc, s->amount, s->open);

	if (i == BOOK_NONE)
		i = match_sole(im, s->doc, true);
	return i != BOOK_NONE ? cr_import_take(im, s, i) :
	    cr_import_new_item(im, &w, s->doc);
}

int
cr_import_aside_end(struct importing *im)
{
	size_t n;
	int err = CR_OK;

	for (n = 0; n < im->naside; n++) {
		if (err == CR_OK)
			err = aside_one(im, &im->aside[n]);
		free(im->aside[n].method);
		free(im->aside[n].note);
	}
	im->naside = 0;
	if (im->disagree > 0)
		cr_warn(im->cr, im->name, 0, "%lld items have another balance "
		    "there; --snapshot would take it",
		    (long long)im->disagree);
	im->disagree = 0;
	return err;
}
