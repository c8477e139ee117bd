#ifndef CR_PD_H
#define CR_PD_H

#include <stdint.h>

#include "cr/balance.h"

struct cr;

/*
 * Call EACH for every party whose rating in force on the day has a class, by
 * number: the class, and the probability of default within a year that it
 * was given, in basis points (CR_NOT_KNOWN: none). The text is borrowed.
 * EACH returns 0 to go on; anything else stops and is returned.
 */
int cr_pd_each(struct cr *cr, const struct cr_as_of *as_of,
    int (*each)(void *ctx, int64_t party, const char *class_name,
    int32_t pd_bp), void *ctx);

#endif
