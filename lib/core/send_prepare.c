#include "send_job.h"

#include <inttypes.h>
#include <string.h>

#include "cr/config_way.h"
#include "cr/digest.h"
#include "cr/i18n.h"
#include "cr/ledger.h"
#include "cr/mem.h"
#include "cr/mime.h"
#include "cr/notice.h"
#include "cr/str.h"

/* Is what a notice claims still owed? */
struct check {
	const struct dun_world *w;
	struct cr_date day;		/* the letter's */
	size_t items, same;
	struct cr_money open;		/* what is claimable of them now */
};

/* Is IT due on the day that the letter says, and as late or not as it says? */
static bool
is_told_rightly(const struct check *c, const struct cr_dun_item *it,
    const struct cr_notice_item *i)
{
	return it->due.days == c->day.days - i->days_late &&
	    (it->due.days < c->w->day.days) == (i->days_late > 0);
}

static int
check_item(void *ctx, const struct cr_notice_item *i)
{
	struct check *c = ctx;
	const struct cr_dun_item *it = cr_dun_world_item(c->w, i->item);
	struct cr_money claim = { 0 };

	if (it != NULL && !it->held_whole && it->open.cents > it->held.cents)
		claim.cents = it->open.cents - it->held.cents;
	c->items++;
	c->same += it != NULL && claim.cents == i->claim.cents &&
	    is_told_rightly(c, it, i);
	return cr_money_add(&c->open, claim) ? 0 : CR_ELIMIT;
}

/* *WHY the notice must not go out as it is; NULL when it may. */
static int
check_notice(struct sending *s, const struct cr_notice *n, const char **why)
{
	struct check c = { .w = &s->world, .day = n->day };
	const struct account *a = cr_dun_world_account(&s->world, n->debtor,
	    n->creditor, n->currency);
	struct cr_money pool = a != NULL ? a->sum.credits :
	    (struct cr_money){ 0 };
	struct cr_money before = n->pool;
	int err;

	if ((err = cr_notice_items(s->cr, n->id, check_item, &c)) != CR_OK)
		return err;
	if (c.open.cents <= pool.cents)
		*why = N_("nothing is left to claim");
	else if (c.same != c.items || pool.cents != before.cents)
		*why = N_("what is owed has changed");
	else if (!n->approval && cr_date_is_set(n->term) &&
	    n->term.days < s->world.day.days)
		*why = N_("the term that it grants is over");
	return CR_OK;
}

/* What is owed now; read anew when somebody else has written. */
static int
see_world(struct sending *s)
{
	int64_t now;
	int err;

	if ((err = cr_db_version_seen(s->cr, &now)) != CR_OK)
		return err;
	if (s->loaded && now == s->seen)
		return CR_OK;
	if (s->loaded)
		cr_dun_world_release(&s->world);
	s->loaded = true;
	s->seen = now;
	return cr_dun_world_load(s->cr, NULL, NULL, NULL, &s->world);
}

/* Compare with what is owed, and cancel what is out of date. */
static int
check_debt(struct sending *s, const struct send_job *j, const char **why)
{
	struct cr_notice n;
	int err;

	if ((err = see_world(s)) != CR_OK ||
	    (err = cr_notice_get(s->cr, j->m.notice, &n)) != CR_OK)
		return err;
	n.currency = cr_arena_strdup(&s->world.arena, n.currency);
	if ((err = check_notice(s, &n, why)) != CR_OK || *why == NULL)
		return err;
	if ((err = cr_send_run_once(s->cr)) != CR_OK ||
	    (err = cr_notice_cancel(s->cr, j->m.notice, *why, 0)) != CR_OK)
		return err;
	return cr_send_journal(s->cr, "notice-cancel",
	    (struct cr_key){ CR_KEY_NOTICE, j->m.notice }, "reason", *why);
}

