#include "send_job.h"

#include <stdio.h>
#include <string.h>

#include "cr/journal.h"
#include "cr/ledger.h"
#include "cr/notice.h"

int
cr_send_run_once(struct cr *cr)
{
	return cr->run != 0 ? CR_OK : cr_run_begin(cr, "");
}

int
cr_send_journal(struct cr *cr, const char *act, struct cr_key subject,
    const char *word, const char *value)
{
	struct cr_buf b;
	int err;

	cr_buf_init(&b);
	cr_buf_addf(&b, "{\"%s\":\"", word);
	for (; *value != '\0'; value++)
		cr_buf_addc(&b, *value == '"' || *value == '\\' ||
		    (unsigned char)*value < ' ' ? ' ' : *value);
	cr_buf_adds(&b, "\"}");
	err = cr_journal(cr, act, subject, b.s);
	cr_buf_release(&b);
	return err;
}

/* Surely not delivered, and it never will be: back to the level before. */
static int
book_failure(struct cr *cr, struct send_job *j)
{
	char why[300];
	int err;

	if ((err = cr_message_set(cr, j->m.id, "failed",
	    j->outcome.answer)) != CR_OK || j->m.copy || j->m.notice == 0)
		return err;
	snprintf(why, sizeof(why), "not delivered: %s", j->outcome.answer);
	if ((err = cr_notice_cancel(cr, j->m.notice, why, 0)) != CR_OK)
		return err;
	return cr_send_journal(cr, "notice-cancel",
	    (struct cr_key){ CR_KEY_NOTICE, j->m.notice }, "reason", why);
}

const char *
cr_send_outcome_word(enum cr_delivery how)
{
	static const char *const words[] = { "sent", "retry", "failed",
	    "unknown" };

	return words[how];
}

static int
book_state(struct cr *cr, struct send_job *j, struct cr_attempt *a)
{
	const char *answer = j->outcome.answer;
	int err;

	switch (j->outcome.how) {
	case CR_DELIVERY_SENT:
		a->outcome = j->m.state = "sent";
		err = cr_message_set(cr, j->m.id, "sent", NULL);
		if (err == CR_OK && j->outcome.tracking[0] != '\0')
			err = cr_message_set_tracking(cr, j->m.id,
			    j->outcome.tracking);
		return err != CR_OK || j->m.copy ? err :
		    cr_notice_sent(cr, j->m.notice);
	case CR_DELIVERY_RETRY:
		a->outcome = "retry";
		j->m.state = "prepared";
		return cr_message_set(cr, j->m.id, "prepared", answer);
	case CR_DELIVERY_REFUSED:
		a->outcome = j->m.state = "failed";
		return book_failure(cr, j);
	default:
		a->outcome = j->m.state = "unknown";
		return cr_message_set(cr, j->m.id, "unknown", answer);
	}
}

int
cr_send_book(struct cr *cr, struct send_job *j)
{
	struct cr_attempt a = { .code = j->outcome.code,
	    .answer = j->outcome.answer };
	char act[32];
	int err;

	if (j->attempt == 0)
		return CR_OK;
	if ((err = book_state(cr, j, &a)) != CR_OK ||
	    (err = cr_attempt_end(cr, j->attempt, &a)) != CR_OK)
		return err;
	snprintf(act, sizeof(act), "message-%s", a.outcome);
	return cr_send_journal(cr, act,
	    (struct cr_key){ CR_KEY_MESSAGE, j->m.id }, "answer",
	    j->outcome.answer);
}
