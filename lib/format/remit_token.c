#include "remit.h"

#include <string.h>

#include "cr/str.h"

/* What U+00C0 to U+00FF are without their accents. */
static const char plain[] =
    "AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTSAAAAAAACEEEEIIIIDNOOOOO/OUUUUYTY";

/* What stands for the character C in capitals of ASCII. */
static char
capital(unsigned c)
{
	if (c < 0x80)
		return c < ' ' ? ' ' : cr_upper((char)c);
	if (c == 0xB0 || c == 0xBA)	/* N° */
		return '.';
	if (c >= 0xC0 && c <= 0xFF)
		return plain[c - 0xC0];
	if (c >= 0x2010 && c <= 0x2015)
		return '-';
	return ' ';
}

/* The character at S of at most N bytes: UTF-8 if it can be, else Latin-1. */
static size_t
character(const unsigned char *s, size_t n, unsigned *c)
{
	if (s[0] >= 0xC2 && s[0] < 0xE0 && n > 1 && (s[1] & 0xC0) == 0x80) {
		*c = (s[0] & 0x1Fu) << 6 | (s[1] & 0x3Fu);
		return 2;
	}
	if (s[0] >= 0xE0 && s[0] < 0xF0 && n > 2 && (s[1] & 0xC0) == 0x80 &&
	    (s[2] & 0xC0) == 0x80) {
		*c = (s[0] & 0xFu) << 12 | (s[1] & 0x3Fu) << 6 |
		    (s[2] & 0x3Fu);
		return 3;
	}
	*c = s[0];
	return 1;
}

static void
capitals(struct remit_text *t, const char *text, size_t n)
{
	static const char euro[] = " EUR ";
	const unsigned char *s = (const unsigned char *)text;
	unsigned c;

	t->len = 0;
	while (n > 0 && t->len + sizeof(euro) < sizeof(t->s)) {
		size_t used = character(s, n, &c);

		if (c == 0x20AC) {
			memcpy(t->s + t->len, euro, sizeof(euro) - 1);
			t->len += sizeof(euro) - 1;
		} else if (c != 0xAA) {		/* 1ª */
			t->s[t->len++] = capital(c);
		}
		s += used;
		n -= used;
	}
	t->s[t->len] = '\0';
}

static enum remit_kind
kind_of(char c)
{
	if (cr_is_digit(c))
		return REMIT_NUMBER;
	return cr_is_alpha(c) ? REMIT_WORD : REMIT_SIGN;
}

void
cr_remit_tokens(struct remit_text *t, const char *text, size_t n)
{
	struct remit_token *k;
	const char *s;
	bool blank = true;

	capitals(t, text, n);
	t->n = 0;
	for (s = t->s; *s != '\0' && t->n < REMIT_TOKENS;) {
		if (cr_is_space(*s)) {
			blank = true;
			s++;
			continue;
		}
		k = &t->v[t->n++];
		*k = (struct remit_token){ .s = s, .blank = blank,
			.kind = (unsigned char)kind_of(*s) };
		do
			s++;
		while (*s != '\0' && !cr_is_space(*s) &&
		    k->kind != REMIT_SIGN && kind_of(*s) == k->kind);
		k->n = (unsigned short)(s - k->s);
		blank = false;
	}
	t->v[t->n] = (struct remit_token){ .s = s, .kind = REMIT_END,
		.blank = true };
}

bool
cr_remit_is_sign(const struct remit_token *k, const char *signs)
{
	return k->kind == REMIT_SIGN && strchr(signs, *k->s) != NULL;
}

bool
cr_remit_joins(const struct remit_token *k, const char *signs)
{
	return cr_remit_is_sign(k, signs) && !k->blank && !k[1].blank;
}

int64_t
cr_remit_value(const struct remit_token *k)
{
	int64_t v;

	return k->kind == REMIT_NUMBER && k->n <= 9 &&
	    cr_parse_int(k->s, k->n, &v) ? v : -1;
}

int
cr_remit_year(const struct remit_token *k, int payment_year)
{
	int64_t v = cr_remit_value(k);

	if (k->n == 4 && (payment_year == 0 ? v >= 1990 && v <= 2059 :
	    v >= payment_year - 20 && v <= payment_year + 1))
		return (int)v;
	if (k->n != 2 || v < 0)
		return 0;
	if (payment_year == 0)
		return v >= 10 && v <= 45 ? 2000 + (int)v : 0;
	v += 2000;
	return v >= payment_year - 10 && v <= payment_year + 1 ? (int)v : 0;
}

bool
cr_remit_compact(const struct remit_token *k, int payment_year,
    struct cr_date *date)
{
	int year;

	if (k->kind != REMIT_NUMBER || (k->n != 6 && k->n != 8))
		return false;
	if (!cr_date_parse(k->s, k->n, k->n == 6 ? CR_DATE_DDMMYY :
	    CR_DATE_DDMMYYYY, date) && (k->n == 6 || !cr_date_parse(k->s, 8,
	    CR_DATE_YYYYMMDD, date)))
		return false;
	year = cr_date_year(*date);
	if (payment_year == 0)
		return year >= 2000 && year <= 2045;
	return year >= payment_year - 10 && year <= payment_year + 1;
}

