/* The composite: weights, deductions, caps, and what is said of each. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/rate.h"

#define K 100000	/* a thousand units in cents */

static struct cr cr;
static struct cr_model *model;

static struct cr_date
day(const char *iso)
{
	struct cr_date d = CR_DATE_NONE;

	ck_assert(cr_date_parse(iso, strlen(iso), CR_DATE_ISO, &d));
	return d;
}

/* Working capital, retained, EBIT, equity, assets, liabilities, sales. */
static void
sheet(struct cr_standing *s, const char *on, const int64_t v[7])
{
	struct cr_altman_sheet sh = { .working_capital = v[0],
	    .retained = v[1], .ebit = v[2], .equity = v[3], .assets = v[4],
	    .liabilities = v[5], .sales = v[6] };

	s->sheet = day(on);
	cr_altman_ratios(&sh, s->ratio);
}

static const int64_t C[7] = { 120 * K, 60 * K, 50 * K, 250 * K, 1000 * K,
    750 * K, 1300 * K };

static struct cr_standing_score
score(const char *provider, const char *text, const char *on)
{
	const struct cr_model_provider *p = cr_model_provider(model,
	    provider);

	return (struct cr_standing_score){ .provider = p, .score = text,
	    .band = cr_model_band(p, text), .day = day(on) };
}

static int32_t
sum_of_points(const struct cr_rating *r)
{
	int32_t sum = 0;
	size_t i;

	for (i = 0; i < r->nreasons; i++)
		sum += r->reasons[i].points_bp;
	return sum;
}

static const struct cr_reason *
reason(const struct cr_rating *r, const char *measure)
{
	size_t i;

	for (i = 0; i < r->nreasons; i++)
		if (strcmp(r->reasons[i].measure, measure) == 0)
			return &r->reasons[i];
	ck_abort_msg("no %s", measure);
	return NULL;
}

/* Nothing but zero, and what is not known. */
static struct cr_parts
parts_of(const int32_t v[CR_PARTS])
{
	struct cr_parts p = { .by_limit = false };
	int i;

	for (i = 0; i < CR_PARTS; i++)
		p.score_bp[i] = v[i] < 0 ? CR_NOT_KNOWN : v[i];
	return p;
}

/* Weights 40 15 15 10 10 10, and 10 and 5 for persons. */
START_TEST(composite)
{
	static const struct {
		int32_t v[CR_PARTS];
		int32_t total, score;
		const char *class_name;
	} v[] = {
		/* all of a company: .4*80 + .15*70 + .15*53.38 + .1*50 +
		   .1*100 + .1*75 = 73.007 */
		{ { 8000, 7000, 5338, 5000, 10000, 7500, -1, -1 },
		    7301, 73, "B" },
		/* and of a person: no balance sheet; (3200 + 1050 + 500 +
		   1000 + 750 + 10*75 + 5*80) / 100 of 100 */
		{ { 8000, 7000, -1, 5000, 10000, 7500, 7500, 8000 },
		    7650, 77, "B" },
		/* a new customer: only what others tell (and the rest) */
		{ { -1, -1, 5338, -1, 10000, 7500, -1, -1 },
		    7288, 73, "B" },
		{ { -1, -1, 1791, -1, -1, -1, -1, -1 }, 1791, 18, "E" },
		{ { -1, -1, -1, -1, -1, 7500, -1, -1 }, 7500, 75, "B" },
		/* nothing that one can judge by */
		{ { -1, -1, -1, 10000, 10000, -1, 7500, 8000 },
		    0, CR_NOT_KNOWN, NULL },
		{ { -1, -1, -1, -1, -1, -1, -1, -1 }, 0, CR_NOT_KNOWN, NULL },
	};
	struct cr_rating r = { .party = 1 };
	struct cr_parts p;
	size_t i;

	for (i = 0; i < sizeof(v) / sizeof(*v); i++) {
		p = parts_of(v[i].v);
		cr_rate_weigh(model, &p, &r);
		ck_assert_int_eq(sum_of_points(&r), v[i].total);
		ck_assert_int_eq(r.score, v[i].score);
		if (v[i].class_name == NULL)
			ck_assert_ptr_null(r.class_name);
		else
			ck_assert_str_eq(r.class_name, v[i].class_name);
	}
}
END_TEST

