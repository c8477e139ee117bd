#ifndef CR_PROVISION_HISTORY_H
#define CR_PROVISION_HISTORY_H

#include "providing.h"

/*
 * Fill P's months in (balances at their ends, by segment and bucket), or its
 * reach and lost (what sales came to each bucket, and were never paid), in
 * one pass over the ledger's history.
 */
int cr_provide_history(struct cr_provide *p, bool months);

#endif
