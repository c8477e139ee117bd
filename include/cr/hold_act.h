#ifndef CR_HOLD_ACT_H
#define CR_HOLD_ACT_H

#include "cr/field.h"
#include "cr/hold.h"

struct cr;
struct cr_keys;

/*
 * Setting and lifting holds, one transaction for all the keys. What cannot
 * be held or lifted is told with cr_refuse() and does not stop the others;
 * a hold that is there already is told as it is, and nothing is written.
 */

/* Set the hold LIKE on each of the keys; EACH is told of every one. */
int cr_hold_act_set(struct cr *cr, const struct cr_keys *keys,
    const struct cr_hold *like, int (*each)(void *ctx,
    const struct cr_hold *h), void *ctx);

/* Lift each of the holds. */
int cr_hold_act_lift(struct cr *cr, const struct cr_keys *keys,
    int (*each)(void *ctx, const struct cr_hold *h), void *ctx);

/*
 * List the holds on the keys (items, parties, holds; NULL: all) that count
 * today, or ALL that ever were.
 */
int cr_hold_act_list(struct cr *cr, const struct cr_keys *keys, bool all,
    int (*each)(void *ctx, const struct cr_hold *h), void *ctx);

/* The records of cr-hold. */
#define CR_HOLD_FIELDS 9

extern const struct cr_field cr_hold_fields[CR_HOLD_FIELDS];

/* What prints them. */
struct cr_hold_printer {
	struct cr_printer *printer;
	struct cr_date today;
};

/* Print one; CTX is a struct cr_hold_printer. */
int cr_hold_put(void *ctx, const struct cr_hold *h);

#endif
