#include "remit.h"

#include <stdio.h>
#include <string.h>

/* Numbers and letters of a document's number, told apart. */
struct key {
	struct remit_text text;
	int64_t year;
	size_t numbers;		/* how many are left */
};

static bool
is_number(const struct remit_token *k)
{
	return k->kind == REMIT_NUMBER;
}

/* 2026 where the document is of that year or next to it. */
static bool
is_year(const struct key *g, const struct remit_token *k, bool at_end)
{
	int64_t v = cr_remit_value(k);

	if (g->year == 0 || v < 0)
		return false;
	if (k->n == 4)
		return v >= g->year - 1 && v <= g->year + 1;
	return k->n == 2 && at_end && v == g->year % 100;
}

/* Take the year away, once, where another number is left. */
static void
drop_year(struct key *g)
{
	struct remit_token *k = g->text.v, *first = NULL, *last = NULL;
	size_t i;

	for (i = 0; i < g->text.n; i++) {
		if (!is_number(&k[i]))
			continue;
		g->numbers++;
		last = &k[i];
		if (first == NULL)
			first = last;
	}
	if (g->numbers < 2)
		return;
	for (i = g->text.n; i-- > 0;)
		if (is_number(&k[i]) && is_year(g, &k[i], &k[i] == last ||
		    (&k[i] == first && g->numbers > 2))) {
			k[i].kind = REMIT_SIGN;
			g->numbers--;
			return;
		}
}

#define GLUED_YEAR 7		/* digits from which 2026000 has a year in it */

static void
add_number(char to[CR_REF_KEY_SIZE], const struct remit_token *k)
{
	size_t n = k->n, len = strlen(to);
	const char *s = k->s;

	if (n >= GLUED_YEAR && n <= 12 && s[0] == '2' && s[1] == '0' &&
	    s[2] >= '0' && s[2] <= '5') {
		s += 4;
		n -= 4;
	}
	for (; n > 1 && *s == '0'; n--)
		s++;
	snprintf(to + len, CR_REF_KEY_SIZE - len, "%s%.*s",
	    len > 0 ? "/" : "", (int)n, s);
}

/* FATT 12, FPR 12/26, NC-12: words that only say what it is. */
static bool
is_series(const struct remit_token *k)
{
	return k->kind == REMIT_WORD && (k->n == 1 ||
	    (k->word != WORD_INVOICE && k->word != WORD_CREDIT &&
	    k->word != WORD_NUMBER));
}

char *
cr_ref_key(const char *number, int year, char to[CR_REF_KEY_SIZE])
{
	struct key g;
	const struct remit_token *k;
	size_t len;

	g.year = year;		/* its text is large: not to be cleared */
	g.numbers = 0;
	*to = '\0';
	cr_remit_tokens(&g.text, number, strnlen(number, CR_REF_KEY_SIZE));
	cr_remit_words(&g.text);
	drop_year(&g);
	for (k = g.text.v; k->kind != REMIT_END; k++)
		if (is_number(k))
			add_number(to, k);
	if (*to == '\0')
		return to;
	len = strlen(to);
	snprintf(to + len, CR_REF_KEY_SIZE - len, "|");
	for (k = g.text.v; k->kind != REMIT_END; k++)
		if (is_series(k) && (len = strlen(to)) < CR_REF_KEY_SIZE)
			snprintf(to + len, CR_REF_KEY_SIZE - len, "%.*s",
			    (int)k->n, k->s);
	return to;
}

bool
cr_remittance_names(const struct cr_remittance *r, const char *number,
    struct cr_date date)
{
	char key[CR_REF_KEY_SIZE], said[CR_REF_KEY_SIZE];
	const struct cr_ref *ref, *end = r->v + r->n;
	int year = cr_date_year(date);

	if (*cr_ref_key(number, year, key) == '\0')
		return false;
	for (ref = r->v; ref < end; ref++) {
		if (ref->credit || (ref->year != 0 && ref->year != year) ||
		    (cr_date_is_set(ref->date) &&
		    ref->date.days != date.days))
			continue;
		if (strcmp(cr_ref_key(ref->number, year, said), key) == 0)
			return true;
	}
	return false;
}
