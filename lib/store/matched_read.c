#include "cr/matched.h"

#include "cr/cr.h"
#include "cr/db.h"

static void
take_receipt(struct cr_stmt *st, struct cr_receipt *r)
{
	*r = (struct cr_receipt){
		.entry = cr_col_int(st, 0), .creditor = cr_col_int(st, 1),
		.debtor = cr_col_int(st, 2), .date = cr_col_date(st, 3),
		.open = cr_col_money(st, 4), .currency = cr_col_text(st, 5),
		.kind = cr_col_text(st, 6), .number = cr_col_text(st, 7),
		.note = cr_col_text(st, 8), .bank = !cr_col_null(st, 9),
		.name = cr_col_text(st, 10), .iban = cr_col_text(st, 11),
		.tax_code = cr_col_text(st, 12),
		.remittance = cr_col_text(st, 13),
		.end_to_end = cr_col_text(st, 14),
		.creditor_ref = cr_col_text(st, 15),
		.document_refs = cr_col_text(st, 16),
		.payment_id = cr_col_text(st, 17),
		.charges = cr_col_money(st, 18),
	};
}

int
cr_receipt_each(struct cr *cr, int64_t entry,
    int (*each)(void *ctx, const struct cr_receipt *r), void *ctx)
{
	static const char sql[] =
	    "SELECT e.id, e.creditor, coalesce(e.debtor, 0), e.date, "
	    "    o.open_cents, e.currency, e.kind, e.number, e.note, b.sort, "
	    "    b.name, b.iban, b.tax_code, b.remittance, b.end_to_end, "
	    "    b.creditor_ref, b.document_refs, b.payment_id, "
	    "    coalesce(b.charges_cents, 0) "
	    "FROM open_entry AS o JOIN entry AS e ON e.id = o.entry "
	    "LEFT JOIN bank_entry AS b ON b.entry = o.entry "
	    "WHERE o.open_cents > 0 AND (:entry = 0 OR o.entry = :entry) "
	    "AND (b.sort IS NULL OR b.sort = 'receipt') "
	    "AND NOT EXISTS (SELECT 1 FROM matching AS m "
	    "    WHERE m.entry = o.entry AND m.state = 'ignored' "
	    "    AND m.ended_by IS NULL) ORDER BY e.date, e.id";
	struct cr_stmt *st = cr_sql(cr, sql);
	struct cr_receipt r;
	int rc;

	cr_bind_int(st, ":entry", entry);
	while ((rc = cr_step(cr, st)) == 1) {
		take_receipt(st, &r);
		if ((rc = each(ctx, &r)) != 0)
			break;
	}
	cr_reset(st);
	return rc;
}

int
cr_due_each(struct cr *cr, int (*each)(void *ctx, const struct cr_due *d),
    void *ctx)
{
	static const char sql[] =
	    "SELECT o.item, o.debtor, o.creditor, o.date, o.due, "
	    "    o.open_cents, o.currency, d.number, d.credit "
	    "FROM open_item AS o JOIN doc AS d ON d.id = o.item / 1000 "
	    /* void ones are few and have an index: not to be asked of each */
	    "WHERE d.id NOT IN (SELECT id FROM doc WHERE void_by IS NOT NULL) "
	    "ORDER BY o.item";
	struct cr_stmt *st = cr_sql(cr, sql);
	struct cr_due d;
	int rc;

	while ((rc = cr_step(cr, st)) == 1) {
		d = (struct cr_due){
			.item = cr_col_int(st, 0), .debtor = cr_col_int(st, 1),
			.creditor = cr_col_int(st, 2),
			.date = cr_col_date(st, 3), .due = cr_col_date(st, 4),
			.open = cr_col_money(st, 5),
			.currency = cr_col_text(st, 6),
			.number = cr_col_text(st, 7),
			.credit = cr_col_int(st, 8) != 0,
		};
		if ((rc = each(ctx, &d)) != 0)
			break;
	}
	cr_reset(st);
	return rc;
}

