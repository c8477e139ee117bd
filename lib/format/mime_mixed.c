#include "cr/mime_mixed.h"

#include <stdio.h>
#include <string.h>

#include "cr/buf.h"
#include "cr/digest.h"
#include "cr/str.h"

#define LINE_BYTES 57		/* 76 characters of base64 */

static const char version[] = "MIME-Version: 1.0\r\n";

/* A boundary that neither base64 nor our own entities can hold. */
static void
boundary_of(const char *entity, size_t n, const struct cr_attachment *v,
    size_t count, char to[64])
{
	struct cr_digest *d = cr_digest_new();
	char hex[CR_SHA256_SIZE];
	size_t i;

	cr_digest_add(d, entity, n);
	for (i = 0; i < count; i++) {
		cr_digest_add(d, v[i].name, strlen(v[i].name) + 1);
		cr_digest_add(d, v[i].bytes, v[i].size);
	}
	cr_digest_hex(d, hex);
	cr_digest_free(d);
	snprintf(to, 64, "=_cr_mixed_%.32s", hex);
}

static void
add_group(struct cr_buf *b, const unsigned char *p, size_t n)
{
	static const char alphabet[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	unsigned v = (unsigned)p[0] << 16 | (n > 1 ? (unsigned)p[1] << 8 : 0) |
	    (n > 2 ? p[2] : 0U);
	char c[4] = { alphabet[v >> 18], alphabet[v >> 12 & 63],
	    n > 1 ? alphabet[v >> 6 & 63] : '=',
	    n > 2 ? alphabet[v & 63] : '=' };

	cr_buf_add(b, c, 4);
}

static void
add_base64(struct cr_buf *b, const char *s, size_t n)
{
	const unsigned char *p = (const unsigned char *)s;
	size_t i, k;

	for (; n > 0; n -= k, p += k) {
		k = n < LINE_BYTES ? n : LINE_BYTES;
		for (i = 0; i < k; i += 3)
			add_group(b, p + i, k - i < 3 ? k - i : 3);
		cr_buf_adds(b, "\r\n");
	}
}

/* May C stand in a quoted name, and outside of one (RFC 5987)? */
static bool
is_safe(char c)
{
	return cr_is_alpha(c) || cr_is_digit(c) || c == '-' || c == '_' ||
	    c == '.';
}

/* The name as it is, and where that is not ASCII, what old readers take. */
static void
add_name(struct cr_buf *b, const char *name)
{
	const char *p;
	bool safe = true;

	for (p = name; *p != '\0'; p++)
		safe = safe && (is_safe(*p) || *p == ' ');
	cr_buf_adds(b, "Content-Disposition: attachment;\r\n ");
	if (!safe)
		cr_buf_adds(b, "filename*=utf-8''");
	for (p = name; !safe && *p != '\0'; p++)
		if (is_safe(*p))
			cr_buf_addc(b, *p);
		else
			cr_buf_addf(b, "%%%02X", (unsigned)(unsigned char)*p);
	cr_buf_adds(b, safe ? "filename=\"" : ";\r\n filename=\"");
	for (p = name; *p != '\0'; p++)
		cr_buf_addc(b, is_safe(*p) || *p == ' ' ? *p : '_');
	cr_buf_adds(b, "\"\r\n");
}

static void
add_file(struct cr_buf *b, const struct cr_attachment *a)
{
	cr_buf_addf(b, "Content-Type: %s\r\n"
	    "Content-Transfer-Encoding: base64\r\n", a->media);
	add_name(b, a->name);
	cr_buf_adds(b, "\r\n");
	add_base64(b, a->bytes, a->size);
}

void
cr_mime_mixed(struct cr_buf *b, const char *entity, size_t n,
    const struct cr_attachment *v, size_t count)
{
	size_t skip = sizeof(version) - 1, i;
	char boundary[64];

	boundary_of(entity != NULL ? entity : "", n, v, count, boundary);
	cr_buf_addf(b, "%sContent-Type: multipart/mixed;\r\n"
	    " boundary=\"%s\"\r\n", version, boundary);
	if (entity != NULL) {
		/* A part has no version: it is a part. */
		if (n < skip || memcmp(entity, version, skip) != 0)
			skip = 0;
		cr_buf_addf(b, "\r\n--%s\r\n", boundary);
		cr_buf_add(b, entity + skip, n - skip);
	}
	for (i = 0; i < count; i++) {
		cr_buf_addf(b, "\r\n--%s\r\n", boundary);
		add_file(b, &v[i]);
	}
	cr_buf_addf(b, "\r\n--%s--\r\n", boundary);
}
