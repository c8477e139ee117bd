#ifndef CR_HOLIDAYS_FILE_H
#define CR_HOLIDAYS_FILE_H

#include <stddef.h>

#include "cr/holiday.h"

struct cr;
struct cr_config;

/*
 * The calendar of an installation: the holidays that come with cr, in the
 * folder SHARE; those of the file that the configuration names, which add to
 * them or take their place; and the days of the configuration itself, where
 * OFFICE (NULL: the one that it names) has its own. OUT is initialised here
 * and released by the caller, also after an error. CR_EUSAGE with file and
 * line when a file is not there or not right, or there is no such office.
 */
int cr_calendar_load(struct cr *cr, const char *share,
    const struct cr_config *config, const char *office,
    struct cr_calendar *out);

/* Add N bytes of TEXT that messages call NAME to C, cr-holidays(5). */
int cr_holidays_parse(struct cr *cr, const char *name, const char *text,
    size_t n, struct cr_calendar *c);

#endif
