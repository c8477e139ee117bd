#include "cr/validation_paper.h"

#include <string.h>

#include "cr/cr.h"
#include "cr/i18n.h"
#include "say.h"
#include "validation_paper.h"

static const char *
rate(const struct va_writing *w, double share)
{
	return cr_say_rate(w->a, cr_va_bp(share), w->language);
}

static const char *
count(const struct va_writing *w, int64_t n)
{
	return cr_say_number(w->a, n);
}

/* "From 1 Jan 2024 to 3 Feb 2025"; NULL: no days are known. */
static const char *
period(const struct va_writing *w, struct cr_date from, struct cr_date to)
{
	if (!cr_date_is_set(from) || !cr_date_is_set(to))
		return NULL;
	return cr_arena_printf(w->a, "%s - %s",
	    cr_say_date(w->a, from, w->language),
	    cr_say_date(w->a, to, w->language));
}

/* "1000, 300 of them late" */
static const char *
cases(const struct va_writing *w, int64_t n, int64_t events)
{
	return cr_arena_printf(w->a, _("%s, events %s"), count(w, n),
	    count(w, events));
}

static void
write_head(struct va_writing *w)
{
	const struct cr_validation *v = w->v;
	struct cr_paper *p = w->p;
	size_t n = 0;

	p->title = strcmp(v->kind, "late") == 0 ?
	    _("How well late payment is foretold") :
	    strcmp(v->kind, "default") == 0 ?
	    _("How well default is foretold") : _("How well scores foretell");
	p->pairs[n++] = (struct cr_paper_pair){ _("Learned from"),
	    v->train > 0 ? cases(w, v->train, v->train_events) : NULL };
	p->pairs[n++] = (struct cr_paper_pair){ _("of these days"),
	    v->train > 0 ? period(w, v->train_from, v->train_to) : NULL };
	if (v->nscores > 0)
		p->pairs[n++] = (struct cr_paper_pair){ _("Judged on"),
		    cases(w, v->score[0].n, v->score[0].events) };
	p->pairs[n] = (struct cr_paper_pair){ _("of these days"),
	    period(w, v->test_from, v->test_to) };
}

/* ---- What it is worth --------------------------------------------------- */

enum { M_NAME, M_AUC, M_KS, M_BALANCED, M_BRIER, M_MEAN, M_ACTUAL,
    M_COLUMNS };

static void
write_measured(struct va_writing *w, struct cr_paper_table *t,
    const struct cr_measured *m)
{
	const char **c = cr_paper_row_add(w->p, t, CR_PAPER_ROW);

	c[M_NAME] = cr_va_name(m);
	c[M_AUC] = rate(w, m->auc);
	c[M_KS] = rate(w, m->ks);
	c[M_BALANCED] = rate(w, m->at.balanced);
	c[M_ACTUAL] = m->n == 0 ? NULL : rate(w, (double)m->events /
	    (double)m->n);
	if (!m->probability)
		return;
	c[M_BRIER] = rate(w, m->brier);
	c[M_MEAN] = rate(w, m->mean);
}

static void
write_measures(struct va_writing *w)
{
	const struct cr_paper_column columns[M_COLUMNS] = {
		[M_NAME] = { _("Score"), 0, CR_PAPER_LEFT },
		[M_AUC] = { _("AUC"), 1900, CR_PAPER_RIGHT },
		[M_KS] = { _("KS"), 1900, CR_PAPER_RIGHT },
		[M_BALANCED] = { _("Balanced"), 2200, CR_PAPER_RIGHT },
		[M_BRIER] = { _("Brier"), 1900, CR_PAPER_RIGHT },
		[M_MEAN] = { _("Foretold"), 2200, CR_PAPER_RIGHT },
		[M_ACTUAL] = { _("Actual"), 2200, CR_PAPER_RIGHT },
	};
	struct cr_paper_table *t = cr_paper_table_add(w->p,
	    _("What each score is worth"), columns, M_COLUMNS);
	size_t i;

	for (i = 0; i < w->v->nscores; i++)
		write_measured(w, t, &w->v->score[i]);
	cr_paper_text_add(w->p, _("AUC: how often an event has the worse "
	    "score than one that is none; a half is chance. KS: the greatest "
	    "distance between those found and the false alarms. Balanced: "
	    "the mean of the shares of events and of others that the cut "
	    "calls right. Brier: the mean square of what was wrong; less is "
	    "better."));
}

