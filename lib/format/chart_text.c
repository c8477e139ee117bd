#include "chart.h"

#include <string.h>

#include "cr/buf.h"
#include "cr/str.h"

#define BAR 40			/* characters of the longest */
#define LABEL 12		/* of a place, at least */

/* A bar of N eighths of a character. */
static void
add_bar(struct cr_buf *out, int n)
{
	int rest = n % 8;

	for (; n >= 8; n -= 8)
		cr_buf_adds(out, "\xe2\x96\x88");
	if (rest > 0)
		cr_buf_addf(out, "\xe2\x96%c", 0x90 - rest);
}

static size_t
characters(const char *s)
{
	size_t n = 0;

	for (; *s != '\0'; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

static bool
has_bars(const struct cr_chart *c)
{
	size_t i;

	for (i = 0; i < c->nseries; i++)
		if (c->series[i].kind != CR_CHART_BARS)
			return false;
	return c->nseries > 0 && c->x.nlabels > 0 &&
	    c->x.nlabels <= CR_CHART_PLACES;
}

static void
add_line(struct cr_buf *out, const struct cr_chart *c, size_t place,
    int64_t sum, int64_t most, const struct cr_chart_scale *scale)
{
	const char *label = c->x.labels[place];
	size_t n = characters(label);

	cr_buf_adds(out, label);
	for (; n < LABEL; n++)
		cr_buf_addc(out, ' ');
	cr_buf_addc(out, ' ');
	if (sum > 0) {
		add_bar(out, (int)((__int128)sum * BAR * 8 / most));
		cr_buf_addc(out, ' ');
	}
	cr_chart_label(out, sum, c->y.unit, scale, c->language);
	cr_buf_addc(out, '\n');
}

void
cr_chart_to_text(const struct cr_chart *c, struct cr_buf *out)
{
	const struct cr_chart_scale scale = { .divisor = 100, .decimals = 2 };
	const struct cr_chart_series *s;
	struct cr_chart_stack stack;
	struct cr_chart_range part;
	int64_t most = 1;
	size_t i;

	if (!has_bars(c))
		return;
	memset(&stack, 0, sizeof(stack));
	for (s = c->series; s < c->series + c->nseries; s++)
		for (i = 0; i < s->n; i++)
			cr_chart_stack_add(&stack, s, i, &part);
	for (i = 0; i < c->x.nlabels; i++)
		if (stack.above[i] > most)
			most = stack.above[i];
	for (i = 0; i < c->x.nlabels; i++)
		add_line(out, c, i, stack.above[i] + stack.below[i], most,
		    &scale);
}
