#ifndef CR_MATCH_H
#define CR_MATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/bank_terms.h"
#include "cr/date.h"
#include "cr/field.h"
#include "cr/match_terms.h"
#include "cr/money.h"

struct cr;
struct cr_keys;
struct cr_printer;

/*
 * Matching money that came in with the open items it pays. What is certain
 * enough is booked; what is not waits as a proposal. Amount alone, name
 * alone or date alone is never enough, whatever the threshold.
 *
 * In the order of the rules, the first that has one answer wins:
 *
 *	key	a reference of ours came back: end-to-end, receipt number
 *	rf	a creditor reference (ISO 11649)
 *	number	documents that the text names; their sum is the amount, or
 *		differs by something that has a name
 *	amount	a known payer and his only open item of that amount
 *	sum	a known payer and the only items that add up to it
 *	rest	as number, where the text was cut or says "and others"
 *	oldest	oldest first (art. 1193 c.c.), only when asked for
 *	manual	a person said so
 */
enum cr_match_rule {
	CR_MATCH_KEY, CR_MATCH_RF, CR_MATCH_NUMBER, CR_MATCH_AMOUNT,
	CR_MATCH_SUM, CR_MATCH_REST, CR_MATCH_OLDEST, CR_MATCH_MANUAL
};

/* Why, for and against: words that do not change, in a mask. */
enum cr_match_reason {
	CR_WHY_END_TO_END = 1 << 0,	/* our key came back */
	CR_WHY_RF = 1 << 1,
	CR_WHY_CITED = 1 << 2,		/* the text names the documents */
	CR_WHY_EXACT = 1 << 3,		/* their sum is the amount */
	CR_WHY_DEBTOR = 1 << 4,		/* the entry says whose it is */
	CR_WHY_TAX_CODE = 1 << 5,	/* payer known by it */
	CR_WHY_IBAN = 1 << 6,
	CR_WHY_NAME = 1 << 7,
	CR_WHY_UNKNOWN_PAYER = 1 << 8,
	CR_WHY_OTHER_PAYER = 1 << 9,	/* another debtor than the items' */
	CR_WHY_CREDIT_NOTE = 1 << 10,	/* one is taken off */
	CR_WHY_INSTALMENT = 1 << 11,
	CR_WHY_ROUNDING = 1 << 12,
	CR_WHY_CHARGES = 1 << 13,
	CR_WHY_DISCOUNT = 1 << 14,
	CR_WHY_WITHHELD = 1 << 15,
	CR_WHY_SPLIT_VAT = 1 << 16,
	CR_WHY_OTHER_YEAR = 1 << 17,	/* the year in the text is wrong */
	CR_WHY_SHORT_NUMBER = 1 << 18,	/* and nothing else agrees */
	CR_WHY_BARE = 1 << 19,		/* no word says it is a document */
	CR_WHY_PART = 1 << 20,		/* less than is open is paid */
	CR_WHY_OVERPAID = 1 << 21,
	CR_WHY_CUT = 1 << 22,		/* the text was cut */
	CR_WHY_AMBIGUOUS = 1 << 23,	/* there are other answers */
	CR_WHY_NOT_FOUND = 1 << 24,	/* a number in the text is not open */
	CR_WHY_ALL_OPEN = 1 << 25,	/* everything he owes */
	CR_WHY_EARLY = 1 << 26,		/* before the date of the document */
	CR_WHY_SEVERAL_DEBTORS = 1 << 27,
	CR_WHY_OLDEST = 1 << 28,
	CR_WHY_MANUAL = 1 << 29,
	CR_WHY_CHANCE = 1 << 30,	/* so many items add up to anything */
};
/* Claims are paid: interest, costs. An enumerator could not be so large. */
#define CR_WHY_CLAIM (UINT32_C(1) << 31)

const char *cr_match_rule_word(enum cr_match_rule rule);
/* The words of a mask, "cited exact iban"; TO of at least CR_WHY_SIZE. */
#define CR_WHY_SIZE 384
char *cr_match_reasons(uint32_t reasons, char *to);
/* The words for people, in their language, separated by commas. */
char *cr_match_reasons_text(const char *words, char to[2 * CR_WHY_SIZE]);

/* Take the threshold from TEXT, per cent: "95", "99.5". CR_EUSAGE. */
int cr_match_threshold(struct cr *cr, const char *text,
    struct cr_match_opts *opts);

/* An allocation, booked or proposed. Text is borrowed for the call. */
struct cr_match_row {
	int64_t id;		/* of the match */
	int64_t entry, item, peer, debtor;
	int64_t claim;		/* kind "claim": instead of an item */
	int64_t bill;		/* kind "bill": instead of an entry */
	struct cr_date date;
	struct cr_money amount;
	const char *kind;	/* as in "alloc", or "claim" */
	const char *state;	/* booked waiting refused ignored */
	const char *rule, *reasons;
	int32_t confidence;	/* basis points */
};

struct cr_match_done {
	int64_t receipts;	/* looked at */
	int64_t booked, waiting;	/* of them */
	int64_t allocs;
};

/*
 * Match the receipts of KEYS (entries; NULL: all, and the bills of
 * cr/bills.h with SILENCE are settled too), in one transaction. EACH
 * gets the allocations, after the commit. CR_EBUSY when another run has the
 * ledger.
 */
int cr_match_run(struct cr *cr, const struct cr_match_opts *opts,
    enum cr_bill_silence silence, const struct cr_keys *keys,
    int (*each)(void *ctx, const struct cr_match_row *r), void *ctx,
    struct cr_match_done *done);

/* List the proposals that wait, of KEYS (entries, proposals; NULL: all). */
int cr_match_pending(struct cr *cr, const struct cr_keys *keys,
    int (*each)(void *ctx, const struct cr_match_row *r), void *ctx);

/* Book the proposals of KEYS; or refuse them, so that none comes again. */
int cr_match_accept(struct cr *cr, const struct cr_keys *keys,
    int (*each)(void *ctx, const struct cr_match_row *r), void *ctx);
int cr_match_refuse(struct cr *cr, const struct cr_keys *keys,
    int (*each)(void *ctx, const struct cr_match_row *r), void *ctx);
/* The entries of KEYS are no debtor's money, because of REASON. */
int cr_match_ignore(struct cr *cr, const struct cr_keys *keys,
    const char *reason, int (*each)(void *ctx,
    const struct cr_match_row *r), void *ctx);

/*
 * Allocate by hand. WORDS are "ent:5 item:42001=1220,00 item:42002
 * charges=5,00 claim:7 ent:6 ...": items and claims of the entry before them,
 * each with the amount it gets, or as much as there is of both. A kind with
 * an amount (rounding charges discount withheld vat) closes so much of the
 * item before it without money; a credit note is taken off the items named
 * with it. More than is open or left is refused: CR_EINPUT, and nothing is
 * booked. "bill:7 item:42001" says what a bill collects (cr/bills.h).
 */
int cr_match_bind(struct cr *cr, char *const *words, size_t n,
    int (*each)(void *ctx, const struct cr_match_row *r), void *ctx);
/*
 * Take allocations back: "ent:5" all of the entry, "ent:5 item:42001
 * claim:7" those of the items and claims named. Past days tell them still.
 */
int cr_match_unbind(struct cr *cr, char *const *words, size_t n,
    int (*each)(void *ctx, const struct cr_match_row *r), void *ctx);

/* The records of cr-match, and what prints them. */
#define CR_MATCH_FIELDS 15

extern const struct cr_field cr_match_fields[CR_MATCH_FIELDS];
int cr_match_put(void *ctx, const struct cr_match_row *r);

#endif
