#ifndef CR_RATE_H
#define CR_RATE_H

#include <stdbool.h>
#include <stdint.h>

#include "cr/balance.h"
#include "cr/field.h"
#include "cr/model.h"
#include "cr/standing.h"
#include "cr/rating.h"
#include "cr/story.h"

struct cr;
struct cr_buf;
struct cr_keys;
struct cr_policy_set;
struct cr_printer;

/*
 * Rating of debtors by how they pay, as seen on a day. Everything is whole
 * numbers, so that it is the same wherever it is computed: days and points
 * are weighed by cents in 128 bits and divided once, rounded half away
 * from zero to a millionth.
 */
#define CR_MICRO 1000000

/* The days that count, from a model and the day. */
struct cr_rate_window {
	struct cr_date day;
	struct cr_date from;	/* payments after it count ... */
	struct cr_date recent;	/* ... and after it for the trend */
};

void cr_rate_window(struct cr_rate_window *w, const struct cr_model *m,
    struct cr_date day);

/*
 * Sums over the items of a debtor, or of all. They hold what was paid in
 * the window and what is overdue on the day; items not due yet and not
 * paid say nothing about behaviour.
 */
struct cr_behaviour {
	int64_t items;		/* paid in the window or overdue */
	int64_t late;		/* of them, late */
	__int128 paid;		/* cents */
	__int128 paid_since_issue, paid_since_due, paid_late; /* x days */
	__int128 over;		/* cents overdue */
	__int128 over_late;	/* x days */
	__int128 index;		/* cents x billionths of points */
	__int128 recent, recent_index;	/* cents, the same of the last months */
	int64_t unpaid;		/* payments that came back in the window */
	struct cr_date last_unpaid;	/* at any time */
	int64_t broken;		/* promises not kept in the window */
	struct cr_date last_broken;	/* the day it was for, at any time */
	int64_t disputes;	/* that began in the window */
	struct cr_date notice;	/* a formal one, not all of it paid */
	bool insolvent;		/* a hold says so */
	struct cr_date since;	/* the first document */
	struct cr_money overdue, exposure;	/* before credits */
	struct cr_money credit;	/* credit notes, money on account; >= 0 */
};

void cr_behaviour_init(struct cr_behaviour *b);
/*
 * Add an item. A payment that went back takes the last one before it away.
 * CR_ELIMIT when a sum of money overflows.
 */
int cr_behaviour_add(struct cr_behaviour *b, const struct cr_model *m,
    const struct cr_rate_window *w, const struct cr_story *s);
void cr_behaviour_unpaid(struct cr_behaviour *b,
    const struct cr_rate_window *w, struct cr_date date);
/* A promise to pay on DATE was not kept, or only partly. */
void cr_behaviour_broken(struct cr_behaviour *b,
    const struct cr_rate_window *w, struct cr_date date);
/* Add the behaviour FROM to SUM: the portfolio is the sum of all. */
void cr_behaviour_merge(struct cr_behaviour *sum,
    const struct cr_behaviour *from);

/* The index of days beyond terms on the model's curve, in millionths. */
int64_t cr_rate_curve(const struct cr_model *m, int32_t days);
/* The points of a curve of percent, hundredths of both. */
int32_t cr_rate_percent(const struct cr_curve *c, int64_t bp);

/* Measures in millionths (of days, points, one); false: nothing to tell. */
bool cr_rate_adp(const struct cr_behaviour *b, int64_t *days);
bool cr_rate_delay(const struct cr_behaviour *b, int64_t *days);
bool cr_rate_adl(const struct cr_behaviour *b, int64_t *days);
bool cr_rate_dbt(const struct cr_behaviour *b, int64_t *days);
/*
 * With the prior of the portfolio ALL: as if the debtor also had the
 * model's number of average items that are paid as all are. NULL: as he is.
 */
bool cr_rate_index(const struct cr_behaviour *b, const struct cr_model *m,
    const struct cr_behaviour *all, int64_t *points);
bool cr_rate_late(const struct cr_behaviour *b, const struct cr_model *m,
    const struct cr_behaviour *all, int64_t *rate);
/*
 * Index of the last months less that of the window, with the debtor's own
 * index as prior: few recent items move it little.
 */
bool cr_rate_trend(const struct cr_behaviour *b, const struct cr_model *m,
    const struct cr_behaviour *all, int64_t *points);

