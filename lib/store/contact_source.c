#include "cr/party.h"

#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/db.h"
#include "cr/str.h"

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
