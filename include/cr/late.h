#ifndef CR_LATE_H
#define CR_LATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/balance.h"
#include "cr/field.h"
#include "cr/model.h"
#include "cr/regressor.h"
#include "cr/validation.h"

struct cr;
struct cr_keys;
struct cr_paper_out;

/*
 * Who will pay late, and who will default: probabilities learned from the
 * ledger's own history. Every case is told by what was known on its day
 * (an item's: the day it was issued, or recorded if that was later), and
 * by nothing that came after.
 *
 * An item is late when it is settled after its due date, or not at all.
 * Settled is when a hundredth of it or less is left; credit notes count as
 * payments do, but what no money came for is no case.
 */

/* Fewer events, or fewer others, are too little to learn from. */
enum { CR_LATE_MIN = 50, CR_DEFAULT_MIN = 20 };

struct cr_late_opts {
	const struct cr_model *model;	/* how to learn; its index */
	struct cr_as_of as_of;
	const char *currency;
	const struct cr_keys *keys;	/* whose items; NULL: all */
	enum cr_regressor_kind kind;
	struct cr_date split;	/* validation; CR_DATE_NONE: 7 cases of 10 */
	const char *scores;	/* a file of scores to judge instead */
	bool why;		/* a row a reason */
};

/*
 * Learn, and keep what was learned (not when cr->dry_run, nor what is
 * restated), in one transaction with a run and an event. *ID is its number,
 * 0: not kept. CR_ENO: too little history, nothing was learned.
 */
int cr_late_train(struct cr *cr, const struct cr_late_opts *opts,
    struct cr_regressor *r, int64_t *id);

/*
 * Learn from what was known before the split (items due before it), and
 * judge what was issued from it on. CR_ENO: too little of either.
 */
int cr_late_validate(struct cr *cr, const struct cr_late_opts *opts,
    struct cr_validation *v);

/* Judge scores that somebody else made: rows of a table, score and outcome. */
int cr_late_validate_file(struct cr *cr, const char *path,
    struct cr_validation *v);

/* Why a probability is what it is: a step on the way to it. */
struct cr_late_why {
	enum cr_feature feature;	/* CR_FEATURES: one of the below */
	const char *measure;	/* its word, "base", "open", "overdue" */
	double value;
	double points;		/* of probability; they add up to it */
};

enum { CR_LATE_WHYS = CR_LOGIT_MAX + 3 };

/* What is foretold of an open item, or of a debtor. */
struct cr_foretold {
	int64_t party, item;	/* item 0: of the party */
	struct cr_date due;
	struct cr_money open;
	bool disputed;
	int32_t p_bp;
	struct cr_late_why why[CR_LATE_WHYS];
	size_t nwhys;
	int64_t model;		/* the number of what was learned */
	struct cr_date day;	/* of the probability */
};

/*
 * Call EACH for every open item, debtor by debtor, with the probability that
 * it is paid late by what was learned last. CR_ENO: nothing was. EACH
 * returns 0 to go on; anything else stops and is returned.
 */
int cr_late_each(struct cr *cr, const struct cr_late_opts *opts,
    int (*each)(void *ctx, const struct cr_foretold *f), void *ctx);

/*
 * The same for the debtors, in the order of their numbers, and default;
 * nothing is called where nothing was learned, which is no error.
 */
int cr_default_each(struct cr *cr, const struct cr_late_opts *opts,
    int (*each)(void *ctx, const struct cr_foretold *f), void *ctx);

/* ---- What cr-rate prints of it: late_fields.c ---------------------------- */

enum cr_late_column {
	CR_LATE_ITEM, CR_LATE_PARTY, CR_LATE_CODE, CR_LATE_NAME,
	CR_LATE_NUMBER, CR_LATE_DUE, CR_LATE_OPEN, CR_LATE_P,
	CR_LATE_DISPUTED, CR_LATE_REASON, CR_LATE_MODEL, CR_LATE_DAY,
	CR_LATE_FIELDS
};
enum cr_default_column {
	CR_DEFAULT_PARTY, CR_DEFAULT_CODE, CR_DEFAULT_NAME, CR_DEFAULT_P,
	CR_DEFAULT_REASON, CR_DEFAULT_MODEL, CR_DEFAULT_DAY,
	CR_DEFAULT_FIELDS
};
enum cr_late_why_column {
	CR_LATE_WHY_SUBJECT, CR_LATE_WHY_PARTY, CR_LATE_WHY_NAME,
	CR_LATE_WHY_MEASURE, CR_LATE_WHY_POINTS, CR_LATE_WHY_WORDS,
	CR_LATE_WHY_FIELDS
};
enum cr_learned_column {
	CR_LEARNED_KIND, CR_LEARNED_STAGE, CR_LEARNED_FROM, CR_LEARNED_DAY,
	CR_LEARNED_CASES, CR_LEARNED_EVENTS, CR_LEARNED_WHAT,
	CR_LEARNED_NAME, CR_LEARNED_VALUE, CR_LEARNED_MODEL,
	CR_LEARNED_FIELDS
};
enum cr_validation_column {
	CR_VALIDATION_RECORD, CR_VALIDATION_SCORE, CR_VALIDATION_CASES,
	CR_VALIDATION_EVENTS, CR_VALIDATION_ACTUAL, CR_VALIDATION_FORETOLD,
	CR_VALIDATION_AUC, CR_VALIDATION_KS, CR_VALIDATION_BALANCED,
	CR_VALIDATION_CUT, CR_VALIDATION_HITS, CR_VALIDATION_MISSED,
	CR_VALIDATION_ALARMS, CR_VALIDATION_PASSED, CR_VALIDATION_LOW,
	CR_VALIDATION_HIGH, CR_VALIDATION_BRIER, CR_VALIDATION_ACCURACY,
	CR_VALIDATION_PRECISION, CR_VALIDATION_KS_CUT, CR_VALIDATION_KIND,
	CR_VALIDATION_SPLIT, CR_VALIDATION_LEARNED,
	CR_VALIDATION_FIELDS
};
extern const struct cr_field cr_late_fields[CR_LATE_FIELDS];
extern const struct cr_field cr_default_fields[CR_DEFAULT_FIELDS];
extern const struct cr_field cr_late_why_fields[CR_LATE_WHY_FIELDS];
extern const struct cr_field cr_learned_fields[CR_LEARNED_FIELDS];
extern const struct cr_field cr_validation_fields[CR_VALIDATION_FIELDS];

struct cr_printer;

/* For cr_late_each(); CTX is one of these. */
struct cr_late_out {
	struct cr *cr;
	struct cr_printer *printer;
	bool explain;
};
int cr_late_put(void *ctx, const struct cr_foretold *f);
/* The rows of what was learned: what it comes from, what weighs how much. */
void cr_learned_put(struct cr_printer *p, const struct cr_regressor *r,
    int64_t id);
/* A row a score with its measures, then one a bin of its calibration. */
void cr_validation_put(struct cr_printer *p, const struct cr_validation *v);

/*
 * Train, validate or foretell, and print what comes of it; a validation
 * without P as the document PAPER.
 */
int cr_late_print_learned(struct cr *cr, const struct cr_late_opts *opts,
    struct cr_printer *p);
int cr_late_print_validation(struct cr *cr, const struct cr_late_opts *opts,
    struct cr_printer *p, const struct cr_paper_out *paper);
int cr_late_print(struct cr *cr, const struct cr_late_opts *opts,
    enum cr_regressor_kind kind, struct cr_printer *p);

#endif
