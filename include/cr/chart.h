#ifndef CR_CHART_H
#define CR_CHART_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cr_arena;
struct cr_buf;
struct cr_paper;

/*
 * Charts: what is to be seen, which documents (cr/paper.h) draw. Values are
 * whole numbers, amounts in cents and shares in basis points, so that a chart
 * is the same wherever it is drawn. All text is borrowed, UTF-8, ready to be
 * read. Colours are told apart by the colour-blind and on grey paper; where
 * series are steps of one scale, the darker one is the worse.
 */
enum cr_chart_unit {
	CR_CHART_COUNT,
	CR_CHART_BP,		/* told in percent */
	CR_CHART_CENTS,		/* told without cents where they are many */
};

struct cr_chart_axis {
	const char *title;
	/* Its title when amounts are told in these; NULL: they never are. */
	const char *thousands, *millions;
	enum cr_chart_unit unit;
	int64_t low, high;	/* equal: what the data needs, from 0 on */
	/* Of the axis below: a place for each, instead of a scale. */
	const char *const *labels;
	size_t nlabels;
};

struct cr_chart_point {
	int64_t x, y;		/* x: on the scale, or the number of a place */
};

/* From where to where the truth may be: a bar of error. */
struct cr_chart_range {
	int64_t low, high;
};

enum cr_chart_kind {
	CR_CHART_LINE,
	CR_CHART_STEPS,		/* level until the next point */
	CR_CHART_POINTS,
	CR_CHART_AREA,		/* on top of the areas before; nothing < 0 */
	CR_CHART_BARS,		/* on top of the bars before; < 0 below 0 */
};

#define CR_CHART_GREY (-1)

struct cr_chart_series {
	const char *name;
	enum cr_chart_kind kind;
	/*
	 * Which colour: of a few that differ, or where the chart has shades
	 * from 0, the lightest, up; CR_CHART_GREY: apart from the others.
	 */
	int shade;
	const struct cr_chart_point *points;	/* x rises */
	size_t n;
	const struct cr_chart_range *ranges;	/* of the points, or NULL */
};

#define CR_CHART_SERIES 10

struct cr_chart {
	const char *title;
	const char *text;	/* in a sentence, what is to be seen */
	const char *language;	/* of the numbers: "it" */
	struct cr_chart_axis x, y;
	struct cr_chart_series series[CR_CHART_SERIES];
	size_t nseries;
	int shades;		/* how many the scale has; 0: no scale */
	const char *diagonal;	/* a line of reference from low to high */
	bool square;		/* as wide as it is high */
};

/*
 * Ticks at FIRST, FIRST + STEP, ... which take LOW and HIGH in; the step is
 * 1, 2 or 5 times a power of ten, the least with no more than MOST of them
 * (3 or more). At most CR_TICKS_MAX.
 */
#define CR_TICKS_MAX 24
struct cr_ticks {
	int64_t first, step;
	int n;
};
void cr_ticks_find(int64_t low, int64_t high, int most, struct cr_ticks *t);

/* What stands at the ticks of an axis, and the title that goes with it. */
struct cr_chart_scale {
	int64_t low, high;	/* of the axis, low < high */
	struct cr_ticks ticks;
	int64_t divisor;	/* of amounts */
	int decimals;
	const char *title;
};

/*
 * The scales of the chart: fixed by the axis, or such that everything goes
 * in. What is beyond an axis that is fixed is drawn at its end.
 */
void cr_chart_scales(const struct cr_chart *c, struct cr_chart_scale *x,
    struct cr_chart_scale *y);
/* Append a value: "12,5 %", "1.500"; in English "12.5%", "1,500". */
void cr_chart_label(struct cr_buf *b, int64_t value,
    enum cr_chart_unit unit, const struct cr_chart_scale *s,
    const char *language);

/*
 * The numbers of the chart as a table of P: a row a place or x, a column a
 * series, with their sum where they are stacked. Amounts that do not fit
 * are rounded to units, thousands or millions, which its title says then.
 * Text goes into P's arena.
 */
void cr_chart_to_table(const struct cr_chart *c, struct cr_paper *p);
/* Bars of block characters; nothing of a chart that has no places. */
void cr_chart_to_text(const struct cr_chart *c, struct cr_buf *out);
/* A picture, <svg> to </svg>, to stand in a page of HTML. */
void cr_chart_to_svg(const struct cr_chart *c, struct cr_buf *out);

#endif
