#include "cr/figures.h"

#include "cr/i18n.h"
#include "cr/print.h"

/* In the order of enum cr_figures_column. */
const struct cr_field cr_figures_fields[CR_FC_FIELDS] = {
	{ "party", CR_KEY, N_("Key"),
	    N_("the party; none for an area or a category"), 0 },
	{ "code", CR_CODE, N_("Code"),
	    N_("code of the party; or the area or category"), 0 },
	{ "name", CR_TEXT, N_("Name"), N_("name of the party"), 0 },
	{ "currency", CR_TEXT, N_("Currency"), N_("of the amounts"), 0 },
	{ "from", CR_DATE, N_("From"), N_("first day of the period"), 0 },
	{ "until", CR_DATE, N_("Until"), N_("last day of the period"), 0 },
	{ "sales_cents", CR_CENTS, N_("Sales"),
	    N_("invoices of the period less credit notes"), 0 },
	{ "receivables_cents", CR_CENTS, N_("Receivables"),
	    N_("owed at its end, less each debtor's credits"), 0 },
	{ "overdue_cents", CR_CENTS, N_("Overdue"),
	    N_("of them, late: credits pay it first"), 0 },
	{ "dso_centidays", CR_CENTIDAYS, N_("DSO"),
	    N_("days of sales outstanding"), 0 },
	{ "countback_centidays", CR_CENTIDAYS, N_("Count-back"),
	    N_("DSO by counting the sales of past months back"), 0 },
	{ "bpdso_centidays", CR_CENTIDAYS, N_("Best DSO"),
	    N_("best possible DSO: were nothing overdue"), 0 },
	{ "add_centidays", CR_CENTIDAYS, N_("Delinquent"),
	    N_("average days delinquent: DSO less the best"), 0 },
	{ "adl_centidays", CR_CENTIDAYS, N_("Days late"),
	    N_("average days late of what was paid"), 0 },
	{ "cei_bp", CR_BP, N_("CEI"),
	    N_("collection effectiveness index"), 0 },
	{ "overdue_bp", CR_BP, N_("Overdue share"),
	    N_("overdue of receivables"), 0 },
	{ "kept_bp", CR_BP, N_("In 30 days"),
	    N_("collected within 30 days of the due date"), 0 },
	{ "dso_trend_centidays", CR_CENTIDAYS, N_("DSO trend"),
	    N_("DSO less that of the period before"), 0 },
	{ "overdue_trend_bp", CR_BP, N_("Overdue trend"),
	    N_("overdue share less that of the period before"), 0 },
	{ "opening_cents", CR_CENTS, N_("Opening"),
	    N_("receivables on the day before the period"), 1 },
	{ "current_cents", CR_CENTS, N_("Not due"),
	    N_("of the receivables, not overdue"), 1 },
	{ "credits_cents", CR_CENTS, N_("Credits"),
	    N_("credits beyond what their debtors owe"), 1 },
	{ "paid_cents", CR_CENTS, N_("Paid"),
	    N_("paid in the period on items, and not returned"), 1 },
	{ "promised_cents", CR_CENTS, N_("Promised"),
	    N_("claims whose 30 days ended in the period"), 1 },
	{ "kept_cents", CR_CENTS, N_("Kept"),
	    N_("of them, collected within the 30 days"), 1 },
	{ "adp_centidays", CR_CENTIDAYS, N_("Days to pay"),
	    N_("average days from document to payment"), 1 },
	{ "delay_centidays", CR_CENTIDAYS, N_("Delay"),
	    N_("average days from due date to payment"), 1 },
	{ "dbt_centidays", CR_CENTIDAYS, N_("Beyond terms"),
	    N_("average days late, with what is open and late"), 1 },
	{ "adl_trend_centidays", CR_CENTIDAYS, N_("Late trend"),
	    N_("days late less those of the period before"), 1 },
	{ "cei_trend_bp", CR_BP, N_("CEI trend"),
	    N_("CEI less that of the period before"), 1 },
	{ "kept_trend_bp", CR_BP, N_("In 30 days trend"),
	    N_("share collected less that of the period before"), 1 },
};

