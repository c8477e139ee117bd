/* The XML door: what it lets in, what it keeps out. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/input.h"
#include "cr/xml.h"

enum { N_OTHER, N_ROOT, N_ITEM, N_VERSION };
static const char *const names[] = { "", "root", "item", "version", NULL };

static struct cr cr;
static struct cr_arena arena;
static struct cr_xml *xml;
static struct cr_buf converted;

static void
setup(void)
{
	cr_init(&cr, "test");
	cr_arena_init(&arena);
	cr_buf_init(&converted);
	xml = cr_xml_new(names);
}

static void
teardown(void)
{
	cr_xml_free(xml);
	cr_buf_release(&converted);
	cr_arena_release(&arena);
	cr_release(&cr);
}

static int
parse(const char *s, struct cr_xml_doc *doc)
{
	return cr_xml_tree(&cr, xml, &arena, s, strlen(s), doc);
}

START_TEST(test_tree)
{
	static const char s[] =
	    "<p:root xmlns:p='urn:x' version=' 1.2 '>\n"
	    " <other>lost<item>too</item></other>\n"
	    " <q:item xmlns:q='urn:y'> A &amp; B\n\t<![CDATA[<C>]]> </q:item>"
	    "<!-- between --><item/><item>&#233;<?pi?>t&#xE9;</item>\n"
	    "</p:root>";
	struct cr_xml_doc doc;
	const struct cr_xml_node *e;

	ck_assert_int_eq(parse(s, &doc), 0);
	ck_assert_int_eq(doc.root->name, N_ROOT);
	ck_assert_str_eq(doc.ns, "urn:x");
	ck_assert_str_eq(cr_xml_text(doc.root, N_VERSION), "1.2");
	e = cr_xml_child(doc.root, N_ITEM);
	ck_assert_str_eq(e->text, "A & B <C>");
	ck_assert_int_eq(e->line, 3);
	e = cr_xml_next(e);
	ck_assert_str_eq(e->text, "");
	e = cr_xml_next(e);
	ck_assert_str_eq(e->text, "\xc3\xa9t\xc3\xa9");
	ck_assert_ptr_null(cr_xml_next(e));
	ck_assert_ptr_null(cr_xml_text(NULL, N_ITEM));
}
END_TEST

/* One parser serves many documents, also after a bad one. */
START_TEST(test_reuse)
{
	struct cr_xml_doc doc;
	int i;

	for (i = 0; i < 3; i++) {
		ck_assert_int_eq(parse("<root><item>1</item>", &doc),
		    CR_EINPUT);
		ck_assert_ptr_null(doc.root);
		ck_assert_int_eq(parse("<root><item>2</item></root>", &doc), 0);
		ck_assert_str_eq(cr_xml_text(doc.root, N_ITEM), "2");
	}
}
END_TEST

static const struct bad {
	const char *s, *message;
} bad[] = {
	{ "", "is not XML" },
	{ "<root>", "is cut short" },
	{ "<root></other>", "mismatch" },
	{ "<root/><root/>", "after its end" },
	{ "<root>\x01</root>", "does not allow" },
	{ "<root>&nbsp;</root>", "entity" },
	{ "<!DOCTYPE root><root/>", "DOCTYPE" },
	{ "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
	    "<root>&x;</root>", "DOCTYPE" },
	{ "<!DOCTYPE r SYSTEM 'http://example.com/r.dtd'><root/>", "DOCTYPE" },
};

START_TEST(test_bad)
{
	struct cr_xml_doc doc;

	ck_assert_int_lt(parse(bad[_i].s, &doc), 0);
	ck_assert_msg(strstr(cr_errmsg(&cr), bad[_i].message) != NULL,
	    "%s", cr_errmsg(&cr));
	ck_assert_ptr_null(doc.root);
}
END_TEST

