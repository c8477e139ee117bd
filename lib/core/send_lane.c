#include "send_job.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cr/ledger.h"
#include "cr/mem.h"

#define BOOK_TRIES 60		/* of the door's five seconds each */
#define WIDTH 200		/* messages for one wait for the disk */
#define WINDOW_BYTES ((size_t)32 << 20)	/* and so much of them in memory */
#define MINUTE 60000		/* ms */

/*
 * Messages that are marked and booked together. While those of the other
 * window are handed over, the first AHEAD of JOB hold what was looked at of
 * the messages that come next.
 */
struct window {
	struct send_job *job;
	size_t n, ahead;
	size_t bytes;			/* of those looked at ahead */
};

/* Of a clock that nobody sets. */
static int64_t
clock_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
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

/* Is there something in L that may go, some time? */
static bool
has_more(struct send_lane *l)
{
	while (l->next < l->n && l->ids[l->next] == 0)
		l->next++;
	return !l->down && l->next < l->n;
}

static int64_t
per_minute(const struct sending *s, const struct send_lane *l)
{
	return s->opts->way[l->channel].per_minute;
}

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
	struct send_job *j;
	size_t i;
	int err = CR_OK;

	for (i = 0; i < w->n && err == CR_OK; i++) {
		j = &w->job[i];
		if (j->attempt != 0)
			err = j->done ? cr_send_book(s->cr, j) :
			    unmark(s->cr, j);
		s->turns += !j->done || j->outcome.how != CR_DELIVERY_SENT;
		if (j->done)
			j->lane->ids[j->index] = 0;
		else if (j->index < j->lane->next)
			j->lane->next = j->index;
	}
	return err;
}

/* So many steps are left in all lanes. */
static size_t
count_left(const struct sending *s)
{
	size_t c, n = 0;

	for (c = 0; c < CR_CHANNELS; c++)
		n += s->lanes[c].n - s->lanes[c].next;
	return n;
}

/* The job of W for the message ID: where it was looked at ahead, if it was. */
static struct send_job *
take_job(struct window *w, int64_t id)
{
	struct send_job *j = &w->job[w->n], *found = j, was;

	while (found < w->job + w->ahead && found->m.id != id)
		found++;
	if (found > j && found < w->job + w->ahead) {
		was = *j;
		*j = *found;
		*found = was;
	}
	return j;
}

/* Mark the next of lane L; what may not be sent is done with. */
static int
mark_next(struct sending *s, struct send_lane *l, struct window *w)
{
	size_t i = l->next++;
	struct send_job *j = take_job(w, l->ids[i]);
	int err;

	if ((err = cr_send_prepare(s, l->ids[i], j)) != CR_OK)
		return err;
	j->lane = l;
	j->index = i;
	if (j->attempt != 0 || j->done)
		w->n++;
	else
		l->ids[i] = 0;
	return CR_OK;
}

/* One of each lane in its turn; those with a limit only in the FIRST. */
static int
mark_turn(struct sending *s, struct window *w, bool first, size_t *bytes)
{
	struct send_lane *l;
	int64_t now = clock_ms();
	size_t c;
	int err;

	for (c = 0; c < CR_CHANNELS; c++) {
		l = &s->lanes[c];
		if (w->n == s->width || (per_minute(s, l) > 0 && !first) ||
		    l->due > now || !has_more(l))
			continue;
		if ((err = mark_next(s, l, w)) != CR_OK)
			return err;
		if (w->n > 0)
			*bytes += w->job[w->n - 1].m.size;
	}
	return CR_OK;
}

/* Mark as many as one wait for the disk is worth. */
static int
mark_window(struct sending *s, struct window *w)
{
	size_t bytes = 0, left;
	bool first = true;
	int err = CR_OK;

	w->n = 0;
	do {
		left = count_left(s);
		err = mark_turn(s, w, first, &bytes);
		first = false;
	} while (err == CR_OK && w->n < s->width && bytes < WINDOW_BYTES &&
	    count_left(s) < left);
	w->ahead = 0;
	return err;
}

