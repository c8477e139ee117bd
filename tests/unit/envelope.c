/* Envelopes: what is around an invoice comes off, whatever its encoding. */
#include "cr/envelope.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/arena.h"
#include "cr/buf.h"
#include "cr/cr.h"

#define OID_SIGNED "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"
#define OID_DATA "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01"
#define HELLO "<?xml version=\"1.0\"?><a/>"

static struct cr cr;
static struct cr_arena arena;
static struct cr_envelope e;
static struct cr_buf file;

static void
setup(void)
{
	cr_init(&cr, "test");
	cr_arena_init(&arena);
	cr_buf_init(&file);
}

static void
teardown(void)
{
	cr_buf_release(&file);
	cr_arena_release(&arena);
	cr_release(&cr);
}

static int
open_bytes(const void *p, size_t n)
{
	return cr_envelope_open(&cr, &arena, p, n, 0, &e);
}

/* A SignedData without signers around N bytes, in DER; N < 100. */
static void
der(struct cr_buf *to, const char *content, size_t n)
{
	unsigned char len = (unsigned char)n;

	cr_buf_addf(to, "0%c" OID_SIGNED "\xa0%c0%c", len + 39,
	    len + 26, len + 24);
	cr_buf_add(to, "\2\1\1" "1\0" "0", 6);
	cr_buf_addf(to, "%c" OID_DATA "\xa0%c\4%c", len + 15, len + 2, len);
	cr_buf_add(to, content, n);
	cr_buf_add(to, "1\0", 2);
}

/* The same with indefinite lengths and the octets in parts of PART. */
static void
ber(struct cr_buf *to, const char *content, size_t n, size_t part)
{
	size_t take;

	cr_buf_add(to, "\x30\x80" OID_SIGNED "\xa0\x80\x30\x80", 17);
	cr_buf_add(to, "\2\1\1" "1\0" "\x30\x80" OID_DATA
	    "\xa0\x80\x24\x80", 22);
	for (; n != 0; n -= take, content += take) {
		take = n < part ? n : part;
		cr_buf_addf(to, "\4%c", (int)take);
		cr_buf_add(to, content, take);
	}
	cr_buf_add(to, "\0\0\0\0\0\0" "1\0" "\0\0\0\0\0\0", 14);
}

static void
holds(const char *layers, const char *content)
{
	struct cr_buf names;
	size_t i;

	cr_buf_init(&names);
	for (i = 0; i < e.layers.n; i++)
		cr_buf_addf(&names, "%s ", e.layers.v[i]);
	ck_assert_str_eq(names.s, layers);
	ck_assert_uint_eq(e.n, strlen(content));
	ck_assert_mem_eq(e.p, content, e.n);
	cr_buf_release(&names);
}

START_TEST(plain_bytes_come_back)
{
	ck_assert_int_eq(open_bytes(HELLO, strlen(HELLO)), 0);
	holds("", HELLO);
	ck_assert_int_eq(open_bytes("0123456789", 10), 0);
	holds("", "0123456789");
	ck_assert_int_eq(open_bytes("", 0), 0);
	holds("", "");
}
END_TEST

START_TEST(der_and_ber)
{
	size_t part;

	der(&file, HELLO, strlen(HELLO));
	ck_assert_int_eq(open_bytes(file.s, file.len), 0);
	holds("cms ", HELLO);
	for (part = 1; part < 30; part++) {
		cr_buf_clear(&file);
		ber(&file, HELLO, strlen(HELLO), part);
		ck_assert_int_eq(open_bytes(file.s, file.len), 0);
		holds("cms ", HELLO);
	}
}
END_TEST

START_TEST(every_truncation_is_refused)
{
	size_t n;

	ber(&file, HELLO, strlen(HELLO), 7);
	for (n = 20; n < file.len; n++)
		ck_assert_int_eq(open_bytes(file.s, n), CR_EINPUT);
	cr_buf_clear(&file);
	der(&file, HELLO, strlen(HELLO));
	for (n = 20; n < file.len; n++)
		ck_assert_int_eq(open_bytes(file.s, n), CR_EINPUT);
}
END_TEST

