#ifndef CR_LOGIT_H
#define CR_LOGIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Logistic regression: the probability of an event from K features of a
 * case is 1 / (1 + exp(-eta)), eta = intercept + sum of coef * z, where
 * z = (x - mean) / scale. Double precision, on features that are kept in
 * single precision, since there may be a million cases. Not for money.
 */
enum { CR_LOGIT_MAX = 15 };	/* features */

struct cr_logit {
	size_t k;
	double intercept;
	double coef[CR_LOGIT_MAX];	/* of the features standardised */
	double mean[CR_LOGIT_MAX];
	double scale[CR_LOGIT_MAX];	/* standard deviation; 0: constant */
};

/* N rows of K features one after the other, and what happened to each. */
struct cr_logit_cases {
	const float *x;
	const uint8_t *event;	/* 0 or 1 */
	size_t n, k;
};

/*
 * Find the coefficients that make the likelihood of the cases, less RIDGE / 2
 * times the sum of their squares, the greatest: each of them is drawn to
 * nothing as by 1 / RIDGE of a unit of prior variance, the intercept is not.
 * Newton's method, which begins on a part of many cases and so goes over all
 * of them two or three times. A feature that is the same in all cases gets
 * coefficient 0.
 *
 * RIDGE must not be 0 where features may separate events from others. False:
 * there are not both events and others, or it did not settle.
 */
bool cr_logit_fit(const struct cr_logit_cases *cases, double ridge,
    struct cr_logit *out);

/* What feature I with the value X adds to eta. */
double cr_logit_part(const struct cr_logit *m, size_t i, double x);
/* Eta of a case. */
double cr_logit_eta(const struct cr_logit *m, const float *x);
/* The probability that goes with eta. */
double cr_logit_p(double eta);

/*
 * Solve A X = B for a symmetric positive definite A of N rows, STRIDE
 * numbers apart (the lower half is read and destroyed), by Cholesky. B
 * becomes X. False: A is not positive definite.
 */
bool cr_cholesky(double *a, size_t n, size_t stride, double *b);

#endif
