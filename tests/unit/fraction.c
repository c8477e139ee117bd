/* Fractions: exact, rounded once; what is too large is told. */
#include "unit.h"

#include "cr/fraction.h"

static struct cr_fraction
fraction(int64_t num, int64_t den)
{
	struct cr_fraction r;

	ck_assert(cr_fraction_make(num, den, &r));
	return r;
}

static int64_t
of(int64_t cents, struct cr_fraction r)
{
	struct cr_money m;

	ck_assert(cr_fraction_of((struct cr_money){ cents }, r, &m));
	return m.cents;
}

START_TEST(make)
{
	struct cr_fraction r = fraction(200000, 2300000);

	ck_assert_int_eq(r.num, 2);
	ck_assert_int_eq(r.den, 23);
	ck_assert_int_eq(fraction(0, 7).den, 1);
	ck_assert(!cr_fraction_make(-1, 2, &r));
	ck_assert(!cr_fraction_make(1, 0, &r));
	ck_assert(!cr_fraction_make(1, -1, &r));
}
END_TEST

START_TEST(percent)
{
	static const struct {
		const char *text;
		int64_t num, den;
	} good[] = {
		{ "0", 0, 1 }, { "100", 1, 1 }, { "8.6957", 86957, 1000000 },
		{ "2,5", 1, 40 }, { "0.000001", 1, 100000000 },
		{ "1000", 10, 1 }, { "33.333333", 33333333, 100000000 },
	};
	static const char *const bad[] = { "", ".", "1.", ".5", "-1", "+1",
	    "1.0000001", "1000.01", "1001", "1e2", "1.-5", "1 ", "5%",
	    "99999999999999999999" };
	struct cr_fraction r;
	size_t i;

	for (i = 0; i < sizeof(good) / sizeof(*good); i++) {
		ck_assert_msg(cr_fraction_percent(good[i].text, &r), "%s",
		    good[i].text);
		ck_assert_int_eq(r.num, good[i].num);
		ck_assert_int_eq(r.den, good[i].den);
	}
	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		ck_assert_msg(!cr_fraction_percent(bad[i], &r), "%s", bad[i]);
}
END_TEST

START_TEST(product)
{
	struct cr_fraction r;

	ck_assert(cr_fraction_mul(fraction(2, 23), fraction(23, 10), &r));
	ck_assert_int_eq(r.num, 1);
	ck_assert_int_eq(r.den, 5);
	ck_assert(cr_fraction_mul(fraction(0, 1), fraction(INT64_MAX, 1), &r));
	ck_assert(cr_fraction_is_zero(r));
	ck_assert(!cr_fraction_mul(fraction(1, INT64_MAX),
	    fraction(1, INT64_MAX - 1), &r));
	ck_assert_int_eq(cr_fraction_at_most_one(fraction(11, 10)).num, 1);
	ck_assert_int_eq(cr_fraction_at_most_one(fraction(9, 10)).num, 9);
}
END_TEST

/* The published matrix, and roll rates multiplied from the last on. */
START_TEST(vectors)
{
	static const int64_t from[] = { 31500000, 9610000, 3894000, 2042500 };
	static const int64_t to[] = { 9760000, 4228500, 2141300, 1420000 };
	static const int64_t pd_ppm[] = { 52121, 168217, 382303, 695226 };
	struct cr_fraction pd = CR_FRACTION_ALL, lgd = fraction(3, 5), loss;
	int i;

	ck_assert_int_eq(of(6000000, fraction(2000, 23000)), 521739);
	ck_assert_int_eq(of(2300000, fraction(2000, 8000)), 575000);
	ck_assert_int_eq(of(5000000, fraction(32 * 3, 5000)), 96000);
	for (i = 3; i >= 0; i--) {
		ck_assert(cr_fraction_chain(fraction(to[i], from[i]), pd, &pd));
		ck_assert_int_eq(cr_fraction_ppm(pd), pd_ppm[i]);
	}
	ck_assert(cr_fraction_mul(pd, lgd, &loss));
	ck_assert_int_eq(of(12000000, loss), 375269);
}
END_TEST

START_TEST(rounding)
{
	struct cr_fraction r;

	ck_assert_int_eq(of(1, fraction(1, 2)), 1);
	ck_assert_int_eq(of(-1, fraction(1, 2)), -1);
	ck_assert_int_eq(of(1, fraction(49, 100)), 0);
	ck_assert_int_eq(cr_fraction_ppm(fraction(1, 3)), 333333);
	ck_assert_int_eq(cr_fraction_ppm(fraction(2, 3)), 666667);
	ck_assert_int_eq(cr_fraction_ppm(fraction(1, 2000000)), 1);
	ck_assert_int_eq(cr_fraction_ppm(fraction(INT64_MAX, 1)), INT64_MAX);
	ck_assert(cr_fraction_chain(fraction(1, 3), fraction(1, 1), &r));
	ck_assert_int_eq(r.num, INT64_C(333333333333));
	ck_assert_int_eq(r.den, CR_FRACTION_UNIT);
	ck_assert(!cr_fraction_chain(fraction(INT64_MAX, 1), r, &r));
	ck_assert(!cr_fraction_of((struct cr_money){ INT64_MAX },
	    fraction(2, 1), &(struct cr_money){ 0 }));
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = { make, percent, product, vectors,
	    rounding, NULL };

	return unit_run("fraction", tests);
}
