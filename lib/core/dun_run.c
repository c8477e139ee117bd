#include "cr/dun_run.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/journal.h"
#include "cr/ledger.h"
#include "cr/mem.h"
#include "cr/message.h"
#include "cr/notice.h"
#include "cr/str.h"
#include "dun_letter.h"
#include "dun_world.h"

/* A notice of an earlier run that has not left the house. */
struct waiting {
	int64_t id, debtor, creditor;
	const char *currency, *basis, *state;
	bool approval;
	bool kept;
};

struct plan {
	struct cr *cr;
	const struct cr_dun_opts *opts;
	struct dun_world world;
	struct waiting *waiting;	/* by account */
	size_t nwaiting, capwaiting;
	struct cr_dun_row *rows;
	size_t nrows, caprows;
	int64_t notices;		/* of this run, the kept ones too */
	struct cr_arena letter;		/* one letter at a time */
	/* the account that is being settled */
	struct account *a;
	size_t first, last;		/* its waiting notices */
	int64_t made;			/* the last notice made for it */
};

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
	    .creditor = n->creditor, .approval = n->approval };
	w->currency = cr_arena_strdup(arena, n->currency);
	w->basis = cr_arena_strdup(arena, n->basis);
	w->state = cr_arena_strdup(arena, n->state);
	return 0;
}

/* A run is booked with the first thing that it writes. */
static int
begin_run(struct cr *cr, const char *what)
{
	return cr->run != 0 ? CR_OK : cr_run_begin(cr, what);
}

/* The digest of all that the notice N was decided from. */
static void
basis_of(const struct plan *p, const struct cr_dun_notice *n,
    char to[CR_SHA256_SIZE])
{
	const struct cr_dun_item *it;
	const struct credit *c;
	struct cr_buf b;
	size_t i;

	cr_buf_init(&b);
	cr_buf_addf(&b, "%s %s %d %s\n", p->opts->set->digest,
	    n->policy->name, n->level->order, p->a->currency);
	for (i = 0; i < n->nitems; i++) {
		it = n->items[i];
		cr_buf_addf(&b, "i %" PRId64 " %d %" PRId64 " %" PRId64
		    " %" PRId32 "\n", it->item, it->level->order,
		    it->open.cents, it->claim.cents, it->due.days);
	}
	for (i = 0; n->credit.cents > 0 && i < p->a->ncredits; i++) {
		c = &p->a->credits[i];
		cr_buf_addf(&b, "c %" PRId64 " %" PRId64 " %" PRId64 "\n",
		    c->item, c->entry, c->open.cents);
	}
	cr_buf_addf(&b, "= %" PRId64 " %" PRId64, n->claim.cents,
	    n->credit.cents);
	cr_sha256(b.s, b.len, to);
	cr_buf_release(&b);
}

static void
add_row(struct plan *p, const struct cr_dun_notice *n, int64_t notice,
    int64_t message, const char *channel, const char *address,
    const char *state, const char *action)
{
	struct cr_arena *arena = &p->world.arena;

	cr_grow(&p->rows, p->nrows, &p->caprows, sizeof(*p->rows));
	p->rows[p->nrows++] = (struct cr_dun_row){
		.message = message, .notice = notice, .debtor = p->a->debtor,
		.name = p->a->party.name,
		.channel = cr_arena_strdup(arena, channel),
		.address = cr_arena_strdup(arena, address),
		.level = n->level->order, .level_name = n->level->name,
		.items = n->nitems,
		.net = { n->claim.cents - n->credit.cents },
		.currency = p->a->currency, .state = state, .action = action,
	};
}

/* Compare what is in the outbox with what would be put there now. */
struct comparison {
	struct plan *p;
	const struct cr_dun_notice *n;
	struct waiting *w;
	const struct dun_message *now;	/* what comes next; NULL: any */
	bool any, differs;
};

static int
compare_message(void *ctx, const struct cr_message *m)
{
	struct comparison *c = ctx;

	if (!c->any && (c->now == NULL || strcmp(m->state, "prepared") != 0 ||
	    strcmp(c->now->address, m->address) != 0 ||
	    strcmp(c->now->subject, m->subject) != 0 ||
	    strcmp(c->now->sha256, m->sha256) != 0)) {
		c->differs = true;
		return 1;
	}
	if (!c->any)
		c->now = c->now->next;
	return 0;
}

