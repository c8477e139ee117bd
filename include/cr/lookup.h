#ifndef CR_LOOKUP_H
#define CR_LOOKUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/date.h"

struct cr;
struct cr_arena;
struct cr_as_of;

/*
 * What outside registers answered: the cache of cr-enrich(1), and the
 * record of who said what and when. Functions that look for one return 1
 * (found), 0, or an enum cr_error.
 */
struct cr_lookup {
	int64_t id;
	const char *provider;	/* section of cr.conf(5) */
	int64_t party;
	const char *asked;	/* the key: "IT 01234567897" */
	struct cr_date day, until;	/* the last day it serves */
	const char *at;		/* instant, UTC */
	const char *state;	/* found, none, refused */
	const char *reason;	/* of a refusal; NULL */
	const char *answer;	/* as it came; NULL: there is none */
	const char *sha256;	/* of it */
	int64_t shares;		/* the one that has its answer; 0: itself */
	int64_t run;
};

/*
 * The latest of PROVIDER and ASKED that stands, of PARTY; 0: of any. A row
 * that shares comes with the answer of the other one. Text lives in A.
 */
int cr_lookup_last(struct cr *cr, const char *provider, int64_t party,
    const char *asked, struct cr_arena *a, struct cr_lookup *out);
/* Add one, made by this run. */
int cr_lookup_add(struct cr *cr, const struct cr_lookup *l, int64_t *id);

/* Which are listed; all that is asked has to hold. */
struct cr_lookup_filter {
	const char *provider;	/* NULL: any */
	int64_t party;		/* 0: any */
	struct cr_date expired;	/* not good on that day; NONE: any */
};

/*
 * Call EACH for the latest of each provider, party and key that stood on
 * the day, by party, without answers. Text is borrowed for the call; EACH
 * returns 0 to go on.
 */
int cr_lookup_each(struct cr *cr, const struct cr_as_of *as_of,
    const struct cr_lookup_filter *f,
    int (*each)(void *ctx, const struct cr_lookup *l), void *ctx);

/* How many times PROVIDER was asked on DAY, be it undone since. */
int cr_lookup_count(struct cr *cr, const char *provider, struct cr_date day,
    int64_t *n);

/* What an answer says beside what has a table of its own. */
struct cr_finding {
	int64_t id, lookup, party;
	bool differs;		/* else a note */
	const char *field, *value;
	const char *ours;	/* of what differs: as we had it; NULL */
	const char *provider;	/* of its look-up, as the next ones */
	struct cr_date day, until;
};

/*
 * Add one, made by this run, unless the latest of its party, provider, kind
 * and field says the same: then *ADDED is false.
 */
int cr_finding_add(struct cr *cr, const struct cr_finding *f, bool *added);
/* As cr_lookup_each(), of the latest of each party, provider and field. */
int cr_finding_each(struct cr *cr, const struct cr_as_of *as_of,
    const struct cr_lookup_filter *f,
    int (*each)(void *ctx, const struct cr_finding *f), void *ctx);

/*
 * From when on PROVIDER may be asked, in milliseconds since 1970, and how
 * often in a row it did not work; 0 and 0 when nothing is known.
 */
struct cr_pace {
	int64_t next_at, failures;
};

int cr_pace_get(struct cr *cr, const char *provider, struct cr_pace *out);
int cr_pace_set(struct cr *cr, const char *provider,
    const struct cr_pace *p);

#endif
