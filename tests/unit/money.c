/* Money: what is read as an amount, and that no cent is lost. */
#include "unit.h"

#include <string.h>

#include "cr/buf.h"
#include "cr/money.h"

static const struct cr_money_style dot = { .mark = '.' };
static const struct cr_money_style ita = { .mark = ',', .group = '.' };
static const struct cr_money_style us = { .mark = '.', .group = ',' };
static const struct cr_money_style blank = { .mark = ',', .group = ' ' };
static const struct cr_money_style cbi = { .implied = true };

static const struct {
	const struct cr_money_style *style;
	const char *text;
	int64_t cents;
} good[] = {
	{ &dot, "0", 0 }, { &dot, "12", 1200 }, { &dot, "12.3", 1230 },
	{ &dot, "12.34", 1234 }, { &dot, "12.3400", 1234 },
	{ &dot, " -12.34\t", -1234 }, { &dot, "- 12.34", -1234 },
	{ &dot, "+12.34", 1234 }, { &dot, "12.34-", -1234 },
	{ &dot, "12.34 -", -1234 }, { &dot, ".5", 50 }, { &dot, "-.05", -5 },
	{ &dot, "-0.00", 0 }, { &dot, "007", 700 },
	{ &dot, "10000000000000.00", CR_MONEY_MAX_CENTS },
	{ &ita, "1.234,56", 123456 }, { &ita, "1234,56", 123456 },
	{ &ita, "1.234.567,8", 123456780 }, { &ita, "1.234", 123400 },
	{ &ita, "-1.234,56", -123456 }, { &ita, "1.234,56-", -123456 },
	{ &us, "1,234.56", 123456 }, { &blank, "1 234,56", 123456 },
	{ &cbi, "0000000123456", 123456 }, { &cbi, "-5", -5 },
};

static const struct {
	const struct cr_money_style *style;
	const char *text;
} bad[] = {
	{ &dot, "" }, { &dot, "  " }, { &dot, "." }, { &dot, "-" },
	{ &dot, "12." }, { &dot, "12.345" }, { &dot, "1e3" }, { &dot, "0x1" },
	{ &dot, "1,234.56" }, { &dot, "12 34" }, { &dot, "--1" },
	{ &dot, "-1-" }, { &dot, "1--" }, { &dot, "1.2.3" }, { &dot, "nan" },
	{ &dot, "\xe2\x82\xac""12" }, { &dot, "12 EUR" },
	{ &dot, "10000000000000.01" }, { &dot, "99999999999999999999999" },
	{ &ita, "1.23,45" }, { &ita, "12.34" }, { &ita, "1234.567" },
	{ &ita, ".123" }, { &ita, "1..234" }, { &ita, "1.234,5,6" },
	{ &ita, "1.234.56,00" }, { &ita, "1.2345" }, { &ita, "1." },
	{ &cbi, "12.34" }, { &cbi, "12,34" }, { &cbi, "" },
};

START_TEST(parse_good)
{
	struct cr_money m;
	size_t i;

	for (i = 0; i < sizeof(good) / sizeof(*good); i++) {
		ck_assert_msg(cr_money_parse(good[i].text,
		    strlen(good[i].text), good[i].style, &m),
		    "\"%s\" is refused", good[i].text);
		ck_assert_msg(m.cents == good[i].cents, "\"%s\" is %lld",
		    good[i].text, (long long)m.cents);
	}
}
END_TEST

START_TEST(parse_bad)
{
	struct cr_money m;
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		ck_assert_msg(!cr_money_parse(bad[i].text,
		    strlen(bad[i].text), bad[i].style, &m),
		    "\"%s\" is taken for %lld", bad[i].text,
		    (long long)m.cents);
	ck_assert(!cr_money_parse("12\0", 3, &dot, &m));
	ck_assert(!cr_money_parse("12\0", 3, &cbi, &m));
}
END_TEST

START_TEST(parse_xml)
{
	struct cr_money m;

	ck_assert(cr_money_parse_xml("-1234.50", &m) && m.cents == -123450);
	ck_assert(cr_money_parse_xml(" 1.00\n", &m) && m.cents == 100);
	ck_assert(cr_money_parse_xml("1.00000000", &m) && m.cents == 100);
	ck_assert(!cr_money_parse_xml("1.005", &m));
	ck_assert(!cr_money_parse_xml("1,00", &m));
	/* xsd:decimal knows no sign behind and no blank after one */
	ck_assert(!cr_money_parse_xml("1.00-", &m));
	ck_assert(!cr_money_parse_xml("- 1.00", &m));
}
END_TEST

