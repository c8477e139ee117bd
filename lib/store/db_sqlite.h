#ifndef DB_SQLITE_H
#define DB_SQLITE_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

/* What the files of the door to SQLite share. */

struct cr;
struct cr_rows;

#define PARAMS 64			/* of a statement, at most */
#define SLOTS 256			/* of the statement cache */
#define INDEXES 4			/* that may be away at a time */

/*
 * What is bound outlives a run of the statement: bits say which parameters
 * were bound for this run, and which still are from the one before, since a
 * parameter that no run binds is NULL already, and a number that is bound
 * again as it is, as that of the run always is, need not be.
 */
struct cr_stmt {
	sqlite3_stmt *st;
	const char *sql;	/* by address */
	struct cr_stmt *next;
	struct cr_rows *rows;	/* where a row is gathered; st is none */
	bool apart;		/* it has nothing to do with those */
	int last;		/* parameter that was named */
	uint64_t bound, stale, numbers;
	int64_t number[PARAMS];
};

struct cr_db {
	sqlite3 *db;
	int depth;		/* savepoints */
	struct cr_stmt *cache[SLOTS];
	struct cr_stmt *texts;	/* of cr_sql_text() */
	char *away[INDEXES];	/* how to make them again */
	int naway;

	/* db_sqlite_rows.c */
	struct cr_rows *gathered, *feeding;
	struct cr_stmt row;	/* the row that is being gathered */
	int pending;		/* rows, of tables that are asked */
	bool gather, can_feed;
};

/* Turn SQLite's last error into ours. */
int cr_db_error(struct cr *cr, int rc);
/* Write all rows that were gathered; or forget them; or the tables too. */
int cr_rows_write(struct cr *cr);
void cr_rows_drop(struct cr_db *db);
void cr_rows_free(struct cr_db *db);
/* A value of the row. */
void cr_rows_int(struct cr_rows *r, int param, int64_t v);
void cr_rows_text(struct cr_rows *r, int param, const char *text, int len);
/* S and those after it; NULL is none. */
void cr_stmt_free(struct cr_stmt *s);

#endif
