#include "cr/figures.h"

#include <string.h>

#include "cr/error.h"

/* ---- Periods ------------------------------------------------------------ */

static struct cr_date
first_of_month(struct cr_date d)
{
	int y, m, day;

	cr_date_to_ymd(d, &y, &m, &day);
	return (struct cr_date){ d.days - day + 1 };
}

void
cr_period_init(struct cr_period *p, struct cr_date from, struct cr_date until,
    struct cr_date knowledge)
{
	int i;

	p->from = from;
	p->until = until;
	p->knowledge = knowledge;
	p->month[0] = first_of_month(until);
	for (i = 1; i < CR_COUNTBACK_MONTHS; i++)
		p->month[i] = cr_date_add_months(p->month[0], -i);
}

int32_t
cr_period_days(const struct cr_period *p)
{
	return p->until.days - p->from.days + 1;
}

void
cr_period_before(const struct cr_period *p, struct cr_date *from,
    struct cr_date *until)
{
	int n = cr_period_days(p) / 28;

	until->days = p->from.days - 1;
	from->days = p->from.days - cr_period_days(p);
	for (; n > 0; n--)
		if (cr_date_add_months(p->from, n).days == p->until.days + 1)
			*from = cr_date_add_months(p->from, -n);
}

static bool
is_in(const struct cr_period *p, struct cr_date d)
{
	return p->from.days <= d.days && d.days <= p->until.days;
}

/* ---- Sums --------------------------------------------------------------- */

/* The day on which it is known whether the promise was kept. */
static struct cr_date
judged(const struct cr_story *s)
{
	return (struct cr_date){ s->due.days + CR_PROMISE_DAYS };
}

bool
cr_figures_concern(const struct cr_period *p, const struct cr_story *s)
{
	const struct cr_date *first = &p->month[CR_COUNTBACK_MONTHS - 1];
	struct cr_money open;

	return s->issue.days >= first->days || s->issue.days >= p->from.days ||
	    (s->nmoves > 0 &&
	    s->moves[s->nmoves - 1].date.days >= p->from.days) ||
	    is_in(p, judged(s)) ||
	    cr_story_open(s, &open) != CR_OK || open.cents != 0;
}

/* A sale, or when negative what takes it back. */
static bool
add_sale(const struct cr_period *p, struct cr_date date, struct cr_money m,
    struct cr_money *sums)
{
	int i;

	if (is_in(p, date) && !cr_money_add(&sums[CR_SUM_SALES], m))
		return false;
	for (i = 0; i < CR_COUNTBACK_MONTHS; i++)
		if (date.days >= p->month[i].days)
			return cr_money_add(&sums[CR_SUM_MONTHS + i], m);
	return true;
}

static bool
add_sales(const struct cr_period *p, const struct cr_story *s,
    struct cr_money *sums)
{
	size_t i;

	if (!add_sale(p, s->issue, s->amount, sums))
		return false;
	for (i = 0; i < s->nmoves; i++)
		if (s->moves[i].kind == CR_MOVE_VOID &&
		    !add_sale(p, s->moves[i].date,
		    cr_money_neg(s->moves[i].amount), sums))
			return false;
	return true;
}

/* CENTS for DAYS days each. */
static bool
add_days(struct cr_money *sum, struct cr_money cents, int32_t days)
{
	struct cr_money weighed;

	return cr_money_scale(cents, days, 1, &weighed) &&
	    cr_money_add(sum, weighed);
}

static bool
add_late(struct cr_money open, int32_t late, struct cr_money *sums)
{
	return late <= 0 || (cr_money_add(&sums[CR_SUM_LATE], open) &&
	    add_days(&sums[CR_SUM_LATE_DAYS], open, late));
}

/* What is open at the end, and what was on the day before the beginning. */
static bool
add_balance(const struct cr_period *p, const struct cr_story *s,
    struct cr_money *sums, struct cr_money *owed)
{
	struct cr_money open, before = { 0 };
	int32_t late = p->until.days - s->due.days;
	struct cr_story then = *s;

