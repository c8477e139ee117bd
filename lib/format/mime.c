#include "cr/mime.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "cr/buf.h"
#include "cr/str.h"

#define LINE_MAX_CHARS 76	/* RFC 2045 6.7, RFC 2047 2 */
#define WORD_BYTES 39		/* of text in one encoded word */
#define ADDRESS_MAX 254		/* RFC 5321 4.5.3.1 */

static bool
is_atom(char c)
{
	return cr_is_alpha(c) || cr_is_digit(c) ||
	    (c != '\0' && strchr("!#$%&'*+-/=?^_`{|}~.", c) != NULL);
}

/* Letters, digits, and hyphens and dots inside. */
static bool
is_domain(const char *s)
{
	size_t n = strlen(s), i;

	for (i = 0; i < n; i++)
		if (!cr_is_alpha(s[i]) && !cr_is_digit(s[i]) &&
		    (i == 0 || i == n - 1 || (s[i] != '-' && s[i] != '.')))
			return false;
	return n > 0;
}

bool
cr_mail_address_is_valid(const char *s)
{
	const char *at = strchr(s, '@'), *p;
	size_t n = strlen(s);

	if (at == NULL || at == s || n > ADDRESS_MAX || at - s > 64)
		return false;
	if (*s == '.' || at[-1] == '.' || strstr(s, "..") != NULL)
		return false;
	for (p = s; p < at; p++)
		if (!is_atom(*p))
			return false;
	return is_domain(at + 1);
}

static bool
is_control(char c)
{
	return (unsigned char)c < ' ' || c == 0x7f;
}

/* Does S need encoded words? Control characters are made blanks first. */
static bool
is_plain(const char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s >= 0x7f)
			return false;
	return true;
}

static void
add_base64(struct cr_buf *b, const char *s, size_t n)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789+/";
	unsigned char t[3];
	size_t i, k;

	for (i = 0; i < n; i += 3) {
		for (k = 0; k < 3; k++)
			t[k] = i + k >= n ? 0 : is_control(s[i + k]) ? ' ' :
			    (unsigned char)s[i + k];
		cr_buf_addc(b, alphabet[t[0] >> 2]);
		cr_buf_addc(b, alphabet[(t[0] & 3) << 4 | t[1] >> 4]);
		cr_buf_addc(b, i + 1 < n ?
		    alphabet[(t[1] & 15) << 2 | t[2] >> 6] : '=');
		cr_buf_addc(b, i + 2 < n ? alphabet[t[2] & 63] : '=');
	}
}

/* Encoded words of whole characters, a line each (RFC 2047 5). */
static void
add_words(struct cr_buf *b, const char *s)
{
	size_t n;

	while (*s != '\0') {
		n = strlen(s);
		if (n > WORD_BYTES)
			for (n = WORD_BYTES; n > 1 &&
			    ((unsigned char)s[n] & 0xc0) == 0x80; n--)
				;
		cr_buf_adds(b, "=?UTF-8?B?");
		add_base64(b, s, n);
		cr_buf_adds(b, "?=");
		s += n;
		if (*s != '\0')
			cr_buf_adds(b, "\r\n ");
	}
}

/* ASCII words, folded at blanks; COLUMN is where the line stands. */
static void
add_folded(struct cr_buf *b, const char *s, size_t column)
{
	size_t n;

	while (*s != '\0') {
		n = 1 + strcspn(s + 1, " ");
		if (column + n > LINE_MAX_CHARS && *s == ' ' && n > 1) {
			cr_buf_adds(b, "\r\n");
			column = 0;
		}
		for (column += n; n > 0; n--, s++)
			cr_buf_addc(b, is_control(*s) ? ' ' : *s);
	}
}

void
cr_mime_header(struct cr_buf *b, const char *name, const char *value)
{
	cr_buf_addf(b, "%s: ", name);
	/* What looks like an encoded word must not be taken for one. */
	if (is_plain(value) && strstr(value, "=?") == NULL &&
	    strlen(value) < 900)
		add_folded(b, value, strlen(name) + 2);
	else
		add_words(b, value);
	cr_buf_adds(b, "\r\n");
}

static void
add_quoted(struct cr_buf *b, const char *s)
{
	cr_buf_addc(b, '"');
	for (; *s != '\0'; s++) {
		if (*s == '"' || *s == '\\')
			cr_buf_addc(b, '\\');
		cr_buf_addc(b, is_control(*s) ? ' ' : *s);
	}
	cr_buf_addc(b, '"');
}

void
cr_mime_address(struct cr_buf *b, const char *name, const char *display,
    const char *address)
{
	cr_buf_addf(b, "%s: ", name);
	if (!cr_is_empty(display)) {
		if (is_plain(display) && strlen(display) < 60 &&
		    strstr(display, "=?") == NULL)
			add_quoted(b, display);
		else
			add_words(b, display);
		cr_buf_adds(b, "\r\n ");
	}
	cr_buf_addf(b, "<%s>\r\n", address);
}

