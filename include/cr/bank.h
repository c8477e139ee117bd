#ifndef CR_BANK_H
#define CR_BANK_H

#include <stdbool.h>
#include <stdint.h>

#include "cr/date.h"
#include "cr/money.h"

struct cr;
struct cr_arena;

/* Movements of bank accounts, the bank's side of entries. */

/* What the bank says in words, in the order of the columns. */
enum cr_bank_text {
	CR_BT_NAME, CR_BT_IBAN, CR_BT_TAX_CODE, CR_BT_REMITTANCE,
	CR_BT_END_TO_END, CR_BT_SERVICER_REF, CR_BT_CREDITOR_REF,
	CR_BT_DOCUMENT_REFS, CR_BT_PAYMENT_ID, CR_BT_MANDATE,
	CR_BT_RETURN_REASON, CR_BT_CODE, CR_BT_BANK_CODE, CR_BT_NOTE,
	CR_BANK_TEXTS
};

struct cr_bank_entry {
	int64_t entry, account, file;
	const char *source;	/* camt053 rh mt940 csv ... */
	int32_t statement, n, tx;	/* where it stands in the file */
	const char *sort;	/* receipt return charge other */
	struct cr_date value;
	const char *text[CR_BANK_TEXTS];	/* NULL: not said */
	bool has_tx, has_charges;
	struct cr_money tx_amount;	/* of its only part, if another sum */
	struct cr_money charges;
};

int cr_bank_add(struct cr *cr, const struct cr_bank_entry *b);
/* Is any movement kept? 1, 0 or an error. */
int cr_bank_any(struct cr *cr);
/*
 * What is kept of the live entry REF of CREDITOR: its number, source and
 * texts, which are in A. 1, 0 or an error.
 */
int cr_bank_by_ref(struct cr *cr, const char *ref, int64_t creditor,
    struct cr_arena *a, struct cr_bank_entry *out);

/* Movements that bills may explain. */
enum cr_bank_ask {
	CR_BANK_CREDITS,	/* of slips: open as a whole, RIB SDD MAV */
	CR_BANK_RETURNS,	/* open as a whole */
	CR_BANK_CHARGES,	/* with an end-to-end id, of no outcome yet */
};

struct cr_bank_movement {
	int64_t entry, creditor, debtor, account;
	struct cr_date date;
	struct cr_money amount, tx_amount, charges;	/* 0: not said */
	const char *currency, *kind, *source;
	const char *text[CR_BANK_TEXTS];
};

/* Call EACH for every one, by day; text is borrowed. */
int cr_bank_ask_each(struct cr *cr, enum cr_bank_ask what,
    int (*each)(void *ctx, const struct cr_bank_movement *m), void *ctx);
/*
 * The movements that took the sum of M the other way, by ITS end-to-end id
 * or, for a cheque, which has none, by its kind in the 60 days before: EACH
 * gets entry, debtor and whether it has a balance. None that came back.
 */
int cr_bank_opposite_each(struct cr *cr, const struct cr_bank_movement *m,
    int (*each)(void *ctx, int64_t entry, int64_t debtor, bool apart),
    void *ctx);

/*
 * What was paid by money that a bank can take back, as an ERP had booked it,
 * with no movement of its own.
 */
struct cr_bank_paid {
	int64_t entry, debtor, item;
	struct cr_money amount;	/* of the item's share */
	const char *number;	/* of the document */
	struct cr_date date;
};

/*
 * The payments of just the sum that M takes back, in the 14 months before:
 * EACH gets one for each item of it, also of one that went back since.
 */
int cr_bank_paid_each(struct cr *cr, const struct cr_bank_movement *m,
    int (*each)(void *ctx, const struct cr_bank_paid *p), void *ctx);

/* What a statement says of itself. */
struct cr_statement {
	int64_t account, file;
	int32_t n;		/* in the file */
	const char *source;
	const char *number;	/* as the bank counts it; NULL */
	struct cr_date day;	/* of the closing balance */
	const char *currency;
	bool has_opening, has_closing;
	struct cr_money opening, closing, sum;
	int32_t entries;
	int agrees;		/* 1 yes, 0 no, -1 not to be told */
};

int cr_statement_add(struct cr *cr, const struct cr_statement *s);
/* Is one with the same words kept? 1, 0 or an error. */
int cr_statement_known(struct cr *cr, const struct cr_statement *s);
/*
 * Does the opening balance of S follow from a statement that is kept? 1
 * also when there is none before it; 0: *LAST is the closing balance of the
 * last one before, and *DAY its day.
 */
int cr_statement_follows(struct cr *cr, const struct cr_statement *s,
    struct cr_money *last, struct cr_date *day);

/* What was booked under file FROM came from the file TO. */
int cr_bank_refile(struct cr *cr, int64_t from, int64_t to);

#endif
