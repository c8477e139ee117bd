#include "cr/mime_read.h"

#include <string.h>

#include "cr/base64.h"
#include "cr/charset.h"
#include "cr/cr.h"
#include "cr/str.h"
#include "mime_read.h"

#define BOUNDARY_MAX 200	/* RFC 2046 5.1.1 says 70 */

/* A message while it is taken apart. */
struct reading {
	struct cr_arena *a;
	size_t parts;
};

static struct cr_mime_part *read_part(struct reading *r, struct cr_slice raw,
    int depth, const char *type);

/* Is LINE the delimiter of BOUNDARY? *LAST: the closing one. */
static bool
is_delimiter(struct cr_slice line, const char *boundary, size_t n, bool *last)
{
	const char *p = line.p, *end = line.p + line.n;

	if (line.n < n + 2 || p[0] != '-' || p[1] != '-' ||
	    memcmp(p + 2, boundary, n) != 0)
		return false;
	p += n + 2;
	*last = end - p >= 2 && p[0] == '-' && p[1] == '-';
	if (*last)
		p += 2;
	while (p < end && cr_is_space(*p))
		p++;
	return p == end;
}

/* Without the line end that belongs to the delimiter behind it. */
static struct cr_slice
without_end(const char *from, const char *to)
{
	if (to > from && to[-1] == '\n')
		to--;
	if (to > from && to[-1] == '\r')
		to--;
	return (struct cr_slice){ from, (size_t)(to - from) };
}

static void
read_parts(struct reading *r, struct cr_mime_part *m, const char *boundary)
{
	struct cr_slice left = m->body, line;
	struct cr_mime_part **end = &m->child;
	const char *from = NULL;
	const char *type = cr_streq(m->type, "multipart/digest") ?
	    "message/rfc822" : "text/plain";
	size_t n = strlen(boundary);
	bool last = false;

	while (!last && cr_mime_take_line(&left, &line)) {
		if (!is_delimiter(line, boundary, n, &last))
			continue;
		if (from != NULL && (*end = read_part(r, without_end(from,
		    line.p), m->depth + 1, type)) != NULL)
			end = &(*end)->next;
		from = line.p + line.n;
	}
	if (!last && from != NULL)	/* cut off */
		*end = read_part(r, (struct cr_slice){ from,
		    (size_t)(m->body.p + m->body.n - from) }, m->depth + 1,
		    type);
}

/* What a message/rfc822 holds, which may be encoded against the rules. */
static void
read_message(struct reading *r, struct cr_mime_part *m)
{
	struct cr_slice raw = m->body;
	struct cr_buf b;

	if (*m->encoding != '\0') {
		cr_buf_init_max(&b, CR_MIME_MAX_BYTES);
		cr_mime_body(m, &b);
		raw.p = cr_arena_strndup(r->a, b.s, b.len);
		raw.n = b.len;
		cr_buf_release(&b);
	}
	m->child = read_part(r, raw, m->depth + 1, "text/plain");
}

static void
describe(struct reading *r, struct cr_mime_part *m, const char *type)
{
	const struct cr_mime_field *f = cr_mime_field(m, "content-type");
	const char *p, *s;
	size_t n = 0;

	m->type = type;
	if (f != NULL) {
		for (p = f->value.p; n < f->value.n && p[n] != ';' &&
		    !cr_is_space(p[n]); n++)
			continue;
		if (memchr(p, '/', n) != NULL)
			m->type = cr_mime_lower(r->a, p, n);
	}
	s = cr_mime_get(m, r->a, "content-transfer-encoding");
	m->encoding = "";
	if (cr_strcaseeq(s, "base64"))
		m->encoding = "base64";
	else if (cr_strcaseeq(s, "quoted-printable"))
		m->encoding = "quoted-printable";
	s = cr_mime_parameter(m, r->a, "content-type", "charset");
	m->charset = s == NULL ? NULL : cr_mime_lower(r->a, s, strlen(s));
	m->name = cr_mime_parameter(m, r->a, "content-disposition",
	    "filename");
	if (m->name == NULL)
		m->name = cr_mime_parameter(m, r->a, "content-type", "name");
}

static struct cr_mime_part *
read_part(struct reading *r, struct cr_slice raw, int depth, const char *type)
{
	struct cr_mime_part *m;
	const char *boundary;
	size_t n;

	if (r->parts == CR_MIME_MAX_PARTS)
		return NULL;
	r->parts++;
	m = cr_arena_alloc(r->a, sizeof(*m));
	m->raw = m->body = raw;
	m->depth = depth;
	cr_mime_take_fields(m, r->a, &m->body);
	describe(r, m, type);
	if (depth >= CR_MIME_MAX_DEPTH)
		return m;
	if (cr_mime_is(m, "multipart/") && (boundary = cr_mime_parameter(m,
	    r->a, "content-type", "boundary")) != NULL &&
	    (n = strlen(boundary)) > 0 && n <= BOUNDARY_MAX)
		read_parts(r, m, boundary);
	else if (cr_mime_is(m, "message/rfc822") ||
	    cr_mime_is(m, "message/global"))
		read_message(r, m);
	return m;
}

