#include "cr/payref.h"

#include <stdio.h>
#include <string.h>

#include "cr/str.h"
#include "cr/taxid.h"

#define REF_MAX 21		/* of ISO 11649, behind the check digits */
#define HEAD 4			/* country or RF, and the check digits */
#define CUTS_MAX 32		/* where a reference may end */

/* Countries of SEPA and the length of their IBAN (ISO 13616 registry). */
static const struct length {
	char country[3];
	unsigned char n;
} lengths[] = {
	{ "AD", 24 }, { "AT", 20 }, { "BE", 16 }, { "BG", 22 }, { "CH", 21 },
	{ "CY", 28 }, { "CZ", 24 }, { "DE", 22 }, { "DK", 18 }, { "EE", 20 },
	{ "ES", 24 }, { "FI", 18 }, { "FR", 27 }, { "GB", 22 }, { "GI", 23 },
	{ "GR", 27 }, { "HR", 21 }, { "HU", 28 }, { "IE", 22 }, { "IS", 26 },
	{ "IT", 27 }, { "LI", 21 }, { "LT", 20 }, { "LU", 20 }, { "LV", 21 },
	{ "MC", 27 }, { "MT", 31 }, { "NL", 18 }, { "NO", 15 }, { "PL", 28 },
	{ "PT", 25 }, { "RO", 24 }, { "SE", 24 }, { "SI", 19 }, { "SK", 24 },
	{ "SM", 27 }, { "VA", 22 },
};

static bool
is_alnum(char c)
{
	return cr_is_digit(c) || cr_is_alpha(c);
}

/*
 * Mod 97 of N characters, those from START on first, letters as two digits;
 * -1 when one is neither digit nor capital.
 */
static int
mod97(const char *s, size_t n, size_t start)
{
	int rest = 0;
	size_t i;
	char c;

	for (i = 0; i < n; i++) {
		c = s[(i + start) % n];
		if (cr_is_digit(c))
			rest = (rest * 10 + (c - '0')) % 97;
		else if (c >= 'A' && c <= 'Z')
			rest = (rest * 100 + (c - 'A' + 10)) % 97;
		else
			return -1;
	}
	return rest;
}

static bool
is_rf(const char *s, size_t n)
{
	int check;

	if (n <= HEAD || n > HEAD + REF_MAX || s[0] != 'R' || s[1] != 'F' ||
	    !cr_is_digit(s[2]) || !cr_is_digit(s[3]))
		return false;
	check = (s[2] - '0') * 10 + (s[3] - '0');
	return check >= 2 && check <= 98 && mod97(s, n, HEAD) == 1;
}

bool
cr_rf_is_valid(const char *s)
{
	return is_rf(s, strlen(s));
}

bool
cr_rf_make(const char *ref, char to[CR_RF_SIZE])
{
	char code[CR_RF_SIZE];
	int rest;

	if (!cr_code_normalise(ref, code, REF_MAX + 1) || *code == '\0')
		return false;
	snprintf(to, CR_RF_SIZE, "RF00%.*s", REF_MAX, code);
	rest = mod97(to, strlen(to), HEAD);
	to[2] = (char)('0' + (98 - rest) / 10);
	to[3] = (char)('0' + (98 - rest) % 10);
	return true;
}

/* Where a reference may end: N characters of it, up to END of the text. */
struct cut {
	size_t n;
	const char *end;
	bool weak;	/* letters follow digits without a blank */
};

/* A beginning of text that may be a reference, without its blanks. */
struct candidate {
	char code[CR_RF_SIZE];
	size_t n;
	struct cut cut[CUTS_MAX];
	size_t cuts;
};

static void
add_cut(struct candidate *c, const char *end, bool weak)
{
	if (c->n >= HEAD + CR_RF_FIND_MIN && c->cuts < CUTS_MAX)
		c->cut[c->cuts++] = (struct cut){ c->n, end, weak };
}

/*
 * Take in words from S while they are groups of four; one may be of any
 * other length, because a line ended in it.
 */
