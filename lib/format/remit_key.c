#include "remit.h"

#include <string.h>

#include "cr/str.h"

/* Numbers and letters of a document's number, told apart. */
struct key {
	struct remit_token *v;	/* REMIT_END is last */
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
	struct remit_token *k, *first = NULL, *last = NULL;

	for (k = g->v; k->kind != REMIT_END; k++) {
		if (!is_number(k))
			continue;
		g->numbers++;
		last = k;
		if (first == NULL)
			first = last;
	}
	if (g->numbers < 2)
		return;
	for (; k-- > g->v;)
		if (is_number(k) && is_year(g, k, k == last ||
		    (k == first && g->numbers > 2))) {
			k->kind = REMIT_SIGN;
			g->numbers--;
			return;
		}
}

static void
append(char to[CR_REF_KEY_SIZE], size_t *len, const char *s, size_t n)
{
	if (n > CR_REF_KEY_SIZE - 1 - *len)
		n = CR_REF_KEY_SIZE - 1 - *len;
	memcpy(to + *len, s, n);
	to[*len += n] = '\0';
}

#define GLUED_YEAR 7		/* digits from which 2026000 has a year in it */

static void
add_number(char to[CR_REF_KEY_SIZE], size_t *len, const struct remit_token *k)
{
	size_t n = k->n;
	const char *s = k->s;

	if (n >= GLUED_YEAR && n <= 12 && s[0] == '2' && s[1] == '0' &&
	    s[2] >= '0' && s[2] <= '5') {
		s += 4;
		n -= 4;
	}
	for (; n > 1 && *s == '0'; n--)
		s++;
	append(to, len, "/", *len > 0);
	append(to, len, s, n);
}

/* FATT 12, FPR 12/26, NC-12: words that only say what it is. */
static bool
is_series(const struct remit_token *k)
{
	return k->kind == REMIT_WORD && (k->n == 1 ||
	    (k->word != WORD_INVOICE && k->word != WORD_CREDIT &&
	    k->word != WORD_NUMBER));
}

static char *
key_of(struct key *g, char to[CR_REF_KEY_SIZE])
{
	const struct remit_token *k;
	size_t len = 0;

	*to = '\0';
	drop_year(g);
	for (k = g->v; k->kind != REMIT_END; k++)
		if (is_number(k))
			add_number(to, &len, k);
	if (len == 0)
		return to;
	append(to, &len, "|", 1);
	for (k = g->v; k->kind != REMIT_END; k++)
		if (is_series(k))
			append(to, &len, k->s, k->n);
	return to;
}

/*
 * Most numbers are digits and "/", "-" or "." and need no words: a ledger
 * has a million of them to tell apart. False for any other.
 */
static bool
plain_tokens(struct remit_token v[CR_REF_KEY_SIZE + 1], const char *s,
    size_t n)
{
	const char *end = s + n, *from;

	for (; s < end; v++) {
		from = s;
		if (cr_is_digit(*s))
			do
				s++;
			while (s < end && cr_is_digit(*s));
		else if (*s == '/' || *s == '-' || *s == '.')
			s++;
		else
			return false;
		v->s = from;
		v->n = (unsigned short)(s - from);
		v->kind = cr_is_digit(*from) ? REMIT_NUMBER : REMIT_SIGN;
	}
	v->kind = REMIT_END;
	return true;
}

static char *
worded(const char *number, size_t n, int year, char to[CR_REF_KEY_SIZE])
{
	struct remit_text text;	/* large: not to be cleared */
	struct key g = { text.v, year, 0 };

	cr_remit_tokens(&text, number, n);
	cr_remit_words(&text);
	return key_of(&g, to);
}

char *
cr_ref_key(const char *number, int year, char to[CR_REF_KEY_SIZE])
{
	struct remit_token v[CR_REF_KEY_SIZE + 1];
	struct key g = { v, year, 0 };
	size_t n = strnlen(number, CR_REF_KEY_SIZE);

	return plain_tokens(v, number, n) ? key_of(&g, to) :
	    worded(number, n, year, to);
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