/* Tell what is booked. */
static void
tell_window(struct sending *s, const struct send_listener *to,
    struct window *w)
{
	size_t i;

	for (i = 0; i < w->n; i++)
		if (w->job[i].done)
			cr_send_tell(s, to, &w->job[i]);
	w->n = 0;
}

/*
 * Book the window BEFORE, and mark the next one in the same transaction, so
 * that a window costs one wait for the disk and not two.
 */
static int
step(struct sending *s, const struct send_listener *to,
    struct window *before, struct window *now)
{
	int64_t run = s->cr->run;
	int err;

	if ((err = begin(s->cr, before->n > 0)) != CR_OK)
		return err;
	if ((err = book_window(s, before)) == CR_OK && now != NULL)
		err = mark_window(s, now);
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
	return CR_OK;
}

/* The channel is of no use in this run: its messages wait. */
static void
close_lane(struct sending *s, const struct send_job *j, int err)
{
	struct send_lane *l = j->lane;
	size_t i, n = 0;

	s->first[l->channel].down = s->copies[l->channel].down = true;
	if (err != CR_OK && s->error == CR_OK) {
		s->error = err;
		snprintf(s->why, sizeof(s->why), "%s", cr_errmsg(s->cr));
	}
	for (i = j->index + 1; i < l->n; i++)
		n += l->ids[i] != 0;
	if (s->lanes == s->first)
		n += s->copies[l->channel].n;
	if (n == 0)
		return;
	s->later = true;
	cr_warn(s->cr, NULL, 0, "%s: %zu more wait: %s", j->m.channel, n,
	    j->outcome.answer);
}

/*
 * While the other side makes up its mind: look at one of those that come
 * next, in the order in which they will be marked if nothing happens.
 */
struct meanwhile {
	struct sending *s;
	struct window *w;
	size_t c;			/* the lane whose turn it is */
};

static void
look_ahead(void *ctx)
{
	struct meanwhile *a = ctx;
	struct window *w = a->w;
	struct send_lane *l = NULL;
	struct send_job *j;
	size_t i;

	for (i = 0; i < CR_CHANNELS && l == NULL; i++) {
		l = &a->s->lanes[a->c];
		a->c = (a->c + 1) % CR_CHANNELS;
		while (l->ahead < l->n && l->ids[l->ahead] == 0)
			l->ahead++;
		if (l->ahead >= l->n || l->down || per_minute(a->s, l) > 0)
			l = NULL;
	}
	if (l == NULL || w->ahead == a->s->width || w->bytes > WINDOW_BYTES)
		return;
	j = &w->job[w->ahead++];
	cr_send_look_ahead(a->s, l->ids[l->ahead++], j);
	w->bytes += j->m.size;
}

static void
hand_over(struct sending *s, struct send_job *j, struct meanwhile *m)
{
	struct cr_transport *t = s->opts->way[j->channel].t;
	struct cr_outgoing out = {
		.channel = j->channel, .message = j->m.id,
		.from = s->sender[j->channel].address.s, .to = j->to,
		.name = j->m.name, .subject = j->m.subject,
		.language = j->m.language, .message_id = j->m.message_id,
		.media = j->m.media, .header = j->header,
		.content = j->m.content, .size = j->m.size,
		.attachment = j->attachment,
		.nattachments = j->nattachments,
		.meanwhile = look_ahead, .ctx = m,
	};
	char name[128];
	int err;

	snprintf(name, sizeof(name), "%.*s", (int)strcspn(j->m.message_id,
	    "@"), j->m.message_id);
	out.file = name;
	err = t->send(t, s->cr, &out, &j->outcome);
	j->done = true;
	cr_send_log_end(&s->log, j->m.id, &j->outcome);
	if (per_minute(s, j->lane) > 0)
		s->first[j->channel].due = s->copies[j->channel].due =
		    clock_ms() + MINUTE / per_minute(s, j->lane);
	if (err != CR_OK || j->outcome.down)
		close_lane(s, j, err);
}