	while (then.nmoves > 0 &&
	    then.moves[then.nmoves - 1].date.days >= p->from.days)
		then.nmoves--;
	if (cr_story_open(s, &open) != CR_OK || (s->issue.days < p->from.days &&
	    cr_story_open(&then, &before) != CR_OK))
		return false;
	if (s->amount.cents > 0 && open.cents > 0 &&
	    !add_late(open, late, sums))
		return false;
	return cr_money_add(&owed[open.cents < 0 ? CR_OWED_CREDITS :
	    late > 0 ? CR_OWED_OVERDUE : CR_OWED_CURRENT], open) &&
	    cr_money_add(&owed[before.cents < 0 ? CR_OWED_OPENING_CREDITS :
	    CR_OWED_OPENING], before);
}

static bool
add_paid(const struct cr_story *s, const struct cr_movement *paid,
    struct cr_money *sums)
{
	int32_t late = paid->date.days - s->due.days;

	return cr_money_add(&sums[CR_SUM_PAID], paid->amount) &&
	    add_days(&sums[CR_SUM_PAID_ISSUE], paid->amount,
	    paid->date.days - s->issue.days) &&
	    add_days(&sums[CR_SUM_PAID_DUE], paid->amount, late) &&
	    add_days(&sums[CR_SUM_PAID_LATE], paid->amount,
	    late > 0 ? late : 0);
}

/*
 * Of the claim, what was paid within 30 days of the due date. What a credit
 * note or a rounding took off was no claim; what was written off is one that
 * was not collected.
 */
static bool
add_promise(const struct cr_story *s, const struct cr_movement *paid,
    size_t npaid, struct cr_money *sums)
{
	struct cr_money claim = s->amount, kept = { 0 };
	size_t i;

	for (i = 0; i < s->nmoves; i++)
		if (s->moves[i].kind != CR_MOVE_PAID &&
		    s->moves[i].kind != CR_MOVE_WRITEOFF &&
		    !cr_money_sub(&claim, s->moves[i].amount))
			return false;
	if (claim.cents <= 0)
		return true;
	for (i = 0; i < npaid; i++)
		if (paid[i].date.days <= judged(s).days &&
		    !cr_money_add(&kept, paid[i].amount))
			return false;
	return cr_money_add(&sums[CR_SUM_PROMISED], claim) &&
	    cr_money_add(&sums[CR_SUM_KEPT],
	    kept.cents < claim.cents ? kept : claim);
}

static bool
add_payments(const struct cr_period *p, const struct cr_story *s,
    struct cr_movement *paid, struct cr_money *sums)
{
	size_t i, n = cr_story_paid(s, paid);

	for (i = 0; i < n; i++)
		if (is_in(p, paid[i].date) && !add_paid(s, &paid[i], sums))
			return false;
	return !is_in(p, judged(s)) || add_promise(s, paid, n, sums);
}

int
cr_figures_add(const struct cr_period *p, const struct cr_story *s,
    struct cr_movement *paid, struct cr_money *sums, struct cr_money *owed)
{
	if (!add_sales(p, s, sums) || !add_balance(p, s, sums, owed) ||
	    (s->amount.cents > 0 && !add_payments(p, s, paid, sums)))
		return CR_ELIMIT;
	return CR_OK;
}

/* Take up to *CREDIT, which is negative, off DEBT. */
static void
set_off(struct cr_money *credit, struct cr_money *debt)
{
	struct cr_money part = cr_money_neg(*credit);

	if (part.cents <= 0)
		return;
	if (part.cents > debt->cents)
		part = *debt;
	cr_money_sub(debt, part);
	cr_money_add(credit, part);
}

int
cr_figures_net(const struct cr_money *owed, struct cr_money *sums)
{
	struct cr_money current = owed[CR_OWED_CURRENT];
	struct cr_money overdue = owed[CR_OWED_OVERDUE];
	struct cr_money credits = owed[CR_OWED_CREDITS];
	struct cr_money opening = owed[CR_OWED_OPENING];
	struct cr_money before = owed[CR_OWED_OPENING_CREDITS];

	set_off(&credits, &overdue);
	set_off(&credits, &current);
	set_off(&before, &opening);
	return cr_money_add(&sums[CR_SUM_CURRENT], current) &&
	    cr_money_add(&sums[CR_SUM_OVERDUE], overdue) &&
	    cr_money_add(&sums[CR_SUM_CREDITS], credits) &&
	    cr_money_add(&sums[CR_SUM_OPENING], opening) ? CR_OK : CR_ELIMIT;
}

