#include "risk_facts.h"

#include "cr/cr.h"
#include "cr/db.h"
#include "cr/str.h"

static const char *const words[CR_COMMITMENT_KINDS] = {
	[CR_COMMITMENT_ORDER] = "order",
	[CR_COMMITMENT_DELIVERY] = "delivery",
};

const char *
cr_commitment_word(enum cr_commitment_kind kind)
{
	return words[kind];
}

bool
cr_commitment_parse(const char *word, enum cr_commitment_kind *out)
{
	int i = cr_risk_word(words, CR_COMMITMENT_KINDS, word);

	if (i >= 0)
		*out = (enum cr_commitment_kind)i;
	return i >= 0;
}

static void
fill(struct cr_stmt *st, struct cr_commitment *c)
{
	int col = CR_RISK_COLUMNS;

	c->id = cr_col_int(st, CR_RISK_ID);
	c->replaces = cr_col_int(st, CR_RISK_REPLACES);
	c->debtor = cr_col_int(st, CR_RISK_PARTY);
	c->run = cr_col_int(st, CR_RISK_RUN);
	c->creditor = cr_col_int(st, col++);
	cr_commitment_parse(cr_col_text(st, col++), &c->kind);
	c->reference = cr_col_text(st, col++);
	c->day = cr_col_date(st, col++);
	c->expected = cr_col_date(st, col++);
	c->amount = cr_col_money(st, col++);
	cr_col_currency(st, col++, c->currency);
	c->note = cr_col_text(st, col);
}

int
cr_commitment_each(struct cr *cr, const struct cr_risk_ask *ask,
    int (*each)(void *ctx, const struct cr_commitment *c), void *ctx)
{
	static const char replacing[] =
	    CR_RISK_REPLACING("commitment", "debtor");
	static const char sql[] = CR_RISK_HEAD("debtor")
	    "    creditor, kind, reference, day, expected, amount_cents, "
	    "    currency, note "
	    "FROM commitment " CR_RISK_WHERE("debtor")
	    "ORDER BY debtor, day, id";
	/* by number and day, since numbers begin anew each year */
	static const char invoiced[] =
	    "SELECT c.id, d.run, coalesce(d.undone_by, 0), "
	    "    coalesce(d.void_by, 0) FROM commitment c "
	    "JOIN doc_reference r ON r.id = c.reference "
	    "    AND r.kind = 'delivery' "
	    "JOIN doc d ON d.id = r.doc AND d.debtor = c.debtor "
	    "    AND d.creditor = c.creditor AND d.credit = 0 "
	    "WHERE c.kind = 'delivery' "
	    "    AND c.debtor BETWEEN :low AND :high AND d.date <= :day "
	    "    AND (r.date = c.day OR (r.date IS NULL "
	    "    AND d.date >= c.day))";
	struct cr_risk_reading r;
	struct cr_commitment c;
	int rc;

	rc = cr_risk_begin(cr, &r, ask, replacing, sql);
	if (rc == CR_OK && !ask->past)
		rc = cr_risk_leave_out(&r, invoiced);
	if (rc == CR_OK)
		while ((rc = cr_risk_next(&r)) == 1) {
			c.kind = CR_COMMITMENT_ORDER;
			fill(r.st, &c);
			if ((ask->past || c.amount.cents != 0) &&
			    (rc = each(ctx, &c)) != 0)
				break;
		}
	cr_risk_release(&r);
	return rc;
}

static void
bind(struct cr_stmt *st, const struct cr_commitment *c)
{
	cr_bind_int(st, ":debtor", c->debtor);
	cr_bind_int(st, ":creditor", c->creditor);
	cr_bind_text(st, ":kind", words[c->kind]);
	cr_bind_text(st, ":reference", c->reference);
	cr_bind_date(st, ":day", c->day);
	cr_bind_date(st, ":expected", c->expected);
	cr_bind_money(st, ":amount", c->amount);
	cr_bind_text(st, ":currency", c->currency);
	cr_bind_said(st, ":note", c->note);
}

int
cr_commitment_add(struct cr *cr, struct cr_commitment *c)
{
	static const char find[] =
	    "SELECT id, day = :day AND expected IS :expected "
	    "    AND amount_cents = :amount AND currency = :currency "
	    "    AND note IS :note "
	    "FROM commitment WHERE reference = :reference "
	    "    AND debtor = :debtor AND kind = :kind "
	    "    AND creditor = :creditor AND undone_by IS NULL "
	    "ORDER BY id DESC LIMIT 1";
	static const char sql[] =
	    "INSERT INTO commitment (debtor, creditor, kind, reference, "
	    "    day, expected, amount_cents, currency, note, replaces, run) "
	    "VALUES (:debtor, :creditor, :kind, :reference, :day, "
	    "    :expected, :amount, :currency, :note, :replaces, :run)";
	struct cr_stmt *st;
	int rc;

	if (cr_is_empty(c->reference))
		return cr_fail(cr, CR_EINPUT, "an order or a delivery needs "
		    "its number");
	if (c->amount.cents < 0)
		return cr_fail(cr, CR_EINPUT, "what will be invoiced of "
		    "\"%s\" cannot be negative", c->reference);
	bind(st = cr_sql(cr, find), c);
	if ((rc = cr_risk_find(cr, st, &c->id, &c->replaces)) <= CR_RISK_SAME)
		return rc;
	bind(st = cr_sql(cr, sql), c);
	return cr_risk_insert(cr, st, rc, c->replaces, &c->id);
}
