/* The names of files that hold copies of documents. */
#include "cr/buf.h"
#include "cr/copy_path.h"
#include "unit.h"

#define ALL "/c/{{creditor}}/{{year}}/{{date}}/{{debtor}}-{{number}}.pdf"

static void
becomes(const char *pattern, const char *number, const char *wanted)
{
	struct cr_copy_words w = { .number = number, .debtor = "C/1",
	    .creditor = "NOI" };
	struct cr_buf b;

	ck_assert(cr_date_from_ymd(2026, 9, 30, &w.date));
	cr_buf_init(&b);
	ck_assert_int_eq(cr_copy_path(pattern, &w, &b), wanted != NULL);
	if (wanted != NULL)
		ck_assert_str_eq(b.s, wanted);
	cr_buf_release(&b);
}

START_TEST(words)
{
	becomes(ALL, "17", "/c/NOI/2026/2026-09-30/C_1-17.pdf");
	becomes("{{number}}", "FV 12/A-1.b", "FV_12_A-1.b");
	becomes("{x}{{number}}}", "1", "{x}1}");
}
END_TEST

START_TEST(never_a_path)
{
	becomes("d/{{number}}.pdf", "../../etc/passwd",
	    "d/_._.._etc_passwd.pdf");
	becomes("d/{{number}}", "..", "d/_.");
	becomes("d/{{number}}", ".", "d/_");
	becomes("d/{{number}}", "a\\b:c*?\n\x01", "d/a_b_c____");
	becomes("d/{{number}}", "n\xc2\xb0 7", "d/n__7");
	becomes("d/{{number}}", "{{year}}", "d/__year__");
	becomes("d/{{number}}", "", NULL);
	becomes("d/{{number}}", "1234567890123456789012345678901234567890"
	    "1234567890123456789012345678901234567890123456789012345678901",
	    NULL);
}
END_TEST

START_TEST(patterns)
{
	ck_assert(cr_copy_path_is_right(ALL));
	ck_assert(cr_copy_path_is_right("{{number}}"));
	ck_assert(!cr_copy_path_is_right(""));
	ck_assert(!cr_copy_path_is_right("all.pdf"));
	ck_assert(!cr_copy_path_is_right("{{number}}/{{name}}"));
	ck_assert(!cr_copy_path_is_right("{{number}}/{{year"));
	ck_assert(!cr_copy_path_is_right("{{ number }}"));
}
END_TEST

START_TEST(not_known)
{
	const struct cr_copy_words w = { "1", CR_DATE_NONE, NULL, NULL };
	struct cr_buf b;

	cr_buf_init(&b);
	ck_assert(!cr_copy_path("{{number}}{{debtor}}", &w, &b));
	ck_assert(!cr_copy_path("{{number}}{{year}}", &w, &b));
	cr_buf_release(&b);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = { words, never_a_path, patterns,
	    not_known, NULL };

	return unit_run("copy_path", tests);
}
