#include "tables.h"

#include <string.h>

#include "cr/str.h"

/* N digits of a whole and D behind a mark, in D-th decimals; or -1. */
static int32_t
digits(const char *s, size_t n, char mark, size_t d)
{
	int32_t v = 0;
	size_t i;

	for (i = 0; i < n && cr_is_digit(s[i]) && v <= CANON_BP_MAX; i++)
		v = v * 10 + (s[i] - '0');
	if (i == 0 || (i < n && s[i] != mark))
		return -1;
	for (i += i < n; d > 0; d--)
		v = v * 10 + (i < n && cr_is_digit(s[i]) ? s[i++] - '0' : 0);
	return i == n && v <= CANON_BP_MAX ? v : -1;
}

/* "covered_bp", as cr writes it */
static bool
is_bp_column(const struct bound *b)
{
	const struct source *from = b->w->from.v;

	return b->w->from.n == 1 && from->kind == SOURCE_HEADER &&
	    cr_ends(from->text, "_bp");
}

bool
cr_table_share(const struct bound *b, const char *s, size_t n, char mark,
    int32_t *to)
{
	bool percent = n > 0 && s[n - 1] == '%';
	int32_t v;

	while (n > 0 && (s[n - 1] == '%' || s[n - 1] == ' '))
		n--;
	if (n == 0)
		return !percent;
	if (mark == 0)
		mark = memchr(s, ',', n) != NULL ? ',' : '.';
	if (!percent && is_bp_column(b) && memchr(s, mark, n) == NULL)
		v = digits(s, n, mark, 0);
	else if (!percent && (*s == '0' || (*s == '1' && (n == 1 ||
	    s[1] == mark))))
		v = digits(s, n, mark, 4);
	else
		v = digits(s, n, mark, 2);
	if (v >= 0)
		*to = v;
	return v >= 0;
}
