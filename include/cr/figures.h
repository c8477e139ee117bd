#ifndef CR_FIGURES_H
#define CR_FIGURES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/balance.h"
#include "cr/date.h"
#include "cr/dimension.h"
#include "cr/field.h"
#include "cr/money.h"
#include "cr/story.h"

struct cr;
struct cr_keys;

/*
 * Key figures of receivables over a period: days of sales outstanding, mean
 * days late, collection effectiveness and so on, each defined in
 * cr-report(1). Everything is whole numbers: sums of cents, and of cents
 * times days, are kept exactly and divided once, rounded half away from
 * zero. What cannot be told is never 0.
 */

#define CR_PROMISE_DAYS 30	/* collected so many days after the due date */
#define CR_COUNTBACK_MONTHS 24	/* sales are counted back so far */
#define CR_PERIODS_MAX 120	/* months of a series */

/* A period and the day whose knowledge tells it (CR_KNOWN_NOW: all). */
struct cr_period {
	struct cr_date from, until;	/* inclusive */
	struct cr_date knowledge;
	/* the months that are counted back: their first days, last first */
	struct cr_date month[CR_COUNTBACK_MONTHS];
};

void cr_period_init(struct cr_period *p, struct cr_date from,
    struct cr_date until, struct cr_date knowledge);
/*
 * The period before P: as many months where P is whole months, from any day
 * of a month to the day before it; else as many days.
 */
void cr_period_before(const struct cr_period *p, struct cr_date *from,
    struct cr_date *until);
/* Its days, first and last included. */
int32_t cr_period_days(const struct cr_period *p);

/* The sums of a row. The four with days are cents times days. */
enum cr_figures_sum {
	CR_SUM_SALES,		/* issued in the period, less credit notes */
	CR_SUM_CURRENT,		/* owed at its end and not due, net */
	CR_SUM_OVERDUE,		/* owed at its end and late, net */
	CR_SUM_CREDITS,		/* credits that nobody's debt took up */
	CR_SUM_OPENING,		/* owed on the day before it, net */
	CR_SUM_PAID,		/* paid in the period, and stayed so */
	CR_SUM_PAID_ISSUE,	/* ... x days since the document */
	CR_SUM_PAID_DUE,	/* ... x days since the due date, signed */
	CR_SUM_PAID_LATE,	/* ... the same, early ones nought */
	CR_SUM_LATE,		/* open and late at its end, before credits */
	CR_SUM_LATE_DAYS,	/* ... x days since the due date */
	CR_SUM_PROMISED,	/* claims whose 30 days ended in it */
	CR_SUM_KEPT,		/* ... of them, paid by then */
	CR_SUM_MONTHS,		/* sales of its last month, the one before */
	CR_SUMS = CR_SUM_MONTHS + CR_COUNTBACK_MONTHS
};

/*
 * What a debtor owes a creditor, before his credits are set off against it;
 * the rest of the sums adds up across debtors.
 */
enum cr_figures_owed {
	CR_OWED_CURRENT, CR_OWED_OVERDUE,
	CR_OWED_CREDITS,	/* not positive, as a rule */
	CR_OWED_OPENING, CR_OWED_OPENING_CREDITS,
	CR_OWED
};

/* Has S anything to say of P? What has not need not be added. */
bool cr_figures_concern(const struct cr_period *p, const struct cr_story *s);
/*
 * Add the item S, told until P's end, to the sums of its row and to those
 * of its debtor and creditor. PAID has room for its moves. CR_ELIMIT when a
 * sum overflows; CR_OK.
 */
int cr_figures_add(const struct cr_period *p, const struct cr_story *s,
    struct cr_movement *paid, struct cr_money *sums, struct cr_money *owed);
/*
 * Set the credits off against the oldest debt, as a payment without another
 * declaration does (art. 1193 c.c.), and add what is left to SUMS.
 */
int cr_figures_net(const struct cr_money *owed, struct cr_money *sums);