/* The rounding of cr, away from zero at the half, exact at any size. */
START_TEST(scale)
{
	static const struct {
		int64_t cents, num, den, wanted;
	} v[] = {
		{ 1, 1, 2, 1 }, { -1, 1, 2, -1 }, { 3, 1, 2, 2 },
		{ 1, 1, 3, 0 }, { 2, 1, 3, 1 }, { -2, 1, 3, -1 },
		{ 5, -1, 10, -1 }, { 5, 1, 10, 1 }, { 4, 1, 10, 0 },
		{ 1460, 1250, 3650000, 1 },	/* a tie, vector I20 */
		{ 1000000, 1250 * 151, 3650000, 51712 },	/* I01 */
		{ CR_MONEY_MAX_CENTS, 1000000, 1000000, CR_MONEY_MAX_CENTS },
		{ INT64_MAX, 1, 1, INT64_MAX }, { 0, 5, 7, 0 },
	};
	struct cr_money m;
	size_t i;

	for (i = 0; i < sizeof(v) / sizeof(*v); i++) {
		ck_assert(cr_money_scale((struct cr_money){ v[i].cents },
		    v[i].num, v[i].den, &m));
		ck_assert_int_eq(m.cents, v[i].wanted);
	}
	m.cents = INT64_MAX;
	ck_assert(!cr_money_scale(m, 2, 1, &m));
	ck_assert(!cr_money_scale(m, 1, 0, &m));
	ck_assert(!cr_money_scale(m, 1, -1, &m));
}
END_TEST

START_TEST(sums)
{
	struct cr_money m = { INT64_MAX - 1 };

	ck_assert(cr_money_add(&m, (struct cr_money){ 1 }));
	ck_assert_int_eq(m.cents, INT64_MAX);
	ck_assert(!cr_money_add(&m, (struct cr_money){ 1 }));
	m.cents = 5;
	ck_assert(cr_money_sub(&m, (struct cr_money){ 7 }));
	ck_assert_int_eq(m.cents, -2);
	ck_assert_int_eq(cr_money_abs(m).cents, 2);
	ck_assert_int_eq(cr_money_neg(m).cents, 2);
}
END_TEST

/* A sum that failed is as it was, not wrapped around. */
START_TEST(overflow_keeps)
{
	struct cr_money m = { INT64_MAX };

	ck_assert(!cr_money_add(&m, (struct cr_money){ 1 }));
	ck_assert_int_eq(m.cents, INT64_MAX);
	m.cents = -INT64_MAX;
	ck_assert(!cr_money_sub(&m, (struct cr_money){ 2 }));
	ck_assert_int_eq(m.cents, -INT64_MAX);
}
END_TEST

START_TEST(format)
{
	static const struct {
		int64_t cents;
		char mark, group;
		const char *wanted;
	} v[] = {
		{ 0, '.', 0, "0.00" }, { 5, '.', 0, "0.05" },
		{ -5, '.', 0, "-0.05" }, { 123456, '.', 0, "1234.56" },
		{ 123456, ',', '.', "1.234,56" },
		{ -99999, ',', '.', "-999,99" },
		{ 100000000, ',', '.', "1.000.000,00" },
		{ INT64_MIN, ',', '.', "-92.233.720.368.547.758,08" },
	};
	struct cr_buf b;
	size_t i;

	cr_buf_init(&b);
	for (i = 0; i < sizeof(v) / sizeof(*v); i++) {
		cr_buf_clear(&b);
		cr_money_format(&b, (struct cr_money){ v[i].cents },
		    v[i].mark, v[i].group);
		ck_assert_str_eq(b.s, v[i].wanted);
	}
	cr_buf_release(&b);
}
END_TEST

/* What is written is read back, whatever the style. */
START_TEST(round_trip)
{
	struct cr_money m, back;
	struct cr_buf b;
	int64_t c;

	cr_buf_init(&b);
	for (c = 1; c < CR_MONEY_MAX_CENTS; c = c * 3 + 7) {
		m.cents = c % 2 ? c : -c;
		cr_buf_clear(&b);
		cr_money_format(&b, m, ',', '.');
		ck_assert(cr_money_parse(b.s, b.len, &ita, &back));
		ck_assert_int_eq(back.cents, m.cents);
	}
	cr_buf_release(&b);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = { parse_good, parse_bad, parse_xml, scale,
	    sums, overflow_keeps, format, round_trip, NULL };

	return unit_run("money", tests);
}
