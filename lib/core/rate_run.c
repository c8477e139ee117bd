#include "cr/rate.h"

#include <stdlib.h>
#include <string.h>

#include "cr/arena.h"
#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/db.h"
#include "cr/hold.h"
#include "cr/journal.h"
#include "cr/keys.h"
#include "cr/ledger.h"
#include "cr/mem.h"
#include "cr/party.h"
#include "cr/promise.h"
#include "cr/str.h"

#define ITEMS_OF_DOC 1000	/* item / 1000 is its document */

struct debtor {
	int64_t party;
	bool wanted;
	struct cr_behaviour behaviour;
	struct cr_rating rating;
};

struct run {
	struct cr *cr;
	const struct cr_rate_opts *opts;
	struct cr_rate_window window;
	struct cr_behaviour all;
	struct debtor **debtors;	/* by the number of the party */
	size_t n;
	struct cr_arena arena;
	int64_t rated, kept;
	bool writes;
};

static struct debtor *
debtor_of(struct run *run, int64_t party)
{
	size_t i = (size_t)party, n = run->n;
	struct debtor **d;

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

static int
too_large(struct run *run)
{
	return cr_fail(run->cr, CR_ELIMIT, "a sum of amounts is too large");
}

/* ---- What the ledger says of each debtor ------------------------------- */

static int
add_story(void *ctx, const struct cr_story *s)
{
	struct run *run = ctx;
	const struct cr_keys *keys = run->opts->keys;
	struct debtor *d = debtor_of(run, s->debtor);

	if (keys != NULL && (cr_keys_has(keys, CR_KEY_ITEM, s->item) ||
	    cr_keys_has(keys, CR_KEY_DOC, s->item / ITEMS_OF_DOC)))
		d->wanted = true;
	return cr_behaviour_add(&d->behaviour, run->opts->model,
	    &run->window, s) == CR_OK ? 0 : too_large(run);
}

static int
add_unpaid(void *ctx, int64_t party, struct cr_date date, const char *kind)
{
	struct run *run = ctx;
	const struct cr_model *m = run->opts->model;
	size_t i;

	for (i = 0; kind != NULL && i < m->nrecalled; i++)
		if (cr_strcaseeq(kind, m->recalled[i]))
			return 0;
	cr_behaviour_unpaid(&debtor_of(run, party)->behaviour, &run->window,
	    date);
	return 0;
}

static int
add_credit(void *ctx, const struct cr_open *o)
{
	struct run *run = ctx;
	struct cr_behaviour *b;

	if (o->debtor == 0 || strcmp(o->currency, run->opts->currency) != 0)
		return 0;
	b = &debtor_of(run, o->debtor)->behaviour;
	return cr_money_add(&b->credit, o->open) ? 0 : too_large(run);
}

static int
add_hold(void *ctx, const struct cr_hold *h)
{
	struct run *run = ctx;

	if (h->on.kind == CR_KEY_PARTY && h->kind == CR_HOLD_INSOLVENCY)
		debtor_of(run, h->on.id)->behaviour.insolvent = true;
	return 0;
}

static int
add_promise(void *ctx, const struct cr_promise *p)
{
	struct run *run = ctx;

	if ((p->state == CR_PROMISE_BROKEN || p->state ==
	    CR_PROMISE_PARTLY) && strcmp(p->currency,
	    run->opts->currency) == 0)
		cr_behaviour_broken(&debtor_of(run, p->debtor)->behaviour,
		    &run->window, p->day);
	return 0;
}

/* Parties that were named but owe nothing and never did. */
static int
add_named(struct run *run)
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
			debtor_of(run, keys->v[i].id)->wanted = true;
		else if (err == 0)
			cr_refuse(run->cr, NULL, 0, "there is no pty:%lld",
			    (long long)keys->v[i].id);
	}
	cr_arena_release(&a);
	return err < 0 ? err : CR_OK;
}

