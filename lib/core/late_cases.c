#include "late.h"

#include <stdlib.h>

/*
 * Cases to learn from or to judge: an item on the day it was seen, or a
 * debtor on the first day of a quarter. What came of it is known by the end.
 */

struct telling {
	const struct cr_late_ask *ask;
	struct cr_late_walk *walk;
	struct cr_late_spells spells;
	void (*each)(void *ctx, const struct cr_late_case *c);
	void *ctx;
};

static void
tell(struct telling *t, size_t item, int32_t day, bool event)
{
	float x[CR_FEATURES];
	struct cr_late_case c = { .item = item, .day = day, .event = event,
		.x = x };

	cr_late_walk_to(t->walk, day);
	cr_late_features(t->walk, t->ask->kind, item, x);
	c.index = cr_late_index(t->walk);
	t->each(t->ctx, &c);
}

/* What was due when it came to be seen was no case of foretelling. */
static void
items(struct telling *t, size_t first, size_t end)
{
	const struct cr_late_ask *a = t->ask;
	const struct cr_late_item *v;
	size_t i;

	for (i = first; i < end; i++) {
		v = &a->past->v[i];
		if (v->seen >= a->from && v->seen <= a->to &&
		    v->seen <= v->due && v->due < a->end)
			tell(t, i, v->seen, cr_late_was(v));
	}
}

/* The first day of a quarter, on DAY or the next one. */
static struct cr_date
quarter(int32_t day)
{
	struct cr_date d;
	int y, m, dd;

	cr_date_to_ymd((struct cr_date){ day }, &y, &m, &dd);
	if (!cr_date_from_ymd(y, (m - 1) / 3 * 3 + 1, 1, &d))
		d = (struct cr_date){ day };
	return d.days < day ? cr_date_add_months(d, 3) : d;
}

/* From the quarter on in which he was first seen. */
static void
snapshots(struct telling *t, size_t first)
{
	const struct cr_late_ask *a = t->ask;
	int32_t from = a->past->v[first].seen + 1;
	struct cr_date day = quarter(from > a->from ? from : a->from), until;

	cr_late_spells(a->past, first, a->learn, &t->spells);
	for (; day.days <= a->to; day = cr_date_add_months(day, 3)) {
		until = cr_date_add_months(day, a->learn->months);
		if (until.days >= a->end)
			break;
		cr_late_walk_to(t->walk, day.days);
		if (cr_late_active(t->walk) &&
		    !cr_late_in_default(&t->spells, day.days))
			tell(t, first, day.days, cr_late_defaults(&t->spells,
			    day.days, until.days));
	}
}

void
cr_late_cases(const struct cr_late_ask *ask,
    void (*each)(void *ctx, const struct cr_late_case *c), void *ctx)
{
	struct telling t = { .ask = ask, .each = each, .ctx = ctx };
	size_t i, end;

	t.walk = cr_late_walk_new(ask->past, ask->stage, ask->curve);
	for (i = 0; i < ask->past->n; i = end) {
		end = cr_late_end(ask->past, i);
		cr_late_walk_debtor(t.walk, i);
		if (ask->kind == CR_REGRESSOR_LATE)
			items(&t, i, end);
		else
			snapshots(&t, i);
	}
	cr_late_walk_free(t.walk);
	free(t.spells.v);
}
