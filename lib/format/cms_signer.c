#include "cms_judged.h"

#include <string.h>

#define MAILBOXES_MAX 16	/* of a certificate */

/* A MUST of RFC 5652 is not kept. */
static void
bad_format(struct cms_judged *j, const char *what)
{
	j->bad_format = true;
	cr_cms_warn(j->k, "%s", what);
}

static void
tampered(struct cms_judged *j, const char *what)
{
	j->tampered = true;
	cr_cms_warn(j->k, "%s", what);
}

/* RFC 5652 11.1 and 11.4: what is signed, and whether that is said. */
static void
check_content_type(struct cms_judged *j)
{
	bool counter = j->c->type.n == 0;
	bool said = j->at.content_types != 0;

	if (counter && said)
		cr_cms_warn(j->k, "has a content-type, which it must not");
	if (!counter && !said)
		bad_format(j, "has no content-type attribute");
	if (!counter && said &&
	    !cr_bytes_equal(j->at.content_type, j->c->type))
		bad_format(j, "content-type is not that of the content");
}

/* RFC 5652 5.3 and 11: what attributes there have to be. */
static void
check_form(struct cms_judged *j)
{
	const struct cms_attrs *at = &j->at;

	if (j->i.version != (j->i.key_id.p != NULL ? 3 : 1))
		cr_cms_warn(j->k, "SignerInfo has the wrong version");
	if (!at->present) {
		if (j->c->type.n != 0 &&
		    !cr_bytes_equal(j->c->type, cr_cms_oid_data))
			bad_format(j, "has no signed attributes, which "
			    "content other than data needs");
		return;
	}
	if (at->malformed)
		bad_format(j, "has a malformed signed attribute");
	if (at->many_values || at->content_types > 1 || at->digests > 1 ||
	    at->signing_times > 1)
		bad_format(j, "has a signed attribute twice");
	check_content_type(j);
}

static void
check_digest(struct cms_judged *j)
{
	unsigned char md[CR_MD_BYTES];
	struct cr_bytes got = { md, 0 };

	if (!j->at.present || !j->c->present)
		return;
	if (j->at.digests == 0) {
		tampered(j, "no message-digest: content is not covered");
		j->how.hash_failure = true;
		return;
	}
	if (j->md == 0)
		return;			/* check_signature() tells it */
	got.n = cr_cms_content_digest(j->c, j->md, md);
	if (got.n == 0) {
		j->warned = true;
		cr_cms_warn(j->k,
		    "digest is not announced: verify it as a file, "
		    "which can be read twice");
	} else if (!cr_bytes_equal(got, j->at.digest)) {
		tampered(j, "content is not what was signed");
		j->how.hash_failure = true;
	}
}

static bool
ess_names(const struct cms_ess *e, const struct cr_cert *c)
{
	unsigned char md[CR_MD_BYTES];
	struct cr_bytes got = { md, cr_cert_digest(c, e->md, md) };

	return got.n != 0 && cr_bytes_equal(got, e->hash);
}

static bool
is_signer(const struct cms_judged *j, struct cms_cert *have)
{
	const struct cms_info *i = &j->i;
	struct cr_cert *c;

	if (i->key_id.p == NULL && !cr_bytes_equal(have->serial, i->serial))
		return false;
	c = cr_cms_object_cert(j->o, (size_t)(have - j->o->certs));
	if (c == NULL)
		return false;
	return i->key_id.p != NULL ? cr_cert_has_key_id(c, i->key_id) :
	    cr_cert_is(c, i->issuer, i->serial);
}

/*
 * Two certificates may have the same issuer and number: then the signer's
 * is the one whose digest was signed.
 */
static void
find_cert(struct cms_judged *j)
{
	struct cr_cert *c;
	size_t i;

	for (i = 0; i < j->o->ncerts; i++) {
		if (!is_signer(j, &j->o->certs[i]))
			continue;
		c = j->o->certs[i].cert;
		if (j->at.ness != 0 && ess_names(&j->at.ess[0], c)) {
			j->cert = c;
			return;
		}
		if (j->cert == NULL)
			j->cert = c;
	}
}

static void
check_ess(struct cms_judged *j)
{
	const struct cms_ess *e;
	int i;

	j->no_ess = j->at.ness == 0;
	if (j->at.ness > 1)
		cr_cms_warn(j->k, "names the signer's certificate %d times",
		    j->at.ness);
	for (i = 0; i < j->at.ness && i < 2; i++) {
		e = &j->at.ess[i];
		if (e->broken)
			tampered(j, "signing-certificate is malformed");
		else if (!ess_names(e, j->cert) || (e->serial.n != 0 &&
		    !cr_cert_has_serial(j->cert, e->serial)))
			tampered(j, "signed for another certificate");
	}
}

