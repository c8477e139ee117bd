#include "cr/dun_simulate.h"

#include <stdlib.h>
#include <string.h>

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/i18n.h"
#include "cr/mem.h"
#include "cr/segment.h"
#include "dun_hold.h"
#include "dun_world.h"

#define HORIZON 400		/* days that are played */
#define NOTICES_MAX 20		/* of a policy that repeats for ever */
#define WEEK 7
#define SAMPLE_ITEMS 2

/* ---- The samples -------------------------------------------------------- */

enum happening { NOTHING, RETURNED, PROMISE, DISPUTE, CREDIT };

static const char *const happenings[] = { "", "returned", "promise",
	"dispute", "credit" };

/* Days count from the first one that is played. */
struct sample {
	const char *name;
	struct {
		int32_t due;
		int64_t cents;
	} item[SAMPLE_ITEMS];	/* cents 0: there is none */
	const char *method;
	enum happening what;	/* to the first item, */
	int32_t on;		/* on that day, */
	int32_t until;		/* until then; */
	int64_t cents;		/* for so much, 0: all */
};

static const struct sample samples[] = {
	{ N_("an invoice that nobody pays"), { { 30, 100000 } }, "MP05",
	    NOTHING, 0, 0, 0 },
	{ N_("one that is 60 days late when cr is first used"),
	    { { -60, 100000 } }, "MP05", NOTHING, 0, 0, 0 },
	{ N_("a RiBa that comes back 5 days after it was due"),
	    { { 20, 100000 } }, "MP12", RETURNED, 25, 0, 0 },
	{ N_("an invoice and a credit note for a part"), { { 10, 100000 } },
	    "MP05", CREDIT, 20, 0, 40000 },
	{ N_("a promise that is not kept"), { { 10, 100000 } }, "MP05",
	    PROMISE, 20, 45, 0 },
	{ N_("a dispute of a part"), { { 10, 100000 } }, "MP05", DISPUTE,
	    25, 0, 30000 },
	{ N_("two invoices, a month apart"),
	    { { 10, 100000 }, { 40, 50000 } }, "MP05", NOTHING, 0, 0, 0 },
	{ N_("a few euro"), { { 10, 800 } }, "MP05", NOTHING, 0, 0, 0 },
};

/* ---- A play ------------------------------------------------------------- */

struct play {
	struct cr *cr;
	const struct cr_dun_opts *opts;
	cr_dun_forecast_fn *each;
	void *ctx;
	struct cr_arena arena;
	struct dun_world *world;	/* NULL: a sample */
	struct cr_dun_account sum;
	struct cr_dun_forecast row;	/* what is the same in all rows */
	struct cr_date today;
	struct cr_date recent[NOTICES_MAX + WEEK];
	size_t nrecent;
	int notices;
};

static int32_t
lateness(const struct play *p)
{
	int32_t late = INT32_MIN;
	size_t i;

	for (i = 0; i < p->sum.nitems; i++)
		if (p->sum.items[i]->open.cents > 0 &&
		    p->today.days - p->sum.items[i]->due.days > late)
			late = p->today.days - p->sum.items[i]->due.days;
	return late;
}

static void
tell(struct play *p, const char *what)
{
	p->row.day = p->today;
	p->row.late = lateness(p);
	p->row.what = what;
	p->each(p->ctx, &p->row);
	p->row.level = p->row.channels = p->row.template = NULL;
	p->row.policy = p->row.rule = p->row.segment = NULL;
	p->row.net.cents = 0;
	p->row.items = 0;
	p->row.term = CR_DATE_NONE;
	p->row.approve = p->row.stop_orders = false;
}

static const char *
channels_of(struct play *p, const struct cr_level *l)
{
	const char *all = cr_channel_word(l->channels[0]);
	size_t i;

	for (i = 1; i < l->nchannels; i++)
		all = cr_arena_printf(&p->arena, "%s,%s", all,
		    cr_channel_word(l->channels[i]));
	return all;
}

/* By which rule the policy of a notice applies, and for which segment. */
static void
tell_rule(struct play *p, const struct cr_policy_choice *c)
{
	struct cr_buf b;

	p->row.rule = c->rule;
	if (c->scope != CR_SCOPE_SEGMENT)
		return;
	cr_buf_init(&b);
	cr_segment_add(&b, c->abc, c->class_name);
	p->row.segment = cr_arena_strdup(&p->arena, b.s);
	cr_buf_release(&b);
}

