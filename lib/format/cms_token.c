#include "cms_check.h"

#include <string.h>

bool
cr_cms_tstinfo_read(struct cr_bytes bytes, struct cr_arena *a,
    struct cms_token *out)
{
	struct cr_bytes from, in;
	struct cr_tlv t;

	if (!cr_tlv_is(bytes, CR_TAG_SEQUENCE, &t))
		return false;
	from = t.body;
	if (!cr_tlv_take(&from, CR_TAG_INTEGER, &t) ||
	    !cr_tlv_take(&from, CR_TAG_OID, &t) ||
	    !cr_tlv_take(&from, CR_TAG_SEQUENCE, &t))
		return false;
	in = t.body;
	if (!cr_tlv_take(&in, CR_TAG_SEQUENCE, &t))
		return false;
	out->imprint_md = cr_md_of(t.whole);
	if (!cr_tlv_next(&in, &t) || !cr_tlv_octets(&t, a, &out->imprint) ||
	    !cr_tlv_take(&from, CR_TAG_INTEGER, &t) ||
	    !cr_tlv_take(&from, CR_TAG_GENTIME, &t))
		return false;
	return cr_tlv_time(&t, &out->time);
}

bool
cr_cms_imprint_holds(const struct cms_token *t, const struct cms_content *data)
{
	unsigned char md[CR_MD_BYTES];
	struct cr_bytes got = { md,
	    cr_cms_content_digest(data, t->imprint_md, md) };

	return got.n != 0 && cr_bytes_equal(got, t->imprint);
}

/* A token has one signer (RFC 3161 2.4.2). */
static bool
one_signer(struct cms_check *k, struct cms_object *o, struct cr_bytes content,
    struct cms_token *out)
{
	struct cms_content c = { .present = true, .type = o->type,
	    .bytes = content };
	struct cr_tlv t;

	if (!cr_tlv_is(o->infos, CR_TAG_SEQUENCE, &t))
		return false;
	cr_cms_signer_check(k, o, &c, t.whole, &out->signer);
	out->authority = out->signer.subject;
	return out->signer.verdict <= CR_VERDICT_WARN;
}

void
cr_cms_token_check(struct cms_check *k, struct cr_bytes der,
    const struct cms_content *data, struct cms_token *out)
{
	struct cr_bytes content = { 0 };
	struct cms_object o;
	const char *who = k->who;
	bool outer = k->in_token;

	memset(out, 0, sizeof(*out));
	out->time = CR_TIME_NONE;
	cr_cms_object_init(&o);
	k->in_token = true;
	k->who = "time stamp";
	if (cr_cms_object_read(k, der, &o, &content) &&
	    cr_bytes_equal(o.type, cr_cms_oid_tstinfo) &&
	    cr_cms_tstinfo_read(content, k->a, out)) {
		out->readable = true;
		out->holds = one_signer(k, &o, content, out);
		if (data != NULL && !cr_cms_imprint_holds(out, data)) {
			out->holds = false;
			cr_cms_warn(k, "is of other data");
		}
	} else {
		cr_cms_warn(k, "cannot be read");
	}
	k->in_token = outer;
	k->who = who;
	cr_cms_object_release(&o);
}

/* PKIStatusInfo and the token: RFC 3161 2.4.2. Empty: it was refused. */
struct cr_bytes
cr_cms_reply_token(struct cms_check *k, struct cr_bytes tail)
{
	struct cr_bytes none = { 0 };
	struct cr_tlv status, t;
	int32_t code;

	if (!cr_tlv_take(&tail, CR_TAG_SEQUENCE, &status) ||
	    !cr_tlv_take(&status.body, CR_TAG_INTEGER, &t)) {
		cr_cms_warn(k, "time-stamp reply is malformed");
		return none;
	}
	code = cr_tlv_int(&t);
	if (code != 0 && code != 1)	/* granted, with or without changes */
		cr_cms_warn(k, "time stamp was refused: status %d", (int)code);
	else if (cr_tlv_is(tail, CR_TAG_SEQUENCE, &t))
		return t.whole;
	return none;
}

static void
set_stamp(struct cms_check *k, const struct cms_token *t)
{
	struct cr_signature *out = k->out;
	size_t i;

	if (out->stamp_time == CR_TIME_NONE) {
		out->stamp_time = t->time;
		out->stamp_authority = t->authority;
	}
	for (i = 0; i < out->nsigners; i++)
		if (out->signers[i].best_time == CR_TIME_NONE ||
		    t->time < out->signers[i].best_time)
			out->signers[i].best_time = t->time;
}

void
cr_cms_judge_stamp(struct cms_check *k, struct cr_bytes token,
    const struct cms_content *data)
{
	struct cms_token t;

	cr_cms_token_check(k, token, data, &t);
	if (!t.readable)
		cr_cms_worst(k, CR_VERDICT_BROKEN);
	else if (t.signer.verdict > CR_VERDICT_WARN)
		cr_cms_worst(k, t.signer.verdict);
	else if (!t.holds)
		cr_cms_worst(k, CR_VERDICT_TAMPERED);
	else
		set_stamp(k, &t);
}

/* The first is of the content, each other one of the evidence before it. */
void
cr_cms_judge_evidence(struct cms_check *k, struct cr_bytes tail,
    const struct cms_content *data)
{
	struct cms_content before = { .present = true };
	struct cr_bytes list;
	struct cr_tlv t, token;

	if (!cr_tlv_is(tail, CR_TAG_0, &t) || t.body.n == 0) {
		cr_cms_worst(k, CR_VERDICT_WARN);
		cr_cms_warn(k, "evidence is no time stamp: not verified");
		return;
	}
	for (list = t.body; list.n != 0; data = &before) {
		if (!cr_tlv_take(&list, CR_TAG_SEQUENCE, &t) ||
		    !cr_tlv_take(&t.body, CR_TAG_SEQUENCE, &token)) {
			cr_cms_worst(k, CR_VERDICT_BAD_FORMAT);
			return;
		}
		cr_cms_judge_stamp(k, token.whole, data);
		before.bytes = t.whole;
	}
}
