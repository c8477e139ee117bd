#include "cr/message.h"

#include "cr/cr.h"
#include "cr/db.h"
#include "cr/ledger.h"

#define SELECT \
	"SELECT m.id, m.notice, m.role = 'copy', m.channel, m.address, " \
	"    m.name, m.language, m.template, m.subject, m.content, " \
	"    m.sha256, m.message_id, m.state, m.reason, n.debtor, n.state, " \
	"    n.level, n.level_name, n.claim_cents - n.credit_cents, " \
	"    n.currency " \
	"FROM message m JOIN notice n ON n.id = m.notice "

int
cr_message_insert(struct cr *cr, struct cr_message *m)
{
	static const char sql[] =
	    "INSERT INTO message (notice, role, channel, address, name, "
	    "    language, template, subject, content, sha256, state, run) "
	    "VALUES (:notice, :role, :channel, :address, :name, :language, "
	    "    :template, :subject, :content, :sha256, 'prepared', :run)";
	struct cr_stmt *st = cr_sql(cr, sql);
	int err;

	cr_bind_int(st, ":notice", m->notice);
	cr_bind_text(st, ":role", m->copy ? "copy" : "to");
	cr_bind_text(st, ":channel", m->channel);
	cr_bind_text(st, ":address", m->address);
	cr_bind_text(st, ":name", m->name);
	cr_bind_text(st, ":language", m->language);
	cr_bind_text(st, ":template", m->template);
	cr_bind_text(st, ":subject", m->subject);
	cr_bind_text(st, ":content", m->content);
	cr_bind_text(st, ":sha256", m->sha256);
	cr_bind_int(st, ":run", cr->run);
	if ((err = cr_exec(cr, st)) == CR_OK)
		m->id = cr_db_last_id(cr);
	return err;
}

static void
take_row(struct cr_stmt *st, struct cr_message *m)
{
	*m = (struct cr_message){
		.id = cr_col_int(st, 0),
		.notice = cr_col_int(st, 1),
		.copy = cr_col_int(st, 2) != 0,
		.channel = cr_col_text(st, 3),
		.address = cr_col_text(st, 4),
		.name = cr_col_text(st, 5),
		.language = cr_col_text(st, 6),
		.template = cr_col_text(st, 7),
		.subject = cr_col_text(st, 8),
		.content = cr_col_text(st, 9),
		.sha256 = cr_col_text(st, 10),
		.message_id = cr_col_text(st, 11),
		.state = cr_col_text(st, 12),
		.reason = cr_col_text(st, 13),
		.debtor = cr_col_int(st, 14),
		.notice_state = cr_col_text(st, 15),
		.level = (int)cr_col_int(st, 16),
		.level_name = cr_col_text(st, 17),
		.net_cents = cr_col_int(st, 18),
		.currency = cr_col_text(st, 19),
	};
}

int
cr_message_get(struct cr *cr, int64_t id, struct cr_message *out)
{
	static const char sql[] = SELECT "WHERE m.id = :id";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_int(st, ":id", id);
	if ((rc = cr_step(cr, st)) == 1)
		take_row(st, out);
	else if (rc == 0)
		return cr_fail(cr, CR_ENOTFOUND, "there is no msg:%lld",
		    (long long)id);
	return rc < 0 ? rc : CR_OK;
}

int
cr_message_each(struct cr *cr, int64_t notice,
    int (*each)(void *ctx, const struct cr_message *m), void *ctx)
{
	static const char of_notice[] = SELECT
	    "WHERE m.notice = :notice ORDER BY m.id";
	static const char todo[] = SELECT
	    "WHERE m.state = 'prepared' AND n.state IN ('prepared', 'sent') "
	    "ORDER BY m.role = 'copy', m.id";
	struct cr_stmt *st = cr_sql(cr, notice != 0 ? of_notice : todo);
	struct cr_message m;
	int rc;

	if (notice != 0)
		cr_bind_int(st, ":notice", notice);
	while ((rc = cr_step(cr, st)) == 1) {
		take_row(st, &m);
		if ((rc = each(ctx, &m)) != 0)
			break;
	}
	cr_reset(st);
	return rc;
}

