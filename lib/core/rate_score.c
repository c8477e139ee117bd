#include "cr/rate.h"

/* Under which of the five C each part, deduction and cap is told. */
static const char *const part_headings[CR_PARTS] = {
	[CR_PART_INDEX] = "character",
	[CR_PART_TREND] = "conditions",
	[CR_PART_FINANCIAL] = "capital",
	[CR_PART_SENIORITY] = "character",
	[CR_PART_USE] = "capacity",
	[CR_PART_EXTERNAL] = "conditions",
	[CR_PART_ASSETS] = "collateral",
	[CR_PART_PROFESSION] = "capacity",
};
struct told {
	const char *measure, *heading;
};
static const struct told deduct_reasons[CR_DEDUCTS] = {
	[CR_DEDUCT_UNPAID] = { "deduct:unpaid", "capacity" },
	[CR_DEDUCT_PROMISE] = { "deduct:promise", "character" },
	[CR_DEDUCT_DISPUTE] = { "deduct:dispute", "character" },
};
static const struct told cap_reasons[CR_CAPS] = {
	[CR_CAP_UNPAID] = { "cap:unpaid", "capacity" },
	[CR_CAP_INSOLVENCY] = { "cap:insolvency", "capital" },
	[CR_CAP_PROMISE] = { "cap:promise", "character" },
	[CR_CAP_NOTICE] = { "cap:notice", "character" },
	[CR_CAP_PROTEST] = { "cap:protest", "character" },
	[CR_CAP_PREJUDICIAL] = { "cap:prejudicial", "collateral" },
	[CR_CAP_ENFORCEMENT] = { "cap:enforcement", "collateral" },
	[CR_CAP_LIQUIDATION] = { "cap:liquidation", "capital" },
	[CR_CAP_CEASED] = { "cap:ceased", "capital" },
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

/* The weight of a part; 0: it does not count, or is not known. */
static int64_t
weight_of(const struct cr_model *m, const struct cr_parts *parts, int i)
{
	return parts->score_bp[i] == CR_NOT_KNOWN ? 0 :
	    rounded((int64_t)m->weight[i] * (100 - parts->faded[i]), 100);
}

static const char *
part_measure(const struct cr_parts *parts, int i)
{
	return i == CR_PART_USE && !parts->by_limit ? "overdue" :
	    cr_part_word((enum cr_part)i);
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
	int64_t weights = 0, weight, sum = 0;
	int32_t total = 0;
	int i;

	for (i = 0; i < CR_PARTS; i++)
		weights += weight_of(m, parts, i);
	for (i = 0; i < CR_PARTS; i++) {
		if ((weight = weight_of(m, parts, i)) == 0)
			continue;
		sum += parts->score_bp[i] * weight;
		add_reason(r, &(struct cr_reason){
			.measure = part_measure(parts, i),
			.heading = part_headings[i],
			.score_bp = parts->score_bp[i],
			.weight = (int32_t)weight,
			.points_bp = rounded(sum, weights) - total,
		});
		total = rounded(sum, weights);
	}
	return total;
}

/* Points for each time, never below nought. */
static int32_t
deduct(const struct cr_model *m, const struct cr_parts *parts, int32_t total,
    struct cr_rating *r)
{
	const struct cr_model_deduct *d;
	int64_t off;
	int i;

	for (i = 0; i < CR_DEDUCTS && total > 0; i++) {
		d = &m->deduct[i];
		if (parts->times[i] <= 0 || d->each == 0 || d->most == 0)
			continue;
		off = parts->times[i] > d->most / d->each ? d->most :
		    parts->times[i] * d->each;
		off = off * 100 > total ? total : off * 100;
		add_reason(r, &(struct cr_reason){
			.measure = deduct_reasons[i].measure,
			.heading = deduct_reasons[i].heading,
			.score_bp = total - (int32_t)off,
			.points_bp = -(int32_t)off,
		});
		total -= (int32_t)off;
	}
	return total;
}

/* The lowest cap that applies below MOST; CR_CAPS: none. */
static int
lowest_cap(const struct cr_model *m, const struct cr_parts *parts,
    int32_t most)
{
	int i, cap = CR_CAPS;

	for (i = 0; i < CR_CAPS; i++)
		if (parts->cap[i] && m->cap[i].score >= 0 &&
		    m->cap[i].score * 100 < most) {
			most = m->cap[i].score * 100;
			cap = i;
		}
	return cap;
}

/* It takes what is above it; or is all that there is to judge by. */
static int32_t
put_cap(const struct cr_model *m, int cap, int32_t total, struct cr_rating *r)
{
	int32_t most = m->cap[cap].score * 100;

	add_reason(r, &(struct cr_reason){
		.measure = cap_reasons[cap].measure,
		.heading = cap_reasons[cap].heading,
		.score_bp = most,
		.points_bp = most - total,
	});
	return most;
}

/* Is there what one can judge by, and not only what one is judged with? */
static bool
has_substance(const struct cr_model *m, const struct cr_parts *parts)
{
	return weight_of(m, parts, CR_PART_INDEX) > 0 ||
	    weight_of(m, parts, CR_PART_FINANCIAL) > 0 ||
	    weight_of(m, parts, CR_PART_EXTERNAL) > 0;
}

void
cr_rate_weigh(const struct cr_model *m, const struct cr_parts *parts,
    struct cr_rating *r)
{
	const struct cr_class *c = m->classes;
	bool judged = has_substance(m, parts);
	int32_t total = 0;
	int cap;

	r->class_name = NULL;
	r->score = r->pd_bp = CR_NOT_KNOWN;
	r->nreasons = 0;
	if (judged)
		total = deduct(m, parts, weigh_parts(m, parts, r), r);
	cap = lowest_cap(m, parts, judged ? total : INT32_MAX);
	if (!judged && cap == CR_CAPS)
		return;
	if (cap != CR_CAPS)
		total = put_cap(m, cap, total, r);
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

/* What he owes, or has overdue, less his credits. */
static struct cr_money
net(const struct cr_behaviour *b, struct cr_money debt)
{
	struct cr_money m = debt;

	if (!cr_money_sub(&m, b->credit) || m.cents < 0)
		m.cents = 0;
	return m;
}

/*
 * Share of what is open, less credits, that is not overdue. Where nothing
 * is open nothing is overdue: taken as unknown, those who have paid all
 * came out behind those with something open (measured). Who never had
 * anything to pay is another matter.
 */
static int32_t
not_overdue(const struct cr_behaviour *b)
{
	int64_t exposure = net(b, b->exposure).cents;
	int64_t overdue = net(b, b->overdue).cents;

	if (!cr_date_is_set(b->since))
		return CR_NOT_KNOWN;
	if (exposure == 0 || overdue == 0)
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

/* What the ledger itself tells. */
static void
own_parts(const struct cr_model *m, const struct cr_behaviour *b,
    const struct cr_behaviour *all, const struct cr_rating *r,
    struct cr_parts *p)
{
	p->score_bp[CR_PART_INDEX] = r->index_bp;
	/* the index, moved on as it moved of late */
	if (r->trend_bp != CR_NOT_KNOWN)
		p->score_bp[CR_PART_TREND] =
		    clamp(r->index_bp + 2 * r->trend_bp);
	p->score_bp[CR_PART_SENIORITY] = seniority(m, b, all, r->day);
	p->score_bp[CR_PART_USE] = not_overdue(b);
	p->times[CR_DEDUCT_UNPAID] = b->unpaid;
	p->times[CR_DEDUCT_PROMISE] = b->broken;
	p->times[CR_DEDUCT_DISPUTE] = b->disputes;
	p->cap[CR_CAP_UNPAID] = cap_applies(&m->cap[CR_CAP_UNPAID], r->day,
	    b->last_unpaid);
	p->cap[CR_CAP_INSOLVENCY] = b->insolvent;
	p->cap[CR_CAP_PROMISE] = cap_applies(&m->cap[CR_CAP_PROMISE], r->day,
	    b->last_broken);
	p->cap[CR_CAP_NOTICE] = cap_applies(&m->cap[CR_CAP_NOTICE], r->day,
	    b->notice);
}

/* What others tell. */
static void
given_parts(const struct cr_model *m, const struct cr_behaviour *b,
    struct cr_rating *r, struct cr_parts *p)
{
	const struct cr_standing *f = r->standing;
	struct cr_money owes = net(b, b->exposure);
	int i;

	p->score_bp[CR_PART_FINANCIAL] = cr_standing_financial(m, f, r->day,
	    &p->faded[CR_PART_FINANCIAL]);
	p->score_bp[CR_PART_EXTERNAL] = cr_standing_external(f, r->day);
	p->score_bp[CR_PART_ASSETS] = cr_standing_assets(m, f, owes);
	p->score_bp[CR_PART_PROFESSION] = cr_standing_profession(m, f);
	for (i = 0; i < CR_CAPS; i++)
		p->cap[i] |= cap_applies(&m->cap[i], r->day, f->event[i]);
	r->z_bp = cr_standing_altman(f, CR_ALTMAN_ANY);
	r->z_maker_bp = cr_standing_altman(f, CR_ALTMAN_MAKER);
	r->sheet = f->sheet;
	r->use_bp = cr_standing_use(f, owes);
	if (r->use_bp != CR_NOT_KNOWN && m->use.n > 0) {
		p->score_bp[CR_PART_USE] = cr_rate_percent(&m->use,
		    r->use_bp);
		p->by_limit = true;
	}
}

void
cr_rate_debtor(const struct cr_model *m, const struct cr_rate_window *w,
    const struct cr_behaviour *b, const struct cr_behaviour *all,
    struct cr_rating *r)
{
	struct cr_parts parts = { .by_limit = false };
	int i;

	r->day = w->day;
	r->items = b->items;
	r->unpaid = b->unpaid;
	r->last_unpaid = b->last_unpaid;
	r->broken = b->broken;
	r->last_broken = b->last_broken;
	r->disputes = b->disputes;
	r->notice = b->notice;
	r->since = b->since;
	r->overdue = b->overdue;
	r->exposure = b->exposure;
	r->credits = cr_money_neg(b->credit);
	r->use_bp = r->z_bp = r->z_maker_bp = CR_NOT_KNOWN;
	r->sheet = CR_DATE_NONE;
	for (i = 0; i < CR_PARTS; i++)
		parts.score_bp[i] = CR_NOT_KNOWN;
	measure(m, b, all, r);
	own_parts(m, b, all, r, &parts);
	if (r->standing != NULL)
		given_parts(m, b, r, &parts);
	cr_rate_weigh(m, &parts, r);
}