static bool
is_stopped(const struct sending *s)
{
	return s->opts->stop != NULL && *s->opts->stop;
}

/* Has another program written to the ledger since the messages were marked? */
static bool
is_outdated(struct sending *s)
{
	int64_t now;

	return cr_db_version_seen(s->cr, &now) != CR_OK || now != s->seen;
}

/* Hand the messages of W over, until something stops it; those of NEXT wait. */
static int
hand_window(struct sending *s, struct window *w, struct window *next)
{
	struct meanwhile m = { .s = s, .w = next };
	struct send_job *j;
	bool first = true;
	size_t i;
	int err;

	next->ahead = next->bytes = 0;
	for (i = 0; i < CR_CHANNELS; i++)
		s->lanes[i].ahead = s->lanes[i].next;
	for (i = 0; i < w->n && !is_stopped(s); i++) {
		j = &w->job[i];
		if (j->done || j->lane->down)
			continue;	/* by a person; with a down channel */
		/* The first one was looked at a moment ago. */
		if (!first && s->loaded && is_outdated(s))
			break;
		first = false;
		if ((err = cr_send_log_begin(s->cr, &s->log, j->m.id)))
			return err;
		hand_over(s, j, &m);
	}
	return CR_OK;
}

/* Nothing can go now: wait for the first channel whose time comes. */
static bool
wait_for_lane(struct sending *s)
{
	int64_t due = INT64_MAX, now = clock_ms();
	struct timespec t;
	size_t c;

	for (c = 0; c < CR_CHANNELS; c++)
		if (has_more(&s->lanes[c]) && s->lanes[c].due < due)
			due = s->lanes[c].due;
	if (due == INT64_MAX)
		return false;
	if (due > now) {
		t.tv_sec = (time_t)((due - now) / 1000);
		t.tv_nsec = (long)((due - now) % 1000) * 1000000L;
		nanosleep(&t, NULL);
	}
	return true;
}

/* The lanes that S is at, until they are empty or all is stopped. */
static int
send_lanes(struct sending *s, const struct send_listener *to,
    struct window w[2])
{
	struct window *before = &w[0], *now = &w[1], *swap;
	int err = CR_OK, end = CR_OK;

	while (err == CR_OK && !is_stopped(s)) {
		if ((err = step(s, to, before, now)) != CR_OK)
			break;
		if (now->n == 0 && !wait_for_lane(s))
			break;
		swap = before;
		before = now;
		now = swap;
		err = hand_window(s, before, now);
	}
	/* What was handed over is booked, whatever happened then. */
	if (before->n > 0)
		end = step(s, to, before, NULL);
	return err != CR_OK ? err : end;
}

int
cr_send_lanes(struct sending *s, const struct send_listener *to)
{
	struct window w[2] = { { .n = 0 }, { .n = 0 } };
	size_t i, k;
	int err;

	/* Without a trusted log, all that is marked is unknown after a kill. */
	s->width = s->log.numbered ? WIDTH : 1;
	for (i = 0; i < 2; i++) {
		w[i].job = cr_calloc(s->width, sizeof(*w[i].job));
		for (k = 0; k < s->width; k++)
			cr_arena_init(&w[i].job[k].arena);
	}
	s->lanes = s->first;
	if ((err = send_lanes(s, to, w)) == CR_OK) {
		s->lanes = s->copies;
		err = send_lanes(s, to, w);
	}
	for (i = 0; i < 2; i++) {
		for (k = 0; k < s->width; k++) {
			cr_arena_release(&w[i].job[k].arena);
			free(w[i].job[k].attachment);
		}
		free(w[i].job);
	}
	return err;
}
