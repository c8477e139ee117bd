#include "xlsx.h"

#include <string.h>

#include "cr/date.h"
#include "cr/str.h"

#define DIGITS_MAX 15	/* what a spreadsheet shows of a number */
#define PLACES_MAX 24	/* zeros written out for an exponent */

/* A number as digits and a place: 0.D1D2D3... times ten to the POINT. */
struct decimal {
	bool minus;
	char digit[40];
	int n;			/* digits, at most DIGITS_MAX + 1 */
	int point;
};

/* Take a digit; beyond those that count only their place matters. */
static void
push(struct decimal *d, char c, bool behind)
{
	if (d->n == 0 && c == '0') {
		d->point -= behind;
		return;
	}
	if (d->n <= DIGITS_MAX)
		d->digit[d->n++] = c;
	d->point += !behind;
}

static bool
take_exponent(const char *s, int *out)
{
	int64_t e;

	if (*s == '+')
		s++;
	if (!cr_parse_int(s, strlen(s), &e) || e < -PLACES_MAX ||
	    e > PLACES_MAX)
		return false;
	*out = (int)e;
	return true;
}

static bool
parse(const char *s, struct decimal *d)
{
	bool behind = false, any = false;
	int e;

	*d = (struct decimal){ .minus = *s == '-' };
	if (*s == '-' || *s == '+')
		s++;
	for (; cr_is_digit(*s) || (*s == '.' && !behind); s++) {
		if (*s == '.') {
			behind = true;
			continue;
		}
		any = true;
		push(d, *s, behind);
	}
	if (any && (*s == 'E' || *s == 'e')) {
		if (!take_exponent(s + 1, &e))
			return false;
		d->point += e;
		s = "";
	}
	return any && *s == '\0' && d->point <= PLACES_MAX &&
	    d->point >= -PLACES_MAX;
}

/* Round to the digits that count, and drop zeros at the end. */
static void
settle(struct decimal *d)
{
	bool up = d->n > DIGITS_MAX && d->digit[DIGITS_MAX] >= '5';
	int i;

	if (d->n > DIGITS_MAX)
		d->n = DIGITS_MAX;
	for (i = d->n - 1; up && i >= 0; i--) {
		up = d->digit[i] == '9';
		d->digit[i] = up ? '0' : (char)(d->digit[i] + 1);
	}
	if (up) {		/* 999... became 1000... */
		d->digit[0] = '1';
		d->n = 1;
		d->point++;
	}
	while (d->n > 0 && d->digit[d->n - 1] == '0')
		d->n--;
	if (d->n == 0)
		d->point = 0, d->minus = false;
}

static char
digit_at(const struct decimal *d, int i)
{
	return i >= 0 && i < d->n ? d->digit[i] : '0';
}

bool
cr_xlsx_number(const char *s, char to[XLSX_NUMBER_SIZE])
{
	struct decimal d;
	char *p = to;
	int i;

	/* a code of more digits would become another */
	if (!parse(s, &d) || (d.n > DIGITS_MAX && d.point > DIGITS_MAX))
		return false;
	settle(&d);
	if (d.n - d.point > PLACES_MAX)
		return false;
	if (d.minus)
		*p++ = '-';
	if (d.point <= 0)
		*p++ = '0';
	for (i = 0; i < d.point; i++)
		*p++ = digit_at(&d, i);
	if (d.n > d.point)
		*p++ = '.';
	for (i = d.point < 0 ? d.point : i; i < d.n; i++)
		*p++ = digit_at(&d, i);
	*p = '\0';
	return true;
}

bool
cr_xlsx_day(const char *s, bool from_1904, char to[XLSX_NUMBER_SIZE])
{
	struct cr_date d, first;
	int64_t days;

	if (!cr_xlsx_number(s, to) ||
	    !cr_parse_int(to, strcspn(to, "."), &days) || days < 0 ||
	    days > 200000)
		return false;
	if (from_1904) {
		cr_date_from_ymd(1904, 1, 1, &first);
	} else {
		/* 29 February 1900 has a number, and never was */
		if (days == 0 || days == 60)
			return false;
		cr_date_from_ymd(1900, 1, 1, &first);
		days -= days > 60 ? 2 : 1;
	}
	d.days = first.days + (int32_t)days;
	if (cr_date_year(d) > 2199)
		return false;
	cr_date_iso(d, to);
	return true;
}

bool
cr_xlsx_is_date_builtin(int64_t id)
{
	return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) ||
	    id == 36 || (id >= 50 && id <= 54) || id == 57 || id == 58;
}

/* Behind a quoted text, an escape, or a [condition]; S when at none. */
static const char *
skip_literal(const char *s)
{
	const char *end = s;

	if (*s == '"')
		end = strchr(s + 1, '"');
	else if (*s == '[')
		end = strchr(s, ']');
	else if ((*s == '\\' || *s == '_' || *s == '*') && s[1] != '\0')
		return s + 2;
	else
		return s;
	return end ? end + 1 : s + strlen(s);
}

bool
cr_xlsx_is_date_format(const char *code)
{
	const char *next;
	char c;

	/* "General" by any name has no letter of a date doubled */
	for (; *code != '\0'; code = next) {
		if ((next = skip_literal(code)) != code)
			continue;
		next = code + 1;
		c = cr_lower(*code);
		if (c == ';')
			return false;
		if (c == 'y' || c == 'd')
			return true;
		if (c == cr_lower(code[1]) && (c == 'g' || c == 'a' ||
		    c == 'j' || c == 't'))
			return true;
	}
	return false;
}
