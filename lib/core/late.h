#ifndef CR_CORE_LATE_H
#define CR_CORE_LATE_H

/* Private to those who learn from history who will pay late. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/balance.h"
#include "cr/late.h"
#include "cr/learn.h"
#include "cr/model.h"
#include "cr/regressor.h"

struct cr;
struct cr_buf;

/* ---- What happened: late_read.c ------------------------------------------ */

enum { CR_LATE_METHODS = 255, CR_LATE_NEVER = INT32_MAX };

/*
 * An item, in days. What is recorded later than it happened is known from
 * the day of its recording on; what is dated before the ledger's first run
 * was known when it happened, since that run brought the history in.
 */
struct cr_late_item {
	int64_t id;
	int32_t debtor;
	int32_t issue, due;
	int32_t seen;		/* it is known */
	int32_t paid, known;	/* settled; that is known; or CR_LATE_NEVER */
	/* a payment that went back: when it had come, and was known ... */
	int32_t first, first_known;
	int32_t back;		/* ... to have; 0: none did */
	int64_t open;		/* cents */
	float amount;		/* units of money, for statistics only */
	float arrears;		/* open when it came to be in default, or 0 */
	uint8_t method;		/* 0: not told */
	bool disputed;		/* by its due date */
	bool lost;		/* written off on PAID */
	bool weekend, august;	/* when it is due */
};

struct cr_late_past {
	struct cr_date until;	/* the last day that is told */
	struct cr_late_item *v;	/* by debtor, then by the day seen */
	size_t n;
	char (*method)[CR_EFFECT_SIZE];	/* as in the names of effects */
	size_t nmethods;
	bool disputes;		/* some item was disputed */
	struct cr_late_event { int64_t id; int32_t day; } *insolvent;
	size_t ninsolvent;	/* parties, by number */
	int64_t others;		/* items in other currencies */
};

int cr_late_read(struct cr *cr, const struct cr_as_of *as_of,
    const char *currency, const struct cr_learn *learn,
    struct cr_late_past *past);
void cr_late_release(struct cr_late_past *past);

/* The end of the items of V[I]'s debtor. */
size_t cr_late_end(const struct cr_late_past *past, size_t i);

/* ---- What moves the days: late_effect.c ---------------------------------- */

/* A stage made ready to be asked of the items of a past. */
struct cr_late_shift {
	double method[CR_LATE_METHODS + 1], weekend, august, dispute;
};

void cr_late_shift(struct cr_late_shift *s, const struct cr_stage *stage,
    const struct cr_late_past *past);
/* Days that the item is later for what it is. */
double cr_late_shifted(const struct cr_late_shift *s,
    const struct cr_late_item *i);
/* Days late, at most so much that no item counts for all others. */
double cr_late_days(const struct cr_late_item *i);

/*
 * Find effects and priors of STAGE from what was known before END. With the
 * disputes where DISPUTES.
 */
void cr_late_effects(const struct cr_late_past *past, const double *curve,
    int32_t end, bool disputes, struct cr_stage *stage);

/* Was it late, as known before END? Its due date is before it. */
bool cr_late_was(const struct cr_late_item *i);

/* The punctuality index of days late from -DAYS to DAYS. */
enum { CR_LATE_CURVE = 181 };
void cr_late_curve(const struct cr_model *m,
    double curve[2 * CR_LATE_CURVE + 1]);

/* ---- Telling it day by day: late_walk.c ---------------------------------- */

struct cr_late_walk;

struct cr_late_walk *cr_late_walk_new(const struct cr_late_past *past,
    const struct cr_stage *stage, const double *curve);
void cr_late_walk_free(struct cr_late_walk *w);
/* Begin with the debtor of item FIRST. */
void cr_late_walk_debtor(struct cr_late_walk *w, size_t first);
/* Go on to DAY: all that was known before it. Days do not fall. */
void cr_late_walk_to(struct cr_late_walk *w, int32_t day);
/*
 * The features of KIND on that day, of item I (of CR_REGRESSOR_LATE; not
 * counted among those that are open) or of the debtor.
 */
void cr_late_features(const struct cr_late_walk *w,
    enum cr_regressor_kind kind, size_t i, float *x);
/* The punctuality index alone, 0 to 100. */
double cr_late_index(const struct cr_late_walk *w);
/* Has he been a customer in the last year, or owes he something? */
bool cr_late_active(const struct cr_late_walk *w);

/* ---- Default: late_default.c --------------------------------------------- */

/* Days between which a debtor is in default, in their order. */
struct cr_late_spell { int32_t from, until; };

struct cr_late_spells {
	struct cr_late_spell *v;	/* freed by the caller */
	size_t n, cap;
};

void cr_late_spells(const struct cr_late_past *past, size_t first,
    const struct cr_learn *learn, struct cr_late_spells *s);
/* On that day? And does one begin after it, up to UNTIL? */
bool cr_late_in_default(const struct cr_late_spells *s, int32_t day);
bool cr_late_defaults(const struct cr_late_spells *s, int32_t day,
    int32_t until);

/* ---- Cases: late_cases.c ------------------------------------------------- */

/* What a case is asked for. */
struct cr_late_case {
	size_t item;		/* of a past; of a debtor: his first */
	int32_t day;
	bool event;
	const float *x;
	double index;
};

struct cr_late_ask {
	enum cr_regressor_kind kind;
	const struct cr_late_past *past;
	const struct cr_learn *learn;
	const struct cr_stage *stage;
	const double *curve;
	int32_t from, to;	/* days of cases, both included */
	int32_t end;		/* what came of them was known before it */
};

/* Call EACH for every case whose outcome is known. */
void cr_late_cases(const struct cr_late_ask *ask,
    void (*each)(void *ctx, const struct cr_late_case *c), void *ctx);

/* ---- Learning: late_fit.c ------------------------------------------------ */

struct cr_late_task {
	struct cr *cr;
	const struct cr_learn *learn;
	const struct cr_late_past *past;
	double curve[2 * CR_LATE_CURVE + 1];
};

/*
 * Learn from what was known before END. CR_ENO, with what is lacking: there
 * is too little history.
 */
int cr_late_learn(struct cr_late_task *task, enum cr_regressor_kind kind,
    int32_t end, struct cr_regressor *r);

/* What moves a probability, in words: late_why.c. */
void cr_late_say(struct cr_buf *b, const struct cr_late_why *w);

#endif
