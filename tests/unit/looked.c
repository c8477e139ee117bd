/* Answers of registers: which facts a file makes of them, to the cent. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/json.h"
#include "cr/looked.h"
#include "unit.h"

static struct cr cr;
static struct cr_arena arena;
static struct cr_looked_facts facts;

/* The facts that FILE makes of ANSWER; N of them. */
static const struct cr_looked_fact *
read_facts(const char *file, const char *answer, size_t n)
{
	struct cr_looker *l = NULL;
	char text[4096];

	snprintf(text, sizeof(text), "url = '/'\n%s", file);
	ck_assert_msg(cr_looker_parse(&cr, "l.conf", text, strlen(text),
	    &l) == CR_OK, "%s", cr_errmsg(&cr));
	facts.n = 0;
	ck_assert_int_eq(cr_looker_read(l, &cr, &arena, "pty:1: x", answer,
	    strlen(answer), &facts), CR_OK);
	cr_looker_close(l);
	ck_assert_msg(facts.n == n, "%zu facts of %s", facts.n, answer);
	return facts.v;
}

/* The one note V of a field with OPTIONS; NULL: there is none. */
static const char *
note(const char *options, const char *v)
{
	char file[512], answer[512];

	snprintf(file, sizeof(file), "fact note { field x { %s } }",
	    options);
	snprintf(answer, sizeof(answer), "{\"v\": %s}", v);
	read_facts(file, answer, strstr(options, "absent") ? 0 : 1);
	return facts.n ? facts.v[0].value : NULL;
}

START_TEST(exact_numbers)
{
	static const char *const same[] = { "{\"a\": 12}", "[true, null]",
	    "[\"1.5\", \"\\\"2.5\"]", "{}", "[123456789012345678]" };
	static const char *const none[] = { "[1.]", "[01.5]", "[1.5.5]",
	    "[.5]", "[1.5x]", "{1.5: 1}", "{1.5 : 1}", "[+1.5]", "[1e]",
	    "[--1.5]", "1.5", "[1.5", "[nan1.5]", "[\"1.5]" };
	static const char *const text[][2] = { { "[1234.56]", "1234.56" },
	    { "[-0.10 ]", "-0.10" }, { "[\n1E+3]", "1E+3" },
	    { "[1234567890123456789012]", "1234567890123456789012" },
	    { "[0.1,2]", "0.1" } };
	struct cr_json *j;
	size_t i;

	for (i = 0; i < sizeof(same) / sizeof(*same); i++) {
		ck_assert_int_eq(cr_json_parse_exact(&cr, same[i],
		    strlen(same[i]), &j), CR_OK);
		cr_json_free(j);
	}
	for (i = 0; i < sizeof(none) / sizeof(*none); i++)
		ck_assert_msg(cr_json_parse_exact(&cr, none[i],
		    strlen(none[i]), &j) == CR_EINPUT, "%s", none[i]);
	for (i = 0; i < sizeof(text) / sizeof(*text); i++) {
		ck_assert_int_eq(cr_json_parse_exact(&cr, text[i][0],
		    strlen(text[i][0]), &j), CR_OK);
		ck_assert_str_eq(cr_json_text(cr_json_at(j, 0)), text[i][1]);
		cr_json_free(j);
	}
}
END_TEST

START_TEST(values)
{
	ck_assert_str_eq(note("from = '/v'", "\" a\\n b \""), "a b");
	ck_assert_str_eq(note("from = '/v'", "true"), "true");
	ck_assert_str_eq(note("from = '/v'", "1.50"), "1.50");
	ck_assert_str_eq(note("from = '/v' match = 'n. ([0-9]+)'",
	    "\"n. 17 of\""), "17");
	ck_assert_str_eq(note("from = '/v' match = '[0-9]+'", "\"n. 17\""),
	    "17");
	ck_assert_str_eq(note("from = '/v' words = { 'A = active', '* = x' }",
	    "\"a\""), "active");
	ck_assert_str_eq(note("from = '/v' words = { 'A = active', '* = x' }",
	    "\"b\""), "x");
	ck_assert_ptr_null(note("from = '/absent'", "1"));
	ck_assert_ptr_null(note("from = '/v' unless = 'absent'",
	    "\"absent\""));
	ck_assert_ptr_null(note("from = '/v' match = 'absent'", "\"x\""));
	ck_assert_ptr_null(note("from = '/v' words = { 'absent = x' }",
	    "\"b\""));
	ck_assert_ptr_null(note("from = '/v' unless = 'absent'", "null"));
	/* what cannot be shown is left out, and half a character too */
	read_facts("fact note { field x { from = '/v' match = '^.' } }",
	    "{\"v\": \"\\u0007x\"}", 0);
	read_facts("fact note { field x { from = '/v' match = '^.' } }",
	    "{\"v\": \"\\u00e8\"}", 0);
}
END_TEST

