#include "cr/dun.h"

#include <string.h>

#include "cr/i18n.h"

static const struct {
	const char *word, *text;
} reasons[CR_DUN_REASONS] = {
	[CR_DUN_TAKEN] = { "taken", N_("taken into a notice") },
	[CR_DUN_CREDIT] = { "credit",
	    N_("a credit note: shown apart, never dunned") },
	[CR_DUN_SMALL] = { "small", N_("below the tolerance") },
	[CR_DUN_EXCLUDED] = { "excluded", N_("excluded by the policy file") },
	[CR_DUN_HELD] = { "held", N_("under hold") },
	[CR_DUN_IN_FLIGHT] = { "in-flight",
	    N_("a message is being sent, or nobody knows if it was") },
	[CR_DUN_EARLY] = { "early", N_("the day has not come") },
	[CR_DUN_BANK] = { "bank", N_("the bank may still collect it") },
	[CR_DUN_INTERVAL] = { "interval",
	    N_("too soon after the last notice") },
	[CR_DUN_TERM] = { "term", N_("the granted term is running") },
	[CR_DUN_DELIVERY] = { "delivery",
	    N_("the term begins when the last notice arrives") },
	[CR_DUN_DONE] = { "done", N_("all levels are done") },
	[CR_DUN_HAND_OVER] = { "hand-over",
	    N_("all levels are done: hand it over") },
	[CR_DUN_WRITE_OFF] = { "write-off",
	    N_("all levels are done: propose a write-off") },
	[CR_DUN_COVERED] = { "covered", N_("credits cover the claim") },
	[CR_DUN_MINIMUM] = { "minimum",
	    N_("the claim is below the minimum") },
	[CR_DUN_DEBTOR_INTERVAL] = { "debtor-interval",
	    N_("too soon after the last notice to the debtor") },
	[CR_DUN_PER_WEEK] = { "per-week",
	    N_("the debtor had as many notices in a week as he may") },
	[CR_DUN_CONTACT] = { "contact",
	    N_("its channels are not for a day like this") },
	[CR_DUN_RUN_LIMIT] = { "run-limit",
	    N_("this run made as many notices as it may") },
	[CR_DUN_NO_ADDRESS] = { "no-address",
	    N_("there is no address for any channel of the level") },
	[CR_DUN_TEMPLATE] = { "template", N_("the text could not be made") },
	[CR_DUN_CLAIMS] = { "claims",
	    N_("interest or fees could not be worked out") },
	[CR_DUN_NOT_ASKED] = { "not-asked", N_("not among the keys given") },
};

const char *
cr_dun_reason_word(enum cr_dun_reason reason)
{
	return reasons[reason].word;
}

const char *
cr_dun_reason_text(enum cr_dun_reason reason)
{
	return reasons[reason].text;
}

static struct cr_date
plus(struct cr_date d, int32_t days)
{
	d.days += days;
	return d;
}

static bool
is_before_due(const struct cr_level *l)
{
	return l->anchor == CR_ANCHOR_DUE && l->days < 0;
}

/* Without a notice before, the level counts from the due date. */
static struct cr_date
anchor_day(const struct cr_dun_item *it, const struct cr_level *l)
{
	if (l->anchor == CR_ANCHOR_MONTH_END)
		return plus(cr_date_end_of_month(it->due), l->days);
	if (l->anchor == CR_ANCHOR_RETURNED)
		return plus(cr_date_is_set(it->returned) ? it->returned :
		    it->due, l->days);
	if (l->anchor == CR_ANCHOR_TERM && cr_date_is_set(it->last_term))
		return plus(it->last_term, l->days);
	if (l->anchor != CR_ANCHOR_DUE && cr_date_is_set(it->last_day))
		return plus(it->last_day, l->days);
	return plus(it->due, l->days);
}

/* How long to wait after the last notice, which was of the level BEFORE. */
static int32_t
spacing(const struct cr_policy *p, const struct cr_level *before,
    const struct cr_level *l)
{
	int32_t days = p->interval;

	if (p->keep_spacing && before != NULL && before->days >= 0 &&
	    before->anchor == l->anchor && l->anchor < CR_ANCHOR_NOTICE &&
	    l->days - before->days > days)
		days = l->days - before->days;
	return days;
}

/* The latest of all that level L has to wait for; IT->day tells each. */
static struct cr_date
earliest(struct cr_dun_item *it, const struct cr_level *before,
    const struct cr_level *l)
{
	const struct cr_policy *p = it->choice.policy;
	struct cr_date latest;
	int i;

	for (i = 0; i < CR_DUN_DAYS; i++)
		it->day[i] = CR_DATE_NONE;
	it->day[CR_DAY_ANCHOR] = anchor_day(it, l);
	if (!it->unpaid && cr_policy_is_bank(p, it->method))
		it->day[CR_DAY_BANK] = plus(it->due, p->bank_tolerance);
	if (cr_date_is_set(it->at_bank) &&
	    it->at_bank.days >= it->day[CR_DAY_BANK].days)
		it->day[CR_DAY_BANK] = plus(it->at_bank, 1);
	if (cr_date_is_set(it->last_day))
		it->day[CR_DAY_INTERVAL] = plus(it->last_day,
		    spacing(p, before, l));
	if (p->wait_term && cr_date_is_set(it->last_term))
		it->day[CR_DAY_TERM] = plus(it->last_term, 1);
	if (it->held_whole && !it->held_forever)
		it->day[CR_DAY_HOLD] = plus(it->held_until, 1);
	latest = it->day[CR_DAY_ANCHOR];
	for (i = 0; i < CR_DUN_DAYS; i++)
		if (it->day[i].days > latest.days)
			latest = it->day[i];
	return latest;
}

