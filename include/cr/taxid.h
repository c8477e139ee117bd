#ifndef CR_TAXID_H
#define CR_TAXID_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Italian identifiers, by their check characters only: that a number is
 * well formed does not say that it was issued.
 */

/* Partita IVA: 11 digits with a Luhn check, not all zero. */
bool cr_piva_is_valid(const char *s);
/*
 * Codice fiscale: 16 characters with a check letter (DM 23/12/1976),
 * omocodia included, or the 11 digits of an entity.
 */
bool cr_cf_is_valid(const char *s);
/* IBAN by ISO 13616 mod 97; for IT and SM the CIN too. No blanks inside. */
bool cr_iban_is_valid(const char *s);

/*
 * Write S without blanks, in capitals, to TO of SIZE bytes; false when it
 * does not fit or holds anything but letters and digits.
 */
bool cr_code_normalise(const char *s, char *to, size_t size);

#endif
