#include "cms.h"

#include <string.h>

#include "cr/cr.h"

#define OID(...) { (const unsigned char[]){ __VA_ARGS__ }, \
    sizeof((const unsigned char[]){ __VA_ARGS__ }) }

const struct cr_bytes
    cr_cms_oid_data = OID(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 1),
    cr_cms_oid_signed = OID(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2),
    cr_cms_oid_tstinfo = OID(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 16, 1,
    4),
    cr_cms_oid_stamped = OID(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 16, 1,
    31);

static const struct cr_bytes
    oid_enveloped = OID(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 3),
    oid_encrypted = OID(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 6);

void
cr_cms_parts_init(struct cms_parts *p)
{
	memset(p, 0, sizeof(*p));
	cr_buf_init_max(&p->head, CMS_AROUND_MAX);
	cr_buf_init_max(&p->tail, CMS_AROUND_MAX);
}

void
cr_cms_parts_release(struct cms_parts *p)
{
	cr_buf_release(&p->head);
	cr_buf_release(&p->tail);
}

static enum cms_kind
kind_of(struct cr_bytes oid)
{
	if (cr_bytes_equal(oid, cr_cms_oid_signed))
		return CMS_SIGNED;
	if (cr_bytes_equal(oid, cr_cms_oid_stamped))
		return CMS_STAMPED;
	if (cr_bytes_equal(oid, oid_enveloped) ||
	    cr_bytes_equal(oid, oid_encrypted))
		return CMS_ENCRYPTED;
	return CMS_UNKNOWN;
}

int
cr_cms_begin(struct cr_ber *b, struct cms_parts *p)
{
	struct cr_bytes oid;
	struct cr_tlv t;
	unsigned tag;
	int err;

	if ((err = cr_ber_enter(b, CR_TAG_SEQUENCE)) < 0 ||
	    (err = cr_ber_next(b, &tag)) < 0)
		return err;
	if (tag == CR_TAG_SEQUENCE) {
		p->kind = CMS_REPLY;
		return CR_OK;
	}
	if ((err = cr_ber_copy(b, &p->head)) < 0)
		return err;
	oid = (struct cr_bytes){ (unsigned char *)p->head.s, p->head.len };
	p->kind = cr_tlv_is(oid, CR_TAG_OID, &t) ? kind_of(t.body) :
	    CMS_UNKNOWN;
	cr_buf_clear(&p->head);
	return CR_OK;
}

/* Copy elements until the content, which has TAG, or the end of the level. */
static int
copy_until(struct cr_ber *b, unsigned tag, struct cr_buf *to)
{
	unsigned next;
	int err;

	while ((err = cr_ber_next(b, &next)) > 0) {
		if (tag != 0 && (next == tag ||
		    next == (tag | CR_TAG_CONSTRUCTED)))
			return 1;
		if ((err = cr_ber_copy(b, to)) < 0)
			return err;
	}
	return err;
}

struct octets {
	struct cr_ber *ber;
	struct cms_parts *parts;
};

static ptrdiff_t
read_octets(void *ctx, void *to, size_t n)
{
	struct octets *o = ctx;
	ptrdiff_t got = cr_ber_octets(o->ber, to, n);

	if (got > 0)
		o->parts->content_bytes += (uint64_t)got;
	return got;
}

static int
read_content(struct cr_ber *b, struct cms_parts *p, const struct cms_sink *s)
{
	struct octets o = { b, p };
	char rest[4096];
	ptrdiff_t n;
	int err;

	p->attached = true;
	if ((err = cr_ber_octets_begin(b)) < 0)
		return err;
	if (s->content != NULL && (err = s->content(s->ctx,
	    (struct cr_source){ read_octets, &o })) < 0)
		return err;
	while ((n = read_octets(&o, rest, sizeof(rest))) > 0)
		;
	return (int)n;
}

static int
begin_content(struct cms_parts *p, const struct cms_sink *s)
{
	return s->begin != NULL ? s->begin(s->ctx, p) : CR_OK;
}

/* EncapsulatedContentInfo: its type goes to the head. */
static int
read_encapsulated(struct cr_ber *b, struct cms_parts *p,
    const struct cms_sink *s)
{
	unsigned tag;
	int err;

	if ((err = cr_ber_enter(b, CR_TAG_SEQUENCE)) < 0 ||
	    (err = cr_ber_copy(b, &p->head)) < 0 ||
	    (err = begin_content(p, s)) < 0 ||
	    (err = cr_ber_next(b, &tag)) < 0)
		return err;
	if (err != 0 && ((err = cr_ber_enter(b, CR_TAG_0)) < 0 ||
	    (err = read_content(b, p, s)) < 0 ||
	    (err = cr_ber_leave(b)) < 0))
		return err;
	return cr_ber_leave(b);
}

static int
read_signed(struct cr_ber *b, struct cms_parts *p, const struct cms_sink *s)
{
	int err;

	if ((err = cr_ber_enter(b, CR_TAG_0)) < 0 ||
	    (err = cr_ber_enter(b, CR_TAG_SEQUENCE)) < 0 ||
	    (err = cr_ber_copy(b, &p->head)) < 0 ||	/* version */
	    (err = cr_ber_copy(b, &p->head)) < 0 ||	/* digestAlgorithms */
	    (err = read_encapsulated(b, p, s)) < 0 ||
	    (err = copy_until(b, 0, &p->tail)) < 0 ||
	    (err = cr_ber_leave(b)) < 0)
		return err;
	return cr_ber_leave(b);
}

static int
read_stamped(struct cr_ber *b, struct cms_parts *p, const struct cms_sink *s)
{
	int err;

	if ((err = cr_ber_enter(b, CR_TAG_0)) < 0 ||
	    (err = cr_ber_enter(b, CR_TAG_SEQUENCE)) < 0 ||
	    (err = copy_until(b, CR_TAG_OCTETS, &p->head)) < 0)
		return err;
	if (err > 0 && ((err = begin_content(p, s)) < 0 ||
	    (err = read_content(b, p, s)) < 0))
		return err;
	if ((err = copy_until(b, 0, &p->tail)) < 0 ||
	    (err = cr_ber_leave(b)) < 0)
		return err;
	return cr_ber_leave(b);
}

int
cr_cms_read(struct cr_ber *b, struct cms_parts *p, const struct cms_sink *s)
{
	int err;

	switch (p->kind) {
	case CMS_SIGNED:
		err = read_signed(b, p, s);
		break;
	case CMS_STAMPED:
		err = read_stamped(b, p, s);
		break;
	case CMS_REPLY:
		err = copy_until(b, 0, &p->tail);
		break;
	case CMS_ENCRYPTED:
		return cr_fail(b->cr, CR_EINPUT, "is encrypted, not signed");
	default:
		return cr_fail(b->cr, CR_EINPUT, "is no signed file");
	}
	return err < 0 ? err : cr_ber_leave(b);
}
