#ifndef CR_CLAIM_ACT_H
#define CR_CLAIM_ACT_H

#include "cr/claim.h"
#include "cr/interest_book.h"

struct cr;
struct cr_keys;

/*
 * What a person does about claims: waive them, or take them for paid where
 * the money came in by a way that left no entry here (a lawyer, a set-off).
 *
 * STATE is CR_CLAIM_WAIVED or CR_CLAIM_PAID, REASON why. KEYS are claims;
 * items, documents and parties stand for all open claims on them. One run,
 * an event of the journal each; EACH gets them after the commit, as they
 * are then. What is not open is told with cr_refuse(), and the others go on.
 */
int cr_claim_act(struct cr *cr, struct cr_keys *keys,
    enum cr_claim_state state, const char *reason,
    int (*each)(void *ctx, const struct cr_claim *c), void *ctx);

#endif
