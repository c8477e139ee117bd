#include "pdf.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cr/mem.h"
#include "cr/str.h"

#define LINE_GLYPHS 256	/* glyphs of a line without pango */

/* ---- Fonts -------------------------------------------------------------- */

static struct cr_pdf_font *
make_font(struct cr_pdf *p, const struct cr_pdf_type *t)
{
	struct cr_pdf_font *f = cr_calloc(1, sizeof(*f));

	f->size = t->size;
	f->bold = t->bold;
	f->desc = pango_font_description_from_string(p->family);
	pango_font_description_set_size(f->desc, t->size * PANGO_SCALE / 10);
	if (t->bold)
		pango_font_description_set_weight(f->desc, PANGO_WEIGHT_BOLD);
	f->font = pango_context_load_font(p->context, f->desc);
	if (f->font != NULL)
		f->scaled = pango_cairo_font_get_scaled_font(
		    PANGO_CAIRO_FONT(f->font));
	return f;
}

void
cr_pdf_font_free(struct cr_pdf_font *f)
{
	pango_font_description_free(f->desc);
	if (f->font != NULL)
		g_object_unref(f->font);
	free(f);
}

struct cr_pdf_font *
cr_pdf_font(struct cr_pdf *p, const struct cr_pdf_type *t)
{
	size_t i;

	for (i = 0; i < p->nfonts; i++)
		if (p->font[i]->size == t->size &&
		    p->font[i]->bold == t->bold)
			return p->font[i];
	if (p->nfonts == CR_PDF_FONTS)
		cr_pdf_font_free(p->font[--p->nfonts]);
	return p->font[p->nfonts++] = make_font(p, t);
}

int
cr_pdf_leading(const struct cr_pdf_type *t)
{
	return t->size * 2540 * 13 / 7200;	/* 1.3 times the size */
}

/* The base line, below the top of a line: where the eye has the middle. */
static double
base(const struct cr_pdf_type *t)
{
	return t->size / 10.0;
}

/* ---- Lines of simple characters ----------------------------------------- */

/* The glyph of a character, asked of pango once. */
static const struct cr_pdf_glyph *
glyph(struct cr_pdf *p, struct cr_pdf_font *f, unsigned c, const char *s,
    int n)
{
	struct cr_pdf_glyph *g = &f->glyph[c];
	PangoLayoutLine *line;
	PangoGlyphItem *run;

	if (g->state != GLYPH_NEW)
		return g->state == GLYPH_KNOWN ? g : NULL;
	g->state = GLYPH_NONE;
	pango_layout_set_font_description(p->piece, f->desc);
	pango_layout_set_text(p->piece, s, n);
	line = pango_layout_get_line_readonly(p->piece, 0);
	if (line->runs == NULL || line->runs->next != NULL)
		return NULL;
	run = line->runs->data;
	if (run->item->analysis.font != f->font ||
	    run->glyphs->num_glyphs != 1 || (run->glyphs->glyphs[0].glyph &
	    PANGO_GLYPH_UNKNOWN_FLAG) != 0)
		return NULL;
	g->index = run->glyphs->glyphs[0].glyph;
	g->advance = pango_units_to_double(
	    run->glyphs->glyphs[0].geometry.width);
	g->state = GLYPH_KNOWN;
	return g;
}

/* The character at S, of *N bytes; CR_PDF_SIMPLE when it is not simple. */
static unsigned
character(const char *s, int *n)
{
	unsigned char a = (unsigned char)s[0], b;

	*n = 1;
	if (a >= ' ' && a < 0x7f)
		return a;
	b = a != '\0' ? (unsigned char)s[1] : 0;
	*n = 2;
	if (a < 0xc2 || a > 0xc9 || (b & 0xc0) != 0x80)
		return CR_PDF_SIMPLE;
	return (a & 0x1fu) << 6 | (b & 0x3fu);
}

/*
 * Set TEXT in glyphs of F from 0 on: how many, and *WIDTH in points; -1 when
 * pango has to do it. A soft hyphen is for pango, and so are accents of
 * their own, which begin behind CR_PDF_SIMPLE.
 */
