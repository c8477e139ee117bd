/* Holidays, working days, and when a debtor may be reached. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/config.h"
#include "cr/contact_rule.h"
#include "cr/cr.h"
#include "cr/holidays_file.h"
#include "cr/time.h"
#include "unit.h"

static struct cr cr;
static struct cr_calendar cal;

static struct cr_date
day(const char *iso)
{
	struct cr_date d;

	ck_assert(cr_date_parse(iso, 10, CR_DATE_ISO, &d));
	return d;
}

static void
same_day(struct cr_date d, const char *iso)
{
	char text[CR_DATE_SIZE];

	ck_assert_str_eq(cr_date_iso(d, text), iso);
}

/* The holidays that come with cr, and cr.conf TEXT on top of them. */
static void
load(const char *text, const char *office, int expected)
{
	struct cr_config config;
	char path[] = "/tmp/cr-contact-XXXXXX";
	FILE *f;
	int fd;

	cr_calendar_release(&cal);
	if (text != NULL) {
		fd = mkstemp(path);
		ck_assert_int_ge(fd, 0);
		f = fdopen(fd, "w");
		fputs(text, f);
		fclose(f);
	}
	ck_assert_int_eq(cr_config_load(&cr, text ? path : NULL, &config),
	    CR_OK);
	ck_assert_int_eq(cr_calendar_load(&cr, "lib/share", &config, office,
	    &cal), expected);
	if (text != NULL)
		remove(path);
	cr_config_release(&config);
}

START_TEST(easter)
{
	static const char *const sundays[] = {
		"1954-04-18", "1961-04-02", "1981-04-19", "2000-04-23",
		"2008-03-23", "2011-04-24", "2016-03-27", "2019-04-21",
		"2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28",
		"2028-04-16", "2029-04-01", "2030-04-21", "2035-03-25",
		"2038-04-25", "2049-04-18", "2076-04-19", "2100-03-28",
	};
	size_t i;
	int y;

	for (i = 0; i < sizeof(sundays) / sizeof(*sundays); i++)
		same_day(cr_easter(cr_date_year(day(
		    sundays[i]))), sundays[i]);
	for (y = 1900; y < 2200; y++)
		ck_assert_int_eq(cr_weekday(cr_easter(y)), 6);
}
END_TEST

/* What each year of the Republic had, and has. */
START_TEST(holidays)
{
	static const struct {
		const char *day;
		bool is;
	} v[] = {
		{ "2026-01-01", true }, { "2026-01-06", true },
		{ "2026-04-05", true }, { "2026-04-06", true },
		{ "2026-04-07", false }, { "2026-04-25", true },
		{ "2026-05-01", true }, { "2026-06-02", true },
		{ "2026-06-29", false }, { "2026-08-15", true },
		{ "2026-10-04", true }, { "2026-11-01", true },
		{ "2026-11-04", false }, { "2026-12-07", false },
		{ "2026-12-08", true }, { "2026-12-24", false },
		{ "2026-12-25", true }, { "2026-12-26", true },
		/* by L. 151/2025 from 2026; 2027 is no Sunday */
		{ "2025-10-04", false }, { "2027-10-04", true },
		/* not from 1978 to 1985, by L. 54/1977 and DPR 792/1985 */
		{ "1977-01-06", true }, { "1978-01-06", false },
		{ "1985-01-06", false }, { "1986-01-06", true },
		{ "1976-06-02", true }, { "1990-06-02", false },
		{ "2000-06-02", false }, { "2001-06-02", true },
		{ "2010-03-17", false }, { "2011-03-17", true },
		{ "2012-03-17", false },
		{ "1976-05-27", true }, { "1976-06-17", true },
		{ "1976-03-19", true }, { "1977-03-19", false },
	};
	const struct cr_holiday *h;
	size_t i;

	load(NULL, NULL, CR_OK);
	for (i = 0; i < sizeof(v) / sizeof(*v); i++)
		ck_assert_msg((cr_calendar_holiday(&cal, day(v[i].day)) !=
		    NULL) == v[i].is, "%s", v[i].day);
	h = cr_calendar_holiday(&cal, day("2027-10-04"));
	ck_assert_str_eq(h->name, "San Francesco d'Assisi");
	ck_assert_str_eq(h->source, "L. 151/2025");
}
END_TEST