/* RFC 6211: the algorithms are signed too; encodings may differ. */
static void
check_algorithms(struct cms_judged *j, const struct cr_sig_alg *alg)
{
	struct cr_sig_alg said;
	struct cr_bytes in, own;
	unsigned char *copy;
	struct cr_tlv t;

	if (j->at.algorithms.n == 0)
		return;
	if (!cr_tlv_is(j->at.algorithms, CR_TAG_SEQUENCE, &t))
		goto malformed;
	in = t.body;
	if (!cr_tlv_take(&in, CR_TAG_SEQUENCE, &t))
		goto malformed;
	if (cr_md_of(t.whole) != j->md)
		tampered(j, "digest algorithm is not the one signed");
	if (!cr_tlv_is(in, CR_TAG_1, &t))
		goto malformed;
	copy = cr_arena_alloc(j->k->a, t.whole.n);
	memcpy(copy, t.whole.p, t.whole.n);
	copy[0] = CR_TAG_SEQUENCE;
	own = (struct cr_bytes){ copy, t.whole.n };
	if (!cr_sig_alg(own, j->md, &said) || !cr_sig_alg_equal(&said, alg))
		tampered(j, "signature algorithm is not the one signed");
	return;
malformed:
	bad_format(j, "has a malformed signed attribute");
}

/* Check the signature over the SET of attributes that ATTRS are. */
static enum cr_sig_result
check_set(struct cms_judged *j, const struct cr_sig_alg *alg,
    const struct cr_buf *attrs)
{
	unsigned char md[CR_MD_BYTES];
	struct cr_bytes data;
	struct cr_buf set;
	enum cr_sig_result r;

	cr_buf_init(&set);
	cr_der_put(&set, CR_TAG_SET, attrs->s, attrs->len);
	data = (struct cr_bytes){ (unsigned char *)set.s, set.len };
	if (alg->md != 0)
		data = (struct cr_bytes){ md, cr_md(alg->md, data, md) };
	r = cr_cert_check(j->cert, alg, data, j->i.signature);
	cr_buf_release(&set);
	return r;
}

/*
 * The signature is over the attributes in DER, however they are stored
 * (RFC 5652 5.4). Signers that sign them as they stand are refused by some
 * verifiers and accepted by others.
 */
static enum cr_sig_result
check_attrs(struct cms_judged *j, const struct cr_sig_alg *alg)
{
	struct cr_bytes stored = j->i.attrs.body, der;
	struct cr_buf one, sorted;
	enum cr_sig_result r = CR_SIG_BAD;

	cr_buf_init(&one);
	cr_buf_init(&sorted);
	if (cr_der_put_ber(&one, stored, j->k->a)) {
		der = (struct cr_bytes){ (unsigned char *)one.s, one.len };
		cr_der_put_sorted(&sorted, der, j->k->a);
		r = check_set(j, alg, &sorted);
		der = (struct cr_bytes){ (unsigned char *)sorted.s,
		    sorted.len };
	} else {
		der = (struct cr_bytes){ 0 };
	}
	if (!cr_bytes_equal(der, stored) && r == CR_SIG_GOOD)
		cr_cms_warn(j->k, "signed attributes are not stored as DER");
	if (!cr_bytes_equal(der, stored) && r == CR_SIG_BAD) {
		cr_buf_clear(&one);
		cr_buf_add(&one, stored.p, stored.n);
		if ((r = check_set(j, alg, &one)) != CR_SIG_BAD) {
			j->warned = true;
			cr_cms_warn(j->k, "signed attributes were signed as "
			    "they are stored, not as DER");
		}
	}
	cr_buf_release(&one);
	cr_buf_release(&sorted);
	return r;
}

static enum cr_sig_result
check_directly(struct cms_judged *j, const struct cr_sig_alg *alg)
{
	unsigned char md[CR_MD_BYTES];
	struct cr_bytes data = { md, 0 };

	data.n = cr_cms_content_digest(j->c, alg->md, md);
	if (alg->md == 0)
		data = j->c->bytes;
	return cr_cert_check(j->cert, alg, data, j->i.signature);
}

static bool
is_known(const struct cms_judged *j, struct cr_sig_alg *alg)
{
	if (!cr_sig_alg(j->i.sig_alg, j->md, alg))
		return false;
	if (j->at.present)
		return j->md != 0;
	/* EdDSA needs the bytes themselves, which have gone by */
	return alg->md != 0 || j->c->set == NULL;
}

