/*
 * Measures of scores: vectors by hand, and the bankruptcies of Polish
 * companies, of which others computed the same areas from the same file.
 */
#include "unit.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/altman.h"
#include "cr/mem.h"
#include "cr/validation.h"

static double
auc_of(struct cr_scored *v, size_t n)
{
	cr_scored_sort(v, n);
	return cr_auc(v, n);
}

START_TEST(area)
{
	struct cr_scored right[] = {
		{ .1, false }, { .9, true }, { .4, false }, { .8, true },
	};
	struct cr_scored wrong[] = { { .1, true }, { .9, false } };
	/* of 6 pairs: 3 right, 2 tied, 1 wrong */
	struct cr_scored ties[] = {
		{ .5, true }, { .5, false }, { .7, true }, { .7, false },
		{ .3, false },
	};
	struct cr_scored flat[] = { { 1, true }, { 1, false }, { 1, false } };

	ck_assert_double_eq(auc_of(right, 4), 1);
	ck_assert_double_eq(auc_of(wrong, 2), 0);
	ck_assert_double_eq_tol(auc_of(ties, 5), 4. / 6, 1e-12);
	ck_assert_double_eq(auc_of(flat, 3), .5);
}
END_TEST

/* Events 9 8 7 5 4, others 6 3 2 1 0: from 4 up all of them and 1/5. */
START_TEST(distance)
{
	struct cr_scored v[10];
	double ks;
	int i;

	for (i = 0; i < 10; i++) {
		v[i].score = i;
		v[i].event = strchr("98754", '0' + i) != NULL;
	}
	cr_scored_sort(v, 10);
	ck_assert_double_eq(cr_best_cut(v, 10, &ks), 4);
	ck_assert_double_eq_tol(ks, .8, 1e-12);
	ck_assert_double_eq_tol(cr_auc(v, 10), 23. / 25, 1e-12);
}
END_TEST

/* A thousand that have what was foretold, in steps of a hundredth. */
static size_t
foretold(struct cr_scored *v)
{
	size_t n = 0;
	int i, k;

	for (i = 0; i < 10; i++) {
		for (k = 0; k < 100; k++, n++) {
			v[n].score = .05 + .1 * i;
			v[n].event = k < 5 + 10 * i;
		}
	}
	return n;
}

START_TEST(tables)
{
	static struct cr_scored v[1000];
	static struct cr_measured m;
	size_t i, n = foretold(v);

	ck_assert(cr_measure(v, n, .5, true, &m));
	ck_assert_int_eq(m.n, 1000);
	ck_assert_int_eq(m.events, 500);
	ck_assert_double_eq_tol(m.mean, .5, 1e-9);
	ck_assert_uint_eq(m.nbins, 10);
	for (i = 0; i < 10; i++) {
		ck_assert_int_eq(m.bins[i].n, 100);
		ck_assert_int_eq(m.bins[i].events, 5 + 10 * (int64_t)i);
		ck_assert_double_eq_tol(m.bins[i].mean, .05 + .1 * (double)i,
		    1e-9);
		ck_assert_int_eq(m.spread[i].events + m.spread[i].others, 100);
		ck_assert(m.bins[i].low95 < m.bins[i].mean &&
		    m.bins[i].mean < m.bins[i].high95);
	}
	/* 5 of 100 after Wilson: 0.0215 to 0.1118 */
	ck_assert_double_eq_tol(m.bins[0].low95, .0215, 5e-5);
	ck_assert_double_eq_tol(m.bins[0].high95, .1118, 5e-5);
	ck_assert_int_eq(m.at.hits, 375);
	ck_assert_int_eq(m.at.missed, 125);
	ck_assert_int_eq(m.at.alarms, 125);
	ck_assert_int_eq(m.at.passed, 375);
	ck_assert_double_eq_tol(m.at.balanced, .75, 1e-12);
	ck_assert_double_eq_tol(m.at.precision, .75, 1e-12);
	ck_assert_double_eq_tol(m.ks, .5, 1e-12);
	ck_assert_double_eq_tol(m.brier, .1675, 1e-9);
	ck_assert_double_eq_tol(m.auc, .83, 1e-9);
	ck_assert_uint_eq(m.nroc, 11);
	ck_assert(isinf(m.roc[0].cut) && m.roc[0].fpr == 0);
	ck_assert_double_eq(m.roc[10].tpr, 1);
	ck_assert_double_eq(m.roc[10].fpr, 1);
}
END_TEST

