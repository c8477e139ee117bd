#include "cr/logit.h"

#include <math.h>
#include <string.h>

enum {
	SIDE = CR_LOGIT_MAX + 1,	/* features and, first, the intercept */
	LANE = 4,			/* that a processor adds at once */
	STEPS = 50,
	SAMPLE = 20000,			/* cases to begin with, of many */
};

#define SETTLED 1e-9		/* a step that moves nothing more */

/* The sums of a pass over cases, and what they were taken at. */
struct pass {
	double beta[SIDE];
	double loss;		/* less is likelier */
	double gradient[SIDE];
	double hessian[SIDE][SIDE];	/* lower half */
};

bool
cr_cholesky(double *a, size_t n, size_t stride, double *b)
{
	size_t i, j, k;
	double sum;

	for (j = 0; j < n; j++) {
		for (i = j; i < n; i++) {
			sum = a[i * stride + j];
			for (k = 0; k < j; k++)
				sum -= a[i * stride + k] * a[j * stride + k];
			if (i > j)
				a[i * stride + j] = sum / a[j * stride + j];
			else if (sum > 0)
				a[j * stride + j] = sqrt(sum);
			else
				return false;
		}
	}
	for (i = 0; i < n; i++) {
		for (k = 0; k < i; k++)
			b[i] -= a[i * stride + k] * b[k];
		b[i] /= a[i * stride + i];
	}
	for (i = n; i-- > 0;) {
		for (k = i + 1; k < n; k++)
			b[i] -= a[k * stride + i] * b[k];
		b[i] /= a[i * stride + i];
	}
	return true;
}

double
cr_logit_p(double eta)
{
	return eta >= 0 ? 1 / (1 + exp(-eta)) : exp(eta) / (1 + exp(eta));
}

double
cr_logit_part(const struct cr_logit *m, size_t i, double x)
{
	return m->scale[i] > 0 ?
	    m->coef[i] * (x - m->mean[i]) / m->scale[i] : 0;
}

double
cr_logit_eta(const struct cr_logit *m, const float *x)
{
	double eta = m->intercept;
	size_t i;

	for (i = 0; i < m->k; i++)
		eta += cr_logit_part(m, i, (double)x[i]);
	return eta;
}

/* Means and standard deviations, from differences to the first case. */
static void
standardise(const struct cr_logit_cases *c, struct cr_logit *m)
{
	double sum[CR_LOGIT_MAX] = { 0 }, square[CR_LOGIT_MAX] = { 0 }, d;
	double n = (double)c->n, var;
	size_t i, j;

	for (i = 0; i < c->n; i++) {
		for (j = 0; j < c->k; j++) {
			d = (double)c->x[i * c->k + j] - (double)c->x[j];
			sum[j] += d;
			square[j] += d * d;
		}
	}
	for (j = 0; j < c->k; j++) {
		var = square[j] / n - sum[j] / n * (sum[j] / n);
		m->mean[j] = (double)c->x[j] + sum[j] / n;
		m->scale[j] = var > 1e-12 * square[j] / n ? sqrt(var) : 0;
	}
}

/* Case I standardised, behind the 1 of the intercept; zeros to the end. */
static void
row_of(const struct cr_logit_cases *c, const struct cr_logit *m,
    const double *by, size_t i, double z[SIDE])
{
	const float *x = c->x + i * c->k;
	size_t j;

	z[0] = 1;
	for (j = 0; j < c->k; j++)
		z[j + 1] = ((double)x[j] - m->mean[j]) * by[j];
}

static inline void
add(double to[LANE], const double z[LANE], double w)
{
	int i;

	for (i = 0; i < LANE; i++)
		to[i] += w * z[i];
}

/*
 * Log-likelihood with its first and second derivatives at P->beta, over
 * every STEP-th case.
 */
static void
sums(const struct cr_logit_cases *c, const struct cr_logit *m, size_t step,
    struct pass *p)
{
	double z[SIDE] = { 0 }, by[CR_LOGIT_MAX], eta, e, prob, rest, w;
	size_t i, j, l;

