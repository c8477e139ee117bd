#ifndef INTEREST_H
#define INTEREST_H

/* What the tests of interest share: the rates that come with cr. */

#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/interest.h"
#include "cr/rates_file.h"

#define MORA CR_REGIME_MORA
#define MORA7 CR_REGIME_MORA7
#define FOOD CR_REGIME_FOOD
#define LEGAL CR_REGIME_LEGAL
#define FIXED CR_REGIME_CONTRACT
#define B365 CR_BASIS_365
#define B360 CR_BASIS_360
#define ACT CR_BASIS_ACT

static struct cr cr;
static struct cr_rates rates;

static inline struct cr_date
day(const char *iso)
{
	struct cr_date d = CR_DATE_NONE;

	cr_date_parse(iso, strlen(iso), CR_DATE_ISO, &d);
	return d;
}

/* A debt as the vectors have them: no messa in mora, no end. */
static inline struct cr_interest_debt
debt_of(int64_t cents, const char *due)
{
	return (struct cr_interest_debt){ .amount = { cents },
	    .due = day(due), .start = CR_DATE_NONE, .demand = CR_DATE_NONE,
	    .stop = CR_DATE_NONE };
}

/* Run the TESTS of NAME with the rates loaded; how many failed. */
static inline int
interest_run(const char *name, const TTest *const *tests)
{
	const char *share = getenv("CR_SHARE");
	int failed = 1;

	cr_init(&cr, name);
	if (cr_rates_load(&cr, share ? share : "lib/share", NULL, &rates) ==
	    CR_OK)
		failed = unit_run(name, tests);
	else
		printf("# %s\n", cr_errmsg(&cr));
	cr_rates_release(&rates);
	cr_release(&cr);
	return failed;
}

#endif