START_TEST(working_days)
{
	load(NULL, NULL, CR_OK);
	/* Christmas 2026 is a Friday, and Saturday is not worked */
	same_day(cr_calendar_add(&cal, day("2026-12-24"), 1), "2026-12-28");
	same_day(cr_calendar_add(&cal, day("2026-12-28"), -1), "2026-12-24");
	/* the nights of Easter */
	same_day(cr_calendar_working(&cal, day("2026-04-04")), "2026-04-07");
	same_day(cr_calendar_working(&cal, day("2026-04-03")), "2026-04-03");
	same_day(cr_calendar_add(&cal, day("2026-04-03"), 0), "2026-04-03");
	same_day(cr_calendar_add(&cal, day("2026-04-03"), 3), "2026-04-09");
	ck_assert_int_eq(cr_calendar_between(&cal, day("2026-04-03"),
	    day("2026-04-09")), 3);
	ck_assert_int_eq(cr_calendar_between(&cal, day("2026-04-09"),
	    day("2026-04-03")), -3);
	/* working days of 2026: 261 from Monday to Friday less 7 holidays */
	ck_assert_int_eq(cr_calendar_between(&cal, day("2025-12-31"),
	    day("2026-12-31")), 254);
	/* art. 2963: a Saturday ends a term, a Sunday and a holiday do not */
	same_day(cr_calendar_term(&cal, day("2026-11-21")), "2026-11-21");
	same_day(cr_calendar_term(&cal, day("2026-11-22")), "2026-11-23");
	same_day(cr_calendar_term(&cal, day("2026-04-05")), "2026-04-07");
}
END_TEST

START_TEST(offices)
{
	static const char conf[] =
	    "calendar { closed = { \"2026-08-14\", \"12-24\" }\n"
	    "working = { mon, tue, wed, thu, fri, sat } }\n"
	    "office milano { patron = \"12-07\" }\n"
	    "office roma { patron = \"06-29\" closed = \"2026-01-02\" }\n";

	load(conf, "milano", CR_OK);
	ck_assert(!cr_calendar_is_working(&cal, day("2026-12-07")));
	ck_assert(cr_calendar_is_working(&cal, day("2026-06-29")));
	ck_assert(!cr_calendar_is_working(&cal, day("2026-08-14")));
	ck_assert(cr_calendar_is_working(&cal, day("2028-08-14")));
	ck_assert(!cr_calendar_is_working(&cal, day("2029-12-24")));
	ck_assert(cr_calendar_is_working(&cal, day("2026-11-21")));
	load(conf, "roma", CR_OK);
	ck_assert(cr_calendar_is_working(&cal, day("2026-12-07")));
	ck_assert(!cr_calendar_is_working(&cal, day("2026-06-29")));
	ck_assert(!cr_calendar_is_working(&cal, day("2026-01-02")));
	load(conf, NULL, CR_OK);
	ck_assert(cr_calendar_is_working(&cal, day("2026-12-07")));
	load(conf, "napoli", CR_EUSAGE);
	ck_assert_str_eq(cr_errmsg(&cr), "there is no office \"napoli\" in "
	    "the configuration");
}
END_TEST

