#include "cr/envelope.h"

#include <string.h>

#include "cms.h"
#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/signature.h"

struct opening {
	struct cr *cr;
	struct cr_arena *a;
	struct cr_envelope *out;
	bool check;
	unsigned char *to;	/* content of the layer being removed */
	size_t size, have;
};

static int
add_layer(struct opening *o, const char *name)
{
	struct cr_text_list *l = &o->out->layers;

	if (l->n == CR_ENVELOPE_MAX_DEPTH)
		return cr_fail(o->cr, CR_ELIMIT,
		    "has more than %d envelopes inside each other",
		    CR_ENVELOPE_MAX_DEPTH);
	if (l->v == NULL)
		l->v = cr_arena_alloc(o->a,
		    CR_ENVELOPE_MAX_DEPTH * sizeof(*l->v));
	l->v[l->n++] = name;
	return CR_OK;
}

/* SIZE bytes are enough for what comes out of the current content. */
static void
room(struct opening *o, size_t size)
{
	o->to = cr_arena_alloc(o->a, size + 1);
	o->size = size;
	o->have = 0;
}

static void
replace(struct opening *o)
{
	o->out->p = (char *)o->to;
	o->out->n = o->have;
}

static int
remove_base64(struct opening *o, bool pem, size_t skip)
{
	struct cr_bytes from = { (const unsigned char *)o->out->p + skip,
	    o->out->n - skip };
	struct cms_decoder d;
	ptrdiff_t n;

	room(o, from.n);
	cr_cms_decoder_init(&d, o->cr, (struct cr_source){ cr_cms_memory_read,
	    &from }, pem);
	while ((n = cr_cms_decoder_read(&d, o->to + o->have, from.n + 1)) > 0)
		o->have += (size_t)n;
	if (n < 0)
		return (int)n;
	replace(o);
	return add_layer(o, pem ? "pem" : "base64");
}

static int
keep_content(void *ctx, struct cr_source octets)
{
	struct opening *o = ctx;
	ptrdiff_t n;

	while ((n = octets.read(octets.ctx, o->to + o->have,
	    o->size - o->have + 1)) > 0)
		o->have += (size_t)n;
	return (int)n;
}

/*
 * Several layers: one bad signature is bad. What SdI has let through is
 * read all the same; here it is only said.
 */
static int
check_cms(struct opening *o, struct cr_bytes from)
{
	struct cr_signature_opts opts = { .at = CR_TIME_NONE };
	struct cr_signature s;
	int err;

	err = cr_signature_read(o->cr, o->a,
	    (struct cr_source){ cr_cms_memory_read, &from }, &opts, &s);
	if (err < 0)
		return err;
	if (s.verdict == CR_VERDICT_NO_SIGNER)
		return CR_OK;
	if (s.verdict > CR_VERDICT_WARN)
		o->out->signature = "bad";
	else if (strcmp(o->out->signature, "none") == 0)
		o->out->signature = "good";
	return CR_OK;
}

static int
remove_cms(struct opening *o, size_t skip)
{
	struct cr_bytes bytes = { (const unsigned char *)o->out->p + skip,
	    o->out->n - skip }, from = bytes;
	struct cms_sink sink = { .content = keep_content, .ctx = o };
	struct cms_parts parts;
	struct cr_ber ber;
	int err;

	room(o, from.n);
	cr_cms_parts_init(&parts);
	cr_ber_init(&ber, o->cr, (struct cr_source){ cr_cms_memory_read,
	    &from });
	if ((err = cr_cms_begin(&ber, &parts)) < 0 ||
	    (err = cr_cms_read(&ber, &parts, &sink)) < 0)
		goto out;
	if (!parts.attached) {
		err = cr_fail(o->cr, CR_EINPUT, parts.kind == CMS_REPLY ?
		    "is a time stamp: it holds no document" :
		    "is a detached signature: the document is elsewhere");
		goto out;
	}
	if (o->check && (err = check_cms(o, bytes)) < 0)
		goto out;
	replace(o);
	err = add_layer(o, parts.kind == CMS_STAMPED ? "tsd" : "cms");
out:
	cr_ber_release(&ber);
	cr_cms_parts_release(&parts);
	return err;
}

/* The signed file of an .m7m; other messages come back as they are. */
static int
remove_m7m(struct opening *o)
{
	struct cr_bytes from = { (const unsigned char *)o->out->p, o->out->n };
	struct cms_m7m m;
	int err;

	if (!cr_cms_m7m_read(from, &m))
		return 0;
	o->out->p = (const char *)m.document.p;
	o->out->n = m.document.n;
	err = add_layer(o, "m7m");
	return err < 0 ? err : 1;
}

/* Remove one layer: 1, or 0 when there is none. */
static int
remove_layer(struct opening *o)
{
	size_t skip;
	int err;

	switch (cr_cms_form(o->out->p, o->out->n, &skip)) {
	case CMS_FORM_DER:
	case CMS_FORM_BER:
		err = remove_cms(o, skip);
		break;
	case CMS_FORM_PEM:
		err = remove_base64(o, true, skip);
		break;
	case CMS_FORM_BASE64:
		err = remove_base64(o, false, skip);
		break;
	case CMS_FORM_MIME:
		return remove_m7m(o);
	case CMS_FORM_DAMAGED:
		return cr_fail(o->cr, CR_EINPUT, "was damaged by a change of "
		    "character set: it has to be sent again");
	default:
		return 0;
	}
	return err < 0 ? err : 1;
}

int
cr_envelope_open(struct cr *cr, struct cr_arena *a, const char *p, size_t n,
    int check, struct cr_envelope *out)
{
	struct opening o = { .cr = cr, .a = a, .out = out, .check = check };
	int err;

	*out = (struct cr_envelope){ .signature = "none", .p = p, .n = n };
	while ((err = remove_layer(&o)) > 0)
		;
	return err;
}
