/*
 * The regression against coefficients that scikit-learn 1.2.1 and a Newton
 * iteration in numpy found from the same cases.
 */
#include "unit.h"

#include <math.h>
#include <stdlib.h>

#include "cr/logit.h"
#include "cr/mem.h"

enum { CASES = 24 };

static float x[CASES][3];
static uint8_t event[CASES];
static const struct cr_logit_cases cases = { x[0], event, CASES, 3 };

static void
make_cases(void)
{
	int i;

	for (i = 0; i < CASES; i++) {
		x[i][0] = (float)(i % 7 - 3) + .25f * (float)(i % 3);
		x[i][1] = (float)((i * 5) % 11);
		x[i][2] = i % 4 == 0;
		event[i] = (i * i + 3 * i) % 7 + i % 7 > 5;
	}
}

START_TEST(solver)
{
	/* 4 2 0; 2 5 2; 0 2 6: X is 1 -1 2 */
	double a[9] = { 4, 0, 0, 2, 5, 0, 0, 2, 6 }, b[] = { 2, 1, 10 };
	double bad[4] = { 1, 0, 2, 1 }, c[] = { 1, 1 };

	ck_assert(cr_cholesky(a, 3, 3, b));
	ck_assert_double_eq_tol(b[0], 1, 1e-12);
	ck_assert_double_eq_tol(b[1], -1, 1e-12);
	ck_assert_double_eq_tol(b[2], 2, 1e-12);
	ck_assert(!cr_cholesky(bad, 2, 2, c));
}
END_TEST

static void
same(double ridge, double intercept, double b0, double b1, double b2)
{
	struct cr_logit m;

	ck_assert(cr_logit_fit(&cases, ridge, &m));
	ck_assert_double_eq_tol(m.intercept, intercept, 2e-7);
	ck_assert_double_eq_tol(m.coef[0], b0, 2e-7);
	ck_assert_double_eq_tol(m.coef[1], b1, 2e-7);
	ck_assert_double_eq_tol(m.coef[2], b2, 2e-7);
	ck_assert_double_eq_tol(m.mean[1], 4.79166667, 1e-8);
	ck_assert_double_eq_tol(m.scale[0], 2.0258743, 1e-7);
}

START_TEST(vectors)
{
	same(0, -1.79306045, 4.14533099, 1.1173703, -1.19455962);
	same(1, -.81630349, 1.66283923, .36726311, -.27520498);
	same(10, -.55213804, .54553352, .14441212, -.04849843);
}
END_TEST

/* A feature alone: the coefficients of Platt's scaling by hand. */
START_TEST(by_hand)
{
	/* 1 of 4 at 0 and 3 of 4 at 1: eta is -ln 3 and +ln 3 */
	static const float one[] = { 0, 0, 0, 0, 1, 1, 1, 1 };
	static const uint8_t y[] = { 1, 0, 0, 0, 1, 1, 1, 0 };
	const struct cr_logit_cases c = { one, y, 8, 1 };
	float v = 1;
	struct cr_logit m;

	ck_assert(cr_logit_fit(&c, 0, &m));
	ck_assert_double_eq_tol(cr_logit_eta(&m, &v), log(3), 1e-9);
	ck_assert_double_eq_tol(cr_logit_p(cr_logit_eta(&m, &v)), .75, 1e-9);
	v = 0;
	ck_assert_double_eq_tol(cr_logit_p(cr_logit_eta(&m, &v)), .25, 1e-9);
	ck_assert_double_eq_tol(cr_logit_part(&m, 0, 0), -log(3), 1e-9);
}
END_TEST

START_TEST(what_it_cannot)
{
	static const float apart[] = { -2, -1, 1, 2 };
	static const float flat[] = { 3, 3, 3, 3 };
	static const uint8_t y[] = { 0, 0, 1, 1 }, none[] = { 0, 0, 0, 0 };
	struct cr_logit_cases c = { apart, y, 4, 1 };
	struct cr_logit m;

	/* separated: no end without a penalty, an end with one */
	ck_assert(!cr_logit_fit(&c, 0, &m));
	ck_assert(cr_logit_fit(&c, 1, &m));
	ck_assert_double_gt(m.coef[0], 0);
	c.event = none;
	ck_assert(!cr_logit_fit(&c, 1, &m));
	c.event = y;
	c.x = flat;
	ck_assert(cr_logit_fit(&c, 0, &m));
	ck_assert_double_eq(m.coef[0], 0);
	ck_assert_double_eq_tol(m.intercept, 0, 1e-12);
	ck_assert(isfinite(cr_logit_p(-800)) && isfinite(cr_logit_p(800)));
}
END_TEST

/* Many cases find what made them, though they are begun with a part. */
START_TEST(many)
{
	enum { N = 200000 };
	float *v = cr_calloc(2 * N, sizeof(*v));
	uint8_t *y = cr_calloc(N, 1);
	const struct cr_logit_cases c = { v, y, N, 2 };
	struct cr_logit m;
	uint32_t r = 1;
	double p;
	size_t i;

	for (i = 0; i < N; i++) {
		r = r * 1664525 + 1013904223;
		v[2 * i] = (float)(r >> 8) / (float)(1 << 24);
		r = r * 1664525 + 1013904223;
		v[2 * i + 1] = 100 + (float)(r >> 28);
		p = cr_logit_p(-1 + 2 * (double)v[2 * i] -
		    .1 * ((double)v[2 * i + 1] - 100));
		r = r * 1664525 + 1013904223;
		y[i] = (r >> 8) / (double)(1 << 24) < p;
	}
	ck_assert(cr_logit_fit(&c, 1, &m));
	ck_assert_double_eq_tol(m.coef[0] / m.scale[0], 2, .05);
	ck_assert_double_eq_tol(m.coef[1] / m.scale[1], -.1, .005);
	free(v);
	free(y);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = {
		solver, vectors, by_hand, what_it_cannot, many, NULL
	};

	make_cases();
	return unit_run("logit", tests);
}
