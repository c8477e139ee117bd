#include "late.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/late.h"
#include "cr/mem.h"

enum {
	SAMPLE = 50000,		/* cases that calibration looks at */
	PARTS = 5,		/* of them, in time */
};

/* Share of the log-likelihood that calibration must save to be used. */
#define WORTH 0.005

/* The cases, row by row. */
struct matrix {
	float *x;
	uint8_t *event;
	int32_t *day;
	size_t n, cap, k;
};

static void
reserve(struct matrix *m, size_t cap)
{
	m->cap = cap;
	m->x = cr_reallocarray(m->x, cap * m->k, sizeof(*m->x));
	m->event = cr_reallocarray(m->event, cap, sizeof(*m->event));
	m->day = cr_reallocarray(m->day, cap, sizeof(*m->day));
}

static void
release(struct matrix *m)
{
	free(m->x);
	free(m->event);
	free(m->day);
}

static void
put(struct matrix *m, const float *x, bool event, int32_t day)
{
	if (m->n == m->cap)
		reserve(m, m->cap + m->cap / 2 + 1024);
	memcpy(m->x + m->n * m->k, x, m->k * sizeof(*x));
	m->event[m->n] = event;
	m->day[m->n++] = day;
}

static void
keep(void *ctx, const struct cr_late_case *c)
{
	put(ctx, c->x, c->event, c->day);
}

static struct cr_logit_cases
rows(const struct matrix *m, size_t first, size_t n)
{
	return (struct cr_logit_cases){ .x = m->x + first * m->k,
		.event = m->event + first, .n = n, .k = m->k };
}

/* ---- Calibration --------------------------------------------------------- */

struct dated {
	int32_t day;
	size_t row;
};

static int
by_day(const void *a, const void *b)
{
	const struct dated *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return (x->row > y->row) - (x->row < y->row);
}

/* Some of the cases, spread over all, in the order of their days. */
static void
sample(const struct matrix *all, struct matrix *to)
{
	size_t step = all->n / SAMPLE + 1, n = 0, i;
	struct dated *d = cr_calloc(all->n / step + 1, sizeof(*d));

	for (i = 0; i < all->n; i += step)
		d[n++] = (struct dated){ all->day[i], i };
	qsort(d, n, sizeof(*d), by_day);
	*to = (struct matrix){ .k = all->k };
	for (i = 0; i < n; i++)
		put(to, all->x + d[i].row * all->k, all->event[d[i].row],
		    d[i].day);
	free(d);
}

/* A line from what is foretold to what comes, on the scale of eta. */
struct line {
	double slope, shift;
};

static double
loss(const float *eta, const uint8_t *event, size_t n, struct line line)
{
	double sum = 0, e;
	size_t i;

	for (i = 0; i < n; i++) {
		e = line.shift + line.slope * (double)eta[i];
		sum += log1p(exp(event[i] ? -e : e));
	}
	return sum;
}

/* Platt's scaling. */
static bool
scale(const float *eta, const uint8_t *event, size_t n, struct line *line)
{
	const struct cr_logit_cases c = { eta, event, n, 1 };
	struct cr_logit platt;

	if (!cr_logit_fit(&c, 1e-3, &platt) || platt.scale[0] <= 0 ||
	    platt.coef[0] <= 0)
		return false;
	line->slope = platt.coef[0] / platt.scale[0];
	line->shift = platt.intercept - line->slope * platt.mean[0];
	return true;
}

/* Foretell each part of the cases from those before it. */
static bool
foretell(const struct matrix *m, double ridge, size_t part, float *eta)
{
	struct cr_logit_cases c;
	struct cr_logit before;
	size_t i, k;

	for (k = 1; k < PARTS; k++) {
		c = rows(m, 0, k * part);
		if (!cr_logit_fit(&c, ridge, &before))
			return false;
		for (i = k * part; i < (k + 1) * part; i++)
			eta[i] = (float)cr_logit_eta(&before,
			    m->x + i * m->k);
	}
	return true;
}

/*
 * Foretell part by part, and look whether a line through the parts before
 * would have foretold the next one better. Only where it did, the line
 * through all of them is taken: what comes of it otherwise is noise.
 */
