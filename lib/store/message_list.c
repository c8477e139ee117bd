#include "cr/message_list.h"

#include "cr/cr.h"
#include "cr/db.h"
#include "query.h"

/* It is asked for by itself, its notice, its party, or what it claims. */
#define ASKED "(:keyed = 0 OR m.id IN (SELECT id FROM asked_message) " \
	"OR m.notice IN (SELECT id FROM asked_notice) " \
	"OR coalesce(n.debtor, m.party) IN (SELECT id FROM asked_party) " \
	"OR n.creditor IN (SELECT id FROM asked_party) " \
	"OR EXISTS (SELECT 1 FROM notice_item i WHERE i.notice = n.id " \
	"    AND i.item IN (SELECT id FROM asked_item)))"

/* Somebody or something has still to do with it. */
#define OPEN "(m.state IN ('sending', 'unknown') OR " \
	"(coalesce(n.state, 'prepared') <> 'cancelled' AND " \
	"(m.state = 'prepared' OR (m.state = 'sent' AND " \
	"m.channel IN ('phone', 'visit', 'task')))))"

#define AMONG(words, column) "(:" words " IS NULL OR " \
	"instr(',' || :" words " || ',', ',' || " column " || ',') > 0)"

static const char sql_messages[] =
	"SELECT m.id, coalesce(n.debtor, m.party), "
	"    coalesce(m.name, p.name), m.channel, m.state, "
	"    nullif(m.address, ''), n.level_name, "
	"    n.claim_cents - n.credit_cents, n.currency, "
	"    (SELECT max(started) FROM attempt a WHERE a.message = m.id), "
	"    m.reason, m.tracking, m.accepted, m.delivered, m.notice, "
	"    p.code, m.role, m.subject, "
	"    (SELECT count(*) FROM attempt a WHERE a.message = m.id), "
	"    m.message_id, m.sha256 "
	"FROM message m LEFT JOIN notice n ON n.id = m.notice "
	"LEFT JOIN party p ON p.id = coalesce(n.debtor, m.party) "
	"WHERE " ASKED " AND (:state = 2 OR " OPEN " = (:state = 0)) "
	"AND " AMONG("states", "m.state") " AND "
	AMONG("channels", "m.channel") " ORDER BY m.id";

static int
keep_key(struct cr *cr, const struct cr_key *key)
{
	static const char message[] = "INSERT INTO asked_message (id) "
	    "VALUES (:id) ON CONFLICT (id) DO NOTHING";
	static const char notice[] = "INSERT INTO asked_notice (id) "
	    "VALUES (:id) ON CONFLICT (id) DO NOTHING";
	struct cr_stmt *st;

	if (key->kind != CR_KEY_MESSAGE && key->kind != CR_KEY_NOTICE)
		return CR_OK;
	st = cr_sql(cr, key->kind == CR_KEY_MESSAGE ? message : notice);
	cr_bind_int(st, ":id", key->id);
	return cr_exec(cr, st);
}

/* Messages and notices among the keys; the others are kept as for items. */
static int
keep_keys(struct cr *cr, const struct cr_query *q)
{
	static const char tables[] =
	    "DROP TABLE IF EXISTS temp.asked_message;"
	    "DROP TABLE IF EXISTS temp.asked_notice;"
	    "CREATE TEMPORARY TABLE asked_message (id INTEGER PRIMARY KEY);"
	    "CREATE TEMPORARY TABLE asked_notice (id INTEGER PRIMARY KEY);"
	    "CREATE TEMPORARY TABLE IF NOT EXISTS asked_item "
	    "    (id INTEGER PRIMARY KEY);"
	    "CREATE TEMPORARY TABLE IF NOT EXISTS asked_party "
	    "    (id INTEGER PRIMARY KEY);";
	size_t i;
	int err = cr_db_script(cr, tables);

	for (i = 0; i < q->nkeys && err == CR_OK; i++)
		err = keep_key(cr, &q->keys[i]);
	return err;
}

int
cr_message_list_each(struct cr *cr, const struct cr_query *q,
    const char *states, const char *channels,
    int (*each)(void *ctx, struct cr_stmt *row), void *ctx)
{
	struct cr_query_sql s = { .cr = cr, .q = q };
	struct cr_stmt *st;
	int rc;

	if ((rc = cr_query_prepare(&s)) != CR_OK ||
	    (rc = keep_keys(cr, q)) != CR_OK)
		return rc;
	st = cr_sql(cr, sql_messages);
	cr_bind_int(st, ":keyed", q->keyed);
	cr_bind_int(st, ":state", q->state == CR_QUERY_ANY ||
	    states != NULL ? 2 : q->state == CR_QUERY_CLOSED ? 1 : 0);
	cr_bind_text(st, ":states", states);
	cr_bind_text(st, ":channels", channels);
	while ((rc = cr_step(cr, st)) == 1)
		if ((rc = each(ctx, st)) != 0)
			break;
	cr_reset(st);
	return rc;
}
