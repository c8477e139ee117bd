#include "cr/concentration.h"

#include <stdbool.h>

#include "cr/error.h"

/* A / B in ten-thousandths, rounded half away from zero. */
static int32_t
ratio_bp(__int128 a, __int128 b)
{
	bool less = a < 0;

	if (b <= 0)
		return 0;
	a = less ? -a : a;
	/* what is too large for the product loses bits that do not count */
	for (; a > (__int128)1 << 110; b /= 2)
		a /= 2;
	a = (a * 20000 + b) / (2 * b);
	return (int32_t)(less ? -a : a);
}

int
cr_share_sum(const struct cr_money *v, size_t n, struct cr_money *sum)
{
	size_t i;

	*sum = (struct cr_money){ 0 };
	for (i = 0; i < n; i++)
		if (!cr_money_add(sum, v[i]))
			return CR_ELIMIT;
	return CR_OK;
}

int32_t
cr_share_bp(struct cr_money part, struct cr_money whole)
{
	return ratio_bp(part.cents, whole.cents);
}

/*
 * With x(1) >= ... >= x(n): G = 1 + 1/n - 2 (sum of i x(i)) / (n sum), that
 * is (sum of (n + 1 - 2 i) x(i)) / (n sum).
 */
int32_t
cr_gini_bp(const struct cr_money *v, size_t n)
{
	__int128 weighed = 0, sum = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		sum += v[i].cents;
		weighed += ((__int128)n - 1 - 2 * (__int128)i) * v[i].cents;
	}
	return ratio_bp(weighed, sum * (__int128)n);
}

/* Of shares in 2^31, whose squares add up to no more than 2^62. */
int32_t
cr_herfindahl_bp(const struct cr_money *v, size_t n)
{
	__int128 sum = 0, squares = 0, share;
	size_t i;

	for (i = 0; i < n; i++)
		sum += v[i].cents;
	for (i = 0; i < n && sum > 0; i++) {
		share = ((__int128)v[i].cents << 31) / sum;
		squares += share * share;
	}
	return ratio_bp(squares, (__int128)1 << 62);
}