int
cr_due_code_each(struct cr *cr, int (*each)(void *ctx, int64_t item,
    const char *code, int32_t instalment), void *ctx)
{
	static const char sql[] =
	    "SELECT id, code, coalesce(instalment, 0) FROM item "
	    "WHERE code IS NOT NULL OR instalment IS NOT NULL ORDER BY id";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	while ((rc = cr_step(cr, st)) == 1)
		if ((rc = each(ctx, cr_col_int(st, 0), cr_col_text(st, 1),
		    (int32_t)cr_col_int(st, 2))) != 0)
			break;
	cr_reset(st);
	return rc;
}

int
cr_payer_party_each(struct cr *cr,
    int (*each)(void *ctx, const struct cr_payer_party *p), void *ctx)
{
	static const char sql[] =
	    "SELECT id, name, vat, tax_code, iban, kind, id IN "
	    "    (SELECT party FROM party_role WHERE role = 'factor' "
	    "    OR role = 'bank' OR role = 'provider') "
	    "FROM party WHERE space = 'party' AND undone_by IS NULL";
	struct cr_stmt *st = cr_sql(cr, sql);
	struct cr_payer_party p;
	int rc;

	while ((rc = cr_step(cr, st)) == 1) {
		p = (struct cr_payer_party){
			.id = cr_col_int(st, 0), .name = cr_col_text(st, 1),
			.vat = cr_col_text(st, 2),
			.tax_code = cr_col_text(st, 3),
			.iban = cr_col_text(st, 4), .kind = cr_col_text(st, 5),
			.service = cr_col_int(st, 6) != 0,
		};
		if ((rc = each(ctx, &p)) != 0)
			break;
	}
	cr_reset(st);
	return rc;
}

int
cr_payer_each(struct cr *cr, int (*each)(void *ctx, const char *iban,
    int64_t debtor, bool named, int64_t times), void *ctx)
{
	static const char sql[] =
	    "SELECT iban, debtor, max(named), count(*) FROM payer "
	    "WHERE undone_by IS NULL GROUP BY iban, debtor";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	while ((rc = cr_step(cr, st)) == 1)
		if ((rc = each(ctx, cr_col_text(st, 0), cr_col_int(st, 1),
		    cr_col_int(st, 2) != 0, cr_col_int(st, 3))) != 0)
			break;
	cr_reset(st);
	return rc;
}

int
cr_payer_add(struct cr *cr, const char *iban, int64_t debtor, bool named)
{
	static const char sql[] =
	    "INSERT INTO payer (iban, debtor, named, run) "
	    "VALUES (:iban, :debtor, :named, :run)";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_put_text(st, 1, iban, -1);
	cr_put_int(st, 2, debtor);
	cr_put_int(st, 3, named);
	cr_put_int(st, 4, cr->run);
	return cr_exec(cr, st);
}

int
cr_payer_forget(struct cr *cr, int64_t entry, int64_t debtor)
{
	static const char sql[] =
	    "UPDATE payer SET undone_by = :run WHERE debtor = :debtor "
	    "AND undone_by IS NULL AND iban = (SELECT iban FROM bank_entry "
	    "    WHERE entry = :entry)";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_int(st, ":run", cr->run);
	cr_bind_int(st, ":debtor", debtor);
	cr_bind_int(st, ":entry", entry);
	return cr_exec(cr, st);
}

int
cr_due_deductions(struct cr *cr, int64_t doc, struct cr_money *withheld,
    struct cr_money *split_vat)
{
	static const char sql[] = "SELECT withheld_cents, split_vat_cents "
	    "FROM einvoice WHERE doc = :doc";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_int(st, ":doc", doc);
	if ((rc = cr_step(cr, st)) == 1) {
		*withheld = cr_col_money(st, 0);
		*split_vat = cr_col_money(st, 1);
	}
	cr_reset(st);
	return rc;
}
