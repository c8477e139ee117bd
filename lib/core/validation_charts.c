#include "validation_paper.h"

#include <string.h>

#include "cr/chart.h"
#include "cr/field.h"
#include "cr/i18n.h"
#include "say.h"

const char *
cr_va_name(const struct cr_measured *m)
{
	static const struct {
		const char *word, *name;
	} names[] = {
		{ "model", N_("model") },
		{ "dispute", N_("model, with disputes") },
		{ "index", N_("index alone") },
		{ "score", N_("score") },
	};
	size_t i;

	for (i = 0; i < CR_COUNT_OF(names); i++)
		if (strcmp(m->name, names[i].word) == 0)
			return _(names[i].name);
	return m->name;
}

/* What is no number is no share. */
int32_t
cr_va_bp(double share)
{
	return share > -1000 && share < 1000 ?
	    (int32_t)(share * 10000 + (share < 0 ? -.5 : .5)) : 0;
}

const char *
cr_va_score(const struct va_writing *w, double score)
{
	char *s = cr_arena_printf(w->a, "%.4g", score), *mark;

	if (strcmp(w->language, "en") != 0 && (mark = strchr(s, '.')) != NULL)
		*mark = ',';
	return s;
}

static struct cr_chart *
new_chart(const struct va_writing *w, const char *title, const char *text)
{
	struct cr_chart *c = cr_arena_alloc(w->a, sizeof(*c));

	c->title = title;
	c->text = text;
	c->language = w->language;
	c->x.unit = c->y.unit = CR_CHART_BP;
	c->x.high = c->y.high = 10000;
	c->square = true;
	return c;
}

/* A series of N points, to be filled. */
static struct cr_chart_point *
add_series(const struct va_writing *w, struct cr_chart *c, const char *name,
    enum cr_chart_kind kind, size_t n)
{
	struct cr_chart_point *v = cr_arena_alloc(w->a, (n + 1) * sizeof(*v));

	c->series[c->nseries] = (struct cr_chart_series){ .name = name,
	    .kind = kind, .shade = (int)c->nseries, .points = v, .n = n };
	c->nseries++;
	return v;
}

/* ---- The ROC curve ------------------------------------------------------ */

static const int marks[] = { 100, 200, 500, 1000, 2000, 3000, 4000, 5000,
	7000 };

/* What is found when so many of the others are called events, too. */
static double
found_at(const struct cr_measured *m, double fpr)
{
	const struct cr_roc_point *a, *b = m->roc, *end = b + m->nroc;

	for (a = b++; b < end; a = b++)
		if (b->fpr >= fpr && b->fpr > a->fpr)
			return a->tpr + (b->tpr - a->tpr) * (fpr - a->fpr) /
			    (b->fpr - a->fpr);
	return 1;
}

static void
write_roc(struct va_writing *w)
{
	struct cr_paper_column columns[1 + CR_VALIDATION_SCORES] = {
		{ _("False alarms"), 0, CR_PAPER_LEFT },
	};
	struct cr_paper_table *t;
	const char **c;
	size_t i, s;

	for (s = 0; s < w->v->nscores; s++)
		columns[s + 1] = (struct cr_paper_column){
		    cr_va_name(&w->v->score[s]), 4200, CR_PAPER_RIGHT };
	t = cr_paper_table_add(w->p, _("Found, at so many false alarms"),
	    columns, w->v->nscores + 1);
	for (i = 0; i < CR_COUNT_OF(marks); i++) {
		c = cr_paper_row_add(w->p, t, CR_PAPER_ROW);
		c[0] = cr_say_rate(w->a, marks[i], w->language);
		for (s = 0; s < w->v->nscores; s++)
			c[s + 1] = cr_say_rate(w->a, cr_va_bp(found_at(
			    &w->v->score[s], marks[i] / 10000.0)),
			    w->language);
	}
}

