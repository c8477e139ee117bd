#include "cms_judged.h"

#include <string.h>

#define OID(...) { (const unsigned char[]){ __VA_ARGS__ }, \
    sizeof((const unsigned char[]){ __VA_ARGS__ }) }
#define PKCS9(...) OID(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, __VA_ARGS__)

static const struct cr_bytes
    oid_countersignature = PKCS9(6),
    oid_stamp = PKCS9(16, 2, 14),
    oid_revocation = PKCS9(16, 2, 24),
    oid_archive[] = {
	PKCS9(16, 2, 27), PKCS9(16, 2, 48),
	OID(0x04, 0x00, 0x8d, 0x45, 0x02, 0x04),	/* version 3 */
    };

/* EN 319 122-1 clause 6: the highest level whose marks are there. */
void
cr_cms_level_set(struct cms_judged *j)
{
	struct cr_signer *s = j->out;

	if (j->cert == NULL || j->at.ness != 1 || j->at.signing_times != 1 ||
	    !cr_bytes_equal(j->c->type, cr_cms_oid_data))
		return;
	if (s->best_time == CR_TIME_NONE)
		s->level = "B";
	else if (j->archived)
		s->level = "LTA";
	else if (j->o->revocation || j->revocation)
		s->level = "LT";
	else
		s->level = "T";
}

static bool
is_good(enum cr_verdict v)
{
	return v <= CR_VERDICT_WARN;
}

static void
check_counter(struct cms_judged *j, struct cr_bytes der)
{
	struct cms_content c = { .present = true, .bytes = j->i.signature };
	const char *who = j->k->who;
	struct cr_signer s;

	if (j->k->depth == CMS_NEST_MAX ||
	    j->k->out->countersigners == CMS_SIGNERS_MAX) {
		cr_cms_warn(j->k,
		    "has more countersignatures than are checked");
		return;
	}
	j->k->depth++;
	j->k->who = "countersignature";
	cr_cms_signer_check(j->k, j->o, &c, der, &s);
	j->k->who = who;
	j->k->depth--;
	if (!is_good(s.verdict))
		cr_cms_warn(j->k, "a countersignature does not hold");
	if (j->k->depth != 0) {
		/* one of a countersignature counts as part of that */
		j->tampered |= !is_good(s.verdict);
		return;
	}
	j->k->out->countersigners++;
	j->k->out->countersigners_good += is_good(s.verdict);
}

static void
check_stamp(struct cms_judged *j, struct cr_bytes der)
{
	struct cms_content c = { .present = true, .bytes = j->i.signature };
	struct cms_token t;

	if (j->k->out->timestamps == CMS_SIGNERS_MAX) {
		cr_cms_warn(j->k, "has more time stamps than are checked");
		return;
	}
	j->k->out->timestamps++;
	cr_cms_token_check(j->k, der, &c, &t);
	if (!t.holds) {
		cr_cms_warn(j->k, "a time stamp does not hold: it proves "
		    "nothing");
		return;
	}
	j->k->out->timestamps_good++;
	if (j->k->opts->trust != NULL &&
	    strcmp(t.signer.indication, "TOTAL-PASSED") != 0)
		cr_cms_warn(j->k, "a time stamp is by an authority that the "
		    "anchors do not reach");
	else if (j->out->best_time == CR_TIME_NONE ||
	    t.time < j->out->best_time)
		j->out->best_time = t.time;
}

static void
check_unsigned(struct cms_judged *j, struct cr_bytes oid,
    struct cr_bytes values)
{
	struct cr_tlv t;
	size_t i;

	if (cr_bytes_equal(oid, oid_countersignature)) {
		while (values.n != 0 && cr_tlv_next(&values, &t))
			check_counter(j, t.whole);
	} else if (cr_bytes_equal(oid, oid_stamp)) {
		while (values.n != 0 && cr_tlv_next(&values, &t))
			check_stamp(j, t.whole);
	}
	j->revocation |= cr_bytes_equal(oid, oid_revocation);
	for (i = 0; i < sizeof(oid_archive) / sizeof(*oid_archive); i++)
		j->archived |= cr_bytes_equal(oid, oid_archive[i]);
}

void
cr_cms_unsigned_check(struct cms_judged *j)
{
	struct cr_bytes from = j->i.unsigned_attrs, in, oid;
	struct cr_tlv t;

	while (from.n != 0) {
		if (!cr_tlv_take(&from, CR_TAG_SEQUENCE, &t))
			break;
		in = t.body;
		if (!cr_tlv_take(&in, CR_TAG_OID, &t))
			break;
		oid = t.body;
		if (!cr_tlv_is(in, CR_TAG_SET, &t))
			break;
		check_unsigned(j, oid, t.body);
	}
	if (from.n != 0)
		cr_cms_warn(j->k, "has a malformed unsigned attribute");
}
