#include "cms_cert.h"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <string.h>

#include "cr/arena.h"
#include "cr/mem.h"

struct cr_cert *
cr_cert_new(struct cr_bytes der)
{
	const unsigned char *p = der.p;
	struct cr_cert *c;
	X509 *x;

	if (der.n > INT32_MAX || (x = d2i_X509(NULL, &p, (long)der.n)) == NULL)
		return NULL;
	c = cr_calloc(1, sizeof(*c));
	c->x = x;
	c->key = X509_get0_pubkey(x);
	return c;
}

void
cr_cert_free(struct cr_cert *c)
{
	if (c == NULL)
		return;
	X509_free(c->x);
	free(c);
}

/* Names are compared as RFC 5280 7.1 says, whatever their string types. */
static bool
same_name(const X509_NAME *name, struct cr_bytes der)
{
	const unsigned char *p = der.p;
	X509_NAME *other = d2i_X509_NAME(NULL, &p, (long)der.n);
	bool same = other != NULL && X509_NAME_cmp(name, other) == 0;

	X509_NAME_free(other);
	return same;
}

bool
cr_cert_has_serial(const struct cr_cert *c, struct cr_bytes serial)
{
	const unsigned char *p = serial.p;
	ASN1_INTEGER *other = d2i_ASN1_INTEGER(NULL, &p, (long)serial.n);
	bool same = other != NULL &&
	    ASN1_INTEGER_cmp(X509_get0_serialNumber(c->x), other) == 0;

	ASN1_INTEGER_free(other);
	return same;
}

bool
cr_cert_is(const struct cr_cert *c, struct cr_bytes issuer,
    struct cr_bytes serial)
{
	return cr_cert_has_serial(c, serial) &&
	    same_name(X509_get_issuer_name(c->x), issuer);
}

bool
cr_cert_has_key_id(const struct cr_cert *c, struct cr_bytes id)
{
	const ASN1_OCTET_STRING *own = X509_get0_subject_key_id(c->x);

	return own != NULL && (size_t)ASN1_STRING_length(own) == id.n &&
	    memcmp(ASN1_STRING_get0_data(own), id.p, id.n) == 0;
}

size_t
cr_cert_digest(const struct cr_cert *c, int md, unsigned char to[CR_MD_BYTES])
{
	const EVP_MD *how = EVP_get_digestbynid(md);
	unsigned n = 0;

	if (how == NULL || !X509_digest(c->x, how, to, &n))
		return 0;
	return n;
}

static const char *
name_text(const X509_NAME *name, struct cr_arena *a)
{
	BIO *b = BIO_new(BIO_s_mem());
	const char *text = "";
	char *p;
	long n;

	if (b != NULL && X509_NAME_print_ex(b, name, 0, (XN_FLAG_RFC2253 &
	    ~(unsigned long)ASN1_STRFLGS_ESC_MSB)) >= 0 &&
	    (n = BIO_get_mem_data(b, &p)) > 0)
		text = cr_arena_strndup(a, p, (size_t)n);
	BIO_free(b);
	return text;
}

const char *
cr_cert_subject(const struct cr_cert *c, struct cr_arena *a)
{
	return name_text(X509_get_subject_name(c->x), a);
}

const char *
cr_cert_issuer(const struct cr_cert *c, struct cr_arena *a)
{
	return name_text(X509_get_issuer_name(c->x), a);
}

const char *
cr_cert_serial(const struct cr_cert *c, struct cr_arena *a)
{
	BIGNUM *n = ASN1_INTEGER_to_BN(X509_get0_serialNumber(c->x), NULL);
	char *hex = n == NULL ? NULL : BN_bn2hex(n);
	const char *text = cr_arena_strdup(a, hex == NULL ? "" : hex);

	OPENSSL_free(hex);
	BN_free(n);
	return text;
}

const char *
cr_cert_key(const struct cr_cert *c, struct cr_arena *a)
{
	char curve[64];
	size_t n;

	if (c->key == NULL)
		return NULL;
	if (EVP_PKEY_is_a(c->key, "EC") && EVP_PKEY_get_utf8_string_param(
	    c->key, OSSL_PKEY_PARAM_GROUP_NAME, curve, sizeof(curve), &n))
		return cr_arena_strdup(a, strcmp(curve, "prime256v1") == 0 ?
		    "secp256r1" : curve);
	if (EVP_PKEY_is_a(c->key, "RSA") || EVP_PKEY_is_a(c->key, "RSA-PSS"))
		return cr_arena_printf(a, "RSA%d", EVP_PKEY_get_bits(c->key));
	return cr_arena_strdup(a, EVP_PKEY_get0_type_name(c->key));
}

bool
cr_cert_key_is_weak(const struct cr_cert *c)
{
	return c->key == NULL || EVP_PKEY_get_security_bits(c->key) < 112;
}

static int64_t
seconds(const ASN1_TIME *t)
{
	int days = 0, secs = 0;
	ASN1_TIME *epoch = ASN1_TIME_set(NULL, 0);

	if (epoch == NULL || !ASN1_TIME_diff(&days, &secs, epoch, t))
		days = secs = 0;
	ASN1_TIME_free(epoch);
	return (int64_t)days * 86400 + secs;
}

void
cr_cert_validity(const struct cr_cert *c, int64_t *from, int64_t *to)
{
	*from = seconds(X509_get0_notBefore(c->x));
	*to = seconds(X509_get0_notAfter(c->x));
}

const char *
cr_cert_mailbox(const struct cr_cert *c, struct cr_arena *a, size_t i)
{
	GENERAL_NAMES *names = X509_get_ext_d2i(c->x, NID_subject_alt_name,
	    NULL, NULL);
	const ASN1_IA5STRING *s;
	const GENERAL_NAME *g;
	const char *found = NULL;
	size_t n;
	int k;

	for (k = 0; found == NULL && k < sk_GENERAL_NAME_num(names); k++) {
		g = sk_GENERAL_NAME_value(names, k);
		if (g->type != GEN_EMAIL || i-- > 0)
			continue;
		s = g->d.rfc822Name;
		found = (const char *)ASN1_STRING_get0_data(s);
		n = (size_t)ASN1_STRING_length(s);
		/* "me@x\0.example" is nobody's address */
		found = memchr(found, '\0', n) != NULL ? "" :
		    cr_arena_strndup(a, found, n);
	}
	GENERAL_NAMES_free(names);
	return found;
}

bool
cr_cert_may_sign_mail(const struct cr_cert *c)
{
	uint32_t usage = X509_get_key_usage(c->x);
	uint32_t more = X509_get_extended_key_usage(c->x);

	return (usage & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) != 0 &&
	    (more & (XKU_SMIME | XKU_ANYEKU)) != 0;
}

bool
cr_cert_may_sign(const struct cr_cert *c)
{
	uint32_t usage = X509_get_key_usage(c->x);

	return usage != UINT32_MAX && (usage & KU_NON_REPUDIATION) != 0;
}
