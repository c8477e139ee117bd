#include "cr/identity.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <stdlib.h>
#include <string.h>

#include "cms_cert.h"
#include "cms_pkcs.h"
#include "cr/cr.h"
#include "cr/mem.h"
#include "cr/str.h"

#define CHAIN_MAX 32

struct cr_identity {
	EVP_PKEY *key;
	EVP_PKEY_CTX *ctx;		/* ready to sign, file after file */
	struct cr_cert *cert;
	int md;
	size_t n;
	struct {
		unsigned char *p;
		size_t n;
	} der[CHAIN_MAX];
};

/* What the PEM reader asks for a password with. */
struct asking {
	const char *password;
	bool asked;
};

static int
give_password(char *to, int size, int writing, void *ctx)
{
	struct asking *a = ctx;
	size_t n;

	(void)writing;
	a->asked = true;
	if (a->password == NULL || (n = strlen(a->password)) > (size_t)size)
		return -1;
	memcpy(to, a->password, n);
	return (int)n;
}

static BIO *
open_file(struct cr *cr, const char *path)
{
	BIO *in = BIO_new_file(path, "rb");

	if (in == NULL)
		cr_fail(cr, CR_EUSAGE, "could not open \"%s\"", path);
	return in;
}

static int
read_key(struct cr *cr, struct cr_identity *id, const char *path,
    const char *password)
{
	struct asking a = { password, false };
	BIO *in = open_file(cr, path);

	if (in == NULL)
		return CR_EUSAGE;
	id->key = PEM_read_bio_PrivateKey(in, NULL, give_password, &a);
	BIO_free(in);
	if (id->key != NULL)
		return CR_OK;
	if (a.asked && password == NULL)
		return cr_fail(cr, CR_EUSAGE, "\"%s\" needs a password", path);
	if (a.asked)
		return cr_fail(cr, CR_EUSAGE, "wrong password for \"%s\"",
		    path);
	return cr_fail(cr, CR_EUSAGE, "no private key in \"%s\"", path);
}

static int
add_der(struct cr *cr, struct cr_identity *id, X509 *x)
{
	unsigned char *p = NULL;
	int n = i2d_X509(x, &p);

	if (n <= 0 || id->n == CHAIN_MAX) {
		OPENSSL_free(p);
		return cr_fail(cr, CR_EUSAGE,
		    "has more than %d certificates", CHAIN_MAX);
	}
	id->der[id->n].p = p;
	id->der[id->n++].n = (size_t)n;
	return CR_OK;
}

/* The signer's certificate is in the file, PEM or DER. */
static int
read_cert(struct cr *cr, struct cr_identity *id, const char *path)
{
	BIO *in = open_file(cr, path);
	X509 *x;
	int err;

	if (in == NULL)
		return CR_EUSAGE;
	if ((x = PEM_read_bio_X509(in, NULL, NULL, NULL)) == NULL) {
		(void)BIO_reset(in);
		x = d2i_X509_bio(in, NULL);
	}
	BIO_free(in);
	if (x == NULL)
		return cr_fail(cr, CR_EUSAGE, "no certificate in \"%s\"",
		    path);
	err = add_der(cr, id, x);
	X509_free(x);
	return err;
}

static int
read_chain(struct cr *cr, struct cr_identity *id, const char *path)
{
	BIO *in = open_file(cr, path);
	int err = CR_OK;
	size_t had = id->n;
	X509 *x;

	if (in == NULL)
		return CR_EUSAGE;
	while (err == 0 &&
	    (x = PEM_read_bio_X509(in, NULL, NULL, NULL)) != NULL) {
		err = add_der(cr, id, x);
		X509_free(x);
	}
	BIO_free(in);
	if (err == 0 && id->n == had)
		err = cr_fail(cr, CR_EUSAGE, "no certificates in \"%s\"",
		    path);
	return err;
}

static int
read_p12(struct cr *cr, struct cr_identity *id, const char *path,
    const char *password)
{
	STACK_OF(X509) *above = NULL;
	BIO *in = open_file(cr, path);
	X509 *x = NULL;
	int err, i;

	if (in == NULL)
		return CR_EUSAGE;
	err = cr_cms_pkcs_read(cr, in, path, password, &id->key, &x, &above);
	if (err == 0)
		err = add_der(cr, id, x);
	for (i = 0; err == 0 && i < sk_X509_num(above); i++)
		err = add_der(cr, id, sk_X509_value(above, i));
	X509_free(x);
	sk_X509_pop_free(above, X509_free);
	BIO_free(in);
	return err;
}

