#include "cr/signature.h"

#include <string.h>

#include "cms_check.h"
#include "cr/str.h"

#define PIECE_BYTES ((size_t)64 * 1024)

void
cr_cms_worst(struct cms_check *k, enum cr_verdict v)
{
	if (v > k->out->verdict)
		k->out->verdict = v;
}

/* Hash the content that is elsewhere, when it was given. */
static int
read_detached(struct cms_check *k, struct cr_md_set *set, bool *present)
{
	struct cr_source *from = k->opts->content;
	char piece[PIECE_BYTES];
	ptrdiff_t n;
	int err;

	if (from == NULL)
		return CR_OK;
	*present = true;
	while ((n = from->read(from->ctx, piece, sizeof(piece))) > 0) {
		cr_md_set_add(set, piece, (size_t)n);
		if (k->opts->keep != NULL && (err = k->opts->keep(
		    k->opts->ctx, piece, (size_t)n)) < 0)
			return err;
	}
	return (int)n;
}

/* The digests of content that is elsewhere; free SET. */
static int
detached(struct cms_check *k, const struct cms_mds *mds,
    struct cms_content *c, struct cr_md_set **set)
{
	size_t i;

	*set = cr_md_set_new();
	for (i = 0; i < mds->n; i++)
		cr_md_set_want(*set, mds->v[i]);
	c->set = *set;
	return read_detached(k, *set, &c->present);
}

/* How many signers there are; what cannot be read makes bad format. */
static size_t
count_signers(struct cms_check *k, struct cr_bytes from)
{
	struct cr_tlv t;
	size_t n = 0;

	while (n < CMS_SIGNERS_MAX &&
	    cr_tlv_take(&from, CR_TAG_SEQUENCE, &t))
		n++;
	if (from.n != 0) {
		cr_cms_worst(k, CR_VERDICT_BAD_FORMAT);
		cr_cms_warn(k, n == CMS_SIGNERS_MAX ? "has too many signers" :
		    "has a malformed SignerInfo");
	} else if (n == 0) {
		cr_cms_worst(k, CR_VERDICT_NO_SIGNER);
	}
	return n;
}

static void
judge_signers(struct cms_reading *r, const struct cms_content *c)
{
	struct cms_check *k = r->k;
	struct cr_signature *out = k->out;
	struct cr_bytes from = r->o.infos;
	size_t n = count_signers(k, from);
	struct cr_tlv t;

	out->signers = cr_arena_alloc(k->a, (n + 1) * sizeof(*out->signers));
	while (out->nsigners < n) {
		cr_tlv_next(&from, &t);
		cr_cms_signer_check(k, &r->o, c, t.whole,
		    &out->signers[out->nsigners]);
		cr_cms_worst(k, out->signers[out->nsigners++].verdict);
	}
}

static void
other_data(struct cms_check *k, struct cr_signer *s)
{
	cr_cms_worst(k, CR_VERDICT_TAMPERED);
	cr_cms_warn(k, "is of other data");
	s->verdict = CR_VERDICT_TAMPERED;
	s->indication = "TOTAL-FAILED";
	s->subindication = "HASH_FAILURE";
}

/* A token that stands alone is of what is given beside it. */
static int
judge_token(struct cms_reading *r)
{
	struct cms_check *k = r->k;
	struct cms_content c = { .present = true, .type = r->o.type,
	    .set = r->set }, of = { 0 };
	struct cms_token t = { .readable = true };
	struct cms_mds mds = { .n = 0 };
	struct cr_md_set *set = NULL;
	int err = CR_OK;

	k->out->container = "TST";
	k->in_token = true;
	judge_signers(r, &c);
	if (!cr_cms_tstinfo_read((struct cr_bytes){ (
	    unsigned char *)r->memory.s,
	    r->memory.len }, k->a, &t) || k->out->nsigners != 1) {
		cr_cms_worst(k, CR_VERDICT_BAD_FORMAT);
		return CR_OK;
	}
	cr_cms_mds_add(&mds, t.imprint_md);
	err = detached(k, &mds, &of, &set);
	if (err == 0 && !of.present)
		cr_cms_warn(k, "what the time stamp is of was not given");
	else if (err == 0 && !cr_cms_imprint_holds(&t, &of))
		other_data(k, &k->out->signers[0]);
	k->out->stamp_time = k->out->signers[0].best_time = t.time;
	k->out->stamp_authority = k->out->signers[0].subject;
	cr_md_set_free(set);
	return err;
}

