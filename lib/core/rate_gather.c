/* What the ledger says of how each debtor pays. */

#include "rate_run.h"

#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/history.h"
#include "cr/hold.h"
#include "cr/keys.h"
#include "cr/mem.h"
#include "cr/notice.h"
#include "cr/party.h"
#include "cr/promise.h"
#include "cr/str.h"

#define ITEMS_OF_DOC 1000	/* item / 1000 is its document */

struct rate_debtor *
cr_rate_debtor_of(struct rate_run *run, int64_t party)
{
	size_t i = (size_t)party, n = run->n;
	struct rate_debtor **d;

	if (i >= n) {
		run->n = i + i / 2 + 64;
		run->debtors = cr_reallocarray(run->debtors, run->n,
		    sizeof(*run->debtors));
		memset(run->debtors + n, 0, (run->n - n) *
		    sizeof(*run->debtors));
	}
	d = &run->debtors[i];
	if (*d == NULL) {
		*d = cr_arena_alloc(&run->arena, sizeof(**d));
		(*d)->party = party;
		(*d)->wanted = run->opts->keys == NULL;
		cr_behaviour_init(&(*d)->behaviour);
	}
	return *d;
}

int
cr_rate_too_large(struct rate_run *run)
{
	return cr_fail(run->cr, CR_ELIMIT, "a sum of amounts is too large");
}

/* ---- What is known of items: formal notices and disputes ---------------- */

static void
add_mark(struct rate_run *run, int64_t item, bool notice, struct cr_date day)
{
	cr_grow(&run->marks, run->nmarks, &run->cap_marks,
	    sizeof(*run->marks));
	run->marks[run->nmarks++] = (struct rate_mark){ item, notice, day };
}

static int
by_item(const void *a, const void *b)
{
	const struct rate_mark *x = a, *y = b;

	return (x->item > y->item) - (x->item < y->item);
}

/* The levels of a policy are known by their names. */
static int
add_notice(void *ctx, const struct cr_notice_past *p)
{
	struct rate_run *run = ctx;
	const struct cr_model *m = run->opts->model;
	size_t i;

	for (i = 0; i < m->nformal && !p->in_flight; i++)
		if (cr_streq(m->formal[i], p->level_name)) {
			add_mark(run, p->item, true, p->day);
			break;
		}
	return 0;
}

/*
 * An insolvency as it counts on the day, a dispute that began in the window,
 * even if it is over. What was taken back on the day it was set, or when
 * its end was moved, is no other one.
 */
static int
add_hold(void *ctx, const struct cr_hold *h)
{
	struct rate_run *run = ctx;
	struct cr_date day = run->window.day;
	struct cr_behaviour *b;

	if (h->kind == CR_HOLD_INSOLVENCY && h->on.kind == CR_KEY_PARTY &&
	    cr_hold_counts(h, day))
		cr_rate_debtor_of(run, h->on.id)->behaviour.insolvent = true;
	if (h->kind != CR_HOLD_DISPUTE || h->replaces != 0 ||
	    h->set.days > run->knowledge.days || h->from.days > day.days ||
	    h->from.days <= run->window.from.days ||
	    (cr_date_is_set(h->lift) && h->lift.days <= h->set.days))
		return 0;
	if (h->on.kind == CR_KEY_PARTY) {
		b = &cr_rate_debtor_of(run, h->on.id)->behaviour;
		b->disputes++;
	} else if (h->on.kind == CR_KEY_ITEM) {
		add_mark(run, h->on.id, false, h->from);
	}
	return 0;
}

static int
gather_marks(struct rate_run *run)
{
	static const struct cr_key any;
	int err;

	if ((run->opts->model->nformal > 0 && (err = cr_notice_past(run->cr,
	    run->window.day, add_notice, run)) != 0) ||
	    (err = cr_hold_each(run->cr, any, CR_DATE_NONE, add_hold,
	    run)) != 0)
		return err;
	if (run->nmarks > 1)
		qsort(run->marks, run->nmarks, sizeof(*run->marks), by_item);
	return CR_OK;
}

/* The marks of an item; stories come in the order of the items. */
static void
take_marks(struct rate_run *run, const struct cr_story *s,
    struct cr_behaviour *b)
{
	const struct rate_mark *m;
	struct cr_money open;

