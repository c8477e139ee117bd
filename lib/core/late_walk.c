#include "late.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cr/mem.h"

/*
 * The items of a debtor, told in the order in which they came to be known:
 * on each day there are sums over what was paid until then, and a list of
 * what was open. So every feature of a case is of what was known before its
 * day, and all cases of a debtor take one pass over his items.
 */

enum {
	/* bins of half a day: of adjusted days late */
	BIN_FIRST = -2 * 200, BIN_LAST = 2 * 200,
	BINS = BIN_LAST - BIN_FIRST + 1,
	HALF_LIFE = 90,		/* days in which a payment counts half */
	FADED = 1500,		/* days after which it counts no more */
	OPEN_MOST = 64,		/* of the oldest open ones are looked at */
	TAIL = 10,
	ACTIVE = 365,
};

/* How many average items the priors weigh. */
#define PRIOR_DAYS 1.0
#define PRIOR_VARIANCE 2.0
#define PRIOR_RATE 4.0
#define PRIOR_INDEX 2.0

enum what { SETTLED, CAME_BACK };

struct event {
	int32_t day;
	uint32_t item;		/* of the debtor */
	int32_t paid;
	enum what what;
};

struct cr_late_walk {
	const struct cr_late_past *past;
	const struct cr_stage *stage;
	const double *curve;
	struct cr_late_shift shift;
	float fade[FADED + 1];

	const struct cr_late_item *v;	/* of this debtor */
	size_t n;
	struct event *event;
	size_t nevents, at;
	/* what is open, a list by the day seen; N is its head */
	uint32_t *next, *prev;
	bool *closed;
	size_t seen, cap;
	int32_t day;

	/* of what was paid */
	double paid, late, days, square, amount, index, last;
	double weight, weighted;	/* faded to FADED_TO */
	int32_t faded_to, active;
	double returned;
	uint32_t bin[BINS];
	int low, high;			/* bins that were used */
};

struct cr_late_walk *
cr_late_walk_new(const struct cr_late_past *past,
    const struct cr_stage *stage, const double *curve)
{
	struct cr_late_walk *w = cr_calloc(1, sizeof(*w));
	int i;

	w->past = past;
	w->stage = stage;
	w->curve = curve;
	cr_late_shift(&w->shift, stage, past);
	for (i = 0; i <= FADED; i++)
		w->fade[i] = (float)exp2(-(double)i / HALF_LIFE);
	w->low = BINS;
	w->high = -1;
	return w;
}

void
cr_late_walk_free(struct cr_late_walk *w)
{
	if (w == NULL)
		return;
	free(w->event);
	free(w->next);
	free(w->prev);
	free(w->closed);
	free(w);
}

/* ---- Beginning ----------------------------------------------------------- */

static int
in_order(const void *a, const void *b)
{
	const struct event *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	if (x->what != y->what)
		return x->what < y->what ? -1 : 1;
	return (x->item > y->item) - (x->item < y->item);
}

static void
add_event(struct cr_late_walk *w, size_t item, int32_t day, int32_t paid,
    enum what what)
{
	w->event[w->nevents++] = (struct event){ .day = day,
		.item = (uint32_t)item, .paid = paid, .what = what };
}

static void
make_room(struct cr_late_walk *w, size_t n)
{
	if (n <= w->cap)
		return;
	w->cap = n + n / 2;
	w->event = cr_reallocarray(w->event, 3 * w->cap, sizeof(*w->event));
	w->next = cr_reallocarray(w->next, w->cap + 1, sizeof(*w->next));
	w->prev = cr_reallocarray(w->prev, w->cap + 1, sizeof(*w->prev));
	w->closed = cr_reallocarray(w->closed, w->cap, sizeof(*w->closed));
}

static void
forget(struct cr_late_walk *w)
{
	w->nevents = w->at = w->seen = 0;
	w->paid = w->late = w->days = w->square = w->amount = w->index = 0;
	w->last = w->stage->priors.usual;
	w->weight = w->weighted = w->returned = 0;
	w->active = w->faded_to = w->day = INT32_MIN;
	if (w->high >= w->low)
		memset(w->bin + w->low, 0, (size_t)(w->high - w->low + 1) *
		    sizeof(*w->bin));
	w->low = BINS;
	w->high = -1;
}

