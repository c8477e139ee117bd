#ifndef CR_FORMAT_CHART_PLOT_H
#define CR_FORMAT_CHART_PLOT_H

/* Private to charts: the series, drawn within the axes. */

#include "chart.h"

/* A chart being drawn; X and Y its upper left corner, the rest the plot's. */
struct cr_plot {
	const struct cr_chart *c;
	const struct cr_pen *pen;
	int x, y;
	int left, right, top, bottom;
	struct cr_chart_scale sx, sy;
};

int cr_plot_x(const struct cr_plot *p, int64_t v);
int cr_plot_y(const struct cr_plot *p, int64_t v);

void cr_plot_series(const struct cr_plot *p);
/* What shows series I in the legend; Y is its middle. */
void cr_plot_key(const struct cr_plot *p, size_t i, int x, int y);

#endif