START_TEST(test_line)
{
	struct cr_xml_doc doc;

	ck_assert_int_lt(parse("<root>\n<item>\n</root>", &doc), 0);
	ck_assert_int_eq(cr_xml_line(xml), 3);
}
END_TEST

START_TEST(test_depth)
{
	struct cr_xml_doc doc;
	struct cr_buf b;
	int i;

	cr_buf_init(&b);
	for (i = 0; i < CR_XML_MAX_DEPTH + 1; i++)
		cr_buf_adds(&b, "<root>");
	ck_assert_int_eq(parse(b.s, &doc), CR_ELIMIT);
	cr_buf_clear(&b);
	for (i = 0; i < CR_XML_MAX_DEPTH; i++)
		cr_buf_adds(&b, "<root>");
	for (i = 0; i < CR_XML_MAX_DEPTH; i++)
		cr_buf_adds(&b, "</root>");
	ck_assert_int_eq(parse(b.s, &doc), 0);
	cr_buf_release(&b);
}
END_TEST

START_TEST(test_nodes)
{
	struct cr_xml_doc doc;
	struct cr_buf b;
	int i;

	cr_buf_init(&b);
	cr_buf_adds(&b, "<root>");
	for (i = 0; i < CR_XML_MAX_NODES; i++)
		cr_buf_adds(&b, "<item/>");
	ck_assert_int_eq(parse(b.s, &doc), CR_ELIMIT);
	cr_buf_release(&b);
}
END_TEST

/* A text is kept up to a bound; what is not kept may be longer. */
START_TEST(test_text_bound)
{
	struct cr_xml_doc doc;
	struct cr_buf b;
	int i;

	cr_buf_init(&b);
	cr_buf_adds(&b, "<root><other>");
	for (i = 0; i < (int)CR_XML_MAX_TEXT; i++)
		cr_buf_adds(&b, "ab");
	cr_buf_adds(&b, "</other></root>");
	ck_assert_int_eq(parse(b.s, &doc), 0);
	memcpy(strstr(b.s, "<other>"), "<item >", 7);
	memcpy(strstr(b.s, "</other>"), "</item >", 8);
	ck_assert_int_eq(parse(b.s, &doc), CR_ELIMIT);
	cr_buf_release(&b);
}
END_TEST

static int
count_item(void *ctx, int name)
{
	*(int *)ctx += name == N_ITEM;
	return *(int *)ctx == 3 ? CR_ENO : CR_OK;
}

/* Byte by byte as from a pipe; a handler may stop it. */
START_TEST(test_feed)
{
	static const struct cr_xml_events ev = { .start = count_item };
	static const char two[] = "<root><item/><item>x</item></root>";
	static const char three[] = "<root><item/><item/><item/></root>";
	size_t i;
	int n = 0, err = 0;

	ck_assert_int_eq(cr_xml_begin(&cr, xml, &ev, &n), 0);
	for (i = 0; i < strlen(two); i++)
		ck_assert_int_eq(cr_xml_feed(&cr, xml, two + i, 1), 0);
	ck_assert_int_eq(cr_xml_feed(&cr, xml, "", 0), 0);
	ck_assert_int_eq(n, 2);
	n = 0;
	cr_xml_begin(&cr, xml, &ev, &n);
	for (i = 0; i < strlen(three) && err == 0; i++)
		err = cr_xml_feed(&cr, xml, three + i, 1);
	ck_assert_int_eq(err, CR_ENO);
	n = 0;
	cr_xml_begin(&cr, xml, &ev, &n);
	cr_xml_feed(&cr, xml, "<root>", 6);
	ck_assert_int_eq(cr_xml_feed(&cr, xml, "", 0), CR_EINPUT);
}
END_TEST

/* Text as it comes, in one place. */
static int
gather(void *ctx, const char *s, size_t n)
{
	cr_buf_add(ctx, s, n);
	return CR_OK;
}

