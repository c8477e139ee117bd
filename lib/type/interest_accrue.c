#include "interest_accrue.h"

#include "cr/cr.h"

#define YEAR 365
#define LEAP_YEAR 366
#define WHOLE 10000		/* basis points in one */

/* The rate of a day, and until when it stays the same. */
struct rate {
	int64_t bp;
	struct cr_date last;
	bool legal, assumed;
	const char *source;
	bool no_points;		/* not found: points; else the rate */
};

static struct cr_date
year_end(int year)
{
	struct cr_date d = CR_DATE_NONE;

	cr_date_from_ymd(year, 12, 31, &d);
	return d;
}

static struct cr_date
half_year_end(struct cr_date day)
{
	struct cr_date d = CR_DATE_NONE;
	int y, m, n;

	cr_date_to_ymd(day, &y, &m, &n);
	cr_date_from_ymd(y, m <= 6 ? 6 : 12, m <= 6 ? 30 : 31, &d);
	return d;
}

static void
end_by(struct cr_date *d, struct cr_date other)
{
	if (other.days < d->days)
		*d = other;
}

static bool
is_legal(const struct cr_accrual *a, struct cr_date day)
{
	struct cr_date demand = a->debt->demand;

	return a->terms->regime == CR_REGIME_LEGAL ||
	    (a->terms->regime == CR_REGIME_LEGAL4 &&
	    (!cr_date_is_set(demand) || day.days <= demand.days));
}

/* From table T, or assumed until END. */
static bool
base_rate(const struct cr_accrual *a, const struct cr_rates_table *t,
    struct cr_date day, struct cr_date end, struct rate *r)
{
	const struct cr_rates_row *row = cr_rates_find(t, day);

	*r = (struct rate){ .last = end };
	if (row != NULL) {
		r->bp = row->value;
		r->source = row->source;
		end_by(&r->last, row->to);
		return true;
	}
	r->bp = a->terms->assume_bp;
	r->assumed = true;
	return a->terms->assume;
}

static bool
legal_rate(const struct cr_accrual *a, struct cr_date day, struct rate *r)
{
	bool known = base_rate(a, &a->rates->legal, day,
	    year_end(cr_date_year(day)), r);

	r->legal = true;
	if (a->terms->regime == CR_REGIME_LEGAL4 &&
	    cr_date_is_set(a->debt->demand))
		end_by(&r->last, a->debt->demand);
	return known;
}

/* The reference rate and what goes on top of it. */
static bool
reference_rate(const struct cr_accrual *a, struct cr_date day, struct rate *r)
{
	const struct cr_rates_row *points;

	if (!base_rate(a, &a->rates->reference, day, half_year_end(day), r))
		return false;
	if (a->terms->regime == CR_REGIME_CONTRACT) {
		r->bp += a->terms->contract_bp;
		return true;
	}
	points = cr_rates_find(&a->rates->points[a->terms->regime], day);
	r->no_points = points == NULL;
	if (points == NULL)
		return false;
	r->bp += points->value;
	end_by(&r->last, points->to);
	return true;
}

/* The rate of DAY; false when it is not known. */
static bool
rate_on(const struct cr_accrual *a, struct cr_date day, struct rate *r)
{
	bool known = true;

	if (is_legal(a, day)) {
		known = legal_rate(a, day, r);
	} else if (a->terms->regime == CR_REGIME_CONTRACT &&
	    !a->terms->contract_points) {
		*r = (struct rate){ .bp = a->terms->contract_bp,
		    .last = { INT32_MAX } };
		if (a->terms->basis == CR_BASIS_ACT)
			r->last = year_end(cr_date_year(day));
	} else {
		known = reference_rate(a, day, r);
	}
	if (r->bp < 0)
		r->bp = 0;
	return known;
}

static int
not_known(const struct cr_accrual *a, struct cr_date day,
    const struct rate *r)
{
	char from[CR_DATE_SIZE], to[CR_DATE_SIZE];
	struct cr_date end = half_year_end(day), first = day;
	int y, m, d;

	if (r->no_points)
		return cr_fail(a->cr, CR_ENOTFOUND, "regime \"%s\" has no "
		    "points on %s: not in force then",
		    cr_regime_word(a->terms->regime), cr_date_iso(day, from));
	if (r->legal)
		return cr_fail(a->cr, CR_ENOTFOUND, "there is no legal rate "
		    "for the year %d", cr_date_year(day));
	cr_date_to_ymd(day, &y, &m, &d);
	cr_date_from_ymd(y, m <= 6 ? 1 : 7, 1, &first);
	return cr_fail(a->cr, CR_ENOTFOUND, "there is no reference rate for "
	    "the half-year from %s to %s", cr_date_iso(first, from),
	    cr_date_iso(end, to));
}

static bool
is_leap(struct cr_date day)
{
	struct cr_date end = year_end(cr_date_year(day));

	return end.days - year_end(cr_date_year(day) - 1).days == LEAP_YEAR;
}

