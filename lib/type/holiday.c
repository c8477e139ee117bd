#include "cr/holiday.h"

#include <stdlib.h>
#include <string.h>

#include "cr/mem.h"
#include "cr/str.h"

/* In a calendar in which nothing is worked, this many days are tried. */
#define TRIES 3660

static const char words[CR_WEEK_DAYS][4] = {
	"mon", "tue", "wed", "thu", "fri", "sat", "sun"
};

int
cr_weekday(struct cr_date d)
{
	int r = (d.days + 3) % 7;	/* 1970-01-01 was a Thursday */

	return r < 0 ? r + 7 : r;
}

const char *
cr_weekday_word(int day)
{
	return words[day];
}

bool
cr_weekday_parse(const char *s, size_t n, int *day)
{
	int i;

	for (i = 0; n == 3 && i < CR_WEEK_DAYS; i++)
		if (memcmp(words[i], s, 3) == 0) {
			*day = i;
			return true;
		}
	return false;
}

/*
 * The Sunday after the first full moon of the church on 21 March or later:
 * the epact (the moon's age on 1 January, corrected for the leap days and
 * the moon's own drift of each century) gives that moon; two epacts are
 * moved so that it is never later than 18 April.
 */
struct cr_date
cr_easter(int year)
{
	int golden = year % 19 + 1, century = year / 100 + 1;
	int solar = 3 * century / 4 - 12, lunar = (8 * century + 5) / 25 - 5;
	int epact = (11 * golden + 20 + lunar - solar) % 30;
	struct cr_date moon = { 0 };

	if (epact < 0)
		epact += 30;
	if (epact == 24 || (epact == 25 && golden > 11))
		epact++;
	cr_date_from_ymd(year, 3, 21, &moon);
	moon.days += (44 - epact < 21 ? 74 : 44) - epact - 21;
	moon.days += 7 - (cr_weekday(moon) + 1) % 7;
	return moon;
}

void
cr_calendar_init(struct cr_calendar *c)
{
	*c = (struct cr_calendar){ .week = CR_WEEK_MON_FRI };
	cr_arena_init(&c->arena);
}

void
cr_calendar_release(struct cr_calendar *c)
{
	free(c->v);
	cr_arena_release(&c->arena);
	*c = (struct cr_calendar){ .week = CR_WEEK_MON_FRI };
}

static const char *
copy(struct cr_calendar *c, const char *s)
{
	return s != NULL ? cr_arena_strdup(&c->arena, s) : NULL;
}

bool
cr_calendar_put(struct cr_calendar *c, const struct cr_holiday *h)
{
	struct cr_holiday *to = NULL;
	struct cr_date leap;
	size_t i;

	if (h->to < h->from || (h->kind == CR_HOLIDAY_DAY &&
	    !cr_date_from_ymd(2000, h->month, h->day, &leap)))
		return false;
	for (i = 0; i < c->n && to == NULL; i++)
		if (strcmp(c->v[i].name, h->name) == 0 &&
		    cr_streq(c->v[i].office, h->office) &&
		    c->v[i].from == h->from)
			to = &c->v[i];
	if (to == NULL) {
		cr_grow(&c->v, c->n, &c->cap, sizeof(*c->v));
		to = &c->v[c->n++];
	}
	*to = *h;
	to->name = copy(c, h->name);
	to->office = copy(c, h->office);
	to->source = copy(c, h->source);
	return true;
}

const struct cr_holiday *
cr_calendar_holiday(const struct cr_calendar *c, struct cr_date d)
{
	const struct cr_holiday *h;
	int y, m, day, after;

	cr_date_to_ymd(d, &y, &m, &day);
	/* Easter, and what hangs on it, is from March to June. */
	after = m >= 2 && m <= 7 ? d.days - cr_easter(y).days : -1000;
	for (h = c->v; h < c->v + c->n; h++) {
		if (y < h->from || y > h->to || (h->office != NULL &&
		    !cr_streq(h->office, c->office)))
			continue;
		if (h->kind == CR_HOLIDAY_EASTER ? h->easter == after :
		    h->month == m && h->day == day)
			return h;
	}
	return NULL;
}

bool
cr_calendar_is_holiday(const struct cr_calendar *c, struct cr_date d)
{
	return cr_weekday(d) == CR_WEEK_DAYS - 1 ||
	    cr_calendar_holiday(c, d) != NULL;
}

bool
cr_calendar_is_working(const struct cr_calendar *c, struct cr_date d)
{
	return (c->week >> cr_weekday(d) & 1) != 0 &&
	    cr_calendar_holiday(c, d) == NULL;
}

/* The next working day by steps of STEP, D not counted. */
static struct cr_date
step_to(const struct cr_calendar *c, struct cr_date d, int step)
{
	int i;

	for (i = 0; i < TRIES; i++) {
		d.days += step;
		if (cr_calendar_is_working(c, d))
			break;
	}
	return d;
}

struct cr_date
cr_calendar_working(const struct cr_calendar *c, struct cr_date d)
{
	return cr_calendar_is_working(c, d) ? d : step_to(c, d, 1);
}

struct cr_date
cr_calendar_add(const struct cr_calendar *c, struct cr_date d, int n)
{
	if (n == 0)
		return cr_calendar_working(c, d);
	for (; n > 0; n--)
		d = step_to(c, d, 1);
	for (; n < 0; n++)
		d = step_to(c, d, -1);
	return d;
}

int
cr_calendar_between(const struct cr_calendar *c, struct cr_date from,
    struct cr_date to)
{
	int n = 0;

	if (to.days < from.days)
		return -cr_calendar_between(c, to, from);
	while (from.days < to.days) {
		from.days++;
		n += cr_calendar_is_working(c, from);
	}
	return n;
}

struct cr_date
cr_calendar_term(const struct cr_calendar *c, struct cr_date d)
{
	while (cr_calendar_is_holiday(c, d))
		d.days++;
	return d;
}
