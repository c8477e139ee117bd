#ifndef RISK_RECORD_H
#define RISK_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "cr/arena.h"
#include "cr/canon.h"
#include "cr/risk_facts.h"

/* Is R what a source tells of a party, cr/risk_facts.h? */
bool cr_risk_record_is(enum cr_record_type type);

/* Are its words right? CR_EINPUT with what is not. */
int cr_risk_record_check(struct cr *cr, const struct cr_record *r);

/*
 * Add what R tells of PARTY (an order: to CREDITOR), within a transaction of
 * a run. A currency that is not said is the euro; a plafond that does not
 * say since when counts from today on, unless it is the one in force. An
 * enum cr_risk_added, or an enum cr_error: CR_EINPUT for what cannot be so.
 */
int cr_risk_record(struct cr *cr, struct cr_arena *a,
    const struct cr_record *r, int64_t party, int64_t creditor);

#endif
