#ifndef CR_INTEREST_RUN_H
#define CR_INTEREST_RUN_H

#include <stdbool.h>
#include <stdint.h>

#include "cr/debt.h"
#include "cr/interest.h"
#include "cr/interest_rules.h"

struct cr;
struct cr_keys;

/* The interest of the ledger's items. */
struct cr_interest_opts {
	const struct cr_rates *rates;
	const struct cr_interest_rules *rules;
	/*
	 * What is known, and the last day with interest, counted. Payments
	 * count to the earlier of the two.
	 */
	struct cr_as_of as_of;
	struct cr_date to;
	const struct cr_keys *keys;	/* sorted; only these; NULL: all */
	bool paid;		/* items paid too late as well */
	/* Of those that are paid only these; NULL: as PAID says. */
	bool (*also)(void *ctx, int64_t item);
	void *also_ctx;
};

/* The day after which the interest begins, and why then. */
enum cr_interest_since {
	CR_SINCE_DUE,		/* the due date */
	CR_SINCE_NOTICE,	/* a messa in mora (art. 1219 c.c.) */
	/*
	 * Legal interest for which no messa in mora was sent: the due date,
	 * as where art. 1219 c. 2 n. 3 makes it needless.
	 */
	CR_SINCE_NO_NOTICE,
};

/* "due", "notice", "no-notice". */
const char *cr_since_word(enum cr_interest_since since);

struct cr_interest_item {
	struct cr_open item;	/* .open: the amount at first; .item 0: none */
	struct cr_money left;	/* of it: its balance in the ledger */
	const char *code, *name;	/* of the debtor; or NULL */
	struct cr_interest_terms terms;
	enum cr_interest_since since;
	struct cr_date start;	/* the day before the first with interest */
	bool credits;		/* the debtor has some that pay nothing yet */
	struct cr_interest_total total;	/* not for segment() below */
};

/*
 * Where it is told; either may be NULL. Each returns 0 to go on. The
 * segments of an item come before the item.
 */
struct cr_interest_sink {
	int (*segment)(void *ctx, const struct cr_interest_item *i,
	    const struct cr_interest_segment *s);
	int (*item)(void *ctx, const struct cr_interest_item *i);
	bool every;		/* items on which nothing accrued too */
	void *ctx;
};

/*
 * Tell the interest, lump sum and penalty of every item that was late, in
 * the order of the items. An invoice has one lump sum, on its first late
 * instalment. CR_EUSAGE when a rate is missing: nothing was told then. An
 * agreed rate over that of the law by more than the margin is told with
 * cr_warn().
 */
int cr_interest_run(struct cr *cr, const struct cr_interest_opts *o,
    const struct cr_interest_sink *sink);

/* The same for one debt that no ledger knows, by RULES' own terms. */
int cr_interest_figures(struct cr *cr, const struct cr_interest_opts *o,
    const struct cr_interest_debt *debt, const struct cr_interest_sink *sink);

#endif
