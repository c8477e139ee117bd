/* Late-payment interest: the vectors of single debts, to the cent. */
#include "interest.h"

static struct cr_rates halves;	/* legal rates by half-years, as the vectors */

/* ---- Single debts ------------------------------------------------------- */

static const struct vector {
	const char *id;
	enum cr_regime regime;
	int64_t capital;
	const char *due, *to;
	enum cr_interest_basis basis;
	int32_t days;
	int64_t once, rows;	/* rounded once; segment by segment */
} vectors[] = {
	{ "I01", MORA, 1000000, "2024-01-31", "2024-06-30", B365,
	    151, 51712, 51712 },
	{ "I02", MORA, 1000000, "2024-04-15", "2024-10-15", B365,
	    183, 61938, 61938 },
	{ "I03", MORA, 543210, "2022-11-30", "2025-03-31", B365,
	    852, 147173, 147173 },
	{ "I04", MORA, 100000, "2023-12-31", "2024-12-31", B365,
	    366, 12408, 12408 },
	{ "I05", MORA, 100000, "2023-12-31", "2024-12-31", ACT,
	    366, 12374, 12374 },
	{ "I06", MORA, 100000, "2023-12-31", "2024-12-31", B360,
	    366, 12581, 12580 },
	{ "I07", MORA7, 100000, "2010-01-01", "2012-01-01", B365,
	    730, 16126, 16126 },
	{ "I08", MORA7, 2500000, "2012-09-30", "2013-09-30", B365,
	    365, 193750, 193750 },
	{ "I09", MORA, 2500000, "2013-01-31", "2013-09-30", B365,
	    242, 143459, 143459 },
	{ "I10", FOOD, 800000, "2025-06-30", "2025-09-20", B365,
	    82, 25431, 25431 },
	{ "I11", FOOD, 375075, "2025-05-20", "2025-08-19", B365,
	    91, 13653, 13653 },
	{ "I12", LEGAL, 150000, "2022-12-15", "2024-02-15", B365,
	    427, 8055, 8055 },
	{ "I13", MORA, 1234567, "2025-12-31", "2026-11-21", B365,
	    325, 112794, 112793 },
	{ "I14", MORA, 33333, "2022-12-31", "2026-06-30", B365,
	    1277, 13114, 13115 },
	{ "I15", FIXED, 750000, "2025-03-15", "2026-03-15", B365,
	    365, 67500, 67500 },
	{ "I16", LEGAL, 2000000, "2024-09-10", "2025-03-01", B365,
	    172, 21918, 21917 },
	{ "I17", MORA, 2000000, "2025-03-01", "2025-06-30", B365,
	    121, 73926, 73926 },
	{ "I18", MORA, 15000000, "2025-02-28", "2026-02-28", B365,
	    365, 1572637, 1572637 },
	{ "I19", MORA, 9876543210, "2019-12-31", "2026-11-21", B365,
	    2517, 6663554879, 6663554880 },
	{ "I20", MORA, 1460, "2024-06-28", "2024-06-29", B365,
	    1, 1, 1 },
	{ "I21", MORA, 10000, "2024-02-28", "2024-02-29", B365,
	    1, 3, 3 },
	{ "I22", MORA, 1000000, "2024-06-30", "2024-06-30", B365,
	    0, 0, 0 },
	{ "I23", MORA, 1000000, "2024-06-30", "2024-07-01", B365,
	    1, 336, 336 },
	{ "I24", MORA, 1000000, "2024-06-29", "2024-06-30", B365,
	    1, 342, 342 },
	{ "I25", LEGAL, 5000000, "2003-12-31", "2026-06-30", B365,
	    8217, 1901644, 1901645 },
	{ "I26", MORA, 1, "2023-12-31", "2024-12-31", B365,
	    366, 0, 0 },
	{ "I27", MORA7, 480000, "2002-11-30", "2005-06-30", B365,
	    943, 114712, 114713 },
};

