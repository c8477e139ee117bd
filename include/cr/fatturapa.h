#ifndef CR_FATTURAPA_H
#define CR_FATTURAPA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/canon.h"

/*
 * What the codes of FatturaPA (AdE, Allegato A to the specifications of
 * electronic invoicing, 1.9) mean for who is owed, and when money is due.
 */

/* TDxx: is it listed; does it make its issuer's receivable; is it a credit
 * note (TD04, TD08)? An unknown type makes no receivable. */
bool cr_td_is_known(const char *type);
bool cr_td_is_receivable(const char *type);
bool cr_td_is_credit(const char *type);

/* MPxx: is it listed; is it normally paid when the document is issued
 * (cash, cashier's cheque, card, already withheld)? */
bool cr_mp_is_known(const char *method);
bool cr_mp_is_immediate(const char *method);

/*
 * When instalment K (from 0) of a document is due, and where that comes
 * from:
 *   stated     the document gives the date
 *   terms      a number of days from a date, as the document says
 *   reference  only the date from which terms run
 *   issue      paid at issue (or in advance): the document's date
 *   party      the terms agreed with the party, from the document's date
 *   legal      30 days from receipt (art. 4 c. 2 D.Lgs. 231/2002), or from
 *              the document's date while receipt is not known
 * PARTY_DAYS is -1 when nothing is agreed, RECEIVED CR_DATE_NONE when not
 * known. K may be 0 for a document without instalments.
 */
struct cr_due {
	struct cr_date date;
	const char *source;
};

#define CR_LEGAL_TERM_DAYS 30

struct cr_due cr_instalment_due(const struct cr_rec_invoice *inv, size_t k,
    int32_t party_days, struct cr_date received);

/*
 * What instalment K adds to the ledger: as written, but nothing for another
 * way to pay one already listed, and negative in a credit note, which most
 * write with positive amounts. A document without instalments has one, of
 * all that is due; cr_instalment_count() is 1 then.
 */
size_t cr_instalment_count(const struct cr_rec_invoice *inv);
struct cr_money cr_instalment_amount(const struct cr_rec_invoice *inv,
    size_t k);

/*
 * Does a warning of a document put its figures, dates or origin in doubt,
 * so that somebody should look? The others only say what is not stated.
 */
bool cr_warning_is_serious(const char *warning);

#endif
