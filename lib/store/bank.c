#include "cr/bank.h"

#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/db.h"

int
cr_bank_add(struct cr *cr, const struct cr_bank_entry *b)
{
	static const char sql[] =
	    "INSERT INTO bank_entry (entry, account, file, source, "
	    "    statement, n, tx, sort, value, name, iban, tax_code, "
	    "    remittance, end_to_end, servicer_ref, creditor_ref, "
	    "    document_refs, payment_id, mandate, return_reason, code, "
	    "    bank_code, note, tx_cents, charges_cents) "
	    "VALUES (:entry, :account, :file, :source, :statement, :n, :tx, "
	    "    :sort, :value, :name, :iban, :tax_code, :remittance, "
	    "    :end_to_end, :servicer_ref, :creditor_ref, :document_refs, "
	    "    :payment_id, :mandate, :return_reason, :code, :bank_code, "
	    "    :note, :tx_cents, :charges)";
	struct cr_stmt *st = cr_sql(cr, sql);
	int i, at = 10;		/* the first text */

	cr_put_int(st, 1, b->entry);
	cr_put_int(st, 2, b->account);
	cr_put_int(st, 3, b->file);
	cr_put_text(st, 4, b->source, -1);
	cr_put_int(st, 5, b->statement);
	cr_put_int(st, 6, b->n);
	cr_put_int(st, 7, b->tx);
	cr_put_text(st, 8, b->sort, -1);
	if (cr_date_is_set(b->value))
		cr_put_int(st, 9, b->value.days);
	for (i = 0; i < CR_BANK_TEXTS; i++)
		cr_put_text(st, at++, b->text[i], -1);
	if (b->has_tx)
		cr_put_int(st, at, b->tx_amount.cents);
	if (b->has_charges)
		cr_put_int(st, at + 1, b->charges.cents);
	return cr_exec(cr, st);
}

int
cr_bank_any(struct cr *cr)
{
	static const char sql[] = "SELECT 1 FROM bank_entry LIMIT 1";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc = cr_step(cr, st);

	cr_reset(st);
	return rc;
}

int
cr_bank_by_ref(struct cr *cr, const char *ref, int64_t creditor,
    struct cr_arena *a, struct cr_bank_entry *out)
{
	static const char sql[] =
	    "SELECT e.id, source, name, iban, tax_code, remittance, "
	    "    end_to_end, servicer_ref, creditor_ref, document_refs, "
	    "    payment_id, mandate, return_reason, code, bank_code, b.note "
	    "FROM entry e JOIN bank_entry b ON b.entry = e.id "
	    "WHERE e.ref = :ref AND e.creditor = :creditor "
	    "    AND e.undone_by IS NULL";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc, i;

	cr_put_text(st, 1, ref, -1);
	cr_put_int(st, 2, creditor);
	if ((rc = cr_step(cr, st)) == 1) {
		*out = (struct cr_bank_entry){
			.entry = cr_col_int(st, 0),
			.source = cr_arena_strdup(a, cr_col_text(st, 1)),
		};
		for (i = 0; i < CR_BANK_TEXTS; i++)
			if (!cr_col_null(st, 2 + i))
				out->text[i] = cr_arena_strdup(a,
				    cr_col_text(st, 2 + i));
	}
	cr_reset(st);
	return rc;
}

int
cr_bank_refile(struct cr *cr, int64_t from, int64_t to)
{
	static const char *const sql[] = {
	    "UPDATE bank_entry SET file = :to WHERE file = :from",
	    "UPDATE statement SET file = :to WHERE file = :from",
	    "UPDATE outcome SET file = :to WHERE file = :from",
	};
	struct cr_stmt *st;
	size_t i;
	int err = CR_OK;

	for (i = 0; i < sizeof(sql) / sizeof(sql[0]) && err == CR_OK; i++) {
		st = cr_sql(cr, sql[i]);
		cr_bind_int(st, ":from", from);
		cr_bind_int(st, ":to", to);
		err = cr_exec(cr, st);
	}
	return err;
}
