#ifndef CR_PAYREF_H
#define CR_PAYREF_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Keys of payments that carry their own check digits, and so can be trusted
 * where they stand in free text: creditor references and IBANs.
 */

#define CR_RF_SIZE 26		/* RF, 2 check digits, 21 characters, a NUL */
#define CR_IBAN_SIZE 35		/* 34 characters and a NUL */

/*
 * A creditor reference by ISO 11649: RF, two check digits from 02 to 98, up
 * to 21 letters and digits; mod 97 of all is 1. In capitals, no blanks
 * inside (cr_code_normalise()).
 */
bool cr_rf_is_valid(const char *s);
/*
 * Write the reference of REF (1 to 21 letters and digits) to TO. Zeros
 * before it count. False when REF is none.
 */
bool cr_rf_make(const char *ref, char to[CR_RF_SIZE]);

/*
 * The first creditor reference in TEXT, of any case, printed in groups of
 * four, cut once by a line's end or followed by words without a blank. It
 * begins a word, and is at least CR_RF_FIND_MIN characters behind its check
 * digits, since shorter ones are met by chance. Writes it as it is valid;
 * returns what follows it in TEXT, or NULL: there is none.
 */
#define CR_RF_FIND_MIN 4
const char *cr_rf_find(const char *text, char to[CR_RF_SIZE]);

/* The same for an IBAN of a country of SEPA, whose length is known. */
const char *cr_iban_find(const char *text, char to[CR_IBAN_SIZE]);

/*
 * The IBAN of an Italian account from ABI (5 digits), CAB (5 digits) and
 * account (12 letters and digits; shorter ones get zeros before them), none
 * ended by a NUL. False when they are not of that form.
 */
bool cr_iban_italian(const char *abi, const char *cab, const char *account,
    size_t n, char to[CR_IBAN_SIZE]);

#endif