/* A sheet of a third of its weight: 15 becomes 5. */
START_TEST(faded)
{
	static const int32_t v[CR_PARTS] = { 8000, -1, 2000, -1, -1, -1, -1,
	    -1 };
	struct cr_parts p = parts_of(v);
	struct cr_rating r = { .party = 1 };

	p.faded[CR_PART_FINANCIAL] = 66;
	cr_rate_weigh(model, &p, &r);
	ck_assert_int_eq(reason(&r, "financial")->weight, 5);
	ck_assert_int_eq(sum_of_points(&r), 7333); /* (40*80 + 5*20) / 45 */
	p.faded[CR_PART_FINANCIAL] = 100;
	cr_rate_weigh(model, &p, &r);
	ck_assert_uint_eq(r.nreasons, 1);
	ck_assert_int_eq(r.score, 80);
}
END_TEST

START_TEST(deductions)
{
	static const int32_t v[CR_PARTS] = { 9000, -1, -1, -1, -1, -1, -1,
	    -1 };
	static const struct {
		int64_t unpaid, promise, dispute;
		int32_t total;
	} t[] = {
		{ 0, 0, 0, 9000 }, { 1, 0, 0, 8500 }, { 3, 0, 0, 7500 },
		{ 4, 0, 0, 7500 }, { INT64_MAX, 0, 0, 7500 },
		{ 0, 1, 0, 8700 }, { 0, 9, 0, 8100 }, { 0, 0, 2, 8600 },
		{ 9, 9, 9, 6000 },
	};
	struct cr_parts p = parts_of(v);
	struct cr_rating r = { .party = 1 };
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(*t); i++) {
		p.times[CR_DEDUCT_UNPAID] = t[i].unpaid;
		p.times[CR_DEDUCT_PROMISE] = t[i].promise;
		p.times[CR_DEDUCT_DISPUTE] = t[i].dispute;
		cr_rate_weigh(model, &p, &r);
		ck_assert_int_eq(sum_of_points(&r), t[i].total);
	}
	p.score_bp[CR_PART_INDEX] = 1200;	/* not below nought */
	cr_rate_weigh(model, &p, &r);
	ck_assert_int_eq(r.score, 0);
	ck_assert_int_eq(sum_of_points(&r), 0);
	ck_assert_uint_eq(r.nreasons, 2);
}
END_TEST

/* What each event leaves of a score of 92, and for how long. */
START_TEST(events)
{
	static const struct {
		enum cr_cap cap;
		const char *on;
		int32_t score;
		const char *heading;
	} v[] = {
		{ CR_CAP_INSOLVENCY, "2010-01-01", 0, "capital" },
		{ CR_CAP_CEASED, "2010-01-01", 0, "capital" },
		{ CR_CAP_PROTEST, "2026-09-30", 20, "character" },
		{ CR_CAP_PROTEST, "2021-10-01", 20, "character" },
		{ CR_CAP_PROTEST, "2021-09-30", 92, NULL },
		{ CR_CAP_PREJUDICIAL, "2010-01-01", 20, "collateral" },
		{ CR_CAP_ENFORCEMENT, "2026-01-01", 20, "collateral" },
		{ CR_CAP_LIQUIDATION, "2026-01-01", 45, "capital" },
		{ CR_CAP_UNPAID, "2026-07-02", 45, "capacity" },
		{ CR_CAP_UNPAID, "2026-07-01", 92, NULL },
		{ CR_CAP_PROMISE, "2026-09-01", 64, "character" },
		{ CR_CAP_NOTICE, "2025-01-01", 30, "character" },
	};
	struct cr_behaviour b, all;
	struct cr_rate_window w;
	struct cr_standing s;
	struct cr_rating r;
	size_t i;

	cr_rate_window(&w, model, day("2026-09-30"));
	cr_behaviour_init(&b);
	b.items = 1;
	b.paid = 100;
	b.index = (__int128)100 * 90 * 1000000000;
	all = b;
	for (i = 0; i < sizeof(v) / sizeof(*v); i++) {
		cr_standing_init(&s);
		s.event[v[i].cap] = day(v[i].on);
		/* nothing is open: the part of what is used is 100 */
		s.limited = true;
		s.limit.cents = 1;
		r = (struct cr_rating){ .party = 1, .standing = &s };
		cr_rate_debtor(model, &w, &b, &all, &r);
		ck_assert_int_eq(r.score, v[i].score);
		if (v[i].heading != NULL)
			ck_assert_str_eq(r.reasons[r.nreasons - 1].heading,
			    v[i].heading);
	}
}
END_TEST

