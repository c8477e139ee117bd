#include "cr/send.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cr/ledger.h"
#include "cr/lock.h"
#include "cr/mem.h"
#include "cr/mime.h"
#include "send_job.h"

#define BOOK_TRIES 60		/* of the door's five seconds each */

/* Where the rows go, after the commit. */
struct listener {
	void (*each)(void *ctx, const struct cr_send_row *row);
	void *ctx;
};

static int
add_id(void *ctx, int64_t id)
{
	struct sending *s = ctx;

	cr_grow(&s->ids, s->n, &s->cap, sizeof(*s->ids));
	s->ids[s->n++] = id;
	return 0;
}

static int
lose(struct cr *cr, int64_t id)
{
	static const struct cr_attempt lost = { .outcome = "unknown",
	    .answer = "the run that was sending it ended" };
	int err;

	if ((err = cr_message_set(cr, id, "unknown", lost.answer)) != CR_OK ||
	    (err = cr_attempt_close(cr, id, &lost)) != CR_OK)
		return err;
	return cr_send_journal(cr, "message-unknown",
	    (struct cr_key){ CR_KEY_MESSAGE, id }, "answer", lost.answer);
}

/* With the lock in hand, what is still "sending" has no one who sends it. */
static int
mark_lost(struct sending *s)
{
	struct cr *cr = s->cr;
	size_t i;
	int err;

	if ((err = cr_db_begin(cr)) != CR_OK)
		return err;
	if ((err = cr_message_lost(cr, add_id, s)) == CR_OK && s->n > 0)
		err = cr_run_begin(cr, "");
	for (i = 0; i < s->n && err == CR_OK; i++)
		err = lose(cr, s->ids[i]);
	if (err == CR_OK && !cr->dry_run)
		err = cr_db_commit(cr);
	else
		cr_db_rollback(cr);
	if (cr->dry_run || s->n == 0)
		cr->run = 0;
	for (i = 0; i < s->n && err == CR_OK; i++)
		cr_refuse(cr, NULL, 0, "msg:%" PRId64 " was being sent when "
		    "its run ended: look whether it arrived, then --resolve",
		    s->ids[i]);
	s->n = 0;
	return err;
}

static void
tell(struct sending *s, const struct listener *to, const struct send_job *j)
{
	struct cr_send_row row = {
		.message = j->m.id, .notice = j->m.notice,
		.debtor = j->m.debtor, .channel = j->m.channel,
		.address = j->m.address, .state = j->m.state,
		.code = j->outcome.code, .answer = j->outcome.answer,
		.message_id = j->m.message_id,
	};

	if (j->outcome.how == CR_DELIVERY_RETRY)
		s->later = true;
	else if (j->outcome.how != CR_DELIVERY_SENT)
		cr_refuse(s->cr, NULL, 0, "msg:%" PRId64 " to %s is %s: %s",
		    j->m.id, j->m.address, j->m.state, j->outcome.answer);
	to->each(to->ctx, &row);
}

/*
 * Begin a transaction; for what was handed over already, wait for the
 * ledger as long as it takes another run to write a million rows.
 */
static int
begin(struct cr *cr, bool patient)
{
	int tries = patient ? BOOK_TRIES : 1, err;

	while ((err = cr_db_begin(cr)) == CR_EBUSY && --tries > 0)
		;
	return err;
}

/*
 * Book the message BEFORE that was handed over, and mark the one with the
 * number NEXT (0: none) to be handed over: one transaction, so that a mail
 * costs one wait for the disk and not two.
 */
