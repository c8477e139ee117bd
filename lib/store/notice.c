#include "cr/notice.h"

#include <string.h>

#include "cr/claim.h"
#include "cr/cr.h"
#include "cr/db.h"
#include "pairs.h"

#define COLUMNS \
	"id, debtor, creditor, currency, digest, policy, level, level_name, " \
	"day, term_day, state, claim_cents, credit_cents, basis, approval, " \
	"approved_by, sent_day, reason, pool_cents, coalesce(grant_days, 0)"
#define NCOLUMNS 20

int
cr_policy_keep(struct cr *cr, const char *digest, const char *text)
{
	static const char sql[] =
	    "INSERT INTO policy (digest, text, run) "
	    "VALUES (:digest, :text, :run) ON CONFLICT (digest) DO NOTHING";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_text(st, ":digest", digest);
	cr_bind_text(st, ":text", text);
	cr_bind_int(st, ":run", cr->run);
	return cr_exec(cr, st);
}

int
cr_notice_insert(struct cr *cr, struct cr_notice *n)
{
	static const char sql[] =
	    "INSERT INTO notice (debtor, creditor, currency, digest, policy, "
	    "    level, level_name, day, term_day, grant_days, state, "
	    "    claim_cents, credit_cents, pool_cents, basis, approval, run) "
	    "VALUES (:debtor, :creditor, :currency, :digest, :policy, "
	    "    :level, :level_name, :day, :term, :grant, :state, :claim, "
	    "    :credit, :pool, :basis, :approval, :run)";
	struct cr_stmt *st = cr_sql(cr, sql);
	int err;

	cr_bind_int(st, ":debtor", n->debtor);
	cr_bind_int(st, ":creditor", n->creditor);
	cr_bind_text(st, ":currency", n->currency);
	cr_bind_text(st, ":digest", n->digest);
	cr_bind_text(st, ":policy", n->policy);
	cr_bind_int(st, ":level", n->level);
	cr_bind_text(st, ":level_name", n->level_name);
	cr_bind_date(st, ":day", n->day);
	cr_bind_date(st, ":term", n->term);
	if (n->grant > 0)
		cr_bind_int(st, ":grant", n->grant);
	else
		cr_bind_null(st, ":grant");
	cr_bind_text(st, ":state", n->state);
	cr_bind_money(st, ":claim", n->claim);
	cr_bind_money(st, ":credit", n->credit);
	cr_bind_money(st, ":pool", n->pool);
	cr_bind_text(st, ":basis", n->basis);
	cr_bind_int(st, ":approval", n->approval);
	cr_bind_int(st, ":run", cr->run);
	if ((err = cr_exec(cr, st)) == CR_OK)
		n->id = cr_db_last_id(cr);
	return err;
}

/*
 * By the number of a parameter, and gathered: there are more of these than of
 * notices, and a run that makes notices does not ask for those that it made.
 */
int
cr_notice_items_insert(struct cr *cr, int64_t notice,
    const struct cr_notice_item *v, size_t n)
{
	static const struct cr_insert insert = {
		.sql = "INSERT INTO notice_item (notice, item, level, "
		    "    level_name, open_cents, held_cents, claim_cents, "
		    "    days_late) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
		.into = "INSERT INTO notice_item (notice, item, level, "
		    "    level_name, open_cents, held_cents, claim_cents, "
		    "    days_late)",
		.columns = 8, .order = 2,
	};
	const struct cr_notice_item *i;
	struct cr_stmt *st;
	int err = CR_OK;

	for (i = v; i < v + n && err == CR_OK; i++) {
		st = cr_insert(cr, &insert);
		cr_put_int(st, 1, notice);
		cr_put_int(st, 2, i->item);
		cr_put_int(st, 3, i->level);
		cr_put_text(st, 4, i->level_name, -1);
		cr_put_int(st, 5, i->open.cents);
		cr_put_int(st, 6, i->held.cents);
		cr_put_int(st, 7, i->claim.cents);
		cr_put_int(st, 8, i->days_late);
		err = cr_insert_row(cr, st, NULL);
	}
	return err;
}

int
cr_notice_credit_insert(struct cr *cr, int64_t notice, int64_t item,
    int64_t entry, struct cr_money open)
{
	static const char sql[] =
	    "INSERT INTO notice_credit (notice, item, entry, open_cents) "
	    "VALUES (:notice, :item, :entry, :open)";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_int(st, ":notice", notice);
	if (item != 0)
		cr_bind_int(st, ":item", item);
	else
		cr_bind_int(st, ":entry", entry);
	cr_bind_money(st, ":open", open);
	return cr_exec(cr, st);
}

