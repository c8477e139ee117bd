/* Lines and rows: encodings, line ends, limits, numbers of lines. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/csvin.h"
#include "cr/input.h"
#include "cr/lines.h"

static struct cr cr;
static struct cr_buf got;

/* The lines of N bytes, each with a | behind; ! and why for a bad one. */
static const char *
lines_of(const char *p, size_t n, enum cr_encoding e)
{
	struct cr_input *in = cr_input_memory("x", p, n);
	struct cr_lines *l = cr_lines_new(in, e);
	struct cr_line line;
	int64_t number = 0;

	cr_buf_clear(&got);
	while (cr_lines_next(&cr, l, &line) == 1) {
		ck_assert_int_eq(line.number, ++number);
		if (line.error != NULL)
			cr_buf_addf(&got, "!%s", line.error);
		else
			cr_buf_add(&got, line.s, line.n);
		cr_buf_addc(&got, '|');
	}
	cr_lines_free(l);
	cr_input_free(in);
	return got.s;
}

static const struct {
	const char *name, *bytes;
	size_t n;
	enum cr_encoding encoding;
	const char *lines;
} files[] = {
#define FILE_OF(name, bytes, encoding, lines) \
	{ name, bytes, sizeof(bytes) - 1, CR_ENCODING_##encoding, lines }
	FILE_OF("empty", "", AUTO, ""),
	FILE_OF("no end", "a\nb", AUTO, "a|b|"),
	FILE_OF("CR LF", "a\r\n\r\nb\r\n", AUTO, "a||b|"),
	FILE_OF("CR", "a\r\rb\r", AUTO, "a||b|"),
	FILE_OF("a CR within", "a\rb\nc\n", AUTO, "a\rb|c|"),
	FILE_OF("UTF-8 and mark", "\xef\xbb\xbf\xc3\xa8\n", AUTO,
	    "\xc3\xa8|"),
	FILE_OF("a mark beats the word", "\xef\xbb\xbf\xc3\xa8\n", CP850,
	    "\xc3\xa8|"),
	FILE_OF("CP1252", "citt\xe0\n\x80 5\n", AUTO,
	    "citt\xc3\xa0|\xe2\x82\xac 5|"),
	FILE_OF("no letter of CP1252", "\xe0\n\x81\n", AUTO,
	    "\xc3\xa0|!holds bytes that are no letters in its encoding|"),
	FILE_OF("CP850", "citt\x85\n", CP850, "citt\xc3\xa0|"),
	FILE_OF("Latin-1", "citt\xe0\n\x80\n", LATIN1,
	    "citt\xc3\xa0|!holds bytes that are no letters in its encoding|"),
	FILE_OF("said to be UTF-8", "\xe0\n", UTF8,
	    "!is not UTF-8 as the lines before it|"),
	FILE_OF("UTF-8, then not", "\xc3\xa8\n\xe8\nx\n", AUTO,
	    "\xc3\xa8|!is not UTF-8 as the lines before it|x|"),
	FILE_OF("CP1252, then not", "\xe8\n\xc3\xa8\nx\n", AUTO,
	    "\xc3\xa8|!is UTF-8 and the lines before it are CP1252|x|"),
	FILE_OF("NUL", "a\0b\nc\n", AUTO, "!holds a NUL byte|c|"),
	FILE_OF("UTF-16", "\xff\xfe" "a\0\n\0\xe8\0\r\0\n\0", AUTO,
	    "a|\xc3\xa8|"),
	FILE_OF("UTF-16 BE", "\xfe\xff\0a\0\n\0\xe8", AUTO, "a|\xc3\xa8|"),
	FILE_OF("a pair", "\xff\xfe\x3d\xd8\x00\xde", AUTO,
	    "\xf0\x9f\x98\x80|"),
	FILE_OF("half a pair", "\xff\xfe\x3d\xd8" "a\0", AUTO,
	    "!is not UTF-16|"),
	FILE_OF("half a letter", "\xff\xfe" "a\0\n\0b", AUTO,
	    "a|!is not UTF-16|"),
};

START_TEST(text)
{
	ck_assert_str_eq(lines_of(files[_i].bytes, files[_i].n,
	    files[_i].encoding), files[_i].lines);
}
END_TEST

/* Letters of two and of three bytes over the ends of blocks. */
START_TEST(blocks)
{
	enum { LETTERS = 400000 };
	char *p = malloc(2 * LETTERS + 2), *s = p;
	size_t i, n = 0;

	*s++ = '\xff', *s++ = '\xfe';
	for (i = 0; i < LETTERS; i++) {
		*s++ = i % 997 == 0 ? '\n' : '\xac';
		*s++ = i % 997 == 0 ? 0 : '\x20';	/* the euro */
	}
	lines_of(p, (size_t)(s - p), CR_ENCODING_AUTO);
	for (i = 0; i < got.len; i++)
		n += got.s[i] == '\xac';
	ck_assert_uint_eq(n, LETTERS - (LETTERS + 996) / 997);
	ck_assert_ptr_null(strchr(got.s, '!'));
	free(p);
}
END_TEST

START_TEST(too_long)
{
	size_t n = 3 * CR_LINE_MAX;
	char *p = malloc(n + 4);

	memset(p, 'a', n);
	memcpy(p + n, "\nb\n", 3);
	ck_assert_str_eq(lines_of(p, n + 3, CR_ENCODING_AUTO),
	    "!is longer than 1048576 bytes|b|");
	free(p);
}
END_TEST

/* The rows of TEXT: line, lines, cells in brackets, or why not. */
static const char *
rows_of(const char *s, char separator, bool split)
{
	struct cr_input *in = cr_input_memory("x", s, strlen(s));
	struct cr_lines *l = cr_lines_new(in, CR_ENCODING_AUTO);
	struct cr_csv *c = cr_csv_new(l, separator);
	struct cr_row row;
	size_t i;

	cr_buf_clear(&got);
	while (cr_csv_next(&cr, c, &row) == 1) {
		if (split && row.lines > 1)
			cr_csv_split(c, &row);
		cr_buf_addf(&got, "%d+%d", (int)row.line, (int)row.lines);
		for (i = 0; i < row.n; i++)
			cr_buf_addf(&got, "[%s]", row.cell[i].s);
		if (row.error != NULL)
			cr_buf_addf(&got, "!");
		cr_buf_addf(&got, "{%.*s}\n", (int)row.nraw, row.raw);
	}
	cr_csv_free(c);
	cr_lines_free(l);
	cr_input_free(in);
	return got.s;
}

START_TEST(rows)
{
	ck_assert_str_eq(rows_of("a;b\r\n\r\n;;\r\n c ; \"d\"\"e\" ;\r\n", ';',
	    false), "1+1[a][b]{a;b}\n4+1[c][d\"e][]{ c ; \"d\"\"e\" ;}\n");
	ck_assert_str_eq(rows_of("a,\"b\nc\"\nd", ',', false),
	    "1+2[a][b\nc]{a,\"b\nc\"}\n3+1[d]{d}\n");
	ck_assert_str_eq(rows_of("a\t\"b;\"\t\n", '\t', false),
	    "1+1[a][b;][]{a\t\"b;\"\t}\n");
	ck_assert_str_eq(rows_of("Bar \"Da Gino\";b\n", ';', false),
	    "1+1[Bar \"Da Gino\"][b]{Bar \"Da Gino\";b}\n");
	ck_assert_str_eq(rows_of("a\rb;c\n", ';', false),
	    "1+1[a\rb][c]{a\rb;c}\n");
}
END_TEST

START_TEST(stray_quotes)
{
	/* to the end of the file: its line alone is spoilt */
	ck_assert_str_eq(rows_of("\"a;b\nc;d\n", ';', false),
	    "1+1!{\"a;b}\n2+1[c][d]{c;d}\n");
	/* what the reader of the table finds out */
	ck_assert_str_eq(rows_of("\"a;b\nc;d\n\"e;f\ng;h\n", ';', true),
	    "1+1!{\"a;b}\n2+1[c][d]{c;d}\n3+1!{\"e;f}\n4+1[g][h]{g;h}\n");
	ck_assert_str_eq(rows_of("\"a;b\nc\"d;\"\ne;f\n", ';', true),
	    "1+1!{\"a;b}\n2+1!{c\"d;\"}\n3+1[e][f]{e;f}\n");
}
END_TEST

START_TEST(last_cell)
{
	ck_assert_uint_eq(cr_csv_last_cell("a;b;c", 5, ';'), 3);
	ck_assert_uint_eq(cr_csv_last_cell("a;\"b;c\"", 7, ';'), 1);
	ck_assert_uint_eq(cr_csv_last_cell("a", 1, ';'), 1);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("lines");
	TCase *t = tcase_create("lines");
	SRunner *r = srunner_create(s);
	int failed;

	cr_init(&cr, "test");
	cr_buf_init(&got);
	suite_add_tcase(s, t);
	tcase_add_loop_test(t, text, 0, sizeof(files) / sizeof(*files));
	tcase_add_test(t, blocks);
	tcase_add_test(t, too_long);
	tcase_add_test(t, rows);
	tcase_add_test(t, stray_quotes);
	tcase_add_test(t, last_cell);
	srunner_set_fork_status(r, CK_NOFORK);
	srunner_run_all(r, CK_ENV);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	cr_buf_release(&got);
	cr_release(&cr);
	return failed;
}
