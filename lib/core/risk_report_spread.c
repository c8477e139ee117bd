#include "risk_report.h"

#include <stdlib.h>

#include "cr/abc.h"
#include "cr/arena.h"
#include "cr/concentration.h"
#include "cr/cr.h"
#include "cr/facts.h"
#include "cr/field.h"
#include "cr/mem.h"
#include "cr/rating.h"

static const size_t largest[] = { 1, 5, 10, 20 };

/* ---- Every debtor with something open ----------------------------------- */

/* What is lost of it in the mean: total x PD x LGD. */
static bool
expected_loss(const struct rr_making *m, const struct rr_debtor *d,
    struct cr_money *loss)
{
	*loss = (struct cr_money){ 0 };
	return d->total.cents <= 0 || d->pd_bp == CR_NOT_KNOWN ||
	    cr_money_scale(d->total, (int64_t)d->pd_bp * m->opts->lgd_bp,
	    INT64_C(100000000), loss);
}

static int
add_debtor(struct rr_making *m, const struct rr_debtor *d)
{
	struct cr_risk *r = m->r;
	size_t last = r->ndays - 1, number = d->class_number[last], band;
	struct cr_risk_share *moved;
	struct cr_money loss;

	if (!expected_loss(m, d, &loss) ||
	    !cr_money_add(&r->loss[number], loss))
		return cr_rr_too_large(m);
	if (d->score != CR_NOT_KNOWN && d->score >= 0) {
		band = (size_t)d->score / (100 / CR_RISK_SCORES);
		r->scores[number][band < CR_RISK_SCORES ? band :
		    CR_RISK_SCORES - 1]++;
	}
	if (last == 0)
		return CR_OK;
	moved = &r->moved[d->class_number[last - 1]][number];
	moved->debtors++;
	return cr_money_add(&moved->sum, d->total) ? CR_OK :
	    cr_rr_too_large(m);
}

/* ---- Those who owe, the largest first ----------------------------------- */

static int
add_name(void *ctx, const struct cr_facts *f)
{
	struct rr_making *m = ctx;
	struct rr_debtor *d = (size_t)f->id < m->n ? m->debtors[f->id] : NULL;

	if (d == NULL || d->total.cents <= 0)
		return 0;
	d->name = cr_arena_strdup(m->r->arena, f->name);
	if (f->code != NULL)
		d->code = cr_arena_strdup(m->r->arena, f->code);
	return 0;
}

static struct cr_risk_debtor
tell(const struct rr_making *m, const struct cr_abc *of,
    struct cr_money before)
{
	const struct rr_debtor *d = m->debtors[of->id];
	struct cr_risk_debtor out = { .party = d->party, .code = d->code,
	    .name = d->name, .class_number = d->class_number[m->r->ndays - 1],
	    .score = d->score, .pd_bp = d->pd_bp, .overdue = d->overdue,
	    .total = d->total, .before = before, .abc = of->class };

	expected_loss(m, d, &out.loss);
	return out;
}

static void
add_curve(struct cr_risk *r, size_t k, size_t n, struct cr_money before)
{
	size_t last = CR_RISK_CURVE - 1;

	/* every one, or so many that there is a point at each hundredth */
	if (n > last && k != (r->ncurve * n + last / 2) / last)
		return;
	r->curve[r->ncurve][0] = cr_share_bp((struct cr_money){ (int64_t)k },
	    (struct cr_money){ (int64_t)n });
	r->curve[r->ncurve++][1] = cr_share_bp(before, r->sum);
}

/* In order; what is added here is no more than the sum of all. */
static void
walk(struct rr_making *m, const struct cr_abc *v, size_t n)
{
	struct cr_money before = { 0 };
	struct cr_risk *r = m->r;
	struct cr_risk_share *abc;
	size_t i, j;

	for (i = 0; i < n; i++) {
		add_curve(r, i, n, before);
		if (i < r->ntop)
			r->top[i] = tell(m, &v[i], before);
		abc = &r->abc[v[i].class - 'A'];
		abc->debtors++;
		cr_money_add(&abc->sum, v[i].amount);
		cr_money_add(&before, v[i].amount);
		for (j = 0; j < CR_COUNT_OF(largest); j++)
			if (i < largest[j])
				r->largest[j] = (struct cr_risk_share){
				    (int64_t)i + 1, before };
	}
	if (n > 0)
		add_curve(r, n, n, before);
}

static int
measure(struct rr_making *m, struct cr_abc *v, size_t n)
{
	struct cr_money *totals = cr_calloc(n + 1, sizeof(*totals));
	struct cr_risk *r = m->r;
	size_t i;
	int err;

	cr_abc_classify(v, n, m->model->abc);
	for (i = 0; i < n; i++)
		totals[i] = v[i].amount;
	if ((err = cr_share_sum(totals, n, &r->sum)) == CR_OK) {
		r->debtors = (int64_t)n;
		r->gini_bp = cr_gini_bp(totals, n);
		r->herfindahl_bp = cr_herfindahl_bp(totals, n);
		r->cuts[0] = m->model->abc[0];
		r->cuts[1] = m->model->abc[1];
		r->ntop = n < (size_t)m->opts->top ? n :
		    (size_t)m->opts->top;
		r->top = cr_arena_alloc(r->arena, (r->ntop + 1) *
		    sizeof(*r->top));
		walk(m, v, n);
	}
	free(totals);
	return err == CR_OK ? CR_OK : cr_rr_too_large(m);
}

int
cr_rr_spread(struct rr_making *m)
{
	struct cr_abc *v = cr_calloc(m->n + 1, sizeof(*v));
	struct rr_debtor *d;
	size_t i, n = 0;
	int err;

	if ((err = cr_facts_each(m->cr, &m->opts->as_of, add_name, m)) == 0)
		for (i = 0; i < m->n && err == CR_OK; i++) {
			d = m->debtors[i];
			if (d == NULL || !(d->open >> (m->r->ndays - 1) & 1))
				continue;
			if (d->total.cents > 0)
				v[n++] = (struct cr_abc){ .id = d->party,
				    .code = d->code, .amount = d->total };
			err = add_debtor(m, d);
		}
	if (err == CR_OK)
		err = measure(m, v, n);
	free(v);
	return err;
}