void
cr_va_chart_roc(struct va_writing *w)
{
	struct cr_chart *c = new_chart(w, _("ROC curve"),
	    _("The share of the events that is found, against the share of "
	    "the others that is called events too, over all cuts. The nearer "
	    "to the upper left corner, the better; the diagonal is chance."));
	const struct cr_measured *m = w->v->score;
	struct cr_chart_point *v;
	size_t i;

	c->x.title = _("False alarms, of the others");
	c->y.title = _("Found, of the events");
	c->diagonal = _("chance");
	for (; m < w->v->score + w->v->nscores; m++) {
		v = add_series(w, c, cr_arena_printf(w->a, _("%s, AUC %s"),
		    cr_va_name(m), cr_say_rate(w->a, cr_va_bp(m->auc),
		    w->language)), CR_CHART_LINE, m->nroc);
		for (i = 0; i < m->nroc; i++)
			v[i] = (struct cr_chart_point){
			    cr_va_bp(m->roc[i].fpr),
			    cr_va_bp(m->roc[i].tpr) };
	}
	cr_paper_chart_add(w->p, c);
	write_roc(w);
}

/* ---- Calibration -------------------------------------------------------- */

enum { B_FROM, B_TO, B_CASES, B_EVENTS, B_FORETOLD, B_ACTUAL, B_LOW, B_HIGH,
    B_COLUMNS };

static void
write_bins(struct va_writing *w, const struct cr_measured *m)
{
	const struct cr_paper_column columns[B_COLUMNS] = {
		[B_FROM] = { _("From"), 0, CR_PAPER_RIGHT },
		[B_TO] = { _("To"), 2200, CR_PAPER_RIGHT },
		[B_CASES] = { _("Cases"), 2000, CR_PAPER_RIGHT },
		[B_EVENTS] = { _("Events"), 2000, CR_PAPER_RIGHT },
		[B_FORETOLD] = { _("Foretold"), 2300, CR_PAPER_RIGHT },
		[B_ACTUAL] = { _("Actual"), 2300, CR_PAPER_RIGHT },
		[B_LOW] = { _("at least"), 2200, CR_PAPER_RIGHT },
		[B_HIGH] = { _("at most"), 2200, CR_PAPER_RIGHT },
	};
	struct cr_paper_table *t = cr_paper_table_add(w->p,
	    cr_arena_printf(w->a, _("Calibration: %s"), cr_va_name(m)),
	    columns, B_COLUMNS);
	const struct cr_calibration_bin *b;
	const char **c;

	for (b = m->bins; b < m->bins + m->nbins; b++) {
		c = cr_paper_row_add(w->p, t, CR_PAPER_ROW);
		c[B_FROM] = cr_say_rate(w->a, cr_va_bp(b->low), w->language);
		c[B_TO] = cr_say_rate(w->a, cr_va_bp(b->high), w->language);
		c[B_CASES] = cr_say_number(w->a, b->n);
		c[B_EVENTS] = cr_say_number(w->a, b->events);
		c[B_FORETOLD] = cr_say_rate(w->a, cr_va_bp(b->mean),
		    w->language);
		c[B_ACTUAL] = cr_say_rate(w->a, b->n == 0 ? 0 :
		    cr_va_bp((double)b->events / (double)b->n), w->language);
		c[B_LOW] = cr_say_rate(w->a, cr_va_bp(b->low95),
		    w->language);
		c[B_HIGH] = cr_say_rate(w->a, cr_va_bp(b->high95),
		    w->language);
	}
}

static void
add_bins(struct va_writing *w, struct cr_chart *c,
    const struct cr_measured *m)
{
	struct cr_chart_range *r = cr_arena_alloc(w->a, (m->nbins + 1) *
	    sizeof(*r));
	struct cr_chart_point *v = add_series(w, c, cr_va_name(m),
	    CR_CHART_POINTS, m->nbins);
	const struct cr_calibration_bin *b = m->bins;
	size_t i;

	for (i = 0; i < m->nbins; i++, b++) {
		v[i] = (struct cr_chart_point){ cr_va_bp(b->mean), b->n == 0 ?
		    0 : cr_va_bp((double)b->events / (double)b->n) };
		r[i] = (struct cr_chart_range){ cr_va_bp(b->low95),
		    cr_va_bp(b->high95) };
	}
	c->series[c->nseries - 1].ranges = r;
}

