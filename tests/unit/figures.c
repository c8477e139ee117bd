/* Key figures: each definition, periods, credits, what cannot be told. */
#include "unit.h"

#include <string.h>

#include "cr/cr.h"
#include "cr/figures.h"

static struct cr_date
day(const char *iso)
{
	struct cr_date d = CR_DATE_NONE;

	ck_assert(cr_date_parse(iso, strlen(iso), CR_DATE_ISO, &d));
	return d;
}

static void
period(struct cr_period *p, const char *from, const char *until)
{
	cr_period_init(p, day(from), day(until), day(until));
}

/* The figure, in ten-thousandths; -1 if it is not known. */
static int64_t
figure(enum cr_figure f, const struct cr_period *p, const struct cr_money *s)
{
	int64_t v;

	return cr_figure(f, p, s, 10000, &v) ? v : -1;
}

#define S(n) { (n) * INT64_C(100) }

START_TEST(outstanding)
{
	struct cr_money s[CR_SUMS] = {
		[CR_SUM_SALES] = S(1200000), [CR_SUM_CURRENT] = S(180000),
		[CR_SUM_OVERDUE] = S(70000),
	};
	struct cr_period p;

	period(&p, "2025-10-01", "2026-09-30");
	ck_assert_int_eq(cr_period_days(&p), 365);
	ck_assert_int_eq(figure(CR_FIGURE_DSO, &p, s), 760417);
	ck_assert_int_eq(figure(CR_FIGURE_BPDSO, &p, s), 547500);
	ck_assert_int_eq(figure(CR_FIGURE_ADD, &p, s), 212917);
	/* 70,000 of 250,000 */
	ck_assert_int_eq(figure(CR_FIGURE_OVERDUE, &p, s), 2800);
	/* the same with the VAT of 22 % taken off what is owed */
	s[CR_SUM_OVERDUE].cents = 0;
	ck_assert(cr_money_scale((struct cr_money)S(250000), 100, 122,
	    &s[CR_SUM_CURRENT]));
	ck_assert_int_eq(figure(CR_FIGURE_DSO, &p, s), 623292);
}
END_TEST

START_TEST(count_back)
{
	struct cr_money s[CR_SUMS] = {
		[CR_SUM_CURRENT] = S(180000), [CR_SUM_OVERDUE] = S(70000),
		[CR_SUM_MONTHS] = S(110000), S(60000), S(120000), S(1),
	};
	struct cr_period p;
	int i;

	period(&p, "2026-09-01", "2026-09-30");
	ck_assert_int_eq(figure(CR_FIGURE_COUNTBACK, &p, s), 816667);
	/* a month that is not over has the days that it has so far */
	period(&p, "2026-09-01", "2026-09-10");
	ck_assert_int_eq(figure(CR_FIGURE_COUNTBACK, &p, s), 616667);
	/* more credited than sold in August: 30 + 31 + 150/150 x 31 */
	period(&p, "2026-09-01", "2026-09-30");
	s[CR_SUM_MONTHS + 1].cents = -1000000;
	s[CR_SUM_MONTHS + 2].cents = 15000000;
	ck_assert_int_eq(figure(CR_FIGURE_COUNTBACK, &p, s), 920000);
	/* nothing owed is no day; never sold so much is not known */
	s[CR_SUM_CURRENT].cents = s[CR_SUM_OVERDUE].cents = 0;
	ck_assert_int_eq(figure(CR_FIGURE_COUNTBACK, &p, s), 0);
	s[CR_SUM_OVERDUE].cents = 100;
	for (i = 0; i < CR_COUNTBACK_MONTHS; i++)
		s[CR_SUM_MONTHS + i].cents = 4;
	ck_assert_int_eq(figure(CR_FIGURE_COUNTBACK, &p, s), -1);
	s[CR_SUM_MONTHS].cents = 8;
	/* 100 cents in 24 months: all days from 2024-10-01 on */
	ck_assert_int_eq(figure(CR_FIGURE_COUNTBACK, &p, s), 7300000);
}
END_TEST

