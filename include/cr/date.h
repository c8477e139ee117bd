#ifndef CR_DATE_H
#define CR_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A calendar day: days since 1970-01-01, proleptic Gregorian. There is no
 * time of day and no time zone. Days are compared and subtracted as they
 * are: late = today.days - due.days.
 */
struct cr_date {
	int32_t days;
};

#define CR_DATE_NONE ((struct cr_date){ INT32_MIN })

/* How a file writes dates. */
enum cr_date_style {
	CR_DATE_ISO,		/* 2026-03-31 (a time behind it is dropped) */
	CR_DATE_DMY,		/* 31/03/2026 31.03.2026 31-3-26 */
	CR_DATE_MDY,		/* 03/31/2026 */
	CR_DATE_DDMMYYYY,	/* 31032026 */
	CR_DATE_YYYYMMDD,	/* 20260331 */
	CR_DATE_DDMMYY,		/* 310326 */
};

bool cr_date_is_set(struct cr_date d);
/* False for a day that does not exist, or outside 1900 to 2199. */
bool cr_date_from_ymd(int y, int m, int d, struct cr_date *out);
void cr_date_to_ymd(struct cr_date date, int *y, int *m, int *d);
int cr_date_year(struct cr_date d);

/*
 * Read a date of N bytes, blanks around it allowed. A year of two digits
 * is 1970 to 2069. False when it is no date or does not exist.
 */
bool cr_date_parse(const char *s, size_t n, enum cr_date_style style,
    struct cr_date *out);

#define CR_DATE_SIZE 11		/* "2026-03-31" and a NUL */
/* Write "2026-03-31" (or "-" for CR_DATE_NONE) to TO; returns TO. */
char *cr_date_iso(struct cr_date d, char to[CR_DATE_SIZE]);
/* Write "31/03/2026", the Italian way. */
char *cr_date_ita(struct cr_date d, char to[CR_DATE_SIZE]);

/* N months on: same day, or the last of that month (art. 2963 c. 4 c.c.). */
struct cr_date cr_date_add_months(struct cr_date d, int n);
struct cr_date cr_date_end_of_month(struct cr_date d);

#endif