void
cr_mime_date(struct cr_buf *b, int64_t at)
{
	static const char days[] = "SunMonTueWedThuFriSat";
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	time_t t = (time_t)at;
	struct tm tm;

	gmtime_r(&t, &tm);
	cr_buf_addf(b, "Date: %.3s, %d %.3s %d %02d:%02d:%02d +0000\r\n",
	    days + 3 * tm.tm_wday, tm.tm_mday, months + 3 * tm.tm_mon,
	    tm.tm_year + 1900, tm.tm_hour, tm.tm_min, tm.tm_sec);
}

/* Does the character at S stand for itself in quoted-printable text? */
static bool
is_literal(const char *s)
{
	if (*s == ' ' || *s == '\t')
		return s[1] != '\0' && s[1] != '\n' && s[1] != '\r';
	return *s > ' ' && *s < 0x7f && *s != '=';
}

/* "From " and "." at a line's start tempt servers. */
static bool
is_tempting(char c)
{
	return c == '.' || c == 'F';
}

/* A word with C in each of its bytes. */
#define EACH(c) (UINT64_C(0x0101010101010101) * (c))

/* Do all eight characters at S stand for themselves, wherever they are? */
static bool
are_plain(const char *s)
{
	uint64_t v, low, high, equals;

	memcpy(&v, s, sizeof(v));
	low = (v - EACH(' ')) & ~v;		/* below ' ' */
	high = (v + EACH(1)) | v;		/* above '~' */
	equals = v ^ EACH('=');
	equals = (equals - EACH(1)) & ~equals;	/* just '=' */
	return ((low | high | equals) & EACH(0x80)) == 0;
}

/* How many characters from S on, MAX at most, stand for themselves. */
static size_t
literals(const char *s, const char *end, size_t max)
{
	size_t n = 0;

	if ((size_t)(end - s) < max)
		max = (size_t)(end - s);
	while (n + 8 <= max && are_plain(s + n))
		n += 8;
	while (n < max && ((s[n] >= ' ' && s[n] < 0x7f && s[n] != '=') ||
	    s[n] == '\t'))
		n++;
	return n > 0 && !is_literal(s + n - 1) ? n - 1 : n;
}

/* One character, which may be the first of the next line. */
static void
add_character(struct cr_buf *b, const char *s, size_t *column)
{
	static const char hex[] = "0123456789ABCDEF";
	bool literal = is_literal(s) && !(*column == 0 && is_tempting(*s));

	if (*column + (literal ? 1 : 3) > LINE_MAX_CHARS - 1) {
		cr_buf_adds(b, "=\r\n");
		*column = 0;
		literal = literal && !is_tempting(*s);
	}
	*column += literal ? 1 : 3;
	if (literal) {
		cr_buf_addc(b, *s);
		return;
	}
	cr_buf_addc(b, '=');
	cr_buf_addc(b, hex[(unsigned char)*s >> 4]);
	cr_buf_addc(b, hex[*s & 15]);
}

/* What stands for itself is copied in one piece, as far as a line goes. */
static void
add_quoted_printable(struct cr_buf *b, const char *s)
{
	const char *end = s + strlen(s);
	size_t column = 0, n;

	while (s < end) {
		if (*s == '\n' || (*s == '\r' && s[1] == '\n')) {
			s += *s == '\r' ? 2 : 1;
			cr_buf_add(b, "\r\n", 2);
			column = 0;
			continue;
		}
		n = column == 0 && is_tempting(*s) ? 0 :
		    literals(s, end, LINE_MAX_CHARS - 1 - column);
		cr_buf_add(b, s, n);
		column += n;
		s += n;
		if (n == 0)
			add_character(b, s++, &column);
	}
	if (column > 0)
		cr_buf_adds(b, "\r\n");
}

static void
add_part(struct cr_buf *b, const char *type, const char *text)
{
	cr_buf_addf(b, "Content-Type: %s; charset=utf-8\r\n"
	    "Content-Transfer-Encoding: quoted-printable\r\n\r\n", type);
	add_quoted_printable(b, text);
}

void
cr_mime_content(struct cr_buf *b, const char *text, const char *html)
{
	/* Quoted-printable text never holds "=_". */
	static const char boundary[] = "=_cr_alternative";

	cr_buf_adds(b, "MIME-Version: 1.0\r\n");
	if (html == NULL) {
		add_part(b, "text/plain", text);
		return;
	}
	cr_buf_addf(b, "Content-Type: multipart/alternative;\r\n"
	    " boundary=\"%s\"\r\n\r\n--%s\r\n", boundary, boundary);
	add_part(b, "text/plain", text);
	cr_buf_addf(b, "\r\n--%s\r\n", boundary);
	add_part(b, "text/html", html);
	cr_buf_addf(b, "\r\n--%s--\r\n", boundary);
}

bool
cr_mime_split(const char *s, struct cr_buf *display, struct cr_buf *address)
{
	const char *open = strrchr(s, '<'), *end;

	if (open == NULL) {
		cr_buf_adds(address, s);
		return cr_mail_address_is_valid(s);
	}
	end = s + strlen(s);
	if (end[-1] != '>')
		return false;
	cr_buf_add(address, open + 1, (size_t)(end - open) - 2);
	while (open > s && open[-1] == ' ')
		open--;
	if (open - s >= 2 && *s == '"' && open[-1] == '"') {
		s++;
		open--;
	}
	cr_buf_add(display, s, (size_t)(open - s));
	return cr_mail_address_is_valid(address->s);
}
