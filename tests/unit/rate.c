/* Rating: measures of behaviour, the curve, weights, caps, classes. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/input.h"
#include "cr/rate.h"

static struct cr cr;
static struct cr_model *model;

static struct cr_date
day(const char *iso)
{
	struct cr_date d = CR_DATE_NONE;

	ck_assert(cr_date_parse(iso, strlen(iso), CR_DATE_ISO, &d));
	return d;
}

/* An item, and what was paid of it when. */
struct item {
	const char *issue, *due;
	int64_t amount;
	const char *paid;	/* NULL: open */
};

static void
add(struct cr_behaviour *b, const struct cr_rate_window *w,
    const struct item *i)
{
	struct cr_movement m = { .kind = CR_MOVE_PAID,
	    .amount = { i->amount } };
	struct cr_story s = { .issue = day(i->issue), .due = day(i->due),
	    .amount = { i->amount }, .moves = &m };

	if (i->paid != NULL) {
		m.date = day(i->paid);
		s.nmoves = 1;
	}
	ck_assert_int_eq(cr_behaviour_add(b, model, w, &s), CR_OK);
}

static const struct item six[] = {
	{ "2026-01-15", "2026-02-28", 100000, "2026-03-10" },
	{ "2026-02-10", "2026-03-31", 250000, "2026-03-31" },
	{ "2026-03-05", "2026-04-30", 400000, "2026-06-14" },
	{ "2026-04-20", "2026-06-30", 150000, "2026-06-20" },
	{ "2026-06-01", "2026-07-31", 300000, NULL },
	{ "2026-08-25", "2026-10-31", 200000, NULL },
};

static void
six_items(struct cr_behaviour *b, struct cr_rate_window *w)
{
	size_t i;

	cr_rate_window(w, model, day("2026-09-30"));
	cr_behaviour_init(b);
	for (i = 0; i < sizeof(six) / sizeof(*six); i++)
		add(b, w, &six[i]);
}

START_TEST(measures)
{
	struct cr_behaviour b;
	struct cr_rate_window w;
	int64_t v;

	six_items(&b, &w);
	ck_assert(cr_rate_adp(&b, &v));
	ck_assert_int_eq(v, 74666667);
	ck_assert(cr_rate_delay(&b, &v));
	ck_assert_int_eq(v, 19444444);
	ck_assert(cr_rate_adl(&b, &v));
	ck_assert_int_eq(v, 21111111);
	ck_assert(cr_rate_dbt(&b, &v));
	ck_assert_int_eq(v, 31083333);
	ck_assert(cr_rate_index(&b, model, NULL, &v));
	ck_assert_int_eq(v, 58319444);
	ck_assert_int_eq(b.items, 5);
	ck_assert_int_eq(b.late, 3);
	ck_assert_int_eq(b.overdue.cents, 300000);
	ck_assert_int_eq(b.exposure.cents, 500000);
	ck_assert_int_eq(b.credit.cents, 0);
}
END_TEST

START_TEST(curve)
{
	static const struct {
		int32_t days;
		int64_t micro;
	} v[] = {
		{ -1000, 100000000 }, { -30, 100000000 }, { -25, 95000000 },
		{ -20, 90000000 }, { -10, 85000000 }, { 0, 80000000 },
		{ 7, 75333333 }, { 15, 70000000 }, { 20, 62857143 },
		{ 22, 60000000 }, { 26, 55000000 }, { 30, 50000000 },
		{ 45, 45000000 }, { 61, 39666667 }, { 75, 35000000 },
		{ 105, 25000000 }, { 150, 10500000 }, { 180, 1000000 },
		{ 10000, 1000000 },
	};
	size_t i;

	for (i = 0; i < sizeof(v) / sizeof(*v); i++)
		ck_assert_int_eq(cr_rate_curve(model, v[i].days), v[i].micro);
}
END_TEST

/* (n_late + k * p0) / (n + k), and the index drawn to that of all. */
START_TEST(priors)
{
	struct cr_behaviour b, all;
	struct cr_rate_window w;
	int64_t v;

	six_items(&b, &w);
	cr_behaviour_init(&all);
	cr_behaviour_merge(&all, &b);
	ck_assert(cr_rate_late(&b, model, NULL, &v));
	ck_assert_int_eq(v, 600000);
	all.items = 100;
	all.late = 30;
	ck_assert(cr_rate_late(&b, model, &all, &v));
	ck_assert_int_eq(v, 466667);	/* (3 + 4 * 0.3) / (5 + 4) */
	/* 100 items of 1200.00 at 80: two of them against 12000.00 */
	all.paid = 12000000;
	all.over = 0;
	all.index = (__int128)12000000 * 80 * 1000000000;
	ck_assert(cr_rate_index(&b, model, &all, &v));
	ck_assert_int_eq(v, 61932870);	/* (10 * 58.3194 + 2 * 80) / 12 */
	cr_behaviour_init(&all);
	ck_assert(cr_rate_index(&b, model, &all, &v));
	ck_assert_int_eq(v, 58319444);
}
END_TEST

