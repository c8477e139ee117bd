#include "cr/xml.h"

#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/input.h"
#include "cr/mem.h"
#include "cr/str.h"
#include "xmldecode.h"

/*
 * A document of any size, brought into UTF-8 while it is read. Unlike a
 * document in memory it cannot be looked at whole before, so bytes that are
 * not the UTF-8 that it claims to be are taken one by one for windows-1252.
 */
#define PIECE ((size_t)64 * 1024)
#define SEQUENCE_MAX 4		/* bytes of a letter in UTF-8 or UTF-16 */

struct source {
	struct cr *cr;
	struct cr_input *in;
	enum cr_xml_family family;
	bool big;		/* UTF-16: high byte first */
	bool mended;		/* it was not the UTF-8 it should be */
	bool front;		/* nothing but blanks and marks so far */
	char raw[PIECE + SEQUENCE_MAX];
	size_t kept;		/* bytes of a letter that is not complete */
	struct cr_buf text;	/* converted */
	const char *p;		/* what is ready to go out */
	size_t n;
};

/* How many bytes at the end begin a letter that is not complete. */
static size_t
open_letter(const struct source *s, const char *p, size_t n)
{
	size_t i;
	unsigned char c;

	if (s->family == LATIN1 || s->family == LATIN9)
		return 0;
	if (s->family == UTF16) {
		i = n % 2;
		c = n - i < 2 ? 0 : (unsigned char)p[n - i - (s->big ? 2 : 1)];
		return i + (c >= 0xd8 && c < 0xdc ? 2 : 0);
	}
	for (i = 1; i < SEQUENCE_MAX && i <= n; i++) {
		c = (unsigned char)p[n - i];
		if (c < 0x80)
			return 0;
		if (c >= 0xc0)
			return i < (c >= 0xf0 ? 4u : c >= 0xe0 ? 3u : 2u) ?
			    i : 0;
	}
	return 0;
}

/* Take for windows-1252 what is not UTF-8. */
static int
mend(struct source *s, const char *p, size_t n)
{
	size_t i, k;
	int err = CR_OK;

	s->mended = true;
	for (i = 0; i < n && err == CR_OK; i += k) {
		for (k = 1; k < SEQUENCE_MAX && i + k < n &&
		    ((unsigned char)p[i + k] & 0xc0) == 0x80; k++)
			continue;
		if (cr_is_utf8(p + i, k))
			cr_buf_add(&s->text, p + i, k);
		else
			err = cr_xml_from_latin(s->cr, p + i, k = 1, LATIN1,
			    &s->text);
	}
	return err;
}

static int
convert(struct source *s, const char *p, size_t n)
{
	int err;

	if (s->family == UTF8 && cr_is_utf8(p, n)) {
		s->p = p;
		s->n = n;
		return CR_OK;
	}
	cr_buf_clear(&s->text);
	if (s->family == UTF8)
		err = mend(s, p, n);
	else if (s->family == UTF16)
		err = cr_xml_from_utf16(s->cr, p, n, s->big, &s->text);
	else
		err = cr_xml_from_latin(s->cr, p, n, s->family, &s->text);
	s->p = s->text.s;
	s->n = s->text.len;
	return err;
}

/* Byte order marks and blanks before the first tag. */
static void
skip_front(struct source *s)
{
	while (s->front && s->n > 0) {
		if (s->n >= 3 && memcmp(s->p, "\xef\xbb\xbf", 3) == 0) {
			s->p += 3;
			s->n -= 3;
		} else if (cr_is_space(*s->p)) {
			s->p++;
			s->n--;
		} else {
			s->front = false;
		}
	}
}

/* The next piece of text; 1, or 0 at the end, or an enum cr_error. */
static int
refill(struct source *s)
{
	size_t n, open;
	ptrdiff_t got;
	int err;

	while (s->n == 0) {
		got = cr_input_read(s->cr, s->in, s->raw + s->kept, PIECE);
		if (got < 0)
			return (int)got;
		n = s->kept + (size_t)got;
		if (n == 0)
			return 0;
		/* what is cut short by the end of the file is as it is */
		open = got > 0 ? open_letter(s, s->raw, n) : 0;
		if ((err = convert(s, s->raw, n - open)) != CR_OK)
			return err;
		/* out of the way of what comes, once it is read */
		s->kept = open;
		if (open > 0 && s->p == s->raw) {
			cr_buf_clear(&s->text);
			cr_buf_add(&s->text, s->raw, n - open);
			s->p = s->text.s;
		}
		memmove(s->raw, s->raw + n - open, open);
		skip_front(s);
	}
	return 1;
}

static ptrdiff_t
give(void *ctx, char *to, size_t n)
{
	struct source *s = ctx;
	int rc;

	if (s->n == 0 && (rc = refill(s)) <= 0)
		return rc;
	if (n > s->n)
		n = s->n;
	memcpy(to, s->p, n);
	s->p += n;
	s->n -= n;
	return (ptrdiff_t)n;
}

/* What is wrong with its encoding is told once, not when it is CHECKED. */
static int
pull(struct cr *cr, struct cr_xml *x, struct cr_input *in, bool checked,
    const struct cr_xml_events *ev, void *ctx)
{
	struct source *s = cr_calloc(1, sizeof(*s));
	const char *p;
	ptrdiff_t n;
	int err;

	*s = (struct source){ .cr = cr, .in = in, .front = true };
	cr_buf_init(&s->text);
	if ((n = cr_input_peek(cr, in, &p)) < 0)
		err = (int)n;
	else if ((err = cr_xml_family_of(cr, p, (size_t)n, &s->family,
	    &s->big)) == CR_OK)
		err = cr_xml_pull(cr, x, give, s, ev, ctx);
	if (s->mended && !checked)
		cr_warn(cr, cr_input_name(in), 0, "is not the UTF-8 that it "
		    "should be: other bytes were read as windows-1252");
	cr_buf_release(&s->text);
	free(s);
	return err;
}

int
cr_xml_input(struct cr *cr, struct cr_xml *x, struct cr_input *in,
    const struct cr_xml_events *ev, void *ctx)
{
	return pull(cr, x, in, false, ev, ctx);
}

int
cr_xml_check(struct cr *cr, struct cr_xml *x, struct cr_input *in, size_t max)
{
	static const struct cr_xml_events nothing;
	struct cr_input *copy;
	const char *p;
	ptrdiff_t n = cr_input_ahead(cr, in, max, &p);
	int err;

	if (n < 0 || (size_t)n == max)
		return n < 0 ? (int)n : CR_OK;
	copy = cr_input_memory(cr_input_name(in), p, (size_t)n);
	cr_input_forgo_sha256(copy);
	err = pull(cr, x, copy, true, &nothing, NULL);
	cr_input_free(copy);
	return err;
}
