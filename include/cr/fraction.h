#ifndef CR_FRACTION_H
#define CR_FRACTION_H

#include <stdbool.h>
#include <stdint.h>

#include "cr/money.h"

/*
 * An exact share, NUM / DEN in lowest terms, never negative: rates of loss
 * are quotients of sums of money, and a division that is rounded before it
 * is multiplied loses cents. What is multiplied more often than once (a
 * chain of roll rates) is rounded to CR_FRACTION_UNITs each time.
 */
struct cr_fraction {
	int64_t num, den;	/* den > 0 */
};

/* A twelfth decimal: the unit of what cannot be kept exactly. */
#define CR_FRACTION_UNIT INT64_C(1000000000000)

#define CR_FRACTION_NONE ((struct cr_fraction){ 0, 1 })
#define CR_FRACTION_ALL ((struct cr_fraction){ 1, 1 })

/* False when NUM is negative or DEN is not positive. */
bool cr_fraction_make(int64_t num, int64_t den, struct cr_fraction *out);

/*
 * Read "8.6957" or "8,6957", a percentage with six decimals at most. False
 * when it is none, or over 1000 %.
 */
bool cr_fraction_percent(const char *text, struct cr_fraction *out);

/* The exact product; false when it does not fit. */
bool cr_fraction_mul(struct cr_fraction a, struct cr_fraction b,
    struct cr_fraction *out);
/* The product in whole CR_FRACTION_UNITs, rounded half up; false: too large. */
bool cr_fraction_chain(struct cr_fraction a, struct cr_fraction b,
    struct cr_fraction *out);

/* R, or one where it is more. */
struct cr_fraction cr_fraction_at_most_one(struct cr_fraction r);
bool cr_fraction_is_zero(struct cr_fraction r);

/* X times R rounded half away from zero; false on overflow. */
bool cr_fraction_of(struct cr_money x, struct cr_fraction r,
    struct cr_money *out);

/* In millionths, rounded half up; INT64_MAX where that is too large. */
int64_t cr_fraction_ppm(struct cr_fraction r);

#endif
