#ifndef CR_PKI_H
#define CR_PKI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/asn1.h"

struct cr;
struct cr_arena;

/*
 * Digests, certificates and public keys as signatures use them. The
 * mathematics are OpenSSL's; what is to be believed is decided elsewhere.
 */

#define CR_MD_BYTES 64		/* the longest digest */
#define CR_MD_SET_MAX 8		/* different ones in one file */

/*
 * A digest by its AlgorithmIdentifier (or by an OID element alone); 0 when
 * it is not known. The number means something only here.
 */
int cr_md_of(struct cr_bytes algorithm);
int cr_md_sha1(void);
int cr_md_sha256(void);
const char *cr_md_name(int md);		/* "sha256" */
bool cr_md_is_weak(int md);		/* MD5, SHA-1 and older */
/* The digest of DATA; returns its size, 0 when MD is not known. */
size_t cr_md(int md, struct cr_bytes data, unsigned char to[CR_MD_BYTES]);

/* Several digests of the same bytes, computed while they pass. */
struct cr_md_set;
struct cr_md_set *cr_md_set_new(void);
void cr_md_set_free(struct cr_md_set *s);
/* Before the first byte; a digest that is there already is no matter. */
void cr_md_set_want(struct cr_md_set *s, int md);
bool cr_md_set_has(const struct cr_md_set *s, int md);
void cr_md_set_add(struct cr_md_set *s, const void *p, size_t n);
/* The digest so far; 0 when MD was not wanted. */
size_t cr_md_set_get(const struct cr_md_set *s, int md,
    unsigned char to[CR_MD_BYTES]);

/* An X.509 certificate (RFC 5280). */
struct cr_cert;

/* NULL when DER is none. */
struct cr_cert *cr_cert_new(struct cr_bytes der);
void cr_cert_free(struct cr_cert *c);
/* Is it the one that an IssuerAndSerialNumber's two elements name? */
bool cr_cert_is(const struct cr_cert *c, struct cr_bytes issuer,
    struct cr_bytes serial);
bool cr_cert_has_serial(const struct cr_cert *c,
    struct cr_bytes serial);
/* Is its subjectKeyIdentifier these octets? */
bool cr_cert_has_key_id(const struct cr_cert *c, struct cr_bytes id);
size_t cr_cert_digest(const struct cr_cert *c, int md,
    unsigned char to[CR_MD_BYTES]);
/* RFC 2253 names in UTF-8, and the serial number in hexadecimal, in A. */
const char *cr_cert_subject(const struct cr_cert *c, struct cr_arena *a);
const char *cr_cert_issuer(const struct cr_cert *c, struct cr_arena *a);
const char *cr_cert_serial(const struct cr_cert *c, struct cr_arena *a);
/* "RSA2048", "secp256r1" */
const char *cr_cert_key(const struct cr_cert *c, struct cr_arena *a);
/* RSA below 2048 bits, elliptic curves below 256. */
bool cr_cert_key_is_weak(const struct cr_cert *c);
void cr_cert_validity(const struct cr_cert *c, int64_t *from, int64_t *to);
/* The rfc822Name with index I of its subjectAltName; NULL: no more. */
const char *cr_cert_mailbox(const struct cr_cert *c, struct cr_arena *a,
    size_t i);
/* keyUsage, if there is one, lets it sign, and extKeyUsage sign mail. */
bool cr_cert_may_sign_mail(const struct cr_cert *c);
/* keyUsage has nonRepudiation (contentCommitment): a signing certificate. */
bool cr_cert_may_sign(const struct cr_cert *c);

/* What a SignatureAlgorithm says. */
struct cr_sig_alg {
	int key;		/* kind of key; 0: not known */
	int md;			/* digest of what is signed; 0: none (EdDSA) */
	bool named;		/* MD is named by it, not from elsewhere */
	bool pss;
	int mgf_md, salt;
};

/* Read ALGORITHM; MD is what it signs when it does not say. */
bool cr_sig_alg(struct cr_bytes algorithm, int md, struct cr_sig_alg *out);

bool cr_sig_alg_equal(const struct cr_sig_alg *a, const struct cr_sig_alg *b);

enum cr_sig_result {
	CR_SIG_GOOD,
	CR_SIG_BAD,
	/*
	 * RSA with a DigestInfo that leaves the NULL parameter out: correct
	 * by RFC 8017 appendix A.2.4 note for verifiers, refused by OpenSSL.
	 */
	CR_SIG_NO_NULL,
};

/*
 * Did the key of C make SIGNATURE over what has DIGEST (over the bytes
 * themselves for EdDSA)?
 */
enum cr_sig_result cr_cert_check(const struct cr_cert *c,
    const struct cr_sig_alg *alg, struct cr_bytes digest,
    struct cr_bytes signature);

/* Certificates that are believed, and certificates on the way to them. */
struct cr_trust;

/* All certificates of a PEM file are anchors, roots or not. */
int cr_trust_open(struct cr *cr, const char *path, struct cr_trust **out);
void cr_trust_free(struct cr_trust *t);

enum cr_chain {
	CR_CHAIN_GOOD,
	CR_CHAIN_NONE,		/* no path to an anchor */
	CR_CHAIN_EXPIRED,	/* a certificate of it, at that time */
	CR_CHAIN_NOT_YET,
	CR_CHAIN_CONSTRAINTS,	/* extensions do not allow it */
	CR_CHAIN_REVOKED,
	CR_CHAIN_BAD,		/* any other reason */
};

/*
 * Does a path lead from C through some of the N OTHERS to an anchor, at
 * TIME (seconds since 1970)? *WHY says what is wrong, static text.
 */
enum cr_chain cr_trust_check(const struct cr_trust *t,
    const struct cr_cert *c, struct cr_cert *const *others, size_t n,
    int64_t time, const char **why);

#endif
