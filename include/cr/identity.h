#ifndef CR_IDENTITY_H
#define CR_IDENTITY_H

#include <stdbool.h>
#include <stddef.h>

#include "cr/pki.h"
#include "cr/secret.h"

struct cr;

/*
 * Who signs: a private key, its certificate and those above it, from PEM
 * files or from a PKCS#12 file (RFC 7292), also one of before 2022, which
 * is encrypted with RC2.
 */
struct cr_identity;

struct cr_identity_files {
	const char *key;	/* PEM; may hold the certificate too */
	const char *cert;	/* PEM or DER; NULL: in KEY */
	const char *p12;	/* instead of both */
	const char *chain;	/* PEM, more certificates; or NULL */
	enum cr_secret_from from;
	const char *password;	/* where that of KEY or P12 is; or NULL */
};

/*
 * Read them. CR_EUSAGE when a file is missing or is not what it should be,
 * the password is wrong, the key does not belong to the certificate, or is
 * too weak to sign with (RSA below 2048 bits; curves but P-256 and P-384).
 */
int cr_identity_open(struct cr *cr, const struct cr_identity_files *files,
    struct cr_identity **out);
void cr_identity_free(struct cr_identity *id);

const struct cr_cert *cr_identity_cert(const struct cr_identity *id);
/* Certificate I in DER: 0 is the signer's. False: there are no more. */
bool cr_identity_der(const struct cr_identity *id, size_t i,
    struct cr_bytes *out);
/* The digest that goes with the key: SHA-256, SHA-384 for P-384. */
int cr_identity_md(const struct cr_identity *id);
bool cr_identity_is_rsa(const struct cr_identity *id);

#define CR_SIGNATURE_BYTES 1024		/* RSA with 8192 bits */
/* The longest signature; an ECDSA one may be some bytes shorter. */
size_t cr_identity_signature_max(const struct cr_identity *id);
/* Sign what has DIGEST; *N bytes at TO, or CR_ESYSTEM. */
int cr_identity_sign(struct cr *cr, struct cr_identity *id,
    struct cr_bytes digest, unsigned char to[CR_SIGNATURE_BYTES], size_t *n);

#endif