static int
keep_message(void *ctx, const struct cr_message *m)
{
	struct comparison *c = ctx;

	if (strcmp(m->state, "prepared") == 0)
		add_row(c->p, c->n, c->w->id, m->id, m->channel, m->address,
		    c->w->state, "kept");
	return 0;
}

/* Keep what W holds if it is what would be made: 1, else 0. */
static int
keep(struct plan *p, const struct cr_dun_notice *n, struct waiting *w,
    const struct dun_message *now, bool any)
{
	struct comparison c = { p, n, w, now, any, false };
	int rc = cr_message_each(p->cr, w->id, compare_message, &c);

	if (rc < 0)
		return rc;
	if (c.differs || (!any && c.now != NULL))
		return 0;
	w->kept = true;
	rc = cr_message_each(p->cr, w->id, keep_message, &c);
	return rc < 0 ? rc : 1;
}

static struct waiting *
find_waiting(struct plan *p, const char *basis)
{
	size_t i;

	for (i = p->first; i < p->last; i++)
		if (!p->waiting[i].kept &&
		    strcmp(p->waiting[i].basis, basis) == 0)
			return &p->waiting[i];
	return NULL;
}

static int
insert_items(struct plan *p, const struct cr_dun_notice *n, int64_t notice)
{
	const struct cr_dun_item *it;
	struct cr_notice_item i;
	const struct credit *c;
	size_t k;
	int err = CR_OK;

	for (k = 0; k < n->nitems && err == CR_OK; k++) {
		it = n->items[k];
		i = (struct cr_notice_item){
			.item = it->item, .level = it->level->order,
			.level_name = it->level->name, .open = it->open,
			.held = { it->open.cents - it->claim.cents },
			.claim = it->claim,
			.days_late = p->cr->today.days - it->due.days,
		};
		err = cr_notice_item_insert(p->cr, notice, &i);
	}
	for (k = 0; n->credit.cents > 0 && k < p->a->ncredits &&
	    err == CR_OK; k++) {
		c = &p->a->credits[k];
		err = cr_notice_credit_insert(p->cr, notice, c->item,
		    c->entry, c->open);
	}
	return err;
}

static int
insert_messages(struct plan *p, const struct cr_dun_notice *n,
    int64_t notice, const char *state, const struct dun_message *list)
{
	const struct dun_message *m;
	struct cr_message row;
	int err;

	for (m = list; m != NULL; m = m->next) {
		row = (struct cr_message){
			.notice = notice, .copy = m->copy,
			.channel = cr_channel_word(m->channel),
			.address = m->address, .name = m->name,
			.language = m->language, .template = m->template,
			.subject = m->subject, .media = m->media,
			.content = m->content, .size = m->size,
			.sha256 = m->sha256,
		};
		if ((err = cr_message_insert(p->cr, &row)) != CR_OK)
			return err;
		add_row(p, n, notice, row.id, row.channel, row.address,
		    state, "new");
	}
	return CR_OK;
}