enum cr_figure {
	CR_FIGURE_DSO,		/* receivables / sales x days */
	CR_FIGURE_COUNTBACK,	/* days of the last sales that are open */
	CR_FIGURE_BPDSO,	/* DSO if nothing were overdue */
	CR_FIGURE_ADD,		/* average days delinquent: DSO - BPDSO */
	CR_FIGURE_ADP,		/* average days to pay, since the document */
	CR_FIGURE_DELAY,	/* ... since the due date, early negative */
	CR_FIGURE_ADL,		/* average days late: early ones nought */
	CR_FIGURE_DBT,		/* ... with what is open and late */
	CR_FIGURE_CEI,		/* collection effectiveness index */
	CR_FIGURE_OVERDUE,	/* overdue / receivables */
	CR_FIGURE_KEPT,		/* collected within 30 days of the due date */
	CR_FIGURES
};

/*
 * The figure in UNITs: 100 for hundredths of days, 10000 for basis points.
 * False: the sums do not tell it.
 */
bool cr_figure(enum cr_figure f, const struct cr_period *p,
    const struct cr_money *sums, int64_t unit, int64_t *out);

struct cr_figures_opts {
	enum cr_by by;
	bool months;		/* a row for each calendar month, too */
	struct cr_date from, until;	/* CR_DATE_NONE: as is usual */
	bool to_date;		/* until may be cut to the day of telling */
	/*
	 * The day whose knowledge counts; CR_DATE_NONE: each period is told
	 * as on its last day, so that what is recorded later changes none.
	 */
	struct cr_date as_of;
	bool restated;		/* with all that is known now */
	const struct cr_keys *keys;	/* only these; NULL: everything */
};

#define CR_FIGURES_USUAL { .by = CR_BY_TOTAL, .from = CR_DATE_NONE, \
	.until = CR_DATE_NONE, .as_of = CR_DATE_NONE }

/* Ask for "agent", "month" or "agent,month". CR_EUSAGE if it is none. */
int cr_figures_by(struct cr *cr, struct cr_figures_opts *o,
    const char *text);
/*
 * Ask for the month "2026-09" or "09/2026", as far as it is over. CR_EUSAGE
 * if it is none.
 */
int cr_figures_month(struct cr *cr, struct cr_figures_opts *o,
    const char *text);
/*
 * Fill the period in: it ends with as_of, or today; a year, or twelve months
 * of a series. CR_EUSAGE when it ends later, or before it begins.
 */
int cr_figures_period(struct cr *cr, struct cr_figures_opts *o);

/* A row. Borrowed for the call. */
struct cr_figures_row {
	int64_t party;		/* 0: an area, a category, nobody */
	const char *code, *name;	/* of it; or the area or category */
	const char *currency;
	const struct cr_period *period;
	const struct cr_money *sums;	/* CR_SUMS */
	const struct cr_period *period_before;
	const struct cr_money *sums_before;	/* NULL: there was nothing */
};

/*
 * Call EACH for every row with something in it, by code, currency and
 * period. Rows of any dimension have the same sums. EACH returns 0 to go on.
 */
int cr_figures(struct cr *cr, const struct cr_figures_opts *opts,
    int (*each)(void *ctx, const struct cr_figures_row *row), void *ctx);

enum cr_figures_column {
	CR_FC_PARTY, CR_FC_CODE, CR_FC_NAME, CR_FC_CURRENCY, CR_FC_FROM,
	CR_FC_UNTIL, CR_FC_SALES, CR_FC_RECEIVABLES, CR_FC_OVERDUE,
	CR_FC_DSO, CR_FC_COUNTBACK, CR_FC_BPDSO, CR_FC_ADD, CR_FC_ADL,
	CR_FC_CEI, CR_FC_OVERDUE_BP, CR_FC_KEPT, CR_FC_DSO_TREND,
	CR_FC_OVERDUE_TREND, CR_FC_OPENING, CR_FC_CURRENT, CR_FC_CREDITS,
	CR_FC_PAID, CR_FC_PROMISED_CENTS, CR_FC_KEPT_CENTS, CR_FC_ADP,
	CR_FC_DELAY, CR_FC_DBT, CR_FC_ADL_TREND, CR_FC_CEI_TREND,
	CR_FC_KEPT_TREND, CR_FC_FIELDS
};
extern const struct cr_field cr_figures_fields[CR_FC_FIELDS];

/* For cr_figures(): put the row; CTX is the printer. */
int cr_figures_put(void *ctx, const struct cr_figures_row *row);

#endif
