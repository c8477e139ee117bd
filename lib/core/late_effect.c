#include "late.h"

#include <stdio.h>
#include <string.h>

#include "cr/rate.h"

/*
 * What moves the days of an item, measured within debtors: the same debtor
 * pays an electronic invoice, or one not disputed, so many days sooner.
 * Between debtors it would say no more than who they are.
 */

enum {
	DAYS_LEAST = -60, DAYS_MOST = 120,	/* of one item */
	TAIL = 10,
	METHODS = 4,			/* that have an effect of their own */
	TRAITS = METHODS + 3,
};

#define SHRINK 1.0	/* ridge of the effects, which keeps them finite */

double
cr_late_days(const struct cr_late_item *i)
{
	int32_t days = i->paid - i->due;

	return days < DAYS_LEAST ? DAYS_LEAST : days > DAYS_MOST ?
	    DAYS_MOST : days;
}

bool
cr_late_was(const struct cr_late_item *i)
{
	return i->lost || i->paid > i->due;
}

void
cr_late_curve(const struct cr_model *m, double curve[2 * CR_LATE_CURVE + 1])
{
	int32_t d;

	for (d = -CR_LATE_CURVE; d <= CR_LATE_CURVE; d++)
		curve[d + CR_LATE_CURVE] =
		    (double)cr_rate_curve(m, d) / CR_MICRO;
}

/* ---- Asking -------------------------------------------------------------- */

void
cr_late_shift(struct cr_late_shift *s, const struct cr_stage *stage,
    const struct cr_late_past *past)
{
	const struct cr_effect *e;
	size_t i;

	*s = (struct cr_late_shift){ .weekend = 0 };
	for (e = stage->effects; e < stage->effects + stage->neffects; e++) {
		if (strcmp(e->name, "weekend") == 0)
			s->weekend = e->days;
		else if (strcmp(e->name, "august") == 0)
			s->august = e->days;
		else if (strcmp(e->name, "dispute") == 0)
			s->dispute = e->days;
		for (i = 0; i < past->nmethods; i++)
			if (strncmp(e->name, "method:", 7) == 0 &&
			    strcmp(e->name + 7, past->method[i]) == 0)
				s->method[i + 1] = e->days;
	}
}

double
cr_late_shifted(const struct cr_late_shift *s, const struct cr_late_item *i)
{
	double days = s->method[i->method];

	if (i->weekend)
		days += s->weekend;
	if (i->august)
		days += s->august;
	return i->disputed ? days + s->dispute : days;
}

/* ---- Learning ------------------------------------------------------------ */

/* The regression of days on traits, within debtors. */
struct within {
	uint8_t trait_of[CR_LATE_METHODS + 1];	/* 1 from the first method */
	size_t traits, weekend, august, dispute;	/* SIZE_MAX: none */
	int32_t end;
	double xx[TRAITS][TRAITS], xy[TRAITS];
};

/* Was it settled, and is that known before END? */
static bool
told(const struct cr_late_item *i, int32_t end)
{
	return i->due < end && i->known < end;
}

/*
 * Methods that have an effect: those most used but for the one that is used
 * most, against which they are measured.
 */
static void
choose_methods(const struct cr_late_past *p, struct within *w,
    struct cr_stage *stage)
{
	size_t count[CR_LATE_METHODS + 1] = { 0 }, i, k, best, rank;

	for (i = 0; i < p->n; i++)
		if (told(&p->v[i], w->end))
			count[p->v[i].method]++;
	for (rank = 0; rank <= METHODS; rank++) {
		for (best = k = 0; k <= p->nmethods; k++)
			if (count[k] > count[best])
				best = k;
		if (count[best] == 0)
			break;
		count[best] = 0;
		if (rank == 0 || best == 0)
			continue;
		w->trait_of[best] = (uint8_t)++w->traits;
		snprintf(stage->effects[stage->neffects++].name,
		    CR_EFFECT_SIZE, "method:%.*s", CR_EFFECT_SIZE - 8,
		    p->method[best - 1]);
	}
}

static size_t
add_effect(struct within *w, struct cr_stage *stage, const char *name)
{
	strncpy(stage->effects[stage->neffects++].name, name,
	    CR_EFFECT_SIZE - 1);
	return w->traits++;
}

