#include "cms_cert.h"

#include <openssl/pem.h>
#include <openssl/x509_vfy.h>
#include <stdlib.h>

#include "cr/cr.h"
#include "cr/mem.h"

struct cr_trust {
	X509_STORE *store;
};

/* Read every certificate of a PEM file; how many, -1 when one is bad. */
static int
load(X509_STORE *store, BIO *in)
{
	X509 *x;
	int n = 0;

	while ((x = PEM_read_bio_X509(in, NULL, NULL, NULL)) != NULL) {
		if (!X509_STORE_add_cert(store, x)) {
			X509_free(x);
			return -1;
		}
		X509_free(x);
		n++;
	}
	return n;
}

int
cr_trust_open(struct cr *cr, const char *path, struct cr_trust **out)
{
	struct cr_trust *t = cr_calloc(1, sizeof(*t));
	BIO *in = BIO_new_file(path, "rb");
	int err = CR_OK;

	*out = t;
	if ((t->store = X509_STORE_new()) == NULL)
		abort();
	/* Trusted lists hold the authorities that issue, not roots. */
	X509_STORE_set_flags(t->store, X509_V_FLAG_PARTIAL_CHAIN);
	if (in == NULL)
		err = cr_fail(cr, CR_EUSAGE, "could not open \"%s\"", path);
	else if (load(t->store, in) <= 0)
		err = cr_fail(cr, CR_EUSAGE,
		    "no certificates in \"%s\"", path);
	BIO_free(in);
	if (err != 0) {
		cr_trust_free(t);
		*out = NULL;
	}
	return err;
}

void
cr_trust_free(struct cr_trust *t)
{
	if (t == NULL)
		return;
	X509_STORE_free(t->store);
	free(t);
}

static enum cr_chain
outcome(int error)
{
	switch (error) {
	case X509_V_OK:
		return CR_CHAIN_GOOD;
	case X509_V_ERR_CERT_HAS_EXPIRED:
		return CR_CHAIN_EXPIRED;
	case X509_V_ERR_CERT_NOT_YET_VALID:
		return CR_CHAIN_NOT_YET;
	case X509_V_ERR_CERT_REVOKED:
		return CR_CHAIN_REVOKED;
	case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
	case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
	case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
	case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
	case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
	case X509_V_ERR_CERT_UNTRUSTED:
		return CR_CHAIN_NONE;
	case X509_V_ERR_INVALID_PURPOSE:
	case X509_V_ERR_INVALID_CA:
	case X509_V_ERR_PATH_LENGTH_EXCEEDED:
	case X509_V_ERR_PERMITTED_VIOLATION:
	case X509_V_ERR_EXCLUDED_VIOLATION:
	case X509_V_ERR_KEYUSAGE_NO_CERTSIGN:
	case X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION:
		return CR_CHAIN_CONSTRAINTS;
	default:
		return CR_CHAIN_BAD;
	}
}

/*
 * The signer's certificate is not held to S/MIME: Italian ones for signing
 * have nonRepudiation alone, which the caller checks.
 */
enum cr_chain
cr_trust_check(const struct cr_trust *t, const struct cr_cert *c,
    struct cr_cert *const *others, size_t n, int64_t time, const char **why)
{
	X509_STORE_CTX *ctx = X509_STORE_CTX_new();
	STACK_OF(X509) *path = sk_X509_new_null();
	size_t i;
	int error;

	if (ctx == NULL || path == NULL)
		abort();
	for (i = 0; i < n; i++)
		sk_X509_push(path, others[i]->x);
	if (!X509_STORE_CTX_init(ctx, t->store, c->x, path))
		abort();
	X509_VERIFY_PARAM_set_time(X509_STORE_CTX_get0_param(ctx),
	    (time_t)time);
	error = X509_verify_cert(ctx) == 1 ? X509_V_OK :
	    X509_STORE_CTX_get_error(ctx);
	*why = X509_verify_cert_error_string(error);
	sk_X509_free(path);
	X509_STORE_CTX_free(ctx);
	return outcome(error);
}
