#include "risk_facts.h"

#include "cr/cr.h"
#include "cr/db.h"
#include "cr/str.h"

static const char *const words[CR_ADVERSE_KINDS] = {
	[CR_ADVERSE_INSOLVENCY] = "insolvency",
	[CR_ADVERSE_PROTEST] = "protest",
	[CR_ADVERSE_PREJUDICIAL] = "prejudicial",
	[CR_ADVERSE_ENFORCEMENT] = "enforcement",
	[CR_ADVERSE_LIQUIDATION] = "liquidation",
	[CR_ADVERSE_CEASED] = "ceased",
};

const char *
cr_adverse_word(enum cr_adverse_kind kind)
{
	return words[kind];
}

bool
cr_adverse_parse(const char *word, enum cr_adverse_kind *out)
{
	int i = cr_risk_word(words, CR_ADVERSE_KINDS, word);

	if (i >= 0)
		*out = (enum cr_adverse_kind)i;
	return i >= 0;
}

static void
fill(struct cr_stmt *st, struct cr_adverse *a)
{
	int col = CR_RISK_COLUMNS;

	a->id = cr_col_int(st, CR_RISK_ID);
	a->replaces = cr_col_int(st, CR_RISK_REPLACES);
	a->party = cr_col_int(st, CR_RISK_PARTY);
	a->run = cr_col_int(st, CR_RISK_RUN);
	cr_adverse_parse(cr_col_text(st, col++), &a->kind);
	a->day = cr_col_date(st, col++);
	a->until = cr_col_date(st, col++);
	a->amount = cr_col_figure(st, col++);
	cr_col_currency(st, col++, a->currency);
	a->reference = cr_col_text(st, col++);
	a->source = cr_col_text(st, col++);
	a->note = cr_col_text(st, col);
}

int
cr_adverse_each(struct cr *cr, const struct cr_risk_ask *ask,
    int (*each)(void *ctx, const struct cr_adverse *a), void *ctx)
{
	static const char replacing[] = CR_RISK_REPLACING("adverse", "party");
	static const char sql[] = CR_RISK_HEAD("party")
	    "    kind, day, until_day, amount_cents, currency, "
	    "    nullif(reference, ''), source, note "
	    "FROM adverse " CR_RISK_WHERE("party")
	    "ORDER BY party, day DESC, id DESC";
	struct cr_risk_reading r;
	struct cr_adverse a;
	int rc;

	if ((rc = cr_risk_begin(cr, &r, ask, replacing, sql)) == CR_OK)
		while ((rc = cr_risk_next(&r)) == 1) {
			a.kind = CR_ADVERSE_INSOLVENCY;
			fill(r.st, &a);
			if (cr_risk_stands(&r, a.until) &&
			    (rc = each(ctx, &a)) != 0)
				break;
		}
	cr_risk_release(&r);
	return rc;
}

static void
bind(struct cr_stmt *st, const struct cr_adverse *a)
{
	cr_bind_int(st, ":party", a->party);
	cr_bind_text(st, ":kind", words[a->kind]);
	cr_bind_date(st, ":day", a->day);
	cr_bind_date(st, ":until", a->until);
	cr_bind_figure(st, ":amount", a->amount);
	cr_bind_said(st, ":currency", a->currency);
	cr_bind_text(st, ":reference", a->reference != NULL ?
	    a->reference : "");
	cr_bind_said(st, ":source", a->source);
	cr_bind_said(st, ":note", a->note);
}

static int
check(struct cr *cr, const struct cr_adverse *a)
{
	bool known = cr_figure_is_known(a->amount);

	if ((known && a->amount.cents < 0) ||
	    known != !cr_is_empty(a->currency))
		return cr_fail(cr, CR_EINPUT, "the amount of an event is "
		    "not negative and has a currency");
	return cr_risk_check_days(cr, a->day, a->until);
}

int
cr_adverse_add(struct cr *cr, struct cr_adverse *a)
{
	static const char find[] =
	    "SELECT id, until_day IS :until AND amount_cents IS :amount "
	    "    AND currency IS :currency AND source IS :source "
	    "    AND note IS :note "
	    "FROM adverse WHERE party = :party AND kind = :kind "
	    "    AND day = :day AND reference = :reference "
	    "    AND (:reference <> '' OR amount_cents IS :amount) "
	    "    AND undone_by IS NULL ORDER BY id DESC LIMIT 1";
	static const char sql[] =
	    "INSERT INTO adverse (party, kind, day, until_day, "
	    "    amount_cents, currency, reference, source, note, replaces, "
	    "    run) "
	    "VALUES (:party, :kind, :day, :until, :amount, :currency, "
	    "    :reference, :source, :note, :replaces, :run)";
	struct cr_stmt *st;
	int rc;

	if ((rc = check(cr, a)) != CR_OK)
		return rc;
	bind(st = cr_sql(cr, find), a);
	if ((rc = cr_risk_find(cr, st, &a->id, &a->replaces)) <= CR_RISK_SAME)
		return rc;
	bind(st = cr_sql(cr, sql), a);
	return cr_risk_insert(cr, st, rc, a->replaces, &a->id);
}