static void
traits_of(const struct within *w, const struct cr_late_item *i,
    double x[TRAITS])
{
	memset(x, 0, TRAITS * sizeof(*x));
	if (w->trait_of[i->method] > 0)
		x[w->trait_of[i->method] - 1] = 1;
	x[w->weekend] = i->weekend;
	x[w->august] = i->august;
	if (w->dispute < TRAITS)
		x[w->dispute] = i->disputed;
}

/* The differences of a debtor's items to their means. */
static void
add_debtor(struct within *w, const struct cr_late_item *v, size_t n)
{
	double x[TRAITS], mean[TRAITS] = { 0 }, y, days = 0, told_n = 0;
	size_t i, j, k;

	for (i = 0; i < n; i++) {
		if (!told(&v[i], w->end))
			continue;
		traits_of(w, &v[i], x);
		for (j = 0; j < w->traits; j++)
			mean[j] += x[j];
		days += cr_late_days(&v[i]);
		told_n++;
	}
	for (i = 0; told_n > 1 && i < n; i++) {
		if (!told(&v[i], w->end))
			continue;
		traits_of(w, &v[i], x);
		y = cr_late_days(&v[i]) - days / told_n;
		for (j = 0; j < w->traits; j++)
			x[j] -= mean[j] / told_n;
		for (j = 0; j < w->traits; j++) {
			for (k = 0; k <= j; k++)
				w->xx[j][k] += x[j] * x[k];
			w->xy[j] += x[j] * y;
		}
	}
}

static void
find_effects(const struct cr_late_past *p, bool disputes, int32_t end,
    struct cr_stage *stage)
{
	struct within w = { .end = end, .dispute = SIZE_MAX };
	size_t i, j, next;

	stage->neffects = 0;
	choose_methods(p, &w, stage);
	w.weekend = add_effect(&w, stage, "weekend");
	w.august = add_effect(&w, stage, "august");
	if (disputes)
		w.dispute = add_effect(&w, stage, "dispute");
	for (i = 0; i < p->n; i = next) {
		next = cr_late_end(p, i);
		add_debtor(&w, p->v + i, next - i);
	}
	for (j = 0; j < w.traits; j++)
		w.xx[j][j] += SHRINK;
	if (!cr_cholesky(&w.xx[0][0], w.traits, TRAITS, w.xy))
		memset(w.xy, 0, sizeof(w.xy));
	for (j = 0; j < w.traits; j++)
		stage->effects[j].days = w.xy[j];
}

/* Sums over all items that are told, and within debtors. */
struct sums {
	double due, late, tail;	/* also of what is not paid yet */
	double n, days, amount, index;
	double square, free;	/* of differences to a debtor's mean */
};

static void
sum_debtor(const struct cr_late_item *v, size_t n, int32_t end,
    const struct cr_late_shift *shift, const double *curve, struct sums *s)
{
	double days = 0, square = 0, d, count = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		if (v[i].due >= end)
			continue;
		s->due++;
		s->late += cr_late_was(&v[i]);
		s->tail += (told(&v[i], end) ? v[i].paid : end) - v[i].due >
		    TAIL;
		if (!told(&v[i], end))
			continue;
		d = cr_late_days(&v[i]);
		s->amount += (double)v[i].amount;
		s->index += (double)v[i].amount *
		    curve[(int)d + CR_LATE_CURVE];
		d -= cr_late_shifted(shift, &v[i]);
		days += d;
		square += d * d;
		count++;
	}
	s->n += count;
	s->days += days;
	if (count > 1) {
		s->square += square - days * days / count;
		s->free += count;
	}
}

void
cr_late_effects(const struct cr_late_past *past, const double *curve,
    int32_t end, bool disputes, struct cr_stage *stage)
{
	struct cr_priors *p = &stage->priors;
	struct cr_late_shift shift;
	struct sums s = { 0 };
	size_t i, next;

	find_effects(past, disputes, end, stage);
	cr_late_shift(&shift, stage, past);
	for (i = 0; i < past->n; i = next) {
		next = cr_late_end(past, i);
		sum_debtor(past->v + i, next - i, end, &shift, curve, &s);
	}
	*p = (struct cr_priors){ .variance = 1, .amount = 1 };
	if (s.n == 0)
		return;
	p->usual = s.days / s.n;
	p->late = s.late / s.due;
	p->tail = s.tail / s.due;
	p->amount = s.amount / s.n;
	p->index = s.amount > 0 ? s.index / s.amount : 0;
	if (s.free > 0 && s.square > s.free)
		p->variance = s.square / s.free;
}
