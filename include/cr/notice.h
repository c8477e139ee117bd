#ifndef CR_NOTICE_H
#define CR_NOTICE_H

#include <stdbool.h>
#include <stdint.h>

#include "cr/date.h"
#include "cr/money.h"

struct cr;

/*
 * Notices in the ledger. One that has not left the house is pending (it
 * waits for an approval) or prepared; it is sent when the first of its
 * messages is, and cancelled with a reason, which takes its items back to
 * the level before. Text is borrowed until the next call.
 */
struct cr_notice {
	int64_t id, debtor, creditor;
	const char *currency;
	const char *digest;		/* of the policy file */
	const char *policy;
	int level;
	const char *level_name;
	struct cr_date day;
	struct cr_date term;		/* CR_DATE_NONE: grants none, or ... */
	int32_t grant;			/* days from its arrival; 0: none */
	const char *state;		/* pending prepared sent cancelled */
	struct cr_money claim, credit;
	struct cr_money pool;		/* all credits of the debtor then */
	const char *basis;
	bool approval;			/* was needed */
	bool approved;
	bool undelivered;		/* of cr_notice_waiting() alone */
	struct cr_date sent_day;
	const char *reason;
};

/* An item in a notice. */
struct cr_notice_item {
	int64_t item;
	int level;
	const char *level_name;
	struct cr_money open, held, claim;
	int32_t days_late;
};

/* A policy file is kept once, by its digest. */
int cr_policy_keep(struct cr *cr, const char *digest, const char *text);

int cr_notice_insert(struct cr *cr, struct cr_notice *n);
int cr_notice_items_insert(struct cr *cr, int64_t notice,
    const struct cr_notice_item *v, size_t n);
/* A credit shown: a credit note (ITEM) or money on account (ENTRY). */
int cr_notice_credit_insert(struct cr *cr, int64_t notice, int64_t item,
    int64_t entry, struct cr_money open);

/* CR_ENOTFOUND. */
int cr_notice_get(struct cr *cr, int64_t id, struct cr_notice *out);
/* Its items, in order; EACH returns 0 to go on. */
int cr_notice_items(struct cr *cr, int64_t id,
    int (*each)(void *ctx, const struct cr_notice_item *i), void *ctx);

/*
 * Those that have not left the house, and those of which no message came to
 * the debtor (they failed for good), by debtor, creditor, currency.
 */
int cr_notice_waiting(struct cr *cr,
    int (*each)(void *ctx, const struct cr_notice *n), void *ctx);

/*
 * 1 if the last notice of N's account and basis was approved and came back
 * undelivered, which cancelled it: what N would ask somebody for is settled.
 */
int cr_notice_approved(struct cr *cr, const struct cr_notice *n);

/*
 * Cancel; BY is the notice that takes its place, or 0. Its open claims are
 * superseded.
 */
int cr_notice_cancel(struct cr *cr, int64_t id, const char *reason,
    int64_t by);
/* The notice that claims more of one of ID's items at a higher level. */
int cr_notice_above(struct cr *cr, int64_t id, int64_t *above);
int cr_notice_approve(struct cr *cr, int64_t id);
int cr_notice_sent(struct cr *cr, int64_t id);

/* The last notice of an item that was not cancelled, and arrived. */
struct cr_notice_past {
	int64_t item;
	int level;
	const char *level_name;
	struct cr_date day, term;
	bool in_flight;		/* being sent, or nobody knows */
	int32_t grant;		/* days from its arrival; 0: TERM says */
	const char *channel;	/* with GRANT: by what it went ... */
	const char *delivered;	/* ... when it arrived, UTC; or NULL */
};

int cr_notice_past(struct cr *cr, struct cr_date day,
    int (*each)(void *ctx, const struct cr_notice_past *p), void *ctx);

/* An item of a notice that was sent, its level, and by which policy. */
struct cr_notice_level {
	int64_t item;
	int level;
	const char *policy;	/* its name ... */
	const char *digest, *text;	/* ... in the file */
};

/* Of all notices that had been sent by DAY and stood then. */
int cr_notice_levels(struct cr *cr, struct cr_date day,
    int (*each)(void *ctx, const struct cr_notice_level *n), void *ctx);

/* The items at the level of each notice whose fee was asked and stands. */
int cr_notice_fees(struct cr *cr, int (*each)(void *ctx, int64_t notice,
    int64_t item, const char *level), void *ctx);

/* The notices sent to each debtor after AFTER, by debtor and day. */
int cr_notice_days(struct cr *cr, struct cr_date after, struct cr_date day,
    int (*each)(void *ctx, int64_t debtor, struct cr_date day), void *ctx);

/* The day of the last notice sent to each debtor. */
int cr_notice_last_days(struct cr *cr, struct cr_date day,
    int (*each)(void *ctx, int64_t debtor, int64_t creditor,
    const char *currency, struct cr_date day), void *ctx);

#endif
