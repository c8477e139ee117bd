/* Late-payment interest: payments, notes, ends, and what is not known. */
#include "interest.h"

/* ---- Payments ----------------------------------------------------------- */

static struct cr_interest_event
event(const char *iso, int64_t cents, enum cr_interest_what what)
{
	return (struct cr_interest_event){ day(iso), { cents }, what };
}

#define PAY CR_INTEREST_PAYMENT
#define NOTE CR_INTEREST_CREDIT

/* The interest of D and its N events, by T to the day TO. */
static struct cr_interest_total
paid(struct cr_interest_terms t, struct cr_interest_debt d,
    struct cr_interest_event *v, size_t n, const char *to)
{
	struct cr_interest_event *copy = calloc(n + 1, sizeof(*copy));
	struct cr_interest_total total;

	if (n > 0)
		memcpy(copy, v, n * sizeof(*v));
	d.events = copy;
	d.n = n;
	ck_assert_msg(cr_interest(&cr, &rates, &t, &d, day(to), NULL, NULL,
	    &total) == CR_OK, "%s", cr_errmsg(&cr));
	free(copy);
	return total;
}

static void
owed(const struct cr_interest_total *t, int64_t costs, int64_t interest,
    int64_t principal)
{
	ck_assert_int_eq(t->costs_due.cents, costs);
	ck_assert_int_eq(t->interest_due.cents, interest);
	ck_assert_int_eq(t->principal_due.cents, principal);
}

START_TEST(payments)
{
	struct cr_interest_terms t = { .regime = MORA };
	struct cr_interest_debt d = debt_of(1000000, "2025-01-31");
	struct cr_interest_event v[] = {
		event("2025-04-30", 300000, PAY),
		event("2025-07-31", 500000, PAY),
	};
	struct cr_interest_total r;

	d.flat = true;
	r = paid(t, d, v, 2, "2025-04-30");
	owed(&r, 0, 0, 731188);
	ck_assert_int_eq(r.interest.cents, 27188);
	r = paid(t, d, v, 2, "2025-07-31");
	owed(&r, 0, 0, 251116);
	r = paid(t, d, v, 2, "2025-10-31");
	owed(&r, 0, 6424, 251116);
	ck_assert_int_eq(r.interest.cents, 27188 + 19928 + 6424);
	ck_assert_int_eq(r.flat.cents, 4000);
	t.principal_first = true;
	r = paid(t, d, v, 2, "2025-10-31");
	owed(&r, 4000, 51383, 200000);
	ck_assert_int_eq(r.interest.cents, 27188 + 19078 + 5117);
}
END_TEST

START_TEST(costs_first)
{
	struct cr_interest_terms t = { .regime = MORA };
	struct cr_interest_debt d = debt_of(250000, "2024-01-15");
	struct cr_interest_event v[] = {
		event("2024-03-15", 3000, PAY),
		event("2024-05-15", 260000, PAY),
	};
	struct cr_interest_total r;

	d.flat = true;
	r = paid(t, d, v, 2, "2024-03-15");
	owed(&r, 1000, 5137, 250000);
	r = paid(t, d, v, 2, "2024-05-15");
	owed(&r, 0, 0, 1360);
	r = paid(t, d, v, 2, "2024-06-30");
	owed(&r, 0, 21, 1360);
}
END_TEST

/* A credit note counts from its own date, or from the start. */
START_TEST(credit_notes)
{
	struct cr_interest_terms t = { .regime = MORA };
	struct cr_interest_debt d = debt_of(1000000, "2024-01-31");
	struct cr_interest_event v = event("2024-04-30", 400000, NOTE);

	ck_assert_int_eq(paid(t, d, &v, 1, "2024-06-30").interest.cents,
	    30822 + 12534);
	t.ab_initio = true;
	ck_assert_int_eq(paid(t, d, &v, 1, "2024-06-30").interest.cents,
	    31027);
	/* before its own date nobody knew of it */
	ck_assert_int_eq(paid(t, d, &v, 1, "2024-04-29").interest.cents,
	    30479);
	v.what = CR_INTEREST_VOID;
	v.amount.cents = 1000000;
	ck_assert_int_eq(paid(t, d, &v, 1, "2024-06-30").interest.cents, 0);
}
END_TEST

