#include "cr/paper.h"

#include <stdio.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/pdf.h"
#include "cr/qr.h"
#include "cr/str.h"

/* Where things are, in hundredths of a millimetre. */
#define LEFT 1800
#define RIGHT 19500
#define WIDTH (RIGHT - LEFT)
#define TOP 1500
#define HEAD_END 4000		/* of the letterhead */
#define ADDRESS_X 11000		/* in the window of an envelope */
#define ADDRESS_Y 4900
#define VALUES_X 5000		/* of the pairs */
#define TITLE_Y 8000
#define NEXT_TOP 2500		/* of the pages behind the first */
#define BOTTOM 27200
#define FOOT 27700
#define CELL 80			/* from a rule or edge to text */
#define LOGO_WIDTH 6500
#define LOGO_HEIGHT 2000
#define CODE 2600		/* of a QR code, quiet zone apart */
#define PAYMENT 3850		/* height of the whole box */

static const struct cr_pdf_type
	type_name = { 130, true, 0 }, type_title = { 150, true, 0 },
	type_body = { 85, false, 0 }, type_bold = { 85, true, 0 },
	type_small = { 75, false, 40 }, type_heading = { 75, true, 20 },
	type_to = { 100, false, 0 }, type_to_name = { 100, true, 0 },
	type_section = { 95, true, 0 }, type_foot = { 70, false, 40 };

/*
 * One document on its pages. It is laid out twice: first to count them, then
 * to draw, since every page says how many there are. What the first pass
 * found out of the height of rows, the second knows.
 */
struct layout {
	struct cr *cr;
	struct cr_paper *p;
	struct cr_pdf *pdf;
	bool draw;
	int page, pages;
	int y;
	int x[CR_PAPER_COLUMNS + 1];	/* of the columns of a table */
};

/* ---- Drawing, or not ---------------------------------------------------- */

static void
line(struct layout *l, const struct cr_pdf_type *t, enum cr_pdf_align align,
    int x, int y, const char *text)
{
	if (l->draw && !cr_is_empty(text))
		cr_pdf_line(l->pdf, t, align, x, y, text);
}

static void
rule(struct layout *l, int y, int thick, int grey)
{
	if (l->draw)
		cr_pdf_rule(l->pdf, LEFT, y, WIDTH, thick, grey);
}

/* ---- Pages -------------------------------------------------------------- */

static void
footer(struct layout *l)
{
	const struct cr_paper_head *h = &l->p->head;
	char text[96];
	size_t i;
	int y = FOOT + 120;

	rule(l, FOOT, 10, 60);
	for (i = 0; i < sizeof(h->footer) / sizeof(h->footer[0]); i++) {
		if (h->footer[i] == NULL)
			continue;
		line(l, &type_foot, CR_PDF_LEFT, LEFT, y, h->footer[i]);
		y += cr_pdf_leading(&type_foot);
	}
	snprintf(text, sizeof(text), "%s %d %s %d", l->p->page, l->page,
	    l->p->of, l->pages);
	line(l, &type_foot, CR_PDF_RIGHT, RIGHT, FOOT + 120, text);
}

/* What the pages behind the first begin with. */
static void
running_head(struct layout *l)
{
	line(l, &type_small, CR_PDF_LEFT, LEFT, TOP, l->p->head.name);
	line(l, &type_small, CR_PDF_RIGHT, RIGHT, TOP, l->p->to[0]);
	rule(l, TOP + 450, 10, 60);
	l->y = NEXT_TOP;
}

static void
end_page(struct layout *l)
{
	footer(l);
	if (l->draw)
		cr_pdf_page(l->pdf);
}

static void
new_page(struct layout *l)
{
	end_page(l);
	l->page++;
	running_head(l);
}

/* Room for HEIGHT, if need be on a new page: true. */
static bool
need(struct layout *l, int height)
{
	if (l->y + height <= BOTTOM)
		return false;
	new_page(l);
	return true;
}

/* ---- The first page ----------------------------------------------------- */