void
cr_late_walk_debtor(struct cr_late_walk *w, size_t first)
{
	const struct cr_late_item *v;
	size_t i;

	forget(w);
	w->v = w->past->v + first;
	w->n = cr_late_end(w->past, first) - first;
	make_room(w, w->n);
	memset(w->closed, 0, w->n * sizeof(*w->closed));
	w->next[w->n] = w->prev[w->n] = (uint32_t)w->n;
	for (i = 0; i < w->n; i++) {
		v = &w->v[i];
		if (v->back != 0) {
			add_event(w, i, v->first_known, v->first, SETTLED);
			add_event(w, i, v->back, v->first, CAME_BACK);
		}
		if (v->known != CR_LATE_NEVER)
			add_event(w, i, v->known, v->paid, SETTLED);
	}
	if (w->nevents > 1)
		qsort(w->event, w->nevents, sizeof(*w->event), in_order);
}

/* ---- Going on ------------------------------------------------------------ */

static void
link_open(struct cr_late_walk *w, size_t i)
{
	uint32_t end = (uint32_t)w->n, last = w->prev[end];

	w->next[i] = end;
	w->prev[i] = last;
	w->next[last] = w->prev[end] = (uint32_t)i;
}

static void
unlink_open(struct cr_late_walk *w, size_t i)
{
	w->next[w->prev[i]] = w->next[i];
	w->prev[w->next[i]] = w->prev[i];
}

static int
bin_of(double days)
{
	double b = floor(2 * days);

	return (b < BIN_FIRST ? BIN_FIRST : b > BIN_LAST ? BIN_LAST :
	    (int)b) - BIN_FIRST;
}

static double
fading(const struct cr_late_walk *w, int32_t from, int32_t to)
{
	return to - from > FADED ? 0 : to <= from ? 1 :
	    (double)w->fade[to - from];
}

/* Bring the weights, which fade, to DAY. */
static void
fade(struct cr_late_walk *w, int32_t day)
{
	double f;

	if (w->weight != 0 && day > w->faded_to) {
		f = fading(w, w->faded_to, day);
		w->weight *= f;
		w->weighted *= f;
	}
	if (day > w->faded_to)
		w->faded_to = day;
}

/* Count a payment; SIGN is -1 for one that is known to have gone back. */
static void
count(struct cr_late_walk *w, const struct event *e, int sign)
{
	struct cr_late_item i = w->v[e->item];
	double raw, days, weight;
	int bin;

	i.paid = e->paid;
	raw = cr_late_days(&i);
	days = raw - cr_late_shifted(&w->shift, &i);
	bin = bin_of(days);
	fade(w, e->day);
	weight = sign * fading(w, e->paid, w->faded_to);
	w->paid += sign;
	w->late += sign * cr_late_was(&i);
	w->days += sign * days;
	w->square += sign * days * days;
	w->amount += sign * (double)i.amount;
	w->index += sign * (double)i.amount *
	    w->curve[(int)raw + CR_LATE_CURVE];
	w->weight += weight;
	w->weighted += weight * days;
	w->bin[bin] += (uint32_t)sign;
	w->low = bin < w->low ? bin : w->low;
	w->high = bin > w->high ? bin : w->high;
	if (sign > 0)
		w->last = days;
}

static void
apply(struct cr_late_walk *w, const struct event *e)
{
	bool seen = e->item < w->seen;

	w->active = e->day;
	if (e->what == SETTLED) {
		count(w, e, 1);
		if (seen && !w->closed[e->item])
			unlink_open(w, e->item);
		w->closed[e->item] = true;
	} else {
		count(w, e, -1);
		w->returned++;
		w->closed[e->item] = false;
		if (seen)
			link_open(w, e->item);
	}
}

void
cr_late_walk_to(struct cr_late_walk *w, int32_t day)
{
	int32_t event, item;

	for (;;) {
		event = w->at < w->nevents ? w->event[w->at].day : INT32_MAX;
		item = w->seen < w->n ? w->v[w->seen].seen : INT32_MAX;
		if (event >= day && item >= day)
			break;
		if (event < item) {
			apply(w, &w->event[w->at++]);
			continue;
		}
		if (!w->closed[w->seen])
			link_open(w, w->seen);
		w->active = item;
		w->seen++;
	}
	fade(w, day);
	w->day = day;
}

/* ---- Asking -------------------------------------------------------------- */

/* What is open, less the item that is asked for. */
struct open {
	double overdue, waiting;	/* how many; days */
	double amount, overdue_amount;
	int32_t oldest;			/* days overdue */
};