START_TEST(effectiveness)
{
	struct cr_money s[CR_SUMS] = {
		[CR_SUM_OPENING] = S(300000), [CR_SUM_SALES] = S(110000),
		[CR_SUM_CURRENT] = S(180000), [CR_SUM_OVERDUE] = S(70000),
	};
	struct cr_period p;
	int64_t v;

	period(&p, "2026-09-01", "2026-09-30");
	ck_assert(cr_figure(CR_FIGURE_CEI, &p, s, 1000000, &v));
	ck_assert_int_eq(v, 695652);
	/* all that was due came in; nothing was due */
	s[CR_SUM_OVERDUE].cents = 0;
	ck_assert_int_eq(figure(CR_FIGURE_CEI, &p, s), 10000);
	s[CR_SUM_CURRENT] = (struct cr_money)S(410000);
	ck_assert_int_eq(figure(CR_FIGURE_CEI, &p, s), -1);
}
END_TEST

/* An item, and what was paid of it when. */
struct item {
	const char *issue, *due;
	int64_t amount;
	const char *paid;	/* NULL: open */
};

struct sums {
	struct cr_money v[CR_SUMS], owed[CR_OWED];
};

static void
add_moves(struct sums *to, const struct cr_period *p, const struct item *i,
    const struct cr_movement *moves, size_t n)
{
	struct cr_story s = { .issue = day(i->issue), .due = day(i->due),
	    .amount = { i->amount }, .moves = moves, .nmoves = n };
	struct cr_movement paid[8];

	ck_assert(n <= sizeof(paid) / sizeof(*paid));
	if (cr_figures_concern(p, &s))
		ck_assert_int_eq(cr_figures_add(p, &s, paid, to->v, to->owed),
		    CR_OK);
}

static void
add(struct sums *to, const struct cr_period *p, const struct item *i)
{
	struct cr_movement m = { .kind = CR_MOVE_PAID,
	    .amount = { i->amount } };

	if (i->paid != NULL)
		m.date = day(i->paid);
	add_moves(to, p, i, &m, i->paid != NULL);
}

static const struct item six[] = {
	{ "2026-01-15", "2026-02-28", 100000, "2026-03-10" },
	{ "2026-02-10", "2026-03-31", 250000, "2026-03-31" },
	{ "2026-03-05", "2026-04-30", 400000, "2026-06-14" },
	{ "2026-04-20", "2026-06-30", 150000, "2026-06-20" },
	{ "2026-06-01", "2026-07-31", 300000, NULL },
	{ "2026-08-25", "2026-10-31", 200000, NULL },
};

START_TEST(days_late)
{
	struct sums s = { 0 };
	struct cr_period p;
	size_t i;

	period(&p, "2025-10-01", "2026-09-30");
	for (i = 0; i < sizeof(six) / sizeof(*six); i++)
		add(&s, &p, &six[i]);
	ck_assert_int_eq(cr_figures_net(s.owed, s.v), CR_OK);
	ck_assert_int_eq(figure(CR_FIGURE_ADP, &p, s.v), 746667);
	ck_assert_int_eq(figure(CR_FIGURE_DELAY, &p, s.v), 194444);
	ck_assert_int_eq(figure(CR_FIGURE_ADL, &p, s.v), 211111);
	ck_assert_int_eq(figure(CR_FIGURE_DBT, &p, s.v), 310833);
	ck_assert_int_eq(s.v[CR_SUM_SALES].cents, 1400000);
	ck_assert_int_eq(s.v[CR_SUM_CURRENT].cents, 200000);
	ck_assert_int_eq(s.v[CR_SUM_OVERDUE].cents, 300000);
	ck_assert_int_eq(s.v[CR_SUM_PAID].cents, 900000);
	ck_assert_int_eq(s.v[CR_SUM_MONTHS].cents, 0);
	ck_assert_int_eq(s.v[CR_SUM_MONTHS + 1].cents, 200000);
	ck_assert_int_eq(s.v[CR_SUM_MONTHS + 8].cents, 100000);
	/* the thirty days of all but the last ended; the third was late */
	ck_assert_int_eq(s.v[CR_SUM_PROMISED].cents, 1200000);
	ck_assert_int_eq(s.v[CR_SUM_KEPT].cents, 500000);
}
END_TEST

