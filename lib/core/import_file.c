#include "importing.h"

#include <stdio.h>

#include "cr/db.h"
#include "cr/doc.h"
#include "cr/file.h"
#include "cr/journal.h"
#include "cr/mem.h"

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
	im->whole = false;
	im->nagain = 0;
	if (++im->stamp == 0)	/* 0 is never seen */
		im->stamp = 1;
	cr_map_release(&im->twins);
	return cr_file_next(im->cr, &im->file_id);
}

/*
 * A record that came from no line of its own is part of a document that is
 * taken whole: what is in memory is written before, so that all of it can
 * be taken back.
 */
int
cr_import_whole(struct importing *im)
{
	int err;

	if ((err = cr_book_clear(&im->book)) == CR_OK &&
	    (err = cr_db_savepoint(im->cr)) == CR_OK)
		im->whole = true;
	return err;
}

/* Leave nothing of a document that is taken whole or not at all. */
static void
take_back(struct importing *im)
{
	struct cr_import_file *f = im->file;

	cr_db_back(im->cr);
	im->whole = false;
	cr_book_release(&im->book);
	cr_map_release(&im->parties);
	im->creditor = 0;
	f->added = f->changed = f->unchanged = 0;
	f->total.cents = 0;
}

/* The number of the file, which may be here already; KNOWN says so. */
static int
book_file(struct importing *im, const struct cr_read_file *f, bool *known)
{
	struct cr_file file = {
		.id = im->file_id, .sha256 = f->sha256,
		.content_sha256 = f->content_sha256, .name = f->name,
		.format = f->format ? f->format : "unknown",
		.bytes = (int64_t)f->bytes,
	};
	int64_t id;
	int rc = cr_file_by_sha(im->cr, f->sha256, &id);

	*known = rc == 1;
	if (rc < 0)
		return rc;
	im->file->file = *known ? id : im->file_id;
	return *known ? CR_OK : cr_file_add(im->cr, &file);
}

/* The same receipt, or an invoice that SdI discarded, comes again. */
static int
is_spent(struct importing *im, const struct cr_read_file *f)
{
	int64_t id;
	int rc;

	if ((rc = cr_file_by_sha(im->cr, f->sha256, &id)) == 1)
		rc = cr_sdi_known(im->cr, id);
	if (rc != 0)
		return rc;
	return cr_einvoice_discarded(im->cr, f->content_sha256);
}

static int
end_whole(struct importing *im, const struct cr_read_file *f)
{
	int64_t made = im->file_id;
	bool known;
	size_t i;
	int rc;

	if (im->file->refused > 0) {
		im->file->refused = im->file->records;
		take_back(im);
		return CR_OK;
	}
	if ((rc = is_spent(im, f)) < 0)
		return rc;
	if (rc == 1) {
		take_back(im);
		im->file->unchanged = im->file->records;
	}
	if ((rc = book_file(im, f, &known)) != CR_OK || !im->whole)
		return rc;
	if (known && ((rc = cr_einvoice_refile(im->cr, made,
	    im->file->file)) != CR_OK || (rc = cr_sdi_refile(im->cr, made,
	    im->file->file)) != CR_OK))
		return rc;
	for (i = 0; i < im->nagain; i++)
		if ((rc = cr_einvoice_copy(im->cr, im->again[i].doc,
		    im->file->file, im->again[i].body)) != CR_OK)
			return rc;
	if ((rc = cr_import_invoice_end(im, f, im->file->file)) != CR_OK)
		return rc;
	im->whole = false;
	return cr_db_release(im->cr);
}

static int
journal_file(struct importing *im)
{
	const struct cr_import_file *f = im->file;
	struct cr_key key = { f->file ? CR_KEY_FILE : CR_KEY_NONE, f->file };
	struct cr_buf b;
	int err;

	cr_buf_init(&b);
	cr_buf_adds(&b, "{\"name\":");
	cr_buf_json(&b, f->name);
	cr_buf_addf(&b, ",\"format\":\"%s\",\"sha256\":\"%s\","
	    "\"records\":%lld,\"added\":%lld,\"changed\":%lld,"
	    "\"unchanged\":%lld,\"refused\":%lld,\"total_cents\":%lld}",
	    f->format, f->sha256, (long long)f->records, (long long)f->added,
	    (long long)f->changed, (long long)f->unchanged,
	    (long long)f->refused, (long long)f->total.cents);
	err = cr_journal(im->cr, "import", key, b.s);
	cr_buf_release(&b);
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
	bool known;
	int err = CR_OK;

	if (to->file == 0)
		err = book_file(im, f, &known);
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
	err = im->whole ? end_whole(im, f) : cr_import_aside_end(im);
	if (err == CR_OK && !is_refused(to))
		err = book_totals(im, f);
	if (err != CR_OK)
		return err;
	return journal_file(im);
}

