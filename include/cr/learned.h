#ifndef CR_LEARNED_H
#define CR_LEARNED_H

#include <stdint.h>

#include "cr/balance.h"
#include "cr/regressor.h"

struct cr;

/*
 * What was learned (cr/regressor.h), as it is kept: all of it stays, the
 * last one of its kind that was not taken back is used.
 */

/* Keep R, by the run that is booked; *ID is its number. */
int cr_learned_save(struct cr *cr, const struct cr_regressor *r, int64_t *id);

/*
 * What was in use on AS_OF: learned by then, from nothing later. 1, with its
 * number in *ID; 0 when there was none; or an enum cr_error.
 */
int cr_learned_get(struct cr *cr, enum cr_regressor_kind kind,
    const struct cr_as_of *as_of, struct cr_regressor *r, int64_t *id);

#endif