/* What each part is worth, hundredths of points; CR_NOT_KNOWN: unknown. */
struct cr_parts {
	int32_t score_bp[CR_PARTS];
	bool cap[CR_CAPS];	/* it applies on the day */
	int32_t faded[CR_PARTS];	/* percent of its weight that is lost */
	int64_t times[CR_DEDUCTS];
	bool by_limit;		/* utilisation is that of a limit */
};

/*
 * Weigh PARTS: fills class, score, pd and reasons of R. What is unknown
 * drops out and the others weigh more. One has to know how he pays, what
 * he has, or what others think of him: without any of these there is no
 * rating, unless a cap applies, which is the score then.
 */
void cr_rate_weigh(const struct cr_model *m, const struct cr_parts *parts,
    struct cr_rating *r);

/*
 * The whole rating of a debtor from his behaviour, that of ALL, and what
 * R->standing tells of him, which may be NULL.
 */
void cr_rate_debtor(const struct cr_model *m, const struct cr_rate_window *w,
    const struct cr_behaviour *b, const struct cr_behaviour *all,
    struct cr_rating *r);

/* What a reason of R says in words, in the user's language. */
void cr_rate_why(struct cr_buf *b, const struct cr_rating *r,
    const struct cr_reason *reason);

/* The columns of a rating and of a reason. */
enum cr_rate_column {
	CR_RATE_PARTY, CR_RATE_CODE, CR_RATE_NAME, CR_RATE_CLASS,
	CR_RATE_SCORE, CR_RATE_INDEX, CR_RATE_DBT, CR_RATE_LATE,
	CR_RATE_TREND, CR_RATE_UNPAID, CR_RATE_OVERDUE, CR_RATE_EXPOSURE,
	CR_RATE_CREDITS, CR_RATE_ITEMS, CR_RATE_PD, CR_RATE_ADP,
	CR_RATE_DELAY, CR_RATE_ADL, CR_RATE_SINCE, CR_RATE_DAY,
	CR_RATE_BROKEN, CR_RATE_DISPUTES, CR_RATE_USE, CR_RATE_Z,
	CR_RATE_Z_MAKER, CR_RATE_SHEET,
	CR_RATE_LEARNED,
	CR_RATE_FIELDS
};
enum cr_reason_column {
	CR_REASON_PARTY, CR_REASON_CODE, CR_REASON_NAME, CR_REASON_MEASURE,
	CR_REASON_HEADING, CR_REASON_SCORE, CR_REASON_WEIGHT,
	CR_REASON_POINTS, CR_REASON_WHY, CR_REASON_FIELDS
};
enum cr_segment_column {
	CR_SEGMENT_PARTY, CR_SEGMENT_CODE, CR_SEGMENT_NAME,
	CR_SEGMENT_SEGMENT, CR_SEGMENT_ABC, CR_SEGMENT_CLASS,
	CR_SEGMENT_EXPOSURE, CR_SEGMENT_SHARE, CR_SEGMENT_BEFORE,
	CR_SEGMENT_STRATEGY, CR_SEGMENT_RULE, CR_SEGMENT_FIELDS
};
extern const struct cr_field cr_rate_fields[CR_RATE_FIELDS];
extern const struct cr_field cr_reason_fields[CR_REASON_FIELDS];
extern const struct cr_field cr_segment_fields[CR_SEGMENT_FIELDS];

/* For cr_rate(): put a row, or one a reason; CTX is the printer. */
int cr_rate_put(void *ctx, const struct cr_rating *r, const char *code,
    const char *name);
int cr_rate_put_reasons(void *ctx, const struct cr_rating *r,
    const char *code, const char *name);

/* The same, of segments: with the strategy that POLICIES have for each. */
struct cr_segment_sink {
	struct cr_printer *printer;
	const struct cr_policy_set *policies;
};
int cr_rate_put_segment(void *ctx, const struct cr_rating *r,
    const char *code, const char *name);

/* What he owes less his credits; never negative: what a segment goes by. */
struct cr_money cr_rating_net(const struct cr_rating *r);

struct cr_rate_opts {
	const struct cr_model *model;
	struct cr_as_of as_of;
	const char *currency;
	const struct cr_keys *keys;	/* debtors; NULL: all */
};

/*
 * Rate the debtors of the ledger and keep what is new, in one transaction
 * (nothing when cr->dry_run, nor what is restated: it was not known then).
 * When all are rated their segments are kept too: those that are others.
 * EACH is called for every debtor in the order of their numbers, after the
 * commit; R and the texts are borrowed for the call.
 */
int cr_rate(struct cr *cr, const struct cr_rate_opts *opts,
    int (*each)(void *ctx, const struct cr_rating *r, const char *code,
    const char *name), void *ctx);

#endif
