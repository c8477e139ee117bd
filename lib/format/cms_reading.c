#include "cms_check.h"

#include <stdlib.h>
#include <string.h>

#include "cr/mem.h"

#define PIECE_BYTES ((size_t)64 * 1024)
#define MEMORY_MAX ((size_t)256 << 20)	/* of an .m7m or a TSTInfo */
#define LAYERS_MAX 4	/* base64 of base64 of ... */

void
cr_cms_reading_init(struct cms_reading *r, struct cms_check *k,
    const struct cms_mds *extra)
{
	size_t i;

	memset(r, 0, sizeof(*r));
	r->k = k;
	r->extra = extra;
	r->set = cr_md_set_new();
	cr_cms_object_init(&r->o);
	cr_buf_init_max(&r->memory, MEMORY_MAX);
	cr_md_set_want(r->set, cr_md_sha256());
	for (i = 0; i < extra->n; i++)
		cr_md_set_want(r->set, extra->v[i]);
}

void
cr_cms_reading_release(struct cms_reading *r)
{
	if (r->inner != NULL) {
		cr_cms_reading_release(r->inner);
		free(r->inner);
	}
	cr_md_set_free(r->set);
	cr_cms_object_release(&r->o);
	cr_buf_release(&r->memory);
}

/* A source with bytes that were looked at put back. */
struct ahead {
	struct cr_source from;
	unsigned char p[CMS_FORM_BYTES];
	size_t n, at;
};

static ptrdiff_t
ahead_read(void *ctx, void *to, size_t n)
{
	struct ahead *h = ctx;

	if (h->at == h->n)
		return h->from.read(h->from.ctx, to, n);
	if (n > h->n - h->at)
		n = h->n - h->at;
	memcpy(to, h->p + h->at, n);
	h->at += n;
	return (ptrdiff_t)n;
}

static int
ahead_fill(struct ahead *h, struct cr_source from)
{
	ptrdiff_t n;

	h->from = from;
	h->n = h->at = 0;
	while (h->n < sizeof(h->p)) {
		n = from.read(from.ctx, h->p + h->n, sizeof(h->p) - h->n);
		if (n < 0)
			return (int)n;
		if (n == 0)
			break;
		h->n += (size_t)n;
	}
	return CR_OK;
}

/* What is read from it is hashed. */
struct tee {
	struct cms_reading *r;
	struct cr_source from;
};

static ptrdiff_t
tee_read(void *ctx, void *to, size_t n)
{
	struct tee *t = ctx;
	ptrdiff_t got = t->from.read(t->from.ctx, to, n);

	if (got > 0)
		cr_md_set_add(t->r->set, to, (size_t)got);
	return got;
}

/* The head is known: have the digests computed that it announces. */
static int
begin(void *ctx, const struct cms_parts *parts)
{
	struct cms_reading *r = ctx;
	struct cr_bytes from;
	struct cr_tlv t;

	(void)parts;
	if (r->o.parts.kind != CMS_SIGNED)
		return CR_OK;
	if (!cr_cms_object_head(&r->o))
		return cr_fail(r->k->cr, CR_EINPUT, "is malformed");
	from = r->o.digests;
	while (cr_tlv_next(&from, &t))
		cr_md_set_want(r->set, cr_md_of(t.whole));
	return CR_OK;
}

static int
drain(struct cms_reading *r, struct cr_source from, bool keep)
{
	const struct cr_signature_opts *opts = r->k->opts;
	bool memory = cr_bytes_equal(r->o.type, cr_cms_oid_tstinfo);
	char piece[PIECE_BYTES];
	ptrdiff_t n;
	int err;

	while ((n = from.read(from.ctx, piece, sizeof(piece))) > 0) {
		if (memory)
			cr_buf_add(&r->memory, piece, (size_t)n);
		if (keep && opts->keep != NULL &&
		    (err = opts->keep(opts->ctx, piece, (size_t)n)) < 0)
			return err;
	}
	return (int)n;
}

/* What a time stamp is around: a signed file, or anything else. */
static int
read_inner(struct cms_reading *r, struct ahead *h)
{
	const char *encoding;
	uint64_t trailing;
	int err;

	r->inner = cr_malloc(sizeof(*r->inner));
	cr_cms_reading_init(r->inner, r->k, r->extra);
	err = cr_cms_read_any(r->inner, (struct cr_source){ ahead_read, h },
	    &encoding, &trailing);
	r->inner_broken = err == CR_EINPUT;
	return r->inner_broken ? CR_OK : err;
}