static int
step(struct sending *s, const struct listener *to, struct send_job *before,
    int64_t next, struct send_job *now)
{
	int64_t run = s->cr->run;
	int err;

	if ((err = begin(s->cr, before->attempt != 0)) != CR_OK)
		return err;
	err = cr_send_book(s->cr, before);
	if (err == CR_OK && next != 0)
		err = cr_send_prepare(s, next, now);
	if (err == CR_OK && s->cr->run != 0)
		err = cr_db_commit(s->cr);
	else
		cr_db_rollback(s->cr);
	if (err != CR_OK) {
		s->cr->run = run;
		return err;
	}
	if (before->attempt != 0)
		tell(s, to, before);
	before->attempt = 0;
	if (next != 0 && now->tell)
		tell(s, to, now);
	return CR_OK;
}

static int
hand_over(struct sending *s, struct send_job *j)
{
	struct cr_outgoing out = {
		.from = s->from.s, .to = j->m.address, .header = j->header,
		.content = j->m.content,
	};
	struct cr_transport *t = s->opts->mail;
	char name[128];
	int err;

	snprintf(name, sizeof(name), "%.*s", (int)strcspn(j->m.message_id,
	    "@"), j->m.message_id);
	out.name = name;
	err = t->send(t, s->cr, &out, &j->outcome);
	s->down = j->outcome.down || err != CR_OK;
	return err;
}

/* So long that no more than PER_MINUTE go in a minute. */
static void
pause_for(int64_t per_minute)
{
	int64_t ms = 60000 / per_minute;
	struct timespec t = { (time_t)(ms / 1000),
	    (long)(ms % 1000) * 1000000L };

	nanosleep(&t, NULL);
}

static bool
is_stopped(const struct sending *s)
{
	return s->down || (s->opts->stop != NULL && *s->opts->stop);
}

static int
send_all(struct sending *s, const struct listener *to)
{
	struct send_job job[2] = { { .attempt = 0 }, { .attempt = 0 } };
	struct send_job *before = &job[0], *now = &job[1], *swap;
	int64_t rate = s->opts->per_minute;
	size_t i;
	int err = CR_OK, end;

	cr_arena_init(&job[0].arena);
	cr_arena_init(&job[1].arena);
	for (i = 0; i < s->n && err == CR_OK && !is_stopped(s); i++) {
		/* Nobody waits with the ledger locked. */
		if (rate > 0 && before->attempt != 0) {
			if ((err = step(s, to, before, 0, NULL)) != CR_OK)
				break;
			pause_for(rate);
		}
		if ((err = step(s, to, before, s->ids[i], now)) != CR_OK)
			break;
		if (now->attempt == 0)
			continue;
		err = hand_over(s, now);
		swap = before;
		before = now;
		now = swap;
	}
	/* What was handed over is booked, whatever happened then. */
	end = before->attempt != 0 ? step(s, to, before, 0, NULL) : CR_OK;
	cr_arena_release(&job[0].arena);
	cr_arena_release(&job[1].arena);
	return err != CR_OK ? err : end;
}

/* All but the sending: what would go, in one transaction that is dropped. */
static int
rehearse(struct sending *s, const struct listener *to)
{
	struct send_job j = { .attempt = 0 };
	size_t i;
	int err = cr_db_begin(s->cr);

	if (err != CR_OK)
		return err;
	cr_arena_init(&j.arena);
	for (i = 0; i < s->n && err == CR_OK; i++) {
		err = cr_send_prepare(s, s->ids[i], &j);
		if (err == CR_OK && (j.attempt != 0 || j.tell)) {
			j.m.state = "prepared";
			j.m.message_id = NULL;
			j.outcome = (struct cr_outcome){ .code = 0 };
			tell(s, to, &j);
		}
	}
	cr_db_rollback(s->cr);
	s->cr->run = 0;
	cr_arena_release(&j.arena);
	return err;
}

static int
take_message(void *ctx, const struct cr_message *m)
{
	return add_id(ctx, m->id);
}

static int
list(struct sending *s)
{
	const struct cr_keys *asked = s->opts->asked;
	size_t i;

	if (asked == NULL)
		return cr_message_each(s->cr, 0, take_message, s);
	for (i = 0; i < asked->n; i++)
		add_id(s, asked->v[i].id);
	return CR_OK;
}

