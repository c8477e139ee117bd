#ifndef CR_AGE_H
#define CR_AGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/arena.h"
#include "cr/balance.h"
#include "cr/date.h"
#include "cr/dimension.h"
#include "cr/field.h"
#include "cr/money.h"

struct cr;
struct cr_keys;

/*
 * Ageing: what is open, by how late it is. Days late = day - due, so that
 * an item is overdue from the day after its due date. Amounts of two
 * currencies are never added: a row is of one currency.
 */

#define CR_AGE_BOUNDS_MAX 24	/* in --buckets */
/* Not due, one up to each bound, and what is over the last one. */
#define CR_AGE_BUCKETS_MAX (CR_AGE_BOUNDS_MAX + 2)

struct cr_age_opts {
	enum cr_by by;
	struct cr_as_of as_of;
	bool doc_date;		/* days run from the document, not from due */
	/*
	 * Credit notes and money on account reduce the oldest debt of the
	 * same debtor to the same creditor first (art. 1193 c.c.), instead
	 * of standing apart.
	 */
	bool net;
	int32_t bounds[CR_AGE_BOUNDS_MAX];	/* days, rising: 30, 60, ... */
	size_t nbounds;
	const struct cr_keys *keys;	/* only these; NULL: everything */
};

/*
 * A row. Its buckets, credits included, sum up to TOTAL, the open balance;
 * OVERDUE is the sum of all buckets but the first. Borrowed for the call.
 */
struct cr_age_row {
	int64_t party;		/* 0: an area, a category, nobody */
	const char *code;	/* of the party; or the area or category */
	const char *name;
	const char *currency;
	const struct cr_money *buckets;	/* nbounds + 2 */
	struct cr_money credits;	/* not positive, as a rule */
	struct cr_money total, overdue;
};

/* The buckets of Italian reports: 30, 60, 90, 120, 180, 365. */
void cr_age_default_bounds(struct cr_age_opts *opts);
/* Read "30,60,90": rising days from 1. CR_EUSAGE if it is not. */
int cr_age_parse_bounds(struct cr *cr, struct cr_age_opts *opts,
    const char *text);

/* The bucket of what is so many days late; 0: it is not due. */
size_t cr_age_bucket(const struct cr_age_opts *opts, int32_t late);

/* The columns of a record: these, the buckets, credits, total, overdue. */
enum cr_age_column {
	CR_AGE_C_PARTY,
	CR_AGE_C_CODE,
	CR_AGE_C_NAME,
	CR_AGE_C_CURRENCY,
	CR_AGE_C_BUCKETS,
};

/* The fields of a record with the usual buckets. */
#define CR_AGE_USUAL_FIELDS 15
extern const struct cr_field cr_age_usual_fields[CR_AGE_USUAL_FIELDS];
/*
 * The fields of a record with the buckets of OPTS: current_cents,
 * d1_30_cents, ..., over_365_cents. They live in A; *N is their number.
 */
struct cr_field *cr_age_fields(const struct cr_age_opts *opts,
    struct cr_arena *a, size_t *n);

/*
 * Call EACH for every row with something open, by code. EACH returns 0 to
 * go on. What no debtor is known for is a row of party 0, so that the rows
 * of any dimension have the same sums.
 */
int cr_age(struct cr *cr, const struct cr_age_opts *opts,
    int (*each)(void *ctx, const struct cr_age_row *row), void *ctx);

#endif
