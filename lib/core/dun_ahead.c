#include "cr/dun_ahead.h"

#include <stdlib.h>
#include <string.h>

#include "cr/error.h"
#include "cr/mem.h"
#include "dun_world.h"

#define WEEK 7
#define ITEMS_OF_DOC 1000	/* item / 1000 is its document */

/* The days of the last notices to a debtor. */
struct days {
	struct cr_date *v;
	size_t n, cap;
};

/* What is kept of an item beside its row in the world. */
struct trace {
	bool wanted;
	struct cr_dun_item then;	/* as it was decided on the day asked */
	enum cr_dun_reason before;	/* on the day before */
	struct cr_date term;		/* of the notice that took it */
};

struct step {
	size_t item;
	struct cr_dun_step_ahead s;
};

struct ahead {
	struct cr *cr;
	const struct cr_dun_opts *opts;
	const struct cr_dun_ahead *ask;
	struct dun_world world;
	struct trace *traces;		/* by place in world.items */
	struct days *days;		/* of the first account of a debtor */
	struct step *steps;
	size_t nsteps, capsteps;
	struct cr_date day, last;	/* after LAST no hold begins or ends */
	int64_t notices;		/* of the day */
	struct days *recent;		/* of the account being settled */
};

static struct trace *
trace_of(const struct ahead *h, const struct cr_dun_item *it)
{
	return &h->traces[it - h->world.items];
}

static bool
is_wanted(const struct cr_keys *k, const struct cr_dun_item *it)
{
	return cr_keys_has(k, CR_KEY_ITEM, it->item) ||
	    cr_keys_has(k, CR_KEY_PARTY, it->debtor) ||
	    cr_keys_has(k, CR_KEY_DOC, it->item / ITEMS_OF_DOC);
}

/*
 * The accounts that are gone through: those of the debtors that are asked
 * for, or of everybody when one's notice may keep another's from being made.
 */
static void
mark(struct ahead *h)
{
	struct dun_world *w = &h->world;
	bool all = h->opts->set->max_notices > 0, any;
	struct account *a, *b, *end = w->accounts + w->naccounts;
	size_t i;

	for (a = w->accounts; a < end; a = b) {
		any = all;
		for (b = a; b < end && b->debtor == a->debtor; b++)
			for (i = 0; i < b->nitems; i++) {
				trace_of(h, b->items[i])->wanted =
				    is_wanted(h->ask->keys, b->items[i]);
				any |= trace_of(h, b->items[i])->wanted;
			}
		for (; a < b; a++)
			a->asked = any;
	}
}

static void
add_day(struct days *d, struct cr_date day)
{
	cr_grow(&d->v, d->n, &d->cap, sizeof(*d->v));
	d->v[d->n++] = day;
}

/* The notices of the last week, as the ledger has them. */
static void
take_recent(struct ahead *h)
{
	const struct dun_world *w = &h->world;
	size_t i, a = 0;

	for (i = 0; i < w->nrecent; i++) {
		while (a < w->naccounts &&
		    w->accounts[a].debtor < w->recent[i].debtor)
			a++;
		if (a < w->naccounts &&
		    w->accounts[a].debtor == w->recent[i].debtor)
			add_day(&h->days[a], w->recent[i].day);
	}
}

/* Turn to account A of the day: whom the rules of the week look at. */
static void
turn_to(struct ahead *h, struct account *a)
{
	struct account *first = a;
	struct days *d;
	size_t old = 0;

	while (first > h->world.accounts && first[-1].debtor == a->debtor)
		first--;
	h->recent = d = &h->days[first - h->world.accounts];
	while (old < d->n && d->v[old].days <= h->day.days - WEEK)
		old++;
	if (old > 0)
		memmove(d->v, d->v + old, (d->n - old) * sizeof(*d->v));
	d->n -= old;
	a->sum.recent = d->v;
	a->sum.nrecent = d->n;
	a->sum.days = &h->opts->days;
}

struct settling {
	struct ahead *h;
	struct account *a;
	bool made;
};

static int
take_notice(void *ctx, const struct cr_dun_notice *n)
{
	struct settling *s = ctx;
	struct ahead *h = s->h;
	int64_t most = h->opts->set->max_notices;
	size_t i;

	if (most > 0 && h->notices >= most) {
		cr_dun_leave(n, CR_DUN_RUN_LIMIT, (struct cr_date){
		    h->day.days + 1 });
		return CR_OK;
	}
	h->notices++;
	s->made = true;
	for (i = 0; i < n->nitems; i++)
		trace_of(h, n->items[i])->term = n->term;
	add_day(h->recent, h->day);
	s->a->sum.recent = h->recent->v;
	s->a->sum.nrecent = h->recent->n;
	return CR_OK;
}

/* What is told of a day: what is taken, and what else keeps it from it. */
static bool
is_told(const struct trace *t, enum cr_dun_reason reason)
{
	switch (reason) {
	case CR_DUN_TAKEN:
		return true;
	case CR_DUN_EARLY:
	case CR_DUN_INTERVAL:
	case CR_DUN_TERM:
		return false;
	default:
		return reason != t->before;
	}
}

static void
note(struct ahead *h, const struct cr_dun_item *it)
{
	struct trace *t = trace_of(h, it);
	struct step *s;

	if (h->day.days == h->ask->on.days)
		t->then = *it;
	else if (t->wanted && h->day.days > h->ask->on.days &&
	    is_told(t, it->reason)) {
		cr_grow(&h->steps, h->nsteps, &h->capsteps,
		    sizeof(*h->steps));
		s = &h->steps[h->nsteps++];
		s->item = (size_t)(it - h->world.items);
		s->s = (struct cr_dun_step_ahead){ .day = h->day,
		    .reason = it->reason, .level = it->level,
		    .claim = it->claim, .term = CR_DATE_NONE,
		    .next = it->next };
		if (it->reason == CR_DUN_TAKEN)
			s->s.term = t->term;
	}
	t->before = it->reason;
}

