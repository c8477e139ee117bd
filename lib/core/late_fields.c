#include "cr/late.h"

#include <math.h>
#include <string.h>

#include "cr/arena.h"
#include "cr/buf.h"
#include "cr/error.h"
#include "cr/doc.h"
#include "cr/i18n.h"
#include "cr/party.h"
#include "cr/print.h"
#include "cr/validation_paper.h"
#include "late.h"

/* In the order of enum cr_late_column. */
const struct cr_field cr_late_fields[CR_LATE_FIELDS] = {
	{ "item", CR_KEY, N_("Key"), N_("the open item"), 0 },
	{ "party", CR_KEY, N_("Debtor"), N_("the debtor"), 0 },
	{ "code", CR_CODE, N_("Code"), N_("its code"), 0 },
	{ "name", CR_TEXT, N_("Name"), N_("its name"), 0 },
	{ "number", CR_CODE, N_("Number"), N_("of the document"), 0 },
	{ "due", CR_DATE, N_("Due"), N_("due date"), 0 },
	{ "open_cents", CR_CENTS, N_("Open"), N_("open balance"), 0 },
	{ "probability_bp", CR_BP, N_("Probability"),
	    N_("probability that it is paid late"), 0 },
	{ "disputed", CR_BOOL, N_("Disputed"),
	    N_("a dispute of it is known"), 0 },
	{ "reason", CR_TEXT, N_("Why"),
	    N_("what moves the probability most"), 0 },
	{ "model", CR_COUNT, N_("Model"), N_("what was learned, a number"), 1 },
	{ "day", CR_DATE, N_("Day"), N_("the day it is foretold on"), 1 },
};

/* In the order of enum cr_default_column. */
const struct cr_field cr_default_fields[CR_DEFAULT_FIELDS] = {
	{ "party", CR_KEY, N_("Key"), N_("the debtor"), 0 },
	{ "code", CR_CODE, N_("Code"), N_("its code"), 0 },
	{ "name", CR_TEXT, N_("Name"), N_("its name"), 0 },
	{ "probability_bp", CR_BP, N_("Probability"),
	    N_("of default within the months of the model"), 0 },
	{ "reason", CR_TEXT, N_("Why"),
	    N_("what moves the probability most"), 0 },
	{ "model", CR_COUNT, N_("Model"), N_("what was learned, a number"), 1 },
	{ "day", CR_DATE, N_("Day"), N_("the day it is foretold on"), 1 },
};

/* In the order of enum cr_late_why_column. */
const struct cr_field cr_late_why_fields[CR_LATE_WHY_FIELDS] = {
	{ "subject", CR_KEY, N_("Key"), N_("the open item, or debtor"), 0 },
	{ "party", CR_KEY, N_("Debtor"), N_("the debtor"), 0 },
	{ "name", CR_TEXT, N_("Name"), N_("its name"), 0 },
	{ "measure", CR_TEXT, N_("Measure"), N_("what was looked at"), 0 },
	{ "points_bp", CR_BP, N_("Points"),
	    N_("what it adds to the probability"), 0 },
	{ "why", CR_TEXT, N_("Why"), N_("in words"), 0 },
};

/* In the order of enum cr_learned_column. */
const struct cr_field cr_learned_fields[CR_LEARNED_FIELDS] = {
	{ "kind", CR_TEXT, N_("Kind"), N_("late or default"), 0 },
	{ "stage", CR_TEXT, N_("Stage"),
	    N_("issue, or due: with what is disputed"), 0 },
	{ "from", CR_DATE, N_("From"), N_("the first day learned from"), 0 },
	{ "to", CR_DATE, N_("To"), N_("the last one"), 0 },
	{ "cases", CR_COUNT, N_("Cases"), N_("learned from"), 0 },
	{ "events", CR_COUNT, N_("Events"),
	    N_("of them late, or before a default"), 0 },
	{ "what", CR_TEXT, N_("What"),
	    N_("feature, effect, base, calibration, cut"), 0 },
	{ "name", CR_TEXT, N_("Name"), N_("of the feature or effect"), 0 },
	{ "value_bp", CR_BP, N_("Weight"),
	    N_("weight of a feature, days of an effect, hundredths"), 0 },
	{ "model", CR_COUNT, N_("Model"),
	    N_("its number; none: not kept"), 0 },
};

