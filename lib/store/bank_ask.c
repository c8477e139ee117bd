#include "cr/bank.h"

#include "collected.h"
#include "cr/cr.h"
#include "cr/db.h"

#define CHEQUE_DAYS 60		/* within which one comes back */
#define PAID_DAYS 425		/* 13 months, and what a bank needs */

#define COLUMNS "SELECT e.id, e.creditor, coalesce(e.debtor, 0), b.account, " \
	"e.date, e.amount_cents, b.tx_cents, b.charges_cents, e.currency, " \
	"e.kind, b.source, b.name, b.iban, b.tax_code, b.remittance, " \
	"b.end_to_end, b.servicer_ref, b.creditor_ref, b.document_refs, " \
	"b.payment_id, b.mandate, b.return_reason, b.code, b.bank_code, " \
	"b.note "
#define TEXTS 11		/* the first text */

int
cr_bank_ask_each(struct cr *cr, enum cr_bank_ask what,
    int (*each)(void *ctx, const struct cr_bank_movement *m), void *ctx)
{
	static const char *const sql[] = {
	    [CR_BANK_CREDITS] = COLUMNS "FROM open_entry o "
	    "JOIN entry e ON e.id = o.entry "
	    "JOIN bank_entry b ON b.entry = e.id "
	    "WHERE b.sort = 'receipt' AND o.open_cents = e.amount_cents "
	    "AND e.kind IN ('RIB', 'SDD', 'MAV') ORDER BY e.date, e.id",
	    [CR_BANK_RETURNS] = COLUMNS "FROM open_entry o "
	    "JOIN entry e ON e.id = o.entry "
	    "JOIN bank_entry b ON b.entry = e.id "
	    "WHERE b.sort = 'return' AND o.open_cents = e.amount_cents "
	    "AND e.debtor IS NULL ORDER BY e.date, e.id",
	    [CR_BANK_CHARGES] = COLUMNS "FROM bank_entry b "
	    "JOIN entry e ON e.id = b.entry "
	    "WHERE b.sort = 'charge' AND b.end_to_end IS NOT NULL "
	    "AND e.undone_by IS NULL AND NOT EXISTS (SELECT 1 FROM outcome "
	    "    WHERE movement = e.id AND undone_by IS NULL) "
	    "ORDER BY e.date, e.id",
	};
	struct cr_stmt *st = cr_sql(cr, sql[what]);
	struct cr_bank_movement m;
	int rc, i;

	while ((rc = cr_step(cr, st)) == 1) {
		m = (struct cr_bank_movement){
			.entry = cr_col_int(st, 0),
			.creditor = cr_col_int(st, 1),
			.debtor = cr_col_int(st, 2),
			.account = cr_col_int(st, 3),
			.date = cr_col_date(st, 4),
			.amount = cr_col_money(st, 5),
			.tx_amount = cr_col_money(st, 6),
			.charges = cr_col_money(st, 7),
			.currency = cr_col_text(st, 8),
			.kind = cr_col_text(st, 9),
			.source = cr_col_text(st, 10),
		};
		for (i = 0; i < CR_BANK_TEXTS; i++)
			m.text[i] = cr_col_text(st, TEXTS + i);
		if ((rc = each(ctx, &m)) != 0)
			break;
	}
	cr_reset(st);
	return rc;
}

#define OPPOSITE "SELECT e.id, coalesce(e.debtor, 0), e.apart " \
	"FROM bank_entry b JOIN entry e ON e.id = b.entry " \
	"WHERE e.undone_by IS NULL AND e.creditor = :creditor " \
	"AND e.currency = :currency AND e.amount_cents = -:amount " \
	"AND e.date <= :date AND e.id <> :entry " \
	"AND NOT EXISTS (SELECT 1 FROM outcome o WHERE o.entry = e.id " \
	"    AND o.bill IS NULL AND o.undone_by IS NULL) "

int
cr_bank_opposite_each(struct cr *cr, const struct cr_bank_movement *m,
    int (*each)(void *ctx, int64_t entry, int64_t debtor, bool apart),
    void *ctx)
{
	static const char by_id[] = OPPOSITE
	    "AND b.end_to_end = :end_to_end AND b.sort IN ('receipt', "
	    "'return') ORDER BY e.date DESC, e.id DESC";
	static const char by_kind[] = OPPOSITE
	    "AND e.kind = 'ASS' AND b.account = :account "
	    "AND e.date >= :date - :days ORDER BY e.id";
	const char *id = m->text[CR_BT_END_TO_END];
	struct cr_stmt *st = cr_sql(cr, id != NULL ? by_id : by_kind);
	int rc;

	cr_bind_int(st, ":creditor", m->creditor);
	cr_bind_text(st, ":currency", m->currency);
	cr_bind_money(st, ":amount", m->amount);
	cr_bind_date(st, ":date", m->date);
	cr_bind_int(st, ":entry", m->entry);
	if (id != NULL) {
		cr_bind_text(st, ":end_to_end", id);
	} else {
		cr_bind_int(st, ":account", m->account);
		cr_bind_int(st, ":days", CHEQUE_DAYS);
	}
	while ((rc = cr_step(cr, st)) == 1)
		if ((rc = each(ctx, cr_col_int(st, 0), cr_col_int(st, 1),
		    cr_col_int(st, 2) != 0)) != 0)
			break;
	cr_reset(st);
	return rc;
}

int
cr_bank_paid_each(struct cr *cr, const struct cr_bank_movement *m,
    int (*each)(void *ctx, const struct cr_bank_paid *p), void *ctx)
{
	static const char sql[] =
	    "SELECT e.id, e.debtor, a.item, a.amount_cents, d.number, d.date "
	    "FROM entry e "
	    "JOIN alloc a ON a.entry = e.id AND a.undone_by IS NULL "
	    "JOIN doc d ON d.id = a.item / 1000 "
	    "WHERE e.amount_cents = -:amount AND e.creditor = :creditor "
	    "AND e.currency = :currency AND e.debtor IS NOT NULL "
	    "AND e.date BETWEEN :date - :days AND :date "
	    "AND e.undone_by IS NULL AND e.ref NOT LIKE 'bill:%' "
	    "AND upper(e.kind) IN (" COLLECTED ") "
	    "ORDER BY e.id, a.item";
	struct cr_stmt *st = cr_sql(cr, sql);
	struct cr_bank_paid p;
	int rc;

	cr_bind_money(st, ":amount", m->amount);
	cr_bind_int(st, ":creditor", m->creditor);
	cr_bind_text(st, ":currency", m->currency);
	cr_bind_date(st, ":date", m->date);
	cr_bind_int(st, ":days", PAID_DAYS);
	while ((rc = cr_step(cr, st)) == 1) {
		p = (struct cr_bank_paid){
			.entry = cr_col_int(st, 0),
			.debtor = cr_col_int(st, 1),
			.item = cr_col_int(st, 2),
			.amount = cr_col_money(st, 3),
			.number = cr_col_text(st, 4),
			.date = cr_col_date(st, 5),
		};
		if ((rc = each(ctx, &p)) != 0)
			break;
	}
	cr_reset(st);
	return rc;
}
