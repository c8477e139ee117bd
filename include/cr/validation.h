#ifndef CR_VALIDATION_H
#define CR_VALIDATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/date.h"

/*
 * How well a score tells those to whom something happened (an item was paid
 * late, a debtor defaulted) from the others, judged on cases that it was not
 * made from. Statistics are of double precision; nothing here is money.
 *
 * A score is better the higher it is for events, so an index that falls with
 * risk is given with its sign turned.
 */
enum {
	CR_VALIDATION_BINS = 10,	/* of calibration and distribution */
	CR_ROC_POINTS = 101,		/* at most, both ends with them */
};

/*
 * A point of the ROC curve: calling all cases from CUT up events finds TPR
 * of the events and takes FPR of the others for events. From (0, 0), where
 * CUT is infinite, to (1, 1).
 */
struct cr_roc_point {
	double cut, fpr, tpr;
};

/* The cases of a tenth of all, in the order of their scores. */
struct cr_calibration_bin {
	double low, high;	/* the scores in it */
	int64_t n, events;
	double mean;		/* score: what was foretold */
	double low95, high95;	/* of events / n (Wilson), for error bars */
};

/* How many have a score from LOW up, and less than HIGH (the last: up to). */
struct cr_score_bin {
	double low, high;
	int64_t events, others;
};

/* What comes of calling all cases from a cut up events. */
struct cr_confusion {
	double cut;
	int64_t hits;		/* events, called so */
	int64_t missed;		/* events, not called so */
	int64_t alarms;		/* no events, called so */
	int64_t passed;		/* no events, not called so */
	double accuracy, balanced;	/* balanced: mean of the two shares */
	double precision;	/* hits of all that were called events */
};

/* One score judged. */
struct cr_measured {
	const char *name;	/* "model", "index"; constant */
	bool probability;	/* scores are such: brier and bins mean it */
	int64_t n, events;
	double auc;		/* ties count half */
	double ks, ks_cut;	/* greatest TPR - FPR, and where */
	double brier;		/* mean square of score - outcome */
	double mean;		/* of the scores */
	struct cr_confusion at;	/* the cut chosen before the test */
	struct cr_roc_point roc[CR_ROC_POINTS];
	size_t nroc;
	struct cr_calibration_bin bins[CR_VALIDATION_BINS];
	size_t nbins;
	struct cr_score_bin spread[CR_VALIDATION_BINS];
	size_t nspread;
};

enum { CR_VALIDATION_SCORES = 3 };	/* two stages, the index alone */

/* A validation by a split in time. Days are CR_DATE_NONE where none is. */
struct cr_validation {
	const char *kind;	/* "late", "default", "scores"; constant */
	struct cr_date split;	/* learnt from what was known before it */
	struct cr_date train_from, train_to;	/* days of the cases */
	struct cr_date test_from, test_to;
	int64_t train, train_events;
	struct cr_measured score[CR_VALIDATION_SCORES];
	size_t nscores;
};

/* A case: its score, what happened. */
struct cr_scored {
	double score;
	bool event;
};

/*
 * Judge N cases, which are put in order by it, at CUT. False when there are
 * not both events and others: nothing can be told then.
 */
bool cr_measure(struct cr_scored *cases, size_t n, double cut,
    bool probability, struct cr_measured *m);

/*
 * Area under the ROC curve: how often an event has the higher score than
 * one that is none, ties half (Mann and Whitney); of cases in order.
 */
double cr_auc(const struct cr_scored *cases, size_t n);

/* Put cases in the order of their scores, the highest first. */
void cr_scored_sort(struct cr_scored *cases, size_t n);

/*
 * The cut with the best balanced accuracy, which is that of the greatest
 * TPR - FPR (Kolmogorov and Smirnov); of cases in order. *KS may be NULL.
 */
double cr_best_cut(const struct cr_scored *cases, size_t n, double *ks);

#endif
