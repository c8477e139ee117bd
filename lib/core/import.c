#include "cr/import.h"

#include <stdlib.h>
#include <string.h>

#include "cr/bank.h"
#include "cr/bills.h"
#include "cr/db.h"
#include "cr/doc.h"
#include "cr/entry.h"
#include "cr/file.h"
#include "cr/input.h"
#include "cr/ledger.h"
#include "importing.h"

#define STDIN_MAX ((size_t)1 << 30)	/* it is read to its end first */

/* What the batch adds up to, whether it is new or not. */
static int
count(struct importing *im, const struct cr_record *r)
{
	struct cr_money m = { 0 };

	switch (r->type) {
	case CR_RECORD_ITEM:
		m = r->u.item.amount.set ? r->u.item.amount.v :
		    r->u.item.open.v;
		break;
	case CR_RECORD_PAYMENT:
		m = r->u.payment.amount;
		break;
	case CR_RECORD_INVOICE:
		m = r->u.invoice.due;
		break;
	case CR_RECORD_ENTRY:
		if (r->u.entry.tx == 0)
			m = r->u.entry.amount.v;
		break;
	default:
		break;
	}
	im->records++;
	if (cr_money_add(&im->sum, m))
		return CR_OK;
	return cr_fail(im->cr, CR_ELIMIT, "the sum of the batch is too large");
}

static int
handle(struct importing *im, const struct cr_record *r)
{
	im->apiece = r->type == CR_RECORD_ENTRY ||
	    r->type == CR_RECORD_OUTCOME || r->type == CR_RECORD_BALANCE;
	switch (r->type) {
	case CR_RECORD_PARTY:
		return cr_import_party(im, r);
	case CR_RECORD_ITEM:
		return cr_import_item(im, r);
	case CR_RECORD_PAYMENT:
		return cr_import_payment(im, r, &r->u.payment);
	case CR_RECORD_INVOICE:
		return cr_import_invoice(im, r);
	case CR_RECORD_RECEIPT:
		return cr_import_receipt(im, r);
	case CR_RECORD_ENTRY:
		return cr_import_entry(im, r);
	case CR_RECORD_BALANCE:
		return cr_import_balance(im, r);
	case CR_RECORD_OUTCOME:
		return cr_import_outcome(im, r);
	case CR_RECORD_SHEET:
	case CR_RECORD_SCORE:
	case CR_RECORD_ADVERSE:
	case CR_RECORD_ASSET:
	case CR_RECORD_COMMITMENT:
	case CR_RECORD_PLAFOND:
		return cr_import_fact(im, r);
	}
	abort();
}

/*
 * Is a record of TYPE none that a snapshot lists? It is one of debts, or one
 * of orders: what it does not list is closed.
 */
static bool
is_alien(struct importing *im, enum cr_record_type type)
{
	switch (type) {
	case CR_RECORD_PARTY:
		return false;
	case CR_RECORD_ITEM:
	case CR_RECORD_PAYMENT:
		im->debts = true;
		return im->orders.listed.n > 0;
	case CR_RECORD_COMMITMENT:
		return im->debts;
	default:
		return true;
	}
}

static int
record(void *ctx, const struct cr_record *r)
{
	struct importing *im = ctx;
	int rc;

	bool alien = im->opts->snapshot && is_alien(im, r->type);

	if (r->raw == NULL && !im->whole && !alien &&
	    !im->spent && (rc = cr_import_whole(im, r)) != CR_OK)
		return rc;
	if ((rc = count(im, r)) != CR_OK)
		return rc;
	if (im->spent)
		im->file->unchanged++;
	else if (alien)	/* it lists nothing, and may be what is not listed */
		rc = cr_import_refuse(im, r, "a snapshot lists what is open, "
		    "or all orders: import anything else without --snapshot");
	else
		rc = handle(im, r);
	if (rc == TAKEN)
		rc = CR_OK;
	if (rc == CR_EINPUT)	/* its own fault, found after all checks */
		rc = cr_fail(im->cr, CR_ESYSTEM, "%s: %s", r->file,
		    cr_errmsg(im->cr));
	cr_arena_clear(&im->arena);
	return rc;
}