/* The total assets, in cents, of a field with OPTIONS. */
static int64_t
assets(const char *options, const char *v)
{
	char file[512], answer[128];
	const struct cr_looked_fact *f;

	snprintf(file, sizeof(file), "fact balance-sheet { "
	    "field assets_cents { from = '/v' %s } }", options);
	snprintf(answer, sizeof(answer), "{\"v\": %s}", v);
	f = read_facts(file, answer, 1);
	ck_assert(f->record.u.sheet.assets.set);
	return f->record.u.sheet.assets.v.cents;
}

/* It is refused, and told. */
static void
no_assets(const char *options, const char *v)
{
	uint64_t before = cr.refused;
	char file[512], answer[128];

	snprintf(file, sizeof(file), "fact balance-sheet { "
	    "field assets_cents { from = '/v' %s } }", options);
	snprintf(answer, sizeof(answer), "{\"v\": %s}", v);
	read_facts(file, answer, 0);
	ck_assert_msg(cr.refused == before + 1, "%s", v);
}

START_TEST(amounts)
{
	ck_assert_int_eq(assets("", "1234.56"), 123456);
	ck_assert_int_eq(assets("", "1234"), 123400);
	ck_assert_int_eq(assets("", "-0.1"), -10);
	ck_assert_int_eq(assets("", "\"1234.56\""), 123456);
	ck_assert_int_eq(assets("decimal = ',' group = '.'",
	    "\"1.234,56\""), 123456);
	ck_assert_int_eq(assets("unit = cents", "123456"), 123456);
	ck_assert_int_eq(assets("unit = thousand", "1234"), 123400000);
	ck_assert_int_eq(assets("unit = thousand", "1234.56"), 123456000);
	ck_assert_int_eq(assets("unit = million", "1.5"), 150000000);
	no_assets("", "1.234");
	no_assets("", "1e3");
	no_assets("", "\"1.234,56\"");
	no_assets("", "\"EUR 5\"");
	no_assets("unit = cents", "1.5");
	no_assets("unit = million", "99999999999");
}
END_TEST

START_TEST(lists)
{
	static const char file[] =
	    "fact adverse { each = '/e' pointer = '/t' match = '^P$'\n"
	    " field kind { value = 'protest' }\n"
	    " field date { from = '/d' date = dmy }\n"
	    " field note { from = '/by' top = yes } }";
	const struct cr_looked_fact *f;

	f = read_facts(file, "{\"by\": \"me\", \"e\": ["
	    "{\"t\": \"P\", \"d\": \"01/02/2026\"}, {\"t\": \"Q\"},"
	    "{\"t\": \"P\", \"d\": null}, 7, null]}", 1);
	ck_assert_str_eq(f->record.u.adverse.note, "me");
	ck_assert_int_eq(f->record.u.adverse.date.days, 20485);
	/* one without its list */
	read_facts(file, "{\"e\": {\"t\": \"P\", \"d\": \"01/02/2026\"}}", 1);
	read_facts(file, "{\"e\": null}", 0);
	read_facts(file, "{}", 0);
	/* nothing of the source's own: no record */
	read_facts("fact score { field provider { value = 'x' } "
	    "field score { from = '/s' } }", "{\"t\": 1}", 0);
}
END_TEST

START_TEST(keys)
{
	static const char file[] = "url = '/' needs = { vat_country, vat } "
	    "countries = { IT, GR }";
	struct cr_looked_party p = { .id = 7, .country = "GR",
		.vat = "123456789" };
	struct cr_looker *l = NULL;
	const char *lacks;
	struct cr_buf key;

	cr_buf_init(&key);
	ck_assert_int_eq(cr_looker_parse(&cr, "l", file, strlen(file), &l),
	    CR_OK);
	ck_assert(cr_looker_key(l, &p, &key, &lacks));
	ck_assert_str_eq(key.s, "EL 123456789");
	p.country = NULL;	/* Italy */
	cr_buf_clear(&key);
	ck_assert(cr_looker_key(l, &p, &key, &lacks));
	ck_assert_str_eq(key.s, "IT 123456789");
	p.vat = NULL;
	ck_assert(!cr_looker_key(l, &p, &key, &lacks));
	ck_assert_str_eq(lacks, "vat");
	p.country = "DE";
	ck_assert(!cr_looker_key(l, &p, &key, &lacks));
	ck_assert_ptr_null(lacks);
	cr_looker_close(l);
	cr_buf_release(&key);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = { exact_numbers, values, amounts, lists,
	    keys, NULL };
	int failed;

	cr_init(&cr, "unit");
	cr_arena_init(&arena);
	failed = unit_run("looked", tests);
	free(facts.v);
	cr_arena_release(&arena);
	cr_release(&cr);
	return failed;
}
