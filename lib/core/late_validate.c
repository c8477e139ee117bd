#include "late.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/input.h"
#include "cr/late.h"
#include "cr/mem.h"
#include "cr/validation_file.h"

/* Cases as they are judged, by the model and by the index alone. */
struct judging {
	const struct cr_stage *stage;
	struct cr_scored *v;
	size_t n, cap;
	bool index;
	int32_t from, to;
};

static void
judge(void *ctx, const struct cr_late_case *c)
{
	struct judging *j = ctx;
	struct cr_scored *s;

	cr_grow(&j->v, j->n, &j->cap, sizeof(*j->v));
	s = &j->v[j->n++];
	s->event = c->event;
	/* an index falls with the risk */
	s->score = j->index ? -c->index : cr_stage_p(j->stage,
	    cr_logit_eta(&j->stage->logit, c->x));
	j->from = c->day < j->from ? c->day : j->from;
	j->to = c->day > j->to ? c->day : j->to;
}

static int
too_few(struct cr *cr)
{
	return cr_fail(cr, CR_ENO, "too little to judge by: there must be "
	    "events and others among what is judged");
}

/* The cut of the index: the best one of what was learned from. */
static double
index_cut(const struct cr_late_ask *ask)
{
	struct cr_late_ask before = *ask;
	struct judging j = { .index = true };
	double cut;

	before.from = INT32_MIN + 1;
	before.to = ask->from - 1;
	before.end = ask->from;
	cr_late_cases(&before, judge, &j);
	cr_scored_sort(j.v, j.n);
	cut = cr_best_cut(j.v, j.n, NULL);
	free(j.v);
	return cut;
}

static int
judge_all(struct cr *cr, const struct cr_late_ask *ask, bool index,
    struct cr_validation *v, const char *name)
{
	struct judging j = { .stage = ask->stage, .index = index,
		.from = INT32_MAX, .to = INT32_MIN };
	struct cr_measured *m = &v->score[v->nscores];
	double cut = index ? index_cut(ask) : ask->stage->cut;
	bool ok;

	cr_late_cases(ask, judge, &j);
	ok = cr_measure(j.v, j.n, cut, !index, m);
	m->name = name;
	v->nscores += ok;
	v->test_from.days = j.from;
	v->test_to.days = j.to;
	free(j.v);
	return ok ? CR_OK : too_few(cr);
}

/* ---- Where to split ------------------------------------------------------ */

static int
by_number(const void *a, const void *b)
{
	const int32_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/*
 * The day from which on there are three items of ten, by issue: of all, or
 * of those after which a default could have been seen to begin.
 */
static int32_t
usual_split(const struct cr_late_task *t, enum cr_regressor_kind kind)
{
	const struct cr_late_past *p = t->past;
	int32_t *day = cr_calloc(p->n + 1, sizeof(*day)), split;
	struct cr_date last = p->until;
	size_t i, n = 0;

	if (kind == CR_REGRESSOR_DEFAULT)
		last = cr_date_add_months(last, -t->learn->months);
	for (i = 0; i < p->n; i++)
		if (p->v[i].seen <= last.days)
			day[n++] = p->v[i].seen;
	if (n > 1)
		qsort(day, n, sizeof(*day), by_number);
	split = n > 0 ? day[n / 10 * 7] : last.days;
	free(day);
	return split;
}

static int
validate(struct cr_late_task *t, const struct cr_late_opts *opts,
    struct cr_validation *v)
{
	static const char *const names[CR_STAGES] = { "model", "dispute" };
	struct cr_late_ask ask = { .kind = opts->kind, .past = t->past,
		.learn = t->learn, .curve = t->curve,
		.to = t->past->until.days, .end = t->past->until.days + 1 };
	struct cr_regressor r;
	size_t i;
	int err;

	ask.from = cr_date_is_set(opts->split) ? opts->split.days :
	    usual_split(t, opts->kind);
	v->split.days = ask.from;
	v->kind = cr_regressor_word(opts->kind);
	if ((err = cr_late_learn(t, opts->kind, ask.from, &r)) != CR_OK)
		return err;
	v->train = r.stage[0].cases;
	v->train_events = r.stage[0].events;
	v->train_from = r.from;
	v->train_to = r.day;
	for (i = 0; i < r.nstages && err == CR_OK; i++) {
		ask.stage = &r.stage[i];
		err = judge_all(t->cr, &ask, false, v, names[i]);
	}
	ask.stage = &r.stage[0];
	return err == CR_OK ? judge_all(t->cr, &ask, true, v, "index") : err;
}

int
cr_late_validate(struct cr *cr, const struct cr_late_opts *opts,
    struct cr_validation *v)
{
	struct cr_late_past past;
	struct cr_late_task t = { .cr = cr,
		.learn = &opts->model->learn, .past = &past };
	int err;

	*v = (struct cr_validation){ .split = CR_DATE_NONE };
	cr_late_curve(opts->model, t.curve);
	if ((err = cr_late_read(cr, &opts->as_of, opts->currency,
	    &opts->model->learn, &past)) == CR_OK)
		err = validate(&t, opts, v);
	cr_late_release(&past);
	return err;
}

static void
keep_score(void *ctx, const struct cr_scored *s)
{
	struct judging *j = ctx;

	cr_grow(&j->v, j->n, &j->cap, sizeof(*j->v));
	j->v[j->n++] = *s;
}

/* They are probabilities where all are from 0 to 1. */
static int
judge_scores(struct cr *cr, struct judging *j, struct cr_validation *v)
{
	bool probability = true;
	double cut;
	size_t i;

	for (i = 0; i < j->n; i++)
		probability = probability && j->v[i].score >= 0 &&
		    j->v[i].score <= 1;
	cr_scored_sort(j->v, j->n);
	cut = j->n > 0 ? cr_best_cut(j->v, j->n, NULL) : 0;
	if (!cr_measure(j->v, j->n, cut, probability, &v->score[0]))
		return too_few(cr);
	v->score[0].name = "score";
	v->nscores = 1;
	return CR_OK;
}

int
cr_late_validate_file(struct cr *cr, const char *path,
    struct cr_validation *v)
{
	struct cr_input *in = cr_input_open(cr, path);
	struct judging j = { .v = NULL };
	int err = CR_ENOTFOUND;

	*v = (struct cr_validation){ .kind = "scores",
		.split = CR_DATE_NONE, .train_from = CR_DATE_NONE,
		.train_to = CR_DATE_NONE, .test_from = CR_DATE_NONE,
		.test_to = CR_DATE_NONE };
	if (in != NULL && (err = cr_validation_file_read(cr, in, keep_score,
	    &j)) == CR_OK)
		err = judge_scores(cr, &j, v);
	cr_input_free(in);
	free(j.v);
	return err;
}
