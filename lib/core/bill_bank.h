#ifndef BILL_BANK_H
#define BILL_BANK_H

#include "cr/bank.h"
#include "cr/bills.h"

/* Movements of banks and the bills that explain them; shared by bill_*.c. */

/* An event that movement M tells of a bill. */
int cr_bill_told(struct cr *cr, const struct cr_bank_movement *m,
    int64_t bill, const char *outcome, struct cr_money charges);
/* M is told by other entries: it has no balance any more. */
int cr_bank_set_apart(struct cr *cr, int64_t entry);

/* The credit of a slip: 1 bills were found, 0 none or several ways. */
int cr_bill_credit(struct cr *cr, const struct cr_bank_movement *m,
    int64_t *bills);
/* What took a payment back, or gave it again: 1, 0 or an error. */
int cr_bill_return(struct cr *cr, const struct cr_bank_movement *m);
/*
 * What M took back, if its text names what just one payment had paid, as an
 * ERP booked it: 1, 0 or an error.
 */
int cr_bill_cited(struct cr *cr, const struct cr_bank_movement *m,
    int64_t *entry, int64_t *debtor);
/* A charge for an unpaid bill: 1, 0 or an error. */
int cr_bill_charge(struct cr *cr, const struct cr_bank_movement *m);

#endif
