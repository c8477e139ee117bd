#include "cr/bank.h"

#include "cr/cr.h"
#include "cr/db.h"

static void
bind(struct cr_stmt *st, const struct cr_statement *s)
{
	cr_bind_int(st, ":account", s->account);
	cr_bind_text(st, ":source", s->source);
	cr_bind_text(st, ":number", s->number);
	cr_bind_date(st, ":day", s->day);
	cr_bind_text(st, ":currency", s->currency);
	if (s->has_opening)
		cr_bind_money(st, ":opening", s->opening);
	if (s->has_closing)
		cr_bind_money(st, ":closing", s->closing);
	cr_bind_money(st, ":sum", s->sum);
	cr_bind_int(st, ":entries", s->entries);
}

int
cr_statement_add(struct cr *cr, const struct cr_statement *s)
{
	static const char sql[] =
	    "INSERT INTO statement (account, file, n, source, number, day, "
	    "    currency, opening_cents, closing_cents, entries_cents, "
	    "    entries, agrees, run) "
	    "VALUES (:account, :file, :n, :source, :number, :day, :currency, "
	    "    :opening, :closing, :sum, :entries, :agrees, :run)";
	struct cr_stmt *st = cr_sql(cr, sql);

	bind(st, s);
	cr_bind_int(st, ":file", s->file);
	cr_bind_int(st, ":n", s->n);
	if (s->agrees >= 0)
		cr_bind_int(st, ":agrees", s->agrees);
	cr_bind_int(st, ":run", cr->run);
	return cr_exec(cr, st);
}

int
cr_statement_known(struct cr *cr, const struct cr_statement *s)
{
	static const char sql[] =
	    "SELECT 1 FROM statement WHERE account = :account "
	    "AND coalesce(day, -1) = coalesce(:day, -1) "
	    "AND source = :source "
	    "AND coalesce(number, '') = coalesce(:number, '') "
	    "AND coalesce(currency, '') = coalesce(:currency, '') "
	    "AND coalesce(opening_cents, 0) = coalesce(:opening, 0) "
	    "AND coalesce(closing_cents, 0) = coalesce(:closing, 0) "
	    "AND entries_cents = :sum AND entries = :entries "
	    "AND undone_by IS NULL LIMIT 1";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	bind(st, s);
	rc = cr_step(cr, st);
	cr_reset(st);
	return rc;
}

/*
 * The opening balance of an RH is the closing one less the movements of the
 * flow, so it says nothing of what came before; all others are the bank's.
 */
#define REAL "undone_by IS NULL AND source <> 'rh' " \
	"AND closing_cents IS NOT NULL "

int
cr_statement_follows(struct cr *cr, const struct cr_statement *s,
    struct cr_money *last, struct cr_date *day)
{
	static const char sql[] =
	    "SELECT closing_cents, day, closing_cents = :opening AS same "
	    "FROM statement WHERE account = :account AND day <= :day "
	    "AND coalesce(currency, '') = coalesce(:currency, '') AND " REAL
	    "ORDER BY same DESC, day DESC, id DESC LIMIT 1";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_int(st, ":account", s->account);
	cr_bind_date(st, ":day", s->day);
	cr_bind_text(st, ":currency", s->currency);
	cr_bind_money(st, ":opening", s->opening);
	if ((rc = cr_step(cr, st)) == 1) {
		*last = cr_col_money(st, 0);
		*day = cr_col_date(st, 1);
		rc = cr_col_int(st, 2) != 0;
	} else if (rc == 0) {
		rc = 1;
	}
	cr_reset(st);
	return rc;
}