/* In the order of enum cr_validation_column. */
const struct cr_field cr_validation_fields[CR_VALIDATION_FIELDS] = {
	{ "record", CR_TEXT, N_("Record"),
	    N_("measure, of a score; calibration, of a tenth"), 0 },
	{ "score", CR_TEXT, N_("Score"),
	    N_("model, dispute, index, score"), 0 },
	{ "cases", CR_COUNT, N_("Cases"), N_("judged"), 0 },
	{ "events", CR_COUNT, N_("Events"),
	    N_("of them late, or in default"), 0 },
	{ "actual_bp", CR_BP, N_("Actual"), N_("share of events"), 0 },
	{ "foretold_bp", CR_BP, N_("Foretold"),
	    N_("mean of the probabilities"), 0 },
	{ "auc_bp", CR_BP, N_("AUC"), N_("area under the ROC curve"), 0 },
	{ "ks_bp", CR_BP, N_("KS"),
	    N_("greatest distance of the two distributions"), 0 },
	{ "balanced_bp", CR_BP, N_("Balanced"),
	    N_("balanced accuracy at the cut"), 0 },
	{ "cut_bp", CR_BP, N_("Cut"), N_("chosen before the test"), 0 },
	{ "hits", CR_COUNT, N_("Hits"), N_("events, called so"), 0 },
	{ "missed", CR_COUNT, N_("Missed"), N_("events, not called so"), 0 },
	{ "alarms", CR_COUNT, N_("Alarms"), N_("others, called events"), 0 },
	{ "passed", CR_COUNT, N_("Passed"), N_("others, not called so"), 0 },
	{ "low_bp", CR_BP, N_("From"), N_("least score of the tenth"), 0 },
	{ "high_bp", CR_BP, N_("To"), N_("greatest one"), 0 },
	{ "brier_bp", CR_BP, N_("Brier"),
	    N_("mean square of what was wrong"), 1 },
	{ "accuracy_bp", CR_BP, N_("Accuracy"),
	    N_("share called right at the cut"), 1 },
	{ "precision_bp", CR_BP, N_("Precision"),
	    N_("share of those called events that were"), 1 },
	{ "ks_cut_bp", CR_BP, N_("KS at"), N_("the score with that"), 1 },
	{ "kind", CR_TEXT, N_("Kind"), N_("late, default or scores"), 1 },
	{ "split", CR_DATE, N_("Split"), N_("learned from before it"), 1 },
	{ "learned", CR_COUNT, N_("Learned"), N_("cases learned from"), 1 },
};

/* In ten-thousandths. */
static void
put_bp(struct cr_printer *p, size_t column, double v)
{
	if (fabs(v) < 1e12)
		cr_put_count(p, column, (int64_t)floor(v * 10000 + .5));
}

/* The heaviest, but for what is so of all. */
static const struct cr_late_why *
heaviest(const struct cr_foretold *f)
{
	const struct cr_late_why *w, *most = &f->why[0];

	for (w = f->why + 1; w < f->why + f->nwhys; w++)
		if (most == &f->why[0] || fabs(w->points) >
		    fabs(most->points))
			most = w;
	return most;
}

/* ---- Items --------------------------------------------------------------- */

static int
put_number(void *ctx, const struct cr_doc_row *r)
{
	cr_put_text_cell(ctx, CR_LATE_NUMBER, r->doc.number);
	return 1;	/* all its items have it */
}

static void
put_item(const struct cr_late_out *out, const struct cr_foretold *f,
    const struct cr_party *party, struct cr_buf *words)
{
	struct cr_printer *p = out->printer;

	cr_put_key(p, CR_LATE_ITEM, CR_KEY_ITEM, f->item);
	cr_put_date(p, CR_LATE_DUE, f->due);
	cr_put_cents(p, CR_LATE_OPEN, f->open);
	cr_put_bool(p, CR_LATE_DISPUTED, f->disputed);
	cr_put_key(p, CR_LATE_PARTY, CR_KEY_PARTY, f->party);
	cr_put_text_cell(p, CR_LATE_CODE, party->code);
	cr_put_text_cell(p, CR_LATE_NAME, party->name);
	cr_put_count(p, CR_LATE_P, f->p_bp);
	cr_late_say(words, heaviest(f));
	cr_put_text_cell(p, CR_LATE_REASON, words->s);
	cr_put_count(p, CR_LATE_MODEL, f->model);
	cr_put_date(p, CR_LATE_DAY, f->day);
	cr_print_row(p);
}

static void
put_debtor(const struct cr_late_out *out, const struct cr_foretold *f,
    const struct cr_party *party, struct cr_buf *words)
{
	struct cr_printer *p = out->printer;

	cr_put_key(p, CR_DEFAULT_PARTY, CR_KEY_PARTY, f->party);
	cr_put_text_cell(p, CR_DEFAULT_CODE, party->code);
	cr_put_text_cell(p, CR_DEFAULT_NAME, party->name);
	cr_put_count(p, CR_DEFAULT_P, f->p_bp);
	cr_late_say(words, heaviest(f));
	cr_put_text_cell(p, CR_DEFAULT_REASON, words->s);
	cr_put_count(p, CR_DEFAULT_MODEL, f->model);
	cr_put_date(p, CR_DEFAULT_DAY, f->day);
	cr_print_row(p);
}