static int
book(struct cr *cr, const char *act, int64_t notice, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

static int
book(struct cr *cr, const char *act, int64_t notice, const char *fmt, ...)
{
	char detail[256];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(detail, sizeof(detail), fmt, ap);
	va_end(ap);
	return cr_journal(cr, act, (struct cr_key){ CR_KEY_NOTICE, notice },
	    detail);
}

static int
insert_notice(struct plan *p, const struct cr_dun_notice *n,
    const char *basis, const struct dun_message *list)
{
	struct cr *cr = p->cr;
	struct cr_notice row = {
		.debtor = p->a->debtor, .creditor = p->a->creditor,
		.currency = p->a->currency,
		.digest = p->opts->set->digest, .policy = n->policy->name,
		.level = n->level->order, .level_name = n->level->name,
		.day = cr->today, .term = CR_DATE_NONE,
		.state = n->level->approve ? "pending" : "prepared",
		.claim = n->claim, .credit = n->credit,
		.pool = p->a->sum.credits, .basis = basis,
		.approval = n->level->approve,
	};
	int err;

	if (n->level->grant > 0)
		row.term.days = cr->today.days + n->level->grant;
	if ((err = begin_run(cr, "")) != CR_OK ||
	    (err = cr_policy_keep(cr, row.digest, p->opts->set->text)) ||
	    (err = cr_notice_insert(cr, &row)) != CR_OK ||
	    (err = insert_items(p, n, row.id)) != CR_OK ||
	    (err = insert_messages(p, n, row.id, row.state, list)) != CR_OK)
		return err;
	p->made = row.id;
	return book(cr, "notice", row.id, "{\"debtor\":\"pty:%" PRId64
	    "\",\"level\":%d,\"net_cents\":%" PRId64 "}", row.debtor,
	    row.level, n->claim.cents - n->credit.cents);
}

/* The letter cannot be made: tell, and go on with the others. */
static int
leave(struct plan *p, const struct cr_dun_notice *n, int err)
{
	if (err != CR_ENOTFOUND && err != CR_EUSAGE && err != CR_ELIMIT)
		return err;
	cr_refuse(p->cr, NULL, 0, "pty:%" PRId64 ": %s", p->a->debtor,
	    cr_errmsg(p->cr));
	cr_dun_leave(n, err == CR_ENOTFOUND ? CR_DUN_NO_ADDRESS :
	    CR_DUN_TEMPLATE, CR_DATE_NONE);
	return CR_OK;
}

static int
make_notice(void *ctx, const struct cr_dun_notice *n)
{
	struct plan *p = ctx;
	struct dun_message *list;
	struct waiting *w;
	char basis[CR_SHA256_SIZE];
	int rc;

	if (p->opts->set->max_notices > 0 &&
	    p->notices >= p->opts->set->max_notices) {
		cr_dun_leave(n, CR_DUN_RUN_LIMIT, (struct cr_date){
		    p->cr->today.days + 1 });
		return CR_OK;
	}
	basis_of(p, n, basis);
	w = find_waiting(p, basis);
	/* What somebody approves, or did, is not written anew each day. */
	if (w != NULL && w->approval) {
		p->notices++;
		rc = keep(p, n, w, NULL, true);
		return rc < 0 ? rc : CR_OK;
	}
	cr_arena_clear(&p->letter);
	if ((rc = cr_dun_letter(p->cr, p->opts->letters, p->a, n, &p->letter,
	    &list)) != CR_OK)
		return leave(p, n, rc);
	p->notices++;
	rc = w != NULL ? keep(p, n, w, list, false) : 0;
	if (rc != 0)
		return rc < 0 ? rc : CR_OK;
	return insert_notice(p, n, basis, list);
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
		if ((err = begin_run(p->cr, "")) != CR_OK ||
		    (err = cr_notice_cancel(p->cr, p->waiting[i].id, why,
		    by)) != CR_OK ||
		    (err = book(p->cr, "notice-cancel", p->waiting[i].id,
		    "{\"reason\":\"%s\"}", why)) != CR_OK)
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

static int
settle_account(struct plan *p, struct account *a)
{
	int err;

	if ((err = drop_paid(p, a)) != CR_OK)
		return err;
	p->a = a;
	p->made = 0;
	p->first = p->last;
	while (p->last < p->nwaiting && order(&p->waiting[p->last], a) == 0)
		p->last++;
	if (!a->asked)
		return CR_OK;
	err = cr_dun_account(&a->sum, p->cr->today, make_notice, p);
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

	if ((err = cr_dun_world_load(p->cr, p->opts->set, p->opts->asked,
	    &p->world)) != CR_OK ||
	    (err = cr_notice_waiting(p->cr, take_waiting, p)) != CR_OK)
		return err;
	for (i = 0; i < p->world.naccounts && err == CR_OK; i++)
		err = settle_account(p, &p->world.accounts[i]);
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
	struct plan p = { .cr = cr, .opts = opts };
	int err;

	cr_arena_init(&p.letter);
	if ((err = cr_db_begin(cr)) != CR_OK)
		return err;
	if ((err = finish(cr, work(&p))) == CR_OK)
		tell(&p, sink);
	cr_dun_world_release(&p.world);
	cr_arena_release(&p.letter);
	free(p.waiting);
	free(p.rows);
	return err;
}

static int
to_nobody(void *ctx, const struct cr_dun_notice *n)
{
	(void)ctx;
	(void)n;
	return CR_OK;
}

int
cr_dun_decide(struct cr *cr, const struct cr_dun_opts *opts,
    const struct cr_dun_sink *sink)
{
	struct plan p = { .cr = cr, .opts = opts };
	struct account *a;
	int err = cr_dun_world_load(cr, opts->set, opts->asked, &p.world);

	for (a = p.world.accounts; err == CR_OK &&
	    a < p.world.accounts + p.world.naccounts; a++)
		if (a->asked)
			err = cr_dun_account(&a->sum, cr->today, to_nobody,
			    NULL);
	if (err == CR_OK)
		tell(&p, sink);
	cr_dun_world_release(&p.world);
	return err;
}
