#include "paper_pdf.h"

#include <stdio.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/qr.h"
#include "cr/str.h"

/* ---- Drawing, or not ---------------------------------------------------- */

/* What is grey on paper is black on a fax. */
struct cr_pdf_type
cr_paper_type(const struct layout *l, const struct cr_pdf_type *t)
{
	struct cr_pdf_type own = *t;

	if (l->p->mono)
		own.grey = 0;
	return own;
}

void
cr_paper_line(struct layout *l, const struct cr_pdf_type *t,
    enum cr_pdf_align align, int x, int y, const char *text)
{
	struct cr_pdf_type own = cr_paper_type(l, t);

	if (l->draw && !cr_is_empty(text))
		cr_pdf_line(l->pdf, &own, align, x, y, text);
}

void
cr_paper_rule(struct layout *l, int y, int thick, int grey)
{
	if (l->draw)
		cr_pdf_rule(l->pdf, LEFT, y, WIDTH, thick, l->p->mono ? 0 :
		    grey);
}

/* Text that is as long as its writer liked, in a column: the Y behind it. */
static int
column(struct layout *l, const struct cr_pdf_type *t, int x, int y,
    int width, const char *text)
{
	struct cr_pdf_type own = cr_paper_type(l, t);
	int n = 1;

	if (cr_is_empty(text))
		return y;
	if (cr_pdf_width(l->pdf, t, text) > width) {
		n = cr_pdf_break(l->pdf, &own, width, text);
		if (l->draw)
			cr_pdf_broken(l->pdf, x, y, 0, n);
	} else {
		cr_paper_line(l, t, CR_PDF_LEFT, x, y, text);
	}
	return y + n * cr_pdf_leading(t);
}

/* ---- Pages -------------------------------------------------------------- */

static void
footer(struct layout *l)
{
	const struct cr_paper_head *h = &l->p->head;
	char text[96];
	size_t i;
	int y = FOOT + 120;

	cr_paper_rule(l, FOOT, 10, 60);
	for (i = 0; i < sizeof(h->footer) / sizeof(h->footer[0]); i++) {
		if (h->footer[i] == NULL)
			continue;
		cr_paper_line(l, &type_foot, CR_PDF_LEFT, LEFT, y,
		    h->footer[i]);
		y += cr_pdf_leading(&type_foot);
	}
	snprintf(text, sizeof(text), "%s %d %s %d", l->p->page, l->page,
	    l->p->of, l->pages);
	cr_paper_line(l, &type_foot, CR_PDF_RIGHT, RIGHT, FOOT + 120, text);
}

/* What the pages behind the first begin with. */
static void
running_head(struct layout *l)
{
	int left = column(l, &type_small, LEFT, TOP, WIDTH / 2 - 300,
	    l->p->head.name);
	int right = column(l, &type_small, LEFT + WIDTH / 2, TOP, WIDTH / 2,
	    l->p->to[0] != NULL ? l->p->to[0] : l->p->title);

	l->y = (left > right ? left : right) + 100;
	cr_paper_rule(l, l->y, 10, 60);
	l->y += 450;
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
bool
cr_paper_need(struct layout *l, int height)
{
	if (l->y + height <= BOTTOM)
		return false;
	new_page(l);
	return true;
}

/* ---- The first page ----------------------------------------------------- */

static int
lines(struct layout *l, const struct cr_pdf_type *t, int x, int y, int width,
    const char *const *v, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		y = column(l, t, x, y, width, v[i]);
	return y;
}

static void
lines_right(struct layout *l, const struct cr_pdf_type *t, int y,
    const char *const *v, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (cr_is_empty(v[i]))
			continue;
		cr_paper_line(l, t, CR_PDF_RIGHT, RIGHT, y, v[i]);
		y += cr_pdf_leading(t);
	}
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
		lines(l, &type_small, LEFT + w + 500, TOP, HEAD_WIDTH - w,
		    h->lines, N(h->lines));
	} else if (h->logo == NULL) {
		y = column(l, &type_name, LEFT, y, HEAD_WIDTH, h->name) + 60;
		lines(l, &type_small, LEFT, y, HEAD_WIDTH, h->lines,
		    N(h->lines));
	}
	lines_right(l, &type_small, TOP + 60, h->contacts, N(h->contacts));
	cr_paper_rule(l, HEAD_END, 15, 30);
}

