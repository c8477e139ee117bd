/* Dates: every day there is, and none that there is not. */
#include "unit.h"

#include <string.h>

#include "cr/date.h"

static struct cr_date
day(const char *iso)
{
	struct cr_date d = CR_DATE_NONE;

	cr_date_parse(iso, strlen(iso), CR_DATE_ISO, &d);
	return d;
}

/* All days of 1900 to 2199 follow one another, in numbers and in text. */
START_TEST(every_day)
{
	static const int len[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
	    31 };
	int y, m, d, last, y2, m2, d2, days = -25567;
	struct cr_date date, back;
	char iso[CR_DATE_SIZE];
	bool ok = true;

	for (y = 1900; y <= 2199; y++) {
		for (m = 1; m <= 12; m++) {
			last = len[m - 1] + (m == 2 && y % 4 == 0 &&
			    (y % 100 != 0 || y == 2000));
			for (d = 1; d <= last; d++, days++) {
				ok = ok && cr_date_from_ymd(y, m, d, &date) &&
				    date.days == days &&
				    cr_date_parse(cr_date_iso(date, iso), 10,
				    CR_DATE_ISO, &back) && back.days == days;
				cr_date_to_ymd(date, &y2, &m2, &d2);
				ok = ok && y2 == y && m2 == m && d2 == d;
			}
			ck_assert_msg(ok, "a day of %d-%02d", y, m);
			ck_assert(!cr_date_from_ymd(y, m, last + 1, &date));
			ck_assert(!cr_date_from_ymd(y, m, 0, &date));
			ck_assert_int_eq(cr_date_end_of_month(date).days,
			    days - 1);
		}
		ck_assert(!cr_date_from_ymd(y, 0, 1, &date));
		ck_assert(!cr_date_from_ymd(y, 13, 1, &date));
	}
	ck_assert(!cr_date_from_ymd(1899, 12, 31, &date));
	ck_assert(!cr_date_from_ymd(2200, 1, 1, &date));
}
END_TEST

static const struct {
	enum cr_date_style style;
	const char *text, *iso;
} good[] = {
	{ CR_DATE_ISO, "2026-03-31", "2026-03-31" },
	{ CR_DATE_ISO, " 2026-03-31\n", "2026-03-31" },
	{ CR_DATE_ISO, "2026-03-31T10:00:00Z", "2026-03-31" },
	{ CR_DATE_ISO, "2026-03-31T23:59:59.999-11:00", "2026-03-31" },
	{ CR_DATE_ISO, "2026-03-31+02:00", "2026-03-31" },
	{ CR_DATE_ISO, "2026-03-31-05:00", "2026-03-31" },
	{ CR_DATE_ISO, "2026-03-31Z", "2026-03-31" },
	{ CR_DATE_ISO, "2026-03-31 10:00:00", "2026-03-31" },
	{ CR_DATE_DMY, "31/03/2026", "2026-03-31" },
	{ CR_DATE_DMY, "31.03.2026", "2026-03-31" },
	{ CR_DATE_DMY, "31-3-26", "2026-03-31" },
	{ CR_DATE_DMY, "1/2/69", "2069-02-01" },
	{ CR_DATE_DMY, "1/2/70", "1970-02-01" },
	{ CR_DATE_DMY, "31/03/2026 00:00:00", "2026-03-31" },
	{ CR_DATE_MDY, "03/31/2026", "2026-03-31" },
	{ CR_DATE_MDY, "1/2/2013", "2013-01-02" },
	{ CR_DATE_DDMMYYYY, "31032026", "2026-03-31" },
	{ CR_DATE_YYYYMMDD, "20260331", "2026-03-31" },
	{ CR_DATE_DDMMYY, "310326", "2026-03-31" },
	{ CR_DATE_DDMMYY, "010170", "1970-01-01" },
	{ CR_DATE_ISO, "2024-02-29", "2024-02-29" },
};

