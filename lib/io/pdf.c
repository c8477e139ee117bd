#include "cr/pdf.h"

#include <cairo-pdf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/mem.h"
#include "pdf.h"

/* Liberation has the widths of Arial; DejaVu is on every Debian. */
static const char usual_family[] = "Liberation Sans, DejaVu Sans, sans-serif";

/* ---- Files and pages ---------------------------------------------------- */

/* The same on every machine: no hints, no locale, no screen. */
static PangoContext *
make_context(PangoFontMap *map)
{
	PangoContext *c = pango_font_map_create_context(map);
	cairo_font_options_t *o = cairo_font_options_create();

	cairo_font_options_set_hint_style(o, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(o, CAIRO_HINT_METRICS_OFF);
	cairo_font_options_set_antialias(o, CAIRO_ANTIALIAS_GRAY);
	pango_cairo_context_set_font_options(c, o);
	pango_cairo_context_set_resolution(c, 72);
	pango_context_set_round_glyph_positions(c, FALSE);
	pango_context_set_language(c, pango_language_from_string("en"));
	pango_context_set_base_dir(c, PANGO_DIRECTION_LTR);
	cairo_font_options_destroy(o);
	return c;
}

/* Figures below each other: every digit as wide as every other. */
static void
set_plain(PangoLayout *l)
{
	PangoAttrList *attrs = pango_attr_list_new();

	pango_attr_list_insert(attrs,
	    pango_attr_font_features_new("kern=0, liga=0, clig=0"));
	pango_layout_set_attributes(l, attrs);
	pango_layout_set_single_paragraph_mode(l, TRUE);
	pango_attr_list_unref(attrs);
}

struct cr_pdf *
cr_pdf_new(const char *family)
{
	struct cr_pdf *p = cr_calloc(1, sizeof(*p));

	p->family = cr_strdup(family != NULL ? family : usual_family);
	p->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
	p->context = make_context(p->map);
	p->layout = pango_layout_new(p->context);
	pango_layout_set_wrap(p->layout, PANGO_WRAP_WORD_CHAR);
	p->piece = pango_layout_new(p->context);
	set_plain(p->piece);
	return p;
}

static void
drop_file(struct cr_pdf *p)
{
	if (p->surface == NULL)
		return;
	cairo_destroy(p->cairo);
	cairo_surface_destroy(p->surface);
	p->cairo = NULL;
	p->surface = NULL;
}

void
cr_pdf_free(struct cr_pdf *p)
{
	size_t i;

	if (p == NULL)
		return;
	p->error = CR_ESYSTEM;	/* nobody wants the end of a file now */
	drop_file(p);
	for (i = 0; i < p->nfonts; i++)
		cr_pdf_font_free(p->font[i]);
	g_object_unref(p->piece);
	g_object_unref(p->layout);
	g_object_unref(p->context);
	g_object_unref(p->map);
	free(p->family);
	free(p);
}

static cairo_status_t
put_bytes(void *ctx, const unsigned char *bytes, unsigned n)
{
	struct cr_pdf *p = ctx;

	if (p->error == CR_OK)
		p->error = p->write(p->ctx, bytes, n);
	return p->error == CR_OK ? CAIRO_STATUS_SUCCESS :
	    CAIRO_STATUS_WRITE_ERROR;
}

void
cr_pdf_begin(struct cr_pdf *p, const struct cr_pdf_info *info,
    int (*write)(void *ctx, const void *bytes, size_t n), void *ctx)
{
	char day[CR_DATE_SIZE], instant[CR_DATE_SIZE + 16];

	p->write = write;
	p->ctx = ctx;
	p->error = CR_OK;
	p->surface = cairo_pdf_surface_create_for_stream(put_bytes, p,
	    cr_pdf_points(CR_PDF_WIDTH), cr_pdf_points(CR_PDF_HEIGHT));
	snprintf(instant, sizeof(instant), "%sT00:00:00Z",
	    cr_date_iso(info->day, day));
	cairo_pdf_surface_set_metadata(p->surface,
	    CAIRO_PDF_METADATA_CREATE_DATE, instant);
	cairo_pdf_surface_set_metadata(p->surface,
	    CAIRO_PDF_METADATA_CREATOR, "cr " CR_VERSION);
	if (info->title != NULL)
		cairo_pdf_surface_set_metadata(p->surface,
		    CAIRO_PDF_METADATA_TITLE, info->title);
	if (info->author != NULL)
		cairo_pdf_surface_set_metadata(p->surface,
		    CAIRO_PDF_METADATA_AUTHOR, info->author);
	p->cairo = cairo_create(p->surface);
}

void
cr_pdf_page(struct cr_pdf *p)
{
	cairo_show_page(p->cairo);
}

int
cr_pdf_end(struct cr *cr, struct cr_pdf *p)
{
	cairo_status_t status = cairo_status(p->cairo);

	cairo_surface_finish(p->surface);
	if (status == CAIRO_STATUS_SUCCESS)
		status = cairo_surface_status(p->surface);
	drop_file(p);
	if (p->error != CR_OK)
		return p->error;
	return status == CAIRO_STATUS_SUCCESS ? CR_OK : cr_fail(cr,
	    CR_ESYSTEM, "could not make the PDF file: %s",
	    cairo_status_to_string(status));
}

/* ---- Figures ------------------------------------------------------------ */

void
cr_pdf_ink(struct cr_pdf *p, int grey)
{
	cairo_set_source_rgb(p->cairo, grey / 100.0, grey / 100.0,
	    grey / 100.0);
}

void
cr_pdf_rule(struct cr_pdf *p, int x, int y, int width, int thick, int grey)
{
	cr_pdf_fill(p, x, y, width, thick, grey);
}

void
cr_pdf_fill(struct cr_pdf *p, int x, int y, int width, int height, int grey)
{
	cr_pdf_ink(p, grey);
	cairo_rectangle(p->cairo, cr_pdf_points(x), cr_pdf_points(y),
	    cr_pdf_points(width), cr_pdf_points(height));
	cairo_fill(p->cairo);
}

/* Neighbours in a row are one rectangle. */
void
cr_pdf_squares(struct cr_pdf *p, int x, int y, int size, const bool *modules,
    int n)
{
	double side = cr_pdf_points(size) / n;
	int row, from, to;

	cr_pdf_ink(p, 0);
	for (row = 0; row < n; row++, modules += n) {
		for (from = 0; from < n; from = to + 1) {
			for (to = from; to < n && modules[to]; to++)
				;
			if (to > from)
				cairo_rectangle(p->cairo, cr_pdf_points(x) +
				    from * side, cr_pdf_points(y) +
				    row * side, (to - from) * side, side);
		}
	}
	cairo_fill(p->cairo);
}

static void
set_colour(struct cr_pdf *p, unsigned colour)
{
	cairo_set_source_rgb(p->cairo, (colour >> 16 & 0xff) / 255.0,
	    (colour >> 8 & 0xff) / 255.0, (colour & 0xff) / 255.0);
}

static void
trace(struct cr_pdf *p, const struct cr_pdf_point *v, size_t n)
{
	size_t i;

	cairo_new_path(p->cairo);	/* text has left a point */
	for (i = 0; i < n; i++)
		cairo_line_to(p->cairo, cr_pdf_points(v[i].x),
		    cr_pdf_points(v[i].y));
}

void
cr_pdf_stroke(struct cr_pdf *p, const struct cr_pdf_point *v, size_t n,
    const struct cr_pdf_stroke *s)
{
	double dash = cr_pdf_points(s->dash);

	cairo_save(p->cairo);
	set_colour(p, s->colour);
	cairo_set_line_width(p->cairo, cr_pdf_points(s->thick));
	cairo_set_line_join(p->cairo, CAIRO_LINE_JOIN_ROUND);
	if (s->dash > 0)
		cairo_set_dash(p->cairo, &dash, 1, 0);
	trace(p, v, n);
	cairo_stroke(p->cairo);
	cairo_restore(p->cairo);
}

void
cr_pdf_area(struct cr_pdf *p, const struct cr_pdf_point *v, size_t n,
    unsigned colour)
{
	set_colour(p, colour);
	trace(p, v, n);
	cairo_close_path(p->cairo);
	cairo_fill(p->cairo);
}

/* ---- Pictures ----------------------------------------------------------- */

struct cr_pdf_image {
	cairo_surface_t *surface;
	int width, height;	/* pixels */
};

int
cr_pdf_png(struct cr *cr, struct cr_pdf *p, const char *path,
    struct cr_pdf_image **out)
{
	struct cr_pdf_image *i = cr_calloc(1, sizeof(*i));
	cairo_status_t status;

	(void)p;
	*out = NULL;
	i->surface = cairo_image_surface_create_from_png(path);
	status = cairo_surface_status(i->surface);
	i->width = cairo_image_surface_get_width(i->surface);
	i->height = cairo_image_surface_get_height(i->surface);
	if (status == CAIRO_STATUS_SUCCESS && i->width > 0 && i->height > 0 &&
	    i->width <= CR_PDF_PNG_MAX && i->height <= CR_PDF_PNG_MAX) {
		*out = i;
		return CR_OK;
	}
	cr_pdf_image_free(i);
	if (status != CAIRO_STATUS_SUCCESS)
		return cr_fail(cr, CR_EUSAGE, "%s: %s", path,
		    cairo_status_to_string(status));
	return cr_fail(cr, CR_EUSAGE, "%s: is larger than %d pixels", path,
	    CR_PDF_PNG_MAX);
}

void
cr_pdf_image_free(struct cr_pdf_image *i)
{
	if (i == NULL)
		return;
	cairo_surface_destroy(i->surface);
	free(i);
}

void
cr_pdf_draw(struct cr_pdf *p, const struct cr_pdf_image *i, int x, int y,
    int width, int height, int *w, int *h)
{
	double scale = cr_pdf_points(width) / i->width;

	if (scale * i->height > cr_pdf_points(height))
		scale = cr_pdf_points(height) / i->height;
	*w = cr_pdf_length(i->width * scale);
	*h = cr_pdf_length(i->height * scale);
	cairo_save(p->cairo);
	cairo_translate(p->cairo, cr_pdf_points(x), cr_pdf_points(y));
	cairo_scale(p->cairo, scale, scale);
	cairo_set_source_surface(p->cairo, i->surface, 0, 0);
	cairo_paint(p->cairo);
	cairo_restore(p->cairo);
}
