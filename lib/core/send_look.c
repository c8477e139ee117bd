#include "send_job.h"

#include <inttypes.h>
#include <string.h>

#include "cr/digest.h"
#include "cr/i18n.h"
#include "cr/ledger.h"
#include "cr/mem.h"
#include "cr/mime.h"
#include "cr/notice.h"
#include "cr/str.h"

/* What has to be known of a message before it goes: nothing is written. */

/* Is what a notice claims still owed? */
struct check {
	const struct dun_world *w;
	const struct account *account;	/* the debtor's; NULL: none open */
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

/* An account has few items. */
static const struct cr_dun_item *
find_item(const struct account *a, int64_t item)
{
	size_t i;

	for (i = 0; a != NULL && i < a->nitems; i++)
		if (a->items[i]->item == item)
			return a->items[i];
	return NULL;
}

static int
check_item(void *ctx, const struct cr_notice_item *i)
{
	struct check *c = ctx;
	const struct cr_dun_item *it = find_item(c->account, i->item);
	struct cr_money claim = { 0 };

	if (it != NULL && !it->held_whole && it->open.cents > it->held.cents)
		claim.cents = it->open.cents - it->held.cents;
	c->items++;
	c->same += it != NULL && claim.cents == i->claim.cents &&
	    is_told_rightly(c, it, i);
	return cr_money_add(&c->open, claim) ? 0 : CR_ELIMIT;
}

/* J->why its notice must not go out as it is; NULL when it may. */
static int
check_notice(struct sending *s, const struct cr_notice *n, struct send_job *j)
{
	const struct account *a = cr_dun_world_account(&s->world, n->debtor,
	    n->creditor, n->currency);
	struct check c = { .w = &s->world, .account = a, .day = n->day };
	struct cr_money pool = a != NULL ? a->sum.credits :
	    (struct cr_money){ 0 };
	struct cr_money before = n->pool;
	int err;

	if ((err = cr_notice_items(s->cr, n->id, check_item, &c)) != CR_OK)
		return err;
	if (c.open.cents <= pool.cents)
		j->why = N_("nothing is left to claim");
	else if (c.same != c.items || pool.cents != before.cents)
		j->why = N_("what is owed has changed");
	else if (!n->approval && cr_date_is_set(n->term) &&
	    n->term.days < s->world.day.days)
		j->why = N_("the term that it grants is over");
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
	return cr_dun_world_owed(s->cr, &s->world);
}

/* Compare what the notice of J claims with what is owed. */
static int
check_debt(struct sending *s, struct send_job *j, bool ahead)
{
	struct cr_notice n;
	int err;

	if ((!ahead && (err = see_world(s)) != CR_OK) ||
	    (err = cr_notice_get(s->cr, j->m.notice, &n)) != CR_OK)
		return err;
	n.currency = cr_arena_strdup(&j->arena, n.currency);
	err = check_notice(s, &n, j);
	j->outdated = j->why != NULL;
	return err;
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

/* What is wrong with J as its way wants it; NULL: nothing. */
static const char *
find_fault(const struct sending *s, struct send_job *j)
{
	const struct cr_way *w = &s->opts->way[j->channel];
	size_t size = strlen(j->header) + j->m.size, i;

	if (w->mail && !cr_mail_address_is_valid(j->to))
		return cr_arena_printf(&j->arena, "\"%s\" is no mail address",
		    j->to);
	for (i = 0; i < j->nattachments; i++)
		size += j->attachment[i].size;
	if (w->max_bytes > 0 && size > (size_t)w->max_bytes)
		return cr_arena_printf(&j->arena, "%zu kB are more than %s "
		    "takes (%" PRId64 " kB)", size / 1000, j->m.channel,
		    w->max_bytes / 1000);
	return NULL;
}

/* The message as it goes over the line. */
static int
form(struct sending *s, struct send_job *j)
{
	int err;

	if ((err = cr_message_attachments(s->cr, j->m.id, keep_attachment,
	    j)) != CR_OK)
		return err;
	choose_id(s, j);
	cr_send_form(s, j);
	if ((j->fault = find_fault(s, j)) == NULL)
		digest(j, j->sha256);
	return CR_OK;
}

bool
cr_send_has_letter(const struct send_job *j)
{
	return !j->m.copy || strcmp(j->m.notice_state, "prepared") != 0;
}

bool
cr_send_has_way(const struct sending *s, const struct send_job *j)
{
	return cr_channel_facts(j->channel)->person ||
	    s->opts->way[j->channel].t != NULL;
}

static int
look(struct sending *s, int64_t id, struct send_job *j, bool ahead)
{
	struct cr_message m;
	int err;

	j->attempt = 0;
	j->done = j->outdated = false;
	j->nattachments = 0;
	j->fault = NULL;
	if ((err = cr_message_get(s->cr, id, &m)) != CR_OK)
		return err;
	keep_message(j, &m);
	j->why = check_state(&j->m, &j->quiet);
	if (j->why != NULL || !cr_send_has_letter(j) || !cr_send_has_way(s, j))
		return CR_OK;
	if (!j->m.copy && j->m.notice != 0 &&
	    (err = check_debt(s, j, ahead)) != CR_OK)
		return err;
	return j->why != NULL || cr_channel_facts(j->channel)->person ?
	    CR_OK : form(s, j);
}

/* Has nobody written since J was looked at, and this run nothing else? */
static bool
is_fresh(struct sending *s, int64_t id, const struct send_job *j)
{
	int64_t now;

	return j->ahead && j->m.id == id && j->turns == s->turns &&
	    j->seen == s->seen &&
	    cr_db_version_seen(s->cr, &now) == CR_OK && now == j->seen;
}

int
cr_send_look(struct sending *s, int64_t id, struct send_job *j)
{
	bool fresh = is_fresh(s, id, j);

	j->ahead = false;
	return fresh ? CR_OK : look(s, id, j, false);
}

/* Not after others wrote: what is on its way has to be looked at again. */
void
cr_send_look_ahead(struct sending *s, int64_t id, struct send_job *j)
{
	int64_t now;

	j->ahead = false;
	if (!s->loaded || cr_db_begin_reading(s->cr) != CR_OK)
		return;
	if (cr_db_version_seen(s->cr, &now) == CR_OK && now == s->seen) {
		j->seen = now;
		j->turns = s->turns;
		j->ahead = look(s, id, j, true) == CR_OK;
	}
	cr_db_end_reading(s->cr);
}

