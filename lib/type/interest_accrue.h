#ifndef CR_TYPE_INTEREST_ACCRUE_H
#define CR_TYPE_INTEREST_ACCRUE_H

/* Private to interest: what accrues on one principal, segment by segment. */

#include "cr/interest.h"

/* One debt being told. */
struct cr_accrual {
	struct cr *cr;
	const struct cr_rates *rates;
	const struct cr_interest_terms *terms;
	const struct cr_interest_debt *debt;
	int (*each)(void *ctx, const struct cr_interest_segment *s);
	void *ctx;
	struct cr_interest_total *total;
};

/*
 * The interest of PRINCIPAL from the day after CUR to the day TO, rounded
 * by the terms, in *INTEREST. Days, rates and excess go to the total.
 */
int cr_accrue(struct cr_accrual *a, struct cr_money principal,
    struct cr_date cur, struct cr_date to, struct cr_money *interest);

/* What a day after DAY adds, in millionths; 0 when it cannot be told. */
int64_t cr_accrue_day(const struct cr_accrual *a, struct cr_money principal,
    struct cr_date day);

#endif
