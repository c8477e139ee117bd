#include "cr/limit_facts.h"

#include <stdlib.h>
#include <string.h>

#include "asof.h"
#include "collected.h"
#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/db.h"
#include "query.h"
#include "runs.h"

static int
each_row(struct cr *cr, struct cr_stmt *st,
    int (*each)(void *ctx, const struct cr_sale *s), void *ctx)
{
	struct cr_sale s;
	int rc;

	while ((rc = cr_step(cr, st)) == 1) {
		s.debtor = cr_col_int(st, 0);
		s.date = cr_col_date(st, 1);
		s.due = cr_col_date(st, 2);
		s.amount = cr_col_money(st, 3);
		if ((rc = each(ctx, &s)) != 0)
			break;
	}
	cr_reset(st);
	return rc;
}

/* Documents that SdI discarded, by number. */
static int
is_void(struct cr *cr, const struct cr_runs *r, int64_t doc)
{
	static const char sql[] =
	    "SELECT coalesce(void_by, 0) FROM doc WHERE id = :id";
	struct cr_stmt *st = cr_sql(cr, sql);
	int64_t by = 0;
	int rc;

	cr_bind_int(st, ":id", doc);
	if ((rc = cr_step(cr, st)) == 1)
		by = cr_col_int(st, 0);
	cr_reset(st);
	return rc < 0 ? rc : by != 0 && cr_runs_happened(r, by);
}

/* On a past day: from the items as they were. */
static int
sales_then(struct cr *cr, const struct cr_as_of *as_of, struct cr_date from,
    const char *currency, int (*each)(void *ctx, const struct cr_sale *s),
    void *ctx)
{
	struct cr_runs r = { 0 };
	struct cr_told t = { 0 };
	struct cr_sale s;
	const struct cr_open *o;
	int rc;

	if ((rc = cr_runs_load(cr, &r, as_of)) == 0)
		rc = cr_told_items(cr, &r, 0, &t);
	for (o = t.v; rc == 0 && o < t.v + t.n; o++) {
		if (o->date.days <= from.days ||
		    strcmp(o->currency, currency) != 0)
			continue;
		if ((rc = is_void(cr, &r, o->item / 1000)) != 0) {
			rc = rc < 0 ? rc : 0;
			continue;
		}
		s = (struct cr_sale){ o->debtor, o->date, o->due, o->open };
		rc = each(ctx, &s);
	}
	cr_runs_release(&r);
	free(t.v);
	return rc;
}

int
cr_sales_each(struct cr *cr, const struct cr_as_of *as_of,
    struct cr_date from, const char *currency,
    int (*each)(void *ctx, const struct cr_sale *s), void *ctx)
{
	static const char sql[] =
	    "SELECT debtor, date, due, amount_cents FROM doc "
	    "CROSS JOIN item ON item.id > doc.id * 1000 "
	    "    AND item.id < doc.id * 1000 + 1000 "
	    "WHERE date > :from AND date <= :day AND currency = :currency "
	    "    AND doc.undone_by IS NULL AND void_by IS NULL "
	    "    AND item.undone_by IS NULL";
	struct cr_stmt *st;
	int rc = as_of->restated ? 1 : cr_open_is_kept(cr, as_of->day);

	if (rc < 0)
		return rc;
	if (rc == 0)
		return sales_then(cr, as_of, from, currency, each, ctx);
	st = cr_sql(cr, sql);
	cr_bind_date(st, ":from", from);
	cr_bind_date(st, ":day", as_of->day);
	cr_bind_text(st, ":currency", currency);
	return each_row(cr, st, each, ctx);
}

