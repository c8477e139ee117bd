#include "cr/rate.h"

#include <stdlib.h>

#include "cr/error.h"
#include "cr/mem.h"

#define FINE INT64_C(1000000000)	/* a point, in the sums of the index */

void
cr_rate_window(struct cr_rate_window *w, const struct cr_model *m,
    struct cr_date day)
{
	w->day = day;
	w->from = cr_date_add_months(day, -m->window);
	w->recent = cr_date_add_months(day, -m->recent);
}

void
cr_behaviour_init(struct cr_behaviour *b)
{
	*b = (struct cr_behaviour){
		.last_unpaid = CR_DATE_NONE, .since = CR_DATE_NONE,
		.last_broken = CR_DATE_NONE, .notice = CR_DATE_NONE,
	};
}

/* NUM / DEN, rounded half away from zero; DEN is positive. */
static int64_t
divide(__int128 num, __int128 den)
{
	__int128 q = num / den, rest = num % den;

	if ((rest < 0 ? -rest : rest) * 2 >= den)
		q += num < 0 ? -1 : 1;
	return (int64_t)q;
}

/* The curve at X, of which SCALE are one, a point being UNIT. */
static int64_t
curve_at(const struct cr_curve *c, int64_t x, int32_t scale, int64_t unit)
{
	const struct cr_knot *k = c->knots, *last = k + c->n - 1;
	int64_t from, way;

	while (k < last && x > (int64_t)k[1].at * scale)
		k++;
	from = (int64_t)k->at * scale;
	if (x <= from || k == last)
		return k->points * (unit / 100);
	way = (int64_t)k[1].at * scale - from;
	return k->points * (unit / 100) + divide((__int128)(k[1].points -
	    k->points) * (x - from) * (unit / 100), way);
}

int64_t
cr_rate_curve(const struct cr_model *m, int32_t days)
{
	return curve_at(&m->curve, days, 1, CR_MICRO);
}

int32_t
cr_rate_percent(const struct cr_curve *c, int64_t bp)
{
	return (int32_t)curve_at(c, bp, 100, 100);
}

/* Part of an item that was paid on a day. */
static void
add_paid(struct cr_behaviour *b, const struct cr_model *m,
    const struct cr_rate_window *w, const struct cr_story *s,
    const struct cr_movement *paid)
{
	__int128 cents = paid->amount.cents;
	int32_t late = paid->date.days - s->due.days;
	__int128 index = cents * curve_at(&m->curve, late, 1, FINE);

	b->paid += cents;
	b->paid_since_issue += cents * (paid->date.days - s->issue.days);
	b->paid_since_due += cents * late;
	if (late > 0)
		b->paid_late += cents * late;
	b->index += index;
	if (paid->date.days > w->recent.days) {
		b->recent += cents;
		b->recent_index += index;
	}
}

static void
add_overdue(struct cr_behaviour *b, const struct cr_model *m, int64_t open,
    int32_t late)
{
	__int128 index = (__int128)open * curve_at(&m->curve, late, 1, FINE);

	b->over += open;
	b->over_late += (__int128)open * late;
	b->index += index;
	b->recent += open;
	b->recent_index += index;
}

static void
add_behaviour(struct cr_behaviour *b, const struct cr_model *m,
    const struct cr_rate_window *w, const struct cr_story *s, int64_t open)
{
	struct cr_movement *paid;
	int32_t over = w->day.days - s->due.days;
	bool counts = open > 0 && over > 0, late = counts;
	size_t i, n;

	if (counts)
		add_overdue(b, m, open, over);
	paid = cr_calloc(s->nmoves, sizeof(*paid));
	n = cr_story_paid(s, paid);
	for (i = 0; i < n; i++) {
		if (paid[i].date.days <= w->from.days)
			continue;
		add_paid(b, m, w, s, &paid[i]);
		counts = true;
		late = late || paid[i].date.days > s->due.days;
	}
	free(paid);
	b->items += counts;
	b->late += late;
}

int
cr_behaviour_add(struct cr_behaviour *b, const struct cr_model *m,
    const struct cr_rate_window *w, const struct cr_story *s)
{
	struct cr_money open;

	if (!cr_date_is_set(b->since) || s->issue.days < b->since.days)
		b->since = s->issue;
	if (cr_story_open(s, &open) != CR_OK)
		return CR_ELIMIT;
	if (open.cents < 0) {		/* a credit note, or paid too much */
		if (!cr_money_sub(&b->credit, open))
			return CR_ELIMIT;
		open.cents = 0;
	}
	if (s->amount.cents <= 0)
		return CR_OK;
	if (!cr_money_add(&b->exposure, open) || (s->due.days < w->day.days &&
	    !cr_money_add(&b->overdue, open)))
		return CR_ELIMIT;
	add_behaviour(b, m, w, s, open.cents);
	return CR_OK;
}

