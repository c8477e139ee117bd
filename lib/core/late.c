#include "cr/late.h"

#include <math.h>
#include <stdlib.h>

#include "cr/cr.h"
#include "cr/db.h"
#include "cr/doc.h"
#include "cr/journal.h"
#include "cr/keys.h"
#include "cr/learned.h"
#include "cr/ledger.h"
#include "cr/mem.h"
#include "late.h"

/* ---- Learning ------------------------------------------------------------ */

static int
journal(struct cr *cr, const struct cr_regressor *r, int64_t id)
{
	struct cr_key none = { .kind = CR_KEY_NONE };
	char from[CR_DATE_SIZE], day[CR_DATE_SIZE];
	struct cr_buf detail;
	int err;

	cr_buf_init(&detail);
	cr_buf_addf(&detail, "{\"kind\":\"%s\",\"model\":%lld,"
	    "\"from\":\"%s\",\"to\":\"%s\",\"cases\":%lld,\"events\":%lld}",
	    cr_regressor_word(r->kind), (long long)id,
	    cr_date_iso(r->from, from), cr_date_iso(r->day, day),
	    (long long)r->stage[0].cases, (long long)r->stage[0].events);
	err = cr_journal(cr, "train", none, detail.s);
	cr_buf_release(&detail);
	return err;
}

static int
learn_and_keep(struct cr_late_task *t, const struct cr_late_opts *opts,
    struct cr_late_past *past, bool keep, struct cr_regressor *r, int64_t *id)
{
	struct cr *cr = t->cr;
	int err;

	if ((err = cr_late_read(cr, &opts->as_of, opts->currency,
	    &opts->model->learn, past)) != CR_OK ||
	    (err = cr_late_learn(t, opts->kind, opts->as_of.day.days + 1,
	    r)) != CR_OK || !keep)
		return err;
	if ((err = cr_run_begin(cr, cr_regressor_word(opts->kind))) ==
	    CR_OK && (err = cr_learned_save(cr, r, id)) == CR_OK)
		err = journal(cr, r, *id);
	return err;
}

int
cr_late_train(struct cr *cr, const struct cr_late_opts *opts,
    struct cr_regressor *r, int64_t *id)
{
	struct cr_late_past past = { .n = 0 };
	struct cr_late_task t = { .cr = cr, .learn = &opts->model->learn,
		.past = &past };
	bool keep = !cr->dry_run && !opts->as_of.restated;
	int err;

	*id = 0;
	cr_late_curve(opts->model, t.curve);
	if (keep && (err = cr_db_begin(cr)) != CR_OK)
		return err;
	err = learn_and_keep(&t, opts, &past, keep, r, id);
	if (keep && err == CR_OK)
		err = cr_db_commit(cr);
	if (keep && err != CR_OK)
		cr_db_rollback(cr);
	cr_late_release(&past);
	return err;
}

/* ---- Foretelling --------------------------------------------------------- */

struct telling {
	struct cr *cr;
	const struct cr_late_opts *opts;
	struct cr_late_past past;
	double curve[2 * CR_LATE_CURVE + 1];
	struct cr_regressor r;
	int64_t model;
	struct cr_late_walk *walk[CR_STAGES];
	struct cr_late_spells spells;
	int (*each)(void *ctx, const struct cr_foretold *f);
	void *ctx;
};

static void
add_why(struct cr_foretold *f, const char *measure, double value,
    double before, double after)
{
	f->why[f->nwhys++] = (struct cr_late_why){ .feature = CR_FEATURES,
		.measure = measure, .value = value,
		.points = after - before };
}

struct part {
	enum cr_feature feature;
	double value, eta;
};

static int
heaviest_first(const void *a, const void *b)
{
	const struct part *x = a, *y = b;
	double d = fabs(y->eta) - fabs(x->eta);

	if (d != 0)
		return d > 0 ? 1 : -1;
	return (x->feature > y->feature) - (x->feature < y->feature);
}

/*
 * From the probability of a case that is average in all, on to that of this
 * one: each feature adds what it moves when its turn comes, the heaviest
 * first.
 */
static double
explain(const struct cr_regressor *r, const struct cr_stage *s,
    const float *x, struct cr_foretold *f)
{
	struct part part[CR_LOGIT_MAX] = { { .eta = 0 } };
	const enum cr_feature *feature;
	size_t i, n = cr_regressor_features(r->kind, &feature);
	double eta = s->logit.intercept, before, p = cr_stage_p(s, eta);

	for (i = 0; i < n; i++)
		part[i] = (struct part){ feature[i], (double)x[i],
		    cr_logit_part(&s->logit, i, (double)x[i]) };
	qsort(part, n, sizeof(*part), heaviest_first);
	add_why(f, "base", 0, 0, p);
	for (i = 0; i < n; i++) {
		if (part[i].eta == 0)
			continue;
		before = p;
		eta += part[i].eta;
		p = cr_stage_p(s, eta);
		add_why(f, cr_feature_word(part[i].feature), part[i].value,
		    before, p);
		f->why[f->nwhys - 1].feature = part[i].feature;
	}
	return p;
}

static int32_t
basis_points(double p)
{
	return (int32_t)floor(p * 10000 + .5);
}

/* ---- Items --------------------------------------------------------------- */

/* Share of those paid in time that are open so many days before. */
static double
still_open(const struct cr_stage *s, int32_t days)
{
	int k;
	double part;

	for (k = 1; k < CR_ELAPSED; k++) {
		if (days > cr_elapsed_days[k])
			continue;
		part = (double)(days - cr_elapsed_days[k - 1]) /
		    (cr_elapsed_days[k] - cr_elapsed_days[k - 1]);
		return s->elapsed[k - 1] + part * (s->elapsed[k] -
		    s->elapsed[k - 1]);
	}
	return 1;
}

