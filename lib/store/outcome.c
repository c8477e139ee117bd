#include "cr/bill.h"

#include "cr/cr.h"
#include "cr/db.h"
#include "pairs.h"

static void
bind_id(struct cr_stmt *st, const char *name, int64_t id)
{
	if (id != 0)
		cr_bind_int(st, name, id);
}

int
cr_outcome_add(struct cr *cr, struct cr_outcome *o)
{
	static const char sql[] =
	    "INSERT INTO outcome (bill, day, outcome, source, code, reason, "
	    "    ref, amount_cents, charges_cents, note, file, movement, "
	    "    entry, again, run) "
	    "VALUES (:bill, :day, :outcome, :source, :code, :reason, :ref, "
	    "    :amount, :charges, :note, :file, :movement, :entry, "
	    "    :again, :run)";
	struct cr_stmt *st = cr_sql(cr, sql);
	int err;

	bind_id(st, ":bill", o->bill);
	cr_bind_date(st, ":day", o->day);
	cr_bind_text(st, ":outcome", o->outcome);
	cr_bind_text(st, ":source", o->source);
	cr_bind_text(st, ":code", o->code);
	cr_bind_text(st, ":reason", o->reason);
	cr_bind_text(st, ":ref", o->ref);
	if (o->has_amount)
		cr_bind_money(st, ":amount", o->amount);
	if (o->has_charges)
		cr_bind_money(st, ":charges", o->charges);
	cr_bind_text(st, ":note", o->note);
	bind_id(st, ":file", o->file);
	bind_id(st, ":movement", o->movement);
	bind_id(st, ":entry", o->entry);
	bind_id(st, ":again", o->again);
	cr_bind_int(st, ":run", cr->run);
	if ((err = cr_exec(cr, st)) != CR_OK)
		return err;
	o->id = cr_db_last_id(cr);
	return cr_horizon(cr, o->day);
}

static int
one(struct cr *cr, struct cr_stmt *st, int64_t *id)
{
	int rc;

	if ((rc = cr_step(cr, st)) == 1 && id != NULL)
		*id = cr_col_int(st, 0);
	cr_reset(st);
	return rc;
}

int
cr_outcome_known(struct cr *cr, const struct cr_outcome *o)
{
	static const char of_bill[] =
	    "SELECT id FROM outcome WHERE bill = :bill AND day = :day "
	    "AND coalesce(outcome, '') = coalesce(:outcome, '') "
	    "AND coalesce(code, '') = coalesce(:code, '') "
	    "AND source = :source AND undone_by IS NULL LIMIT 1";
	static const char of_none[] =
	    "SELECT id FROM outcome WHERE bill IS NULL AND day = :day "
	    "AND coalesce(outcome, '') = coalesce(:outcome, '') "
	    "AND coalesce(code, '') = coalesce(:code, '') "
	    "AND source = :source AND coalesce(ref, '') = coalesce(:ref, '') "
	    "AND coalesce(amount_cents, 0) = coalesce(:amount, 0) "
	    "AND coalesce(note, '') = coalesce(:note, '') "
	    "AND undone_by IS NULL LIMIT 1";
	struct cr_stmt *st = cr_sql(cr, o->bill != 0 ? of_bill : of_none);

	bind_id(st, ":bill", o->bill);
	cr_bind_date(st, ":day", o->day);
	cr_bind_text(st, ":outcome", o->outcome);
	cr_bind_text(st, ":code", o->code);
	cr_bind_text(st, ":source", o->source);
	if (o->bill == 0) {
		cr_bind_text(st, ":ref", o->ref);
		cr_bind_text(st, ":note", o->note);
		if (o->has_amount)
			cr_bind_money(st, ":amount", o->amount);
	}
	return one(cr, st, NULL);
}

int
cr_outcome_last(struct cr *cr, int64_t bill, struct cr_date day, int64_t *id,
    enum cr_bill_state *state, struct cr_date *at)
{
	static const char sql[] =
	    "SELECT coalesce(again, id), outcome, day "
	    "FROM outcome WHERE bill = :bill "
	    "AND day <= :day AND undone_by IS NULL AND outcome IN "
	    "('presented', 'paid', 'unpaid', 'recalled', 'refused') "
	    "ORDER BY day DESC, id DESC LIMIT 1";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_int(st, ":bill", bill);
	cr_bind_date(st, ":day", day);
	*id = 0;
	*state = CR_BILL_NONE;
	*at = CR_DATE_NONE;
	if ((rc = cr_step(cr, st)) == 1) {
		*id = cr_col_int(st, 0);
		*state = cr_bill_parse(cr_col_text(st, 1));
		*at = cr_col_date(st, 2);
	}
	cr_reset(st);
	return rc;
}

int
cr_outcome_moved(struct cr *cr, int64_t id, int64_t entry)
{
	static const char sql[] =
	    "UPDATE outcome SET entry = :entry WHERE id = :id";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_int(st, ":entry", entry);
	cr_bind_int(st, ":id", id);
	return cr_exec(cr, st);
}

int
cr_outcome_entries(struct cr *cr, int64_t bill,
    int (*each)(void *ctx, int64_t entry, struct cr_money amount), void *ctx)
{
	static const char sql[] =
	    "SELECT e.id, e.amount_cents FROM outcome o "
	    "JOIN entry e ON e.id = o.entry "
	    "WHERE o.bill = :bill AND o.undone_by IS NULL "
	    "AND e.undone_by IS NULL ORDER BY o.id DESC";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_int(st, ":bill", bill);
	return cr_each_amount(cr, st, each, ctx);
}

int
cr_outcome_has(struct cr *cr, int64_t bill, const char *outcome,
    int64_t movement)
{
	static const char sql[] =
	    "SELECT id FROM outcome WHERE bill = :bill "
	    "AND (:outcome IS NULL OR outcome = :outcome) "
	    "AND (:movement IS NULL OR movement = :movement) "
	    "AND undone_by IS NULL LIMIT 1";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_int(st, ":bill", bill);
	cr_bind_text(st, ":outcome", outcome);
	bind_id(st, ":movement", movement);
	return one(cr, st, NULL);
}

int
cr_outcome_charged(struct cr *cr, int64_t root)
{
	static const char sql[] =
	    "SELECT id FROM outcome WHERE (id = :root OR again = :root) "
	    "AND charges_cents > 0 AND undone_by IS NULL LIMIT 1";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_int(st, ":root", root);
	return one(cr, st, NULL);
}

int
cr_bill_is_told(struct cr *cr, int64_t bill, const char *outcome,
    struct cr_date day)
{
	/* since the state changed last, as far as that was before the day */
	static const char sql[] =
	    "SELECT o.id FROM outcome o WHERE o.bill = :bill "
	    "AND o.outcome = :outcome AND o.movement IS NOT NULL "
	    "AND o.undone_by IS NULL AND NOT EXISTS (SELECT 1 FROM outcome s "
	    "    WHERE s.bill = :bill AND s.undone_by IS NULL "
	    "    AND s.outcome IN ('presented', 'paid', 'unpaid', "
	    "    'recalled', 'refused') AND s.outcome <> :outcome "
	    "    AND s.day <= :day AND (s.day > o.day "
	    "    OR (s.day = o.day AND s.id > o.id))) LIMIT 1";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_int(st, ":bill", bill);
	cr_bind_text(st, ":outcome", outcome);
	cr_bind_date(st, ":day", day);
	return one(cr, st, NULL);
}
