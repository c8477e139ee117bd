#ifndef CR_DUN_CLAIMS_H
#define CR_DUN_CLAIMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/claim.h"
#include "cr/interest.h"

/*
 * What a notice asks beside the principal: interest to its day, the lump sum
 * of art. 6 D.Lgs. 231/2002, a fee of its level, what banks charged for what
 * they returned, and what was claimed before and is open. None of it is part
 * of an item or of the net claim. Interest is not asked for an item of which
 * a part is under hold.
 */
struct cr_dun_claim {
	enum cr_claim_kind kind;
	int64_t item;			/* 0: of no item */
	struct cr_money amount;		/* positive */
	struct cr_date from, day;	/* of interest; else NONE and its day */
	const char *regime;		/* of interest; else NULL */
	int64_t claim;			/* that stands for it; 0: none */
	bool book;			/* becomes one with the notice */
};

/* Days of one rate of an item. */
struct cr_dun_segment {
	int64_t item;
	const char *regime;
	struct cr_interest_segment s;
};

struct cr_dun_claims {
	struct cr_dun_claim *v;		/* in the order of the items */
	size_t n;
	struct cr_dun_segment *segments;	/* of the interest in V */
	size_t nsegments;
	struct cr_money of[CR_CLAIM_KINDS];	/* sums */
	struct cr_money total;
	struct cr_date to;		/* the last day of the interest */
	int64_t per_diem_micro;		/* cr_interest_per_diem() */
};

#endif