static struct cr_interest_total
tell(const struct vector *v, bool rows)
{
	struct cr_interest_terms t = { .regime = v->regime,
	    .basis = v->basis, .round_rows = rows, .contract_bp = 900 };
	struct cr_interest_debt d = debt_of(v->capital, v->due);
	struct cr_interest_total total;

	ck_assert_msg(cr_interest(&cr, rows ? &halves : &rates, &t, &d,
	    day(v->to), NULL, NULL, &total) == CR_OK, "%s: %s", v->id,
	    cr_errmsg(&cr));
	return total;
}

/*
 * The vectors' rounded rows cut the legal rate at 1 July too. By the law it
 * is of a year, so that is how we do it.
 */
static void
make_halves(void)
{
	const struct cr_rates_row *whole;
	struct cr_rates_row row;
	struct cr_date d = day("2003-01-01");

	halves = rates;
	memset(&halves.legal, 0, sizeof(halves.legal));
	while ((whole = cr_rates_find(&rates.legal, d)) != NULL) {
		row = *whole;
		row.from = d;
		row.to.days = cr_date_add_months(d, 6).days - 1;
		cr_rates_put(&halves.legal, &row);
		d.days = row.to.days + 1;
	}
}

START_TEST(single)
{
	struct cr_interest_total t;
	size_t i;

	make_halves();
	for (i = 0; i < sizeof(vectors) / sizeof(*vectors); i++) {
		t = tell(&vectors[i], false);
		ck_assert_msg(t.interest.cents == vectors[i].once,
		    "%s: %lld", vectors[i].id, (long long)t.interest.cents);
		ck_assert_msg(t.days == vectors[i].days, "%s: %d days",
		    vectors[i].id, (int)t.days);
		t = tell(&vectors[i], true);
		ck_assert_msg(t.interest.cents == vectors[i].rows,
		    "%s by rows: %lld", vectors[i].id,
		    (long long)t.interest.cents);
	}
	free(halves.legal.v);
}
END_TEST

/* The same by day: the slow way, which knows nothing of segments. */
static int64_t
by_day(const struct vector *v)
{
	__int128 sum = 0, den = 10000 * 360;
	struct cr_date d = day(v->due), to = day(v->to);
	int64_t bp;
	bool leap;

	if (v->basis != B360)
		den = (__int128)10000 * 365 * 366;
	for (d.days++; d.days <= to.days; d.days++) {
		bp = 900;
		if (v->regime == LEGAL)
			bp = cr_rates_find(&rates.legal, d)->value;
		else if (v->regime != FIXED)
			bp = cr_rates_find(&rates.reference, d)->value +
			    cr_rates_find(&rates.points[v->regime], d)->value;
		leap = cr_date_year(d) % 4 == 0;
		sum += (__int128)v->capital * bp * (v->basis == B360 ? 1 :
		    v->basis == ACT && leap ? 365 : 366);
	}
	return (int64_t)((sum * 2 + den) / (den * 2));
}

START_TEST(day_by_day)
{
	size_t i;

	for (i = 0; i < sizeof(vectors) / sizeof(*vectors); i++)
		ck_assert_int_eq(by_day(&vectors[i]), vectors[i].once);
}
END_TEST

/* ---- Segments ----------------------------------------------------------- */

struct row {
	int32_t days, bp;
	int64_t cents;
};

struct seen {
	const struct row *v;
	size_t n;
	struct cr_date next;	/* the day that the next one begins on */
};

static int
see(void *ctx, const struct cr_interest_segment *s)
{
	struct seen *seen = ctx;
	const struct row *r = &seen->v[seen->n++];

	ck_assert_int_eq(s->from.days, seen->next.days);
	ck_assert_int_eq(s->to.days - s->from.days + 1, s->days);
	ck_assert_int_eq(s->days, r->days);
	ck_assert_int_eq(s->rate_bp, r->bp);
	ck_assert_int_eq(s->interest.cents, r->cents);
	seen->next.days = s->to.days + 1;
	return 0;
}

