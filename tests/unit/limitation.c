/* Figures of the law by their days, and terms of limitation. */
#include "unit.h"

#include <string.h>

#include "cr/cr.h"
#include "cr/law.h"
#include "cr/limitation.h"

#define WHERE "article = \"a\" source = \"s\" }\n"
#define TERM(kind, rest) "prescription { kind = " kind \
	" from = \"1942-04-21\" " rest " " WHERE

static struct cr cr;

static struct cr_date
day(const char *text)
{
	struct cr_date d;

	ck_assert(cr_date_parse(text, strlen(text), CR_DATE_ISO, &d));
	return d;
}

static int
add(struct cr_law *law, const char *text)
{
	return cr_law_parse(&cr, "mine", text, strlen(text), law);
}

static void
terms(struct cr_law *law)
{
	cr_law_init(law);
	ck_assert_int_eq(add(law, TERM("ordinary", "months = 120")
	    TERM("judgment", "months = 120")
	    TERM("short", "months = 6")
	    TERM("fees", "months = 36 presumptive = ordinary")), CR_OK);
}

static void
check_day(struct cr_date got, const char *wanted)
{
	char text[CR_DATE_SIZE];

	ck_assert_str_eq(cr_date_iso(got, text), wanted);
}

START_TEST(rows)
{
	const struct cr_law_row *r;
	struct cr_law law;

	cr_law_init(&law);
	ck_assert_int_eq(add(&law, "mini-credit { from = \"2012-01-01\" "
	    "amount = 2500.00 large = 5000.00 months = 6 " WHERE), CR_OK);
	ck_assert_int_eq(add(&law, "mini-credit { from = \"2027-01-01\" "
	    "amount = 3000 large = 6000 months = 7 " WHERE), CR_OK);
	r = cr_law_find(&law, CR_LAW_MINI, "", day("2026-12-31"));
	ck_assert_int_eq(r->v[CR_LAW_AMOUNT], 250000);
	ck_assert_int_eq(r->v[CR_LAW_MONTHS], 6);
	r = cr_law_find(&law, CR_LAW_MINI, "", day("2027-01-01"));
	ck_assert_int_eq(r->v[CR_LAW_LARGE_AMOUNT], 600000);
	ck_assert_ptr_null(cr_law_find(&law, CR_LAW_MINI, "",
	    day("2011-12-31")));
	r = cr_law_next(&law, CR_LAW_MINI, "", day("2011-12-31"));
	check_day(r->from, "2012-01-01");
	ck_assert_ptr_null(cr_law_find(&law, CR_LAW_LARGE, "",
	    day("2026-01-01")));
	/* the same days take the place */
	ck_assert_int_eq(add(&law, "mini-credit { from = \"2027-01-01\" "
	    "amount = 1 large = 2 months = 1 " WHERE), CR_OK);
	r = cr_law_find(&law, CR_LAW_MINI, "", day("2027-01-01"));
	ck_assert_int_eq(r->v[CR_LAW_AMOUNT], 100);
	ck_assert_uint_eq(law.n, 2);
	cr_law_release(&law);
}
END_TEST

START_TEST(wrong_rows)
{
	static const char *const wrong[] = {
		"mini-credit { from = \"2012-01-01\" amount = 1 large = 2 "
		    WHERE,
		"mini-credit { amount = 1 large = 2 months = 1 " WHERE,
		"mini-credit { from = \"2012-01-01\" amount = -1 large = 2 "
		    "months = 1 " WHERE,
		"mini-credit { from = \"2012-01-01\" amount = 1 large = 2 "
		    "months = 0 " WHERE,
		"mini-credit { from = \"2012-02-30\" amount = 1 large = 2 "
		    "months = 1 " WHERE,
		"mini-credit { from = \"2012-01-01\" amount = 1 large = 2 "
		    "months = 1 article = a }",
		"allowance { from = \"2012-01-01\" percent = 100.01 cap = 1 "
		    WHERE,
		"vat-note { from = \"2012-01-01\" right = never " WHERE,
		"vat-return { from = \"2012-01-01\" month = 13 day = 1 "
		    WHERE,
		"ground { from = \"2012-01-01\" " WHERE,
		TERM("a", "months = 1 to = \"1942-04-20\""),
		TERM("a", "months = 1 presumptive = b"),
		TERM("a", "months = 1 to = \"1950-01-01\"")
		    "prescription { kind = a from = \"1950-01-01\" "
		    "months = 2 " WHERE,
		TERM("a", "months = 1 presumptive = a"),
		"tax { }",
	};
	struct cr_law law;
	size_t i;

	for (i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		cr_law_init(&law);
		ck_assert_msg(add(&law, wrong[i]) == CR_EUSAGE, "%s",
		    wrong[i]);
		cr_law_release(&law);
	}
}
END_TEST

