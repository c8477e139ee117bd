#ifndef CR_STORE_ASOF_H
#define CR_STORE_ASOF_H

#include <stddef.h>

#include "cr/balance.h"

/*
 * Balances on a past day, told from the items, entries and allocations
 * themselves: the slow way of cr_open_each() and cr_open_entry_each().
 */
int cr_asof_items(struct cr *cr, const struct cr_as_of *as_of,
    int (*each)(void *ctx, const struct cr_open *o), void *ctx);
int cr_asof_entries(struct cr *cr, const struct cr_as_of *as_of,
    int (*each)(void *ctx, const struct cr_open *o), void *ctx);

/*
 * The rows that count, in the order of their numbers: OPEN is the amount as
 * it was, what reduced it not taken off yet. V is freed by its owner.
 */
struct cr_told {
	struct cr_open *v;
	size_t n, cap;
};

struct cr_runs;

/* Those of DEBTOR; of everybody when it is 0. */
int cr_told_items(struct cr *cr, const struct cr_runs *r, int64_t debtor,
    struct cr_told *t);
int cr_told_entries(struct cr *cr, const struct cr_runs *r, int64_t debtor,
    struct cr_told *t);
struct cr_open *cr_told_find(const struct cr_told *t, int64_t id);

/* Called for every row of every ageing: copied by hand. */
static inline void
cr_asof_currency(struct cr_open *o, const char *currency)
{
	size_t i;

	for (i = 0; i < sizeof(o->currency) - 1 && currency[i] != '\0'; i++)
		o->currency[i] = currency[i];
	o->currency[i] = '\0';
}

#endif
