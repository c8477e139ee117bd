#ifndef CR_ABC_H
#define CR_ABC_H

#include <stddef.h>
#include <stdint.h>

#include "cr/money.h"

/*
 * ABC: what is large, by the share of all that goes before it. In falling
 * order of the amount (equal ones by code, then by number) each belongs to
 * the class in which the sum before it lies: of 800 and 200 the first is A
 * and the second, at 80 percent, B. So the first is always A, unless there is
 * nothing at all; amounts of nought are C.
 */
struct cr_abc {
	int64_t id;
	const char *code;	/* NULL goes before all */
	struct cr_money amount;	/* not negative */
	char class;		/* 'A', 'B' or 'C' */
	int32_t share_bp;	/* of all, rounded half up */
	int32_t before_bp;	/* the share of those before it */
};

/*
 * Sort and classify; A ends at CUT[0] percent, B at CUT[1]. Sums are in 128
 * bits and compared without a division.
 */
void cr_abc_classify(struct cr_abc *v, size_t n, const int32_t cut[2]);

#endif
