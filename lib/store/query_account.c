#include "query.h"

/*
 * Debtors of whom nothing is open but money on account: they have no items
 * to be told by. In the order of enum cr_query_debtor_column.
 */
static const char sql_before_class[] =
	"SELECT p.id, p.code, p.name, e.currency, 0, 0, 0, 0, NULL, NULL, "
	"    a.code, w.code, p.area, p.category, p.vat, p.tax_code, "
	"    p.seasonal, p.zip, p.city, p.province, ";

/* Is anything asked for that only an item has? */
static bool
needs_items(const struct cr_query *q)
{
	size_t i;

	if (q->state != CR_QUERY_OPEN || q->late_from.set ||
	    q->late_to.set || q->due_after.set || q->due_before.set ||
	    q->method.n > 0 || (q->min.set && q->min.v > 0) ||
	    (q->max.set && q->max.v < 0))
		return true;
	for (i = 0; q->keyed && i < q->nkeys; i++)
		if (q->keys[i].kind == CR_KEY_PARTY)
			return false;
	return q->keyed;
}

/* Not those whose items are told. */
static void
without_items(struct cr_query_sql *s)
{
	cr_buf_addf(&s->text, " AND (p.id, e.currency) NOT IN "
	    "(SELECT o.debtor, o.currency FROM %s o "
	    "    JOIN party c ON c.id = o.creditor WHERE 1 = 1",
	    s->past ? "past_item" : "open_item");
	cr_query_party(s, "c", &s->q->creditor);
	cr_buf_adds(&s->text, ")");
}

void
cr_query_accounts(struct cr_query_sql *s)
{
	static const char *const text[] = { "p.name" };
	const struct cr_query *q = s->q;

	if (needs_items(q))
		return;
	cr_buf_adds(&s->text, " UNION ALL ");
	cr_buf_adds(&s->text, sql_before_class);
	if (q->tell_class)
		cr_query_class(s);
	else
		cr_buf_adds(&s->text, "NULL");
	cr_buf_addf(&s->text, ", -sum(x.open_cents) FROM %s x "
	    "JOIN entry e ON e.id = x.entry JOIN %s p ON p.id = x.debtor "
	    "JOIN party c ON c.id = e.creditor "
	    "LEFT JOIN party a ON a.id = p.agent "
	    "LEFT JOIN party w ON w.id = p.depot WHERE x.open_cents <> 0",
	    s->past ? "past_entry" : "open_entry", cr_query_parties(s));
	if (q->keyed)
		cr_buf_adds(&s->text, " AND (p.id IN (SELECT id FROM "
		    "asked_party) OR e.creditor IN "
		    "(SELECT id FROM asked_party))");
	cr_query_debtor(s);
	cr_query_find(s, text, 1, q->text);
	without_items(s);
	cr_buf_adds(&s->text, " GROUP BY p.id, p.code, p.name, e.currency, "
	    "a.code, w.code, p.area, p.category, p.vat, p.tax_code, "
	    "p.seasonal, p.zip, p.city, p.province "
	    "HAVING sum(x.open_cents) <> 0");
}
