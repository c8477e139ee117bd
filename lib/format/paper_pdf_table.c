#include "paper_pdf.h"

#include "cr/str.h"

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
	struct cr_pdf_type own = cr_paper_type(l, type_of(r)), *t = &own;
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
	cr_paper_rule(l, l->y, 10, r->kind == CR_PAPER_SUM ? 30 : 88);
	for (i = 0; i < t->ncolumns; i++) {
		if (cr_is_empty(r->cells[i]))
			continue;
		if (t->columns[i].align == CR_PAPER_RIGHT)
			cr_paper_line(l, type_of(r), CR_PDF_RIGHT,
			    l->x[i + 1] - CELL, y, r->cells[i]);
		else
			draw_text(l, r, i, i + 1, y, r->cells[i]);
	}
}

#define HEADING 520

static void
headings(struct layout *l, const struct cr_paper_table *t)
{
	bool right;
	size_t i;

	if (l->draw && !l->p->mono)
		cr_pdf_fill(l->pdf, LEFT, l->y, WIDTH, HEADING, 92);
	for (i = 0; i < t->ncolumns; i++) {
		right = t->columns[i].align == CR_PAPER_RIGHT;
		cr_paper_line(l, &type_heading, right ? CR_PDF_RIGHT :
		    CR_PDF_LEFT, right ? l->x[i + 1] - CELL : l->x[i] + CELL,
		    l->y + 100, t->columns[i].heading);
	}
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

void
cr_paper_table(struct layout *l, struct cr_paper_table *t)
{
	struct cr_paper_row *r;
	int first, title;

	place_columns(l, t);
	for (r = t->first; r != NULL && !l->draw; r = r->next)
		measure(l, t, r);
	first = t->first != NULL ? height_together(t->first) : 0;
	l->y += 300;
	title = t->title == NULL ? 0 : cr_pdf_leading(&type_section) + 100;
	cr_paper_need(l, title + HEADING + first);
	cr_paper_line(l, &type_section, CR_PDF_LEFT, LEFT, l->y, t->title);
	l->y += title;
	headings(l, t);
	for (r = t->first; r != NULL; r = r->next) {
		if (cr_paper_need(l, r->kind == CR_PAPER_ROW ?
		    height_together(r) : height(r)))
			headings(l, t);
		if (l->draw)
			draw_row(l, t, r);
		l->y += height(r);
	}
	cr_paper_rule(l, l->y, 10, 60);
}
