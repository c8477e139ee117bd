#include "cr/cades.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cms.h"
#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/identity.h"
#include "cr/mem.h"

/* Whole OID elements, and algorithms with their parameters. */
#define PKCS9 "\x2a\x86\x48\x86\xf7\x0d\x01\x09"
#define OID_SIGNED_DATA "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"
#define OID_DATA "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01"
#define OID_CONTENT_TYPE "\x06\x09" PKCS9 "\x03"
#define OID_MESSAGE_DIGEST "\x06\x09" PKCS9 "\x04"
#define OID_SIGNING_TIME "\x06\x09" PKCS9 "\x05"
#define OID_SIGNING_CERTIFICATE "\x06\x0b" PKCS9 "\x10\x02\x2f"
#define OID_SHA256 "\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01"
#define OID_SHA384 "\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02"
#define RSA_SHA256 "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b\x05\x00"
#define ECDSA_SHA256 "\x06\x08\x2a\x86\x48\xce\x3d\x04\x03\x02"
#define ECDSA_SHA384 "\x06\x08\x2a\x86\x48\xce\x3d\x04\x03\x03"
#define VERSION_1 "\x02\x01\x01"

#define TRIES 100	/* until a signature has the length that is wanted */

struct cr_cades {
	struct cr_identity *id;
	struct cr_arena a;
	struct cr_buf digest_alg, sig_alg;	/* AlgorithmIdentifiers */
	struct cr_buf signer;		/* IssuerAndSerialNumber */
	struct cr_buf certs;		/* certificates, [0] */
	struct cr_buf attrs;		/* those that are always the same */
	size_t tail_max;
};

/* Append an element that holds what IN holds, and empty IN. */
static void
wrap(struct cr_buf *b, unsigned tag, struct cr_buf *in)
{
	cr_der_put(b, tag, in->s, in->len);
	cr_buf_clear(in);
}

/* ... and of a constant, without the NUL that ends it. */
#define PUT(b, tag, s) cr_der_put(b, tag, s, sizeof(s) - 1)
#define ADD(b, s) cr_buf_add(b, s, sizeof(s) - 1)

static void
algorithms(struct cr_cades *c)
{
	bool rsa = cr_identity_is_rsa(c->id);
	bool sha256 = cr_identity_md(c->id) == cr_md_sha256();

	/* RFC 5754 2: no parameters for SHA-2. */
	if (sha256)
		PUT(&c->digest_alg, CR_TAG_SEQUENCE, OID_SHA256);
	else
		PUT(&c->digest_alg, CR_TAG_SEQUENCE, OID_SHA384);
	if (rsa)
		PUT(&c->sig_alg, CR_TAG_SEQUENCE, RSA_SHA256);
	else if (sha256)
		PUT(&c->sig_alg, CR_TAG_SEQUENCE, ECDSA_SHA256);
	else
		PUT(&c->sig_alg, CR_TAG_SEQUENCE, ECDSA_SHA384);
}

/* Issuer and serial number as they are in the certificate. */
static void
issuer_and_serial(struct cr_bytes der, struct cr_tlv *issuer,
    struct cr_tlv *serial)
{
	struct cr_tlv t;

	/* It was parsed as a certificate before: nothing here can fail. */
	cr_tlv_next(&der, &t);
	der = t.body;
	cr_tlv_next(&der, &t);
	der = t.body;
	cr_tlv_take(&der, CR_TAG_0, &t);
	cr_tlv_next(&der, serial);
	cr_tlv_next(&der, &t);
	cr_tlv_next(&der, issuer);
}

/* ESSCertIDv2 (RFC 5035 4) with SHA-256, its default, left out. */
static void
signing_certificate(struct cr_cades *c, struct cr_bytes der,
    const struct cr_tlv *issuer, const struct cr_tlv *serial)
{
	unsigned char md[CR_MD_BYTES];
	size_t n = cr_md(cr_md_sha256(), der, md);
	struct cr_buf in, out;

	cr_buf_init(&in);
	cr_buf_init(&out);
	cr_der_put(&in, 0xa4, issuer->whole.p, issuer->whole.n);
	wrap(&out, CR_TAG_SEQUENCE, &in);	/* GeneralNames */
	cr_buf_add(&out, serial->whole.p, serial->whole.n);
	cr_der_put(&in, CR_TAG_OCTETS, md, n);
	wrap(&in, CR_TAG_SEQUENCE, &out);	/* issuerSerial */
	wrap(&out, CR_TAG_SEQUENCE, &in);	/* ESSCertIDv2 */
	wrap(&in, CR_TAG_SEQUENCE, &out);	/* certs */
	wrap(&out, CR_TAG_SEQUENCE, &in);	/* SigningCertificateV2 */
	ADD(&in, OID_SIGNING_CERTIFICATE);
	wrap(&in, CR_TAG_SET, &out);
	wrap(&c->attrs, CR_TAG_SEQUENCE, &in);
	cr_buf_release(&in);
	cr_buf_release(&out);
}

