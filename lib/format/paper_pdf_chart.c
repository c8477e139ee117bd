#include "paper_pdf.h"

#include "cr/chart.h"
#include "chart.h"

/* What a fax and a grey printer make of a colour (ITU-R BT.601). */
static unsigned
colour_on(const struct layout *l, unsigned colour)
{
	unsigned grey = ((colour >> 16 & 0xff) * 299 + (colour >> 8 & 0xff) *
	    587 + (colour & 0xff) * 114) / 1000;

	return l->p->mono ? grey << 16 | grey << 8 | grey : colour;
}

static void
stroke(void *ctx, const struct cr_pdf_point *v, size_t n,
    const struct cr_pdf_stroke *s)
{
	struct layout *l = ctx;
	struct cr_pdf_stroke own = *s;

	own.colour = colour_on(l, s->colour);
	cr_pdf_stroke(l->pdf, v, n, &own);
}

static void
fill(void *ctx, const struct cr_pdf_point *v, size_t n, unsigned colour)
{
	struct layout *l = ctx;

	cr_pdf_area(l->pdf, v, n, colour_on(l, colour));
}

static void
text(void *ctx, const struct cr_pdf_type *t, enum cr_pdf_align align, int x,
    int y, const char *s)
{
	cr_paper_line(ctx, t, align, x, y, s);
}

/* The title, the picture and what it says are on one page. */
void
cr_paper_chart(struct layout *l, const struct cr_chart *c)
{
	const struct cr_pen pen = { .ctx = l, .stroke = stroke, .fill = fill,
	    .text = text };
	int title = cr_pdf_leading(&type_section) + 150, n = 0;

	if (c->text != NULL)
		n = cr_pdf_break(l->pdf, &type_small, WIDTH, c->text);
	l->y += 500;
	cr_paper_need(l, title + CR_CHART_HEIGHT + 100 +
	    n * cr_pdf_leading(&type_small));
	cr_paper_line(l, &type_section, CR_PDF_LEFT, LEFT, l->y, c->title);
	l->y += title;
	if (l->draw)
		cr_chart_draw(c, &pen, LEFT, l->y);
	l->y += CR_CHART_HEIGHT + 100;
	if (n == 0)
		return;
	/* the head of a page may have broken text of its own */
	n = cr_pdf_break(l->pdf, &type_small, WIDTH, c->text);
	if (l->draw)
		cr_pdf_broken(l->pdf, LEFT, l->y, 0, n);
	l->y += n * cr_pdf_leading(&type_small);
}
