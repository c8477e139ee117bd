#include "cr/rates.h"

#include <stdlib.h>
#include <string.h>

#include "cr/mem.h"
#include "cr/str.h"

static const char *const words[CR_REGIMES] = {
	[CR_REGIME_MORA] = "mora",
	[CR_REGIME_MORA7] = "mora7",
	[CR_REGIME_FOOD] = "food",
	[CR_REGIME_FOOD62] = "food62",
	[CR_REGIME_SUBFORNITURA] = "subfornitura",
	[CR_REGIME_LEGAL] = "legal",
	[CR_REGIME_LEGAL4] = "legal4",
	[CR_REGIME_CONTRACT] = "contract",
};

const char *
cr_regime_word(enum cr_regime regime)
{
	return words[regime];
}

bool
cr_regime_parse(const char *word, enum cr_regime *out)
{
	int i;

	for (i = 0; i < CR_REGIMES; i++)
		if (cr_streq(words[i], word)) {
			*out = (enum cr_regime)i;
			return true;
		}
	return false;
}

void
cr_rates_init(struct cr_rates *r)
{
	*r = (struct cr_rates){ .text = NULL };
	cr_arena_init(&r->arena);
}

void
cr_rates_release(struct cr_rates *r)
{
	int i;

	free(r->reference.v);
	free(r->legal.v);
	for (i = 0; i < CR_REGIMES; i++)
		free(r->points[i].v);
	free(r->flat.v);
	free(r->penalty.v);
	cr_arena_release(&r->arena);
	*r = (struct cr_rates){ .text = NULL };
}

/* How many rows begin on D or before. */
static size_t
begun(const struct cr_rates_table *t, struct cr_date d)
{
	size_t low = 0, high = t->n, i;

	while (low < high) {
		i = low + (high - low) / 2;
		if (t->v[i].from.days <= d.days)
			low = i + 1;
		else
			high = i;
	}
	return low;
}

const struct cr_rates_row *
cr_rates_find(const struct cr_rates_table *t, struct cr_date d)
{
	size_t n = begun(t, d);

	return n > 0 && d.days <= t->v[n - 1].to.days ? &t->v[n - 1] : NULL;
}

bool
cr_rates_put(struct cr_rates_table *t, const struct cr_rates_row *row)
{
	size_t i = begun(t, row->from);

	if (row->to.days < row->from.days)
		return false;
	if (i > 0 && t->v[i - 1].from.days == row->from.days &&
	    t->v[i - 1].to.days == row->to.days) {
		t->v[i - 1] = *row;
		return true;
	}
	if (i < t->n && t->v[i].from.days <= row->to.days)
		return false;
	if (i > 0 && t->v[i - 1].to.days == CR_RATES_OPEN.days &&
	    t->v[i - 1].from.days < row->from.days)
		t->v[i - 1].to.days = row->from.days - 1;
	else if (i > 0 && t->v[i - 1].to.days >= row->from.days)
		return false;
	cr_grow(&t->v, t->n, &t->cap, sizeof(*t->v));
	memmove(t->v + i + 1, t->v + i, (t->n - i) * sizeof(*t->v));
	t->v[i] = *row;
	t->n++;
	return true;
}
