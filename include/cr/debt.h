#ifndef CR_DEBT_H
#define CR_DEBT_H

#include <stdbool.h>
#include <stdint.h>

#include "cr/balance.h"
#include "cr/interest.h"

struct cr;

/*
 * Debts as interest wants them: each item with what reduced it and when.
 * Credit notes count on their own date, not on that of their allocation.
 */
struct cr_debt {
	struct cr_open item;	/* .open is its amount at first */
	struct cr_money left;	/* of it on the day: its balance */
	struct cr_interest_event *events;	/* by date; may be changed */
	size_t n;
};

/*
 * Call EACH for every item that is no credit note, in the order of their
 * numbers, as it was on a day: those of before DUE alone, and where not PAID
 * only those with an open balance, which takes less time. EACH returns 0 to
 * go on.
 */
int cr_debt_each(struct cr *cr, const struct cr_as_of *as_of,
    struct cr_date due, bool paid,
    int (*each)(void *ctx, struct cr_debt *d), void *ctx);

/*
 * Call EACH with every debtor who has credit notes or money on account that
 * are not allocated, maybe more than once: he may owe less than it seems.
 */
int cr_debt_credits(struct cr *cr, const struct cr_as_of *as_of,
    int (*each)(void *ctx, int64_t debtor), void *ctx);

/*
 * Call EACH with every debtor who is in an insolvency procedure (a hold, as
 * known on a day) and the day that it opened; maybe more than once.
 */
int cr_debt_stops(struct cr *cr, const struct cr_as_of *as_of,
    int (*each)(void *ctx, int64_t debtor, struct cr_date day), void *ctx);

/* The number of document DOC; borrowed until the next call; "" if none. */
const char *cr_debt_number(struct cr *cr, int64_t doc);

/*
 * Call EACH for the items of the notices that had been sent by DAY, in the
 * order of the items and days.
 */
int cr_debt_notified(struct cr *cr, struct cr_date day,
    int (*each)(void *ctx, int64_t item, const char *level,
    struct cr_date sent), void *ctx);

#endif
