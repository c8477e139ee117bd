#include "cr/received.h"

#include "cr/cr.h"
#include "cr/db.h"

static void
bind_row(struct cr_stmt *st, const struct cr_received *r)
{
	cr_bind_text(st, ":sha256", r->sha256);
	cr_bind_int(st, ":n", r->n);
	cr_bind_text(st, ":source", r->source);
	cr_bind_text(st, ":kind", r->kind);
	cr_bind_text(st, ":class", r->class);
	cr_bind_text(st, ":error", r->error);
	cr_bind_text(st, ":mid", r->message_id);
	cr_bind_text(st, ":sender", r->sender);
	cr_bind_text(st, ":subject", r->subject);
	cr_bind_text(st, ":instant", r->instant);
	cr_bind_text(st, ":reference", r->reference);
	cr_bind_text(st, ":identifier", r->identifier);
	cr_bind_text(st, ":recipient", r->recipient);
	cr_bind_text(st, ":type", r->receipt_type);
	cr_bind_text(st, ":signature", r->signature);
	cr_bind_text(st, ":binding", r->binding);
	cr_bind_int(st, ":evidence", r->evidence);
	cr_bind_text(st, ":effect", r->effect);
	cr_bind_text(st, ":why", r->why);
}

int
cr_received_insert(struct cr *cr, struct cr_received *r)
{
	static const char sql[] =
	    "INSERT INTO received (sha256, n, source, kind, class, error, "
	    "    message_id, sender, subject, instant, reference, "
	    "    identifier, recipient, receipt_type, signature, "
	    "    from_is_signer, message, party, binding, evidence, "
	    "    effect, why, again, run) "
	    "VALUES (:sha256, :n, :source, :kind, :class, :error, :mid, "
	    "    :sender, :subject, :instant, :reference, :identifier, "
	    "    :recipient, :type, :signature, :signer, :message, :party, "
	    "    :binding, :evidence, :effect, :why, :again, :run)";
	struct cr_stmt *st = cr_sql(cr, sql);
	int err;

	bind_row(st, r);
	if (r->from_is_signer >= 0)
		cr_bind_int(st, ":signer", r->from_is_signer);
	if (r->message != 0)
		cr_bind_int(st, ":message", r->message);
	if (r->party != 0)
		cr_bind_int(st, ":party", r->party);
	if (r->again != 0)
		cr_bind_int(st, ":again", r->again);
	cr_bind_int(st, ":run", cr->run);
	if ((err = cr_exec(cr, st)) == CR_OK)
		r->id = cr_db_last_id(cr);
	return err;
}

/* The number that ST gives: 1, 0 or an error. */
static int
find(struct cr *cr, struct cr_stmt *st, int64_t *id)
{
	int rc = cr_step(cr, st);

	if (rc == 1)
		*id = cr_col_int(st, 0);
	cr_reset(st);
	return rc;
}

int
cr_received_known(struct cr *cr, const char *sha256, int64_t n, int64_t *id)
{
	static const char sql[] =
	    "SELECT id FROM received WHERE sha256 = :sha256 AND n = :n "
	    "AND undone_by IS NULL";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_text(st, ":sha256", sha256);
	cr_bind_int(st, ":n", n);
	return find(cr, st, id);
}

int
cr_received_outcome(struct cr *cr, const struct cr_received *r)
{
	static const char sql[] =
	    "SELECT id FROM received WHERE message = :message "
	    "AND kind = 'outcome' AND class = :class AND instant IS :instant "
	    "AND reference IS :reference AND why IS :why "
	    "AND undone_by IS NULL LIMIT 1";
	struct cr_stmt *st = cr_sql(cr, sql);
	int64_t id;

	cr_bind_int(st, ":message", r->message);
	cr_bind_text(st, ":class", r->class);
	cr_bind_text(st, ":instant", r->instant);
	cr_bind_text(st, ":reference", r->reference);
	cr_bind_text(st, ":why", r->why);
	return find(cr, st, &id);
}

int
cr_received_twin(struct cr *cr, const char *message_id, const char *kind,
    int64_t *id)
{
	static const char sql[] =
	    "SELECT min(id) FROM received WHERE message_id = :mid "
	    "AND kind = :kind AND undone_by IS NULL HAVING count(*) > 0";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_text(st, ":mid", message_id);
	cr_bind_text(st, ":kind", kind);
	return find(cr, st, id);
}

int
cr_received_identified(struct cr *cr, const char *identifier,
    int64_t *message)
{
	static const char sql[] =
	    "SELECT message FROM received WHERE identifier = :id "
	    "AND message IS NOT NULL AND evidence = 1 "
	    "AND undone_by IS NULL LIMIT 1";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_text(st, ":id", identifier);
	return find(cr, st, message);
}

int
cr_received_sender(struct cr *cr, const char *address, int64_t *party)
{
	static const char sql[] =
	    "SELECT min(c.party) FROM contact c JOIN party p "
	    "ON p.id = c.party AND p.undone_by IS NULL AND p.space = 'party' "
	    "WHERE lower(c.address) = lower(:address) "
	    "AND c.ended_by IS NULL AND c.channel IN ('email', 'pec') "
	    "HAVING count(DISTINCT c.party) = 1";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_text(st, ":address", address);
	return find(cr, st, party);
}