START_TEST(nothing_known)
{
	struct cr_behaviour b;
	struct cr_rate_window w;
	struct cr_rating r = { .party = 1 };
	int64_t v;

	cr_rate_window(&w, model, day("2026-09-30"));
	cr_behaviour_init(&b);
	add(&b, &w, &six[5]);		/* not due yet */
	ck_assert(!cr_rate_adp(&b, &v) && !cr_rate_dbt(&b, &v));
	ck_assert(!cr_rate_index(&b, model, &b, &v));
	ck_assert(!cr_rate_late(&b, model, &b, &v));
	ck_assert(!cr_rate_trend(&b, model, &b, &v));
	cr_rate_debtor(model, &w, &b, &b, &r);
	ck_assert_ptr_null(r.class_name);
	ck_assert_int_eq(r.score, CR_NOT_KNOWN);
	ck_assert_uint_eq(r.nreasons, 0);
	ck_assert_int_eq(r.exposure.cents, 200000);
}
END_TEST

/* What was paid before the window, or after the day, is not seen. */
START_TEST(window)
{
	static const struct item before = { "2025-06-01", "2025-07-31", 100,
	    "2025-09-30" }, first = { "2025-06-01", "2025-07-31", 100,
	    "2025-10-01" };
	struct cr_behaviour b;
	struct cr_rate_window w;

	cr_rate_window(&w, model, day("2026-09-30"));
	cr_behaviour_init(&b);
	add(&b, &w, &before);
	ck_assert_int_eq(b.items, 0);
	add(&b, &w, &first);
	ck_assert_int_eq(b.items, 1);
	ck_assert_int_eq(b.since.days, day("2025-06-01").days);
	ck_assert(b.recent == 0);
}
END_TEST

/* A RiBa that came back was never paid; what was paid in the end was late. */
START_TEST(came_back)
{
	struct cr_movement m[] = {
		{ day("2026-06-30"), { 70000 }, CR_MOVE_PAID },
		{ day("2026-06-30"), { 30000 }, CR_MOVE_PAID },
		{ day("2026-07-07"), { -50000 }, CR_MOVE_PAID },
		{ day("2026-08-29"), { 10000 }, CR_MOVE_CREDIT },
		{ day("2026-08-29"), { 40000 }, CR_MOVE_PAID },
	};
	struct cr_story s = { .issue = day("2026-05-31"),
	    .due = day("2026-06-30"), .amount = { 100000 }, .moves = m };
	struct cr_rate_window w;
	struct cr_behaviour b;

	cr_rate_window(&w, model, day("2026-09-30"));
	cr_behaviour_init(&b);
	s.nmoves = 3;
	ck_assert_int_eq(cr_behaviour_add(&b, model, &w, &s), CR_OK);
	ck_assert(b.paid == 50000 && b.paid_late == 0);
	ck_assert(b.over == 50000 && b.over_late == 50000 * 92);
	ck_assert(b.items == 1 && b.late == 1);
	cr_behaviour_init(&b);
	s.nmoves = 5;
	ck_assert_int_eq(cr_behaviour_add(&b, model, &w, &s), CR_OK);
	ck_assert(b.paid == 90000 && b.paid_late == 40000 * 60);
	ck_assert(b.over == 0 && b.exposure.cents == 0);
	ck_assert(b.items == 1 && b.late == 1);
}
END_TEST

static int32_t
sum_of_points(const struct cr_rating *r)
{
	int32_t sum = 0;
	size_t i;

	for (i = 0; i < r->nreasons; i++)
		sum += r->reasons[i].points_bp;
	return sum;
}