/* Only what the period had: its payments, and its promises. */
START_TEST(one_month)
{
	struct sums s = { 0 };
	struct cr_period p;
	size_t i;

	period(&p, "2026-03-01", "2026-03-31");
	for (i = 0; i < 3; i++)
		add(&s, &p, &six[i]);
	ck_assert_int_eq(cr_figures_net(s.owed, s.v), CR_OK);
	ck_assert_int_eq(s.v[CR_SUM_SALES].cents, 400000);
	ck_assert_int_eq(s.v[CR_SUM_OPENING].cents, 350000);
	ck_assert_int_eq(s.v[CR_SUM_PAID].cents, 350000);
	ck_assert_int_eq(s.v[CR_SUM_PROMISED].cents, 100000);
	ck_assert_int_eq(s.v[CR_SUM_KEPT].cents, 100000);
}
END_TEST

START_TEST(promise)
{
	static const struct item item = { "2026-06-30", "2026-07-31", 100000,
	    NULL };
	const struct cr_movement moves[] = {
		{ day("2026-07-10"), { 10000 }, CR_MOVE_CREDIT },
		{ day("2026-07-31"), { 50000 }, CR_MOVE_PAID },
		{ day("2026-08-07"), { -50000 }, CR_MOVE_PAID },
		{ day("2026-08-30"), { 30000 }, CR_MOVE_PAID },
		{ day("2026-08-31"), { 40000 }, CR_MOVE_PAID },
		{ day("2026-08-31"), { 500 }, CR_MOVE_ROUNDING },
		{ day("2026-08-31"), { 19500 }, CR_MOVE_WRITEOFF },
	};
	struct sums s = { 0 };
	struct cr_period p;

	/* due 31 July: the 30 days end on 30 August */
	period(&p, "2026-08-01", "2026-08-29");
	add_moves(&s, &p, &item, moves, 3);
	ck_assert_int_eq(s.v[CR_SUM_PROMISED].cents, 0);
	/* what came back was not collected, what was written off neither */
	memset(&s, 0, sizeof(s));
	period(&p, "2026-08-30", "2026-08-31");
	add_moves(&s, &p, &item, moves, 7);
	ck_assert_int_eq(s.v[CR_SUM_PROMISED].cents, 89500);
	ck_assert_int_eq(s.v[CR_SUM_KEPT].cents, 30000);
	ck_assert_int_eq(s.v[CR_SUM_PAID].cents, 70000);
	/* paid more than was owed is not more than kept */
	memset(&s, 0, sizeof(s));
	add_moves(&s, &p, &item, (const struct cr_movement[]){
	    { day("2026-08-01"), { 130000 }, CR_MOVE_PAID } }, 1);
	ck_assert_int_eq(s.v[CR_SUM_PROMISED].cents, 100000);
	ck_assert_int_eq(s.v[CR_SUM_KEPT].cents, 100000);
	ck_assert_int_eq(s.owed[CR_OWED_CREDITS].cents, -30000);
}
END_TEST

/* What was never issued is no sale, from the day it should have been. */
START_TEST(never_issued)
{
	static const struct item item = { "2026-09-05", "2026-10-31", 100000,
	    NULL };
	const struct cr_movement gone = { day("2026-09-05"), { 100000 },
	    CR_MOVE_VOID };
	struct sums s = { 0 };
	struct cr_period p;
	int i;

	period(&p, "2026-09-01", "2026-09-30");
	add_moves(&s, &p, &item, &gone, 1);
	for (i = 0; i < CR_SUMS; i++)
		ck_assert_int_eq(s.v[i].cents, 0);
	for (i = 0; i < CR_OWED; i++)
		ck_assert_int_eq(s.owed[i].cents, 0);
}
END_TEST

