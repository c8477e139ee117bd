#include "cr/dun_run.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cr/db.h"
#include "cr/dun_files.h"
#include "cr/hold_act.h"
#include "cr/ledger.h"
#include "cr/mem.h"
#include "cr/notice.h"
#include "cr/str.h"
#include "dun_plan.h"

struct cr_dun_opts
cr_dun_opts(const struct cr_dun_files *files, const struct cr_keys *asked)
{
	return (struct cr_dun_opts){ .set = files->set,
	    .letters = files->letters, .asked = asked, .share = files->share,
	    .days = { &files->calendar, &files->config.contact },
	    .rates = &files->rates, .interest = &files->config.interest };
}

void
cr_dun_add_recent(struct plan *p, struct cr_date day)
{
	cr_grow(&p->recent, p->nrecent, &p->caprecent, sizeof(*p->recent));
	p->recent[p->nrecent++] = day;
	p->a->sum.recent = p->recent;
	p->a->sum.nrecent = p->nrecent;
}

static int
take_waiting(void *ctx, const struct cr_notice *n)
{
	struct plan *p = ctx;
	struct cr_arena *arena = &p->world.arena;
	struct waiting *w;

	cr_grow(&p->waiting, p->nwaiting, &p->capwaiting,
	    sizeof(*p->waiting));
	w = &p->waiting[p->nwaiting++];
	*w = (struct waiting){ .id = n->id, .debtor = n->debtor,
	    .creditor = n->creditor, .approval = n->approval,
	    .approved = n->approved, .undelivered = n->undelivered };
	w->currency = cr_arena_strdup(arena, n->currency);
	w->basis = cr_arena_strdup(arena, n->basis);
	w->state = cr_arena_strdup(arena, n->state);
	return 0;
}

/* Cancel what waits from FIRST to LAST and is not kept. */
static int
drop_waiting(struct plan *p, size_t first, size_t last, int64_t by)
{
	const char *why = by != 0 ? "replaced" : "withdrawn";
	size_t i;
	int err;

	for (i = first; i < last; i++) {
		if (p->waiting[i].kept)
			continue;
		if ((err = cr_dun_begin_run(p->cr)) != CR_OK ||
		    (err = cr_notice_cancel(p->cr, p->waiting[i].id, why,
		    by)) != CR_OK ||
		    (err = cr_dun_journal(p->cr, "notice-cancel",
		    p->waiting[i].id, "{\"reason\":\"%s\"}", why)) != CR_OK)
			return err;
	}
	return CR_OK;
}

static int
order(const struct waiting *w, const struct account *a)
{
	if (w->debtor != a->debtor)
		return w->debtor < a->debtor ? -1 : 1;
	if (w->creditor != a->creditor)
		return w->creditor < a->creditor ? -1 : 1;
	return strcmp(w->currency, a->currency);
}

/* What waits for debtors that owe nothing any more, from P->last on. */
static int
drop_paid(struct plan *p, const struct account *until)
{
	const struct cr_keys *asked = p->opts->asked;
	const struct waiting *w;
	int err;

	for (; p->last < p->nwaiting; p->last++) {
		w = &p->waiting[p->last];
		if (until != NULL && order(w, until) >= 0)
			break;
		if (asked != NULL &&
		    !cr_keys_has(asked, CR_KEY_PARTY, w->debtor))
			continue;
		if ((err = drop_waiting(p, p->last, p->last + 1, 0)))
			return err;
	}
	return CR_OK;
}

/*
 * Turn to account A: on which days its debtor may be reached, and when he
 * was in the last week.
 */
static void
turn_to(struct plan *p, struct account *a)
{
	const struct dun_world *w = &p->world;
	const struct account *before = a > w->accounts ? a - 1 : NULL;

	p->a = a;
	p->made = 0;
	if (before == NULL || before->debtor != a->debtor) {
		p->nrecent = 0;
		while (p->seen < w->nrecent &&
		    w->recent[p->seen].debtor < a->debtor)
			p->seen++;
		for (; p->seen < w->nrecent &&
		    w->recent[p->seen].debtor == a->debtor; p->seen++)
			cr_dun_add_recent(p, w->recent[p->seen].day);
	}
	a->sum.recent = p->recent;
	a->sum.nrecent = p->nrecent;
	a->sum.days = &p->opts->days;
}