	for (j = 0; j < c->k; j++)
		by[j] = m->scale[j] > 0 ? 1 / m->scale[j] : 0;
	p->loss = 0;
	memset(p->gradient, 0, sizeof(p->gradient));
	memset(p->hessian, 0, sizeof(p->hessian));
	for (i = 0; i < c->n; i += step) {
		row_of(c, m, by, i, z);
		for (eta = 0, j = 0; j <= c->k; j++)
			eta += p->beta[j] * z[j];
		e = exp(-fabs(eta));
		prob = (eta >= 0 ? 1 : e) / (1 + e);
		rest = c->event[i] - prob;
		p->loss += log1p(e) + (eta > 0 ? eta : 0) -
		    (c->event[i] ? eta : 0);
		for (j = 0; j <= c->k; j++) {
			w = prob * (1 - prob) * z[j];
			p->gradient[j] += rest * z[j];
			for (l = 0; l <= j; l += LANE)
				add(p->hessian[j] + l, z + l, w);
		}
	}
}

/*
 * The sums with the penalty. What is constant is kept at 0 by a diagonal of
 * 1. RIDGE is that of all cases, so a part of them has its share.
 */
static void
evaluate(const struct cr_logit_cases *c, const struct cr_logit *m, size_t step,
    double ridge, struct pass *p)
{
	size_t j;

	sums(c, m, step, p);
	ridge /= (double)step;
	for (j = 1; j <= c->k; j++) {
		p->loss += ridge / 2 * p->beta[j] * p->beta[j];
		p->gradient[j] -= ridge * p->beta[j];
		p->hessian[j][j] += m->scale[j - 1] > 0 ? ridge : 1;
	}
}

/* Newton's step to P->beta; the largest move in it, negative: there is none. */
static double
newton(struct pass *p, size_t k, double step[SIDE])
{
	double most = 0;
	size_t j;

	memcpy(step, p->gradient, SIDE * sizeof(*step));
	if (!cr_cholesky(&p->hessian[0][0], k + 1, SIDE, step))
		return -1;
	for (j = 0; j <= k; j++)
		most = fabs(step[j]) > most ? fabs(step[j]) : most;
	return most;
}

/*
 * Go from P->beta to where nothing moves, or to where the moves are less
 * than ENOUGH; a step that makes it worse is halved.
 */
static bool
settle(const struct cr_logit_cases *c, const struct cr_logit *m, size_t stride,
    double ridge, double enough, struct pass *p)
{
	double step[SIDE], from[SIDE], moved, loss;
	size_t j, n;

	evaluate(c, m, stride, ridge, p);
	for (n = 0; n < STEPS; n++) {
		loss = p->loss;
		memcpy(from, p->beta, sizeof(from));
		if ((moved = newton(p, c->k, step)) < 0)
			return false;
		for (j = 0; j <= c->k; j++)
			p->beta[j] = from[j] + step[j];
		/* errors of the last step are squares of this one */
		if (moved < enough)
			return true;
		evaluate(c, m, stride, ridge, p);
		for (; p->loss > loss * (1 + 1e-12) && moved > SETTLED;
		    moved /= 2) {
			for (j = 0; j <= c->k; j++)
				p->beta[j] = (from[j] + p->beta[j]) / 2;
			evaluate(c, m, stride, ridge, p);
		}
	}
	return false;
}

bool
cr_logit_fit(const struct cr_logit_cases *c, double ridge,
    struct cr_logit *out)
{
	struct pass p = { .beta = { 0 } };
	size_t i, events = 0, stride = c->n / SAMPLE;

	*out = (struct cr_logit){ .k = c->k };
	for (i = 0; i < c->n; i++)
		events += c->event[i];
	if (events == 0 || events == c->n)
		return false;
	standardise(c, out);
	p.beta[0] = log((double)events / (double)(c->n - events));
	/* where a part does not settle, all of them may */
	if (stride > 1 && !settle(c, out, stride, ridge, 1e-3, &p))
		memset(p.beta, 0, sizeof(p.beta));
	if (!settle(c, out, 1, ridge, 1e-4, &p))
		return false;
	out->intercept = p.beta[0];
	memcpy(out->coef, p.beta + 1, c->k * sizeof(*out->coef));
	return true;
}