/* Bayes: all that are late are open still, of the others a share is. */
static double
given_open(const struct cr_stage *s, int32_t days, double p)
{
	double open = still_open(s, days);

	return p / (p + (1 - p) * (open > 0.01 ? open : 0.01));
}

static int
foretell_item(struct telling *t, size_t i)
{
	const struct cr_late_item *v = &t->past.v[i];
	int stage = v->disputed && t->r.nstages > 1 ? CR_STAGE_DUE :
	    CR_STAGE_ISSUE;
	const struct cr_stage *s = &t->r.stage[stage];
	int32_t left = v->due - t->past.until.days;
	struct cr_foretold f = { .party = v->debtor, .item = v->id,
		.due = { v->due }, .open = { v->open },
		.disputed = v->disputed, .model = t->model,
		.day = t->past.until, .p_bp = 10000 };
	float x[CR_FEATURES];
	double p, before;

	if (left < 0) {
		add_why(&f, "late", -left, 0, 1);
		return t->each(t->ctx, &f);
	}
	cr_late_walk_to(t->walk[stage], t->past.until.days + 1);
	cr_late_features(t->walk[stage], CR_REGRESSOR_LATE, i, x);
	before = explain(&t->r, s, x, &f);
	p = given_open(s, left, before);
	add_why(&f, "open", left, before, p);
	f.p_bp = basis_points(p);
	return t->each(t->ctx, &f);
}

static bool
is_wanted(const struct cr_keys *keys, int64_t party, int64_t item)
{
	return keys == NULL || cr_keys_has(keys, CR_KEY_PARTY, party) ||
	    cr_keys_has(keys, CR_KEY_ITEM, item) ||
	    cr_keys_has(keys, CR_KEY_DOC, item / CR_ITEMS);
}

static int
foretell_items(struct telling *t, size_t first, size_t end)
{
	const struct cr_late_item *v;
	size_t i, k;
	int rc;

	for (k = 0; k < t->r.nstages; k++)
		cr_late_walk_debtor(t->walk[k], first);
	for (i = first; i < end; i++) {
		v = &t->past.v[i];
		if (v->paid == CR_LATE_NEVER && is_wanted(t->opts->keys,
		    v->debtor, v->id) && (rc = foretell_item(t, i)) != 0)
			return rc;
	}
	return 0;
}

/* ---- Debtors ------------------------------------------------------------- */

static int
foretell_debtor(struct telling *t, size_t first)
{
	struct cr_foretold f = { .party = t->past.v[first].debtor,
		.model = t->model, .day = t->past.until, .p_bp = 10000 };
	int32_t day = t->past.until.days;
	float x[CR_FEATURES];

	if (!is_wanted(t->opts->keys, f.party, 0))
		return 0;
	cr_late_spells(&t->past, first, &t->opts->model->learn, &t->spells);
	if (cr_late_in_default(&t->spells, day)) {
		add_why(&f, "default", 0, 0, 1);
		return t->each(t->ctx, &f);
	}
	cr_late_walk_debtor(t->walk[0], first);
	cr_late_walk_to(t->walk[0], day + 1);
	cr_late_features(t->walk[0], CR_REGRESSOR_DEFAULT, first, x);
	f.p_bp = basis_points(explain(&t->r, &t->r.stage[0], x, &f));
	return t->each(t->ctx, &f);
}

/* ---- All of them --------------------------------------------------------- */

static int
foretell(struct telling *t)
{
	size_t i, end;
	int rc = 0;

	for (i = 0; i < t->r.nstages; i++)
		t->walk[i] = cr_late_walk_new(&t->past, &t->r.stage[i],
		    t->curve);
	for (i = 0; i < t->past.n && rc == 0; i = end) {
		end = cr_late_end(&t->past, i);
		rc = t->r.kind == CR_REGRESSOR_LATE ?
		    foretell_items(t, i, end) : foretell_debtor(t, i);
	}
	for (i = 0; i < t->r.nstages; i++)
		cr_late_walk_free(t->walk[i]);
	free(t->spells.v);
	return rc;
}

/* CR_ENOTFOUND, without a message: nothing was learned. */
static int
tell(struct telling *t, enum cr_regressor_kind kind)
{
	const struct cr_late_opts *o = t->opts;
	int rc = cr_learned_get(t->cr, kind, &o->as_of, &t->r, &t->model);

	if (rc <= 0)
		return rc < 0 ? rc : CR_ENOTFOUND;
	cr_late_curve(o->model, t->curve);
	if ((rc = cr_late_read(t->cr, &o->as_of, o->currency, &o->model->learn,
	    &t->past)) == CR_OK)
		rc = foretell(t);
	cr_late_release(&t->past);
	return rc;
}

int
cr_late_each(struct cr *cr, const struct cr_late_opts *opts,
    int (*each)(void *ctx, const struct cr_foretold *f), void *ctx)
{
	struct telling t = { .cr = cr, .opts = opts, .each = each,
		.ctx = ctx };
	int rc = tell(&t, CR_REGRESSOR_LATE);

	return rc != CR_ENOTFOUND ? rc : cr_fail(cr, CR_ENO, "nothing was "
	    "learned yet of who pays late; cr-rate --train late does it");
}

int
cr_default_each(struct cr *cr, const struct cr_late_opts *opts,
    int (*each)(void *ctx, const struct cr_foretold *f), void *ctx)
{
	struct telling t = { .cr = cr, .opts = opts, .each = each,
		.ctx = ctx };
	int rc = tell(&t, CR_REGRESSOR_DEFAULT);

	return rc != CR_ENOTFOUND ? rc : CR_OK;
}
