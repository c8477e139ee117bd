#ifndef CR_POSTINGS_H
#define CR_POSTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/balance.h"
#include "cr/key.h"

struct cr;
struct cr_arena;

/*
 * All that makes the balances of a day, row by row: what was owed, what came
 * in, and what was allocated to what, as cr_open_each() and
 * cr_open_entry_each() count them. For who tells an account from one day to
 * another.
 */

/* An item or an entry. */
struct cr_posted {
	struct cr_open o;	/* open on the day */
	struct cr_money amount;	/* as it was then */
	bool returned;		/* an item: a payment of it came back */
	struct cr_money held;	/* of what is open, under hold (cr/hold.h) */
};

/* The kinds of allocations, by the words of the ledger. */
enum cr_posted_kind {
	CR_POSTED_PAYMENT, CR_POSTED_CREDIT, CR_POSTED_ERP,
	CR_POSTED_ROUNDING, CR_POSTED_WRITEOFF, CR_POSTED_VOID,
	CR_POSTED_CHARGES, CR_POSTED_DISCOUNT, CR_POSTED_WITHHELD,
	CR_POSTED_VAT,
	CR_POSTED_CLAIM,	/* money for a claim, no item */
	CR_POSTED_KINDS
};

const char *cr_posted_word(enum cr_posted_kind kind);

struct cr_posted_alloc {
	int64_t item, entry, peer;	/* 0: none */
	int64_t claim;			/* instead of an item; or 0 */
	struct cr_date date;
	struct cr_money amount;
	enum cr_posted_kind kind;
	/*
	 * From which day on the item is less by it, and its entry: not
	 * before the day of either. CR_DATE_NONE: it is not.
	 */
	struct cr_date item_day, entry_day;
};

struct cr_postings {
	struct cr_posted *items, *entries;	/* by number */
	struct cr_posted_alloc *allocs;		/* as they were booked */
	size_t nitems, nentries, nallocs;
};

/*
 * Read those of DEBTOR, of everybody when 0, into *OUT, which the caller
 * releases also after an error.
 */
int cr_postings_load(struct cr *cr, const struct cr_as_of *as_of,
    int64_t debtor, struct cr_postings *out);
void cr_postings_release(struct cr_postings *p);

/* The item or entry with a number; NULL: none that counts. */
const struct cr_posted *cr_posted_find(const struct cr_posted *v, size_t n,
    int64_t id);

/* Who owes an item, a document, or paid an entry; CR_ENOTFOUND, 0: nobody. */
int cr_posted_debtor(struct cr *cr, const struct cr_key *key,
    int64_t *debtor);

/* Words of one row, for people; they live in the arena, NULL: not said. */
struct cr_posted_words {
	int64_t doc;
	const char *number;	/* of the document; of an entry: its own */
	const char *type;	/* TD01; BON RIB INS */
	const char *method, *iban, *payee;	/* of an item */
	const char *note;
	struct cr_date date;
};

int cr_posted_item_words(struct cr *cr, int64_t item, struct cr_arena *a,
    struct cr_posted_words *out);
int cr_posted_entry_words(struct cr *cr, int64_t entry, struct cr_arena *a,
    struct cr_posted_words *out);
/* Of a claim: number and date of its document, its kind as the type. */
int cr_posted_claim_words(struct cr *cr, int64_t claim, struct cr_arena *a,
    struct cr_posted_words *out);

#endif
