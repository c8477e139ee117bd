#ifndef CR_HISTORY_H
#define CR_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/balance.h"
#include "cr/story.h"

struct cr;

/*
 * All that happened to each item, with the days from which on it was known:
 * read once, it can be told as it was on any of many days.
 */

/* From the day of the run that recorded it to the day it was undone. */
struct cr_known {
	int32_t from, until;	/* until: no more; INT32_MAX: still known */
};

/* A day later than all: what is known now. */
#define CR_KNOWN_NOW ((struct cr_date){ INT32_MAX - 1 })

/* Was it known on that day? */
static inline bool
cr_known_on(struct cr_known k, struct cr_date day)
{
	return k.from <= day.days && day.days < k.until;
}

/*
 * The day whose knowledge tells AS_OF: its own, or CR_KNOWN_NOW where it is
 * restated or before the ledger's first run (see struct cr_as_of).
 */
int cr_knowledge(struct cr *cr, const struct cr_as_of *as_of,
    struct cr_date *day);
/* The day of the ledger's first run; CR_DATE_NONE: there was none. */
int cr_first_day(struct cr *cr, struct cr_date *day);

/* A change of the due date (days) or amount (cents), or its undoing. */
struct cr_history_change {
	int64_t item;
	size_t seq;		/* the last act first */
	int32_t day;		/* of the run that made it */
	bool due;		/* the due date; else the amount */
	int64_t old, new;
};

struct cr_history_move {
	struct cr_movement move;
	struct cr_known known;
};

/* An item as it is now, known or undone, and what it went through. */
struct cr_history {
	struct cr_story now;	/* without its moves */
	struct cr_known known;
	const char *method;	/* how it is to be paid; NULL: not known */
	const struct cr_history_change *changes;	/* last act first */
	size_t nchanges;
	const struct cr_history_move *moves;	/* by date */
	size_t nmoves;
	struct cr_movement *scratch;	/* for cr_history_tell() */
};

/*
 * Call EACH for the items of documents dated to UNTIL, in the order of
 * their numbers, with their movements dated to UNTIL. Nobody will ask what
 * was known before SINCE. All is borrowed. EACH returns 0 to go on;
 * anything else stops and is returned.
 */
int cr_history_each(struct cr *cr, struct cr_date until, struct cr_date since,
    int (*each)(void *ctx, const struct cr_history *h), void *ctx);

/*
 * Tell H until a day as it was known on KNOWLEDGE. Its moves are borrowed
 * until H is told again. False: it was not known.
 */
bool cr_history_tell(const struct cr_history *h, struct cr_date until,
    struct cr_date knowledge, struct cr_story *s);

/* Money on account: more by an entry, less by what it was allocated to. */
struct cr_account_move {
	int64_t debtor, creditor;	/* debtor 0: not known */
	char currency[CR_CURRENCY_SIZE];
	struct cr_date date;
	struct cr_money amount;
	struct cr_known known;
};

/*
 * Call EACH for every one dated to UNTIL, in no order: those up to a day
 * that were known add up to the money on account of that day. Nobody will
 * ask what was known before SINCE. Where an entry was found to be another
 * debtor's there is one for the time before and one for the time since.
 */
int cr_account_each(struct cr *cr, struct cr_date until, struct cr_date since,
    int (*each)(void *ctx, const struct cr_account_move *m), void *ctx);

#endif
