#ifndef CR_DUN_AHEAD_H
#define CR_DUN_AHEAD_H

#include "cr/dun_run.h"

/*
 * What a run decides on a day, and what the runs of the days after it would
 * do if nothing else happened: nobody pays, what a run prepares is approved
 * and sent on the same day, and no rule changes. It is the code of the run
 * itself, day after day. A past day is told as it was known then, but for
 * what is kept only as it is now: parties, payment methods and the policy.
 */
struct cr_dun_ahead {
	/* Items, parties and documents to be told of; sorted. */
	const struct cr_keys *keys;
	struct cr_date on;	/* the day that is explained */
	struct cr_date until;	/* the last one that is looked at */
};

/* What becomes of an item on a day, as far as it is worth telling. */
struct cr_dun_step_ahead {
	struct cr_date day;
	enum cr_dun_reason reason;
	const struct cr_level *level;	/* taken, or what waits; NULL: none */
	struct cr_money claim;
	struct cr_date term;		/* that the notice grants */
	struct cr_date next;		/* of what waits; CR_DATE_NONE */
};

struct cr_dun_ahead_sink {
	/* Each item as it was decided, and then its steps in order. */
	void (*item)(void *ctx, const struct cr_dun_item *it);
	void (*step)(void *ctx, const struct cr_dun_item *it,
	    const struct cr_dun_step_ahead *s);
	void *ctx;
};

/* Nothing is written; cr->today may be any day, and is left as it is. */
int cr_dun_ahead(struct cr *cr, const struct cr_dun_opts *opts,
    const struct cr_dun_ahead *ask, const struct cr_dun_ahead_sink *sink);

#endif