/* The weights of facts 5.4: what is missing drops out. */
START_TEST(weighing)
{
	struct cr_parts p = { .score_bp = { 5832, 5000, 8656, 4000, 4000,
	    7000, CR_NOT_KNOWN, CR_NOT_KNOWN } };
	struct cr_rating r = { .party = 1 };

	cr_rate_weigh(model, &p, &r);
	/* .4*58.32 + .15*50 + .15*86.56 + .1*40 + .1*40 + .1*70 = 58.812 */
	ck_assert_int_eq(r.score, 59);
	ck_assert_str_eq(r.class_name, "C");
	ck_assert_int_eq(r.pd_bp, 400);
	ck_assert_uint_eq(r.nreasons, 6);
	ck_assert_int_eq(sum_of_points(&r), 5881);
	p.score_bp[CR_PART_FINANCIAL] = CR_NOT_KNOWN;
	p.score_bp[CR_PART_EXTERNAL] = CR_NOT_KNOWN;
	cr_rate_weigh(model, &p, &r);
	/* (40*58.32 + 15*50 + 10*40 + 10*40) / 75 = 51.77 */
	ck_assert_int_eq(r.score, 52);
	ck_assert_uint_eq(r.nreasons, 4);
	ck_assert_int_eq(sum_of_points(&r), 5177);
	ck_assert_str_eq(r.reasons[0].measure, "punctuality");
	ck_assert_str_eq(r.reasons[0].heading, "character");
	ck_assert_int_eq(r.reasons[0].points_bp, 3110);
	p.score_bp[CR_PART_INDEX] = CR_NOT_KNOWN;
	cr_rate_weigh(model, &p, &r);
	ck_assert_ptr_null(r.class_name);
}
END_TEST

START_TEST(caps)
{
	struct cr_parts p = { .score_bp = { 9000, CR_NOT_KNOWN, CR_NOT_KNOWN,
	    CR_NOT_KNOWN, CR_NOT_KNOWN, CR_NOT_KNOWN, CR_NOT_KNOWN,
	    CR_NOT_KNOWN } };
	struct cr_rating r = { .party = 1 };

	p.cap[CR_CAP_UNPAID] = true;
	cr_rate_weigh(model, &p, &r);
	ck_assert_int_eq(r.score, 45);
	ck_assert_str_eq(r.class_name, "D");
	ck_assert_uint_eq(r.nreasons, 2);
	ck_assert_str_eq(r.reasons[1].measure, "cap:unpaid");
	ck_assert_int_eq(r.reasons[1].points_bp, -4500);
	ck_assert_int_eq(sum_of_points(&r), 4500);
	p.cap[CR_CAP_INSOLVENCY] = true;
	cr_rate_weigh(model, &p, &r);
	ck_assert_int_eq(r.score, 0);
	ck_assert_str_eq(r.class_name, "E");
	ck_assert_int_eq(sum_of_points(&r), 0);
	/* who is below it anyway does not feel it */
	p.cap[CR_CAP_INSOLVENCY] = false;
	p.score_bp[CR_PART_INDEX] = 3000;
	cr_rate_weigh(model, &p, &r);
	ck_assert_int_eq(r.score, 30);
	ck_assert_uint_eq(r.nreasons, 1);
}
END_TEST

START_TEST(class_borders)
{
	static const struct {
		int32_t bp, score;
		const char *name;
		int32_t pd;
	} v[] = {
		{ 10000, 100, "A", 50 }, { 7950, 80, "A", 50 },
		{ 7949, 79, "B", 150 }, { 6500, 65, "B", 150 },
		{ 6449, 64, "C", 400 }, { 4950, 50, "C", 400 },
		{ 4949, 49, "D", 1000 }, { 3000, 30, "D", 1000 },
		{ 2949, 29, "E", 2500 }, { 0, 0, "E", 2500 },
	};
	struct cr_parts p = { .score_bp = { 0, CR_NOT_KNOWN, CR_NOT_KNOWN,
	    CR_NOT_KNOWN, CR_NOT_KNOWN, CR_NOT_KNOWN, CR_NOT_KNOWN,
	    CR_NOT_KNOWN } };
	struct cr_rating r = { .party = 1 };
	size_t i;

	for (i = 0; i < sizeof(v) / sizeof(*v); i++) {
		p.score_bp[CR_PART_INDEX] = v[i].bp;
		cr_rate_weigh(model, &p, &r);
		ck_assert_int_eq(r.score, v[i].score);
		ck_assert_str_eq(r.class_name, v[i].name);
		ck_assert_int_eq(r.pd_bp, v[i].pd);
	}
}
END_TEST

