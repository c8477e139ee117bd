/* Buffers, arenas, strings and keys. */
#include "unit.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/arena.h"
#include "cr/buf.h"
#include "cr/key.h"
#include "cr/mem.h"
#include "cr/str.h"

START_TEST(buf_grows)
{
	struct cr_buf b;
	char *s;
	int i;

	cr_buf_init(&b);
	ck_assert_str_eq(b.s, "");
	cr_buf_adds(&b, "x=");
	cr_buf_addi(&b, INT64_MIN);
	cr_buf_addc(&b, ' ');
	cr_buf_addf(&b, "%03d", 7);
	ck_assert_str_eq(b.s, "x=-9223372036854775808 007");
	for (i = 0; i < 10000; i++)
		cr_buf_addc(&b, 'a');
	ck_assert_uint_eq(b.len, 10026);
	ck_assert_uint_eq(strlen(b.s), b.len);
	s = cr_buf_detach(&b);
	ck_assert_str_eq(b.s, "");
	free(s);
	s = cr_buf_detach(&b);
	ck_assert_str_eq(s, "");
	free(s);
	cr_buf_release(&b);
}
END_TEST

/* Beyond its bound nothing is added, and that is told. */
START_TEST(buf_bound)
{
	struct cr_buf b;

	cr_buf_init_max(&b, 5);
	cr_buf_adds(&b, "12345");
	ck_assert(!b.full);
	cr_buf_adds(&b, "6");
	cr_buf_addf(&b, "%d", 7);
	ck_assert(b.full);
	ck_assert_str_eq(b.s, "12345");
	ck_assert_ptr_null(cr_buf_room(&b, SIZE_MAX));
	cr_buf_clear(&b);
	ck_assert(!b.full);
	cr_buf_addf(&b, "%s", "abcde");
	ck_assert_str_eq(b.s, "abcde");
	cr_buf_release(&b);
}
END_TEST

/* It is a C string also when there is room and nothing in it yet. */
START_TEST(buf_room)
{
	size_t n = 500;
	char *dirt = cr_malloc(n + 1);
	struct cr_buf b;

	memset(dirt, 'x', n + 1);
	free(dirt);
	cr_buf_init(&b);
	ck_assert_ptr_nonnull(cr_buf_room(&b, n));
	ck_assert_str_eq(b.s, "");
	cr_buf_release(&b);
}
END_TEST

START_TEST(arena)
{
	struct cr_arena a;
	char *s[1000], wanted[16], *p;
	size_t i;

	cr_arena_init(&a);
	for (i = 0; i < 1000; i++) {
		s[i] = cr_arena_printf(&a, "%zu", i * i);
		p = cr_arena_alloc(&a, i + 1);
		ck_assert_uint_eq((uintptr_t)p % _Alignof(max_align_t), 0);
		ck_assert(p[0] == 0 && p[i] == 0);
		memset(p, 0xff, i + 1);
	}
	for (i = 0; i < 1000; i++) {
		snprintf(wanted, sizeof(wanted), "%zu", i * i);
		ck_assert_str_eq(s[i], wanted);
	}
	p = cr_arena_alloc(&a, 1 << 20);
	memset(p, 1, 1 << 20);
	cr_arena_clear(&a);
	ck_assert_str_eq(cr_arena_strndup(&a, "abc", 2), "ab");
	ck_assert_str_eq(cr_arena_strdup(&a, ""), "");
	p = cr_arena_alloc(&a, 64);
	ck_assert(p[0] == 0 && p[63] == 0);
	cr_arena_release(&a);
	cr_arena_clear(&a);
	cr_arena_release(&a);
}
END_TEST

START_TEST(grow)
{
	size_t n, cap = 0;
	int *v = NULL;

	for (n = 0; n < 1000; n++) {
		cr_grow(&v, n, &cap, sizeof(*v));
		v[n] = (int)n;
	}
	for (n = 0; n < 1000; n++)
		ck_assert_int_eq(v[n], (int)n);
	free(v);
}
END_TEST

START_TEST(utf8)
{
	static const char *const good[] = { "", "abc", "caff\xc3\xa8",
	    "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf",
	    "\xee\x80\x80", "\xef\xbf\xbf", "\xf0\x90\x80\x80",
	    "\xf4\x8f\xbf\xbf", NULL };
	static const char *const bad[] = { "\x80", "\xbf", "caff\xe8",
	    "\xc0\x80", "\xc1\xbf", "\xc3", "\xc3(", "\xe0\x9f\xbf",
	    "\xed\xa0\x80", "\xed\xbf\xbf", "\xe2\x82", "\xe2(\xa1",
	    "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80",
	    "\xf0\x9f\x98", "\xff", "\xfe", "a\xe2\x82\xac\xe2", NULL };
	size_t i;

	for (i = 0; good[i] != NULL; i++)
		ck_assert(cr_is_utf8(good[i], strlen(good[i])));
	for (i = 0; bad[i] != NULL; i++)
		ck_assert_msg(!cr_is_utf8(bad[i], strlen(bad[i])),
		    "bad %zu is taken", i);
	/* the end of the text ends a sequence, whatever follows it */
	ck_assert(!cr_is_utf8("\xe2\x82\xac", 2));
}
END_TEST

