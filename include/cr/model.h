#ifndef CR_MODEL_H
#define CR_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/altman.h"
#include "cr/arena.h"
#include "cr/digest.h"
#include "cr/learn.h"

struct cr;

/*
 * Rating models, as cr-model(5) describes them: weights, curves, tables,
 * caps and classes in a text file, so that whoever answers for the ratings
 * can read and change them. The measures (cr/rate.h) take the structure and
 * nothing else; its digest goes with each rating. Points are hundredths:
 * 10000 is the best there is, so they are written and printed as basis
 * points.
 */

/* What a score is made of. */
enum cr_part {
	CR_PART_INDEX,		/* punctuality index */
	CR_PART_TREND,		/* the last months against the window */
	CR_PART_FINANCIAL,	/* from the balance sheet */
	CR_PART_SENIORITY,	/* for how long a customer */
	CR_PART_USE,		/* of his limit; or what is not overdue */
	CR_PART_EXTERNAL,	/* somebody else's rating */
	CR_PART_ASSETS,		/* what a person owns */
	CR_PART_PROFESSION,	/* what a person does */
	CR_PARTS
};

/* What takes points off, each time. */
enum cr_deduct {
	CR_DEDUCT_UNPAID,	/* payments that came back */
	CR_DEDUCT_PROMISE,	/* promises not kept */
	CR_DEDUCT_DISPUTE,	/* items or all he owes, disputed */
	CR_DEDUCTS
};

/* What puts a ceiling on a score, whatever its parts say. */
enum cr_cap {
	CR_CAP_UNPAID,		/* a RiBa, SDD or cheque came back */
	CR_CAP_INSOLVENCY,	/* an insolvency procedure is open */
	CR_CAP_PROMISE,		/* a promise to pay was not kept */
	CR_CAP_NOTICE,		/* a formal notice of default is open */
	CR_CAP_PROTEST,
	CR_CAP_PREJUDICIAL,
	CR_CAP_ENFORCEMENT,
	CR_CAP_LIQUIDATION,
	CR_CAP_CEASED,
	CR_CAPS
};

/* "punctuality", "unpaid": the words of the file and of the records. */
const char *cr_part_word(enum cr_part part);
const char *cr_deduct_word(enum cr_deduct deduct);
const char *cr_cap_word(enum cr_cap cap);

/* A point of a curve from days, or percent, to points. */
struct cr_knot {
	int32_t at;
	int32_t points;		/* 0 to 10000 */
};

struct cr_curve {
	struct cr_knot *knots;	/* AT rises */
	size_t n;		/* 0: there is none; else 2 or more */
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

struct cr_model_deduct {
	int32_t each, most;	/* whole points; 0: none */
};

/* What a ratio of the balance sheet is worth: straight from 0 to 100. */
struct cr_model_ratio {
	int32_t weight;		/* 0: does not count */
	int32_t from_bp, to_bp;	/* basis points of one: 0 points, and 100 */
};

struct cr_model_financial {
	enum cr_altman altman;
	int32_t from, to;	/* hundredths of Z: 0 points, and 100 */
	int32_t fresh;		/* months after its last day that a sheet */
				/* counts in full */
	int32_t stale;		/* after which it does not count */
	struct cr_model_ratio ratio[CR_RATIOS];	/* where Z is not known */
};

/* What some scores of a provider are worth. */
struct cr_model_band {
	const char *name;
	const char **scores;	/* words, or numbers "1", "0-29" */
	size_t nscores;
	const char *class_name;	/* of the model */
	int32_t pd_bp;
	int32_t points;		/* hundredths */
};

struct cr_model_provider {
	const char *name;
	int32_t weight;		/* against other providers */
	int32_t days;		/* a score counts; 0: until another comes */
	struct cr_model_band *bands;
	size_t nbands;
};

struct cr_model_profession {
	const char **names;
	size_t nnames;
	int32_t points;		/* hundredths */
};

/* The kinds of assets by the words of the ledger, in its order. */
enum { CR_MODEL_ASSETS = 8 };
const char *cr_model_asset_word(int kind);

struct cr_model {
	const char *name;
	int32_t window;		/* months of payments that count */
	int32_t recent;		/* months that the trend looks at */
	int32_t late_prior;	/* items the portfolio's late rate weighs */
	int32_t index_prior;	/* average items its index weighs */
	int32_t senior_years;	/* as a customer, that are worth 100 */
	int32_t weight[CR_PARTS];	/* 0: does not count */
	struct cr_model_deduct deduct[CR_DEDUCTS];
	struct cr_model_cap cap[CR_CAPS];
	const char **recalled;	/* kinds of negative payments: not unpaid */
	size_t nrecalled;
	const char **formal;	/* levels of notices: formal ones */
	size_t nformal;
	struct cr_curve curve;	/* of days beyond terms; points fall */
	struct cr_curve use;	/* of percent of the limit; points fall */
	struct cr_model_financial financial;
	struct cr_model_provider *providers;
	size_t nproviders;
	struct cr_model_profession *professions;
	size_t nprofessions;
	struct cr_curve assets;	/* of percent of the debt; points rise */
	int32_t asset_share[CR_MODEL_ASSETS];	/* percent that it may bring */
	struct cr_learn learn;	/* who will pay late, or default */
	int32_t abc[2];		/* percent of all exposure: A ends, B ends */
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

/* The table of a provider; large and small letters are one. NULL: none. */
const struct cr_model_provider *cr_model_provider(const struct cr_model *m,
    const char *name);
/* What a score of it is worth; NULL: it is not in the table. */
const struct cr_model_band *cr_model_band(const struct cr_model_provider *p,
    const char *score);
/* Points of a profession in hundredths; false: it is not in the model. */
bool cr_model_profession(const struct cr_model *m, const char *name,
    int32_t *points);

#endif
