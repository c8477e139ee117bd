#include "cr/xml.h"

#include <string.h>

#include "cr/cr.h"
#include "cr/str.h"
#include "xmldecode.h"

#define DECLARATION_MAX 256	/* bytes within which <?xml ... ?> must end */
#define LABEL_MAX 32

/* windows-1252, 0x80 to 0x9f; 0 has no meaning (WHATWG Encoding, 9.1). */
static const uint16_t windows[32] = {
	0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
	0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0,
	0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
	0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178,
};

/* Where ISO-8859-15 is not ISO-8859-1. */
static uint32_t
latin9(unsigned char c)
{
	switch (c) {
	case 0xa4: return 0x20ac;
	case 0xa6: return 0x0160;
	case 0xa8: return 0x0161;
	case 0xb4: return 0x017d;
	case 0xb8: return 0x017e;
	case 0xbc: return 0x0152;
	case 0xbd: return 0x0153;
	case 0xbe: return 0x0178;
	default: return c;
	}
}

static uint32_t
latin1(unsigned char c)
{
	return c >= 0x80 && c < 0xa0 ? windows[c - 0x80] : c;
}

static const struct label {
	const char *word;	/* as files spell it, any case */
	const char *name;	/* as IANA does */
	enum cr_xml_family family;
} labels[] = {
	{ "utf-8", "UTF-8", UTF8 },
	{ "utf8", "UTF-8", UTF8 },
	{ "us-ascii", "US-ASCII", UTF8 },
	{ "ascii", "US-ASCII", UTF8 },
	{ "utf-16", "UTF-16", UTF16 },
	{ "utf-16le", "UTF-16", UTF16 },
	{ "utf-16be", "UTF-16", UTF16 },
	{ "unicode", "UTF-16", UTF16 },
	{ "windows-1252", "windows-1252", LATIN1 },
	{ "cp1252", "windows-1252", LATIN1 },
	{ "iso-8859-1", "ISO-8859-1", LATIN1 },
	{ "iso8859-1", "ISO-8859-1", LATIN1 },
	{ "iso_8859-1", "ISO-8859-1", LATIN1 },
	{ "latin1", "ISO-8859-1", LATIN1 },
	{ "latin-1", "ISO-8859-1", LATIN1 },
	{ "l1", "ISO-8859-1", LATIN1 },
	{ "iso-8859-15", "ISO-8859-15", LATIN9 },
	{ "iso8859-15", "ISO-8859-15", LATIN9 },
	{ "latin9", "ISO-8859-15", LATIN9 },
};

static const struct label *
find_label(const char *word)
{
	size_t i;

	for (i = 0; i < sizeof(labels) / sizeof(*labels); i++)
		if (cr_strcaseeq(labels[i].word, word))
			return &labels[i];
	return NULL;
}

static void
add_utf8(struct cr_buf *b, uint32_t c)
{
	char s[4];
	size_t n = 0;

	if (c < 0x80) {
		s[n++] = (char)c;
	} else if (c < 0x800) {
		s[n++] = (char)(0xc0 | c >> 6);
		s[n++] = (char)(0x80 | (c & 0x3f));
	} else if (c < 0x10000) {
		s[n++] = (char)(0xe0 | c >> 12);
		s[n++] = (char)(0x80 | (c >> 6 & 0x3f));
		s[n++] = (char)(0x80 | (c & 0x3f));
	} else {
		s[n++] = (char)(0xf0 | c >> 18);
		s[n++] = (char)(0x80 | (c >> 12 & 0x3f));
		s[n++] = (char)(0x80 | (c >> 6 & 0x3f));
		s[n++] = (char)(0x80 | (c & 0x3f));
	}
	cr_buf_add(b, s, n);
}

int
cr_xml_from_latin(struct cr *cr, const char *p, size_t n,
    enum cr_xml_family family, struct cr_buf *b)
{
	uint32_t c;
	size_t i;

	for (i = 0; i < n; i++) {
		c = (unsigned char)p[i];
		if (c >= 0x80)
			c = family == LATIN9 ? latin9((unsigned char)c) :
			    latin1((unsigned char)c);
		if (c == 0)
			return cr_fail(cr, CR_EENCODING, "holds the byte "
			    "0x%02x at %zu, which its encoding does not have",
			    (unsigned char)p[i], i);
		add_utf8(b, c);
	}
	return CR_OK;
}