int
cr_cms_judge_signed(struct cms_reading *r)
{
	struct cms_content c = { .present = r->o.parts.attached,
	    .type = r->o.type, .set = r->set };
	struct cr_md_set *set = NULL;
	struct cms_mds mds = { .n = 0 };
	int err = CR_OK;

	if (cr_bytes_equal(r->o.type, cr_cms_oid_tstinfo))
		return judge_token(r);
	if (!c.present) {
		cr_cms_object_mds(&r->o, &mds);
		err = detached(r->k, &mds, &c, &set);
	}
	if (err == 0)
		judge_signers(r, &c);
	cr_md_set_free(set);
	return err;
}

/* hashProtected: the time stamp is of more than the content. */
static bool
covers_metadata(const struct cms_reading *r)
{
	struct cr_bytes from = { (unsigned char *)r->o.parts.head.s,
	    r->o.parts.head.len };
	struct cr_tlv t, flag;

	while (cr_tlv_next(&from, &t))
		if (t.tag == CR_TAG_SEQUENCE &&
		    cr_tlv_take(&t.body, CR_TAG_BOOLEAN, &flag))
			return flag.body.n == 1 && flag.body.p[0] != 0;
	return false;
}

static struct cr_bytes
tail_of(const struct cms_reading *r)
{
	return (struct cr_bytes){ (unsigned char *)r->o.parts.tail.s,
	    r->o.parts.tail.len };
}

/* The digest that a token in memory needs of what it is of. */
static void
token_mds(struct cms_check *k, struct cr_bytes token, struct cms_mds *mds)
{
	struct cr_bytes content = { 0 };
	struct cms_object o;
	struct cms_token t;

	cr_cms_object_init(&o);
	if (cr_cms_object_read(k, token, &o, &content) &&
	    cr_cms_tstinfo_read(content, k->a, &t))
		cr_cms_mds_add(mds, t.imprint_md);
	cr_cms_object_release(&o);
}

static void
evidence_mds(const struct cms_reading *r, struct cms_mds *mds)
{
	struct cr_tlv t, token;

	if (cr_tlv_is(tail_of(r), CR_TAG_0, &t) &&
	    cr_tlv_take(&t.body, CR_TAG_SEQUENCE, &t) &&
	    cr_tlv_take(&t.body, CR_TAG_SEQUENCE, &token))
		token_mds(r->k, token.whole, mds);
}

static bool
is_around_signed(const struct cms_reading *r)
{
	return r->inner != NULL && !r->inner_broken &&
	    r->inner->o.parts.kind == CMS_SIGNED;
}

static int
judge_stamped(struct cms_reading *r)
{
	struct cms_content c = { .present = r->o.parts.attached,
	    .set = r->set };
	struct cr_md_set *set = NULL;
	struct cms_mds mds = { .n = 0 };
	int err = CR_OK;

	if (is_around_signed(r)) {
		r->k->out->attached = r->inner->o.parts.attached ?
		    CR_FLAG_YES : CR_FLAG_NO;
		err = cr_cms_judge_signed(r->inner);
	}
	if (r->inner_broken) {
		cr_cms_worst(r->k, CR_VERDICT_WARN);
		cr_cms_warn(r->k, "the signed file inside cannot be read");
	}
	r->k->out->container = "TSD";
	if (err == 0 && !c.present) {
		evidence_mds(r, &mds);
		err = detached(r->k, &mds, &c, &set);
	}
	if (err == 0 && !c.present) {
		cr_cms_worst(r->k, CR_VERDICT_NO_CONTENT);
	} else if (err == 0 && covers_metadata(r)) {
		cr_cms_worst(r->k, CR_VERDICT_WARN);
		cr_cms_warn(r->k, "the time stamp covers metadata too: "
		    "not verified");
	} else if (err == 0) {
		cr_cms_judge_evidence(r->k, tail_of(r), &c);
	}
	cr_md_set_free(set);
	return err;
}

