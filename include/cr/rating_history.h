#ifndef CR_RATING_HISTORY_H
#define CR_RATING_HISTORY_H

#include <stdint.h>

#include "cr/date.h"
#include "cr/history.h"

struct cr;

/* What a rating said, and when that was known (see cr/history.h). */
struct cr_rated {
	int64_t party;
	struct cr_date day;
	const char *class_name;	/* NULL: unrated; borrowed */
	int32_t score, pd_bp;	/* or CR_NOT_KNOWN */
	struct cr_known known;
};

/*
 * Call EACH for the ratings dated to UNTIL, undone ones with them, in the
 * order of the parties; of those of a party that were known on a day, the
 * last one is in force. EACH returns 0 to go on; anything else stops and is
 * returned.
 */
int cr_rated_each(struct cr *cr, struct cr_date until,
    int (*each)(void *ctx, const struct cr_rated *r), void *ctx);

#endif
