#include "cr/db.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/mem.h"
#include "db_sqlite.h"

#define APPLICATION_ID 0x63726c67	/* "crlg" in the file's header */
#define PAGE_BYTES 16384		/* measured: fewer, fuller pages */
#define CACHE_KIB 16384		/* measured: more is no faster */
#define BUSY_MS 5000

int
cr_db_error(struct cr *cr, int rc)
{
	const char *what = cr->db && cr->db->db ? sqlite3_errmsg(cr->db->db) :
	    sqlite3_errstr(rc);

	switch (rc & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return cr_fail(cr, CR_EBUSY, "the ledger is in use");
	case SQLITE_NOTADB:
		return cr_fail(cr, CR_EVERSION, "is not a ledger");
	case SQLITE_CONSTRAINT:
		return cr_fail(cr, rc == SQLITE_CONSTRAINT_UNIQUE ||
		    rc == SQLITE_CONSTRAINT_PRIMARYKEY ? CR_EEXIST :
		    CR_ESYSTEM, "the ledger refuses a row: %s", what);
	default:
		return cr_fail(cr, CR_ESYSTEM, "the ledger failed: %s", what);
	}
}

int
cr_db_script(struct cr *cr, const char *sql)
{
	int rc;

	if ((rc = cr_rows_write(cr)) != CR_OK)
		return rc;
	rc = sqlite3_exec(cr->db->db, sql, NULL, NULL, NULL);
	return rc == SQLITE_OK ? CR_OK : cr_db_error(cr, rc);
}

static int
configure(struct cr *cr, enum cr_db_mode mode)
{
	char sql[512];
	int err;

	sqlite3_extended_result_codes(cr->db->db, 1);
	sqlite3_busy_timeout(cr->db->db, BUSY_MS);
	snprintf(sql, sizeof(sql), "PRAGMA trusted_schema = OFF;"
	    "PRAGMA foreign_keys = %d; PRAGMA cache_size = -%d;"
	    "PRAGMA temp_store = MEMORY;", mode != CR_DB_LOAD, CACHE_KIB);
	if ((err = cr_db_script(cr, sql)) != CR_OK || mode == CR_DB_READ)
		return err;
	snprintf(sql, sizeof(sql), "PRAGMA page_size = %d;"
	    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;",
	    PAGE_BYTES);
	return cr_db_script(cr, sql);
}

int
cr_db_open(struct cr *cr, const char *where, enum cr_db_mode mode)
{
	int flags = mode == CR_DB_READ ? SQLITE_OPEN_READONLY :
	    SQLITE_OPEN_READWRITE;
	int rc, err;

	flags |= SQLITE_OPEN_NOMUTEX;	/* a handle is of one thread */
	if (mode == CR_DB_CREATE)
		flags |= SQLITE_OPEN_CREATE;
	/* a tool is one thread; neither locks nor statistics are of use */
	sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	cr->db = cr_calloc(1, sizeof(*cr->db));
	rc = sqlite3_open_v2(where, &cr->db->db, flags, NULL);
	if (rc == SQLITE_CANTOPEN)
		err = cr_fail(cr, CR_ENOTFOUND, "there is no ledger");
	else
		err = rc == SQLITE_OK ? configure(cr, mode) :
		    cr_db_error(cr, rc);
	if (err != CR_OK)
		cr_db_close(cr);
	return err;
}

static void
forget_indexes(struct cr_db *db)
{
	while (db->naway > 0)
		free(db->away[--db->naway]);
}

void
cr_db_close(struct cr *cr)
{
	int i;

	if (cr->db == NULL)
		return;
	for (i = 0; i < SLOTS; i++)
		cr_stmt_free(cr->db->cache[i]);
	cr_stmt_free(cr->db->texts);
	cr_rows_free(cr->db);
	forget_indexes(cr->db);
	if (sqlite3_close(cr->db->db) != SQLITE_OK)
		abort();	/* a statement of somebody's was left */
	free(cr->db);
	cr->db = NULL;
}

/* Rows went that others keep in mind. */
static void
forget(struct cr *cr)
{
	cr_rows_drop(cr->db);
	cr->horizon = (struct cr_date){ 0 };
	cr->journal_kept = false;
}

int
cr_db_begin(struct cr *cr)
{
	cr->journal_kept = false;
	return cr_db_script(cr, "BEGIN IMMEDIATE");
}

/*
 * A statement that still stands on its row goes on reading the ledger as it
 * was: what others write would not be seen, and the next transaction be
 * refused because of it.
 */
static void
end_reading(sqlite3 *db)
{
	sqlite3_stmt *st = NULL;

	while ((st = sqlite3_next_stmt(db, st)) != NULL)
		if (sqlite3_stmt_busy(st))
			sqlite3_reset(st);
}

