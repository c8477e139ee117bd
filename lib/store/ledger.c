#include "cr/ledger.h"

#include <time.h>

#include "cr/cr.h"
#include "cr/migration.h"
#include "cr/operator.h"

int
cr_ledger_version(void)
{
	const struct cr_migration *m;
	int version = 0;

	for (m = cr_migrations; m->version != 0; m++)
		version = m->version;
	return version;
}

static int
check_version(struct cr *cr, const char *where, int *version)
{
	bool ours;
	int err;

	if ((err = cr_db_version(cr, version, &ours)) != CR_OK)
		return cr_fail(cr, err, "%s: %s", where, cr_errmsg(cr));
	if (*version != 0 && !ours)
		return cr_fail(cr, CR_EVERSION, "%s: is not a ledger of cr",
		    where);
	if (*version > cr_ledger_version())
		return cr_fail(cr, CR_EVERSION, "%s: is of a newer cr "
		    "(schema %d, this one knows %d)", where, *version,
		    cr_ledger_version());
	return CR_OK;
}

int
cr_ledger_open(struct cr *cr, const char *where, enum cr_db_mode mode)
{
	int err, version;

	if ((err = cr_db_open(cr, where, mode)) != CR_OK)
		return cr_fail(cr, err, "%s: %s%s", where, cr_errmsg(cr),
		    err == CR_ENOTFOUND ? "; cr-init makes one" : "");
	if ((err = check_version(cr, where, &version)) == CR_OK &&
	    version < cr_ledger_version())
		err = cr_fail(cr, CR_EVERSION, "%s: is of an older cr; "
		    "cr-init brings it up to date", where);
	if (err != CR_OK)
		cr_db_close(cr);
	return err;
}

static int
migrate(struct cr *cr, const struct cr_migration *m)
{
	int err;

	if ((err = cr_db_begin(cr)) != CR_OK)
		return err;
	if ((err = cr_db_script(cr, m->sql)) == CR_OK &&
	    (err = cr_db_set_version(cr, m->version)) == CR_OK)
		err = cr_db_commit(cr);
	if (err != CR_OK)
		cr_db_rollback(cr);
	return err;
}

int
cr_ledger_migrate(struct cr *cr, const char *where, int *from, int *to)
{
	const struct cr_migration *m;
	int err;

	if ((err = cr_db_open(cr, where, CR_DB_CREATE)) != CR_OK)
		return cr_fail(cr, err, "%s: %s", where, cr_errmsg(cr));
	if ((err = check_version(cr, where, from)) != CR_OK)
		return err;
	*to = *from;
	for (m = cr_migrations; m->version != 0; m++) {
		if (m->version <= *from)
			continue;
		if ((err = migrate(cr, m)) != CR_OK)
			return cr_fail(cr, err, "%s: could not migrate to %s: "
			    "%s", where, m->name, cr_errmsg(cr));
		*to = m->version;
	}
	return CR_OK;
}

const char *
cr_setting(struct cr *cr, const char *name)
{
	static const char sql[] =
	    "SELECT value FROM setting WHERE name = :name";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	/* a copy: a row left unread would hold this state of the ledger */
	cr_buf_clear(&cr->setting);
	cr_bind_text(st, ":name", name);
	if ((rc = cr_step(cr, st)) == 1)
		cr_buf_adds(&cr->setting, cr_col_text(st, 0));
	cr_reset(st);
	return rc == 1 ? cr->setting.s : NULL;
}

int
cr_setting_set(struct cr *cr, const char *name, const char *value)
{
	static const char sql[] =
	    "INSERT INTO setting (name, value) VALUES (:name, :value) "
	    "ON CONFLICT (name) DO UPDATE SET value = excluded.value";
	struct cr_stmt *st = cr_sql(cr, sql);

	cr_put_text(st, 1, name, -1);
	cr_put_text(st, 2, value, -1);
	return cr_exec(cr, st);
}

char *
cr_instant(char to[CR_INSTANT_SIZE])
{
	time_t now = time(NULL);
	struct tm tm;

	gmtime_r(&now, &tm);
	strftime(to, CR_INSTANT_SIZE, "%Y-%m-%dT%H:%M:%SZ", &tm);
	return to;
}

int
cr_run_begin(struct cr *cr, const char *what)
{
	static const char sql[] =
	    "INSERT INTO run (tool, version, operator, day, at, what) "
	    "VALUES (:tool, :version, :operator, :day, :at, :what)";
	struct cr_stmt *st;
	char at[CR_INSTANT_SIZE];
	int err;

	if ((err = cr_operator_may(cr)) != CR_OK)
		return err;
	st = cr_sql(cr, sql);
	cr_bind_text(st, ":tool", cr->tool);
	cr_bind_text(st, ":version", CR_VERSION);
	cr_bind_text(st, ":operator", cr->operator);
	cr_bind_date(st, ":day", cr->today);
	cr_bind_text(st, ":at", cr_instant(at));
	cr_bind_text(st, ":what", what);
	if ((err = cr_exec(cr, st)) == CR_OK)
		cr->run = cr_db_last_id(cr);
	return err;
}