	for (; run->at_mark < run->nmarks; run->at_mark++) {
		m = &run->marks[run->at_mark];
		if (m->item > s->item)
			break;
		if (m->item < s->item)
			continue;
		if (!m->notice)
			b->disputes++;
		else if (cr_story_open(s, &open) == CR_OK && open.cents > 0 &&
		    m->day.days > b->notice.days)
			b->notice = m->day;
	}
}

/* ---- Items, and money ---------------------------------------------------- */

static int
add_story(void *ctx, const struct cr_story *s)
{
	struct rate_run *run = ctx;
	const struct cr_keys *keys = run->opts->keys;
	struct rate_debtor *d = cr_rate_debtor_of(run, s->debtor);

	take_marks(run, s, &d->behaviour);

	if (keys != NULL && (cr_keys_has(keys, CR_KEY_ITEM, s->item) ||
	    cr_keys_has(keys, CR_KEY_DOC, s->item / ITEMS_OF_DOC)))
		d->wanted = true;
	return cr_behaviour_add(&d->behaviour, run->opts->model,
	    &run->window, s) == CR_OK ? 0 : cr_rate_too_large(run);
}

static int
add_unpaid(void *ctx, int64_t party, struct cr_date date, const char *kind)
{
	struct rate_run *run = ctx;
	const struct cr_model *m = run->opts->model;
	size_t i;

	for (i = 0; kind != NULL && i < m->nrecalled; i++)
		if (cr_strcaseeq(kind, m->recalled[i]))
			return 0;
	cr_behaviour_unpaid(&cr_rate_debtor_of(run, party)->behaviour,
	    &run->window, date);
	return 0;
}

static int
add_credit(void *ctx, const struct cr_open *o)
{
	struct rate_run *run = ctx;
	struct cr_behaviour *b;

	if (o->debtor == 0 || strcmp(o->currency, run->opts->currency) != 0)
		return 0;
	b = &cr_rate_debtor_of(run, o->debtor)->behaviour;
	return cr_money_add(&b->credit, o->open) ? 0 : cr_rate_too_large(run);
}

static int
add_promise(void *ctx, const struct cr_promise *p)
{
	struct rate_run *run = ctx;

	if ((p->state == CR_PROMISE_BROKEN || p->state ==
	    CR_PROMISE_PARTLY) && strcmp(p->currency,
	    run->opts->currency) == 0)
		cr_behaviour_broken(&cr_rate_debtor_of(run,
		    p->debtor)->behaviour, &run->window, p->day);
	return 0;
}

/* Parties that were named but owe nothing and never did. */
static int
add_named(struct rate_run *run)
{
	const struct cr_keys *keys = run->opts->keys;
	struct cr_party party;
	struct cr_arena a;
	size_t i;
	int err = CR_OK;

	cr_arena_init(&a);
	for (i = 0; keys != NULL && i < keys->n && err >= 0; i++) {
		if (keys->v[i].kind != CR_KEY_PARTY)
			continue;
		err = cr_party_get(run->cr, keys->v[i].id, &a, &party);
		if (err == 1)
			cr_rate_debtor_of(run, keys->v[i].id)->wanted = true;
		else if (err == 0)
			cr_refuse(run->cr, NULL, 0, "there is no pty:%lld",
			    (long long)keys->v[i].id);
	}
	cr_arena_release(&a);
	return err < 0 ? err : CR_OK;
}

int
cr_rate_gather(struct rate_run *run)
{
	const struct cr_rate_opts *o = run->opts;
	int64_t others = 0;
	size_t i;
	int err;

	if ((err = cr_knowledge(run->cr, &o->as_of, &run->knowledge)) !=
	    CR_OK || (err = gather_marks(run)) != CR_OK ||
	    (err = cr_story_each(run->cr, &o->as_of, o->currency, add_story,
	    run, &others)) != 0 ||
	    (err = cr_unpaid_each(run->cr, &o->as_of, add_unpaid, run)) != 0 ||
	    (err = cr_open_entry_each(run->cr, &o->as_of, add_credit,
	    run)) != 0 ||
	    (err = cr_promise_each(run->cr, &o->as_of, CR_DATE_NONE,
	    add_promise, run)) != 0)
		return err;
	if (others > 0)
		cr_warn(run->cr, NULL, 0, "items not in %s, left out: %lld",
		    o->currency, (long long)others);
	for (i = 0; i < run->n; i++)
		if (run->debtors[i] != NULL)
			cr_behaviour_merge(&run->all,
			    &run->debtors[i]->behaviour);
	return add_named(run);
}
