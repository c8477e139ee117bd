#include "cr/rate.h"

#include <string.h>

#include "cr/buf.h"
#include "cr/i18n.h"

/* Under which of the five C each part and cap is told. */
static const char *const part_headings[CR_PARTS] = {
	[CR_PART_INDEX] = "character",
	[CR_PART_TREND] = "conditions",
	[CR_PART_FINANCIAL] = "capital",
	[CR_PART_SENIORITY] = "character",
	[CR_PART_OVERDUE] = "capacity",
	[CR_PART_EXTERNAL] = "conditions",
};
static const struct {
	const char *measure, *heading;
} cap_reasons[CR_CAPS] = {
	[CR_CAP_UNPAID] = { "cap:unpaid", "capacity" },
	[CR_CAP_INSOLVENCY] = { "cap:insolvency", "capital" },
	[CR_CAP_PROMISE] = { "cap:promise", "character" },
};

/* X / Y, rounded half away from zero; Y is positive. */
static int32_t
rounded(int64_t x, int64_t y)
{
	return (int32_t)((x < 0 ? x - y / 2 : x + y / 2) / y);
}

static void
add_reason(struct cr_rating *r, const struct cr_reason *reason)
{
	if (r->nreasons < CR_REASONS_MAX)
		r->reasons[r->nreasons++] = *reason;
}

/*
 * The weighted mean of the parts that are known, in hundredths of points.
 * Each part brings what it adds to the rounded sum so far, so the points
 * of the reasons add up to it.
 */
static int32_t
weigh_parts(const struct cr_model *m, const struct cr_parts *parts,
    struct cr_rating *r)
{
	int64_t weights = 0, sum = 0;
	int32_t total = 0;
	int i;

	for (i = 0; i < CR_PARTS; i++)
		if (parts->score_bp[i] != CR_NOT_KNOWN)
			weights += m->weight[i];
	for (i = 0; i < CR_PARTS; i++) {
		if (parts->score_bp[i] == CR_NOT_KNOWN || m->weight[i] == 0)
			continue;
		sum += (int64_t)parts->score_bp[i] * m->weight[i];
		add_reason(r, &(struct cr_reason){
			.measure = cr_part_word((enum cr_part)i),
			.heading = part_headings[i],
			.score_bp = parts->score_bp[i],
			.weight = m->weight[i],
			.points_bp = rounded(sum, weights) - total,
		});
		total = rounded(sum, weights);
	}
	return total;
}

/* The lowest cap that applies takes what is above it. */
static int32_t
put_cap(const struct cr_model *m, const struct cr_parts *parts, int32_t total,
    struct cr_rating *r)
{
	int32_t most = total;
	int i, cap = -1;

	for (i = 0; i < CR_CAPS; i++) {
		if (parts->cap[i] && m->cap[i].score >= 0 &&
		    m->cap[i].score * 100 < most) {
			most = m->cap[i].score * 100;
			cap = i;
		}
	}
	if (cap >= 0)
		add_reason(r, &(struct cr_reason){
			.measure = cap_reasons[cap].measure,
			.heading = cap_reasons[cap].heading,
			.score_bp = most,
			.points_bp = most - total,
		});
	return most;
}

void
cr_rate_weigh(const struct cr_model *m, const struct cr_parts *parts,
    struct cr_rating *r)
{
	const struct cr_class *c = m->classes;
	int32_t total;

	r->class_name = NULL;
	r->score = r->pd_bp = CR_NOT_KNOWN;
	r->nreasons = 0;
	if (parts->score_bp[CR_PART_INDEX] == CR_NOT_KNOWN)
		return;
	total = weigh_parts(m, parts, r);
	if (r->nreasons == 0)
		return;
	total = put_cap(m, parts, total, r);
	r->score = rounded(total, 100);
	while (r->score < c->from)
		c++;
	r->class_name = c->name;
	r->pd_bp = c->pd_bp;
}

/* Whole years from one day to another. */
static int32_t
years(struct cr_date from, struct cr_date to)
{
	int32_t n = cr_date_year(to) - cr_date_year(from);

	return cr_date_add_months(from, 12 * n).days > to.days ? n - 1 : n;
}

static int32_t
clamp(int32_t bp)
{
	return bp < 0 ? 0 : bp > 10000 ? 10000 : bp;
}

/*
 * Whose first document is of the first months of all documents may be a
 * customer of old: that is not known, unless it is long enough as it is.
 */
static int32_t
seniority(const struct cr_model *m, const struct cr_behaviour *b,
    const struct cr_behaviour *all, struct cr_date day)
{
	int32_t n;

	if (!cr_date_is_set(b->since))
		return CR_NOT_KNOWN;
	n = years(b->since, day);
	if (n < m->senior_years && cr_date_is_set(all->since) &&
	    b->since.days < cr_date_add_months(all->since, m->window).days)
		return CR_NOT_KNOWN;
	return clamp(10000 * n / m->senior_years);
}

/*
 * Share of what is open, less credits, that is not overdue. Where nothing
 * is open nothing is overdue: taken as unknown, those who have paid all
 * came out behind those with something open (measured).
 */
static int32_t
not_overdue(const struct cr_behaviour *b)
{
	int64_t exposure = b->exposure.cents - b->credit.cents;
	int64_t overdue = b->overdue.cents - b->credit.cents;

	if (exposure <= 0 || overdue <= 0)
		return 10000;
	return (int32_t)((exposure - overdue) * (__int128)10000 / exposure);
}

