#ifndef CR_JOURNAL_H
#define CR_JOURNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "cr/date.h"
#include "cr/digest.h"
#include "cr/key.h"

struct cr;

/*
 * The journal: append-only, one event an act, each sealed with the SHA-256
 * of what it says, of the run it belongs to and of the seal before it. A
 * changed, dropped, inserted or cut off event breaks the chain. The head of
 * the chain, noted elsewhere, proves all that came before it.
 */
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

/*
 * Add an event to this run (cr->run). SUBJECT may be of kind CR_KEY_NONE;
 * DETAIL is one JSON object, or NULL.
 */
int cr_journal(struct cr *cr, const char *act, struct cr_key subject,
    const char *detail);

/* What is looked for; zero and NULL are "any". */
struct cr_event_filter {
	int64_t after;		/* events with a greater number */
	int64_t run;
	struct cr_date since, until;	/* days, inclusive; or CR_DATE_NONE */
	const char *operator, *act;
	const char *subject;
};

/* Call EACH for the events in their order; it returns 0 to go on. */
int cr_event_each(struct cr *cr, const struct cr_event_filter *filter,
    int (*each)(void *ctx, const struct cr_event *e), void *ctx);

/* How far a journal holds. */
struct cr_journal_head {
	uint64_t events;
	char hash[CR_SHA256_SIZE];	/* of the last one; "" of none */
};

/*
 * Follow the whole chain. CR_OK: it holds, HEAD is its end. CR_ENO: it does
 * not; the message names the first event that is wrong. EXPECT, if not
 * NULL, is a head noted before ("ev:12 HASH"): it must be in the chain.
 */
int cr_journal_verify(struct cr *cr, const char *expect,
    struct cr_journal_head *head);

/* Rows of the table event, for the functions above only. */
int cr_event_add(struct cr *cr, const char *act, const char *subject,
    const char *detail, const char *hash);
int cr_event_last(struct cr *cr, int64_t *id, char hash[CR_SHA256_SIZE]);
int cr_event_run(struct cr *cr, struct cr_event *e);

#endif
