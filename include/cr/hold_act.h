#ifndef CR_HOLD_ACT_H
#define CR_HOLD_ACT_H

#include <stddef.h>
#include <stdio.h>

#include "cr/field.h"
#include "cr/hold.h"
#include "cr/promise.h"

struct cr;
struct cr_keys;
struct cr_printer;

/*
 * Setting, moving and lifting holds, one transaction for all of them. What
 * cannot be done is told with cr_refuse() and does not stop the others; a
 * hold that is there already is told as it is, and nothing is written. EACH
 * is told of every one, after the commit.
 */
typedef int cr_hold_fn(void *ctx, const struct cr_hold *h);

/* What is to be set. */
struct cr_hold_ask {
	struct cr_hold hold;	/* but for what it is on */
	const char *creditor;	/* its key, code or VAT number; NULL: any */
	const char *category;	/* beside the keys; NULL: none */
	/*
	 * Of a promise, for all the items together: HOLD.until is the day
	 * it is for, and the hold lasts TOLERANCE days more.
	 */
	struct cr_money promised;	/* 0: all that is held */
	int32_t tolerance;
};

/* A bank needs these days to tell of money that came in. */
#define CR_PROMISE_TOLERANCE 3
#define CR_PROMISE_TOLERANCE_MAX 60

/* Set ASK on each of the KEYS, which may be NULL. */
int cr_hold_act_set(struct cr *cr, const struct cr_keys *keys,
    const struct cr_hold_ask *ask, cr_hold_fn *each, void *ctx);

/* Lift each of the holds. */
int cr_hold_act_lift(struct cr *cr, const struct cr_keys *keys,
    cr_hold_fn *each, void *ctx);

/*
 * Let the holds end on DAY instead; all those of one promise together, and
 * it is promised for that day then. The old ones are lifted, and others
 * take their place, so that what was said before is told as it was.
 */
int cr_hold_act_move(struct cr *cr, const struct cr_keys *keys,
    struct cr_date day, int32_t tolerance, cr_hold_fn *each, void *ctx);

/*
 * Set the holds of a table with a line of column names (hold-import in
 * cr-hold(1)), separated by tabs or semicolons, that IN holds. What LIKE
 * says is for the columns that are not there.
 */
int cr_hold_import(struct cr *cr, const char *path,
    const struct cr_hold_ask *like, cr_hold_fn *each, void *ctx);

/* How a hold stands on a day. */
enum cr_hold_state {
	CR_HOLD_HOLDS, CR_HOLD_FUTURE, CR_HOLD_ENDED, CR_HOLD_LIFTED,
	CR_HOLD_STATES
};

const char *cr_hold_state_word(enum cr_hold_state state);
enum cr_hold_state cr_hold_state(const struct cr_hold *h, struct cr_date day);

/* Which are listed; all that is asked has to hold. */
struct cr_hold_filter {
	const struct cr_keys *keys;	/* items, parties, holds; NULL: all */
	struct cr_date day;		/* as they stood then */
	unsigned kinds, codes;		/* bits; 0: all */
	unsigned states;		/* bits, of holds or of promises */
	const char *category, *creditor, *who;	/* NULL: any */
};

int cr_hold_list(struct cr *cr, const struct cr_hold_filter *f,
    cr_hold_fn *each, void *ctx);
/* The promises of those; STATES are enum cr_promise_state, 0: all. */
int cr_hold_promises(struct cr *cr, const struct cr_hold_filter *f,
    int (*each)(void *ctx, const struct cr_promise *p), void *ctx);

/*
 * Within a transaction: find what came of the promises that ended of late,
 * and book what was not told yet. A run is begun when there is something.
 */
int cr_promises_settle(struct cr *cr);

/* What prints holds and promises. */
struct cr_hold_printer {
	struct cr *cr;
	struct cr_printer *printer;
	struct cr_date day;
};

/* What cr-hold(1) is asked to do, word by word. */
enum cr_hold_mode {
	CR_HOLD_MODE_LIST, CR_HOLD_MODE_SET, CR_HOLD_MODE_LIFT,
	CR_HOLD_MODE_MOVE, CR_HOLD_MODE_IMPORT, CR_HOLD_MODE_PROMISES,
};

struct cr_hold_job {
	enum cr_hold_mode mode;
	struct cr_hold_ask ask;
	struct cr_hold_filter filter;
	struct cr_date end;		/* that holds are moved to */
	const char *import;		/* a file */
	bool all, chosen;
	const char *states;
};

void cr_hold_job_init(struct cr *cr, struct cr_hold_job *j);
/*
 * NAME is a long option of cr-hold(1), VALUE what it was given, or NULL;
 * borrowed. CR_EUSAGE when it makes no sense.
 */
int cr_hold_job_ask(struct cr *cr, struct cr_hold_job *j, const char *name,
    const char *value);
/* Does it go together? KEYED: there are keys. CR_EUSAGE if it does not. */
int cr_hold_job_check(struct cr *cr, struct cr_hold_job *j, bool keyed);
/* Do it, with those KEYS (NULL: none). */
int cr_hold_job_do(struct cr *cr, struct cr_hold_job *j,
    const struct cr_keys *keys, struct cr_hold_printer *p);

/* The records of cr-hold. */
#define CR_HOLD_FIELDS 16
#define CR_PROMISE_FIELDS 13

extern const struct cr_field cr_hold_fields[CR_HOLD_FIELDS];
extern const struct cr_field cr_promise_fields[CR_PROMISE_FIELDS];

/* Print one; CTX is a struct cr_hold_printer. */
int cr_hold_put(void *ctx, const struct cr_hold *h);
int cr_promise_put(void *ctx, const struct cr_promise *p);

#endif
