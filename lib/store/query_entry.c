#include "query.h"

#include "cr/cr.h"

/* In the order of enum cr_query_entry_column. */
static const char sql_entry[] =
	"SELECT e.id, p.id, p.name, e.date, e.amount_cents, "
	"    coalesce(o.open_cents, 0), e.currency, e.kind, e.number, e.note, "
	"    p.code, c.code, e.ref ";

/* Those of a past day are all in past_entry, with whose they were. */
static void
from(struct cr_query_sql *s)
{
	cr_buf_addf(&s->text, s->past ?
	    "FROM past_entry o JOIN entry e ON e.id = o.entry "
	    "LEFT JOIN %s p ON p.id = o.debtor " :
	    "FROM entry e LEFT JOIN open_entry o ON o.entry = e.id "
	    "LEFT JOIN %s p ON p.id = e.debtor ", cr_query_parties(s));
	cr_buf_adds(&s->text, "JOIN party c ON c.id = e.creditor "
	    "LEFT JOIN party a ON a.id = p.agent "
	    "LEFT JOIN party w ON w.id = p.depot WHERE 1 = 1");
	if (!s->past)
		cr_buf_adds(&s->text,
		    " AND e.undone_by IS NULL AND e.apart = 0");
}

void
cr_query_entries(struct cr_query_sql *s)
{
	static const char *const text[] = { "e.number", "e.note", "e.ref",
	    "p.name" };
	const struct cr_query *q = s->q;

	cr_buf_adds(&s->text, sql_entry);
	from(s);
	if (q->keyed)
		cr_buf_adds(&s->text,
		    " AND (e.id IN (SELECT id FROM asked_item)"
		    " OR p.id IN (SELECT id FROM asked_party)"
		    " OR e.creditor IN (SELECT id FROM asked_party))");
	if (q->unallocated)
		cr_buf_adds(&s->text, " AND coalesce(o.open_cents, 0) <> 0");
	cr_query_bound(s, "e.date >=", &q->since);
	cr_query_bound(s, "e.date <=", &q->until);
	cr_query_bound(s, "e.amount_cents >=", &q->min);
	cr_query_bound(s, "e.amount_cents <=", &q->max);
	cr_query_debtor(s);
	cr_query_find(s, text, 4, q->text);
	cr_buf_adds(&s->text, " ORDER BY e.date, e.id");
}
