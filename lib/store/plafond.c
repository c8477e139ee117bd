#include "risk_facts.h"

#include "cr/cr.h"
#include "cr/db.h"
#include "cr/str.h"

static const char *const words[CR_PLAFOND_KINDS] = {
	[CR_PLAFOND_INSURED] = "insured",
	[CR_PLAFOND_FACTORED] = "factored",
};

const char *
cr_plafond_word(enum cr_plafond_kind kind)
{
	return words[kind];
}

bool
cr_plafond_parse(const char *word, enum cr_plafond_kind *out)
{
	int i = cr_risk_word(words, CR_PLAFOND_KINDS, word);

	if (i >= 0)
		*out = (enum cr_plafond_kind)i;
	return i >= 0;
}

static void
fill(struct cr_stmt *st, struct cr_plafond *p)
{
	int col = CR_RISK_COLUMNS;

	p->id = cr_col_int(st, CR_RISK_ID);
	p->replaces = cr_col_int(st, CR_RISK_REPLACES);
	p->party = cr_col_int(st, CR_RISK_PARTY);
	p->run = cr_col_int(st, CR_RISK_RUN);
	p->provider = cr_col_text(st, col++);
	cr_plafond_parse(cr_col_text(st, col++), &p->kind);
	p->amount = cr_col_money(st, col++);
	cr_col_currency(st, col++, p->currency);
	p->covered_bp = (int32_t)cr_col_int(st, col++);
	p->day = cr_col_date(st, col++);
	p->until = cr_col_date(st, col++);
	p->note = cr_col_text(st, col);
}

int
cr_plafond_each(struct cr *cr, const struct cr_risk_ask *ask,
    int (*each)(void *ctx, const struct cr_plafond *p), void *ctx)
{
	static const char replacing[] = CR_RISK_REPLACING("plafond", "party");
	static const char sql[] = CR_RISK_HEAD("party")
	    "    provider, kind, amount_cents, currency, covered_bp, day, "
	    "    until_day, note, kind || ' ' || provider "
	    "FROM plafond " CR_RISK_WHERE("party")
	    "ORDER BY party, provider, kind, day DESC, id DESC";
	struct cr_risk_reading r;
	struct cr_plafond p;
	int rc;

	if ((rc = cr_risk_begin(cr, &r, ask, replacing, sql)) == CR_OK)
		while ((rc = cr_risk_next(&r)) == 1) {
			p.kind = CR_PLAFOND_INSURED;
			fill(r.st, &p);
			if (cr_risk_is_latest(&r, cr_col_text(r.st,
			    CR_RISK_COLUMNS + 8)) &&
			    cr_risk_stands(&r, p.until) &&
			    (rc = each(ctx, &p)) != 0)
				break;
		}
	cr_risk_release(&r);
	return rc;
}

static void
bind(struct cr_stmt *st, const struct cr_plafond *p)
{
	cr_bind_int(st, ":party", p->party);
	cr_bind_text(st, ":provider", p->provider);
	cr_bind_text(st, ":kind", words[p->kind]);
	cr_bind_money(st, ":amount", p->amount);
	cr_bind_text(st, ":currency", p->currency);
	cr_bind_int(st, ":covered", p->covered_bp);
	cr_bind_date(st, ":day", p->day);
	cr_bind_date(st, ":until", p->until);
	cr_bind_said(st, ":note", p->note);
}

static int
check(struct cr *cr, const struct cr_plafond *p)
{
	if (cr_is_empty(p->provider))
		return cr_fail(cr, CR_EINPUT, "a plafond needs its provider");
	if (p->amount.cents < 0)
		return cr_fail(cr, CR_EINPUT, "a plafond cannot be negative");
	if (p->covered_bp < 0 || p->covered_bp > 10000)
		return cr_fail(cr, CR_EINPUT, "a plafond covers from nought "
		    "to the whole of a loss");
	return cr_risk_check_days(cr, p->day, p->until);
}

int
cr_plafond_add(struct cr *cr, struct cr_plafond *p)
{
	static const char find[] =
	    "SELECT id, amount_cents = :amount AND currency = :currency "
	    "    AND covered_bp = :covered AND until_day IS :until "
	    "    AND note IS :note "
	    "FROM plafond WHERE party = :party AND provider = :provider "
	    "    AND kind = :kind AND day = :day AND undone_by IS NULL "
	    "ORDER BY id DESC LIMIT 1";
	static const char sql[] =
	    "INSERT INTO plafond (party, provider, kind, amount_cents, "
	    "    currency, covered_bp, day, until_day, note, replaces, run) "
	    "VALUES (:party, :provider, :kind, :amount, :currency, "
	    "    :covered, :day, :until, :note, :replaces, :run)";
	struct cr_stmt *st;
	int rc;

	if ((rc = check(cr, p)) != CR_OK)
		return rc;
	bind(st = cr_sql(cr, find), p);
	if ((rc = cr_risk_find(cr, st, &p->id, &p->replaces)) <= CR_RISK_SAME)
		return rc;
	bind(st = cr_sql(cr, sql), p);
	return cr_risk_insert(cr, st, rc, p->replaces, &p->id);
}
