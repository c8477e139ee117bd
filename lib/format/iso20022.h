#ifndef ISO20022_H
#define ISO20022_H

#include <stdbool.h>

#include "cr/canon.h"

/* Values of ISO 20022 messages, as their schemas define them. */

#define CURRENCY_SIZE 4		/* ISO 4217 and a NUL */

/*
 * A decimal of up to 18 digits, up to five of them behind the point, with no
 * sign. Cents are hundredths of the unit in every currency: 1000 JPY are
 * 100000, and a currency of three decimals must have none beyond the second.
 * False: it is none, or has more than cents.
 */
bool cr_iso_amount(const char *s, struct cr_money *out);
/*
 * The sum of amounts with a blank between, as charges come; NULL and what
 * is no amount is none, *BAD is then what is wrong.
 */
struct cr_opt_money cr_iso_sum(const char *s, const char **bad);
/* The day of a date or time, as it stands: its first ten characters. */
bool cr_iso_date(const char *s, struct cr_date *out);
/* A code of three letters; "" for none, or anything else. */
void cr_iso_currency(char to[CURRENCY_SIZE], const char *s);
/* The Italian tax code or VAT number among identifiers, or NULL. */
const char *cr_iso_tax_code(const char *s);

#endif
