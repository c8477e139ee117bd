#include "cr/rate.h"

#include "cr/buf.h"
#include "cr/i18n.h"
#include "cr/print.h"

/* In the order of enum cr_rate_column. */
const struct cr_field cr_rate_fields[CR_RATE_FIELDS] = {
	{ "party", CR_KEY, N_("Key"), N_("the debtor"), 0 },
	{ "code", CR_CODE, N_("Code"), N_("its code"), 0 },
	{ "name", CR_TEXT, N_("Name"), N_("its name"), 0 },
	{ "class", CR_TEXT, N_("Class"), N_("class; none: unrated"), 0 },
	{ "score", CR_COUNT, N_("Score"), N_("points, 100 is the best"), 0 },
	{ "index_bp", CR_BP, N_("Punctuality"),
	    N_("punctuality index, hundredths of points"), 0 },
	{ "dbt_days", CR_COUNT, N_("Days late"),
	    N_("mean days beyond terms, with what is overdue"), 0 },
	{ "late_rate_bp", CR_BP, N_("Late"), N_("share of items late"), 0 },
	{ "trend_bp", CR_BP, N_("Trend"),
	    N_("index of the last months less that of the window"), 0 },
	{ "unpaid", CR_COUNT, N_("Unpaid"),
	    N_("payments that came back in the window"), 0 },
	{ "overdue_cents", CR_CENTS, N_("Overdue"), N_("open and late"), 0 },
	{ "exposure_cents", CR_CENTS, N_("Exposure"), N_("all open"), 0 },
	{ "credits_cents", CR_CENTS, N_("Credits"),
	    N_("credit notes and money on account"), 0 },
	{ "items", CR_COUNT, N_("Items"),
	    N_("paid in the window or overdue"), 0 },
	{ "pd_bp", CR_BP, N_("Default"),
	    N_("probability of default in twelve months"), 0 },
	{ "adp_days", CR_COUNT, N_("Days to pay"), N_("mean, from issue"), 1 },
	{ "delay_days", CR_COUNT, N_("Delay"),
	    N_("mean days beyond terms, early ones negative"), 1 },
	{ "adl_days", CR_COUNT, N_("Days late, paid"),
	    N_("mean days beyond terms of what was paid"), 1 },
	{ "since", CR_DATE, N_("Since"), N_("day of its first document"), 1 },
	{ "day", CR_DATE, N_("Day"), N_("the day it is rated for"), 1 },
	{ "broken", CR_COUNT, N_("Broken"),
	    N_("promises to pay not kept in the window"), 1 },
	{ "disputes", CR_COUNT, N_("Disputes"),
	    N_("disputes that began in the window"), 1 },
	{ "utilisation_bp", CR_BP, N_("Used"),
	    N_("share of the credit limit that is owed"), 1 },
	{ "z_bp", CR_BP, N_("Z''"),
	    N_("Altman's score of the balance sheet, hundredths"), 1 },
	{ "z_maker_bp", CR_BP, N_("Z'"),
	    N_("the same for who makes things"), 1 },
	{ "sheet", CR_DATE, N_("Balance sheet"), N_("its last day"), 1 },
	{ "learned_pd_bp", CR_BP, N_("Default, learned"),
	    N_("the same by what the ledger's history teaches"), 0 },
};

/* In the order of enum cr_reason_column. */
const struct cr_field cr_reason_fields[CR_REASON_FIELDS] = {
	{ "party", CR_KEY, N_("Key"), N_("the debtor"), 0 },
	{ "code", CR_CODE, N_("Code"), N_("its code"), 1 },
	{ "name", CR_TEXT, N_("Name"), N_("its name"), 0 },
	{ "measure", CR_TEXT, N_("Measure"), N_("what was measured"), 0 },
	{ "heading", CR_TEXT, N_("Heading"), N_("which of the five C"), 0 },
	{ "score_bp", CR_BP, N_("Worth"),
	    N_("points of it alone, hundredths"), 0 },
	{ "weight", CR_COUNT, N_("Weight"), N_("0: a cap or a deduction"), 0 },
	{ "points_bp", CR_BP, N_("Points"),
	    N_("what it brings to the score, hundredths"), 0 },
	{ "why", CR_TEXT, N_("Why"), N_("in words"), 0 },
};

