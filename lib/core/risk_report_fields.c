#include "cr/risk_report.h"

#include <stdio.h>

#include "cr/concentration.h"
#include "cr/error.h"
#include "cr/i18n.h"
#include "cr/print.h"
#include "cr/rating.h"

#define LATE(from, to) { "d" #from "_" #to "_cents", CR_CENTS, \
	#from "-" #to, N_("so many days late"), 1 }

/* In the order of enum cr_risk_column. */
const struct cr_field cr_risk_fields[CR_RISK_C_FIELDS] = {
	{ "line", CR_TEXT, N_("Line"), N_("what the row tells: class, moved, "
	    "month, score, debtor, largest, abc, measure, promise, unpaid"),
	    0 },
	{ "day", CR_DATE, N_("Day"), N_("the day, or the last of a month"),
	    0 },
	{ "class", CR_TEXT, N_("Class"), N_("rating class; none: unrated"),
	    0 },
	{ "to_class", CR_TEXT, N_("To class"), N_("of who moved: the class "
	    "on the day"), 0 },
	{ "what", CR_TEXT, N_("What"), N_("band of scores, A, B or C, "
	    "measure, state of promises"), 0 },
	{ "party", CR_KEY, N_("Key"), N_("the debtor"), 0 },
	{ "code", CR_CODE, N_("Code"), N_("code of the debtor"), 0 },
	{ "name", CR_TEXT, N_("Name"), N_("name of the debtor"), 0 },
	{ "currency", CR_TEXT, N_("Currency"), N_("of the amounts"), 0 },
	{ "count", CR_COUNT, N_("Count"), N_("debtors, bills or promises"),
	    0 },
	{ "total_cents", CR_CENTS, N_("Total"), N_("open, less credits"), 0 },
	{ "overdue_cents", CR_CENTS, N_("Overdue"),
	    N_("of it overdue, before credits"), 0 },
	{ "share_bp", CR_BP, N_("Share"), N_("of the whole; or the measure"),
	    0 },
	{ "cumulated_bp", CR_BP, N_("Cumulated"),
	    N_("share of it and all before it"), 0 },
	{ "pd_bp", CR_BP, N_("PD"), N_("probability of default in a year"),
	    0 },
	{ "loss_cents", CR_CENTS, N_("Expected loss"),
	    N_("total x PD x loss given default"), 0 },
	{ "current_cents", CR_CENTS, N_("Not due"),
	    N_("not overdue on that day"), 1 },
	LATE(1, 30), LATE(31, 60), LATE(61, 90), LATE(91, 120),
	LATE(121, 180), LATE(181, 365),
	{ "over_365_cents", CR_CENTS, N_("over 365"),
	    N_("more days late"), 1 },
	{ "credits_cents", CR_CENTS, N_("Credits"),
	    N_("credit notes and money on account, not allocated"), 1 },
	{ "score", CR_COUNT, N_("Score"), N_("of the debtor, 0 to 100"), 1 },
};

/* A report being printed. */
struct putting {
	struct cr_printer *p;
	const struct cr_risk *r;
};

static void
begin(const struct putting *t, const char *line, size_t day)
{
	cr_put_text_cell(t->p, CR_RISK_C_LINE, line);
	cr_put_date(t->p, CR_RISK_C_DAY, t->r->days[day]);
	cr_put_text_cell(t->p, CR_RISK_C_CURRENCY, t->r->opts->currency);
}

static void
put_known(const struct putting *t, enum cr_risk_column c, int32_t v)
{
	if (v != CR_NOT_KNOWN)
		cr_put_count(t->p, c, v);
}

static void
put_sum(const struct putting *t, const struct cr_risk_share *s,
    struct cr_money whole)
{
	cr_put_count(t->p, CR_RISK_C_COUNT, s->debtors);
	cr_put_cents(t->p, CR_RISK_C_TOTAL, s->sum);
	cr_put_count(t->p, CR_RISK_C_SHARE, cr_share_bp(s->sum, whole));
}

/* ---- By class ----------------------------------------------------------- */

