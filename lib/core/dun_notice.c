/* One notice of a dunning run: kept as it is, or written anew. */

#include "dun_plan.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "cr/journal.h"
#include "cr/ledger.h"
#include "cr/mem.h"
#include "cr/message.h"
#include "cr/notice.h"
#include "cr/str.h"

/* A run is booked with the first thing that it writes. */
int
cr_dun_begin_run(struct cr *cr)
{
	return cr->run != 0 ? CR_OK : cr_run_begin(cr, "");
}

static void
add_number(struct cr_buf *b, char before, int64_t n)
{
	cr_buf_addc(b, before);
	cr_buf_addi(b, n);
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
		add_number(&b, 'i', it->item);
		add_number(&b, ' ', it->level->order);
		add_number(&b, ' ', it->open.cents);
		add_number(&b, ' ', it->claim.cents);
		add_number(&b, ' ', it->due.days);
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
		.beside = { n->claims ? n->claims->total.cents : 0 },
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
	struct cr_notice_item *v = cr_arena_alloc(&p->letter,
	    n->nitems * sizeof(*v));
	const struct cr_dun_item *it;
	const struct credit *c;
	size_t k;
	int err;

	for (k = 0; k < n->nitems; k++) {
		it = n->items[k];
		v[k] = (struct cr_notice_item){
			.item = it->item, .level = it->level->order,
			.level_name = it->level->name, .open = it->open,
			.held = { it->open.cents - it->claim.cents },
			.claim = it->claim,
			.days_late = p->cr->today.days - it->due.days,
		};
	}
	err = cr_notice_items_insert(p->cr, notice, v, n->nitems);
	for (k = 0; n->credit.cents > 0 && k < p->a->ncredits &&
	    err == CR_OK; k++) {
		c = &p->a->credits[k];
		err = cr_notice_credit_insert(p->cr, notice, c->item,
		    c->entry, c->open);
	}
	return err;
}

/* The policy is kept with the first notice that is made by it. */
static int
keep_policy(struct plan *p)
{
	const struct cr_policy_set *set = p->opts->set;
	int err;

	if (p->policy_kept)
		return CR_OK;
	err = cr_policy_keep(p->cr, set->digest, set->text);
	p->policy_kept = err == CR_OK;
	return err;
}

/* Bytes that go with more than one message are kept once. */
static int
insert_attachments(struct cr *cr, int64_t message, const struct dun_message *m)
{
	const struct cr_attachment *a;
	size_t i;
	int err;

	for (i = 0; i < m->nattachments; i++) {
		a = &m->attachments[i];
		if ((err = cr_blob_keep(cr, a->sha256, a->bytes,
		    a->size)) != CR_OK || (err = cr_message_attach(cr,
		    message, (int)i + 1, a)) != CR_OK)
			return err;
	}
	return CR_OK;
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
		if ((err = cr_message_insert(p->cr, &row)) != CR_OK ||
		    (err = insert_attachments(p->cr, row.id, m)) != CR_OK)
			return err;
		add_row(p, n, notice, row.id, row.channel, row.address,
		    state, "new");
	}
	return CR_OK;
}

int
cr_dun_journal(struct cr *cr, const char *act, int64_t notice,
    const char *fmt, ...)
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
    const char *basis, const struct dun_message *list, bool approved)
{
	struct cr *cr = p->cr;
	struct cr_notice row = {
		.debtor = p->a->debtor, .creditor = p->a->creditor,
		.currency = p->a->currency,
		.digest = p->opts->set->digest, .policy = n->policy->name,
		.level = n->level->order, .level_name = n->level->name,
		.day = cr->today, .grant = n->grant,
		.term = n->grant == 0 ? n->term : CR_DATE_NONE,
		.state = n->level->approve ? "pending" : "prepared",
		.claim = n->claim, .credit = n->credit,
		.pool = p->a->sum.credits, .basis = basis,
		.approval = n->level->approve,
	};
	int err;

	/* What was approved and did not arrive goes another way unasked. */
	if (row.approval && !approved) {
		if ((err = cr_notice_approved(cr, &row)) < 0)
			return err;
		approved = err == 1;
	}
	if ((err = cr_dun_begin_run(cr)) != CR_OK ||
	    (err = keep_policy(p)) != CR_OK ||
	    (err = cr_notice_insert(cr, &row)) != CR_OK)
		return err;
	if (approved && (err = cr_notice_approve(cr, row.id)) != CR_OK)
		return err;
	if ((err = insert_items(p, n, row.id)) != CR_OK ||
	    (err = insert_messages(p, n, row.id, approved ? "prepared" :
	    row.state, list)) != CR_OK ||
	    (err = cr_dun_claims_book(&p->claims, p->a, row.id, row.level_name,
	    n->claims)) != CR_OK)
		return err;
	p->made = row.id;
	return cr_dun_journal(cr, "notice", row.id, "{\"debtor\":\"pty:%" PRId64
	    "\",\"level\":%d,\"net_cents\":%" PRId64
	    ",\"beside_cents\":%" PRId64 "}", row.debtor, row.level,
	    n->claim.cents - n->credit.cents, n->claims->total.cents);
}

