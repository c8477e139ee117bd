#ifndef CR_RATING_H
#define CR_RATING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/balance.h"
#include "cr/date.h"
#include "cr/money.h"

struct cr;
struct cr_arena;
struct cr_standing;

/*
 * Ratings as they are kept. Points are hundredths of a point (10000 is the
 * best), rates basis points, days whole days, all rounded half away from
 * zero. What is not known is CR_NOT_KNOWN.
 */
#define CR_NOT_KNOWN INT32_MIN

enum { CR_REASONS_MAX = 12 };	/* parts, deductions and one cap */

/* One thing that brought points to a score, or took some away. */
struct cr_reason {
	const char *measure;	/* "punctuality", "cap:unpaid"; constant */
	const char *heading;	/* of the five C: "character"; constant */
	int32_t score_bp;	/* what the measure alone is worth */
	int32_t weight;		/* 0: a cap or a deduction */
	int32_t points_bp;	/* of the score */
};

struct cr_rating {
	int64_t party;
	struct cr_date day;
	const char *class_name;	/* of the model; NULL: unrated */
	int32_t score;		/* whole points */
	int32_t pd_bp;
	int64_t items;		/* paid in the window or overdue */
	int32_t index_bp, trend_bp, late_rate_bp;
	int32_t adp_days, delay_days, adl_days, dbt_days;
	int64_t unpaid;
	struct cr_date since;	/* the first document */
	struct cr_money overdue, exposure;	/* before credits */
	struct cr_money credits;	/* credit notes, on account; <= 0 */
	struct cr_date last_unpaid;	/* not kept */
	int64_t broken;		/* promises not kept in the window */
	struct cr_date last_broken;	/* what the last was for; not stored */
	struct cr_date notice;	/* a formal one that is open; not stored */
	int64_t disputes;	/* begun in the window; not stored, nor is: */
	int32_t use_bp;		/* of his credit limit */
	int32_t z_bp, z_maker_bp;	/* Z'' and Z' in hundredths */
	struct cr_date sheet;	/* the last balance sheet that counts */
	char abc;		/* of his segment; stored apart, cr/segment.h */
	int32_t share_bp, before_bp;	/* cr/abc.h */
	int32_t learned_bp;	/* default, by what was learned here */
	const struct cr_standing *standing;	/* borrowed; NULL: none */
	struct cr_reason reasons[CR_REASONS_MAX];
	size_t nreasons;
};

/*
 * Is the rating in force on R's day another, or made otherwise, than R with
 * the model of DIGEST in CURRENCY? 1, 0 or an enum cr_error.
 */
int cr_rating_differs(struct cr *cr, const struct cr_rating *r,
    const char *digest, const char *currency);
/* Keep it and its reasons, by the run that is booked. */
int cr_rating_save(struct cr *cr, const struct cr_rating *r,
    const char *digest, const char *currency);

/* How a rating was made that is told again. */
struct cr_rating_made {
	int64_t id;		/* of its row */
	int64_t run;
	const char *model;	/* its name */
	const char *currency;
};

/*
 * Call EACH for the ratings of PARTY (0: of all) to the day of AS_OF, by
 * party and day; the last one is in force. Reasons are not read. Texts are
 * borrowed. EACH returns 0 to go on; anything else stops and is returned.
 */
int cr_rating_each(struct cr *cr, const struct cr_as_of *as_of, int64_t party,
    int (*each)(void *ctx, const struct cr_rating *r,
    const struct cr_rating_made *made), void *ctx);
/* The reasons of the row ID, parts before what is taken off; text in A. */
int cr_rating_reasons(struct cr *cr, int64_t id, struct cr_arena *a,
    struct cr_rating *r);

/* Keep the model's text, once. */
int cr_rating_model_save(struct cr *cr, const char *digest, const char *name,
    const char *text);

#endif
