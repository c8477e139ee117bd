#include "cr/json.h"

#include <string.h>

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/str.h"

#define WHOLE_DIGITS 18		/* that 64 bits surely hold */

/* Quotes around numbers that a binary fraction would only come near to. */

static size_t
digits(const char *s, const char *end)
{
	const char *from = s;

	while (s < end && cr_is_digit(*s))
		s++;
	return (size_t)(s - from);
}

/*
 * The length of the number at S (RFC 8259, 6), or 0: it is none. WHOLE: it
 * has neither a fraction nor an exponent.
 */
static size_t
number(const char *s, const char *end, bool *whole)
{
	const char *p = s;
	size_t n;

	*whole = true;
	if (p < end && *p == '-')
		p++;
	if ((n = digits(p, end)) == 0 || (n > 1 && *p == '0'))
		return 0;
	*whole = n <= WHOLE_DIGITS;
	p += n;
	if (p < end && *p == '.') {
		*whole = false;
		if ((n = digits(++p, end)) == 0)
			return 0;
		p += n;
	}
	if (p < end && (*p == 'e' || *p == 'E')) {
		*whole = false;
		if (++p < end && (*p == '+' || *p == '-'))
			p++;
		if ((n = digits(p, end)) == 0)
			return 0;
		p += n;
	}
	return (size_t)(p - s);
}

/* May a value end at S? Not where the name of a member does. */
static bool
is_end(const char *s, const char *end)
{
	if (s < end && (*s == '\0' || strchr(" \t\r\n,]}", *s) == NULL))
		return false;
	while (s < end && cr_is_space(*s))
		s++;
	return s == end || *s != ':';
}

/* The length of the text at S, which begins with a quote. */
static size_t
text(const char *s, const char *end)
{
	const char *p = s + 1;

	while (p < end && *p != '"')
		p += *p == '\\' && p + 1 < end ? 2 : 1;
	return (size_t)(p - s) + (p < end);
}

/*
 * Copy S with quotes around such numbers. Nothing else is changed, so that
 * what is no JSON still is none: a number beside a letter or another digit
 * is left to the parser as it is.
 */
static void
quote(const char *s, const char *end, struct cr_buf *to)
{
	size_t n;
	bool whole;

	while (s < end) {
		n = 1;
		whole = true;
		if (*s == '"') {
			n = text(s, end);
		} else if (*s == '-' || cr_is_digit(*s)) {
			n = number(s, end, &whole);
			whole |= n == 0 || !is_end(s + n, end);
			n += n == 0;
		} else if (cr_is_alpha(*s) || *s == '.' || *s == '+') {
			/* true, null: and what no number follows */
			while (s + n < end && (cr_is_alpha(s[n]) ||
			    cr_is_digit(s[n]) || s[n] == '.'))
				n++;
		}
		if (!whole)
			cr_buf_addc(to, '"');
		cr_buf_add(to, s, n);
		if (!whole)
			cr_buf_addc(to, '"');
		s += n;
	}
}

int
cr_json_parse_exact(struct cr *cr, const char *s, size_t n,
    struct cr_json **out)
{
	struct cr_buf b;
	int err;

	cr_buf_init(&b);
	quote(s, s + n, &b);
	err = cr_json_parse(cr, b.s ? b.s : "", b.len, out);
	cr_buf_release(&b);
	return err;
}
