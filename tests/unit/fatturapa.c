/* What FatturaPA's codes mean, and when instalments are due. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "cr/fatturapa.h"

START_TEST(test_types)
{
	static const char *const none[] = {
		"TD16", "TD17", "TD18", "TD19", "TD20", "TD21", "TD22", "TD23",
		"TD27", "TD28", "TD29",
	};
	static const char *const some[] = {
		"TD01", "TD02", "TD03", "TD04", "TD05", "TD06", "TD07", "TD08",
		"TD09", "TD24", "TD25", "TD26",
	};
	size_t i;

	for (i = 0; i < sizeof(none) / sizeof(*none); i++) {
		ck_assert(cr_td_is_known(none[i]));
		ck_assert(!cr_td_is_receivable(none[i]));
		ck_assert(!cr_td_is_credit(none[i]));
	}
	for (i = 0; i < sizeof(some) / sizeof(*some); i++) {
		ck_assert(cr_td_is_receivable(some[i]));
		ck_assert_int_eq(cr_td_is_credit(some[i]),
		    strcmp(some[i], "TD04") == 0 ||
		    strcmp(some[i], "TD08") == 0);
	}
	ck_assert(!cr_td_is_known("TD10"));
	ck_assert(!cr_td_is_receivable("TD99"));
	ck_assert(!cr_td_is_receivable(NULL));
}
END_TEST

START_TEST(test_methods)
{
	ck_assert(cr_mp_is_known("MP01"));
	ck_assert(cr_mp_is_known("MP23"));
	ck_assert(!cr_mp_is_known("MP00"));
	ck_assert(!cr_mp_is_known("MP24"));
	ck_assert(!cr_mp_is_known("mp05"));
	ck_assert(!cr_mp_is_known(NULL));
	ck_assert(cr_mp_is_immediate("MP22"));
	ck_assert(!cr_mp_is_immediate("MP05"));
}
END_TEST

/* Document of day 0; instalment; what was agreed; receipt; what follows. */
static const struct due_case {
	int32_t due, from, days;	/* -1: not said; days from day 0 */
	const char *method, *terms;
	int32_t party, received;
	int32_t wanted;
	const char *source;
} due_cases[] = {
	{ 30, 5, 60, "MP05", "TP02", 90, 10, 30, "stated" },
	{ -1, 5, 60, "MP05", "TP02", 90, 10, 65, "terms" },
	{ -1, -1, 60, "MP05", "TP02", 90, 10, 60, "terms" },
	{ -1, -1, 0, "MP05", "TP02", 90, 10, 0, "terms" },
	{ -1, 5, -1, "MP01", "TP02", 90, 10, 5, "reference" },
	{ -1, -1, -1, "MP01", "TP02", 90, 10, 0, "issue" },
	{ -1, -1, -1, "MP08", "TP02", -1, -1, 0, "issue" },
	{ -1, -1, -1, "MP05", "TP03", 90, 10, 0, "issue" },
	{ -1, -1, -1, "MP05", "TP02", 90, 10, 90, "party" },
	{ -1, -1, -1, "MP05", "TP02", 0, 10, 0, "party" },
	{ -1, -1, -1, "MP05", "TP02", -1, 10, 40, "legal" },
	{ -1, -1, -1, NULL, NULL, -1, -1, 30, "legal" },
};

static struct cr_date
day(int32_t n)
{
	return n < 0 ? CR_DATE_NONE : (struct cr_date){ 20000 + n };
}

START_TEST(test_due)
{
	const struct due_case *c = &due_cases[_i];
	struct cr_rec_instalment ins = {
		.due = day(c->due), .terms_from = day(c->from),
		.terms_days = c->days, .method = c->method, .terms = c->terms,
	};
	struct cr_rec_invoice inv = {
		.date = day(0), .instalments = &ins, .ninstalments = 1,
	};
	struct cr_due due = cr_instalment_due(&inv, 0, c->party,
	    day(c->received));

	ck_assert_int_eq(due.date.days - 20000, c->wanted);
	ck_assert_str_eq(due.source, c->source);
}
END_TEST

START_TEST(test_no_instalments)
{
	struct cr_rec_invoice inv = { .date = day(0), .due = { 12200 } };
	struct cr_due due;

	ck_assert_uint_eq(cr_instalment_count(&inv), 1);
	ck_assert_int_eq(cr_instalment_amount(&inv, 0).cents, 12200);
	due = cr_instalment_due(&inv, 0, 60, CR_DATE_NONE);
	ck_assert_int_eq(due.date.days - 20000, 60);
	due = cr_instalment_due(&inv, 0, -1, day(7));
	ck_assert_int_eq(due.date.days - 20000, 37);
}
END_TEST

/* Amounts as written, and what they add to the ledger. */
static const struct amount_case {
	int64_t due, written[2];
	bool alternative;
	int64_t wanted[2];
} amount_cases[] = {
	{ 200, { 100, 100 }, false, { 100, 100 } },
	{ 100, { 100, 100 }, true, { 100, 0 } },
	{ -200, { 100, 100 }, false, { -100, -100 } },	/* a credit note */
	{ -200, { -100, -100 }, false, { -100, -100 } },
	{ -100, { 150, -50 }, false, { -150, 50 } },
	{ 100, { 150, -50 }, false, { 150, -50 } },	/* compensation */
	{ -100, { 100, 100 }, true, { -100, 0 } },
};

START_TEST(test_amount)
{
	const struct amount_case *c = &amount_cases[_i];
	struct cr_rec_instalment ins[2] = {
		{ .amount = { c->written[0] } },
		{ .amount = { c->written[1] }, .alternative = c->alternative },
	};
	struct cr_rec_invoice inv = {
		.due = { c->due }, .instalments = ins, .ninstalments = 2,
	};

	ck_assert_uint_eq(cr_instalment_count(&inv), 2);
	ck_assert_int_eq(cr_instalment_amount(&inv, 0).cents, c->wanted[0]);
	ck_assert_int_eq(cr_instalment_amount(&inv, 1).cents, c->wanted[1]);
}
END_TEST

START_TEST(test_serious)
{
	ck_assert(cr_warning_is_serious("inst-mismatch: 1 and 2"));
	ck_assert(cr_warning_is_serious("sig-bad: no"));
	ck_assert(!cr_warning_is_serious("total-missing: it is"));
}
END_TEST

#define LENGTH(a) ((int)(sizeof(a) / sizeof(*(a))))

int
main(void)
{
	Suite *s = suite_create("fatturapa");
	TCase *c = tcase_create("fatturapa");
	SRunner *r = srunner_create(s);
	int failed;

	suite_add_tcase(s, c);
	tcase_add_test(c, test_types);
	tcase_add_test(c, test_methods);
	tcase_add_loop_test(c, test_due, 0, LENGTH(due_cases));
	tcase_add_test(c, test_no_instalments);
	tcase_add_loop_test(c, test_amount, 0, LENGTH(amount_cases));
	tcase_add_test(c, test_serious);
	srunner_run_all(r, CK_ENV);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed;
}
