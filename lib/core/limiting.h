#ifndef LIMITING_H
#define LIMITING_H

/* Private to the acts on limits: what they have in common. */

#include "cr/arena.h"
#include "cr/limit_act.h"

/* Limits that are told of after the commit. */
struct limiting {
	struct cr *cr;
	const struct cr_limit_rules *rules;
	struct cr_arena arena;
	int64_t *v;		/* their numbers */
	size_t n, cap;
	struct cr_credit_limit *told;	/* as they stood at the end */
	size_t ntold, captold;
	bool changed;		/* there is something to keep */
};

/* Begin a transaction and a run that says WHAT. */
int cr_limiting_begin(struct cr *cr, const struct cr_limit_rules *rules,
    const char *what, struct limiting *g);
/* Keep what was done, unless ERR or a dry run; tell EACH; release G. */
int cr_limiting_end(struct limiting *g, int err, cr_kept_fn *each, void *ctx);
/* Is ERR of one limit alone? Then its message is for who refuses it. */
bool cr_limiting_is_one(int err);
/* Set ASK for PARTY and book it. */
int cr_limiting_set(struct limiting *g, int64_t party,
    const struct cr_limit_ask *ask);

#endif
