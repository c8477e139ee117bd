#include "risk_facts.h"

#include <stdio.h>

#include "cr/cr.h"
#include "cr/db.h"

static const char *const words[CR_SHEET_FIGURES] = {
	[CR_SHEET_ASSETS] = "assets",
	[CR_SHEET_CURRENT_ASSETS] = "current_assets",
	[CR_SHEET_CURRENT_LIABILITIES] = "current_liabilities",
	[CR_SHEET_RETAINED] = "retained",
	[CR_SHEET_EBIT] = "ebit",
	[CR_SHEET_EQUITY] = "equity",
	[CR_SHEET_LIABILITIES] = "liabilities",
	[CR_SHEET_SALES] = "sales",
};

const char *
cr_sheet_word(enum cr_sheet_figure figure)
{
	return words[figure];
}

/* In the order of the figures. */
#define FIGURES "assets_cents, current_assets_cents, " \
	"current_liabilities_cents, retained_cents, ebit_cents, " \
	"equity_cents, liabilities_cents, sales_cents"

static void
fill(struct cr_stmt *st, struct cr_balance_sheet *b)
{
	int i, col = CR_RISK_COLUMNS;

	b->id = cr_col_int(st, CR_RISK_ID);
	b->replaces = cr_col_int(st, CR_RISK_REPLACES);
	b->party = cr_col_int(st, CR_RISK_PARTY);
	b->run = cr_col_int(st, CR_RISK_RUN);
	b->day = cr_col_date(st, col++);
	b->filed = cr_col_date(st, col++);
	cr_col_currency(st, col++, b->currency);
	b->source = cr_col_text(st, col++);
	for (i = 0; i < CR_SHEET_FIGURES; i++)
		b->figures[i] = cr_col_figure(st, col++);
}

int
cr_balance_sheet_each(struct cr *cr, const struct cr_risk_ask *ask,
    int (*each)(void *ctx, const struct cr_balance_sheet *b), void *ctx)
{
	static const char replacing[] =
	    CR_RISK_REPLACING("balance_sheet", "party");
	static const char sql[] = CR_RISK_HEAD("party")
	    "    day, filed, currency, source, " FIGURES
	    " FROM balance_sheet " CR_RISK_WHERE("party")
	    "    AND (filed IS NULL OR filed <= :day) "
	    "ORDER BY party, day DESC, id DESC";
	struct cr_risk_reading r;
	struct cr_balance_sheet b;
	int rc;

	if ((rc = cr_risk_begin(cr, &r, ask, replacing, sql)) == CR_OK)
		while ((rc = cr_risk_next(&r)) == 1) {
			fill(r.st, &b);
			if ((rc = each(ctx, &b)) != 0)
				break;
		}
	cr_risk_release(&r);
	return rc;
}

static int
check(struct cr *cr, const struct cr_balance_sheet *b)
{
	struct cr_money assets = b->figures[CR_SHEET_ASSETS];

	if (!cr_figure_is_known(assets) || assets.cents <= 0)
		return cr_fail(cr, CR_EINPUT, "a balance sheet needs its "
		    "total assets, more than nought");
	if (cr_date_is_set(b->filed) && b->filed.days < b->day.days)
		return cr_fail(cr, CR_EINPUT, "a balance sheet was filed "
		    "before its year was over");
	return CR_OK;
}

static void
bind(struct cr_stmt *st, const struct cr_balance_sheet *b)
{
	static const char *const params[CR_SHEET_FIGURES] = {
		":assets", ":current_assets", ":current_liabilities",
		":retained", ":ebit", ":equity", ":liabilities", ":sales",
	};
	int i;

	cr_bind_int(st, ":party", b->party);
	cr_bind_date(st, ":day", b->day);
	cr_bind_date(st, ":filed", b->filed);
	cr_bind_text(st, ":currency", b->currency);
	cr_bind_said(st, ":source", b->source);
	for (i = 0; i < CR_SHEET_FIGURES; i++)
		cr_bind_figure(st, params[i], b->figures[i]);
}

int
cr_balance_sheet_add(struct cr *cr, struct cr_balance_sheet *b)
{
	static const char find[] =
	    "SELECT id, filed IS :filed AND currency = :currency "
	    "    AND source IS :source AND assets_cents = :assets "
	    "    AND current_assets_cents IS :current_assets "
	    "    AND current_liabilities_cents IS :current_liabilities "
	    "    AND retained_cents IS :retained AND ebit_cents IS :ebit "
	    "    AND equity_cents IS :equity "
	    "    AND liabilities_cents IS :liabilities "
	    "    AND sales_cents IS :sales "
	    "FROM balance_sheet WHERE party = :party AND day = :day "
	    "    AND undone_by IS NULL ORDER BY id DESC LIMIT 1";
	static const char sql[] =
	    "INSERT INTO balance_sheet (party, day, filed, currency, "
	    "    source, " FIGURES ", replaces, run) "
	    "VALUES (:party, :day, :filed, :currency, :source, :assets, "
	    "    :current_assets, :current_liabilities, :retained, :ebit, "
	    "    :equity, :liabilities, :sales, :replaces, :run)";
	struct cr_stmt *st;
	int rc;

	if ((rc = check(cr, b)) != CR_OK)
		return rc;
	bind(st = cr_sql(cr, find), b);
	if ((rc = cr_risk_find(cr, st, &b->id, &b->replaces)) <= CR_RISK_SAME)
		return rc;
	bind(st = cr_sql(cr, sql), b);
	return cr_risk_insert(cr, st, rc, b->replaces, &b->id);
}