/* The notice cannot be made: tell, and go on with the others. */
static int
leave(struct plan *p, const struct cr_dun_notice *n, int err,
    enum cr_dun_reason reason)
{
	if (err != CR_ENOTFOUND && err != CR_EUSAGE && err != CR_ELIMIT)
		return err;
	cr_refuse(p->cr, NULL, 0, "pty:%" PRId64 ": %s", p->a->debtor,
	    cr_errmsg(p->cr));
	cr_dun_leave(n, reason, CR_DATE_NONE);
	return CR_OK;
}

/* Is NOTICE one of the account's that wait: kept whole, or replaced? */
static bool
is_waiting(const void *ctx, int64_t notice)
{
	const struct plan *p = ctx;
	size_t i;

	for (i = p->first; i < p->last; i++)
		if (p->waiting[i].id == notice)
			return true;
	return false;
}

/* The letter of N, or what waits in W if that is the same. */
static int
write_notice(struct plan *p, struct cr_dun_notice *n, struct waiting *w,
    const char *basis)
{
	struct cr_dun_claims *claims;
	struct dun_message *list;
	int rc;

	cr_arena_clear(&p->letter);
	claims = cr_arena_alloc(&p->letter, sizeof(*claims));
	if ((rc = cr_dun_claims_make(&p->claims, p->a, n, is_waiting, p,
	    &p->letter, claims)) != CR_OK)
		return leave(p, n, rc, CR_DUN_CLAIMS);
	n->claims = claims;
	p->attach.is_waiting = is_waiting;
	p->attach.ctx = p;
	if ((rc = cr_dun_letter(p->cr, p->opts->letters, &p->attach,
	    &p->kept, p->a, n, &p->letter, &list)) != CR_OK)
		return leave(p, n, rc, rc == CR_ENOTFOUND ?
		    CR_DUN_NO_ADDRESS : CR_DUN_TEMPLATE);
	p->notices++;
	cr_dun_add_recent(p, p->cr->today);
	rc = w != NULL ? keep(p, n, w, list, false) : 0;
	if (rc != 0)
		return rc < 0 ? rc : CR_OK;
	return insert_notice(p, n, basis, list, w != NULL && w->approved);
}

int
cr_dun_make_notice(void *ctx, const struct cr_dun_notice *given)
{
	struct cr_dun_notice n = *given;
	struct plan *p = ctx;
	struct waiting *w;
	char basis[CR_SHA256_SIZE];
	int rc;

	if (p->opts->set->max_notices > 0 &&
	    p->notices >= p->opts->set->max_notices) {
		cr_dun_leave(&n, CR_DUN_RUN_LIMIT, (struct cr_date){
		    p->cr->today.days + 1 });
		return CR_OK;
	}
	if ((rc = cr_dun_world_party(p->cr, &p->world, p->a)) != CR_OK)
		return rc;
	basis_of(p, &n, basis);
	w = find_waiting(p, basis);
	if (w == NULL || !w->approval || w->undelivered)
		return write_notice(p, &n, w, basis);
	/* What somebody approves, or did, is not written anew each day. */
	p->notices++;
	cr_dun_add_recent(p, p->cr->today);
	rc = keep(p, &n, w, NULL, true);
	return rc < 0 ? rc : CR_OK;
}
