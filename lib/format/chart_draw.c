#include "chart.h"

#include <string.h>

#include "cr/buf.h"
#include "cr/str.h"
#include "chart_plot.h"

#define INK 0x333333
#define FAINT 0xd9d9d9
#define LABEL_GAP 120		/* between a label and the plot */
#define LEGEND_GAP 450
#define LEGEND_WIDTH 4600	/* at most */
#define LEGEND_KEY 650		/* what shows a colour */
#define LABELS_MAX 40		/* characters of a name */

static const struct cr_pdf_type type = { 70, false, 25 };

/* ---- How wide text is, about -------------------------------------------- */

/*
 * The same in all forms, so that a figure is the same in all of them: a
 * picture in HTML does not know its font.
 */
static int
about(const char *s)
{
	int n = 0;

	for (; *s != '\0'; s++) {
		if (((unsigned char)*s & 0xc0) == 0x80)
			continue;
		n += strchr(" .,:;'|ijlIt()-", *s) != NULL ? 30 :
		    (*s >= 'A' && *s <= 'Z') || *s == '%' ? 72 : 57;
	}
	return n * type.size * 254 / 72 / 100;
}

/* A name that is too long for the legend ends in dots. */
static void
shorten(struct cr_buf *b, const char *s)
{
	size_t n;

	cr_buf_clear(b);
	cr_buf_adds(b, s);
	if (about(b->s) <= LEGEND_WIDTH - LEGEND_KEY)
		return;
	while (b->len > 0 && about(b->s) > LEGEND_WIDTH - LEGEND_KEY - 200) {
		for (n = b->len - 1; n > 0 &&
		    ((unsigned char)b->s[n] & 0xc0) == 0x80; n--)
			;
		b->s[b->len = n] = '\0';
	}
	cr_buf_adds(b, "\xe2\x80\xa6");
}

/* ---- Where things are --------------------------------------------------- */

static int
label_width(const struct cr_chart *c, const struct cr_chart_scale *s)
{
	struct cr_buf b;
	int i, w, most = 0;

	cr_buf_init(&b);
	for (i = 0; i < s->ticks.n; i++) {
		cr_buf_clear(&b);
		cr_chart_label(&b, s->ticks.first + i * s->ticks.step,
		    c->y.unit, s, c->language);
		w = about(b.s);
		if (w > most)
			most = w;
	}
	cr_buf_release(&b);
	return most;
}

static int
legend_width(const struct cr_chart *c)
{
	struct cr_buf b;
	int w, most = 0;
	size_t i;

	cr_buf_init(&b);
	for (i = 0; i <= c->nseries; i++) {
		if (i == c->nseries && c->diagonal == NULL)
			break;
		shorten(&b, i < c->nseries ? c->series[i].name : c->diagonal);
		w = about(b.s) + LEGEND_KEY;
		if (w > most)
			most = w;
	}
	cr_buf_release(&b);
	return c->nseries > 1 || c->diagonal != NULL ? most + LEGEND_GAP : 0;
}

static void
lay_out(struct cr_plot *p, int x, int y)
{
	const struct cr_chart *c = p->c;
	int leading = cr_pdf_leading(&type);

	cr_chart_scales(c, &p->sx, &p->sy);
	p->left = x + label_width(c, &p->sy) + LABEL_GAP;
	p->right = x + CR_CHART_WIDTH - legend_width(c);
	p->top = y + leading + LABEL_GAP + leading / 2;
	p->bottom = y + CR_CHART_HEIGHT - 2 * leading - LABEL_GAP;
	if (c->square && p->right - p->left > p->bottom - p->top)
		p->right = p->left + (p->bottom - p->top);
}

/* V on a scale of LENGTH, its ends included. */
static int
place(int64_t v, const struct cr_chart_scale *s, int length)
{
	if (v < s->low)
		v = s->low;
	if (v > s->high)
		v = s->high;
	return (int)(((__int128)(v - s->low) * length * 2 +
	    (s->high - s->low)) / ((__int128)(s->high - s->low) * 2));
}

int
cr_plot_y(const struct cr_plot *p, int64_t v)
{
	return p->bottom - place(v, &p->sy, p->bottom - p->top);
}

int
cr_plot_x(const struct cr_plot *p, int64_t v)
{
	int n = (int)p->c->x.nlabels, width = p->right - p->left;

	if (n == 0)
		return p->left + place(v, &p->sx, width);
	return p->left + (int)((2 * v + 1) * width / (2 * n));
}

/* ---- Axes --------------------------------------------------------------- */

static void
rule(const struct cr_plot *p, int x1, int y1, int x2, int y2, int thick,
    unsigned colour)
{
	const struct cr_pdf_point v[] = { { x1, y1 }, { x2, y2 } };
	const struct cr_pdf_stroke s = { .thick = thick, .colour = colour };

	p->pen->stroke(p->pen->ctx, v, 2, &s);
}

static void
label(const struct cr_plot *p, enum cr_pdf_align align, int x, int y,
    const char *s)
{
	if (!cr_is_empty(s))
		p->pen->text(p->pen->ctx, &type, align, x, y, s);
}

