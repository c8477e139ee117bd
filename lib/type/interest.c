#include "cr/interest.h"

#include "cr/cr.h"
#include "interest_accrue.h"

#define WHOLE 10000		/* basis points in one */
#define MICRO_PER_CENT 10000

/* What is owed, as the days go by. */
struct state {
	struct cr_accrual a;
	struct cr_interest_debt *debt;
	struct cr_date cur;	/* interest is told up to this day */
	struct cr_date end;	/* and will be up to that one */
	struct cr_date penalty;	/* the last day without one */
	struct cr_money balance;	/* the amount less all events */
	struct cr_money principal, interest, costs;
	bool penalised;
};

bool
cr_interest_has_flat(enum cr_regime regime)
{
	return regime != CR_REGIME_MORA7 && regime != CR_REGIME_LEGAL &&
	    regime != CR_REGIME_LEGAL4;
}

struct cr_money
cr_interest_per_diem(int64_t micro)
{
	struct cr_money m = { 0 };

	cr_money_scale((struct cr_money){ micro }, 1, MICRO_PER_CENT, &m);
	return m;
}

static int
too_large(const struct state *s)
{
	return cr_fail(s->a.cr, CR_ELIMIT, "an amount of interest is too "
	    "large");
}

/*
 * What came back takes the last one of its kind before it away, in whole or
 * in part; what is left of it then raises the debt again.
 */
static void
take_back(struct cr_interest_event *v, size_t n)
{
	size_t i, j;

	for (i = 0; i < n; i++) {
		for (j = i; v[i].amount.cents < 0 && j-- > 0;) {
			if (v[j].what != v[i].what || v[j].amount.cents <= 0)
				continue;
			if (!cr_money_add(&v[i].amount, v[j].amount))
				break;
			v[j].amount.cents = 0;
			if (v[i].amount.cents > 0) {
				v[j].amount = v[i].amount;
				v[i].amount.cents = 0;
			}
		}
	}
}

/* Take X off *FROM, as far as it goes. */
static void
take(struct cr_money *x, struct cr_money *from)
{
	struct cr_money part = *x;

	if (part.cents > from->cents)
		part = *from;
	if (part.cents > 0) {
		cr_money_sub(x, part);
		cr_money_sub(from, part);
	}
}

/* A payment: art. 1194 c.c., or principal first. What is over is his. */
static bool
impute(struct state *s, struct cr_money x)
{
	if (s->a.terms->principal_first)
		take(&x, &s->principal);
	take(&x, &s->costs);
	take(&x, &s->interest);
	return cr_money_sub(&s->principal, x);
}

/* Nothing is left of the amount: the principal is taken for paid. */
static bool
close_debt(struct state *s)
{
	struct cr_interest_total *t = s->a.total;
	struct cr_money claimed = t->claimed;

	s->principal = s->balance;
	s->interest = t->interest;
	s->costs = t->flat;
	if (!cr_money_add(&s->costs, t->penalty))
		return false;
	take(&claimed, &s->costs);
	return cr_money_sub(&s->interest, claimed);
}

/* Costs and interest that were claimed are paid, whoever was to be first. */
static bool
impute_claimed(struct state *s, struct cr_money x)
{
	if (!cr_money_add(&s->a.total->claimed, x))
		return false;
	if (s->debt->closes && s->balance.cents <= 0)
		return close_debt(s);
	take(&x, &s->costs);
	take(&x, &s->interest);
	return cr_money_sub(&s->principal, x);
}

static int
apply(struct state *s, const struct cr_interest_event *e)
{
	bool ok;

	if (e->what == CR_INTEREST_CLAIMED)
		return impute_claimed(s, e->amount) ? CR_OK : too_large(s);
	if (!cr_money_sub(&s->balance, e->amount))
		return too_large(s);
	if (s->debt->closes && s->balance.cents <= 0)
		ok = close_debt(s);
	else if (e->what == CR_INTEREST_PAYMENT && e->amount.cents > 0)
		ok = impute(s, e->amount);
	else
		ok = cr_money_sub(&s->principal, e->amount);
	return ok ? CR_OK : too_large(s);
}

/* L. 192/1998 art. 3: once, of what is unpaid so many days too late. */
static int
penalise(struct state *s, struct cr_date until)
{
	const struct cr_rates *r = s->a.rates;
	const struct cr_rates_row *row;
	struct cr_interest_total *t = s->a.total;

	if (s->penalised || until.days <= s->penalty.days)
		return CR_OK;
	s->penalised = true;
	row = cr_rates_find(&r->penalty,
	    (struct cr_date){ s->penalty.days + 1 });
	if (row == NULL || s->principal.cents <= 0)
		return CR_OK;
	return cr_money_scale(s->principal, row->value, WHOLE, &t->penalty) &&
	    cr_money_add(&s->costs, t->penalty) ? CR_OK : too_large(s);
}