/* The pairs, from Y on and with values to TO; where they end. */
static int
pairs(struct layout *l, int y, int to)
{
	const struct cr_paper *p = l->p;
	int i;

	for (i = 0; i < CR_PAPER_PAIRS; i++) {
		if (cr_is_empty(p->pairs[i].value))
			continue;
		cr_paper_line(l, &type_small, CR_PDF_LEFT, LEFT, y + 30,
		    p->pairs[i].label);
		y = column(l, &type_body, VALUES_X, y, to - VALUES_X,
		    p->pairs[i].value);
	}
	return y;
}

/* The addressee on the right, the pairs on the left; where both end. */
static int
address(struct layout *l)
{
	const struct cr_paper *p = l->p;
	int y = ADDRESS_Y, left;

	y = column(l, &type_small, ADDRESS_X, y, RIGHT - ADDRESS_X,
	    p->to_label);
	y = lines(l, &type_to_name, ADDRESS_X, y, RIGHT - ADDRESS_X, p->to, 1);
	y = lines(l, &type_to, ADDRESS_X, y, RIGHT - ADDRESS_X, p->to + 1,
	    N(p->to) - 1);
	left = pairs(l, ADDRESS_Y, ADDRESS_X - 300);
	return left > y ? left : y;
}

static void
titles(struct layout *l)
{
	const struct cr_paper *p = l->p;

	l->y = column(l, p->letter ? &type_subject : &type_title, LEFT, l->y,
	    WIDTH, p->title) + 40;
	l->y = column(l, &type_body, LEFT, l->y, WIDTH, p->subtitle) + 250;
}

/* What goes to nobody has its title where an envelope's window would be. */
static void
first_page(struct layout *l)
{
	if (l->p->head.name != NULL)
		letterhead(l);
	if (l->p->to[0] == NULL) {
		l->y = l->p->head.name != NULL ? HEAD_END + 500 : TOP;
		titles(l);
		l->y = pairs(l, l->y, RIGHT);
		return;
	}
	l->y = address(l) + 400;
	if (l->y < TITLE_Y)
		l->y = TITLE_Y;
	titles(l);
}

/* ---- Paragraphs --------------------------------------------------------- */

static void
paragraph(struct layout *l, const char *text)
{
	const struct cr_pdf_type *t = l->p->letter ? &type_letter : &type_body;
	int all = cr_pdf_break(l->pdf, t, WIDTH, text);
	int leading = cr_pdf_leading(t), done = 0, fit;

	l->y += 200;
	while (done < all) {
		/* the head of a page may break text of its own */
		if (cr_paper_need(l, leading))
			cr_pdf_break(l->pdf, t, WIDTH, text);
		fit = (BOTTOM - l->y) / leading;
		if (fit > all - done)
			fit = all - done;
		if (l->draw)
			cr_pdf_broken(l->pdf, LEFT, l->y, done, done + fit);
		done += fit;
		l->y += fit * leading;
	}
}

static void
heading(struct layout *l, const char *text)
{
	int leading = cr_pdf_leading(&type_section);

	l->y += 350;
	cr_paper_need(l, leading + 2 * cr_pdf_leading(&type_letter));
	l->y = column(l, &type_section, LEFT, l->y, WIDTH, text);
}