static void
refuse(void *ctx, const char *file, int64_t line, const char *raw,
    const char *header, const char *reason)
{
	struct importing *im = ctx;

	(void)line;
	(void)reason;
	im->refused = true;
	cr_rejects_add(im, file, header, raw);
}

static int
read_one(struct importing *im, struct cr_input *in, const char *path)
{
	const struct cr_sink sink = { cr_import_begin,
	    cr_import_told, record, refuse, cr_import_end, im };
	int err;

	im->rejects.input = path;
	im->rejects.n = 0;
	err = cr_read(im->cr, in, &im->opts->read, &sink);
	cr_rejects_end(im, err == CR_OK);
	return err;
}

static int
read_path(struct importing *im, const char *path, struct cr_input *in)
{
	struct cr_input *opened = NULL;
	int err;

	if (in == NULL) {
		in = opened = cr_input_open(im->cr, path);
		if (in == NULL) {
			cr_refuse(im->cr, path, 0, "%s", cr_errmsg(im->cr));
			im->refused = true;
			return CR_OK;
		}
	}
	err = read_one(im, in, path);
	cr_input_free(opened);
	return err;
}

/* The ledger as it is before: what need not be looked for. */
static int
look_around(struct importing *im)
{
	const char *s = cr_setting(im->cr, "closed");
	int rc;

	im->closed = s != NULL && strcmp(s, "1") == 0;
	if ((rc = cr_doc_any(im->cr)) < 0)
		return rc;
	im->book.all = rc == 0;
	if (rc == 0 && (rc = cr_db_gather(im->cr, true)) != CR_OK)
		return rc;
	/* what the book knows needs no index while the tables are filled */
	if (rc == 0 && ((rc = cr_db_index_away(im->cr, "doc_key")) < 0 ||
	    (rc = cr_db_index_away(im->cr, "alloc_item")) < 0 ||
	    (rc = cr_db_index_away(im->cr, "alloc_entry")) < 0))
		return rc;
	if ((rc = cr_entry_any(im->cr)) < 0)
		return rc;
	im->entries = rc == 1;
	if ((rc = cr_einvoice_any(im->cr)) < 0)
		return rc;
	im->einvoices = rc == 1;
	if ((rc = cr_sdi_any(im->cr)) < 0)
		return rc;
	im->receipts = rc == 1;
	if ((rc = cr_doc_any_void(im->cr)) < 0)
		return rc;
	im->voids = rc == 1;
	if ((rc = cr_bank_any(im->cr)) < 0)
		return rc;
	im->bank.any = rc == 1;
	return cr_file_next(im->cr, &im->next_file);
}

static int
expect(struct importing *im)
{
	const struct cr_import_opts *o = im->opts;

	if (o->count_set && o->count != im->records)
		return cr_fail(im->cr, CR_ENO, "the batch has %lld records, "
		    "not %lld: nothing was imported", (long long)im->records,
		    (long long)o->count);
	if (o->sum.set && o->sum.v.cents != im->sum.cents)
		return cr_fail(im->cr, CR_ENO, "the batch adds up to %lld "
		    "cents, not %lld: nothing was imported",
		    (long long)im->sum.cents, (long long)o->sum.v.cents);
	return CR_OK;
}

static int
import_all(struct importing *im, char *const *paths, size_t n,
    struct cr_input *in)
{
	size_t i;
	int err;

