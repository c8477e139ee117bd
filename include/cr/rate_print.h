#ifndef CR_RATE_PRINT_H
#define CR_RATE_PRINT_H

#include <stdbool.h>
#include <stddef.h>

#include "cr/rate.h"

/* What cr-rate prints, and from what. */
enum cr_rate_what {
	CR_RATE_RATINGS,	/* made anew, and kept */
	CR_RATE_SEGMENTS,	/* the same, but segments are printed */
	CR_RATE_HISTORY,	/* ratings that were kept */
	CR_RATE_CHANGES,	/* who is in another class than on SINCE */
	CR_RATE_WHATS
};

struct cr_rate_job {
	enum cr_rate_what what;
	bool why;		/* what made each, in rows of its own */
	struct cr_rate_opts rate;	/* keys of the last two: parties */
	struct cr_date since;	/* CR_DATE_NONE: the day before */
	const struct cr_policy_set *policies;	/* of segments */
};

const struct cr_field *cr_rate_columns(const struct cr_rate_job *job,
    size_t *n);
/* Does it write, unless it is a dry run? */
bool cr_rate_writes(const struct cr_rate_job *job);
int cr_rate_print(struct cr *cr, const struct cr_rate_job *job,
    struct cr_printer *p);

#endif
