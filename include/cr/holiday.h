#ifndef CR_HOLIDAY_H
#define CR_HOLIDAY_H

#include <stdbool.h>
#include <stddef.h>

#include "cr/arena.h"
#include "cr/date.h"

/*
 * Holidays and working days. Which days are holidays changes by law, so they
 * are rows with the years they are in force (share/holidays,
 * cr-holidays(5)) and none of them is in the code; only Easter is computed,
 * and that every Sunday is one (art. 2 L. 260/1949).
 */

/* When in the year a holiday falls. */
enum cr_holiday_kind {
	CR_HOLIDAY_DAY,		/* the same day each year */
	CR_HOLIDAY_EASTER,	/* so many days after Easter */
};

struct cr_holiday {
	const char *name;
	const char *office;	/* whose it is; NULL: everybody's */
	const char *source;	/* the law that made it; NULL: not said */
	enum cr_holiday_kind kind;
	int month, day;		/* from 1 */
	int easter;		/* days after it, of CR_HOLIDAY_EASTER */
	int from, to;		/* years, both count */
};

/* TO of one in force until there is another law. */
#define CR_HOLIDAY_OPEN 9999

/* The days of a week, Monday first: a bit each. */
#define CR_WEEK_DAYS 7
#define CR_WEEK_MON_FRI 0x1fU

/* Monday is 0, Sunday 6. */
int cr_weekday(struct cr_date d);
/* "mon" to "sun". */
const char *cr_weekday_word(int day);
bool cr_weekday_parse(const char *s, size_t n, int *day);

/* Easter Sunday of a year of the Gregorian calendar. */
struct cr_date cr_easter(int year);

struct cr_calendar {
	struct cr_holiday *v;
	size_t n, cap;
	unsigned week;		/* the days of the week that are worked */
	const char *office;	/* whose calendar; NULL: no office's */
	struct cr_arena arena;	/* the texts of all rows */
};

/* Without holidays, Monday to Friday. */
void cr_calendar_init(struct cr_calendar *c);
void cr_calendar_release(struct cr_calendar *c);

/*
 * Add a row, or put it in the place of that of the same name, office and
 * first year; its texts are copied. False when it is on no day of any year
 * or ends before it begins.
 */
bool cr_calendar_put(struct cr_calendar *c, const struct cr_holiday *h);

/* The holiday that D is, Sundays apart; NULL when it is none. */
const struct cr_holiday *cr_calendar_holiday(const struct cr_calendar *c,
    struct cr_date d);
/* Is D a holiday, or a Sunday? */
bool cr_calendar_is_holiday(const struct cr_calendar *c, struct cr_date d);
/* Is D worked: a day of the week that is, and no holiday? */
bool cr_calendar_is_working(const struct cr_calendar *c, struct cr_date d);

/* D when it is worked, else the next day that is. */
struct cr_date cr_calendar_working(const struct cr_calendar *c,
    struct cr_date d);
/* The Nth working day after D (before it when N is negative); 0: the above. */
struct cr_date cr_calendar_add(const struct cr_calendar *c, struct cr_date d,
    int n);
/* How many working days there are after FROM, up to TO; negative back. */
int cr_calendar_between(const struct cr_calendar *c, struct cr_date from,
    struct cr_date to);
/*
 * The last day of a term that would end on D: when that is a holiday, the
 * next day that is none (art. 2963 c. 3, art. 1187 c.c.). A Saturday is no
 * holiday.
 */
struct cr_date cr_calendar_term(const struct cr_calendar *c,
    struct cr_date d);

#endif
