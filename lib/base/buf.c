#include "cr/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/mem.h"
#include "cr/str.h"

static char nothing[1];	/* what an empty buffer points to; never written */

void
cr_buf_init_max(struct cr_buf *b, size_t max)
{
	*b = (struct cr_buf){ .s = nothing, .max = max };
}

void
cr_buf_init(struct cr_buf *b)
{
	cr_buf_init_max(b, CR_BUF_MAX);
}

void
cr_buf_release(struct cr_buf *b)
{
	if (b->cap != 0)
		free(b->s);
	cr_buf_init_max(b, b->max);
}

void
cr_buf_clear(struct cr_buf *b)
{
	b->len = 0;
	b->full = false;
	if (b->cap != 0)
		b->s[0] = '\0';
}

char *
cr_buf_detach(struct cr_buf *b)
{
	char *s = b->cap ? b->s : cr_strdup("");

	cr_buf_init_max(b, b->max);
	return s;
}

/* There is never memory beyond the maximum: that alone is a test of both. */
char *
cr_buf_grow(struct cr_buf *b, size_t n)
{
	size_t cap;

	if (n > b->max || b->len > b->max - n) {
		b->full = true;
		return NULL;
	}
	if (b->cap == 0 || b->len + n + 1 > b->cap) {
		cap = b->cap ? b->cap * 2 : 64;
		if (cap > b->max + 1)
			cap = b->max + 1;
		if (cap < b->len + n + 1)
			cap = b->len + n + 1;
		b->s = cr_reallocarray(b->cap ? b->s : NULL, cap, 1);
		b->cap = cap;
		b->s[b->len] = '\0';
	}
	return b->s + b->len;
}

/* 00 to 99. */
static const char hundred[] =
    "00010203040506070809101112131415161718192021222324"
    "25262728293031323334353637383940414243444546474849"
    "50515253545556575859606162636465666768697071727374"
    "75767778798081828384858687888990919293949596979899";

void
cr_buf_addi(struct cr_buf *b, int64_t n)
{
	char digits[24], *p = digits + sizeof(digits);
	uint64_t u = n < 0 ? -(uint64_t)n : (uint64_t)n;

	if (n >= 0 && n < 10) {
		cr_buf_addc(b, (char)('0' + n));
		return;
	}
	for (; u > 99; u /= 100)
		memcpy(p -= 2, &hundred[u % 100 * 2], 2);
	*--p = hundred[u * 2 + 1];
	if (u > 9)
		*--p = hundred[u * 2];
	if (n < 0)
		*--p = '-';
	cr_buf_add(b, p, (size_t)(digits + sizeof(digits) - p));
}

void
cr_buf_addf(struct cr_buf *b, const char *fmt, ...)
{
	char text[128];		/* most are short, and written once */
	va_list ap;
	char *to;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if (n >= 0 && (size_t)n < sizeof(text)) {
		cr_buf_add(b, text, (size_t)n);
		return;
	}
	if (n < 0 || (to = cr_buf_room(b, (size_t)n)) == NULL)
		return;
	va_start(ap, fmt);
	vsnprintf(to, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->len += (size_t)n;
}

void
cr_buf_json(struct cr_buf *b, const char *s)
{
	static const char plain[] = "\"\\bfnrt", codes[] = "\"\\\b\f\n\r\t";
	const char *at;

	cr_buf_addc(b, '"');
	for (; *s != '\0'; s++) {
		if ((unsigned char)*s >= ' ' && *s != '"' && *s != '\\') {
			cr_buf_addc(b, *s);
		} else if ((at = strchr(codes, *s)) != NULL) {
			cr_buf_addc(b, '\\');
			cr_buf_addc(b, plain[at - codes]);
		} else {
			cr_buf_addf(b, "\\u%04x", (unsigned char)*s);
		}
	}
	cr_buf_addc(b, '"');
}

void
cr_buf_tsv(struct cr_buf *b, const char *s)
{
	size_t n = strlen(s);
	char *to = cr_buf_room(b, n);

	if (to == NULL)
		return;
	if (n == 1 && *s == '-')
		cr_buf_addc(b, '\\');
	else if (cr_copy_plain(to, s, n)) {
		to[n] = '\0';
		b->len += n;
		return;
	}
	for (;;) {
		n = strcspn(s, "\t\n\r\\");
		cr_buf_add(b, s, n);
		if (s[n] == '\0')
			return;
		cr_buf_addc(b, '\\');
		cr_buf_addc(b, s[n] == '\t' ? 't' : s[n] == '\n' ? 'n' :
		    s[n] == '\r' ? 'r' : '\\');
		s += n + 1;
	}
}
