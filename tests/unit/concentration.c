/* How a sum is spread: shares, Gini, Herfindahl. */
#include <stdlib.h>

#include "cr/concentration.h"
#include "cr/error.h"
#include "unit.h"

#define N 64

static struct cr_money v[N];

static struct cr_money
sum(size_t n)
{
	struct cr_money s;

	ck_assert_int_eq(cr_share_sum(v, n, &s), CR_OK);
	return s;
}

START_TEST(shares)
{
	ck_assert_int_eq(cr_share_bp((struct cr_money){ 1 },
	    (struct cr_money){ 3 }), 3333);
	ck_assert_int_eq(cr_share_bp((struct cr_money){ 2 },
	    (struct cr_money){ 3 }), 6667);
	ck_assert_int_eq(cr_share_bp((struct cr_money){ -2 },
	    (struct cr_money){ 3 }), -6667);
	ck_assert_int_eq(cr_share_bp((struct cr_money){ 5 },
	    (struct cr_money){ 0 }), 0);
	ck_assert_int_eq(cr_share_bp((struct cr_money){ INT64_MAX },
	    (struct cr_money){ INT64_MAX }), 10000);
}
END_TEST

START_TEST(nobody_and_one)
{
	ck_assert_int_eq(cr_gini_bp(v, 0), 0);
	ck_assert_int_eq(cr_herfindahl_bp(v, 0), 0);
	v[0].cents = INT64_MAX;
	ck_assert_int_eq(cr_gini_bp(v, 1), 0);
	ck_assert_int_eq(cr_herfindahl_bp(v, 1), 10000);
}
END_TEST

/* 4, 3, 2, 1: G = (3x4 + 3 - 2 - 3) / (4 x 10); H = 30 / 100. */
START_TEST(four)
{
	int i;

	for (i = 0; i < 4; i++)
		v[i].cents = 4 - i;
	ck_assert_int_eq(cr_gini_bp(v, 4), 2500);
	ck_assert_int_eq(cr_herfindahl_bp(v, 4), 3000);
}
END_TEST

static int
down(const void *a, const void *b)
{
	const struct cr_money *x = a, *y = b;

	return x->cents > y->cents ? -1 : x->cents < y->cents;
}

/* Against the definition: mean difference of all pairs. */
START_TEST(pairs)
{
	__int128 differences;
	int i, j, k, n;
	int64_t g;

	srand(3);
	for (k = 0; k < 200; k++) {
		n = 1 + rand() % N;
		for (i = 0; i < n; i++)
			v[i].cents = 1 + rand();
		qsort(v, (size_t)n, sizeof(v[0]), down);
		for (i = 0, differences = 0; i < n; i++)
			for (j = 0; j < n; j++)
				differences += llabs(v[i].cents - v[j].cents);
		/* of 2 n^2 mean = 2 n sum */
		g = (int64_t)(differences * 10000 /
		    ((__int128)2 * n * sum((size_t)n).cents));
		ck_assert_int_le(llabs(g - cr_gini_bp(v, (size_t)n)), 1);
		ck_assert_int_ge(cr_herfindahl_bp(v, (size_t)n),
		    10000 / n - 1);
		ck_assert_int_le(cr_herfindahl_bp(v, (size_t)n), 10000);
	}
}
END_TEST

/* Scale does not matter, nor how large the amounts are. */
START_TEST(large)
{
	int i, gini, herfindahl;

	for (i = 0; i < 50; i++)
		v[i].cents = 100 - i;
	gini = cr_gini_bp(v, 50);
	herfindahl = cr_herfindahl_bp(v, 50);
	for (i = 0; i < 50; i++)
		v[i].cents *= CR_MONEY_MAX_CENTS;
	ck_assert_int_eq(cr_gini_bp(v, 50), gini);
	ck_assert_int_eq(cr_herfindahl_bp(v, 50), herfindahl);
	v[0].cents = v[1].cents = INT64_MAX;
	ck_assert_int_eq(cr_share_sum(v, 2, &v[2]), CR_ELIMIT);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = { shares, nobody_and_one, four, pairs,
	    large, NULL };

	return unit_run("concentration", tests);
}
