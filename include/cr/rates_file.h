#ifndef CR_RATES_FILE_H
#define CR_RATES_FILE_H

#include <stddef.h>

#include "cr/rates.h"

struct cr;

/*
 * Read the rates that come with cr, in the folder SHARE, and then those of
 * the file MORE (NULL: none), which add to them or take the place of those
 * for the same days. OUT is initialised here and released by the caller,
 * also after an error. CR_EUSAGE with file and line when a file is not
 * there or not right.
 */
int cr_rates_load(struct cr *cr, const char *share, const char *more,
    struct cr_rates *out);

/*
 * Add N bytes of TEXT that messages call NAME to RATES, cr-rates(5). It
 * becomes part of the digest and of the text.
 */
int cr_rates_parse(struct cr *cr, const char *name, const char *text,
    size_t n, struct cr_rates *rates);

#endif