static int
lines(struct layout *l, const struct cr_pdf_type *t, enum cr_pdf_align align,
    int x, int y, const char *const *v, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (cr_is_empty(v[i]))
			continue;
		line(l, t, align, x, y, v[i]);
		y += cr_pdf_leading(t);
	}
	return y;
}

#define N(v) (sizeof(v) / sizeof((v)[0]))

static void
letterhead(struct layout *l)
{
	const struct cr_paper_head *h = &l->p->head;
	int y = TOP, w, high;

	if (h->logo != NULL && l->draw) {
		cr_pdf_draw(l->pdf, h->logo, LEFT, TOP, LOGO_WIDTH,
		    LOGO_HEIGHT, &w, &high);
		lines(l, &type_small, CR_PDF_LEFT, LEFT + w + 500, TOP,
		    h->lines, N(h->lines));
	} else {
		line(l, &type_name, CR_PDF_LEFT, LEFT, y, h->name);
		y += cr_pdf_leading(&type_name) + 60;
		lines(l, &type_small, CR_PDF_LEFT, LEFT, y, h->lines,
		    N(h->lines));
	}
	lines(l, &type_small, CR_PDF_RIGHT, RIGHT, TOP + 60, h->contacts,
	    N(h->contacts));
	rule(l, HEAD_END, 15, 30);
}

static void
first_page(struct layout *l)
{
	const struct cr_paper *p = l->p;
	int y = ADDRESS_Y, i;

	letterhead(l);
	if (p->to_label != NULL) {
		line(l, &type_small, CR_PDF_LEFT, ADDRESS_X, y, p->to_label);
		y += cr_pdf_leading(&type_small);
	}
	y = lines(l, &type_to_name, CR_PDF_LEFT, ADDRESS_X, y, p->to, 1);
	lines(l, &type_to, CR_PDF_LEFT, ADDRESS_X, y, p->to + 1,
	    N(p->to) - 1);
	for (i = 0, y = ADDRESS_Y; i < CR_PAPER_PAIRS; i++) {
		if (cr_is_empty(p->pairs[i].value))
			continue;
		line(l, &type_small, CR_PDF_LEFT, LEFT, y + 30,
		    p->pairs[i].label);
		line(l, &type_body, CR_PDF_LEFT, VALUES_X, y,
		    p->pairs[i].value);
		y += cr_pdf_leading(&type_body);
	}
	line(l, &type_title, CR_PDF_LEFT, LEFT, TITLE_Y, p->title);
	l->y = TITLE_Y + cr_pdf_leading(&type_title) + 40;
	if (!cr_is_empty(p->subtitle)) {
		line(l, &type_body, CR_PDF_LEFT, LEFT, l->y, p->subtitle);
		l->y += cr_pdf_leading(&type_body);
	}
	l->y += 250;
}

/* ---- Paragraphs --------------------------------------------------------- */

static void
paragraph(struct layout *l, const char *text)
{
	int all = cr_pdf_break(l->pdf, &type_body, WIDTH, text);
	int leading = cr_pdf_leading(&type_body), done = 0, fit;

	l->y += 200;
	while (done < all) {
		need(l, leading);
		fit = (BOTTOM - l->y) / leading;
		if (fit > all - done)
			fit = all - done;
		if (l->draw)
			cr_pdf_broken(l->pdf, LEFT, l->y, done, done + fit);
		done += fit;
		l->y += fit * leading;
	}
}

/* ---- Tables ------------------------------------------------------------- */

/* The columns side by side; one has no width of its own and gets the rest. */
static void
place_columns(struct layout *l, const struct cr_paper_table *t)
{
	int rest = WIDTH;
	size_t i;

	for (i = 0; i < t->ncolumns; i++)
		rest -= t->columns[i].width;
	l->x[0] = LEFT;
	for (i = 0; i < t->ncolumns; i++)
		l->x[i + 1] = l->x[i] + (t->columns[i].width != 0 ?
		    t->columns[i].width : rest);
}