static void
calibrate(const struct matrix *m, double ridge, struct cr_stage *stage)
{
	static const struct line none = { 1, 0 };
	size_t part = m->n / PARTS, k;
	float *eta = cr_calloc(m->n, sizeof(*eta));
	double before = 0, after = 0;
	struct line line;
	bool ok = foretell(m, ridge, part, eta);

	for (k = 2; ok && k < PARTS; k++) {
		ok = scale(eta + part, m->event + part, (k - 1) * part, &line);
		before += loss(eta + k * part, m->event + k * part, part, none);
		after += ok ? loss(eta + k * part, m->event + k * part, part,
		    line) : 0;
	}
	if (ok && after < before * (1 - WORTH) && scale(eta + part,
	    m->event + part, (PARTS - 1) * part, &line)) {
		stage->slope = line.slope;
		stage->shift = line.shift;
	}
	free(eta);
}

/* ---- What it means that it is open still --------------------------------- */

static void
find_elapsed(const struct cr_late_past *past, int32_t end, struct cr_stage *s)
{
	const struct cr_late_item *v;
	int64_t count[CR_ELAPSED] = { 0 }, n = 0;
	size_t i;
	int k;

	for (v = past->v; v < past->v + past->n; v++) {
		if (v->due >= end || v->known >= end || cr_late_was(v))
			continue;
		n++;
		for (k = 0; k < CR_ELAPSED; k++)
			count[k] += v->paid >= v->due - cr_elapsed_days[k];
	}
	for (i = 0; i < CR_ELAPSED; i++)
		s->elapsed[i] = n > 0 ? (double)count[i] / (double)n : 1;
}

/* ---- All of it ----------------------------------------------------------- */

/* CR_ENO where there is too little to learn from. */
static int
enough(struct cr *cr, enum cr_regressor_kind kind, const struct matrix *m)
{
	size_t i, events = 0, least;

	for (i = 0; i < m->n; i++)
		events += m->event[i];
	least = kind == CR_REGRESSOR_LATE ? CR_LATE_MIN : CR_DEFAULT_MIN;
	if (events >= least && m->n - events >= least)
		return CR_OK;
	if (kind == CR_REGRESSOR_LATE)
		return cr_fail(cr, CR_ENO, "too little history: of %zu items "
		    "whose outcome is known %zu were late; it takes %zu late "
		    "and %zu in time", m->n, events, least, least);
	return cr_fail(cr, CR_ENO, "too little history: of %zu times that a "
	    "debtor was looked at %zu came before a default; it takes %zu "
	    "that did and %zu that did not", m->n, events, least, least);
}

static int
learn_stage(struct cr_late_task *t, struct cr_late_ask *ask,
    struct cr_stage *s, struct matrix *m)
{
	struct matrix some;
	struct cr_logit_cases c;
	size_t i;
	int err;

	m->n = 0;
	cr_late_cases(ask, keep, m);
	if ((err = enough(t->cr, ask->kind, m)) != CR_OK)
		return err;
	s->cases = (int64_t)m->n;
	for (i = 0; i < m->n; i++)
		s->events += m->event[i];
	s->slope = 1;
	/* for probabilities that are right, where balanced accuracy is best */
	s->cut = (double)s->events / (double)s->cases;
	c = rows(m, 0, m->n);
	if (!cr_logit_fit(&c, t->learn->ridge, &s->logit))
		return cr_fail(t->cr, CR_ENO, "the regression did not settle");
	sample(m, &some);
	calibrate(&some, t->learn->ridge, s);
	release(&some);
	find_elapsed(t->past, ask->end, s);
	return CR_OK;
}

static int32_t
first_day(const struct matrix *m)
{
	int32_t first = INT32_MAX;
	size_t i;

	for (i = 0; i < m->n; i++)
		first = m->day[i] < first ? m->day[i] : first;
	return first;
}

int
cr_late_learn(struct cr_late_task *t, enum cr_regressor_kind kind,
    int32_t end, struct cr_regressor *r)
{
	const enum cr_feature *f;
	struct matrix m = { .k = cr_regressor_features(kind, &f) };
	struct cr_late_ask ask = { .kind = kind, .past = t->past,
		.learn = t->learn, .curve = t->curve, .from = INT32_MIN + 1,
		.to = end - 1, .end = end };
	bool stages = kind == CR_REGRESSOR_LATE && t->past->disputes;
	int err = CR_OK;

	*r = (struct cr_regressor){ .kind = kind };
	if (kind == CR_REGRESSOR_LATE)
		reserve(&m, t->past->n);
	for (; err == CR_OK && r->nstages < (stages ? 2u : 1u);
	    r->nstages++) {
		ask.stage = &r->stage[r->nstages];
		cr_late_effects(t->past, t->curve, end, r->nstages > 0,
		    &r->stage[r->nstages]);
		err = learn_stage(t, &ask, &r->stage[r->nstages], &m);
	}
	r->from.days = first_day(&m);
	r->day.days = end - 1;
	release(&m);
	return err;
}
