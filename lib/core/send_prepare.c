#include "send_job.h"

#include <inttypes.h>
#include <string.h>
#include <time.h>

#include "cr/digest.h"
#include "cr/i18n.h"
#include "cr/ledger.h"
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
	return cr_dun_world_load(s->cr, NULL, NULL, &s->world);
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
static int
choose_id(struct sending *s, struct send_job *j)
{
	char hash[CR_SHA256_SIZE], now[CR_INSTANT_SIZE];
	struct cr_buf b;

	if (j->m.message_id != NULL)
		return CR_OK;
	cr_buf_init(&b);
	cr_buf_addf(&b, "%s %" PRId64 " %s %s", j->m.sha256, j->m.id,
	    j->m.address, cr_instant(now));
	cr_sha256(b.s, b.len, hash);
	cr_buf_release(&b);
	j->m.message_id = cr_arena_printf(&j->arena, "cr-%" PRId64 "-%.24s%s",
	    j->m.id, hash, strchr(s->from.s, '@'));
	return cr_message_set_id(s->cr, j->m.id, j->m.message_id);
}

static void
write_header(struct sending *s, struct send_job *j)
{
	struct cr_buf b;

	cr_buf_init(&b);
	cr_mime_date(&b, (int64_t)time(NULL));
	cr_mime_address(&b, "From", s->from_name.s, s->from.s);
	if (s->reply.len > 0)
		cr_mime_address(&b, "Reply-To", s->reply_name.s, s->reply.s);
	cr_mime_address(&b, "To", j->m.name, j->m.address);
	cr_mime_header(&b, "Subject", j->m.subject);
	cr_buf_addf(&b, "Message-ID: <%s>\r\n", j->m.message_id);
	/* RFC 3834: no holiday notes to a machine. */
	cr_buf_adds(&b, "Auto-Submitted: auto-generated\r\n");
	j->header = cr_arena_strdup(&j->arena, b.s);
	cr_buf_release(&b);
}

static bool
is_mail(enum cr_channel channel)
{
	return strcmp(cr_channel_facts(channel)->media, CR_MEDIA_MAIL) == 0;
}

/* Of all that is handed over. */
static void
digest(const struct send_job *j, char to[CR_SHA256_SIZE])
{
	struct cr_digest *d = cr_digest_new();

	cr_digest_add(d, j->header, strlen(j->header));
	cr_digest_add(d, j->m.content, j->m.size);
	cr_digest_hex(d, to);
	cr_digest_free(d);
}

static int
reserve(struct sending *s, struct send_job *j)
{
	char sha256[CR_SHA256_SIZE];
	bool mail = is_mail(j->channel);
	int err;

	if (mail && !cr_mail_address_is_valid(j->m.address)) {
		cr_refuse(s->cr, NULL, 0, "msg:%" PRId64 ": \"%s\" is no "
		    "mail address", j->m.id, j->m.address);
		return CR_OK;
	}
	if ((err = cr_send_run_once(s->cr)) != CR_OK ||
	    (err = choose_id(s, j)) != CR_OK)
		return err;
	j->header = "";
	if (mail)
		write_header(s, j);
	if ((err = cr_message_set(s->cr, j->m.id, "sending", NULL)) != CR_OK)
		return err;
	digest(j, sha256);
	return cr_attempt_begin(s->cr, j->m.id, j->header, sha256,
	    &j->attempt);
}

/* Is the channel set up? That it is not is said once. */
static bool
has_way(struct sending *s, const struct send_job *j)
{
	if (cr_channel_facts(j->channel)->person ||
	    s->opts->way[j->channel].t != NULL)
		return true;
	if (!s->told[j->channel])
		cr_refuse(s->cr, NULL, 0, "the configuration has no \"%s\": "
		    "its messages wait", j->m.channel);
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
	j->outcome = (struct cr_outcome){ .how = CR_DELIVERY_SENT };
	j->m.state = "sent";
	j->done = true;
	return CR_OK;
}

int
cr_send_prepare(struct sending *s, int64_t id, struct send_job *j)
{
	struct cr_message m;
	const char *why;
	bool quiet;
	int err;

	j->attempt = 0;
	j->done = j->waits = false;
	if ((err = cr_message_get(s->cr, id, &m)) == CR_ENOTFOUND) {
		cr_refuse(s->cr, NULL, 0, "%s", cr_errmsg(s->cr));
		return CR_OK;
	}
	if (err != CR_OK)
		return err;
	keep_message(j, &m);
	why = check_state(&m, &quiet);
	j->waits = why == NULL && m.copy &&
	    strcmp(j->m.notice_state, "prepared") == 0;
	if (j->waits)
		return CR_OK;
	if (why == NULL && !has_way(s, j))
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
	return cr_channel_facts(j->channel)->person ? give_task(s, j) :
	    reserve(s, j);
}
