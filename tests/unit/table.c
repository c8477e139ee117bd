/*
 * Tables: every file of tests/corpus/table is read, with the mapping FILE.conf
 * where there is one, and what comes of it compared with FILE.want: records as
 * JSON, "! LINE: REASON" for what was refused, "? " for warnings. Run with
 * TABLE_WRITE=1 to write the .want files after a change, and read the diff.
 */
#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/input.h"
#include "cr/str.h"
#include "cr/table.h"

#define CORPUS "tests/corpus/table/"

static struct cr cr;
static struct cr_buf got;	/* what came of the file */
static struct cr_buf rejects;	/* its reject file */
static char *files[256];
static int nfiles;

static int
on_record(void *ctx, const struct cr_record *r)
{
	(void)ctx;
	cr_record_to_json(&got, r);
	return 0;
}

static void
on_refuse(void *ctx, const char *file, int64_t line, const char *raw,
    const char *header, const char *reason)
{
	(void)ctx, (void)file, (void)line, (void)reason;
	if (raw == NULL)
		return;
	if (rejects.len == 0 && header != NULL)
		cr_buf_addf(&rejects, "%s\n", header);
	cr_buf_addf(&rejects, "%s\n", raw);
}

static void
on_report(void *ctx, const struct cr_report *r)
{
	(void)ctx;
	cr_buf_addf(&got, "%c %lld: %s\n", r->refused ? '!' : '?',
	    (long long)r->line, r->text);
}

static const struct cr_sink sink = { .record = on_record,
    .refuse = on_refuse };

/* Read IN with the mapping PATH, or none; leaves GOT and REJECTS. */
static void
read_input(struct cr_input *in, struct cr_mapping *m)
{
	struct cr_read_opts opts = { .mapping = m };
	struct cr_read_file done = { .name = NULL };
	const char *p;
	ptrdiff_t n;

	cr_buf_clear(&got);
	cr_buf_clear(&rejects);
	ck_assert((n = cr_input_peek(&cr, in, &p)) >= 0);
	ck_assert_int_eq((cr_xlsx_is(p, (size_t)n) ? cr_xlsx_read :
	    cr_table_read)(&cr, in, &opts, &sink, &done), CR_OK);
}

static struct cr_mapping *
mapping_of(const char *path)
{
	struct cr_mapping *m = NULL;
	char conf[1024];
	FILE *f;

	snprintf(conf, sizeof(conf), "%s.conf", path);
	if ((f = fopen(conf, "r")) == NULL)
		return NULL;
	fclose(f);
	ck_assert_msg(cr_mapping_load(&cr, conf, &m) == CR_OK, "%s",
	    cr_errmsg(&cr));
	return m;
}

static void
read_file(const char *path, struct cr_mapping *m)
{
	struct cr_input *in = cr_input_open(&cr, path);

	ck_assert_msg(in != NULL, "%s: %s", path, cr_errmsg(&cr));
	read_input(in, m);
	cr_input_free(in);
}

/* What GOT should be; with TABLE_WRITE, what it is from now on. */
static void
compare(const char *path)
{
	char want[1024];
	struct cr_input *in;
	const char *p;
	size_t n;
	FILE *f;

	snprintf(want, sizeof(want), "%s.want", path);
	if (getenv("TABLE_WRITE") != NULL) {
		ck_assert_ptr_nonnull(f = fopen(want, "w"));
		fputs(got.s, f);
		fclose(f);
	}
	in = cr_input_open(&cr, want);
	ck_assert_msg(in != NULL, "no %s", want);
	ck_assert_int_eq(cr_input_all(&cr, in, 1 << 20, &p, &n), CR_OK);
	ck_assert_msg(strcmp(got.s, p) == 0, "%s: got:\n%swanted:\n%s", path,
	    got.s, p);
	cr_input_free(in);
}

START_TEST(corpus)
{
	char path[512];
	struct cr_mapping *m;

	snprintf(path, sizeof(path), CORPUS "%s", files[_i]);
	m = mapping_of(path);
	read_file(path, m);
	compare(path);
	cr_mapping_free(m);
}
END_TEST

