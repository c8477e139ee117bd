#include "cr/send.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cr/ledger.h"
#include "cr/mem.h"
#include "cr/mime.h"
#include "send_job.h"

#define BOOK_TRIES 60		/* of the door's five seconds each */
#define WIDTH 50		/* messages for one wait for the disk */

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

/* The message ID was under way when a run died: book what is known. */
static int
recover(struct sending *s, int64_t id, bool *lost)
{
	struct send_job j = { .attempt = -1 };
	struct cr_attempt a = { .code = 0 };
	struct cr_message m;
	int found, err;

	if ((err = cr_message_get(s->cr, id, &m)) != CR_OK)
		return err;
	j.m.id = id;
	j.m.notice = m.notice;
	j.m.copy = m.copy;
	found = cr_send_log_find(&s->log, id, &j.outcome);
	if (found == 0) {
		err = cr_message_set(s->cr, id, "prepared", NULL);
		return err != CR_OK ? err : cr_attempt_drop(s->cr, id);
	}
	if (found < 0) {
		j.outcome = (struct cr_outcome){ .how = CR_DELIVERY_UNKNOWN };
		snprintf(j.outcome.answer, sizeof(j.outcome.answer),
		    "the run that was sending it ended");
	}
	*lost = j.outcome.how == CR_DELIVERY_UNKNOWN;
	a.outcome = cr_send_outcome_word(j.outcome.how);
	a.code = j.outcome.code;
	a.answer = j.outcome.answer;
	err = cr_attempt_close(s->cr, id, &a);
	return err != CR_OK ? err : cr_send_book(s->cr, &j);
}

