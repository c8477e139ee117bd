#include "cr/send.h"

#include <inttypes.h>
#include <string.h>

#include "cr/ledger.h"
#include "cr/notice.h"
#include "send_job.h"

/* What became of calls, visits and tasks: a person says it. */

static const struct {
	const char *word;
	const char *state;	/* of the message then; NULL: as it was */
	const char *outcome;	/* of the attempt */
} ends[] = {
	[CR_DONE_REACHED] = { "done", "delivered", "sent" },
	[CR_DONE_NOT_REACHED] = { "not-reached", NULL, "retry" },
	/* It was tried, and came back, as mail does that bounces. */
	[CR_DONE_WRONG_ADDRESS] = { "wrong-address", "failed", "sent" },
	[CR_DONE_GIVEN_UP] = { "given-up", "failed", "failed" },
};

bool
cr_done_parse(const char *word, enum cr_done *out)
{
	size_t i;

	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (strcmp(ends[i].word, word) == 0) {
			*out = (enum cr_done)i;
			return true;
		}
	return false;
}

static int
check(struct cr *cr, const struct cr_message *m)
{
	enum cr_channel c;

	if (!cr_channel_parse(m->channel, &c) ||
	    !cr_channel_facts(c)->person)
		return cr_fail(cr, CR_EINPUT, "msg:%" PRId64 " goes by %s, "
		    "and nobody does that by hand", m->id, m->channel);
	if (strcmp(m->state, "sent") != 0)
		return cr_fail(cr, CR_EINPUT, "msg:%" PRId64 " is %s, and "
		    "not on anybody's list", m->id, m->state);
	return CR_OK;
}

/* It never will be: back to the level before, for the next channel. */
static int
give_up(struct cr *cr, int64_t notice, const char *why)
{
	int err;

	if (notice == 0)
		return CR_OK;
	if ((err = cr_notice_cancel(cr, notice, why, 0)) != CR_OK)
		return err;
	return cr_send_journal(cr, "notice-cancel",
	    (struct cr_key){ CR_KEY_NOTICE, notice }, "reason", why);
}

static int
book_state(struct cr *cr, int64_t id, int64_t notice, enum cr_done how,
    const char *why)
{
	char now[CR_INSTANT_SIZE];
	int err;

	if (ends[how].state == NULL)
		return cr_message_set(cr, id, "sent", why);
	if ((err = cr_message_set(cr, id, ends[how].state, why)) != CR_OK)
		return err;
	return how == CR_DONE_REACHED ?
	    cr_message_set_delivered(cr, id, cr_instant(now)) :
	    give_up(cr, notice, why);
}

static int
done(struct cr *cr, int64_t id, enum cr_done how, const char *note)
{
	const char *why = note != NULL ? note : ends[how].word;
	struct cr_attempt a = { .outcome = ends[how].outcome, .answer = why };
	struct cr_message m;
	int64_t attempt, notice;
	int err;

	if ((err = cr_message_get(cr, id, &m)) != CR_OK ||
	    (err = check(cr, &m)) != CR_OK)
		return err;
	notice = m.notice;
	if ((cr->run == 0 && (err = cr_run_begin(cr, "--done")) != CR_OK) ||
	    (err = cr_attempt_begin(cr, id, "", m.sha256, &attempt)) != CR_OK ||
	    (err = cr_attempt_end(cr, attempt, &a)) != CR_OK ||
	    (err = book_state(cr, id, notice, how, why)) != CR_OK)
		return err;
	return cr_send_journal(cr, "message-done",
	    (struct cr_key){ CR_KEY_MESSAGE, id }, ends[how].word, why);
}

int
cr_send_done(struct cr *cr, int64_t message, enum cr_done how,
    const char *note)
{
	int err = cr_db_begin(cr);

	if (err != CR_OK)
		return err;
	if ((err = done(cr, message, how, note)) == CR_OK && !cr->dry_run)
		err = cr_db_commit(cr);
	else
		cr_db_rollback(cr);
	return err;
}