START_TEST(nothing_to_tell)
{
	struct cr_scored v[] = { { 1, true }, { 2, true } };
	static struct cr_measured m;

	ck_assert(!cr_measure(v, 2, 1, false, &m));
	ck_assert(!cr_measure(v, 0, 1, false, &m));
	v[0].event = false;
	ck_assert(cr_measure(v, 2, 2, false, &m));
	ck_assert_uint_eq(m.nroc, 3);
	ck_assert_uint_eq(m.nbins, 2);
}
END_TEST

/* Many cases make no more points than there is room for. */
START_TEST(many)
{
	const size_t n = 100003;
	struct cr_scored *v = cr_calloc(n, sizeof(*v));
	static struct cr_measured m;
	size_t i, sum = 0;

	for (i = 0; i < n; i++) {
		v[i].score = (double)((i * 7919) % n) / (double)n;
		v[i].event = (i * 104729) % 3 == 0;
	}
	ck_assert(cr_measure(v, n, .5, true, &m));
	ck_assert_uint_le(m.nroc, CR_ROC_POINTS);
	ck_assert_uint_ge(m.nroc, 90);
	ck_assert_double_eq(m.roc[m.nroc - 1].tpr, 1);
	for (i = 0; i < m.nbins; i++)
		sum += (size_t)m.bins[i].n;
	ck_assert_uint_eq(sum, n);
	ck_assert_uint_eq(m.nbins, 10);
	free(v);
}
END_TEST

/* ---- Bankruptcies -------------------------------------------------------- */

enum { FIRMS = 8000 };

static FILE *
open_data(const char *name)
{
	const char *shared = getenv("SHARED");
	char path[4096];
	FILE *f;

	snprintf(path, sizeof(path), "%s/data/scoring/%s",
	    shared ? shared : "../shared", name);
	if ((f = fopen(path, "r")) == NULL)
		printf("# skipped: there is no ../shared/data/scoring/%s\n",
		    name);
	return f;
}

/* The next cell of a line, as a ratio; empty: untold. */
static int64_t
ratio(char **at)
{
	char *cell = *at, *comma = strchr(cell, ',');
	double v = strtod(cell, NULL) * (double)CR_RATIO_ONE;

	*at = comma + 1;
	if (comma == cell)
		return CR_UNTOLD;
	return fabs(v) >= (double)CR_RATIO_MAX ?
	    (v < 0 ? -CR_RATIO_MAX : CR_RATIO_MAX) : llround(v);
}

/* AUC of a score, in thousandths; *N firms have all that it needs. */
static long
judge(FILE *f, enum cr_altman which, size_t *n)
{
	static struct cr_scored v[FIRMS];
	int64_t x[CR_RATIOS], z;
	char line[512], *at;
	int i;

	rewind(f);
	ck_assert_ptr_nonnull(fgets(line, sizeof(line), f));
	for (*n = 0; fgets(line, sizeof(line), f) != NULL;) {
		for (at = line, i = 0; i < CR_RATIOS; i++)
			x[i] = ratio(&at);
		if (!cr_altman(which, x, &z))
			continue;
		ck_assert_uint_lt(*n, FIRMS);
		v[*n].score = -(double)z;
		v[(*n)++].event = strchr(at, ',')[1] == '1';
	}
	cr_scored_sort(v, *n);
	return lround(cr_auc(v, *n) * 1000);
}

START_TEST(bankruptcies)
{
	FILE *f = open_data("polish_5year_altman.csv");
	size_t n;

	if (f == NULL)
		return;
	ck_assert_int_eq(judge(f, CR_ALTMAN_ANY, &n), 766);
	ck_assert_uint_eq(n, 5891);
	ck_assert_int_eq(judge(f, CR_ALTMAN_MAKER, &n), 708);
	fclose(f);
	if ((f = open_data("polish_1year_altman.csv")) == NULL)
		return;
	ck_assert_int_eq(judge(f, CR_ALTMAN_ANY, &n), 689);
	ck_assert_int_eq(judge(f, CR_ALTMAN_MAKER, &n), 633);
	fclose(f);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = {
		area, distance, tables, nothing_to_tell, many,
		bankruptcies, NULL
	};

	return unit_run("validation", tests);
}