/* ---- What comes of the cut ---------------------------------------------- */

enum { C_NAME, C_HITS, C_MISSED, C_ALARMS, C_PASSED, C_RIGHT, C_PRECISION,
    C_COLUMNS };

/* An index is given with its sign turned, since it falls with the risk. */
static const char *
cut_of(const struct va_writing *w, const struct cr_measured *m)
{
	const char *name = cr_va_name(m);

	if (m->probability)
		return cr_arena_printf(w->a, _("%s, from %s up"), name,
		    rate(w, m->at.cut));
	if (strcmp(m->name, "index") == 0)
		return cr_arena_printf(w->a, _("%s, up to %s"), name,
		    cr_say_amount(w->a, (struct cr_money){
		    cr_va_bp(-m->at.cut / 100) }, w->language));
	return cr_arena_printf(w->a, _("%s, from %s up"), name,
	    cr_va_score(w, m->at.cut));
}

static void
write_cuts(struct va_writing *w)
{
	const struct cr_paper_column columns[C_COLUMNS] = {
		[C_NAME] = { _("Score"), 0, CR_PAPER_LEFT },
		[C_HITS] = { _("Hits"), 1900, CR_PAPER_RIGHT },
		[C_MISSED] = { _("Missed"), 1900, CR_PAPER_RIGHT },
		[C_ALARMS] = { _("Alarms"), 2200, CR_PAPER_RIGHT },
		[C_PASSED] = { _("Passed"), 1900, CR_PAPER_RIGHT },
		[C_RIGHT] = { _("Accuracy"), 2200, CR_PAPER_RIGHT },
		[C_PRECISION] = { _("Precision"), 2200, CR_PAPER_RIGHT },
	};
	struct cr_paper_table *t = cr_paper_table_add(w->p,
	    _("What comes of the cut"), columns, C_COLUMNS);
	const struct cr_measured *m = w->v->score;
	const char **c;

	for (; m < w->v->score + w->v->nscores; m++) {
		c = cr_paper_row_add(w->p, t, CR_PAPER_ROW);
		c[C_NAME] = cut_of(w, m);
		c[C_HITS] = count(w, m->at.hits);
		c[C_MISSED] = count(w, m->at.missed);
		c[C_ALARMS] = count(w, m->at.alarms);
		c[C_PASSED] = count(w, m->at.passed);
		c[C_RIGHT] = rate(w, m->at.accuracy);
		if (m->at.hits + m->at.alarms > 0)
			c[C_PRECISION] = rate(w, m->at.precision);
	}
	cr_paper_text_add(w->p, _("Hits are events that were called so, "
	    "missed those that were not; alarms are others that were called "
	    "events, passed those that were not."));
	cr_paper_text_add(w->p, w->v->train > 0 ?
	    _("The cut was chosen before the test.") :
	    _("The cut is the best one of these very cases."));
}

void
cr_validation_paper(const struct cr_validation *v, struct cr_paper *p)
{
	/* TRANSLATORS: the code of the language of these texts */
	struct va_writing w = { .v = v, .p = p, .a = p->arena,
	    .language = _("en") };

	p->language = w.language;
	p->page = _("page");
	p->of = _("of");
	write_head(&w);
	if (v->nscores == 0) {
		cr_paper_text_add(p, _("Nothing was judged."));
		return;
	}
	write_measures(&w);
	write_cuts(&w);
	cr_va_chart_roc(&w);
	cr_va_chart_calibration(&w);
	cr_va_chart_spread(&w);
}

int
cr_validation_write(struct cr *cr, const struct cr_validation *v,
    const struct cr_paper_out *out)
{
	struct cr_arena a;
	struct cr_paper p;
	int err;

	cr_arena_init(&a);
	cr_paper_init(&p, &a);
	cr_validation_paper(v, &p);
	err = cr_paper_write(cr, &p, out);
	cr_arena_release(&a);
	return err;
}