static int
take_addresses(struct sending *s)
{
	const struct cr_send_opts *o = s->opts;

	if (o->from == NULL || !cr_mime_split(o->from, &s->from_name,
	    &s->from))
		return cr_fail(s->cr, CR_EUSAGE, "the sender \"%s\" is no "
		    "mail address (mail { from = ... })", o->from ? o->from :
		    "");
	if (o->reply_to != NULL && !cr_mime_split(o->reply_to,
	    &s->reply_name, &s->reply))
		return cr_fail(s->cr, CR_EUSAGE, "reply-to \"%s\" is no mail "
		    "address", o->reply_to);
	return CR_OK;
}

static void
release(struct sending *s)
{
	if (s->loaded)
		cr_dun_world_release(&s->world);
	cr_buf_release(&s->from);
	cr_buf_release(&s->from_name);
	cr_buf_release(&s->reply);
	cr_buf_release(&s->reply_name);
	free(s->ids);
}

/* Only one run sends from a ledger: LEDGER.send is locked while it does. */
static int
lock_ledger(struct sending *s, int *fd)
{
	struct cr_buf path;
	int err;

	cr_buf_init(&path);
	cr_buf_addf(&path, "%s.send", s->opts->ledger);
	err = cr_lock_take(s->cr, path.s, fd);
	cr_buf_release(&path);
	return err;
}

int
cr_send_run(struct cr *cr, const struct cr_send_opts *opts,
    void (*each)(void *ctx, const struct cr_send_row *row), void *ctx)
{
	struct sending s = { .cr = cr, .opts = opts };
	struct listener to = { each, ctx };
	int err, lock = -1;

	cr_buf_init(&s.from_name);
	cr_buf_init(&s.from);
	cr_buf_init(&s.reply_name);
	cr_buf_init(&s.reply);
	if ((err = take_addresses(&s)) == CR_OK &&
	    (err = lock_ledger(&s, &lock)) == CR_OK &&
	    (err = mark_lost(&s)) == CR_OK && (err = list(&s)) == CR_OK)
		err = cr->dry_run ? rehearse(&s, &to) : send_all(&s, &to);
	if (err == CR_OK && s.later)
		err = cr_fail(cr, CR_ENET, "some messages have to be tried "
		    "again later");
	cr_lock_drop(lock);
	release(&s);
	return err;
}

static int
resolve(struct cr *cr, int64_t id, bool sent)
{
	struct send_job j = { .attempt = 0 };
	struct cr_attempt a = { .outcome = sent ? "sent" : "failed",
	    .answer = "said by a person" };
	struct cr_message m;
	int err;

	if ((err = cr_message_get(cr, id, &m)) != CR_OK)
		return err;
	if (strcmp(m.state, "unknown") != 0)
		return cr_fail(cr, CR_EINPUT, "msg:%" PRId64 " is %s, not "
		    "unknown", id, m.state);
	j.m.id = id;
	j.m.notice = m.notice;
	j.m.copy = m.copy;
	j.outcome.how = sent ? CR_DELIVERY_SENT : CR_DELIVERY_REFUSED;
	snprintf(j.outcome.answer, sizeof(j.outcome.answer), "%s", a.answer);
	if ((cr->run == 0 && (err = cr_run_begin(cr, "--resolve")) != CR_OK))
		return err;
	if ((err = cr_attempt_close(cr, id, &a)) != CR_OK)
		return err;
	j.attempt = -1;		/* its attempt is closed */
	return cr_send_book(cr, &j);
}

int
cr_send_resolve(struct cr *cr, int64_t message, bool sent)
{
	int err = cr_db_begin(cr);

	if (err != CR_OK)
		return err;
	if ((err = resolve(cr, message, sent)) == CR_OK && !cr->dry_run)
		err = cr_db_commit(cr);
	else
		cr_db_rollback(cr);
	return err;
}