	if ((err = cr_run_begin(im->cr, im->opts->what)) != CR_OK ||
	    (err = look_around(im)) != CR_OK)
		return err;
	im->done->run = im->cr->run;
	for (i = 0; i < n; i++)
		if ((err = read_path(im, paths[i],
		    strcmp(paths[i], "-") == 0 ? in : NULL)) != CR_OK)
			return err;
	if ((err = expect(im)) != CR_OK ||
	    (err = cr_import_early(im)) != CR_OK ||
	    (err = cr_import_journal(im)) != CR_OK)
		return err;
	if (im->opts->snapshot &&
	    (err = im->orders.listed.n > 0 ? cr_import_orders_end(im) :
	    cr_import_snapshot_end(im)) != CR_OK)
		return err;
	if ((err = cr_book_clear(&im->book)) != CR_OK)
		return err;
	return cr_bills_run(im->cr, im->banks->silence, &im->done->bills);
}

/* Standard input is read before the ledger is locked: it may be a pipe. */
static int
read_stdin(struct cr *cr, char *const *paths, size_t n, struct cr_input **raw,
    struct cr_input **in)
{
	const char *p;
	size_t i, len;
	int err;

	for (i = 0; i < n && strcmp(paths[i], "-") != 0; i++)
		;
	if (i == n)
		return CR_OK;
	if ((*raw = cr_input_open(cr, "-")) == NULL)
		return CR_ESYSTEM;
	if ((err = cr_input_all(cr, *raw, STDIN_MAX, &p, &len)) != CR_OK)
		return err;
	*in = cr_input_memory("-", p, len);
	return CR_OK;
}

static void
release(struct importing *im)
{
	size_t i;

	cr_rejects_end(im, false);
	for (i = 0; i < im->naside; i++) {
		free(im->aside[i].method);
		free(im->aside[i].note);
	}
	free(im->aside);
	free(im->again);
	cr_map_release(&im->orders.listed);
	cr_map_release(&im->orders.meant);
	cr_book_release(&im->book);
	cr_map_release(&im->parties);
	cr_map_release(&im->twins);
	cr_import_forget(im);
	cr_buf_release(&im->told);
	cr_bank_import_release(&im->bank);
	cr_arena_release(&im->arena);
	cr_import_early_release(im);
}

int
cr_import(struct cr *cr, char *const *paths, size_t n,
    const struct cr_import_opts *opts, struct cr_import_done *done)
{
	static const struct cr_bank_terms usual = { CR_BANK_TOLERANCE,
	    CR_SILENCE_CREDITED, NULL, 0 };
	struct importing im = { .cr = cr, .opts = opts, .done = done,
	    .banks = opts->banks ? opts->banks : &usual };
	struct cr_input *raw = NULL, *in = NULL;
	int err;

	*done = (struct cr_import_done){ 0 };
	cr_book_init(&im.book, cr);
	cr_map_init(&im.parties);
	cr_map_init(&im.twins);
	cr_map_init(&im.orders.listed);
	cr_map_init(&im.orders.meant);
	cr_map_init(&im.seen.index);
	cr_map_init(&im.seen.touched);
	cr_buf_init(&im.seen.key);
	cr_buf_init(&im.told);
	cr_bank_import_init(&im.bank);
	cr_arena_init(&im.arena);
	cr_arena_init(&im.early.arena);
	im.rejects.named = opts->rejects;
	if ((err = read_stdin(cr, paths, n, &raw, &in)) != CR_OK ||
	    (err = cr_db_begin(cr)) != CR_OK)
		goto out;
	if ((err = import_all(&im, paths, n, in)) == CR_OK && !cr->dry_run)
		err = cr_db_commit(cr);
	if (err != CR_OK || cr->dry_run) {
		cr_db_rollback(cr);
		cr->run = 0;
	}
out:
	release(&im);
	cr_input_free(in);
	cr_input_free(raw);
	return err;
}

void
cr_import_done_release(struct cr_import_done *done)
{
	size_t i;

	for (i = 0; i < done->n; i++)
		free(done->v[i].name);
	free(done->v);
	*done = (struct cr_import_done){ 0 };
}
