#include "cr/time.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "cr/str.h"

#define DAY_MINUTES 1440
#define CET_MINUTES 60
#define CEST_MINUTES 120
#define ZONE_MAX (14 * 60)	/* XML Schema Part 2, 3.2.7.3 */

struct instant {
	int64_t minute;		/* since 1970-01-01, of its own zone or UTC */
	int second;
};

/* Minutes of the last Sunday of a month, 01:00 UTC. */
static int64_t
last_sunday(int year, int month)
{
	struct cr_date d = { 0 };

	cr_date_from_ymd(year, month, 31, &d);
	d.days -= (d.days + 4) % 7;	/* 1970-01-01 was a Thursday */
	return (int64_t)d.days * DAY_MINUTES + 60;
}

/* Minutes that clocks in Italy are ahead at MINUTE of UTC. */
static int
offset_in_italy(int64_t minute)
{
	struct cr_date d = { (int32_t)(minute / DAY_MINUTES) };
	int year = cr_date_year(d);

	return minute >= last_sunday(year, 3) &&
	    minute < last_sunday(year, 10) ? CEST_MINUTES : CET_MINUTES;
}

static int
two_digits(const char *s)
{
	return cr_is_digit(s[0]) && cr_is_digit(s[1]) ?
	    (s[0] - '0') * 10 + (s[1] - '0') : -1;
}

/* "12:34:56" and its fraction at *S, within one day. */
static bool
take_time(const char **s, int *minute, int *second)
{
	const char *p = *s;
	int h = two_digits(p), m, sec;

	if (h < 0 || h > 23 || p[2] != ':')
		return false;
	m = two_digits(p + 3);
	if (m < 0 || m > 59 || p[5] != ':')
		return false;
	sec = two_digits(p + 6);
	if (sec < 0 || sec > 59)
		return false;
	p += 8;
	if (*p == '.')
		for (p++; cr_is_digit(*p); p++)
			continue;
	*minute = h * 60 + m;
	*second = sec;
	*s = p;
	return true;
}

/* The zone at S: its minutes, or Italy's for the time MINUTE. */
static bool
take_zone(const char *s, int64_t minute, int *zone)
{
	int h, m;

	if (*s == '\0') {
		*zone = offset_in_italy(minute - CET_MINUTES);
		return true;
	}
	if (strcmp(s, "Z") == 0) {
		*zone = 0;
		return true;
	}
	if ((*s != '+' && *s != '-') || strlen(s) != 6 || s[3] != ':')
		return false;
	h = two_digits(s + 1);
	m = two_digits(s + 4);
	if (h < 0 || m < 0 || m > 59 || h * 60 + m > ZONE_MAX)
		return false;
	*zone = (h * 60 + m) * (*s == '-' ? -1 : 1);
	return true;
}

static bool
take_instant(const char *s, struct instant *t)
{
	struct cr_date d;
	const char *p = s + 11;
	int minute, zone;

	if (strlen(s) < 19 || s[10] != 'T' ||
	    !cr_date_parse(s, 10, CR_DATE_ISO, &d) ||
	    !take_time(&p, &minute, &t->second))
		return false;
	t->minute = (int64_t)d.days * DAY_MINUTES + minute;
	if (!take_zone(p, t->minute, &zone))
		return false;
	t->minute -= zone;
	return t->minute >= 0;
}

bool
cr_time_parse(const char *s, char to[CR_TIME_SIZE])
{
	struct instant t;
	char day[CR_DATE_SIZE], clock[16];
	struct cr_date d;
	int in_day;

	if (!take_instant(s, &t))
		return false;
	d.days = (int32_t)(t.minute / DAY_MINUTES);
	in_day = (int)(t.minute % DAY_MINUTES);
	snprintf(clock, sizeof(clock), "%02d:%02d:%02dZ", in_day / 60 % 24,
	    in_day % 60, t.second % 60);
	cr_date_iso(d, day);
	memcpy(to, day, 10);
	to[10] = 'T';
	memcpy(to + 11, clock, 10);
	return true;
}

bool
cr_time_day(const char *s, struct cr_date *out)
{
	struct instant t;

	if (strlen(s) == 10)
		return cr_date_parse(s, 10, CR_DATE_ISO, out);
	if (!take_instant(s, &t))
		return false;
	out->days = (int32_t)((t.minute + offset_in_italy(t.minute)) /
	    DAY_MINUTES);
	return true;
}

char *
cr_time_format(int64_t seconds, char to[CR_TIME_SIZE])
{
	int64_t days = seconds / 86400, s = seconds % 86400;
	char day[CR_DATE_SIZE];

	if (s < 0) {
		s += 86400;
		days--;
	}
	cr_date_iso((struct cr_date){ (int32_t)days }, day);
	snprintf(to, CR_TIME_SIZE, "%.10sT%02d:%02d:%02dZ", day,
	    (int)(s / 3600), (int)(s / 60 % 60), (int)(s % 60));
	return to;
}

bool
cr_time_seconds(const char *s, int64_t *out)
{
	char instant[CR_TIME_SIZE];
	struct cr_date d;
	int64_t h = 0, m = 0, sec = 0;

	if (strlen(s) > 10) {
		if (!cr_time_parse(s, instant))
			return false;
		s = instant;
		cr_parse_int(s + 11, 2, &h);
		cr_parse_int(s + 14, 2, &m);
		cr_parse_int(s + 17, 2, &sec);
	}
	if (!cr_date_parse(s, strcspn(s, "T"), CR_DATE_ISO, &d))
		return false;
	*out = (int64_t)d.days * 86400 + h * 3600 + m * 60 + sec;
	return true;
}

void
cr_time_italy(int64_t seconds, struct cr_date *day, int *minute)
{
	int64_t m = seconds / 60 - (seconds % 60 < 0);
	int64_t local = m + offset_in_italy(m), in_day = local % DAY_MINUTES;

	if (in_day < 0)
		in_day += DAY_MINUTES;
	day->days = (int32_t)((local - in_day) / DAY_MINUTES);
	*minute = (int)in_day;
}

int64_t
cr_time_of_italy(struct cr_date day, int minute)
{
	int64_t local = (int64_t)day.days * DAY_MINUTES + minute;
	int64_t first = local - CEST_MINUTES;

	if (offset_in_italy(first) == CEST_MINUTES)
		return first * 60;
	return (local - CET_MINUTES) * 60;
}
