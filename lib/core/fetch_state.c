#include "cr/fetch.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/journal.h"
#include "cr/ledger.h"
#include "cr/mem.h"
#include "cr/message.h"
#include "cr/notice.h"
#include "cr/str.h"

/* All that came back for a message, in no order. */
struct story {
	struct cr_arena arena;
	const char *accepted;		/* when */
	const char *delivered;
	const char *failed, *delayed;	/* why */
	bool is_accepted, is_delivered;
};

/* The earliest of two instants, either of which may be unknown. */
static const char *
earliest(struct cr_arena *a, const char *have, const char *instant)
{
	if (instant == NULL || (have != NULL && strcmp(have, instant) <= 0))
		return have;
	return cr_arena_strdup(a, instant);
}

static const char *
words(struct cr_arena *a, const struct cr_received *r)
{
	return cr_arena_printf(a, "%s%s%s%s%s", r->class ? r->class : "",
	    r->error ? " " : "", r->error ? r->error : "",
	    r->why ? ": " : "", r->why ? r->why : "");
}

static int
add(void *ctx, const struct cr_received *r)
{
	struct story *s = ctx;

	if (strcmp(r->effect, "accepted") == 0) {
		s->accepted = earliest(&s->arena, s->accepted, r->instant);
		s->is_accepted = true;
	} else if (strcmp(r->effect, "delivered") == 0) {
		s->delivered = earliest(&s->arena, s->delivered, r->instant);
		s->is_delivered = true;
	} else if (strcmp(r->effect, "failed") == 0) {
		if (s->failed == NULL)
			s->failed = words(&s->arena, r);
	} else if (s->delayed == NULL) {
		s->delayed = words(&s->arena, r);
	}
	return 0;
}

/*
 * What its last attempt made of it. One that waits to be sent, or is being
 * sent, is left alone unless somebody says that he has it.
 */
static int
attempted(struct cr *cr, const struct cr_message *m, char state[16])
{
	const char *outcome;
	int err = cr_received_attempt(cr, m->id, &outcome);

	snprintf(state, 16, "%s", outcome == NULL ||
	    strcmp(outcome, "retry") == 0 ? m->state : outcome);
	return err;
}

/* What was proved to have arrived has arrived, whatever else is said. */
static const char *
state_of(const struct story *s, const char *attempt, const char **reason)
{
	*reason = NULL;
	if (s->is_delivered)
		return "delivered";
	if (s->failed != NULL) {
		*reason = s->failed;
		return "failed";
	}
	*reason = s->delayed;
	return s->is_accepted ? "sent" : attempt;
}

static int
journal(struct cr *cr, int64_t message, const char *state,
    const struct story *s, const char *reason)
{
	struct cr_key key = { CR_KEY_MESSAGE, message };
	struct cr_buf b;
	char act[32];
	int err;

	snprintf(act, sizeof(act), "message-%s", state);
	cr_buf_init(&b);
	cr_buf_adds(&b, "{\"by\":\"what came back\"");
	if (s->accepted != NULL)
		cr_buf_addf(&b, ",\"accepted\":\"%s\"", s->accepted);
	if (s->delivered != NULL)
		cr_buf_addf(&b, ",\"delivered\":\"%s\"", s->delivered);
	if (reason != NULL) {
		cr_buf_adds(&b, ",\"reason\":");
		cr_buf_json(&b, reason);
	}
	cr_buf_addc(&b, '}');
	err = cr_journal(cr, act, key, b.s);
	cr_buf_release(&b);
	return err;
}

/* Another channel is taken by the next run of cr-dun, at the same level. */
static int
cancel_notice(struct cr *cr, const struct cr_message *m, const char *reason)
{
	struct cr_key key = { CR_KEY_NOTICE, m->notice };
	struct cr_buf why;
	int64_t above = 0;
	int err;

	if (m->copy || m->notice == 0 ||
	    strcmp(m->notice_state, "cancelled") == 0)
		return CR_OK;
	if ((err = cr_notice_above(cr, m->notice, &above)) != CR_OK ||
	    above != 0)
		return err;
	cr_buf_init_max(&why, 300);
	cr_buf_addf(&why, "not delivered: %s", reason);
	err = cr_notice_cancel(cr, m->notice, why.s, 0);
	cr_buf_clear(&why);
	cr_buf_adds(&why, "{\"reason\":");
	cr_buf_json(&why, reason);
	cr_buf_addc(&why, '}');
	if (err == CR_OK)
		err = cr_journal(cr, "notice-cancel", key,
		    why.full ? "{}" : why.s);
	cr_buf_release(&why);
	return err;
}