/* How many levels are done: up to that of the last notice. */
static size_t
levels_done(const struct cr_dun_item *it)
{
	const struct cr_policy *p = it->choice.policy;
	size_t i;

	for (i = 0; i < p->nlevels; i++)
		if (it->last_name != NULL &&
		    strcmp(p->levels[i].name, it->last_name) == 0)
			return i + 1;
	/* What a bank returned begins anew, by a policy that is for that. */
	if (it->choice.anew)
		return 0;
	/* Another policy or an older one: its place counts, not its name. */
	return (size_t)it->last_order < p->nlevels ?
	    (size_t)it->last_order : p->nlevels;
}

/* The level due next, with its day; NULL when all are done. */
static const struct cr_level *
next_level(struct cr_dun_item *it, struct cr_date today, struct cr_date *day)
{
	const struct cr_policy *p = it->choice.policy;
	size_t done = levels_done(it), i;
	const struct cr_level *l, *before = done > 0 ?
	    &p->levels[done - 1] : NULL;

	for (i = 0; i < done; i++)
		it->stop_orders |= p->levels[i].stop_orders;
	for (i = done; i < p->nlevels; i++) {
		l = &p->levels[i];
		*day = earliest(it, before, l);
		/* A reminder that was missed is late until the due date. */
		if (!is_before_due(l) || (today.days <= it->due.days &&
		    day->days <= it->due.days))
			return l;
	}
	*day = earliest(it, before, &p->levels[p->nlevels - 1]);
	return p->after_last == CR_AFTER_REPEAT ?
	    &p->levels[p->nlevels - 1] : NULL;
}

/* Why it has to wait: what its day is the latest of. */
static enum cr_dun_reason
waits_for(const struct cr_dun_item *it)
{
	static const enum cr_dun_reason why[CR_DUN_DAYS] = {
		CR_DUN_EARLY, CR_DUN_BANK, CR_DUN_INTERVAL, CR_DUN_TERM,
		CR_DUN_HELD,
	};
	int i;

	for (i = 0; it->day[i].days != it->next.days; i++)
		;
	return why[i];
}

static enum cr_dun_reason
after_last(const struct cr_dun_item *it)
{
	switch (it->choice.policy->after_last) {
	case CR_AFTER_HAND_OVER:
		return CR_DUN_HAND_OVER;
	case CR_AFTER_WRITE_OFF:
		return CR_DUN_WRITE_OFF;
	default:
		return CR_DUN_DONE;
	}
}

/* Its term has not begun, and nobody can say when it will. */
static bool
waits_for_arrival(const struct cr_dun_item *it)
{
	return it->undelivered && (it->choice.policy->wait_term ||
	    (it->level != NULL && it->level->anchor == CR_ANCHOR_TERM));
}

/* Rules 5 to 7. */
static enum cr_dun_reason
decide_level(struct cr_dun_item *it, struct cr_date today)
{
	bool held = it->claim.cents <= 0 ||
	    it->claim.cents < it->choice.policy->tolerance.cents;
	bool over;

	it->level = next_level(it, today, &it->next);
	over = it->level == NULL &&
	    it->choice.policy->after_last == CR_AFTER_STOP;
	if (over || (held && it->held_forever))
		it->next = CR_DATE_NONE;
	if (held)
		return CR_DUN_HELD;
	if (over)
		return CR_DUN_DONE;
	if (waits_for_arrival(it)) {
		it->next = CR_DATE_NONE;
		return CR_DUN_DELIVERY;
	}
	if (it->next.days > today.days)
		return waits_for(it);
	return it->level == NULL ? after_last(it) : CR_DUN_TAKEN;
}

static enum cr_dun_reason
decide(struct cr_dun_item *it, struct cr_date today)
{
	if (it->open.cents <= 0)
		return CR_DUN_CREDIT;
	if (it->choice.policy == NULL)
		return CR_DUN_EXCLUDED;
	if (it->open.cents < it->choice.policy->tolerance.cents)
		return CR_DUN_SMALL;
	if (!it->held_whole && it->held.cents < it->open.cents)
		it->claim.cents = it->open.cents - it->held.cents;
	if (it->in_flight)
		return CR_DUN_IN_FLIGHT;
	return decide_level(it, today);
}

void
cr_dun_item(struct cr_dun_item *it, struct cr_date today)
{
	int i;

	it->level = NULL;
	it->next = CR_DATE_NONE;
	it->claim.cents = 0;
	it->stop_orders = false;
	for (i = 0; i < CR_DUN_DAYS; i++)
		it->day[i] = CR_DATE_NONE;
	it->reason = decide(it, today);
	if (it->reason == CR_DUN_TAKEN && !it->asked)
		it->reason = CR_DUN_NOT_ASKED;
}
