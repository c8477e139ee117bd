#ifndef CR_EPC_H
#define CR_EPC_H

#include <stdbool.h>

#include "cr/money.h"

struct cr_buf;

/*
 * The text of a payment QR code: EPC069-12, "Quick Response Code: Guidelines
 * to Enable Data Capture for the Initiation of a SEPA Credit Transfer",
 * version 002, UTF-8, SCT. A banking app that reads it fills its transfer in.
 */
struct cr_epc {
	const char *bic;	/* NULL: not said, as 002 allows */
	const char *name;	/* who is paid; cut to 70 characters */
	const char *iban;	/* blanks are left out */
	struct cr_money amount;	/* euro cents */
	const char *reference;	/* structured, RF of ISO 11649; or NULL */
	const char *text;	/* else this, cut to 140 characters; or NULL */
};

#define CR_EPC_MAX_BYTES 331
#define CR_EPC_MAX_CENTS INT64_C(99999999999)	/* EUR 999999999.99 */

/*
 * Append the text. False, and nothing is appended, when it cannot be one:
 * no name, a wrong IBAN, BIC or RF reference, an amount that is not from
 * 0.01 to 999999999.99.
 */
bool cr_epc_text(struct cr_buf *b, const struct cr_epc *e);

#endif
