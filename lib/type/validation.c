#include "cr/validation.h"

#include <math.h>
#include <stdlib.h>

static int
highest_first(const void *a, const void *b)
{
	const struct cr_scored *x = a, *y = b;

	return (x->score < y->score) - (x->score > y->score);
}

void
cr_scored_sort(struct cr_scored *cases, size_t n)
{
	if (n > 1)
		qsort(cases, n, sizeof(*cases), highest_first);
}

/* Walking down the scores: those seen so far, of each kind. */
struct walk {
	const struct cr_scored *cases;
	size_t n, at;
	int64_t events, others;
};

/* Take all cases with the next score; false when there are no more. */
static bool
next_score(struct walk *w)
{
	size_t first = w->at;

	for (; w->at < w->n && w->cases[w->at].score ==
	    w->cases[first].score; w->at++) {
		w->events += w->cases[w->at].event;
		w->others += !w->cases[w->at].event;
	}
	return w->at > first;
}

static int64_t
count_events(const struct cr_scored *cases, size_t n)
{
	int64_t events = 0;
	size_t i;

	for (i = 0; i < n; i++)
		events += cases[i].event;
	return events;
}

double
cr_auc(const struct cr_scored *cases, size_t n)
{
	struct walk w = { .cases = cases, .n = n };
	int64_t events = 0, others = 0;
	double halves = 0;	/* of pairs that are in the right order */

	while (next_score(&w)) {
		halves += (double)(w.others - others) *
		    (double)(w.events + events);
		events = w.events;
		others = w.others;
	}
	return halves / 2 / ((double)events * (double)others);
}

double
cr_best_cut(const struct cr_scored *cases, size_t n, double *ks)
{
	int64_t events = count_events(cases, n);
	struct walk w = { .cases = cases, .n = n };
	double gap, best = 0, cut = INFINITY;

	while (next_score(&w)) {
		gap = (double)w.events / (double)events -
		    (double)w.others / (double)((int64_t)n - events);
		if (gap > best) {
			best = gap;
			cut = cases[w.at - 1].score;
		}
	}
	if (ks != NULL)
		*ks = best;
	return cut;
}

/* ---- Tables -------------------------------------------------------------- */

static void
make_roc(const struct cr_scored *cases, size_t n, struct cr_measured *m)
{
	struct walk w = { .cases = cases, .n = n };
	size_t step = n / (CR_ROC_POINTS - 2) + 1, last = 0;

	m->roc[0] = (struct cr_roc_point){ INFINITY, 0, 0 };
	m->nroc = 1;
	while (next_score(&w)) {
		if (w.at < last + step && w.at < n)
			continue;
		last = w.at;
		m->roc[m->nroc++] = (struct cr_roc_point){
			.cut = cases[w.at - 1].score,
			.fpr = (double)w.others / (double)(m->n - m->events),
			.tpr = (double)w.events / (double)m->events,
		};
	}
}

/* 95 % bounds of a share (Wilson 1927), which stay within 0 and 1. */
static void
wilson(struct cr_calibration_bin *b)
{
	const double z = 1.959964;
	double n = (double)b->n, p = (double)b->events / n;
	double mid = p + z * z / (2 * n);
	double half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n));

	b->low95 = (mid - half) / (1 + z * z / n);
	b->high95 = (mid + half) / (1 + z * z / n);
}

/* A tenth of the cases each, the lowest scores first; no score in two. */
static void
make_bins(const struct cr_scored *cases, size_t n, struct cr_measured *m)
{
	struct cr_calibration_bin *b = NULL;
	size_t i, tenths = 0, end = 0;	/* where the bin may end */

	m->nbins = 0;
	for (i = n; i-- > 0;) {		/* the lowest is the last */
		if (b == NULL || (n - 1 - i >= end &&
		    cases[i].score > b->high)) {
			b = &m->bins[m->nbins++];
			*b = (struct cr_calibration_bin){
				.low = cases[i].score };
			do
				end = n * ++tenths / CR_VALIDATION_BINS;
			while (end <= n - 1 - i);
		}
		b->high = cases[i].score;
		b->n++;
		b->events += cases[i].event;
		b->mean += cases[i].score;
	}
	for (b = m->bins; b < m->bins + m->nbins; b++) {
		b->mean /= (double)b->n;
		wilson(b);
	}
}

/* As wide as each other: of 0 to 1 for probabilities, else of all scores. */
static void
make_spread(const struct cr_scored *cases, size_t n, struct cr_measured *m)
{
	double low = m->probability ? 0 : cases[n - 1].score;
	double high = m->probability ? 1 : cases[0].score;
	double width = (high - low) / CR_VALIDATION_BINS;
	struct cr_score_bin *b;
	size_t i, k;

	m->nspread = CR_VALIDATION_BINS;
	for (k = 0; k < m->nspread; k++)
		m->spread[k] = (struct cr_score_bin){
			.low = low + width * (double)k,
			.high = low + width * (double)(k + 1) };
	for (i = 0; i < n; i++) {
		k = width > 0 && cases[i].score > low ?
		    (size_t)((cases[i].score - low) / width) : 0;
		b = &m->spread[k < m->nspread ? k : m->nspread - 1];
		b->events += cases[i].event;
		b->others += !cases[i].event;
	}
}

static void
confuse(const struct cr_scored *cases, size_t n, double cut,
    struct cr_confusion *c)
{
	size_t i;

	*c = (struct cr_confusion){ .cut = cut };
	for (i = 0; i < n; i++) {
		if (cases[i].score >= cut)
			*(cases[i].event ? &c->hits : &c->alarms) += 1;
		else
			*(cases[i].event ? &c->missed : &c->passed) += 1;
	}
	c->accuracy = (double)(c->hits + c->passed) / (double)n;
	c->balanced = ((double)c->hits / (double)(c->hits + c->missed) +
	    (double)c->passed / (double)(c->passed + c->alarms)) / 2;
	if (c->hits + c->alarms > 0)
		c->precision = (double)c->hits /
		    (double)(c->hits + c->alarms);
}

bool
cr_measure(struct cr_scored *cases, size_t n, double cut, bool probability,
    struct cr_measured *m)
{
	size_t i;
	double d;

	*m = (struct cr_measured){ .n = (int64_t)n,
		.events = count_events(cases, n), .probability = probability };
	if (m->events == 0 || m->events == m->n)
		return false;
	cr_scored_sort(cases, n);
	m->auc = cr_auc(cases, n);
	m->ks_cut = cr_best_cut(cases, n, &m->ks);
	for (i = 0; i < n; i++) {
		d = cases[i].score - (cases[i].event ? 1 : 0);
		m->brier += d * d / (double)n;
		m->mean += cases[i].score / (double)n;
	}
	confuse(cases, n, cut, &m->at);
	make_roc(cases, n, m);
	make_bins(cases, n, m);
	make_spread(cases, n, m);
	return true;
}
