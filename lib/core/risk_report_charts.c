#include "risk_report_paper.h"

#include "cr/chart.h"
#include "cr/concentration.h"
#include "cr/field.h"
#include "cr/i18n.h"
#include "cr/promise.h"

const char *
cr_rr_class_name(const struct rr_writing *w, size_t number)
{
	const char *name = w->r->classes[number].name;

	return name != NULL ? name : _("unrated");
}

size_t
cr_rr_class_count(const struct cr_risk *r)
{
	const struct cr_risk_cell *c;
	size_t i;

	for (i = 0; i < r->ndays; i++) {
		c = &r->cells[i][r->nclasses];
		if (c->debtors > 0 || c->total.cents != 0)
			return r->nclasses + 1;
	}
	return r->nclasses;
}

static struct cr_chart *
new_chart(const struct rr_writing *w, const char *title, const char *text)
{
	struct cr_chart *c = cr_arena_alloc(w->a, sizeof(*c));

	c->title = title;
	c->text = text;
	c->language = w->language;
	return c;
}

/* A series being filled. */
struct filling {
	struct cr_chart_series *s;
	struct cr_chart_point *v;
};

static struct filling
add_series(const struct rr_writing *w, struct cr_chart *c, const char *name,
    enum cr_chart_kind kind, int shade, size_t points)
{
	struct filling f = { &c->series[c->nseries++], cr_arena_alloc(w->a,
	    (points + 1) * sizeof(*f.v)) };

	*f.s = (struct cr_chart_series){ .name = name, .kind = kind,
	    .shade = shade, .points = f.v };
	return f;
}

static void
add_point(struct filling *f, size_t x, int64_t y)
{
	f->v[f->s->n++] = (struct cr_chart_point){ (int64_t)x, y };
}

static void
add_chart(struct rr_writing *w, struct cr_chart *c)
{
	cr_paper_chart_add(w->p, c);
	cr_chart_to_table(c, w->p);
}

/* ---- Axes --------------------------------------------------------------- */

static void
in_money(const struct rr_writing *w, struct cr_chart *c)
{
	const char *currency = w->r->opts->currency;

	c->y.unit = CR_CHART_CENTS;
	c->y.title = currency;
	/* TRANSLATORS: of a currency, as EUR */
	c->y.thousands = cr_arena_printf(w->a, _("thousands of %s"), currency);
	/* TRANSLATORS: of a currency, as EUR */
	c->y.millions = cr_arena_printf(w->a, _("millions of %s"), currency);
}

/* The days from FIRST on, as "09/26". */
static void
by_month(const struct rr_writing *w, struct cr_chart *c, size_t first)
{
	size_t n = w->r->ndays - first, i;
	const char **labels = cr_arena_alloc(w->a, (n + 1) * sizeof(*labels));
	int y, m, day;

	for (i = 0; i < n; i++) {
		cr_date_to_ymd(w->r->days[first + i], &y, &m, &day);
		labels[i] = cr_arena_printf(w->a, "%02d/%02d", m, y % 100);
	}
	c->x.title = _("Month");
	c->x.labels = labels;
	c->x.nlabels = n;
}

/* Which series a class has: those that have none of their own share one. */
static size_t
series_of(const struct rr_writing *w, size_t number)
{
	bool all = cr_rr_class_count(w->r) <= CR_CHART_SERIES;

	return all || number < CR_CHART_SERIES - 1 ? number :
	    CR_CHART_SERIES - 1;
}

/* A series for each class, with room for so many points. */
static size_t
add_classes(const struct rr_writing *w, struct cr_chart *c,
    enum cr_chart_kind kind, size_t points, struct filling *f)
{
	size_t n = cr_rr_class_count(w->r), i, s;

	/* light lines are not seen: only areas are shades of one scale */
	c->shades = kind == CR_CHART_BARS ? (int)w->r->nclasses : 0;
	for (i = 0; i < n; i++) {
		if ((s = series_of(w, i)) < c->nseries)
			continue;
		f[s] = add_series(w, c, n > CR_CHART_SERIES && s + 1 ==
		    CR_CHART_SERIES ? _("others") : cr_rr_class_name(w, i),
		    kind, i < w->r->nclasses ? (int)i : CR_CHART_GREY,
		    points);
	}
	return n;
}

/* ---- Ageing ------------------------------------------------------------- */

static const char *
bucket_name(size_t b)
{
	static const char *const names[CR_RISK_BUCKETS] = {
		NULL, "1-30", "31-60", "61-90", "91-120", "121-180",
		"181-365", NULL
	};

	return b == 0 ? _("Not due") : names[b] != NULL ? names[b] :
	    _("over 365");
}

