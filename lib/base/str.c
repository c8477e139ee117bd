#include "cr/str.h"

#include <string.h>

/* 8 bytes at a time */
#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))
#define HIGH EACH(0x80)

char
cr_upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

char
cr_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool
cr_streq(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

bool
cr_strcaseeq(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	while (*a != '\0' && cr_lower(*a) == cr_lower(*b))
		a++, b++;
	return cr_lower(*a) == cr_lower(*b);
}

bool
cr_starts(const char *s, const char *prefix)
{
	return strncmp(s, prefix, strlen(prefix)) == 0;
}

bool
cr_ends(const char *s, const char *suffix)
{
	size_t n = strlen(s), k = strlen(suffix);

	return n >= k && strcmp(s + n - k, suffix) == 0;
}

char *
cr_collapse(char *s)
{
	char *from, *to = s;

	for (from = s; *from != '\0'; from++) {
		if (!cr_is_space(*from))
			*to++ = *from;
		else if (to != s && to[-1] != ' ')
			*to++ = ' ';
	}
	if (to != s && to[-1] == ' ')
		to--;
	*to = '\0';
	return s;
}

/* The length of the sequence that begins at P, 0 if it is not one. */
static size_t
utf8_sequence(const unsigned char *p, size_t n)
{
	unsigned char lo = 0x80, hi = 0xbf;
	size_t len, i;

	if (p[0] < 0x80)
		return 1;
	if (p[0] < 0xc2 || p[0] > 0xf4)
		return 0;
	len = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
	if (p[0] == 0xe0)
		lo = 0xa0;
	else if (p[0] == 0xed)
		hi = 0x9f;	/* no surrogates */
	else if (p[0] == 0xf0)
		lo = 0x90;
	else if (p[0] == 0xf4)
		hi = 0x8f;
	if (len > n || p[1] < lo || p[1] > hi)
		return 0;
	for (i = 2; i < len; i++)
		if ((p[i] & 0xc0) != 0x80)
			return 0;
	return len;
}

bool
cr_is_utf8(const char *s, size_t n)
{
	const unsigned char *p = (const unsigned char *)s;
	uint64_t many[4];
	size_t i, k;

	for (i = 0; i < n; i += k) {
		/* most text is ASCII: many bytes at a time */
		if (n - i >= sizeof(many)) {
			memcpy(many, p + i, k = sizeof(many));
			if (((many[0] | many[1] | many[2] | many[3]) &
			    HIGH) == 0)
				continue;
		}
		if (n - i >= sizeof(*many)) {
			memcpy(many, p + i, k = sizeof(*many));
			if ((*many & HIGH) == 0)
				continue;
		}
		if ((k = utf8_sequence(p + i, n - i)) == 0)
			return false;
	}
	return true;
}

/*
 * The high bit of each of 8 bytes that is from 0x20 to 0x7e, and no '"' and
 * no backslash, when all are. Of bytes below 0x80 no sum carries into the
 * next one; others show at once.
 */
static inline uint64_t
plain_bytes(uint64_t w)
{
	uint64_t good = (w + EACH(0x60)) & ((w ^ EACH('"')) + EACH(0x7f)) &
	    ((w ^ EACH('\\')) + EACH(0x7f));

	return good & ~w & ~(w + EACH(1)) & HIGH;
}

/* Fewer than 8 bytes as a word, some of them twice. */
static inline uint64_t
short_word(const char *s, size_t n)
{
	const unsigned char *p = (const unsigned char *)s;
	uint32_t a, b;

	if (n >= 4) {
		memcpy(&a, s, 4);
		memcpy(&b, s + n - 4, 4);
		return (uint64_t)a << 32 | b;
	}
	a = (uint32_t)p[0] << 16 | (uint32_t)p[n / 2] << 8 | p[n - 1];
	return EACH(' ') << 24 | a;
}

bool
cr_is_plain(const char *s, size_t n)
{
	uint64_t w;
	size_t i;

	if (n < sizeof(w))
		return n == 0 || plain_bytes(short_word(s, n)) == HIGH;
	for (i = 0; i + sizeof(w) <= n; i += sizeof(w)) {
		memcpy(&w, s + i, sizeof(w));
		if (plain_bytes(w) != HIGH)
			return false;
	}
	/* the last 8 bytes, some of which were seen */
	memcpy(&w, s + n - sizeof(w), sizeof(w));
	return plain_bytes(w) == HIGH;
}

/* cr_copy_plain() of up to 7. */
static inline bool
copy_few(char *to, const char *s, size_t n)
{
	if (n == 0)
		return true;
	if (n >= 4) {
		memcpy(to, s, 4);
		memcpy(to + n - 4, s + n - 4, 4);
	} else {
		to[0] = s[0];
		to[n / 2] = s[n / 2];
		to[n - 1] = s[n - 1];
	}
	return plain_bytes(short_word(s, n)) == HIGH;
}

bool
cr_copy_plain(char *to, const char *s, size_t n)
{
	uint64_t w, plain = HIGH;
	size_t i;

	if (n < sizeof(w))
		return copy_few(to, s, n);
	for (i = 0; i + sizeof(w) <= n; i += sizeof(w)) {
		memcpy(&w, s + i, sizeof(w));
		memcpy(to + i, &w, sizeof(w));
		plain &= plain_bytes(w);
	}
	/* the last 8 bytes, some of which were seen */
	memcpy(&w, s + n - sizeof(w), sizeof(w));
	memcpy(to + n - sizeof(w), &w, sizeof(w));
	return (plain & plain_bytes(w)) == HIGH;
}

bool
cr_is_ascii(const char *s, size_t n)
{
	uint64_t w, odd = 0;
	size_t i;

	if (n < sizeof(w)) {
		w = n == 0 ? EACH(1) : short_word(s, n);
		return (((w - EACH(1)) | w) & HIGH) == 0;
	}
	/* a byte that is 0 makes itself or one above it high */
	for (i = 0; i + sizeof(w) <= n; i += sizeof(w)) {
		memcpy(&w, s + i, sizeof(w));
		odd |= (w - EACH(1)) | w;
	}
	memcpy(&w, s + n - sizeof(w), sizeof(w));
	return ((odd | (w - EACH(1)) | w) & HIGH) == 0;
}

/*
 * Is there a control character in N bytes, or a blank before a blank, also
 * the one behind them? With a constant N compilers look at all at once.
 */
static inline bool
has_gap(const unsigned char *p, size_t n)
{
	unsigned char any = 0;
	size_t i;

	for (i = 0; i < n; i++)
		any |= (unsigned char)(p[i] < ' ') |
		    (unsigned char)((p[i] == ' ') & (p[i + 1] == ' '));
	return any != 0;
}

bool
cr_is_collapsed(const char *s, size_t n)
{
	const unsigned char *p = (const unsigned char *)s, *last = p + n - 1;

	if (n == 0)
		return true;
	if (*p == ' ' || *last <= ' ')
		return false;
	for (; last - p > 16; p += 16)
		if (has_gap(p, 16))
			return false;
	if (n > 16)	/* the last bytes, some of which were seen */
		return !has_gap(last - 16, 16);
	if (n > 8)
		return !has_gap(p, 8) && !has_gap(last - 8, 8);
	return !has_gap(p, n - 1);
}

bool
cr_parse_int(const char *s, size_t n, int64_t *out)
{
	bool minus = n > 0 && *s == '-';
	size_t i = minus;
	int64_t v = 0;

	if (n - i < 1 || n - i > 18 || n < i)
		return false;
	for (; i < n; i++) {
		if (!cr_is_digit(s[i]))
			return false;
		v = v * 10 + (s[i] - '0');
	}
	*out = minus ? -v : v;
	return true;
}

void
cr_hex(const void *p, size_t n, char *to)
{
	static const char digits[] = "0123456789abcdef";
	const unsigned char *s = p;
	size_t i;

	for (i = 0; i < n; i++) {
		*to++ = digits[s[i] >> 4];
		*to++ = digits[s[i] & 15];
	}
	*to = '\0';
}
