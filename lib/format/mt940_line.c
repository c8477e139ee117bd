#include "mt940.h"

#include <stdlib.h>
#include <string.h>

#include "cr/str.h"

/* The fields of MT940 that are cut by position: :61:, :60F:, :62F:. */

#define NO_REFERENCE "NONREF"

static bool
digits(const char *s, size_t n)
{
	for (; n > 0 && cr_is_digit(*s); s++)
		n--;
	return n == 0;
}

static int
two(const char *s)
{
	return (s[0] - '0') * 10 + (s[1] - '0');
}

/* Banks that count 30 days a month have a 30 February. */
static bool
day_of(int y, int m, int d, struct cr_date *out)
{
	if (cr_date_from_ymd(y, m, d, out))
		return true;
	return m == 2 && d <= 30 && (cr_date_from_ymd(y, m, 29, out) ||
	    cr_date_from_ymd(y, m, 28, out));
}

/* YYMMDD */
static bool
short_date(const char *s, struct cr_date *out)
{
	int y = two(s);

	return day_of(y + (y < 70 ? 2000 : 1900), two(s + 2), two(s + 4), out);
}

/* MMDD in the year that brings it nearest to VALUE. */
static struct cr_date
nearest(const char *s, struct cr_date value)
{
	struct cr_date best = CR_DATE_NONE, d;
	int y, month, day;

	if (!cr_date_is_set(value))
		return best;
	cr_date_to_ymd(value, &y, &month, &day);
	if (two(s) == month && two(s + 2) == day)
		return value;
	for (y = cr_date_year(value) - 1; y <= cr_date_year(value) + 1; y++) {
		if (!day_of(y, two(s), two(s + 2), &d))
			continue;
		if (!cr_date_is_set(best) || abs(d.days - value.days) <
		    abs(best.days - value.days))
			best = d;
	}
	return best;
}

/* "2187,95", "14220," or "500"; *END behind it. */
static bool
amount(const char *s, struct cr_money *out, const char **end)
{
	int64_t v = 0;
	int decimals = 0;

	if (!digits(s, 1))
		return false;
	for (; cr_is_digit(*s) && v <= CR_MONEY_MAX_CENTS; s++)
		v = v * 10 + (*s - '0');
	if (*s == ',')
		for (s++; cr_is_digit(*s) && decimals < 2; s++, decimals++)
			v = v * 10 + (*s - '0');
	while (*s == '0' && decimals == 2)
		s++;
	for (; decimals < 2; decimals++)
		v *= 10;
	if (cr_is_digit(*s) || v > CR_MONEY_MAX_CENTS)
		return false;
	out->cents = v;
	*end = s;
	return true;
}

bool
cr_mt940_balance(const char *s, struct cr_money *v, char currency[4],
    struct cr_date *date)
{
	char sign = *s;
	const char *end;
	int i;

	*date = CR_DATE_NONE;
	if ((sign != 'C' && sign != 'D') || !digits(s + 1, 6))
		return false;
	if (!short_date(s + 1, date))
		*date = CR_DATE_NONE;
	for (i = 0; i < 3; i++)
		if (s[7 + i] < 'A' || s[7 + i] > 'Z')
			return false;
	memcpy(currency, s + 7, 3);
	currency[3] = '\0';
	s += 10;
	while (*s == ' ')
		s++;
	if (!amount(s, v, &end))
		return false;
	if (sign == 'D')
		*v = cr_money_neg(*v);
	return true;
}

/*
 * C, D, RC (a credit is taken back), RD; EC, ED (expected); then a letter
 * that says what the money is, which only eyes take for part of it: DR is
 * D and R. *END behind it, or NULL.
 */
static const char *
mark(const char *s, struct cr_rec_entry *e, bool *negative)
{
	if (*s == 'R' && (s[1] == 'C' || s[1] == 'D')) {
		e->reversal = true;
		s++;
	} else if (*s == 'E' && (s[1] == 'C' || s[1] == 'D')) {
		e->status = "INFO";
		s++;
	}
	if (*s != 'C' && *s != 'D')
		return NULL;
	*negative = (*s++ == 'D') != e->reversal;
	if (*s >= 'A' && *s <= 'Z')
		s++;
	while (*s == ' ')
		s++;
	return s;
}

/* "NONREF" stands for none. */
static char *
reference(char *s, size_t n)
{
	char *p = cr_btext_cut(s, n, false);

	return p != NULL && strcmp(p, NO_REFERENCE) != 0 ? p : NULL;
}

/* "NTRFNONREF//55555": what it is, our reference, the bank's. */
static void
references(struct mt940 *m, char *s)
{
	struct cr_rec_entry *e = &m->out.u.entry;
	size_t n = strlen(s), code;
	char *bank;

	if (n > 0 && strchr("NFS", *s) != NULL) {
		code = n < 4 ? n : 4;
		while (code > 1 && ((unsigned char)s[code] & 0xc0) == 0x80)
			code--;
		/* nothing stands between it and our reference */
		e->code = cr_btext_text(&m->b->arena, s, code);
		s += code;
		n -= code;
	}
	bank = strstr(s, "//");
	if (bank != NULL)
		e->servicer_ref = reference(bank + 2,
		    n - (size_t)(bank + 2 - s));
	e->payment_id = reference(s, bank ? (size_t)(bank - s) : n);
}

/* YYMMDD or YYMMDDMMDD; most movements have the days of the one before. */
static const char *
days(struct mt940 *m, const char *s)
{
	struct cr_rec_entry *e = &m->out.u.entry;

	if (memcmp(s, m->day_text, 6) != 0) {
		if (!short_date(s, &m->day))
			m->day = CR_DATE_NONE;
		memcpy(m->day_text, s, 6);
	}
	e->value = m->day;
	s += 6;
	if (!digits(s, 4))
		return s;
	e->booked = memcmp(s, s - 4, 4) == 0 ? e->value : nearest(s, e->value);
	return s + 4;
}

static bool
line_61(struct mt940 *m, char *text)
{
	struct cr_rec_entry *e = &m->out.u.entry;
	const char *s = text;
	bool negative;

	while (*s == ' ')
		s++;
	if (!digits(s, 6))
		return false;
	s = days(m, s);
	while (*s == ' ')
		s++;
	if ((s = mark(s, e, &negative)) == NULL ||
	    !amount(s, &e->amount.v, &s))
		return false;
	if (negative)
		e->amount.v = cr_money_neg(e->amount.v);
	e->amount.set = true;
	if (!cr_date_is_set(e->booked))
		e->booked = e->value;
	references(m, text + (s - text));
	return true;
}

bool
cr_mt940_movement(struct mt940 *m)
{
	char *s = m->line.s, *more = strchr(s, '\n');

	if (more != NULL)
		*more++ = '\0';
	if (!line_61(m, s)) {
		if (more == NULL)
			return false;
		/* the line was broken before its amount */
		s = cr_arena_printf(&m->b->arena, "%s%s", s, more);
		more = strchr(s, '\n');
		if (more != NULL)
			*more++ = '\0';
		m->out.u.entry = m->blank;
		if (!line_61(m, s))
			return false;
	}
	if (more != NULL)
		m->out.u.entry.note = cr_btext_cut(more, strlen(more),
		    false);
	return true;
}
