#include "chart_plot.h"

#include <stdlib.h>
#include <string.h>

#include "cr/field.h"
#include "cr/mem.h"

#define MARK 75			/* half as large as a mark */
#define LINE 45			/* how thick */
#define EDGE 12			/* white between parts of a stack */

/* ---- Colours ------------------------------------------------------------ */

/*
 * Okabe and Ito's colours, which the colour-blind tell apart; the pale ones
 * last. A scale is of the kind of cividis: from light to dark for everybody,
 * and on grey paper.
 */
static const unsigned distinct[] = {
	0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7, 0x56b4e9, 0xe69f00, 0x000000,
};
static const unsigned scale[] = {
	0xfee838, 0xe1cc55, 0xc3b369, 0xa59c74, 0x8a8678, 0x707173, 0x575d6d,
	0x3b496c, 0x123570, 0x00224e,
};
static const unsigned grey = 0xbdbdbd;

static unsigned
colour_of(const struct cr_chart *c, const struct cr_chart_series *s)
{
	size_t last = CR_COUNT_OF(scale) - 1, shade = (size_t)s->shade;

	if (s->shade < 0)
		return grey;
	if (c->shades == 0)
		return distinct[shade % CR_COUNT_OF(distinct)];
	if (c->shades == 1)
		return scale[0];
	shade = shade * last / ((size_t)c->shades - 1);
	return scale[shade <= last ? shade : last];
}

/* Lines that differ in more than their colour. */
static struct cr_pdf_stroke
stroke_of(const struct cr_plot *p, const struct cr_chart_series *s)
{
	static const int dashes[] = { 0, 220, 70, 400 };

	return (struct cr_pdf_stroke){ .thick = LINE,
	    .dash = dashes[(size_t)(s - p->c->series) % CR_COUNT_OF(dashes)],
	    .colour = colour_of(p->c, s) };
}

/* ---- Marks -------------------------------------------------------------- */

/* In hundredths of MARK: a round, a square, a triangle, a diamond. */
static const struct shape {
	size_t n;
	struct cr_pdf_point v[12];
} shapes[] = {
	{ 12, { { 100, 0 }, { 87, 50 }, { 50, 87 }, { 0, 100 }, { -50, 87 },
	    { -87, 50 }, { -100, 0 }, { -87, -50 }, { -50, -87 }, { 0, -100 },
	    { 50, -87 }, { 87, -50 } } },
	{ 4, { { -90, -90 }, { 90, -90 }, { 90, 90 }, { -90, 90 } } },
	{ 3, { { 0, -115 }, { 110, 80 }, { -110, 80 } } },
	{ 4, { { 0, -125 }, { 125, 0 }, { 0, 125 }, { -125, 0 } } },
};

static void
draw_mark(const struct cr_plot *p, const struct cr_chart_series *s, int x,
    int y)
{
	const struct shape *shape = &shapes[(size_t)(s - p->c->series) %
	    CR_COUNT_OF(shapes)];
	struct cr_pdf_point v[12];
	size_t i;

	for (i = 0; i < shape->n; i++) {
		v[i].x = x + shape->v[i].x * MARK / 100;
		v[i].y = y + shape->v[i].y * MARK / 100;
	}
	p->pen->fill(p->pen->ctx, v, shape->n, colour_of(p->c, s));
}

static void
draw_range(const struct cr_plot *p, const struct cr_chart_series *s, size_t i)
{
	int x = cr_plot_x(p, s->points[i].x);
	int low = cr_plot_y(p, s->ranges[i].low);
	int high = cr_plot_y(p, s->ranges[i].high);
	const struct cr_pdf_point bar[] = {
		{ x - 50, low }, { x + 50, low }, { x, low }, { x, high },
		{ x - 50, high }, { x + 50, high }
	};
	const struct cr_pdf_stroke k = { .thick = 15,
	    .colour = colour_of(p->c, s) };

	p->pen->stroke(p->pen->ctx, bar, CR_COUNT_OF(bar), &k);
}

static void
draw_points(const struct cr_plot *p, const struct cr_chart_series *s)
{
	size_t i;

	for (i = 0; i < s->n; i++) {
		if (s->ranges != NULL)
			draw_range(p, s, i);
		draw_mark(p, s, cr_plot_x(p, s->points[i].x),
		    cr_plot_y(p, s->points[i].y));
	}
}

/* ---- Lines -------------------------------------------------------------- */

