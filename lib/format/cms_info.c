#include "cms_check.h"

#include <string.h>

#define OID(...) { (const unsigned char[]){ __VA_ARGS__ }, \
    sizeof((const unsigned char[]){ __VA_ARGS__ }) }
#define PKCS9(...) OID(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, __VA_ARGS__)

static const struct cr_bytes
    oid_content_type = PKCS9(3),
    oid_message_digest = PKCS9(4),
    oid_signing_time = PKCS9(5),
    oid_algorithms = PKCS9(52),
    oid_ess_v1 = PKCS9(16, 2, 12),
    oid_ess_v2 = PKCS9(16, 2, 47);

/* SignerIdentifier */
static bool
read_sid(struct cms_info *out, struct cr_bytes *from, struct cr_arena *a)
{
	struct cr_bytes in;
	struct cr_tlv t;

	if (!cr_tlv_next(from, &t))
		return false;
	if (t.tag == CR_TAG_SEQUENCE) {
		in = t.body;
		if (!cr_tlv_take(&in, CR_TAG_SEQUENCE, &t))
			return false;
		out->issuer = t.whole;
		if (!cr_tlv_is(in, CR_TAG_INTEGER, &t))
			return false;
		out->serial = t.whole;
		return true;
	}
	if ((t.tag & ~(unsigned)CR_TAG_CONSTRUCTED) != 0x80)
		return false;
	t.tag = t.tag == 0x80 ? CR_TAG_OCTETS : CR_TAG_OCTETS_PARTS;
	return cr_tlv_octets(&t, a, &out->key_id);
}

bool
cr_cms_info_read(struct cms_info *out, struct cr_bytes der, struct cr_arena *a)
{
	struct cr_bytes from;
	struct cr_tlv t;

	memset(out, 0, sizeof(*out));
	if (!cr_tlv_is(der, CR_TAG_SEQUENCE, &t))
		return false;
	from = t.body;
	if (!cr_tlv_take(&from, CR_TAG_INTEGER, &t))
		return false;
	out->version = cr_tlv_int(&t);
	if (!read_sid(out, &from, a) ||
	    !cr_tlv_take(&from, CR_TAG_SEQUENCE, &t))
		return false;
	out->digest_alg = t.whole;
	if (!cr_tlv_take(&from, CR_TAG_0, &out->attrs))
		out->attrs.tag = 0;
	if (!cr_tlv_take(&from, CR_TAG_SEQUENCE, &t))
		return false;
	out->sig_alg = t.whole;
	if (!cr_tlv_next(&from, &t) ||
	    !cr_tlv_octets(&t, a, &out->signature))
		return false;
	if (cr_tlv_take(&from, CR_TAG_1, &t))
		out->unsigned_attrs = t.body;
	return from.n == 0;
}

int
cr_cms_info_content_md(const struct cms_info *i)
{
	int md = cr_md_of(i->digest_alg);
	struct cr_sig_alg alg;

	if (i->attrs.tag == 0 && cr_sig_alg(i->sig_alg, md, &alg))
		return alg.md;
	return md;
}

/* ESSCertID, ESSCertIDv2 (RFC 5035 3 and 4) */
static bool
read_ess_id(struct cms_ess *e, struct cr_bytes from, struct cr_arena *a)
{
	struct cr_bytes names;
	struct cr_tlv t;

	if (cr_tlv_take(&from, CR_TAG_SEQUENCE, &t))
		e->md = cr_md_of(t.whole);
	if (!cr_tlv_next(&from, &t) || !cr_tlv_octets(&t, a, &e->hash))
		return false;
	if (!cr_tlv_take(&from, CR_TAG_SEQUENCE, &t))
		return from.n == 0;
	from = t.body;
	if (!cr_tlv_take(&from, CR_TAG_SEQUENCE, &t))
		return false;
	names = t.body;
	if (!cr_tlv_is(from, CR_TAG_INTEGER, &t) || names.n == 0)
		return false;
	e->serial = t.whole;
	return true;
}

/* SigningCertificate, SigningCertificateV2: the first one is the signer's. */
static void
read_ess(struct cms_ess *e, struct cr_bytes value, int md, struct cr_arena *a)
{
	struct cr_bytes in;
	struct cr_tlv t;

	e->present = e->broken = true;
	e->md = md;
	if (!cr_tlv_is(value, CR_TAG_SEQUENCE, &t))
		return;
	in = t.body;
	if (!cr_tlv_take(&in, CR_TAG_SEQUENCE, &t))
		return;
	in = t.body;
	if (!cr_tlv_take(&in, CR_TAG_SEQUENCE, &t))
		return;
	e->broken = !read_ess_id(e, t.body, a);
}

static void
read_value(struct cms_attrs *out, struct cr_bytes oid, struct cr_bytes value,
    struct cr_arena *a)
{
	struct cr_tlv t = { 0 };
	bool v1 = cr_bytes_equal(oid, oid_ess_v1);

	if (v1 || cr_bytes_equal(oid, oid_ess_v2)) {
		if (out->ness < 2)
			read_ess(&out->ess[out->ness], value,
			    v1 ? cr_md_sha1() : cr_md_sha256(), a);
		out->ness++;
	} else if (cr_bytes_equal(oid, oid_content_type)) {
		out->content_types++;
		if (cr_tlv_is(value, CR_TAG_OID, &t))
			out->content_type = t.body;
	} else if (cr_bytes_equal(oid, oid_message_digest)) {
		out->digests++;
		if (!cr_tlv_next(&value, &t) ||
		    !cr_tlv_octets(&t, a, &out->digest))
			out->malformed = true;
	} else if (cr_bytes_equal(oid, oid_algorithms)) {
		out->algorithms = value;
	} else if (cr_bytes_equal(oid, oid_signing_time)) {
		out->signing_times++;
		if (!cr_tlv_next(&value, &t) ||
		    !cr_tlv_time(&t, &out->signing_time))
			out->malformed = true;
	}
}

static bool
read_attr(struct cms_attrs *out, struct cr_bytes from, struct cr_arena *a)
{
	struct cr_bytes oid;
	struct cr_tlv t;
	bool single;

	if (!cr_tlv_take(&from, CR_TAG_OID, &t))
		return false;
	oid = t.body;
	if (!cr_tlv_is(from, CR_TAG_SET, &t))
		return false;
	single = cr_bytes_equal(oid, oid_content_type) ||
	    cr_bytes_equal(oid, oid_message_digest) ||
	    cr_bytes_equal(oid, oid_signing_time);
	from = t.body;
	if (!cr_tlv_next(&from, &t))
		return !single && from.n == 0;
	out->many_values |= single && from.n != 0;
	read_value(out, oid, t.whole, a);
	return true;
}

void
cr_cms_attrs_read(struct cms_attrs *out, struct cr_bytes set,
    struct cr_arena *a)
{
	struct cr_tlv t;

	memset(out, 0, sizeof(*out));
	out->present = true;
	out->signing_time = CR_TIME_NONE;
	while (set.n != 0) {
		if (!cr_tlv_take(&set, CR_TAG_SEQUENCE, &t) ||
		    !read_attr(out, t.body, a)) {
			out->malformed = true;
			return;
		}
	}
}