static const struct cr_pdf_type *
type_of(const struct cr_paper_row *r)
{
	return r->kind == CR_PAPER_SUM ? &type_bold :
	    r->kind == CR_PAPER_DETAIL ? &type_small : &type_body;
}

static int
room(const struct layout *l, size_t from, size_t to)
{
	return l->x[to] - l->x[from] - 2 * CELL;
}

/* In how many lines a text goes into the columns FROM to before TO. */
static int
lines_of(struct layout *l, const struct cr_pdf_type *t, const char *text,
    size_t from, size_t to)
{
	if (cr_pdf_width(l->pdf, t, text) <= room(l, from, to))
		return 1;
	return cr_pdf_break(l->pdf, t, room(l, from, to), text);
}

/* Figures are never broken: their columns are wide enough. */
static void
measure(struct layout *l, const struct cr_paper_table *t,
    struct cr_paper_row *r)
{
	size_t i;
	int n;

	r->lines = 1;
	if (r->kind == CR_PAPER_DETAIL) {
		r->lines = lines_of(l, &type_small, r->cells[0], t->detail,
		    t->ncolumns);
		return;
	}
	for (i = 0; i < t->ncolumns; i++) {
		if (cr_is_empty(r->cells[i]) ||
		    t->columns[i].align == CR_PAPER_RIGHT)
			continue;
		n = lines_of(l, type_of(r), r->cells[i], i, i + 1);
		if (n > r->lines)
			r->lines = n;
	}
}

static int
height(const struct cr_paper_row *r)
{
	return r->lines * cr_pdf_leading(type_of(r)) +
	    (r->kind == CR_PAPER_DETAIL ? 30 : 110);
}

static void
draw_text(struct layout *l, const struct cr_paper_row *r, size_t from,
    size_t to, int y, const char *text)
{
	const struct cr_pdf_type *t = type_of(r);
	int n;

	if (r->lines == 1 || cr_pdf_width(l->pdf, t, text) <=
	    room(l, from, to)) {
		cr_pdf_line(l->pdf, t, CR_PDF_LEFT, l->x[from] + CELL, y,
		    text);
		return;
	}
	n = cr_pdf_break(l->pdf, t, room(l, from, to), text);
	cr_pdf_broken(l->pdf, l->x[from] + CELL, y, 0, n);
}

static void
draw_row(struct layout *l, const struct cr_paper_table *t,
    const struct cr_paper_row *r)
{
	int y = l->y + 50;
	size_t i;

	if (r->kind == CR_PAPER_DETAIL) {
		draw_text(l, r, t->detail, t->ncolumns, l->y, r->cells[0]);
		return;
	}
	rule(l, l->y, 10, r->kind == CR_PAPER_SUM ? 30 : 88);
	for (i = 0; i < t->ncolumns; i++) {
		if (cr_is_empty(r->cells[i]))
			continue;
		if (t->columns[i].align == CR_PAPER_RIGHT)
			cr_pdf_line(l->pdf, type_of(r), CR_PDF_RIGHT,
			    l->x[i + 1] - CELL, y, r->cells[i]);
		else
			draw_text(l, r, i, i + 1, y, r->cells[i]);
	}
}

#define HEADING 520

static void
headings(struct layout *l, const struct cr_paper_table *t)
{
	size_t i;

	if (l->draw)
		cr_pdf_fill(l->pdf, LEFT, l->y, WIDTH, HEADING, 92);
	for (i = 0; i < t->ncolumns; i++)
		line(l, &type_heading, t->columns[i].align == CR_PAPER_RIGHT ?
		    CR_PDF_RIGHT : CR_PDF_LEFT, t->columns[i].align ==
		    CR_PAPER_RIGHT ? l->x[i + 1] - CELL : l->x[i] + CELL,
		    l->y + 100, t->columns[i].heading);
	l->y += HEADING;
}

/* A row, with its details and, behind the last one, the sums. */
static int
height_together(const struct cr_paper_row *r)
{
	int sum = height(r);

	while ((r = r->next) != NULL && r->kind != CR_PAPER_ROW)
		sum += height(r);
	return sum < (BOTTOM - NEXT_TOP) / 2 ? sum : 0;
}

