#ifndef CR_RATE_TOLD_H
#define CR_RATE_TOLD_H

#include <stdbool.h>
#include <stddef.h>

#include "cr/balance.h"
#include "cr/field.h"
#include "cr/rating.h"

struct cr;
struct cr_keys;

/*
 * Ratings as they were kept, told again: all of them, or who is in another
 * class than before and what made it. Nothing is measured anew.
 */
struct cr_rate_told_opts {
	struct cr_as_of as_of;
	struct cr_date since;	/* of the changes */
	const struct cr_keys *parties;	/* sorted; NULL: all */
	bool why;		/* what made each, too */
};

/* A rating of somebody, with its reasons if they were asked for. */
struct cr_rate_past {
	const struct cr_rating *rating;
	const struct cr_rating_made *made;
	const char *code, *name;
};

/*
 * Call EACH for the ratings up to the day as known on it, by party and day.
 * All is borrowed for the call. EACH returns 0 to go on; anything else stops
 * and is returned.
 */
int cr_rate_history(struct cr *cr, const struct cr_rate_told_opts *opts,
    int (*each)(void *ctx, const struct cr_rate_past *p), void *ctx);

/* What a measure brought before and after, hundredths of points. */
struct cr_rate_difference {
	const char *measure;	/* "rounding": to whole points */
	int32_t from_bp, to_bp;
};

enum { CR_DIFFERENCES_MAX = 2 * CR_REASONS_MAX + 1 };

/*
 * Somebody whose class is another. The differences add up to that of the
 * scores, one that is not known taken as nought; largest first.
 */
struct cr_rate_change {
	int64_t party;
	const char *code, *name;
	const char *from, *to;	/* classes; NULL: unrated */
	int32_t from_score, to_score;	/* or CR_NOT_KNOWN */
	struct cr_date day;	/* since when it is so */
	struct cr_rate_difference v[CR_DIFFERENCES_MAX];
	size_t n;
};

/*
 * Call EACH for who had another class on the day SINCE, as told on that day,
 * than on the day of AS_OF. Who had no rating at all then is new, and left.
 */
int cr_rate_changes(struct cr *cr, const struct cr_rate_told_opts *opts,
    int (*each)(void *ctx, const struct cr_rate_change *c), void *ctx);

/* The difference of two ratings with their reasons; exposed for tests. */
void cr_rate_differ(const struct cr_rating *from, const struct cr_rating *to,
    struct cr_rate_change *c);

/* Columns and printers, the latter by what OPTS->why says. */
enum {
	CR_PAST_FIELDS = 18, CR_PAST_WHY_FIELDS = 9,
	CR_CHANGE_FIELDS = 9, CR_CHANGE_WHY_FIELDS = 9,
};
extern const struct cr_field cr_past_fields[CR_PAST_FIELDS];
extern const struct cr_field cr_past_why_fields[CR_PAST_WHY_FIELDS];
extern const struct cr_field cr_change_fields[CR_CHANGE_FIELDS];
extern const struct cr_field cr_change_why_fields[CR_CHANGE_WHY_FIELDS];

int cr_past_put(void *ctx, const struct cr_rate_past *p);
int cr_past_put_why(void *ctx, const struct cr_rate_past *p);
int cr_change_put(void *ctx, const struct cr_rate_change *c);
int cr_change_put_why(void *ctx, const struct cr_rate_change *c);

#endif
