#ifndef CR_HOLD_H
#define CR_HOLD_H

#include <stdbool.h>
#include <stdint.h>

#include "cr/date.h"
#include "cr/key.h"
#include "cr/money.h"

struct cr;

/*
 * Holds: what stops a claim, or takes an amount out of it. A hold counts
 * from its first day to its last one, both included, and ends by itself.
 * It is on an item, on all that a party owes, or on all that the parties of
 * a category owe; of the last two, if one likes, only what is owed to one
 * creditor. An amount is part of an item, or of all that a party owes in a
 * currency: then it is taken out of his items the way his payment would be,
 * the oldest due date first (art. 1193 c.c.), and never more than is open.
 */
enum cr_hold_kind {
	CR_HOLD_BLOCK,		/* no reason but that somebody says so */
	CR_HOLD_DISPUTE,	/* contestazione */
	CR_HOLD_PROMISE,	/* promessa di pagamento: cr/promise.h */
	CR_HOLD_PLAN,		/* piano di rientro */
	CR_HOLD_ASSIGNED,	/* with an agency or a lawyer */
	CR_HOLD_CEDED,		/* to a factor */
	CR_HOLD_PAYMENT,	/* payment in progress */
	CR_HOLD_INSOLVENCY,
	CR_HOLD_PROCEDURE,	/* before a court */
	CR_HOLD_KINDS
};

const char *cr_hold_word(enum cr_hold_kind kind);
bool cr_hold_parse(const char *word, enum cr_hold_kind *out);

/* Why, as one of a few words, so that it can be counted. */
enum cr_hold_code {
	CR_HOLD_OTHER,
	CR_HOLD_GOODS,		/* defective, not what was ordered */
	CR_HOLD_PRICE,
	CR_HOLD_QUANTITY,
	CR_HOLD_DELIVERY,	/* late, or never came */
	CR_HOLD_TERMS,		/* of payment: not those agreed */
	CR_HOLD_DUPLICATE,	/* invoiced twice */
	CR_HOLD_PAID,		/* says he has paid */
	CR_HOLD_RETURNED,	/* goods went back, a credit note is due */
	CR_HOLD_LIQUIDITY,	/* cannot pay now */
	CR_HOLD_AGREEMENT,	/* so agreed */
	CR_HOLD_LEGAL,
	CR_HOLD_REQUEST,	/* somebody of ours asked for it */
	CR_HOLD_CODES
};

const char *cr_hold_code_word(enum cr_hold_code code);
bool cr_hold_code_parse(const char *word, enum cr_hold_code *out);

struct cr_hold {
	int64_t id;
	struct cr_key on;	/* an item, a party, or of kind NONE: */
	const char *category;	/* the parties of one */
	int64_t creditor;	/* only what is owed to it; 0: to anybody */
	enum cr_hold_kind kind;
	struct cr_date from;
	struct cr_date until;	/* CR_DATE_NONE: until it is lifted */
	struct cr_money amount;	/* 0: the whole */
	const char *currency;	/* of an amount on a party */
	enum cr_hold_code code;
	const char *reason;	/* NULL: the code says it */
	const char *who;	/* NULL when set: the operator */
	int64_t promise;	/* what was promised; 0: nothing */
	int64_t replaces;	/* the hold whose end was moved; 0: none */
	struct cr_date set;	/* the day it was set, not its first one */
	struct cr_date lift;	/* the day it was lifted; CR_DATE_NONE */
};

/*
 * Did it count on DAY, as was known on that day? What was lifted on a day
 * does not count on it.
 */
bool cr_hold_counts(const struct cr_hold *h, struct cr_date day);

/*
 * Set a hold, in a transaction and a run; its number goes to H->id.
 * CR_ENOTFOUND when there is no such item or party, CR_EUSAGE when it makes
 * no sense, CR_EEXIST when just such a hold is there already: nothing is
 * written then, and H->id is that one.
 */
int cr_hold_set(struct cr *cr, struct cr_hold *h);
/* CR_ENOTFOUND; CR_EEXIST when it was lifted before. */
int cr_hold_lift(struct cr *cr, int64_t id);

/*
 * Call EACH for the holds on ON (of all when its kind is CR_KEY_NONE; of one
 * when it is a hold's; of a party also those on its items and its category),
 * in the order of their numbers. DAY: only those that
 * counted on that day; CR_DATE_NONE: all there ever were. Text is borrowed
 * for the call. EACH returns 0 to go on; anything else stops and is
 * returned.
 */
int cr_hold_each(struct cr *cr, struct cr_key on, struct cr_date day,
    int (*each)(void *ctx, const struct cr_hold *h), void *ctx);

/* Call EACH for every party of the category of a hold on one. */
int cr_hold_members(struct cr *cr,
    int (*each)(void *ctx, int64_t hold, int64_t party), void *ctx);

#endif
