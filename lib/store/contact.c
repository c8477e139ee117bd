#include "cr/party.h"

#include "cr/cr.h"
#include "cr/db.h"

/* Addresses and roles of a party. */
int
cr_contact_each(struct cr *cr, int64_t party, const char *channel,
    int (*each)(void *ctx, const char *address, const char *purpose),
    void *ctx)
{
	static const char sql[] =
	    "SELECT address, purpose FROM contact WHERE party = :party "
	    "AND channel = :channel AND ended_by IS NULL ORDER BY id";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_int(st, ":party", party);
	cr_bind_text(st, ":channel", channel);
	while ((rc = cr_step(cr, st)) == 1)
		if ((rc = each(ctx, cr_col_text(st, 0),
		    cr_col_text(st, 1))) != 0)
			break;
	cr_reset(st);
	return rc;
}

int
cr_contact_add(struct cr *cr, int64_t party, const char *channel,
    const char *address, const char *purpose)
{
	static const char sql[] =
	    "INSERT INTO contact (party, channel, address, purpose, run) "
	    "VALUES (:party, :channel, :address, :purpose, :run) "
	    "ON CONFLICT (party, channel, address, purpose) DO UPDATE "
	    "SET ended_by = NULL, run = :run WHERE ended_by IS NOT NULL";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_int(st, ":party", party);
	cr_bind_text(st, ":channel", channel);
	cr_bind_text(st, ":address", address);
	cr_bind_text(st, ":purpose", purpose);
	cr_bind_int(st, ":run", cr->run);
	return cr_exec(cr, st);
}

int
cr_contact_end(struct cr *cr, int64_t party, const char *channel,
    const char *address, const char *purpose)
{
	static const char sql[] =
	    "UPDATE contact SET ended_by = :run WHERE party = :party "
	    "AND channel = :channel AND address = :address "
	    "AND purpose = :purpose AND ended_by IS NULL";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_int(st, ":run", cr->run);
	cr_bind_int(st, ":party", party);
	cr_bind_text(st, ":channel", channel);
	cr_bind_text(st, ":address", address);
	cr_bind_text(st, ":purpose", purpose);
	return cr_exec(cr, st);
}

int
cr_party_role_add(struct cr *cr, int64_t id, const char *role)
{
	static const char sql[] =
	    "INSERT INTO party_role (party, role, run) "
	    "VALUES (:party, :role, :run) ON CONFLICT DO NOTHING";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_bind_int(st, ":party", id);
	cr_bind_text(st, ":role", role);
	cr_bind_int(st, ":run", cr->run);
	return cr_exec(cr, st);
}

int
cr_party_role_has(struct cr *cr, int64_t id, const char *role)
{
	static const char sql[] = "SELECT 1 FROM party_role "
	    "WHERE party = :party AND role = :role";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_int(st, ":party", id);
	cr_bind_text(st, ":role", role);
	rc = cr_step(cr, st);
	cr_reset(st);
	return rc;
}

int
cr_party_role_each(struct cr *cr, const char *role,
    int (*each)(void *ctx, int64_t id), void *ctx)
{
	static const char sql[] = "SELECT party FROM party_role "
	    "WHERE role = :role ORDER BY party";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_text(st, ":role", role);
	while ((rc = cr_step(cr, st)) == 1)
		if ((rc = each(ctx, cr_col_int(st, 0))) != 0)
			break;
	cr_reset(st);
	return rc;
}