/* The name, room to sign, who signs: not parted by the end of a page. */
static void
signature(struct layout *l, const struct cr_paper_block *b)
{
	int y, width = RIGHT - ADDRESS_X, n = b->signer == NULL ? 0 :
	    cr_pdf_break(l->pdf, &type_letter, width, b->signer);

	l->y += 500;
	cr_paper_need(l, SIGN + (n + 1) * cr_pdf_leading(&type_letter));
	y = column(l, &type_letter, ADDRESS_X, l->y, width, b->text) + SIGN;
	if (n > 0)
		cr_pdf_break(l->pdf, &type_letter, width, b->signer);
	if (n > 0 && l->draw)
		cr_pdf_broken(l->pdf, ADDRESS_X, y, 0, n);
	l->y = y + n * cr_pdf_leading(&type_letter);
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
	cr_paper_line(l, &type_foot, CR_PDF_RIGHT, RIGHT - quiet,
	    y + quiet + CODE + 120, pay->caption);
	return CR_OK;
}

static void
frame(struct layout *l, int y, int high)
{
	cr_paper_rule(l, y, 15, 30);
	cr_paper_rule(l, y + high, 15, 30);
	cr_pdf_fill(l->pdf, LEFT, y, 15, high, l->p->mono ? 0 : 30);
	cr_pdf_fill(l->pdf, RIGHT - 15, y, 15, high, l->p->mono ? 0 : 30);
}

/* The lines of the box, from Y on; where they end. */
static int
payment_lines(struct layout *l, const struct cr_paper_payment *pay, int y)
{
	size_t i;

	cr_paper_line(l, &type_section, CR_PDF_LEFT, LEFT + 300, y, pay->title);
	y += cr_pdf_leading(&type_section) + 200;
	for (i = 0; i < N(pay->lines); i++) {
		if (cr_is_empty(pay->lines[i].value))
			continue;
		cr_paper_line(l, &type_small, CR_PDF_LEFT, LEFT + 300, y + 30,
		    pay->lines[i].label);
		y = column(l, i == 0 ? &type_bold : &type_body, VALUES_X, y,
		    RIGHT - CODE - 1400 - VALUES_X, pay->lines[i].value) + 60;
	}
	return y;
}

static int
payment(struct layout *l, const struct cr_paper_payment *pay)
{
	bool draw = l->draw;
	int high;

	l->draw = false;
	high = payment_lines(l, pay, 300) + 300;
	l->draw = draw;
	if (high < PAYMENT)
		high = PAYMENT;
	l->y += 500;
	cr_paper_need(l, high);
	payment_lines(l, pay, l->y + 300);
	l->y += high;
	if (!draw)
		return CR_OK;
	frame(l, l->y - high, high);
	return pay->code != NULL ? draw_code(l, pay, l->y - high + 50) :
	    CR_OK;
}

/* ---- All of it ---------------------------------------------------------- */

static int
block(struct layout *l, struct cr_paper_block *b)
{
	switch (b->kind) {
	case CR_PAPER_TEXT:
		paragraph(l, b->text);
		break;
	case CR_PAPER_HEADING:
		heading(l, b->text);
		break;
	case CR_PAPER_SIGNATURE:
		signature(l, b);
		break;
	case CR_PAPER_TABLE:
		cr_paper_table(l, &b->table);
		break;
	case CR_PAPER_PAYMENT:
		return payment(l, b->payment);
	case CR_PAPER_CHART:
		cr_paper_chart(l, b->chart);
		break;
	}
	return CR_OK;
}

static int
lay_out(struct layout *l, bool draw)
{
	struct cr_paper_block *b;
	int err = CR_OK;

	l->draw = draw;
	l->page = 1;
	first_page(l);
	for (b = l->p->first; b != NULL && err == CR_OK; b = b->next)
		err = block(l, b);
	end_page(l);
	l->pages = l->page;
	return err;
}

int
cr_paper_pages(struct cr *cr, struct cr_paper *p, struct cr_pdf *pdf,
    int *pages)
{
	struct layout l = { .cr = cr, .p = p, .pdf = pdf };
	int err = lay_out(&l, false);

	*pages = l.pages;
	return err;
}

int
cr_paper_to_pdf(struct cr *cr, struct cr_paper *p, struct cr_pdf *pdf)
{
	struct layout l = { .cr = cr, .p = p, .pdf = pdf };
	int err = lay_out(&l, false);

	return err != CR_OK ? err : lay_out(&l, true);
}
