#include "cr/lines.h"

#include <stdlib.h>
#include <string.h>

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/i18n.h"
#include "cr/input.h"
#include "cr/mem.h"
#include "cr/str.h"
#include "cr/charset.h"

#define BLOCK_BYTES ((size_t)256 * 1024)

struct cr_lines {
	struct cr_input *in;
	enum cr_encoding encoding;
	bool automatic, bom, started, ended, big_endian;
	char eol;		/* LF, or CR in a file without LF */
	char *block;		/* UTF-8, or what one byte a letter makes */
	size_t at, len, cap;
	int64_t number;
	struct cr_buf decoded;	/* the line when it had to be converted */
	unsigned char odd[4];	/* the beginning of a UTF-16 letter */
	size_t nodd;
};

struct cr_lines *
cr_lines_new(struct cr_input *in, enum cr_encoding encoding)
{
	struct cr_lines *l = cr_calloc(1, sizeof(*l));

	l->in = in;
	l->encoding = encoding;
	l->automatic = encoding == CR_ENCODING_AUTO;
	l->eol = '\n';
	cr_buf_init(&l->decoded);
	return l;
}

void
cr_lines_free(struct cr_lines *l)
{
	if (l == NULL)
		return;
	cr_buf_release(&l->decoded);
	free(l->block);
	free(l);
}

enum cr_encoding
cr_lines_encoding(const struct cr_lines *l)
{
	return l->encoding;
}

bool
cr_lines_bom(const struct cr_lines *l)
{
	return l->bom;
}

static void
set_bom(struct cr_lines *l, enum cr_encoding e, bool big_endian)
{
	l->bom = true;
	l->automatic = false;
	l->encoding = e;
	l->big_endian = big_endian;
}

/* Look at the beginning: the BOM, and how lines end. */
static int
start(struct cr *cr, struct cr_lines *l)
{
	char skipped[3];
	const char *p;
	ptrdiff_t n = cr_input_peek(cr, l->in, &p);
	size_t bom = 0;

	if (n < 0)
		return (int)n;
	if (n >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0) {
		bom = 3;
		set_bom(l, CR_ENCODING_UTF8, false);
	} else if (n >= 2 && (memcmp(p, "\xff\xfe", 2) == 0 ||
	    memcmp(p, "\xfe\xff", 2) == 0)) {
		bom = 2;
		set_bom(l, CR_ENCODING_UTF16, p[0] == '\xfe');
	}
	if (n > 0 && memchr(p, '\n', (size_t)n) == NULL &&
	    memchr(p, '\r', (size_t)n) != NULL)
		l->eol = '\r';
	if (bom > 0 && cr_input_read(cr, l->in, skipped, bom) < 0)
		return CR_ESYSTEM;
	l->started = true;
	return CR_OK;
}

/*
 * Read UTF-16 into TO as UTF-8. Half the room is asked for, since two bytes
 * may become three.
 */
static ptrdiff_t
read_utf16(struct cr *cr, struct cr_lines *l, char *to, size_t room)
{
	unsigned char raw[16 * 1024];
	size_t want = room / 2 < sizeof(raw) ? room / 2 : sizeof(raw), n, used;
	char *end = to;
	ptrdiff_t got;

	memcpy(raw, l->odd, l->nodd);
	got = cr_input_read(cr, l->in, raw + l->nodd, want - l->nodd);
	if (got < 0)
		return got;
	n = l->nodd + (size_t)got;
	used = cr_charset_utf16(&end, raw, n, l->big_endian, got == 0);
	l->nodd = n - used;
	memcpy(l->odd, raw + used, l->nodd);
	l->ended = got == 0;
	return end - to;
}

/* More bytes after what is left of the block, which moves to its front. */
static int
fill(struct cr *cr, struct cr_lines *l)
{
	size_t left = l->len - l->at;
	ptrdiff_t got;

	if (l->cap - left < BLOCK_BYTES / 2) {
		l->cap = left + BLOCK_BYTES;
		l->block = cr_reallocarray(l->block, l->cap, 1);
	}
	memmove(l->block, l->block + l->at, left);
	l->at = 0;
	l->len = left;
	if (l->encoding == CR_ENCODING_UTF16) {
		got = read_utf16(cr, l, l->block + left, l->cap - left - 1);
	} else {
		got = cr_input_read(cr, l->in, l->block + left,
		    l->cap - left - 1);
		l->ended = got == 0;
	}
	if (got < 0)
		return (int)got;
	l->len += (size_t)got;
	return CR_OK;
}

static void
convert(struct cr_lines *l, struct cr_line *line, enum cr_encoding from)
{
	cr_buf_clear(&l->decoded);
	cr_charset_bytes(&l->decoded, line->s, line->n, from);
	line->s = l->decoded.s;
	line->n = l->decoded.len;
	if (!cr_is_utf8(line->s, line->n))
		line->error = N_("holds bytes that are no letters in its "
		    "encoding");
}

