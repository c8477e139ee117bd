#include "cr/risk_report.h"

#include <stdlib.h>
#include <string.h>

#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/interest_rules.h"
#include "cr/mem.h"
#include "cr/model.h"
#include "cr/paper.h"
#include "cr/paper_out.h"
#include "cr/rating.h"
#include "cr/str.h"
#include "risk_report.h"

int
cr_rr_too_large(struct rr_making *m)
{
	return cr_fail(m->cr, CR_ELIMIT, "a sum of the report is too large");
}

struct rr_debtor *
cr_rr_debtor(struct rr_making *m, int64_t party, size_t class_number)
{
	size_t i = (size_t)party, n = m->n;
	struct rr_debtor **d;

	if (i >= n) {
		m->n = i + i / 2 + 64;
		m->debtors = cr_reallocarray(m->debtors, m->n,
		    sizeof(*m->debtors));
		memset(m->debtors + n, 0, (m->n - n) * sizeof(*m->debtors));
	}
	d = &m->debtors[i];
	if (*d == NULL) {
		*d = cr_arena_alloc(m->r->arena, sizeof(**d));
		(*d)->party = party;
		(*d)->score = (*d)->pd_bp = CR_NOT_KNOWN;
		memset((*d)->class_number, (int)class_number,
		    sizeof((*d)->class_number));
	}
	return *d;
}

/* ---- Days --------------------------------------------------------------- */

/* The ends of the months before the day, and the day. */
static int
make_days(struct rr_making *m)
{
	struct cr_risk *r = m->r;
	struct cr_as_of as_of = m->opts->as_of;
	int y, month, day, err = CR_OK;
	size_t i;

	r->ndays = (size_t)m->opts->months + 1;
	r->days[r->ndays - 1] = as_of.day;
	for (i = r->ndays - 1; i > 0; i--) {
		cr_date_to_ymd(r->days[i], &y, &month, &day);
		r->days[i - 1].days = r->days[i].days - day;
	}
	m->least = CR_KNOWN_NOW;
	for (i = 0; i < r->ndays && err == CR_OK; i++) {
		as_of.day = r->days[i];
		err = cr_knowledge(m->cr, &as_of, &m->knowledge[i]);
		if (m->knowledge[i].days < m->least.days)
			m->least = m->knowledge[i];
	}
	return err;
}

/* ---- What came back, and what was promised ------------------------------ */

/* The month that D is in; 0: before all of them. */
static size_t
month_of(const struct cr_risk *r, struct cr_date d)
{
	size_t i;

	for (i = 0; i + 1 < r->ndays && d.days > r->days[i].days; i++)
		;
	return i;
}

static bool
is_recalled(const struct rr_making *m, const char *kind)
{
	size_t i;

	for (i = 0; kind != NULL && i < m->model->nrecalled; i++)
		if (cr_strcaseeq(kind, m->model->recalled[i]))
			return true;
	return false;
}

static int
add_unpaid(void *ctx, const struct cr_unpaid *u)
{
	struct rr_making *m = ctx;
	struct cr_risk_month *month = &m->r->months[month_of(m->r, u->date)];

	if (u->date.days <= m->r->days[0].days || is_recalled(m, u->kind) ||
	    strcmp(u->currency, m->opts->currency) != 0)
		return 0;
	month->unpaid++;
	return cr_money_add(&month->unpaid_cents, u->amount) ? 0 :
	    cr_rr_too_large(m);
}

/* By the last day that its money might come; what is open, in the last. */
static int
add_promise(void *ctx, const struct cr_promise *p)
{
	struct rr_making *m = ctx;
	struct cr_risk_month *month = &m->r->months[month_of(m->r, p->until)];

	if (strcmp(p->currency, m->opts->currency) != 0)
		return 0;
	month->promises[p->state]++;
	return cr_money_add(&month->promised[p->state], p->amount) ? 0 :
	    cr_rr_too_large(m);
}

static int
add_events(struct rr_making *m)
{
	const struct cr_as_of *as_of = &m->opts->as_of;
	int err;

	if (m->r->ndays < 2)
		return CR_OK;
	if ((err = cr_unpaid_told(m->cr, as_of, add_unpaid, m)) != 0)
		return err;
	return cr_promise_each(m->cr, as_of,
	    (struct cr_date){ m->r->days[0].days + 1 }, add_promise, m);
}

