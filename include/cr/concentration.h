#ifndef CR_CONCENTRATION_H
#define CR_CONCENTRATION_H

#include <stddef.h>
#include <stdint.h>

#include "cr/money.h"

/*
 * How a sum is spread over those who owe it. The amounts are put in order,
 * the largest first, by their owner; none of them is negative or nought.
 * Shares are basis points, rounded half away from zero.
 */

/* The sum of the N amounts; the sums below do not overflow where it did not. */
int cr_share_sum(const struct cr_money *v, size_t n, struct cr_money *sum);
/* PART / WHOLE; 0 where there is no whole. */
int32_t cr_share_bp(struct cr_money part, struct cr_money whole);

/*
 * Gini's coefficient: 0 when all owe the same, near 10000 when one owes all;
 * half the mean difference of two debtors, of the mean.
 */
int32_t cr_gini_bp(const struct cr_money *v, size_t n);
/*
 * Herfindahl and Hirschman's index: the sum of the squares of the shares, in
 * ten-thousandths; 10000 when one owes all.
 */
int32_t cr_herfindahl_bp(const struct cr_money *v, size_t n);

#endif