/* What comes back unpaid was never paid. */
START_TEST(returns)
{
	struct cr_interest_terms t = { .regime = MORA };
	struct cr_interest_debt d = debt_of(1000000, "2024-01-31");
	struct cr_interest_event v[] = {
		event("2024-01-31", 1000000, PAY),
		event("2024-02-20", -1000000, PAY),
		event("2024-06-30", 200000, PAY),
	};

	d.flat = true;
	ck_assert_int_eq(paid(t, d, v, 3, "2024-02-19").interest.cents, 0);
	ck_assert_int_eq(paid(t, d, v, 3, "2024-02-19").flat.cents, 0);
	ck_assert_int_eq(paid(t, d, v, 3, "2024-06-30").interest.cents,
	    51712);
	ck_assert_int_eq(paid(t, d, v, 3, "2024-06-30").flat.cents, 4000);
	/* in part: the rest of the payment stands */
	v[1].amount.cents = -400000;
	ck_assert_int_eq(paid(t, d, v, 2, "2024-06-30").interest.cents,
	    20685);
}
END_TEST

/* An item that the ledger takes for paid bears nothing any more. */
START_TEST(closing)
{
	struct cr_interest_terms t = { .regime = MORA };
	struct cr_interest_debt d = debt_of(1000000, "2024-01-31");
	struct cr_interest_event v[] = {
		event("2024-03-31", 600000, PAY),
		event("2024-04-30", 400000, PAY),
	};
	struct cr_interest_total r;

	d.flat = d.closes = true;
	r = paid(t, d, v, 2, "2024-06-30");
	ck_assert_int_eq(r.to.days, day("2024-04-30").days);
	ck_assert_int_eq(r.interest.cents, 20548 + 4362);
	ck_assert_int_eq(r.per_diem_micro, 0);
	owed(&r, 4000, r.interest.cents, 0);
	t.principal_first = true;
	r = paid(t, d, v, 2, "2024-06-30");
	ck_assert_int_eq(r.interest.cents, 20548 + 4110);
}
END_TEST

/* ---- Everything else ---------------------------------------------------- */

START_TEST(penalty)
{
	struct cr_interest_terms t = { .regime = CR_REGIME_SUBFORNITURA };
	struct cr_interest_debt d = debt_of(1000000, "2024-01-31");
	struct cr_interest_event v = event("2024-03-01", 400000, PAY);
	struct cr_interest_total r;

	r = paid(t, d, NULL, 0, "2024-03-01");	/* 30 days late: not yet */
	ck_assert_int_eq(r.penalty.cents, 0);
	r = paid(t, d, NULL, 0, "2024-03-02");
	ck_assert_int_eq(r.penalty.cents, 50000);
	owed(&r, 50000, r.interest.cents, 1000000);
	t.principal_first = true;
	r = paid(t, d, &v, 1, "2024-06-30");	/* of what is unpaid then */
	ck_assert_int_eq(r.penalty.cents, 30000);
	v.date = day("2024-03-02");		/* a day too late */
	r = paid(t, d, &v, 1, "2024-06-30");
	ck_assert_int_eq(r.penalty.cents, 50000);
}
END_TEST

START_TEST(bounds)
{
	struct cr_interest_terms t = { .regime = MORA };
	struct cr_interest_debt d = debt_of(1000000, "2024-01-31");
	struct cr_interest_total r;

	d.flat = true;
	r = paid(t, d, NULL, 0, "2023-12-01");	/* before the due date */
	owed(&r, 0, 0, 1000000);
	ck_assert(!cr_date_is_set(r.from));
	ck_assert_int_eq(r.per_diem_micro, 0);
	d.stop = day("2024-06-29");		/* insolvency */
	r = paid(t, d, NULL, 0, "2024-12-31");
	ck_assert_int_eq(r.interest.cents, 51370);
	ck_assert_int_eq(r.to.days, d.stop.days);
	ck_assert_int_eq(r.per_diem_micro, 0);
	d.stop = CR_DATE_NONE;
	d.start = day("2024-06-28");		/* messa in mora */
	r = paid(t, d, NULL, 0, "2024-06-30");
	ck_assert_int_eq(r.interest.cents, 685);
	ck_assert_int_eq(r.from.days, day("2024-06-29").days);
	ck_assert_int_eq(r.rate_bp, 1250);
	ck_assert_int_eq(r.per_diem_micro, 3356164);
	ck_assert_int_eq(cr_interest_per_diem(r.per_diem_micro).cents, 336);
}
END_TEST