/* Credits pay the oldest debt of the same debtor, and nobody else's. */
START_TEST(credits)
{
	static const struct {
		int64_t current, overdue, credits, opening, before;
		int64_t is_current, is_overdue, is_credits, is_opening;
	} v[] = {
		{ 100, 50, 0, 70, 0, 100, 50, 0, 70 },
		{ 100, 50, -20, 70, -70, 100, 30, 0, 0 },
		{ 100, 50, -80, 70, -90, 70, 0, 0, 0 },
		{ 100, 50, -190, 0, -1, 0, 0, -40, 0 },
		{ 0, 0, -10, 0, 0, 0, 0, -10, 0 },
		{ 10, 0, 10, 10, 10, 10, 0, 10, 10 }, /* a payment returned */
	};
	size_t i;

	for (i = 0; i < sizeof(v) / sizeof(*v); i++) {
		struct cr_money sums[CR_SUMS] = { { 0 } };
		struct cr_money owed[CR_OWED] = { { v[i].current },
		    { v[i].overdue }, { v[i].credits }, { v[i].opening },
		    { v[i].before } };

		ck_assert_int_eq(cr_figures_net(owed, sums), CR_OK);
		ck_assert_int_eq(sums[CR_SUM_CURRENT].cents, v[i].is_current);
		ck_assert_int_eq(sums[CR_SUM_OVERDUE].cents, v[i].is_overdue);
		ck_assert_int_eq(sums[CR_SUM_CREDITS].cents, v[i].is_credits);
		ck_assert_int_eq(sums[CR_SUM_OPENING].cents, v[i].is_opening);
	}
}
END_TEST

/* Nothing sold, paid, owed or promised tells nothing; least of all 0. */
START_TEST(not_known)
{
	struct cr_money none[CR_SUMS] = { { 0 } };
	struct cr_period p;
	int f;

	period(&p, "2026-09-01", "2026-09-30");
	for (f = 0; f < CR_FIGURES; f++)
		if (f != CR_FIGURE_COUNTBACK)
			ck_assert_int_eq(figure(f, &p, none), -1);
	/* only credit notes: less than nothing was sold */
	none[CR_SUM_SALES].cents = -100;
	none[CR_SUM_OVERDUE].cents = 100;
	ck_assert_int_eq(figure(CR_FIGURE_DSO, &p, none), -1);
	/* sold, and nothing is owed: that is known */
	none[CR_SUM_SALES].cents = 100;
	none[CR_SUM_OVERDUE].cents = 0;
	ck_assert_int_eq(figure(CR_FIGURE_DSO, &p, none), 0);
}
END_TEST

START_TEST(too_large)
{
	static const struct item huge = { "2020-01-01", "2020-01-31",
	    CR_MONEY_MAX_CENTS, NULL };
	struct cr_story s = { .issue = day(huge.issue), .due = day(huge.due),
	    .amount = { huge.amount } };
	struct cr_money sums[CR_SUMS] = { { 0 } }, owed[CR_OWED] = { { 0 } };
	struct cr_period p;
	int64_t v;
	int i;

	period(&p, "2026-09-01", "2026-09-30");
	ck_assert_int_eq(cr_figures_add(&p, &s, NULL, sums, owed), CR_OK);
	for (i = 0; i < 3; i++)
		cr_figures_add(&p, &s, NULL, sums, owed);
	ck_assert_int_eq(cr_figures_add(&p, &s, NULL, sums, owed), CR_ELIMIT);
	/* a figure that no number holds is not told */
	sums[CR_SUM_SALES].cents = 1;
	sums[CR_SUM_CURRENT].cents = INT64_MAX;
	ck_assert(!cr_figure(CR_FIGURE_DSO, &p, sums, 10000, &v));
}
END_TEST

