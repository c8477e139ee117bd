/*
 * rawsign: what the key alone costs.
 *
 *	rawsign KEY.pem N	N bare signatures over a digest of 32 bytes
 */
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <stdio.h>
#include <stdlib.h>

int
main(int argc, char **argv)
{
	unsigned char digest[32] = { 1 }, to[1024];
	EVP_PKEY *key = NULL;
	EVP_PKEY_CTX *ctx;
	size_t n;
	long i;
	FILE *f;

	if (argc == 3 && (f = fopen(argv[1], "r")) != NULL) {
		key = PEM_read_PrivateKey(f, NULL, NULL, NULL);
		fclose(f);
	}
	if (key == NULL || (ctx = EVP_PKEY_CTX_new(key, NULL)) == NULL ||
	    EVP_PKEY_sign_init(ctx) <= 0 ||
	    EVP_PKEY_CTX_set_signature_md(ctx, EVP_sha256()) <= 0)
		return 3;
	for (i = strtol(argv[2], NULL, 10); i > 0; i--) {
		n = sizeof(to);
		if (EVP_PKEY_sign(ctx, to, &n, digest, sizeof(digest)) <= 0)
			return 3;
	}
	EVP_PKEY_CTX_free(ctx);
	EVP_PKEY_free(key);
	return 0;
}
