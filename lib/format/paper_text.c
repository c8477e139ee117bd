#include "cr/paper.h"

#include <stdint.h>
#include <string.h>

#include "cr/buf.h"
#include "cr/chart.h"
#include "cr/str.h"

#define GAP 2			/* blanks between columns */
#define INDENT 4		/* of details */
#define WIDTH 79		/* of running text */

/* Characters of UTF-8, each taken to be one wide. */
static size_t
characters(const char *s)
{
	size_t n;

	for (n = 0; *s != '\0'; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

/* Control characters of strangers do nothing to a terminal. */
static void
add_plain(struct cr_buf *out, const char *s, size_t n)
{
	char *to = cr_buf_room(out, n);
	size_t i;

	if (to == NULL)
		return;
	for (i = 0; i < n; i++)
		to[i] = (unsigned char)s[i] < ' ' || s[i] == 0x7f ? ' ' :
		    s[i];
	to[n] = '\0';
	out->len += n;
}

static void
repeat(struct cr_buf *out, char c, size_t n)
{
	char *to = cr_buf_room(out, n);

	if (to == NULL)
		return;
	memset(to, c, n);
	to[n] = '\0';
	out->len += n;
}

static void
blanks(struct cr_buf *out, size_t n)
{
	repeat(out, ' ', n);
}

/* The end of a line: no blanks stand before it. */
static void
end_line(struct cr_buf *out)
{
	while (out->len > 0 && out->s[out->len - 1] == ' ')
		out->s[--out->len] = '\0';
	cr_buf_addc(out, '\n');
}

static void
add_line(struct cr_buf *out, const char *s)
{
	if (cr_is_empty(s))
		return;
	add_plain(out, s, strlen(s));
	end_line(out);
}

/* Words up to WIDTH characters a line, all of them INDENT blanks in. */
static void
wrap(struct cr_buf *out, const char *s, size_t indent, size_t width)
{
	size_t column = 0, n, have;
	char word;

	while (*s != '\0') {
		for (n = have = 0; s[n] != '\0' && s[n] != ' ' &&
		    s[n] != '\n'; n++)
			have += ((unsigned char)s[n] & 0xc0) != 0x80;
		if (column > 0 && indent + column + 1 + have > width) {
			end_line(out);
			column = 0;
		}
		if (have > 0) {
			blanks(out, column == 0 ? indent : 1);
			column += have + (column > 0);
			add_plain(out, s, n);
		}
		word = s[n];
		if (word == '\n') {
			end_line(out);
			column = 0;
		}
		s += n + (word != '\0');
	}
	if (column > 0)
		end_line(out);
}

/* ---- Tables ------------------------------------------------------------- */

/* What is alone on the left has the room of the empty cells behind it. */
static bool
runs_on(const struct cr_paper_row *r, const struct cr_paper_table *t)
{
	return t->ncolumns > 2 && cr_is_empty(r->cells[1]);
}

static void
widths(const struct cr_paper_table *t, size_t w[CR_PAPER_COLUMNS])
{
	const struct cr_paper_row *r;
	size_t i, n;

	for (i = 0; i < t->ncolumns; i++)
		w[i] = characters(t->columns[i].heading);
	for (r = t->first; r != NULL; r = r->next) {
		if (r->kind == CR_PAPER_DETAIL)
			continue;
		for (i = runs_on(r, t) ? 1 : 0; i < t->ncolumns; i++) {
			n = r->cells[i] != NULL ? characters(r->cells[i]) : 0;
			if (n > w[i])
				w[i] = n;
		}
	}
}

static void
add_rule(struct cr_buf *out, size_t n)
{
	repeat(out, '-', n);
	cr_buf_addc(out, '\n');
}

/* Each cell in its place, or behind what is longer than its own. */
static void
add_row(struct cr_buf *out, const struct cr_paper_table *t,
    const struct cr_paper_row *r, const size_t *w)
{
	size_t i, n, begin = 0, place, at = 0;
	const char *text;

	for (i = 0; i < t->ncolumns; begin += w[i++] + GAP) {
		text = r != NULL ? r->cells[i] : t->columns[i].heading;
		if (cr_is_empty(text))
			continue;
		n = characters(text);
		place = begin;
		if (t->columns[i].align == CR_PAPER_RIGHT && n < w[i])
			place += w[i] - n;
		blanks(out, place > at ? place - at : at > 0 ? 1 : 0);
		at = (place > at ? place : at + (at > 0)) + n;
		add_plain(out, text, strlen(text));
	}
	end_line(out);
}

static void
add_table(struct cr_buf *out, const struct cr_paper_table *t)
{
	size_t w[CR_PAPER_COLUMNS], all = 0, i;
	const struct cr_paper_row *r;

	widths(t, w);
	for (i = 0; i < t->ncolumns; i++)
		all += w[i] + (i > 0 ? GAP : 0);
	add_line(out, t->title);
	add_rule(out, all);
	add_row(out, t, NULL, w);
	add_rule(out, all);
	for (r = t->first; r != NULL; r = r->next) {
		if (r->kind == CR_PAPER_SUM)
			add_rule(out, all);
		if (r->kind == CR_PAPER_DETAIL)
			wrap(out, r->cells[0], INDENT, all);
		else
			add_row(out, t, r, w);
	}
}

/* ---- All of it ---------------------------------------------------------- */

static void
add_pairs(struct cr_buf *out, const struct cr_paper_pair *v, size_t n)
{
	size_t i, w, width = 0;

	for (i = 0; i < n; i++)
		if (!cr_is_empty(v[i].value) &&
		    (w = characters(v[i].label)) > width)
			width = w;
	for (i = 0; i < n; i++) {
		if (cr_is_empty(v[i].value))
			continue;
		cr_buf_adds(out, v[i].label);
		blanks(out, width - characters(v[i].label) + GAP);
		add_line(out, v[i].value);
	}
}

static void
add_payment(struct cr_buf *out, const struct cr_paper_payment *pay)
{
	add_line(out, pay->title);
	add_pairs(out, pay->lines,
	    sizeof(pay->lines) / sizeof(pay->lines[0]));
}

static void
add_chart(struct cr_buf *out, const struct cr_chart *c)
{
	add_line(out, c->title);
	if (c->text != NULL)
		wrap(out, c->text, 0, WIDTH);
	cr_chart_to_text(c, out);
}

static void
add_block(struct cr_buf *out, const struct cr_paper_block *b, bool first)
{
	if (!first)
		cr_buf_addc(out, '\n');
	switch (b->kind) {
	case CR_PAPER_SIGNATURE:
		add_line(out, b->text);
		if (b->signer != NULL)
			wrap(out, b->signer, 0, WIDTH);
		break;
	case CR_PAPER_TEXT:
	case CR_PAPER_HEADING:
		wrap(out, b->text, 0, WIDTH);
		break;
	case CR_PAPER_TABLE:
		add_table(out, &b->table);
		break;
	case CR_PAPER_PAYMENT:
		add_payment(out, b->payment);
		break;
	case CR_PAPER_CHART:
		add_chart(out, b->chart);
		break;
	}
}

void
cr_paper_blocks_to_text(const struct cr_paper *p, struct cr_buf *out)
{
	const struct cr_paper_block *b;

	for (b = p->first; b != NULL; b = b->next)
		add_block(out, b, b == p->first);
}

#define EACH_LINE(i, v) for ((i) = 0; (i) < sizeof(v) / sizeof((v)[0]); (i)++)

static void
add_head(struct cr_buf *out, const struct cr_paper *p)
{
	size_t i, begin = out->len;

	add_line(out, p->head.name);
	EACH_LINE(i, p->head.lines)
		add_line(out, p->head.lines[i]);
	EACH_LINE(i, p->head.contacts)
		add_line(out, p->head.contacts[i]);
	if (out->len > begin)
		cr_buf_addc(out, '\n');
	if (p->to[0] == NULL)
		return;
	add_line(out, p->to_label);
	EACH_LINE(i, p->to)
		add_line(out, p->to[i]);
	cr_buf_addc(out, '\n');
}

void
cr_paper_to_text(const struct cr_paper *p, struct cr_buf *out)
{
	const struct cr_paper_block *b;
	size_t i;

	add_head(out, p);
	if (p->letter)
		add_pairs(out, p->pairs, CR_PAPER_PAIRS);
	if (p->letter && p->title != NULL)
		cr_buf_addc(out, '\n');
	add_line(out, p->title);
	add_line(out, p->subtitle);
	if (!p->letter) {
		cr_buf_addc(out, '\n');
		add_pairs(out, p->pairs, CR_PAPER_PAIRS);
	}
	for (b = p->first; b != NULL; b = b->next)
		add_block(out, b, false);
	if (p->head.footer[0] != NULL)
		cr_buf_addc(out, '\n');
	EACH_LINE(i, p->head.footer)
		add_line(out, p->head.footer[i]);
}