/* What keeps a message back by itself; NULL: nothing. */
static const char *
check_state(const struct cr_message *m, bool *quiet)
{
	*quiet = false;
	if (strcmp(m->state, "unknown") == 0)
		return N_("nobody knows whether it was sent; --resolve tells");
	if (strcmp(m->state, "failed") == 0)
		return N_("could not be delivered; cr-dun makes another");
	*quiet = true;
	if (strcmp(m->state, "prepared") != 0)
		return N_("was sent already");
	if (strcmp(m->notice_state, "pending") == 0)
		return N_("its notice waits for an approval");
	*quiet = false;
	return strcmp(m->notice_state, "cancelled") == 0 ?
	    N_("its notice was cancelled") : NULL;
}

/* Copy what is borrowed from the statement. */
static void
keep_message(struct send_job *j, const struct cr_message *m)
{
	struct cr_arena *a = &j->arena;

	cr_arena_clear(a);
	j->m = *m;
	cr_channel_parse(m->channel, &j->channel);
	j->m.channel = cr_channel_word(j->channel);
	j->m.address = cr_arena_strdup(a, m->address);
	j->m.name = m->name ? cr_arena_strdup(a, m->name) : NULL;
	j->m.subject = cr_arena_strdup(a, m->subject);
	j->m.media = cr_arena_strdup(a, m->media);
	j->m.content = cr_arena_strndup(a, m->content, m->size);
	j->m.language = cr_arena_strdup(a, m->language);
	j->m.sha256 = cr_arena_strdup(a, m->sha256);
	j->m.message_id = m->message_id ?
	    cr_arena_strdup(a, m->message_id) : NULL;
	j->m.state = cr_arena_strdup(a, m->state);
	j->m.notice_state = cr_arena_strdup(a, m->notice_state);
}

/*
 * The Message-ID, chosen once and kept for every attempt: a server or a
 * reader that gets the same message twice can tell.
 */
static void
choose_id(const struct sending *s, struct send_job *j)
{
	const char *domain = strchr(s->sender[j->channel].address.s, '@');
	char hash[CR_SHA256_SIZE], now[CR_INSTANT_SIZE];
	struct cr_buf b;

	if (j->m.message_id != NULL)
		return;
	cr_buf_init(&b);
	cr_buf_addf(&b, "%s %" PRId64 " %s %s", j->m.sha256, j->m.id,
	    j->m.address, cr_instant(now));
	cr_sha256(b.s, b.len, hash);
	cr_buf_release(&b);
	j->m.message_id = cr_arena_printf(&j->arena, "cr-%" PRId64 "-%.24s%s",
	    j->m.id, hash, domain != NULL ? domain : "");
}

/* Of all that is handed over. */
static void
digest(const struct send_job *j, char to[CR_SHA256_SIZE])
{
	struct cr_digest *d = cr_digest_new();
	size_t i;

	cr_digest_add(d, j->header, strlen(j->header));
	cr_digest_add(d, j->m.content, j->m.size);
	for (i = 0; i < j->nattachments; i++)
		cr_digest_add(d, j->attachment[i].bytes,
		    j->attachment[i].size);
	cr_digest_hex(d, to);
	cr_digest_free(d);
}

static int
keep_attachment(void *ctx, const struct cr_attachment *a)
{
	struct send_job *j = ctx;

	cr_grow(&j->attachment, j->nattachments, &j->capattachments,
	    sizeof(*j->attachment));
	j->attachment[j->nattachments++] = (struct cr_attachment){
		.name = cr_arena_strdup(&j->arena, a->name),
		.media = cr_arena_strdup(&j->arena, a->media),
		.sha256 = cr_arena_strdup(&j->arena, a->sha256),
		.bytes = cr_arena_strndup(&j->arena, a->bytes, a->size),
		.size = a->size,
	};
	return CR_OK;
}

/* What is wrong with J as its way wants it, in WHY; false: nothing. */
static bool
is_unfit(const struct sending *s, const struct send_job *j, struct cr_buf *why)
{
	const struct cr_way *w = &s->opts->way[j->channel];
	size_t size = strlen(j->header) + j->m.size, i;

	if (w->mail && !cr_mail_address_is_valid(j->to))
		cr_buf_addf(why, "\"%s\" is no mail address", j->to);
	for (i = 0; i < j->nattachments; i++)
		size += j->attachment[i].size;
	if (why->len == 0 && w->max_bytes > 0 &&
	    size > (size_t)w->max_bytes)
		cr_buf_addf(why, "%zu kB are more than %s takes (%" PRId64
		    " kB)", size / 1000, j->m.channel, w->max_bytes / 1000);
	return why->len > 0;
}

