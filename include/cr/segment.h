#ifndef CR_SEGMENT_H
#define CR_SEGMENT_H

#include <stdint.h>

#include "cr/balance.h"

struct cr;
struct cr_buf;

/*
 * Segments: how much a debtor owes among all (cr/abc.h) and the class of
 * his rating, together a cell: "A-D". One is kept when the cell is another,
 * so that the last one up to a day is in force on it.
 */
struct cr_segment {
	int64_t party;
	struct cr_date day;
	char abc;		/* 'A', 'B' or 'C'; 0: not known */
	const char *class_name;	/* NULL: unrated */
	struct cr_money exposure;	/* when it became so; not negative */
	const char *currency;
};

/* What is in the place of the class of who is unrated: "A-unrated". */
#define CR_UNRATED "unrated"

/* "A-D"; "D" when it is not known how much he owes, "-" when nothing is. */
void cr_segment_add(struct cr_buf *b, char abc, const char *class_name);

/* Keep it, by the run that is booked. */
int cr_segment_save(struct cr *cr, const struct cr_segment *s);

/*
 * Call EACH for the one in force on the day of each party, in the order of
 * their numbers. Texts are borrowed for the call. EACH returns 0 to go on;
 * anything else stops and is returned.
 */
int cr_segment_each(struct cr *cr, const struct cr_as_of *as_of,
    int (*each)(void *ctx, const struct cr_segment *s), void *ctx);

#endif