static uint32_t
unit(const char *p, bool big)
{
	unsigned char a = (unsigned char)p[0], z = (unsigned char)p[1];

	return big ? (uint32_t)a << 8 | z : (uint32_t)z << 8 | a;
}

int
cr_xml_from_utf16(struct cr *cr, const char *p, size_t n, bool big,
    struct cr_buf *b)
{
	uint32_t c, low;
	size_t i;

	for (i = 0; i + 2 <= n; i += 2) {
		c = unit(p + i, big);
		if (c >= 0xd800 && c < 0xdc00 && i + 4 <= n) {
			low = unit(p + i + 2, big);
			if (low < 0xdc00 || low > 0xdfff)
				break;
			c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
			i += 2;
		} else if (c >= 0xd800 && c < 0xe000) {
			break;
		}
		if (c != 0xfeff)
			add_utf8(b, c);
	}
	if (i != n)
		return cr_fail(cr, CR_EENCODING, "is not whole UTF-16: "
		    "byte %zu", i);
	return CR_OK;
}

/* Byte order marks and blanks before the first tag. */
static void
skip_front(const char **p, size_t *n)
{
	static const char mark[] = "\xef\xbb\xbf";

	for (;;) {
		if (*n >= 3 && memcmp(*p, mark, 3) == 0) {
			*p += 3;
			*n -= 3;
		} else if (*n > 0 && cr_is_space(**p)) {
			++*p;
			--*n;
		} else {
			return;
		}
	}
}

/* UTF-16 by its mark, or by how "<" must look in it. */
static bool
is_utf16(const char *p, size_t n, bool *big)
{
	if (n < 4)
		return false;
	*big = memcmp(p, "\xfe\xff", 2) == 0 || memcmp(p, "\0<", 2) == 0;
	return *big || memcmp(p, "\xff\xfe", 2) == 0 ||
	    memcmp(p, "<\0", 2) == 0;
}

/* What <?xml encoding="..."?> says; "UTF-8" if it says nothing. */
static void
declared(const char *p, size_t n, char to[LABEL_MAX])
{
	const char *end, *q;
	char text[DECLARATION_MAX + 1], mark;
	size_t len;

	strcpy(to, "UTF-8");
	if (n > DECLARATION_MAX)
		n = DECLARATION_MAX;
	memcpy(text, p, n);
	text[n] = '\0';
	if (!cr_starts(text, "<?xml") || (end = strstr(text, "?>")) == NULL ||
	    (q = strstr(text, "encoding")) == NULL || q > end)
		return;
	q += strcspn(q, "'\"?");
	if ((mark = *q++) == '?')
		return;
	len = strcspn(q, (char[2]){ mark, '\0' });
	if (len >= LABEL_MAX)
		len = LABEL_MAX - 1;
	memcpy(to, q, len);
	to[len] = '\0';
}

static void
give(struct cr_xml_text *out, const struct cr_buf *b, const char *encoding)
{
	out->p = b->s;
	out->n = b->len;
	out->encoding = encoding;
}

/* Eight bits that claim to be what they are not. */
static int
fall_back(struct cr *cr, const char *p, size_t n, struct cr_buf *b,
    struct cr_xml_text *out)
{
	int err;

	if (cr_is_utf8(p, n)) {
		out->fallback = "it is UTF-8, though it says otherwise";
		out->p = p;
		out->n = n;
		out->encoding = "UTF-8";
		return CR_OK;
	}
	if ((err = cr_xml_from_latin(cr, p, n, LATIN1, b)) != 0)
		return err;
	out->fallback = "it is not the UTF-8 it should be; "
	    "read as windows-1252";
	give(out, b, "windows-1252");
	return CR_OK;
}

int
cr_xml_decode(struct cr *cr, const char *p, size_t n, struct cr_buf *b,
    struct cr_xml_text *out)
{
	const struct label *l;
	char word[LABEL_MAX];
	bool big;
	int err;