static void
certificates(struct cr_cades *c)
{
	struct cr_buf all, sorted;
	struct cr_bytes der;
	size_t i;

	cr_buf_init(&all);
	cr_buf_init(&sorted);
	for (i = 0; cr_identity_der(c->id, i, &der); i++)
		cr_buf_add(&all, der.p, der.n);
	cr_der_put_sorted(&sorted, (struct cr_bytes){ (unsigned char *)all.s,
	    all.len }, &c->a);
	wrap(&c->certs, CR_TAG_0, &sorted);
	cr_buf_release(&all);
	cr_buf_release(&sorted);
}

/* UTCTime to 2049, GeneralizedTime from 2050 (RFC 5652 11.3). */
static void
signing_time(struct cr_buf *b, int64_t at)
{
	struct cr_date day = { (int32_t)(at / 86400) };
	int y, m, d, s = (int)(at % 86400);
	char text[32];

	cr_date_to_ymd(day, &y, &m, &d);
	snprintf(text, sizeof(text), "%04d%02d%02d%02d%02d%02dZ", y, m, d,
	    s / 3600, s / 60 % 60, s % 60);
	if (y < 2050)
		cr_der_put(b, CR_TAG_UTCTIME, text + 2, strlen(text + 2));
	else
		cr_der_put(b, CR_TAG_GENTIME, text, strlen(text));
}

/* The attributes in the order of DER, without the SET around them. */
static void
attributes(struct cr_cades *c, struct cr_bytes digest, int64_t time,
    struct cr_buf *out)
{
	struct cr_buf in, value, all;

	cr_buf_init(&in);
	cr_buf_init(&value);
	cr_buf_init(&all);
	cr_buf_add(&all, c->attrs.s, c->attrs.len);
	signing_time(&value, time);
	ADD(&in, OID_SIGNING_TIME);
	wrap(&in, CR_TAG_SET, &value);
	wrap(&all, CR_TAG_SEQUENCE, &in);
	cr_der_put(&value, CR_TAG_OCTETS, digest.p, digest.n);
	ADD(&in, OID_MESSAGE_DIGEST);
	wrap(&in, CR_TAG_SET, &value);
	wrap(&all, CR_TAG_SEQUENCE, &in);
	cr_arena_clear(&c->a);
	cr_der_put_sorted(out, (struct cr_bytes){ (unsigned char *)all.s,
	    all.len }, &c->a);
	cr_buf_release(&in);
	cr_buf_release(&value);
	cr_buf_release(&all);
}

/* Certificates and the one SignerInfo. */
static void
put_tail(struct cr_cades *c, const struct cr_buf *attrs,
    struct cr_bytes signature, struct cr_buf *tail)
{
	struct cr_buf info, in;

	cr_buf_init(&info);
	cr_buf_init(&in);
	ADD(&info, VERSION_1);
	cr_buf_add(&info, c->signer.s, c->signer.len);
	cr_buf_add(&info, c->digest_alg.s, c->digest_alg.len);
	cr_der_put(&info, CR_TAG_0, attrs->s, attrs->len);
	cr_buf_add(&info, c->sig_alg.s, c->sig_alg.len);
	cr_der_put(&info, CR_TAG_OCTETS, signature.p, signature.n);
	wrap(&in, CR_TAG_SEQUENCE, &info);
	cr_buf_add(tail, c->certs.s, c->certs.len);
	wrap(tail, CR_TAG_SET, &in);
	cr_buf_release(&info);
	cr_buf_release(&in);
}

/*
 * Headers are written from the outside in, so their lengths are computed
 * from the inside out.
 */
static void
put_head(const struct cr_cades *c, uint64_t size, size_t tail,
    struct cr_buf *b)
{
	bool detached = size == CR_CADES_DETACHED;
	uint64_t octets = detached ? 0 : cr_der_head_size(size) + size;
	uint64_t content = detached ? 0 : cr_der_head_size(octets) + octets;
	uint64_t encap = sizeof(OID_DATA) - 1 + content;
	uint64_t data = sizeof(VERSION_1) - 1 +
	    cr_der_head_size(c->digest_alg.len) + c->digest_alg.len +
	    cr_der_head_size(encap) + encap + tail;
	uint64_t in = cr_der_head_size(data) + data;

	cr_der_head(b, CR_TAG_SEQUENCE, sizeof(OID_SIGNED_DATA) - 1 +
	    cr_der_head_size(in) + in);
	ADD(b, OID_SIGNED_DATA);
	cr_der_head(b, CR_TAG_0, in);
	cr_der_head(b, CR_TAG_SEQUENCE, data);
	ADD(b, VERSION_1);
	cr_der_put(b, CR_TAG_SET, c->digest_alg.s, c->digest_alg.len);
	cr_der_head(b, CR_TAG_SEQUENCE, encap);
	ADD(b, OID_DATA);
	if (detached)
		return;
	cr_der_head(b, CR_TAG_0, octets);
	cr_der_head(b, CR_TAG_OCTETS, size);
}