/* A line that is not ASCII: bring it to UTF-8, or say why it cannot be. */
static void
decode(struct cr_lines *l, struct cr_line *line)
{
	bool utf8 = cr_is_utf8(line->s, line->n);

	if (l->encoding == CR_ENCODING_AUTO)
		l->encoding = utf8 ? CR_ENCODING_UTF8 : CR_ENCODING_CP1252;
	if (l->encoding == CR_ENCODING_UTF8 ||
	    l->encoding == CR_ENCODING_UTF16) {
		if (!utf8)
			line->error = l->encoding == CR_ENCODING_UTF8 ?
			    N_("is not UTF-8 as the lines before it") :
			    N_("is not UTF-16");
		return;
	}
	if (utf8 && l->automatic)
		line->error = N_("is UTF-8 and the lines before it are CP1252");
	else
		convert(l, line, l->encoding);
}

/*
 * For people only: UTF-8 without bytes that end a C string. What is no UTF-8
 * is most likely CP1252.
 */
static void
make_showable(struct cr_lines *l, struct cr_line *line)
{
	size_t i;

	if (!cr_is_utf8(line->s, line->n)) {
		struct cr_buf b;

		cr_buf_init(&b);
		cr_charset_bytes(&b, line->s, line->n, CR_ENCODING_CP1252);
		cr_buf_release(&l->decoded);
		l->decoded = b;
		line->s = b.s;
		line->n = b.len;
	}
	for (i = 0; i < line->n; i++)
		if (line->s[i] == '\0' || line->s[i] == '\xff')
			line->s[i] = '?';
}

static void
check(struct cr_lines *l, struct cr_line *line)
{
	if (cr_is_ascii(line->s, line->n))
		return;
	if (memchr(line->s, '\0', line->n) != NULL)
		line->error = N_("holds a NUL byte");
	else
		decode(l, line);
	if (line->error != NULL)
		make_showable(l, line);
}

/* Pass over the rest of a line that is too long; false at the end. */
static int
skip_rest(struct cr *cr, struct cr_lines *l)
{
	char *nl;
	int rc;

	do {
		l->at = l->len;
		if ((rc = fill(cr, l)) != CR_OK)
			return rc;
		nl = memchr(l->block, l->eol, l->len);
	} while (nl == NULL && !l->ended);
	l->at = nl ? (size_t)(nl + 1 - l->block) : l->len;
	return CR_OK;
}

static int
too_long(struct cr *cr, struct cr_lines *l, struct cr_line *out)
{
	cr_buf_clear(&l->decoded);
	cr_buf_add(&l->decoded, l->block + l->at, CR_LINE_MAX);
	out->s = l->decoded.s;
	out->n = l->decoded.len;
	out->error = N_("is longer than 1048576 bytes");
	make_showable(l, out);
	return skip_rest(cr, l);
}

/* Find the end of the line at AT, reading on as needed; NULL: no end. */
static int
find_end(struct cr *cr, struct cr_lines *l, char **nl)
{
	size_t seen = 0;
	int rc;

	for (;;) {
		*nl = NULL;
		if (l->len - l->at > seen)
			*nl = memchr(l->block + l->at + seen, l->eol,
			    l->len - l->at - seen);
		seen = l->len - l->at;
		if (*nl != NULL || l->ended || seen > CR_LINE_MAX)
			return CR_OK;
		if ((rc = fill(cr, l)) != CR_OK)
			return rc;
	}
}

int
cr_lines_next(struct cr *cr, struct cr_lines *l, struct cr_line *out)
{
	char *nl;
	int rc;

	if (!l->started && (rc = start(cr, l)) != CR_OK)
		return rc;
	if ((rc = find_end(cr, l, &nl)) != CR_OK)
		return rc;
	if (nl == NULL && l->at == l->len)
		return 0;
	*out = (struct cr_line){ .number = ++l->number };
	if ((nl ? (size_t)(nl - l->block) : l->len) - l->at > CR_LINE_MAX)
		return (rc = too_long(cr, l, out)) == CR_OK ? 1 : rc;
	out->s = l->block + l->at;
	out->n = (nl ? (size_t)(nl - l->block) : l->len) - l->at;
	l->at += out->n + (nl != NULL);
	if (l->eol == '\n' && out->n > 0 && out->s[out->n - 1] == '\r')
		out->n--;
	check(l, out);
	return 1;
}

static const char *const words[CR_ENCODINGS] = {
	[CR_ENCODING_AUTO] = "auto",
	[CR_ENCODING_UTF8] = "utf-8",
	[CR_ENCODING_CP1252] = "cp1252",
	[CR_ENCODING_LATIN1] = "latin-1",
	[CR_ENCODING_CP850] = "cp850",
	[CR_ENCODING_UTF16] = "utf-16",
};

const char *
cr_encoding_word(enum cr_encoding e)
{
	return words[e];
}

bool
cr_encoding_parse(const char *word, enum cr_encoding *out)
{
	int e;

	for (e = 0; e < CR_ENCODINGS; e++)
		if (cr_strcaseeq(word, words[e])) {
			*out = (enum cr_encoding)e;
			return true;
		}
	return false;
}
