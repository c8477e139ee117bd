/* Models of provisions: what is taken, what is refused, who is in what. */
#include "unit.h"

#include <string.h>

#include "cr/cr.h"
#include "cr/provision_model.h"

static struct cr cr;

static struct cr_provision_model *
parse(const char *text)
{
	struct cr_provision_model *m;

	ck_assert_msg(cr_provision_model_parse(&cr, "model", text,
	    strlen(text), &m) == CR_OK, "%s", cr_errmsg(&cr));
	return m;
}

START_TEST(usual)
{
	struct cr_provision_model *m = parse("name = a");

	ck_assert_int_eq(m->method, CR_PROVISION_MATRIX);
	ck_assert_uint_eq(m->nbounds, 6);
	ck_assert_int_eq(m->bounds[5], 365);
	ck_assert_uint_eq(m->nsegments, 1);
	ck_assert_ptr_null(m->segments[0].rates);
	ck_assert_int_eq(m->segments[0].lgd.num, 1);
	ck_assert(!m->insured.counts && !m->factored.counts);
	ck_assert(!m->has_unrated);
	cr_provision_model_free(m);
}
END_TEST

START_TEST(wrong)
{
	static const char *const texts[] = {
		"name = a buckets = { 30, 30 }", "name = a buckets = { 0 }",
		"name = a lgd = 101", "name = a forward = -1",
		"name = a months = 0", "name = a roll-months = 121",
		"name = a buckets = { 30 } segment x { rates = { 1, 2 } }",
		"name = a buckets = { 30 } segment x { rates = { 1,2,101 } }",
		"name = a pd = { \"A\" }", "name = a pd = { \":1\" }",
		"name = a pd = { \"A:200\" }", "name = a unrated = 200",
		"name = a cover bank { }",
		"name = a cover insured { order = any }",
		"name = a cover insured { rest = 200 }",
		"name = a specific x { }",
		"name = a specific x { percent = 1 amount = 1 }",
		"name = a specific x { percent = 101 }",
		"name = a specific x { amount = 0 }",
		"name = a segment x { colour = red }",
	};
	struct cr_provision_model *m;
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		ck_assert_msg(cr_provision_model_parse(&cr, "model",
		    texts[i], strlen(texts[i]), &m) == CR_EUSAGE, "%s",
		    texts[i]);
		ck_assert_ptr_null(m);
	}
}
END_TEST

static const char *
segment(const struct cr_provision_model *m,
    const struct cr_segment_subject *who)
{
	const struct cr_provision_segment *s = cr_provision_segment(m, who);

	return s != NULL ? s->name : "none";
}

START_TEST(segments)
{
	struct cr_provision_model *m = parse("name = a lgd = 50\n"
	    "segment a { class = { D, E } area = NORD lgd = 80 }\n"
	    "segment b { debtor = { C1, \"pty:7\", 01234567897 } }\n"
	    "segment c { agent = AG category = BAR }\n"
	    "segment d { creditor = NOI }\n");
	struct cr_segment_subject who = { .debtor = 3, .class_name = "D",
	    .area = "NORD" };

	ck_assert_str_eq(segment(m, &who), "a");
	who.area = NULL;
	ck_assert_str_eq(segment(m, &who), "none");
	who.debtor_code = "C1";
	ck_assert_str_eq(segment(m, &who), "b");
	who.debtor_code = "C2";
	who.debtor_vat = "01234567897";
	ck_assert_str_eq(segment(m, &who), "b");
	who = (struct cr_segment_subject){ .debtor = 7 };
	ck_assert_str_eq(segment(m, &who), "b");
	who = (struct cr_segment_subject){ .debtor = 8, .agent = "AG" };
	ck_assert_str_eq(segment(m, &who), "none");
	who.category = "BAR";
	ck_assert_str_eq(segment(m, &who), "c");
	who = (struct cr_segment_subject){ .debtor = 8, .creditor = 1,
	    .creditor_code = "NOI" };
	ck_assert_str_eq(segment(m, &who), "d");
	ck_assert_int_eq(m->segments[0].lgd.num, 4);
	ck_assert_int_eq(m->segments[1].lgd.den, 2);
	cr_provision_model_free(m);
}
END_TEST

START_TEST(options)
{
	static const char *const bad[] = { "C1", "=5%", "C1=", "C1=101%",
	    "C1=%", "C1=0", "C1=-5", "C1=1.234" };
	struct cr_provision_model *m = parse("name = a\n"
	    "specific C1 { percent = 10 }");
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		ck_assert_msg(cr_provision_specific(&cr, m, bad[i]) ==
		    CR_EUSAGE, "%s", bad[i]);
	ck_assert_uint_eq(m->nspecific, 1);
	ck_assert_int_eq(cr_provision_specific(&cr, m, "C1=62.5%"), CR_OK);
	ck_assert_int_eq(cr_provision_specific(&cr, m, "A=B=1200,50"),
	    CR_OK);
	ck_assert_uint_eq(m->nspecific, 3);
	ck_assert_str_eq(m->specific[0].on, "A=B");
	ck_assert_int_eq(m->specific[0].amount.cents, 120050);
	ck_assert_int_eq(m->specific[1].share.den, 8);
	ck_assert_int_eq(m->specific[2].share.den, 10);
	cr_provision_model_free(m);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = { usual, wrong, segments, options,
	    NULL };
	int failed;

	cr_init(&cr, "unit");
	failed = unit_run("provision", tests);
	cr_release(&cr);
	return failed;
}
