#ifndef CR_RISK_REPORT_H
#define CR_RISK_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/balance.h"
#include "cr/date.h"
#include "cr/field.h"
#include "cr/money.h"
#include "cr/promise.h"

struct cr;
struct cr_arena;
struct cr_paper;
struct cr_paper_out;
struct cr_printer;

/*
 * The risk of a portfolio on a day: what is open by rating class and by how
 * late it is, on the day and at the ends of the months before, each told as
 * it was known then; who changed class; on how few it rests; what came back
 * and what was promised. One currency. Amounts are exact; those of a day are
 * the ones of cr-age(1) of that day.
 */
#define CR_RISK_MONTHS 24	/* at most */
#define CR_RISK_DAYS (CR_RISK_MONTHS + 1)
#define CR_RISK_TOP 100000	/* debtors by name, at most */
#define CR_RISK_BUCKETS 8	/* those of cr_age_default_bounds() */
#define CR_RISK_CLASSES 64	/* of all models that were in use */
#define CR_RISK_SCORES 10	/* bands of points: 0-9, ..., 90-100 */
#define CR_RISK_CURVE 101	/* points of a curve, at most */

struct cr_risk_opts {
	struct cr_as_of as_of;	/* CR_DATE_NONE: today */
	const char *currency;
	int64_t months;		/* ends of months before the day */
	int64_t top;		/* debtors that are named */
	int32_t lgd_bp;		/* loss given default: of what is open */
	const char *share;	/* where the model is that tells unpaid bills */
};
#define CR_RISK_USUAL { .currency = "EUR", .months = 12, .top = 10, \
	.lgd_bp = 10000, .as_of.day = CR_DATE_NONE }

/* Ask for "45" or "45,5" per cent. CR_EUSAGE if it is none, up to 100. */
int cr_risk_lgd(struct cr *cr, struct cr_risk_opts *o, const char *text);
/* Fill the day in; CR_EUSAGE when something is not possible. */
int cr_risk_check(struct cr *cr, struct cr_risk_opts *o);

/* A rating class; the one behind the last is that of who has none. */
struct cr_risk_class {
	const char *name;	/* NULL: unrated */
	int32_t pd_bp;		/* as last given; CR_NOT_KNOWN */
};

/* What a class owes on a day. TOTAL is OVERDUE, what is not due, CREDITS. */
struct cr_risk_cell {
	int64_t debtors;	/* with something open */
	struct cr_money buckets[CR_RISK_BUCKETS];
	struct cr_money credits;	/* not positive, as a rule */
	struct cr_money overdue, total;
};

struct cr_risk_debtor {
	int64_t party;
	const char *code, *name;	/* or NULL */
	size_t class_number;
	int32_t score, pd_bp;	/* or CR_NOT_KNOWN */
	struct cr_money overdue;	/* before credits */
	struct cr_money total;	/* net of credits */
	struct cr_money loss;	/* to be expected: TOTAL x PD x LGD */
	struct cr_money before;	/* owed by those who owe more */
	char abc;
};

/* What the largest so many, or an A, B or C, owe together. */
struct cr_risk_share {
	int64_t debtors;
	struct cr_money sum;
};

struct cr_risk_month {
	int64_t unpaid;
	struct cr_money unpaid_cents;
	int64_t promises[CR_PROMISE_STATES];
	struct cr_money promised[CR_PROMISE_STATES];
};

struct cr_risk {
	const struct cr_risk_opts *opts;
	struct cr_date days[CR_RISK_DAYS];	/* the last: of the report */
	size_t ndays;
	struct cr_risk_class classes[CR_RISK_CLASSES + 1];	/* best first */
	size_t nclasses;	/* without unrated */
	struct cr_risk_cell cells[CR_RISK_DAYS][CR_RISK_CLASSES + 1];
	/* On the last day, by class: */
	struct cr_money loss[CR_RISK_CLASSES + 1];
	int64_t scores[CR_RISK_CLASSES + 1][CR_RISK_SCORES];
	/* ... and those who owe something, from the class of a month before. */
	struct cr_risk_share moved[CR_RISK_CLASSES + 1][CR_RISK_CLASSES + 1];
	/* Those who owe more than they are owed, the largest first: */
	int64_t debtors;
	struct cr_money sum;
	struct cr_risk_debtor *top;
	size_t ntop;
	struct cr_risk_share largest[4];	/* 1, 5, 10, 20 */
	struct cr_risk_share abc[3];	/* as cr/abc.h has it */
	int32_t cuts[2];	/* percent: where A ends, where B does */
	int32_t gini_bp, herfindahl_bp;
	/* the share of the sum that a share of them owes */
	int32_t curve[CR_RISK_CURVE][2];
	size_t ncurve;
	/* Between the day before and this one; the first is empty. */
	struct cr_risk_month months[CR_RISK_DAYS];
	struct cr_arena *arena;
};

/*
 * Make the report, reading each table once. Texts live in the arena. Freed
 * by cr_risk_free().
 */
int cr_risk_make(struct cr *cr, const struct cr_risk_opts *opts,
    struct cr_risk **out);
void cr_risk_free(struct cr_risk *r);

/* The sum over all classes on a day. CR_ELIMIT when it overflows. */
int cr_risk_whole(const struct cr_risk *r, size_t day,
    struct cr_risk_cell *out);

enum cr_risk_column {
	CR_RISK_C_LINE, CR_RISK_C_DAY, CR_RISK_C_CLASS, CR_RISK_C_TO_CLASS,
	CR_RISK_C_WHAT, CR_RISK_C_PARTY, CR_RISK_C_CODE, CR_RISK_C_NAME,
	CR_RISK_C_CURRENCY, CR_RISK_C_COUNT, CR_RISK_C_TOTAL,
	CR_RISK_C_OVERDUE, CR_RISK_C_SHARE, CR_RISK_C_CUMULATED,
	CR_RISK_C_PD, CR_RISK_C_LOSS, CR_RISK_C_BUCKETS,
	CR_RISK_C_CREDITS = CR_RISK_C_BUCKETS + CR_RISK_BUCKETS,
	CR_RISK_C_SCORE, CR_RISK_C_FIELDS
};
extern const struct cr_field cr_risk_fields[CR_RISK_C_FIELDS];

/* Print it as records, one a figure. */
void cr_risk_put(struct cr_printer *p, const struct cr_risk *r);
/* As a document with charts, whose parts live in P's arena. */
int cr_risk_paper(struct cr *cr, const struct cr_risk *r,
    struct cr_paper *p);

/* All of it: records with P, or when it is NULL the document. */
int cr_risk(struct cr *cr, const struct cr_risk_opts *opts,
    struct cr_printer *p, const struct cr_paper_out *out);

#endif
