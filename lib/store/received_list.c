#include "cr/received.h"

#include "cr/cr.h"
#include "cr/db.h"
#include "cr/map.h"

/* Was the row known on the day, and not undone by then? */
#define KNOWN "(CASE WHEN :all THEN r.undone_by IS NULL ELSE " \
	"u.day <= :day AND (r.undone_by IS NULL OR (SELECT day FROM run " \
	"WHERE id = r.undone_by) > :day) END)"

#define SELECT "SELECT r.id, r.kind, r.class, r.error, r.message, r.party, " \
	"    p.name, r.recipient, r.instant, r.signature, " \
	"    r.from_is_signer, r.binding, r.evidence, r.effect, m.state, " \
	"    r.why, r.sender, r.subject, r.reference, r.receipt_type, " \
	"    r.source, u.day, r.sha256 " \
	"FROM received r JOIN run u ON u.id = r.run " \
	"LEFT JOIN message m ON m.id = r.message " \
	"LEFT JOIN party p ON p.id = r.party "

static const char sql_all[] = SELECT "WHERE " KNOWN " ORDER BY r.id";
static const char sql_one[] = SELECT "WHERE " KNOWN " AND r.id = :id";
static const char sql_message[] = SELECT "WHERE " KNOWN
	" AND r.message = :id ORDER BY r.id";
static const char sql_notice[] = SELECT "WHERE " KNOWN
	" AND m.notice = :id ORDER BY r.id";
static const char sql_party[] = SELECT "WHERE " KNOWN
	" AND r.party = :id ORDER BY r.id";

/* Was the row of ST given for another key? */
static bool
is_seen(struct cr_map *seen, struct cr_stmt *st)
{
	int64_t id = cr_col_int(st, 0), one;

	if (cr_map_get(seen, &id, sizeof(id), &one))
		return true;
	cr_map_put(seen, &id, sizeof(id), 1);
	return false;
}

static int
rows(struct cr *cr, struct cr_stmt *st, const struct cr_as_of *as_of,
    struct cr_map *seen, int (*each)(void *ctx, struct cr_stmt *row),
    void *ctx)
{
	int rc;

	cr_bind_date(st, ":day", as_of->day);
	cr_bind_int(st, ":all", as_of->restated);
	while ((rc = cr_step(cr, st)) == 1)
		if ((seen == NULL || !is_seen(seen, st)) &&
		    (rc = each(ctx, st)) != 0)
			break;
	cr_reset(st);
	return rc;
}

static struct cr_stmt *
of_key(struct cr *cr, enum cr_key_kind kind)
{
	switch (kind) {
	case CR_KEY_RECEIVED:
		return cr_sql(cr, sql_one);
	case CR_KEY_MESSAGE:
		return cr_sql(cr, sql_message);
	case CR_KEY_NOTICE:
		return cr_sql(cr, sql_notice);
	default:
		return cr_sql(cr, sql_party);
	}
}

int
cr_received_each(struct cr *cr, const struct cr_as_of *as_of,
    const struct cr_key *keys, size_t n,
    int (*each)(void *ctx, struct cr_stmt *row), void *ctx)
{
	struct cr_stmt *st;
	struct cr_map seen;
	size_t i;
	int err = CR_OK;

	if (keys == NULL)
		return rows(cr, cr_sql(cr, sql_all), as_of, NULL, each, ctx);
	cr_map_init(&seen);
	for (i = 0; i < n && err == CR_OK; i++) {
		st = of_key(cr, keys[i].kind);
		cr_bind_int(st, ":id", keys[i].id);
		err = rows(cr, st, as_of, &seen, each, ctx);
	}
	cr_map_release(&seen);
	return err;
}
