#include "cr/message.h"

#include "cr/cr.h"
#include "cr/db.h"
#include "cr/ledger.h"

/* Each time that a message was handed over. */
int
cr_attempt_begin(struct cr *cr, int64_t message, const char *header,
    const char *sha256, int64_t *id)
{
	static const char sql[] =
	    "INSERT INTO attempt (message, started, header, sha256, run) "
	    "VALUES (:message, :started, :header, :sha256, :run)";
	struct cr_stmt *st = cr_sql(cr, sql);
	char now[CR_INSTANT_SIZE];
	int err;

	cr_bind_int(st, ":message", message);
	cr_bind_text(st, ":started", cr_instant(now));
	cr_bind_text(st, ":header", header);
	cr_bind_text(st, ":sha256", sha256);
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

int
cr_attempt_each(struct cr *cr, int64_t message,
    int (*each)(void *ctx, const struct cr_attempt *a), void *ctx)
{
	static const char sql[] =
	    "SELECT started, outcome, code, answer FROM attempt "
	    "WHERE message = :message ORDER BY id";
	struct cr_stmt *st = cr_sql(cr, sql);
	struct cr_attempt a;
	int rc;

	cr_bind_int(st, ":message", message);
	while ((rc = cr_step(cr, st)) == 1) {
		a = (struct cr_attempt){
			.started = cr_col_text(st, 0),
			.outcome = cr_col_text(st, 1),
			.code = (int)cr_col_int(st, 2),
			.answer = cr_col_text(st, 3),
		};
		if ((rc = each(ctx, &a)) != 0)
			break;
	}
	cr_reset(st);
	return rc;
}

int
cr_message_times(struct cr *cr, int64_t debtor, const char *channel,
    const char *since, int (*each)(void *ctx, const char *instant), void *ctx)
{
	static const char sql[] =
	    "SELECT a.started FROM notice n "
	    "JOIN message m ON m.notice = n.id AND m.role = 'to' "
	    "JOIN attempt a ON a.message = m.id "
	    "WHERE n.debtor = :debtor AND m.channel = :channel AND "
	    "    (a.outcome IS NULL OR a.outcome IN ('sent', 'unknown')) AND "
	    "    a.started >= :since";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_int(st, ":debtor", debtor);
	cr_bind_text(st, ":channel", channel);
	cr_bind_text(st, ":since", since);
	while ((rc = cr_step(cr, st)) == 1)
		if ((rc = each(ctx, cr_col_text(st, 0))) != 0)
			break;
	cr_reset(st);
	return rc;
}
