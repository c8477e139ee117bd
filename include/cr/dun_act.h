#ifndef CR_DUN_ACT_H
#define CR_DUN_ACT_H

#include <stdint.h>

struct cr;

/* What a person does to a notice, each in a transaction of its own. */

/* Let a pending notice go: it becomes prepared. */
int cr_dun_approve(struct cr *cr, int64_t notice);

/*
 * Cancel a notice; its items go back to the level before. Not when a message
 * of it is being sent or unknown, nor below a later notice that stands.
 */
int cr_dun_cancel(struct cr *cr, int64_t notice, const char *reason);

#endif
