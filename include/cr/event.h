#ifndef CR_EVENT_H
#define CR_EVENT_H

#include <stdint.h>

#include "cr/date.h"

struct cr;

/* A row of the journal and of the run it belongs to; see cr/journal.h. */
struct cr_event {
	int64_t id, run;
	struct cr_date day;	/* the run's "today" */
	const char *at;		/* the clock, UTC */
	const char *tool, *version, *operator, *what;
	const char *act;	/* import, close, change, undo, ... */
	const char *subject;	/* a key, or NULL */
	const char *detail;	/* a JSON object, or NULL */
	const char *hash;
};

/* What is looked for; zero and NULL are "any". */
struct cr_event_filter {
	int64_t after;		/* events with a greater number */
	int64_t run;
	struct cr_date since, until;	/* days, inclusive; or CR_DATE_NONE */
	const char *operator, *act;
	const char *subject;
};

#define CR_EVENT_ANY \
	{ .since = { INT32_MIN }, .until = { INT32_MIN } }

/* Call EACH for the events in their order; it returns 0 to go on. */
int cr_event_each(struct cr *cr, const struct cr_event_filter *filter,
    int (*each)(void *ctx, const struct cr_event *e), void *ctx);

/* The last event: its number and its hash, 0 and "" when there is none. */
#define CR_EVENT_HASH_SIZE 65
int cr_event_last(struct cr *cr, int64_t *id, char hash[CR_EVENT_HASH_SIZE]);
/* Fill in what the run of E says; borrowed until the next call. */
int cr_event_run(struct cr *cr, struct cr_event *e);
/* Add a row to this run: cr_journal() alone may, since it seals them. */
int cr_event_add(struct cr *cr, const char *act, const char *subject,
    const char *detail, const char *hash);

#endif