/* Rounded as they add up, so that they add up to what is printed. */
static void
put_whys(const struct cr_late_out *out, const struct cr_foretold *f,
    const struct cr_party *party, struct cr_buf *words)
{
	struct cr_printer *p = out->printer;
	const struct cr_late_why *w;
	double sum = 0;
	int64_t told = 0, now;

	for (w = f->why; w < f->why + f->nwhys; w++) {
		sum += w->points;
		now = (int64_t)floor(sum * 10000 + .5);
		cr_put_key(p, CR_LATE_WHY_SUBJECT, f->item != 0 ?
		    CR_KEY_ITEM : CR_KEY_PARTY, f->item != 0 ? f->item :
		    f->party);
		cr_put_key(p, CR_LATE_WHY_PARTY, CR_KEY_PARTY, f->party);
		cr_put_text_cell(p, CR_LATE_WHY_NAME, party->name);
		cr_put_text_cell(p, CR_LATE_WHY_MEASURE, w->measure);
		cr_put_count(p, CR_LATE_WHY_POINTS, now - told);
		cr_late_say(words, w);
		cr_put_text_cell(p, CR_LATE_WHY_WORDS, words->s);
		cr_print_row(p);
		told = now;
	}
}

int
cr_late_put(void *ctx, const struct cr_foretold *f)
{
	const struct cr_late_out *out = ctx;
	struct cr_party party;
	struct cr_arena a;
	struct cr_buf words;
	int rc;

	cr_arena_init(&a);
	cr_buf_init(&words);
	if ((rc = cr_party_get(out->cr, f->party, &a, &party)) == 1) {
		if (out->explain)
			put_whys(out, f, &party, &words);
		else if (f->item == 0)
			put_debtor(out, f, &party, &words);
		else if ((rc = cr_doc_rows(out->cr, f->item / CR_ITEMS,
		    put_number, out->printer)) >= 0)
			put_item(out, f, &party, &words);
	}
	cr_buf_release(&words);
	cr_arena_release(&a);
	return rc < 0 ? rc : 0;
}

/* ---- What was learned ---------------------------------------------------- */

static void
put_learned(struct cr_printer *p, const struct cr_regressor *r, int stage,
    const char *what, const char *name, double value, int64_t id)
{
	const struct cr_stage *s = &r->stage[stage];

	cr_put_text_cell(p, CR_LEARNED_KIND, cr_regressor_word(r->kind));
	cr_put_text_cell(p, CR_LEARNED_STAGE, cr_stage_word(stage));
	cr_put_date(p, CR_LEARNED_FROM, r->from);
	cr_put_date(p, CR_LEARNED_DAY, r->day);
	cr_put_count(p, CR_LEARNED_CASES, s->cases);
	cr_put_count(p, CR_LEARNED_EVENTS, s->events);
	cr_put_text_cell(p, CR_LEARNED_WHAT, what);
	cr_put_text_cell(p, CR_LEARNED_NAME, name);
	put_bp(p, CR_LEARNED_VALUE, value / 100);
	if (id != 0)
		cr_put_count(p, CR_LEARNED_MODEL, id);
	cr_print_row(p);
}

static void
put_stage(struct cr_printer *p, const struct cr_regressor *r, int stage,
    int64_t id)
{
	const struct cr_stage *s = &r->stage[stage];
	const enum cr_feature *f;
	size_t i, n = cr_regressor_features(r->kind, &f);

	put_learned(p, r, stage, "base", NULL,
	    cr_stage_p(s, s->logit.intercept) * 100, id);
	for (i = 0; i < n; i++)
		put_learned(p, r, stage, "feature", cr_feature_word(f[i]),
		    s->logit.coef[i], id);
	for (i = 0; i < s->neffects; i++)
		put_learned(p, r, stage, "effect", s->effects[i].name,
		    s->effects[i].days, id);
	if (s->slope != 1 || s->shift != 0) {
		put_learned(p, r, stage, "calibration", "slope", s->slope,
		    id);
		put_learned(p, r, stage, "calibration", "shift", s->shift,
		    id);
	}
	put_learned(p, r, stage, "cut", NULL, s->cut * 100, id);
}

void
cr_learned_put(struct cr_printer *p, const struct cr_regressor *r, int64_t id)
{
	size_t i;

	for (i = 0; i < r->nstages; i++)
		put_stage(p, r, (int)i, id);
}

