#include "dun_world.h"

#include <stdlib.h>
#include <string.h>

#include "cr/balance.h"
#include "cr/bill.h"
#include "cr/channel.h"
#include "cr/dunning.h"
#include "cr/holiday.h"
#include "cr/mem.h"
#include "cr/notice.h"
#include "cr/str.h"
#include "cr/time.h"

struct cr_dun_item *
cr_dun_world_item(const struct dun_world *w, int64_t item)
{
	size_t lo = 0, hi = w->nitems, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (w->items[mid].item < item)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < w->nitems && w->items[lo].item == item ?
	    &w->items[lo] : NULL;
}

static int
compare(int64_t d1, int64_t c1, const char *u1, int64_t d2, int64_t c2,
    const char *u2)
{
	if (d1 != d2)
		return d1 < d2 ? -1 : 1;
	if (c1 != c2)
		return c1 < c2 ? -1 : 1;
	return strcmp(u1, u2);
}

struct account *
cr_dun_world_account(const struct dun_world *w, int64_t debtor,
    int64_t creditor, const char *currency)
{
	size_t lo = 0, hi = w->naccounts, mid;
	const struct account *a;
	int c;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		a = &w->accounts[mid];
		c = compare(a->debtor, a->creditor, a->currency, debtor,
		    creditor, currency);
		if (c == 0)
			return &w->accounts[mid];
		if (c < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

static int
take_open(void *ctx, const struct cr_open *o)
{
	struct dun_world *w = ctx;
	struct cr_dun_item *it;

	cr_grow(&w->items, w->nitems, &w->capitems, sizeof(*w->items));
	it = &w->items[w->nitems++];
	*it = (struct cr_dun_item){
		.item = o->item, .debtor = o->debtor, .creditor = o->creditor,
		.date = o->date, .due = o->due, .open = o->open,
		.held_until = CR_DATE_NONE, .last_day = CR_DATE_NONE,
		.at_bank = CR_DATE_NONE, .returned = CR_DATE_NONE,
		.last_term = CR_DATE_NONE,
	};
	memcpy(it->currency, o->currency, sizeof(it->currency) - 1);
	return 0;
}

static void
add_credit(struct dun_world *w, const struct cr_open *o, bool is_entry)
{
	struct credit *c;

	cr_grow(&w->credits, w->ncredits, &w->capcredits,
	    sizeof(*w->credits));
	c = &w->credits[w->ncredits++];
	*c = (struct credit){ .debtor = o->debtor, .creditor = o->creditor };
	memcpy(c->currency, o->currency, sizeof(c->currency) - 1);
	*(is_entry ? &c->entry : &c->item) = o->item;
	c->open = is_entry ? o->open : cr_money_neg(o->open);
}

static int
take_item(void *ctx, const struct cr_open *o)
{
	if (o->open.cents < 0)
		add_credit(ctx, o, false);
	return take_open(ctx, o);
}

static int
take_entry(void *ctx, const struct cr_open *o)
{
	if (o->debtor != 0)
		add_credit(ctx, o, true);
	return 0;
}

/* Methods are few: each is kept once. */
struct methods {
	struct dun_world *w;
	size_t next;		/* item */
	const char *kept[64];
	size_t n;
};

static const char *
intern(struct methods *m, const char *method)
{
	const char *s;
	size_t i;

	for (i = 0; i < m->n; i++)
		if (strcmp(m->kept[i], method) == 0)
			return m->kept[i];
	s = cr_arena_strdup(&m->w->arena, method);
	if (m->n < sizeof(m->kept) / sizeof(m->kept[0]))
		m->kept[m->n++] = s;
	return s;
}

static int
take_method(void *ctx, int64_t item, const char *method)
{
	struct methods *m = ctx;
	struct dun_world *w = m->w;

	while (m->next < w->nitems && w->items[m->next].item < item)
		m->next++;
	if (m->next < w->nitems && w->items[m->next].item == item)
		w->items[m->next].method = intern(m, method);
	return 0;
}

static int
take_unpaid(void *ctx, int64_t item, struct cr_date returned)
{
	struct cr_dun_item *it = cr_dun_world_item(ctx, item);

	if (it == NULL)
		return 0;
	it->unpaid = true;
	if (returned.days > it->returned.days)
		it->returned = returned;
	return 0;
}

/* When the term ends that runs from the arrival of P; NONE: nobody knows. */
static struct cr_date
term_from_arrival(const struct dun_world *w, const struct cr_notice_past *p)
{
	struct cr_date from = p->day;
	enum cr_channel c;

	if (p->channel != NULL && cr_channel_parse(p->channel, &c) &&
	    cr_channel_facts(c)->tells_arrival && (p->delivered == NULL ||
	    !cr_time_day(p->delivered, &from) || from.days > w->day.days))
		return CR_DATE_NONE;
	from.days += p->grant;
	return w->calendar != NULL ? cr_calendar_term(w->calendar, from) :
	    from;
}

/* Notices come oldest first: the last one stays. */
static int
take_past(void *ctx, const struct cr_notice_past *p)
{
	struct dun_world *w = ctx;
	struct cr_dun_item *it = cr_dun_world_item(w, p->item);

	if (it == NULL)
		return 0;
	it->in_flight |= p->in_flight;
	if (p->in_flight)
		return 0;
	it->last_order = p->level;
	if (it->last_name == NULL || strcmp(it->last_name, p->level_name) != 0)
		it->last_name = cr_arena_strdup(&w->arena, p->level_name);
	it->last_day = p->day;
	it->last_term = p->grant > 0 ? term_from_arrival(w, p) : p->term;
	it->undelivered = p->grant > 0 && !cr_date_is_set(it->last_term);
	return 0;
}

static int
take_last_day(void *ctx, int64_t debtor, int64_t creditor,
    const char *currency, struct cr_date day)
{
	struct account *a = cr_dun_world_account(ctx, debtor, creditor,
	    currency);

	if (a != NULL)
		a->sum.last_day = day;
	return 0;
}

static int
by_account(const void *va, const void *vb)
{
	const struct cr_dun_item *a = *(struct cr_dun_item *const *)va;
	const struct cr_dun_item *b = *(struct cr_dun_item *const *)vb;
	int c = compare(a->debtor, a->creditor, a->currency, b->debtor,
	    b->creditor, b->currency);

	if (c != 0)
		return c;
	if (a->due.days != b->due.days)
		return a->due.days < b->due.days ? -1 : 1;
	return a->item < b->item ? -1 : a->item > b->item;
}

static int
by_credit(const void *va, const void *vb)
{
	const struct credit *a = va, *b = vb;
	int c = compare(a->debtor, a->creditor, a->currency, b->debtor,
	    b->creditor, b->currency);

	if (c != 0)
		return c;
	if ((a->item == 0) != (b->item == 0))
		return a->item == 0 ? 1 : -1;
	return a->item + a->entry < b->item + b->entry ? -1 : 1;
}

/* Items in the order of accounts, and the accounts over them. */
static void
make_accounts(struct dun_world *w)
{
	struct account *a = NULL;
	const struct cr_dun_item *it;
	size_t i;

	w->order = cr_calloc(w->nitems + 1, sizeof(*w->order));
	for (i = 0; i < w->nitems; i++)
		w->order[i] = &w->items[i];
	qsort(w->order, w->nitems, sizeof(*w->order), by_account);
	for (i = 0; i < w->nitems; i++) {
		it = w->order[i];
		if (a == NULL || compare(a->debtor, a->creditor, a->currency,
		    it->debtor, it->creditor, it->currency) != 0) {
			cr_grow(&w->accounts, w->naccounts, &w->capaccounts,
			    sizeof(*w->accounts));
			a = &w->accounts[w->naccounts++];
			*a = (struct account){ .debtor = it->debtor,
			    .creditor = it->creditor,
			    .currency = it->currency,
			    .items = &w->order[i] };
			a->sum.last_day = CR_DATE_NONE;
		}
		a->nitems++;
	}
}

/* The credits of each account and their sum, which is never below zero. */
static int
give_credits(struct cr *cr, struct dun_world *w)
{
	struct account *a;
	struct credit *c;
	size_t i;

	if (w->ncredits > 0)
		qsort(w->credits, w->ncredits, sizeof(*w->credits), by_credit);
	for (i = 0; i < w->ncredits; i++) {
		c = &w->credits[i];
		a = cr_dun_world_account(w, c->debtor, c->creditor,
		    c->currency);
		if (a == NULL)
			continue;
		if (a->ncredits++ == 0)
			a->credits = c;
		if (!cr_money_add(&a->sum.credits, c->open))
			return cr_fail(cr, CR_ELIMIT, "the credits of "
			    "pty:%lld overflow", (long long)a->debtor);
	}
	for (a = w->accounts; a < w->accounts + w->naccounts; a++)
		if (a->sum.credits.cents < 0)
			a->sum.credits.cents = 0;
	return CR_OK;
}

/* Which items are asked for: all, or those among the sorted keys. */
static void
mark_asked(struct dun_world *w, const struct cr_keys *asked)
{
	struct account *a;
	struct cr_dun_item *it;
	size_t i;

	for (a = w->accounts; a < w->accounts + w->naccounts; a++)
		for (i = 0; i < a->nitems; i++) {
			it = a->items[i];
			it->asked = asked == NULL ||
			    cr_keys_has(asked, CR_KEY_ITEM, it->item) ||
			    cr_keys_has(asked, CR_KEY_PARTY, it->debtor);
			a->asked |= it->asked;
		}
}

static int
take_recent(void *ctx, int64_t debtor, struct cr_date day)
{
	struct dun_world *w = ctx;

	cr_grow(&w->recent, w->nrecent, &w->caprecent, sizeof(*w->recent));
	w->recent[w->nrecent++] = (struct recent){ debtor, day };
	return 0;
}

static int
load_owed(struct cr *cr, const struct cr_keys *asked, bool restated,
    struct dun_world *w)
{
	struct cr_as_of as_of = { .day = cr->today, .restated = restated };
	int rc;

	*w = (struct dun_world){ .day = cr->today };
	cr_arena_init(&w->arena);
	if ((rc = cr_open_each(cr, &as_of, take_item, w)) < 0 ||
	    (rc = cr_open_entry_each(cr, &as_of, take_entry, w)) < 0)
		return rc;
	make_accounts(w);
	mark_asked(w, asked);
	if ((rc = give_credits(cr, w)) < 0 ||
	    (rc = cr_dun_holds_load(cr, w)) < 0)
		return rc;
	cr_dun_holds_apply(w, w->day, false);
	return CR_OK;
}

static int
load(struct cr *cr, const struct cr_policy_set *set,
    const struct cr_keys *asked, const struct cr_dun_days *days,
    bool restated, struct dun_world *w)
{
	struct methods m = { .w = w };
	int rc;

	if ((rc = load_owed(cr, asked, restated, w)) < 0)
		return rc;
	w->calendar = days != NULL ? days->calendar : NULL;
	if ((rc = cr_dunning_methods(cr, take_method, &m)) < 0 ||
	    (rc = cr_dunning_unpaid(cr, w->day, take_unpaid, w)) < 0 ||
	    (rc = cr_bill_unpaid_each(cr, w->day, take_unpaid, w)) < 0 ||
	    (rc = cr_notice_past(cr, w->day, take_past, w)) < 0 ||
	    (rc = cr_notice_last_days(cr, w->day, take_last_day, w)) < 0)
		return rc;
	if (set != NULL && set->by_week && (rc = cr_notice_days(cr,
	    (struct cr_date){ w->day.days - 7 }, w->day, take_recent,
	    w)) < 0)
		return rc;
	return set != NULL ? cr_dun_world_choose(cr, set, w) : CR_OK;
}

int
cr_dun_world_load(struct cr *cr, const struct cr_policy_set *set,
    const struct cr_keys *asked, const struct cr_dun_days *days,
    struct dun_world *w)
{
	return load(cr, set, asked, days, true, w);
}

int
cr_dun_world_then(struct cr *cr, const struct cr_policy_set *set,
    const struct cr_dun_days *days, struct dun_world *w)
{
	return load(cr, set, NULL, days, false, w);
}

int
cr_dun_world_owed(struct cr *cr, struct dun_world *w)
{
	return load_owed(cr, NULL, true, w);
}

void
cr_dun_world_release(struct dun_world *w)
{
	free(w->items);
	free(w->order);
	free(w->credits);
	free(w->recent);
	free(w->accounts);
	free(w->holds);
	cr_arena_release(&w->arena);
}
