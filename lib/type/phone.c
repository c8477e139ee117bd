#include "cr/phone.h"

#include <string.h>

#include "cr/str.h"

#define DIGITS_MIN 6		/* in all, without an Italian one's +39 */
#define DIGITS_MAX 15		/* E.164 6.1 */
#define ITALIAN_MAX 11		/* without the +39 */

/*
 * The digits of S, and whether a "+" stands before them. A "(0)" within a
 * number is what one dials at home only; *HOME tells where it stood.
 */
static bool
take_digits(const char *s, char to[DIGITS_MAX + 3], bool *plus, size_t *home)
{
	size_t n = 0;

	*plus = false;
	*home = 0;
	for (; *s != '\0'; s++) {
		if (cr_is_digit(*s)) {
			if (n == DIGITS_MAX + 2)	/* 00 and all */
				return false;
			if (n > 0 && *s == '0' && s[-1] == '(' && s[1] == ')')
				*home = n;
			to[n++] = *s;
		} else if (*s == '+' && n == 0 && !*plus) {
			*plus = true;
		} else if (strchr(" .-/()\t", *s) == NULL) {
			return false;
		}
	}
	to[n] = '\0';
	return n > 0;
}

/* D behind +39. */
static bool
is_italian(const char *d)
{
	size_t n = strlen(d);

	if (*d == '3')
		return n == 9 || n == 10;
	return (*d == '0' || *d == '8' || *d == '5') && n >= DIGITS_MIN &&
	    n <= ITALIAN_MAX;
}

static void
join(char to[CR_PHONE_SIZE], const char *code, const char *d)
{
	size_t n = strlen(code);

	memcpy(to, code, n);
	memcpy(to + n, d, strlen(d) + 1);
}

/* D with the code of another country, the zero at HOME left out. */
static bool
parse_foreign(char *d, size_t home, char to[CR_PHONE_SIZE])
{
	size_t n = strlen(d);

	if (home > 0)
		memmove(d + home, d + home + 1, n-- - home);
	if (*d == '0' || n < DIGITS_MIN + 1 || n > DIGITS_MAX)
		return false;
	join(to, "+", d);
	return true;
}

bool
cr_phone_parse(const char *s, char to[CR_PHONE_SIZE])
{
	char digits[DIGITS_MAX + 3], *d = digits;
	bool plus;
	size_t home;

	to[0] = '\0';
	if (!take_digits(s, digits, &plus, &home))
		return false;
	if (!plus && cr_starts(d, "00")) {
		plus = true;
		d += 2;
		home = home > 2 ? home - 2 : 0;
	}
	/* 39 347 1234567: with the code of the country, without a plus. */
	if (!plus && strlen(d) >= 12 && cr_starts(d, "393"))
		plus = true;
	if (plus && !cr_starts(d, "39"))
		return parse_foreign(d, home, to);
	if (plus)
		d += 2;
	if (!is_italian(d))
		return false;
	join(to, "+39", d);
	return true;
}

bool
cr_phone_is_mobile(const char *e164)
{
	return !cr_starts(e164, "+39") || e164[3] == '3';
}