/* Does nothing become of it any more, whatever the day? */
static bool
is_over(const struct cr_dun_item *it)
{
	switch (it->reason) {
	case CR_DUN_CREDIT:
	case CR_DUN_SMALL:
	case CR_DUN_EXCLUDED:
	case CR_DUN_IN_FLIGHT:
	case CR_DUN_DELIVERY:
	case CR_DUN_DONE:
	case CR_DUN_HAND_OVER:
	case CR_DUN_WRITE_OFF:
		return true;
	case CR_DUN_HELD:
		return it->held_whole && it->held_forever;
	default:
		return false;
	}
}

/* Go on as if what was made had been sent. */
static void
send(struct ahead *h, struct account *a, bool made)
{
	bool over = h->day.days >= h->last.days &&
	    h->day.days >= h->ask->on.days;
	struct cr_dun_item *it;
	size_t i;

	for (i = 0; i < a->nitems; i++) {
		it = a->items[i];
		note(h, it);
		over &= is_over(it);
		if (it->reason != CR_DUN_TAKEN)
			continue;
		it->last_order = it->level->order;
		it->last_name = it->level->name;
		it->last_day = h->day;
		it->last_term = trace_of(h, it)->term;
		it->undelivered = false;	/* it arrives the same day */
	}
	if (made)
		a->sum.last_day = h->day;
	if (over && h->opts->set->max_notices == 0)
		a->asked = false;
}

static int
settle_account(struct ahead *h, struct account *a, bool decided)
{
	struct settling s = { .h = h, .a = a };
	size_t i;
	int err;

	for (i = 0; i < a->nitems && !decided; i++)
		cr_dun_item(a->items[i], h->day);
	turn_to(h, a);
	if ((err = cr_dun_account(&a->sum, h->day, take_notice, &s)) != CR_OK)
		return err == CR_ELIMIT ? cr_fail(h->cr, err, "the claims on "
		    "pty:%lld overflow", (long long)a->debtor) : err;
	send(h, a, s.made);
	return CR_OK;
}

/* One day after the other; false when nothing is left to look at. */
static int
go_through(struct ahead *h)
{
	struct dun_world *w = &h->world;
	struct account *a, *end = w->accounts + w->naccounts;
	struct cr_date first = w->day;
	bool left = true;
	int err = CR_OK;

	for (h->day = first; left && err == CR_OK &&
	    h->day.days <= h->ask->until.days; h->day.days++) {
		left = false;
		h->notices = 0;
		if (h->day.days > first.days)
			cr_dun_holds_apply(w, h->day, true);
		for (a = w->accounts; a < end && err == CR_OK; a++) {
			if (!a->asked)
				continue;
			left = true;
			err = settle_account(h, a, h->day.days ==
			    first.days);
		}
	}
	return err;
}

static int
by_item(const void *va, const void *vb)
{
	const struct step *a = va, *b = vb;

	if (a->item != b->item)
		return a->item < b->item ? -1 : 1;
	return (a->s.day.days > b->s.day.days) -
	    (a->s.day.days < b->s.day.days);
}

static size_t
first_step(const struct ahead *h, size_t item)
{
	size_t lo = 0, hi = h->nsteps, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (h->steps[mid].item < item)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* Each item with its steps, in the order of the accounts. */
static void
tell(struct ahead *h, const struct cr_dun_ahead_sink *sink)
{
	const struct dun_world *w = &h->world;
	const struct trace *t;
	size_t i, k, item;

	if (h->nsteps > 0)
		qsort(h->steps, h->nsteps, sizeof(*h->steps), by_item);
	for (i = 0; i < w->nitems; i++) {
		t = trace_of(h, w->order[i]);
		if (!t->wanted || t->then.item == 0)
			continue;
		sink->item(sink->ctx, &t->then);
		item = (size_t)(w->order[i] - w->items);
		for (k = first_step(h, item); k < h->nsteps &&
		    h->steps[k].item == item; k++)
			sink->step(sink->ctx, &t->then, &h->steps[k].s);
	}
}

/* After this day no hold begins or ends. */
static struct cr_date
last_change(const struct dun_world *w)
{
	struct cr_date last = w->day;
	const struct dun_hold *h;

	for (h = w->holds; h < w->holds + w->nholds; h++) {
		if (h->from.days > last.days)
			last = h->from;
		if (cr_date_is_set(h->until) && h->until.days >= last.days)
			last.days = h->until.days + 1;
	}
	return last;
}

int
cr_dun_ahead(struct cr *cr, const struct cr_dun_opts *opts,
    const struct cr_dun_ahead *ask, const struct cr_dun_ahead_sink *sink)
{
	struct ahead h = { .cr = cr, .opts = opts, .ask = ask };
	struct cr_date today = cr->today;
	size_t i;
	int err;

	if (ask->on.days < today.days)
		cr->today = ask->on;
	err = cr_dun_world_then(cr, opts->set, &opts->days, &h.world);
	cr->today = today;
	if (err == CR_OK) {
		h.traces = cr_calloc(h.world.nitems + 1, sizeof(*h.traces));
		h.days = cr_calloc(h.world.naccounts + 1, sizeof(*h.days));
		h.last = last_change(&h.world);
		mark(&h);
		take_recent(&h);
		if ((err = go_through(&h)) == CR_OK)
			tell(&h, sink);
	}
	for (i = 0; h.days != NULL && i < h.world.naccounts; i++)
		free(h.days[i].v);
	free(h.days);
	free(h.traces);
	free(h.steps);
	cr_dun_world_release(&h.world);
	return err;
}
