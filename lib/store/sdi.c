#include "cr/cr.h"
#include "cr/db.h"
#include "cr/file.h"

int
cr_sdi_add(struct cr *cr, const struct cr_sdi *s, int64_t *id)
{
	static const char sql[] =
	    "INSERT INTO sdi_receipt (file, kind, sdi_id, of_name, of_stem, "
	    "    of_sha256, doc_number, doc_year, doc_body, outcome, "
	    "    delivered, error, note, run) "
	    "VALUES (:file, :kind, :sdi_id, :of_name, :of_stem, :of_sha256, "
	    "    :doc_number, :doc_year, :doc_body, :outcome, :delivered, "
	    "    :error, :note, :run)";
	struct cr_stmt *st = cr_sql(cr, sql);
	char stem[CR_STEM_SIZE];
	int err;

	cr_bind_int(st, ":file", s->file);
	cr_bind_text(st, ":kind", s->kind);
	cr_bind_text(st, ":sdi_id", s->sdi_id);
	cr_bind_text(st, ":of_name", s->of_name);
	if (s->of_name != NULL)
		cr_bind_text(st, ":of_stem", cr_file_stem(s->of_name, stem));
	cr_bind_text(st, ":of_sha256", s->of_sha256);
	cr_bind_text(st, ":doc_number", s->doc_number);
	if (s->doc_year != 0)
		cr_bind_int(st, ":doc_year", s->doc_year);
	if (s->doc_body != 0)
		cr_bind_int(st, ":doc_body", s->doc_body);
	cr_bind_text(st, ":outcome", s->outcome);
	cr_bind_date(st, ":delivered", (struct cr_date){ s->delivered });
	cr_bind_text(st, ":error", s->error);
	cr_bind_text(st, ":note", s->note);
	cr_bind_int(st, ":run", cr->run);
	if ((err = cr_exec(cr, st)) == CR_OK)
		*id = cr_db_last_id(cr);
	return err;
}

int
cr_sdi_known(struct cr *cr, int64_t file)
{
	static const char sql[] = "SELECT 1 FROM sdi_receipt "
	    "WHERE file = :file AND undone_by IS NULL";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_int(st, ":file", file);
	rc = cr_step(cr, st);
	cr_reset(st);
	return rc;
}

int
cr_sdi_refile(struct cr *cr, int64_t from, int64_t to)
{
	static const char sql[] =
	    "UPDATE sdi_receipt SET file = :to WHERE file = :from";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_int(st, ":to", to);
	cr_bind_int(st, ":from", from);
	return cr_exec(cr, st);
}

int
cr_sdi_any(struct cr *cr)
{
	static const char sql[] = "SELECT 1 FROM sdi_receipt LIMIT 1";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc = cr_step(cr, st);

	cr_reset(st);
	return rc;
}

/*
 * A name means the file that has the digest, or had the name when the
 * receipt came, rather than one that took the name later.
 */
int
cr_sdi_about(struct cr *cr, const struct cr_file *f,
    int (*each)(void *ctx, const struct cr_sdi *s), void *ctx)
{
	static const char sql[] =
	    "SELECT file, kind, sdi_id, doc_number, doc_year, doc_body, "
	    "    outcome, delivered, error, note FROM sdi_receipt "
	    "WHERE undone_by IS NULL AND (of_sha256 IN (:sha256, :content) "
	    "OR (of_stem = :stem AND NOT EXISTS (SELECT 1 FROM file "
	    "    WHERE (sha256 = of_sha256 OR content_sha256 = of_sha256) "
	    "    OR (stem = of_stem AND file.id <> :file "
	    "    AND file.run <= sdi_receipt.run)))) ORDER BY id";
	struct cr_stmt *st = cr_sql(cr, sql);
	char stem[CR_STEM_SIZE];
	struct cr_sdi s = { 0 };
	int rc;

	cr_bind_text(st, ":sha256", f->sha256);
	cr_bind_text(st, ":content", f->content_sha256);
	cr_bind_text(st, ":stem", cr_file_stem(f->name, stem));
	cr_bind_int(st, ":file", f->id);
	while ((rc = cr_step(cr, st)) == 1) {
		s.file = cr_col_int(st, 0);
		s.kind = cr_col_text(st, 1);
		s.sdi_id = cr_col_text(st, 2);
		s.doc_number = cr_col_text(st, 3);
		s.doc_year = (int32_t)cr_col_int(st, 4);
		s.doc_body = (int32_t)cr_col_int(st, 5);
		s.outcome = cr_col_text(st, 6);
		s.delivered = cr_col_date(st, 7).days;
		s.error = cr_col_text(st, 8);
		s.note = cr_col_text(st, 9);
		if ((rc = each(ctx, &s)) != 0)
			break;
	}
	cr_reset(st);
	return rc;
}
