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

#define CR_CURRENCY_SIZE 4	/* ISO 4217, "EUR" and a NUL */

struct cr_open {
	int64_t item;
	int64_t debtor, creditor;	/* parties */
	struct cr_date date;		/* of the document */
	struct cr_date due;
	struct cr_money open;		/* negative: credit note */
	char currency[CR_CURRENCY_SIZE];
};

/*
 * Do the kept balances (open_item, open_entry) tell DAY? They do when nothing
 * is dated, and nothing was recorded, after it: 1. Otherwise 0.
 */
int cr_open_is_kept(struct cr *cr, struct cr_date day);

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

/*
 * The present balance of one item or entry; CR_ENOTFOUND when there is no
 * such row, or when it was undone. OPEN is zero when it is settled.
 */
int cr_item_open(struct cr *cr, int64_t item, struct cr_open *o);
int cr_entry_open(struct cr *cr, int64_t entry, struct cr_open *o);

/* What reduces an item's balance, or raises it when negative. */
struct cr_alloc {
	int64_t item;
	int64_t entry;		/* the money; 0: none moved */
	int64_t peer;		/* the credit note or what it paid; 0: none */
	struct cr_date date;
	struct cr_money amount;
	const char *kind;	/* payment credit erp rounding writeoff void */
};

/* Book an allocation of this run, and the balances of item and entry. */
int cr_alloc_add(struct cr *cr, const struct cr_alloc *a);

/*
 * Book the row alone, for who keeps the balances of many in memory and
 * writes each with cr_open_put() or cr_open_entry_put() in the end.
 */
int cr_alloc_insert(struct cr *cr, const struct cr_alloc *a);
/* The one function that keeps open_item; and that of open_entry. */
int cr_open_put(struct cr *cr, const struct cr_open *o);
/* The same for an item that has no row yet, as a new one has not: cheaper. */
int cr_open_add(struct cr *cr, const struct cr_open *o);
int cr_open_entry_put(struct cr *cr, const struct cr_open *o);

/* Tell every balance again that the rows of RUN, now undone, were part of. */
int cr_open_undone(struct cr *cr, int64_t run);

/*
 * The proof: call EACH with the key of each item or entry whose kept
 * balance is not its amount less its allocations, and with both.
 */
int cr_open_check(struct cr *cr, int (*each)(void *ctx, const char *key,
    struct cr_money kept, struct cr_money right), void *ctx);

/*
 * A row with the business day D was written: days after that of its run
 * are remembered, so that reading a balance knows when the kept one will do.
 */
int cr_horizon(struct cr *cr, struct cr_date d);

#endif
