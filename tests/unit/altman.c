/* Altman's scores: the vectors of the sources, zones, what is not told. */
#include "unit.h"

#include "cr/altman.h"

#define K 100000	/* a thousand units in cents */

static const struct {
	struct cr_altman_sheet sheet;
	int64_t any, maker;	/* millionths */
	enum cr_altman_zone any_zone, maker_zone;
} vectors[] = {
	{ { .working_capital = 300 * K, .retained = 200 * K, .ebit = 150 * K,
	    .equity = 400 * K, .assets = 1000 * K, .liabilities = 600 * K,
	    .sales = 1800 * K }, 4328000, 2926950,
	    CR_ZONE_SAFE, CR_ZONE_SAFE },
	{ { .working_capital = -50 * K, .retained = 20 * K, .ebit = 10 * K,
	    .equity = 80 * K, .assets = 1000 * K, .liabilities = 920 * K,
	    .sales = 900 * K }, -104296, 946882,
	    CR_ZONE_DISTRESS, CR_ZONE_DISTRESS },
	{ { .working_capital = 120 * K, .retained = 60 * K, .ebit = 50 * K,
	    .equity = 250 * K, .assets = 1000 * K, .liabilities = 750 * K,
	    .sales = 1300 * K }, 1668800, 1729610,
	    CR_ZONE_GREY, CR_ZONE_GREY },
};

START_TEST(scores)
{
	int64_t x[CR_RATIOS], z;
	size_t i;

	for (i = 0; i < sizeof(vectors) / sizeof(*vectors); i++) {
		cr_altman_ratios(&vectors[i].sheet, x);
		ck_assert(cr_altman(CR_ALTMAN_ANY, x, &z));
		ck_assert_int_eq(z, vectors[i].any);
		ck_assert_int_eq(cr_altman_zone(CR_ALTMAN_ANY, z),
		    vectors[i].any_zone);
		ck_assert(cr_altman(CR_ALTMAN_MAKER, x, &z));
		ck_assert_int_eq(z, vectors[i].maker);
		ck_assert_int_eq(cr_altman_zone(CR_ALTMAN_MAKER, z),
		    vectors[i].maker_zone);
	}
}
END_TEST

START_TEST(zones)
{
	static const struct {
		enum cr_altman which;
		int64_t z;
		enum cr_altman_zone zone;
	} v[] = {
		{ CR_ALTMAN_ANY, 2600001, CR_ZONE_SAFE },
		{ CR_ALTMAN_ANY, 2600000, CR_ZONE_GREY },
		{ CR_ALTMAN_ANY, 1100000, CR_ZONE_GREY },
		{ CR_ALTMAN_ANY, 1099999, CR_ZONE_DISTRESS },
		{ CR_ALTMAN_MAKER, 2900001, CR_ZONE_SAFE },
		{ CR_ALTMAN_MAKER, 2900000, CR_ZONE_GREY },
		{ CR_ALTMAN_MAKER, 1229999, CR_ZONE_DISTRESS },
	};
	size_t i;

	for (i = 0; i < sizeof(v) / sizeof(*v); i++)
		ck_assert_int_eq(cr_altman_zone(v[i].which, v[i].z),
		    v[i].zone);
}
END_TEST

/* An abbreviated filing has no retained earnings apart: Z'' is unknown. */
START_TEST(untold)
{
	struct cr_altman_sheet s = vectors[0].sheet;
	int64_t x[CR_RATIOS], z;

	s.sales = CR_UNTOLD;
	cr_altman_ratios(&s, x);
	ck_assert(cr_altman(CR_ALTMAN_ANY, x, &z));
	ck_assert_int_eq(z, 4328000);
	ck_assert(!cr_altman(CR_ALTMAN_MAKER, x, &z));
	s.retained = CR_UNTOLD;
	cr_altman_ratios(&s, x);
	ck_assert(!cr_altman(CR_ALTMAN_ANY, x, &z));
	s = vectors[0].sheet;
	s.liabilities = CR_UNTOLD;	/* what is not equity is owed */
	cr_altman_ratios(&s, x);
	ck_assert(cr_altman(CR_ALTMAN_ANY, x, &z));
	ck_assert_int_eq(z, 4328000);
	s.assets = 0;
	cr_altman_ratios(&s, x);
	ck_assert(x[CR_RATIO_WORKING] == CR_UNTOLD);
	ck_assert(x[CR_RATIO_EQUITY] == CR_UNTOLD);
}
END_TEST

/* Nothing owed is the best there is; nothing at all has no ratio. */
START_TEST(extremes)
{
	struct cr_altman_sheet s = { .assets = 1, .equity = 1 };
	int64_t x[CR_RATIOS], z;

	cr_altman_ratios(&s, x);
	ck_assert(x[CR_RATIO_EQUITY] == CR_RATIO_MAX);
	ck_assert(x[CR_RATIO_WORKING] == 0);
	s.equity = -1;
	cr_altman_ratios(&s, x);
	ck_assert(x[CR_RATIO_EQUITY] == CR_UNTOLD);
	s = (struct cr_altman_sheet){ .assets = 1, .equity = -INT64_MAX,
	    .liabilities = 1, .working_capital = -INT64_MAX,
	    .retained = -INT64_MAX, .ebit = -INT64_MAX, .sales = 0 };
	cr_altman_ratios(&s, x);
	ck_assert(x[CR_RATIO_EBIT] == -CR_RATIO_MAX);
	ck_assert(cr_altman(CR_ALTMAN_ANY, x, &z));
	ck_assert_int_eq(z, INT64_C(-17590000000000));
	s.liabilities = CR_UNTOLD;	/* overflows */
	cr_altman_ratios(&s, x);
	ck_assert(x[CR_RATIO_EQUITY] == CR_UNTOLD);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = { scores, zones, untold, extremes, NULL };

	return unit_run("altman", tests);
}