/* The columns of sums and figures; a figure may have one for its trend. */
static const struct {
	enum cr_figures_column column;
	enum cr_figures_sum sum;
} sum_columns[] = {
	{ CR_FC_SALES, CR_SUM_SALES }, { CR_FC_OVERDUE, CR_SUM_OVERDUE },
	{ CR_FC_OPENING, CR_SUM_OPENING }, { CR_FC_CURRENT, CR_SUM_CURRENT },
	{ CR_FC_CREDITS, CR_SUM_CREDITS }, { CR_FC_PAID, CR_SUM_PAID },
	{ CR_FC_PROMISED_CENTS, CR_SUM_PROMISED },
	{ CR_FC_KEPT_CENTS, CR_SUM_KEPT },
};
static const struct {
	enum cr_figure figure;
	enum cr_figures_column column, trend;	/* trend 0: none */
} figure_columns[] = {
	{ CR_FIGURE_DSO, CR_FC_DSO, CR_FC_DSO_TREND },
	{ CR_FIGURE_COUNTBACK, CR_FC_COUNTBACK, 0 },
	{ CR_FIGURE_BPDSO, CR_FC_BPDSO, 0 },
	{ CR_FIGURE_ADD, CR_FC_ADD, 0 },
	{ CR_FIGURE_ADP, CR_FC_ADP, 0 },
	{ CR_FIGURE_DELAY, CR_FC_DELAY, 0 },
	{ CR_FIGURE_ADL, CR_FC_ADL, CR_FC_ADL_TREND },
	{ CR_FIGURE_DBT, CR_FC_DBT, 0 },
	{ CR_FIGURE_CEI, CR_FC_CEI, CR_FC_CEI_TREND },
	{ CR_FIGURE_OVERDUE, CR_FC_OVERDUE_BP, CR_FC_OVERDUE_TREND },
	{ CR_FIGURE_KEPT, CR_FC_KEPT, CR_FC_KEPT_TREND },
};

static void
put_figure(struct cr_printer *p, const struct cr_figures_row *row, size_t i)
{
	enum cr_figure f = figure_columns[i].figure;
	enum cr_figures_column c = figure_columns[i].column;
	int64_t unit = cr_figures_fields[c].kind == CR_BP ? 10000 : 100;
	int64_t now, before;

	if (!cr_figure(f, row->period, row->sums, unit, &now))
		return;
	cr_put_count(p, c, now);
	c = figure_columns[i].trend;
	if (c != 0 && row->sums_before != NULL && cr_figure(f,
	    row->period_before, row->sums_before, unit, &before))
		cr_put_count(p, c, now - before);
}

int
cr_figures_put(void *ctx, const struct cr_figures_row *row)
{
	struct cr_printer *p = ctx;
	struct cr_money receivables = row->sums[CR_SUM_CURRENT];
	size_t i;

	cr_put_key(p, CR_FC_PARTY, CR_KEY_PARTY, row->party);
	cr_put_text_cell(p, CR_FC_CODE, row->code);
	cr_put_text_cell(p, CR_FC_NAME, row->name);
	cr_put_text_cell(p, CR_FC_CURRENCY, row->currency);
	cr_put_date(p, CR_FC_FROM, row->period->from);
	cr_put_date(p, CR_FC_UNTIL, row->period->until);
	if (cr_money_add(&receivables, row->sums[CR_SUM_OVERDUE]))
		cr_put_cents(p, CR_FC_RECEIVABLES, receivables);
	for (i = 0; i < CR_COUNT_OF(sum_columns); i++)
		cr_put_cents(p, sum_columns[i].column,
		    row->sums[sum_columns[i].sum]);
	for (i = 0; i < CR_COUNT_OF(figure_columns); i++)
		put_figure(p, row, i);
	cr_print_row(p);
	return 0;
}
