#include "cr/taxid.h"

#include <string.h>

#include "cr/str.h"

/* Values of the characters in odd places, for codice fiscale and CIN. */
static const unsigned char odd_value[36] = {
	1, 0, 5, 7, 9, 13, 15, 17, 19, 21,			/* 0-9 */
	1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11,	/* A-O */
	3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23			/* P-Z */
};

/* 0-9 for a digit, 10-35 for a capital letter, -1 for anything else. */
static int
value36(char c)
{
	if (cr_is_digit(c))
		return c - '0';
	return c >= 'A' && c <= 'Z' ? c - 'A' + 10 : -1;
}

bool
cr_piva_is_valid(const char *s)
{
	int i, d, sum = 0;

	if (strlen(s) != 11 || strspn(s, "0123456789") != 11 ||
	    strspn(s, "0") == 11)
		return false;
	for (i = 0; i < 11; i++) {
		d = s[i] - '0';
		if (i % 2 == 1 && (d *= 2) > 9)
			d -= 9;
		sum += d;
	}
	return sum % 10 == 0;
}

/* The letter over N characters; 0 if one is neither digit nor capital. */
static char
check_letter(const char *s, size_t n)
{
	int v, sum = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		if ((v = value36(s[i])) < 0)
			return 0;
		if (i % 2 == 0)
			sum += odd_value[v];
		else
			sum += v >= 10 ? v - 10 : v;
	}
	return (char)('A' + sum % 26);
}

/* A digit, or the letter that stands for one in a case of omocodia. */
static bool
is_cf_digit(char c)
{
	return cr_is_digit(c) || (c != '\0' && strchr("LMNPQRSTUV", c) != NULL);
}

bool
cr_cf_is_valid(const char *s)
{
	static const char shape[] = "aaaaaa99a99a999a";
	int i;

	if (strlen(s) == 11)
		return cr_piva_is_valid(s);
	if (strlen(s) != 16)
		return false;
	for (i = 0; i < 16; i++)
		if (shape[i] == '9' ? !is_cf_digit(s[i]) :
		    s[i] < 'A' || s[i] > 'Z')
			return false;
	return strchr("ABCDEHLMPRST", s[8]) != NULL &&
	    check_letter(s, 15) == s[15];
}

bool
cr_iban_is_valid(const char *s)
{
	size_t n = strlen(s), i;
	int v, rest = 0;

	if (n < 15 || n > 34 || !cr_is_alpha(s[0]) || !cr_is_alpha(s[1]) ||
	    !cr_is_digit(s[2]) || !cr_is_digit(s[3]))
		return false;
	for (i = 0; i < n; i++) {
		if ((v = value36(s[(i + 4) % n])) < 0)
			return false;
		rest = (rest * (v > 9 ? 100 : 10) + v) % 97;
	}
	if (rest != 1)
		return false;
	if (cr_starts(s, "IT") || cr_starts(s, "SM"))
		return n == 27 && strspn(s + 5, "0123456789") >= 10 &&
		    check_letter(s + 5, 22) == s[4];
	return true;
}

bool
cr_code_normalise(const char *s, char *to, size_t size)
{
	size_t n = 0;

	for (; *s != '\0'; s++) {
		if (cr_is_space(*s))
			continue;
		if (n + 1 >= size || (!cr_is_alpha(*s) && !cr_is_digit(*s)))
			return false;
		to[n++] = cr_upper(*s);
	}
	to[n] = '\0';
	return true;
}
