#include "late.h"

#include <stdlib.h>

#include "cr/mem.h"

/* From a day on there is more in arrears, or (negative) less. */
struct edge {
	int32_t day;
	double amount;
};

static int
by_day(const void *a, const void *b)
{
	const struct edge *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return (x->amount < y->amount) - (x->amount > y->amount);
}

static void
add_spell(struct cr_late_spells *s, int32_t from, int32_t until)
{
	cr_grow(&s->v, s->n, &s->cap, sizeof(*s->v));
	s->v[s->n++] = (struct cr_late_spell){ from, until };
}

/* The days on which the arrears together are LEAST or more. */
static void
add_arrears(struct cr_late_spells *s, struct edge *e, size_t n, double least)
{
	double sum = 0;
	int32_t from = CR_LATE_NEVER;
	size_t i;

	if (n > 1)
		qsort(e, n, sizeof(*e), by_day);
	for (i = 0; i < n; i++) {
		sum += e[i].amount;
		if (i + 1 < n && e[i + 1].day == e[i].day)
			continue;
		if (sum >= least && from == CR_LATE_NEVER) {
			from = e[i].day;
		} else if (sum < least && from != CR_LATE_NEVER) {
			add_spell(s, from, e[i].day);
			from = CR_LATE_NEVER;
		}
	}
	if (from != CR_LATE_NEVER)
		add_spell(s, from, CR_LATE_NEVER);
}

static void
add_insolvency(struct cr_late_spells *s, const struct cr_late_past *past,
    int32_t debtor)
{
	size_t low = 0, high = past->ninsolvent, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (past->insolvent[mid].id < debtor)
			low = mid + 1;
		else
			high = mid;
	}
	if (low < past->ninsolvent && past->insolvent[low].id == debtor)
		add_spell(s, past->insolvent[low].day, CR_LATE_NEVER);
}

void
cr_late_spells(const struct cr_late_past *past, size_t first,
    const struct cr_learn *learn, struct cr_late_spells *s)
{
	size_t i, n = 0, end = cr_late_end(past, first);
	/* less a hundredth of a cent, for what single precision does */
	double least = (double)learn->amount.cents / 100 - 1e-4;
	const struct cr_late_item *v;
	struct edge *edge;

	s->n = 0;
	edge = cr_calloc(2 * (end - first), sizeof(*edge));
	for (i = first; i < end; i++) {
		v = &past->v[i];
		if (v->lost && (double)v->amount >= least)
			add_spell(s, v->paid, v->paid + 1);
		if (v->arrears <= 0)
			continue;
		edge[n++] = (struct edge){ v->due + learn->days + 1,
			(double)v->arrears };
		if (v->paid != CR_LATE_NEVER)
			edge[n++] = (struct edge){ v->paid,
				-(double)v->arrears };
	}
	add_arrears(s, edge, n, least);
	add_insolvency(s, past, past->v[first].debtor);
	free(edge);
}

bool
cr_late_in_default(const struct cr_late_spells *s, int32_t day)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		if (s->v[i].from <= day && day < s->v[i].until)
			return true;
	return false;
}

bool
cr_late_defaults(const struct cr_late_spells *s, int32_t day, int32_t until)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		if (s->v[i].from > day && s->v[i].from <= until)
			return true;
	return false;
}
