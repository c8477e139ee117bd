#ifndef JUDGING_H
#define JUDGING_H

/* Private to judging whether an amount is right for some documents. */

#include "matching.h"

/*
 * In basis points. What a rule is worth was set by what a wrong booking
 * takes: two independent facts that agree (number and amount, payer and
 * amount) are beyond the default threshold, anything less is below it.
 */
enum {
	CERTAIN = 9990, VERY = 9900, QUITE = 9800, WELL = 9700, JUST = 9550,
	DOUBT = 9300, WAITS = 9000, WEAK = 8500, GUESS = 7000
};

/* The items of the documents that a receipt names, and what they come to. */
struct judging {
	struct matching *m;
	const struct cited *c;
	enum cr_match_rule rule;
	uint32_t v[PARTS_MAX / 2];	/* all open items of them */
	size_t n;
	int64_t sum;
	enum { SAME, UNKNOWN, OTHER } payer;
};

/* One of three confidences, by who pays. */
int32_t cr_judge_payer(const struct judging *j, int32_t same, int32_t unknown,
    int32_t other);
/*
 * Try to pay the N items at V, as cr_match_fill(); if it adds up it is kept
 * with CONFIDENCE, less what the documents themselves take away.
 */
void cr_judge_fill(struct judging *j, const uint32_t *v, size_t n,
    const int64_t *of, int64_t residue, const char *kind, uint32_t why,
    int32_t confidence);
/*
 * Less was paid than the documents say, or a little more: tax withheld,
 * split VAT, rounding, bank charges, discount.
 */
void cr_judge_residue(struct judging *j, int64_t residue);

/*
 * So much is OVER the items, and claims on their debtor come to it: true,
 * and that is a match.
 */
bool cr_judge_claims(struct judging *j, int64_t over);
/* Begin a trial of one's own, and keep it, as cr_judge_fill() does. */
void cr_judge_try(struct judging *j, uint32_t why);
void cr_judge_keep(struct judging *j, int32_t confidence);

#endif
