#include "cr/rate_told.h"

#include "cr/buf.h"
#include "cr/i18n.h"
#include "cr/print.h"

enum past { P_PARTY, P_CODE, P_NAME, P_DAY, P_CLASS, P_SCORE, P_INDEX, P_DBT,
    P_LATE, P_TREND, P_UNPAID, P_OVERDUE, P_EXPOSURE, P_CREDITS, P_PD,
    P_CURRENCY, P_MODEL, P_RUN };
const struct cr_field cr_past_fields[CR_PAST_FIELDS] = {
	[P_PARTY] = { "party", CR_KEY, N_("Key"), N_("the debtor"), 0 },
	[P_CODE] = { "code", CR_CODE, N_("Code"), N_("its code"), 1 },
	[P_NAME] = { "name", CR_TEXT, N_("Name"), N_("its name"), 0 },
	[P_DAY] = { "day", CR_DATE, N_("Day"), N_("in force from then on"),
	    0 },
	[P_CLASS] = { "class", CR_TEXT, N_("Class"),
	    N_("class; none: unrated"), 0 },
	[P_SCORE] = { "score", CR_COUNT, N_("Score"),
	    N_("points, 100 is the best"), 0 },
	[P_INDEX] = { "index_bp", CR_BP, N_("Punctuality"),
	    N_("punctuality index, hundredths of points"), 0 },
	[P_DBT] = { "dbt_days", CR_COUNT, N_("Days late"),
	    N_("mean days beyond terms, with what is overdue"), 0 },
	[P_LATE] = { "late_rate_bp", CR_BP, N_("Late"),
	    N_("share of items late"), 0 },
	[P_TREND] = { "trend_bp", CR_BP, N_("Trend"),
	    N_("index of the last months less that of the window"), 0 },
	[P_UNPAID] = { "unpaid", CR_COUNT, N_("Unpaid"),
	    N_("payments that came back in the window"), 0 },
	[P_OVERDUE] = { "overdue_cents", CR_CENTS, N_("Overdue"),
	    N_("open and late"), 0 },
	[P_EXPOSURE] = { "exposure_cents", CR_CENTS, N_("Exposure"),
	    N_("all open"), 0 },
	[P_CREDITS] = { "credits_cents", CR_CENTS, N_("Credits"),
	    N_("credit notes and money on account"), 0 },
	[P_PD] = { "pd_bp", CR_BP, N_("Default"),
	    N_("probability of default in twelve months"), 0 },
	[P_CURRENCY] = { "currency", CR_TEXT, N_("Currency"),
	    N_("of the amounts"), 1 },
	[P_MODEL] = { "model", CR_TEXT, N_("Model"),
	    N_("that it was made with"), 1 },
	[P_RUN] = { "run", CR_KEY, N_("Run"), N_("that made it"), 1 },
};

enum past_why { W_PARTY, W_CODE, W_NAME, W_DAY, W_MEASURE, W_HEADING, W_SCORE,
    W_WEIGHT, W_POINTS };
const struct cr_field cr_past_why_fields[CR_PAST_WHY_FIELDS] = {
	[W_PARTY] = { "party", CR_KEY, N_("Key"), N_("the debtor"), 0 },
	[W_CODE] = { "code", CR_CODE, N_("Code"), N_("its code"), 1 },
	[W_NAME] = { "name", CR_TEXT, N_("Name"), N_("its name"), 0 },
	[W_DAY] = { "day", CR_DATE, N_("Day"), N_("in force from then on"),
	    0 },
	[W_MEASURE] = { "measure", CR_TEXT, N_("Measure"),
	    N_("what was measured"), 0 },
	[W_HEADING] = { "heading", CR_TEXT, N_("Heading"),
	    N_("which of the five C"), 0 },
	[W_SCORE] = { "score_bp", CR_BP, N_("Worth"),
	    N_("points of it alone, hundredths"), 0 },
	[W_WEIGHT] = { "weight", CR_COUNT, N_("Weight"),
	    N_("0: a cap or a deduction"), 0 },
	[W_POINTS] = { "points_bp", CR_BP, N_("Points"),
	    N_("what it brings to the score, hundredths"), 0 },
};

enum change { C_PARTY, C_CODE, C_NAME, C_FROM, C_TO, C_DAY, C_FROM_SCORE,
    C_TO_SCORE, C_WHY };
const struct cr_field cr_change_fields[CR_CHANGE_FIELDS] = {
	[C_PARTY] = { "party", CR_KEY, N_("Key"), N_("the debtor"), 0 },
	[C_CODE] = { "code", CR_CODE, N_("Code"), N_("its code"), 1 },
	[C_NAME] = { "name", CR_TEXT, N_("Name"), N_("its name"), 0 },
	[C_FROM] = { "from", CR_TEXT, N_("From"), N_("class then"), 0 },
	[C_TO] = { "to", CR_TEXT, N_("To"), N_("class now"), 0 },
	[C_DAY] = { "day", CR_DATE, N_("Day"), N_("since when"), 0 },
	[C_FROM_SCORE] = { "from_score", CR_COUNT, N_("Score then"),
	    N_("points, 100 is the best"), 0 },
	[C_TO_SCORE] = { "to_score", CR_COUNT, N_("Score now"),
	    N_("points, 100 is the best"), 0 },
	[C_WHY] = { "why", CR_TEXT, N_("Why"),
	    N_("what brings more points, or fewer, than then"), 0 },
};

enum change_why { D_PARTY, D_CODE, D_NAME, D_FROM, D_TO, D_MEASURE,
    D_FROM_BP, D_TO_BP, D_POINTS };