static int
judge_reply(struct cms_reading *r)
{
	struct cr_bytes token = cr_cms_reply_token(r->k, tail_of(r));
	struct cms_content c = { 0 };
	struct cr_md_set *set = NULL;
	struct cms_mds mds = { .n = 0 };
	int err;

	r->k->out->container = "TSR";
	if (token.n == 0) {
		cr_cms_worst(r->k, CR_VERDICT_NO_TOKEN);
		return CR_OK;
	}
	token_mds(r->k, token, &mds);
	if ((err = detached(r->k, &mds, &c, &set)) == 0) {
		if (!c.present)
			cr_cms_warn(r->k, "what the time stamp is of was not "
			    "given");
		cr_cms_judge_stamp(r->k, token, c.present ? &c : NULL);
	}
	cr_md_set_free(set);
	return err;
}

/* Content, as the reader found it. */
static void
describe(const struct cms_reading *r, struct cr_signature *out)
{
	unsigned char md[CR_MD_BYTES];

	if (is_around_signed(r))
		r = r->inner;
	out->has_content = r->o.parts.attached;
	if (!out->has_content)
		return;
	out->content_bytes = r->o.parts.content_bytes;
	cr_md_set_get(r->set, cr_md_sha256(), md);
	cr_hex(md, CR_SHA256_BYTES, out->content_sha256);
}

static int
judge(struct cms_reading *r)
{
	struct cr_signature *out = r->k->out;
	int err;

	if (r->mime) {
		err = cr_cms_m7m_judge(r);
		if (err == 0)
			describe(r, out);
		return err;
	}
	describe(r, out);
	switch (r->o.parts.kind) {
	case CMS_SIGNED:
		out->container = "CMS";
		out->attached = out->has_content ? CR_FLAG_YES : CR_FLAG_NO;
		return cr_cms_judge_signed(r);
	case CMS_STAMPED:
		return judge_stamped(r);
	default:
		return judge_reply(r);
	}
}

/* Digests that signers need and nothing announced, for a second reading. */
static void
missing(struct cms_reading *r, struct cms_mds *extra)
{
	struct cms_mds need = { .n = 0 };
	size_t i;

	if (!r->o.parts.attached)
		return;
	if (r->o.parts.kind == CMS_SIGNED)
		cr_cms_object_mds(&r->o, &need);
	if (r->o.parts.kind == CMS_STAMPED)
		evidence_mds(r, &need);
	for (i = 0; i < need.n; i++)
		if (!cr_md_set_has(r->set, need.v[i]))
			cr_cms_mds_add(extra, need.v[i]);
	if (r->inner != NULL && !r->inner_broken)
		missing(r->inner, extra);
}

/* A file that cannot be read: that is its verdict. */
static int
broken(struct cms_check *k)
{
	k->out->verdict = CR_VERDICT_BROKEN;
	cr_cms_warn(k, "%s", cr_errmsg(k->cr));
	return CR_OK;
}

static int
read_once(struct cms_check *k, struct cr_source from,
    const struct cms_mds *extra, struct cms_reading *r)
{
	cr_cms_reading_init(r, k, extra);
	return cr_cms_read_any(r, from, &k->out->encoding,
	    &k->out->trailing_bytes);
}

int
cr_signature_read(struct cr *cr, struct cr_arena *a, struct cr_source from,
    const struct cr_signature_opts *opts, struct cr_signature *out)
{
	struct cms_check k = { .cr = cr, .a = a, .opts = opts, .out = out };
	struct cms_mds none = { .n = 0 }, extra = { .n = 0 };
	struct cms_reading r;
	int err;

	memset(out, 0, sizeof(*out));
	out->attached = CR_FLAG_UNKNOWN;
	out->stamp_time = CR_TIME_NONE;
	err = read_once(&k, from, &none, &r);
	if (err == 0)
		missing(&r, &extra);
	if (extra.n != 0 && opts->rewind != NULL &&
	    opts->rewind(opts->ctx) == 0) {
		cr_cms_reading_release(&r);
		err = read_once(&k, from, &extra, &r);
	}
	if (err == 0)
		err = judge(&r);
	cr_cms_reading_release(&r);
	if (err == CR_EINPUT || err == CR_ELIMIT)
		return broken(&k);
	if (err == 0 && out->trailing_bytes != 0)
		cr_cms_warn(&k, "%llu bytes follow the signed object",
		    (unsigned long long)out->trailing_bytes);
	return err;
}
