#include "provision_history.h"

#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/history.h"
#include "cr/mem.h"
#include "cr/story.h"

/* One pass over what happened to every item. */
struct pass {
	struct cr_provide *p;
	struct cr_date known;		/* the day whose knowledge counts */
	struct cr_date from, until;	/* due dates that sales are of */
	struct cr_movement *paid;
	size_t cap_paid;
};

static int
add(struct pass *s, struct cr_money *sum, struct cr_money x)
{
	return cr_money_add(sum, x) ? CR_OK : cr_provide_too_large(s->p);
}

/* ---- Sales on their way to never paid ----------------------------------- */

/* Is it less by it, for good? What was given up is owed still. */
static bool
reduces(const struct cr_movement *m)
{
	return m->kind == CR_MOVE_CREDIT || m->kind == CR_MOVE_ROUNDING;
}

/*
 * What is left of S when all up to DAY has reduced it: payments that stayed
 * (N of them, PAID), credit notes, differences. Never below nought, nor more
 * than LIMIT, what was left on a day before.
 */
static int
left_on(struct pass *p, const struct cr_story *s, size_t n,
    struct cr_date day, struct cr_money limit, struct cr_money *left)
{
	size_t i;
	bool fits = true;

	*left = s->amount;
	for (i = 0; i < s->nmoves; i++)
		if (s->moves[i].kind == CR_MOVE_VOID || (reduces(&s->moves[
		    i]) && s->moves[i].date.days <= day.days))
			fits = cr_money_sub(left, s->moves[i].amount) && fits;
	for (i = 0; i < n; i++)
		if (p->paid[i].date.days <= day.days)
			fits = cr_money_sub(left, p->paid[i].amount) && fits;
	if (left->cents < 0)
		left->cents = 0;
	if (left->cents > limit.cents)
		*left = limit;
	return fits ? CR_OK : cr_provide_too_large(p->p);
}

static int
add_sale(struct pass *s, const struct cr_story *t, int segment)
{
	struct cr_provide *p = s->p;
	const struct cr_provision_model *m = p->model;
	struct cr_money *reach = p->reach + (size_t)segment * p->buckets;
	struct cr_money left, limit = { INT64_MAX };
	struct cr_date day = { INT32_MIN };
	size_t n, b;
	int err;

	while (t->nmoves > s->cap_paid)
		cr_grow(&s->paid, s->cap_paid, &s->cap_paid,
		    sizeof(*s->paid));
	n = cr_story_paid(t, s->paid);
	/* to the first bucket it all comes; to the next what is not paid */
	for (b = 0; b < p->buckets; b++) {
		if (b > 0)
			day.days = t->due.days + (b > 1 ? m->bounds[b - 2] :
			    0);
		if ((err = left_on(s, t, n, day, limit, &left)) != CR_OK ||
		    (err = add(s, &reach[b], left)) != CR_OK)
			return err;
		limit = left;
	}
	if ((err = left_on(s, t, n, p->opts->as_of.day, limit, &left)) !=
	    CR_OK)
		return err;
	return add(s, &p->lost[segment], left);
}

/* ---- Ends of months ----------------------------------------------------- */

/* Was it nothing on every end of a month, whatever was known then? */
static bool
is_over(const struct pass *s, const struct cr_history *h)
{
	const struct cr_provide *p = s->p;
	int64_t left = h->now.amount.cents;
	size_t i;

	if (h->nchanges > 0)
		return false;
	for (i = 0; i < h->nmoves; i++) {
		if (h->moves[i].move.date.days > p->month_ends[0].days ||
		    h->moves[i].known.from > p->knowledge[0].days ||
		    h->moves[i].known.until != INT32_MAX)
			return false;
		left -= h->moves[i].move.amount.cents;
	}
	return left == 0;
}

