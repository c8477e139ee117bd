#ifndef CR_STR_H
#define CR_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* String questions that do not depend on the locale. */

/* Here, for the letters of every cell that is read. */
static inline bool
cr_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A-Z a-z */
static inline bool
cr_is_alpha(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* blank, tab, CR, LF, VT, FF */
static inline bool
cr_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* NULL or "" */
static inline bool
cr_is_empty(const char *s)
{
	return s == NULL || *s == '\0';
}

char cr_upper(char c);
char cr_lower(char c);

bool cr_streq(const char *a, const char *b);	/* NULL equals only NULL */
bool cr_strcaseeq(const char *a, const char *b);
bool cr_starts(const char *s, const char *prefix);
bool cr_ends(const char *s, const char *suffix);

/*
 * Trim S in place and make every run of white space one blank, as XML's
 * "collapse" does. Returns S.
 */
char *cr_collapse(char *s);

/* Is the text of N bytes well-formed UTF-8 (RFC 3629)? */
bool cr_is_utf8(const char *s, size_t n);
/* Are all N bytes ASCII, and none of them NUL? */
bool cr_is_ascii(const char *s, size_t n);
/* And all to be seen or blank, without '"' and backslash: not to escape? */
bool cr_is_plain(const char *s, size_t n);
/* The same of N bytes that are copied, without a NUL. */
bool cr_copy_plain(char *to, const char *s, size_t n);
/*
 * Would cr_collapse() leave the text as it is? False also of one with other
 * control characters than white space, which it leaves alone.
 */
bool cr_is_collapsed(const char *s, size_t n);

/* A whole decimal number of up to 18 digits with an optional minus. */
bool cr_parse_int(const char *s, size_t n, int64_t *out);

/* Write N bytes in lower-case hexadecimal and a NUL: 2 N + 1 characters. */
void cr_hex(const void *p, size_t n, char *to);

#endif