static void
put_known(struct cr_printer *p, size_t column, int32_t v)
{
	if (v != CR_NOT_KNOWN)
		cr_put_count(p, column, v);
}

int
cr_rate_put(void *ctx, const struct cr_rating *r, const char *code,
    const char *name)
{
	struct cr_printer *p = ctx;

	cr_put_key(p, CR_RATE_PARTY, CR_KEY_PARTY, r->party);
	cr_put_text_cell(p, CR_RATE_CODE, code);
	cr_put_text_cell(p, CR_RATE_NAME, name);
	cr_put_text_cell(p, CR_RATE_CLASS, r->class_name);
	put_known(p, CR_RATE_SCORE, r->score);
	put_known(p, CR_RATE_INDEX, r->index_bp);
	put_known(p, CR_RATE_DBT, r->dbt_days);
	put_known(p, CR_RATE_LATE, r->late_rate_bp);
	put_known(p, CR_RATE_TREND, r->trend_bp);
	cr_put_count(p, CR_RATE_UNPAID, r->unpaid);
	cr_put_cents(p, CR_RATE_OVERDUE, r->overdue);
	cr_put_cents(p, CR_RATE_EXPOSURE, r->exposure);
	cr_put_cents(p, CR_RATE_CREDITS, r->credits);
	cr_put_count(p, CR_RATE_ITEMS, r->items);
	put_known(p, CR_RATE_PD, r->pd_bp);
	put_known(p, CR_RATE_ADP, r->adp_days);
	put_known(p, CR_RATE_DELAY, r->delay_days);
	put_known(p, CR_RATE_ADL, r->adl_days);
	if (cr_date_is_set(r->since))
		cr_put_date(p, CR_RATE_SINCE, r->since);
	cr_put_date(p, CR_RATE_DAY, r->day);
	cr_put_count(p, CR_RATE_BROKEN, r->broken);
	cr_put_count(p, CR_RATE_DISPUTES, r->disputes);
	put_known(p, CR_RATE_USE, r->use_bp);
	put_known(p, CR_RATE_Z, r->z_bp);
	put_known(p, CR_RATE_Z_MAKER, r->z_maker_bp);
	if (cr_date_is_set(r->sheet))
		cr_put_date(p, CR_RATE_SHEET, r->sheet);
	put_known(p, CR_RATE_LEARNED, r->learned_bp);
	cr_print_row(p);
	return 0;
}

int
cr_rate_put_reasons(void *ctx, const struct cr_rating *r, const char *code,
    const char *name)
{
	const struct cr_reason *why = r->reasons;
	struct cr_printer *p = ctx;
	struct cr_buf words;

	cr_buf_init(&words);
	for (; why < r->reasons + r->nreasons; why++) {
		cr_put_key(p, CR_REASON_PARTY, CR_KEY_PARTY, r->party);
		cr_put_text_cell(p, CR_REASON_CODE, code);
		cr_put_text_cell(p, CR_REASON_NAME, name);
		cr_put_text_cell(p, CR_REASON_MEASURE, why->measure);
		cr_put_text_cell(p, CR_REASON_HEADING, why->heading);
		cr_put_count(p, CR_REASON_SCORE, why->score_bp);
		cr_put_count(p, CR_REASON_WEIGHT, why->weight);
		cr_put_count(p, CR_REASON_POINTS, why->points_bp);
		cr_buf_clear(&words);
		cr_rate_why(&words, r, why);
		cr_put_text_cell(p, CR_REASON_WHY, words.s);
		cr_print_row(p);
	}
	cr_buf_release(&words);
	return 0;
}