/* 2026-06-28 */
static bool
year_first(const struct remit_token *k, struct cr_date *date, int *year)
{
	int64_t y = cr_remit_value(k);

	if (!cr_date_from_ymd((int)y, (int)cr_remit_value(&k[2]),
	    (int)cr_remit_value(&k[4]), date))
		return false;
	*year = (int)y;
	return true;
}

/* 03/2026 */
static bool
month_and_year(const struct remit_token *k, int payment_year, int *year)
{
	int64_t m = cr_remit_value(k);

	return k->n <= 2 && m >= 1 && m <= 12 && k[2].n == 4 &&
	    (*year = cr_remit_year(&k[2], payment_year)) != 0;
}

/* 28/06, its numbers STEP tokens apart */
static bool
day_and_month(const struct remit_token *k, size_t step)
{
	int64_t d = cr_remit_value(k), m = cr_remit_value(&k[step]);

	return k->n <= 2 && k[step].n <= 2 && d >= 1 && d <= 31 && m >= 1 &&
	    m <= 12;
}

/* The year behind 28/06, which makes a day of them. */
static bool
year_last(const struct remit_token *k, size_t step, int payment_year,
    struct cr_date *date, int *year)
{
	int y;

	if (k[2 * step].kind != REMIT_NUMBER ||
	    (y = cr_remit_year(&k[2 * step], payment_year)) == 0 ||
	    !cr_date_from_ymd(y, (int)cr_remit_value(&k[step]),
	    (int)cr_remit_value(k), date))
		return false;
	*year = y;
	return true;
}

/* 28/06/2026 28.6.26 28-06-2026 28/06; 2026-06-28; with blanks after DEL. */
static size_t
split_date(const struct remit_text *t, size_t i, int payment_year,
    struct cr_date *date, int *year)
{
	const struct remit_token *k = &t->v[i];
	size_t step;
	bool sign;

	if (k->kind != REMIT_NUMBER || i + 3 > t->n)
		return i;
	step = cr_remit_is_sign(&k[1], "/.-") ? 2 : 1;
	if (k[step].kind != REMIT_NUMBER)
		return i;
	sign = step == 2 && cr_remit_is_sign(&k[3], "/.-");
	if (k->n == 4 && sign && k[4].kind == REMIT_NUMBER)
		return year_first(k, date, year) ? i + 5 : i;
	if (step == 2 && month_and_year(k, payment_year, year))
		return i + 3;
	if (!day_and_month(k, step))
		return i;
	if (step == 2 && !sign)
		return i + 3;		/* no year */
	if (year_last(k, step, payment_year, date, year))
		return i + 2 * step + 1;
	return step == 2 ? i + 3 : i;
}

/* 3 MARZO 2026, 1° MARZO 2026, MARZO 2026, MARZO */
static size_t
month_date(const struct remit_text *t, size_t start, int payment_year,
    struct cr_date *date, int *year)
{
	const struct remit_token *k = &t->v[start];
	int64_t d = 0;
	size_t i;

	if (k->kind == REMIT_NUMBER && k->n <= 2) {
		d = cr_remit_value(k++);
		k += cr_remit_is_sign(k, ".^");
	}
	if (k->word != WORD_MONTH)
		return start;
	i = (size_t)(k - t->v) + 1;
	if (k[1].kind == REMIT_NUMBER &&
	    (*year = cr_remit_year(&k[1], payment_year)) != 0) {
		i++;
		if (d != 0)
			cr_date_from_ymd(*year, k->month, (int)d, date);
	}
	return i;
}

size_t
cr_remit_date(const struct remit_text *t, size_t i, int payment_year,
    struct cr_date *date, int *year)
{
	const struct remit_token *k = &t->v[i];
	size_t end;

	*date = CR_DATE_NONE;
	*year = 0;
	if (cr_remit_compact(k, payment_year, date)) {
		*year = cr_date_year(*date);
		return i + 1;
	}
	if ((end = month_date(t, i, payment_year, date, year)) != i ||
	    (end = split_date(t, i, payment_year, date, year)) != i)
		return end;
	if (k->kind == REMIT_NUMBER &&
	    (*year = cr_remit_year(k, payment_year)) != 0)
		return i + 1;
	return i;
}

/* Is 1,234 the beginning of 1,234.56? */
static bool
is_english(const struct remit_token *k)
{
	while (cr_remit_joins(&k[1], ",") && k[2].kind == REMIT_NUMBER &&
	    k[2].n == 3)
		k += 2;
	return cr_remit_joins(&k[1], ".") && k[2].kind == REMIT_NUMBER &&
	    k[2].n == 2;
}

/* 1.234,56 1220,00 50.00: digits, thousands, and two decimals. */
size_t
cr_remit_amount(const struct remit_text *t, size_t i)
{
	const struct remit_token *k = &t->v[i];
	bool groups = false;

	if (k->kind != REMIT_NUMBER)
		return i;
	while (cr_remit_joins(&k[1], is_english(k) ? ",.'" : ".'") &&
	    k[2].kind == REMIT_NUMBER && k[2].n == 3 && k->n <= 3) {
		groups = true;
		k += 2;
	}
	if (cr_remit_joins(&k[1], ",.") && k[2].kind == REMIT_NUMBER &&
	    k[2].n <= 2 && (groups || k->n >= 3 || *k[2].s == '0') &&
	    !(cr_remit_joins(&k[3], ",./-") && k[4].kind == REMIT_NUMBER))
		return (size_t)(k + 3 - t->v);
	return groups ? (size_t)(k + 1 - t->v) : i;
}
