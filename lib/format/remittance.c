#include "cr/remittance.h"

#include <stdio.h>
#include <string.h>

#include "cr/str.h"
#include "remit.h"

/* Where in the text we are. */
struct walk {
	struct remit_reader r;
	enum { NOTHING, DOCUMENTS, SOMETHING, CODE, PHONE } in;
	size_t i;		/* the token */
	size_t from;		/* references without a date of their own */
	size_t word;		/* references when the word for them came */
	struct cr_date date;	/* said before the number */
	int year;
};

static const struct remit_token *
here(const struct walk *w)
{
	return &w->r.text.v[w->i];
}

/* Pass dots, N. and the like. */
static size_t
pass(const struct walk *w, size_t i)
{
	const struct remit_token *k = &w->r.text.v[i];

	while (cr_remit_is_sign(k, ".:'#") || k->word == WORD_NUMBER ||
	    k->word == WORD_FILLER)
		k++;
	return (size_t)(k - w->r.text.v);
}

/* The date of all that were read since the last one. */
static void
give_date(struct walk *w, struct cr_date date, int year)
{
	struct cr_remittance *out = w->r.out;
	size_t i;

	if (year == 0)
		return;
	if (w->from == out->n && w->in == DOCUMENTS) {
		w->date = date;
		w->year = year;
		return;
	}
	for (i = w->from; i < out->n; i++) {
		out->v[i].date = date;
		if (out->v[i].year == 0)
			out->v[i].year = (int16_t)year;
		if (out->v[i].how == CR_REF_BARE)
			out->v[i].how = CR_REF_DATED;
	}
	w->from = out->n;
}

static void
read_date(struct walk *w, size_t i)
{
	struct cr_date date;
	int year;
	size_t end;

	i = pass(w, i);
	while (w->r.text.v[i].word == WORD_DATE)
		i = pass(w, i + 1);
	end = cr_remit_date(&w->r.text, i, w->r.year, &date, &year);
	w->i = end > i ? end : i;
	if (end > i && (w->in == DOCUMENTS || w->in == NOTHING))
		give_date(w, date, year);
}

static void
start(struct walk *w, bool credit)
{
	w->in = DOCUMENTS;
	w->r.credit = credit;
	w->from = w->word = w->r.out->n;
	w->date = CR_DATE_NONE;
	w->year = 0;
	w->i++;
}

/* RATA 1 DI 3, RATA 3/12, RATA N. 2 */
static void
read_instalment(struct walk *w)
{
	const struct remit_token *k;
	int64_t v;

	w->i = pass(w, w->i + 1);
	k = here(w);
	if ((v = cr_remit_value(k)) <= 0 || k->n > 3)
		return;
	w->r.out->instalment = (int)v;
	w->i++;
	k++;
	if ((k->word == WORD_OF || cr_remit_is_sign(k, "/")) &&
	    (v = cr_remit_value(&k[1])) > 0 && k[1].n <= 3) {
		w->r.out->instalments = (int)v;
		w->i += 2;
	}
}

/* 1^ RATA, 2A RATA, 3 RATA */
static bool
ordinal_instalment(struct walk *w)
{
	const struct remit_token *k = here(w), *rata = k + 1;

	if (k->n > 2)
		return false;
	if (!rata->blank && cr_remit_is_sign(rata, "^.'*"))
		rata++;
	else if (w->in == DOCUMENTS && w->r.out->n == w->word)
		return false;		/* FATT. 88 RATA 2, FT 88A RATA 1 */
	else if (!rata->blank && rata->kind == REMIT_WORD && rata->n == 1)
		rata++;
	if (rata->word != WORD_INSTALMENT || !rata->blank)
		return false;
	w->r.out->instalment = (int)cr_remit_value(k);
	w->i += (size_t)(rata - k) + 1;
	return true;
}

