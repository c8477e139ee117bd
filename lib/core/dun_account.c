/* One notice for all that a debtor owes in an account, or none. */

#include "cr/dun.h"

#include <stdlib.h>

#include "cr/contact_rule.h"
#include "cr/error.h"
#include "cr/holiday.h"
#include "cr/mem.h"

#define WEEK 7
#define YEAR 366		/* a day that is allowed comes within it */

static struct cr_date
plus(struct cr_date d, int32_t days)
{
	d.days += days;
	return d;
}

void
cr_dun_leave(const struct cr_dun_notice *n, enum cr_dun_reason reason,
    struct cr_date next)
{
	size_t i;

	for (i = 0; i < n->nitems; i++) {
		n->items[i]->reason = reason;
		n->items[i]->next = next;
	}
}

/* Set level and sums of N from its items and the POOL of credits. */
static bool
sum_up(struct cr_dun_notice *n, struct cr_money pool, struct cr_date today)
{
	struct cr_dun_item *it;
	size_t i;

	n->level = NULL;
	n->claim.cents = n->overdue.cents = 0;
	for (i = 0; i < n->nitems; i++) {
		it = n->items[i];
		if (n->level == NULL || it->level->order > n->level->order)
			n->level = it->level;
		if (!cr_money_add(&n->claim, it->claim))
			return false;
		if (it->due.days < today.days)
			n->overdue.cents += it->claim.cents;
	}
	n->credit = pool.cents < n->claim.cents ? pool : n->claim;
	return true;
}

/* Were all items at the highest level returned by a bank? */
static bool
is_returned(const struct cr_dun_notice *n)
{
	size_t i;

	for (i = 0; i < n->nitems; i++)
		if (n->items[i]->level == n->level && !n->items[i]->unpaid)
			return false;
	return true;
}

/* Leave the items of N that match for REASON. */
static void
drop(struct cr_dun_notice *n, bool (*match)(const struct cr_dun_notice *n,
    const struct cr_dun_item *it, struct cr_date today), struct cr_date today,
    enum cr_dun_reason reason)
{
	size_t i, kept = 0;

	for (i = 0; i < n->nitems; i++)
		if (match(n, n->items[i], today)) {
			n->items[i]->reason = reason;
			n->items[i]->next = CR_DATE_NONE;
		} else {
			n->items[kept++] = n->items[i];
		}
	n->nitems = kept;
}

static bool
is_highest(const struct cr_dun_notice *n, const struct cr_dun_item *it,
    struct cr_date today)
{
	(void)today;
	return it->level == n->level;
}

static bool
is_overdue(const struct cr_dun_notice *n, const struct cr_dun_item *it,
    struct cr_date today)
{
	(void)n;
	return it->due.days < today.days;
}

/* Do credits cover all that is overdue, but not what comes? */
static bool
is_half_covered(const struct cr_dun_notice *n)
{
	return n->overdue.cents > 0 && n->overdue.cents < n->claim.cents &&
	    n->credit.cents >= n->overdue.cents;
}

static bool
is_below_minimum(const struct cr_dun_notice *n)
{
	int64_t net = n->claim.cents - n->credit.cents;

	return net < n->policy->minimum.cents ||
	    net < n->level->minimum.cents;
}

/* Is there a channel of L that may be used on the day D? */
static bool
is_allowed(const struct cr_dun_days *days, const struct cr_level *l,
    struct cr_date d)
{
	const struct cr_contact_rule *r;
	const struct cr_contact_hours *h;
	size_t i;

	for (i = 0; i < l->nchannels; i++) {
		r = cr_contact_rule(days->contact,
		    cr_channel_word(l->channels[i]));
		if (r == NULL)
			return true;
		h = &r->hours[cr_weekday(d)];
		if (h->from < h->to && (r->holidays || days->calendar == NULL ||
		    !cr_calendar_is_holiday(days->calendar, d)))
			return true;
	}
	return false;
}

/* The first day from TODAY on when level L may reach the debtor. */
static struct cr_date
allowed_day(const struct cr_dun_days *days, const struct cr_level *l,
    struct cr_date today)
{
	int32_t i;

	for (i = 0; days != NULL && days->contact != NULL && i < YEAR; i++)
		if (is_allowed(days, l, plus(today, i)))
			return plus(today, i);
	return today;
}