START_TEST(bytes_after_it_do_not_matter)
{
	der(&file, HELLO, strlen(HELLO));
	cr_buf_add(&file, "\n\0junk", 6);
	ck_assert_int_eq(open_bytes(file.s, file.len), 0);
	holds("cms ", HELLO);
}
END_TEST

static const char base64[] =	/* of der("<a/>") */
    "MCsGCSqGSIb3DQEHAqAeMBwCAQExADATBgkqhkiG9w0BBwGgBgQEPGEvPjEA";

START_TEST(base64_in_every_dress)
{
	static const char *const dress[][2] = {
		{ "", "" }, { "", "\n" }, { "\xef\xbb\xbf", "" },
		{ "", "\r\n\r\n" }, { "\n", "==" }, { "", "\\n" },
	};
	char text[200];
	size_t i;

	for (i = 0; i < sizeof(dress) / sizeof(*dress); i++) {
		snprintf(text, sizeof(text), "%s%s%s", dress[i][0], base64,
		    dress[i][1]);
		ck_assert_int_eq(open_bytes(text, strlen(text)), 0);
		holds("base64 cms ", "<a/>");
	}
	snprintf(text, sizeof(text), "%.20s\r\n%.20s\r\n%s", base64,
	    base64 + 20, base64 + 40);
	ck_assert_int_eq(open_bytes(text, strlen(text) + 1), 0);
	holds("base64 cms ", "<a/>");
	snprintf(text, sizeof(text), "-----BEGIN CMS-----\n%s\n"
	    "-----END CMS-----\n", base64);
	ck_assert_int_eq(open_bytes(text, strlen(text)), 0);
	holds("pem cms ", "<a/>");
	snprintf(text, sizeof(text), "%.40s!%s", base64, base64 + 40);
	ck_assert_int_eq(open_bytes(text, strlen(text)), 0);
	holds("", text);
}
END_TEST

START_TEST(nested_and_too_deep)
{
	struct cr_buf in;
	int i;

	cr_buf_init(&in);
	cr_buf_adds(&in, "<a/>");
	for (i = 0; i < CR_ENVELOPE_MAX_DEPTH; i++) {
		cr_buf_clear(&file);
		ber(&file, in.s, in.len, 100);
		cr_buf_clear(&in);
		cr_buf_add(&in, file.s, file.len);
	}
	ck_assert_int_eq(open_bytes(in.s, in.len), 0);
	holds("cms cms cms cms cms cms cms cms ", "<a/>");
	cr_buf_clear(&file);
	ber(&file, in.s, in.len, 100);
	ck_assert_int_eq(open_bytes(file.s, file.len), CR_ELIMIT);
	cr_buf_release(&in);
}
END_TEST

START_TEST(what_cannot_be_read_is_said)
{
	/* 0x80 as UTF-8 from CP1252, as portals leave it */
	static const char spoilt[] = "0\xe2\x82\xac\x06\x09*\xe2\x80\xa0H";

	ck_assert_int_eq(open_bytes(spoilt, sizeof(spoilt)), CR_EINPUT);
	ck_assert_ptr_nonnull(strstr(cr_errmsg(&cr), "character set"));
	ber(&file, "", 0, 1);
	ck_assert_int_eq(open_bytes(file.s, file.len), 0);
	ck_assert_uint_eq(e.n, 0);
	cr_buf_clear(&file);
	cr_buf_add(&file, "\x30\x80" OID_SIGNED "\xa0\x80\x30\x80\2\1\1" "1\0"
	    "\x30\x80" OID_DATA "\0\0" "1\0" "\0\0\0\0\0\0", 45);
	ck_assert_int_eq(open_bytes(file.s, file.len), CR_EINPUT);
	ck_assert_ptr_nonnull(strstr(cr_errmsg(&cr), "detached"));
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("envelope");
	TCase *c = tcase_create("envelope");
	SRunner *r = srunner_create(s);
	int failed;

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, plain_bytes_come_back);
	tcase_add_test(c, der_and_ber);
	tcase_add_test(c, every_truncation_is_refused);
	tcase_add_test(c, bytes_after_it_do_not_matter);
	tcase_add_test(c, base64_in_every_dress);
	tcase_add_test(c, nested_and_too_deep);
	tcase_add_test(c, what_cannot_be_read_is_said);
	suite_add_tcase(s, c);
	srunner_run_all(r, CK_ENV);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed;
}
