#ifndef CR_RATIO_H
#define CR_RATIO_H

#include <stdbool.h>
#include <stdint.h>

#include "cr/money.h"

/*
 * An exact share, NUM / DEN in lowest terms, never negative: rates of loss
 * are quotients of sums of money, and a division that is rounded before it
 * is multiplied loses cents. What is multiplied more often than once (a
 * chain of roll rates) is rounded to CR_RATIO_UNITs each time.
 */
struct cr_ratio {
	int64_t num, den;	/* den > 0 */
};

/* A twelfth decimal: the unit of what cannot be kept exactly. */
#define CR_RATIO_UNIT INT64_C(1000000000000)

#define CR_RATIO_NONE ((struct cr_ratio){ 0, 1 })
#define CR_RATIO_ALL ((struct cr_ratio){ 1, 1 })

/* False when NUM is negative or DEN is not positive. */
bool cr_ratio_make(int64_t num, int64_t den, struct cr_ratio *out);

/*
 * Read "8.6957" or "8,6957", a percentage with six decimals at most. False
 * when it is none, or over 1000 %.
 */
bool cr_ratio_percent(const char *text, struct cr_ratio *out);

/* The exact product; false when it does not fit. */
bool cr_ratio_mul(struct cr_ratio a, struct cr_ratio b, struct cr_ratio *out);
/* The product in whole CR_RATIO_UNITs, rounded half up; false: too large. */
bool cr_ratio_chain(struct cr_ratio a, struct cr_ratio b,
    struct cr_ratio *out);

/* R, or one where it is more. */
struct cr_ratio cr_ratio_at_most_one(struct cr_ratio r);
bool cr_ratio_is_zero(struct cr_ratio r);

/* X times R rounded half away from zero; false on overflow. */
bool cr_ratio_of(struct cr_money x, struct cr_ratio r, struct cr_money *out);

/* In millionths, rounded half up; INT64_MAX where that is too large. */
int64_t cr_ratio_ppm(struct cr_ratio r);

#endif