	*out = (struct cr_xml_text){ .p = p, .n = n, .encoding = "UTF-8" };
	if (n > CR_XML_MAX_BYTES)
		return cr_fail(cr, CR_ELIMIT, "is larger than %zu bytes",
		    CR_XML_MAX_BYTES);
	cr_buf_clear(b);
	if (is_utf16(p, n, &big)) {
		err = cr_xml_from_utf16(cr, p, n, big, b);
		give(out, b, "UTF-16");
		skip_front(&out->p, &out->n);
		return err;
	}
	skip_front(&p, &n);
	declared(p, n, word);
	if ((l = find_label(word)) == NULL)
		return cr_fail(cr, CR_EENCODING, "is in the encoding \"%s\", "
		    "which is not known", word);
	if (l->family == UTF16 || (l->family == UTF8 && !cr_is_utf8(p, n)))
		return fall_back(cr, p, n, b, out);
	*out = (struct cr_xml_text){ .p = p, .n = n, .encoding = l->name };
	if (l->family == UTF8)
		return CR_OK;
	err = cr_xml_from_latin(cr, p, n, l->family, b);
	give(out, b, l->name);
	return err;
}

int
cr_xml_family_of(struct cr *cr, const char *p, size_t n,
    enum cr_xml_family *family, bool *big)
{
	const struct label *l;
	char word[LABEL_MAX];

	*family = UTF16;
	if (is_utf16(p, n, big))
		return CR_OK;
	skip_front(&p, &n);
	declared(p, n, word);
	if ((l = find_label(word)) == NULL)
		return cr_fail(cr, CR_EENCODING, "is in the encoding \"%s\", "
		    "which is not known", word);
	*family = l->family == UTF16 ? UTF8 : l->family;
	return CR_OK;
}

/* Behind the next CLOSE; NULL if there is none. */
static const char *
skip_to(const char *p, const char *end, const char *close)
{
	size_t n = strlen(close);

	for (; p != NULL && p + n <= end; p++)
		if (memcmp(p, close, n) == 0)
			return p + n;
	return NULL;
}

/* Behind what begins with "<?" or "<!"; NULL if it does not end here. */
static const char *
skip_markup(const char *p, const char *end)
{
	const char *close, *open;

	if (p[1] == '?')
		return skip_to(p, end, "?>");
	if (end - p >= 4 && p[2] == '-' && p[3] == '-')
		return skip_to(p, end, "-->");
	/* a DOCTYPE, with declarations in it or without */
	close = skip_to(p, end, ">");
	open = close ? memchr(p, '[', (size_t)(close - p)) : NULL;
	return open ? skip_to(skip_to(p, end, "]"), end, ">") : close;
}

/* Copy the local name of the tag at P; returns what is behind its name. */
static const char *
local_name(const char *p, const char *end, char to[CR_XML_NAME_MAX])
{
	size_t len = 0;

	for (p++; p < end && !cr_is_space(*p) && *p != '>' && *p != '/'; p++) {
		if (*p == ':')
			len = 0;
		else if (len + 1 < CR_XML_NAME_MAX)
			to[len++] = *p;
	}
	to[len] = '\0';
	return p;
}

bool
cr_xml_root_name(const char *p, size_t n, char to[CR_XML_NAME_MAX])
{
	const char *end = p + n;

	while (p != NULL && p + 1 < end) {
		if (cr_is_space(*p))
			p++;
		else if (*p != '<')
			return false;
		else if (p[1] == '?' || p[1] == '!')
			p = skip_markup(p, end);
		else
			break;
	}
	if (p == NULL || p + 1 >= end)
		return false;
	local_name(p, end, to);
	return *to != '\0';
}

bool
cr_xml_has_element(const char *p, size_t n, bool (*is)(const char *local))
{
	const char *end = p + n;
	char name[CR_XML_NAME_MAX];

	while (p != NULL && p < end &&
	    (p = memchr(p, '<', (size_t)(end - p))) != NULL && p + 1 < end) {
		if (p[1] == '?' || p[1] == '!') {
			p = skip_markup(p, end);
			continue;
		}
		p = local_name(p, end, name);
		if (*name != '\0' && p < end && is(name))
			return true;
	}
	return false;
}