/* What follows EUR, IMPORTO, ABB. is no number of a document. */
static void
skip_amount(struct walk *w)
{
	size_t end;

	w->i = pass(w, w->i + 1);
	if (here(w)->word == WORD_AMOUNT || here(w)->word == WORD_DEDUCTION ||
	    here(w)->word == WORD_DEPOSIT)
		return;
	end = cr_remit_amount(&w->r.text, w->i);
	if (end == w->i && here(w)->kind == REMIT_NUMBER)
		for (end++; cr_remit_joins(&w->r.text.v[end], ".,/") &&
		    w->r.text.v[end + 1].kind == REMIT_NUMBER;)
			end += 2;
	w->i = end;
}

/*
 * FROM 101 TO 104: the first is read already. What lies between them are
 * documents too.
 */
static void
read_range(struct walk *w)
{
	struct cr_remittance *out = w->r.out;
	const struct remit_token *k;
	struct cr_ref last;
	int64_t a, b;

	w->i = pass(w, w->i + 1);
	k = here(w);
	if (w->in != DOCUMENTS || out->n == w->word || w->from == out->n)
		return;
	last = out->v[out->n - 1];
	if (last.reading != 0 || !cr_parse_int(last.number,
	    strlen(last.number), &a) || (b = cr_remit_value(k)) <= a ||
	    b - a > CR_REF_RANGE_MAX)
		return;
	/* the last of them is read as any other is */
	while (++a < b && out->n < CR_REFS_MAX &&
	    out->groups < UINT8_MAX - 1) {
		snprintf(last.number, sizeof(last.number), "%lld",
		    (long long)a);
		last.group = (uint8_t)out->groups++;
		out->v[out->n++] = last;
	}
}

static bool
is_whole_date(const struct remit_cell *c, int year)
{
	struct cr_date d;
	int y;

	return c->n == 3 && c->numbers == 3 && c->v[1].join != 0 &&
	    c->v[1].join == c->v[2].join &&
	    ((c->v[0].k->n <= 2 && c->v[1].k->n <= 2 &&
	    (y = cr_remit_year(c->v[2].k, year)) != 0 && cr_date_from_ymd(y,
	    (int)cr_remit_value(c->v[1].k), (int)cr_remit_value(c->v[0].k),
	    &d)) || (c->v[0].k->n == 4 && cr_date_from_ymd(
	    (int)cr_remit_value(c->v[0].k), (int)cr_remit_value(c->v[1].k),
	    (int)cr_remit_value(c->v[2].k), &d)));
}

/* A date without a word: 46/001 28/06/2026, FT 7-001 30012026. */
static bool
lone_date(struct walk *w, const struct remit_cell *c, size_t end)
{
	const struct cr_remittance *out = w->r.out;
	const struct remit_token *k = here(w);
	struct cr_date d;
	size_t i;

	if (k->kind != REMIT_NUMBER || k[0].word != WORD_ANY)
		return false;
	if (w->r.text.v[end].word == WORD_DATE && w->in == DOCUMENTS &&
	    w->from == out->n)
		return false;	/* its own date follows */
	if (c->n == 1 && k->n <= 2 && k[1].word == WORD_MONTH)
		return true;
	for (i = out->n; i > w->from && out->v[i - 1].reading != 0;)
		i--;
	if (c->n == 1)	/* unless the numbers before it are as long */
		return i > w->from && cr_remit_compact(k, w->r.year, &d) &&
		    strspn(out->v[i - 1].number, "0123456789") != k->n;
	return is_whole_date(c, w->r.year);
}

/* Is a number without a word for it worth telling? */
static bool
is_worth(const struct walk *w, const struct remit_cell *c)
{
	const struct remit_token *k = c->v[0].k;
	struct cr_date d;

	if (c->n > 1)
		return true;
	return k->n > 1 && !(k->n == 4 && cr_remit_year(k, w->r.year) != 0) &&
	    !cr_remit_compact(k, w->r.year, &d);
}