/* The buckets, of which credits take away. */
static void
add_buckets(const struct rr_writing *w, struct cr_chart *c, size_t n,
    const struct cr_risk_cell *(*cell)(const struct rr_writing *w, size_t i,
    struct cr_risk_cell *sum))
{
	struct filling f[CR_RISK_BUCKETS + 1];
	const struct cr_risk_cell *from;
	struct cr_risk_cell sum;
	size_t b, i;

	c->shades = CR_RISK_BUCKETS;
	for (b = 0; b < CR_RISK_BUCKETS; b++)
		f[b] = add_series(w, c, bucket_name(b), CR_CHART_BARS, (int)b,
		    n);
	f[b] = add_series(w, c, _("Credits"), CR_CHART_BARS, CR_CHART_GREY,
	    n);
	for (i = 0; i < n; i++) {
		from = cell(w, i, &sum);
		for (b = 0; b < CR_RISK_BUCKETS; b++)
			add_point(&f[b], i, from->buckets[b].cents);
		add_point(&f[b], i, from->credits.cents);
	}
}

static const struct cr_risk_cell *
cell_of_class(const struct rr_writing *w, size_t i, struct cr_risk_cell *sum)
{
	(void)sum;
	return &w->r->cells[w->r->ndays - 1][i];
}

static const struct cr_risk_cell *
cell_of_month(const struct rr_writing *w, size_t i, struct cr_risk_cell *sum)
{
	cr_risk_whole(w->r, i, sum);
	return sum;
}

void
cr_rr_chart_ageing(struct rr_writing *w)
{
	size_t n = cr_rr_class_count(w->r), i;
	const char **labels = cr_arena_alloc(w->a, (n + 1) * sizeof(*labels));
	struct cr_chart *c = new_chart(w, _("Ageing by class"),
	    _("What each class owes, by days late. Credits are credit notes "
	    "and money on account."));

	for (i = 0; i < n; i++)
		labels[i] = cr_rr_class_name(w, i);
	c->x.title = _("Class");
	c->x.labels = labels;
	c->x.nlabels = n;
	in_money(w, c);
	add_buckets(w, c, n, cell_of_class);
	add_chart(w, c);
}

static void
chart_buckets(struct rr_writing *w)
{
	struct cr_chart *c = new_chart(w, _("Ageing over time"),
	    _("What was open at the end of each month, as it was known then, "
	    "by days late."));

	by_month(w, c, 0);
	in_money(w, c);
	add_buckets(w, c, w->r->ndays, cell_of_month);
	add_chart(w, c);
}

static void
chart_classes(struct rr_writing *w)
{
	struct cr_chart *c = new_chart(w, _("Receivables by class over time"),
	    _("What was open at the end of each month, less credits, by the "
	    "class that each debtor was in then; the worst is the darkest."));
	struct filling f[CR_CHART_SERIES];
	size_t n, day, i;

	by_month(w, c, 0);
	in_money(w, c);
	n = add_classes(w, c, CR_CHART_BARS, w->r->ndays, f);
	for (day = 0; day < w->r->ndays; day++) {
		int64_t sum[CR_CHART_SERIES] = { 0 };

		for (i = 0; i < n; i++)
			sum[series_of(w, i)] +=
			    w->r->cells[day][i].total.cents;
		for (i = 0; i < c->nseries; i++)
			add_point(&f[i], day, sum[i]);
	}
	add_chart(w, c);
}

/* Credits are nobody's overdue: the share is of what is owed before them. */
static void
chart_overdue(struct rr_writing *w)
{
	struct cr_chart *c = new_chart(w, _("Overdue share by class over "
	    "time"), _("Of what each class owed at the end of each month, "
	    "before credits, the share that was overdue."));
	struct filling f[CR_CHART_SERIES];
	const struct cr_risk_cell *cell;
	size_t n, day, i;

	by_month(w, c, 0);
	c->y = (struct cr_chart_axis){ .title = _("Overdue"),
	    .unit = CR_CHART_BP, .high = 10000 };
	n = add_classes(w, c, CR_CHART_LINE, w->r->ndays, f);
	for (day = 0; day < w->r->ndays; day++) {
		struct cr_money late[CR_CHART_SERIES] = { { 0 } };
		struct cr_money all[CR_CHART_SERIES] = { { 0 } };

		for (i = 0; i < n; i++) {
			cell = &w->r->cells[day][i];
			cr_money_add(&late[series_of(w, i)], cell->overdue);
			cr_money_add(&all[series_of(w, i)], cell->overdue);
			cr_money_add(&all[series_of(w, i)], cell->buckets[0]);
		}
		for (i = 0; i < c->nseries; i++)
			if (all[i].cents > 0)
				add_point(&f[i], day,
				    cr_share_bp(late[i], all[i]));
	}
	add_chart(w, c);
}