/* Probabilities that are all small have a plot of their own size. */
static void
fit_axes(struct cr_chart *c)
{
	const struct cr_chart_series *s = c->series;
	struct cr_ticks t;
	int64_t most = 100;
	size_t i;

	for (; s < c->series + c->nseries; s++)
		for (i = 0; i < s->n; i++) {
			if (s->points[i].x > most)
				most = s->points[i].x;
			if (s->ranges[i].high > most)
				most = s->ranges[i].high;
		}
	cr_ticks_find(0, most, 6, &t);
	most = t.first + (t.n - 1) * t.step;
	c->x.high = c->y.high = most < 10000 ? most : 10000;
}

void
cr_va_chart_calibration(struct va_writing *w)
{
	struct cr_chart *c = new_chart(w, _("Calibration"),
	    _("What was foretold of each tenth of the cases, and what came "
	    "of it; the bars are where the truth is in 95 of 100 samples. "
	    "On the diagonal it is as foretold."));
	const struct cr_measured *m, *end = w->v->score + w->v->nscores;

	c->x.title = _("Foretold");
	c->y.title = _("Actual");
	c->diagonal = _("as foretold");
	for (m = w->v->score; m < end; m++)
		if (m->probability)
			add_bins(w, c, m);
	if (c->nseries == 0)
		return;
	fit_axes(c);
	cr_paper_chart_add(w->p, c);
	for (m = w->v->score; m < end; m++)
		if (m->probability)
			write_bins(w, m);
}

/* ---- How scores are spread ---------------------------------------------- */

static const char *
band(const struct va_writing *w, const struct cr_measured *m, size_t i)
{
	const struct cr_score_bin *b = &m->spread[i];

	if (m->probability)
		return cr_arena_printf(w->a, "%d-%d %%", (cr_va_bp(b->low) +
		    50) / 100, (cr_va_bp(b->high) + 50) / 100);
	return cr_va_score(w, b->low);
}

static void
chart_spread(struct va_writing *w, const struct cr_measured *m)
{
	struct cr_chart *c = new_chart(w, cr_arena_printf(w->a,
	    _("Scores: %s"), cr_va_name(m)), _("How many events and others "
	    "have which score. The less they overlap, the better."));
	const char **labels = cr_arena_alloc(w->a, (m->nspread + 1) *
	    sizeof(*labels));
	struct cr_chart_point *events, *others;
	size_t i;

	c->square = false;
	c->x = (struct cr_chart_axis){ .title = _("Score"),
	    .labels = labels, .nlabels = m->nspread };
	c->y = (struct cr_chart_axis){ .title = _("Cases") };
	others = add_series(w, c, _("others"), CR_CHART_BARS, m->nspread);
	events = add_series(w, c, _("events"), CR_CHART_BARS, m->nspread);
	for (i = 0; i < m->nspread; i++) {
		labels[i] = band(w, m, i);
		others[i] = (struct cr_chart_point){ (int64_t)i,
		    m->spread[i].others };
		events[i] = (struct cr_chart_point){ (int64_t)i,
		    m->spread[i].events };
	}
	cr_paper_chart_add(w->p, c);
	cr_chart_to_table(c, w->p);
}

/* An index is the other way round, and is told by its ratings. */
void
cr_va_chart_spread(struct va_writing *w)
{
	const struct cr_measured *m = w->v->score;

	for (; m < w->v->score + w->v->nscores; m++)
		if (m->nspread > 0 && strcmp(m->name, "index") != 0)
			chart_spread(w, m);
}
