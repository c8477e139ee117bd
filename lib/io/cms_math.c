#include "cms_cert.h"

#include <openssl/objects.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <string.h>

/* RSASSA-PSS-params (RFC 8017 A.2.3), with its defaults. */
static bool
pss_params(struct cr_bytes algorithm, struct cr_sig_alg *out)
{
	struct cr_bytes from, in;
	struct cr_tlv t, oid;

	out->pss = out->named = true;
	out->key = EVP_PKEY_RSA;
	out->md = out->mgf_md = NID_sha1;
	out->salt = 20;
	if (!cr_tlv_is(algorithm, CR_TAG_SEQUENCE, &t) ||
	    !cr_tlv_take(&t.body, CR_TAG_OID, &oid) ||
	    !cr_tlv_is(t.body, CR_TAG_SEQUENCE, &t))
		return false;
	from = t.body;
	if (cr_tlv_take(&from, CR_TAG_0, &t))
		out->md = cr_md_of(t.body);
	if (cr_tlv_take(&from, CR_TAG_1, &t)) {
		in = t.body;
		if (!cr_tlv_is(in, CR_TAG_SEQUENCE, &t) ||
		    !cr_tlv_take(&t.body, CR_TAG_OID, &oid))
			return false;
		out->mgf_md = cr_md_of(t.body);	/* MGF1 is the only one */
	}
	if (cr_tlv_take(&from, CR_TAG_2, &t)) {
		in = t.body;
		if (!cr_tlv_is(in, CR_TAG_INTEGER, &t))
			return false;
		out->salt = (int)cr_tlv_int(&t);
	}
	return out->md != 0 && out->mgf_md != 0 && out->salt >= 0;
}

static bool
sig_nid(int nid, int md, struct cr_sig_alg *out)
{
	int digest, key;

	out->md = md;
	switch (nid) {
	case NID_rsaEncryption:
		out->key = EVP_PKEY_RSA;
		return true;
	case NID_X9_62_id_ecPublicKey:
		out->key = EVP_PKEY_EC;
		return true;
	case NID_dsa:
		out->key = EVP_PKEY_DSA;
		return true;
	case NID_ED25519:
	case NID_ED448:
		out->key = nid;
		out->md = 0;
		return true;
	}
	if (!OBJ_find_sigid_algs(nid, &digest, &key) || digest == NID_undef)
		return false;
	out->md = digest;
	out->named = true;
	out->key = key == NID_X9_62_id_ecPublicKey ? EVP_PKEY_EC : key;
	return true;
}

bool
cr_sig_alg(struct cr_bytes algorithm, int md, struct cr_sig_alg *out)
{
	const unsigned char *p = algorithm.p;
	X509_ALGOR *alg = d2i_X509_ALGOR(NULL, &p, (long)algorithm.n);
	bool known;
	int nid;

	memset(out, 0, sizeof(*out));
	if (alg == NULL)
		return false;
	nid = OBJ_obj2nid(alg->algorithm);
	known = nid == NID_rsassaPss ? pss_params(algorithm, out) :
	    sig_nid(nid, md, out);
	X509_ALGOR_free(alg);
	return known;
}

bool
cr_sig_alg_equal(const struct cr_sig_alg *a, const struct cr_sig_alg *b)
{
	return a->key == b->key && a->md == b->md && a->pss == b->pss &&
	    (!a->pss || (a->mgf_md == b->mgf_md && a->salt == b->salt));
}

static bool
is_for(const EVP_PKEY *key, const struct cr_sig_alg *alg)
{
	int id = EVP_PKEY_get_base_id(key);

	return id == alg->key || (id == EVP_PKEY_RSA_PSS && alg->pss);
}

static bool
set_params(EVP_PKEY_CTX *ctx, const struct cr_sig_alg *alg)
{
	if (EVP_PKEY_verify_init(ctx) <= 0 || EVP_PKEY_CTX_set_signature_md(
	    ctx, EVP_get_digestbynid(alg->md)) <= 0)
		return false;
	return !alg->pss ||
	    (EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_PKCS1_PSS_PADDING) > 0 &&
	    EVP_PKEY_CTX_set_rsa_mgf1_md(ctx,
	    EVP_get_digestbynid(alg->mgf_md)) > 0 &&
	    EVP_PKEY_CTX_set_rsa_pss_saltlen(ctx, alg->salt) > 0);
}

/*
 * Is what RSA gives back a DigestInfo of DIGEST without the NULL? It is
 * compared whole with the only one that it can be: reading it leniently is
 * how signatures by keys with exponent 3 are forged (Bleichenbacher 2006).
 */
static bool
without_null(EVP_PKEY *key, int md, struct cr_bytes digest,
    struct cr_bytes signature)
{
	unsigned char got[1024], want[CR_MD_BYTES + 32], *to = want + 4;
	size_t n = sizeof(got);
	EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new(key, NULL);
	ASN1_OBJECT *oid = OBJ_nid2obj(md);
	int oid_n = i2d_ASN1_OBJECT(oid, NULL);
	bool same = false;

	if (ctx == NULL || oid_n <= 0 || oid_n > 16 || signature.n > 1024 ||
	    EVP_PKEY_verify_recover_init(ctx) <= 0 ||
	    EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_PKCS1_PADDING) <= 0 ||
	    EVP_PKEY_verify_recover(ctx, got, &n, signature.p,
	    signature.n) <= 0)
		goto out;
	i2d_ASN1_OBJECT(oid, &to);
	*to++ = CR_TAG_OCTETS;
	*to++ = (unsigned char)digest.n;
	memcpy(to, digest.p, digest.n);
	to += digest.n;
	want[0] = want[2] = CR_TAG_SEQUENCE;
	want[1] = (unsigned char)(to - want - 2);
	want[3] = (unsigned char)oid_n;
	same = n == (size_t)(to - want) && memcmp(got, want, n) == 0;
out:
	EVP_PKEY_CTX_free(ctx);
	return same;
}

static bool
check_eddsa(EVP_PKEY *key, struct cr_bytes data, struct cr_bytes signature)
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	bool good = ctx != NULL &&
	    EVP_DigestVerifyInit(ctx, NULL, NULL, NULL, key) > 0 &&
	    EVP_DigestVerify(ctx, signature.p, signature.n, data.p,
	    data.n) == 1;

	EVP_MD_CTX_free(ctx);
	return good;
}

enum cr_sig_result
cr_cert_check(const struct cr_cert *c, const struct cr_sig_alg *alg,
    struct cr_bytes digest, struct cr_bytes signature)
{
	EVP_PKEY_CTX *ctx;
	bool good;

	if (c->key == NULL || !is_for(c->key, alg))
		return CR_SIG_BAD;
	if (alg->md == 0)
		return check_eddsa(c->key, digest, signature) ? CR_SIG_GOOD :
		    CR_SIG_BAD;
	ctx = EVP_PKEY_CTX_new(c->key, NULL);
	good = ctx != NULL && set_params(ctx, alg) &&
	    EVP_PKEY_verify(ctx, signature.p, signature.n, digest.p,
	    digest.n) == 1;
	EVP_PKEY_CTX_free(ctx);
	if (good)
		return CR_SIG_GOOD;
	return alg->key == EVP_PKEY_RSA && !alg->pss &&
	    without_null(c->key, alg->md, digest, signature) ?
	    CR_SIG_NO_NULL : CR_SIG_BAD;
}