static int
gather(struct run *run)
{
	static const struct cr_key any;
	const struct cr_rate_opts *o = run->opts;
	int64_t others = 0;
	size_t i;
	int err;

	if ((err = cr_story_each(run->cr, &o->as_of, o->currency, add_story,
	    run, &others)) != 0 ||
	    (err = cr_unpaid_each(run->cr, &o->as_of, add_unpaid, run)) != 0 ||
	    (err = cr_open_entry_each(run->cr, &o->as_of, add_credit,
	    run)) != 0 ||
	    (err = cr_hold_each(run->cr, any, o->as_of.day, add_hold,
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

/* ---- Rating and keeping ------------------------------------------------ */

/* The run is booked when there is something to keep, not before. */
static int
keep(struct run *run, const struct cr_rating *r)
{
	const struct cr_model *m = run->opts->model;
	const char *currency = run->opts->currency;
	int rc;

	if ((rc = cr_rating_differs(run->cr, r, m->digest, currency)) <= 0)
		return rc;
	if (run->kept++ == 0 &&
	    ((rc = cr_run_begin(run->cr, m->name)) != CR_OK ||
	    (rc = cr_rating_model_save(run->cr, m->digest, m->name,
	    m->text)) != CR_OK))
		return rc;
	return cr_rating_save(run->cr, r, m->digest, currency);
}

static int
journal(struct run *run)
{
	struct cr_key none = { .kind = CR_KEY_NONE };
	char day[CR_DATE_SIZE];
	struct cr_buf detail;
	int err;

	cr_buf_init(&detail);
	cr_buf_addf(&detail, "{\"day\":\"%s\",\"model\":\"%s\","
	    "\"rated\":%lld,\"kept\":%lld}",
	    cr_date_iso(run->window.day, day), run->opts->model->digest,
	    (long long)run->rated, (long long)run->kept);
	err = cr_journal(run->cr, "rate", none, detail.s);
	cr_buf_release(&detail);
	return err;
}

static int
rate_all(struct run *run)
{
	struct debtor *d;
	size_t i;
	int err = CR_OK;

	for (i = 0; i < run->n && err == CR_OK; i++) {
		if ((d = run->debtors[i]) == NULL || !d->wanted)
			continue;
		d->rating.party = d->party;
		cr_rate_debtor(run->opts->model, &run->window, &d->behaviour,
		    &run->all, &d->rating);
		run->rated++;
		if (run->writes)
			err = keep(run, &d->rating);
	}
	if (err == CR_OK && run->kept > 0)
		err = journal(run);
	return err;
}

/* In one transaction, so that all is seen at one moment. */
static int
rate_and_keep(struct run *run)
{
	int err;

	if (run->writes && (err = cr_db_begin(run->cr)) != CR_OK)
		return err;
	if ((err = gather(run)) == CR_OK)
		err = rate_all(run);
	if (run->writes && err == CR_OK)
		err = cr_db_commit(run->cr);
	if (run->writes && err != CR_OK)
		cr_db_rollback(run->cr);
	return err;
}

static int
tell(struct run *run, int (*each)(void *ctx, const struct cr_rating *r,
    const char *code, const char *name), void *ctx)
{
	struct cr_party party;
	struct cr_arena a;
	size_t i;
	int err = CR_OK;

	cr_arena_init(&a);
	for (i = 0; i < run->n && err == CR_OK; i++) {
		if (run->debtors[i] == NULL || !run->debtors[i]->wanted)
			continue;
		cr_arena_clear(&a);
		if ((err = cr_party_get(run->cr, run->debtors[i]->party, &a,
		    &party)) == 1)
			err = each(ctx, &run->debtors[i]->rating, party.code,
			    party.name);
	}
	cr_arena_release(&a);
	return err;
}

int
cr_rate(struct cr *cr, const struct cr_rate_opts *opts,
    int (*each)(void *ctx, const struct cr_rating *r, const char *code,
    const char *name), void *ctx)
{
	struct run run = { .cr = cr, .opts = opts };
	int err;

	cr_arena_init(&run.arena);
	cr_behaviour_init(&run.all);
	run.writes = !cr->dry_run && !opts->as_of.restated;
	cr_rate_window(&run.window, opts->model, opts->as_of.day);
	if ((err = rate_and_keep(&run)) == CR_OK)
		err = tell(&run, each, ctx);
	free(run.debtors);
	cr_arena_release(&run.arena);
	return err;
}
