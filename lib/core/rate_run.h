#ifndef CR_CORE_RATE_RUN_H
#define CR_CORE_RATE_RUN_H

#include "cr/arena.h"
#include "cr/rate.h"

/* A run of cr_rate(): what it reads of each debtor, and what comes of it. */

struct rate_debtor {
	int64_t party;
	const char *code, *name;	/* name NULL: it was undone */
	bool wanted;
	bool moved;		/* its segment is another than it was */
	struct cr_behaviour behaviour;
	struct cr_standing *standing;	/* NULL: nothing is told */
	struct cr_rating rating;
};

/* Something about an item that its debtor is judged by. */
struct rate_mark {
	int64_t item;
	bool notice;		/* a formal one of DAY; else a dispute */
	struct cr_date day;
};

struct rate_run {
	struct cr *cr;
	const struct cr_rate_opts *opts;
	struct cr_rate_window window;
	struct cr_date knowledge;	/* see cr/history.h */
	struct cr_behaviour all;
	struct rate_debtor **debtors;	/* by the number of the party */
	size_t n;
	struct rate_mark *marks;	/* by item */
	size_t nmarks, cap_marks, at_mark;
	int64_t strange;	/* scores that the model does not know */
	const char *stranger;	/* the first of them */
	struct cr_arena arena;
	int64_t rated, kept, segments;
	bool booked;
	bool writes;
};

struct rate_debtor *cr_rate_debtor_of(struct rate_run *run, int64_t party);
int cr_rate_too_large(struct rate_run *run);

/* What the ledger tells of how each debtor pays; then what others tell. */
int cr_rate_gather(struct rate_run *run);
int cr_rate_gather_standing(struct rate_run *run);

/* The run in the ledger, booked when there is something to keep. */
int cr_rate_book(struct rate_run *run);
/* Find the segment of each, and keep those that are others. */
int cr_rate_segments(struct rate_run *run);

#endif
