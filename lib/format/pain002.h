#ifndef PAIN002_H
#define PAIN002_H

#include "cr/canon.h"
#include "cr/read.h"
#include "walk.h"

/* Status reports; shared by the pain002_*.c files. */

enum pain002_place {
	P_GROUP_INFO = WALK_FIRST, P_GROUP_REASON, P_PAYMENT_INFO,
	P_PAYMENT_REASON, P_TX_INFO, P_TX_REASON, P_CHARGES, P_ORDER,
	P_AMOUNT, P_EQUIVALENT, P_EXECUTION, P_MANDATE, P_REMITTANCE,
	P_DEBTOR, P_DEBTOR_ID, P_DEBTOR_OTHER, P_DEBTOR_ACCOUNT,
	P_DEBTOR_ACCOUNT_ID, P_DEBTOR_ACCOUNT_OTHER, P_CREDITOR,
	P_CREDITOR_ACCOUNT, P_CREDITOR_ACCOUNT_ID, P_CREDITOR_ACCOUNT_OTHER,

	/* what is entered and left from here on is told */
	P_HEADER, P_GROUP, P_PAYMENT, P_TX,
	P_SDD,			/* and here only that it was met */
	P_COUNT
};

/* What is kept. An amount is followed by its currency. */
enum pain002_field {
	F_MESSAGE, F_MADE,
	F_GROUP,		/* of the file that we sent, from here on */
	F_GROUP_ID = F_GROUP, F_GROUP_KIND, F_GROUP_STATUS, F_GROUP_REASON,
	F_GROUP_OWN, F_GROUP_NOTE,
	F_PAYMENT,		/* of a batch in it, from here on */
	F_PAYMENT_ID = F_PAYMENT, F_PAYMENT_STATUS, F_PAYMENT_REASON,
	F_PAYMENT_OWN, F_PAYMENT_NOTE,
	F_TX,			/* of an order in the batch, from here on */
	F_STATUS_ID = F_TX, F_INSTRUCTION, F_END_TO_END, F_TX_PAYMENT,
	F_STATUS, F_REASON, F_OWN, F_NOTE, F_CHARGE, F_CHARGE_CURRENCY,
	F_SETTLED, F_SETTLED_CURRENCY, F_AMOUNT, F_AMOUNT_CURRENCY, F_DUE,
	F_EXECUTION, F_MANDATE, F_REMITTANCE, F_DEBTOR, F_DEBTOR_CODE,
	F_DEBTOR_IBAN, F_DEBTOR_ACCOUNT, F_CREDITOR, F_CREDITOR_IBAN,
	F_CREDITOR_ACCOUNT,
	F_COUNT
};

/* What is in which place (pain002_shape.c). */
extern const struct walk_format cr_pain002_format;
/* The places that are watched, by these. */
walk_event cr_pain002_enter, cr_pain002_leave;

#endif
