#ifndef CR_DUN_RUN_H
#define CR_DUN_RUN_H

#include <stdbool.h>
#include <stdint.h>

#include "cr/dun.h"

struct cr;
struct cr_dun_files;
struct cr_interest_rules;
struct cr_keys;
struct cr_letters;
struct cr_rates;

/*
 * A dunning run: decide (cr/dun.h), write the letters, put them into the
 * outbox, all in one transaction. What was prepared before and is still
 * right is kept, so that a second run on the same day changes nothing; what
 * is not is cancelled, with its reason. With cr->dry_run the same is done
 * and not kept.
 */
struct cr_dun_opts {
	const struct cr_policy_set *set;
	struct cr_letters *letters;
	const char *share;		/* the folder of the usual texts */
	const struct cr_keys *asked;	/* sorted; NULL: all debtors */
	struct cr_dun_days days;
	const struct cr_rates *rates;	/* NULL: no interest is asked */
	const struct cr_interest_rules *interest;
};

/* As FILES say, which are borrowed. */
struct cr_dun_opts cr_dun_opts(const struct cr_dun_files *files,
    const struct cr_keys *asked);

/* A message of the plan. */
struct cr_dun_row {
	int64_t message, notice, debtor;
	const char *name;		/* of the debtor */
	const char *channel, *address;
	int level;
	const char *level_name;
	size_t items;
	struct cr_money net;
	struct cr_money beside;		/* asked beside it: interest, fees */
	const char *currency;
	const char *state;		/* of the notice: pending, prepared */
	const char *action;		/* new, kept */
};

/* Where the plan goes, after the commit. Any may be NULL. */
struct cr_dun_sink {
	void (*message)(void *ctx, const struct cr_dun_row *row);
	void (*item)(void *ctx, const struct cr_dun_item *item);
	void *ctx;
};

/*
 * Debtors whose letter could not be made are told with cr_refuse(), and do
 * not stop the others.
 */
int cr_dun_run(struct cr *cr, const struct cr_dun_opts *opts,
    const struct cr_dun_sink *sink);

/*
 * Decide the items asked for, and tell; nothing is written and no letter is
 * made, so that a missing address is not noticed here.
 */
int cr_dun_decide(struct cr *cr, const struct cr_dun_opts *opts,
    const struct cr_dun_sink *sink);

#endif
