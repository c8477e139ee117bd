#include "risk_report_paper.h"

#include <inttypes.h>

#include "cr/chart.h"
#include "cr/concentration.h"
#include "cr/cr.h"
#include "cr/field.h"
#include "cr/i18n.h"
#include "cr/rating.h"
#include "say.h"

/* ---- Cells -------------------------------------------------------------- */

static const char *
amount(const struct rr_writing *w, struct cr_money m)
{
	return cr_say_amount(w->a, m, w->language);
}

static const char *
count(const struct rr_writing *w, int64_t n)
{
	return cr_say_number(w->a, n);
}

/* What is not known is left empty. */
static const char *
rate(const struct rr_writing *w, int32_t bp)
{
	return bp != CR_NOT_KNOWN ? cr_say_rate(w->a, bp, w->language) : NULL;
}

static const char *
share(const struct rr_writing *w, struct cr_money part, struct cr_money whole)
{
	return whole.cents > 0 ? rate(w, cr_share_bp(part, whole)) : NULL;
}

static const char *
date(const struct rr_writing *w, struct cr_date d)
{
	return cr_say_date(w->a, d, w->language);
}

/* ---- The sums ----------------------------------------------------------- */

static void
add_pair(struct rr_writing *w, size_t *n, const char *label,
    const char *value)
{
	w->p->pairs[(*n)++] = (struct cr_paper_pair){ label, value };
}

static struct cr_money
all_losses(const struct cr_risk *r)
{
	struct cr_money sum = { 0 };
	size_t i;

	/* each is a part of what it is of, so that they add up */
	for (i = 0; i <= r->nclasses; i++)
		cr_money_add(&sum, r->loss[i]);
	return sum;
}

static void
write_head(struct rr_writing *w, const struct cr_risk_cell *whole)
{
	const struct cr_risk *r = w->r;
	const char *currency = r->opts->currency;
	struct cr_money owed = whole->overdue;
	size_t n = 0;

	w->p->title = cr_arena_printf(w->a, _("Credit risk on %s"),
	    date(w, r->days[r->ndays - 1]));
	w->p->subtitle = cr_arena_printf(w->a, _("Amounts in %s. Each end of "
	    "a month is told as it was known then."), currency);
	add_pair(w, &n, _("Debtors"), count(w, whole->debtors));
	add_pair(w, &n, _("Open"), cr_arena_printf(w->a, "%s %s", currency,
	    amount(w, whole->total)));
	if (cr_money_add(&owed, whole->buckets[0]) && owed.cents > 0)
		add_pair(w, &n, _("Overdue"), cr_arena_printf(w->a,
		    "%s %s (%s)", currency, amount(w, whole->overdue),
		    share(w, whole->overdue, owed)));
	add_pair(w, &n, _("Expected loss"), cr_arena_printf(w->a, "%s %s",
	    currency, amount(w, all_losses(r))));
	if (r->debtors > 0)
		add_pair(w, &n, _("Ten largest"),
		    share(w, r->largest[2].sum, r->sum));
}

/* ---- By class ----------------------------------------------------------- */

enum { P_CLASS, P_DEBTORS, P_OPEN, P_SHARE, P_OVERDUE, P_CREDITS, P_PD,
    P_LOSS, P_COLUMNS };

static void
write_class(struct rr_writing *w, struct cr_paper_table *t, size_t number,
    struct cr_money whole)
{
	const struct cr_risk *r = w->r;
	const struct cr_risk_cell *k = &r->cells[r->ndays - 1][number];
	const char **c = cr_paper_row_add(w->p, t, CR_PAPER_ROW);

	c[P_CLASS] = cr_rr_class_name(w, number);
	c[P_DEBTORS] = count(w, k->debtors);
	c[P_OPEN] = amount(w, k->total);
	c[P_SHARE] = share(w, k->total, whole);
	c[P_OVERDUE] = amount(w, k->overdue);
	c[P_CREDITS] = amount(w, k->credits);
	c[P_PD] = rate(w, r->classes[number].pd_bp);
	if (r->classes[number].pd_bp != CR_NOT_KNOWN)
		c[P_LOSS] = amount(w, r->loss[number]);
}