static bool
read_tax(struct walk *w)
{
	size_t end = cr_remit_tax(&w->r.text, w->i, w->r.out);

	if (end == w->i)
		return false;
	w->i = end;
	return true;
}

static void
read_cell(struct walk *w)
{
	struct remit_cell c;
	struct cr_remittance *out = w->r.out;
	size_t end = cr_remit_cell(&w->r.text, w->i, &c), before = out->n, i;
	bool named = w->in == DOCUMENTS;

	if (end == w->i) {
		w->i++;
		return;
	}
	if (lone_date(w, &c, end)) {
		read_date(w, w->i);
		return;
	}
	w->i = end;
	if (!named && !is_worth(w, &c))
		return;
	w->r.how = named ? CR_REF_NAMED : CR_REF_BARE;
	if (!named) {
		w->from = out->n;
		w->r.credit = false;
	}
	cr_remit_readings(&w->r, &c);
	/* 14 E 15/2026 */
	for (i = w->from; named && i < before && out->n > before; i++)
		if (out->v[i].year == 0)
			out->v[i].year = out->v[before].year;
	for (i = before; i < out->n; i++) {
		if (!named && cr_date_is_set(out->v[i].date))
			out->v[i].how = CR_REF_DATED;
		if (out->v[i].year == 0 && named) {
			out->v[i].year = (int16_t)w->year;
			out->v[i].date = w->date;
		}
		while (cr_remit_is_sign(&w->r.text.v[end], "."))
			end++;
		out->v[i].cut = w->r.text.v[end].kind == REMIT_END;
	}
}

static void
skip_cell(struct walk *w)
{
	struct remit_cell c;
	size_t end = cr_remit_cell(&w->r.text, w->i, &c);

	w->i = end > w->i ? end : w->i + 1;
}

static void
read_number(struct walk *w)
{
	const struct remit_token *k = here(w);
	size_t end;

	if (read_tax(w) || ordinal_instalment(w))
		return;
	if (w->in == SOMETHING || w->in == CODE || w->in == PHONE) {
		skip_cell(w);
		return;
	}
	end = cr_remit_amount(&w->r.text, w->i);
	if (end > w->i || cr_remit_is_sign(&k[1], "%") ||
	    (k[1].word == WORD_AMOUNT && k[2].kind != REMIT_NUMBER)) {
		w->i = end > w->i ? end : w->i + 1;
		return;
	}
	read_cell(w);
}

/* Does a word begin a number: A/12, V2-123, or FT A 34? */
static bool
begins_cell(const struct walk *w, const struct remit_token *k)
{
	bool first = w->in == DOCUMENTS && w->r.out->n == w->word;

	if (k->n > 4 || (k->n > 1 && k->word != WORD_ANY) ||
	    k->word == WORD_NUMBER || k->word == WORD_OTHER)
		return false;
	if (k->word == WORD_AND && !first && k[1].kind == REMIT_NUMBER)
		return false;	/* 88 E89 */
	if (k[1].kind == REMIT_NUMBER && !k[1].blank)
		return true;
	return cr_remit_joins(&k[1], "/-_") &&
	    (k[2].kind == REMIT_NUMBER || (k[2].kind == REMIT_WORD &&
	    k[2].n <= 4 && k[2].word == WORD_ANY &&
	    cr_remit_joins(&k[3], "/-_")));
}

