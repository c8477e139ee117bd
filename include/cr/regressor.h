#ifndef CR_REGRESSOR_H
#define CR_REGRESSOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/buf.h"
#include "cr/date.h"
#include "cr/logit.h"

struct cr;

/*
 * What cr-rate learned from a ledger's own history: of which items are paid
 * late, or of which debtors default. It is kept as text, one thing a line,
 * so that who answers for it can read it; cr-model(5) explains the words.
 */
enum cr_regressor_kind {
	CR_REGRESSOR_LATE,
	CR_REGRESSOR_DEFAULT,
	CR_REGRESSOR_KINDS
};

const char *cr_regressor_word(enum cr_regressor_kind kind);
bool cr_regressor_parse_kind(const char *word, enum cr_regressor_kind *out);

/* What a probability is made from, of items and of debtors. */
enum cr_feature {
	CR_FEATURE_USUAL,	/* days late, in the mean; of such an item */
	CR_FEATURE_SPREAD,	/* standard deviation of them */
	CR_FEATURE_RATE,	/* share of items late; if all were such */
	CR_FEATURE_TAIL,	/* more than ten days late */
	CR_FEATURE_LAST,	/* days late of the last one paid */
	CR_FEATURE_RECENT,	/* as USUAL, the last months weighing more */
	CR_FEATURE_KNOWN,	/* how many were paid (logarithm) */
	CR_FEATURE_OVERDUE,	/* how many are overdue (logarithm) */
	CR_FEATURE_WAITING,	/* days that open ones wait longer than usual */
	CR_FEATURE_AMOUNT,	/* of the item (logarithm) */
	CR_FEATURE_RELATIVE,	/* to the debtor's usual amount (logarithm) */
	CR_FEATURE_UNPAID,	/* payments that came back (logarithm) */
	CR_FEATURE_OLDEST,	/* days overdue of the oldest (logarithm) */
	CR_FEATURE_SHARE,	/* overdue of what is open */
	CR_FEATURE_EXPOSURE,	/* what is open (logarithm) */
	CR_FEATURES
};

const char *cr_feature_word(enum cr_feature f);

/* The features of a kind, in the order of its coefficients. */
size_t cr_regressor_features(enum cr_regressor_kind kind,
    const enum cr_feature **features);

/*
 * How many days later the same debtor pays an item because of what it is:
 * "weekend", "august" (when it is due), "dispute", or "method:RB", the
 * method that the item is to be paid by, against the most usual one.
 */
enum { CR_EFFECTS_MAX = 8, CR_EFFECT_SIZE = 48 };

struct cr_effect {
	char name[CR_EFFECT_SIZE];
	double days;
};

/* What is so on the whole, that who is little known is drawn to. */
struct cr_priors {
	double usual;		/* days late, less effects */
	double variance;	/* of them, within a debtor */
	double late, tail;	/* shares of items */
	double amount;		/* mean, in units of money */
	double index;		/* punctuality index, by amount, 0 to 100 */
};

/*
 * Share of the items paid in time that are still open so many days before
 * they are due: what it means that one is.
 */
enum { CR_ELAPSED = 8 };
extern const int cr_elapsed_days[CR_ELAPSED];	/* rising, from 0 */

/* What was learned from one kind of case. */
struct cr_stage {
	int64_t cases, events;
	struct cr_priors priors;
	struct cr_effect effects[CR_EFFECTS_MAX];
	size_t neffects;
	struct cr_logit logit;
	double slope, shift;	/* calibration of eta; 1 and 0: none */
	double cut;		/* probability from which on it is an event */
	double elapsed[CR_ELAPSED];
};

/* Of late payment: when it is issued, and when it is known if disputed. */
enum { CR_STAGE_ISSUE, CR_STAGE_DUE, CR_STAGES };

const char *cr_stage_word(int stage);

struct cr_regressor {
	enum cr_regressor_kind kind;
	struct cr_date from, day;	/* first and last day learned from */
	struct cr_stage stage[CR_STAGES];
	size_t nstages;		/* 1: disputes are not known */
};

/* The probability that goes with eta, calibrated. */
double cr_stage_p(const struct cr_stage *s, double eta);

void cr_regressor_write(struct cr_buf *b, const struct cr_regressor *r);
/* CR_EINPUT with the line that is not right. */
int cr_regressor_read(struct cr *cr, const char *text, size_t n,
    struct cr_regressor *r);

#endif