static void
put_cell(const struct putting *t, const char *line, size_t day, size_t number)
{
	const struct cr_risk_cell *c = &t->r->cells[day][number];
	size_t b;

	begin(t, line, day);
	cr_put_text_cell(t->p, CR_RISK_C_CLASS,
	    t->r->classes[number].name);
	cr_put_count(t->p, CR_RISK_C_COUNT, c->debtors);
	cr_put_cents(t->p, CR_RISK_C_TOTAL, c->total);
	cr_put_cents(t->p, CR_RISK_C_OVERDUE, c->overdue);
	for (b = 0; b < CR_RISK_BUCKETS; b++)
		cr_put_cents(t->p, CR_RISK_C_BUCKETS + b, c->buckets[b]);
	cr_put_cents(t->p, CR_RISK_C_CREDITS, c->credits);
}

/* Every class has a row, also when nobody is in it; unrated if somebody is. */
static bool
has_row(const struct cr_risk *r, size_t day, size_t number)
{
	const struct cr_risk_cell *c = &r->cells[day][number];

	return number < r->nclasses || c->debtors > 0 || c->total.cents != 0;
}

static void
put_classes(const struct putting *t)
{
	const struct cr_risk *r = t->r;
	struct cr_risk_cell whole;
	size_t c, day = r->ndays - 1;

	if (cr_risk_whole(r, day, &whole) != CR_OK)
		return;
	for (c = 0; c <= r->nclasses; c++) {
		if (!has_row(r, day, c))
			continue;
		put_cell(t, "class", day, c);
		if (whole.total.cents > 0)
			cr_put_count(t->p, CR_RISK_C_SHARE, cr_share_bp(
			    r->cells[day][c].total, whole.total));
		put_known(t, CR_RISK_C_PD, r->classes[c].pd_bp);
		if (r->classes[c].pd_bp != CR_NOT_KNOWN)
			cr_put_cents(t->p, CR_RISK_C_LOSS, r->loss[c]);
		cr_print_row(t->p);
	}
}

static void
put_moved(const struct putting *t)
{
	const struct cr_risk *r = t->r;
	const struct cr_risk_share *s;
	size_t from, to;

	for (from = 0; from <= r->nclasses; from++)
		for (to = 0; to <= r->nclasses; to++) {
			s = &r->moved[from][to];
			if (s->debtors == 0)
				continue;
			begin(t, "moved", r->ndays - 1);
			cr_put_text_cell(t->p, CR_RISK_C_CLASS,
			    r->classes[from].name);
			cr_put_text_cell(t->p, CR_RISK_C_TO_CLASS,
			    r->classes[to].name);
			cr_put_count(t->p, CR_RISK_C_COUNT, s->debtors);
			cr_put_cents(t->p, CR_RISK_C_TOTAL, s->sum);
			cr_print_row(t->p);
		}
}

static void
put_months(const struct putting *t)
{
	size_t day, c;

	for (day = 0; day < t->r->ndays; day++)
		for (c = 0; c <= t->r->nclasses; c++) {
			if (!has_row(t->r, day, c))
				continue;
			put_cell(t, "month", day, c);
			cr_print_row(t->p);
		}
}

static void
put_scores(const struct putting *t)
{
	const int width = 100 / CR_RISK_SCORES;
	char band[16];
	size_t c;
	int s;

	for (c = 0; c <= t->r->nclasses; c++)
		for (s = 0; s < CR_RISK_SCORES; s++) {
			if (t->r->scores[c][s] == 0)
				continue;
			snprintf(band, sizeof(band), "%d-%d", s * width,
			    s + 1 < CR_RISK_SCORES ? (s + 1) * width - 1 :
			    100);
			begin(t, "score", t->r->ndays - 1);
			cr_put_text_cell(t->p, CR_RISK_C_CLASS,
			    t->r->classes[c].name);
			cr_put_text_cell(t->p, CR_RISK_C_WHAT, band);
			cr_put_count(t->p, CR_RISK_C_COUNT,
			    t->r->scores[c][s]);
			cr_print_row(t->p);
		}
}

/* ---- On how few it rests ------------------------------------------------ */

