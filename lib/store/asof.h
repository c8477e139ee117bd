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
