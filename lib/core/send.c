#include "cr/send.h"

#include <inttypes.h>
#include <stdlib.h>

#include "cr/ledger.h"
#include "cr/mem.h"
#include "send_job.h"

static int
add_id(void *ctx, int64_t id, const char *channel, bool copy)
{
	struct sending *s = ctx;
	enum cr_channel c = CR_CHANNEL_EMAIL;
	struct send_lane *l;

	cr_channel_parse(channel, &c);
	l = copy ? &s->copies[c] : &s->first[c];
	cr_grow(&l->ids, l->n, &l->cap, sizeof(*l->ids));
	l->ids[l->n++] = id;
	return 0;
}

/* Put what is to be sent into the lanes of its channels. */
static int
list(struct sending *s)
{
	const struct cr_keys *asked = s->opts->asked;
	size_t i;
	int err = CR_OK;

	if (asked == NULL)
		return cr_message_todo(s->cr, add_id, s);
	for (i = 0; i < asked->n && err == CR_OK; i++) {
		err = cr_message_lane(s->cr, asked->v[i].id, add_id, s);
		if (err != CR_ENOTFOUND)
			continue;
		cr_refuse(s->cr, NULL, 0, "%s", cr_errmsg(s->cr));
		err = CR_OK;
	}
	return err;
}

void
cr_send_tell(struct sending *s, const struct send_listener *to,
    const struct send_job *j)
{
	struct cr_send_row row = {
		.message = j->m.id, .notice = j->m.notice,
		.debtor = j->m.debtor, .channel = j->m.channel,
		.address = j->m.address, .state = j->m.state,
		.code = j->outcome.code, .answer = j->outcome.answer,
		.message_id = j->m.message_id,
		.tracking = j->outcome.tracking,
	};

	if (j->outcome.how == CR_DELIVERY_RETRY)
		s->later = true;
	else if (j->outcome.how != CR_DELIVERY_SENT)
		cr_refuse(s->cr, NULL, 0, "msg:%" PRId64 " to %s is %s: %s",
		    j->m.id, j->m.address, j->m.state, j->outcome.answer);
	to->each(to->ctx, &row);
}

static int
rehearse_lane(struct sending *s, const struct send_listener *to,
    struct send_lane *l, struct send_job *j)
{
	size_t i;
	int err = CR_OK;

	for (i = 0; i < l->n && err == CR_OK; i++) {
		err = cr_send_prepare(s, l->ids[i], j);
		if (err == CR_OK && (j->attempt != 0 || j->done)) {
			j->m.state = "prepared";
			j->m.message_id = NULL;
			j->outcome = (struct cr_handover){ .code = 0 };
			cr_send_tell(s, to, j);
		}
	}
	return err;
}

/* All but the sending: what would go, in one transaction that is dropped. */
static int
rehearse(struct sending *s, const struct send_listener *to)
{
	struct send_job j = { .attempt = 0 };
	size_t c;
	int err = cr_db_begin(s->cr);

	if (err != CR_OK)
		return err;
	cr_arena_init(&j.arena);
	for (c = 0; c < CR_CHANNELS && err == CR_OK; c++)
		if ((err = rehearse_lane(s, to, &s->first[c], &j)) == CR_OK)
			err = rehearse_lane(s, to, &s->copies[c], &j);
	cr_db_rollback(s->cr);
	s->cr->run = 0;
	cr_arena_release(&j.arena);
	free(j.attachment);
	return err;
}

static void
release(struct sending *s)
{
	size_t c;

	if (s->loaded)
		cr_dun_world_release(&s->world);
	cr_send_senders_release(s);
	cr_send_log_close(&s->log);
	for (c = 0; c < CR_CHANNELS; c++) {
		free(s->first[c].ids);
		free(s->copies[c].ids);
	}
}

int
cr_send_run(struct cr *cr, const struct cr_send_opts *opts,
    void (*each)(void *ctx, const struct cr_send_row *row), void *ctx)
{
	struct sending s = { .cr = cr, .opts = opts, .log.fd = -1 };
	struct send_listener to = { each, ctx };
	size_t c;
	int err;

	for (c = 0; c < CR_CHANNELS; c++)
		s.first[c].channel = s.copies[c].channel =
		    (enum cr_channel)c;
	if ((err = cr_send_senders(&s)) == CR_OK &&
	    (err = cr_send_log_open(cr, &s.log)) == CR_OK &&
	    (err = cr_send_recover(&s)) == CR_OK && (err = list(&s)) == CR_OK)
		err = cr->dry_run ? rehearse(&s, &to) :
		    cr_send_lanes(&s, &to);
	if (err == CR_OK && s.error != CR_OK)
		err = cr_fail(cr, s.error, "%s", s.why);
	else if (err == CR_OK && s.later)
		err = cr_fail(cr, CR_ENET, "some messages have to be tried "
		    "again later");
	release(&s);
	return err;
}
