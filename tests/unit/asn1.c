/* BER and DER: elements in memory, elements from a source, DER written. */
#include "cr/asn1.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "cr/arena.h"
#include "cr/ber.h"
#include "cr/buf.h"
#include "cr/cr.h"
#include "unit.h"

#define BYTES(s) ((struct cr_bytes){ (const unsigned char *)(s), \
    sizeof(s) - 1 })

static bool
takes(struct cr_bytes b)
{
	struct cr_tlv t;

	return cr_tlv_next(&b, &t);
}

START_TEST(headers)
{
	struct cr_bytes b = BYTES("\x04\x03" "abcrest");
	struct cr_tlv t;

	ck_assert(cr_tlv_next(&b, &t));
	ck_assert_uint_eq(t.tag, CR_TAG_OCTETS);
	ck_assert(cr_bytes_equal(t.body, BYTES("abc")));
	ck_assert_uint_eq(t.whole.n, 5);
	ck_assert(cr_bytes_equal(b, BYTES("rest")));
	ck_assert(takes(BYTES("\x04\x00")));
	ck_assert(takes(BYTES("\x04\x81\x01x")));
	ck_assert(takes(BYTES("\x04\x88\0\0\0\0\0\0\0\x01x")));
	ck_assert(takes(BYTES("\x1f\x81\x01\x01x")));	/* a long tag */
	ck_assert(!takes(BYTES("")));
	ck_assert(!takes(BYTES("\x04")));
	ck_assert(!takes(BYTES("\x04\x03" "ab")));
	ck_assert(!takes(BYTES("\x04\x81")));
	ck_assert(!takes(BYTES("\x04\x88\xff\xff\xff\xff\xff\xff\xff\xff")));
	ck_assert(!takes(BYTES("\x04\x89\0\0\0\0\0\0\0\0\x01x")));
	ck_assert(!takes(BYTES("\x04\x80" "ab\0\0")));	/* primitive */
	ck_assert(!takes(BYTES("\x1f\x81\x81\x81\x81\x01\x01x")));
}
END_TEST

START_TEST(indefinite)
{
	struct cr_bytes b = BYTES("\x30\x80\x30\x80\x04\x01x\0\0\0\0z");
	struct cr_tlv t;
	struct cr_buf deep;
	int i;

	ck_assert(cr_tlv_next(&b, &t));
	ck_assert(t.indefinite);
	ck_assert(cr_bytes_equal(t.body, BYTES("\x30\x80\x04\x01x\0\0")));
	ck_assert(cr_bytes_equal(b, BYTES("z")));
	ck_assert(!takes(BYTES("\x30\x80\x04\x01x")));
	ck_assert(!takes(BYTES("\x30\x80\x04\x01x\0")));
	ck_assert(!takes(BYTES("\x30\x80\x04\x05x\0\0")));
	cr_buf_init(&deep);
	for (i = 0; i <= CR_ASN1_DEPTH; i++)
		cr_buf_add(&deep, "\x30\x80", 2);
	for (i = 0; i <= CR_ASN1_DEPTH; i++)
		cr_buf_add(&deep, "\0\0", 2);
	ck_assert(!takes((struct cr_bytes){ (unsigned char *)deep.s,
	    deep.len }));
	cr_buf_release(&deep);
}
END_TEST

START_TEST(octets_in_parts)
{
	struct cr_bytes b = BYTES("\x24\x80\x04\x02" "ab\x24\x05\x04\x01" "c"
	    "\x04\x00\x04\x01" "d\0\0"), out;
	struct cr_arena a;
	struct cr_tlv t;

	cr_arena_init(&a);
	ck_assert(cr_tlv_next(&b, &t));
	ck_assert(cr_tlv_octets(&t, &a, &out));
	ck_assert(cr_bytes_equal(out, BYTES("abcd")));
	b = BYTES("\x24\x03\x02\x01x");		/* a part that is no octets */
	ck_assert(cr_tlv_next(&b, &t));
	ck_assert(!cr_tlv_octets(&t, &a, &out));
	cr_arena_release(&a);
}
END_TEST

static const char *
oid(struct cr_bytes b, struct cr_arena *a)
{
	struct cr_tlv t;

	return cr_tlv_next(&b, &t) ? cr_tlv_oid(&t, a) : "none";
}