START_TEST(strings)
{
	char a[] = " \t a  b\r\nc ", b[] = "   ", c[] = "";

	ck_assert_str_eq(cr_collapse(a), "a b c");
	ck_assert_str_eq(cr_collapse(b), "");
	ck_assert_str_eq(cr_collapse(c), "");
	ck_assert(cr_streq(NULL, NULL) && !cr_streq("", NULL));
	ck_assert(cr_strcaseeq("Caff\xc3\xa8", "caFF\xc3\xa8"));
	ck_assert(!cr_strcaseeq("ab", "abc") && !cr_strcaseeq("a", NULL));
	ck_assert(cr_starts("abc", "ab") && !cr_starts("a", "ab"));
	ck_assert(cr_ends("x.xml", ".xml") && !cr_ends("l", ".xml"));
	ck_assert(cr_is_empty(NULL) && cr_is_empty("") && !cr_is_empty(" "));
	ck_assert(cr_is_space('\f') && !cr_is_space('\0'));
	ck_assert(!cr_is_alpha('\xe8') && !cr_is_digit('/'));
}
END_TEST

/* A byte at a time, what the library looks at 8 at a time. */
static bool
slow(const char *s, size_t n, int which)
{
	bool ok = true;
	size_t i;

	for (i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		if (which == 0)		/* ASCII */
			ok = ok && c > 0 && c < 0x80;
		else if (which == 1)	/* plain */
			ok = ok && c >= ' ' && c < 0x7f && c != '"' &&
			    c != '\\';
		else			/* collapsed */
			ok = ok && c >= ' ' && (c != ' ' || (i > 0 &&
			    i + 1 < n && s[i + 1] != ' '));
	}
	return ok;
}

static void
assert_looks(const char *s, size_t n)
{
	char copy[32];

	memset(copy, '#', sizeof(copy));
	ck_assert_int_eq(cr_is_ascii(s, n), slow(s, n, 0));
	ck_assert_int_eq(cr_is_plain(s, n), slow(s, n, 1));
	ck_assert_int_eq(cr_copy_plain(copy, s, n), slow(s, n, 1));
	ck_assert_mem_eq(copy, s, n);
	ck_assert_int_eq(copy[n], '#');	/* not beyond */
	ck_assert_int_eq(cr_is_collapsed(s, n), slow(s, n, 2));
}

/* Every byte at every place, alone and twice, in texts of any length. */
START_TEST(looks)
{
	char s[24];
	size_t n, i;
	int c;

	for (n = 0; n < sizeof(s); n++)
		for (i = 0; i <= n; i++)
			for (c = 0; c < 256; c++) {
				memset(s, 'a', sizeof(s));
				s[i] = (char)c;
				assert_looks(s, n);
				if (i + 1 < n)
					s[i + 1] = (char)c;
				assert_looks(s, n);
			}
}
END_TEST

START_TEST(integers)
{
	static const char *const bad[] = { "", "-", "+1", " 1", "1 ", "1x",
	    "--1", "1234567890123456789", "0x1", NULL };
	int64_t v;
	size_t i;

	ck_assert(cr_parse_int("-0", 2, &v) && v == 0);
	ck_assert(cr_parse_int("007x", 3, &v) && v == 7);
	ck_assert(cr_parse_int("-999999999999999999", 19, &v));
	ck_assert_int_eq(v, INT64_C(-999999999999999999));
	for (i = 0; bad[i] != NULL; i++)
		ck_assert_msg(!cr_parse_int(bad[i], strlen(bad[i]), &v),
		    "\"%s\" is taken", bad[i]);
}
END_TEST

START_TEST(keys)
{
	static const char *const bad[] = { "", ":", "item", "item:", ":5",
	    "item:0", "item:-1", "item:1x", "Item:1", "ite:1", "items:1",
	    "item:1234567890123456789", "item: 1", "nothing:1", NULL };
	char text[CR_KEY_SIZE];
	struct cr_key k;
	int kind;
	size_t i;

	for (kind = CR_KEY_NONE + 1; kind < CR_KEY_KINDS; kind++) {
		k = (struct cr_key){ (enum cr_key_kind)kind,
		    INT64_C(999999999999999999) };
		cr_key_format(k, text);
		ck_assert(cr_key_parse(text, strlen(text), &k));
		ck_assert_int_eq((int)k.kind, kind);
		ck_assert_int_eq(k.id, INT64_C(999999999999999999));
	}
	ck_assert(cr_key_parse("pty:17\tx", 6, &k));
	ck_assert(k.kind == CR_KEY_PARTY && k.id == 17);
	for (i = 0; bad[i] != NULL; i++)
		ck_assert_msg(!cr_key_parse(bad[i], strlen(bad[i]), &k),
		    "\"%s\" is taken", bad[i]);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = { buf_grows, buf_bound, buf_room, arena,
	    grow, utf8, strings, looks, integers, keys, NULL };

	return unit_run("base", tests);
}
