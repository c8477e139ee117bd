#ifndef CR_BILLS_H
#define CR_BILLS_H

#include <stdbool.h>
#include <stdint.h>

#include "cr/bank_terms.h"
#include "cr/bill.h"

struct cr;
struct cr_arena;

/*
 * What happens to bills, and what that does to the items they collect. All
 * of it is written in a run, in a transaction, with the balances that are
 * in the ledger (what an import holds in memory is written before).
 */

/*
 * An event O of a bill: 1 when just this one is known. It is put into the
 * log; when it changes the state the ledger follows: paid is an entry that
 * pays the items, dated that day; when it was paid and is not, an entry of
 * the same sum takes back just what that one paid. What is the state
 * already is the same event, told again. Charges become a claim, once.
 */
int cr_bill_event(struct cr *cr, struct cr_outcome *o);

/*
 * Which items bill B collects, by the documents that its text names, its
 * due day and sum. *LEFT is what of its sum is for no item that was found.
 */
int cr_bill_link(struct cr *cr, const struct cr_bill *b,
    struct cr_money *left);

/*
 * The same for bill number ID, whose documents may have come after it; what
 * it had paid is on account and pays them now. 1: some were found.
 */
int cr_bill_relink(struct cr *cr, int64_t id);

/*
 * A person says that a bill collects *AMOUNT of an item, or with 0 as much
 * as there is of both, which is put there; what it had paid is on account
 * and pays the item now. *DEBTOR is the item's. CR_EINPUT when it is more
 * than the bill has left, or the item open.
 */
int cr_bill_tie(struct cr *cr, int64_t bill, int64_t item,
    struct cr_money *amount, int64_t *debtor);
/*
 * It does not: what it paid of it is on account again, and it is not tied
 * to that item by itself any more. *AMOUNT is what it was to collect.
 */
int cr_bill_untie(struct cr *cr, int64_t bill, int64_t item,
    struct cr_money *amount);

/* Documents were taken back: do not believe what linking kept of them. */
void cr_bill_link_forget(struct cr *cr);

struct cr_bills_done {
	int64_t credited;	/* bills whose slip a bank credited */
	int64_t returned;	/* movements that took a payment back */
	int64_t silent;		/* bills paid by silence */
};

/*
 * Bring bills and bank movements together: credits of slips, payments that
 * came back, their charges; and count silence as paid until cr->today. A
 * movement that fits in several ways stays open for a person.
 */
int cr_bills_run(struct cr *cr, enum cr_bill_silence silence,
    struct cr_bills_done *done);

#endif
