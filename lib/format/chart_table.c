#include "chart.h"

#include "cr/arena.h"
#include "cr/buf.h"
#include "cr/field.h"
#include "cr/i18n.h"
#include "cr/paper.h"

#define WIDTH 17700		/* of the page, in 1/100 mm */
#define DIGIT 168		/* of a figure, as wide as any other */
#define MARK 85			/* between figures */
#define ROOM 200		/* beside it */

/* A table being made. */
struct making {
	const struct cr_chart *c;
	struct cr_arena *arena;
	struct cr_chart_scale y, x;
	bool sum;		/* a last column with sums */
	size_t at[CR_CHART_SERIES];	/* the next point of each series */
};

static const char *
value(const struct making *m, int64_t v, enum cr_chart_unit unit,
    const struct cr_chart_scale *s)
{
	struct cr_buf b;
	const char *out;

	cr_buf_init(&b);
	cr_chart_label(&b, v, unit, s, m->c->language);
	out = cr_arena_strndup(m->arena, b.s, b.len);
	cr_buf_release(&b);
	return out;
}

/* ---- In which unit ------------------------------------------------------ */

/* The first column has what the others leave. */
static int
column_width(size_t n)
{
	return (WIDTH - (n > 7 ? 1900 : 3200)) / (int)n;
}

static int
width_of(const char *s)
{
	int w = 0;

	for (; *s != '\0'; s++)
		w += *s == '.' || *s == ',' ? MARK : DIGIT;
	return w;
}

static int64_t
magnitude(int64_t v)
{
	return v < 0 ? -v : v;
}

/* The value with most digits, the sums with them. */
static int64_t
largest(const struct cr_chart *c)
{
	int64_t most = 0, sums[CR_CHART_PLACES] = { 0 };
	const struct cr_chart_series *s;
	size_t i, place;

	for (s = c->series; s < c->series + c->nseries; s++)
		for (i = 0; i < s->n; i++) {
			place = c->x.nlabels > 0 ? (size_t)s->points[i].x : i;
			if (place >= CR_CHART_PLACES)
				place = CR_CHART_PLACES - 1;
			sums[place] += magnitude(s->points[i].y) / 2;
			if (sums[place] > most / 2)
				most = 2 * sums[place];
		}
	return most;
}

static void
choose_unit(struct making *m, size_t ncolumns)
{
	const struct cr_chart_axis *a = &m->c->y;
	const struct cr_chart_scale units[] = {
		{ .divisor = 100, .decimals = 2, .title = NULL },
		{ .divisor = 100, .decimals = 0, .title = a->title },
		{ .divisor = 100000, .decimals = 0, .title = a->thousands },
		{ .divisor = 100000000, .decimals = 1, .title = a->millions },
	};
	int room = column_width(ncolumns) - ROOM;
	int64_t most = largest(m->c);
	size_t i;

	m->y = units[0];
	for (i = 0; a->unit == CR_CHART_CENTS && i < CR_COUNT_OF(units); i++) {
		if (i > 0 && units[i].title == NULL)
			break;
		m->y = units[i];
		if (width_of(value(m, most, a->unit, &m->y)) <= room)
			break;
	}
}

/* ---- Rows --------------------------------------------------------------- */

/* The least x that is still to be told. */
static bool
next_x(const struct making *m, int64_t *x)
{
	const struct cr_chart_series *s = m->c->series;
	bool found = false;
	size_t i;

	for (i = 0; i < m->c->nseries; i++, s++)
		if (m->at[i] < s->n && (!found ||
		    s->points[m->at[i]].x < *x)) {
			*x = s->points[m->at[i]].x;
			found = true;
		}
	return found;
}

static void
add_row(struct making *m, struct cr_paper *p, struct cr_paper_table *t,
    int64_t x)
{
	const struct cr_chart *c = m->c;
	const struct cr_chart_series *s = c->series;
	const char **cell = cr_paper_row_add(p, t, CR_PAPER_ROW);
	int64_t sum = 0;
	size_t i;

	cell[0] = c->x.nlabels == 0 ? value(m, x, c->x.unit, &m->x) :
	    x >= 0 && (size_t)x < c->x.nlabels ? c->x.labels[x] : NULL;
	for (i = 0; i < c->nseries; i++, s++) {
		if (m->at[i] == s->n || s->points[m->at[i]].x != x)
			continue;
		cell[i + 1] = value(m, s->points[m->at[i]].y, c->y.unit,
		    &m->y);
		sum += s->points[m->at[i]++].y;
	}
	if (m->sum)
		cell[i + 1] = value(m, sum, c->y.unit, &m->y);
}

static bool
adds_up(const struct cr_chart *c)
{
	size_t i;

	for (i = 0; i < c->nseries; i++)
		if (c->series[i].kind != CR_CHART_BARS &&
		    c->series[i].kind != CR_CHART_AREA)
			return false;
	return c->nseries > 1;
}

void
cr_chart_to_table(const struct cr_chart *c, struct cr_paper *p)
{
	struct making m = { .c = c, .arena = p->arena, .sum = adds_up(c),
	    .x = { .divisor = 100, .decimals = 2 } };
	struct cr_paper_column columns[CR_CHART_SERIES + 2];
	size_t n = c->nseries + m.sum, i;
	struct cr_paper_table *t;
	int64_t x = 0;

	if (n == 0)
		return;
	columns[0] = (struct cr_paper_column){ c->x.title, 0, CR_PAPER_LEFT };
	for (i = 1; i <= n; i++)
		columns[i] = (struct cr_paper_column){ i <= c->nseries ?
		    c->series[i - 1].name : _("Total"), column_width(n),
		    CR_PAPER_RIGHT };
	choose_unit(&m, n);
	t = cr_paper_table_add(p, m.y.title, columns, n + 1);
	while (next_x(&m, &x))
		add_row(&m, p, t, x);
}