const struct cr_field cr_change_why_fields[CR_CHANGE_WHY_FIELDS] = {
	[D_PARTY] = { "party", CR_KEY, N_("Key"), N_("the debtor"), 0 },
	[D_CODE] = { "code", CR_CODE, N_("Code"), N_("its code"), 1 },
	[D_NAME] = { "name", CR_TEXT, N_("Name"), N_("its name"), 0 },
	[D_FROM] = { "from", CR_TEXT, N_("From"), N_("class then"), 0 },
	[D_TO] = { "to", CR_TEXT, N_("To"), N_("class now"), 0 },
	[D_MEASURE] = { "measure", CR_TEXT, N_("Measure"),
	    N_("what was measured"), 0 },
	[D_FROM_BP] = { "from_bp", CR_BP, N_("Then"),
	    N_("what it brought, hundredths of points"), 0 },
	[D_TO_BP] = { "to_bp", CR_BP, N_("Now"),
	    N_("what it brings, hundredths of points"), 0 },
	[D_POINTS] = { "points_bp", CR_BP, N_("Points"),
	    N_("the difference: they add up to that of the scores"), 0 },
};

static void
put_known(struct cr_printer *p, size_t column, int32_t v)
{
	if (v != CR_NOT_KNOWN)
		cr_put_count(p, column, v);
}

int
cr_past_put(void *ctx, const struct cr_rate_past *past)
{
	const struct cr_rating *r = past->rating;
	struct cr_printer *p = ctx;

	cr_put_key(p, P_PARTY, CR_KEY_PARTY, r->party);
	cr_put_text_cell(p, P_CODE, past->code);
	cr_put_text_cell(p, P_NAME, past->name);
	cr_put_date(p, P_DAY, r->day);
	cr_put_text_cell(p, P_CLASS, r->class_name);
	put_known(p, P_SCORE, r->score);
	put_known(p, P_INDEX, r->index_bp);
	put_known(p, P_DBT, r->dbt_days);
	put_known(p, P_LATE, r->late_rate_bp);
	put_known(p, P_TREND, r->trend_bp);
	cr_put_count(p, P_UNPAID, r->unpaid);
	cr_put_cents(p, P_OVERDUE, r->overdue);
	cr_put_cents(p, P_EXPOSURE, r->exposure);
	cr_put_cents(p, P_CREDITS, r->credits);
	put_known(p, P_PD, r->pd_bp);
	cr_put_text_cell(p, P_CURRENCY, past->made->currency);
	cr_put_text_cell(p, P_MODEL, past->made->model);
	cr_put_key(p, P_RUN, CR_KEY_RUN, past->made->run);
	cr_print_row(p);
	return 0;
}

int
cr_past_put_why(void *ctx, const struct cr_rate_past *past)
{
	const struct cr_rating *r = past->rating;
	const struct cr_reason *why = r->reasons;
	struct cr_printer *p = ctx;

	for (; why < r->reasons + r->nreasons; why++) {
		cr_put_key(p, W_PARTY, CR_KEY_PARTY, r->party);
		cr_put_text_cell(p, W_CODE, past->code);
		cr_put_text_cell(p, W_NAME, past->name);
		cr_put_date(p, W_DAY, r->day);
		cr_put_text_cell(p, W_MEASURE, why->measure);
		cr_put_text_cell(p, W_HEADING, why->heading);
		cr_put_count(p, W_SCORE, why->score_bp);
		cr_put_count(p, W_WEIGHT, why->weight);
		cr_put_count(p, W_POINTS, why->points_bp);
		cr_print_row(p);
	}
	return 0;
}

/* "punctuality -8.20, cap:unpaid -5.00, trend +1.10" */
static void
say(struct cr_buf *b, const struct cr_rate_change *c)
{
	const struct cr_rate_difference *d = c->v;
	struct cr_money points;

	for (; d < c->v + c->n; d++) {
		points.cents = d->to_bp - d->from_bp;
		cr_buf_addf(b, "%s%s %s", d == c->v ? "" : ", ", d->measure,
		    points.cents > 0 ? "+" : "");
		cr_money_format(b, points, '.', '\0');
	}
}

int
cr_change_put(void *ctx, const struct cr_rate_change *c)
{
	struct cr_printer *p = ctx;
	struct cr_buf b;

	cr_buf_init(&b);
	say(&b, c);
	cr_put_key(p, C_PARTY, CR_KEY_PARTY, c->party);
	cr_put_text_cell(p, C_CODE, c->code);
	cr_put_text_cell(p, C_NAME, c->name);
	cr_put_text_cell(p, C_FROM, c->from);
	cr_put_text_cell(p, C_TO, c->to);
	cr_put_date(p, C_DAY, c->day);
	put_known(p, C_FROM_SCORE, c->from_score);
	put_known(p, C_TO_SCORE, c->to_score);
	cr_put_text_cell(p, C_WHY, b.s);
	cr_print_row(p);
	cr_buf_release(&b);
	return 0;
}

int
cr_change_put_why(void *ctx, const struct cr_rate_change *c)
{
	const struct cr_rate_difference *d = c->v;
	struct cr_printer *p = ctx;

	for (; d < c->v + c->n; d++) {
		cr_put_key(p, D_PARTY, CR_KEY_PARTY, c->party);
		cr_put_text_cell(p, D_CODE, c->code);
		cr_put_text_cell(p, D_NAME, c->name);
		cr_put_text_cell(p, D_FROM, c->from);
		cr_put_text_cell(p, D_TO, c->to);
		cr_put_text_cell(p, D_MEASURE, d->measure);
		cr_put_count(p, D_FROM_BP, d->from_bp);
		cr_put_count(p, D_TO_BP, d->to_bp);
		cr_put_count(p, D_POINTS, d->to_bp - d->from_bp);
		cr_print_row(p);
	}
	return 0;
}