/* What follows for the notice of a message that is STATE now. */
static int
follow(struct cr *cr, const struct cr_message *m, const char *state,
    const char *reason)
{
	if (strcmp(state, "failed") == 0)
		return cancel_notice(cr, m, reason != NULL ? reason : "");
	if (m->copy || m->notice == 0 || (strcmp(state, "sent") != 0 &&
	    strcmp(state, "delivered") != 0))
		return CR_OK;
	return cr_notice_sent(cr, m->notice);	/* if it was prepared */
}

static int
write_state(struct cr *cr, const struct cr_message *m, const char *state,
    const struct story *s, const char *reason)
{
	bool moved = strcmp(state, m->state) != 0;
	int err = CR_OK;

	if (!moved && cr_streq(m->accepted, s->accepted) &&
	    cr_streq(m->delivered, s->delivered) &&
	    cr_streq(m->reason, reason))
		return CR_OK;
	if ((err = cr_message_set_accepted(cr, m->id, s->accepted)) != CR_OK ||
	    (err = cr_message_set_delivered(cr, m->id, s->delivered)) !=
	    CR_OK || (err = cr_message_set(cr, m->id, state, reason)) !=
	    CR_OK)
		return err;
	if (moved && (err = follow(cr, m, state, reason)) != CR_OK)
		return err;
	return journal(cr, m->id, state, s, reason);
}

static const char *
keep(struct cr_arena *a, const char *s)
{
	return s != NULL ? cr_arena_strdup(a, s) : NULL;
}

static int
settle(struct cr *cr, int64_t message, struct story *s)
{
	struct cr_message m;
	const char *state, *reason;
	char attempt[16];
	int err;

	if ((err = cr_message_get(cr, message, &m)) != CR_OK)
		return err;
	m.state = keep(&s->arena, m.state);
	m.reason = keep(&s->arena, m.reason);
	m.accepted = keep(&s->arena, m.accepted);
	m.delivered = keep(&s->arena, m.delivered);
	m.notice_state = keep(&s->arena, m.notice_state);
	if ((err = attempted(cr, &m, attempt)) != CR_OK ||
	    (err = cr_received_effects(cr, message, add, s)) != CR_OK)
		return err;
	if (strcmp(m.state, "sending") == 0 || (strcmp(attempt,
	    "prepared") == 0 && !s->is_accepted && !s->is_delivered))
		return CR_OK;
	state = state_of(s, attempt, &reason);
	if (reason == NULL && strcmp(state, m.state) == 0 &&
	    strcmp(state, attempt) == 0)
		reason = m.reason;	/* what its sending said */
	return write_state(cr, &m, state, s, reason);
}

int
cr_fetch_settle(struct cr *cr, int64_t message)
{
	struct story s = { .accepted = NULL };
	int err;

	cr_arena_init(&s.arena);
	err = settle(cr, message, &s);
	cr_arena_release(&s.arena);
	return err;
}

/* Messages, gathered before any of them is moved. */
struct list {
	int64_t *v;
	size_t n, cap;
};

static int
add_message(void *ctx, int64_t message)
{
	struct list *l = ctx;

	cr_grow(&l->v, l->n, &l->cap, sizeof(*l->v));
	l->v[l->n++] = message;
	return 0;
}

static int
settle_touched(struct cr *cr, int64_t run)
{
	struct list l = { .v = NULL };
	size_t i;
	int err = cr_received_touched(cr, run, add_message, &l);

	for (i = 0; i < l.n && err == CR_OK; i++)
		err = cr_fetch_settle(cr, l.v[i]);
	free(l.v);
	return err;
}

int
cr_fetch_undone(struct cr *cr, int64_t run)
{
	return settle_touched(cr, run);
}

static int
any(void *ctx, int64_t message)
{
	(void)ctx;
	return message > 0;
}

int
cr_fetch_end(struct cr_fetch *f)
{
	struct cr *cr = f->cr;
	int err = cr_received_touched(cr, 0, any, NULL);

	if (err <= 0 || cr->dry_run)
		return err < 0 ? err : CR_OK;
	if ((err = cr_db_begin(cr)) != CR_OK)
		return err;
	if ((cr->run != 0 || (err = cr_run_begin(cr, "")) == CR_OK) &&
	    (err = settle_touched(cr, 0)) == CR_OK)
		err = cr_db_commit(cr);
	if (err != CR_OK)
		cr_db_rollback(cr);
	return err;
}
