#ifndef CR_CLAIM_H
#define CR_CLAIM_H

#include <stdbool.h>
#include <stdint.h>

#include "cr/balance.h"
#include "cr/date.h"
#include "cr/money.h"

struct cr;

/*
 * What is asked beside the principal: interest, the lump sum of art. 6
 * D.Lgs. 231/2002, penalties, fees, charges of a bank. It is never part of
 * an item's balance. A claim is open until it is paid, waived, or
 * superseded by another one for the same thing.
 */
enum cr_claim_kind {
	CR_CLAIM_INTEREST,
	CR_CLAIM_FLAT40,	/* art. 6: once for an invoice */
	CR_CLAIM_PENALTY,	/* L. 192/1998, art. 3 */
	CR_CLAIM_FEE,
	CR_CLAIM_CHARGE,	/* of a bank, for what came back unpaid */
	CR_CLAIM_KINDS
};

enum cr_claim_state {
	CR_CLAIM_OPEN,
	CR_CLAIM_PAID,
	CR_CLAIM_WAIVED,
	CR_CLAIM_SUPERSEDED,
	CR_CLAIM_STATES
};

const char *cr_claim_kind_word(enum cr_claim_kind kind);
const char *cr_claim_state_word(enum cr_claim_state state);

struct cr_claim {
	int64_t id;
	int64_t debtor, creditor;	/* parties */
	int64_t item;			/* 0: of no item */
	int64_t notice;			/* that asks it; 0: none */
	enum cr_claim_kind kind;
	struct cr_date day;		/* of the claim; interest: the last */
	struct cr_date from;		/* first with interest; or NONE */
	struct cr_money amount;		/* positive */
	struct cr_money open;		/* of it; 0 once it has ended */
	char currency[CR_CURRENCY_SIZE];
	const char *regime;		/* of the interest, or NULL */
	const char *rates;		/* digest, cr_rates_keep(); or NULL */
	const char *reason;		/* for people, or NULL */
	enum cr_claim_state state;	/* OPEN when it is added */
	const char *ended;		/* why a person ended it, or NULL */
};

/* Book a claim of this run; its number goes to C->id. */
int cr_claim_add(struct cr *cr, struct cr_claim *c);
/*
 * End an open one: it is waived, superseded, or paid in a way that left no
 * entry here. Money that one got which is superseded is on account again.
 */
int cr_claim_end(struct cr *cr, int64_t id, enum cr_claim_state state);
/* The same for a person's REASON. */
int cr_claim_close(struct cr *cr, int64_t id, enum cr_claim_state state,
    const char *reason);

/*
 * Call EACH for the claims that were known on AS_OF, in the order of their
 * numbers, with the state they had then and what was open of them;
 * superseded ones only if ALL. Text is borrowed. EACH returns 0 to go on.
 */
int cr_claim_each(struct cr *cr, const struct cr_as_of *as_of, bool all,
    int (*each)(void *ctx, const struct cr_claim *c), void *ctx);

/* The same of DEBTOR's alone. */
int cr_claim_each_of(struct cr *cr, const struct cr_as_of *as_of, bool all,
    int64_t debtor, int (*each)(void *ctx, const struct cr_claim *c),
    void *ctx);

/*
 * The present balance of one, as .open, with .item its number and .due its
 * day; zero when it has ended. CR_ENOTFOUND, also when it was undone.
 */
int cr_claim_open(struct cr *cr, int64_t id, struct cr_open *o);

/*
 * Money that pays a claim, wholly or in part. When nothing of the claim is
 * left it is paid. Amounts are positive.
 */
struct cr_claim_alloc {
	int64_t id, claim, entry;
	struct cr_date date;
	struct cr_money amount;
};

/* Book one of this run, and the balances of claim and entry. */
int cr_claim_alloc_add(struct cr *cr, const struct cr_claim_alloc *a);
/* The same for who keeps the entry's balance and writes it in the end. */
int cr_claim_alloc_insert(struct cr *cr, const struct cr_claim_alloc *a);
/* Take one back: the money is on account, the claim is open again. */
int cr_claim_alloc_undo(struct cr *cr, const struct cr_claim_alloc *a);
/* Those that stand of CLAIM, or where that is 0 of ENTRY. */
int cr_claim_alloc_each(struct cr *cr, int64_t claim, int64_t entry,
    int (*each)(void *ctx, const struct cr_claim_alloc *a), void *ctx);

/* State of every claim that RUN, now undone, has paid, ended or set free. */
int cr_claims_undone(struct cr *cr, int64_t run);

/* Rates are kept once, by their digest. */
int cr_rates_keep(struct cr *cr, const char *digest, const char *text);

#endif