int
cr_cms_read_memory(struct cms_reading *r, struct cr_bytes from)
{
	const char *encoding;
	uint64_t trailing;

	r->inner = cr_malloc(sizeof(*r->inner));
	cr_cms_reading_init(r->inner, r->k, r->extra);
	return cr_cms_read_any(r->inner,
	    (struct cr_source){ cr_cms_memory_read, &from }, &encoding,
	    &trailing);
}

/* A message is kept in memory: its parts are looked for back and forth. */
static int
read_mime(struct cms_reading *r, struct cr_source from)
{
	char piece[PIECE_BYTES];
	ptrdiff_t n;

	r->mime = true;
	while ((n = from.read(from.ctx, piece, sizeof(piece))) > 0)
		cr_buf_add(&r->memory, piece, (size_t)n);
	if (r->memory.full)
		return cr_fail(r->k->cr, CR_ELIMIT,
		    "is an .m7m of more than %zu bytes", MEMORY_MAX);
	return (int)n;
}

static int
content(void *ctx, struct cr_source octets)
{
	struct cms_reading *r = ctx;
	struct tee tee = { r, octets };
	struct cr_source from = { tee_read, &tee };
	struct ahead h;
	int err;

	if (r->o.parts.kind != CMS_STAMPED)
		return drain(r, from, true);
	if ((err = ahead_fill(&h, from)) < 0)
		return err;
	if (!cr_cms_is_signed(h.p, h.n))
		return drain(r, (struct cr_source){ ahead_read, &h }, true);
	if ((err = read_inner(r, &h)) < 0)
		return err;
	return drain(r, (struct cr_source){ ahead_read, &h }, false);
}

static int
read_object(struct cms_reading *r, struct cr_source from, uint64_t *trailing)
{
	struct cms_sink sink = { begin, content, r };
	struct cr_ber ber;
	int err;

	cr_ber_init(&ber, r->k->cr, from);
	if ((err = cr_cms_begin(&ber, &r->o.parts)) == 0 &&
	    (err = cr_cms_read(&ber, &r->o.parts, &sink)) == 0)
		err = cr_ber_drain(&ber, trailing);
	cr_ber_release(&ber);
	if (err == 0 && r->o.parts.kind == CMS_SIGNED &&
	    !cr_cms_object_tail(&r->o, r->k->a))
		err = cr_fail(r->k->cr, CR_EINPUT, "is malformed");
	return err;
}

/* Take base64 and PEM off, and read the object inside. */
int
cr_cms_read_any(struct cms_reading *r, struct cr_source from,
    const char **encoding, uint64_t *trailing)
{
	static const char *const names[] = {
		[CMS_FORM_NONE] = "unknown", [CMS_FORM_DER] = "DER",
		[CMS_FORM_BER] = "BER-indef", [CMS_FORM_PEM] = "PEM",
		[CMS_FORM_BASE64] = "base64", [CMS_FORM_MIME] = "unknown",
		[CMS_FORM_DAMAGED] = "unknown",
	};
	struct layer {
		struct ahead ahead;
		struct cms_decoder decoder;
	} layers[LAYERS_MAX];
	enum cms_form form;
	int i, err;

	*encoding = NULL;
	for (i = 0; i < LAYERS_MAX; i++) {
		if ((err = ahead_fill(&layers[i].ahead, from)) < 0)
			return err;
		form = cr_cms_form(layers[i].ahead.p, layers[i].ahead.n,
		    &layers[i].ahead.at);
		if (*encoding == NULL)
			*encoding = names[form];
		from = (struct cr_source){ ahead_read, &layers[i].ahead };
		if (form == CMS_FORM_DER || form == CMS_FORM_BER)
			return read_object(r, from, trailing);
		if (form == CMS_FORM_MIME && i == 0)
			return read_mime(r, from);
		if (form != CMS_FORM_PEM && form != CMS_FORM_BASE64)
			return cr_fail(r->k->cr, CR_EINPUT,
			    form == CMS_FORM_DAMAGED ?
			    "was damaged by a change of character set" :
			    "is no signed file");
		cr_cms_decoder_init(&layers[i].decoder, r->k->cr, from,
		    form == CMS_FORM_PEM);
		from = (struct cr_source){ cr_cms_decoder_read,
		    &layers[i].decoder };
	}
	return cr_fail(r->k->cr, CR_EINPUT, "is encoded too many times");
}
