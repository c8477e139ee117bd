#include "cr/bill_list.h"

#include "cr/cr.h"
#include "cr/db.h"
#include "query.h"

#define LAST "(SELECT o.id FROM outcome o WHERE o.bill = b.id " \
	"AND o.day <= :day AND o.again IS NULL AND " CR_QUERY_KNOWN("o") \
	" AND o.outcome IN " \
	"('presented', 'paid', 'unpaid', 'recalled', 'refused') " \
	"ORDER BY o.day DESC, o.id DESC LIMIT 1)"

/* The bill is asked for by itself, its debtor, or what it collects. */
#define ASKED "(:keyed = 0 OR b.id IN (SELECT id FROM asked_bill) " \
	"OR b.debtor IN (SELECT id FROM asked_party) " \
	"OR b.creditor IN (SELECT id FROM asked_party) " \
	"OR EXISTS (SELECT 1 FROM bill_item i WHERE i.bill = b.id " \
	"    AND i.undone_by IS NULL " \
	"    AND i.item IN (SELECT id FROM asked_item)))"

#define WANTED "(:state = 2 OR (coalesce(l.outcome, '') IN " \
	"('presented', 'unpaid')) = (:state = 0))"

static const char sql_bills[] =
	"SELECT b.id, b.debtor, p.name, b.ref, b.due, b.amount_cents, "
	"    b.currency, l.outcome, l.day, l.reason, b.safe, p.code, "
	"    b.source, b.slip, a.number, (SELECT count(*) FROM bill_item i "
	"    WHERE i.bill = b.id AND " CR_QUERY_KNOWN("i") "), "
	"    (SELECT sum(o.charges_cents) FROM outcome o "
	"    WHERE o.bill = b.id AND o.day <= :day "
	"    AND " CR_QUERY_KNOWN("o") ") "
	"FROM bill b LEFT JOIN outcome l ON l.id = " LAST " "
	"LEFT JOIN party p ON p.id = b.debtor "
	"LEFT JOIN account a ON a.id = b.account "
	"WHERE " CR_QUERY_KNOWN("b") " AND " ASKED " AND " WANTED " "
	"ORDER BY b.due, b.id";

static const char sql_events[] =
	"SELECT e.bill, e.day, e.outcome, e.source, e.code, e.reason, "
	"    e.again IS NOT NULL, coalesce(e.ref, b.ref), b.debtor, p.name, "
	"    b.due, coalesce(e.amount_cents, b.amount_cents), "
	"    e.charges_cents, e.entry, e.movement, e.note "
	"FROM outcome e LEFT JOIN bill b ON b.id = e.bill "
	"LEFT JOIN outcome l ON l.id = " LAST " "
	"LEFT JOIN party p ON p.id = b.debtor "
	"WHERE e.day <= :day AND " CR_QUERY_KNOWN("e") " AND " ASKED " "
	"AND (e.bill IS NULL OR " WANTED ") ORDER BY e.bill, e.day, e.id";

/* Bills among the keys; the others are kept as for items. */
static int
keep_bills(struct cr *cr, const struct cr_query *q)
{
	static const char table[] =
	    "DROP TABLE IF EXISTS temp.asked_bill;"
	    "CREATE TEMPORARY TABLE asked_bill (id INTEGER PRIMARY KEY);"
	    "CREATE TEMPORARY TABLE IF NOT EXISTS asked_item "
	    "    (id INTEGER PRIMARY KEY);"
	    "CREATE TEMPORARY TABLE IF NOT EXISTS asked_party "
	    "    (id INTEGER PRIMARY KEY);";
	static const char sql[] = "INSERT INTO asked_bill (id) VALUES (:id) "
	    "ON CONFLICT (id) DO NOTHING";
	struct cr_stmt *st;
	size_t i;
	int err = cr_db_script(cr, table);

	for (i = 0; i < q->nkeys && err == CR_OK; i++) {
		if (q->keys[i].kind != CR_KEY_BILL)
			continue;
		st = cr_sql(cr, sql);
		cr_bind_int(st, ":id", q->keys[i].id);
		err = cr_exec(cr, st);
	}
	return err;
}

int
cr_bill_list_each(struct cr *cr, const struct cr_query *q, bool events,
    int (*each)(void *ctx, struct cr_stmt *row), void *ctx)
{
	struct cr_query_sql s = { .cr = cr, .q = q };
	struct cr_stmt *st;
	int rc, all;

	if ((rc = cr_query_prepare(&s)) != CR_OK ||
	    (rc = keep_bills(cr, q)) != CR_OK)
		return rc;
	if ((all = cr_query_knows_all(cr, &q->as_of)) < 0)
		return all;
	st = cr_sql(cr, events ? sql_events : sql_bills);
	cr_bind_int(st, ":all", all);
	cr_bind_date(st, ":day", q->as_of.day);
	cr_bind_int(st, ":keyed", q->keyed);
	cr_bind_int(st, ":state", q->state == CR_QUERY_ANY ? 2 :
	    q->state == CR_QUERY_CLOSED ? 1 : 0);
	while ((rc = cr_step(cr, st)) == 1)
		if ((rc = each(ctx, st)) != 0)
			break;
	cr_reset(st);
	return rc;
}
