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
enum cr_move_kind {
	CR_MOVE_PAID,		/* money came in */
	CR_MOVE_CREDIT,		/* a credit note or a discount took it off */
	CR_MOVE_ROUNDING,
	CR_MOVE_WRITEOFF,	/* given up, still owed */
	CR_MOVE_VOID,		/* the document was never issued */
};

struct cr_movement {
	struct cr_date date;
	struct cr_money amount;	/* negative: a payment went back */
	enum cr_move_kind kind;
};

struct cr_story {
	int64_t item, debtor, creditor;
	struct cr_date issue;	/* of the document */
	struct cr_date due;
	struct cr_money amount;	/* negative: credit note */
	char currency[CR_CURRENCY_SIZE];
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
 * The payments of an item that stayed: one that went back takes the last
 * before it away, in whole or in part. Writes up to S->nmoves of them to TO
 * and returns how many.
 */
size_t cr_story_paid(const struct cr_story *s, struct cr_movement *to);

/* What is left of it; CR_ELIMIT when that overflows. */
int cr_story_open(const struct cr_story *s, struct cr_money *open);

/*
 * The same for payments that went back unpaid (a returned RiBa, SDD or
 * cheque), in no order. A repayment of a credit note is none of them. KIND
 * is what the source calls it, or NULL; texts are borrowed.
 */
struct cr_unpaid {
	int64_t debtor;
	struct cr_date date;
	const char *kind;
	struct cr_money amount;
	const char *currency;
};
int cr_unpaid_told(struct cr *cr, const struct cr_as_of *as_of,
    int (*each)(void *ctx, const struct cr_unpaid *u), void *ctx);
int cr_unpaid_each(struct cr *cr, const struct cr_as_of *as_of,
    int (*each)(void *ctx, int64_t debtor, struct cr_date date,
    const char *kind), void *ctx);

#endif
