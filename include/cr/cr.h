#ifndef CR_CR_H
#define CR_CR_H

#include <stdbool.h>
#include <stdint.h>

#include "cr/buf.h"
#include "cr/date.h"
#include "cr/error.h"

struct cr_db;

/* Something about an input that a person has to know. */
struct cr_report {
	const char *file;	/* as the user named it; NULL: no file */
	int64_t line;		/* from 1; 0: no line */
	const char *text;	/* what is wrong, one line, no full stop */
	bool refused;		/* a record was left out because of it */
};

/*
 * The handle that every function of the library takes: the ledger, the
 * clock, the operator and the last error. There is no other state: two
 * handles do not know of each other.
 */
struct cr {
	const char *tool;	/* "cr-age"; borrowed */
	struct cr_db *db;	/* NULL until cr_ledger_open() */
	struct cr_date today;	/* CR_TODAY, or the day in Europe/Rome */
	const char *operator;	/* who acts: CR_OPERATOR or the login name */
	int64_t run;		/* this run in the ledger; 0: nothing booked */
	bool dry_run;		/* do all but the writing */
	int verbose;		/* -q is -1, -v is 1, -vv 2 */

	/* Called for each report; NULL drops them. Printing is a tool's. */
	void (*on_report)(void *ctx, const struct cr_report *);
	void *report_ctx;
	uint64_t refused;	/* records refused so far */
	uint64_t warned;	/* reports that refused nothing */

	struct cr_date horizon;	/* private: see cr_horizon() */
	bool journal_kept;	/* private: cr_journal() knows its end */
	struct cr_buf setting;	/* private: what cr_setting() returned */
	struct cr_buf err;	/* private: see cr_errmsg() */
	struct cr_kept *kept;	/* private: see cr_keep() */
};

void cr_init(struct cr *cr, const char *tool);
void cr_release(struct cr *cr);

/*
 * What a reader keeps from one call to the next, such as a parser: the one
 * that KEY (any address of its own) stands for, made at first use and
 * dropped by cr_release().
 */
void *cr_keep(struct cr *cr, const void *key, void *(*make)(void),
    void (*drop)(void *));

/* Set the message and return ERROR: return cr_fail(cr, CR_EINPUT, ...). */
int cr_fail(struct cr *cr, int error, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* The message of the last failure; "" if none. Borrowed. */
const char *cr_errmsg(const struct cr *cr);

/*
 * Bad input is normal: tell it and go on. FILE may be NULL and LINE 0.
 * cr_refuse() also counts a record that was left out; its tool exits 1.
 */
void cr_warn(struct cr *cr, const char *file, int64_t line,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));
void cr_refuse(struct cr *cr, const char *file, int64_t line,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* Worth telling only to who asked for more (-v): not counted anywhere. */
void cr_note(struct cr *cr, const char *file, int64_t line,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));

#endif