/* Why the debtor does not get N today, and when he may; TAKEN: he does. */
static enum cr_dun_reason
waits(const struct cr_dun_notice *n, const struct cr_dun_account *a,
    struct cr_date today, struct cr_date *next)
{
	size_t most = (size_t)n->policy->per_week;

	*next = CR_DATE_NONE;
	if (cr_date_is_set(a->last_day))
		*next = plus(a->last_day, n->policy->debtor_interval);
	if (next->days > today.days)
		return CR_DUN_DEBTOR_INTERVAL;
	if (most > 0 && a->nrecent >= most) {
		*next = plus(a->recent[a->nrecent - most], WEEK);
		if (next->days > today.days)
			return CR_DUN_PER_WEEK;
	}
	*next = allowed_day(a->days, n->level, today);
	return next->days > today.days ? CR_DUN_CONTACT : CR_DUN_TAKEN;
}

/*
 * What a notice that is made says. A term that would end on a holiday ends
 * on the next day that is none (art. 2963 c. 3, art. 1187 c.c.).
 */
static void
finish(struct cr_dun_notice *n, const struct cr_dun_account *a,
    struct cr_date today)
{
	n->template = n->level->template_unpaid != NULL && is_returned(n) ?
	    n->level->template_unpaid : n->level->template;
	n->term = CR_DATE_NONE;
	n->grant = n->level->grant_from_delivery ? n->level->grant : 0;
	if (n->level->grant == 0)
		return;
	n->term = plus(today, n->level->grant);
	if (a->days != NULL && a->days->calendar != NULL)
		n->term = cr_calendar_term(a->days->calendar, n->term);
}

/* The notice of the items in N, or none; what it uses leaves the POOL. */
static int
settle(struct cr_dun_notice *n, struct cr_money *pool,
    const struct cr_dun_account *a, struct cr_date today,
    int (*each)(void *ctx, const struct cr_dun_notice *n), void *ctx)
{
	enum cr_dun_reason wait;
	struct cr_date next;

	for (;;) {
		if (!sum_up(n, *pool, today))
			return CR_ELIMIT;
		if (n->nitems == 0)
			return CR_OK;
		if (n->claim.cents == n->credit.cents)
			break;
		if (is_half_covered(n)) {
			/* It is no warning when only what comes is left. */
			pool->cents -= n->overdue.cents;
			drop(n, is_overdue, today, CR_DUN_COVERED);
		} else if (is_below_minimum(n)) {
			drop(n, is_highest, today, CR_DUN_MINIMUM);
		} else {
			break;
		}
	}
	pool->cents -= n->credit.cents;
	if (n->claim.cents == n->credit.cents) {
		cr_dun_leave(n, CR_DUN_COVERED, CR_DATE_NONE);
		return CR_OK;
	}
	if ((wait = waits(n, a, today, &next)) != CR_DUN_TAKEN) {
		cr_dun_leave(n, wait, next);
		return CR_OK;
	}
	finish(n, a, today);
	return each(ctx, n);
}

/*
 * The taken items that go with the first one not yet PLACED: those of its
 * policy, and of its level when the policy wants a notice for each.
 */
static void
gather(const struct cr_dun_account *a, bool *placed, struct cr_dun_notice *n)
{
	const struct cr_dun_item *first = NULL;
	struct cr_dun_item *it;
	size_t i;

	n->nitems = 0;
	for (i = 0; i < a->nitems; i++) {
		it = a->items[i];
		if (placed[i] || it->reason != CR_DUN_TAKEN)
			continue;
		if (first == NULL)
			first = it;
		if (it->choice.policy != first->choice.policy ||
		    (it->choice.policy->per_level &&
		    it->level != first->level))
			continue;
		placed[i] = true;
		n->items[n->nitems++] = it;
	}
	n->policy = first != NULL ? first->choice.policy : NULL;
}

int
cr_dun_account(struct cr_dun_account *a, struct cr_date today,
    int (*each)(void *ctx, const struct cr_dun_notice *n), void *ctx)
{
	struct cr_dun_notice n = { 0 };
	struct cr_money pool = a->credits;
	bool *placed = cr_calloc(a->nitems + 1, sizeof(*placed));
	int err = CR_OK;

	n.items = cr_calloc(a->nitems + 1, sizeof(*n.items));
	while (err == CR_OK) {
		gather(a, placed, &n);
		if (n.policy == NULL)
			break;
		err = settle(&n, &pool, a, today, each, ctx);
	}
	free(n.items);
	free(placed);
	return err;
}
