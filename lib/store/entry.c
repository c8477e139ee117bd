#include "cr/entry.h"

#include <string.h>

#include "cr/balance.h"
#include "cr/cr.h"
#include "cr/db.h"
#include "pairs.h"

int
cr_entry_add(struct cr *cr, const struct cr_entry *e, int64_t *id)
{
	static const char sql[] =
	    "INSERT INTO entry (ref, creditor, debtor, date, amount_cents, "
	    "    currency, kind, number, note, apart, run) "
	    "VALUES (:ref, :creditor, :debtor, :date, :amount, :currency, "
	    "    :kind, :number, :note, :apart, :run)";
	struct cr_stmt *st = cr_sql(cr, sql);
	int err;

	cr_apart(st);
	cr_put_text(st, 1, e->ref, -1);
	cr_put_int(st, 2, e->creditor);
	if (e->debtor != 0)
		cr_put_int(st, 3, e->debtor);
	cr_put_int(st, 4, e->date.days);
	cr_put_int(st, 5, e->amount.cents);
	cr_put_text(st, 6, e->currency, -1);
	cr_put_text(st, 7, e->kind, -1);
	cr_put_text(st, 8, e->number, -1);
	cr_put_text(st, 9, e->note, -1);
	cr_put_int(st, 10, e->apart);
	cr_put_int(st, 11, cr->run);
	if ((err = cr_exec(cr, st)) != CR_OK)
		return err;
	*id = cr_db_last_id(cr);
	return cr_horizon(cr, e->date);
}

static int
one(struct cr *cr, struct cr_stmt *st, const char *ref, struct cr_entry *out)
{
	int rc;

	if ((rc = cr_step(cr, st)) == 1)
		*out = (struct cr_entry){
			.id = cr_col_int(st, 0), .ref = ref,
			.creditor = cr_col_int(st, 1),
			.debtor = cr_col_int(st, 2),
			.date = cr_col_date(st, 3),
			.amount = cr_col_money(st, 4),
		};
	cr_reset(st);
	return rc;
}

#define COLUMNS "SELECT id, creditor, debtor, date, amount_cents FROM entry "

int
cr_entry_by_ref(struct cr *cr, const char *ref, int64_t creditor,
    struct cr_entry *out)
{
	static const char sql[] = COLUMNS
	    "WHERE ref = :ref AND creditor = :creditor AND undone_by IS NULL";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_put_text(st, 1, ref, -1);
	cr_put_int(st, 2, creditor);
	return one(cr, st, ref, out);
}

int
cr_entry_early(struct cr *cr, const struct cr_entry *e, const char *number,
    struct cr_entry *out)
{
	static const char sql[] = COLUMNS
	    "WHERE ref = :ref AND number = :number AND debtor = :debtor "
	    "AND date = :date AND amount_cents = :amount "
	    "AND currency = :currency AND undone_by IS NULL "
	    "ORDER BY id LIMIT 1";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_text(st, ":ref", e->ref);
	cr_bind_text(st, ":number", number);
	cr_bind_int(st, ":debtor", e->debtor);
	cr_bind_date(st, ":date", e->date);
	cr_bind_money(st, ":amount", e->amount);
	cr_bind_text(st, ":currency", e->currency);
	return one(cr, st, e->ref, out);
}

int
cr_entry_restore(struct cr *cr, int64_t entry, const char *field,
    const char *value)
{
	static const char sql_debtor[] =
	    "UPDATE entry SET debtor = CAST(:value AS INTEGER) "
	    "WHERE id = :entry";
	static const char sql_apart[] =
	    "UPDATE entry SET apart = CAST(:value AS INTEGER) "
	    "WHERE id = :entry";
	struct cr_stmt *st = cr_sql(cr, strcmp(field, "apart") == 0 ?
	    sql_apart : sql_debtor);

	cr_bind_text(st, ":value", value);
	cr_bind_int(st, ":entry", entry);
	return cr_exec(cr, st);
}

int
cr_entry_change(struct cr *cr, int64_t entry, const char *field,
    const char *was, const char *is)
{
	static const char sql[] =
	    "INSERT INTO change (entry, field, old, new, run) "
	    "VALUES (:entry, :field, :old, :new, :run)";
	struct cr_stmt *st;
	int err = cr_entry_restore(cr, entry, field, is);

	if (err != CR_OK)
		return err;
	st = cr_sql(cr, sql);
	cr_bind_int(st, ":entry", entry);
	cr_bind_text(st, ":field", field);
	cr_bind_text(st, ":old", was);
	cr_bind_text(st, ":new", is);
	cr_bind_int(st, ":run", cr->run);
	return cr_exec(cr, st);
}

int
cr_entry_any(struct cr *cr)
{
	static const char sql[] = "SELECT 1 FROM entry LIMIT 1";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc = cr_step(cr, st);

	cr_reset(st);
	return rc;
}

static int
pairs(struct cr *cr, struct cr_stmt *st, int64_t id,
    int (*each)(void *ctx, int64_t other, struct cr_money amount), void *ctx)
{

	cr_put_int(st, 1, id);
	return cr_each_amount(cr, st, each, ctx);
}

int
cr_doc_paid_each(struct cr *cr, int64_t doc,
    int (*each)(void *ctx, int64_t item, struct cr_money amount), void *ctx)
{
	static const char sql[] =
	    "SELECT item, amount_cents FROM alloc "
	    "WHERE item BETWEEN :doc * 1000 AND :doc * 1000 + 999 "
	    "AND entry IS NOT NULL AND undone_by IS NULL "
	    "ORDER BY date DESC, id DESC";

	return pairs(cr, cr_sql(cr, sql), doc, each, ctx);
}

int
cr_item_paid_each(struct cr *cr, int64_t item,
    int (*each)(void *ctx, int64_t entry, struct cr_money amount), void *ctx)
{
	static const char sql[] =
	    "SELECT entry, sum(amount_cents) FROM alloc "
	    "WHERE item = :item AND entry IS NOT NULL AND undone_by IS NULL "
	    "GROUP BY entry HAVING sum(amount_cents) <> 0 ORDER BY entry";

	return pairs(cr, cr_sql(cr, sql), item, each, ctx);
}