static int
settle_account(struct plan *p, struct account *a)
{
	int err;

	if ((err = drop_paid(p, a)) != CR_OK)
		return err;
	turn_to(p, a);
	p->first = p->last;
	while (p->last < p->nwaiting && order(&p->waiting[p->last], a) == 0)
		p->last++;
	if (!a->asked)
		return CR_OK;
	err = cr_dun_account(&a->sum, p->cr->today, cr_dun_make_notice, p);
	if (err == CR_ELIMIT && cr_is_empty(cr_errmsg(p->cr)))
		cr_fail(p->cr, err, "the claims on pty:%" PRId64 " overflow",
		    a->debtor);
	return err != CR_OK ? err : drop_waiting(p, p->first, p->last,
	    p->made);
}

static int
work(struct plan *p)
{
	size_t i;
	int err;

	if ((err = cr_promises_settle(p->cr)) != CR_OK ||
	    (err = cr_dun_world_load(p->cr, p->opts->set, p->opts->asked,
	    &p->opts->days, &p->world)) != CR_OK ||
	    (err = cr_notice_waiting(p->cr, take_waiting, p)) != CR_OK ||
	    (err = cr_dun_claims_load(p->cr, p->opts, &p->world,
	    &p->claims)) != CR_OK)
		return err;
	if ((err = cr_db_gather(p->cr, true)) != CR_OK)
		return err;
	for (i = 0; i < p->world.naccounts && err == CR_OK; i++)
		err = settle_account(p, &p->world.accounts[i]);
	if (err == CR_OK)
		err = cr_db_gather(p->cr, false);
	return err != CR_OK ? err : drop_paid(p, NULL);
}

static void
tell(const struct plan *p, const struct cr_dun_sink *sink)
{
	const struct dun_world *w = &p->world;
	const struct account *a;
	size_t i, k;

	for (i = 0; sink->message != NULL && i < p->nrows; i++)
		sink->message(sink->ctx, &p->rows[i]);
	for (i = 0; sink->item != NULL && i < w->naccounts; i++) {
		a = &w->accounts[i];
		for (k = 0; a->asked && k < a->nitems; k++)
			sink->item(sink->ctx, a->items[k]);
	}
}

/* Commit what was booked; a dry run, and one with nothing to book, is not. */
static int
finish(struct cr *cr, int err)
{
	if (err == CR_OK && cr->run != 0 && !cr->dry_run)
		err = cr_db_commit(cr);
	else
		cr_db_rollback(cr);
	if (err != CR_OK)
		cr_db_rollback(cr);
	return err;
}

int
cr_dun_run(struct cr *cr, const struct cr_dun_opts *opts,
    const struct cr_dun_sink *sink)
{
	struct plan p = { .cr = cr, .opts = opts,
	    .attach = { .share = opts->share } };
	int err;

	cr_arena_init(&p.letter);
	cr_dun_kept_init(&p.kept, &p.world);
	if ((err = cr_db_begin(cr)) != CR_OK)
		return err;
	if ((err = finish(cr, work(&p))) == CR_OK)
		tell(&p, sink);
	cr_dun_world_release(&p.world);
	cr_arena_release(&p.letter);
	cr_dun_kept_release(&p.kept);
	cr_dun_claims_release(&p.claims);
	cr_dun_attach_release(&p.attach);
	free(p.waiting);
	free(p.recent);
	free(p.rows);
	return err;
}

static int
to_nobody(void *ctx, const struct cr_dun_notice *n)
{
	struct plan *p = ctx;

	(void)n;
	cr_dun_add_recent(p, p->cr->today);
	return CR_OK;
}

int
cr_dun_decide(struct cr *cr, const struct cr_dun_opts *opts,
    const struct cr_dun_sink *sink)
{
	struct plan p = { .cr = cr, .opts = opts };
	struct account *a;
	int err = cr_dun_world_load(cr, opts->set, opts->asked,
	    &opts->days, &p.world);

	for (a = p.world.accounts; err == CR_OK &&
	    a < p.world.accounts + p.world.naccounts; a++) {
		turn_to(&p, a);
		if (a->asked)
			err = cr_dun_account(&a->sum, cr->today, to_nobody,
			    &p);
	}
	if (err == CR_OK)
		tell(&p, sink);
	cr_dun_world_release(&p.world);
	free(p.recent);
	return err;
}