static void
take_row(struct cr_stmt *st, struct cr_notice *n)
{
	*n = (struct cr_notice){
		.id = cr_col_int(st, 0),
		.debtor = cr_col_int(st, 1),
		.creditor = cr_col_int(st, 2),
		.currency = cr_col_text(st, 3),
		.digest = cr_col_text(st, 4),
		.policy = cr_col_text(st, 5),
		.level = (int)cr_col_int(st, 6),
		.level_name = cr_col_text(st, 7),
		.day = cr_col_date(st, 8),
		.term = cr_col_date(st, 9),
		.state = cr_col_text(st, 10),
		.claim = cr_col_money(st, 11),
		.credit = cr_col_money(st, 12),
		.basis = cr_col_text(st, 13),
		.approval = cr_col_int(st, 14) != 0,
		.approved = !cr_col_null(st, 15),
		.sent_day = cr_col_date(st, 16),
		.reason = cr_col_text(st, 17),
		.pool = cr_col_money(st, 18),
		.grant = (int32_t)cr_col_int(st, 19),
	};
}

int
cr_notice_get(struct cr *cr, int64_t id, struct cr_notice *out)
{
	static const char sql[] =
	    "SELECT " COLUMNS " FROM notice WHERE id = :id";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_int(st, ":id", id);
	if ((rc = cr_step(cr, st)) == 1)
		take_row(st, out);
	else if (rc == 0)
		return cr_fail(cr, CR_ENOTFOUND, "there is no not:%lld",
		    (long long)id);
	return rc < 0 ? rc : CR_OK;
}

int
cr_notice_items(struct cr *cr, int64_t id,
    int (*each)(void *ctx, const struct cr_notice_item *i), void *ctx)
{
	static const char sql[] =
	    "SELECT item, level, level_name, open_cents, held_cents, "
	    "    claim_cents, days_late "
	    "FROM notice_item WHERE notice = :id ORDER BY item";
	struct cr_stmt *st = cr_sql(cr, sql);
	struct cr_notice_item i;
	int rc;

	cr_bind_int(st, ":id", id);
	while ((rc = cr_step(cr, st)) == 1) {
		i = (struct cr_notice_item){
			.item = cr_col_int(st, 0),
			.level = (int)cr_col_int(st, 1),
			.level_name = cr_col_text(st, 2),
			.open = cr_col_money(st, 3),
			.held = cr_col_money(st, 4),
			.claim = cr_col_money(st, 5),
			.days_late = (int32_t)cr_col_int(st, 6),
		};
		if ((rc = each(ctx, &i)) != 0)
			break;
	}
	cr_reset(st);
	return rc;
}

/* All that went to the debtor of notice ID failed for good. */
#define UNDELIVERED(id) id " IN (SELECT notice FROM message f " \
	"WHERE f.state = 'failed' AND f.role = 'to') AND NOT EXISTS " \
	"(SELECT 1 FROM message o WHERE o.notice = " id \
	" AND o.role = 'to' AND o.state <> 'failed')"

int
cr_notice_approved(struct cr *cr, const struct cr_notice *n)
{
	static const char sql[] =
	    "SELECT state = 'cancelled' AND approved_by IS NOT NULL AND "
	    UNDELIVERED("notice.id") " FROM notice "
	    "WHERE debtor = :debtor AND creditor = :creditor "
	    "    AND currency = :currency AND basis = :basis "
	    "ORDER BY id DESC LIMIT 1";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_int(st, ":debtor", n->debtor);
	cr_bind_int(st, ":creditor", n->creditor);
	cr_bind_text(st, ":currency", n->currency);
	cr_bind_text(st, ":basis", n->basis);
	rc = cr_step(cr, st);
	if (rc == 1)
		rc = cr_col_int(st, 0) != 0;
	cr_reset(st);
	return rc;
}

int
cr_notice_waiting(struct cr *cr,
    int (*each)(void *ctx, const struct cr_notice *n), void *ctx)
{
	static const char sql[] =
	    "SELECT " COLUMNS ", " UNDELIVERED("notice.id") " FROM notice "
	    "WHERE (state IN ('pending', 'prepared') AND NOT EXISTS "
	    "    (SELECT 1 FROM message WHERE message.notice = notice.id AND "
	    "    message.state NOT IN ('prepared', 'failed'))) "
	    "OR (state = 'sent' AND " UNDELIVERED("notice.id") ") "
	    "ORDER BY debtor, creditor, currency, id";
	struct cr_stmt *st = cr_sql(cr, sql);
	struct cr_notice n;
	int rc;

	while ((rc = cr_step(cr, st)) == 1) {
		take_row(st, &n);
		n.undelivered = cr_col_int(st, NCOLUMNS) != 0;
		if ((rc = each(ctx, &n)) != 0)
			break;
	}
	cr_reset(st);
	return rc;
}

