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
 */
enum cr_hold_kind {
	CR_HOLD_BLOCK,		/* no reason but that somebody says so */
	CR_HOLD_DISPUTE,	/* contestazione */
	CR_HOLD_PROMISE,	/* promessa di pagamento */
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

struct cr_hold {
	int64_t id;
	struct cr_key on;	/* an item or a party */
	enum cr_hold_kind kind;
	struct cr_date from;
	struct cr_date until;	/* CR_DATE_NONE: until it is lifted */
	struct cr_money amount;	/* 0: the whole */
	const char *reason;
	const char *who;	/* NULL when set: the operator */
	bool lifted;
};

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
 * when it is a hold's), in the order of their numbers. DAY: only those that
 * count on that day; CR_DATE_NONE: all there ever were. EACH returns 0 to go
 * on; anything else stops and is returned.
 */
int cr_hold_each(struct cr *cr, struct cr_key on, struct cr_date day,
    int (*each)(void *ctx, const struct cr_hold *h), void *ctx);

#endif