static void
draw_y_axis(const struct cr_plot *p, struct cr_buf *b)
{
	const struct cr_ticks *t = &p->sy.ticks;
	int i, y;
	int64_t v;

	for (i = 0; i < t->n; i++) {
		v = t->first + i * t->step;
		y = cr_plot_y(p, v);
		rule(p, p->left, y, p->right, y, 8, FAINT);
		cr_buf_clear(b);
		cr_chart_label(b, v, p->c->y.unit, &p->sy, p->c->language);
		label(p, CR_PDF_RIGHT, p->left - LABEL_GAP,
		    y - cr_pdf_leading(&type) / 2, b->s);
	}
	label(p, CR_PDF_LEFT, p->x, p->y, p->sy.title);
}

/* Every label, or every second, third ... where they would touch. */
static void
draw_places(const struct cr_plot *p)
{
	const struct cr_chart_axis *a = &p->c->x;
	int room = (p->right - p->left) / (int)a->nlabels, every, w, most = 1;
	size_t i;

	for (i = 0; i < a->nlabels; i++)
		if ((w = about(a->labels[i]) + LABEL_GAP) > most)
			most = w;
	every = room > 0 ? (most + room - 1) / room : (int)a->nlabels;
	for (i = 0; i < a->nlabels; i += (size_t)every)
		label(p, CR_PDF_CENTRE, cr_plot_x(p, (int64_t)i),
		    p->bottom + LABEL_GAP, a->labels[i]);
}

static void
draw_x_axis(const struct cr_plot *p, struct cr_buf *b)
{
	const struct cr_ticks *t = &p->sx.ticks;
	int i, x, y = p->bottom + LABEL_GAP;
	int64_t v;

	if (p->c->x.nlabels > 0)
		draw_places(p);
	for (i = 0; p->c->x.nlabels == 0 && i < t->n; i++) {
		v = t->first + i * t->step;
		x = cr_plot_x(p, v);
		rule(p, x, p->top, x, p->bottom, 8, FAINT);
		cr_buf_clear(b);
		cr_chart_label(b, v, p->c->x.unit, &p->sx, p->c->language);
		label(p, CR_PDF_CENTRE, x, y, b->s);
	}
	label(p, CR_PDF_CENTRE, (p->left + p->right) / 2,
	    y + cr_pdf_leading(&type), p->sx.title);
}

static void
draw_zero(const struct cr_plot *p)
{
	int zero = cr_plot_y(p, 0);

	rule(p, p->left, zero, p->right, zero, 15, INK);
	rule(p, p->left, p->top, p->left, p->bottom, 15, INK);
}

static void
draw_diagonal(const struct cr_plot *p)
{
	const struct cr_pdf_point v[] = {
		{ p->left, p->bottom }, { p->right, p->top }
	};
	const struct cr_pdf_stroke s = { .thick = 20, .dash = 80,
	    .colour = 0x777777 };

	if (p->c->diagonal != NULL)
		p->pen->stroke(p->pen->ctx, v, 2, &s);
}

/* ---- Legend ------------------------------------------------------------- */

static bool
is_stacked(const struct cr_chart *c)
{
	return c->nseries > 0 && (c->series[0].kind == CR_CHART_BARS ||
	    c->series[0].kind == CR_CHART_AREA);
}

static void
draw_diagonal_key(const struct cr_plot *p, int x, int y)
{
	const struct cr_pdf_point v[] = { { x, y }, { x + 450, y } };
	const struct cr_pdf_stroke s = { .thick = 20, .dash = 80,
	    .colour = 0x777777 };

	p->pen->stroke(p->pen->ctx, v, 2, &s);
}

/* In the order in which they are on top of each other. */
static void
draw_legend(const struct cr_plot *p, struct cr_buf *b)
{
	int x = p->right + LEGEND_GAP, y = p->top;
	int leading = cr_pdf_leading(&type) + 60;
	size_t n = p->c->nseries, i, s;

	if (n + (p->c->diagonal != NULL) < 2)
		return;
	for (i = 0; i < n; i++, y += leading) {
		s = is_stacked(p->c) ? n - 1 - i : i;
		cr_plot_key(p, s, x, y + leading / 2 - 30);
		shorten(b, p->c->series[s].name);
		label(p, CR_PDF_LEFT, x + LEGEND_KEY, y, b->s);
	}
	if (p->c->diagonal == NULL)
		return;
	draw_diagonal_key(p, x, y + leading / 2 - 30);
	shorten(b, p->c->diagonal);
	label(p, CR_PDF_LEFT, x + LEGEND_KEY, y, b->s);
}

void
cr_chart_draw(const struct cr_chart *c, const struct cr_pen *pen, int x, int y)
{
	struct cr_plot p = { .c = c, .pen = pen, .x = x, .y = y };
	struct cr_buf b;

	cr_buf_init(&b);
	lay_out(&p, x, y);
	draw_y_axis(&p, &b);
	draw_x_axis(&p, &b);
	draw_diagonal(&p);
	cr_plot_series(&p);
	draw_zero(&p);
	draw_legend(&p, &b);
	cr_buf_release(&b);
}