int
cr_customers_each(struct cr *cr, const struct cr_as_of *as_of,
    struct cr_date day, const char *currency,
    int (*each)(void *ctx, int64_t debtor), void *ctx)
{
	static const char sql[] = "SELECT debtor, run, "
	    "coalesce(undone_by, 0) FROM doc WHERE date <= :day "
	    "AND currency = :currency AND void_by IS NULL";
	struct cr_runs r = { 0 };
	struct cr_stmt *st;
	int rc = cr_runs_load(cr, &r, as_of);

	if (rc == 0) {
		st = cr_sql(cr, sql);
		cr_bind_date(st, ":day", day);
		cr_bind_text(st, ":currency", currency);
		while ((rc = cr_step(cr, st)) == 1)
			if (cr_runs_known(&r, cr_col_int(st, 1),
			    cr_col_int(st, 2)) &&
			    (rc = each(ctx, cr_col_int(st, 0))) != 0)
				break;
		cr_reset(st);
	}
	cr_runs_release(&r);
	return rc;
}

/* ---- Bills --------------------------------------------------------------- */

/* What of a bill is for no item that is known. */
static int
put_rest(struct cr_bank_risk *b, struct cr_money rest,
    int (*each)(void *ctx, const struct cr_bank_risk *b), void *ctx)
{
	if (b->bill == 0 || rest.cents <= 0)
		return 0;
	b->item = 0;
	b->amount = rest;
	b->collected.cents = 0;
	return each(ctx, b);
}

int
cr_bank_risk_each(struct cr *cr, const struct cr_as_of *as_of,
    int (*each)(void *ctx, const struct cr_bank_risk *b), void *ctx)
{
	static const char sql[] =
	    "SELECT b.id, coalesce(b.debtor, 0), b.due, b.amount_cents, "
	    "    b.currency, i.item, i.amount_cents, (SELECT "
	    "    coalesce(sum(a.amount_cents), 0) FROM alloc a LEFT JOIN "
	    "    entry e ON e.id = a.entry WHERE a.item = i.item "
	    "    AND a.date <= :day AND " CR_QUERY_KNOWN("a")
	    "    AND (a.kind = 'erp' OR (e.ref NOT LIKE 'bill:%' "
	    "    AND upper(e.kind) IN (" COLLECTED ", 'INS')))) "
	    "FROM bill b LEFT JOIN bill_item i ON i.bill = b.id AND "
	    CR_QUERY_KNOWN("i") " WHERE b.safe >= :day AND "
	    CR_QUERY_KNOWN("b") " AND (SELECT o.outcome FROM outcome o "
	    "    WHERE o.bill = b.id AND o.day <= :day AND "
	    CR_QUERY_KNOWN("o") " AND o.outcome IN ('presented', 'paid', "
	    "    'unpaid', 'recalled', 'refused') "
	    "    ORDER BY o.day DESC, o.id DESC LIMIT 1) = 'presented' "
	    "ORDER BY b.id, i.item";
	struct cr_bank_risk b = { .bill = 0 };
	struct cr_money rest = { 0 };
	struct cr_stmt *st;
	int rc, all;

	if ((all = cr_query_knows_all(cr, as_of)) < 0)
		return all;
	st = cr_sql(cr, sql);
	cr_bind_int(st, ":all", all);
	cr_bind_date(st, ":day", as_of->day);
	while ((rc = cr_step(cr, st)) == 1) {
		if (cr_col_int(st, 0) != b.bill) {
			if ((rc = put_rest(&b, rest, each, ctx)) != 0)
				break;
			b = (struct cr_bank_risk){ cr_col_int(st, 0),
			    .debtor = cr_col_int(st, 1),
			    .due = cr_col_date(st, 2) };
			rest = cr_col_money(st, 3);
			strncpy(b.currency, cr_col_text(st, 4),
			    sizeof(b.currency) - 1);
		}
		if (cr_col_null(st, 5))
			continue;
		b.item = cr_col_int(st, 5);
		b.amount = cr_col_money(st, 6);
		b.collected = cr_col_money(st, 7);
		cr_money_sub(&rest, b.amount);
		if ((rc = each(ctx, &b)) != 0)
			break;
	}
	cr_reset(st);
	return rc != 0 ? rc : put_rest(&b, rest, each, ctx);
}

