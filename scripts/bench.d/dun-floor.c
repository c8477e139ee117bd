/*
 * dun-floor: the least that a C program has to do to write a night of
 * notices: the rows that one wrote, taken as they are from its ledger, one
 * prepared insert each into the very tables, indexes and foreign keys of
 * another ledger, by which cr-dun goes too, in one transaction that is
 * committed. Nothing is decided, and no letter is written.
 *
 *	dun-floor WRITTEN LEDGER
 *
 * LEDGER is what WRITTEN was before.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

/* Tables that a night adds rows to; the later refer to the earlier. */
static const struct {
	const char *name, *of;	/* OF: which of its rows are new */
} tables[] = {
	{ "run", " WHERE id > :last" },
	{ "policy", "" },
	{ "notice", "" },
	{ "notice_item", "" },
	{ "notice_credit", "" },
	{ "message", "" },
	{ "message_content", "" },
	{ "blob", "" },
	{ "message_attachment", "" },
	{ "claim", "" },
	{ "event", " WHERE id > :last" },
};

static void
die(sqlite3 *db, const char *what)
{
	fprintf(stderr, "dun-floor: %s: %s\n", what, sqlite3_errmsg(db));
	exit(3);
}

static void
sql(sqlite3 *db, const char *s)
{
	if (sqlite3_exec(db, s, NULL, NULL, NULL) != SQLITE_OK)
		die(db, s);
}

static sqlite3 *
open_db(const char *path, int flags)
{
	sqlite3 *db;

	if (sqlite3_open_v2(path, &db, flags | SQLITE_OPEN_NOMUTEX, NULL) !=
	    SQLITE_OK)
		die(db, path);
	return db;
}

static sqlite3_stmt *
prepare(sqlite3 *db, const char *s)
{
	sqlite3_stmt *st;

	if (sqlite3_prepare_v3(db, s, -1, SQLITE_PREPARE_PERSISTENT, &st,
	    NULL) != SQLITE_OK)
		die(db, s);
	return st;
}

/* The greatest id of a table before the night. */
static sqlite3_int64
last_id(sqlite3 *db, const char *table)
{
	char s[128];
	sqlite3_stmt *st;
	sqlite3_int64 id;

	snprintf(s, sizeof(s), "SELECT max(id) FROM %s", table);
	st = prepare(db, s);
	if (sqlite3_step(st) != SQLITE_ROW)
		die(db, s);
	id = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return id;
}

static sqlite3_stmt *
insert_of(sqlite3 *db, const char *table, int columns)
{
	char s[256];
	int n = snprintf(s, sizeof(s), "INSERT INTO %s VALUES (?", table);

	while (--columns > 0)
		n += snprintf(s + n, sizeof(s) - (size_t)n, ", ?");
	snprintf(s + n, sizeof(s) - (size_t)n, ")");
	return prepare(db, s);
}

/* The cells of the row that FROM stands on, not copied. */
static void
bind_row(sqlite3_stmt *from, sqlite3_stmt *to, int columns)
{
	int i;

	for (i = 0; i < columns; i++)
		switch (sqlite3_column_type(from, i)) {
		case SQLITE_INTEGER:
			sqlite3_bind_int64(to, i + 1,
			    sqlite3_column_int64(from, i));
			break;
		case SQLITE_TEXT:
			sqlite3_bind_text(to, i + 1,
			    (const char *)sqlite3_column_text(from, i),
			    sqlite3_column_bytes(from, i), SQLITE_STATIC);
			break;
		case SQLITE_BLOB:
			sqlite3_bind_blob(to, i + 1,
			    sqlite3_column_blob(from, i),
			    sqlite3_column_bytes(from, i), SQLITE_STATIC);
			break;
		default:
			sqlite3_bind_null(to, i + 1);
		}
}

static void
copy(sqlite3 *written, sqlite3 *db, const char *table, const char *of)
{
	char s[128];
	sqlite3_stmt *from, *to;
	int columns, rc;

	snprintf(s, sizeof(s), "SELECT * FROM %s%s", table, of);
	from = prepare(written, s);
	if (*of != '\0')
		sqlite3_bind_int64(from, 1, last_id(db, table));
	columns = sqlite3_column_count(from);
	to = insert_of(db, table, columns);
	while ((rc = sqlite3_step(from)) == SQLITE_ROW) {
		bind_row(from, to, columns);
		if (sqlite3_step(to) != SQLITE_DONE)
			die(db, table);
		sqlite3_reset(to);
	}
	if (rc != SQLITE_DONE)
		die(written, table);
	sqlite3_finalize(from);
	sqlite3_finalize(to);
}

int
main(int argc, char **argv)
{
	sqlite3 *written, *db;
	size_t i;

	if (argc != 3) {
		fprintf(stderr, "usage: dun-floor WRITTEN LEDGER\n");
		return 2;
	}
	written = open_db(argv[1], SQLITE_OPEN_READONLY);
	db = open_db(argv[2], SQLITE_OPEN_READWRITE);
	sql(db, "PRAGMA foreign_keys = ON; PRAGMA cache_size = -16384;"
	    "BEGIN IMMEDIATE");
	for (i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
		copy(written, db, tables[i].name, tables[i].of);
	sql(db, "COMMIT");
	sqlite3_close(written);
	sqlite3_close(db);
	return 0;
}
