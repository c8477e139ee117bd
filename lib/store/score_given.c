#include "risk_facts.h"

#include "cr/cr.h"
#include "cr/db.h"
#include "cr/str.h"

static void
fill(struct cr_stmt *st, struct cr_score_given *s)
{
	int col = CR_RISK_COLUMNS;

	s->id = cr_col_int(st, CR_RISK_ID);
	s->replaces = cr_col_int(st, CR_RISK_REPLACES);
	s->party = cr_col_int(st, CR_RISK_PARTY);
	s->run = cr_col_int(st, CR_RISK_RUN);
	s->provider = cr_col_text(st, col++);
	s->score = cr_col_text(st, col++);
	s->day = cr_col_date(st, col++);
	s->until = cr_col_date(st, col++);
	s->note = cr_col_text(st, col);
}

int
cr_score_given_each(struct cr *cr, const struct cr_risk_ask *ask,
    int (*each)(void *ctx, const struct cr_score_given *s), void *ctx)
{
	static const char replacing[] =
	    CR_RISK_REPLACING("score_given", "party");
	static const char sql[] = CR_RISK_HEAD("party")
	    "    provider, score, day, until_day, note "
	    "FROM score_given " CR_RISK_WHERE("party")
	    "ORDER BY party, provider, day DESC, id DESC";
	struct cr_risk_reading r;
	struct cr_score_given s;
	int rc;

	if ((rc = cr_risk_begin(cr, &r, ask, replacing, sql)) == CR_OK)
		while ((rc = cr_risk_next(&r)) == 1) {
			fill(r.st, &s);
			if (cr_risk_is_latest(&r, s.provider) &&
			    cr_risk_stands(&r, s.until) &&
			    (rc = each(ctx, &s)) != 0)
				break;
		}
	cr_risk_release(&r);
	return rc;
}

static void
bind(struct cr_stmt *st, const struct cr_score_given *s)
{
	cr_bind_int(st, ":party", s->party);
	cr_bind_text(st, ":provider", s->provider);
	cr_bind_text(st, ":score", s->score);
	cr_bind_date(st, ":day", s->day);
	cr_bind_date(st, ":until", s->until);
	cr_bind_said(st, ":note", s->note);
}

int
cr_score_given_add(struct cr *cr, struct cr_score_given *s)
{
	static const char find[] =
	    "SELECT id, score = :score AND until_day IS :until "
	    "    AND note IS :note "
	    "FROM score_given WHERE party = :party AND provider = :provider "
	    "    AND day = :day AND undone_by IS NULL "
	    "ORDER BY id DESC LIMIT 1";
	static const char sql[] =
	    "INSERT INTO score_given (party, provider, score, day, "
	    "    until_day, note, replaces, run) "
	    "VALUES (:party, :provider, :score, :day, :until, :note, "
	    "    :replaces, :run)";
	struct cr_stmt *st;
	int rc;

	if (cr_is_empty(s->provider) || cr_is_empty(s->score))
		return cr_fail(cr, CR_EINPUT, "a score needs its provider "
		    "and what he says");
	if ((rc = cr_risk_check_days(cr, s->day, s->until)) != CR_OK)
		return rc;
	bind(st = cr_sql(cr, find), s);
	if ((rc = cr_risk_find(cr, st, &s->id, &s->replaces)) <= CR_RISK_SAME)
		return rc;
	bind(st = cr_sql(cr, sql), s);
	return cr_risk_insert(cr, st, rc, s->replaces, &s->id);
}
