#include "risk_facts.h"

#include <stdio.h>

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/db.h"
#include "cr/str.h"

static const char *const words[CR_ASSET_KINDS] = {
	[CR_ASSET_BUILDING] = "building",
	[CR_ASSET_LAND] = "land",
	[CR_ASSET_VEHICLE] = "vehicle",
	[CR_ASSET_INCOME] = "income",
	[CR_ASSET_PENSION] = "pension",
	[CR_ASSET_SHARE] = "share",
	[CR_ASSET_ACCOUNT] = "account",
	[CR_ASSET_OTHER] = "other",
};

const char *
cr_asset_word(enum cr_asset_kind kind)
{
	return words[kind];
}

bool
cr_asset_parse(const char *word, enum cr_asset_kind *out)
{
	int i = cr_risk_word(words, CR_ASSET_KINDS, word);

	if (i >= 0)
		*out = (enum cr_asset_kind)i;
	return i >= 0;
}

static void
fill(struct cr_stmt *st, struct cr_asset *a)
{
	int col = CR_RISK_COLUMNS;

	a->id = cr_col_int(st, CR_RISK_ID);
	a->replaces = cr_col_int(st, CR_RISK_REPLACES);
	a->party = cr_col_int(st, CR_RISK_PARTY);
	a->run = cr_col_int(st, CR_RISK_RUN);
	cr_asset_parse(cr_col_text(st, col++), &a->kind);
	a->value = cr_col_figure(st, col++);
	a->burden = cr_col_figure(st, col++);
	cr_col_currency(st, col++, a->currency);
	a->day = cr_col_date(st, col++);
	a->until = cr_col_date(st, col++);
	a->reference = cr_col_text(st, col++);
	a->source = cr_col_text(st, col++);
	a->note = cr_col_text(st, col);
}

int
cr_asset_each(struct cr *cr, const struct cr_risk_ask *ask,
    int (*each)(void *ctx, const struct cr_asset *a), void *ctx)
{
	static const char replacing[] = CR_RISK_REPLACING("asset", "party");
	static const char sql[] = CR_RISK_HEAD("party")
	    "    kind, value_cents, burden_cents, currency, day, until_day, "
	    "    nullif(reference, ''), source, note, "
	    "    kind || ' ' || reference "
	    "FROM asset " CR_RISK_WHERE("party")
	    "ORDER BY party, kind, reference, day DESC, id DESC";
	struct cr_risk_reading r;
	struct cr_asset a;
	int rc;

	if ((rc = cr_risk_begin(cr, &r, ask, replacing, sql)) == CR_OK)
		while ((rc = cr_risk_next(&r)) == 1) {
			a.kind = CR_ASSET_OTHER;
			fill(r.st, &a);
			if (cr_risk_is_latest(&r, cr_col_text(r.st,
			    CR_RISK_COLUMNS + 9)) &&
			    cr_risk_stands(&r, a.until) &&
			    (rc = each(ctx, &a)) != 0)
				break;
		}
	cr_risk_release(&r);
	return rc;
}

static void
bind(struct cr_stmt *st, const struct cr_asset *a)
{
	cr_bind_int(st, ":party", a->party);
	cr_bind_text(st, ":kind", words[a->kind]);
	cr_bind_figure(st, ":value", a->value);
	cr_bind_figure(st, ":burden", a->burden);
	cr_bind_said(st, ":currency", a->currency);
	cr_bind_date(st, ":day", a->day);
	cr_bind_date(st, ":until", a->until);
	cr_bind_text(st, ":reference", a->reference != NULL ?
	    a->reference : "");
	cr_bind_said(st, ":source", a->source);
	cr_bind_said(st, ":note", a->note);
}

static int
check(struct cr *cr, const struct cr_asset *a)
{
	bool known = cr_figure_is_known(a->value) ||
	    cr_figure_is_known(a->burden);

	if ((known && cr_is_empty(a->currency)) ||
	    (cr_figure_is_known(a->value) && a->value.cents < 0) ||
	    (cr_figure_is_known(a->burden) && a->burden.cents < 0))
		return cr_fail(cr, CR_EINPUT, "what an asset is worth, and "
		    "what burdens it, is not negative and has a currency");
	if (cr_is_empty(a->reference) && a->kind != CR_ASSET_INCOME &&
	    a->kind != CR_ASSET_PENSION)
		return cr_fail(cr, CR_EINPUT, "an asset of the kind \"%s\" "
		    "needs a reference, that two are not taken for one",
		    words[a->kind]);
	return cr_risk_check_days(cr, a->day, a->until);
}

int
cr_asset_add(struct cr *cr, struct cr_asset *a)
{
	static const char find[] =
	    "SELECT id, value_cents IS :value AND burden_cents IS :burden "
	    "    AND currency IS :currency AND until_day IS :until "
	    "    AND source IS :source AND note IS :note "
	    "FROM asset WHERE party = :party AND kind = :kind "
	    "    AND day = :day AND reference = :reference "
	    "    AND undone_by IS NULL ORDER BY id DESC LIMIT 1";
	static const char sql[] =
	    "INSERT INTO asset (party, kind, value_cents, burden_cents, "
	    "    currency, day, until_day, reference, source, note, "
	    "    replaces, run) "
	    "VALUES (:party, :kind, :value, :burden, :currency, :day, "
	    "    :until, :reference, :source, :note, :replaces, :run)";
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
