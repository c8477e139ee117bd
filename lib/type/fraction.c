#include "cr/fraction.h"

#include <string.h>

#include "cr/str.h"

#define DECIMALS 6		/* of a percentage */
#define PERCENT_MAX 1000

static int64_t
gcd(int64_t a, int64_t b)
{
	int64_t rest;

	while (b != 0) {
		rest = a % b;
		a = b;
		b = rest;
	}
	return a;
}

bool
cr_fraction_make(int64_t num, int64_t den, struct cr_fraction *out)
{
	int64_t by;

	if (num < 0 || den <= 0)
		return false;
	by = gcd(num, den);
	*out = (struct cr_fraction){ num / by, den / by };
	return true;
}

bool
cr_fraction_percent(const char *text, struct cr_fraction *out)
{
	size_t whole = strcspn(text, ".,"), decimals = 0;
	int64_t v, fraction = 0, unit = 1;

	if (whole == 0 || !cr_is_digit(*text) ||
	    !cr_parse_int(text, whole, &v) || v > PERCENT_MAX)
		return false;
	if (text[whole] != '\0') {
		text += whole + 1;
		decimals = strlen(text);
		if (decimals == 0 || decimals > DECIMALS ||
		    !cr_is_digit(*text) ||
		    !cr_parse_int(text, decimals, &fraction))
			return false;
	}
	for (; decimals > 0; decimals--)
		unit *= 10;
	v = v * unit + fraction;
	return v <= PERCENT_MAX * unit && cr_fraction_make(v, 100 * unit, out);
}

bool
cr_fraction_mul(struct cr_fraction a, struct cr_fraction b,
    struct cr_fraction *out)
{
	int64_t x = gcd(a.num, b.den), y = gcd(b.num, a.den);
	struct cr_fraction r;

	if (a.num == 0 || b.num == 0) {
		*out = CR_FRACTION_NONE;
		return true;
	}
	if (__builtin_mul_overflow(a.num / x, b.num / y, &r.num) ||
	    __builtin_mul_overflow(a.den / y, b.den / x, &r.den))
		return false;
	*out = r;
	return true;
}

/* R in whole UNITs, rounded half up; false when there are too many. */
static bool
in_units(struct cr_fraction r, int64_t unit, int64_t *out)
{
	__int128 v = (__int128)r.num * unit + r.den / 2;

	/* of an odd number the half is no whole, and rounds as it should */
	v /= r.den;
	*out = (int64_t)v;
	return v <= INT64_MAX;
}

bool
cr_fraction_chain(struct cr_fraction a, struct cr_fraction b,
    struct cr_fraction *out)
{
	int64_t x, y;
	__int128 v;

	if (!in_units(a, CR_FRACTION_UNIT, &x) ||
	    !in_units(b, CR_FRACTION_UNIT, &y))
		return false;
	v = ((__int128)x * y + CR_FRACTION_UNIT / 2) / CR_FRACTION_UNIT;
	return v <= INT64_MAX && cr_fraction_make((int64_t)v, CR_FRACTION_UNIT,
	    out);
}

struct cr_fraction
cr_fraction_at_most_one(struct cr_fraction r)
{
	return r.num > r.den ? CR_FRACTION_ALL : r;
}

bool
cr_fraction_is_zero(struct cr_fraction r)
{
	return r.num == 0;
}

bool
cr_fraction_of(struct cr_money x, struct cr_fraction r, struct cr_money *out)
{
	return cr_money_scale(x, r.num, r.den, out);
}

int64_t
cr_fraction_ppm(struct cr_fraction r)
{
	int64_t ppm;

	return in_units(r, 1000000, &ppm) ? ppm : INT64_MAX;
}