/* A file of one's own ends what a law ended, and begins what it began. */
START_TEST(new_law)
{
	static const char law[] =
	    "holiday { name = \"San Francesco d'Assisi\" day = \"10-04\"\n"
	    "from = 2026 to = 2029 source = \"L. 1/2029\" }\n"
	    "holiday { name = \"San Marco\" easter = 10 from = 2030\n"
	    "source = \"L. 1/2029\" }";
	static const char *const wrong[] = {
		"holiday { name = a day = \"02-30\" from = 2026 source = s }",
		"holiday { name = a day = \"2-03\" from = 2026 source = s }",
		"holiday { name = a from = 2026 source = s }",
		"holiday { name = a day = \"02-03\" easter = 1 from = 2026\n"
		    "source = s }",
		"holiday { name = a easter = 300 from = 2026 source = s }",
		"holiday { name = a day = \"02-03\" source = s }",
		"holiday { name = a day = \"02-03\" from = 2026 }",
		"holiday { day = \"02-03\" from = 2026 source = s }",
		"holiday { name = a day = \"02-03\" from = 2026 to = 2025\n"
		    "source = s }",
	};
	size_t i;

	load(NULL, NULL, CR_OK);
	ck_assert_int_eq(cr_holidays_parse(&cr, "law", law, strlen(law),
	    &cal), CR_OK);
	ck_assert(cr_calendar_holiday(&cal, day("2029-10-04")) != NULL);
	ck_assert(cr_calendar_holiday(&cal, day("2030-10-04")) == NULL);
	ck_assert(cr_calendar_holiday(&cal, day("2030-05-01")) != NULL);
	for (i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		ck_assert_msg(cr_holidays_parse(&cr, "wrong", wrong[i],
		    strlen(wrong[i]), &cal) == CR_EUSAGE, "%s", wrong[i]);
}
END_TEST

START_TEST(clocks)
{
	static const struct {
		const char *utc, *day;
		int hour, minute;
	} v[] = {
		{ "2026-01-15T07:30:00Z", "2026-01-15", 8, 30 },
		{ "2026-07-15T06:30:00Z", "2026-07-15", 8, 30 },
		{ "2026-07-14T22:00:00Z", "2026-07-15", 0, 0 },
		{ "2026-03-29T00:59:00Z", "2026-03-29", 1, 59 },
		{ "2026-03-29T01:00:00Z", "2026-03-29", 3, 0 },
		{ "2026-10-25T00:30:00Z", "2026-10-25", 2, 30 },
		{ "2026-12-31T23:00:00Z", "2027-01-01", 0, 0 },
	};
	struct cr_date d;
	int64_t at;
	size_t i;
	int minute;

	for (i = 0; i < sizeof(v) / sizeof(*v); i++) {
		ck_assert(cr_time_seconds(v[i].utc, &at));
		cr_time_italy(at, &d, &minute);
		same_day(d, v[i].day);
		ck_assert_int_eq(minute, v[i].hour * 60 + v[i].minute);
		ck_assert_int_eq(cr_time_of_italy(d, minute), at);
	}
	/* of the hour that never comes, and of the one that comes twice */
	ck_assert(cr_time_seconds("2026-03-29T01:30:00Z", &at));
	ck_assert_int_eq(cr_time_of_italy(day("2026-03-29"), 150), at);
	ck_assert(cr_time_seconds("2026-10-25T01:30:00Z", &at));
	cr_time_italy(at, &d, &minute);
	ck_assert_int_eq(minute, 150);
	ck_assert_int_eq(cr_time_of_italy(d, minute), at - 3600);
}
END_TEST

/*
 * Asked at a time in Italy by CHANNEL, the answer and the next time, in
 * Italy too. TALKS are conversations before, local times too.
 */
static const struct contact {
	const char *channel, *at, *why, *next, *talks[4];
} contacts[] = {
	{ "phone", "2026-11-20T10:00:00", "allowed", "2026-11-20T10:00:00",
	    { NULL } },
	{ "phone", "2026-11-20T08:29:00", "hour", "2026-11-20T08:30:00",
	    { NULL } },
	{ "phone", "2026-11-20T08:30:00", "allowed", "2026-11-20T08:30:00",
	    { NULL } },
	{ "phone", "2026-11-20T20:59:00", "allowed", "2026-11-20T20:59:00",
	    { NULL } },
	{ "phone", "2026-11-20T21:00:00", "hour", "2026-11-21T08:30:00",
	    { NULL } },
	/* Saturday afternoon and Sunday */
	{ "phone", "2026-11-21T14:59:00", "allowed", "2026-11-21T14:59:00",
	    { NULL } },
	{ "visit", "2026-11-21T15:00:00", "hour", "2026-11-23T08:30:00",
	    { NULL } },
	{ "phone", "2026-11-22T10:00:00", "day", "2026-11-23T08:30:00",
	    { NULL } },
	/* Christmas Eve in the evening: Friday, Saturday and Sunday are none */
	{ "sms", "2026-12-24T21:30:00", "hour", "2026-12-28T08:30:00",
	    { NULL } },
	{ "sms", "2026-12-25T10:00:00", "holiday", "2026-12-28T08:30:00",
	    { NULL } },
	{ "email", "2026-12-25T03:00:00", "allowed", "2026-12-25T03:00:00",
	    { NULL } },
	/* over the nights in which the clocks change */
	{ "phone", "2026-03-28T16:00:00", "hour", "2026-03-30T08:30:00",
	    { NULL } },
	{ "phone", "2026-10-24T16:00:00", "hour", "2026-10-26T08:30:00",
	    { NULL } },
	/* one conversation a day */
	{ "phone", "2026-11-18T16:00:00", "per-day", "2026-11-19T08:30:00",
	    { "2026-11-18T09:00:00" } },
	{ "phone", "2026-11-19T08:30:00", "allowed", "2026-11-19T08:30:00",
	    { "2026-11-18T20:59:00" } },
	/* three in seven days: the first of them was a Wednesday */
	{ "phone", "2026-11-17T10:00:00", "per-week", "2026-11-18T08:30:00",
	    { "2026-11-11T09:00:00", "2026-11-13T09:00:00",
	    "2026-11-16T09:00:00" } },
	{ "phone", "2026-11-14T14:00:00", "per-week", "2026-11-18T08:30:00",
	    { "2026-11-11T09:00:00", "2026-11-12T09:00:00",
	    "2026-11-13T09:00:00" } },
	{ "phone", "2026-11-18T10:00:00", "allowed", "2026-11-18T10:00:00",
	    { "2026-11-11T09:00:00", "2026-11-13T09:00:00",
	    "2026-11-16T09:00:00" } },
	/* what was said later does not count, and a text is no talk */
	{ "phone", "2026-11-18T10:00:00", "allowed", "2026-11-18T10:00:00",
	    { "2026-11-18T11:00:00" } },
	{ "sms", "2026-11-18T12:00:00", "allowed", "2026-11-18T12:00:00",
	    { "2026-11-18T11:00:00" } },
};

static int64_t
instant(const char *italy)
{
	int64_t s;

	ck_assert(cr_time_seconds(italy, &s));
	return s;
}

START_TEST(contact)
{
	const struct contact *c = &contacts[_i];
	struct cr_contact_rules rules;
	struct cr_contact_answer a;
	struct cr_contact_history h = { 0 };
	int64_t talks[4];

	load(NULL, NULL, CR_OK);
	cr_contact_rules_usual(&rules);
	for (h.at = talks; h.n < 4 && c->talks[h.n] != NULL; h.n++)
		talks[h.n] = instant(c->talks[h.n]);
	ck_assert_int_eq(cr_contact_allowed(cr_contact_rule(&rules,
	    c->channel), &cal, instant(c->at), &h, &a),
	    strcmp(c->why, "allowed") == 0);
	ck_assert_str_eq(cr_contact_why_word(a.why), c->why);
	ck_assert_int_eq(a.next, instant(c->next));
	if (a.why == CR_CONTACT_HOLIDAY)
		ck_assert_str_eq(a.holiday, "Natale");
}
END_TEST

START_TEST(hours)
{
	static const char *const wrong[] = {
		"", "mon", "mon 8:30-21:00", "fri-mon 08:30-21:00",
		"mon 08:30", "mon 21:00-08:30", "mon 08:30-24:01",
		"mon 08:60-21:00", "lun 08:30-21:00", "mon 08:30-21:00 ",
		"mon  08:30-21:00", "mon +8:30-21:00", "mon 08:30-08:30",
	};
	struct cr_contact_hours h[CR_WEEK_DAYS] = { { 0, 0 } };
	struct cr_contact_rule never = { .channel = "phone" };
	struct cr_contact_answer a;
	size_t i;

	ck_assert(cr_contact_hours_parse("tue-thu 00:00-24:00", h));
	ck_assert_int_eq(h[0].to, 0);
	ck_assert_int_eq(h[1].to, 1440);
	ck_assert_int_eq(h[3].to, 1440);
	ck_assert_int_eq(h[4].to, 0);
	for (i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		ck_assert_msg(!cr_contact_hours_parse(wrong[i], h), "%s",
		    wrong[i]);
	load(NULL, NULL, CR_OK);
	ck_assert(!cr_contact_allowed(&never, &cal, 0, NULL, &a));
	ck_assert(a.next == INT64_MAX);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("contact");
	TCase *tcase = tcase_create("contact");
	SRunner *runner = srunner_create(suite);
	int failed;

	cr_init(&cr, "test");
	cr_calendar_init(&cal);
	suite_add_tcase(suite, tcase);
	tcase_add_test(tcase, easter);
	tcase_add_test(tcase, holidays);
	tcase_add_test(tcase, working_days);
	tcase_add_test(tcase, offices);
	tcase_add_test(tcase, new_law);
	tcase_add_test(tcase, clocks);
	tcase_add_loop_test(tcase, contact, 0,
	    sizeof(contacts) / sizeof(*contacts));
	tcase_add_test(tcase, hours);
	srunner_set_fork_status(runner, CK_NOFORK);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	cr_calendar_release(&cal);
	cr_release(&cr);
	return failed;
}
