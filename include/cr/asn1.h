#ifndef CR_ASN1_H
#define CR_ASN1_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cr_arena;
struct cr_buf;

/*
 * ASN.1 in BER and DER (X.690), in memory: what a signed file carries
 * beside its content. ber.h reads files of any size. Nothing here
 * allocates but where an arena is given, and every length is checked
 * against the bytes there are.
 */

/* Bytes of somebody else. */
struct cr_bytes {
	const unsigned char *p;
	size_t n;
};

bool cr_bytes_equal(struct cr_bytes a, struct cr_bytes b);

/* Identifier octets. */
enum cr_tag {
	CR_TAG_BOOLEAN = 0x01,
	CR_TAG_INTEGER = 0x02,
	CR_TAG_BITS = 0x03,
	CR_TAG_OCTETS = 0x04,
	CR_TAG_NULL = 0x05,
	CR_TAG_OID = 0x06,
	CR_TAG_UTCTIME = 0x17,
	CR_TAG_GENTIME = 0x18,
	CR_TAG_OCTETS_PARTS = 0x24,	/* BER: a constructed OCTET STRING */
	CR_TAG_SEQUENCE = 0x30,
	CR_TAG_SET = 0x31,
	CR_TAG_0 = 0xa0,		/* [0], constructed */
	CR_TAG_1 = 0xa1,
	CR_TAG_2 = 0xa2,
	CR_TAG_CONSTRUCTED = 0x20,	/* this bit of any of them */
};

#define CR_ASN1_DEPTH 64	/* indefinite lengths inside each other */

struct cr_tlv {
	unsigned tag;		/* the first identifier octet */
	bool indefinite;
	struct cr_bytes body;	/* the contents */
	struct cr_bytes whole;	/* with header and end-of-contents */
};

/* How long a header is, and what it says. */
struct cr_tlv_head {
	unsigned tag;
	size_t size;		/* of the header itself */
	bool indefinite;
	uint64_t length;	/* of the contents; 0 when indefinite */
};

#define CR_TLV_HEAD_MAX 14	/* the longest header that is accepted */

/*
 * Read the header at P: 1; 0 when N bytes do not hold all of it; -1 when
 * it is none (length octets over 8, tag octets over 4, a primitive of
 * indefinite length).
 */
int cr_tlv_head(const unsigned char *p, size_t n, struct cr_tlv_head *out);

/*
 * Take the next element off FROM. False when there is none (FROM->n is 0)
 * or it is malformed (it is not). FROM may be &OUT->body: so one goes down
 * into the first element of a structure.
 */
bool cr_tlv_next(struct cr_bytes *from, struct cr_tlv *out);
/* The same, but nothing is taken unless its tag is TAG. */
bool cr_tlv_take(struct cr_bytes *from, unsigned tag, struct cr_tlv *out);
/* The element that N bytes at P are, all of them. */
bool cr_tlv_is(struct cr_bytes b, unsigned tag, struct cr_tlv *out);

/* The contents of an OCTET STRING, joined in A if it is in parts. */
bool cr_tlv_octets(const struct cr_tlv *t, struct cr_arena *a,
    struct cr_bytes *out);
/* An INTEGER from 0 to 2^31-1; -1 for any other. */
int32_t cr_tlv_int(const struct cr_tlv *t);
/* "1.2.840.113549.1.7.2", in A; "?" for an OID that is malformed. */
const char *cr_tlv_oid(const struct cr_tlv *t, struct cr_arena *a);
/* UTCTime or GeneralizedTime as seconds since 1970; false if malformed. */
bool cr_tlv_time(const struct cr_tlv *t, int64_t *out);

/* DER is written inside out: lengths first, then these append. */

/* The bytes that a header for N bytes of contents takes. */
size_t cr_der_head_size(uint64_t n);
void cr_der_head(struct cr_buf *b, unsigned tag, uint64_t n);
void cr_der_put(struct cr_buf *b, unsigned tag, const void *p, size_t n);
/*
 * Append the elements of FROM in DER: definite lengths, the shortest there
 * are, and octets in one part. False when they are malformed.
 */
bool cr_der_put_ber(struct cr_buf *b, struct cr_bytes from,
    struct cr_arena *a);
/* Append the elements of SET as a DER SET OF: sorted (X.690 11.6). */
bool cr_der_put_sorted(struct cr_buf *b, struct cr_bytes set,
    struct cr_arena *a);

#endif
