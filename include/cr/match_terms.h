#ifndef CR_MATCH_TERMS_H
#define CR_MATCH_TERMS_H

#include <stdbool.h>
#include <stdint.h>

/* What matching is allowed: amounts in cents, shares in basis points. */
struct cr_match_opts {
	int32_t threshold;	/* booked from this confidence on */
	int64_t tolerance;	/* a residue of so much is rounding, */
	int32_t tolerance_bp;	/* if it is not more than this of the sum */
	int64_t charges;	/* the most that a bank keeps on the way */
	int32_t discount_bp;	/* the largest discount taken unasked */
	/*
	 * What is found pays the claims on its documents first, costs before
	 * interest (art. 1194 c.c.); else principal alone.
	 */
	bool claims_first;
	bool oldest_first;	/* what is left of a known debtor's money */
};

/* 95 per cent; 1.00 and 1 per cent; 25.00; 3 per cent. */
extern const struct cr_match_opts cr_match_defaults;

#endif
