#ifndef CR_LIMIT_FACTS_H
#define CR_LIMIT_FACTS_H

#include <stdbool.h>
#include <stdint.h>

#include "cr/balance.h"
#include "cr/date.h"
#include "cr/money.h"

struct cr;
struct cr_arena;

/*
 * What the ledger itself knows for limits and exposures beside balances,
 * each as of a day (cr/balance.h). EACH returns 0 to go on; anything else
 * stops and is returned.
 */

/* An item of a document that is dated after FROM, of one currency. */
struct cr_sale {
	int64_t debtor;
	struct cr_date date;	/* of the document */
	struct cr_date due;
	struct cr_money amount;	/* negative: credit note */
};

int cr_sales_each(struct cr *cr, const struct cr_as_of *as_of,
    struct cr_date from, const char *currency,
    int (*each)(void *ctx, const struct cr_sale *s), void *ctx);
/* The debtors of documents dated to DAY, maybe more than once. */
int cr_customers_each(struct cr *cr, const struct cr_as_of *as_of,
    struct cr_date day, const char *currency,
    int (*each)(void *ctx, int64_t debtor), void *ctx);

/*
 * What a bank has on the day and may give back: a bill's part for an item,
 * and what of it is for no item that is known. An ERP may have closed the
 * item when it gave the bill to the bank; then COLLECTED is what it took for
 * paid so.
 */
struct cr_bank_risk {
	int64_t bill, debtor;	/* debtor 0: not known */
	int64_t item;		/* 0: not known */
	struct cr_date due;	/* of the bill */
	struct cr_money amount;
	struct cr_money collected;	/* of the item */
	char currency[CR_CURRENCY_SIZE];
};

/* By bill. */
int cr_bank_risk_each(struct cr *cr, const struct cr_as_of *as_of,
    int (*each)(void *ctx, const struct cr_bank_risk *b), void *ctx);
/*
 * The same for what the books of an ERP alone tell: payments that a bank
 * collects (RIB, SDD, ...) of items that no bill is known for, and that were
 * due TOLERANCE days ago or later. BILL is 0, by item.
 */
int cr_bank_booked_each(struct cr *cr, const struct cr_as_of *as_of,
    int32_t tolerance, int (*each)(void *ctx, const struct cr_bank_risk *b),
    void *ctx);

/* As cr_dunning_segments() (cr/dunning.h), of one party; ABC is 0. */
int cr_class_of(struct cr *cr, struct cr_date day, int64_t party,
    int (*each)(void *ctx, int64_t party, char abc, const char *class_name),
    void *ctx);

/* An item that was reminded of, at which level of which policy. */
struct cr_reminded {
	int64_t item;
	const char *digest, *policy, *level;
	struct cr_date sent;
};

/* In no order; those of notices that came back are left out. */
int cr_reminded_each(struct cr *cr, struct cr_date day,
    int (*each)(void *ctx, const struct cr_reminded *r), void *ctx);
/* The policy file with that digest: 1, 0 or an error. Text is in A. */
int cr_policy_text(struct cr *cr, const char *digest, struct cr_arena *a,
    const char **text);

#endif
