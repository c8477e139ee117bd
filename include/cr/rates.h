#ifndef CR_RATES_H
#define CR_RATES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/arena.h"
#include "cr/date.h"
#include "cr/digest.h"

/*
 * The figures of the law on late payment, each with the days it is in force
 * and where it is published. They change by decree, so they are data
 * (share/rates, cr-rates(5)) and none of them is in the code. Rates are
 * basis points of a year: 1250 is 12.50 %.
 */

/* What the interest of a debt goes by. */
enum cr_regime {
	CR_REGIME_MORA,		/* D.Lgs. 231/2002, contracts from 2013 on */
	CR_REGIME_MORA7,	/* the same, concluded to 31/12/2012 */
	CR_REGIME_FOOD,		/* D.Lgs. 198/2021, art. 4 */
	CR_REGIME_FOOD62,	/* DL 1/2012, art. 62 (repealed) */
	CR_REGIME_SUBFORNITURA,	/* L. 192/1998, art. 3 */
	CR_REGIME_LEGAL,	/* art. 1284 c. 1 c.c. */
	CR_REGIME_LEGAL4,	/* art. 1284 c. 4: mora from the demand on */
	CR_REGIME_CONTRACT,	/* agreed: fixed, or reference and points */
	CR_REGIMES
};

/* "mora", "food62": the words of options, files and records. */
const char *cr_regime_word(enum cr_regime regime);
bool cr_regime_parse(const char *word, enum cr_regime *out);

/* A rate, a number of points, or cents, and when that is in force. */
struct cr_rates_row {
	struct cr_date from, to;	/* both count */
	int64_t value;
	const char *source;		/* "GU 15 of 20/01/2026" */
};

/* TO of a row in force until there is another. */
#define CR_RATES_OPEN ((struct cr_date){ INT32_MAX })

struct cr_rates_table {
	struct cr_rates_row *v;		/* days rise, none overlap */
	size_t n, cap;
};

struct cr_rates {
	struct cr_rates_table reference;	/* half-years */
	struct cr_rates_table legal;		/* saggio legale */
	struct cr_rates_table points[CR_REGIMES];	/* over reference */
	struct cr_rates_table flat;	/* art. 6 D.Lgs. 231/2002, cents */
	struct cr_rates_table penalty;	/* of subfornitura, basis points */
	int32_t penalty_days;		/* that it has to be late for it */
	char digest[CR_SHA256_SIZE];	/* of the files they come from */
	char *text;			/* the files, word for word */
	struct cr_arena arena;		/* the texts of all rows */
};

void cr_rates_init(struct cr_rates *r);
void cr_rates_release(struct cr_rates *r);

/*
 * The row of T that is in force on day D; NULL when there is none, which is
 * never a reason to take another.
 */
const struct cr_rates_row *cr_rates_find(const struct cr_rates_table *t,
    struct cr_date d);

/*
 * Add a row, or put it in the place of one for the same days; it ends one
 * that was in force until there is another. False when its days overlap
 * another one, or end before they begin.
 */
bool cr_rates_put(struct cr_rates_table *t, const struct cr_rates_row *row);

#endif