static int64_t
instant(struct cr_bytes b)
{
	struct cr_tlv t;
	int64_t at;

	return cr_tlv_next(&b, &t) && cr_tlv_time(&t, &at) ? at : -1;
}

START_TEST(values)
{
	struct cr_arena a;
	struct cr_tlv t;
	struct cr_bytes b;

	cr_arena_init(&a);
	ck_assert_str_eq(oid(BYTES("\x06\x09\x2a\x86\x48\x86\xf7\x0d\1\7\2"),
	    &a), "1.2.840.113549.1.7.2");
	ck_assert_str_eq(oid(BYTES("\x06\x03\x88\x37\x03"), &a), "2.999.3");
	ck_assert_str_eq(oid(BYTES("\x06\x02\x2a\x86"), &a), "?");
	ck_assert_str_eq(oid(BYTES("\x06\x00"), &a), "?");
	cr_arena_release(&a);
	b = BYTES("\x02\x04\x7f\xff\xff\xff");
	ck_assert(cr_tlv_next(&b, &t));
	ck_assert_int_eq(cr_tlv_int(&t), INT32_MAX);
	b = BYTES("\x02\x01\xff");
	ck_assert(cr_tlv_next(&b, &t));
	ck_assert_int_eq(cr_tlv_int(&t), -1);
	/* 16 March 2026, 10:30:00 UTC, however it is written */
	ck_assert_int_eq(instant(BYTES("\x17\x0d" "260316103000Z")),
	    1773657000);
	ck_assert_int_eq(instant(BYTES("\x17\x0b" "2603161030Z")), 1773657000);
	ck_assert_int_eq(instant(BYTES("\x17\x11" "260316113000+0100")),
	    1773657000);
	ck_assert_int_eq(instant(BYTES("\x18\x0f" "20260316103000Z")),
	    1773657000);
	ck_assert_int_eq(instant(BYTES("\x18\x13" "20260316103000.123Z")),
	    1773657000);
	ck_assert_int_eq(instant(BYTES("\x17\x0d" "700101000000Z")), 0);
	ck_assert_int_eq(instant(BYTES("\x17\x0d" "260231103000Z")), -1);
	ck_assert_int_eq(instant(BYTES("\x17\x0d" "260316243000Z")), -1);
	ck_assert_int_eq(instant(BYTES("\x17\x0c" "260316103000")), -1);
}
END_TEST

START_TEST(written)
{
	static const uint64_t edges[] = { 0, 127, 128, 255, 256, 65535, 65536,
	    UINT32_MAX, (uint64_t)UINT32_MAX + 1 };
	struct cr_tlv_head h;
	struct cr_arena a;
	struct cr_buf b;
	size_t i;

	cr_buf_init(&b);
	cr_arena_init(&a);
	for (i = 0; i < sizeof(edges) / sizeof(*edges); i++) {
		cr_buf_clear(&b);
		cr_der_head(&b, CR_TAG_SEQUENCE, edges[i]);
		ck_assert_uint_eq(b.len, cr_der_head_size(edges[i]));
		ck_assert_int_eq(cr_tlv_head((unsigned char *)b.s, b.len, &h),
		    1);
		ck_assert_uint_eq(h.length, edges[i]);
		ck_assert_uint_eq(h.size, b.len);
	}
	cr_buf_clear(&b);
	ck_assert(cr_der_put_sorted(&b, BYTES("\4\2bb\2\1\1\4\1b\2\1\0"), &a));
	ck_assert(cr_bytes_equal((struct cr_bytes){ (unsigned char *)b.s,
	    b.len }, BYTES("\2\1\0\2\1\1\4\1b\4\2bb")));
	cr_buf_clear(&b);
	ck_assert(cr_der_put_ber(&b, BYTES("\x30\x80\x24\x80\4\1a\4\x81\1b"
	    "\0\0\0\0\2\x81\1\7"), &a));
	ck_assert(cr_bytes_equal((struct cr_bytes){ (unsigned char *)b.s,
	    b.len }, BYTES("\x30\4\4\2ab\2\1\7")));
	ck_assert(!cr_der_put_ber(&b, BYTES("\x30\x80\4\1a"), &a));
	cr_arena_release(&a);
	cr_buf_release(&b);
}
END_TEST

