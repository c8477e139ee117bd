#ifndef CR_BALANCE_H
#define CR_BALANCE_H

#include <stdbool.h>
#include <stdint.h>

#include "cr/date.h"
#include "cr/money.h"

struct cr;

/*
 * Open balances: the one place where they are kept and told. An item's
 * balance is its amount less its allocations.
 */

/* On which day, and knowing what. */
struct cr_as_of {
	struct cr_date day;	/* documents and allocations dated to here */
	/*
	 * Facts that were recorded later than DAY: false leaves them out,
	 * so that a past day gives what it gave then; true tells that day
	 * with what is known now. For a day before the ledger's first run
	 * there was no "then", and all that is known counts.
	 */
	bool restated;
};

struct cr_open {
	int64_t item;
	int64_t debtor, creditor;	/* parties */
	struct cr_date date;		/* of the document */
	struct cr_date due;
	struct cr_money open;		/* negative: credit note */
	const char *currency;		/* borrowed */
};

/*
 * Call EACH for every item with an open balance that is not zero, in the
 * order of their numbers. EACH returns 0 to go on; anything else stops and
 * is returned.
 */
int cr_open_each(struct cr *cr, const struct cr_as_of *as_of,
    int (*each)(void *ctx, const struct cr_open *o), void *ctx);

/* Money on account: entries not allocated, as .open, with .item their id. */
int cr_open_entry_each(struct cr *cr, const struct cr_as_of *as_of,
    int (*each)(void *ctx, const struct cr_open *o), void *ctx);

#endif
