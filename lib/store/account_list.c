#include "cr/bill_list.h"

#include "cr/cr.h"
#include "cr/db.h"
#include "query.h"

/* Accounts of ours, with what their statements say of them. */

/* Statement T counts: it was known, and of the day or before. */
#define COUNTS(t) t ".account = a.id AND " t ".day <= :day AND " \
	CR_QUERY_KNOWN(t)

/*
 * The opening balance of an RH is counted back from its closing one, so it
 * says nothing of what came before.
 */
#define REAL(t) COUNTS(t) " AND " t ".source <> 'rh' " \
	"AND " t ".closing_cents IS NOT NULL"

#define EARLIER "FROM statement p WHERE " REAL("p") " AND p.id <> s.id " \
	"AND coalesce(p.currency, '') = coalesce(s.currency, '')"

/* Statements that do not begin where one before them ended. */
#define GAPS "(SELECT count(*) FROM statement s WHERE " REAL("s") \
	" AND s.opening_cents IS NOT NULL " \
	"AND EXISTS (SELECT 1 " EARLIER " AND (p.day < s.day " \
	"    OR (p.day = s.day AND p.id < s.id))) " \
	"AND NOT EXISTS (SELECT 1 " EARLIER " AND p.day <= s.day " \
	"    AND p.closing_cents = s.opening_cents))"

#define MOVEMENTS(what) "(SELECT " what " FROM bank_entry b " \
	"JOIN entry e ON e.id = b.entry WHERE b.account = a.id " \
	"AND e.date <= :day AND " CR_QUERY_KNOWN("e") ")"

/* Money that came in and pays nothing yet, unless it is nobody's. */
#define UNMATCHED(what, open) "(SELECT " what " FROM bank_entry b " \
	"JOIN " open " o ON o.entry = b.entry " \
	"WHERE b.account = a.id AND b.sort = 'receipt' " \
	"AND o.open_cents > 0 AND NOT EXISTS (SELECT 1 FROM matching m " \
	"    WHERE m.entry = b.entry AND m.state = 'ignored' " \
	"    AND m.ended_by IS NULL))"

#define SQL(open) \
	"SELECT a.creditor, c.name, a.number, " \
	"    coalesce(a.currency, l.currency), l.day, l.closing_cents, " \
	"    (SELECT count(*) FROM statement s WHERE " COUNTS("s") "), " \
	GAPS ", " MOVEMENTS("count(*)") ", " MOVEMENTS("max(e.date)") ", " \
	UNMATCHED("count(*)", open) ", " \
	UNMATCHED("coalesce(sum(o.open_cents), 0)", open) ", " \
	"    l.source, l.number, a.national " \
	"FROM account a JOIN party c ON c.id = a.creditor " \
	"LEFT JOIN statement l ON l.id = (SELECT s.id FROM statement s " \
	"    WHERE " COUNTS("s") " AND s.closing_cents IS NOT NULL " \
	"    ORDER BY s.day DESC, s.id DESC LIMIT 1) " \
	"WHERE " CR_QUERY_KNOWN("a") " AND (:keyed = 0 " \
	"    OR a.creditor IN (SELECT id FROM asked_party)) " \
	"ORDER BY a.number"

int
cr_account_list_each(struct cr *cr, const struct cr_query *q,
    int (*each)(void *ctx, struct cr_stmt *row), void *ctx)
{
	struct cr_query of_entries = *q;
	struct cr_query_sql s = { .cr = cr, .q = &of_entries };
	struct cr_stmt *st;
	int rc, all;

	of_entries.entries = true;
	of_entries.keyed = true;	/* so that the tables are there */
	if ((rc = cr_query_prepare(&s)) != CR_OK)
		return rc;
	if ((all = cr_query_knows_all(cr, &q->as_of)) < 0)
		return all;
	st = cr_sql(cr, s.past ? SQL("past_entry") : SQL("open_entry"));
	cr_bind_int(st, ":all", all);
	cr_bind_date(st, ":day", q->as_of.day);
	cr_bind_int(st, ":keyed", q->keyed);
	while ((rc = cr_step(cr, st)) == 1)
		if ((rc = each(ctx, st)) != 0)
			break;
	cr_reset(st);
	return rc;
}
