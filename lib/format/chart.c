#include "cr/chart.h"

#include <string.h>

#include "cr/buf.h"
#include "cr/money.h"
#include "chart.h"

#define TICKS 8			/* of an axis, at most */
/* No axis is longer, so that nothing overflows. */
#define FAR (INT64_MAX / 8)

/* ---- Ticks -------------------------------------------------------------- */

static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

static int64_t
ceil_div(int64_t a, int64_t b)
{
	return a / b + (a % b > 0);
}

/* 1, 2, 5, 10, 20, ... */
static int64_t
next_step(int64_t step)
{
	int64_t lead = step;

	while (lead >= 10)
		lead /= 10;
	return lead == 2 ? step / 2 * 5 : step * 2;
}

static int64_t
bounded(int64_t v)
{
	return v < -FAR ? -FAR : v > FAR ? FAR : v;
}

void
cr_ticks_find(int64_t low, int64_t high, int most, struct cr_ticks *t)
{
	int64_t first, last;

	low = bounded(low);
	high = bounded(high);
	if (high <= low)
		high = low + 1;
	if (most > CR_TICKS_MAX)
		most = CR_TICKS_MAX;
	for (t->step = 1;; t->step = next_step(t->step)) {
		first = floor_div(low, t->step);
		last = ceil_div(high, t->step);
		if (last - first < most)
			break;
	}
	t->first = first * t->step;
	t->n = (int)(last - first) + 1;
}

/* ---- From where to where ------------------------------------------------ */

static void
widen(struct cr_chart_range *r, int64_t v)
{
	v = bounded(v);
	if (v < r->low)
		r->low = v;
	if (v > r->high)
		r->high = v;
}

void
cr_chart_stack_add(struct cr_chart_stack *s, const struct cr_chart_series *v,
    size_t i, struct cr_chart_range *part)
{
	size_t place = v->kind == CR_CHART_BARS ? (size_t)v->points[i].x : i;
	int64_t y = bounded(v->points[i].y), *sum;

	if (place >= CR_CHART_PLACES) {
		*part = (struct cr_chart_range){ 0, 0 };
		return;
	}
	sum = y < 0 ? &s->below[place] : &s->above[place];
	part->low = *sum;
	*sum = bounded(*sum + y);
	part->high = *sum;
}

static bool
is_stacked(const struct cr_chart_series *s)
{
	return s->kind == CR_CHART_AREA || s->kind == CR_CHART_BARS;
}

static void
extent(const struct cr_chart *c, struct cr_chart_range *x,
    struct cr_chart_range *y)
{
	const struct cr_chart_series *s;
	struct cr_chart_stack stack;
	struct cr_chart_range part;
	size_t i;

	memset(&stack, 0, sizeof(stack));
	for (s = c->series; s < c->series + c->nseries; s++)
		for (i = 0; i < s->n; i++) {
			widen(x, s->points[i].x);
			part.high = s->points[i].y;
			if (is_stacked(s))
				cr_chart_stack_add(&stack, s, i, &part);
			widen(y, part.high);
			if (s->ranges != NULL) {
				widen(y, s->ranges[i].low);
				widen(y, s->ranges[i].high);
			}
		}
}

/* ---- Scales ------------------------------------------------------------- */

/* Amounts are told in millions, thousands, units, or with their cents. */
static void
find_unit(const struct cr_chart_axis *a, struct cr_chart_scale *s)
{
	int64_t step = s->ticks.step;

	s->title = a->title;
	s->divisor = 100;
	if (a->unit == CR_CHART_BP) {
		s->decimals = step % 100 == 0 ? 0 : step % 10 == 0 ? 1 : 2;
		return;
	}
	s->decimals = 0;
	if (a->unit != CR_CHART_CENTS)
		return;
	if (step >= 50000000 && a->millions != NULL) {
		s->divisor = 100000000;
		s->title = a->millions;
		s->decimals = step % s->divisor != 0;
	} else if (step >= 1000000 && a->thousands != NULL) {
		s->divisor = 100000;
		s->title = a->thousands;
	} else if (step % 100 != 0) {
		s->decimals = 2;
	}
}

static void
find_scale(const struct cr_chart_axis *a, const struct cr_chart_range *data,
    int ticks, struct cr_chart_scale *s)
{
	bool fixed = a->low < a->high;
	int64_t last;

	*s = (struct cr_chart_scale){ .low = bounded(a->low),
	    .high = bounded(a->high) };
	cr_ticks_find(fixed ? s->low : data->low, fixed ? s->high :
	    data->high, ticks, &s->ticks);
	last = s->ticks.first + (s->ticks.n - 1) * s->ticks.step;
	if (!fixed) {
		s->low = s->ticks.first;
		s->high = last;
	}
	/* an axis that is fixed may end between two ticks */
	for (; s->ticks.first < s->low; s->ticks.n--)
		s->ticks.first += s->ticks.step;
	for (; last > s->high; s->ticks.n--)
		last -= s->ticks.step;
	find_unit(a, s);
}

void
cr_chart_scales(const struct cr_chart *c, struct cr_chart_scale *x,
    struct cr_chart_scale *y)
{
	struct cr_chart_range dx = { 0, 0 }, dy = { 0, 0 };

	extent(c, &dx, &dy);
	find_scale(&c->x, &dx, c->square ? TICKS - 2 : 2 * TICKS, x);
	find_scale(&c->y, &dy, TICKS, y);
}

/* ---- Labels ------------------------------------------------------------- */

/* V / DIVISOR with so many decimals, rounded half away from zero. */
static void
add_number(struct cr_buf *b, int64_t v, int64_t divisor, int decimals,
    bool english)
{
	char s[CR_MONEY_SIZE];
	struct cr_money m = { v };
	int64_t power = decimals == 0 ? 1 : decimals == 1 ? 10 : 100;
	size_t n;

	/* as hundredths, of which the last digits are left out */
	if (!cr_money_scale(m, power, divisor, &m) ||
	    !cr_money_scale(m, 100 / power, 1, &m))
		return;
	n = cr_money_write(s, m, english ? '.' : ',', english ? ',' : '.');
	n -= decimals == 0 ? 3 : decimals == 1 ? 1 : 0;
	if (m.cents == 0 && *s == '-')
		cr_buf_add(b, s + 1, n - 1);
	else
		cr_buf_add(b, s, n);
}

void
cr_chart_label(struct cr_buf *b, int64_t value, enum cr_chart_unit unit,
    const struct cr_chart_scale *s, const char *language)
{
	bool english = language != NULL && strcmp(language, "en") == 0;

	if (unit == CR_CHART_COUNT) {
		add_number(b, value, 1, 0, english);
		return;
	}
	add_number(b, value, s->divisor, s->decimals, english);
	if (unit == CR_CHART_BP)
		cr_buf_adds(b, english ? "%" : " %");
}
