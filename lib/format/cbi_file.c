#include "cbi.h"

#include <string.h>

#include "cr/arena.h"
#include "cr/charset.h"
#include "cr/cr.h"
#include "cr/input.h"
#include "cr/str.h"

#define WINDOW ((size_t)1024)	/* a record with the blanks behind it */
#define LINE_WINDOW ((size_t)2 * CBI_LENGTH - 2)	/* less than two */
#define DOS_END '\x1a'

static int
fill(struct cbi *c)
{
	ptrdiff_t got;

	memmove(c->block, c->block + c->at, c->len - c->at);
	c->len -= c->at;
	c->at = 0;
	while (!c->ended && c->len < WINDOW) {
		got = cr_input_read(c->b->cr, c->in, c->block + c->len,
		    CBI_BLOCK - c->len);
		if (got < 0)
			return (int)got;
		c->len += (size_t)got;
		c->ended = got == 0;
	}
	return CR_OK;
}

/* Past line ends, and the end of file of MS-DOS. */
static void
skip_ends(struct cbi *c)
{
	for (; c->at < c->len; c->at++) {
		if (c->block[c->at] == '\n')
			c->b->line++;
		else if (c->block[c->at] != '\r' &&
		    c->block[c->at] != DOS_END)
			return;
	}
}

/* Does a record begin at S? */
static bool
is_start(const char *s)
{
	return s[0] == ' ' && (cr_is_digit(s[1]) || cr_is_alpha(s[1])) &&
	    (cr_is_digit(s[2]) || cr_is_alpha(s[2]));
}

/*
 * How many of N bytes at P are the line: up to its end, or all of a record
 * where there is none; blanks may follow it.
 */
static size_t
line_length(const char *p, size_t n)
{
	size_t window = n < LINE_WINDOW ? n : LINE_WINDOW, k;
	const char *end = memchr(p, '\n', window);

	if (end == NULL)
		end = memchr(p, '\r', window);
	/* the last record of a flow without line ends may be short */
	if (end != NULL && (end - p <= CBI_LENGTH + 3 ||
	    !is_start(p + CBI_LENGTH)))
		return (size_t)(end - p);
	if (n <= CBI_LENGTH)
		return n;
	for (k = CBI_LENGTH; k < n && k < WINDOW && p[k] == ' '; k++)
		continue;
	if (k < n && (p[k] == '\n' || p[k] == '\r'))
		return k;
	return CBI_LENGTH - (*p != ' ');
}

/* Take N bytes as a record, whose first blank may have been cut off. */
static bool
take(struct cbi_record *r, const char *p, size_t n)
{
	size_t off = *p != ' ';

	while (n > 0 && (p[n - 1] == '\r' || p[n - 1] == DOS_END ||
	    (n + off > CBI_LENGTH && p[n - 1] == ' ')))
		n--;
	if (n + off > CBI_LENGTH)
		return false;
	r->s[0] = ' ';
	memcpy(r->s + off, p, n);
	memset(r->s + off + n, ' ', CBI_LENGTH - off - n);
	return true;
}

int
cr_cbi_next(struct cbi *c)
{
	size_t n;
	int rc;

	do {
		if (c->len - c->at < WINDOW && !c->ended &&
		    (rc = fill(c)) != CR_OK)
			return rc;
		skip_ends(c);
	} while (c->at == c->len && !c->ended);
	if (c->len - c->at < WINDOW && !c->ended && (rc = fill(c)) != CR_OK)
		return rc;
	if (c->at == c->len)
		return 0;
	n = line_length(c->block + c->at, c->len - c->at);
	c->b->line++;
	if (!take(&c->rec, c->block + c->at, n))
		return cr_fail(c->b->cr, CR_EINPUT, "this record is longer "
		    "than %d bytes", CBI_LENGTH);
	c->at += n;
	/* its own line end is not counted again */
	if (c->at < c->len && c->block[c->at] == '\r')
		c->at++;
	if (c->at < c->len && c->block[c->at] == '\n')
		c->at++;
	return 1;
}

