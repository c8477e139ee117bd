#include "cr/pki.h"

#include <openssl/evp.h>
#include <openssl/objects.h>
#include <stdlib.h>

#include "cr/mem.h"

struct cr_md_set {
	struct {
		int md;
		EVP_MD_CTX *ctx;
	} v[CR_MD_SET_MAX];
	size_t n;
};

static int
oid_nid(const struct cr_tlv *oid)
{
	const unsigned char *p = oid->whole.p;
	ASN1_OBJECT *o;
	int nid;

	o = d2i_ASN1_OBJECT(NULL, &p, (long)oid->whole.n);
	nid = o == NULL ? NID_undef : OBJ_obj2nid(o);
	ASN1_OBJECT_free(o);
	return nid;
}

int
cr_md_of(struct cr_bytes algorithm)
{
	struct cr_tlv t;
	int nid;

	if (!cr_tlv_next(&algorithm, &t))
		return 0;
	if (t.tag == CR_TAG_SEQUENCE) {
		algorithm = t.body;
		if (!cr_tlv_next(&algorithm, &t))
			return 0;
	}
	if (t.tag != CR_TAG_OID)
		return 0;
	nid = oid_nid(&t);
	return EVP_get_digestbynid(nid) == NULL ? 0 : nid;
}

int
cr_md_sha1(void)
{
	return NID_sha1;
}

int
cr_md_sha256(void)
{
	return NID_sha256;
}

const char *
cr_md_name(int md)
{
	return md == 0 ? NULL : OBJ_nid2ln(md);
}

bool
cr_md_is_weak(int md)
{
	return md == NID_sha1 || md == NID_md5 || md == NID_md4 ||
	    md == NID_md5_sha1 || md == NID_ripemd160;
}

size_t
cr_md(int md, struct cr_bytes data, unsigned char to[CR_MD_BYTES])
{
	const EVP_MD *how = EVP_get_digestbynid(md);
	unsigned n = 0;

	if (how == NULL || !EVP_Digest(data.p, data.n, to, &n, how, NULL))
		return 0;
	return n;
}

struct cr_md_set *
cr_md_set_new(void)
{
	return cr_calloc(1, sizeof(struct cr_md_set));
}

void
cr_md_set_free(struct cr_md_set *s)
{
	size_t i;

	if (s == NULL)
		return;
	for (i = 0; i < s->n; i++)
		EVP_MD_CTX_free(s->v[i].ctx);
	free(s);
}

void
cr_md_set_want(struct cr_md_set *s, int md)
{
	const EVP_MD *how = EVP_get_digestbynid(md);
	EVP_MD_CTX *ctx;
	size_t i;

	for (i = 0; i < s->n; i++)
		if (s->v[i].md == md)
			return;
	if (how == NULL || s->n == CR_MD_SET_MAX)
		return;
	ctx = EVP_MD_CTX_new();
	if (ctx == NULL || !EVP_DigestInit_ex(ctx, how, NULL)) {
		EVP_MD_CTX_free(ctx);	/* no provider has it */
		return;
	}
	s->v[s->n].md = md;
	s->v[s->n++].ctx = ctx;
}

bool
cr_md_set_has(const struct cr_md_set *s, int md)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		if (s->v[i].md == md)
			return true;
	return false;
}

void
cr_md_set_add(struct cr_md_set *s, const void *p, size_t n)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		if (!EVP_DigestUpdate(s->v[i].ctx, p, n))
			abort();
}

size_t
cr_md_set_get(const struct cr_md_set *s, int md, unsigned char to[CR_MD_BYTES])
{
	EVP_MD_CTX *copy;
	unsigned n = 0;
	size_t i;

	for (i = 0; i < s->n && s->v[i].md != md; i++)
		;
	if (i == s->n)
		return 0;
	copy = EVP_MD_CTX_new();
	if (copy == NULL || !EVP_MD_CTX_copy_ex(copy, s->v[i].ctx) ||
	    !EVP_DigestFinal_ex(copy, to, &n))
		abort();
	EVP_MD_CTX_free(copy);
	return n;
}