/* The whole of it, for the six items and an unpaid of 91 and 90 days ago. */
START_TEST(debtor)
{
	struct cr_behaviour b, all;
	struct cr_rate_window w;
	struct cr_rating r = { .party = 1 };

	six_items(&b, &w);
	b.since = day("2020-10-01");
	cr_behaviour_init(&all);
	cr_behaviour_merge(&all, &b);
	/* with us since the first year of all: since when is not known */
	all.since = day("2019-10-02");
	cr_rate_debtor(model, &w, &b, &all, &r);
	ck_assert_uint_eq(r.nreasons, 3);
	all.since = day("2019-10-01");
	cr_behaviour_unpaid(&b, &w, day("2026-07-01"));
	cr_rate_debtor(model, &w, &b, &all, &r);
	ck_assert_int_eq(r.index_bp, 5832);
	ck_assert_int_eq(r.dbt_days, 31);
	ck_assert_int_eq(r.adl_days, 21);
	ck_assert_int_eq(r.delay_days, 19);
	ck_assert_int_eq(r.adp_days, 75);
	ck_assert_int_eq(r.late_rate_bp, 6000);
	/* last months: 3000.00 at 39.67, and 4800.00 at his own 58.32 */
	ck_assert_int_eq(r.trend_bp, -717);
	ck_assert_int_eq(r.unpaid, 1);
	ck_assert_uint_eq(r.nreasons, 5);
	ck_assert_int_eq(r.reasons[1].score_bp, 4398);
	ck_assert_int_eq(r.reasons[2].score_bp, 5000);	/* five whole years */
	ck_assert_int_eq(r.reasons[3].score_bp, 4000);	/* 3000 of 5000 */
	/* (40*58.32 + 15*43.98 + 10*50 + 10*40) / 75, less 5 */
	ck_assert_str_eq(r.reasons[4].measure, "deduct:unpaid");
	ck_assert_int_eq(sum_of_points(&r), 4690);
	ck_assert_int_eq(r.score, 47);
	cr_behaviour_unpaid(&b, &w, day("2026-07-02"));
	cr_rate_debtor(model, &w, &b, &all, &r);
	ck_assert_int_eq(r.score, 42);	/* 10 less; the cap is above it */
	ck_assert_int_eq(r.unpaid, 2);
	/* a credit note as large as what is overdue */
	b.credit.cents = 300000;
	cr_rate_debtor(model, &w, &b, &all, &r);
	ck_assert_int_eq(r.reasons[3].score_bp, 10000);
	ck_assert_int_eq(r.credits.cents, -300000);
}
END_TEST

static void
refused(const char *from, const char *to, const char *message)
{
	struct cr_model *m;
	struct cr_buf b;
	const char *at = strstr(model->text, from);

	ck_assert_ptr_nonnull(at);
	cr_buf_init(&b);
	cr_buf_add(&b, model->text, (size_t)(at - model->text));
	cr_buf_adds(&b, to);
	cr_buf_adds(&b, at + strlen(from));
	ck_assert_int_eq(cr_model_parse(&cr, "m.conf", b.s, b.len, &m),
	    CR_EUSAGE);
	ck_assert_ptr_null(m);
	ck_assert_msg(strstr(cr_errmsg(&cr), message) != NULL, "%s",
	    cr_errmsg(&cr));
	cr_buf_release(&b);
}

START_TEST(bad_models)
{
	refused("window = 12", "", "\"window\" is missing");
	refused("recent = 3", "recent = 13", "\"recent\" must be 1 to 12");
	refused("\"0:80\"", "\"-20:80\"", "must rise and points");
	refused("\"0:80\"", "\"0:95\"", "must rise and points");
	refused("\"0:80\"", "\"0;80\"", "\"0;80\" is no knot");
	refused("\"0:80\"", "\"0:180\"", "is no knot");
	refused("punctuality = 40", "punctuality = -1", "must be 0 to 1000");
	refused("punctuality", "cashflow", "cashflow");
	refused("cap unpaid", "cap flood", "no cap \"flood\"");
	refused("pd = 1.50", "pd = 1.505", "\"pd\" must be 0 to 100 with");
	refused("from = 65", "from = 85", "from the best to the worst");
	refused("from = 0 ", "from = 1 ", "the last class must be from 0");
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = { measures, curve, priors, nothing_known,
	    window, came_back, weighing, caps, class_borders, debtor,
	    bad_models, NULL };
	const char *share = getenv("CR_SHARE");
	char path[4096];
	int failed;

	cr_init(&cr, "test");
	snprintf(path, sizeof(path), "%s/models/composite.conf",
	    share ? share : "lib/share");
	if (cr_model_load(&cr, path, &model) != CR_OK) {
		fprintf(stderr, "%s\n", cr_errmsg(&cr));
		return 1;
	}
	failed = unit_run("rate", tests);
	cr_model_free(model);
	cr_release(&cr);
	return failed;
}
