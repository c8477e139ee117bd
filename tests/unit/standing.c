/* What others tell of a debtor, and what it is worth. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/rate.h"
#include "cr/risk_facts.h"

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

static const int64_t A[7] = { 300 * K, 200 * K, 150 * K, 400 * K, 1000 * K,
    600 * K, 1800 * K };
static const int64_t B[7] = { -50 * K, 20 * K, 10 * K, 80 * K, 1000 * K,
    920 * K, 900 * K };
static const int64_t C[7] = { 120 * K, 60 * K, 50 * K, 250 * K, 1000 * K,
    750 * K, 1300 * K };

/* (Z'' + 1) / 5, between 0 and 100. */
START_TEST(financial)
{
	static const struct {
		const int64_t *sheet;
		int32_t z, maker, points;
	} v[] = {
		{ A, 433, 293, 10000 }, { B, -10, 95, 1791 },
		{ C, 167, 173, 5338 },
	};
	struct cr_standing s;
	int32_t faded;
	size_t i;

	for (i = 0; i < sizeof(v) / sizeof(*v); i++) {
		cr_standing_init(&s);
		ck_assert_int_eq(cr_standing_financial(model, &s,
		    day("2026-09-30"), &faded), CR_NOT_KNOWN);
		sheet(&s, "2025-12-31", v[i].sheet);
		ck_assert_int_eq(cr_standing_altman(&s, CR_ALTMAN_ANY),
		    v[i].z);
		ck_assert_int_eq(cr_standing_altman(&s, CR_ALTMAN_MAKER),
		    v[i].maker);
		ck_assert_int_eq(cr_standing_financial(model, &s,
		    day("2026-09-30"), &faded), v[i].points);
		ck_assert_int_eq(faded, 0);
	}
}
END_TEST

/* In full for 18 months, then less each month, not at all after 36. */
START_TEST(ageing)
{
	static const struct {
		const char *day;
		int32_t faded;	/* CR_NOT_KNOWN: it does not count */
	} v[] = {
		{ "2024-12-30", CR_NOT_KNOWN }, { "2024-12-31", 0 },
		{ "2026-06-30", 0 }, { "2026-07-30", 0 },
		{ "2026-07-31", 5 }, { "2027-06-30", 66 },
		{ "2027-12-30", 94 }, { "2027-12-31", 100 },
		{ "2028-01-01", CR_NOT_KNOWN },
	};
	struct cr_standing s;
	int32_t faded, points;
	size_t i;

	cr_standing_init(&s);
	sheet(&s, "2024-12-31", A);
	for (i = 0; i < sizeof(v) / sizeof(*v); i++) {
		points = cr_standing_financial(model, &s, day(v[i].day),
		    &faded);
		ck_assert_int_eq(points, v[i].faded == CR_NOT_KNOWN ?
		    CR_NOT_KNOWN : 10000);
		if (v[i].faded != CR_NOT_KNOWN)
			ck_assert_int_eq(faded, v[i].faded);
	}
}
END_TEST

/* An abbreviated filing: the mean of the ratios that it does tell. */
START_TEST(ratios)
{
	int64_t v[7];
	struct cr_standing s;
	int32_t faded;

	memcpy(v, A, sizeof(v));
	v[1] = CR_UNTOLD;
	cr_standing_init(&s);
	sheet(&s, "2025-12-31", v);
	ck_assert_int_eq(cr_standing_altman(&s, CR_ALTMAN_ANY),
	    CR_NOT_KNOWN);
	/* EBIT 15 % is worth 100, twice; equity 66.67 % as much, once */
	ck_assert_int_eq(cr_standing_financial(model, &s, day("2026-09-30"),
	    &faded), 8889);
	v[2] = CR_UNTOLD;
	sheet(&s, "2025-12-31", v);
	ck_assert_int_eq(cr_standing_financial(model, &s, day("2026-09-30"),
	    &faded), 6667);
	v[3] = CR_UNTOLD;
	sheet(&s, "2025-12-31", v);
	ck_assert_int_eq(cr_standing_financial(model, &s, day("2026-09-30"),
	    &faded), CR_NOT_KNOWN);
}
END_TEST

START_TEST(tables)
{
	static const struct {
		const char *provider, *score, *class_name;
		int32_t pd, points;
	} v[] = {
		{ "cerved", "1", "A", 50, 9500 },
		{ "Cerved", "4", "B", 150, 7500 },
		{ "cerved", "10", "E", 2500, 1000 },
		{ "cerved", "11", NULL, 0, 0 }, { "cerved", "", NULL, 0, 0 },
		{ "cerved", "A", NULL, 0, 0 },
		{ "creditsafe", "b", "B", 150, 7200 },
		{ "creditsafe", "51", "B", 150, 7200 },
		{ "creditsafe", "50", "C", 400, 5700 },
		{ "creditsafe", "50,5", NULL, 0, 0 },
		{ "creditsafe", "0", "E", 2500, 1000 },
		{ "agency", "BB+", "C", 200, 6000 },
		{ "agency", "AA-", "A", 10, 9500 },
	};
	const struct cr_model_provider *p;
	const struct cr_model_band *b;
	size_t i;

	for (i = 0; i < sizeof(v) / sizeof(*v); i++) {
		p = cr_model_provider(model, v[i].provider);
		ck_assert_ptr_nonnull(p);
		b = cr_model_band(p, v[i].score);
		if (v[i].class_name == NULL) {
			ck_assert_msg(b == NULL, "%s", v[i].score);
			continue;
		}
		ck_assert_ptr_nonnull(b);
		ck_assert_str_eq(b->class_name, v[i].class_name);
		ck_assert_int_eq(b->pd_bp, v[i].pd);
		ck_assert_int_eq(b->points, v[i].points);
	}
	ck_assert_ptr_null(cr_model_provider(model, "nobody"));
}
END_TEST

