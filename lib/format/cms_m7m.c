#include "cms_check.h"

#include <string.h>

#include "cr/str.h"

/*
 * The .m7m of CNIPA's time: a multipart/mixed of a signed file and of the
 * reply of a time-stamping authority. The stamp is of the part as it was
 * transmitted, which may be base64, without the line end that belongs to
 * the boundary; some programs stamped what is inside it.
 */

#define BOUNDARY_MAX 70		/* RFC 2046 5.1.1 */
#define HEADER_MAX ((size_t)64 * 1024)

static struct cr_bytes
from_to(struct cr_bytes b, size_t start, size_t end)
{
	return (struct cr_bytes){ b.p + start, end - start };
}

/* Where TEXT is in B, whatever its case; B.n if it is not. */
static size_t
find(struct cr_bytes b, const char *text)
{
	size_t n = strlen(text), i, j;

	for (i = 0; i + n <= b.n; i++) {
		for (j = 0; j < n; j++)
			if (cr_lower((char)b.p[i + j]) != cr_lower(text[j]))
				break;
		if (j == n)
			return i;
	}
	return b.n;
}

/* The size of the header, with the empty line that ends it. */
static size_t
header_size(struct cr_bytes b)
{
	size_t crlf = find(b, "\r\n\r\n"), lf = find(b, "\n\n");

	if (crlf < lf)
		return crlf + 4;
	return lf < b.n ? lf + 2 : b.n;
}

static bool
read_boundary(struct cr_bytes b, char to[BOUNDARY_MAX + 3])
{
	struct cr_bytes header;
	size_t at, n = 2;
	bool quoted;

	header = from_to(b, 0, b.n < HEADER_MAX ? b.n : HEADER_MAX);
	header.n = header_size(header);
	if ((at = find(header, "boundary=")) == header.n)
		return false;
	at += 9;
	quoted = at < header.n && header.p[at] == '"';
	at += quoted;
	memcpy(to, "--", 2);
	for (; at < header.n && n < BOUNDARY_MAX + 2; at++) {
		if (quoted ? header.p[at] == '"' : header.p[at] == ';' ||
		    cr_is_space((char)header.p[at]))
			break;
		to[n++] = (char)header.p[at];
	}
	to[n] = '\0';
	return n > 2;
}

/* The line end before a boundary belongs to it. */
static struct cr_bytes
body_of(struct cr_bytes part)
{
	size_t start = header_size(part);

	if (part.n > start && part.p[part.n - 1] == '\n')
		part.n--;
	if (part.n > start && part.p[part.n - 1] == '\r')
		part.n--;
	return from_to(part, start, part.n);
}

bool
cr_cms_m7m_read(struct cr_bytes from, struct cms_m7m *out)
{
	char boundary[BOUNDARY_MAX + 3];
	struct cr_bytes part, header;
	size_t at, n;

	memset(out, 0, sizeof(*out));
	if (!read_boundary(from, boundary))
		return false;
	n = strlen(boundary);
	from = from_to(from, header_size(from), from.n);
	while ((at = find(from, boundary)) < from.n) {
		from = from_to(from, at + n, from.n);
		if (from.n >= 2 && memcmp(from.p, "--", 2) == 0)
			break;
		part = from_to(from, 0, find(from, boundary));
		header = from_to(part, 0, header_size(part));
		if (find(header, "timestamp") < header.n)
			out->stamp = body_of(part);
		else if (out->document.p == NULL)
			out->document = body_of(part);
	}
	return out->document.p != NULL && out->stamp.p != NULL;
}

/* Without base64 or PEM around it. */
static bool
decode(struct cms_check *k, struct cr_bytes b, struct cr_bytes *out)
{
	struct cms_decoder d;
	enum cms_form form;
	unsigned char *to;
	size_t skip;
	ptrdiff_t n;

	form = cr_cms_form(b.p, b.n < CMS_FORM_BYTES ? b.n : CMS_FORM_BYTES,
	    &skip);
	*out = b = from_to(b, skip, b.n);
	if (form != CMS_FORM_BASE64 && form != CMS_FORM_PEM)
		return form == CMS_FORM_DER || form == CMS_FORM_BER;
	to = cr_arena_alloc(k->a, b.n + 1);
	*out = (struct cr_bytes){ to, 0 };
	cr_cms_decoder_init(&d, k->cr, (struct cr_source){ cr_cms_memory_read,
	    &b },
	    form == CMS_FORM_PEM);
	while ((n = cr_cms_decoder_read(&d, to + out->n, b.n + 1)) > 0)
		out->n += (size_t)n;
	return n == 0;
}

/* The token itself, or the one in a reply. */
static bool
stamp_token(struct cms_check *k, struct cr_bytes stamp, struct cr_bytes *out)
{
	struct cr_bytes der, in;
	struct cr_tlv t, first;

	if (!decode(k, stamp, &der) ||
	    !cr_tlv_take(&der, CR_TAG_SEQUENCE, &t))
		return false;
	in = t.body;
	*out = t.whole;
	if (cr_tlv_next(&in, &first) && first.tag == CR_TAG_SEQUENCE)
		*out = cr_cms_reply_token(k, t.body);
	return true;
}

/* What of the document the stamp is of: the first that fits, or none. */
static struct cms_content
stamped(struct cms_reading *r, const struct cms_m7m *m, int md,
    struct cr_bytes imprint)
{
	struct cms_token t = { .imprint_md = md, .imprint = imprint };
	struct cms_content c = { .present = true, .bytes = m->document };
	struct cr_tlv object;

	if (cr_cms_imprint_holds(&t, &c))
		return c;
	if (decode(r->k, m->document, &c.bytes) &&
	    cr_tlv_take(&c.bytes, CR_TAG_SEQUENCE, &object)) {
		c.bytes = object.whole;
		if (cr_cms_imprint_holds(&t, &c))
			return c;
	}
	c.set = r->inner->set;
	return c;
}

int
cr_cms_m7m_judge(struct cms_reading *r)
{
	struct cr_bytes from = { (unsigned char *)r->memory.s, r->memory.len };
	struct cms_check *k = r->k;
	struct cr_bytes token = { 0 };
	struct cms_content c;
	struct cms_token t;
	struct cms_m7m m;
	int err;

	if (!cr_cms_m7m_read(from, &m))
		return cr_fail(k->cr, CR_EINPUT, "is a mail message, not a "
		    "signed file");
	k->out->container = k->out->encoding = "M7M";
	if ((err = cr_cms_read_memory(r, m.document)) < 0)
		return err;
	k->out->attached = r->inner->o.parts.attached ? CR_FLAG_YES :
	    CR_FLAG_NO;
	if ((err = cr_cms_judge_signed(r->inner)) < 0)
		return err;
	if (!stamp_token(k, m.stamp, &token)) {
		cr_cms_worst(k, CR_VERDICT_BROKEN);
		cr_cms_warn(k, "time stamp: cannot be read");
	} else if (token.n == 0) {
		cr_cms_worst(k, CR_VERDICT_NO_TOKEN);
	} else {
		cr_cms_token_check(k, token, NULL, &t);
		c = stamped(r, &m, t.imprint_md, t.imprint);
		cr_cms_judge_stamp(k, token, &c);
	}
	return CR_OK;
}