static void
collect(const char *s, struct candidate *c)
{
	size_t group = 0;
	bool broken = false;

	for (c->n = c->cuts = 0; ; s++) {
		if (is_alnum(*s) && c->n < HEAD + REF_MAX) {
			if (c->n > 0 && cr_is_alpha(*s) &&
			    cr_is_digit(c->code[c->n - 1]))
				add_cut(c, s, true);
			c->code[c->n++] = cr_upper(*s);
			group++;
			continue;
		}
		if (is_alnum(*s))	/* too long a word */
			return;
		add_cut(c, s, false);
		if (!cr_is_space(*s) || !is_alnum(s[1]) ||
		    (group != 4 && broken))
			return;
		broken |= group != 4;
		group = 0;
	}
}

/* The end that makes it valid: its first word, else the longest. */
static const struct cut *
choose(const struct candidate *c)
{
	int weak;
	size_t i;

	if (c->cuts > 0 && !c->cut[0].weak && is_rf(c->code, c->cut[0].n))
		return &c->cut[0];
	for (weak = 0; weak < 2; weak++)
		for (i = c->cuts; i-- > 0; )
			if (c->cut[i].weak == (weak == 1) &&
			    is_rf(c->code, c->cut[i].n))
				return &c->cut[i];
	return NULL;
}

/* The next word of TEXT, which began at START. */
static const char *
next_start(const char *s, const char *start)
{
	for (; *s != '\0'; s++)
		if (is_alnum(*s) && (s == start || !is_alnum(s[-1])))
			return s;
	return NULL;
}

const char *
cr_rf_find(const char *text, char to[CR_RF_SIZE])
{
	const char *s = text;
	const struct cut *cut;
	struct candidate c;

	for (; (s = next_start(s, text)) != NULL; s++) {
		if (cr_upper(s[0]) != 'R' || cr_upper(s[1]) != 'F' ||
		    !cr_is_digit(s[2]))
			continue;
		collect(s, &c);
		if ((cut = choose(&c)) == NULL)
			continue;
		memcpy(to, c.code, cut->n);
		to[cut->n] = '\0';
		return cut->end;
	}
	return NULL;
}

static size_t
iban_length(const char *s)
{
	size_t i;

	for (i = 0; i < sizeof(lengths) / sizeof(*lengths); i++)
		if (cr_upper(s[0]) == lengths[i].country[0] &&
		    cr_upper(s[1]) == lengths[i].country[1])
			return lengths[i].n;
	return 0;
}

/* N letters and digits from S without blanks; NULL when they are fewer. */
static const char *
take(const char *s, size_t n, char to[CR_IBAN_SIZE])
{
	size_t i = 0;

	for (; i < n; s++) {
		if (is_alnum(*s))
			to[i++] = cr_upper(*s);
		else if (!cr_is_space(*s))
			return NULL;
	}
	to[i] = '\0';
	return s;
}

const char *
cr_iban_find(const char *text, char to[CR_IBAN_SIZE])
{
	const char *s = text, *end;
	char code[CR_IBAN_SIZE];
	size_t n;

	for (; (s = next_start(s, text)) != NULL; s++) {
		if (!cr_is_alpha(s[0]) || !cr_is_alpha(s[1]) ||
		    (n = iban_length(s)) == 0 ||
		    (end = take(s, n, code)) == NULL ||
		    !cr_iban_is_valid(code))
			continue;
		memcpy(to, code, n + 1);
		return end;
	}
	return NULL;
}

bool
cr_iban_italian(const char *abi, const char *cab, const char *account,
    size_t n, char to[CR_IBAN_SIZE])
{
	char c;
	int rest;

	if (n == 0 || n > 12)
		return false;
	memcpy(to, "IT00A", 5);
	memcpy(to + 5, abi, 5);
	memcpy(to + 10, cab, 5);
	memset(to + 15, '0', 12);
	memcpy(to + 27 - n, account, n);
	to[27] = '\0';
	for (c = 'A'; c <= 'Z'; c++) {
		to[4] = c;
		to[2] = to[3] = '0';
		if ((rest = mod97(to, 27, HEAD)) < 0)
			return false;
		to[2] = (char)('0' + (98 - rest) / 10);
		to[3] = (char)('0' + (98 - rest) % 10);
		if (cr_iban_is_valid(to))
			return true;
	}
	return false;
}
