#include "importing.h"

#include <stdio.h>
#include <stdlib.h>

#include "cr/bank.h"
#include "cr/bills.h"
#include "cr/db.h"
#include "cr/doc.h"
#include "cr/file.h"
#include "cr/journal.h"
#include "cr/mem.h"

#define FILE_EVENTS 200		/* files of a run with an event each */
#define FILES_TOLD 100		/* by an event, of those after them */

/* A file from its beginning to its totals; some are taken whole or not. */

/* A file begins: what it is, is told at its end. */
int
cr_import_begin(void *ctx, const char *name)
{
	struct importing *im = ctx;
	struct cr_import_done *done = im->done;

	cr_grow(&done->v, done->n, &done->cap, sizeof(*done->v));
	im->file = &done->v[done->n++];
	*im->file = (struct cr_import_file){ .name = cr_strdup(name) };
	im->name = im->file->name;
	im->file_id = im->next_file;
	im->whole = im->saved = im->single = false;
	im->placed = im->known = im->spent = im->filed = false;
	im->apiece = false;
	im->nagain = 0;
	if (++im->stamp == 0)	/* 0 is never seen */
		im->stamp = 1;
	if (im->twins.n > 0)
		cr_map_release(&im->twins);
	cr_bank_import_begin(&im->bank);
	return CR_OK;
}

/* The file may be here already: then it has its number. */
static int
place(struct importing *im, const struct cr_read_file *f)
{
	int64_t id;
	int rc = cr_file_by_sha(im->cr, f->sha256, &id);

	if (rc < 0)
		return rc;
	im->placed = true;
	im->known = rc == 1;
	if (im->known)
		im->file_id = id;
	return CR_OK;
}

/*
 * A document that is read as a whole is known before its records come. The
 * same receipt, or an invoice that SdI discarded, is nothing new.
 */
int
cr_import_told(void *ctx, const struct cr_read_file *f, size_t n)
{
	struct importing *im = ctx;
	int rc;

	if ((rc = place(im, f)) != CR_OK || im->opts->snapshot)
		return rc;
	im->single = n == 1;
	if (im->known)
		rc = cr_sdi_known(im->cr, im->file_id);
	if (rc == 0 && im->voids)
		rc = cr_einvoice_discarded(im->cr, f->content_sha256);
	im->spent = rc == 1;
	return rc < 0 ? rc : CR_OK;
}

/*
 * R came from no line of its own, so it is part of a document that is taken
 * whole. What is in memory is written before, so that all of it can be taken
 * back. A single invoice or receipt is refused before anything is written
 * of it: the savepoint, which copies each page that is written to, is for
 * the others.
 */
int
cr_import_whole(struct importing *im, const struct cr_record *r)
{
	int err;

	if ((err = cr_book_clear(&im->book)) != CR_OK)
		return err;
	im->whole = true;
	if (im->single && (r->type == CR_RECORD_INVOICE ||
	    r->type == CR_RECORD_RECEIPT))
		return CR_OK;
	im->saved = true;
	return cr_db_savepoint(im->cr);
}

/* Leave nothing of a document that is taken whole or not at all. */
static void
take_back(struct importing *im)
{
	struct cr_import_file *f = im->file;

	if (im->saved)
		cr_db_back(im->cr);
	else if (f->added + f->changed > 0)
		abort();	/* it was written, and then refused */
	im->whole = im->saved = false;
	cr_book_release(&im->book);
	cr_map_release(&im->parties);
	cr_import_forget(im);
	im->creditor = 0;
	im->bank.account.id = 0;
	im->bank.rows = 0;
	cr_bill_link_forget(im->cr);
	f->added = f->changed = f->unchanged = 0;
	f->total.cents = 0;
}

/* Give the file its number: that of its bytes, or the next one. */
static int
book_file(struct importing *im, const struct cr_read_file *f)
{
	struct cr_file file = {
		.id = im->file_id, .sha256 = f->sha256,
		.content_sha256 = f->content_sha256, .name = f->name,
		.format = f->format ? f->format : "unknown",
		.bytes = (int64_t)f->bytes,
	};
	int rc = CR_OK;

	if (!im->placed && (rc = place(im, f)) != CR_OK)
		return rc;
	im->file->file = im->file_id;
	if (!im->known) {
		im->next_file++;
		return cr_file_add(im->cr, &file);
	}
	if (im->bank.rows > 0 && im->file_id != file.id &&
	    (rc = cr_bank_refile(im->cr, file.id, im->file_id)) != CR_OK)
		return rc;
	/* rows that were written when it seemed new */
	if (im->filed && im->file_id != file.id &&
	    (rc = cr_einvoice_refile(im->cr, file.id, im->file_id)) == CR_OK)
		rc = cr_sdi_refile(im->cr, file.id, im->file_id);
	return rc;
}

