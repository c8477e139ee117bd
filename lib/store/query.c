#include "cr/query.h"

#include <stdlib.h>

#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/db.h"
#include "query.h"

/* In the order of enum cr_query_item_column. */
static const char sql_item[] =
	"SELECT i.id, p.id, p.name, d.number, d.date, "
	"    coalesce(o.due, i.due) AS due, ";
static const char sql_item_2[] =
	"    coalesce(o.open_cents, 0), d.currency, i.method, a.code, "
	"    w.code, p.area, p.category, p.code, c.code, d.id, d.type, "
	"    i.note, i.iban, p.vat, p.tax_code, p.seasonal, p.zip, p.city, "
	"    p.province, ";

/* The amount as it was, when it changed after the day. */
static const char sql_amount_then[] =
	"    coalesce((SELECT CAST(h.old AS INTEGER) FROM change h "
	"        JOIN run r ON r.id = h.run WHERE h.item = i.id "
	"        AND h.field = 'amount_cents' AND h.undone_by IS NULL "
	"        AND r.day > ";
static const char sql_amount_then_2[] =
	" ORDER BY h.id LIMIT 1), i.amount_cents), ";

/* In the order of enum cr_query_debtor_column. */
static const char sql_debtor[] =
	"SELECT p.id, p.code, p.name, d.currency, count(*), "
	"    sum(coalesce(o.open_cents, 0)), ";
static const char sql_debtor_2[] =
	"    sum(CASE WHEN o.open_cents < 0 THEN o.open_cents ELSE 0 END), ";
static const char sql_debtor_3[] =
	"    min(CASE WHEN coalesce(o.open_cents, i.amount_cents) > 0 "
	"        THEN coalesce(o.due, i.due) END), a.code, w.code, p.area, "
	"    p.category, p.vat, p.tax_code, p.seasonal, p.zip, p.city, "
	"    p.province, ";

/* A party as it was: what may have changed is in past_party. */
static const char sql_party_then[] =
	"(SELECT f.id, f.code, f.name, f.area, f.category, f.agent, f.depot, "
	"    q.vat, q.tax_code, q.seasonal, q.zip, q.city, q.province "
	"    FROM past_party f JOIN party q ON q.id = f.id)";

static void
add(struct cr_query_sql *s, const char *sql)
{
	cr_buf_adds(&s->text, sql);
}

static void
select_items(struct cr_query_sql *s)
{
	int64_t day = s->q->as_of.day.days;

	add(s, sql_item);
	cr_query_number(s, day);
	add(s, " - o.due, ");
	if (s->literal) {
		add(s, sql_amount_then);
		cr_query_number(s, day);
		add(s, sql_amount_then_2);
	} else {
		add(s, "i.amount_cents, ");
	}
	add(s, sql_item_2);
}

static void
select_debtors(struct cr_query_sql *s)
{
	int64_t day = s->q->as_of.day.days;

	add(s, sql_debtor);
	add(s, "sum(CASE WHEN o.open_cents > 0 AND o.due < ");
	cr_query_number(s, day);
	add(s, " THEN o.open_cents ELSE 0 END) AS overdue, ");
	add(s, sql_debtor_2);
	add(s, "max(CASE WHEN o.open_cents > 0 THEN ");
	cr_query_number(s, day);
	add(s, " - o.due END), ");
	add(s, sql_debtor_3);
}

static void
select_class(struct cr_query_sql *s)
{
	if (s->q->tell_class)
		cr_query_class(s);
	else
		add(s, "NULL");
}

const char *
cr_query_parties(const struct cr_query_sql *s)
{
	return s->literal ? sql_party_then : "party";
}

/* Money on account, of any item, beside each debtor and currency. */
static void
join_account(struct cr_query_sql *s)
{
	if (s->q->debtors)
		cr_buf_addf(&s->text, "LEFT JOIN (SELECT debtor AS whose, "
		    "    currency AS money, sum(open_cents) AS cents FROM %s "
		    "    GROUP BY debtor, currency) m "
		    "ON m.whose = p.id AND m.money = d.currency ",
		    s->past ? "past_entry" : "open_entry");
}

static void
from(struct cr_query_sql *s)
{
	const char *open = s->past ? "past_item" : "open_item";

	if (s->q->state == CR_QUERY_OPEN)
		cr_buf_addf(&s->text, " FROM %s o JOIN item i ON i.id = o.item "
		    "JOIN doc d ON d.id = i.doc ", open);
	else
		cr_buf_addf(&s->text, " FROM item i JOIN doc d ON d.id = i.doc "
		    "LEFT JOIN %s o ON o.item = i.id ", open);
	cr_buf_addf(&s->text, "JOIN %s p ON p.id = d.debtor "
	    "JOIN party c ON c.id = d.creditor "
	    "LEFT JOIN party a ON a.id = p.agent "
	    "LEFT JOIN party w ON w.id = p.depot ", cr_query_parties(s));
	join_account(s);
	add(s, "WHERE 1 = 1");
}

/* Debtors with several currencies have as many rows. */
static void
group(struct cr_query_sql *s)
{
	static const char sum[] = "sum(coalesce(o.open_cents, 0)) ";
	const struct cr_query *q = s->q;

	add(s, " GROUP BY p.id, p.code, p.name, d.currency, a.code, w.code, "
	    "p.area, p.category, p.vat, p.tax_code, p.seasonal, p.zip, "
	    "p.city, p.province, m.cents");
	if (q->min.set || q->max.set)
		add(s, " HAVING 1 = 1");
	if (q->min.set) {
		cr_buf_addf(&s->text, " AND %s >= ", sum);
		cr_query_number(s, q->min.v);
	}
	if (q->max.set) {
		cr_buf_addf(&s->text, " AND %s <= ", sum);
		cr_query_number(s, q->max.v);
	}
}

/* All of the statement, for items and their debtors. */
static void
of_items(struct cr_query_sql *s)
{
	if (s->q->debtors)
		select_debtors(s);
	else
		select_items(s);
	select_class(s);
	if (s->q->debtors)
		add(s, ", -coalesce(m.cents, 0)");
	from(s);
	cr_query_clauses(s);
	if (s->q->debtors) {
		group(s);
		cr_query_accounts(s);
	}
	/* of debtors: the party, and the currency */
	add(s, s->q->debtors ? " ORDER BY overdue DESC, 1, 4" :
	    " ORDER BY due, i.id");
}

static struct cr_stmt *
compile(struct cr_query_sql *s)
{
	const struct cr_query_param *p;
	struct cr_stmt *st;

	(s->q->entries ? cr_query_entries : of_items)(s);
	st = cr_sql_text(s->cr, s->text.s);
	for (p = s->params; p < s->params + s->nparams; p++) {
		if (p->text != NULL)
			cr_bind_text(st, p->name, p->text);
		else
			cr_bind_int(st, p->name, p->n);
	}
	return st;
}

int
cr_query_each(struct cr *cr, const struct cr_query *q,
    int (*each)(void *ctx, struct cr_stmt *row), void *ctx)
{
	struct cr_query_sql s = { .cr = cr, .q = q };
	struct cr_arena arena;
	struct cr_stmt *st;
	int rc;

	cr_arena_init(&arena);
	cr_buf_init(&s.text);
	s.arena = &arena;
	if ((rc = cr_query_prepare(&s)) == CR_OK) {
		st = compile(&s);
		while ((rc = cr_step(cr, st)) == 1 &&
		    (rc = each(ctx, st)) == 0)
			;
		cr_reset(st);
	}
	free(s.params);
	cr_buf_release(&s.text);
	cr_arena_release(&arena);
	return rc;
}
