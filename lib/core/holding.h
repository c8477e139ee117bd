#ifndef HOLDING_H
#define HOLDING_H

/* Private to the acts on holds: what they have in common. */

#include "cr/arena.h"
#include "cr/hold_act.h"

/* Holds that are told of after the commit. */
struct holding {
	struct cr *cr;
	struct cr_arena arena;	/* their texts */
	struct cr_hold *v;
	size_t n, cap;
	bool changed;		/* there is something to keep */
	bool strict;		/* nothing is passed over: the caller does */
};

/* Begin a transaction and a run that says WHAT. */
int cr_holding_begin(struct cr *cr, const char *what, struct holding *g);
/* Keep what was done, unless ERR or a dry run; tell EACH; release G. */
int cr_holding_end(struct holding *g, int err, cr_hold_fn *each, void *ctx);
/* Remember H, its texts copied; borrowed. */
struct cr_hold *cr_holding_add(struct holding *g, const struct cr_hold *h);
/* Told and passed over, or a reason to stop. */
int cr_holding_pass(struct holding *g, int err);

/* Set H and book it; one that is there already is noted. Adds it to G. */
int cr_holding_set(struct holding *g, struct cr_hold *h);
/* Lift the hold and book it. Adds it to G when it is to be TOLD. */
int cr_holding_lift(struct holding *g, int64_t id, bool told);

/*
 * Set the N holds H, all of one debtor and in one currency, on a promise as
 * LIKE for the day H->until; TOLERANCE days more are waited.
 */
int cr_holding_promise(struct holding *g, struct cr_hold *h, size_t n,
    const struct cr_promise *like, int32_t tolerance);

/* Set ASK on the N keys V. What does not go is refused. */
int cr_holding_ask(struct holding *g, const struct cr_key *v, size_t n,
    const struct cr_hold_ask *ask);
/* The same of promises: the keys of one debtor and currency together. */
int cr_holding_promises(struct holding *g, const struct cr_key *v, size_t n,
    const struct cr_hold_ask *ask);

#endif