START_TEST(missing)
{
	struct cr_interest_terms t = { .regime = MORA };
	struct cr_interest_debt d = debt_of(1000000, "2026-09-30");
	struct cr_interest_total r;

	ck_assert_int_eq(cr_interest(&cr, &rates, &t, &d, day("2027-01-01"),
	    NULL, NULL, &r), CR_ENOTFOUND);
	ck_assert_str_eq(cr_errmsg(&cr), "there is no reference rate for the "
	    "half-year from 2027-01-01 to 2027-06-30");
	t.regime = LEGAL;
	ck_assert_int_eq(cr_interest(&cr, &rates, &t, &d, day("2027-01-01"),
	    NULL, NULL, &r), CR_ENOTFOUND);
	ck_assert_str_eq(cr_errmsg(&cr),
	    "there is no legal rate for the year 2027");
	t.regime = MORA;
	d.due = day("2012-11-30");	/* nobody owed 8 points then */
	ck_assert_int_eq(cr_interest(&cr, &rates, &t, &d, day("2013-01-31"),
	    NULL, NULL, &r), CR_ENOTFOUND);
	/* the last known day does, and so does an assumption, which is told */
	d.due = day("2026-12-30");
	r = paid(t, d, NULL, 0, "2026-12-31");
	ck_assert_int_eq(r.interest.cents, 285);
	ck_assert_int_eq(r.per_diem_micro, 2849315);
	ck_assert(!r.assumed);
	t.assume = true;
	t.assume_bp = 200;
	r = paid(t, d, NULL, 0, "2027-01-01");
	ck_assert_int_eq(r.interest.cents, 285 + 274);
	ck_assert(r.assumed);
}
END_TEST

START_TEST(agreed)
{
	struct cr_interest_terms t = { .regime = FIXED, .contract_bp = 1300 };
	struct cr_interest_debt d = debt_of(1000000, "2024-06-29");
	struct cr_interest_total r;

	r = paid(t, d, NULL, 0, "2024-07-01");	/* 12.50, then 12.25 */
	ck_assert_int_eq(r.above_bp, 75);
	ck_assert_int_eq(r.interest.cents, 712);
	t.contract_points = true;
	t.contract_bp = 500;			/* 9.50, then 9.25 */
	r = paid(t, d, NULL, 0, "2024-07-01");
	ck_assert_int_eq(r.interest.cents, 514);
	ck_assert_int_le(r.above_bp, 0);
	t.contract_points = false;		/* a leap year is split off */
	t.contract_bp = 1000;
	t.basis = ACT;
	d.due = day("2023-12-30");
	ck_assert_int_eq(paid(t, d, NULL, 0, "2024-01-01").interest.cents,
	    547);
	d.amount.cents = INT64_MAX;
	t.contract_bp = INT32_MAX;
	t.basis = B365;
	ck_assert_int_eq(cr_interest(&cr, &rates, &t, &d, day("2025-01-01"),
	    NULL, NULL, &r), CR_ELIMIT);
}
END_TEST

static uint32_t
dice(uint32_t sides)
{
	static uint32_t seed = 20261122;

	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % sides;
}

/*
 * Whatever is paid when, and however it is imputed: what is owed is the
 * amount less the payments, plus all that accrued.
 */
START_TEST(nothing_is_lost)
{
	struct cr_interest_event v[6];
	struct cr_interest_terms t = { .regime = MORA };
	struct cr_interest_debt d;
	struct cr_interest_total r;
	int64_t left;
	size_t i, n;
	int round;

	for (round = 0; round < 2000; round++) {
		t.regime = round % 3 ? MORA : CR_REGIME_SUBFORNITURA;
		t.principal_first = dice(2);
		t.round_rows = dice(2);
		t.basis = (enum cr_interest_basis)dice(3);
		d = debt_of(1 + dice(2000000), "2020-03-31");
		d.due.days += (int32_t)dice(900);
		d.flat = dice(2);
		d.closes = dice(2);
		left = d.amount.cents;
		n = dice(6);
		for (i = 0; i < n; i++) {
			v[i].date.days = (i > 0 ? v[i - 1].date.days :
			    d.due.days - 20) + (int32_t)dice(120);
			v[i].amount.cents = dice((uint32_t)left + 1);
			v[i].what = (enum cr_interest_what)dice(3);
			left -= v[i].amount.cents;
		}
		r = paid(t, d, v, n, "2025-11-30");
		ck_assert_int_eq(r.principal_due.cents + r.interest_due.cents +
		    r.costs_due.cents, left + r.interest.cents +
		    r.flat.cents + r.penalty.cents);
		ck_assert_int_ge(r.interest.cents, 0);
		if (d.closes && left == 0)
			ck_assert_int_eq(r.principal_due.cents, 0);
	}
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = { payments, costs_first, credit_notes,
	    returns, closing, penalty, bounds, missing, agreed,
	    nothing_is_lost, NULL };

	return interest_run("interest_paid", tests);
}
