#include "cr/gsm.h"

#include <stdint.h>
#include <string.h>

#include "cr/buf.h"
#include "cr/str.h"

/*
 * The next character of S, which is moved behind it; the text is UTF-8, and
 * a stray byte stands for itself.
 */
static uint32_t
next(const char **s)
{
	const unsigned char *p = (const unsigned char *)*s;
	size_t n = *p >= 0xf0 ? 4 : *p >= 0xe0 ? 3 : *p >= 0xc0 ? 2 : 1, i;
	uint32_t c = n == 1 ? *p : *p & (0xffu >> (n + 1));

	for (i = 1; i < n; i++) {
		if ((p[i] & 0xc0) != 0x80) {
			n = 1;
			c = *p;
			break;
		}
		c = c << 6 | (p[i] & 0x3f);
	}
	*s += n;
	return c;
}

/* Those of the alphabet that are not ASCII. */
static const uint16_t beyond[] = {
	0xa1, 0xa3, 0xa4, 0xa5, 0xa7, 0xbf,
	0xc4, 0xc5, 0xc6, 0xc7, 0xc9, 0xd1, 0xd6, 0xd8, 0xdc, 0xdf,
	0xe0, 0xe4, 0xe5, 0xe6, 0xe8, 0xe9, 0xec, 0xf1, 0xf2, 0xf6, 0xf8,
	0xf9, 0xfc,
	0x393, 0x394, 0x398, 0x39b, 0x39e, 0x3a0, 0x3a3, 0x3a6, 0x3a8, 0x3a9,
};

/* Units of 7 bits that C takes; 0: it is not in the alphabet. */
static int
width(uint32_t c)
{
	size_t i;

	if (c == 0x20ac || c == '\f')
		return 2;
	if (c < 0x80) {
		if (c < ' ')
			return c == '\n' || c == '\r' ? 1 : 0;
		if (strchr("^{}\\[~]|", (int)c) != NULL)
			return 2;
		return c != '`' && c != 0x7f ? 1 : 0;
	}
	for (i = 0; i < sizeof(beyond) / sizeof(*beyond); i++)
		if (beyond[i] == c)
			return 1;
	return 0;
}

static int
width_of(uint32_t c, bool ucs2)
{
	return ucs2 ? (c > 0xffff ? 2 : 1) : width(c);
}

/* Messages of MANY units, where no character is cut in two. */
static size_t
split(const char *s, bool ucs2, size_t many)
{
	size_t n = 1, have = 0, w;

	while (*s != '\0') {
		w = (size_t)width_of(next(&s), ucs2);
		if (have + w > many) {
			n++;
			have = 0;
		}
		have += w;
	}
	return n;
}

struct cr_gsm
cr_gsm_measure(const char *text)
{
	struct cr_gsm g = { .segments = 1 };
	const char *s, *at;

	for (s = text; *s != '\0' && !g.ucs2;) {
		at = s;
		if (width(next(&s)) != 0)
			continue;
		g.ucs2 = true;
		memcpy(g.odd, at, (size_t)(s - at));
	}
	for (s = text; *s != '\0';)
		g.units += (size_t)width_of(next(&s), g.ucs2);
	if (g.units > (g.ucs2 ? CR_GSM_UCS2_ONE : CR_GSM_ONE))
		g.segments = split(text, g.ucs2, g.ucs2 ? CR_GSM_UCS2_MANY :
		    CR_GSM_MANY);
	return g;
}

/* What people write for it: FORM for the characters FROM to TO. */
static const struct {
	uint16_t from, to;
	const char *form;
} plain[] = {
	{ '\t', '\t', " " }, { '`', '`', "'" }, { 0xa0, 0xa0, " " },
	{ 0xab, 0xab, "\"" }, { 0xad, 0xad, "" }, { 0xb0, 0xb0, "o" },
	{ 0xb4, 0xb4, "'" }, { 0xb7, 0xb7, "-" }, { 0xba, 0xba, "o" },
	{ 0xaa, 0xaa, "a" }, { 0xbb, 0xbb, "\"" },
	{ 0xc0, 0xc1, "A'" }, { 0xc2, 0xc3, "A" }, { 0xc8, 0xc8, "E'" },
	{ 0xca, 0xcb, "E" }, { 0xcc, 0xcd, "I'" }, { 0xce, 0xcf, "I" },
	{ 0xd2, 0xd3, "O'" }, { 0xd4, 0xd5, "O" }, { 0xd9, 0xda, "U'" },
	{ 0xdb, 0xdb, "U" }, { 0xdd, 0xdd, "Y" }, { 0xd7, 0xd7, "x" },
	{ 0xe1, 0xe1, "a'" }, { 0xe2, 0xe3, "a" }, { 0xe7, 0xe7, "c" },
	{ 0xea, 0xeb, "e" }, { 0xed, 0xed, "i'" }, { 0xee, 0xef, "i" },
	{ 0xf3, 0xf3, "o'" }, { 0xf4, 0xf5, "o" }, { 0xfa, 0xfa, "u'" },
	{ 0xfb, 0xfb, "u" }, { 0xfd, 0xfd, "y" }, { 0xff, 0xff, "y" },
	{ 0x106, 0x106, "C" }, { 0x107, 0x107, "c" }, { 0x10c, 0x10c, "C" },
	{ 0x10d, 0x10d, "c" }, { 0x110, 0x110, "D" }, { 0x111, 0x111, "d" },
	{ 0x141, 0x141, "L" }, { 0x142, 0x142, "l" }, { 0x152, 0x152, "OE" },
	{ 0x153, 0x153, "oe" }, { 0x15a, 0x15a, "S" }, { 0x15b, 0x15b, "s" },
	{ 0x160, 0x160, "S" }, { 0x161, 0x161, "s" }, { 0x179, 0x179, "Z" },
	{ 0x17a, 0x17a, "z" }, { 0x17b, 0x17b, "Z" }, { 0x17c, 0x17c, "z" },
	{ 0x17d, 0x17d, "Z" }, { 0x17e, 0x17e, "z" },
	{ 0x2000, 0x200a, " " }, { 0x200b, 0x200f, "" },
	{ 0x2010, 0x2015, "-" }, { 0x2018, 0x201b, "'" },
	{ 0x201c, 0x201f, "\"" }, { 0x2022, 0x2022, "-" },
	{ 0x2026, 0x2026, "..." }, { 0x202f, 0x202f, " " },
	{ 0x2032, 0x2032, "'" }, { 0x2033, 0x2033, "\"" },
	{ 0x2039, 0x203a, "'" }, { 0x2116, 0x2116, "n." },
	{ 0x2122, 0x2122, "(tm)" }, { 0x2212, 0x2212, "-" },
	{ 0xfeff, 0xfeff, "" },
};

static const char *
plain_form(uint32_t c)
{
	size_t i;

	for (i = 0; i < sizeof(plain) / sizeof(*plain); i++)
		if (c >= plain[i].from && c <= plain[i].to)
			return plain[i].form;
	return NULL;
}

void
cr_gsm_plain(struct cr_buf *out, const char *text)
{
	const char *at = text, *form;
	uint32_t c;

	while (*text != '\0') {
		c = next(&text);
		form = width(c) != 0 ? NULL : plain_form(c);
		if (form != NULL)
			cr_buf_adds(out, form);
		else
			cr_buf_add(out, at, (size_t)(text - at));
		at = text;
	}
}
