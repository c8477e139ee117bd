#ifndef CR_FORMAT_CHART_H
#define CR_FORMAT_CHART_H

/* Private to charts: how they are laid out, and what draws them. */

#include "cr/chart.h"
#include "cr/pdf.h"

#define CR_CHART_PLACES 128	/* of a stack, at most */

/* How high the stack is at each place, and how deep below 0. */
struct cr_chart_stack {
	int64_t above[CR_CHART_PLACES], below[CR_CHART_PLACES];
};

/* Put point I of V on the stack: from where to where it is there. */
void cr_chart_stack_add(struct cr_chart_stack *s,
    const struct cr_chart_series *v, size_t i, struct cr_chart_range *part);

/*
 * What draws, in hundredths of a millimetre from the upper left; the same
 * strokes make the page of a PDF file and the picture in HTML.
 */
struct cr_pen {
	void *ctx;
	void (*stroke)(void *ctx, const struct cr_pdf_point *v, size_t n,
	    const struct cr_pdf_stroke *s);
	void (*fill)(void *ctx, const struct cr_pdf_point *v, size_t n,
	    unsigned colour);
	void (*text)(void *ctx, const struct cr_pdf_type *t,
	    enum cr_pdf_align align, int x, int y, const char *s);
};

#define CR_CHART_WIDTH 17700
#define CR_CHART_HEIGHT 7600

/* Draw C with its upper left corner at X, Y. */
void cr_chart_draw(const struct cr_chart *c, const struct cr_pen *pen, int x,
    int y);

#endif
