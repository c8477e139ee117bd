#include "importing.h"

#include <stdlib.h>
#include <string.h>

#include "cr/balance.h"
#include "cr/journal.h"
#include "cr/mem.h"

/*
 * A snapshot lists all that is open: what is open here and not listed there
 * has been settled, how, only the ERP knows.
 */

struct vanished {
	int64_t *listed;		/* items, sorted */
	size_t nlisted;
	int64_t *creditors;		/* that the snapshot speaks of */
	size_t ncreditors;
	struct cr_open *v;
	size_t n, cap;
	size_t open;			/* of those creditors, before */
};

static int
by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static bool
among(const int64_t *v, size_t n, int64_t x)
{
	return n > 0 && bsearch(&x, v, n, sizeof(*v), by_number) != NULL;
}

/* What the files listed, and whose it was. */
static void
gather(const struct importing *im, struct vanished *vn)
{
	const struct book *b = &im->book;
	size_t cap = 0, ccap = 0, k;
	uint32_t d, i;

	for (d = 0; d < b->ndocs; d++) {
		for (k = 0; k < vn->ncreditors && vn->creditors[k] !=
		    b->doc[d].creditor; k++)
			;
		BOOK_EACH(b, d, i) {
			if (!b->item[i].listed)
				continue;
			cr_grow(&vn->listed, vn->nlisted, &cap,
			    sizeof(*vn->listed));
			vn->listed[vn->nlisted++] = cr_book_item_id(b, d, i);
			if (k < vn->ncreditors)
				continue;
			cr_grow(&vn->creditors, vn->ncreditors, &ccap,
			    sizeof(*vn->creditors));
			vn->creditors[vn->ncreditors++] = b->doc[d].creditor;
		}
	}
	if (vn->nlisted > 0)
		qsort(vn->listed, vn->nlisted, sizeof(*vn->listed),
		    by_number);
	if (vn->ncreditors > 0)
		qsort(vn->creditors, vn->ncreditors, sizeof(*vn->creditors),
		    by_number);
}

static int
look(void *ctx, const struct cr_open *o)
{
	struct vanished *vn = ctx;

	if (!among(vn->creditors, vn->ncreditors, o->creditor))
		return 0;
	vn->open++;
	if (among(vn->listed, vn->nlisted, o->item))
		return 0;
	cr_grow(&vn->v, vn->n, &vn->cap, sizeof(*vn->v));
	vn->v[vn->n++] = *o;
	return 0;
}

static int
close_one(struct importing *im, const struct cr_open *o)
{
	struct cr_alloc a = { .item = o->item, .date = im->cr->today,
		.amount = o->open, .kind = "erp" };
	struct cr_key key = { CR_KEY_ITEM, o->item };
	char detail[64];
	int err;

	if (a.date.days < o->date.days)
		a.date = o->date;	/* a document of tomorrow */
	snprintf(detail, sizeof(detail), "{\"open_cents\":%lld}",
	    (long long)o->open.cents);
	cr_note(im->cr, NULL, 0, "item:%lld is no longer open there",
	    (long long)o->item);
	if ((err = cr_alloc_add(im->cr, &a)) == CR_OK)
		err = cr_journal(im->cr, "close", key, detail);
	im->done->closed++;
	return err;
}

/* Nobody empties a ledger by a file that was cut off, or half refused. */
static int
guard(struct importing *im, const struct vanished *vn)
{
	if (im->opts->allow_shrink || vn->n == 0)
		return CR_OK;
	if (im->refused)
		return cr_fail(im->cr, CR_ENO, "records were refused, and "
		    "%zu items would be closed: nothing was imported "
		    "(--allow-shrink)", vn->n);
	if (vn->n * 100 > vn->open * CR_SHRINK_PERCENT)
		return cr_fail(im->cr, CR_ENO, "%zu of %zu open items would "
		    "be closed, more than %d %%: nothing was imported "
		    "(--allow-shrink)", vn->n, vn->open, CR_SHRINK_PERCENT);
	return CR_OK;
}

/* The creditor of the option is meant even when nothing of his is open. */
static void
add_creditor(const struct importing *im, struct vanished *vn)
{
	if (vn->ncreditors > 0 || im->creditor == 0)
		return;
	vn->creditors = cr_malloc(sizeof(*vn->creditors));
	vn->creditors[vn->ncreditors++] = im->creditor;
}

int
cr_import_snapshot_end(struct importing *im)
{
	/* far enough for the kept balances */
	struct cr_as_of now = { .day = { INT32_MAX } };
	struct vanished vn = { 0 };
	size_t i;
	int err;

	gather(im, &vn);
	add_creditor(im, &vn);
	if ((err = cr_book_clear(&im->book)) == CR_OK &&
	    (err = cr_open_each(im->cr, &now, look, &vn)) == CR_OK)
		err = guard(im, &vn);
	for (i = 0; i < vn.n && err == CR_OK; i++)
		err = close_one(im, &vn.v[i]);
	free(vn.listed);
	free(vn.creditors);
	free(vn.v);
	return err;
}
