#include "cms_check.h"

#include <string.h>

void
cr_cms_object_init(struct cms_object *o)
{
	memset(o, 0, sizeof(*o));
	cr_cms_parts_init(&o->parts);
}

void
cr_cms_object_release(struct cms_object *o)
{
	size_t i;

	for (i = 0; i < o->ncerts; i++)
		cr_cert_free(o->certs[i].cert);
	cr_cms_parts_release(&o->parts);
	memset(o, 0, sizeof(*o));
}

static struct cr_bytes
bytes_of(const struct cr_buf *b)
{
	return (struct cr_bytes){ (const unsigned char *)b->s, b->len };
}

bool
cr_cms_object_head(struct cms_object *o)
{
	struct cr_bytes from = bytes_of(&o->parts.head);
	struct cr_tlv t;

	if (!cr_tlv_take(&from, CR_TAG_INTEGER, &t) ||
	    !cr_tlv_take(&from, CR_TAG_SET, &t))
		return false;
	o->digests = t.body;
	if (!cr_tlv_is(from, CR_TAG_OID, &t))
		return false;
	o->type = t.body;
	return true;
}

/* The serial number, to find a certificate without parsing all of them. */
static struct cr_bytes
serial_of(struct cr_bytes der)
{
	struct cr_tlv t;
	struct cr_bytes in;

	if (!cr_tlv_is(der, CR_TAG_SEQUENCE, &t))
		goto none;
	in = t.body;
	if (!cr_tlv_take(&in, CR_TAG_SEQUENCE, &t))
		goto none;
	in = t.body;
	cr_tlv_take(&in, CR_TAG_0, &t);		/* version */
	if (cr_tlv_take(&in, CR_TAG_INTEGER, &t))
		return t.whole;
none:
	return (struct cr_bytes){ 0 };
}

static bool
read_certs(struct cms_object *o, struct cr_bytes from, struct cr_arena *a)
{
	struct cr_bytes count = from;
	struct cr_tlv t;
	size_t n = 0;

	for (; count.n != 0; n++)
		if (!cr_tlv_next(&count, &t) || n == CMS_CERTS_MAX)
			return false;
	o->certs = cr_arena_alloc(a, (n + 1) * sizeof(*o->certs));
	while (from.n != 0 && cr_tlv_next(&from, &t)) {
		if (t.tag != CR_TAG_SEQUENCE)
			continue;	/* an attribute certificate */
		o->certs[o->ncerts].der = t.whole;
		o->certs[o->ncerts++].serial = serial_of(t.whole);
	}
	return true;
}

bool
cr_cms_object_tail(struct cms_object *o, struct cr_arena *a)
{
	struct cr_bytes from = bytes_of(&o->parts.tail);
	struct cr_tlv t;

	if (cr_tlv_take(&from, CR_TAG_0, &t) && !read_certs(o, t.body, a))
		return false;
	if (cr_tlv_take(&from, CR_TAG_1, &t))
		o->revocation = t.body.n != 0;
	if (!cr_tlv_is(from, CR_TAG_SET, &t))
		return false;
	o->infos = t.body;
	return true;
}

struct cr_cert *
cr_cms_object_cert(struct cms_object *o, size_t i)
{
	struct cms_cert *c = &o->certs[i];

	if (!c->tried)
		c->cert = cr_cert_new(c->der);
	c->tried = true;
	return c->cert;
}

void
cr_cms_mds_add(struct cms_mds *mds, int md)
{
	size_t i;

	for (i = 0; i < mds->n; i++)
		if (mds->v[i] == md)
			return;
	if (md != 0 && mds->n < CR_MD_SET_MAX)
		mds->v[mds->n++] = md;
}

void
cr_cms_object_mds(const struct cms_object *o, struct cms_mds *mds)
{
	struct cr_bytes from = o->infos;
	struct cr_arena a;
	struct cms_info i;
	struct cr_tlv t;

	cr_arena_init(&a);
	while (cr_tlv_take(&from, CR_TAG_SEQUENCE, &t))
		if (cr_cms_info_read(&i, t.whole, &a))
			cr_cms_mds_add(mds, cr_cms_info_content_md(&i));
	cr_arena_release(&a);
}

struct memory {
	struct cr_arena *a;
	size_t size;
	struct cr_bytes *out;
};

static int
keep_in_memory(void *ctx, struct cr_source octets)
{
	struct memory *m = ctx;
	unsigned char *to = cr_arena_alloc(m->a, m->size + 1);
	ptrdiff_t n;

	m->out->p = to;
	while ((n = octets.read(octets.ctx, to + m->out->n,
	    m->size - m->out->n + 1)) > 0)
		m->out->n += (size_t)n;
	return (int)n;
}

bool
cr_cms_object_read(struct cms_check *k, struct cr_bytes from,
    struct cms_object *o, struct cr_bytes *content)
{
	struct memory m = { k->a, from.n, content };
	struct cms_sink sink = { .content = keep_in_memory, .ctx = &m };
	struct cr_ber ber;
	bool good;

	*content = (struct cr_bytes){ 0 };
	cr_ber_init(&ber, k->cr, (struct cr_source){ cr_cms_memory_read,
	    &from });
	good = cr_cms_begin(&ber, &o->parts) == 0 &&
	    o->parts.kind == CMS_SIGNED &&
	    cr_cms_read(&ber, &o->parts, &sink) == 0 &&
	    cr_cms_object_head(o) && cr_cms_object_tail(o, k->a);
	cr_ber_release(&ber);
	return good;
}