/* Tell the interest up to DAY. */
static int
advance(struct state *s, struct cr_date day)
{
	struct cr_money more;
	int err;

	if ((err = penalise(s, day)) != CR_OK)
		return err;
	if (day.days > s->end.days)
		day = s->end;
	if (day.days <= s->cur.days)
		return CR_OK;
	if ((err = cr_accrue(&s->a, s->principal, s->cur, day, &more)) != 0)
		return err;
	s->cur = day;
	return cr_money_add(&s->interest, more) &&
	    cr_money_add(&s->a.total->interest, more) ? CR_OK : too_large(s);
}

/* Is an event one that counts from the first day on? */
static bool
is_initial(const struct state *s, const struct cr_interest_event *e)
{
	return e->what == CR_INTEREST_VOID ||
	    e->date.days <= s->debt->due.days ||
	    (e->what == CR_INTEREST_CREDIT && s->a.terms->ab_initio);
}

/* The principal on the due date. */
static int
reduce_initially(struct state *s, size_t n)
{
	struct cr_interest_event *e = s->debt->events;
	size_t i;

	for (i = 0; i < n; i++, e++) {
		if (!is_initial(s, e))
			continue;
		if (!cr_money_sub(&s->balance, e->amount))
			return too_large(s);
		e->amount.cents = 0;
	}
	s->principal = s->balance;
	return CR_OK;
}

static void
add_flat(struct state *s)
{
	const struct cr_rates_row *row = cr_rates_find(&s->a.rates->flat,
	    (struct cr_date){ s->debt->due.days + 1 });

	if (s->debt->flat && row != NULL && s->principal.cents > 0)
		s->a.total->flat.cents = s->costs.cents = row->value;
}

static int
run(struct state *s, struct cr_date to, size_t n)
{
	const struct cr_interest_event *e = s->debt->events;
	size_t i;
	int err;

	for (i = 0; i < n; i++, e++)
		if (e->amount.cents != 0 &&
		    ((err = advance(s, e->date)) != CR_OK ||
		    (err = apply(s, e)) != CR_OK))
			return err;
	return advance(s, to);
}

/* What is left, and how it grows. */
static void
finish(struct state *s, struct cr_date to)
{
	struct cr_interest_total *t = s->a.total;
	struct cr_date stop = s->debt->stop;

	t->principal_due = s->principal;
	t->interest_due = s->interest;
	t->costs_due = s->costs;
	if (to.days >= s->debt->due.days && to.days >= s->cur.days &&
	    (!cr_date_is_set(stop) || to.days < stop.days))
		t->per_diem_micro = cr_accrue_day(&s->a, s->principal, to);
}

static void
begin(struct state *s, struct cr_date to)
{
	const struct cr_interest_debt *d = s->debt;

	s->balance = d->amount;
	s->cur = d->due;
	if (cr_date_is_set(d->start) && d->start.days > d->due.days)
		s->cur = d->start;
	s->end = to;
	if (cr_date_is_set(d->stop) && d->stop.days < to.days)
		s->end = d->stop;
	s->penalty.days = d->due.days + s->a.rates->penalty_days;
	s->penalised = s->a.terms->regime != CR_REGIME_SUBFORNITURA;
}

int
cr_interest(struct cr *cr, const struct cr_rates *rates,
    const struct cr_interest_terms *terms, struct cr_interest_debt *debt,
    struct cr_date to, int (*each)(void *ctx,
    const struct cr_interest_segment *s), void *ctx,
    struct cr_interest_total *total)
{
	struct state s = { .debt = debt, .a = { cr, rates, terms, debt, each,
	    ctx, total } };
	size_t n = 0;
	int err;

	*total = (struct cr_interest_total){ .from = CR_DATE_NONE,
	    .to = CR_DATE_NONE };
	while (n < debt->n && debt->events[n].date.days <= to.days)
		n++;
	begin(&s, to);
	take_back(debt->events, n);
	if ((err = reduce_initially(&s, n)) != CR_OK)
		return err;
	if (to.days > debt->due.days) {
		add_flat(&s);
		err = run(&s, to, n);
	}
	if (err == CR_OK)
		finish(&s, to);
	return err;
}
