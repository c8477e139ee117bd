#ifndef CR_UNDO_H
#define CR_UNDO_H

#include <stdint.h>

struct cr;

/* How many rows of a run were marked as undone. */
struct cr_undone {
	int64_t parties, docs, items, payments, allocs, changes, receipts;
	int64_t ratings, claims;
	int64_t limits;		/* made, approved, withdrawn, ... */
	int64_t received;
	int64_t facts;		/* of cr/risk_facts.h */
};

/*
 * Take back all that RUN wrote, in a run of its own: its rows stay and say
 * that they were undone, changed fields are again what they were, balances
 * follow. CR_ENO, with the message naming it, when a later run built on
 * what RUN did, or something left the house because of it; CR_EUSAGE for a
 * run that cannot be undone. Undoing what is undone does nothing; *OUT is
 * zero then.
 */
int cr_undo(struct cr *cr, int64_t run, struct cr_undone *out);

#endif