/* A key that may sign today, and for some years. */
static int
check_key(struct cr *cr, struct cr_identity *id)
{
	char curve[64] = "";
	size_t n;

	if (EVP_PKEY_is_a(id->key, "RSA")) {
		if (EVP_PKEY_get_bits(id->key) < 2048)
			return cr_fail(cr, CR_EUSAGE, "key has %d bits: RSA "
			    "needs 2048", EVP_PKEY_get_bits(id->key));
		id->md = NID_sha256;
		return CR_OK;
	}
	if (EVP_PKEY_is_a(id->key, "EC"))
		EVP_PKEY_get_group_name(id->key, curve, sizeof(curve), &n);
	if (cr_streq(curve, "prime256v1"))
		id->md = NID_sha256;
	else if (cr_streq(curve, "secp384r1"))
		id->md = NID_sha384;
	else
		return cr_fail(cr, CR_EUSAGE, "key is neither RSA nor on "
		    "curve P-256 or P-384");
	return CR_OK;
}

static int
prepare(struct cr *cr, struct cr_identity *id)
{
	struct cr_bytes der;
	int err;

	cr_identity_der(id, 0, &der);
	if ((id->cert = cr_cert_new(der)) == NULL || id->cert->key == NULL)
		return cr_fail(cr, CR_EUSAGE, "certificate cannot be read");
	if (EVP_PKEY_eq(id->key, id->cert->key) != 1)
		return cr_fail(cr, CR_EUSAGE,
		    "key does not belong to the certificate");
	if ((err = check_key(cr, id)) < 0)
		return err;
	id->ctx = EVP_PKEY_CTX_new(id->key, NULL);
	if (id->ctx == NULL || EVP_PKEY_sign_init(id->ctx) <= 0 ||
	    EVP_PKEY_CTX_set_signature_md(id->ctx,
	    EVP_get_digestbynid(id->md)) <= 0)
		return cr_fail(cr, CR_ESYSTEM, "could not sign with the key");
	return CR_OK;
}

static int
read_files(struct cr *cr, struct cr_identity *id,
    const struct cr_identity_files *f)
{
	char *password = NULL;
	int err = CR_OK;

	if (f->password != NULL && (err = cr_secret_read(cr, f->from,
	    f->password, &password)) < 0)
		return err;
	if (f->p12 != NULL)
		err = read_p12(cr, id, f->p12, password);
	else if ((err = read_key(cr, id, f->key, password)) == 0)
		err = read_cert(cr, id, f->cert ? f->cert : f->key);
	cr_secret_free(password);
	if (err == 0 && f->chain != NULL)
		err = read_chain(cr, id, f->chain);
	return err;
}

int
cr_identity_open(struct cr *cr, const struct cr_identity_files *f,
    struct cr_identity **out)
{
	struct cr_identity *id = cr_calloc(1, sizeof(*id));
	int err;

	*out = NULL;
	if ((err = read_files(cr, id, f)) == 0)
		err = prepare(cr, id);
	ERR_clear_error();
	if (err < 0) {
		cr_identity_free(id);
		return err;
	}
	*out = id;
	return CR_OK;
}

void
cr_identity_free(struct cr_identity *id)
{
	size_t i;

	if (id == NULL)
		return;
	for (i = 0; i < id->n; i++)
		OPENSSL_free(id->der[i].p);
	EVP_PKEY_CTX_free(id->ctx);
	EVP_PKEY_free(id->key);
	cr_cert_free(id->cert);
	free(id);
}

const struct cr_cert *
cr_identity_cert(const struct cr_identity *id)
{
	return id->cert;
}

bool
cr_identity_der(const struct cr_identity *id, size_t i, struct cr_bytes *out)
{
	if (i >= id->n)
		return false;
	*out = (struct cr_bytes){ id->der[i].p, id->der[i].n };
	return true;
}

int
cr_identity_md(const struct cr_identity *id)
{
	return id->md;
}

bool
cr_identity_is_rsa(const struct cr_identity *id)
{
	return EVP_PKEY_is_a(id->key, "RSA");
}

size_t
cr_identity_signature_max(const struct cr_identity *id)
{
	return (size_t)EVP_PKEY_get_size(id->key);
}

int
cr_identity_sign(struct cr *cr, struct cr_identity *id,
    struct cr_bytes digest, unsigned char to[CR_SIGNATURE_BYTES], size_t *n)
{
	*n = CR_SIGNATURE_BYTES;
	if (EVP_PKEY_sign(id->ctx, to, n, digest.p, digest.n) <= 0)
		return cr_fail(cr, CR_ESYSTEM, "could not sign with the key");
	return CR_OK;
}