/* N bytes read as a file of any size; their text, or NULL. */
static const char *
stream(const void *p, size_t n, struct cr_buf *text)
{
	static const struct cr_xml_events ev = { .text = gather };
	struct cr_input *in = cr_input_memory("x", p, n);
	int err;

	cr_buf_clear(text);
	err = cr_xml_input(&cr, xml, in, &ev, text);
	cr_input_free(in);
	return err == CR_OK ? text->s : NULL;
}

/* The same letter in all encodings, also where a piece ends within it. */
START_TEST(test_input)
{
	static const char utf16[] = "\xff\xfe<\0r\0>\0\xac\x20=\xd8\x00\xde"
	    "<\0/\0r\0>\0";
	struct cr_buf b, text;
	size_t at;

	cr_buf_init(&b);
	cr_buf_init(&text);
	for (at = 65536 - 4; at < 65536 + 4; at++) {
		cr_buf_clear(&b);
		cr_buf_addf(&b, "%*s<root>", (int)at - 6, "");
		cr_buf_adds(&b, "\xe2\x82\xac\xf0\x9f\x98\x80</root>");
		ck_assert_str_eq(stream(b.s, b.len, &text),
		    "\xe2\x82\xac\xf0\x9f\x98\x80");
		ck_assert_int_eq(cr.warned, 0);
	}
	ck_assert_str_eq(stream(utf16, sizeof(utf16) - 1, &text),
	    "\xe2\x82\xac\xf0\x9f\x98\x80");
	cr_buf_clear(&b);
	cr_buf_adds(&b, "<?xml version='1.0' encoding='KOI8-R'?><root/>");
	ck_assert_ptr_null(stream(b.s, b.len, &text));
	cr_buf_clear(&b);
	cr_buf_adds(&b, "<?xml version='1.0' encoding='ISO-8859-15'?>"
	    "<root>\xa4\xe0</root>");
	ck_assert_str_eq(stream(b.s, b.len, &text), "\xe2\x82\xac\xc3\xa0");
	ck_assert_int_eq(cr.warned, 0);
	cr_buf_release(&b);
	cr_buf_release(&text);
}
END_TEST

/* What claims to be UTF-8 and is not is mended byte by byte, and told. */
START_TEST(test_input_mended)
{
	static const char s[] = "<root>\xe0 \xc3\xa0 \x80 \xf0\x9f\x98</root>";
	static const char lost[] = "<root>\x81</root>";
	struct cr_buf text;

	cr_buf_init(&text);
	ck_assert_str_eq(stream(s, sizeof(s) - 1, &text), "\xc3\xa0 \xc3\xa0 "
	    "\xe2\x82\xac \xc3\xb0\xc5\xb8\xcb\x9c");
	ck_assert_int_eq(cr.warned, 1);
	ck_assert_ptr_null(stream(lost, sizeof(lost) - 1, &text));
	ck_assert_ptr_null(stream("<root>", 6, &text));
	ck_assert_ptr_null(stream("<!DOCTYPE root><root/>", 22, &text));
	ck_assert_ptr_null(stream("", 0, &text));
	cr_buf_release(&text);
}
END_TEST

static const struct encoding {
	const char *s;
	size_t n;
	const char *name;
	bool fallback;
} encodings[] = {
#define E(s) s, sizeof(s) - 1
	{ E("<root>\xc3\xa0\xe2\x82\xac</root>"), "UTF-8", false },
	{ E("\xef\xbb\xbf\xef\xbb\xbf\n<?xml version='1.0'?>"
	    "<root>\xc3\xa0\xe2\x82\xac</root>"), "UTF-8", false },
	{ E("<?xml version='1.0' encoding='latin1'?><root>\xe0\x80</root>"),
	    "ISO-8859-1", false },
	{ E("<?xml version='1.0' encoding=\"Windows-1252\"?>"
	    "<root>\xe0\x80</root>"), "windows-1252", false },
	{ E("<?xml version='1.0' encoding='ISO-8859-15'?>"
	    "<root>\xe0\xa4</root>"), "ISO-8859-15", false },
	{ E("<?xml version='1.0' encoding='UTF-8'?><root>\xe0\x80</root>"),
	    "windows-1252", true },
	{ E("<?xml version='1.0' encoding='utf-16'?>"
	    "<root>\xc3\xa0\xe2\x82\xac</root>"), "UTF-8", true },
	{ E("\xff\xfe<\0r\0o\0o\0t\0>\0\xe0\0\xac\x20<\0/\0r\0o\0o\0t\0>\0"),
	    "UTF-16", false },
	{ E("\0<\0r\0o\0o\0t\0>\0\xe0\x20\xac\0<\0/\0r\0o\0o\0t\0>"),
	    "UTF-16", false },
};