/*
 * Bytes that CP1252 leaves out become question marks, and what has no meaning
 * in a text a blank.
 */
static char *
decode(struct cbi *c, const char *s, size_t n)
{
	size_t i;

	cr_buf_clear(&c->decoded);
	cr_charset_bytes(&c->decoded, s, n, CR_ENCODING_CP1252);
	for (i = 0; i < c->decoded.len; i++)
		if (c->decoded.s[i] == '\xff')
			c->decoded.s[i] = '?';
		else if ((unsigned char)c->decoded.s[i] < 0x20)
			c->decoded.s[i] = ' ';
	return cr_arena_strndup(&c->b->arena, c->decoded.s, c->decoded.len);
}

/* How many of N bytes stand before the blanks at their end. */
static size_t
trim_end(const char *s, size_t n)
{
	static const char blanks[8] = { ' ', ' ', ' ', ' ', ' ', ' ', ' ',
	    ' ' };

	while (n >= sizeof(blanks) && memcmp(s + n - sizeof(blanks), blanks,
	    sizeof(blanks)) == 0)
		n -= sizeof(blanks);
	while (n > 0 && s[n - 1] == ' ')
		n--;
	return n;
}

/* Nothing but ASCII that can be seen, and blanks one by one? */
static bool
is_smooth(const char *s, size_t n)
{
	return cr_is_ascii(s, n) && cr_is_collapsed(s, n);
}

char *
cr_cbi_clean(struct cbi *c, const char *s, size_t n)
{
	char *p;

	n = trim_end(s, n);
	for (; n > 0 && *s == ' '; s++)
		n--;
	if (n == 0)
		return NULL;
	if (is_smooth(s, n))
		return cr_arena_strndup(&c->b->arena, s, n);
	p = cr_collapse(decode(c, s, n));
	return *p != '\0' ? p : NULL;
}

char *
cr_cbi_text(struct cbi *c, int from, int to)
{
	return cr_cbi_clean(c, CBI_AT(c, from), (size_t)(to - from + 1));
}

const char *
cr_cbi_show(struct cbi *c, int from, int to)
{
	char *s = cr_cbi_text(c, from, to);

	return s ? s : "";
}

bool
cr_cbi_is_blank(const struct cbi *c, int from, int to)
{
	for (; from <= to; from++)
		if (*CBI_AT(c, from) != ' ')
			return false;
	return true;
}

bool
cr_cbi_date(struct cbi *c, int from, struct cr_date *out)
{
	const char *s = CBI_AT(c, from);

	if (memcmp(s, c->day_text, 6) == 0) {
		*out = c->day;
		return true;
	}
	*out = CR_DATE_NONE;
	if (memcmp(s, "      ", 6) == 0 || memcmp(s, "000000", 6) == 0)
		return true;
	if (!cr_date_parse(s, 6, CR_DATE_DDMMYY, out))
		return false;
	memcpy(c->day_text, s, 6);
	c->day = *out;
	return true;
}

int64_t
cr_cbi_number(const struct cbi *c, int from, int to)
{
	int64_t v = 0;

	for (; from <= to; from++) {
		if (!cr_is_digit(*CBI_AT(c, from)))
			return -1;
		v = v * 10 + (*CBI_AT(c, from) - '0');
	}
	return v;
}

bool
cr_cbi_account(struct cbi *c, int abi, int cab, int account,
    char to[CR_IBAN_SIZE])
{
	const char *s = CBI_AT(c, account), *text;
	size_t n = 12;

	while (n > 0 && s[n - 1] == ' ')
		n--;
	for (; n > 0 && *s == ' '; s++)
		n--;
	if (cr_iban_italian(CBI_AT(c, abi), CBI_AT(c, cab), s, n, to))
		return true;
	text = cr_cbi_text(c, account, account + 11);
	if (text == NULL || strlen(text) >= CR_IBAN_SIZE)
		return false;
	memcpy(to, text, strlen(text) + 1);
	return true;
}
