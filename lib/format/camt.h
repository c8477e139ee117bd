#ifndef CAMT_H
#define CAMT_H

#include "cr/canon.h"
#include "cr/read.h"
#include "iso20022.h"
#include "walk.h"

/* Bank statements in ISO 20022; shared by the camt_*.c files. */

/* Where one stands in a statement. */
enum camt_place {
	P_REFERENCES = WALK_FIRST, P_AMOUNTS, P_TX_AMOUNT, P_INSTRUCTED,
	P_ACCOUNT, P_ACCOUNT_ID, P_ACCOUNT_OTHER,
	P_BALANCE_TYPE, P_BALANCE_DAY,
	P_STATUS, P_BOOKED, P_VALUE, P_CODE, P_DOMAIN, P_FAMILY,
	P_PROPRIETARY, P_CHARGES, P_DETAILS, P_BATCH,
	P_PARTIES, P_DEBTOR, P_DEBTOR_ID, P_DEBTOR_OTHER, P_ULTIMATE_DEBTOR,
	P_DEBTOR_ACCOUNT, P_DEBTOR_ACCOUNT_ID, P_DEBTOR_ACCOUNT_OTHER,
	P_CREDITOR, P_CREDITOR_ID, P_CREDITOR_OTHER, P_ULTIMATE_CREDITOR,
	P_CREDITOR_ACCOUNT, P_CREDITOR_ACCOUNT_ID, P_CREDITOR_ACCOUNT_OTHER,
	P_INITIATOR, P_REMITTANCE, P_STRUCTURED, P_CREDITOR_REF, P_DOCUMENT,
	P_REASON, P_TX_CODE, P_TX_DOMAIN, P_TX_FAMILY, P_TX_PROPRIETARY,
	P_TX_CHARGES,

	/* what is entered and left from here on is told */
	P_HEADER, P_STMT, P_RPT, P_NTFCTN, P_BALANCE, P_ENTRY, P_TX, P_RETURN,
	P_DAILY, P_PERIODIC,	/* and here only that it was met */
	P_COUNT
};

/*
 * What is kept. An amount is followed by its currency.
 */
enum camt_field {
	F_MESSAGE_ID, F_MESSAGE_COPY,
	F_STATEMENT,		/* of the statement, from here on */
	F_STATEMENT_ID = F_STATEMENT, F_COPY, F_IBAN, F_ACCOUNT, F_CURRENCY,

	F_BALANCE,
	F_BALANCE_CODE = F_BALANCE, F_BALANCE_AMOUNT, F_BALANCE_CURRENCY,
	F_BALANCE_MARK, F_BALANCE_DAY,

	F_ENTRY,
	F_AMOUNT = F_ENTRY, F_AMOUNT_CURRENCY, F_MARK, F_REVERSAL, F_STATUS,
	F_BOOKED, F_VALUE, F_REF, F_DOMAIN, F_FAMILY, F_SUBFAMILY,
	F_PROPRIETARY, F_CHARGE, F_CHARGE_CURRENCY, F_CHARGE_TOTAL,
	F_CHARGE_TOTAL_CURRENCY, F_NOTE, F_BATCH_MESSAGE, F_BATCH_PAYMENT,

	F_TX,			/* of a part, from here on */
	F_TX_MESSAGE = F_TX, F_TX_REF, F_TX_PAYMENT, F_END_TO_END, F_MANDATE,
	F_TX_OWN, F_TX_OWN_CURRENCY, F_TX_AMOUNT, F_TX_AMOUNT_CURRENCY,
	F_TX_INSTRUCTED, F_TX_INSTRUCTED_CURRENCY, F_TX_MARK,
	F_DEBTOR, F_DEBTOR_CODE, F_ULTIMATE_DEBTOR, F_DEBTOR_IBAN,
	F_DEBTOR_ACCOUNT, F_CREDITOR, F_CREDITOR_CODE, F_ULTIMATE_CREDITOR,
	F_CREDITOR_IBAN, F_CREDITOR_ACCOUNT, F_INITIATOR,
	F_REMITTANCE, F_REFERENCE, F_DOCUMENTS, F_REASON, F_REASON_PROPRIETARY,
	F_TX_DOMAIN, F_TX_FAMILY, F_TX_SUBFAMILY, F_TX_PROPRIETARY,
	F_TX_CHARGE, F_TX_CHARGE_CURRENCY, F_TX_CHARGE_TOTAL,
	F_TX_CHARGE_TOTAL_CURRENCY, F_TX_NOTE,
	F_COUNT
};

#define NTX (F_COUNT - F_TX)

/* One TxDtls. */
struct part {
	uint32_t at[NTX];	/* its fields */
	bool returned;		/* it says why it came back */
};

/* A balance of the statement, with its sign. */
struct stated {
	struct cr_opt_money v;
	struct cr_date date;
	char currency[CURRENCY_SIZE];
};

struct camt {
	struct cr *cr;
	const struct cr_sink *sink;
	struct cr_read_file *done;
	const char *file;
	struct walk *w;
	const char *wrapper;	/* cbi-daily, cbi-periodic; NULL: none */

	/* the statement */
	const char *source;
	const char *element;	/* that it stands in: Stmt, Rpt, Ntfctn */
	size_t lasting;		/* bytes of texts of the message */
	int32_t statement;	/* from 1 */
	int32_t entry;		/* of the statement, from 1 */
	int64_t entries;	/* of the file */
	struct cr_money sum;	/* of the booked ones */
	bool mixed;		/* not all in one currency, or too much */
	char currency[CURRENCY_SIZE];	/* of those booked; "": none yet */
	struct stated opening, closing, previous;

	/* the movement */
	struct part *parts;
	size_t nparts, cparts;
	struct cr_date booked, value;
	int32_t tx;		/* parts given away */
	bool begun;		/* it was given away with its first parts */
	size_t room;		/* bytes of texts before its parts */

	bool sink_failed;
};

/* What is in which place (camt_shape.c). */
extern const struct walk_format cr_camt_format;
/* The places that are watched, by these. */
walk_event cr_camt_enter, cr_camt_leave;

/* Our account: IBAN, or as the bank writes it; NULL: not said. */
const char *cr_camt_account(const struct camt *c);
int cr_camt_emit(struct camt *c, const struct cr_record *r);

/* A part is complete: keep it, or give away what there is of the movement. */
int cr_camt_part(struct camt *c);
/* The movement is complete: give it away, with its parts. */
int cr_camt_entry(struct camt *c);

#endif
