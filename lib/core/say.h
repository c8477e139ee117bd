#ifndef CR_CORE_SAY_H
#define CR_CORE_SAY_H

/* Private to letters and statements: values as their readers write them. */

#include <stdint.h>

#include "cr/arena.h"
#include "cr/date.h"
#include "cr/money.h"
#include "cr/party.h"

/* LANGUAGE is two small letters: "it", "en", "de". */

/* "1.234,56", in English "1,234.56". */
const char *cr_say_amount(struct cr_arena *a, struct cr_money m,
    const char *language);
/* "350". */
const char *cr_say_number(struct cr_arena *a, int64_t n);
/*
 * "30/09/2026", in English "30 Sep 2026", in German "30.09.2026"; NULL: no
 * day.
 */
const char *cr_say_date(struct cr_arena *a, struct cr_date d,
    const char *language);
/* "12,5 %", of basis points; in English "12.5%". */
const char *cr_say_rate(struct cr_arena *a, int32_t bp,
    const char *language);
/* "20121 Milano (MI)"; NULL: not known. */
const char *cr_say_city(struct cr_arena *a, const struct cr_party *p);
/* "IT01234567897"; NULL: none. */
const char *cr_say_vat(struct cr_arena *a, const struct cr_party *p);

#endif