static void
draw_line(const struct cr_plot *p, const struct cr_chart_series *s)
{
	struct cr_pdf_stroke k = stroke_of(p, s);
	struct cr_pdf_point *v = cr_calloc(2 * s->n, sizeof(*v));
	size_t i, n = 0;
	int x, y = 0;

	for (i = 0; i < s->n; i++) {
		x = cr_plot_x(p, s->points[i].x);
		if (i > 0 && s->kind == CR_CHART_STEPS)
			v[n++] = (struct cr_pdf_point){ x, y };
		y = cr_plot_y(p, s->points[i].y);
		v[n++] = (struct cr_pdf_point){ x, y };
	}
	if (n > 1)
		p->pen->stroke(p->pen->ctx, v, n, &k);
	else
		draw_points(p, s);	/* one point is no line */
	free(v);
}

/* ---- Stacks ------------------------------------------------------------- */

static void
draw_part(const struct cr_plot *p, const struct cr_chart_series *s,
    const struct cr_pdf_point *v, size_t n)
{
	const struct cr_pdf_stroke edge = { .thick = EDGE,
	    .colour = 0xffffff };

	p->pen->fill(p->pen->ctx, v, n, colour_of(p->c, s));
	p->pen->stroke(p->pen->ctx, v, n, &edge);
}

/* From what is below it, left to right, and back along its own height. */
static void
draw_area(const struct cr_plot *p, const struct cr_chart_series *s,
    struct cr_chart_stack *stack)
{
	struct cr_pdf_point v[2 * CR_CHART_PLACES];
	struct cr_chart_range part;
	size_t i, n = s->n < CR_CHART_PLACES ? s->n : CR_CHART_PLACES;
	int x;

	for (i = 0; i < n; i++) {
		cr_chart_stack_add(stack, s, i, &part);
		x = cr_plot_x(p, s->points[i].x);
		v[i] = (struct cr_pdf_point){ x, cr_plot_y(p, part.low) };
		v[2 * n - 1 - i] = (struct cr_pdf_point){ x,
		    cr_plot_y(p, part.high) };
	}
	if (n > 0)
		draw_part(p, s, v, 2 * n);
}

/* A third of its place stays free, between bars. */
static int
bar_width(const struct cr_plot *p)
{
	int n = p->c->x.nlabels > 0 ? (int)p->c->x.nlabels : 12;

	return (p->right - p->left) * 2 / (3 * n);
}

static void
draw_bars(const struct cr_plot *p, const struct cr_chart_series *s,
    struct cr_chart_stack *stack)
{
	struct cr_chart_range part;
	int w = bar_width(p) / 2, x, low, high;
	size_t i;

	for (i = 0; i < s->n; i++) {
		cr_chart_stack_add(stack, s, i, &part);
		x = cr_plot_x(p, s->points[i].x);
		low = cr_plot_y(p, part.low);
		high = cr_plot_y(p, part.high);
		if (low != high)
			draw_part(p, s, (const struct cr_pdf_point[]){
			    { x - w, low }, { x + w, low }, { x + w, high },
			    { x - w, high } }, 4);
	}
}

void
cr_plot_series(const struct cr_plot *p)
{
	const struct cr_chart_series *s = p->c->series;
	struct cr_chart_stack stack;

	memset(&stack, 0, sizeof(stack));
	for (; s < p->c->series + p->c->nseries; s++) {
		switch (s->kind) {
		case CR_CHART_LINE:
		case CR_CHART_STEPS:
			draw_line(p, s);
			break;
		case CR_CHART_POINTS:
			draw_points(p, s);
			break;
		case CR_CHART_AREA:
			draw_area(p, s, &stack);
			break;
		case CR_CHART_BARS:
			draw_bars(p, s, &stack);
			break;
		}
	}
}

void
cr_plot_key(const struct cr_plot *p, size_t i, int x, int y)
{
	const struct cr_chart_series *s = &p->c->series[i];
	const struct cr_pdf_point line[] = { { x, y }, { x + 450, y } };
	struct cr_pdf_stroke k = stroke_of(p, s);

	if (s->kind == CR_CHART_POINTS)
		draw_mark(p, s, x + 225, y);
	else if (s->kind == CR_CHART_LINE || s->kind == CR_CHART_STEPS)
		p->pen->stroke(p->pen->ctx, line, 2, &k);
	else
		draw_part(p, s, (const struct cr_pdf_point[]){
		    { x, y - 110 }, { x + 450, y - 110 },
		    { x + 450, y + 110 }, { x, y + 110 } }, 4);
}