/* What was refused, and nothing else, is refused again, for the same. */
START_TEST(rejects_come_back)
{
	char path[512], name[512];
	struct cr_mapping *m;
	struct cr_input *in;
	struct cr_buf first, file;

	/* told apart from its file, a line of another encoding is right, and
	 * what stood for a NUL is a question mark */
	if (strcmp(files[_i], "misto.csv") == 0 ||
	    strcmp(files[_i], "nul.csv") == 0)
		return;
	cr_buf_init(&first);
	cr_buf_init(&file);
	snprintf(path, sizeof(path), CORPUS "%s", files[_i]);
	m = mapping_of(path);
	read_file(path, m);
	if (rejects.len > 0) {
		cr_buf_add(&first, rejects.s, rejects.len);
		cr_buf_add(&file, rejects.s, rejects.len);
		snprintf(name, sizeof(name), "reject-%s", files[_i]);
		in = cr_input_memory(name, file.s, file.len);
		read_input(in, m);
		cr_input_free(in);
		ck_assert_msg(strstr(got.s, "{\"record\"") == NULL,
		    "%s: accepted what was refused: %s", path, got.s);
		/* cells with types are texts in a reject file */
		ck_assert_msg(cr_ends(files[_i], ".xlsx") ||
		    strcmp(first.s, rejects.s) == 0,
		    "%s: rejects:\n%sthe second time:\n%s", path, first.s,
		    rejects.s);
	}
	cr_mapping_free(m);
	cr_buf_release(&first);
	cr_buf_release(&file);
}
END_TEST

/* Saved and given back, what was understood does the same. */
START_TEST(guess_is_a_mapping)
{
	struct cr_mapping *m = NULL, *again = NULL;
	struct cr_buf text, text2, once;
	struct cr_input *in;
	char path[512];

	snprintf(path, sizeof(path), CORPUS "%s", files[_i]);
	ck_assert_ptr_nonnull(in = cr_input_open(&cr, path));
	cr_buf_init(&text);
	cr_buf_init(&text2);
	cr_buf_init(&once);
	if (cr_mapping_guess(&cr, in, &m) == CR_OK) {
		cr_mapping_describe(&text, m);
		ck_assert_msg(cr_mapping_parse(&cr, "again", text.s, text.len,
		    &again) == CR_OK, "%s: %s in:\n%s", path, cr_errmsg(&cr),
		    text.s);
		cr_mapping_describe(&text2, again);
		ck_assert_str_eq(text.s, text2.s);
		read_file(path, NULL);
		cr_buf_add(&once, got.s, got.len);
		read_file(path, again);
		ck_assert_str_eq(once.s, got.s);
	}
	cr_input_free(in);
	cr_mapping_free(m);
	cr_mapping_free(again);
	cr_buf_release(&text);
	cr_buf_release(&text2);
	cr_buf_release(&once);
}
END_TEST

static const char *const mappings[] = {
	"separator = tab\ndecimal = \",\"\ngroup = \".\"\n"
	    "date = \"dd/mm/yyyy\"\nencoding = cp850\nskip_lines = 3\n"
	    "short_rows = yes\nsheet = \"Foglio \\\"1\\\"\"\n"
	    "only \"A B\" { values = { \"x\", \"\" } }\n"
	    "except \"#4\" { values = { \"\\n\\\\\" } }\n\n"
	    "party {\n\tcode = \"A\"\n"
	    "\tname = { \"B\", \"=di\", \"#7\" }\n}\n\n"
	    "item {\n\tdebtor = \"A\"\n\tnumber = \"N\"\n\tpaid = \"P\"\n"
	    "\tdebit = \"D\"\n\tsign = \"-\"\n\tdebit_values = { \"D\" }\n"
	    "\tcredit_values = { \"A\" }\n\tcredit_causes = { \"NC\" }\n"
	    "\tonly \"S\" { values = { \"I\" } }\n}\n",
	"decimal = none\n\npayment {\n\tdebtor = \"=X\"\n\tdate = \"D\"\n"
	    "\tamount = \"A\"\n}\n",
	"decimal = implied\ndate = \"ddmmyy\"\n\nitem {\n"
	    "\tdebtor = \"@1:10\"\n\tnumber = \"@11:3\"\n"
	    "\tamount = \"@20:9\"\n}\n",
};

/* A mapping comes out as it went in. */
START_TEST(describe_is_identity)
{
	const char *text = mappings[_i];
	struct cr_mapping *m, *again;
	struct cr_buf a, b;

	cr_buf_init(&a);
	cr_buf_init(&b);
	ck_assert_msg(cr_mapping_parse(&cr, "m", text, strlen(text), &m) ==
	    CR_OK, "%s", cr_errmsg(&cr));
	cr_mapping_describe(&a, m);
	ck_assert_msg(cr_mapping_parse(&cr, "again", a.s, a.len, &again) ==
	    CR_OK, "%s in:\n%s", cr_errmsg(&cr), a.s);
	cr_mapping_describe(&b, again);
	ck_assert_str_eq(a.s, b.s);
	cr_mapping_free(m);
	cr_mapping_free(again);
	cr_buf_release(&a);
	cr_buf_release(&b);
}
END_TEST