static bool
cap_applies(const struct cr_model_cap *cap, struct cr_date day,
    struct cr_date event)
{
	return cr_date_is_set(event) && (cap->days == 0 ||
	    day.days - event.days <= cap->days);
}

/* A measure in millionths as whole UNITs of a millionth, or unknown. */
static int32_t
as_known(bool known, int64_t micro, int64_t unit)
{
	return known ? rounded(micro, unit) : CR_NOT_KNOWN;
}

static void
measure(const struct cr_model *m, const struct cr_behaviour *b,
    const struct cr_behaviour *all, struct cr_rating *r)
{
	int64_t v = 0;
	bool known;

	known = cr_rate_index(b, m, all, &v);
	r->index_bp = as_known(known, v, CR_MICRO / 100);
	known = cr_rate_trend(b, m, all, &v);
	r->trend_bp = as_known(known, v, CR_MICRO / 100);
	known = cr_rate_late(b, m, all, &v);
	r->late_rate_bp = as_known(known, v, CR_MICRO / 10000);
	known = cr_rate_adp(b, &v);
	r->adp_days = as_known(known, v, CR_MICRO);
	known = cr_rate_delay(b, &v);
	r->delay_days = as_known(known, v, CR_MICRO);
	known = cr_rate_adl(b, &v);
	r->adl_days = as_known(known, v, CR_MICRO);
	known = cr_rate_dbt(b, &v);
	r->dbt_days = as_known(known, v, CR_MICRO);
}

static void
parts_of(const struct cr_model *m, const struct cr_behaviour *b,
    const struct cr_behaviour *all, const struct cr_rating *r,
    struct cr_parts *p)
{
	int i;

	for (i = 0; i < CR_PARTS; i++)
		p->score_bp[i] = CR_NOT_KNOWN;
	p->score_bp[CR_PART_INDEX] = r->index_bp;
	/* the index, moved on as it moved of late */
	if (r->trend_bp != CR_NOT_KNOWN)
		p->score_bp[CR_PART_TREND] =
		    clamp(r->index_bp + 2 * r->trend_bp);
	p->score_bp[CR_PART_SENIORITY] = seniority(m, b, all, r->day);
	p->score_bp[CR_PART_OVERDUE] = not_overdue(b);
	p->cap[CR_CAP_UNPAID] = cap_applies(&m->cap[CR_CAP_UNPAID], r->day,
	    b->last_unpaid);
	p->cap[CR_CAP_INSOLVENCY] = b->insolvent;
	p->cap[CR_CAP_PROMISE] = cap_applies(&m->cap[CR_CAP_PROMISE], r->day,
	    b->last_broken);
}

void
cr_rate_debtor(const struct cr_model *m, const struct cr_rate_window *w,
    const struct cr_behaviour *b, const struct cr_behaviour *all,
    struct cr_rating *r)
{
	struct cr_parts parts;

	r->day = w->day;
	r->items = b->items;
	r->unpaid = b->unpaid;
	r->last_unpaid = b->last_unpaid;
	r->broken = b->broken;
	r->last_broken = b->last_broken;
	r->since = b->since;
	r->overdue = b->overdue;
	r->exposure = b->exposure;
	r->credits = cr_money_neg(b->credit);
	measure(m, b, all, r);
	parts_of(m, b, all, r, &parts);
	cr_rate_weigh(m, &parts, r);
}

static void
why_punctual(struct cr_buf *b, const struct cr_rating *r)
{
	/* TRANSLATORS: days beyond terms, in the mean, weighed by amount */
	cr_buf_addf(b, P_("%lld item, %d days beyond terms",
	    "%lld items, %d days beyond terms on average",
	    (unsigned long)r->items), (long long)r->items, r->dbt_days);
}

void
cr_rate_why(struct cr_buf *b, const struct cr_rating *r,
    const struct cr_reason *reason)
{
	char day[CR_DATE_SIZE];
	const char *s = reason->measure;

	if (strcmp(s, "punctuality") == 0)
		why_punctual(b, r);
	else if (strcmp(s, "trend") == 0)
		cr_buf_adds(b, r->trend_bp > 0 ? _("pays sooner than before") :
		    r->trend_bp < 0 ? _("pays later than before") :
		    _("pays as before"));
	else if (strcmp(s, "seniority") == 0)
		cr_buf_addf(b, _("customer since %s"),
		    cr_date_iso(r->since, day));
	else if (strcmp(s, "overdue") == 0)
		cr_buf_addf(b, _("overdue is %d %% of what is open"),
		    rounded(10000 - reason->score_bp, 100));
	else if (strcmp(s, "cap:unpaid") == 0)
		cr_buf_addf(b, _("a payment came back unpaid on %s"),
		    cr_date_iso(r->last_unpaid, day));
	else if (strcmp(s, "cap:promise") == 0)
		cr_buf_addf(b, _("a promise to pay by %s was not kept"),
		    cr_date_iso(r->last_broken, day));
	else if (strcmp(s, "cap:insolvency") == 0)
		cr_buf_adds(b, _("an insolvency procedure is open"));
	else if (strcmp(s, "financial") == 0)
		cr_buf_adds(b, _("from its balance sheet"));
	else
		cr_buf_adds(b, _("from a rating by others"));
}