static int
end_whole(struct importing *im, const struct cr_read_file *f)
{
	size_t i;
	int rc;

	/* of a statement one movement may be refused; of an invoice nothing */
	if (im->file->refused > 0 && (f->damaged || !im->apiece)) {
		im->file->refused = im->file->records;
		take_back(im);
		return CR_OK;
	}
	if ((rc = book_file(im, f)) != CR_OK)
		return rc;
	for (i = 0; i < im->nagain; i++)
		if ((rc = cr_einvoice_copy(im->cr, im->again[i].doc,
		    im->file->file, im->again[i].body)) != CR_OK)
			return rc;
	if (im->receipts && (rc = cr_import_invoice_end(im, f,
	    im->file->file)) != CR_OK)
		return rc;
	im->whole = false;
	return im->saved ? cr_db_release(im->cr) : CR_OK;
}

static void
add_text(struct cr_buf *b, const char *key, const char *text)
{
	cr_buf_adds(b, key);
	cr_buf_json(b, text);
}

static void
add_number(struct cr_buf *b, const char *key, int64_t n)
{
	cr_buf_adds(b, key);
	cr_buf_addi(b, n);
}

/* What the journal tells of a file, as a JSON object. */
static void
tell_file(struct cr_buf *b, const struct cr_import_file *f)
{
	add_text(b, "{\"name\":", f->name);
	add_text(b, ",\"format\":", f->format);
	add_text(b, ",\"sha256\":", f->sha256);
	add_number(b, ",\"records\":", f->records);
	add_number(b, ",\"added\":", f->added);
	add_number(b, ",\"changed\":", f->changed);
	add_number(b, ",\"unchanged\":", f->unchanged);
	add_number(b, ",\"refused\":", f->refused);
	add_number(b, ",\"total_cents\":", f->total.cents);
	cr_buf_addc(b, '}');
}

/*
 * A file is an event; of a batch of very many the first are, and the others
 * are told of a hundred at a time: sealing each by itself was a tenth of
 * what an electronic invoice costs.
 */
static int
journal_file(struct importing *im)
{
	const struct cr_import_file *f = im->file;
	struct cr_key key = { f->file ? CR_KEY_FILE : CR_KEY_NONE, f->file };
	struct cr_buf *b = &im->told;
	int err;

	if (im->done->n > FILE_EVENTS) {
		cr_buf_adds(b, b->len == 0 ? "{\"files\":[" : ",");
		tell_file(b, f);
		if (++im->ntold == FILES_TOLD)
			return cr_import_journal(im);
		return CR_OK;
	}
	tell_file(b, f);
	err = cr_journal(im->cr, "import", key, b->s);
	cr_buf_clear(b);
	return err;
}

int
cr_import_journal(struct importing *im)
{
	static const struct cr_key none = { CR_KEY_NONE, 0 };
	int err;

	if (im->ntold == 0)
		return CR_OK;
	cr_buf_adds(&im->told, "]}");
	err = cr_journal(im->cr, "import", none, im->told.s);
	cr_buf_clear(&im->told);
	im->ntold = 0;
	return err;
}

/* Of a file that is refused as a whole only the journal tells. */
static bool
is_refused(const struct cr_import_file *f)
{
	return f->refused > 0 && f->added == 0 && f->changed == 0 &&
	    f->unchanged == 0;
}

static int
book_totals(struct importing *im, const struct cr_read_file *f)
{
	struct cr_import_file *to = im->file;
	struct cr_run_file rf;
	int err = CR_OK;

	if (to->file == 0)
		err = book_file(im, f);
	rf = (struct cr_run_file){
		.file = to->file, .name = to->name, .records = to->records,
		.refused = to->refused, .added = to->added,
		.changed = to->changed, .unchanged = to->unchanged,
		.total = to->total,
	};
	return err != CR_OK ? err : cr_run_file_add(im->cr, &rf);
}

/* The totals of the file, in the ledger and in the journal. */
int
cr_import_end(void *ctx, const struct cr_read_file *f)
{
	struct importing *im = ctx;
	struct cr_import_file *to = im->file;
	int err;

	snprintf(to->format, sizeof(to->format), "%s",
	    f->format ? f->format : "unknown");
	snprintf(to->sha256, sizeof(to->sha256), "%s", f->sha256);
	to->records = (int64_t)(f->records + f->refused);
	if (f->refused > 0)
		to->refused += (int64_t)f->refused;
	if ((err = cr_bank_import_end(im)) == CR_OK)
		err = im->whole ? end_whole(im, f) : cr_import_aside_end(im);
	if (err == CR_OK && !is_refused(to))
		err = book_totals(im, f);
	if (err != CR_OK)
		return err;
	return journal_file(im);
}