/* What a notice asked beside the principal goes with it. */
static int
end_claims(struct cr *cr, int64_t notice)
{
	static const char sql[] =
	    "SELECT min(id) FROM claim WHERE notice = :notice "
	    "    AND state = 'open' AND undone_by IS NULL";
	struct cr_stmt *st;
	int64_t id = 0;
	int rc, err;

	for (;;) {
		st = cr_sql(cr, sql);
		cr_bind_int(st, ":notice", notice);
		if ((rc = cr_step(cr, st)) == 1)
			id = cr_col_int(st, 0);
		cr_reset(st);
		if (rc < 0 || id == 0)
			return rc < 0 ? rc : CR_OK;
		if ((err = cr_claim_end(cr, id, CR_CLAIM_SUPERSEDED)) !=
		    CR_OK)
			return err;
	}
}

int
cr_notice_cancel(struct cr *cr, int64_t id, const char *reason, int64_t by)
{
	static const char sql[] =
	    "UPDATE notice SET state = 'cancelled', reason = :reason, "
	    "    replaced_by = :by, ended_by = :run "
	    "WHERE id = :id AND state <> 'cancelled'";
	struct cr_stmt *st = cr_sql(cr, sql);
	int err;

	cr_bind_text(st, ":reason", reason);
	if (by != 0)
		cr_bind_int(st, ":by", by);
	cr_bind_int(st, ":run", cr->run);
	cr_bind_int(st, ":id", id);
	return (err = cr_exec(cr, st)) != CR_OK ? err : end_claims(cr, id);
}

int
cr_notice_above(struct cr *cr, int64_t id, int64_t *above)
{
	static const char sql[] =
	    "SELECT max(n.id) FROM notice_item mine "
	    "JOIN notice_item other ON other.item = mine.item "
	    "JOIN notice n ON n.id = other.notice "
	    "WHERE mine.notice = :id AND other.notice > :id AND "
	    "    n.state <> 'cancelled'";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_int(st, ":id", id);
	if ((rc = cr_step(cr, st)) == 1)
		*above = cr_col_int(st, 0);
	cr_reset(st);
	return rc < 0 ? rc : CR_OK;
}

int
cr_notice_approve(struct cr *cr, int64_t id)
{
	static const char sql[] =
	    "UPDATE notice SET state = 'prepared', approved_by = :run "
	    "WHERE id = :id AND state = 'pending'";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_int(st, ":run", cr->run);
	cr_bind_int(st, ":id", id);
	return cr_exec(cr, st);
}

int
cr_notice_sent(struct cr *cr, int64_t id)
{
	static const char sql[] =
	    "UPDATE notice SET state = 'sent', sent_day = :day, "
	    "    term_day = max(term_day, term_day + :day - day) "
	    "WHERE id = :id AND state = 'prepared'";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_date(st, ":day", cr->today);
	cr_bind_int(st, ":id", id);
	return cr_exec(cr, st);
}

/*
 * N is a notice that had been sent by :day and stood then: one that was
 * cancelled later did.
 */
#define STOOD(n) n ".sent_day <= :day AND ((" n ".state = 'sent' " \
	"AND NOT (" UNDELIVERED(n ".id") ")) OR (" n ".state = 'cancelled' " \
	"AND (SELECT day FROM run WHERE run.id = " n ".ended_by) > :day)) "

/* Of the first message of notice n that arrived; of one that was sent. */
#define ARRIVAL(column) "CASE WHEN n.grant_days IS NOT NULL THEN " \
	"(SELECT m." column " FROM message m WHERE m.notice = n.id " \
	"AND m.role = 'to' AND m.state IN ('sent', 'delivered') " \
	"ORDER BY m.delivered IS NULL, m.delivered, m.id LIMIT 1) END"