static struct cr_limitation
tell(const struct cr_law *law, const char *kind, const char *due,
    const struct cr_limitation_act *acts, size_t n)
{
	struct cr_limitation l;

	ck_assert_int_eq(cr_limitation_of(&cr, law, kind, day(due), acts, n,
	    &l), CR_OK);
	return l;
}

START_TEST(months)
{
	struct cr_limitation l;
	struct cr_law law;

	terms(&law);
	check_day(tell(&law, "short", "2025-08-31", NULL, 0).last,
	    "2026-02-28");
	check_day(tell(&law, "short", "2023-08-31", NULL, 0).last,
	    "2024-02-29");
	check_day(tell(&law, "ordinary", "2016-02-29", NULL, 0).last,
	    "2026-02-28");
	l = tell(&law, "fees", "2020-05-10", NULL, 0);
	check_day(l.last, "2023-05-10");
	check_day(l.ends, "2030-05-10");
	ck_assert_int_eq(cr_limitation_of(&cr, &law, "none",
	    day("2020-01-01"), NULL, 0, &l), CR_EUSAGE);
	ck_assert_int_eq(cr_limitation_of(&cr, &law, "ordinary",
	    day("1940-01-01"), NULL, 0, &l), CR_EUSAGE);
	cr_law_release(&law);
}
END_TEST

START_TEST(acts)
{
	struct cr_limitation_act a[] = {
		{ .day = day("2019-01-01"), .until = CR_DATE_NONE,
		    .what = "early" },
		{ .day = day("2020-09-30"), .until = CR_DATE_NONE,
		    .what = "last day" },
		{ .day = day("2021-03-31"), .until = CR_DATE_NONE,
		    .what = "late" },
	};
	struct cr_limitation l;
	struct cr_law law;

	terms(&law);
	/* before the due date it says nothing; on the last day it counts */
	l = tell(&law, "short", "2020-03-30", a, 3);
	check_day(l.from, "2020-09-30");
	ck_assert_str_eq(l.act->what, "last day");
	check_day(l.last, "2021-03-30");
	/* on the day after, there was nothing left to interrupt */
	l = tell(&law, "short", "2020-03-29", a, 3);
	ck_assert_ptr_null(l.act);
	check_day(l.last, "2020-09-29");
	/* a term that presumes does not end the right */
	a[2].day = day("2024-01-01");
	l = tell(&law, "fees", "2020-12-31", a + 2, 1);
	check_day(l.last, "2027-01-01");
	/* a judgment changes the kind */
	a[1].kind = "judgment";
	l = tell(&law, "short", "2020-03-30", a, 2);
	check_day(l.last, "2030-09-30");
	ck_assert_str_eq(l.row->name, "judgment");
	cr_law_release(&law);
}
END_TEST

START_TEST(procedure)
{
	struct cr_limitation_act a = { .day = day("2020-05-01"),
	    .until = day("2023-07-31"), .what = "procedure" };
	struct cr_limitation l;
	struct cr_law law;

	terms(&law);
	l = tell(&law, "short", "2020-03-31", &a, 1);
	check_day(l.from, "2023-07-31");
	check_day(l.last, "2024-01-31");
	a.until.days = INT32_MAX;
	l = tell(&law, "short", "2020-03-31", &a, 1);
	ck_assert(!cr_date_is_set(l.last));
	ck_assert(!cr_date_is_set(l.ends));
	cr_law_release(&law);
}
END_TEST

START_TEST(alerts)
{
	struct cr_limitation_rules r;

	cr_limitation_usual(&r);
	ck_assert_int_eq(cr_limitation_alert(&r, 181), 0);
	ck_assert_int_eq(cr_limitation_alert(&r, 180), 180);
	ck_assert_int_eq(cr_limitation_alert(&r, 91), 180);
	ck_assert_int_eq(cr_limitation_alert(&r, 90), 90);
	ck_assert_int_eq(cr_limitation_alert(&r, 30), 30);
	ck_assert_int_eq(cr_limitation_alert(&r, -1), 30);
	ck_assert(cr_limitation_has(&r.acts, "diffida"));
	ck_assert(!cr_limitation_has(&r.acts, "sollecito-1"));
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = { rows, wrong_rows, months, acts,
	    procedure, alerts, NULL };
	int failed;

	cr_init(&cr, "unit");
	failed = unit_run("limitation", tests);
	cr_release(&cr);
	return failed;
}
