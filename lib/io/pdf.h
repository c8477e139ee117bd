#ifndef CR_IO_PDF_H
#define CR_IO_PDF_H

/* Private to the PDF door. */

#include <pango/pangocairo.h>

#include "cr/error.h"
#include "cr/pdf.h"

#define CR_PDF_FONTS 16		/* sizes and weights in use at once */
#define CR_PDF_SIMPLE 0x250	/* characters with a glyph of their own */

/* What is known of one character of a font. */
struct cr_pdf_glyph {
	enum { GLYPH_NEW, GLYPH_KNOWN, GLYPH_NONE } state;
	unsigned long index;
	double advance;		/* points */
};

struct cr_pdf_font {
	int size;
	bool bold;
	PangoFontDescription *desc;
	PangoFont *font;		/* that of the Latin letters */
	cairo_scaled_font_t *scaled;
	struct cr_pdf_glyph glyph[CR_PDF_SIMPLE];
};

struct cr_pdf {
	PangoFontMap *map;
	PangoContext *context;
	PangoLayout *layout;		/* of running text */
	PangoLayout *piece;		/* of lines that are not simple */
	char *family;
	struct cr_pdf_font *font[CR_PDF_FONTS];
	size_t nfonts;

	/* the file */
	cairo_surface_t *surface;
	cairo_t *cairo;
	int (*write)(void *ctx, const void *bytes, size_t n);
	void *ctx;
	int error;		/* the first of write() */
	/* the running text */
	int leading;
	int grey;
	double ascent;
};

struct cr_pdf_font *cr_pdf_font(struct cr_pdf *p, const struct cr_pdf_type *t);
void cr_pdf_font_free(struct cr_pdf_font *f);
void cr_pdf_ink(struct cr_pdf *p, int grey);

/* Hundredths of a millimetre and points. */
static inline double
cr_pdf_points(int length)
{
	return length * 72.0 / 2540.0;
}

static inline int
cr_pdf_length(double points)
{
	return (int)(points * 2540.0 / 72.0 + 0.5);
}

#endif