int
cr_notice_past(struct cr *cr, struct cr_date day,
    int (*each)(void *ctx, const struct cr_notice_past *p), void *ctx)
{
	static const char sql[] =
	    "SELECT i.item, i.level, i.level_name, n.sent_day, n.term_day, "
	    "    n.state = 'prepared' OR EXISTS (SELECT 1 FROM message m "
	    "    WHERE m.notice = n.id AND m.role = 'to' AND "
	    "    m.state IN ('sending', 'unknown')), coalesce(n.grant_days, "
	    "    0), " ARRIVAL("channel") ", " ARRIVAL("delivered") " "
	    "FROM notice n JOIN notice_item i ON i.notice = n.id "
	    "WHERE (" STOOD("n") ") OR (n.state = 'prepared' AND EXISTS "
	    "    (SELECT 1 FROM message m WHERE m.notice = n.id AND "
	    "    m.state IN ('sending', 'unknown'))) "
	    "ORDER BY n.id, i.item";
	struct cr_stmt *st = cr_sql(cr, sql);
	struct cr_notice_past p;
	int rc;

	cr_bind_date(st, ":day", day);
	while ((rc = cr_step(cr, st)) == 1) {
		p = (struct cr_notice_past){
			.item = cr_col_int(st, 0),
			.level = (int)cr_col_int(st, 1),
			.level_name = cr_col_text(st, 2),
			.day = cr_col_date(st, 3),
			.term = cr_col_date(st, 4),
			.in_flight = cr_col_int(st, 5) != 0,
			.grant = (int32_t)cr_col_int(st, 6),
			.channel = cr_col_text(st, 7),
			.delivered = cr_col_text(st, 8),
		};
		if ((rc = each(ctx, &p)) != 0)
			break;
	}
	cr_reset(st);
	return rc;
}

int
cr_notice_levels(struct cr *cr, struct cr_date day,
    int (*each)(void *ctx, const struct cr_notice_level *n), void *ctx)
{
	static const char sql[] =
	    "SELECT i.item, i.level, n.policy, n.digest, p.text "
	    "FROM notice n JOIN notice_item i ON i.notice = n.id "
	    "JOIN policy p ON p.digest = n.digest "
	    "WHERE " STOOD("n") "ORDER BY n.id, i.item";
	struct cr_stmt *st = cr_sql(cr, sql);
	struct cr_notice_level n;
	int rc;

	cr_bind_date(st, ":day", day);
	while ((rc = cr_step(cr, st)) == 1) {
		n = (struct cr_notice_level){
			.item = cr_col_int(st, 0),
			.level = (int)cr_col_int(st, 1),
			.policy = cr_col_text(st, 2),
			.digest = cr_col_text(st, 3),
			.text = cr_col_text(st, 4),
		};
		if ((rc = each(ctx, &n)) != 0)
			break;
	}
	cr_reset(st);
	return rc;
}

int
cr_notice_fees(struct cr *cr, int (*each)(void *ctx, int64_t notice,
    int64_t item, const char *level), void *ctx)
{
	static const char sql[] =
	    "SELECT n.id, i.item, n.level_name FROM claim c "
	    "JOIN notice n ON n.id = c.notice "
	    "JOIN notice_item i ON i.notice = n.id AND i.level = n.level "
	    "WHERE c.kind = 'fee' AND c.state <> 'superseded' "
	    "    AND c.undone_by IS NULL ORDER BY n.id, i.item";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	while ((rc = cr_step(cr, st)) == 1)
		if ((rc = each(ctx, cr_col_int(st, 0), cr_col_int(st, 1),
		    cr_col_text(st, 2))) != 0)
			break;
	cr_reset(st);
	return rc;
}

int
cr_notice_days(struct cr *cr, struct cr_date after, struct cr_date day,
    int (*each)(void *ctx, int64_t debtor, struct cr_date day), void *ctx)
{
	static const char sql[] =
	    "SELECT debtor, sent_day FROM notice "
	    "WHERE sent_day > :after AND " STOOD("notice")
	    "ORDER BY debtor, sent_day";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_date(st, ":after", after);
	cr_bind_date(st, ":day", day);
	return cr_each_day(cr, st, each, ctx);
}

int
cr_notice_last_days(struct cr *cr, struct cr_date day,
    int (*each)(void *ctx, int64_t debtor, int64_t creditor,
    const char *currency, struct cr_date day), void *ctx)
{
	static const char sql[] =
	    "SELECT debtor, creditor, currency, max(sent_day) FROM notice "
	    "WHERE " STOOD("notice")
	    "GROUP BY debtor, creditor, currency "
	    "ORDER BY debtor, creditor, currency";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_date(st, ":day", day);
	while ((rc = cr_step(cr, st)) == 1)
		if ((rc = each(ctx, cr_col_int(st, 0), cr_col_int(st, 1),
		    cr_col_text(st, 2), cr_col_date(st, 3))) != 0)
			break;
	cr_reset(st);
	return rc;
}
