/* Configuration files: what is read, and that nothing else can be done. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "cr/buf.h"
#include "cr/conf.h"
#include "cr/cr.h"

static const struct cr_conf_opt level[] = {
	{ .name = "days", .type = CR_CONF_INT },
	{ .name = "ask", .type = CR_CONF_BOOL },
	{ .name = NULL },
};
static const struct cr_conf_opt opts[] = {
	{ .name = "minimum", .type = CR_CONF_TEXT },
	{ .name = "days", .type = CR_CONF_INT },
	{ .name = "ask", .type = CR_CONF_BOOL },
	{ .name = "channels", .type = CR_CONF_LIST },
	{ "level", CR_CONF_SECTION, level, CR_CONF_TITLED | CR_CONF_MANY },
	{ "once", CR_CONF_SECTION, level, 0 },
	{ .name = NULL },
};

static struct cr cr;
static struct cr_conf *conf;

static int
parse(const char *text)
{
	cr_conf_free(conf);
	conf = NULL;
	return cr_conf_parse(&cr, "x.conf", text, strlen(text), opts, &conf);
}

START_TEST(values)
{
	const struct cr_conf_sec *r;

	ck_assert_int_eq(parse("# a comment\nminimum = 50.00 // eur\n"
	    "/* two\nlines */ days = -010\nask = yes\n"
	    "channels = { pec, # first\n  \"e \\\"mail\\\"\" }\n"), CR_OK);
	r = cr_conf_root(conf);
	ck_assert_str_eq(cr_conf_text(r, "minimum", ""), "50.00");
	ck_assert_int_eq(cr_conf_int(r, "days", 0), -10);
	ck_assert(cr_conf_bool(r, "ask", false));
	ck_assert_str_eq(cr_conf_item(r, "channels", 0), "pec");
	ck_assert_str_eq(cr_conf_item(r, "channels", 1), "e \"mail\"");
	ck_assert_ptr_null(cr_conf_item(r, "channels", 2));
	ck_assert_int_eq(cr_conf_line(r, "minimum"), 2);
	ck_assert_int_eq(cr_conf_line(r, "days"), 4);
	ck_assert_uint_eq(cr_conf_count(r, "level"), 0);
	ck_assert_uint_eq(cr_conf_count(r, "once"), 0);
}
END_TEST

START_TEST(absent)
{
	const struct cr_conf_sec *r;

	ck_assert_int_eq(parse(""), CR_OK);
	r = cr_conf_root(conf);
	ck_assert(!cr_conf_has(r, "minimum"));
	ck_assert_str_eq(cr_conf_text(r, "minimum", "none"), "none");
	ck_assert_int_eq(cr_conf_int(r, "days", 7), 7);
	ck_assert(cr_conf_bool(r, "ask", true));
	ck_assert_ptr_null(cr_conf_item(r, "channels", 0));
}
END_TEST

START_TEST(sections)
{
	const struct cr_conf_sec *r, *s;

	ck_assert_int_eq(parse("level first { days = 5 }\n"
	    "level \"the second\" {\n days = 20\n ask = off }\n"
	    "once { days = 1 }\n"), CR_OK);
	r = cr_conf_root(conf);
	ck_assert_uint_eq(cr_conf_count(r, "level"), 2);
	s = cr_conf_section(r, "level", 1);
	ck_assert_str_eq(cr_conf_title(s), "the second");
	ck_assert_int_eq(cr_conf_int(s, "days", 0), 20);
	ck_assert_int_eq(cr_conf_fail(&cr, s, "ask", "no \"%s\"", "x"),
	    CR_EUSAGE);
	ck_assert_str_eq(cr_errmsg(&cr), "x.conf:4: no \"x\"");
}
END_TEST

static const struct {
	const char *text, *message;
} bad[] = {
	{ "minimum = 1\nminimum = 2\n",
	    "x.conf:2: \"minimum\" is given twice" },
	{ "channels = {a, b}\nchannels = {c}\n",
	    "x.conf:2: \"channels\" is given twice" },
	{ "once {}\n\nonce {}\n", "x.conf:3: section \"once\" is given twice" },
	{ "level a {}\nlevel a {}\n", "x.conf:2: " },
	{ "\nlevels = 1\n", "x.conf:2: no such option 'levels'" },
	{ "days = 1.5\n", "x.conf:1: \"1.5\" of \"days\" is no whole number" },
	{ "days = 0x10\n", "x.conf:1: \"0x10\" of \"days\"" },
	{ "\n\nask = maybe\n", "x.conf:3: \"maybe\" of \"ask\"" },
	{ "minimum = \"${HOME}\"\n", "x.conf:1: \"${\" is not allowed" },
	{ "minimum = ${HOME}\n", "x.conf:1: \"${\" is not allowed" },
	{ "include(\"/etc/passwd\")\n", "x.conf:1: " },
	{ "once|days = 1\n", "x.conf:1: \"|\" stands outside quotes" },
	{ "minimum = \"abc\nx\n", "x.conf:1: the text is not closed" },
	{ "minimum = 'abc", "x.conf:1: the text is not closed" },
	{ "minimum = \"\\777\"\n", "x.conf:1: \"\\7\" is no escape" },
	{ "days = 1 /* \n", "x.conf:1: the comment is not closed" },
	{ "\nlevel a { days = 1\n", "x.conf:2: the brace is not closed" },
	{ "}\n", "x.conf:1: " },
	{ "minimum = \xe8\n", "x.conf:1: is no text in UTF-8" },
	{ "minimum =", "x.conf:1: " },
};

START_TEST(refused)
{
	ck_assert_int_eq(parse(bad[_i].text), CR_EUSAGE);
	ck_assert_msg(strncmp(cr_errmsg(&cr), bad[_i].message,
	    strlen(bad[_i].message)) == 0, "%s", cr_errmsg(&cr));
	/* and the scanner is as good as new */
	ck_assert_int_eq(parse("minimum = \"1\"\n"), CR_OK);
	ck_assert_str_eq(cr_conf_text(cr_conf_root(conf), "minimum", ""), "1");
}
END_TEST

START_TEST(no_file)
{
	ck_assert_int_eq(cr_conf_open(&cr, "/nowhere/x.conf", opts, &conf),
	    CR_ENOTFOUND);
	ck_assert_ptr_nonnull(strstr(cr_errmsg(&cr), "/nowhere/x.conf: could"));
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("conf");
	TCase *t = tcase_create("conf");
	SRunner *r = srunner_create(s);
	int failed;

	cr_init(&cr, "test");
	suite_add_tcase(s, t);
	tcase_add_test(t, values);
	tcase_add_test(t, absent);
	tcase_add_test(t, sections);
	tcase_add_loop_test(t, refused, 0, sizeof(bad) / sizeof(*bad));
	tcase_add_test(t, no_file);
	srunner_set_fork_status(r, CK_NOFORK);
	srunner_run_all(r, CK_ENV);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	cr_conf_free(conf);
	cr_release(&cr);
	return failed;
}
