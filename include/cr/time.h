#ifndef CR_TIME_H
#define CR_TIME_H

#include <stdbool.h>
#include <stdint.h>

#include "cr/date.h"

/*
 * Instants, as records carry them: UTC, "2026-03-31T10:00:00Z". The library
 * does not ask the machine for a time zone: Italy's is the rule of
 * directive 2000/84/EC.
 */
#define CR_TIME_SIZE 21		/* with its NUL */

/*
 * Read an xs:dateTime, fractions of a second dropped. One without a zone is
 * the time in Italy. False if it is none.
 */
bool cr_time_parse(const char *s, char to[CR_TIME_SIZE]);

/* The day in Italy of such an instant, or of a plain "2026-03-31". */
bool cr_time_day(const char *s, struct cr_date *out);

/* Seconds since 1970 as such an instant; returns TO. */
char *cr_time_format(int64_t seconds, char to[CR_TIME_SIZE]);
/* And back; a plain day is its first instant, UTC. False if it is none. */
bool cr_time_seconds(const char *s, int64_t *out);

/* The day and the minute of the day in Italy at so many seconds since 1970. */
void cr_time_italy(int64_t seconds, struct cr_date *day, int *minute);
/*
 * And back: when the clock shows MINUTE of DAY. Of the hour that comes twice
 * in October it is the first; in March, the hour that never comes is the
 * one after it.
 */
int64_t cr_time_of_italy(struct cr_date day, int minute);

#endif