static void
write_classes(struct rr_writing *w, const struct cr_risk_cell *whole)
{
	const struct cr_paper_column columns[P_COLUMNS] = {
		[P_CLASS] = { _("Class"), 0, CR_PAPER_LEFT },
		[P_DEBTORS] = { _("Debtors"), 1600, CR_PAPER_RIGHT },
		[P_OPEN] = { _("Open"), 2900, CR_PAPER_RIGHT },
		[P_SHARE] = { _("Share"), 1700, CR_PAPER_RIGHT },
		[P_OVERDUE] = { _("Overdue"), 2900, CR_PAPER_RIGHT },
		[P_CREDITS] = { _("Credits"), 2500, CR_PAPER_RIGHT },
		[P_PD] = { _("PD"), 1500, CR_PAPER_RIGHT },
		[P_LOSS] = { _("Expected loss"), 2500, CR_PAPER_RIGHT },
	};
	struct cr_paper_table *t = cr_paper_table_add(w->p,
	    _("Portfolio by class"), columns, P_COLUMNS);
	const char **c;
	size_t i;

	for (i = 0; i < cr_rr_class_count(w->r); i++)
		write_class(w, t, i, whole->total);
	c = cr_paper_row_add(w->p, t, CR_PAPER_SUM);
	c[P_CLASS] = _("Total");
	c[P_DEBTORS] = count(w, whole->debtors);
	c[P_OPEN] = amount(w, whole->total);
	c[P_OVERDUE] = amount(w, whole->overdue);
	c[P_CREDITS] = amount(w, whole->credits);
	c[P_LOSS] = amount(w, all_losses(w->r));
	cr_paper_text_add(w->p, cr_arena_printf(w->a, _("Expected loss is "
	    "what each debtor owes, less his credits, by the probability of "
	    "default in a year of his rating (PD), by a loss given default "
	    "of %s. Who has no rating is not counted in it."),
	    rate(w, w->r->opts->lgd_bp)));
}

/* From the class in the row to that in the column, debtors. */
static void
write_moved(struct rr_writing *w)
{
	struct cr_paper_column columns[CR_PAPER_COLUMNS];
	size_t n = w->r->nclasses + 1, from, to;
	struct cr_paper_table *t;
	const char **c;

	if (w->r->ndays < 2 || n + 1 > CR_PAPER_COLUMNS)
		return;
	columns[0] = (struct cr_paper_column){ _("From class, to"), 0,
	    CR_PAPER_LEFT };
	for (to = 0; to < n; to++)
		columns[to + 1] = (struct cr_paper_column){
		    cr_rr_class_name(w, to), 13000 / (int)n, CR_PAPER_RIGHT };
	t = cr_paper_table_add(w->p, cr_arena_printf(w->a,
	    _("Debtors by class, from %s on"),
	    date(w, w->r->days[w->r->ndays - 2])), columns, n + 1);
	for (from = 0; from < n; from++) {
		c = cr_paper_row_add(w->p, t, CR_PAPER_ROW);
		c[0] = cr_rr_class_name(w, from);
		for (to = 0; to < n; to++)
			if (w->r->moved[from][to].debtors > 0)
				c[to + 1] = count(w,
				    w->r->moved[from][to].debtors);
	}
}

/* ---- On how few it rests ------------------------------------------------ */

enum { T_NAME, T_CLASS, T_OPEN, T_SHARE, T_CUMULATED, T_OVERDUE, T_LOSS,
    T_COLUMNS };

static void
write_debtor(struct rr_writing *w, struct cr_paper_table *t,
    const struct cr_risk_debtor *d)
{
	const char **c = cr_paper_row_add(w->p, t, CR_PAPER_ROW);
	struct cr_money told = d->before;

	cr_money_add(&told, d->total);
	c[T_NAME] = d->code == NULL ? d->name : cr_arena_printf(w->a, "%s %s",
	    d->code, d->name);
	c[T_CLASS] = cr_rr_class_name(w, d->class_number);
	c[T_OPEN] = amount(w, d->total);
	c[T_SHARE] = share(w, d->total, w->r->sum);
	c[T_CUMULATED] = share(w, told, w->r->sum);
	c[T_OVERDUE] = amount(w, d->overdue);
	if (d->pd_bp != CR_NOT_KNOWN)
		c[T_LOSS] = amount(w, d->loss);
}