START_TEST(test_encoding)
{
	const struct encoding *e = &encodings[_i];
	struct cr_xml_text text;
	struct cr_xml_doc doc;
	char root[CR_XML_NAME_MAX];

	ck_assert_int_eq(cr_xml_decode(&cr, e->s, e->n, &converted, &text), 0);
	ck_assert_str_eq(text.encoding, e->name);
	ck_assert_int_eq(text.fallback != NULL, e->fallback);
	ck_assert(cr_xml_root_name(text.p, text.n, root));
	ck_assert_str_eq(root, "root");
	ck_assert_int_eq(cr_xml_tree(&cr, xml, &arena, text.p, text.n, &doc),
	    0);
	ck_assert_str_eq(doc.root->text, "\xc3\xa0\xe2\x82\xac");
}
END_TEST

static const struct encoding unreadable[] = {
	{ E("<?xml version='1.0' encoding='ebcdic-it'?><root/>"), "", false },
	{ E("<root>\x81</root>"), "", false },	/* no such byte in 1252 */
	{ E("\xff\xfe<\0r\0>\0\x00\xd8<\0"), "", false },  /* half a pair */
	{ E("\xff\xfe<\0r\0>"), "", false },
};

START_TEST(test_unreadable)
{
	const struct encoding *e = &unreadable[_i];
	struct cr_xml_text text;

	ck_assert_int_eq(cr_xml_decode(&cr, e->s, e->n, &converted, &text),
	    CR_EENCODING);
}
END_TEST

START_TEST(test_root_name)
{
	static const char s[] = "<?xml version='1.0'?><!-- <no> -->\n"
	    "<?xml-stylesheet href='x'?><ns2:Fattura versione='1'>";
	char root[CR_XML_NAME_MAX];

	ck_assert(cr_xml_root_name(s, strlen(s), root));
	ck_assert_str_eq(root, "Fattura");
	ck_assert(!cr_xml_root_name("a;b;c\n", 6, root));
	ck_assert(!cr_xml_root_name("<!-- cut", 8, root));
	ck_assert(!cr_xml_root_name("<", 1, root));
	ck_assert(!cr_xml_root_name("", 0, root));
}
END_TEST

#define LENGTH(a) ((int)(sizeof(a) / sizeof(*(a))))

int
main(void)
{
	Suite *s = suite_create("xml");
	TCase *c = tcase_create("xml");
	SRunner *r = srunner_create(s);
	int failed;

	suite_add_tcase(s, c);
	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, test_tree);
	tcase_add_test(c, test_reuse);
	tcase_add_loop_test(c, test_bad, 0, LENGTH(bad));
	tcase_add_test(c, test_line);
	tcase_add_test(c, test_depth);
	tcase_add_test(c, test_nodes);
	tcase_add_test(c, test_text_bound);
	tcase_add_test(c, test_feed);
	tcase_add_test(c, test_input);
	tcase_add_test(c, test_input_mended);
	tcase_add_loop_test(c, test_encoding, 0, LENGTH(encodings));
	tcase_add_loop_test(c, test_unreadable, 0, LENGTH(unreadable));
	tcase_add_test(c, test_root_name);
	srunner_run_all(r, CK_ENV);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed;
}
