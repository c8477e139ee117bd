#ifndef CR_LOSS_SCAN_H
#define CR_LOSS_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/field.h"
#include "cr/limitation_run.h"

struct cr;
struct cr_keys;

/*
 * Losses on credits for income tax (artt. 101 and 106 TUIR) and VAT (art. 26
 * DPR 633/72), credit by credit, with the figures of cr/law.h. What is told
 * is when the law lets a loss be deducted; booking it is another thing.
 */
enum cr_ground {
	CR_GROUND_MINI,		/* small, and long enough overdue */
	CR_GROUND_INSOLVENCY,	/* the debtor is in a procedure */
	CR_GROUND_PRESCRIBED,	/* the right has ended */
	CR_GROUND_CANCELLED,	/* written off */
	CR_GROUNDS
};

const char *cr_ground_word(enum cr_ground ground);

struct cr_loss_opts {
	const struct cr_law *law;
	const struct cr_limitation_rules *rules;
	struct cr_as_of as_of;
	struct cr_money revenue;	/* EUR: large or not */
	const struct cr_keys *keys;	/* only these; NULL: all */
};

/* A credit; borrowed for the call. */
struct cr_loss {
	const struct cr_open *item;
	const char *code, *name, *number;
	struct cr_money amount;		/* open, or what was written off */
	struct cr_money credit;		/* all that its document leaves open */
	bool insured;			/* the debtor, in whole or in part */
	/* the day from which each applies; CR_DATE_NONE: nobody knows */
	struct cr_date since[CR_GROUNDS];
	const struct cr_law_row *law[CR_GROUNDS];
	enum cr_ground first;		/* the earliest; CR_GROUNDS: none */
	bool applies;			/* today */
	/* the note that reduces VAT; CR_DATE_NONE: no right to it yet */
	struct cr_date note_from, note_until;
	const struct cr_law_row *note;	/* NULL: no procedure */
};

/*
 * Call EACH for every item with an open balance, and for what was written
 * off of items, by their numbers. EACH returns 0 to go on. CR_EUSAGE when a
 * figure of the law is not known.
 */
int cr_loss_scan(struct cr *cr, const struct cr_loss_opts *opts,
    int (*each)(void *ctx, const struct cr_loss *l), void *ctx);

/* What may be written down of the receivables of a creditor, in EUR. */
struct cr_allowance {
	int64_t creditor;
	const char *code, *name;
	struct cr_money receivables;	/* net of each debtor's credits */
	struct cr_money insured;	/* of them */
	struct cr_money base;
	const struct cr_law_row *law;
	struct cr_money year;		/* of the base, in a year */
	struct cr_money cap;		/* of the base, in all */
	struct cr_money fund;		/* deducted so far */
	struct cr_money allowed;	/* this year */
	struct cr_money excess;		/* of the fund over the cap: income */
};

/* FUND is that of the one creditor; CR_EUSAGE where it is not nought and
 * there are more. */
int cr_allowance_each(struct cr *cr, const struct cr_loss_opts *opts,
    struct cr_money fund,
    int (*each)(void *ctx, const struct cr_allowance *a), void *ctx);

enum cr_loss_column {
	CR_LS_ITEM, CR_LS_PARTY, CR_LS_CODE, CR_LS_NAME, CR_LS_NUMBER,
	CR_LS_DUE, CR_LS_AMOUNT, CR_LS_CURRENCY, CR_LS_GROUND, CR_LS_SINCE,
	CR_LS_EARLIEST, CR_LS_EARLIEST_GROUND, CR_LS_ARTICLE, CR_LS_NOTE_FROM,
	CR_LS_NOTE_UNTIL, CR_LS_CREDIT, CR_LS_INSURED, CR_LS_MINI,
	CR_LS_INSOLVENCY, CR_LS_PRESCRIBED, CR_LS_CANCELLED,
	CR_LS_NOTE_ARTICLE, CR_LS_SOURCE, CR_LS_FIELDS
};
enum cr_allowance_column {
	CR_AL_PARTY, CR_AL_CODE, CR_AL_NAME, CR_AL_RECEIVABLES, CR_AL_INSURED,
	CR_AL_BASE, CR_AL_PERCENT, CR_AL_YEAR, CR_AL_CAP_BP, CR_AL_CAP,
	CR_AL_FUND, CR_AL_ALLOWED, CR_AL_EXCESS, CR_AL_ARTICLE, CR_AL_SOURCE,
	CR_AL_FIELDS
};
enum cr_law_column {
	CR_LW_TABLE, CR_LW_NAME, CR_LW_FROM, CR_LW_TO, CR_LW_FIGURE,
	CR_LW_VALUE, CR_LW_ARTICLE, CR_LW_SOURCE, CR_LW_FIELDS
};
extern const struct cr_field cr_loss_fields[CR_LS_FIELDS];
extern const struct cr_field cr_allowance_fields[CR_AL_FIELDS];
extern const struct cr_field cr_law_fields[CR_LW_FIELDS];

struct cr_printer;

/* For the calls above: put the row; CTX is the printer. */
int cr_loss_put(void *ctx, const struct cr_loss *l);
int cr_allowance_put(void *ctx, const struct cr_allowance *a);
/* All rows of LAW, a line for each figure. */
void cr_law_print(struct cr_printer *p, const struct cr_law *law);

#endif