/* The length of a tail with the longest signature there can be. */
static size_t
longest_tail(struct cr_cades *c)
{
	unsigned char signature[CR_SIGNATURE_BYTES] = { 0 };
	struct cr_bytes md = { signature, cr_md(cr_identity_md(c->id),
	    (struct cr_bytes){ signature, 0 }, signature) };
	struct cr_buf attrs, tail;
	size_t n;

	cr_buf_init(&attrs);
	cr_buf_init(&tail);
	attributes(c, md, 0, &attrs);
	put_tail(c, &attrs, (struct cr_bytes){ signature,
	    cr_identity_signature_max(c->id) }, &tail);
	n = tail.len;
	cr_buf_release(&attrs);
	cr_buf_release(&tail);
	return n;
}

struct cr_cades *
cr_cades_new(struct cr_identity *id)
{
	struct cr_cades *c = cr_calloc(1, sizeof(*c));
	struct cr_tlv issuer, serial;
	struct cr_bytes der;
	struct cr_buf in;

	c->id = id;
	cr_arena_init(&c->a);
	cr_buf_init(&c->digest_alg);
	cr_buf_init(&c->sig_alg);
	cr_buf_init(&c->signer);
	cr_buf_init(&c->certs);
	cr_buf_init(&c->attrs);
	cr_buf_init(&in);
	algorithms(c);
	certificates(c);
	cr_identity_der(id, 0, &der);
	issuer_and_serial(der, &issuer, &serial);
	cr_buf_add(&in, issuer.whole.p, issuer.whole.n);
	cr_buf_add(&in, serial.whole.p, serial.whole.n);
	wrap(&c->signer, CR_TAG_SEQUENCE, &in);
	ADD(&in, OID_CONTENT_TYPE);
	PUT(&in, CR_TAG_SET, OID_DATA);
	wrap(&c->attrs, CR_TAG_SEQUENCE, &in);
	signing_certificate(c, der, &issuer, &serial);
	cr_buf_release(&in);
	c->tail_max = longest_tail(c);
	return c;
}

void
cr_cades_free(struct cr_cades *c)
{
	if (c == NULL)
		return;
	cr_arena_release(&c->a);
	cr_buf_release(&c->digest_alg);
	cr_buf_release(&c->sig_alg);
	cr_buf_release(&c->signer);
	cr_buf_release(&c->certs);
	cr_buf_release(&c->attrs);
	free(c);
}

size_t
cr_cades_head_size(const struct cr_cades *c, uint64_t size)
{
	struct cr_buf head;
	size_t n;

	cr_buf_init(&head);
	put_head(c, size, c->tail_max, &head);
	n = head.len;
	cr_buf_release(&head);
	return n;
}

static int
sign_attributes(struct cr *cr, struct cr_cades *c, const struct cr_buf *attrs,
    unsigned char to[CR_SIGNATURE_BYTES], size_t *n)
{
	unsigned char md[CR_MD_BYTES];
	struct cr_bytes digest = { md, 0 };
	struct cr_buf set;

	cr_buf_init(&set);
	cr_der_put(&set, CR_TAG_SET, attrs->s, attrs->len);
	digest.n = cr_md(cr_identity_md(c->id), (struct cr_bytes){
	    (unsigned char *)set.s, set.len }, md);
	cr_buf_release(&set);
	return cr_identity_sign(cr, c->id, digest, to, n);
}

/*
 * An ECDSA signature that is some bytes shorter than the longest can, on
 * the edge of 128 or 65,536 bytes, make the head shorter than was foreseen.
 * Another signature of the same is as good, and is made then.
 */
int
cr_cades_sign(struct cr *cr, struct cr_cades *c, struct cr_bytes digest,
    uint64_t size, int64_t time, struct cr_cades_parts *out)
{
	size_t want = cr_cades_head_size(c, size), n;
	unsigned char signature[CR_SIGNATURE_BYTES];
	struct cr_buf attrs;
	int tries, err = CR_OK;

	cr_buf_init(&attrs);
	attributes(c, digest, time, &attrs);
	for (tries = 0; tries < TRIES && err == 0; tries++) {
		cr_buf_clear(&out->head);
		cr_buf_clear(&out->tail);
		err = sign_attributes(cr, c, &attrs, signature, &n);
		if (err < 0)
			break;
		put_tail(c, &attrs, (struct cr_bytes){ signature, n },
		    &out->tail);
		put_head(c, size, out->tail.len, &out->head);
		if (out->head.len == want)
			break;
	}
	if (tries == TRIES)
		err = cr_fail(cr, CR_ESYSTEM, "could not sign in %d tries",
		    TRIES);
	cr_buf_release(&attrs);
	return err;
}