/*
 * Interest is principal * weight / divisor, with one divisor for all days:
 * by "act" the days of a year of 365 weigh 366, and those of one of 366
 * weigh 365, of 10000 * 365 * 366.
 */
static int64_t
divisor(const struct cr_accrual *a)
{
	switch (a->terms->basis) {
	case CR_BASIS_360:
		return WHOLE * INT64_C(360);
	case CR_BASIS_ACT:
		return WHOLE * INT64_C(365) * LEAP_YEAR;
	default:
		return WHOLE * INT64_C(365);
	}
}

static bool
weight(const struct cr_accrual *a, int64_t bp, int32_t days,
    struct cr_date day, int64_t *out)
{
	int64_t each = 1;

	if (a->terms->basis == CR_BASIS_ACT)
		each = is_leap(day) ? YEAR : LEAP_YEAR;
	return !__builtin_mul_overflow(bp, (int64_t)days, out) &&
	    !__builtin_mul_overflow(*out, each, out);
}

/* NUM / DEN, half up; neither is negative. */
static bool
divide(__int128 num, int64_t den, struct cr_money *out)
{
	__int128 q = num / den + (num % den * 2 >= den);

	if (q > INT64_MAX)
		return false;
	out->cents = (int64_t)q;
	return true;
}

static int
too_large(const struct cr_accrual *a)
{
	return cr_fail(a->cr, CR_ELIMIT, "an amount of interest is too large");
}

/* By how much RATE is over that of the law, in the half-years of S. */
static void
note_excess(const struct cr_accrual *a, const struct cr_interest_segment *s)
{
	const struct cr_rates_table *t = &a->rates->reference;
	const struct cr_rates_row *row, *points;
	struct cr_date day = s->from;
	int64_t above;

	for (; day.days <= s->to.days; day = half_year_end(day), day.days++) {
		row = cr_rates_find(t, day);
		points = cr_rates_find(&a->rates->points[CR_REGIME_MORA],
		    day);
		if (row == NULL || points == NULL)
			continue;
		above = s->rate_bp - row->value - points->value;
		if (above > a->total->above_bp)
			a->total->above_bp = (int32_t)above;
	}
}

static int
tell(struct cr_accrual *a, struct cr_interest_segment *s)
{
	struct cr_interest_total *t = a->total;

	if (!cr_date_is_set(t->from))
		t->from = s->from;
	t->to = s->to;
	t->days += s->days;
	t->rate_bp = s->rate_bp;
	t->assumed |= s->assumed;
	if (a->terms->regime == CR_REGIME_CONTRACT)
		note_excess(a, s);
	return a->each != NULL ? a->each(a->ctx, s) : 0;
}

/* The segment that begins on S->from and ends on TO at the latest. */
static int
segment(struct cr_accrual *a, struct cr_interest_segment *s,
    struct cr_date to, __int128 *exact)
{
	struct rate r;
	__int128 num;
	int64_t w;

	if (!rate_on(a, s->from, &r) || r.last.days < s->from.days)
		return not_known(a, s->from, &r);
	s->to = r.last.days < to.days ? r.last : to;
	s->days = s->to.days - s->from.days + 1;
	s->rate_bp = (int32_t)r.bp;
	s->legal = r.legal;
	s->assumed = r.assumed;
	s->source = r.source;
	if (r.bp > INT32_MAX || !weight(a, r.bp, s->days, s->from, &w))
		return too_large(a);
	num = (__int128)s->principal.cents * w;
	if (__builtin_add_overflow(*exact, num, exact) ||
	    !divide(num, divisor(a), &s->interest))
		return too_large(a);
	return tell(a, s);
}

int
cr_accrue(struct cr_accrual *a, struct cr_money principal, struct cr_date cur,
    struct cr_date to, struct cr_money *interest)
{
	struct cr_interest_segment s = { .principal = principal };
	struct cr_money rows = { 0 };
	__int128 exact = 0;
	int err = 0;

	*interest = rows;
	if (principal.cents <= 0)
		return 0;
	s.from.days = cur.days + 1;
	for (; err == 0 && s.from.days <= to.days;
	    s.from.days = s.to.days + 1)
		if ((err = segment(a, &s, to, &exact)) == 0 &&
		    !cr_money_add(&rows, s.interest))
			err = too_large(a);
	if (err == 0 && a->terms->round_rows)
		*interest = rows;
	else if (err == 0 && !divide(exact, divisor(a), interest))
		err = too_large(a);
	return err;
}

int64_t
cr_accrue_day(const struct cr_accrual *a, struct cr_money principal,
    struct cr_date day)
{
	struct cr_date next = { day.days + 1 };
	struct cr_money micro = { 0 };
	struct rate r;
	int64_t w;

	if (!rate_on(a, next, &r)) {
		if (a->total->days == 0)
			return 0;
		r.bp = a->total->rate_bp;	/* as on the last day */
	}
	/* 10000 millionths are a cent */
	if (principal.cents <= 0 || !weight(a, r.bp, 1, next, &w) ||
	    !divide((__int128)principal.cents * w,
	    divisor(a) / WHOLE, &micro))
		return 0;
	return micro.cents;
}
