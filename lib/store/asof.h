#ifndef CR_STORE_ASOF_H
#define CR_STORE_ASOF_H

#include <stdio.h>

#include "cr/balance.h"

/*
 * Balances on a past day, told from the items, entries and allocations
 * themselves: the slow way of cr_open_each() and cr_open_entry_each().
 */
int cr_asof_items(struct cr *cr, const struct cr_as_of *as_of,
    int (*each)(void *ctx, const struct cr_open *o), void *ctx);
int cr_asof_entries(struct cr *cr, const struct cr_as_of *as_of,
    int (*each)(void *ctx, const struct cr_open *o), void *ctx);

static inline void
cr_asof_currency(struct cr_open *o, const char *currency)
{
	snprintf(o->currency, sizeof(o->currency), "%s", currency);
}

#endif
