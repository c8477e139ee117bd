#include "tables.h"

#include <string.h>

#include "cr/str.h"
#include "table_names.h"

/*
 * Latin letters with a mark, U+00C0 to U+00FF, without it; 0 is none. Both
 * cases give capitals.
 */
static char
plain_letter(unsigned char second)
{
	static const char plain[] =
	    "AAAAAAACEEEEIIII" "DNOOOOO\0OUUUUYTS";
	int i = second - 0x80;

	if (i == 0x3f)		/* y with diaeresis */
		return 'Y';
	return plain[i % 32];
}

/* The letter or digit at *P in capitals, 0 if it is none; move behind it. */
static char
take_letter(const char **p)
{
	const unsigned char *s = (const unsigned char *)*p;
	size_t n = 1;
	char c = 0;

	if (*s < 0x80) {
		if (cr_is_digit((char)*s) || cr_is_alpha((char)*s))
			c = cr_upper((char)*s);
	} else {
		while ((s[n] & 0xc0) == 0x80)
			n++;
		if (*s == 0xc3 && n == 2)
			c = plain_letter(s[1]);
	}
	*p += n;
	return c;
}

char *
cr_table_normalise(const char *s, char *to)
{
	bool blank = false;
	char *end = to, c;

	while (*s != '\0') {
		if ((c = take_letter(&s)) == 0) {
			blank = end != to;
			continue;
		}
		if (blank)
			*end++ = ' ';
		blank = false;
		*end++ = c;
	}
	*end = '\0';
	return to;
}

bool
cr_table_is_listed(const char *text, const char *list)
{
	size_t n = strlen(text);
	const char *p = list;

	for (; (p = strstr(p, text)) != NULL; p += n)
		if ((p == list || p[-1] == '|') &&
		    (p[n] == '\0' || p[n] == '|'))
			return true;
	return false;
}

bool
cr_table_is_scientific(const char *s, size_t n)
{
	static const char digits[] = "0123456789";
	size_t i = *s == '-' || *s == '+', k = strspn(s + i, "0123456789.,");

	if (k == 0 || !cr_is_digit(s[i]))
		return false;
	i += k;
	if ((s[i] != 'E' && s[i] != 'e') || s[i + 1] != '+')
		return false;
	k = strspn(s + i + 2, digits);
	return k > 0 && i + 2 + k == n;
}

bool
cr_table_is_ruler(const struct cr_row *row)
{
	size_t i;

	for (i = 0; i < row->nraw; i++)
		if (strchr("-=_+|*;,. \t\f\r", row->raw[i]) == NULL)
			return false;
	return row->nraw > 0;
}

bool
cr_table_is_total(const struct cr_row *row)
{
	static const char *const words[] = {
		"TOTALE", "TOTALI", "TOTAL", "TOTALS", "SUBTOTALE",
		"SUBTOTAL", "SUB TOTALE", "SALDO TOTALE", "RIPORTO",
		"A RIPORTARE", "TOT",
	};
	char text[64];
	size_t i, j, n;

	for (i = 0; i < row->n && row->cell[i].n == 0; i++)
		continue;
	if (i == row->n || row->cell[i].n >= sizeof(text))
		return false;
	if (strspn(row->cell[i].s, "* ") == row->cell[i].n)
		return true;	/* SAP marks its sums so */
	cr_table_normalise(row->cell[i].s, text);
	for (j = 0; j < sizeof(words) / sizeof(*words); j++) {
		n = strlen(words[j]);
		if (strncmp(text, words[j], n) == 0 &&
		    (text[n] == '\0' || text[n] == ' '))
			return true;
	}
	return false;
}