/* With the lock in hand, what is still "sending" has no one who sends it. */
static int
recover_all(struct sending *s)
{
	struct cr *cr = s->cr;
	bool *lost;
	size_t i;
	int err;

	if ((err = cr_db_begin(cr)) != CR_OK)
		return err;
	if ((err = cr_message_lost(cr, add_id, s)) == CR_OK && s->n > 0)
		err = cr_run_begin(cr, "");
	lost = cr_calloc(s->n + 1, sizeof(*lost));
	for (i = 0; i < s->n && err == CR_OK; i++)
		err = recover(s, s->ids[i], &lost[i]);
	if (err == CR_OK && !cr->dry_run && s->n > 0)
		err = cr_db_commit(cr);
	else
		cr_db_rollback(cr);
	if (cr->dry_run)
		cr->run = 0;
	else if (err == CR_OK)
		err = cr_send_log_clear(cr, &s->log);
	for (i = 0; i < s->n && err == CR_OK; i++)
		if (lost[i])
			cr_refuse(cr, NULL, 0, "msg:%" PRId64 " was being "
			    "sent when its run ended: look whether it "
			    "arrived, then --resolve", s->ids[i]);
	free(lost);
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

/* Messages that are marked and booked together. */
struct window {
	struct send_job *job;
	size_t n;
};

/* What was marked and not handed over goes back. */
static int
unmark(struct cr *cr, const struct send_job *j)
{
	int err = cr_message_set(cr, j->m.id, "prepared", NULL);

	return err != CR_OK ? err : cr_attempt_drop(cr, j->m.id);
}

static int
book_window(struct sending *s, const struct window *w)
{
	size_t i;
	int err = CR_OK;

	for (i = 0; i < w->n && err == CR_OK; i++)
		if (w->job[i].attempt != 0)
			err = w->job[i].done ? cr_send_book(s->cr,
			    &w->job[i]) : unmark(s->cr, &w->job[i]);
	return err;
}

/* A copy follows the letter that it copies: is that one in W? */
static bool
follows(const struct window *w, const struct send_job *j)
{
	size_t i;

	for (i = 0; j->waits && i < w->n; i++)
		if (w->job[i].m.notice == j->m.notice)
			return true;
	return false;
}

/*
 * Mark as many of the messages from *NEXT on as one wait for the disk is
 * worth, and move *NEXT behind them.
 */
static int
mark_window(struct sending *s, struct window *w, size_t *next)
{
	struct send_job *j;
	int err;

	for (w->n = 0; w->n < s->width && *next < s->n; ++*next) {
		j = &w->job[w->n];
		if ((err = cr_send_prepare(s, s->ids[*next], j)) != CR_OK)
			return err;
		j->index = *next;
		if (follows(w, j))
			break;
		if (j->waits)
			cr_note(s->cr, NULL, 0, "msg:%" PRId64 ": the letter "
			    "that it copies was not sent", j->m.id);
		w->n += j->attempt != 0 || j->done;
	}
	return CR_OK;
}

/* Tell what is booked. */
static void
tell_window(struct sending *s, const struct listener *to, struct window *w)
{
	size_t i;

	for (i = 0; i < w->n; i++)
		if (w->job[i].done)
			tell(s, to, &w->job[i]);
	w->n = 0;
}

/* Where to go on after W: at the first that did not get its turn. */
static size_t
after(const struct window *w, size_t next)
{
	size_t i;

	for (i = 0; i < w->n; i++)
		if (!w->job[i].done)
			return w->job[i].index;
	return next;
}

/*
 * Book the window BEFORE, and mark the next one in the same transaction, so
 * that a window costs one wait for the disk and not two.
 */
static int
step(struct sending *s, const struct listener *to, struct window *before,
    struct window *now, size_t *next)
{
	int64_t run = s->cr->run;
	size_t at = after(before, *next);
	int err;

	if ((err = begin(s->cr, before->n > 0)) != CR_OK)
		return err;
	if ((err = book_window(s, before)) == CR_OK && now != NULL)
		err = mark_window(s, now, &at);
	if (err == CR_OK && s->cr->run != 0)
		err = cr_db_commit(s->cr);
	else
		cr_db_rollback(s->cr);
	if (err != CR_OK) {
		s->cr->run = run;
		if (now != NULL)
			now->n = 0;
		return err;
	}
	tell_window(s, to, before);
	*next = at;
	return CR_OK;
}

static int
hand_over(struct sending *s, struct send_job *j)
{
	struct cr_outgoing out = {
		.channel = j->channel, .message = j->m.id,
		.from = s->from.s, .to = j->m.address, .name = j->m.name,
		.subject = j->m.subject, .language = j->m.language,
		.message_id = j->m.message_id, .media = j->m.media,
		.header = j->header, .content = j->m.content,
		.size = j->m.size,
	};
	struct cr_transport *t = s->opts->way[j->channel].t;
	char name[128];
	int err;

	snprintf(name, sizeof(name), "%.*s", (int)strcspn(j->m.message_id,
	    "@"), j->m.message_id);
	out.file = name;
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

/* Has another program written to the ledger since the messages were marked? */
static bool
is_outdated(struct sending *s)
{
	int64_t now;

	return cr_db_version_seen(s->cr, &now) != CR_OK || now != s->seen;
}

/* Hand the messages of W over, until something stops it. */
static int
hand_window(struct sending *s, struct window *w)
{
	int64_t limit = s->opts->way[CR_CHANNEL_EMAIL].per_minute;
	struct send_job *j;
	bool paused;
	size_t i;
	int err = CR_OK;

	for (i = 0; i < w->n && err == CR_OK && !is_stopped(s); i++) {
		j = &w->job[i];
		if (j->done)
			continue;	/* a task */
		paused = limit > 0 && s->begun;
		if (paused)
			pause_for(limit);
		/* The first one was looked at a moment ago, but for a pause. */
		if ((paused && is_stopped(s)) || ((paused || i > 0) &&
		    s->loaded && is_outdated(s)))
			break;
		if ((err = cr_send_log_begin(s->cr, &s->log, j->m.id)))
			break;
		s->begun = true;
		err = hand_over(s, j);
		j->done = true;
		cr_send_log_end(&s->log, j->m.id, &j->outcome);
	}
	return err;
}

static int
send_all(struct sending *s, const struct listener *to)
{
	const struct cr_way *mail = &s->opts->way[CR_CHANNEL_EMAIL];
	struct window w[2] = { { .n = 0 }, { .n = 0 } };
	struct window *before = &w[0], *now = &w[1], *swap;
	size_t next = 0, i, k;
	int err = CR_OK, end = CR_OK;

	/* Without a trusted log, all that is marked is unknown after a kill. */
	s->width = s->log.numbered && mail->per_minute == 0 ? WIDTH : 1;
	for (i = 0; i < 2; i++) {
		w[i].job = cr_calloc(s->width, sizeof(*w[i].job));
		for (k = 0; k < s->width; k++)
			cr_arena_init(&w[i].job[k].arena);
	}
	while (err == CR_OK && !is_stopped(s) && (next < s->n ||
	    before->n > 0)) {
		if ((err = step(s, to, before, now, &next)) != CR_OK)
			break;
		swap = before;
		before = now;
		now = swap;
		err = hand_window(s, before);
	}
	/* What was handed over is booked, whatever happened then. */
	if (before->n > 0)
		end = step(s, to, before, NULL, &next);
	for (i = 0; i < 2; i++) {
		for (k = 0; k < s->width; k++)
			cr_arena_release(&w[i].job[k].arena);
		free(w[i].job);
	}
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
		if (err == CR_OK && (j.attempt != 0 || j.done)) {
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
list(struct sending *s)
{
	const struct cr_keys *asked = s->opts->asked;
	size_t i;

	if (asked == NULL)
		return cr_message_todo(s->cr, add_id, s);
	for (i = 0; i < asked->n; i++)
		add_id(s, asked->v[i].id);
	return CR_OK;
}

static int
take_addresses(struct sending *s)
{
	const struct cr_way *o = &s->opts->way[CR_CHANNEL_EMAIL];

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
	cr_send_log_close(&s->log);
	free(s->ids);
}

int
cr_send_run(struct cr *cr, const struct cr_send_opts *opts,
    void (*each)(void *ctx, const struct cr_send_row *row), void *ctx)
{
	struct sending s = { .cr = cr, .opts = opts, .log.fd = -1 };
	struct listener to = { each, ctx };
	int err;

	cr_buf_init(&s.from_name);
	cr_buf_init(&s.from);
	cr_buf_init(&s.reply_name);
	cr_buf_init(&s.reply);
	if ((err = take_addresses(&s)) == CR_OK &&
	    (err = cr_send_log_open(cr, &s.log)) == CR_OK &&
	    (err = recover_all(&s)) == CR_OK && (err = list(&s)) == CR_OK)
		err = cr->dry_run ? rehearse(&s, &to) : send_all(&s, &to);
	if (err == CR_OK && s.later)
		err = cr_fail(cr, CR_ENET, "some messages have to be tried "
		    "again later");
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