static int
set_simple(struct cr_pdf *p, struct cr_pdf_font *f, const char *text,
    cairo_glyph_t *v, double *width)
{
	const struct cr_pdf_glyph *g;
	double x = 0;
	unsigned c;
	int i, n;

	if (f->scaled == NULL)
		return -1;
	for (i = 0; *text != '\0'; i++, text += n) {
		c = character(text, &n);
		if (i == LINE_GLYPHS || c >= CR_PDF_SIMPLE || c == 0xad ||
		    (g = glyph(p, f, c, text, n)) == NULL)
			return -1;
		v[i] = (cairo_glyph_t){ g->index, x, 0 };
		x += g->advance;
	}
	*width = x;
	return i;
}

/* What is not UTF-8 must not reach pango. */
static void
set_text(PangoLayout *l, const char *text)
{
	char *valid = NULL;

	if (!cr_is_utf8(text, strlen(text)))
		text = valid = g_utf8_make_valid(text, -1);
	pango_layout_set_text(l, text, -1);
	g_free(valid);
}

static double
set_piece(struct cr_pdf *p, const struct cr_pdf_font *f, const char *text)
{
	PangoRectangle r;

	pango_layout_set_font_description(p->piece, f->desc);
	set_text(p->piece, text);
	pango_layout_line_get_extents(
	    pango_layout_get_line_readonly(p->piece, 0), NULL, &r);
	return pango_units_to_double(r.width);
}

void
cr_pdf_line(struct cr_pdf *p, const struct cr_pdf_type *t,
    enum cr_pdf_align align, int x, int y, const char *text)
{
	struct cr_pdf_font *f = cr_pdf_font(p, t);
	cairo_glyph_t v[LINE_GLYPHS];
	double width, left = cr_pdf_points(x), top;
	int i, n = set_simple(p, f, text, v, &width);

	if (n < 0)
		width = set_piece(p, f, text);
	left -= align == CR_PDF_RIGHT ? width :
	    align == CR_PDF_CENTRE ? width / 2 : 0;
	top = cr_pdf_points(y) + base(t);
	cr_pdf_ink(p, t->grey);
	if (n < 0) {
		cairo_move_to(p->cairo, left, top);
		pango_cairo_show_layout_line(p->cairo,
		    pango_layout_get_line_readonly(p->piece, 0));
		return;
	}
	for (i = 0; i < n; i++) {
		v[i].x += left;
		v[i].y = top;
	}
	cairo_set_scaled_font(p->cairo, f->scaled);
	cairo_show_glyphs(p->cairo, v, n);
}

int
cr_pdf_width(struct cr_pdf *p, const struct cr_pdf_type *t, const char *text)
{
	struct cr_pdf_font *f = cr_pdf_font(p, t);
	cairo_glyph_t v[LINE_GLYPHS];
	double width;

	if (set_simple(p, f, text, v, &width) < 0)
		width = set_piece(p, f, text);
	return cr_pdf_length(width);
}

/* ---- Running text ------------------------------------------------------- */

int
cr_pdf_break(struct cr_pdf *p, const struct cr_pdf_type *t, int width,
    const char *text)
{
	pango_layout_set_font_description(p->layout, cr_pdf_font(p, t)->desc);
	pango_layout_set_width(p->layout,
	    pango_units_from_double(cr_pdf_points(width)));
	set_text(p->layout, text);
	p->leading = cr_pdf_leading(t);
	p->ascent = base(t);
	p->grey = t->grey;
	return pango_layout_get_line_count(p->layout);
}

void
cr_pdf_broken(struct cr_pdf *p, int x, int y, int from, int to)
{
	PangoLayoutLine *line;
	int i;

	cr_pdf_ink(p, p->grey);
	for (i = from; i < to; i++) {
		line = pango_layout_get_line_readonly(p->layout, i);
		if (line == NULL)
			break;
		cairo_move_to(p->cairo, cr_pdf_points(x), cr_pdf_points(y +
		    (i - from) * p->leading) + p->ascent);
		pango_cairo_show_layout_line(p->cairo, line);
	}
}