int
cr_message_set(struct cr *cr, int64_t id, const char *state,
    const char *reason)
{
	static const char sql[] =
	    "UPDATE message SET state = :state, reason = :reason "
	    "WHERE id = :id";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_text(st, ":state", state);
	cr_bind_text(st, ":reason", reason);
	cr_bind_int(st, ":id", id);
	return cr_exec(cr, st);
}

int
cr_message_set_id(struct cr *cr, int64_t id, const char *message_id)
{
	static const char sql[] =
	    "UPDATE message SET message_id = :mid WHERE id = :id";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_text(st, ":mid", message_id);
	cr_bind_int(st, ":id", id);
	return cr_exec(cr, st);
}

int
cr_message_lost(struct cr *cr, int (*each)(void *ctx, int64_t id), void *ctx)
{
	static const char sql[] =
	    "SELECT id FROM message WHERE state = 'sending' ORDER BY id";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	while ((rc = cr_step(cr, st)) == 1)
		if ((rc = each(ctx, cr_col_int(st, 0))) != 0)
			break;
	cr_reset(st);
	return rc;
}

/* But for 5.7.x: that is the sender who may not, and not the address. */
int
cr_message_is_refused(struct cr *cr, const char *channel, const char *address)
{
	static const char sql[] =
	    "SELECT 1 FROM message m "
	    "JOIN attempt a ON a.message = m.id AND a.outcome = 'failed' AND "
	    "    a.code >= 500 AND a.answer NOT LIKE '5___5.7.%' "
	    "WHERE m.state = 'failed' AND m.address = :address AND "
	    "    m.channel = :channel AND NOT EXISTS "
	    "    (SELECT 1 FROM message b JOIN attempt c ON c.message = b.id "
	    "    WHERE b.address = :address AND c.outcome = 'sent' AND "
	    "    c.id > a.id)";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_text(st, ":channel", channel);
	cr_bind_text(st, ":address", address);
	rc = cr_step(cr, st);
	cr_reset(st);
	return rc;
}

int
cr_attempt_begin(struct cr *cr, int64_t message, const char *header,
    int64_t *id)
{
	static const char sql[] =
	    "INSERT INTO attempt (message, started, header, run) "
	    "VALUES (:message, :started, :header, :run)";
	struct cr_stmt *st = cr_sql(cr, sql);
	char now[CR_INSTANT_SIZE];
	int err;

	cr_bind_int(st, ":message", message);
	cr_bind_text(st, ":started", cr_instant(now));
	cr_bind_text(st, ":header", header);
	cr_bind_int(st, ":run", cr->run);
	if ((err = cr_exec(cr, st)) == CR_OK)
		*id = cr_db_last_id(cr);
	return err;
}

static void
bind_end(struct cr_stmt *st, const struct cr_attempt *a,
    char now[CR_INSTANT_SIZE])
{
	cr_bind_text(st, ":ended", cr_instant(now));
	cr_bind_text(st, ":outcome", a->outcome);
	if (a->code != 0)
		cr_bind_int(st, ":code", a->code);
	cr_bind_text(st, ":answer", a->answer);
}

int
cr_attempt_end(struct cr *cr, int64_t id, const struct cr_attempt *a)
{
	static const char sql[] =
	    "UPDATE attempt SET ended = :ended, outcome = :outcome, "
	    "    code = :code, answer = :answer WHERE id = :id";
	struct cr_stmt *st = cr_sql(cr, sql);
	char now[CR_INSTANT_SIZE];

	bind_end(st, a, now);
	cr_bind_int(st, ":id", id);
	return cr_exec(cr, st);
}

int
cr_attempt_drop(struct cr *cr, int64_t message)
{
	static const char sql[] =
	    "DELETE FROM attempt WHERE message = :id AND outcome IS NULL";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_int(st, ":id", message);
	return cr_exec(cr, st);
}

int
cr_attempt_close(struct cr *cr, int64_t message, const struct cr_attempt *a)
{
	static const char sql[] =
	    "UPDATE attempt SET ended = :ended, outcome = :outcome, "
	    "    code = :code, answer = :answer "
	    "WHERE message = :id AND (outcome IS NULL OR "
	    "    outcome = 'unknown')";
	struct cr_stmt *st = cr_sql(cr, sql);
	char now[CR_INSTANT_SIZE];

	bind_end(st, a, now);
	cr_bind_int(st, ":id", message);
	return cr_exec(cr, st);
}