/* It names another digest than the content has, which RFC 8933 forbids. */
static void
check_digests(struct cms_judged *j, const struct cr_sig_alg *alg)
{
	if (!alg->named || alg->md == j->md || !j->at.present)
		return;
	j->warned = true;
	cr_cms_warn(j->k, "signature is over %s, content over %s",
	    cr_md_name(alg->md), cr_md_name(j->md));
}

static void
check_signature(struct cms_judged *j)
{
	enum cr_sig_result r;
	struct cr_sig_alg alg;

	if (!is_known(j, &alg)) {
		j->warned = j->how.weak = true;
		cr_cms_warn(j->k, "algorithm is not known: not verified");
		return;
	}
	if (!j->at.present && !j->c->present)
		return;
	check_algorithms(j, &alg);
	check_digests(j, &alg);
	j->how.weak |= cr_md_is_weak(alg.md);
	r = j->at.present ? check_attrs(j, &alg) : check_directly(j, &alg);
	if (r == CR_SIG_BAD)
		tampered(j, "signature does not hold");
	if (r == CR_SIG_NO_NULL) {
		j->warned = true;
		cr_cms_warn(j->k, "signature has a DigestInfo without NULL");
	}
}

/* From worst to best, what is certain before what is not. */
static enum cr_verdict
verdict(const struct cms_judged *j)
{
	if (j->tampered)
		return CR_VERDICT_TAMPERED;
	if (j->bad_format)
		return CR_VERDICT_BAD_FORMAT;
	if (j->cert == NULL)
		return CR_VERDICT_NO_CERT;
	if (!j->c->present)
		return CR_VERDICT_NO_CONTENT;
	if (j->warned)
		return CR_VERDICT_WARN;
	/* A token is no CAdES: RFC 2634 is enough, and old ones lack it. */
	if ((!j->at.present || (j->no_ess && !j->k->opts->mail)) &&
	    !j->k->in_token)
		return CR_VERDICT_NOT_CADES;
	return CR_VERDICT_INTACT;
}

static void
describe_mailboxes(struct cms_judged *j)
{
	struct cr_text_list *l = &j->out->mailboxes;
	const char *s;

	l->v = cr_arena_alloc(j->k->a, MAILBOXES_MAX * sizeof(*l->v));
	while (l->n < MAILBOXES_MAX && (s = cr_cert_mailbox(j->cert,
	    j->k->a, l->n)) != NULL)
		l->v[l->n++] = s;
}

static void
describe(struct cms_judged *j)
{
	struct cr_arena *a = j->k->a;

	j->out->digest = cr_md_name(j->md);
	j->out->signing_time = j->at.present ? j->at.signing_time :
	    CR_TIME_NONE;
	if (j->cert == NULL)
		return;
	j->how.cert = j->cert;
	j->how.weak |= cr_md_is_weak(j->md) || cr_cert_key_is_weak(j->cert);
	j->out->subject = cr_cert_subject(j->cert, a);
	j->out->issuer = cr_cert_issuer(j->cert, a);
	j->out->serial = cr_cert_serial(j->cert, a);
	j->out->key = cr_cert_key(j->cert, a);
	if (j->k->opts->mail)
		describe_mailboxes(j);
}

void
cr_cms_signer_check(struct cms_check *k, struct cms_object *o,
    const struct cms_content *c, struct cr_bytes der, struct cr_signer *out)
{
	struct cms_judged j = { .k = k, .o = o, .c = c, .out = out };

	*out = (struct cr_signer){ .signing_time = CR_TIME_NONE,
	    .best_time = CR_TIME_NONE };
	if (!cr_cms_info_read(&j.i, der, k->a)) {
		cr_cms_warn(k, "has a malformed SignerInfo");
		out->verdict = CR_VERDICT_BAD_FORMAT;
		cr_cms_indicate(k, o, &j.how, out);
		return;
	}
	j.md = cr_md_of(j.i.digest_alg);
	if (j.i.attrs.tag != 0)
		cr_cms_attrs_read(&j.at, j.i.attrs.body, k->a);
	check_form(&j);
	check_digest(&j);
	find_cert(&j);
	if (j.cert != NULL) {
		check_ess(&j);
		check_signature(&j);
	}
	describe(&j);
	if (!k->in_token)
		cr_cms_unsigned_check(&j);
	out->verdict = verdict(&j);
	cr_cms_level_set(&j);
	cr_cms_indicate(k, o, &j.how, out);
}
