#ifndef CR_STOPPED_H
#define CR_STOPPED_H

#include "cr/balance.h"

struct cr;
struct cr_keys;

/*
 * Put the debtors who should get no more goods into OUT, sorted: those with
 * an item open on AS_OF that a notice was sent for whose level, or one before
 * it, says stop-orders (cr-policy(5)), in the policy file that the notice
 * was made by.
 */
int cr_stopped(struct cr *cr, const struct cr_as_of *as_of,
    struct cr_keys *out);

#endif