void
cr_rr_chart_months(struct rr_writing *w)
{
	chart_buckets(w);
	chart_classes(w);
	chart_overdue(w);
}

/* ---- Scores ------------------------------------------------------------- */

void
cr_rr_chart_scores(struct rr_writing *w)
{
	static const char *const bands[CR_RISK_SCORES] = { "0-9", "10-19",
	    "20-29", "30-39", "40-49", "50-59", "60-69", "70-79", "80-89",
	    "90-100" };
	struct cr_chart *c = new_chart(w, _("Scores by class"),
	    _("How many debtors with something open have which score."));
	struct filling f[CR_CHART_SERIES];
	size_t n, i, s;

	c->x = (struct cr_chart_axis){ .title = _("Score"), .labels = bands,
	    .nlabels = CR_RISK_SCORES };
	c->y.title = _("Debtors");
	n = add_classes(w, c, CR_CHART_BARS, CR_RISK_SCORES, f);
	for (s = 0; s < CR_RISK_SCORES; s++) {
		int64_t count[CR_CHART_SERIES] = { 0 };

		for (i = 0; i < n; i++)
			count[series_of(w, i)] += w->r->scores[i][s];
		for (i = 0; i < c->nseries; i++)
			add_point(&f[i], s, count[i]);
	}
	add_chart(w, c);
}

/* ---- Concentration ------------------------------------------------------ */

/* Its numbers are the tables beside it. */
void
cr_rr_chart_spread(struct rr_writing *w)
{
	const struct cr_risk *r = w->r;
	struct cr_chart *c = new_chart(w, _("Concentration"),
	    _("How much of all that is owed is owed by how many, the largest "
	    "debtors first. The further the curve is from the line of equal "
	    "debts, the fewer it rests on. The marks are the largest 1, 5, "
	    "10 and 20."));
	struct filling f;
	size_t i;

	c->x = (struct cr_chart_axis){ .title = _("Share of the debtors"),
	    .unit = CR_CHART_BP, .high = 10000 };
	c->y = (struct cr_chart_axis){ .title = _("Share of what is owed"),
	    .unit = CR_CHART_BP, .high = 10000 };
	c->diagonal = _("equal debts");
	f = add_series(w, c, _("owed"), CR_CHART_LINE, 0, r->ncurve);
	for (i = 0; i < r->ncurve; i++)
		add_point(&f, (size_t)r->curve[i][0], r->curve[i][1]);
	f = add_series(w, c, _("largest"), CR_CHART_POINTS, 1,
	    CR_COUNT_OF(r->largest));
	for (i = 0; i < CR_COUNT_OF(r->largest); i++)
		add_point(&f, (size_t)cr_share_bp((struct cr_money){
		    r->largest[i].debtors }, (struct cr_money){ r->debtors }),
		    cr_share_bp(r->largest[i].sum, r->sum));
	cr_paper_chart_add(w->p, c);
}

/* ---- What came back, and what was promised ------------------------------ */

void
cr_rr_chart_events(struct rr_writing *w)
{
	struct cr_chart *c = new_chart(w, _("Unpaid bills and promises"),
	    _("Bills that came back unpaid, and promises to pay by the month "
	    "that their money was for."));
	const struct cr_risk_month *m = w->r->months;
	size_t n = w->r->ndays, i;
	struct filling f[4];

	by_month(w, c, 1);
	c->y.title = _("Number");
	f[0] = add_series(w, c, _("unpaid bills"), CR_CHART_BARS, 1, n);
	f[1] = add_series(w, c, _("broken promises"), CR_CHART_BARS, 5, n);
	f[2] = add_series(w, c, _("partly kept"), CR_CHART_BARS, 4, n);
	f[3] = add_series(w, c, _("kept"), CR_CHART_BARS, 2, n);
	for (i = 0; i + 1 < n; i++) {
		m++;
		add_point(&f[0], i, m->unpaid);
		add_point(&f[1], i, m->promises[CR_PROMISE_BROKEN]);
		add_point(&f[2], i, m->promises[CR_PROMISE_PARTLY]);
		add_point(&f[3], i, m->promises[CR_PROMISE_KEPT]);
	}
	add_chart(w, c);
}
