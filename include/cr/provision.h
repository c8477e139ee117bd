#ifndef CR_PROVISION_H
#define CR_PROVISION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/balance.h"
#include "cr/dimension.h"
#include "cr/field.h"
#include "cr/provision_model.h"

struct cr;
struct cr_keys;
struct cr_model;

/*
 * Provisions for expected losses (IFRS 9 5.5.15, OIC 15): what is open, by
 * how late it is as in cr/age.h, less what is covered, times a rate. The
 * provision of a cell (segment and bucket in a currency) is its balance times
 * its rate, rounded half up to the cent once, and is shared out to what is
 * in it by running totals: whatever it is told by, the parts add up to the
 * same total, and each is within a cent of its own product. Nothing is
 * written to the ledger: the same day, model and ledger give the same cents.
 */
struct cr_provision_opts {
	const struct cr_provision_model *model;
	struct cr_as_of as_of;
	enum cr_by by;
	bool sum;		/* one row for all buckets */
	const char *currency;	/* that rates are measured in */
	const struct cr_keys *keys;	/* only these are told; NULL: all */
	/*
	 * The rating model by which probabilities of default were learned
	 * (cr/late.h): a single loss takes them before those of ratings.
	 * NULL: it does not.
	 */
	const struct cr_model *rating;
};

/* Where a row's amounts are: a bucket by its number, or: */
#define CR_PROVISION_CREDITS SIZE_MAX	/* credit notes, money on account */
#define CR_PROVISION_ALL (SIZE_MAX - 1)	/* all of them */

struct cr_provision_sums {
	struct cr_money balance;
	struct cr_money covered;	/* by an insurer or a factor */
	struct cr_money provision;
	struct cr_money specific;	/* of it, that somebody has set */
};

/* A row; borrowed for the call. */
struct cr_provision_row {
	int64_t party;		/* 0: an area, a category, nobody */
	const char *code, *name;
	const char *currency;
	size_t bucket;
	struct cr_provision_sums sums;
};

/* An item and its part; borrowed for the call. */
struct cr_provision_item {
	int64_t item;		/* 0: money on account, of ENTRY */
	int64_t entry;
	int64_t debtor, creditor;
	const char *code, *name;	/* of the debtor */
	const char *currency;
	struct cr_date due;
	size_t bucket;
	const struct cr_provision_segment *segment;	/* NULL: a credit */
	struct cr_fraction rate;	/* of loss, on what is not covered */
	struct cr_provision_sums sums;
	const char *reason;		/* of a specific one; or NULL */
};

/*
 * Call EACH for every row with something open, by code, currency and bucket.
 * EACH returns 0 to go on. CR_EUSAGE when the model and the ledger do not
 * tell a rate that is needed.
 */
int cr_provision(struct cr *cr, const struct cr_provision_opts *opts,
    int (*each)(void *ctx, const struct cr_provision_row *row), void *ctx);
/* The same item by item, by debtor, currency, creditor and due date. */
int cr_provision_items(struct cr *cr, const struct cr_provision_opts *opts,
    int (*each)(void *ctx, const struct cr_provision_item *i), void *ctx);

/* A rate and where it comes from; borrowed for the call. */
struct cr_provision_rate {
	const struct cr_provision_segment *segment;
	size_t bucket;
	bool measured;
	struct cr_money flow;	/* measured: that came to this bucket */
	struct cr_money on;	/* ... of it, lost (matrix), went on (roll) */
	struct cr_fraction rate;	/* of loss, or to the next bucket */
	struct cr_fraction pd;	/* roll: to reach the last bucket */
	struct cr_fraction loss;	/* what counts: with forward and LGD */
};

/* Call EACH for every segment and bucket, of matrix and roll. */
int cr_provision_rates(struct cr *cr, const struct cr_provision_opts *opts,
    int (*each)(void *ctx, const struct cr_provision_rate *r), void *ctx);
/*
 * Call EACH for every segment, end of a month and bucket that roll rates are
 * measured by; an end of a month is told as cr-age(1) told it then.
 */
int cr_provision_months(struct cr *cr, const struct cr_provision_opts *opts,
    int (*each)(void *ctx, const struct cr_provision_segment *segment,
    struct cr_date day, size_t bucket, struct cr_money balance), void *ctx);

/* "0", "1-30", "over-365", "credits", "all". */
#define CR_BUCKET_SIZE 32
const char *cr_provision_bucket(const struct cr_provision_model *m,
    size_t bucket, char to[CR_BUCKET_SIZE]);

/* The columns of each, and for the calls above: put the row. */
enum cr_provision_column {
	CR_PC_PARTY, CR_PC_CODE, CR_PC_NAME, CR_PC_CURRENCY, CR_PC_BUCKET,
	CR_PC_BALANCE, CR_PC_COVERED, CR_PC_RATE, CR_PC_PROVISION,
	CR_PC_SPECIFIC, CR_PC_FIELDS
};
enum cr_provision_item_column {
	CR_PI_ITEM, CR_PI_PARTY, CR_PI_CODE, CR_PI_NAME, CR_PI_DUE,
	CR_PI_BUCKET, CR_PI_SEGMENT, CR_PI_CURRENCY, CR_PI_BALANCE,
	CR_PI_COVERED, CR_PI_RATE, CR_PI_PROVISION, CR_PI_WHY,
	CR_PI_SPECIFIC, CR_PI_FIELDS
};
enum cr_provision_rate_column {
	CR_PR_SEGMENT, CR_PR_BUCKET, CR_PR_SOURCE, CR_PR_FLOW, CR_PR_ON,
	CR_PR_RATE, CR_PR_PD, CR_PR_LGD, CR_PR_FORWARD, CR_PR_LOSS,
	CR_PR_FIELDS
};
enum cr_provision_month_column {
	CR_PM_SEGMENT, CR_PM_DAY, CR_PM_BUCKET, CR_PM_BALANCE, CR_PM_FIELDS
};
extern const struct cr_field cr_provision_fields[CR_PC_FIELDS];
extern const struct cr_field cr_provision_item_fields[CR_PI_FIELDS];
extern const struct cr_field cr_provision_rate_fields[CR_PR_FIELDS];
extern const struct cr_field cr_provision_month_fields[CR_PM_FIELDS];

struct cr_provision_printer {
	struct cr_printer *p;
	const struct cr_provision_model *model;
};

int cr_provision_put(void *ctx, const struct cr_provision_row *row);
int cr_provision_put_item(void *ctx, const struct cr_provision_item *i);
int cr_provision_put_rate(void *ctx, const struct cr_provision_rate *r);
int cr_provision_put_month(void *ctx,
    const struct cr_provision_segment *segment, struct cr_date day,
    size_t bucket, struct cr_money balance);

#endif