static const struct {
	enum cr_date_style style;
	const char *text;
} bad[] = {
	{ CR_DATE_ISO, "" }, { CR_DATE_ISO, "-" }, { CR_DATE_ISO, "2026" },
	{ CR_DATE_ISO, "2026-02-29" }, { CR_DATE_ISO, "2026-3-31" },
	{ CR_DATE_ISO, "2026/03/31" }, { CR_DATE_ISO, "2026-03-311" },
	{ CR_DATE_ISO, "2026-03-31 pagato" }, { CR_DATE_ISO, "0000-00-00" },
	{ CR_DATE_ISO, "31/03/2026" }, { CR_DATE_ISO, "2026-13-01" },
	{ CR_DATE_DMY, "31/02/2026" }, { CR_DATE_DMY, "31/04/2026" },
	{ CR_DATE_DMY, "00/01/2026" }, { CR_DATE_DMY, "2026-03-31" },
	{ CR_DATE_DMY, "31/03/202" }, { CR_DATE_DMY, "31/03/20266" },
	{ CR_DATE_DMY, "31/03" }, { CR_DATE_DMY, "31/03/2026x" },
	{ CR_DATE_DMY, "31/03/2026 o poi" }, { CR_DATE_DMY, "03/31/2026" },
	{ CR_DATE_MDY, "31/03/2026" }, { CR_DATE_DDMMYYYY, "310326" },
	{ CR_DATE_DDMMYYYY, "31022026" }, { CR_DATE_DDMMYYYY, "310320260" },
	{ CR_DATE_YYYYMMDD, "2026-03-31" }, { CR_DATE_DDMMYY, "31032026" },
	{ CR_DATE_DDMMYY, "3103 6" }, { CR_DATE_DDMMYY, "000000" },
};

START_TEST(styles)
{
	char iso[CR_DATE_SIZE];
	struct cr_date d;
	size_t i;

	for (i = 0; i < sizeof(good) / sizeof(*good); i++) {
		ck_assert_msg(cr_date_parse(good[i].text, strlen(good[i].text),
		    good[i].style, &d), "\"%s\" is refused", good[i].text);
		ck_assert_str_eq(cr_date_iso(d, iso), good[i].iso);
	}
	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		ck_assert_msg(!cr_date_parse(bad[i].text, strlen(bad[i].text),
		    bad[i].style, &d), "\"%s\" is taken for a date",
		    bad[i].text);
	ck_assert(!cr_date_parse("2026-03-31\0x", 12, CR_DATE_ISO, &d));
	ck_assert(cr_date_parse("2026-03-31x", 10, CR_DATE_ISO, &d));
}
END_TEST

START_TEST(months)
{
	static const struct {
		const char *from;
		int n;
		const char *to;
	} v[] = {
		{ "2026-01-31", 1, "2026-02-28" },
		{ "2024-01-31", 1, "2024-02-29" },
		{ "2026-03-31", -1, "2026-02-28" },
		{ "2026-12-15", 1, "2027-01-15" },
		{ "2026-01-15", -1, "2025-12-15" },
		{ "2024-02-29", 12, "2025-02-28" },
		{ "2026-09-30", 120, "2036-09-30" },
		{ "2026-09-30", 0, "2026-09-30" },
	};
	char iso[CR_DATE_SIZE];
	size_t i;

	for (i = 0; i < sizeof(v) / sizeof(*v); i++)
		ck_assert_str_eq(cr_date_iso(cr_date_add_months(
		    day(v[i].from), v[i].n), iso), v[i].to);
}
END_TEST

START_TEST(text)
{
	char to[CR_DATE_SIZE];

	ck_assert_str_eq(cr_date_iso(CR_DATE_NONE, to), "-");
	ck_assert_str_eq(cr_date_ita(CR_DATE_NONE, to), "-");
	ck_assert_str_eq(cr_date_ita(day("2026-03-01"), to), "01/03/2026");
	ck_assert_int_eq(cr_date_year(day("1999-12-31")), 1999);
	ck_assert(cr_date_is_set(day("1970-01-01")));
	ck_assert(!cr_date_is_set(CR_DATE_NONE));
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = { every_day, styles, months, text, NULL };

	return unit_run("date", tests);
}
