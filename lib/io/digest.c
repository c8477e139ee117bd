#include "cr/digest.h"

#include <openssl/evp.h>
#include <stdlib.h>

#include "cr/mem.h"
#include "cr/str.h"

struct cr_digest {
	EVP_MD_CTX *ctx;
};

/* SHA-256 of the default provider cannot fail but for memory. */
static void
must(int ok)
{
	if (!ok)
		abort();
}

/*
 * The algorithm, looked up once and kept as long as the program runs: to
 * look it up again for each of ten thousand files costs more than a digest.
 */
static const EVP_MD *
sha256(void)
{
	static EVP_MD *md;

	if (md == NULL)
		must((md = EVP_MD_fetch(NULL, "SHA256", NULL)) != NULL);
	return md;
}

struct cr_digest *
cr_digest_new(void)
{
	struct cr_digest *d = cr_malloc(sizeof(*d));

	must((d->ctx = EVP_MD_CTX_new()) != NULL);
	must(EVP_DigestInit_ex(d->ctx, sha256(), NULL));
	return d;
}

void
cr_digest_reset(struct cr_digest *d)
{
	must(EVP_DigestInit_ex(d->ctx, NULL, NULL));
}

void
cr_digest_add(struct cr_digest *d, const void *p, size_t n)
{
	must(EVP_DigestUpdate(d->ctx, p, n));
}

void
cr_digest_hex(const struct cr_digest *d, char to[CR_SHA256_SIZE])
{
	unsigned char bytes[EVP_MAX_MD_SIZE];
	EVP_MD_CTX *copy = EVP_MD_CTX_new();

	must(copy != NULL && EVP_MD_CTX_copy_ex(copy, d->ctx));
	must(EVP_DigestFinal_ex(copy, bytes, NULL));
	EVP_MD_CTX_free(copy);
	cr_hex(bytes, CR_SHA256_BYTES, to);
}

void
cr_digest_free(struct cr_digest *d)
{
	if (d == NULL)
		return;
	EVP_MD_CTX_free(d->ctx);
	free(d);
}

char *
cr_sha256(const void *p, size_t n, char to[CR_SHA256_SIZE])
{
	unsigned char bytes[EVP_MAX_MD_SIZE];

	must(EVP_Digest(p, n, bytes, NULL, sha256(), NULL));
	cr_hex(bytes, CR_SHA256_BYTES, to);
	return to;
}