/* ---- Validation ---------------------------------------------------------- */

/* Scores as they are known: probabilities, or points, and an index upright. */
static double
upright(const struct cr_measured *m, double score)
{
	return m->probability ? score : strcmp(m->name, "index") == 0 ?
	    -score / 100 : score / 100;
}

static void
put_common(struct cr_printer *p, const struct cr_validation *v,
    const struct cr_measured *m, const char *record, int64_t n,
    int64_t events)
{
	cr_put_text_cell(p, CR_VALIDATION_RECORD, record);
	cr_put_text_cell(p, CR_VALIDATION_SCORE, m->name);
	cr_put_count(p, CR_VALIDATION_CASES, n);
	cr_put_count(p, CR_VALIDATION_EVENTS, events);
	put_bp(p, CR_VALIDATION_ACTUAL, (double)events / (double)n);
	cr_put_text_cell(p, CR_VALIDATION_KIND, v->kind);
	if (cr_date_is_set(v->split)) {
		cr_put_date(p, CR_VALIDATION_SPLIT, v->split);
		cr_put_count(p, CR_VALIDATION_LEARNED, v->train);
	}
}

static void
put_measure(struct cr_printer *p, const struct cr_validation *v,
    const struct cr_measured *m)
{
	put_common(p, v, m, "measure", m->n, m->events);
	if (m->probability) {
		put_bp(p, CR_VALIDATION_FORETOLD, m->mean);
		put_bp(p, CR_VALIDATION_BRIER, m->brier);
	}
	put_bp(p, CR_VALIDATION_AUC, m->auc);
	put_bp(p, CR_VALIDATION_KS, m->ks);
	put_bp(p, CR_VALIDATION_KS_CUT, upright(m, m->ks_cut));
	put_bp(p, CR_VALIDATION_CUT, upright(m, m->at.cut));
	put_bp(p, CR_VALIDATION_BALANCED, m->at.balanced);
	put_bp(p, CR_VALIDATION_ACCURACY, m->at.accuracy);
	put_bp(p, CR_VALIDATION_PRECISION, m->at.precision);
	cr_put_count(p, CR_VALIDATION_HITS, m->at.hits);
	cr_put_count(p, CR_VALIDATION_MISSED, m->at.missed);
	cr_put_count(p, CR_VALIDATION_ALARMS, m->at.alarms);
	cr_put_count(p, CR_VALIDATION_PASSED, m->at.passed);
	cr_print_row(p);
}

static void
put_bin(struct cr_printer *p, const struct cr_validation *v,
    const struct cr_measured *m, const struct cr_calibration_bin *b)
{
	put_common(p, v, m, "calibration", b->n, b->events);
	if (m->probability)
		put_bp(p, CR_VALIDATION_FORETOLD, b->mean);
	put_bp(p, CR_VALIDATION_LOW, upright(m, b->low));
	put_bp(p, CR_VALIDATION_HIGH, upright(m, b->high));
	cr_print_row(p);
}

void
cr_validation_put(struct cr_printer *p, const struct cr_validation *v)
{
	const struct cr_measured *m;
	size_t i;

	for (m = v->score; m < v->score + v->nscores; m++)
		put_measure(p, v, m);
	for (m = v->score; m < v->score + v->nscores; m++)
		for (i = 0; i < m->nbins; i++)
			put_bin(p, v, m, &m->bins[i]);
}

/* ---- All of it ----------------------------------------------------------- */

int
cr_late_print_learned(struct cr *cr, const struct cr_late_opts *opts,
    struct cr_printer *p)
{
	struct cr_regressor r;
	int64_t id;
	int err = cr_late_train(cr, opts, &r, &id);

	if (err == CR_OK)
		cr_learned_put(p, &r, id);
	return err;
}

int
cr_late_print_validation(struct cr *cr, const struct cr_late_opts *opts,
    struct cr_printer *p, const struct cr_paper_out *paper)
{
	struct cr_validation v;
	int err = opts->scores != NULL ?
	    cr_late_validate_file(cr, opts->scores, &v) :
	    cr_late_validate(cr, opts, &v);

	if (err == CR_OK && p == NULL)
		return cr_validation_write(cr, &v, paper);
	if (err == CR_OK)
		cr_validation_put(p, &v);
	return err;
}

int
cr_late_print(struct cr *cr, const struct cr_late_opts *opts,
    enum cr_regressor_kind kind, struct cr_printer *p)
{
	struct cr_late_out out = { cr, p, opts->why };

	return kind == CR_REGRESSOR_LATE ?
	    cr_late_each(cr, opts, cr_late_put, &out) :
	    cr_default_each(cr, opts, cr_late_put, &out);
}
