#ifndef CR_STATEMENT_H
#define CR_STATEMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/age.h"
#include "cr/balance.h"
#include "cr/claim.h"
#include "cr/date.h"
#include "cr/field.h"
#include "cr/money.h"
#include "cr/party.h"

struct cr;
struct cr_interest_rules;
struct cr_keys;
struct cr_printer;
struct cr_rates;

/*
 * Statements of account (estratto conto): what a debtor owed a creditor in
 * one currency when a period began, what happened in it, what he owes at its
 * end, and which items that is made of.
 *
 *	opening + movements = closing = open items - money on account
 *
 * The closing balance is that of ageing on the same day (cr/age.h).
 */
enum cr_statement_kind {
	CR_STATEMENT_INVOICE,
	CR_STATEMENT_CREDIT_NOTE,
	CR_STATEMENT_PAYMENT,	/* money came in */
	CR_STATEMENT_UNPAID,	/* and went back: RiBa, SDD, cheque */
	CR_STATEMENT_REFUND,	/* money paid to the debtor */
	CR_STATEMENT_TRANSFER,	/* paid with money of another account */
	CR_STATEMENT_CLAIM,	/* of a payment, to claims: no balance here */
	CR_STATEMENT_CREDIT,	/* credits, as far as they do not cancel */
	CR_STATEMENT_ERP,	/* closed by the ERP, which says no more */
	CR_STATEMENT_ROUNDING,
	CR_STATEMENT_WRITEOFF,
	CR_STATEMENT_VOID,	/* an invoice that was never issued */
	CR_STATEMENT_CHARGES,	/* that a bank kept */
	CR_STATEMENT_DISCOUNT,
	CR_STATEMENT_WITHHELD,	/* tax that the debtor pays for us */
	CR_STATEMENT_VAT,	/* split payment */
	CR_STATEMENT_KINDS
};

/* "credit-note" */
const char *cr_statement_word(enum cr_statement_kind kind);

/* What a movement was allocated to, or came from. */
struct cr_statement_use {
	int64_t item;
	int64_t claim;		/* instead of an item; or 0 */
	const char *kind;	/* of the claim: interest */
	const char *number;	/* of its document; NULL: none */
	struct cr_date date;
	struct cr_money amount;
};

struct cr_statement_move {
	enum cr_statement_kind kind;
	int64_t item, entry;	/* what it is of; 0: not an entry */
	const char *number;	/* of the document; NULL: none */
	const char *type;	/* TD01, BON */
	const char *note;
	struct cr_date date;
	struct cr_date due;	/* of the first item of a document */
	size_t items;		/* how many those are */
	struct cr_money amount;	/* positive: more is owed */
	struct cr_money balance;	/* after it */
	const struct cr_statement_use *uses;
	size_t nuses;
	struct cr_money on_account;	/* of it, still unallocated */
};

/* An open item, or (entry set) money on account. */
struct cr_statement_item {
	int64_t item, entry;
	const char *number, *type, *method, *payee;
	struct cr_date date, due;
	int32_t days;		/* late; negative: not due yet */
	struct cr_money amount;
	struct cr_money open;	/* negative: a credit */
	bool returned;		/* a payment of it came back */
	struct cr_money held;	/* of OPEN, under hold: not asked for now */
	bool direct;		/* the debtor has to pay it himself, to us */
	struct cr_money interest;	/* accrued, not claimed; if asked for */
	struct cr_money flat;	/* art. 6 D.Lgs. 231/2002 */
	struct cr_money penalty;	/* of subfornitura */
};

/* An open claim, which is in no balance: interest, costs (cr/claim.h). */
struct cr_statement_claim {
	int64_t claim, item;	/* item 0: of none */
	enum cr_claim_kind kind;
	const char *number;	/* of the document; NULL: none */
	struct cr_date day, from;
	struct cr_money amount, open;
};

#define CR_STATEMENT_BUCKETS 8	/* those of cr_age_default_bounds() */

struct cr_statement {
	struct cr_party debtor, creditor;	/* as they were */
	const char *currency;
	struct cr_date from, to;
	struct cr_money opening, closing;
	struct cr_money more, less;	/* sums of the movements */
	const struct cr_statement_move *moves;
	size_t nmoves;
	const struct cr_statement_item *items;	/* by due date */
	size_t nitems;
	struct cr_money buckets[CR_STATEMENT_BUCKETS];
	struct cr_money credits;	/* with buckets: the closing balance */
	struct cr_money overdue;
	/*
	 * What to pay now, and where: what is overdue, not under hold, and
	 * neither the bank collects nor another is to be paid, less the
	 * credits.
	 */
	struct cr_money payable;
	const char *iban;	/* NULL: not known */
	/* Asked beside all this: claims, and the sum of what is open. */
	const struct cr_statement_claim *claims;
	size_t nclaims;
	struct cr_money claimed;
	/*
	 * And what accrued of interest, and of costs with penalties, beyond
	 * what was claimed already: sums of the items.
	 */
	struct cr_money interest, costs;
};

struct cr_statement_opts {
	struct cr_date from;	/* the first; none: 1 January of the last */
	struct cr_as_of as_of;	/* the last one, and what is known */
	const struct cr_keys *keys;	/* NULL: all with something open */
	/* What interest goes by, until the last day; NULL: none is told. */
	const struct cr_rates *rates;
	const struct cr_interest_rules *rules;
	/* Leave out the claims of notices of which this says so; or NULL. */
	bool (*is_left_out)(const void *ctx, int64_t notice);
	const void *ctx;
};

/*
 * Call EACH for every account asked for, by the debtor's code; what it gets
 * is borrowed. EACH returns 0 to go on. A debtor asked for who has no
 * account at all is told with cr_warn().
 */
int cr_statement_each(struct cr *cr, const struct cr_statement_opts *opts,
    int (*each)(void *ctx, const struct cr_statement *s), void *ctx);

/* As records: the movements, the open items and the sums of each account. */
#define CR_STATEMENT_FIELDS 21
extern const struct cr_field cr_statement_fields[CR_STATEMENT_FIELDS];
/* Print those of S to the printer CTX: EACH of cr_statement_each(). */
int cr_statement_put(void *ctx, const struct cr_statement *s);

#endif
