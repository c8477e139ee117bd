#ifndef CR_PROMISE_H
#define CR_PROMISE_H

#include <stdbool.h>
#include <stdint.h>

#include "cr/balance.h"
#include "cr/date.h"
#include "cr/money.h"

struct cr;

/*
 * Promises to pay. The holds that one stands on (cr/hold.h) end with the
 * last day that its money may come: the day promised and some days more that
 * the bank needs. What came of it follows from the ledger, so that it is as
 * true for a past day, and after an undoing, as for today.
 *
 * Money that counts came from the day of the promise on (on that very day
 * only what was not known yet when it was given), up to its last day, by
 * the day of the money and not that of its booking: what paid the items of
 * the promise, and what the debtor has on account. A payment that went back
 * in that time does not count. It is also kept when nothing of its items
 * was open at the end, whatever it was that paid them.
 */
enum cr_promise_state {
	CR_PROMISE_OPEN,
	CR_PROMISE_KEPT,
	CR_PROMISE_PARTLY,	/* less came, and its last day is past */
	CR_PROMISE_BROKEN,	/* nothing came */
	CR_PROMISE_WITHDRAWN,	/* lifted before its last day, or moved */
	CR_PROMISE_STATES
};

const char *cr_promise_word(enum cr_promise_state state);
bool cr_promise_parse(const char *word, enum cr_promise_state *out);

struct cr_promise {
	int64_t id;
	int64_t hold;		/* the first that it stands on */
	int64_t debtor;
	int64_t creditor;	/* only what is owed to it; 0: to anybody */
	char currency[CR_CURRENCY_SIZE];
	struct cr_date from;
	struct cr_date day;	/* promised for */
	struct cr_date until;	/* the last one that money may come */
	struct cr_money amount;
	int64_t since;		/* the run that knew of it first; 0: this */

	/* what came of it */
	enum cr_promise_state state;
	struct cr_money came;
	struct cr_date last;	/* of the money; CR_DATE_NONE */
	enum cr_promise_state told;	/* by the nightly run; OPEN: nothing */
};

/* Keep what is said of one, in a transaction and a run; P->id is set. */
int cr_promise_add(struct cr *cr, struct cr_promise *p);

/*
 * Call EACH for the promises whose last day is SINCE or later (all when it
 * is CR_DATE_NONE), in the order of their numbers, as they stood on AS_OF.
 * EACH returns 0 to go on; anything else stops and is returned.
 */
int cr_promise_each(struct cr *cr, const struct cr_as_of *as_of,
    struct cr_date since, int (*each)(void *ctx, const struct cr_promise *p),
    void *ctx);

/* Note that the run found P as it is. */
int cr_promise_tell(struct cr *cr, const struct cr_promise *p);

#endif
