#ifndef CR_STORE_RUNS_H
#define CR_STORE_RUNS_H

#include <stdbool.h>
#include <stdint.h>

#include "cr/balance.h"

/*
 * What was known on a day: a row counts when the run that made it was of
 * that day or before, and none that undid it was. The runs are read once.
 */
struct cr_runs {
	int32_t *day;		/* by run */
	int64_t n;
	bool all;		/* restated: everything not undone counts */
	int32_t until;
};

int cr_runs_load(struct cr *cr, struct cr_runs *r,
    const struct cr_as_of *as_of);
void cr_runs_release(struct cr_runs *r);

/* Had RUN happened by the day? */
bool cr_runs_happened(const struct cr_runs *r, int64_t run);
/* Did a row of RUN, undone by UNDONE (0: not), count on the day? */
bool cr_runs_known(const struct cr_runs *r, int64_t run, int64_t undone);

#endif
