#include "matching.h"

#include <stdlib.h>
#include <string.h>

#include "cr/str.h"

/* The form of a company, and words that come and go. */
static const char *const forms[] = { "AG", "BV", "COOP", "DEI", "DELLA",
	"DI", "DITTA", "DOTT", "E", "ED", "GMBH", "IN", "INC", "LIQUIDAZIONE",
	"LLC", "LTD", "OHG", "SA", "SAPA", "SARL", "SAS", "SCARL", "SCPA",
	"SCRL", "SIG", "SIGRA", "SNC", "SOCIETA", "SPA", "SPETT", "SRL",
	"SRLS", "SS", "STUDIO", "UNIPERSONALE" };

#define WORDS_MAX 24

struct word {
	char s[32];
	size_t n;
};

/* The letter without accent that the UTF-8 or Latin-1 bytes at S are. */
static size_t
letter(const unsigned char *s, char *c)
{
	static const char plain[] =
	    "AAAAAAACEEEEIIIIDNOOOOO OUUUUY SAAAAAAACEEEEIIIIDNOOOOO OUUUUY Y";
	unsigned code = s[0];
	size_t used = 1;

	if ((s[0] == 0xC2 || s[0] == 0xC3) && (s[1] & 0xC0) == 0x80) {
		code = (s[0] & 3u) << 6 | (s[1] & 0x3Fu);
		used = 2;
	}
	*c = code >= 0xC0 && code <= 0xFF ? plain[code - 0xC0] :
	    code < 0x80 ? cr_upper((char)code) : ' ';
	return used;
}

static bool
is_form(const struct word *w)
{
	size_t i;

	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		if (*forms[i] == *w->s && strcmp(forms[i], w->s) == 0)
			return true;
	return false;
}

/* Words of letters and digits; a dot does not end one: S.R.L. */
static size_t
split(const char *name, struct word v[WORDS_MAX])
{
	const unsigned char *s = (const unsigned char *)name;
	size_t n = 0;
	bool inside = false;
	char c;

	while (*s != '\0') {
		s += letter(s, &c);
		if (c == '.' || c == '\'')
			continue;
		if (!cr_is_alpha(c) && !cr_is_digit(c)) {
			inside = false;
			continue;
		}
		if (!inside) {
			if (n == WORDS_MAX)
				break;
			memset(&v[n++], 0, sizeof(*v));
			inside = true;
		}
		if (v[n - 1].n < sizeof(v->s) - 1)
			v[n - 1].s[v[n - 1].n++] = c;
	}
	return n;
}

/* S R L is SRL. */
static size_t
join_letters(struct word *v, size_t n)
{
	size_t i, out = 0;
	bool single = false;

	for (i = 0; i < n; i++) {
		if (v[i].n == 1 && single && out > 0 && v[out - 1].n < 6) {
			v[out - 1].s[v[out - 1].n++] = v[i].s[0];
			continue;
		}
		single = v[i].n == 1;
		v[out++] = v[i];
	}
	return out;
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(((const struct word *)a)->s, ((const struct word *)b)->s);
}

/* One behind the other; WHOLE: also the form of a company (S.r.l.). */
static void
put_words(const struct word *v, size_t n, bool whole, char to[NAME_SIZE])
{
	size_t i, len = 0;

	for (i = 0; i < n; i++) {
		if (!whole && is_form(&v[i]))
			continue;
		if (len + v[i].n >= NAME_SIZE)
			break;
		memcpy(to + len, v[i].s, v[i].n);
		len += v[i].n;
	}
	to[len] = '\0';
}

void
cr_match_name(const char *name, char to[NAME_SIZE], enum name_form form)
{
	struct word v[WORDS_MAX];
	size_t n = split(name, v);

	n = join_letters(v, n);
	if (form != NAME_PLAIN)
		qsort(v, n, sizeof(*v), by_text);
	put_words(v, n, form == NAME_FULL, to);
}

void
cr_match_names(const char *name, char to[NAME_FORMS][NAME_SIZE])
{
	struct word v[WORDS_MAX];
	size_t n = split(name, v);

	n = join_letters(v, n);
	put_words(v, n, false, to[NAME_PLAIN]);
	qsort(v, n, sizeof(*v), by_text);
	put_words(v, n, false, to[NAME_SORTED]);
	put_words(v, n, true, to[NAME_FULL]);
}