int
cr_db_commit(struct cr *cr)
{
	int err = cr_db_script(cr, "COMMIT");

	cr->journal_kept = false;	/* others may go on with it */
	if (err == CR_OK)
		end_reading(cr->db->db);
	return err;
}

int
cr_db_begin_reading(struct cr *cr)
{
	static const char sql[] = "BEGIN";

	return cr_exec(cr, cr_sql(cr, sql));
}

void
cr_db_end_reading(struct cr *cr)
{
	static const char sql[] = "COMMIT";

	end_reading(cr->db->db);
	cr_exec(cr, cr_sql(cr, sql));
}

int
cr_db_index_away(struct cr *cr, const char *name)
{
	static const char sql[] =
	    "SELECT sql FROM sqlite_master WHERE type = 'index' "
	    "AND name = :name";
	struct cr_stmt *st = cr_sql(cr, sql);
	char drop[128];
	int rc;

	if (cr->db->naway == INDEXES)
		abort();
	cr_bind_text(st, ":name", name);
	if ((rc = cr_step(cr, st)) == 1)
		cr->db->away[cr->db->naway++] = cr_strdup(cr_col_text(st, 0));
	cr_reset(st);
	if (rc != 1)
		return rc;
	snprintf(drop, sizeof(drop), "DROP INDEX %s", name);
	return cr_db_script(cr, drop);
}

int
cr_db_indexes_back(struct cr *cr)
{
	int i, err = CR_OK;

	for (i = 0; i < cr->db->naway && err == CR_OK; i++)
		err = cr_db_script(cr, cr->db->away[i]);
	forget_indexes(cr->db);
	return err;
}

void
cr_db_rollback(struct cr *cr)
{
	forget_indexes(cr->db);
	cr->db->depth = 0;
	cr->db->gather = false;
	forget(cr);
	if (cr_db_in_transaction(cr))
		sqlite3_exec(cr->db->db, "ROLLBACK", NULL, NULL, NULL);
}

bool
cr_db_in_transaction(const struct cr *cr)
{
	return cr->db != NULL && !sqlite3_get_autocommit(cr->db->db);
}

static int
savepoint(struct cr *cr, const char *verb, int n)
{
	char sql[64];

	snprintf(sql, sizeof(sql), "%s s%d", verb, n);
	return cr_db_script(cr, sql);
}

int
cr_db_savepoint(struct cr *cr)
{
	return savepoint(cr, "SAVEPOINT", cr->db->depth++);
}

int
cr_db_release(struct cr *cr)
{
	return savepoint(cr, "RELEASE", --cr->db->depth);
}

void
cr_db_back(struct cr *cr)
{
	forget(cr);
	savepoint(cr, "ROLLBACK TO", --cr->db->depth);
	savepoint(cr, "RELEASE", cr->db->depth);
}

static int
pragma_int(struct cr *cr, const char *sql, int *out)
{
	sqlite3_stmt *st = NULL;
	int rc = sqlite3_prepare_v2(cr->db->db, sql, -1, &st, NULL);

	if (rc == SQLITE_OK && (rc = sqlite3_step(st)) == SQLITE_ROW)
		*out = sqlite3_column_int(st, 0);
	sqlite3_finalize(st);
	return rc == SQLITE_ROW ? CR_OK : cr_db_error(cr, rc);
}

int
cr_db_version(struct cr *cr, int *version, bool *ours)
{
	int id, err;

	if ((err = pragma_int(cr, "PRAGMA user_version", version)) == CR_OK &&
	    (err = pragma_int(cr, "PRAGMA application_id", &id)) == CR_OK)
		*ours = id == APPLICATION_ID;
	return err;
}

int
cr_db_set_version(struct cr *cr, int version)
{
	char sql[128];

	snprintf(sql, sizeof(sql), "PRAGMA user_version = %d;"
	    "PRAGMA application_id = %d", version, APPLICATION_ID);
	return cr_db_script(cr, sql);
}

int
cr_db_version_seen(struct cr *cr, int64_t *version)
{
	static const char sql[] = "PRAGMA data_version";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc = cr_step(cr, st);

	*version = rc == 1 ? cr_col_int(st, 0) : 0;
	cr_reset(st);
	return rc < 0 ? rc : CR_OK;
}

const char *
cr_db_path(struct cr *cr)
{
	return sqlite3_db_filename(cr->db->db, "main");
}

int64_t
cr_db_last_id(struct cr *cr)
{
	return sqlite3_last_insert_rowid(cr->db->db);
}

int64_t
cr_db_changes(struct cr *cr)
{
	return sqlite3_changes64(cr->db->db);
}
