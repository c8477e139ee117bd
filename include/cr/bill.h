#ifndef CR_BILL_H
#define CR_BILL_H

#include <stdbool.h>
#include <stdint.h>

#include "cr/balance.h"
#include "cr/date.h"
#include "cr/money.h"

struct cr;
struct cr_arena;

/*
 * Bills: orders that a bank collects (Ri.Ba., MAV, direct debits), and the
 * log of what became of them. The last event by day tells the state; money
 * is moved by cr_bill_settle() alone, which makes the ledger agree with it.
 */
enum cr_bill_state {
	CR_BILL_NONE,		/* nothing is known of it */
	CR_BILL_PRESENTED,	/* the bank has it; it may come back */
	CR_BILL_PAID,
	CR_BILL_UNPAID,
	CR_BILL_RECALLED,	/* we took it back: no unpaid one */
	CR_BILL_REFUSED,	/* the bank did not process it */
};

/* The word of a state, or "" for NONE; and back, NONE for other words. */
const char *cr_bill_word(enum cr_bill_state state);
enum cr_bill_state cr_bill_parse(const char *word);

struct cr_bill {
	int64_t id;
	int64_t creditor, debtor;	/* parties; debtor 0: not known */
	int64_t account;		/* 0: not known */
	const char *source;		/* riba mav rid sdd */
	const char *ref;
	struct cr_date due, safe;
	struct cr_money amount;
	char currency[CR_CURRENCY_SIZE];
	const char *slip;
	const char *remittance;
};

int cr_bill_add(struct cr *cr, struct cr_bill *b);
/* One by its number: 1, 0 or an error. Text is in A. */
int cr_bill_get(struct cr *cr, int64_t id, struct cr_arena *a,
    struct cr_bill *out);

/* What bills are asked for by; what is 0 or NULL is not asked. */
struct cr_bill_query {
	int64_t creditor, account;	/* an account, or bills of none */
	const char *ref, *slip;
	struct cr_money amount;
	struct cr_date from, to;	/* due days; both or none */
};

/* Call EACH for such bills, by number, with the state they have. */
int cr_bill_each(struct cr *cr, const struct cr_bill_query *q,
    int (*each)(void *ctx, const struct cr_bill *b, enum cr_bill_state state),
    void *ctx);

/* What a bill collects. */
int cr_bill_item_add(struct cr *cr, int64_t bill, int64_t item,
    struct cr_money amount);
/* This run ends it. */
int cr_bill_item_end(struct cr *cr, int64_t bill, int64_t item);
/* Has a person taken the item (0: any) from the bill? 1, 0 or an error. */
int cr_bill_item_barred(struct cr *cr, int64_t bill, int64_t item);
int cr_bill_item_each(struct cr *cr, int64_t bill,
    int (*each)(void *ctx, int64_t item, struct cr_money amount), void *ctx);

/* An event of the log. */
struct cr_outcome {
	int64_t id;
	int64_t bill;		/* 0: of none that is known */
	struct cr_date day;
	const char *outcome;	/* NULL: the code means nothing */
	const char *source, *code, *reason, *ref, *note;
	bool has_amount, has_charges;
	struct cr_money amount, charges;
	int64_t file, movement, entry, again;	/* 0: none */
};

int cr_outcome_add(struct cr *cr, struct cr_outcome *o);
/* Is it there already, from the same source? 1, 0 or an error. */
int cr_outcome_known(struct cr *cr, const struct cr_outcome *o);
/* Did the event ROOT, or one that tells it again, cost something? 1, 0. */
int cr_outcome_charged(struct cr *cr, int64_t root);
/*
 * The event that tells the state at the end of DAY: 1, 0 when there is none
 * (then STATE is NONE). ID is the first that told it.
 */
int cr_outcome_last(struct cr *cr, int64_t bill, struct cr_date day,
    int64_t *id, enum cr_bill_state *state, struct cr_date *at);
/* Event ID moved the money ENTRY. */
int cr_outcome_moved(struct cr *cr, int64_t id, int64_t entry);
/*
 * The entries that events of the bill made, last first: EACH gets the entry
 * and its amount.
 */
int cr_outcome_entries(struct cr *cr, int64_t bill,
    int (*each)(void *ctx, int64_t entry, struct cr_money amount), void *ctx);
/* Has BILL an event OUTCOME, or told by MOVEMENT if it is not 0? 1, 0. */
int cr_outcome_has(struct cr *cr, int64_t bill, const char *outcome,
    int64_t movement);

/*
 * Did a movement tell of BILL, since its state is what it is, that OUTCOME
 * happened? Then another movement does not speak of it. 1, 0 or an error.
 */
int cr_bill_is_told(struct cr *cr, int64_t bill, const char *outcome,
    struct cr_date day);
/*
 * What a bank had collected of ITEM outside of this log, as an ERP books it
 * (an entry of kind RIB, SDD, ...): just AMOUNT, until DAY, and not taken
 * back since. 1, 0 or an error.
 */
int cr_bill_paid_before(struct cr *cr, int64_t item, struct cr_money amount,
    struct cr_date day, int64_t *entry);
/* What an entry paid, by item: EACH gets item and sum, which is not 0. */
int cr_entry_allocs_each(struct cr *cr, int64_t entry,
    int (*each)(void *ctx, int64_t item, struct cr_money amount), void *ctx);

/* Documents with a number above AFTER, and who owes them. */
int cr_doc_debtors_each(struct cr *cr, int64_t after,
    int (*each)(void *ctx, int64_t doc, int64_t debtor), void *ctx);

/*
 * Open items of bills that a bank has on DAY and that may still come back:
 * EACH gets the last day of that, and what of the item is meant.
 */
int cr_bill_held_each(struct cr *cr, struct cr_date day,
    int (*each)(void *ctx, int64_t item, struct cr_money amount,
    struct cr_date safe), void *ctx);
/* Items of bills that came back unpaid, and when. */
int cr_bill_unpaid_each(struct cr *cr, struct cr_date day,
    int (*each)(void *ctx, int64_t item, struct cr_date returned),
    void *ctx);
/* Bills of known debtors for which no item was found yet. */
int cr_bill_loose_each(struct cr *cr,
    int (*each)(void *ctx, int64_t bill, struct cr_date due), void *ctx);
/* Presented bills whose safe day is before DAY: all, or only CREDITED. */
int cr_bill_silent_each(struct cr *cr, struct cr_date day, bool credited,
    int (*each)(void *ctx, int64_t bill, struct cr_date due), void *ctx);

#endif
