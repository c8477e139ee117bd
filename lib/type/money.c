#include "cr/money.h"

#include <string.h>

#include "cr/buf.h"
#include "cr/str.h"

bool
cr_money_add(struct cr_money *sum, struct cr_money x)
{
	int64_t cents;

	if (__builtin_add_overflow(sum->cents, x.cents, &cents))
		return false;
	sum->cents = cents;
	return true;
}

bool
cr_money_sub(struct cr_money *sum, struct cr_money x)
{
	int64_t cents;

	if (__builtin_sub_overflow(sum->cents, x.cents, &cents))
		return false;
	sum->cents = cents;
	return true;
}

struct cr_money
cr_money_neg(struct cr_money x)
{
	return (struct cr_money){ -x.cents };
}

struct cr_money
cr_money_abs(struct cr_money x)
{
	return x.cents < 0 ? cr_money_neg(x) : x;
}

bool
cr_money_scale(struct cr_money x, int64_t num, int64_t den,
    struct cr_money *out)
{
	__int128 p = (__int128)x.cents * num, q;

	if (den <= 0)
		return false;
	q = p / den;
	if ((p < 0 ? -(p % den) : p % den) * 2 >= den)
		q += p < 0 ? -1 : 1;
	if (q > INT64_MAX || q < -INT64_MAX)
		return false;
	out->cents = (int64_t)q;
	return true;
}

/* An amount being read: what is left of it and how it is written. */
struct scan {
	const char *p, *end;
	const struct cr_money_style *style;
};

static void
trim(struct scan *s)
{
	while (s->p < s->end && cr_is_space(*s->p))
		s->p++;
	while (s->p < s->end && cr_is_space(s->end[-1]))
		s->end--;
}

/* Take a sign off the front or the back; false if there are two. */
static bool
take_sign(struct scan *s, bool *minus)
{
	*minus = false;
	if (s->p < s->end && (*s->p == '-' || *s->p == '+')) {
		*minus = *s->p++ == '-';
	} else if (s->p < s->end && s->end[-1] == '-') {
		*minus = true;
		s->end--;
	}
	trim(s);
	return s->p < s->end && (cr_is_digit(*s->p) || *s->p == s->style->mark);
}

static bool
push_digit(int64_t *v, char c)
{
	*v = *v * 10 + (c - '0');
	return *v <= CR_MONEY_MAX_CENTS;
}

/* The whole part; a group mark must stand before exactly three digits. */
static bool
take_whole(struct scan *s, int64_t *v)
{
	int since = 0;
	bool grouped = false;

	for (; s->p < s->end && *s->p != s->style->mark; s->p++) {
		if (cr_is_digit(*s->p)) {
			since++;
			if (!push_digit(v, *s->p))
				return false;
		} else if (s->style->group && *s->p == s->style->group &&
		    since >= 1 && since <= 3 && (!grouped || since == 3)) {
			grouped = true;
			since = 0;
		} else {
			return false;
		}
	}
	return !grouped || since == 3;
}

/* The decimals: two count, more must be zero. */
static bool
take_decimals(struct scan *s, int64_t *v)
{
	int n = 0;

	if (s->p < s->end && *s->p == s->style->mark) {
		if (++s->p == s->end && s->end[-1] == s->style->mark)
			return false;
		for (; s->p < s->end; s->p++, n++)
			if (!cr_is_digit(*s->p) || (n >= 2 && *s->p != '0') ||
			    (n < 2 && !push_digit(v, *s->p)))
				return false;
	}
	for (; n < 2; n++)
		if (!push_digit(v, '0'))
			return false;
	return true;
}

bool
cr_money_parse(const char *str, size_t n, const struct cr_money_style *style,
    struct cr_money *out)
{
	struct scan s = { str, str + n, style };
	int64_t v = 0;
	bool minus;

	trim(&s);
	if (!take_sign(&s, &minus) || !take_whole(&s, &v))
		return false;
	if (style->implied ? s.p != s.end : !take_decimals(&s, &v))
		return false;
	out->cents = minus ? -v : v;
	return true;
}

bool
cr_money_parse_xml(const char *s, struct cr_money *out)
{
	static const struct cr_money_style xml = { .mark = '.' };
	const char *p = s;

	while (cr_is_space(*p))
		p++;
	if (*p == '-' || *p == '+')
		p++;
	return !cr_is_space(*p) && strchr(p, '-') == NULL &&
	    cr_money_parse(s, strlen(s), &xml, out);
}

/* The digits end where TO ends; returns where they begin. */
static char *
format_back(char to[CR_MONEY_SIZE], struct cr_money x, char mark, char group)
{
	char *p = to + CR_MONEY_SIZE;
	uint64_t u = x.cents < 0 ? -(uint64_t)x.cents : (uint64_t)x.cents;
	int n;

	for (n = 0; n < 3 || u != 0; n++, u /= 10) {
		if (n == 2)
			*--p = mark;
		else if (group && n > 2 && (n - 2) % 3 == 0)
			*--p = group;
		*--p = (char)('0' + u % 10);
	}
	if (x.cents < 0)
		*--p = '-';
	return p;
}

void
cr_money_format(struct cr_buf *b, struct cr_money x, char mark, char group)
{
	char digits[CR_MONEY_SIZE], *p;

	p = format_back(digits, x, mark, group);
	cr_buf_add(b, p, (size_t)(digits + sizeof(digits) - p));
}

size_t
cr_money_write(char to[CR_MONEY_SIZE], struct cr_money x, char mark,
    char group)
{
	char digits[CR_MONEY_SIZE], *p;
	size_t n;

	p = format_back(digits, x, mark, group);
	n = (size_t)(digits + sizeof(digits) - p);
	memcpy(to, p, n);
	return n;
}
