#include "cr/figures.h"

#include <stdlib.h>

#include "cr/cr.h"
#include "cr/history.h"
#include "cr/mem.h"
#include "cr/str.h"
#include "groups.h"

/* One report being made. The first period is there for the trend alone. */
struct report {
	struct cr *cr;
	const struct cr_figures_opts *opts;
	struct cr_period *periods;
	struct cr_targets *targets;	/* who was whose, in each period */
	size_t nperiods, cap_periods, ntargets;
	struct cr_groups rows;
	struct cr_groups pairs;	/* debtor and creditor: CR_OWED a period */
	struct cr_movement *paid;
	size_t cap_paid;
};

static int
too_large(struct report *r)
{
	return cr_fail(r->cr, CR_ELIMIT, "a sum of the key figures is too "
	    "large");
}

/* ---- Periods ------------------------------------------------------------ */

/*
 * Each period is told as on its last day, so that it stays as it is, unless
 * a day was asked for.
 */
static int
add_period(struct report *r, struct cr_date from, struct cr_date until)
{
	const struct cr_figures_opts *o = r->opts;
	struct cr_as_of as_of = { .restated = o->restated,
		.day = cr_date_is_set(o->as_of) ? o->as_of : until };
	struct cr_date knowledge;
	int err;

	if (r->nperiods > CR_PERIODS_MAX)
		return cr_fail(r->cr, CR_EUSAGE, "a series of more than %d "
		    "months", CR_PERIODS_MAX);
	err = cr_knowledge(r->cr, &as_of, &knowledge);
	cr_grow(&r->periods, r->nperiods, &r->cap_periods,
	    sizeof(*r->periods));
	cr_period_init(&r->periods[r->nperiods++], from, until, knowledge);
	return err;
}

/* The calendar months from the first day on, the last one cut. */
static int
add_months(struct report *r)
{
	struct cr_date from = r->opts->from, end;
	int err = CR_OK;

	for (; err == CR_OK && from.days <= r->opts->until.days;
	    from.days = end.days + 1) {
		end = cr_date_end_of_month(from);
		if (end.days > r->opts->until.days)
			end = r->opts->until;
		err = add_period(r, from, end);
	}
	return err;
}

static int
make_periods(struct report *r)
{
	const struct cr_figures_opts *o = r->opts;
	struct cr_period first;
	struct cr_date from, until = o->until, end;
	int err;

	end = cr_date_end_of_month(o->from);
	if (o->months && end.days < until.days)
		until = end;
	cr_period_init(&first, o->from, until, until);
	cr_period_before(&first, &from, &until);
	if ((err = add_period(r, from, until)) != CR_OK)
		return err;
	return o->months ? add_months(r) : add_period(r, o->from, o->until);
}

/* The parties as they were known in a period. */
static struct cr_as_of
parties_of(const struct cr_period *p)
{
	return (struct cr_as_of){ .day = p->knowledge,
		.restated = p->knowledge.days == CR_KNOWN_NOW.days };
}

static int
load_targets(struct report *r)
{
	struct cr_as_of as_of;
	int err = CR_OK;

	r->targets = cr_calloc(r->nperiods, sizeof(*r->targets));
	for (; err == CR_OK && r->ntargets < r->nperiods; r->ntargets++) {
		as_of = parties_of(&r->periods[r->ntargets]);
		err = cr_targets_load(r->cr, &as_of, r->opts->by,
		    &r->targets[r->ntargets]);
	}
	return err;
}

/* ---- Sums --------------------------------------------------------------- */

/* The sums of all periods. */
static struct cr_money *
pair_of(struct report *r, int64_t debtor, int64_t creditor,
    const char *currency)
{
	struct cr_group_key key = { .id = debtor, .with = creditor,
		.currency = cr_group_currency(&r->rows, currency) };

	return cr_group_sums(&r->pairs, &key);
}

static struct cr_money *
row_of(struct report *r, size_t period, int64_t debtor, int64_t creditor,
    uint32_t currency)
{
	struct cr_group_key key = { .currency = currency,
		.period = (uint32_t)period };

	cr_target_key(&r->targets[period], debtor, creditor, &key);
	return cr_group_sums(&r->rows, &key);
}

static int
add_owed(struct report *r, size_t period, const struct cr_story *s,
    const struct cr_money *owed)
{
	struct cr_money *pair = NULL;
	int i;

	for (i = 0; i < CR_OWED; i++) {
		if (owed[i].cents == 0)
			continue;
		if (pair == NULL)
			pair = pair_of(r, s->debtor, s->creditor,
			    s->currency) + period * CR_OWED;
		if (!cr_money_add(&pair[i], owed[i]))
			return too_large(r);
	}
	return CR_OK;
}

/* The item as it was known in one period. */
static int
add_story(struct report *r, size_t period, const struct cr_story *s)
{
	struct cr_money owed[CR_OWED] = { { 0 } }, *row;

	row = row_of(r, period, s->debtor, s->creditor,
	    cr_group_currency(&r->rows, s->currency));
	return cr_figures_add(&r->periods[period], s, r->paid, row, owed) ==
	    CR_OK ? add_owed(r, period, s, owed) : too_large(r);
}

