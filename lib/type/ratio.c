#include "cr/ratio.h"

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
cr_ratio_make(int64_t num, int64_t den, struct cr_ratio *out)
{
	int64_t by;

	if (num < 0 || den <= 0)
		return false;
	by = gcd(num, den);
	*out = (struct cr_ratio){ num / by, den / by };
	return true;
}

bool
cr_ratio_percent(const char *text, struct cr_ratio *out)
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
	return v <= PERCENT_MAX * unit && cr_ratio_make(v, 100 * unit, out);
}

bool
cr_ratio_mul(struct cr_ratio a, struct cr_ratio b, struct cr_ratio *out)
{
	int64_t x = gcd(a.num, b.den), y = gcd(b.num, a.den);
	struct cr_ratio r;

	if (a.num == 0 || b.num == 0) {
		*out = CR_RATIO_NONE;
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
in_units(struct cr_ratio r, int64_t unit, int64_t *out)
{
	__int128 v = (__int128)r.num * unit + r.den / 2;

	/* of an odd number the half is no whole, and rounds as it should */
	v /= r.den;
	*out = (int64_t)v;
	return v <= INT64_MAX;
}

bool
cr_ratio_chain(struct cr_ratio a, struct cr_ratio b, struct cr_ratio *out)
{
	int64_t x, y;
	__int128 v;

	if (!in_units(a, CR_RATIO_UNIT, &x) || !in_units(b, CR_RATIO_UNIT,
	    &y))
		return false;
	v = ((__int128)x * y + CR_RATIO_UNIT / 2) / CR_RATIO_UNIT;
	return v <= INT64_MAX && cr_ratio_make((int64_t)v, CR_RATIO_UNIT,
	    out);
}

struct cr_ratio
cr_ratio_at_most_one(struct cr_ratio r)
{
	return r.num > r.den ? CR_RATIO_ALL : r;
}

bool
cr_ratio_is_zero(struct cr_ratio r)
{
	return r.num == 0;
}

bool
cr_ratio_of(struct cr_money x, struct cr_ratio r, struct cr_money *out)
{
	return cr_money_scale(x, r.num, r.den, out);
}

int64_t
cr_ratio_ppm(struct cr_ratio r)
{
	int64_t ppm;

	return in_units(r, 1000000, &ppm) ? ppm : INT64_MAX;
}
