#include "cr/doc.h"

#include "cr/balance.h"
#include "cr/cr.h"
#include "cr/db.h"

int
cr_doc_add(struct cr *cr, const struct cr_doc *d, int64_t *id)
{
#define INTO "INSERT INTO doc (creditor, debtor, credit, number, year, " \
	    "date, currency, type, run) "
	static const struct cr_insert insert = {
		INTO "VALUES (:creditor, :debtor, :credit, :number, :year, "
		    ":date, :currency, :type, :run)",
		INTO, 9, "SELECT coalesce(max(id), 0) FROM doc", 0,
	};
#undef INTO
	struct cr_stmt *st = cr_insert(cr, &insert);
	int err;

	/* parameters by number: in the order in which they stand */
	cr_put_int(st, 1, d->creditor);
	cr_put_int(st, 2, d->debtor);
	cr_put_int(st, 3, d->credit);
	cr_put_text(st, 4, d->number, -1);
	cr_put_int(st, 5, d->year);
	cr_put_int(st, 6, d->date.days);
	cr_put_text(st, 7, d->currency, -1);
	cr_put_text(st, 8, d->type, -1);
	cr_put_int(st, 9, cr->run);
	if ((err = cr_insert_row(cr, st, id)) != CR_OK)
		return err;
	return cr_horizon(cr, d->date);
}

int
cr_doc_any(struct cr *cr)
{
	static const char sql[] = "SELECT 1 FROM doc LIMIT 1";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc = cr_step(cr, st);

	cr_reset(st);
	return rc;
}

int
cr_doc_any_void(struct cr *cr)
{
	static const char sql[] =
	    "SELECT 1 FROM doc WHERE void_by IS NOT NULL LIMIT 1";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc = cr_step(cr, st);

	cr_reset(st);
	return rc;
}

int
cr_doc_void(struct cr *cr, int64_t doc)
{
	static const char sql[] =
	    "UPDATE doc SET void_by = :run WHERE id = :doc";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_int(st, ":run", cr->run);
	cr_bind_int(st, ":doc", doc);
	return cr_exec(cr, st);
}

int
cr_doc_discarded(struct cr *cr, const struct cr_doc *d)
{
	static const char sql[] =
	    "SELECT 1 FROM doc WHERE number = :number AND debtor = :debtor "
	    "AND creditor = :creditor AND credit = :credit AND date = :date "
	    "AND void_by IS NOT NULL AND undone_by IS NULL LIMIT 1";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_text(st, ":number", d->number);
	cr_bind_int(st, ":debtor", d->debtor);
	cr_bind_int(st, ":creditor", d->creditor);
	cr_bind_int(st, ":credit", d->credit);
	cr_bind_date(st, ":date", d->date);
	rc = cr_step(cr, st);
	cr_reset(st);
	return rc;
}

#define ROW_COLUMNS "doc.id, doc.creditor, doc.debtor, credit, number, " \
	"year, doc.date, doc.currency, type, " \
	"(SELECT 1 FROM einvoice WHERE einvoice.doc = doc.id), " \
	"item.id, item.due, due_source, amount_cents, method, item.iban, " \
	"code, payee, item.note, coalesce(open_cents, 0), instalment"
#define ROW_TABLES "doc LEFT JOIN item ON " \
	"item.id BETWEEN doc.id * 1000 AND doc.id * 1000 + 999 " \
	"AND item.undone_by IS NULL " \
	"LEFT JOIN open_item ON open_item.item = item.id"
#define ROW_LIVE "doc.undone_by IS NULL AND doc.void_by IS NULL"

static void
load(struct cr_stmt *st, struct cr_doc_row *r)
{
	r->doc.id = cr_col_int(st, 0);
	r->doc.creditor = cr_col_int(st, 1);
	r->doc.debtor = cr_col_int(st, 2);
	r->doc.credit = cr_col_int(st, 3) != 0;
	r->doc.number = cr_col_text(st, 4);
	r->doc.year = (int32_t)cr_col_int(st, 5);
	r->doc.date = cr_col_date(st, 6);
	r->doc.currency = cr_col_text(st, 7);
	r->doc.type = cr_col_text(st, 8);
	r->einvoice = cr_col_int(st, 9) != 0;
	r->item.id = cr_col_int(st, 10);
	r->item.due = cr_col_date(st, 11);
	r->item.due_source = cr_col_text(st, 12);
	r->item.amount = cr_col_money(st, 13);
	r->item.method = cr_col_text(st, 14);
	r->item.iban = cr_col_text(st, 15);
	r->item.code = cr_col_text(st, 16);
	r->item.payee = cr_col_text(st, 17);
	r->item.note = cr_col_text(st, 18);
	r->open = cr_col_money(st, 19);
	r->item.instalment = (int32_t)cr_col_int(st, 20);
}

static int
rows(struct cr *cr, struct cr_stmt *st,
    int (*each)(void *ctx, const struct cr_doc_row *r), void *ctx)
{
	struct cr_doc_row r;
	int rc;

	while ((rc = cr_step(cr, st)) == 1) {
		load(st, &r);
		if ((rc = each(ctx, &r)) != 0)
			break;
	}
	cr_reset(st);
	return rc;
}

int
cr_doc_by_number(struct cr *cr, const char *number, int64_t debtor,
    int (*each)(void *ctx, const struct cr_doc_row *r), void *ctx)
{
	static const char sql[] = "SELECT " ROW_COLUMNS " FROM " ROW_TABLES
	    " WHERE number = :number AND doc.debtor = :debtor AND " ROW_LIVE
	    " ORDER BY doc.id, item.id";
	static const char sql_all[] = "SELECT " ROW_COLUMNS " FROM " ROW_TABLES
	    " WHERE number = :number AND " ROW_LIVE
	    " ORDER BY doc.id, item.id";
	struct cr_stmt *st = cr_sql(cr, debtor ? sql : sql_all);

	cr_put_text(st, 1, number, -1);
	if (debtor != 0)
		cr_put_int(st, 2, debtor);
	return rows(cr, st, each, ctx);
}

int
cr_doc_rows(struct cr *cr, int64_t doc,
    int (*each)(void *ctx, const struct cr_doc_row *r), void *ctx)
{
	static const char sql[] = "SELECT " ROW_COLUMNS " FROM " ROW_TABLES
	    " WHERE doc.id = :doc AND " ROW_LIVE " ORDER BY item.id";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_put_int(st, 1, doc);
	return rows(cr, st, each, ctx);
}