static int
add_item(void *ctx, const struct cr_history *h)
{
	struct report *r = ctx;
	const struct cr_period *p = r->periods;
	struct cr_story s;
	size_t i;
	int err = CR_OK;

	if (!cr_is_asked(r->opts->keys, h->now.debtor, h->now.creditor,
	    h->now.item))
		return 0;
	if (h->nmoves > r->cap_paid) {
		r->cap_paid = 2 * h->nmoves;
		r->paid = cr_reallocarray(r->paid, r->cap_paid,
		    sizeof(*r->paid));
	}
	for (i = 0; err == CR_OK && i < r->nperiods; i++, p++)
		if (cr_history_tell(h, p->until, p->knowledge, &s) &&
		    cr_figures_concern(p, &s))
			err = add_story(r, i, &s);
	return err;
}

static int
add_account(void *ctx, const struct cr_account_move *m)
{
	struct report *r = ctx;
	const struct cr_period *p = r->periods;
	struct cr_money *pair;
	size_t i;

	if (!cr_is_asked(r->opts->keys, m->debtor, m->creditor, 0))
		return 0;
	pair = pair_of(r, m->debtor, m->creditor, m->currency);
	for (i = 0; i < r->nperiods; i++, p++, pair += CR_OWED) {
		if (m->date.days > p->until.days ||
		    !cr_known_on(m->known, p->knowledge))
			continue;
		if (!cr_money_sub(&pair[CR_OWED_CREDITS], m->amount) ||
		    (m->date.days < p->from.days &&
		    !cr_money_sub(&pair[CR_OWED_OPENING_CREDITS], m->amount)))
			return too_large(r);
	}
	return 0;
}

/* Does somebody owe something, or is owed? */
static bool
is_owed(const struct cr_money *owed)
{
	int i;

	for (i = 0; i < CR_OWED && owed[i].cents == 0; i++)
		;
	return i < CR_OWED;
}

static int
net_all(struct report *r)
{
	const struct cr_group *g = r->pairs.v, *end = g + r->pairs.n;
	const struct cr_money *owed;
	size_t i;

	for (; g < end; g++) {
		owed = cr_group_sums_of(&r->pairs, g);
		for (i = 0; i < r->nperiods; i++, owed += CR_OWED)
			if (is_owed(owed) && cr_figures_net(owed, row_of(r, i,
			    g->key.id, g->key.with, g->key.currency)) !=
			    CR_OK)
				return too_large(r);
	}
	return CR_OK;
}

/* Nobody asks for less knowledge than this. */
static struct cr_date
least_knowledge(const struct report *r)
{
	struct cr_date least = CR_KNOWN_NOW;
	size_t i;

	for (i = 0; i < r->nperiods; i++)
		if (r->periods[i].knowledge.days < least.days)
			least = r->periods[i].knowledge;
	return least;
}

static int
gather(struct report *r)
{
	struct cr_as_of last;
	int err;

	if ((err = make_periods(r)) != CR_OK)
		return err;
	cr_groups_init(&r->pairs, CR_OWED * r->nperiods);
	if ((err = load_targets(r)) != CR_OK ||
	    (err = cr_history_each(r->cr, r->opts->until, least_knowledge(r),
	    add_item, r)) != 0 ||
	    (err = cr_account_each(r->cr, r->opts->until, least_knowledge(r),
	    add_account, r)) != 0 || (err = net_all(r)) != CR_OK)
		return err;
	last = parties_of(&r->periods[r->nperiods - 1]);
	return cr_groups_order(r->cr, &last, r->opts->by, &r->rows);
}

/* ---- Rows --------------------------------------------------------------- */

/* Is there anything but sales of earlier months? */
static bool
is_empty(const struct cr_money *sums)
{
	int i;

	for (i = 0; i < CR_SUM_MONTHS && sums[i].cents == 0; i++)
		;
	return i == CR_SUM_MONTHS;
}

static bool
is_next(const struct cr_group *a, const struct cr_group *b)
{
	return a->key.id == b->key.id && cr_streq(a->key.text, b->key.text) &&
	    a->key.currency == b->key.currency &&
	    a->key.period + 1 == b->key.period;
}

static int
emit(struct report *r, size_t i,
    int (*each)(void *ctx, const struct cr_figures_row *row), void *ctx)
{
	const struct cr_group *g = &r->rows.v[i];
	struct cr_figures_row row = {
		.party = g->key.id, .code = g->code, .name = g->name,
		.currency = r->rows.currencies[g->key.currency],
		.period = &r->periods[g->key.period],
		.sums = cr_group_sums_of(&r->rows, g),
	};

	if (g->key.period == 0 || is_empty(row.sums))
		return 0;
	if (i > 0 && is_next(g - 1, g)) {
		row.period_before = row.period - 1;
		row.sums_before = cr_group_sums_of(&r->rows, g - 1);
	}
	return each(ctx, &row);
}

int
cr_figures(struct cr *cr, const struct cr_figures_opts *opts,
    int (*each)(void *ctx, const struct cr_figures_row *row), void *ctx)
{
	struct report r = { .cr = cr, .opts = opts };
	size_t i;
	int err;

	cr_groups_init(&r.rows, CR_SUMS);
	err = gather(&r);
	for (i = 0; err == 0 && i < r.rows.n; i++)
		err = emit(&r, i, each, ctx);
	for (i = 0; i < r.ntargets; i++)
		cr_targets_release(&r.targets[i]);
	cr_groups_release(&r.rows);
	cr_groups_release(&r.pairs);
	free(r.targets);
	free(r.periods);
	free(r.paid);
	return err;
}
