#ifndef CR_DIGEST_H
#define CR_DIGEST_H

#include <stddef.h>

#define CR_SHA256_BYTES 32
#define CR_SHA256_SIZE 65	/* hexadecimal and a NUL */

struct cr_digest;		/* a SHA-256 (FIPS 180-4) being computed */

struct cr_digest *cr_digest_new(void);
void cr_digest_add(struct cr_digest *d, const void *p, size_t n);
/* Write the digest so far, in lower-case hexadecimal; D may be added to. */
void cr_digest_hex(const struct cr_digest *d, char to[CR_SHA256_SIZE]);
void cr_digest_reset(struct cr_digest *d);
void cr_digest_free(struct cr_digest *d);

/* The digest of N bytes, in hexadecimal; returns TO. */
char *cr_sha256(const void *p, size_t n, char to[CR_SHA256_SIZE]);

#endif