int
cr_received_effects(struct cr *cr, int64_t message,
    int (*each)(void *ctx, const struct cr_received *r), void *ctx)
{
	static const char sql[] =
	    "SELECT id, effect, evidence, instant, class, error, why "
	    "FROM received WHERE message = :message "
	    "AND effect IS NOT NULL AND undone_by IS NULL ORDER BY id";
	struct cr_stmt *st = cr_sql(cr, sql);
	struct cr_received r = { .message = message };
	int rc;

	cr_bind_int(st, ":message", message);
	while ((rc = cr_step(cr, st)) == 1) {
		r.id = cr_col_int(st, 0);
		r.effect = cr_col_text(st, 1);
		r.evidence = cr_col_int(st, 2) != 0;
		r.instant = cr_col_text(st, 3);
		r.class = cr_col_text(st, 4);
		r.error = cr_col_text(st, 5);
		r.why = cr_col_text(st, 6);
		if ((rc = each(ctx, &r)) != 0)
			break;
	}
	cr_reset(st);
	return rc;
}

int
cr_received_touched(struct cr *cr, int64_t run,
    int (*each)(void *ctx, int64_t message), void *ctx)
{
	static const char of_run[] =
	    "SELECT DISTINCT message FROM received "
	    "WHERE run = :run AND effect IS NOT NULL";
	static const char late[] =
	    "SELECT DISTINCT m.id FROM received r "
	    "JOIN message m ON m.id = r.message "
	    "WHERE r.undone_by IS NULL AND "
	    "    ((m.state IN ('unknown', 'sent') AND "
	    "    r.effect IN ('delivered', 'failed')) OR "
	    "    (r.effect = 'accepted' AND (m.state = 'unknown' OR "
	    "    (m.state = 'sent' AND m.accepted IS NULL AND "
	    "    r.instant IS NOT NULL))))";
	struct cr_stmt *st = cr_sql(cr, run != 0 ? of_run : late);
	int rc;

	if (run != 0)
		cr_bind_int(st, ":run", run);
	while ((rc = cr_step(cr, st)) == 1)
		if ((rc = each(ctx, cr_col_int(st, 0))) != 0)
			break;
	cr_reset(st);
	return rc;
}

/* A column of the last attempt, borrowed; NULL when there was none. */
static int
last_attempt(struct cr *cr, struct cr_stmt *st, int64_t message,
    const char **out)
{
	int rc;

	cr_bind_int(st, ":message", message);
	*out = NULL;
	if ((rc = cr_step(cr, st)) == 1)
		*out = cr_col_text(st, 0);
	return rc < 0 ? rc : CR_OK;
}

int
cr_received_attempt(struct cr *cr, int64_t message, const char **outcome)
{
	static const char sql[] =
	    "SELECT outcome FROM attempt WHERE message = :message "
	    "ORDER BY id DESC LIMIT 1";

	return last_attempt(cr, cr_sql(cr, sql), message, outcome);
}

int
cr_received_sent(struct cr *cr, int64_t message, const char **header)
{
	static const char sql[] =
	    "SELECT header FROM attempt WHERE message = :message "
	    "ORDER BY id DESC LIMIT 1";

	return last_attempt(cr, cr_sql(cr, sql), message, header);
}

int
cr_received_original(struct cr *cr, int64_t id, const void **p, size_t *n)
{
	static const char sql[] =
	    "SELECT bytes FROM received r JOIN blob b "
	    "ON b.sha256 = r.sha256 WHERE r.id = :id";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_int(st, ":id", id);
	if ((rc = cr_step(cr, st)) == 1)
		*p = cr_col_blob(st, 0, n);
	else if (rc == 0)
		return cr_fail(cr, CR_ENOTFOUND, "there is no rcv:%lld",
		    (long long)id);
	return rc < 0 ? rc : CR_OK;
}

int
cr_mailbox_get(struct cr *cr, const char *name, struct cr_mailbox *out)
{
	static const char sql[] =
	    "SELECT validity, uid, done FROM mailbox WHERE name = :name";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	*out = (struct cr_mailbox){ 0 };
	cr_bind_text(st, ":name", name);
	if ((rc = cr_step(cr, st)) == 1)
		*out = (struct cr_mailbox){ cr_col_int(st, 0),
		    cr_col_int(st, 1), cr_col_int(st, 2) };
	cr_reset(st);
	return rc < 0 ? rc : CR_OK;
}

int
cr_mailbox_set(struct cr *cr, const char *name, const struct cr_mailbox *m)
{
	static const char sql[] =
	    "INSERT INTO mailbox (name, validity, uid, done) "
	    "VALUES (:name, :validity, :uid, :done) "
	    "ON CONFLICT (name) DO UPDATE SET validity = :validity, "
	    "    uid = :uid, done = :done";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_text(st, ":name", name);
	cr_bind_int(st, ":validity", m->validity);
	cr_bind_int(st, ":uid", m->uid);
	cr_bind_int(st, ":done", m->done);
	return cr_exec(cr, st);
}
