#include "cr/date.h"

#include <string.h>

#include "cr/str.h"

bool
cr_date_is_set(struct cr_date d)
{
	return d.days != INT32_MIN;
}

static int
month_days(int y, int m)
{
	static const signed char days[] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
	};
	bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;

	return m == 2 && leap ? 29 : days[m - 1];
}

/*
 * Days of the civil calendar, counted from 1 March of year 0 so that the
 * leap day is the last of its year.
 */
static int32_t
days_of(int y, int m, int d)
{
	int era, yoe, doy;

	y -= m <= 2;
	era = y / 400;
	yoe = y - era * 400;
	doy = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5 + d - 1;
	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

bool
cr_date_from_ymd(int y, int m, int d, struct cr_date *out)
{
	if (y < 1900 || y > 2199 || m < 1 || m > 12 || d < 1 ||
	    d > month_days(y, m))
		return false;
	out->days = days_of(y, m, d);
	return true;
}

void
cr_date_to_ymd(struct cr_date date, int *y, int *m, int *d)
{
	uint32_t z = (uint32_t)(date.days + 719468);
	uint32_t era = z / 146097, doe = z - era * 146097;
	uint32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	uint32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	uint32_t mp = (5 * doy + 2) / 153;

	*d = (int)(doy - (153 * mp + 2) / 5 + 1);
	*m = (int)(mp < 10 ? mp + 3 : mp - 9);
	*y = (int)(yoe + era * 400 + (*m <= 2));
}

int
cr_date_year(struct cr_date d)
{
	int y, m, day;

	cr_date_to_ymd(d, &y, &m, &day);
	return y;
}

/* Up to MAX digits at *P; returns how many, the value in *V. */
static int
take_digits(const char **p, const char *end, int max, int *v)
{
	int n;

	for (*v = 0, n = 0; n < max && *p < end && cr_is_digit(**p); n++)
		*v = *v * 10 + (*(*p)++ - '0');
	return n;
}

static bool
take_char(const char **p, const char *end, const char *among)
{
	return *p < end && **p != '\0' && strchr(among, **p) != NULL &&
	    (*p)++ != NULL;
}

static int
full_year(int y, int digits)
{
	return digits == 2 ? y + (y < 70 ? 2000 : 1900) : y;
}

/* What may stand behind a date: nothing, a time, a time zone. */
static bool
is_time(const char *p, const char *end)
{
	for (; p < end; p++)
		if (!cr_is_digit(*p) && (*p == '\0' ||
		    strchr(" :.,+-TZ", *p) == NULL))
			return false;
	return true;
}

static bool
parse_iso(const char *p, const char *end, struct cr_date *out)
{
	int y, m, d;

	return take_digits(&p, end, 4, &y) == 4 && take_char(&p, end, "-") &&
	    take_digits(&p, end, 2, &m) == 2 && take_char(&p, end, "-") &&
	    take_digits(&p, end, 2, &d) == 2 &&
	    (p == end || !cr_is_digit(*p)) && is_time(p, end) &&
	    cr_date_from_ymd(y, m, d, out);
}

/* Three numbers with separators; A and B are the first two as they stand. */
static bool
parse_parts(const char *p, const char *end, int *a, int *b, int *y)
{
	static const char sep[] = "/.-";
	int n;

	if (take_digits(&p, end, 2, a) == 0 || !take_char(&p, end, sep) ||
	    take_digits(&p, end, 2, b) == 0 || !take_char(&p, end, sep))
		return false;
	n = take_digits(&p, end, 4, y);
	*y = full_year(*y, n);
	if (p < end && *p != ' ')	/* "31/03/2026 00:00:00" */
		return false;
	return is_time(p, end) && (n == 2 || n == 4);
}

static bool
parse_packed(const char *p, const char *end, enum cr_date_style style,
    struct cr_date *out)
{
	int v, digits = style == CR_DATE_DDMMYY ? 6 : 8;

	if (take_digits(&p, end, digits, &v) != digits || p != end)
		return false;
	switch (style) {
	case CR_DATE_YYYYMMDD:
		return cr_date_from_ymd(v / 10000, v / 100 % 100, v % 100, out);
	case CR_DATE_DDMMYY:
		return cr_date_from_ymd(full_year(v % 100, 2), v / 100 % 100,
		    v / 10000, out);
	default:
		return cr_date_from_ymd(v % 10000, v / 10000 % 100,
		    v / 1000000, out);
	}
}

bool
cr_date_parse(const char *s, size_t n, enum cr_date_style style,
    struct cr_date *out)
{
	const char *end = s + n;
	int a, b, y;

	while (s < end && cr_is_space(*s))
		s++;
	while (s < end && cr_is_space(end[-1]))
		end--;
	switch (style) {
	case CR_DATE_ISO:
		return parse_iso(s, end, out);
	case CR_DATE_DMY:
		return parse_parts(s, end, &a, &b, &y) &&
		    cr_date_from_ymd(y, b, a, out);
	case CR_DATE_MDY:
		return parse_parts(s, end, &a, &b, &y) &&
		    cr_date_from_ymd(y, a, b, out);
	default:
		return parse_packed(s, end, style, out);
	}
}

/* Two digits of V, of which there may be more. */
static char *
put_two(char *p, int v)
{
	unsigned two = (unsigned)v % 100;

	p[0] = (char)('0' + two / 10);
	p[1] = (char)('0' + two % 10);
	return p + 2;
}

/* Records often have the day of the one before: it is kept as text. */
char *
cr_date_iso(struct cr_date date, char to[CR_DATE_SIZE])
{
	static _Thread_local char last[CR_DATE_SIZE];
	static _Thread_local struct cr_date day = { INT32_MIN };
	int y, m, d;
	char *p = last;

	if (!cr_date_is_set(date))
		return strcpy(to, "-");
	if (date.days != day.days) {
		cr_date_to_ymd(date, &y, &m, &d);
		p = put_two(put_two(p, y / 100), y);
		*p++ = '-';
		p = put_two(p, m);
		*p++ = '-';
		*put_two(p, d) = '\0';
		day = date;
	}
	return memcpy(to, last, CR_DATE_SIZE);
}

char *
cr_date_ita(struct cr_date date, char to[CR_DATE_SIZE])
{
	int y, m, d;
	char *p = to;

	if (!cr_date_is_set(date))
		return strcpy(to, "-");
	cr_date_to_ymd(date, &y, &m, &d);
	p = put_two(p, d);
	*p++ = '/';
	p = put_two(p, m);
	*p++ = '/';
	*put_two(put_two(p, y / 100), y) = '\0';
	return to;
}

struct cr_date
cr_date_add_months(struct cr_date date, int n)
{
	int y, m, d, k;

	cr_date_to_ymd(date, &y, &m, &d);
	k = y * 12 + m - 1 + n;
	y = k / 12;
	m = k % 12 + 1;
	if (d > month_days(y, m))
		d = month_days(y, m);
	return (struct cr_date){ days_of(y, m, d) };
}

struct cr_date
cr_date_end_of_month(struct cr_date date)
{
	int y, m, d;

	cr_date_to_ymd(date, &y, &m, &d);
	return (struct cr_date){ days_of(y, m, month_days(y, m)) };
}
