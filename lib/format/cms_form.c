#include "cms.h"

#include <string.h>

#include "cr/cr.h"
#include "cr/str.h"

/* 1.2.840.113549.1: every type of content that CMS knows begins so. */
static const unsigned char oid_prefix[] =
    { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01 };

static size_t
skip_blanks(const unsigned char *p, size_t n)
{
	size_t i = 0;

	for (;;) {
		while (i < n && cr_is_space((char)p[i]))
			i++;
		if (n - i < 3 || memcmp(p + i, "\xef\xbb\xbf", 3) != 0)
			return i;
		i += 3;
	}
}

/* A SEQUENCE that begins with such an OID, or with a PKIStatusInfo. */
static enum cms_form
der_form(const unsigned char *p, size_t n)
{
	struct cr_tlv_head outer, inner;

	if (n == 0 || p[0] != CR_TAG_SEQUENCE ||
	    cr_tlv_head(p, n, &outer) != 1)
		return CMS_FORM_NONE;
	p += outer.size;
	n -= outer.size;
	if (cr_tlv_head(p, n, &inner) != 1)
		return CMS_FORM_NONE;
	p += inner.size;
	n -= inner.size;
	if (!(inner.tag == CR_TAG_OID && n >= sizeof(oid_prefix) &&
	    memcmp(p, oid_prefix, sizeof(oid_prefix)) == 0) &&
	    !(inner.tag == CR_TAG_SEQUENCE && n >= 3 &&
	    memcmp(p, "\2\1", 2) == 0 && p[2] <= 5))
		return CMS_FORM_NONE;
	return outer.indefinite ? CMS_FORM_BER : CMS_FORM_DER;
}

/*
 * "0" and then a byte over 127 turned into UTF-8, with the tag of an OID
 * near: bytes are lost, and nothing can bring them back.
 */
static bool
is_damaged(const unsigned char *p, size_t n)
{
	size_t i;

	if (n < 8 || p[0] != '0' || p[1] < 0xc2 || (p[2] & 0xc0) != 0x80)
		return false;
	for (i = 3; i + 2 < n && i < 24; i++)
		if (p[i] == CR_TAG_OID && (p[i + 2] == 0x2a ||
		    p[i + 1] == 0x2a))
			return true;
	return false;
}

static bool
is_mime(const unsigned char *p, size_t n)
{
	static const char *const names[] = { "mime-version:", "content-type:" };
	size_t i, j;

	for (i = 0; i < 2; i++) {
		for (j = 0; j < n && names[i][j] != '\0'; j++)
			if (cr_lower((char)p[j]) != names[i][j])
				break;
		if (names[i][j] == '\0')
			return true;
	}
	return false;
}

/* Decoded, is it an envelope, or the XML that would be in one? */
static bool
is_base64(const unsigned char *p, size_t n)
{
	unsigned char text[CMS_FORM_BYTES];
	struct cr_base64 d;
	size_t skip, got;

	if (n > sizeof(text))
		n = sizeof(text);
	cr_base64_init(&d);
	got = cr_base64_feed(&d, p, n, text);
	if (d.bad || got < 4)
		return false;
	skip = skip_blanks(text, got);
	if (skip < got && text[skip] == '<')
		return true;
	return cr_cms_form(text, got, &skip) != CMS_FORM_NONE;
}

enum cms_form
cr_cms_form(const void *bytes, size_t n, size_t *skip)
{
	const unsigned char *p = bytes, *line;
	enum cms_form form;

	*skip = skip_blanks(p, n);
	p += *skip;
	n -= *skip;
	if ((form = der_form(p, n)) != CMS_FORM_NONE)
		return form;
	if (is_damaged(p, n))
		return CMS_FORM_DAMAGED;
	if (is_mime(p, n))
		return CMS_FORM_MIME;
	if (n > 10 && memcmp(p, "-----BEGIN", 10) == 0) {
		line = memchr(p, '\n', n);
		*skip += line == NULL ? 0 : (size_t)(line - p) + 1;
		return line == NULL ? CMS_FORM_NONE : CMS_FORM_PEM;
	}
	return is_base64(p, n) ? CMS_FORM_BASE64 : CMS_FORM_NONE;
}

static bool
is_signed_der(const unsigned char *p, size_t n)
{
	struct cr_tlv_head outer, oid;

	if (cr_tlv_head(p, n, &outer) != 1 ||
	    cr_tlv_head(p + outer.size, n - outer.size, &oid) != 1)
		return false;
	p += outer.size + oid.size;
	n -= outer.size + oid.size;
	return oid.length <= n && cr_bytes_equal((struct cr_bytes){ p,
	    (size_t)oid.length }, cr_cms_oid_signed);
}

bool
cr_cms_is_signed(const void *bytes, size_t n)
{
	const unsigned char *p = bytes;
	unsigned char text[CMS_FORM_BYTES];
	struct cr_base64 d;
	enum cms_form form;
	size_t skip;

	form = cr_cms_form(p, n, &skip);
	p += skip;
	n -= skip;
	if (form == CMS_FORM_DER || form == CMS_FORM_BER)
		return is_signed_der(p, n);
	if (form != CMS_FORM_PEM && form != CMS_FORM_BASE64)
		return false;
	cr_base64_init(&d);
	n = cr_base64_feed(&d, p, n < sizeof(text) ? n : sizeof(text), text);
	return cr_cms_is_signed(text, n);	/* fewer bytes each time */
}

ptrdiff_t
cr_cms_memory_read(void *ctx, void *to, size_t n)
{
	struct cr_bytes *b = ctx;

	if (n > b->n)
		n = b->n;
	if (n != 0)
		memcpy(to, b->p, n);
	b->p += n;
	b->n -= n;
	return (ptrdiff_t)n;
}

void
cr_cms_decoder_init(struct cms_decoder *d, struct cr *cr, struct cr_source from,
    bool pem)
{
	d->cr = cr;
	d->from = from;
	d->pem = pem;
	d->ended = false;
	cr_base64_init(&d->state);
}

/* PEM ends at its last line; what follows is not looked at. */
static size_t
until_label(struct cms_decoder *d, const char *text, size_t n)
{
	const char *end = d->pem ? memchr(text, '-', n) : NULL;

	if (end == NULL)
		return n;
	d->ended = true;
	return (size_t)(end - text);
}

/* What is wrong is told when all before it has been given. */
ptrdiff_t
cr_cms_decoder_read(void *ctx, void *to, size_t n)
{
	struct cms_decoder *d = ctx;
	char text[4096];
	ptrdiff_t got;
	size_t wrote = 0;

	while (wrote == 0 && !d->ended && !d->state.bad) {
		got = d->from.read(d->from.ctx, text,
		    n < sizeof(text) ? n : sizeof(text));
		if (got < 0)
			return got;
		d->ended = got == 0;
		wrote = cr_base64_feed(&d->state, text,
		    until_label(d, text, (size_t)got), to);
	}
	if (wrote == 0 && (d->state.bad || !cr_base64_end(&d->state)))
		return cr_fail(d->cr, CR_EINPUT,
		    "is no whole base64: see character %llu",
		    (unsigned long long)d->state.at);
	return (ptrdiff_t)wrote;
}
