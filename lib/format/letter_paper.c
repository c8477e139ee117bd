#include "letter_say.h"

#include <string.h>

#include "cr/arena.h"
#include "cr/letterhead.h"
#include "cr/str.h"

static const struct cr_letterhead no_head;

static const char *
labelled(const struct letter_paper *w, enum letter_phrase label,
    const char *value)
{
	const char *say = w->t->say[label];

	if (cr_is_empty(value))
		return NULL;
	return *say == '\0' ? value : cr_arena_printf(w->a, "%s %s", say,
	    value);
}

/* ---- Who and to whom ---------------------------------------------------- */

#define COPY(to, from) do { \
	size_t at; \
	for (at = 0; at < sizeof(to) / sizeof((to)[0]); at++) \
		(to)[at] = (from)[at]; \
} while (0)

static void
write_contacts(struct letter_paper *w, const char **to)
{
	static const struct {
		enum letter_phrase label;
		enum cr_letter_word word;
	} lines[] = {
		{ SAY_VAT, CR_LETTER_CREDITOR_VAT },
		{ SAY_TAX_CODE, CR_LETTER_CREDITOR_TAX_CODE },
		{ SAY_REA, CR_LETTER_CREDITOR_REA },
		{ SAY_PHONE, CR_LETTER_CREDITOR_PHONE },
		{ SAY_EMAIL, CR_LETTER_CREDITOR_EMAIL },
		{ SAY_PEC, CR_LETTER_CREDITOR_PEC },
	};
	const char *vat = letter_get(w, CR_LETTER_CREDITOR_VAT), *s;
	size_t i, n = 0;

	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		s = letter_get(w, lines[i].word);
		if (s == NULL || (lines[i].label == SAY_TAX_CODE &&
		    vat != NULL && cr_ends(vat, s)))
			continue;
		to[n++] = labelled(w, lines[i].label, s);
	}
}

static void
write_head(struct letter_paper *w, const struct cr_letterhead *h)
{
	struct cr_paper_head *to = &w->p->head;

	to->name = h->name ? h->name : letter_get(w, CR_LETTER_CREDITOR_NAME);
	COPY(to->lines, h->lines);
	if (to->lines[0] == NULL) {
		to->lines[0] = letter_get(w, CR_LETTER_CREDITOR_STREET);
		to->lines[1] = letter_get(w, CR_LETTER_CREDITOR_CITY);
	}
	COPY(to->contacts, h->contacts);
	if (to->contacts[0] == NULL)
		write_contacts(w, to->contacts);
	COPY(to->footer, h->footer);
}

static void
add_pair(struct letter_paper *w, enum letter_phrase label, const char *value)
{
	size_t i;

	for (i = 0; i < CR_PAPER_PAIRS; i++)
		if (w->p->pairs[i].label == NULL)
			break;
	if (i < CR_PAPER_PAIRS && !cr_is_empty(value))
		w->p->pairs[i] = (struct cr_paper_pair){ w->t->say[label],
		    value };
}

static void
write_debtor(struct letter_paper *w)
{
	const char *vat = letter_get(w, CR_LETTER_DEBTOR_VAT);
	const char *tax = letter_get(w, CR_LETTER_DEBTOR_TAX_CODE);

	w->p->to[0] = letter_get(w, CR_LETTER_DEBTOR_NAME);
	w->p->to[1] = letter_get(w, CR_LETTER_DEBTOR_STREET);
	w->p->to[2] = letter_get(w, CR_LETTER_DEBTOR_CITY);
	add_pair(w, SAY_CODE, letter_get(w, CR_LETTER_DEBTOR_CODE));
	add_pair(w, SAY_VAT, vat);
	if (tax != NULL && (vat == NULL || !cr_ends(vat, tax)))
		add_pair(w, SAY_TAX_CODE, tax);
}

static void
write_top(struct letter_paper *w)
{
	const char *place = letter_get(w, CR_LETTER_PLACE);
	const char *date = letter_get(w, CR_LETTER_DATE);

	w->p->to_label = w->t->say[SAY_TO];
	add_pair(w, SAY_DATE_LABEL, place == NULL || date == NULL ? date :
	    cr_arena_printf(w->a, "%s, %s", place, date));
	add_pair(w, SAY_NUMBER, letter_get(w, CR_LETTER_NUMBER));
	add_pair(w, SAY_CHANNEL, letter_get(w, CR_LETTER_CHANNEL));
	if (letter_get(w, CR_LETTER_TO_NAME) != NULL)
		w->p->to[0] = letter_get(w, CR_LETTER_TO_NAME);
	else
		write_debtor(w);
}

static void
begin(struct letter_paper *w)
{
	cr_paper_init(w->p, w->a);
	w->p->letter = true;
	w->p->language = w->t->language;
	w->p->page = w->t->say[SAY_PAGE];
	w->p->of = w->t->say[SAY_OF];
	write_head(w, w->v->head != NULL ? w->v->head : &no_head);
}