static struct cr_standing_score
score(const char *provider, const char *text, const char *on)
{
	const struct cr_model_provider *p = cr_model_provider(model,
	    provider);

	return (struct cr_standing_score){ .provider = p, .score = text,
	    .band = cr_model_band(p, text), .day = day(on) };
}

START_TEST(external)
{
	struct cr_standing_score a = score("cerved", "4", "2025-10-01"),
	    b = score("cribis", "3", "2026-08-01");
	struct cr_standing s;

	cr_standing_init(&s);
	ck_assert_int_eq(cr_standing_external(&s, day("2026-09-30")),
	    CR_NOT_KNOWN);
	a.next = &b;
	s.scores = &a;
	/* (75 + 52) / 2; of the first the last day is 2026-10-01 */
	ck_assert_int_eq(cr_standing_external(&s, day("2026-09-30")), 6350);
	ck_assert_int_eq(cr_standing_external(&s, day("2026-10-01")), 6350);
	ck_assert_int_eq(cr_standing_external(&s, day("2026-10-02")), 5200);
	ck_assert_int_eq(cr_standing_external(&s, day("2028-01-01")),
	    CR_NOT_KNOWN);
}
END_TEST

START_TEST(persons)
{
	static const struct {
		int64_t assets, owes;
		int32_t points;
	} v[] = {
		{ 0, 0, 2000 }, { 0, 100, 2000 }, { 50, 100, 5000 },
		{ 75, 100, 6250 }, { 100, 100, 7500 }, { 300, 100, 10000 },
		{ 100, 0, 10000 }, { 5000000000000, 1, 10000 },
	};
	struct cr_standing s;
	size_t i;

	cr_standing_init(&s);
	s.person = true;
	ck_assert_int_eq(cr_standing_assets(model, &s,
	    (struct cr_money){ 1 }), CR_NOT_KNOWN);
	s.owns = true;
	for (i = 0; i < sizeof(v) / sizeof(*v); i++) {
		s.assets.cents = v[i].assets;
		ck_assert_int_eq(cr_standing_assets(model, &s,
		    (struct cr_money){ v[i].owes }), v[i].points);
	}
	ck_assert_int_eq(cr_standing_profession(model, &s), CR_NOT_KNOWN);
	s.profession = "Pensionato";
	ck_assert_int_eq(cr_standing_profession(model, &s), 8000);
	s.profession = "astronauta";
	ck_assert_int_eq(cr_standing_profession(model, &s), CR_NOT_KNOWN);
	s.profession = "pensionato";
	s.person = false;
	ck_assert_int_eq(cr_standing_profession(model, &s), CR_NOT_KNOWN);
	ck_assert_int_eq(cr_standing_assets(model, &s,
	    (struct cr_money){ 1 }), CR_NOT_KNOWN);
}
END_TEST

START_TEST(limits)
{
	static const struct {
		int64_t owes, limit;
		int32_t used, points;
	} v[] = {
		{ 0, 100, 0, 10000 }, { 50, 100, 5000, 10000 },
		{ 65, 100, 6500, 8500 }, { 80, 100, 8000, 7000 },
		{ 90, 100, 9000, 5500 }, { 100, 100, 10000, 4000 },
		{ 125, 100, 12500, 2000 }, { 151, 100, 15100, 0 },
		{ 0, 0, CR_NOT_KNOWN, 0 }, { 1, 0, CR_NOT_KNOWN, 0 },
		{ INT64_MAX, 1, 1000000000, 0 },
	};
	struct cr_standing s;
	int32_t used;
	size_t i;

	cr_standing_init(&s);
	ck_assert_int_eq(cr_standing_use(&s, (struct cr_money){ 1 }),
	    CR_NOT_KNOWN);
	s.limited = true;
	for (i = 0; i < sizeof(v) / sizeof(*v); i++) {
		s.limit.cents = v[i].limit;
		used = cr_standing_use(&s, (struct cr_money){ v[i].owes });
		ck_assert_int_eq(used, v[i].used);
		if (used == CR_NOT_KNOWN)
			continue;
		ck_assert_int_eq(cr_rate_percent(&model->use, used),
		    v[i].points);
	}
}
END_TEST

/* The words of the model are those of the ledger, in its order. */
START_TEST(assets)
{
	int i;

	ck_assert_int_eq(CR_MODEL_ASSETS, CR_ASSET_KINDS);
	for (i = 0; i < CR_ASSET_KINDS; i++)
		ck_assert_str_eq(cr_model_asset_word(i),
		    cr_asset_word((enum cr_asset_kind)i));
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = { financial, ageing, ratios, tables,
	    external, persons, limits, assets, NULL };
	const char *share = getenv("CR_SHARE");
	int failed;

	cr_init(&cr, "test");
	if (cr_model_share(&cr, share ? share : "lib/share", &model) !=
	    CR_OK) {
		fprintf(stderr, "%s\n", cr_errmsg(&cr));
		return 1;
	}
	failed = unit_run("standing", tests);
	cr_model_free(model);
	cr_release(&cr);
	return failed;
}