/* What is not known but that he is bankrupt is enough. */
START_TEST(alone)
{
	static const int32_t v[CR_PARTS] = { -1, -1, -1, 10000, 10000, -1, -1,
	    -1 };
	struct cr_parts p = parts_of(v);
	struct cr_rating r = { .party = 1 };

	p.cap[CR_CAP_PROTEST] = true;
	cr_rate_weigh(model, &p, &r);
	ck_assert_int_eq(r.score, 20);
	ck_assert_str_eq(r.class_name, "E");
	ck_assert_int_eq(sum_of_points(&r), 2000);
	p.cap[CR_CAP_INSOLVENCY] = true;
	cr_rate_weigh(model, &p, &r);
	ck_assert_int_eq(r.score, 0);
	ck_assert_uint_eq(r.nreasons, 1);
}
END_TEST

static void
says(const struct cr_rating *r, const char *measure, const char *words)
{
	struct cr_buf b;

	cr_buf_init(&b);
	cr_rate_why(&b, r, reason(r, measure));
	ck_assert_str_eq(b.s, words);
	cr_buf_release(&b);
}

/* The whole of a person, from what is told of him to the words. */
START_TEST(whole)
{
	struct cr_standing_score given = score("cribis", "2", "2026-01-31");
	struct cr_behaviour b;
	struct cr_rate_window w;
	struct cr_standing s;
	struct cr_rating r = { .party = 1, .standing = &s };

	cr_rate_window(&w, model, day("2026-09-30"));
	cr_behaviour_init(&b);
	b.exposure.cents = 1000000;
	b.overdue.cents = 500000;
	b.credit.cents = 200000;
	b.broken = 1;
	cr_standing_init(&s);
	s.person = s.owns = s.limited = true;
	s.profession = "artigiano";
	s.assets.cents = 600000;
	s.limit.cents = 1000000;
	s.scores = &given;
	sheet(&s, "2024-12-31", C);
	cr_rate_debtor(model, &w, &b, &b, &r);
	ck_assert_int_eq(r.use_bp, 8000);
	ck_assert_int_eq(r.z_bp, 167);
	/* weight 13 of 15 at 21 months: 13*53.38 + 10*70 + 10*72 +
	   10*62.50 + 5*55, of 48; less 3 for the promise */
	ck_assert_int_eq(reason(&r, "financial")->weight, 13);
	ck_assert_int_eq(sum_of_points(&r), 6279 - 300);
	ck_assert_str_eq(reason(&r, "assets")->heading, "collateral");
	says(&r, "financial", "Z'' 1.67, Z' 1.73, balance sheet of "
	    "2024-12-31");
	says(&r, "external", "cribis 2 (B, 1.50 %)");
	says(&r, "utilisation", "owes 80 % of the credit limit");
	says(&r, "assets", "assets that may bring 6000.00");
	says(&r, "profession", "artigiano");
	says(&r, "deduct:promise", "1 promise was not kept");
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = { composite, faded, deductions, events,
	    alone, whole, NULL };
	const char *share = getenv("CR_SHARE");
	int failed;

	cr_init(&cr, "test");
	if (cr_model_share(&cr, share ? share : "lib/share", &model) !=
	    CR_OK) {
		fprintf(stderr, "%s\n", cr_errmsg(&cr));
		return 1;
	}
	failed = unit_run("composite", tests);
	cr_model_free(model);
	cr_release(&cr);
	return failed;
}
