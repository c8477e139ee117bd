#include "cr/cr.h"
#include "cr/db.h"
#include "cr/doc.h"

int
cr_einvoice_add(struct cr *cr, const struct cr_einvoice *e)
{
	static const char sql[] =
	    "INSERT INTO einvoice (doc, file, body, total_cents, "
	    "    computed_cents, due_cents, withheld_cents, split_vat_cents, "
	    "    signature, warnings, run) "
	    "VALUES (:doc, :file, :body, :total, :computed, :due, :withheld, "
	    "    :split, :signature, :warnings, :run)";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_put_int(st, 1, e->doc);
	cr_put_int(st, 2, e->file);
	cr_put_int(st, 3, e->body);
	if (e->has_total)
		cr_put_int(st, 4, e->total.cents);
	cr_put_int(st, 5, e->computed.cents);
	cr_put_int(st, 6, e->due.cents);
	cr_put_int(st, 7, e->withheld.cents);
	cr_put_int(st, 8, e->split_vat.cents);
	cr_put_text(st, 9, e->signature, -1);
	cr_put_text(st, 10, e->warnings, -1);
	cr_put_int(st, 11, cr->run);
	return cr_exec(cr, st);
}

int
cr_einvoice_get(struct cr *cr, int64_t doc, struct cr_einvoice *out)
{
	static const char sql[] =
	    "SELECT file, body, total_cents, computed_cents, due_cents, "
	    "    withheld_cents, split_vat_cents FROM einvoice "
	    "WHERE doc = :doc";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_int(st, ":doc", doc);
	if ((rc = cr_step(cr, st)) == 1)
		*out = (struct cr_einvoice){
			.doc = doc, .file = cr_col_int(st, 0),
			.body = (int32_t)cr_col_int(st, 1),
			.has_total = !cr_col_null(st, 2),
			.total = cr_col_money(st, 2),
			.computed = cr_col_money(st, 3),
			.due = cr_col_money(st, 4),
			.withheld = cr_col_money(st, 5),
			.split_vat = cr_col_money(st, 6),
		};
	cr_reset(st);
	return rc;
}

int
cr_einvoice_any(struct cr *cr)
{
	static const char sql[] = "SELECT 1 FROM einvoice LIMIT 1";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc = cr_step(cr, st);

	cr_reset(st);
	return rc;
}

/* The first of its files that was not discarded is the invoice. */
int
cr_einvoice_each(struct cr *cr, int64_t file, int32_t body, bool copies,
    int (*each)(void *ctx, int64_t doc), void *ctx)
{
	static const char sql[] =
	    "SELECT doc, e.body FROM einvoice AS e JOIN doc ON doc.id = e.doc "
	    "WHERE file = :file AND (:body = 0 OR e.body = :body) "
	    "AND discarded_by IS NULL "
	    "AND undone_by IS NULL AND void_by IS NULL "
	    "UNION ALL SELECT c.doc, c.body FROM einvoice_copy AS c "
	    "JOIN einvoice AS e ON e.doc = c.doc JOIN doc ON doc.id = c.doc "
	    "WHERE c.file = :file AND (:body = 0 OR c.body = :body) "
	    "AND c.discarded_by IS NULL "
	    "AND (:copies OR e.discarded_by IS NOT NULL) "
	    "AND undone_by IS NULL AND void_by IS NULL ORDER BY 2";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_int(st, ":file", file);
	cr_bind_int(st, ":body", body);
	cr_bind_int(st, ":copies", copies);
	while ((rc = cr_step(cr, st)) == 1)
		if ((rc = each(ctx, cr_col_int(st, 0))) != 0)
			break;
	cr_reset(st);
	return rc;
}

int
cr_einvoice_copy(struct cr *cr, int64_t doc, int64_t file, int32_t body)
{
	static const char sql[] =
	    "INSERT INTO einvoice_copy (doc, file, body, run) "
	    "SELECT :doc, :file, :body, :run FROM einvoice "
	    "JOIN file AS a ON a.id = einvoice.file "
	    "JOIN file AS b ON b.id = :file "
	    "WHERE doc = :doc AND a.content_sha256 <> b.content_sha256 "
	    "ON CONFLICT DO NOTHING";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_int(st, ":doc", doc);
	cr_bind_int(st, ":file", file);
	cr_bind_int(st, ":body", body);
	cr_bind_int(st, ":run", cr->run);
	return cr_exec(cr, st);
}

static int
discard(struct cr *cr, const char *sql, int64_t doc, int64_t file)
{
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_int(st, ":run", cr->run);
	cr_bind_int(st, ":doc", doc);
	cr_bind_int(st, ":file", file);
	return cr_exec(cr, st);
}

int
cr_einvoice_discard(struct cr *cr, int64_t doc, int64_t file)
{
	static const char sql[] = "UPDATE einvoice SET discarded_by = :run "
	    "WHERE doc = :doc AND file = :file AND discarded_by IS NULL";
	static const char sql_copy[] =
	    "UPDATE einvoice_copy SET discarded_by = :run "
	    "WHERE doc = :doc AND file = :file AND discarded_by IS NULL";
	static const char sql_left[] =
	    "SELECT 1 FROM einvoice WHERE doc = :doc "
	    "AND discarded_by IS NULL "
	    "UNION ALL SELECT 1 FROM einvoice_copy WHERE doc = :doc "
	    "AND discarded_by IS NULL LIMIT 1";
	struct cr_stmt *st;
	int rc;

	if ((rc = discard(cr, sql, doc, file)) != CR_OK ||
	    (rc = discard(cr, sql_copy, doc, file)) != CR_OK)
		return rc;
	st = cr_sql(cr, sql_left);
	cr_bind_int(st, ":doc", doc);
	rc = cr_step(cr, st);
	cr_reset(st);
	return rc;
}

int
cr_einvoice_discarded(struct cr *cr, const char *content_sha256)
{
	static const char sql[] = "SELECT 1 FROM file JOIN doc "
	    "WHERE content_sha256 = :content AND doc.id IN "
	    "    (SELECT doc FROM einvoice WHERE einvoice.file = file.id "
	    "    UNION ALL SELECT doc FROM einvoice_copy "
	    "    WHERE einvoice_copy.file = file.id) "
	    "AND void_by IS NOT NULL AND undone_by IS NULL LIMIT 1";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_text(st, ":content", content_sha256);
	rc = cr_step(cr, st);
	cr_reset(st);
	return rc;
}

int
cr_einvoice_refile(struct cr *cr, int64_t from, int64_t to)
{
	static const char sql[] =
	    "UPDATE einvoice SET file = :to WHERE file = :from";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_int(st, ":to", to);
	cr_bind_int(st, ":from", from);
	return cr_exec(cr, st);
}

int
cr_doc_ref_add(struct cr *cr, int64_t doc, const struct cr_doc_ref *r)
{
	static const char sql[] =
	    "INSERT INTO doc_reference (doc, kind, id, date, cig, cup, run) "
	    "VALUES (:doc, :kind, :id, :date, :cig, :cup, :run)";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_int(st, ":doc", doc);
	cr_bind_text(st, ":kind", r->kind);
	cr_bind_text(st, ":id", r->id);
	cr_bind_date(st, ":date", r->date);
	cr_bind_text(st, ":cig", r->cig);
	cr_bind_text(st, ":cup", r->cup);
	cr_bind_int(st, ":run", cr->run);
	return cr_exec(cr, st);
}
