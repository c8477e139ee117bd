#include "cr/base64.h"

#include <string.h>

#include "cr/buf.h"

enum { BAD = -1, SKIP = -2, PAD = -3, ESCAPE = -4 };

static int
value(unsigned char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	switch (c) {
	case '+':
		return 62;
	case '/':
		return 63;
	case '=':
		return PAD;
	case '\\':
		return ESCAPE;
	case ' ': case '\t': case '\r': case '\n': case '\0':
	case 0xef: case 0xbb: case 0xbf:	/* a byte order mark */
		return SKIP;
	default:
		return BAD;
	}
}

void
cr_base64_init(struct cr_base64 *d)
{
	memset(d, 0, sizeof(*d));
}

/* The character after a backslash: only those of "\n" and "\r" may stand. */
static int
escaped(struct cr_base64 *d, unsigned char c)
{
	d->backslash = false;
	return c == 'n' || c == 'r' ? SKIP : BAD;
}

size_t
cr_base64_feed(struct cr_base64 *d, const void *p, size_t n,
    unsigned char *to)
{
	const unsigned char *s = p;
	size_t i, wrote = 0;
	int v;

	for (i = 0; i < n && !d->bad; i++) {
		v = d->backslash ? escaped(d, s[i]) : value(s[i]);
		if (v == ESCAPE)
			d->backslash = true;
		else if (v == PAD)
			d->done = true;
		else if (v == BAD || (v >= 0 && d->done))
			d->bad = true;
		if (v < 0 || d->bad)
			continue;
		d->bits = d->bits << 6 | (uint32_t)v;
		if ((d->have += 6) >= 8) {
			d->have -= 8;
			to[wrote++] = (unsigned char)(d->bits >> d->have);
		}
	}
	d->at += i;
	return wrote;
}

bool
cr_base64_end(const struct cr_base64 *d)
{
	return !d->bad && !d->backslash && d->have != 6;
}

void
cr_base64_put(struct cr_buf *b, const void *p, size_t n)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789+/";
	const unsigned char *s = p;
	char four[4];
	uint32_t bits;
	size_t i, k;

	for (i = 0; i < n; i += 3) {
		bits = (uint32_t)s[i] << 16;
		if (i + 1 < n)
			bits |= (uint32_t)s[i + 1] << 8;
		if (i + 2 < n)
			bits |= s[i + 2];
		for (k = 0; k < 4; k++)
			four[k] = i + k > n ? '=' :
			    alphabet[bits >> (18 - 6 * k) & 63];
		cr_buf_add(b, four, sizeof(four));
	}
}