/* ---- Paragraphs --------------------------------------------------------- */

/* A paragraph is being collected, one line after the other. */
struct lines {
	char *to;
	size_t n;
	bool kept;		/* the line before ends where it ends */
};

/*
 * Lines run on; one that begins with "| " stays a line. B has room for all
 * of them.
 */
static void
add_line(struct lines *b, const char *s, size_t n)
{
	bool keep = n > 0 && s[0] == '|' && (n == 1 || s[1] == ' ');

	if (b->n > 0)
		b->to[b->n++] = keep || b->kept ? '\n' : ' ';
	if (keep) {
		s += n > 1 ? 2 : 1;
		n -= n > 1 ? 2 : 1;
	}
	memcpy(b->to + b->n, s, n);
	b->n += n;
	b->kept = keep;
}

static void
end_paragraph(struct letter_paper *w, struct lines *b)
{
	const char *s = b->to;

	if (b->n == 0)
		return;
	b->to[b->n] = '\0';
	if (cr_starts(s, "# "))
		cr_paper_heading_add(w->p, s + 2);
	else
		cr_paper_text_add(w->p, s);
	b->to += b->n + 1;
	b->n = 0;
	b->kept = false;
}

/* Is the line blank but for one mark of a part? Its word, else 0. */
static int
part_of(const char *s, size_t n)
{
	for (; n > 0 && *s == ' '; n--)
		s++;
	return n >= 2 && *s == CR_TEMPLATE_PART ?
	    s[1] - CR_TEMPLATE_PART_FIRST : 0;
}

static void
write_text(struct letter_paper *w, const char *text)
{
	struct lines b = { cr_arena_alloc(w->a, strlen(text) * 2 + 2), 0,
	    false };
	const char *eol;
	size_t n;
	int part;

	for (; *text != '\0'; text += n + (text[n] != '\0')) {
		eol = strchr(text, '\n');
		n = eol != NULL ? (size_t)(eol - text) : strlen(text);
		part = part_of(text, n);
		if (part != 0 || strspn(text, " \t\r") >= n) {
			end_paragraph(w, &b);
			if (part != 0)
				cr_letter_part(w, (enum cr_letter_word)part);
		} else {
			add_line(&b, text, n);
		}
	}
	end_paragraph(w, &b);
}

void
cr_letter_paper(const struct cr_letter *t, const struct cr_letter_values *v,
    const char *title, const char *text, struct cr_arena *a,
    struct cr_paper *out)
{
	struct letter_paper w = { t, v, a, out };

	begin(&w);
	write_top(&w);
	out->title = title;
	write_text(&w, text);
}

void
cr_letter_cover(const struct cr_letter *t, const struct cr_letter_values *v,
    int pages, struct cr_arena *a, struct cr_paper *out)
{
	struct letter_paper w = { t, v, a, out };

	begin(&w);
	out->title = t->say[SAY_FAX];
	add_pair(&w, SAY_FAX_TO, letter_get(&w, CR_LETTER_DEBTOR_NAME));
	add_pair(&w, SAY_FAX_NUMBER, v->fax);
	add_pair(&w, SAY_FAX_FROM, out->head.name);
	add_pair(&w, SAY_DATE_LABEL, letter_get(&w, CR_LETTER_DATE));
	add_pair(&w, SAY_NUMBER, letter_get(&w, CR_LETTER_NUMBER));
	add_pair(&w, SAY_FAX_PAGES, cr_arena_printf(a, "%d", pages + 1));
	cr_paper_text_add(out, t->say[SAY_FAX_NOTE]);
}

const char *
cr_letter_why(const struct cr_letter *t, const char *code)
{
	static const struct {
		const char *code;
		enum letter_phrase phrase;
	} known[] = { { "AC01", SAY_WHY_ACCOUNT },
	    { "AC04", SAY_WHY_CLOSED },
	    { "AC06", SAY_WHY_BLOCKED },
	    { "AM04", SAY_WHY_FUNDS },
	    { "MD01", SAY_WHY_MANDATE },
	    { "MD06", SAY_WHY_REFUND },
	    { "MS02", SAY_WHY_DEBTOR } };
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (strcmp(known[i].code, code) == 0)
			return t->say[known[i].phrase];
	return NULL;
}

const char *
cr_letter_statement(const struct cr_letter *t)
{
	return t->say[SAY_STATEMENT_FILE];
}

const char *
cr_letter_drawn_from(const struct cr_letter *t, const char **on)
{
	*on = t->say[SAY_DRAWN_ON];
	return t->say[SAY_DRAWN_FROM];
}

const char *
cr_letter_by(const struct cr_letter *t, const char *channel)
{
	return strcmp(channel, "pec") == 0 ? t->say[SAY_BY_PEC] :
	    strcmp(channel, "registered") == 0 ? t->say[SAY_BY_REGISTERED] :
	    strcmp(channel, "fax") == 0 ? t->say[SAY_BY_FAX] : NULL;
}