/* A source that gives a byte at a time. */
static ptrdiff_t
drip(void *ctx, void *to, size_t n)
{
	struct cr_bytes *b = ctx;

	if (b->n == 0 || n == 0)
		return 0;
	memcpy(to, b->p++, 1);
	b->n--;
	return 1;
}

/* Read [SEQUENCE { INTEGER, octets, OID }] and return what happened. */
static int
stream(struct cr_bytes from, struct cr_buf *octets, struct cr_buf *copied,
    uint64_t *rest)
{
	struct cr_ber b;
	struct cr cr;
	char piece[3];
	ptrdiff_t n = 0;
	int err;

	cr_init(&cr, "test");
	cr_ber_init(&b, &cr, (struct cr_source){ drip, &from });
	if ((err = cr_ber_enter(&b, CR_TAG_SEQUENCE)) < 0 ||
	    (err = cr_ber_copy(&b, copied)) < 0 ||
	    (err = cr_ber_octets_begin(&b)) < 0)
		goto out;
	while ((n = cr_ber_octets(&b, piece, sizeof(piece))) > 0)
		cr_buf_add(octets, piece, (size_t)n);
	if ((err = (int)n) < 0 || (err = cr_ber_copy(&b, copied)) < 0 ||
	    (err = cr_ber_leave(&b)) < 0)
		goto out;
	err = cr_ber_drain(&b, rest);
out:
	cr_ber_release(&b);
	cr_release(&cr);
	return err;
}

static const struct cr_bytes streams[] = {
	BYTES("\x30\x0f\2\1\5\x04\5hello\6\3\x2a\3\4"),
	BYTES("\x30\x80\2\1\5\x24\x80\4\2he\x24\4\4\2ll\4\0\4\1o\0\0"
	    "\6\3\x2a\3\4\0\0"),
	BYTES("\x30\x14\2\1\5\x24\x80\4\5hello\0\0\6\3\x2a\3\4zz"),
};

START_TEST(streamed)
{
	struct cr_buf octets, copied;
	uint64_t rest = 0;
	size_t i, n;

	cr_buf_init(&octets);
	cr_buf_init(&copied);
	for (i = 0; i < 3; i++) {
		cr_buf_clear(&octets);
		cr_buf_clear(&copied);
		ck_assert_int_eq(stream(streams[i], &octets, &copied, &rest),
		    i == 2 ? CR_EINPUT : CR_OK);
		if (i == 2)
			continue;
		ck_assert_str_eq(octets.s, "hello");
		ck_assert_uint_eq(copied.len, 8);
		ck_assert_uint_eq(rest, 0);
		for (n = 0; n < streams[i].n; n++)
			ck_assert_int_eq(stream((struct cr_bytes){
			    streams[i].p, n }, &octets, &copied, &rest),
			    CR_EINPUT);
	}
	cr_buf_release(&octets);
	cr_buf_release(&copied);
}
END_TEST

START_TEST(what_follows_is_counted)
{
	struct cr_buf octets, copied;
	uint64_t rest = 0;

	cr_buf_init(&octets);
	cr_buf_init(&copied);
	ck_assert_int_eq(stream(BYTES("\x30\x0b\2\1\5\x04\1h\6\3\x2a\3\4zz"),
	    &octets, &copied, &rest), CR_OK);
	ck_assert_uint_eq(rest, 2);
	/* Lengths that pass those around them. */
	ck_assert_int_eq(stream(BYTES("\x30\x0b\2\1\5\x04\7h\6\3\x2a\3\4zz"),
	    &octets, &copied, &rest), CR_EINPUT);
	ck_assert_int_eq(stream(BYTES("\x30\x0a\2\1\5\x04\1h\6\3\x2a\3\4zz"),
	    &octets, &copied, &rest), CR_EINPUT);
	ck_assert_int_eq(stream(BYTES("\x30\x0c\2\1\5\x04\1h\6\3\x2a\3\4zz"),
	    &octets, &copied, &rest), CR_EINPUT);
	cr_buf_release(&octets);
	cr_buf_release(&copied);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = { headers, indefinite, octets_in_parts,
	    values, written, streamed, what_follows_is_counted, NULL };

	return unit_run("asn1", tests);
}
