#include "send_job.h"

#include <inttypes.h>

#include "cr/config_way.h"
#include "cr/i18n.h"
#include "cr/ledger.h"
#include "cr/notice.h"

/* What is wrong is told; it goes no further. Of a channel: once. */
static void
tell_why(struct sending *s, const struct send_job *j)
{
	if (j->why != NULL && j->quiet) {
		cr_note(s->cr, NULL, 0, "msg:%" PRId64 ": %s", j->m.id,
		    _(j->why));
	} else if (j->why != NULL) {
		cr_refuse(s->cr, NULL, 0, "msg:%" PRId64 ": %s", j->m.id,
		    _(j->why));
	} else if (!cr_send_has_letter(j)) {
		if (!s->cr->dry_run)
			cr_note(s->cr, NULL, 0, "msg:%" PRId64 ": the letter "
			    "that it copies was not sent", j->m.id);
	} else {
		if (!s->told[j->channel])
			cr_refuse(s->cr, NULL, 0, "cr.conf has no section "
			    "\"%s\": messages of that kind wait",
			    cr_config_way_section(j->channel));
		s->told[j->channel] = true;
	}
}

/* Its notice is not what is owed: for the next run of cr-dun. */
static int
cancel(struct sending *s, const struct send_job *j)
{
	int err;

	s->turns++;
	if ((err = cr_send_run_once(s->cr)) != CR_OK ||
	    (err = cr_notice_cancel(s->cr, j->m.notice, j->why, 0)) != CR_OK)
		return err;
	return cr_send_journal(s->cr, "notice-cancel",
	    (struct cr_key){ CR_KEY_NOTICE, j->m.notice }, "reason", j->why);
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

/* Before it goes, the ledger says so. */
static int
reserve(struct sending *s, struct send_job *j)
{
	bool marked;
	int err;

	if (j->fault != NULL) {
		cr_refuse(s->cr, NULL, 0, "msg:%" PRId64 ": %s", j->m.id,
		    j->fault);
		return CR_OK;
	}
	if ((err = cr_send_run_once(s->cr)) != CR_OK ||
	    (err = cr_message_set_sending(s->cr, j->m.id, j->m.message_id,
	    &marked)) != CR_OK)
		return err;
	if (!marked) {		/* it was asked for twice */
		cr_note(s->cr, NULL, 0, "msg:%" PRId64 ": %s", j->m.id,
		    _("was sent already"));
		return CR_OK;
	}
	return cr_attempt_begin(s->cr, j->m.id, j->header, j->sha256,
	    &j->attempt);
}

int
cr_send_prepare(struct sending *s, int64_t id, struct send_job *j)
{
	bool may;
	int err;

	if ((err = cr_send_look(s, id, j)) == CR_ENOTFOUND) {
		cr_refuse(s->cr, NULL, 0, "%s", cr_errmsg(s->cr));
		return CR_OK;
	}
	if (err != CR_OK || (j->outdated && (err = cancel(s, j)) != CR_OK))
		return err;
	if (j->why != NULL || !cr_send_has_letter(j) ||
	    !cr_send_has_way(s, j)) {
		tell_why(s, j);
		return CR_OK;
	}
	if (cr_channel_facts(j->channel)->person)
		return give_task(s, j);
	if ((err = cr_send_may_contact(s, j, &may)) != CR_OK || !may)
		return err;
	return reserve(s, j);
}
