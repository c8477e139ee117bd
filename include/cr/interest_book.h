#ifndef CR_INTEREST_BOOK_H
#define CR_INTEREST_BOOK_H

#include "cr/claim.h"
#include "cr/field.h"
#include "cr/interest_run.h"

struct cr;
struct cr_keys;
struct cr_printer;

/*
 * Book what cr_interest_run() tells as claims, apart from the principal, in
 * one run (nothing when cr->dry_run). The interest of an item has one open
 * claim, for all its days: a new one supersedes it when it is another sum.
 * What was paid or waived of it before is taken off. Lump sum and penalty
 * are claimed once. So the same day twice is once. Items that were paid
 * since have their claims brought up to the last late day. EACH is told of
 * every new claim, after the commit.
 */
int cr_interest_book(struct cr *cr, const struct cr_interest_opts *o,
    int (*each)(void *ctx, const struct cr_claim *c), void *ctx);

/* Claims as records, also for cr-list(1). */
enum cr_claim_column {
	CR_CLAIM_C_CLAIM, CR_CLAIM_C_PARTY, CR_CLAIM_C_CODE,
	CR_CLAIM_C_NAME, CR_CLAIM_C_ITEM, CR_CLAIM_C_NUMBER, CR_CLAIM_C_KIND,
	CR_CLAIM_C_FROM, CR_CLAIM_C_DAY, CR_CLAIM_C_AMOUNT,
	CR_CLAIM_C_CURRENCY, CR_CLAIM_C_REGIME, CR_CLAIM_C_STATE,
	CR_CLAIM_C_REASON, CR_CLAIM_C_RATES, CR_CLAIM_C_OPEN,
	CR_CLAIM_C_ENDED, CR_CLAIM_COLUMNS
};
extern const struct cr_field cr_claim_fields[CR_CLAIM_COLUMNS];

struct cr_claim_printer {
	struct cr *cr;
	struct cr_printer *p;
	const struct cr_keys *keys;	/* sorted; only these; NULL: all */
};

/* For cr_interest_book() and cr_claim_each(): CTX is a cr_claim_printer. */
int cr_claim_put(void *ctx, const struct cr_claim *c);

#endif