/* The line that a mailbox file puts before each message. */
static void
skip_envelope(struct cr_slice *from)
{
	struct cr_slice line;

	if (from->n > 5 && memcmp(from->p, "From ", 5) == 0)
		cr_mime_take_line(from, &line);
}

int
cr_mime_read(struct cr *cr, struct cr_arena *a, const char *p, size_t n,
    struct cr_mime_part **out)
{
	struct reading r = { .a = a };
	struct cr_slice raw = { p, n };

	*out = NULL;
	if (n > CR_MIME_MAX_BYTES)
		return cr_fail(cr, CR_ELIMIT, "the message is larger than "
		    "%zu bytes", CR_MIME_MAX_BYTES);
	skip_envelope(&raw);
	*out = read_part(&r, raw, 0, "text/plain");
	return CR_OK;
}

bool
cr_mime_is(const struct cr_mime_part *m, const char *type)
{
	size_t n = strlen(type);

	return type[n - 1] == '/' ? cr_starts(m->type, type) :
	    strcmp(m->type, type) == 0;
}

/* The parts of ROOT in order, by climbing down from it to M. */
static const struct cr_mime_part *
behind(const struct cr_mime_part *m, const struct cr_mime_part *done,
    bool into, bool *seen)
{
	const struct cr_mime_part *c, *found;

	for (; m != NULL; m = m->next) {
		if (*seen)
			return m;
		*seen = m == done;
		c = into || !cr_starts(m->type, "message/") ? m->child : NULL;
		if ((found = behind(c, done, into, seen)) != NULL)
			return found;
	}
	return NULL;
}

const struct cr_mime_part *
cr_mime_walk(const struct cr_mime_part *root, const struct cr_mime_part *m,
    bool into)
{
	bool seen = m == root;

	return behind(root->child, m, into, &seen);
}

static int
hex_digit(char c)
{
	if (cr_is_digit(c))
		return c - '0';
	c = cr_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* RFC 2045 6.7: what is no code stands for itself. */
static void
quoted_printable(struct cr_slice s, struct cr_buf *b)
{
	const char *p = s.p, *end = s.p + s.n, *q;

	for (; p < end; p++) {
		if (*p != '=') {
			cr_buf_addc(b, *p);
			continue;
		}
		if (end - p > 2 && hex_digit(p[1]) >= 0 &&
		    hex_digit(p[2]) >= 0) {
			cr_buf_addc(b, (char)(hex_digit(p[1]) * 16 +
			    hex_digit(p[2])));
			p += 2;
			continue;
		}
		for (q = p + 1; q < end && (*q == ' ' || *q == '\t'); q++)
			continue;
		if (q < end && *q == '\r')
			q++;
		if (q < end && *q == '\n')
			p = q;		/* a soft line end */
		else
			cr_buf_addc(b, '=');
	}
}

void
cr_mime_body(const struct cr_mime_part *m, struct cr_buf *b)
{
	struct cr_base64 d;
	char *to;

	if (strcmp(m->encoding, "quoted-printable") == 0) {
		quoted_printable(m->body, b);
	} else if (strcmp(m->encoding, "base64") == 0) {
		cr_base64_init(&d);
		if ((to = cr_buf_room(b, m->body.n)) != NULL)
			b->len += cr_base64_feed(&d, m->body.p, m->body.n,
			    (unsigned char *)to);
		if (to != NULL)
			b->s[b->len] = '\0';
	} else {
		cr_buf_add(b, m->body.p, m->body.n);
	}
}

/* ISO-8859-15 is Windows-1252 but for a few letters; one is used. */
static void
latin9(struct cr_buf *b, const char *p, size_t n)
{
	const char *euro;

	while ((euro = memchr(p, 0xa4, n)) != NULL) {
		cr_charset_bytes(b, p, (size_t)(euro - p),
		    CR_ENCODING_CP1252);
		cr_buf_adds(b, "\xe2\x82\xac");
		n -= (size_t)(euro + 1 - p);
		p = euro + 1;
	}
	cr_charset_bytes(b, p, n, CR_ENCODING_CP1252);
}

void
cr_mime_utf8(struct cr_buf *b, const char *charset, const char *p, size_t n)
{
	size_t from = b->len, i;

	if (cr_streq(charset, "iso-8859-15"))
		latin9(b, p, n);
	else if (cr_is_utf8(p, n) && !cr_streq(charset, "iso-8859-1") &&
	    !cr_streq(charset, "windows-1252"))
		cr_buf_add(b, p, n);
	else
		cr_charset_bytes(b, p, n, CR_ENCODING_CP1252);
	for (i = from; i < b->len; i++)	/* what means nothing, and NULs */
		if (b->s[i] == '\0' || (unsigned char)b->s[i] == 0xff)
			b->s[i] = '?';
}

void
cr_mime_text(const struct cr_mime_part *m, struct cr_buf *b)
{
	struct cr_buf raw;
	size_t i, n = b->len;

	cr_buf_init_max(&raw, CR_MIME_MAX_BYTES);
	cr_mime_body(m, &raw);
	cr_mime_utf8(b, m->charset, raw.s, raw.len);
	cr_buf_release(&raw);
	for (i = n; i < b->len; i++)
		if (b->s[i] != '\r')
			b->s[n++] = b->s[i];
	b->len = n;
	if (b->s != NULL)
		b->s[n] = '\0';
}