static int
add_months(struct pass *s, const struct cr_history *h)
{
	struct cr_provide *p = s->p;
	struct cr_money *sums = NULL, open;
	struct cr_story t;
	int segment, err;
	size_t i;

	if (is_over(s, h))
		return CR_OK;
	for (i = 0; i < p->nmonths; i++) {
		if (!cr_history_tell(h, p->month_ends[i], p->knowledge[i], &t))
			continue;
		if (cr_story_open(&t, &open) != CR_OK)
			return cr_provide_too_large(p);
		if (open.cents <= 0)
			continue;
		if (sums == NULL) {
			if ((segment = cr_provide_segment(p, t.debtor,
			    t.creditor)) < 0)
				return segment;
			sums = p->months + (size_t)segment * p->nmonths *
			    p->buckets;
		}
		if ((err = add(s, &sums[i * p->buckets +
		    cr_provide_bucket(p->model, p->month_ends[i].days -
		    t.due.days)], open)) != CR_OK)
			return err;
	}
	return CR_OK;
}

/* ---- The pass ----------------------------------------------------------- */

static int
add_history(void *ctx, const struct cr_history *h)
{
	struct pass *s = ctx;
	struct cr_provide *p = s->p;
	struct cr_story t;
	int segment;

	if (strcmp(h->now.currency, p->opts->currency) != 0)
		return 0;
	if (p->months != NULL)
		return add_months(s, h);
	if (!cr_history_tell(h, p->opts->as_of.day, s->known, &t) ||
	    t.amount.cents <= 0 || t.due.days <= s->from.days ||
	    t.due.days > s->until.days)
		return 0;
	segment = cr_provide_segment(p, t.debtor, t.creditor);
	return segment < 0 ? segment : add_sale(s, &t, segment);
}

/* The ends of months to the day; each told as it was told then. */
static int
make_months(struct pass *s)
{
	struct cr_provide *p = s->p;
	struct cr_as_of then = p->opts->as_of;
	struct cr_date day = p->opts->as_of.day;
	size_t n = (size_t)p->model->roll_months + 1, i;
	int err = CR_OK;

	if (cr_date_end_of_month(day).days != day.days)
		day = cr_date_end_of_month(cr_date_add_months(day, -1));
	p->nmonths = n;
	p->month_ends = cr_calloc(n, sizeof(*p->month_ends));
	p->knowledge = cr_calloc(n, sizeof(*p->knowledge));
	p->months = cr_calloc(p->model->nsegments * n * p->buckets,
	    sizeof(*p->months));
	for (i = n; i-- > 0 && err == CR_OK;) {
		then.day = p->month_ends[i] = day;
		err = cr_knowledge(p->cr, &then, &p->knowledge[i]);
		/* but nothing that was not known on the day itself */
		if (p->knowledge[i].days > s->known.days)
			p->knowledge[i] = s->known;
		day = cr_date_end_of_month(cr_date_add_months(day, -1));
	}
	return err;
}

/* Due long enough ago to have come to the last bucket, if not paid. */
static void
make_sales(struct pass *s)
{
	struct cr_provide *p = s->p;
	const struct cr_provision_model *m = p->model;

	s->until.days = p->opts->as_of.day.days -
	    m->bounds[m->nbounds - 1] - 1;
	s->from = cr_date_add_months(s->until, -m->months);
	p->reach = cr_calloc(m->nsegments * p->buckets, sizeof(*p->reach));
	p->lost = cr_calloc(m->nsegments, sizeof(*p->lost));
}

int
cr_provide_history(struct cr_provide *p, bool months)
{
	struct pass s = { .p = p };
	struct cr_date since;
	size_t i;
	int err;

	if ((err = cr_knowledge(p->cr, &p->opts->as_of, &s.known)) != CR_OK)
		return err;
	since = s.known;
	if (months)
		err = make_months(&s);
	else
		make_sales(&s);
	for (i = 0; i < p->nmonths; i++)
		if (p->knowledge[i].days < since.days)
			since = p->knowledge[i];
	if (err == CR_OK)
		err = cr_history_each(p->cr, p->opts->as_of.day, since,
		    add_history, &s);
	free(s.paid);
	return err;
}