static void
write_top(struct rr_writing *w)
{
	const struct cr_paper_column columns[T_COLUMNS] = {
		[T_NAME] = { _("Debtor"), 0, CR_PAPER_LEFT },
		[T_CLASS] = { _("Class"), 1500, CR_PAPER_LEFT },
		[T_OPEN] = { _("Open"), 2500, CR_PAPER_RIGHT },
		[T_SHARE] = { _("Share"), 1600, CR_PAPER_RIGHT },
		[T_CUMULATED] = { _("Cumulated"), 1800, CR_PAPER_RIGHT },
		[T_OVERDUE] = { _("Overdue"), 2500, CR_PAPER_RIGHT },
		[T_LOSS] = { _("Expected loss"), 2300, CR_PAPER_RIGHT },
	};
	struct cr_paper_table *t;
	size_t i;

	if (w->r->ntop == 0)
		return;
	t = cr_paper_table_add(w->p, _("Largest debtors"), columns,
	    T_COLUMNS);
	for (i = 0; i < w->r->ntop; i++)
		write_debtor(w, t, &w->r->top[i]);
}

static void
write_share(struct rr_writing *w, struct cr_paper_table *t,
    const char *what, const struct cr_risk_share *s)
{
	const char **c = cr_paper_row_add(w->p, t, CR_PAPER_ROW);

	c[0] = what;
	c[1] = count(w, s->debtors);
	c[2] = amount(w, s->sum);
	c[3] = share(w, s->sum, w->r->sum);
}

static void
write_shares(struct rr_writing *w)
{
	static const char abc[][2] = { "A", "B", "C" };
	const struct cr_paper_column columns[] = {
		{ _("Who"), 0, CR_PAPER_LEFT },
		{ _("Debtors"), 2500, CR_PAPER_RIGHT },
		{ _("Open"), 3500, CR_PAPER_RIGHT },
		{ _("Share"), 2500, CR_PAPER_RIGHT },
	};
	const struct cr_risk *r = w->r;
	struct cr_paper_table *t = cr_paper_table_add(w->p, NULL, columns,
	    CR_COUNT_OF(columns));
	size_t i;

	for (i = 0; i < CR_COUNT_OF(r->largest); i++)
		if (i == 0 || r->largest[i].debtors >
		    r->largest[i - 1].debtors)
			write_share(w, t, cr_arena_printf(w->a,
			    P_("the largest", "the %" PRId64 " largest",
			    (unsigned long)r->largest[i].debtors),
			    r->largest[i].debtors), &r->largest[i]);
	for (i = 0; i < CR_COUNT_OF(r->abc); i++)
		write_share(w, t, abc[i], &r->abc[i]);
	cr_paper_text_add(w->p, cr_arena_printf(w->a, _("A are the largest "
	    "debtors up to %d %% of the sum, B those up to %d %%, C the "
	    "rest. Gini's coefficient is %s, Herfindahl's index %s: nought if "
	    "all owed the same, or very many did; 100 if one owed it all."),
	    (int)w->r->cuts[0], (int)w->r->cuts[1], rate(w, r->gini_bp),
	    rate(w, r->herfindahl_bp)));
}

/* ---- All of it ---------------------------------------------------------- */

static bool
has_events(const struct cr_risk *r)
{
	const struct cr_risk_month *m = r->months;

	for (; m < r->months + r->ndays; m++)
		if (m->unpaid + m->promises[CR_PROMISE_BROKEN] +
		    m->promises[CR_PROMISE_PARTLY] +
		    m->promises[CR_PROMISE_KEPT] > 0)
			return true;
	return false;
}

static void
write_body(struct rr_writing *w, const struct cr_risk_cell *whole)
{
	write_classes(w, whole);
	write_moved(w);
	cr_rr_chart_ageing(w);
	if (w->r->ndays > 1)
		cr_rr_chart_months(w);
	if (w->r->nclasses > 0)
		cr_rr_chart_scores(w);
	if (w->r->debtors > 0) {
		cr_rr_chart_spread(w);
		write_top(w);
		write_shares(w);
	}
	if (has_events(w->r))
		cr_rr_chart_events(w);
}

int
cr_risk_paper(struct cr *cr, const struct cr_risk *r, struct cr_paper *p)
{
	/* TRANSLATORS: the code of the language of these texts */
	struct rr_writing w = { .r = r, .p = p, .a = p->arena,
	    .language = _("en") };
	struct cr_risk_cell whole;

	if (cr_risk_whole(r, r->ndays - 1, &whole) != CR_OK)
		return cr_fail(cr, CR_ELIMIT, "a sum of the report is too "
		    "large");
	p->language = w.language;
	p->page = _("page");
	p->of = _("of");
	write_head(&w, &whole);
	if (cr_rr_class_count(r) == 0)
		cr_paper_text_add(p, _("Nothing is open, and nothing was."));
	else
		write_body(&w, &whole);
	return CR_OK;
}