/* It is sent on its day. */
static int
take_notice(void *ctx, const struct cr_dun_notice *n)
{
	struct play *p = ctx;
	struct cr_dun_item *it;
	size_t i;

	p->row.policy = n->policy->name;
	tell_rule(p, &n->items[0]->choice);
	p->row.level = n->level->name;
	p->row.channels = channels_of(p, n->level);
	p->row.template = n->template;
	p->row.items = n->nitems;
	p->row.net.cents = n->claim.cents - n->credit.cents;
	p->row.term = n->term;
	p->row.approve = n->level->approve;
	p->row.stop_orders = n->level->stop_orders;
	tell(p, "notice");
	for (i = 0; i < n->nitems; i++) {
		it = n->items[i];
		it->last_order = it->level->order;
		it->last_name = it->level->name;
		it->last_day = p->today;
		it->last_term = n->term;
		it->undelivered = false;	/* it arrives the same day */
	}
	p->sum.last_day = p->today;
	if (p->nrecent < sizeof(p->recent) / sizeof(p->recent[0]))
		p->recent[p->nrecent++] = p->today;
	p->sum.nrecent++;
	return ++p->notices >= NOTICES_MAX ? 1 : 0;
}

/* Holds end by themselves; a week is over after seven days. */
static void
begin_day(struct play *p)
{
	struct cr_dun_item *it;
	size_t i, old = 0;

	if (p->world != NULL)
		cr_dun_holds_apply(p->world, p->today, true);
	for (i = 0; p->world == NULL && i < p->sum.nitems; i++) {
		it = p->sum.items[i];
		if (it->held_whole && !it->held_forever &&
		    it->held_until.days < p->today.days)
			it->held_whole = false;
	}
	while (old < p->nrecent &&
	    p->recent[old].days <= p->today.days - WEEK)
		old++;
	p->sum.recent = p->recent + old;
	p->sum.nrecent = p->nrecent - old;
}

static bool
is_over(enum cr_dun_reason reason)
{
	return reason == CR_DUN_DONE || reason == CR_DUN_HAND_OVER ||
	    reason == CR_DUN_WRITE_OFF || reason == CR_DUN_EXCLUDED ||
	    reason == CR_DUN_SMALL || reason == CR_DUN_CREDIT;
}

/* Why nothing comes any more; NULL: something may. */
static const char *
find_end(const struct play *p)
{
	const char *why = NULL;
	enum cr_dun_reason reason;
	size_t i;

	for (i = 0; i < p->sum.nitems; i++) {
		reason = p->sum.items[i]->reason;
		if (!is_over(reason))
			return NULL;
		if (why == NULL || reason != CR_DUN_CREDIT)
			why = cr_dun_reason_word(reason);
	}
	return why;
}

/* Decide one day: 0 to go on; anything else is the end. */
static int
play_day(struct play *p)
{
	const char *end;
	size_t i;
	int rc;

	begin_day(p);
	for (i = 0; i < p->sum.nitems; i++)
		cr_dun_item(p->sum.items[i], p->today);
	if ((rc = cr_dun_account(&p->sum, p->today, take_notice, p)) != 0)
		return rc;
	if ((end = find_end(p)) == NULL)
		return 0;
	tell(p, end);
	return 1;
}

/* When nothing ended it, the last word is why the first item is left. */
static int
end_play(struct play *p, int rc)
{
	if (rc == 0 && p->sum.nitems > 0) {
		p->today.days--;
		tell(p, cr_dun_reason_word(p->sum.items[0]->reason));
	}
	return rc < 0 ? cr_fail(p->cr, rc, "a sum is too large") : CR_OK;
}

static void
begin_play(struct play *p, struct cr_dun_item **items, size_t n)
{
	p->sum = (struct cr_dun_account){ .items = items, .nitems = n,
	    .last_day = CR_DATE_NONE, .days = &p->opts->days };
	p->row = (struct cr_dun_forecast){ .currency = "EUR",
	    .term = CR_DATE_NONE };
	p->nrecent = 0;
	p->notices = 0;
}

/* ---- Samples ------------------------------------------------------------ */

