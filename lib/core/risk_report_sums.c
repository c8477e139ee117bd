#include "risk_report.h"

#include <string.h>

#include "cr/arena.h"
#include "cr/cr.h"

/* ---- Items -------------------------------------------------------------- */

/* Was all over by the first day, and known to be on each of them? */
static bool
is_over(const struct rr_making *m, const struct cr_history *h)
{
	const struct cr_history_move *v = h->moves;
	struct cr_date day = m->r->days[0], known = m->least;
	struct cr_money left = h->now.amount;
	size_t i;

	if (h->nchanges > 0 || h->known.from > known.days ||
	    h->known.until != INT32_MAX)
		return false;
	for (i = 0; i < h->nmoves; i++, v++)
		if (v->move.date.days > day.days ||
		    v->known.from > known.days ||
		    v->known.until != INT32_MAX ||
		    !cr_money_sub(&left, v->move.amount))
			return false;
	return left.cents == 0;
}

static int
add_open(struct rr_making *m, size_t day, const struct cr_story *s,
    struct cr_money open)
{
	struct cr_risk *r = m->r;
	struct rr_debtor *d = cr_rr_debtor(m, s->debtor, r->nclasses);
	struct cr_risk_cell *c = &r->cells[day][d->class_number[day]];
	size_t b = open.cents < 0 ? 0 : cr_age_bucket(&m->age,
	    r->days[day].days - s->due.days);

	d->open |= UINT32_C(1) << day;
	if (!cr_money_add(open.cents < 0 ? &c->credits : &c->buckets[b], open))
		return cr_rr_too_large(m);
	if (day + 1 == r->ndays && (!cr_money_add(&d->total, open) ||
	    (b > 0 && !cr_money_add(&d->overdue, open))))
		return cr_rr_too_large(m);
	return CR_OK;
}

static int
add_item(void *ctx, const struct cr_history *h)
{
	struct rr_making *m = ctx;
	bool other = strcmp(h->now.currency, m->opts->currency) != 0;
	size_t i, n = m->r->ndays;
	struct cr_story s;
	struct cr_money open;
	int err = CR_OK;

	if (other) {
		m->others += cr_history_tell(h, m->r->days[n - 1],
		    m->knowledge[n - 1], &s);
		return 0;
	}
	if (is_over(m, h))
		return 0;
	for (i = 0; i < n && err == CR_OK; i++) {
		if (!cr_history_tell(h, m->r->days[i], m->knowledge[i], &s))
			continue;
		if (cr_story_open(&s, &open) != CR_OK)
			return cr_rr_too_large(m);
		if (open.cents != 0)
			err = add_open(m, i, &s, open);
	}
	return err;
}

/* ---- Money on account --------------------------------------------------- */

static int
add_credit(struct rr_making *m, size_t day, struct rr_debtor *d,
    struct cr_money amount)
{
	struct cr_risk *r = m->r;
	size_t number = d != NULL ? d->class_number[day] : r->nclasses;

	if (!cr_money_sub(&r->cells[day][number].credits, amount) ||
	    (d != NULL && !cr_money_add(&d->account[day], amount)) ||
	    (d != NULL && day + 1 == r->ndays &&
	    !cr_money_sub(&d->total, amount)))
		return cr_rr_too_large(m);
	return CR_OK;
}

static int
add_account(void *ctx, const struct cr_account_move *a)
{
	struct rr_making *m = ctx;
	struct rr_debtor *d = NULL;
	size_t i;
	int err = CR_OK;

	if (strcmp(a->currency, m->opts->currency) != 0)
		return 0;
	if (a->debtor != 0)
		d = cr_rr_debtor(m, a->debtor, m->r->nclasses);
	if (d != NULL && d->account == NULL)
		d->account = cr_arena_alloc(m->r->arena, m->r->ndays *
		    sizeof(*d->account));
	for (i = 0; i < m->r->ndays && err == CR_OK; i++)
		if (a->date.days <= m->r->days[i].days &&
		    cr_known_on(a->known, m->knowledge[i]))
			err = add_credit(m, i, d, a->amount);
	return err;
}

/* ---- Sums --------------------------------------------------------------- */

static int
finish_cell(struct rr_making *m, struct cr_risk_cell *c)
{
	size_t b;

	for (b = 1; b < CR_RISK_BUCKETS; b++)
		if (!cr_money_add(&c->overdue, c->buckets[b]))
			return cr_rr_too_large(m);
	c->total = c->overdue;
	return cr_money_add(&c->total, c->buckets[0]) &&
	    cr_money_add(&c->total, c->credits) ? CR_OK : cr_rr_too_large(m);
}

static void
count_debtor(struct cr_risk *r, struct rr_debtor *d)
{
	size_t i;

	for (i = 0; i < r->ndays; i++) {
		if (d->account != NULL && d->account[i].cents != 0)
			d->open |= UINT32_C(1) << i;
		if (d->open >> i & 1)
			r->cells[i][d->class_number[i]].debtors++;
	}
}

int
cr_rr_balances(struct rr_making *m)
{
	struct cr_risk *r = m->r;
	struct cr_date until = r->days[r->ndays - 1];
	size_t i, c;
	int err;

	if ((err = cr_history_each(m->cr, until, m->least, add_item,
	    m)) != 0 || (err = cr_account_each(m->cr, until, m->least,
	    add_account, m)) != 0)
		return err;
	for (i = 0; i < r->ndays; i++)
		for (c = 0; c <= r->nclasses; c++)
			if ((err = finish_cell(m, &r->cells[i][c])) != CR_OK)
				return err;
	for (i = 0; i < m->n; i++)
		if (m->debtors[i] != NULL)
			count_debtor(r, m->debtors[i]);
	return CR_OK;
}