static void
look_at_open(const struct cr_late_walk *w, size_t but, double usual,
    struct open *o)
{
	const struct cr_late_item *v;
	uint32_t i = w->next[w->n];
	struct cr_late_item undisputed;
	double waited;
	int32_t late;
	int k;

	*o = (struct open){ .oldest = 0 };
	for (k = 0; i != w->n && k < OPEN_MOST; i = w->next[i], k++) {
		if (i == but)
			continue;
		v = &w->v[i];
		late = w->day - v->due;
		/* that it will be disputed was not known */
		undisputed = *v;
		undisputed.disputed = false;
		waited = late - usual - cr_late_shifted(&w->shift,
		    &undisputed);
		o->waiting += waited > 0 ? waited : 0;
		o->amount += (double)v->amount;
		if (late <= 0)
			continue;
		o->overdue++;
		o->overdue_amount += (double)v->amount;
		o->oldest = late > o->oldest ? late : o->oldest;
	}
}

/* Share of what was paid more than LEAST days late, had all been so. */
static double
share_above(const struct cr_late_walk *w, double least, double prior)
{
	uint32_t above = 0;
	int b;

	for (b = bin_of(least) + 1; b <= w->high; b++)
		above += w->bin[b];
	return (above + PRIOR_RATE * prior) / (w->paid + PRIOR_RATE);
}

static double
spread(const struct cr_late_walk *w, double usual)
{
	double square = w->square - 2 * usual * w->days +
	    w->paid * usual * usual;

	return sqrt(((square > 0 ? square : 0) + PRIOR_VARIANCE *
	    w->stage->priors.variance) / (w->paid + PRIOR_VARIANCE));
}

void
cr_late_features(const struct cr_late_walk *w, enum cr_regressor_kind kind,
    size_t i, float *x)
{
	const struct cr_priors *p = &w->stage->priors;
	const struct cr_late_item *item = kind == CR_REGRESSOR_LATE ?
	    &w->past->v[i] : NULL;
	double all[CR_FEATURES] = { 0 }, usual, shift, mean;
	const enum cr_feature *f;
	size_t n, k;
	struct open o;

	usual = (w->days + PRIOR_DAYS * p->usual) / (w->paid + PRIOR_DAYS);
	shift = item != NULL ? cr_late_shifted(&w->shift, item) : 0;
	look_at_open(w, item != NULL ? (size_t)(item - w->v) : w->n, usual,
	    &o);
	all[CR_FEATURE_USUAL] = usual + shift;
	all[CR_FEATURE_SPREAD] = spread(w, usual);
	all[CR_FEATURE_RATE] = share_above(w, -shift, p->late);
	all[CR_FEATURE_TAIL] = share_above(w, TAIL - shift, p->tail);
	all[CR_FEATURE_LAST] = w->last + shift;
	all[CR_FEATURE_RECENT] = (w->weighted + PRIOR_DAYS * p->usual) /
	    (w->weight + PRIOR_DAYS) + shift;
	all[CR_FEATURE_KNOWN] = log1p(w->paid);
	all[CR_FEATURE_OVERDUE] = log1p(o.overdue);
	all[CR_FEATURE_WAITING] = log1p(o.waiting);
	if (item != NULL) {
		mean = (w->amount + p->amount) / (w->paid + 1);
		all[CR_FEATURE_AMOUNT] = log((double)item->amount);
		all[CR_FEATURE_RELATIVE] = log((double)item->amount / mean);
	}
	all[CR_FEATURE_UNPAID] = log1p(w->returned);
	all[CR_FEATURE_OLDEST] = log1p(o.oldest);
	all[CR_FEATURE_SHARE] = o.amount > 0 ? o.overdue_amount / o.amount :
	    0;
	all[CR_FEATURE_EXPOSURE] = log1p(o.amount);
	n = cr_regressor_features(kind, &f);
	for (k = 0; k < n; k++)
		x[k] = (float)all[f[k]];
}

double
cr_late_index(const struct cr_late_walk *w)
{
	const struct cr_priors *p = &w->stage->priors;
	double prior = PRIOR_INDEX * p->amount;

	return (w->index + prior * p->index) / (w->amount + prior);
}

bool
cr_late_active(const struct cr_late_walk *w)
{
	return w->next[w->n] != w->n || (w->active != INT32_MIN &&
	    w->day - w->active <= ACTIVE);
}