int
cr_bank_booked_each(struct cr *cr, const struct cr_as_of *as_of,
    int32_t tolerance, int (*each)(void *ctx, const struct cr_bank_risk *b),
    void *ctx)
{
	static const char sql[] =
	    "SELECT i.id, d.debtor, i.due, d.currency, sum(a.amount_cents) "
	    "FROM item i CROSS JOIN alloc a ON a.item = i.id "
	    "JOIN entry e ON e.id = a.entry JOIN doc d ON d.id = i.doc "
	    "WHERE i.due >= :from AND a.date <= :day AND " CR_QUERY_KNOWN("a")
	    "    AND e.ref NOT LIKE 'bill:%' "
	    "    AND upper(e.kind) IN (" COLLECTED ", 'INS') "
	    "    AND NOT EXISTS (SELECT 1 FROM bill_item b "
	    "    WHERE b.item = i.id AND " CR_QUERY_KNOWN("b") ") "
	    "GROUP BY i.id HAVING sum(a.amount_cents) > 0 ORDER BY i.id";
	struct cr_bank_risk b;
	struct cr_stmt *st;
	int rc, all;

	if ((all = cr_query_knows_all(cr, as_of)) < 0)
		return all;
	st = cr_sql(cr, sql);
	cr_bind_int(st, ":all", all);
	cr_bind_date(st, ":day", as_of->day);
	cr_bind_int(st, ":from", (int64_t)as_of->day.days - tolerance);
	while ((rc = cr_step(cr, st)) == 1) {
		b = (struct cr_bank_risk){ .item = cr_col_int(st, 0),
		    .debtor = cr_col_int(st, 1), .due = cr_col_date(st, 2),
		    .amount = cr_col_money(st, 4),
		    .collected = cr_col_money(st, 4) };
		strncpy(b.currency, cr_col_text(st, 3),
		    sizeof(b.currency) - 1);
		if ((rc = each(ctx, &b)) != 0)
			break;
	}
	cr_reset(st);
	return rc;
}

int
cr_class_of(struct cr *cr, struct cr_date day, int64_t party,
    int (*each)(void *ctx, int64_t party, char abc, const char *class_name),
    void *ctx)
{
	static const char sql[] =
	    "SELECT class FROM rating WHERE party = :party AND day <= :day "
	    "    AND undone_by IS NULL ORDER BY day DESC, id DESC LIMIT 1";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_int(st, ":party", party);
	cr_bind_date(st, ":day", day);
	if ((rc = cr_step(cr, st)) == 1)
		rc = each(ctx, party, 0, cr_col_text(st, 0));
	cr_reset(st);
	return rc;
}

/* ---- Reminders ----------------------------------------------------------- */

int
cr_reminded_each(struct cr *cr, struct cr_date day,
    int (*each)(void *ctx, const struct cr_reminded *r), void *ctx)
{
	static const char sql[] =
	    "SELECT i.item, n.digest, n.policy, i.level_name, n.sent_day "
	    "FROM notice n JOIN notice_item i ON i.notice = n.id "
	    "LEFT JOIN run ON run.id = n.ended_by "
	    "WHERE n.sent_day <= :day "
	    "    AND (n.ended_by IS NULL OR run.day > :day)";
	struct cr_stmt *st = cr_sql(cr, sql);
	struct cr_reminded r;
	int rc;

	cr_bind_date(st, ":day", day);
	while ((rc = cr_step(cr, st)) == 1) {
		r = (struct cr_reminded){ cr_col_int(st, 0),
		    cr_col_text(st, 1), cr_col_text(st, 2),
		    cr_col_text(st, 3), cr_col_date(st, 4) };
		if ((rc = each(ctx, &r)) != 0)
			break;
	}
	cr_reset(st);
	return rc;
}

int
cr_policy_text(struct cr *cr, const char *digest, struct cr_arena *a,
    const char **text)
{
	static const char sql[] =
	    "SELECT text FROM policy WHERE digest = :digest";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_text(st, ":digest", digest);
	if ((rc = cr_step(cr, st)) == 1)
		*text = cr_arena_strdup(a, cr_col_text(st, 0));
	cr_reset(st);
	return rc;
}
