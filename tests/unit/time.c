/* Instants: zones, Italy's clock, days. */
#include <check.h>
#include <stdlib.h>

#include "cr/time.h"

static const struct {
	const char *text, *utc;
} good[] = {
	{ "2026-03-31T18:34:00.000+02:00", "2026-03-31T16:34:00Z" },
	{ "2026-03-31T18:34:00Z", "2026-03-31T18:34:00Z" },
	{ "2026-01-01T00:30:00+01:00", "2025-12-31T23:30:00Z" },
	{ "2026-01-01T00:30:00-05:30", "2026-01-01T06:00:00Z" },
	{ "2026-01-15T12:00:00", "2026-01-15T11:00:00Z" },	/* winter */
	{ "2026-07-15T12:00:00.5", "2026-07-15T10:00:00Z" },	/* summer */
	/* clocks go forward on 29 March 2026, back on 25 October */
	{ "2026-03-29T01:59:59", "2026-03-29T00:59:59Z" },
	{ "2026-03-29T03:00:00", "2026-03-29T01:00:00Z" },
	{ "2026-10-25T01:59:59", "2026-10-24T23:59:59Z" },
	{ "2026-10-25T03:00:00", "2026-10-25T02:00:00Z" },
};

START_TEST(test_good)
{
	char utc[CR_TIME_SIZE];

	ck_assert(cr_time_parse(good[_i].text, utc));
	ck_assert_str_eq(utc, good[_i].utc);
}
END_TEST

static const char *const bad[] = {
	"", "2026-03-31", "2026-03-31 18:34:00", "2026-02-30T10:00:00",
	"2026-03-31T24:00:00", "2026-03-31T18:60:00", "2026-03-31T18:34",
	"2026-03-31T18:34:00+2:00", "2026-03-31T18:34:00+02:00x",
	"2026-03-31T18:34:00+15:00", "2026-03-31T18:34:00 Z", "now",
	"0001-01-01T00:00:00",
};

START_TEST(test_bad)
{
	char utc[CR_TIME_SIZE];

	ck_assert(!cr_time_parse(bad[_i], utc));
}
END_TEST

START_TEST(test_day)
{
	char iso[CR_DATE_SIZE];
	struct cr_date d;

	/* ten minutes past midnight in Italy is still the day before in UTC */
	ck_assert(cr_time_day("2026-03-31T22:10:42Z", &d));
	ck_assert_str_eq(cr_date_iso(d, iso), "2026-04-01");
	ck_assert(cr_time_day("2026-01-31T22:59:59Z", &d));
	ck_assert_str_eq(cr_date_iso(d, iso), "2026-01-31");
	ck_assert(cr_time_day("2026-01-31", &d));
	ck_assert_str_eq(cr_date_iso(d, iso), "2026-01-31");
	ck_assert(!cr_time_day("2026-01-32", &d));
	ck_assert(!cr_time_day("", &d));
}
END_TEST

#define LENGTH(a) ((int)(sizeof(a) / sizeof(*(a))))

int
main(void)
{
	Suite *s = suite_create("time");
	TCase *c = tcase_create("time");
	SRunner *r = srunner_create(s);
	int failed;

	suite_add_tcase(s, c);
	tcase_add_loop_test(c, test_good, 0, LENGTH(good));
	tcase_add_loop_test(c, test_bad, 0, LENGTH(bad));
	tcase_add_test(c, test_day);
	srunner_run_all(r, CK_ENV);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed;
}