static const struct {
	const char *text, *message;
} bad[] = {
	{ "", "m:1: has none of the sections" },
	{ "item { number = \"N\"\n}\n", "m:2: no \"amount\"" },
	{ "item { number = \"N\" amount = \"A\" }\n", "m:1: no \"debtor\"" },
	{ "party { name = \"N\" }\n", "m:1: no \"code\"" },
	{ "party {\n\n code = \"#0\" }\n", "m:3: \"#0\" is no column" },
	{ "party { code = \"#1x\" }\n", "m:1: \"#1x\" is no column" },
	{ "party { code = \"@1\" }\n", "m:1: \"@1\" is no column" },
	{ "party { code = \"=\" }\n", "m:1: \"=\" is no column" },
	{ "\nparty { codice = \"A\" }\n", "m:2: no such option 'codice'" },
	{ "decimal = \";\"\nparty { code = \"A\" }\n", "m:1: decimal \";\"" },
	{ "group = \".\"\nparty { code = A }\n", "m:1: \"group\" is given" },
	{ "decimal = \",\"\ngroup = \",\"\nparty { code = A }\n",
	    "m:2: group \",\"" },
	{ "date = dmy\nparty { code = A }\n", "m:1: date style \"dmy\"" },
	{ "encoding = ebcdic\nparty { code = A }\n", "m:1: encoding" },
	{ "separator = \";;\"\nparty { code = A }\n", "m:1: separator" },
	{ "header = no\nparty { code = A }\n", "m:1: columns are known by" },
	{ "party { code = A }\nitem { number = \"@1:2\" debtor = A\n"
	    "amount = \"@3:4\" }\n", "m:4: columns and characters" },
	{ "item { number = N debtor = A amount = X debit = D }\n",
	    "m:1: \"amount\" and \"debit\"" },
	{ "only A { }\nparty { code = A }\n", "m:1: no \"values\"" },
	{ "party { code = A }\nonly \"A \" { values = { b } }\n"
	    "only A { values = { c } }\n", "m:3: \"A\" is there twice" },
	{ "header = no\nparty { code = \"#1\"\nonly \"#2\" { values = { b } }\n"
	    "only \"#02\" { values = { c } } }\n",
	    "m:4: \"#02\" is there twice" },
	{ "skip_lines = 2000\nparty { code = A }\n", "m:1: \"skip_lines\"" },
	{ "item { sign = no number = N debtor = A amount = X }\n",
	    "m:1: sign \"no\"" },
};

START_TEST(bad_mapping)
{
	struct cr_mapping *m = NULL;

	ck_assert_int_eq(cr_mapping_parse(&cr, "m", bad[_i].text,
	    strlen(bad[_i].text), &m), CR_EUSAGE);
	ck_assert_msg(strncmp(cr_errmsg(&cr), bad[_i].message,
	    strlen(bad[_i].message)) == 0, "got: %s\nwanted: %s",
	    cr_errmsg(&cr), bad[_i].message);
}
END_TEST

static int
is_sample(const char *name)
{
	return name[0] != '.' && !cr_ends(name, ".conf") &&
	    !cr_ends(name, ".want");
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
list_corpus(void)
{
	DIR *d = opendir(CORPUS);
	struct dirent *e;

	while (d != NULL && (e = readdir(d)) != NULL && nfiles < 256)
		if (is_sample(e->d_name))
			files[nfiles++] = strdup(e->d_name);
	if (d != NULL)
		closedir(d);
	qsort(files, (size_t)nfiles, sizeof(*files), by_name);
}

int
main(void)
{
	Suite *s = suite_create("table");
	TCase *t = tcase_create("table");
	SRunner *r = srunner_create(s);
	int failed;

	cr_init(&cr, "test");
	cr.on_report = on_report;
	cr_buf_init(&got);
	cr_buf_init(&rejects);
	list_corpus();
	suite_add_tcase(s, t);
	tcase_add_loop_test(t, corpus, 0, nfiles);
	tcase_add_loop_test(t, rejects_come_back, 0, nfiles);
	tcase_add_loop_test(t, guess_is_a_mapping, 0, nfiles);
	tcase_add_loop_test(t, describe_is_identity, 0,
	    sizeof(mappings) / sizeof(*mappings));
	tcase_add_loop_test(t, bad_mapping, 0, sizeof(bad) / sizeof(*bad));
	srunner_set_fork_status(r, CK_NOFORK);
	srunner_run_all(r, CK_ENV);
	failed = srunner_ntests_failed(r) + (nfiles == 0);
	srunner_free(r);
	while (nfiles > 0)
		free(files[--nfiles]);
	cr_buf_release(&got);
	cr_buf_release(&rejects);
	cr_release(&cr);
	return failed;
}
