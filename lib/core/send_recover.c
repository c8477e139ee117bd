#include "send_job.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/ledger.h"
#include "cr/mem.h"

/* What a run that died was at, and what people say of it. */

struct lost {
	int64_t *ids;
	size_t n, cap;
};

static int
add_id(void *ctx, int64_t id)
{
	struct lost *l = ctx;

	cr_grow(&l->ids, l->n, &l->cap, sizeof(*l->ids));
	l->ids[l->n++] = id;
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
		j.outcome = (struct cr_handover){ .how = CR_DELIVERY_UNKNOWN };
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
recover_all(struct sending *s, struct lost *l)
{
	struct cr *cr = s->cr;
	bool *lost;
	size_t i;
	int err;

	if ((err = cr_db_begin(cr)) != CR_OK)
		return err;
	if ((err = cr_message_lost(cr, add_id, l)) == CR_OK && l->n > 0)
		err = cr_run_begin(cr, "");
	lost = cr_calloc(l->n + 1, sizeof(*lost));
	for (i = 0; i < l->n && err == CR_OK; i++)
		err = recover(s, l->ids[i], &lost[i]);
	if (err == CR_OK && !cr->dry_run && l->n > 0)
		err = cr_db_commit(cr);
	else
		cr_db_rollback(cr);
	if (cr->dry_run)
		cr->run = 0;
	else if (err == CR_OK)
		err = cr_send_log_clear(cr, &s->log);
	for (i = 0; i < l->n && err == CR_OK; i++)
		if (lost[i])
			cr_refuse(cr, NULL, 0, "msg:%" PRId64 " was being "
			    "sent when its run ended: look whether it "
			    "arrived, then --resolve", l->ids[i]);
	free(lost);
	return err;
}

int
cr_send_recover(struct sending *s)
{
	struct lost l = { .n = 0 };
	int err = recover_all(s, &l);

	free(l.ids);
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