static void
put_debtor(const struct putting *t, const struct cr_risk_debtor *d)
{
	const char abc[] = { d->abc, '\0' };
	struct cr_money told = d->before;

	begin(t, "debtor", t->r->ndays - 1);
	cr_put_text_cell(t->p, CR_RISK_C_CLASS,
	    t->r->classes[d->class_number].name);
	cr_put_text_cell(t->p, CR_RISK_C_WHAT, abc);
	cr_put_key(t->p, CR_RISK_C_PARTY, CR_KEY_PARTY, d->party);
	cr_put_text_cell(t->p, CR_RISK_C_CODE, d->code);
	cr_put_text_cell(t->p, CR_RISK_C_NAME, d->name);
	cr_put_cents(t->p, CR_RISK_C_TOTAL, d->total);
	cr_put_cents(t->p, CR_RISK_C_OVERDUE, d->overdue);
	cr_put_count(t->p, CR_RISK_C_SHARE, cr_share_bp(d->total, t->r->sum));
	if (cr_money_add(&told, d->total))
		cr_put_count(t->p, CR_RISK_C_CUMULATED,
		    cr_share_bp(told, t->r->sum));
	put_known(t, CR_RISK_C_PD, d->pd_bp);
	if (d->pd_bp != CR_NOT_KNOWN)
		cr_put_cents(t->p, CR_RISK_C_LOSS, d->loss);
	put_known(t, CR_RISK_C_SCORE, d->score);
	cr_print_row(t->p);
}

static void
put_measure(const struct putting *t, const char *what, int32_t bp)
{
	begin(t, "measure", t->r->ndays - 1);
	cr_put_text_cell(t->p, CR_RISK_C_WHAT, what);
	cr_put_count(t->p, CR_RISK_C_COUNT, t->r->debtors);
	cr_put_count(t->p, CR_RISK_C_SHARE, bp);
	cr_print_row(t->p);
}

static void
put_spread(const struct putting *t)
{
	const struct cr_risk *r = t->r;
	char what[2] = "A";
	size_t i;

	for (i = 0; i < r->ntop; i++)
		put_debtor(t, &r->top[i]);
	if (r->debtors == 0)
		return;
	for (i = 0; i < CR_COUNT_OF(r->largest); i++) {
		if (i > 0 && r->largest[i].debtors ==
		    r->largest[i - 1].debtors)
			break;	/* there are no more */
		begin(t, "largest", r->ndays - 1);
		put_sum(t, &r->largest[i], r->sum);
		cr_print_row(t->p);
	}
	for (i = 0; i < CR_COUNT_OF(r->abc); i++, what[0]++) {
		begin(t, "abc", r->ndays - 1);
		cr_put_text_cell(t->p, CR_RISK_C_WHAT, what);
		put_sum(t, &r->abc[i], r->sum);
		cr_print_row(t->p);
	}
	put_measure(t, "gini", r->gini_bp);
	put_measure(t, "herfindahl", r->herfindahl_bp);
}

/* ---- What came back, what was promised ---------------------------------- */

static void
put_event(const struct putting *t, const char *line, size_t month,
    const char *what, int64_t n, struct cr_money sum)
{
	if (n == 0)
		return;
	begin(t, line, month);
	cr_put_text_cell(t->p, CR_RISK_C_WHAT, what);
	cr_put_count(t->p, CR_RISK_C_COUNT, n);
	cr_put_cents(t->p, CR_RISK_C_TOTAL, sum);
	cr_print_row(t->p);
}

static void
put_events(const struct putting *t)
{
	const struct cr_risk_month *m = t->r->months;
	size_t i;
	int s;

	for (i = 0; i < t->r->ndays; i++, m++)
		for (s = 0; s < CR_PROMISE_STATES; s++)
			put_event(t, "promise", i, cr_promise_word(
			    (enum cr_promise_state)s), m->promises[s],
			    m->promised[s]);
	for (i = 0, m = t->r->months; i < t->r->ndays; i++, m++)
		put_event(t, "unpaid", i, NULL, m->unpaid, m->unpaid_cents);
}

void
cr_risk_put(struct cr_printer *p, const struct cr_risk *r)
{
	const struct putting t = { p, r };

	put_classes(&t);
	put_moved(&t);
	put_months(&t);
	put_scores(&t);
	put_spread(&t);
	put_events(&t);
}
