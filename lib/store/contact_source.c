#include "cr/party.h"

#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/db.h"
#include "cr/str.h"
#include "runs.h"

/* Who told an address. An address is one, be it for several purposes. */
#define OF_ADDRESS "contact IN (SELECT id FROM contact WHERE party = :party " \
	"AND channel = :channel AND lower(address) = lower(:address) " \
	"AND ended_by IS NULL)"

static struct cr_stmt *
bind(struct cr *cr, const char *sql, int64_t party, const char *channel,
    const char *address)
{
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_int(st, ":party", party);
	cr_bind_text(st, ":channel", channel);
	cr_bind_text(st, ":address", address);
	return st;
}

int
cr_contact_source(struct cr *cr, int64_t party, const char *channel,
    const char *address, struct cr_arena *a, const char **source,
    struct cr_date *day)
{
	static const char sql[] = "SELECT source, day FROM contact_source "
	    "WHERE " OF_ADDRESS " AND undone_by IS NULL "
	    "ORDER BY day DESC, id DESC LIMIT 1";
	struct cr_stmt *st = bind(cr, sql, party, channel, address);
	int rc;

	*source = NULL;
	*day = CR_DATE_NONE;
	if ((rc = cr_step(cr, st)) == 1) {
		*source = cr_arena_strdup(a, cr_col_text(st, 0));
		*day = cr_col_date(st, 1);
	}
	cr_reset(st);
	return rc;
}

int
cr_contact_source_add(struct cr *cr, int64_t party, const char *channel,
    const char *address, const char *source, struct cr_date day, bool *added)
{
	static const char sql[] =
	    "INSERT INTO contact_source (contact, source, day, run) "
	    "SELECT min(id), :source, :day, :run FROM contact "
	    "WHERE party = :party AND channel = :channel "
	    "    AND lower(address) = lower(:address) "
	    "    AND ended_by IS NULL HAVING count(*) > 0";
	struct cr_stmt *st;
	struct cr_arena a;
	struct cr_date before;
	const char *who;
	int rc;

	*added = false;
	cr_arena_init(&a);
	rc = cr_contact_source(cr, party, channel, address, &a, &who,
	    &before);
	if (rc == 1 && cr_streq(who, source) && before.days >= day.days) {
		cr_arena_release(&a);
		return CR_OK;
	}
	cr_arena_release(&a);
	if (rc < 0)
		return rc;
	st = bind(cr, sql, party, channel, address);
	cr_bind_text(st, ":source", source);
	cr_bind_date(st, ":day", day);
	cr_bind_int(st, ":run", cr->run);
	if ((rc = cr_exec(cr, st)) == CR_OK)
		*added = cr_db_changes(cr) > 0;
	return rc;
}

/* The latest source of the contact with number ID that was known then. */
static int
source_then(struct cr *cr, const struct cr_runs *r, int64_t id,
    struct cr_arena *a, struct cr_contact *c)
{
	static const char sql[] = "SELECT source, day, run, "
	    "    coalesce(undone_by, 0) FROM contact_source "
	    "WHERE contact = :id ORDER BY day DESC, id DESC";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_int(st, ":id", id);
	while ((rc = cr_step(cr, st)) == 1) {
		if (!cr_runs_known(r, cr_col_int(st, 2), cr_col_int(st, 3)))
			continue;
		c->source = cr_arena_strdup(a, cr_col_text(st, 0));
		c->day = cr_col_date(st, 1);
		break;
	}
	cr_reset(st);
	return rc < 0 ? rc : CR_OK;
}

static int
each_then(struct cr *cr, const struct cr_runs *r, struct cr_stmt *st,
    bool past, int (*each)(void *ctx, const struct cr_contact *c), void *ctx)
{
	struct cr_contact c;
	struct cr_arena a;
	int rc;

	cr_arena_init(&a);
	while ((rc = cr_step(cr, st)) == 1) {
		c = (struct cr_contact){ .party = cr_col_int(st, 1),
		    .channel = cr_col_text(st, 2),
		    .address = cr_col_text(st, 3),
		    .purpose = cr_col_text(st, 4),
		    .name = cr_col_text(st, 5), .run = cr_col_int(st, 6),
		    .day = CR_DATE_NONE };
		if (!cr_runs_known(r, c.run, past ? 0 : cr_col_int(st, 7)))
			continue;
		cr_arena_clear(&a);
		if ((rc = source_then(cr, r, cr_col_int(st, 0), &a, &c)) !=
		    CR_OK || (rc = each(ctx, &c)) != 0)
			break;
	}
	cr_reset(st);
	cr_arena_release(&a);
	return rc;
}

int
cr_contact_then(struct cr *cr, const struct cr_as_of *as_of, int64_t party,
    bool past, int (*each)(void *ctx, const struct cr_contact *c), void *ctx)
{
	static const char sql[] = "SELECT id, party, channel, address, "
	    "    purpose, name, run, coalesce(ended_by, 0) FROM contact "
	    "WHERE :party = 0 OR party = :party ORDER BY party, channel, id";
	struct cr_runs r = { 0 };
	struct cr_stmt *st;
	int rc;

	if ((rc = cr_runs_load(cr, &r, as_of)) == 0) {
		st = cr_sql(cr, sql);
		cr_bind_int(st, ":party", party);
		rc = each_then(cr, &r, st, past, each, ctx);
	}
	cr_runs_release(&r);
	return rc;
}
