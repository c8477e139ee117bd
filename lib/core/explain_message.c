/* The story of a message: what went, each attempt, all that came back. */

#include "cr/dun_explain.h"

#include <inttypes.h>

#include "cr/arena.h"
#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/db.h"
#include "cr/i18n.h"
#include "cr/keys.h"
#include "cr/message.h"
#include "cr/party.h"
#include "cr/print.h"
#include "cr/received.h"
#include "cr/str.h"
#include "cr/time.h"

struct story {
	struct cr_printer *p;
	struct cr_date on;
	int64_t message, debtor;
	struct cr_buf text;
};

static void
add(struct story *s, const char *words)
{
	if (words != NULL && *words != '\0')
		cr_buf_addf(&s->text, "%s%s", s->text.len > 0 ? ", " : "",
		    words);
}

static void
put(struct story *s, const char *name, const char *result, struct cr_date day)
{
	const struct cr_dun_step row = { .name = name, .result = result,
	    .day = day, .detail = s->text.s };

	cr_explain_put_message(s->p, s->message, s->debtor, &row);
	cr_buf_clear(&s->text);
}

static struct cr_date
day_of(const char *instant)
{
	struct cr_date day = CR_DATE_NONE;

	if (instant != NULL && !cr_time_day(instant, &day))
		day = CR_DATE_NONE;
	return day;
}

static void
put_instant(struct story *s, const char *name, const char *instant)
{
	if (instant == NULL || day_of(instant).days > s->on.days)
		return;
	add(s, instant);
	put(s, name, "pass", day_of(instant));
}

static void
put_message(struct story *s, const struct cr_message *m)
{
	cr_buf_addf(&s->text, "%s%s%s", m->channel,
	    *m->address != '\0' ? " " : "", m->address);
	add(s, m->copy ? _("copy") : NULL);
	add(s, m->level_name);
	add(s, m->subject);
	add(s, m->tracking);
	add(s, m->reason);
	put(s, "message", m->state, CR_DATE_NONE);
	put_instant(s, "accepted", m->accepted);
	put_instant(s, "delivered", m->delivered);
}

/* Which register its PEC address is from. */
static int
put_source(struct cr *cr, struct story *s, const struct cr_message *m)
{
	const char *source;
	struct cr_date day;
	struct cr_arena a;
	int rc;

	if (!cr_streq(m->channel, "pec"))
		return CR_OK;
	cr_arena_init(&a);
	rc = cr_contact_source(cr, m->party != 0 ? m->party : m->debtor,
	    "pec", m->address, &a, &source, &day);
	if (rc == 1 && day.days <= s->on.days) {
		add(s, source);
		put(s, "source", "pass", day);
	}
	cr_arena_release(&a);
	return rc < 0 ? rc : CR_OK;
}

static int
put_file(void *ctx, const struct cr_attachment *a)
{
	struct story *s = ctx;

	cr_buf_addf(&s->text, "%s, %s, %zu", a->name, a->media, a->size);
	put(s, "file", "pass", CR_DATE_NONE);
	return CR_OK;
}

static int
put_attempt(void *ctx, const struct cr_attempt *a)
{
	struct story *s = ctx;

	if (day_of(a->started).days > s->on.days)
		return CR_OK;
	add(s, a->started);
	if (a->code != 0)
		cr_buf_addf(&s->text, ", %d", a->code);
	add(s, a->answer);
	put(s, "attempt", a->outcome ? a->outcome : "sending",
	    day_of(a->started));
	return CR_OK;
}

/* What proves nothing says why. */
static int
put_received(void *ctx, struct cr_stmt *row)
{
	struct story *s = ctx;
	const char *effect = cr_col_text(row, CR_QR_EFFECT);
	const char *instant = cr_col_text(row, CR_QR_INSTANT);
	bool proves = cr_col_int(row, CR_QR_EVIDENCE) != 0;

	cr_buf_addf(&s->text, "rcv:%" PRId64,
	    cr_col_int(row, CR_QR_RECEIVED));
	add(s, cr_col_text(row, CR_QR_CLASS));
	add(s, instant);
	add(s, cr_col_text(row, CR_QR_RECIPIENT));
	cr_buf_addf(&s->text, ", %s %s", _("signature"),
	    cr_col_text(row, CR_QR_SIGNATURE));
	add(s, proves ? _("evidence") : _("no evidence"));
	add(s, cr_col_text(row, CR_QR_WHY));
	put(s, cr_col_text(row, CR_QR_KIND), effect ? effect : "pass",
	    instant ? day_of(instant) : cr_col_date(row, CR_QR_RUN_DAY));
	return 0;
}

static int
tell(struct cr *cr, struct story *s)
{
	const struct cr_as_of as_of = { .day = s->on };
	const struct cr_key key = { CR_KEY_MESSAGE, s->message };
	struct cr_message m;
	int err;

	if ((err = cr_message_get(cr, s->message, &m)) != CR_OK)
		return err;
	s->debtor = m.debtor;
	put_message(s, &m);
	if ((err = put_source(cr, s, &m)) != CR_OK ||
	    (err = cr_message_attachments(cr, s->message, put_file,
	    s)) != CR_OK ||
	    (err = cr_attempt_each(cr, s->message, put_attempt, s)) != CR_OK)
		return err;
	return cr_received_each(cr, &as_of, &key, 1, put_received, s);
}

int
cr_explain_messages(struct cr *cr, const struct cr_keys *keys,
    struct cr_date on, struct cr_printer *p)
{
	struct story s = { .p = p, .on = on };
	size_t i;
	int err = CR_OK;

	cr_buf_init(&s.text);
	for (i = 0; i < keys->n && err == CR_OK; i++) {
		if (keys->v[i].kind != CR_KEY_MESSAGE)
			continue;
		s.message = keys->v[i].id;
		if ((err = tell(cr, &s)) == CR_ENOTFOUND)
			err = CR_OK;	/* it was refused already */
	}
	cr_buf_release(&s.text);
	return err;
}
