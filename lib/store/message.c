#include "cr/message.h"

#include <string.h>

#include "cr/cr.h"
#include "cr/db.h"

#define SELECT \
	"SELECT m.id, m.notice, m.party, m.role = 'copy', m.channel, " \
	"    m.address, m.name, m.language, m.template, m.subject, " \
	"    m.media, c.content, m.sha256, m.message_id, m.state, " \
	"    m.reason, m.tracking, m.accepted, m.delivered, " \
	"    coalesce(n.debtor, m.party), coalesce(n.state, 'prepared'), " \
	"    n.level, n.level_name, n.claim_cents - n.credit_cents, " \
	"    n.currency " \
	"FROM message m JOIN message_content c ON c.message = m.id " \
	"LEFT JOIN notice n ON n.id = m.notice "

static void
bind_whose(struct cr_stmt *st, const struct cr_message *m)
{
	if (m->notice != 0)
		cr_bind_int(st, ":notice", m->notice);
	if (m->party != 0)
		cr_bind_int(st, ":party", m->party);
	cr_bind_text(st, ":role", m->notice == 0 ? "digest" :
	    m->copy ? "copy" : "to");
}

static int
insert_content(struct cr *cr, const struct cr_message *m)
{
	static const char sql[] =
	    "INSERT INTO message_content (message, content) "
	    "VALUES (:message, :content)";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_int(st, ":message", m->id);
	cr_bind_blob(st, ":content", m->content, m->size);
	return cr_exec(cr, st);
}

int
cr_message_insert(struct cr *cr, struct cr_message *m)
{
	static const char sql[] =
	    "INSERT INTO message (notice, role, party, channel, address, "
	    "    name, language, template, subject, media, sha256, "
	    "    state, run) "
	    "VALUES (:notice, :role, :party, :channel, :address, :name, "
	    "    :language, :template, :subject, :media, :sha256, "
	    "    'prepared', :run)";
	struct cr_stmt *st = cr_sql(cr, sql);
	int err;

	if (m->size == 0)
		m->size = strlen(m->content);
	bind_whose(st, m);
	cr_bind_text(st, ":channel", m->channel);
	cr_bind_text(st, ":address", m->address);
	cr_bind_text(st, ":name", m->name);
	cr_bind_text(st, ":language", m->language);
	cr_bind_text(st, ":template", m->template);
	cr_bind_text(st, ":subject", m->subject);
	cr_bind_text(st, ":media", m->media);
	cr_bind_text(st, ":sha256", m->sha256);
	cr_bind_int(st, ":run", cr->run);
	if ((err = cr_exec(cr, st)) != CR_OK)
		return err;
	m->id = cr_db_last_id(cr);
	return insert_content(cr, m);
}

static void
take_row(struct cr_stmt *st, struct cr_message *m)
{
	*m = (struct cr_message){
		.id = cr_col_int(st, 0),
		.notice = cr_col_int(st, 1),
		.party = cr_col_int(st, 2),
		.copy = cr_col_int(st, 3) != 0,
		.channel = cr_col_text(st, 4),
		.address = cr_col_text(st, 5),
		.name = cr_col_text(st, 6),
		.language = cr_col_text(st, 7),
		.template = cr_col_text(st, 8),
		.subject = cr_col_text(st, 9),
		.media = cr_col_text(st, 10),
		.sha256 = cr_col_text(st, 12),
		.message_id = cr_col_text(st, 13),
		.state = cr_col_text(st, 14),
		.reason = cr_col_text(st, 15),
		.tracking = cr_col_text(st, 16),
		.accepted = cr_col_text(st, 17),
		.delivered = cr_col_text(st, 18),
		.debtor = cr_col_int(st, 19),
		.notice_state = cr_col_text(st, 20),
		.level = (int)cr_col_int(st, 21),
		.level_name = cr_col_text(st, 22),
		.net_cents = cr_col_int(st, 23),
		.currency = cr_col_text(st, 24),
	};
	m->content = cr_col_blob(st, 11, &m->size);
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
	static const char sql[] = SELECT
	    "WHERE m.notice = :notice ORDER BY m.id";
	struct cr_stmt *st = cr_sql(cr, sql);
	struct cr_message m;
	int rc;

	cr_bind_int(st, ":notice", notice);
	while ((rc = cr_step(cr, st)) == 1) {
		take_row(st, &m);
		if ((rc = each(ctx, &m)) != 0)
			break;
	}
	cr_reset(st);
	return rc;
}