/* ---- Figures ------------------------------------------------------------ */

/* NUM / DEN, as 128 bits hold it. */
struct ratio {
	__int128 num, den;
};

/*
 * Go back month by month until the sales make up what is owed; of the month
 * in which they do, its days in proportion. A month in which more was
 * credited than sold adds to what has to be found.
 */
static bool
count_back(const struct cr_period *p, const struct cr_money *sums,
    struct ratio *r)
{
	__int128 left = sums[CR_SUM_CURRENT].cents, days = 0;
	int32_t length = p->until.days - p->month[0].days + 1;
	int64_t sales;
	int i;

	left += sums[CR_SUM_OVERDUE].cents;
	*r = (struct ratio){ 0, 1 };
	if (left <= 0)
		return left == 0;
	for (i = 0; i < CR_COUNTBACK_MONTHS; i++) {
		if (i > 0)
			length = p->month[i - 1].days - p->month[i].days;
		sales = sums[CR_SUM_MONTHS + i].cents;
		if (sales >= left) {
			*r = (struct ratio){ days * sales + left * length,
			    sales };
			return true;
		}
		left -= sales;
		days += length;
	}
	return false;
}

static struct ratio
fraction(enum cr_figure f, const struct cr_period *p,
    const struct cr_money *s)
{
	__int128 current = s[CR_SUM_CURRENT].cents;
	__int128 overdue = s[CR_SUM_OVERDUE].cents;
	__int128 sales = s[CR_SUM_SALES].cents, paid = s[CR_SUM_PAID].cents;
	__int128 all = s[CR_SUM_OPENING].cents + sales;
	int32_t days = cr_period_days(p);

	switch (f) {
	case CR_FIGURE_DSO:
		return (struct ratio){ (current + overdue) * days, sales };
	case CR_FIGURE_BPDSO:
		return (struct ratio){ current * days, sales };
	case CR_FIGURE_ADD:
		return (struct ratio){ overdue * days, sales };
	case CR_FIGURE_ADP:
		return (struct ratio){ s[CR_SUM_PAID_ISSUE].cents, paid };
	case CR_FIGURE_DELAY:
		return (struct ratio){ s[CR_SUM_PAID_DUE].cents, paid };
	case CR_FIGURE_ADL:
		return (struct ratio){ s[CR_SUM_PAID_LATE].cents, paid };
	case CR_FIGURE_DBT:
		return (struct ratio){ (__int128)s[CR_SUM_PAID_LATE].cents +
		    s[CR_SUM_LATE_DAYS].cents, paid + s[CR_SUM_LATE].cents };
	case CR_FIGURE_CEI:
		return (struct ratio){ all - current - overdue,
		    all - current };
	case CR_FIGURE_OVERDUE:
		return (struct ratio){ overdue, current + overdue };
	case CR_FIGURE_KEPT:
		return (struct ratio){ s[CR_SUM_KEPT].cents,
		    s[CR_SUM_PROMISED].cents };
	default:
		return (struct ratio){ 0, 0 };
	}
}

bool
cr_figure(enum cr_figure f, const struct cr_period *p,
    const struct cr_money *sums, int64_t unit, int64_t *out)
{
	struct ratio r;
	__int128 n, q, rest;

	if (f != CR_FIGURE_COUNTBACK)
		r = fraction(f, p, sums);
	else if (!count_back(p, sums, &r))
		return false;
	if (r.den <= 0)
		return false;
	n = r.num * unit;
	q = n / r.den;
	rest = n % r.den;
	if ((rest < 0 ? -rest : rest) * 2 >= r.den)
		q += n < 0 ? -1 : 1;
	if (q > INT64_MAX || q < INT64_MIN)
		return false;
	*out = (int64_t)q;
	return true;
}
