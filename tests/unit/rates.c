/* Files of rates: what they add to those that come with cr. */
#include "interest.h"

static int
add_rates(struct cr_rates *r, const char *text)
{
	return cr_rates_parse(&cr, "mine", text, strlen(text), r);
}

START_TEST(own_rates)
{
	struct cr_date d = day("2027-03-01");
	struct cr_rates r;

	cr_rates_init(&r);
	ck_assert_int_eq(add_rates(&r, "points { regime = mora\n"
	    "from = 2013-01-01 points = 8.00 source = law }"), CR_OK);
	ck_assert_int_eq(add_rates(&r, "reference { from = 2027-01-01\n"
	    "to = 2027-06-30 rate = 2.30 source = \"GU 9\" }\n"
	    "points { regime = mora from = 2027-02-01 points = 9\n"
	    "source = \"a new law\" }"), CR_OK);
	ck_assert_int_eq(cr_rates_find(&r.reference, d)->value, 230);
	ck_assert_int_eq(cr_rates_find(&r.points[MORA], d)->value, 900);
	d = day("2027-01-31");
	ck_assert_int_eq(cr_rates_find(&r.points[MORA], d)->value, 800);
	ck_assert_int_eq(add_rates(&r, "reference { from = 2027-01-01\n"
	    "to = 2027-06-30 rate = 2.40 source = mended }"), CR_OK);
	ck_assert_int_eq(cr_rates_find(&r.reference, d)->value, 240);
	d = day("2027-07-01");
	ck_assert_ptr_null(cr_rates_find(&r.reference, d));
	cr_rates_release(&r);
}
END_TEST

START_TEST(wrong_rates)
{
	static const char *const wrong[] = {
		"reference { from = 2027-01-01 to = 2027-06-29 rate = 2\n"
		    "source = s }",
		"reference { from = 2027-01-01 to = 2027-06-30 rate = 2 }",
		"reference { from = 2027-01-01 rate = 2 source = s }",
		"reference { from = 2027-01-01 to = 2027-06-30 rate = 2.345\n"
		    "source = s }",
		"legal { from = 2027-01-01 to = 2026-06-30 rate = 2\n"
		    "source = s }",
		"legal { from = 2027-02-30 to = 2027-06-30 rate = 2\n"
		    "source = s }",
		"points { regime = legal from = 2027-01-01 points = 8\n"
		    "source = s }",
		"penalty { from = 2027-01-01 percent = 5 source = s }",
		"legal { from = 2027-01-01 to = 2027-12-31 rate = 2\n"
		    "source = s } legal { from = 2027-12-31\n"
		    "to = 2028-12-31 rate = 2 source = s }",
		"bank { from = 2027-01-01 }",
	};
	struct cr_rates r;
	size_t i;

	for (i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		cr_rates_init(&r);
		ck_assert_msg(add_rates(&r, wrong[i]) == CR_EUSAGE, "%s",
		    wrong[i]);
		ck_assert_msg(strncmp(cr_errmsg(&cr), "mine:", 5) == 0, "%s",
		    cr_errmsg(&cr));
		cr_rates_release(&r);
	}
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = { own_rates, wrong_rates, NULL };

	return interest_run("rates", tests);
}