static void
segments(const char *id, const struct row *rows, size_t n)
{
	struct seen seen = { .v = rows };
	struct cr_interest_terms t = { .contract_bp = 900 };
	struct cr_interest_debt d;
	struct cr_interest_total total;
	const struct vector *v = vectors;

	while (strcmp(v->id, id) != 0)
		v++;
	t.regime = v->regime;
	t.basis = v->basis;
	d = debt_of(v->capital, v->due);
	seen.next.days = d.due.days + 1;
	ck_assert_int_eq(cr_interest(&cr, &rates, &t, &d, day(v->to), see,
	    &seen, &total), CR_OK);
	ck_assert_uint_eq(seen.n, n);
}

#define SEGMENTS(id, ...) do { \
	static const struct row v[] = { __VA_ARGS__ }; \
	segments(id, v, sizeof(v) / sizeof(*v)); \
} while (0)

START_TEST(rows)
{
	SEGMENTS("I01", { 151, 1250, 51712 });
	SEGMENTS("I02", { 76, 1250, 26027 }, { 107, 1225, 35911 });
	SEGMENTS("I03", { 31, 800, 3691 }, { 181, 1050, 28284 },
	    { 184, 1200, 32860 }, { 182, 1250, 33858 }, { 184, 1225, 33545 },
	    { 90, 1115, 14935 });
	SEGMENTS("I04", { 182, 1250, 6233 }, { 184, 1225, 6175 });
	SEGMENTS("I05", { 182, 1250, 6216 }, { 184, 1225, 6158 });
	SEGMENTS("I06", { 182, 1250, 6319 }, { 184, 1225, 6261 });
	SEGMENTS("I07", { 180, 800, 3945 }, { 184, 800, 4033 },
	    { 181, 800, 3967 }, { 184, 825, 4159 }, { 1, 800, 22 });
	SEGMENTS("I08", { 92, 800, 50411 }, { 181, 775, 96079 },
	    { 92, 750, 47260 });
	SEGMENTS("I09", { 150, 875, 89897 }, { 92, 850, 53562 });
	SEGMENTS("I10", { 82, 1415, 25431 });
	SEGMENTS("I11", { 41, 1515, 6383 }, { 50, 1415, 7270 });
	SEGMENTS("I12", { 16, 125, 82 }, { 365, 500, 7500 },
	    { 46, 250, 473 });
	SEGMENTS("I13", { 181, 1015, 62139 }, { 144, 1040, 50654 });
	SEGMENTS("I15", { 365, 900, 67500 });
	SEGMENTS("I16", { 112, 250, 15342 }, { 60, 200, 6575 });
	SEGMENTS("I18", { 122, 1115, 559027 }, { 184, 1015, 767507 },
	    { 59, 1015, 246103 });
}
END_TEST

/* Art. 1284 c. 4: legal until the demand, then as for companies. */
START_TEST(demand)
{
	static const struct row v[] = { { 112, 250, 15342 },
	    { 60, 200, 6575 }, { 121, 1115, 73926 } };
	struct seen seen = { .v = v };
	struct cr_interest_terms t = { .regime = CR_REGIME_LEGAL4 };
	struct cr_interest_debt d = debt_of(2000000, "2024-09-10");
	struct cr_interest_total total;

	d.demand = day("2025-03-01");
	seen.next = day("2024-09-11");
	ck_assert_int_eq(cr_interest(&cr, &rates, &t, &d, day("2025-06-30"),
	    see, &seen, &total), CR_OK);
	ck_assert_uint_eq(seen.n, 3);
	ck_assert_int_eq(total.interest.cents, 95844);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = { single, day_by_day, rows, demand,
	    NULL };

	return interest_run("interest", tests);
}