START_TEST(before)
{
	static const struct {
		const char *from, *until, *is_from, *is_until;
	} v[] = {
		{ "2026-09-01", "2026-09-30", "2026-08-01", "2026-08-31" },
		{ "2026-03-01", "2026-03-31", "2026-02-01", "2026-02-28" },
		{ "2025-10-01", "2026-09-30", "2024-10-01", "2025-09-30" },
		{ "2026-07-01", "2026-09-30", "2026-04-01", "2026-06-30" },
		{ "2025-09-16", "2026-09-15", "2024-09-16", "2025-09-15" },
		{ "2024-03-01", "2025-02-28", "2023-03-01", "2024-02-29" },
		{ "2026-09-21", "2026-09-27", "2026-09-14", "2026-09-20" },
		{ "2026-09-01", "2026-09-15", "2026-08-17", "2026-08-31" },
		{ "2026-09-30", "2026-09-30", "2026-09-29", "2026-09-29" },
	};
	struct cr_period p;
	struct cr_date from, until;
	char iso[CR_DATE_SIZE];
	size_t i;

	for (i = 0; i < sizeof(v) / sizeof(*v); i++) {
		period(&p, v[i].from, v[i].until);
		cr_period_before(&p, &from, &until);
		ck_assert_str_eq(cr_date_iso(from, iso), v[i].is_from);
		ck_assert_str_eq(cr_date_iso(until, iso), v[i].is_until);
	}
}
END_TEST

START_TEST(usual_period)
{
	static const struct {
		const char *as_of;
		bool months;
		const char *from, *until;
	} v[] = {
		{ NULL, false, "2025-10-01", "2026-09-30" },
		{ NULL, true, "2025-10-01", "2026-09-30" },
		{ "2026-09-15", false, "2025-09-16", "2026-09-15" },
		{ "2026-09-15", true, "2025-10-01", "2026-09-15" },
		{ "2026-02-28", false, "2025-03-01", "2026-02-28" },
		{ "2025-02-28", false, "2024-03-01", "2025-02-28" },
		{ "2024-02-29", true, "2023-03-01", "2024-02-29" },
	};
	struct cr_figures_opts o;
	char iso[CR_DATE_SIZE];
	struct cr cr;
	size_t i;

	cr_init(&cr, "test");
	cr.today = day("2026-09-30");
	for (i = 0; i < sizeof(v) / sizeof(*v); i++) {
		o = (struct cr_figures_opts){ .months = v[i].months,
			.from = CR_DATE_NONE, .until = CR_DATE_NONE,
			.as_of = v[i].as_of ? day(v[i].as_of) :
			CR_DATE_NONE };
		ck_assert_int_eq(cr_figures_period(&cr, &o), CR_OK);
		ck_assert_str_eq(cr_date_iso(o.from, iso), v[i].from);
		ck_assert_str_eq(cr_date_iso(o.until, iso), v[i].until);
	}
	/* a month as far as it is over, and none that is still to come */
	cr.today = day("2026-09-20");
	ck_assert_int_eq(cr_figures_month(&cr, &o, "2026-09"), CR_OK);
	o.as_of = CR_DATE_NONE;
	ck_assert_int_eq(cr_figures_period(&cr, &o), CR_OK);
	ck_assert_str_eq(cr_date_iso(o.until, iso), "2026-09-20");
	ck_assert_int_eq(cr_figures_month(&cr, &o, "10/2026"), CR_OK);
	ck_assert_int_eq(cr_figures_period(&cr, &o), CR_EUSAGE);
	ck_assert_int_eq(cr_figures_month(&cr, &o, "2026-13"), CR_EUSAGE);
	ck_assert_int_eq(cr_figures_month(&cr, &o, "2026-9"), CR_EUSAGE);
	ck_assert_int_eq(cr_figures_month(&cr, &o, ""), CR_EUSAGE);
	cr_release(&cr);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = { outstanding, count_back, effectiveness,
	    days_late, one_month, promise, never_issued, credits, not_known,
	    too_large, before, usual_period, NULL };

	return unit_run("figures", tests);
}
