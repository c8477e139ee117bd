#ifndef CR_FACTS_H
#define CR_FACTS_H

#include <stdint.h>

#include "cr/balance.h"

struct cr;

/* What reports ask of a party, as it was on a day. Borrowed for the call. */
struct cr_facts {
	int64_t id;
	const char *code;	/* NULL: it has none, as the next ones */
	const char *name;
	const char *kind;	/* company, person, pa */
	const char *vat;	/* without the country */
	const char *area, *category;
	int64_t agent, depot;	/* parties; 0: none */
};

/*
 * May a party have been another on that day? 1; 0: all is told as it is now,
 * because nothing was recorded since, or AS_OF is restated, or it is before
 * the first run.
 */
int cr_facts_differ(struct cr *cr, const struct cr_as_of *as_of);

/*
 * Call EACH for every party in the order of their numbers. Changes that
 * were recorded after AS_OF are told as they were before, unless it is
 * restated. EACH returns 0 to go on.
 */
int cr_facts_each(struct cr *cr, const struct cr_as_of *as_of,
    int (*each)(void *ctx, const struct cr_facts *f), void *ctx);

#endif
