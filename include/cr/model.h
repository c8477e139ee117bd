#ifndef CR_MODEL_H
#define CR_MODEL_H

#include <stddef.h>
#include <stdint.h>

#include "cr/arena.h"
#include "cr/digest.h"

struct cr;

/*
 * Rating models, as cr-model(5) describes them: weights, curve, caps and
 * classes in a text file, so that whoever answers for the ratings can read
 * and change them. The measures (cr/rate.h) take the structure and nothing
 * else; its digest goes with each rating. Points are hundredths: 10000 is
 * the best there is, so they are written and printed as basis points.
 */

/* What a score is made of. */
enum cr_part {
	CR_PART_INDEX,		/* punctuality index */
	CR_PART_TREND,		/* the last months against the window */
	CR_PART_FINANCIAL,	/* from the balance sheet */
	CR_PART_SENIORITY,	/* for how long a customer */
	CR_PART_OVERDUE,	/* share of what is open that is not overdue */
	CR_PART_EXTERNAL,	/* somebody else's rating */
	CR_PARTS
};

/* What puts a ceiling on a score, whatever its parts say. */
enum cr_cap {
	CR_CAP_UNPAID,		/* a RiBa, SDD or cheque came back */
	CR_CAP_INSOLVENCY,	/* an insolvency procedure is open */
	CR_CAP_PROMISE,		/* a promise to pay was not kept */
	CR_CAPS
};

/* "punctuality", "unpaid": the words of the file and of the records. */
const char *cr_part_word(enum cr_part part);
const char *cr_cap_word(enum cr_cap cap);

/* A point of the curve from days beyond terms to an index. */
struct cr_knot {
	int32_t days;
	int32_t points;		/* 0 to 10000 */
};

struct cr_class {
	const char *name;	/* "A" */
	int32_t from;		/* the least score, whole points */
	int32_t pd_bp;		/* probability of default in 12 months */
};

struct cr_model_cap {
	int32_t days;		/* for how long after; 0: while it lasts */
	int32_t score;		/* the most, whole points; -1: no cap */
};

struct cr_model {
	const char *name;
	int32_t window;		/* months of payments that count */
	int32_t recent;		/* months that the trend looks at */
	int32_t late_prior;	/* items the portfolio's late rate weighs */
	int32_t index_prior;	/* average items its index weighs */
	int32_t senior_years;	/* as a customer, that are worth 100 */
	int32_t weight[CR_PARTS];	/* 0: does not count */
	struct cr_model_cap cap[CR_CAPS];
	const char **recalled;	/* kinds of negative payments: not unpaid */
	size_t nrecalled;
	struct cr_knot *curve;	/* days rise, points fall */
	size_t ncurve;
	struct cr_class *classes;	/* best first; the last is from 0 */
	size_t nclasses;
	char digest[CR_SHA256_SIZE];	/* of the text */
	char *text;			/* the file, word for word */
	struct cr_arena arena;		/* all of the above */
};

/*
 * Read the model file PATH, or N bytes of TEXT that messages call NAME.
 * CR_EUSAGE: it is not there, or (with file and line) not right. Freed by
 * the caller.
 */
int cr_model_load(struct cr *cr, const char *path, struct cr_model **out);
/* The model that comes with cr, in the folder SHARE. */
int cr_model_share(struct cr *cr, const char *share, struct cr_model **out);
int cr_model_parse(struct cr *cr, const char *name, const char *text,
    size_t n, struct cr_model **out);
void cr_model_free(struct cr_model *model);

#endif
