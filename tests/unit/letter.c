/* Texts filled with values, and the mail made of them. */
#include <stdlib.h>
#include <string.h>

#include "cr/arena.h"
#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/mime.h"
#include "cr/template.h"
#include "unit.h"

static const struct cr_template_word rows[] = {
	{ "number", "", NULL }, { "sum", "", NULL }, { NULL, NULL, NULL }
};
static const struct cr_template_word words[] = {
	{ "name", "", NULL }, { "none", "", NULL }, { "items", "", rows },
	{ "no_items", "", rows }, { NULL, NULL, NULL }
};

static struct cr cr;
static struct cr_arena arena;
static struct cr_buf out;

static const char *
fill(const char *text, enum cr_template_form form)
{
	struct cr_template *t;
	struct cr_values *v = cr_values_new(&arena, words), *row;

	cr_buf_clear(&out);
	if (cr_template_parse(&cr, "t", 1, text, strlen(text), form, words,
	    &t) != CR_OK)
		return cr_errmsg(&cr);
	cr_values_set(v, 0, "B\303\266hm & <Co>");
	cr_values_set(v, 1, "");
	row = cr_values_row(v, 2);
	cr_values_set(row, 0, "1");
	cr_values_set(row, 1, "10,00");
	row = cr_values_row(v, 2);
	cr_values_set(row, 0, "2");
	ck_assert_int_eq(cr_template_fill(&cr, t, v, &out), CR_OK);
	cr_template_free(t);
	return out.s;
}

#define TEXT(source, wanted) \
	ck_assert_str_eq(fill(source, CR_TEMPLATE_TEXT), wanted)

START_TEST(values)
{
	TEXT("a {{name}} b", "a B\303\266hm & <Co> b");
	TEXT("[{{name|<12}}]", "[B\303\266hm & <Co> ]");
	TEXT("[{{name|>12}}]", "[ B\303\266hm & <Co>]");
	TEXT("[{{name|<3}}]", "[B\303\266hm & <Co>]");
	TEXT("{{none}}{{! no }}", "");
	TEXT("a { {b} }} c", "a { {b} }} c");
	ck_assert_str_eq(fill("<b>{{name}}</b>", CR_TEMPLATE_HTML),
	    "<b>B\303\266hm &amp; &lt;Co&gt;</b>");
}
END_TEST

START_TEST(sections)
{
	TEXT("{{#items}}{{number}}:{{sum}}{{#sum}}!{{/sum}} {{/items}}",
	    "1:10,00! 2: ");
	TEXT("{{#items}}\n{{number}}\n{{/items}}\nend\n", "1\n2\nend\n");
	TEXT("a\n  {{#name}}  \nb\n{{/name}}\nc\n", "a\nb\nc\n");
	TEXT("{{#none}}x{{/none}}{{^none}}y{{/none}}", "y");
	TEXT("{{#no_items}}x{{/no_items}}{{^no_items}}y{{/no_items}}", "y");
	TEXT("{{^items}}x{{/items}}", "");
	TEXT("{{#items}}{{name}},{{/items}}",
	    "B\303\266hm & <Co>,B\303\266hm & <Co>,");
}
END_TEST

START_TEST(refused)
{
	TEXT("\n\n{{what}}", "t:3: there is no value \"what\"");
	TEXT("{{number}}", "t:1: there is no value \"number\"");
	TEXT("{{items}}", "t:1: \"items\" is a list: {{#items}}");
	TEXT("{{#items}}", "t:1: a section does not end");
	TEXT("{{/items}}", "t:1: {{/items}} ends nothing");
	TEXT("{{#name}}{{/none}}",
	    "t:1: {{/none}} does not end the section before");
	TEXT("{{name", "t:1: {{ is not closed");
	TEXT("{{name|x}}", "t:1: \"x\" is no width (<20 or >12)");
	TEXT("{{name|<0}}", "t:1: \"<0\" is no width (<20 or >12)");
	TEXT("\377", "t: is no UTF-8 text");
}
END_TEST

START_TEST(addresses)
{
	static const char *const good[] = { "a@b.it", "a.b+c@d-e.example",
	    "x@localhost", NULL };
	static const char *const bad[] = { "", "a", "@b", "a@", "a b@c",
	    "a@b c", "a@b>", "<a@b>", "a@b@c", "a@b\r\nBcc: c@d", "a@.b",
	    "a@b.", ".a@b", "a..b@c", "\303\250@b.it", "a,b@c", NULL };
	int i;

	for (i = 0; good[i] != NULL; i++)
		ck_assert_msg(cr_mail_address_is_valid(good[i]), "%s",
		    good[i]);
	for (i = 0; bad[i] != NULL; i++)
		ck_assert_msg(!cr_mail_address_is_valid(bad[i]), "%s",
		    bad[i]);
}
END_TEST

static const char *
header(const char *value)
{
	cr_buf_clear(&out);
	cr_mime_header(&out, "Subject", value);
	return out.s;
}

START_TEST(headers)
{
	ck_assert_str_eq(header("plain"), "Subject: plain\r\n");
	ck_assert_str_eq(header("citt\303\240"),
	    "Subject: =?UTF-8?B?Y2l0dMOg?=\r\n");
	ck_assert_str_eq(header("a\r\nBcc: b"), "Subject: a  Bcc: b\r\n");
	ck_assert_str_eq(header("=?x?="), "Subject: =?UTF-8?B?PT94Pz0=?=\r\n");
	ck_assert_ptr_nonnull(strstr(header("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa "
	    "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb c"), "a\r\n bbb"));
	cr_buf_clear(&out);
	cr_mime_address(&out, "To", "Rossi \"X\" <y>", "a@b.it");
	ck_assert_str_eq(out.s, "To: \"Rossi \\\"X\\\" <y>\"\r\n"
	    " <a@b.it>\r\n");
	cr_buf_clear(&out);
	cr_mime_date(&out, 1774000000);
	ck_assert_str_eq(out.s, "Date: Fri, 20 Mar 2026 09:46:40 +0000\r\n");
}
END_TEST

START_TEST(content)
{
	struct cr_buf again;

	cr_buf_clear(&out);
	cr_mime_content(&out, "\303\250 = x \nFrom me\n.\n", NULL);
	ck_assert_str_eq(out.s, "MIME-Version: 1.0\r\n"
	    "Content-Type: text/plain; charset=utf-8\r\n"
	    "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
	    "=C3=A8 =3D x=20\r\n=46rom me\r\n=2E\r\n");
	cr_buf_clear(&out);
	cr_mime_content(&out, "a", "<b>a</b>");
	cr_buf_init(&again);
	cr_mime_content(&again, "a", "<b>a</b>");
	ck_assert_str_eq(out.s, again.s);
	cr_buf_release(&again);
}
END_TEST

START_TEST(split)
{
	struct cr_buf name;

	cr_buf_init(&name);
	cr_buf_clear(&out);
	ck_assert(cr_mime_split("\"Ufficio crediti\" <a@b.it>", &name, &out));
	ck_assert_str_eq(name.s, "Ufficio crediti");
	ck_assert_str_eq(out.s, "a@b.it");
	cr_buf_clear(&name);
	cr_buf_clear(&out);
	ck_assert(!cr_mime_split("a b", &name, &out));
	cr_buf_release(&name);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = { values, sections, refused, addresses,
	    headers, content, split, NULL };
	int failed;

	cr_init(&cr, "letter");
	cr_arena_init(&arena);
	cr_buf_init(&out);
	failed = unit_run("letter", tests);
	cr_buf_release(&out);
	cr_arena_release(&arena);
	cr_release(&cr);
	return failed;
}