/* ---- All of it ---------------------------------------------------------- */

static int
make(struct rr_making *m)
{
	int err;

	if ((err = cr_model_share(m->cr, m->opts->share, &m->model)) !=
	    CR_OK || (err = make_days(m)) != CR_OK ||
	    (err = cr_rr_classes(m)) != 0 || (err = cr_rr_balances(m)) != 0 ||
	    (err = cr_rr_spread(m)) != 0 || (err = add_events(m)) != 0)
		return err;
	if (m->others > 0)
		cr_warn(m->cr, NULL, 0, "items not in %s, left out: %lld",
		    m->opts->currency, (long long)m->others);
	return CR_OK;
}

int
cr_risk_make(struct cr *cr, const struct cr_risk_opts *opts,
    struct cr_risk **out)
{
	struct rr_making m = { .cr = cr, .opts = opts };
	int err;

	*out = m.r = cr_calloc(1, sizeof(*m.r));
	m.r->opts = opts;
	m.r->arena = cr_calloc(1, sizeof(*m.r->arena));
	cr_arena_init(m.r->arena);
	cr_age_default_bounds(&m.age);
	if ((err = make(&m)) != CR_OK) {
		cr_risk_free(m.r);
		*out = NULL;
	}
	cr_model_free(m.model);
	free(m.debtors);
	return err;
}

int
cr_risk_lgd(struct cr *cr, struct cr_risk_opts *o, const char *text)
{
	return cr_percent_parse(text, &o->lgd_bp, NULL) &&
	    o->lgd_bp <= 10000 ? CR_OK : cr_fail(cr, CR_EUSAGE,
	    "--lgd: \"%s\" is no percentage up to 100", text);
}

int
cr_risk_check(struct cr *cr, struct cr_risk_opts *o)
{
	if (!cr_date_is_set(o->as_of.day))
		o->as_of.day = cr->today;
	if (o->months < 0 || o->months > CR_RISK_MONTHS)
		return cr_fail(cr, CR_EUSAGE, "--months: %lld is not from 0 "
		    "to %d", (long long)o->months, CR_RISK_MONTHS);
	if (o->top < 0 || o->top > CR_RISK_TOP)
		return cr_fail(cr, CR_EUSAGE, "--top: %lld is not from 0 to "
		    "%d", (long long)o->top, CR_RISK_TOP);
	return CR_OK;
}

int
cr_risk(struct cr *cr, const struct cr_risk_opts *opts, struct cr_printer *p,
    const struct cr_paper_out *out)
{
	struct cr_paper paper;
	struct cr_risk *r;
	int err;

	if ((err = cr_risk_make(cr, opts, &r)) != CR_OK)
		return err;
	if (p != NULL) {
		cr_risk_put(p, r);
	} else {
		cr_paper_init(&paper, r->arena);
		if ((err = cr_risk_paper(cr, r, &paper)) == CR_OK)
			err = cr_paper_write(cr, &paper, out);
	}
	cr_risk_free(r);
	return err;
}

void
cr_risk_free(struct cr_risk *r)
{
	if (r == NULL)
		return;
	cr_arena_release(r->arena);
	free(r->arena);
	free(r);
}

int
cr_risk_whole(const struct cr_risk *r, size_t day, struct cr_risk_cell *out)
{
	const struct cr_risk_cell *c = r->cells[day];
	size_t i, b;

	*out = (struct cr_risk_cell){ 0 };
	for (i = 0; i <= r->nclasses; i++, c++) {
		out->debtors += c->debtors;
		for (b = 0; b < CR_RISK_BUCKETS; b++)
			if (!cr_money_add(&out->buckets[b], c->buckets[b]))
				return CR_ELIMIT;
		if (!cr_money_add(&out->credits, c->credits) ||
		    !cr_money_add(&out->overdue, c->overdue) ||
		    !cr_money_add(&out->total, c->total))
			return CR_ELIMIT;
	}
	return CR_OK;
}