static int
each_id(struct cr *cr, struct cr_stmt *st, int (*each)(void *ctx, int64_t id),
    void *ctx)
{
	int rc;

	while ((rc = cr_step(cr, st)) == 1)
		if ((rc = each(ctx, cr_col_int(st, 0))) != 0)
			break;
	cr_reset(st);
	return rc;
}

static int
each_lane(struct cr *cr, struct cr_stmt *st, int (*each)(void *ctx,
    int64_t id, const char *channel, bool copy), void *ctx)
{
	int rc;

	while ((rc = cr_step(cr, st)) == 1)
		if ((rc = each(ctx, cr_col_int(st, 0), cr_col_text(st, 1),
		    cr_col_int(st, 2) != 0)) != 0)
			break;
	cr_reset(st);
	return rc;
}

int
cr_message_todo(struct cr *cr, int (*each)(void *ctx, int64_t id,
    const char *channel, bool copy), void *ctx)
{
	static const char sql[] =
	    "SELECT m.id, m.channel, m.role = 'copy' FROM message m "
	    "LEFT JOIN notice n ON n.id = m.notice "
	    "WHERE m.state = 'prepared' AND (m.notice IS NULL OR "
	    "    n.state IN ('prepared', 'sent')) ORDER BY m.id";

	return each_lane(cr, cr_sql(cr, sql), each, ctx);
}

