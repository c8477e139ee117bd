#include "cr/str.h"

#include <string.h>

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

bool
cr_is_empty(const char *s)
{
	return s == NULL || *s == '\0';
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
	const uint64_t high = UINT64_C(0x8080808080808080);
	uint64_t many[4];
	size_t i, k;

	for (i = 0; i < n; i += k) {
		/* most text is ASCII: many bytes at a time */
		if (n - i >= sizeof(many)) {
			memcpy(many, p + i, k = sizeof(many));
			if (((many[0] | many[1] | many[2] | many[3]) &
			    high) == 0)
				continue;
		}
		if (n - i >= sizeof(*many)) {
			memcpy(many, p + i, k = sizeof(*many));
			if ((*many & high) == 0)
				continue;
		}
		if ((k = utf8_sequence(p + i, n - i)) == 0)
			return false;
	}
	return true;
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