void
cr_behaviour_unpaid(struct cr_behaviour *b, const struct cr_rate_window *w,
    struct cr_date date)
{
	if (date.days > w->from.days)
		b->unpaid++;
	if (!cr_date_is_set(b->last_unpaid) ||
	    date.days > b->last_unpaid.days)
		b->last_unpaid = date;
}

void
cr_behaviour_broken(struct cr_behaviour *b, const struct cr_rate_window *w,
    struct cr_date date)
{
	if (date.days > w->from.days)
		b->broken++;
	if (date.days > b->last_broken.days)
		b->last_broken = date;
}

void
cr_behaviour_merge(struct cr_behaviour *sum, const struct cr_behaviour *from)
{
	sum->items += from->items;
	sum->late += from->late;
	sum->paid += from->paid;
	sum->paid_since_issue += from->paid_since_issue;
	sum->paid_since_due += from->paid_since_due;
	sum->paid_late += from->paid_late;
	sum->over += from->over;
	sum->over_late += from->over_late;
	sum->index += from->index;
	sum->recent += from->recent;
	sum->recent_index += from->recent_index;
	sum->unpaid += from->unpaid;
	sum->broken += from->broken;
	if (cr_date_is_set(from->since) && (!cr_date_is_set(sum->since) ||
	    from->since.days < sum->since.days))
		sum->since = from->since;
}

/* SUM / CENTS in millionths; false when there are no cents. */
static bool
mean(__int128 sum, __int128 cents, int64_t *out)
{
	if (cents <= 0)
		return false;
	*out = divide(sum * CR_MICRO, cents);
	return true;
}

bool
cr_rate_adp(const struct cr_behaviour *b, int64_t *days)
{
	return mean(b->paid_since_issue, b->paid, days);
}

bool
cr_rate_delay(const struct cr_behaviour *b, int64_t *days)
{
	return mean(b->paid_since_due, b->paid, days);
}

bool
cr_rate_adl(const struct cr_behaviour *b, int64_t *days)
{
	return mean(b->paid_late, b->paid, days);
}

bool
cr_rate_dbt(const struct cr_behaviour *b, int64_t *days)
{
	return mean(b->paid_late + b->over_late, b->paid + b->over, days);
}

/* The cents that the prior of the portfolio weighs. */
static __int128
prior_cents(const struct cr_model *m, const struct cr_behaviour *all)
{
	if (all == NULL || all->items == 0)
		return 0;
	return divide((all->paid + all->over) * m->index_prior, all->items);
}

bool
cr_rate_index(const struct cr_behaviour *b, const struct cr_model *m,
    const struct cr_behaviour *all, int64_t *points)
{
	__int128 cents = b->paid + b->over, prior = prior_cents(m, all);
	int64_t usual = 0;

	if (cents <= 0)
		return false;
	if (prior > 0)
		usual = divide(all->index, all->paid + all->over);
	*points = divide(b->index + prior * usual,
	    (cents + prior) * (FINE / CR_MICRO));
	return true;
}

bool
cr_rate_late(const struct cr_behaviour *b, const struct cr_model *m,
    const struct cr_behaviour *all, int64_t *rate)
{
	__int128 n = b->items, late = b->late;

	if (n == 0)
		return false;
	if (all != NULL && all->items > 0) {
		late = late * all->items + (__int128)m->late_prior * all->late;
		n = (n + m->late_prior) * all->items;
	}
	return mean(late, n, rate);
}

bool
cr_rate_trend(const struct cr_behaviour *b, const struct cr_model *m,
    const struct cr_behaviour *all, int64_t *points)
{
	__int128 cents = b->paid + b->over, prior = prior_cents(m, all);
	int64_t usual;

	if (cents <= 0 || b->recent <= 0)
		return false;
	usual = divide(b->index, cents);
	*points = divide(b->recent_index + prior * usual -
	    usual * (b->recent + prior),
	    (b->recent + prior) * (FINE / CR_MICRO));
	return true;
}