static void
read_word(struct walk *w)
{
	const struct remit_token *k = here(w);

	switch ((enum remit_word)k->word) {
	case WORD_INVOICE:
		start(w, false);
		return;
	case WORD_CREDIT:
		start(w, true);
		return;
	case WORD_OTHER:
	case WORD_CODE:
	case WORD_PHONE:
		w->in = k->word == WORD_OTHER ? SOMETHING :
		    k->word == WORD_CODE ? CODE : PHONE;
		break;
	case WORD_DATE:
		read_date(w, w->i + 1);
		return;
	case WORD_FROM:
		break;
	case WORD_TO:
		read_range(w);
		return;
	case WORD_INSTALMENT:
		read_instalment(w);
		return;
	case WORD_DEDUCTION:
		w->r.out->deduction = true;
		skip_amount(w);
		return;
	case WORD_AMOUNT:
		skip_amount(w);
		return;
	case WORD_MORE:
		w->r.out->more = true;
		break;
	case WORD_DEPOSIT:
		w->r.out->deposit = true;
		break;
	case WORD_MONTH:
		read_date(w, w->i);
		return;
	case WORD_ANY:
		w->in = NOTHING;
		break;
	default:
		break;
	}
	w->i++;
}

/* After CIG, CUP, ORDINE: one code, with the letters that are in it. */
static bool
skip_code(struct walk *w)
{
	const struct remit_token *k = here(w);

	if (w->in != CODE || k->kind == REMIT_SIGN ||
	    k->word == WORD_NUMBER || k->word == WORD_OF)
		return false;
	if (k->kind == REMIT_WORD && k->word != WORD_ANY && k->n > 1)
		return false;
	if (!read_tax(w))
		do
			w->i++;
		while (!here(w)->blank && here(w)->kind != REMIT_END &&
		    !cr_remit_is_sign(here(w), ",;"));
	w->in = k->kind == REMIT_NUMBER ? SOMETHING : NOTHING;
	return true;
}

/* Series and number apart: FT A 34, FATT. SERIE B N. 12 */
static bool
apart(struct walk *w)
{
	const struct remit_token *k = here(w);
	struct cr_remittance *out = w->r.out;
	size_t before = out->n, next, i;
	char number[CR_REF_SIZE];

	if (w->in != DOCUMENTS || k->kind != REMIT_WORD)
		return false;
	if (k->word == WORD_SERIES) {
		w->i = pass(w, w->i + 1);
		return apart(w);
	}
	next = pass(w, w->i + 1);
	if (k->n > 1 || k->word == WORD_NUMBER || out->n != w->word ||
	    w->r.text.v[next].kind != REMIT_NUMBER)
		return false;
	w->i = next;
	read_cell(w);
	for (i = before; i < out->n; i++) {
		memcpy(number, out->v[i].number, sizeof(number));
		snprintf(out->v[i].number, sizeof(out->v[i].number),
		    "%.1s/%.29s", k->s, number);
	}
	return true;
}

static void
walk(struct walk *w)
{
	const struct remit_token *k;

	while ((k = here(w))->kind != REMIT_END) {
		if (skip_code(w))
			continue;
		if (k->kind == REMIT_SIGN)
			w->i++;
		else if (k->kind == REMIT_NUMBER)
			read_number(w);
		else if (!read_tax(w) && w->in != SOMETHING &&
		    begins_cell(w, k))
			read_cell(w);
		else if (w->i < w->r.text.n && here(w) == k && !apart(w))
			read_word(w);
	}
}

#define CUT_FROM 138		/* banks cut at 140, and trim blanks */

void
cr_remittance_read(const char *text, size_t n, int year,
    struct cr_remittance *out)
{
	struct walk w;		/* its text is large: not to be cleared */
	size_t i;

	memset(out, 0, sizeof(*out));
	w.r.out = out;
	w.r.year = year;
	w.r.credit = false;
	w.in = NOTHING;
	w.i = w.from = w.word = 0;
	w.date = CR_DATE_NONE;
	w.year = 0;
	cr_remit_tokens(&w.r.text, text, n);
	cr_remit_rf(&w.r.text, out);
	cr_remit_words(&w.r.text);
	while (n > 0 && cr_is_space(text[n - 1]))
		n--;
	out->cut = n >= CUT_FROM || (n > 3 &&
	    memcmp(text + n - 3, "...", 3) == 0);
	walk(&w);
	for (i = 0; i < out->n; i++)
		out->v[i].cut &= out->cut;
}