int
cr_message_lane(struct cr *cr, int64_t id, int (*each)(void *ctx, int64_t id,
    const char *channel, bool copy), void *ctx)
{
	static const char sql[] =
	    "SELECT channel, role = 'copy' FROM message WHERE id = :id";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_int(st, ":id", id);
	if ((rc = cr_step(cr, st)) == 1)
		rc = each(ctx, id, cr_col_text(st, 0),
		    cr_col_int(st, 1) != 0);
	else if (rc == 0)
		rc = cr_fail(cr, CR_ENOTFOUND, "there is no msg:%lld",
		    (long long)id);
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

/* Set one column of the message ID by SQL. */
static int
set_text(struct cr *cr, const char *sql, int64_t id, const char *value)
{
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_text(st, ":value", value);
	cr_bind_int(st, ":id", id);
	return cr_exec(cr, st);
}

int
cr_message_set_sending(struct cr *cr, int64_t id, const char *message_id,
    bool *set)
{
	static const char sql[] =
	    "UPDATE message SET state = 'sending', reason = NULL, "
	    "    message_id = :value WHERE id = :id AND state = 'prepared'";
	int err = set_text(cr, sql, id, message_id);

	*set = err == CR_OK && cr_db_changes(cr) == 1;
	return err;
}

int
cr_message_set_tracking(struct cr *cr, int64_t id, const char *tracking)
{
	static const char sql[] =
	    "UPDATE message SET tracking = :value WHERE id = :id";

	return set_text(cr, sql, id, tracking);
}

int
cr_message_set_accepted(struct cr *cr, int64_t id, const char *instant)
{
	static const char sql[] =
	    "UPDATE message SET accepted = :value WHERE id = :id";

	return set_text(cr, sql, id, instant);
}

int
cr_message_set_delivered(struct cr *cr, int64_t id, const char *instant)
{
	static const char sql[] =
	    "UPDATE message SET delivered = :value WHERE id = :id";

	return set_text(cr, sql, id, instant);
}

static int
find_id(struct cr *cr, struct cr_stmt *st, int64_t *id)
{
	int rc;

	if ((rc = cr_step(cr, st)) == 1)
		*id = cr_col_int(st, 0);
	cr_reset(st);
	return rc;
}

int
cr_message_by_id(struct cr *cr, const char *message_id, int64_t *id)
{
	static const char sql[] =
	    "SELECT id FROM message WHERE message_id = :mid";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_text(st, ":mid", message_id);
	return find_id(cr, st, id);
}

int
cr_message_by_tracking(struct cr *cr, const char *channel,
    const char *tracking, int64_t *id)
{
	static const char sql[] =
	    "SELECT id FROM message "
	    "WHERE tracking = :tracking AND channel = :channel "
	    "ORDER BY id DESC LIMIT 1";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_text(st, ":channel", channel);
	cr_bind_text(st, ":tracking", tracking);
	return find_id(cr, st, id);
}

int
cr_message_lost(struct cr *cr, int (*each)(void *ctx, int64_t id), void *ctx)
{
	static const char sql[] =
	    "SELECT id FROM message WHERE state = 'sending' ORDER BY id";

	return each_id(cr, cr_sql(cr, sql), each, ctx);
}

/* Receipt R has message M fail because a virus was found in it. */
#define VIRUS "r.message = m.id AND r.effect = 'failed' " \
	"AND r.error = 'virus' AND r.undone_by IS NULL"

/*
 * Refused by what is behind the address, or come back from there later. Not
 * 5.7.x: that is the sender who may not. Not what a person said, without a
 * code: that is the message.
 */
int
cr_message_is_refused(struct cr *cr, const char *channel, const char *address)
{
	static const char sql[] =
	    "SELECT 1 FROM message m JOIN attempt a ON a.message = m.id "
	    "WHERE m.state = 'failed' AND m.address = :address AND "
	    "    m.channel = :channel AND ((a.outcome = 'failed' AND "
	    "    a.code > 0 AND a.answer NOT LIKE '5___5.7.%') OR "
	    "    (a.outcome = 'sent' AND NOT EXISTS "
	    "    (SELECT 1 FROM received r WHERE " VIRUS "))) AND NOT EXISTS "
	    "    (SELECT 1 FROM message b JOIN attempt c ON c.message = b.id "
	    "    WHERE b.address = :address AND b.channel = :channel AND "
	    "    b.state <> 'failed' AND c.outcome = 'sent' AND "
	    "    c.id > a.id)";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_text(st, ":channel", channel);
	cr_bind_text(st, ":address", address);
	rc = cr_step(cr, st);
	cr_reset(st);
	return rc;
}

/* Is there a row of ST, about a level by a channel? */
static int
of_level(struct cr *cr, struct cr_stmt *st, int64_t debtor, int64_t creditor,
    int level, const char *channel)
{
	int rc;

	cr_bind_int(st, ":debtor", debtor);
	cr_bind_int(st, ":creditor", creditor);
	cr_bind_int(st, ":level", level);
	cr_bind_text(st, ":channel", channel);
	rc = cr_step(cr, st);
	cr_reset(st);
	return rc;
}

int
cr_message_is_infected(struct cr *cr, int64_t debtor, int64_t creditor,
    int level, const char *channel)
{
	static const char sql[] =
	    "SELECT 1 FROM notice n JOIN message m ON m.notice = n.id "
	    "JOIN received r ON " VIRUS " "
	    "WHERE n.debtor = :debtor AND n.creditor = :creditor AND "
	    "    n.level = :level AND m.channel = :channel AND "
	    "    m.role = 'to' AND m.state = 'failed' AND NOT EXISTS "
	    "    (SELECT 1 FROM notice s WHERE s.debtor = :debtor AND "
	    "    s.creditor = :creditor AND s.state = 'sent' AND "
	    "    s.id > n.id)";

	return of_level(cr, cr_sql(cr, sql), debtor, creditor, level,
	    channel);
}

int
cr_message_is_given_up(struct cr *cr, int64_t debtor, int64_t creditor,
    int level, const char *channel)
{
	static const char sql[] =
	    "SELECT 1 FROM notice n JOIN message m ON m.notice = n.id "
	    "JOIN attempt a ON a.message = m.id AND a.outcome = 'failed' "
	    "WHERE n.debtor = :debtor AND n.creditor = :creditor AND "
	    "    n.level = :level AND m.channel = :channel AND "
	    "    m.role = 'to' AND m.state = 'failed' AND NOT EXISTS "
	    "    (SELECT 1 FROM notice s WHERE s.debtor = :debtor AND "
	    "    s.creditor = :creditor AND s.state = 'sent' AND "
	    "    s.id > n.id)";

	return of_level(cr, cr_sql(cr, sql), debtor, creditor, level,
	    channel);
}