static void
happen(struct play *p, const struct sample *s, struct cr_dun_item *it)
{
	const struct cr_policy_subject who = { .returned = true };

	switch (s->what) {
	case RETURNED:
		it->unpaid = true;
		it->returned = p->today;
		cr_policy_choose(p->opts->set, &who, &it->choice);
		break;
	case PROMISE:
		it->held_whole = true;
		it->held_until.days = it->date.days + s->until;
		it->hold = CR_HOLD_PROMISE;
		break;
	case DISPUTE:
		it->held.cents = s->cents;
		it->hold = CR_HOLD_DISPUTE;
		break;
	default:
		p->sum.credits.cents = s->cents;
		break;
	}
	p->row.net.cents = s->cents != 0 ? s->cents : it->open.cents;
	tell(p, happenings[s->what]);
}

static size_t
make_items(const struct play *p, const struct sample *s,
    struct cr_dun_item *items, struct cr_dun_item **order)
{
	const struct cr_policy_subject who = { .returned = false };
	struct cr_dun_item *it;
	size_t n;

	for (n = 0; n < SAMPLE_ITEMS && s->item[n].cents != 0; n++) {
		it = order[n] = &items[n];
		*it = (struct cr_dun_item){ .item = (int64_t)n + 1,
		    .currency = "EUR", .date = p->cr->today,
		    .due = { p->cr->today.days + s->item[n].due },
		    .open = { s->item[n].cents }, .method = s->method,
		    .asked = true, .returned = CR_DATE_NONE,
		    .at_bank = CR_DATE_NONE, .held_until = CR_DATE_NONE,
		    .last_day = CR_DATE_NONE, .last_term = CR_DATE_NONE };
		cr_policy_choose(p->opts->set, &who, &it->choice);
	}
	return n;
}

static int
play_sample(struct play *p, const struct sample *s)
{
	struct cr_dun_item items[SAMPLE_ITEMS], *order[SAMPLE_ITEMS];
	int32_t day;
	int rc = 0;

	begin_play(p, order, make_items(p, s, items, order));
	p->row.who = _(s->name);
	for (day = 0; day < HORIZON && rc == 0; day++) {
		p->today.days = p->cr->today.days + day;
		if (s->what != NOTHING && day == s->on)
			happen(p, s, &items[0]);
		rc = play_day(p);
	}
	p->today.days++;
	return end_play(p, rc);
}

int
cr_dun_simulate(struct cr *cr, const struct cr_dun_opts *o,
    cr_dun_forecast_fn *each, void *ctx)
{
	struct play p = { .cr = cr, .opts = o, .each = each, .ctx = ctx };
	size_t i;
	int err = CR_OK;

	cr_arena_init(&p.arena);
	for (i = 0; i < sizeof(samples) / sizeof(samples[0]) &&
	    err == CR_OK; i++)
		err = play_sample(&p, &samples[i]);
	cr_arena_release(&p.arena);
	return err;
}

/* ---- Debtors ------------------------------------------------------------ */

static int
play_account(struct play *p, struct account *a)
{
	const struct dun_world *w = p->world;
	size_t i;
	int rc = 0;

	begin_play(p, a->items, a->nitems);
	p->sum.credits = a->sum.credits;
	p->sum.last_day = a->sum.last_day;
	for (i = 0; i < w->nrecent; i++)
		if (w->recent[i].debtor == a->debtor && p->nrecent < WEEK)
			p->recent[p->nrecent++] = w->recent[i].day;
	if ((rc = cr_dun_world_party(p->cr, p->world, a)) != CR_OK)
		return rc;
	p->row.who = a->party.name;
	p->row.debtor = a->debtor;
	p->row.currency = a->currency;
	for (i = 0; i < HORIZON && rc == 0; i++) {
		p->today.days = p->cr->today.days + (int32_t)i;
		rc = play_day(p);
	}
	p->today.days++;
	return end_play(p, rc);
}

int
cr_dun_simulate_keys(struct cr *cr, const struct cr_dun_opts *o,
    cr_dun_forecast_fn *each, void *ctx)
{
	struct dun_world w;
	struct play p = { .cr = cr, .opts = o, .each = each, .ctx = ctx,
	    .world = &w };
	size_t i;
	int err = cr_dun_world_load(cr, o->set, o->asked, &o->days, &w);

	cr_arena_init(&p.arena);
	for (i = 0; i < w.naccounts && err == CR_OK; i++)
		if (w.accounts[i].asked)
			err = play_account(&p, &w.accounts[i]);
	cr_arena_release(&p.arena);
	cr_dun_world_release(&w);
	return err;
}
