#ifndef CR_STORY_H
#define CR_STORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/balance.h"

struct cr;

/*
 * What happened to each item until a day, for those who measure behaviour:
 * when it was due, what reduced its balance and when. With cr_as_of as in
 * cr/balance.h: what was recorded later is not known, unless restated.
 */
struct cr_movement {
	struct cr_date date;
	struct cr_money amount;	/* negative: a payment went back */
	bool money;		/* paid; not credited, written off, rounded */
};

struct cr_story {
	int64_t item, debtor;
	struct cr_date issue;	/* of the document */
	struct cr_date due;
	struct cr_money amount;	/* negative: credit note */
	const struct cr_movement *moves;	/* by date */
	size_t nmoves;
};

/*
 * Call EACH for every item in CURRENCY, in the order of their numbers. EACH
 * returns 0 to go on; anything else stops and is returned. *OTHERS counts
 * the items in other currencies, which are left out.
 */
int cr_story_each(struct cr *cr, const struct cr_as_of *as_of,
    const char *currency, int (*each)(void *ctx, const struct cr_story *s),
    void *ctx, int64_t *others);

/*
 * The same for payments that went back unpaid (a returned RiBa, SDD or
 * cheque), in no order. A repayment of a credit note is none of them. KIND
 * is what the source calls it, or NULL; borrowed.
 */
int cr_unpaid_each(struct cr *cr, const struct cr_as_of *as_of,
    int (*each)(void *ctx, int64_t debtor, struct cr_date date,
    const char *kind), void *ctx);

#endif