static void
table(struct layout *l, struct cr_paper_table *t)
{
	struct cr_paper_row *r;
	int first;

	place_columns(l, t);
	for (r = t->first; r != NULL && !l->draw; r = r->next)
		measure(l, t, r);
	first = t->first != NULL ? height_together(t->first) : 0;
	l->y += 300;
	need(l, cr_pdf_leading(&type_section) + 100 + HEADING + first);
	line(l, &type_section, CR_PDF_LEFT, LEFT, l->y, t->title);
	l->y += cr_pdf_leading(&type_section) + 100;
	headings(l, t);
	for (r = t->first; r != NULL; r = r->next) {
		if (need(l, r->kind == CR_PAPER_ROW ? height_together(r) :
		    height(r)))
			headings(l, t);
		if (l->draw)
			draw_row(l, t, r);
		l->y += height(r);
	}
	rule(l, l->y, 10, 60);
}

/* ---- How to pay --------------------------------------------------------- */

static int
draw_code(struct layout *l, const struct cr_paper_payment *pay, int y)
{
	struct cr_qr q;
	int err, quiet;

	if ((err = cr_qr_make(l->cr, pay->code, strlen(pay->code), &q)) !=
	    CR_OK)
		return err;
	quiet = CODE / q.size * CR_QR_QUIET;
	cr_pdf_squares(l->pdf, RIGHT - quiet - CODE, y + quiet, CODE,
	    q.modules, q.size);
	cr_qr_release(&q);
	line(l, &type_foot, CR_PDF_RIGHT, RIGHT - quiet,
	    y + quiet + CODE + 120, pay->caption);
	return CR_OK;
}

static void
frame(struct layout *l, int y)
{
	rule(l, y, 15, 30);
	rule(l, y + PAYMENT, 15, 30);
	cr_pdf_fill(l->pdf, LEFT, y, 15, PAYMENT, 30);
	cr_pdf_fill(l->pdf, RIGHT - 15, y, 15, PAYMENT, 30);
}

static int
payment(struct layout *l, const struct cr_paper_payment *pay)
{
	size_t i;
	int y, err = CR_OK;

	l->y += 500;
	need(l, PAYMENT);
	y = l->y + 300;
	line(l, &type_section, CR_PDF_LEFT, LEFT + 300, y, pay->title);
	y += cr_pdf_leading(&type_section) + 200;
	for (i = 0; i < N(pay->lines); i++) {
		if (cr_is_empty(pay->lines[i].value))
			continue;
		line(l, &type_small, CR_PDF_LEFT, LEFT + 300, y + 30,
		    pay->lines[i].label);
		line(l, i == 0 ? &type_bold : &type_body, CR_PDF_LEFT,
		    VALUES_X, y, pay->lines[i].value);
		y += cr_pdf_leading(&type_body) + 60;
	}
	if (l->draw) {
		frame(l, l->y);
		if (pay->code != NULL)
			err = draw_code(l, pay, l->y + 50);
	}
	l->y += PAYMENT;
	return err;
}

/* ---- All of it ---------------------------------------------------------- */

static int
lay_out(struct layout *l, bool draw)
{
	struct cr_paper_block *b;
	int err = CR_OK;

	l->draw = draw;
	l->page = 1;
	first_page(l);
	for (b = l->p->first; b != NULL && err == CR_OK; b = b->next) {
		if (b->kind == CR_PAPER_TEXT)
			paragraph(l, b->text);
		else if (b->kind == CR_PAPER_TABLE)
			table(l, &b->table);
		else
			err = payment(l, b->payment);
	}
	end_page(l);
	l->pages = l->page;
	return err;
}

int
cr_paper_to_pdf(struct cr *cr, struct cr_paper *p, struct cr_pdf *pdf)
{
	struct layout l = { .cr = cr, .p = p, .pdf = pdf };
	int err = lay_out(&l, false);

	return err != CR_OK ? err : lay_out(&l, true);
}
