#ifndef CR_PDF_H
#define CR_PDF_H

#include <stdbool.h>
#include <stddef.h>

#include "cr/date.h"

struct cr;

/*
 * The door to pango and cairo: PDF files, page after page, in the memory of
 * one page however many there are. Fonts are kept from page to page and from
 * file to file. The same calls write the same bytes, with the same fonts and
 * libraries installed.
 *
 * Lengths are hundredths of a millimetre, from the upper left corner of the
 * page; sizes of type are tenths of a point. Text is UTF-8; what is not is
 * drawn as replacement characters.
 */
#define CR_PDF_WIDTH 21000	/* A4 (ISO 216) */
#define CR_PDF_HEIGHT 29700

struct cr_pdf;

/* FAMILY are names of fonts, the best one first; NULL: the usual ones. */
struct cr_pdf *cr_pdf_new(const char *family);
void cr_pdf_free(struct cr_pdf *p);

/* What a file says of itself. */
struct cr_pdf_info {
	const char *title, *author;
	struct cr_date day;	/* its creation, instead of the clock's */
};

/*
 * Begin a file, whose bytes go to WRITE: 0, or an enum cr_error that
 * cr_pdf_end() returns then.
 */
void cr_pdf_begin(struct cr_pdf *p, const struct cr_pdf_info *info,
    int (*write)(void *ctx, const void *bytes, size_t n), void *ctx);
/* The page is complete; what follows is on the next one. */
void cr_pdf_page(struct cr_pdf *p);
/* The file is complete. CR_ESYSTEM when something failed on the way. */
int cr_pdf_end(struct cr *cr, struct cr_pdf *p);

/* How text looks. */
struct cr_pdf_type {
	int size;
	bool bold;
	int grey;		/* 0 black to 100 white */
};

/* From one line to the next. */
int cr_pdf_leading(const struct cr_pdf_type *t);

enum cr_pdf_align { CR_PDF_LEFT, CR_PDF_RIGHT, CR_PDF_CENTRE };

/*
 * A line of a table or of a letterhead: no kerning, so that figures stand
 * below each other. X is where it begins, ends or has its middle; Y is the
 * top of the line.
 */
void cr_pdf_line(struct cr_pdf *p, const struct cr_pdf_type *t,
    enum cr_pdf_align align, int x, int y, const char *text);
/* How wide such a line is. */
int cr_pdf_width(struct cr_pdf *p, const struct cr_pdf_type *t,
    const char *text);

/*
 * Running text: break TEXT into lines of WIDTH, and return how many there
 * are. They are kept until the next call; lines from FROM to before TO are
 * drawn at X, Y by cr_pdf_broken(), so that a page may end between them.
 */
int cr_pdf_break(struct cr_pdf *p, const struct cr_pdf_type *t, int width,
    const char *text);
void cr_pdf_broken(struct cr_pdf *p, int x, int y, int from, int to);

/* A rule THICK hundredths strong, a filled box; GREY as in cr_pdf_type. */
void cr_pdf_rule(struct cr_pdf *p, int x, int y, int width, int thick,
    int grey);
void cr_pdf_fill(struct cr_pdf *p, int x, int y, int width, int height,
    int grey);

/* Figures: lines and areas through points, in colours 0xRRGGBB. */
struct cr_pdf_point {
	int x, y;
};

struct cr_pdf_stroke {
	int thick;
	int dash;		/* as long as the gaps between; 0: unbroken */
	unsigned colour;
};

void cr_pdf_stroke(struct cr_pdf *p, const struct cr_pdf_point *v, size_t n,
    const struct cr_pdf_stroke *s);
/* The area within the points, the last of which is joined to the first. */
void cr_pdf_area(struct cr_pdf *p, const struct cr_pdf_point *v, size_t n,
    unsigned colour);

/*
 * A square of N times N modules (a QR code), row by row: what is true is
 * black. SIZE is that of the whole, without the quiet zone.
 */
void cr_pdf_squares(struct cr_pdf *p, int x, int y, int size,
    const bool *modules, int n);

/*
 * A picture in PNG, which all files after this may show. CR_EUSAGE when it
 * is none, or larger than CR_PDF_PNG_MAX in a direction.
 */
#define CR_PDF_PNG_MAX 4096	/* pixels */
struct cr_pdf_image;
int cr_pdf_png(struct cr *cr, struct cr_pdf *p, const char *path,
    struct cr_pdf_image **out);
void cr_pdf_image_free(struct cr_pdf_image *i);
/*
 * Draw it as large as it may be within WIDTH and HEIGHT, at the upper left;
 * *W and *H are what it took.
 */
void cr_pdf_draw(struct cr_pdf *p, const struct cr_pdf_image *i, int x, int y,
    int width, int height, int *w, int *h);

#endif
