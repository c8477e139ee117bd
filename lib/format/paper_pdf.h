#ifndef CR_FORMAT_PAPER_PDF_H
#define CR_FORMAT_PAPER_PDF_H

/* Private to papers as PDF. */

#include <stdbool.h>

#include "cr/paper.h"
#include "cr/pdf.h"

/* Where things are, in hundredths of a millimetre. */
#define LEFT 1800
#define RIGHT 19500
#define WIDTH (RIGHT - LEFT)
#define TOP 1500
#define HEAD_END 4000		/* of the letterhead */
#define HEAD_WIDTH 11000	/* the rest is for the contacts */
#define ADDRESS_X 11000		/* in the window of an envelope */
#define ADDRESS_Y 4900
#define VALUES_X 5000		/* of the pairs */
#define TITLE_Y 8000
#define NEXT_TOP 2700		/* of the pages behind the first, at most */
#define BOTTOM 27200
#define FOOT 27700
#define CELL 80			/* from a rule or edge to text */
#define LOGO_WIDTH 6500
#define LOGO_HEIGHT 2000
#define CODE 2600		/* of a QR code, quiet zone apart */
#define PAYMENT 3850		/* height of the whole box */
#define SIGN 1500		/* room to sign */

static const struct cr_pdf_type
	type_name = { 130, true, 0 }, type_title = { 150, true, 0 },
	type_letter = { 100, false, 0 }, type_subject = { 105, true, 0 },
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

/* T as it is drawn. */
struct cr_pdf_type cr_paper_type(const struct layout *l,
    const struct cr_pdf_type *t);
/* One line of text, when it is time to draw. */
void cr_paper_line(struct layout *l, const struct cr_pdf_type *t,
    enum cr_pdf_align align, int x, int y, const char *text);
void cr_paper_rule(struct layout *l, int y, int thick, int grey);
/* Room for HEIGHT, if need be on a new page: true. */
bool cr_paper_need(struct layout *l, int height);
void cr_paper_table(struct layout *l, struct cr_paper_table *t);
void cr_paper_chart(struct layout *l, const struct cr_chart *c);

#endif
