#include "chart.h"

#include "cr/buf.h"
#include "paper_html.h"

/* Hundredths of a millimetre that a size of type is. */
static int
size_of(const struct cr_pdf_type *t)
{
	return t->size * 254 / 72;
}

static void
add_path(struct cr_buf *b, const struct cr_pdf_point *v, size_t n)
{
	size_t i;

	cr_buf_adds(b, "<path d=\"");
	for (i = 0; i < n; i++)
		cr_buf_addf(b, "%c%d %d", i == 0 ? 'M' : 'L', v[i].x, v[i].y);
}

static void
stroke(void *ctx, const struct cr_pdf_point *v, size_t n,
    const struct cr_pdf_stroke *s)
{
	struct cr_buf *b = ctx;

	add_path(b, v, n);
	cr_buf_addf(b, "\" fill=\"none\" stroke=\"#%06x\" stroke-width=\"%d\"",
	    s->colour, s->thick);
	if (s->dash > 0)
		cr_buf_addf(b, " stroke-dasharray=\"%d\"", s->dash);
	cr_buf_adds(b, "/>\n");
}

static void
fill(void *ctx, const struct cr_pdf_point *v, size_t n, unsigned colour)
{
	struct cr_buf *b = ctx;

	add_path(b, v, n);
	cr_buf_addf(b, "Z\" fill=\"#%06x\"/>\n", colour);
}

static void
text(void *ctx, const struct cr_pdf_type *t, enum cr_pdf_align align, int x,
    int y, const char *s)
{
	struct cr_buf *b = ctx;

	cr_buf_addf(b, "<text x=\"%d\" y=\"%d\" font-size=\"%d\"", x,
	    y + size_of(t), size_of(t));
	if (align != CR_PDF_LEFT)
		cr_buf_adds(b, align == CR_PDF_RIGHT ?
		    " text-anchor=\"end\"" : " text-anchor=\"middle\"");
	cr_buf_addc(b, '>');
	cr_html_add(b, s);
	cr_buf_adds(b, "</text>\n");
}

void
cr_chart_to_svg(const struct cr_chart *c, struct cr_buf *out)
{
	const struct cr_pen pen = { .ctx = out, .stroke = stroke,
	    .fill = fill, .text = text };

	cr_buf_addf(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" "
	    "viewBox=\"0 0 %d %d\" role=\"img\" fill=\"#333\" "
	    "font-family=\"Liberation Sans,Arial,Helvetica,sans-serif\">\n"
	    "<title>", CR_CHART_WIDTH, CR_CHART_HEIGHT);
	cr_html_add(out, c->title);
	cr_buf_adds(out, "</title>\n");
	if (c->text != NULL) {
		cr_buf_adds(out, "<desc>");
		cr_html_add(out, c->text);
		cr_buf_adds(out, "</desc>\n");
	}
	cr_chart_draw(c, &pen, 0, 0);
	cr_buf_adds(out, "</svg>\n");
}