static int
reserve(struct sending *s, struct send_job *j)
{
	char sha256[CR_SHA256_SIZE];
	struct cr_buf why;
	bool unfit;
	int err;

	if ((err = cr_message_attachments(s->cr, j->m.id, keep_attachment,
	    j)) != CR_OK)
		return err;
	choose_id(s, j);
	cr_send_form(s, j);
	cr_buf_init(&why);
	if ((unfit = is_unfit(s, j, &why)))
		cr_refuse(s->cr, NULL, 0, "msg:%" PRId64 ": %s", j->m.id,
		    why.s);
	cr_buf_release(&why);
	if (unfit)
		return CR_OK;
	digest(j, sha256);
	if ((err = cr_send_run_once(s->cr)) != CR_OK ||
	    (err = cr_message_set_sending(s->cr, j->m.id,
	    j->m.message_id)) != CR_OK)
		return err;
	return cr_attempt_begin(s->cr, j->m.id, j->header, sha256,
	    &j->attempt);
}

/* A copy follows the letter that it copies. */
static bool
has_letter(struct sending *s, const struct send_job *j)
{
	if (!j->m.copy || strcmp(j->m.notice_state, "prepared") != 0)
		return true;
	if (!s->cr->dry_run)
		cr_note(s->cr, NULL, 0, "msg:%" PRId64 ": the letter that it "
		    "copies was not sent", j->m.id);
	return false;
}

/* Is the channel set up? That it is not is said once. */
static bool
has_way(struct sending *s, const struct send_job *j)
{
	if (cr_channel_facts(j->channel)->person ||
	    s->opts->way[j->channel].t != NULL)
		return true;
	if (!s->told[j->channel])
		cr_refuse(s->cr, NULL, 0, "cr.conf has no section \"%s\": "
		    "messages of that kind wait",
		    cr_config_way_section(j->channel));
	s->told[j->channel] = true;
	return false;
}

/* A task is done with when it is on somebody's list, which is the ledger. */
static int
give_task(struct sending *s, struct send_job *j)
{
	int err;

	if ((err = cr_send_run_once(s->cr)) != CR_OK ||
	    (err = cr_message_set(s->cr, j->m.id, "sent", NULL)) != CR_OK ||
	    (err = cr_notice_sent(s->cr, j->m.notice)) != CR_OK ||
	    (err = cr_send_journal(s->cr, "message-sent",
	    (struct cr_key){ CR_KEY_MESSAGE, j->m.id }, "channel",
	    j->m.channel)))
		return err;
	j->outcome = (struct cr_handover){ .how = CR_DELIVERY_SENT };
	j->m.state = "sent";
	j->done = true;
	return CR_OK;
}

int
cr_send_prepare(struct sending *s, int64_t id, struct send_job *j)
{
	struct cr_message m;
	const char *why;
	bool quiet, may;
	int err;

	j->attempt = 0;
	j->done = false;
	j->nattachments = 0;
	if ((err = cr_message_get(s->cr, id, &m)) == CR_ENOTFOUND) {
		cr_refuse(s->cr, NULL, 0, "%s", cr_errmsg(s->cr));
		return CR_OK;
	}
	if (err != CR_OK)
		return err;
	keep_message(j, &m);
	why = check_state(&m, &quiet);
	if (why == NULL && (!has_letter(s, j) || !has_way(s, j)))
		return CR_OK;
	if (why == NULL && !m.copy && m.notice != 0 &&
	    (err = check_debt(s, j, &why)) != CR_OK)
		return err;
	if (why != NULL && quiet)
		cr_note(s->cr, NULL, 0, "msg:%" PRId64 ": %s", id, _(why));
	else if (why != NULL)
		cr_refuse(s->cr, NULL, 0, "msg:%" PRId64 ": %s", id, _(why));
	if (why != NULL)
		return CR_OK;
	if (cr_channel_facts(j->channel)->person)
		return give_task(s, j);
	if ((err = cr_send_may_contact(s, j, &may)) != CR_OK || !may)
		return err;
	return reserve(s, j);
}
