#ifndef CR_DB_H
#define CR_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/date.h"
#include "cr/money.h"

struct cr;

/*
 * The door to the database. SQL is kept in the subset that SQLite and
 * PostgreSQL share, parameters are named, and what one engine needs alone
 * (pragmas, bulk loading) is in its driver file. A statement that does not
 * compile or a parameter that it does not have is a bug: abort().
 */
struct cr_stmt;

enum cr_db_mode {
	CR_DB_READ,	/* read only; fails if there is no ledger */
	CR_DB_WRITE,	/* an existing ledger */
	CR_DB_CREATE,	/* made if it is not there */
	/*
	 * As CR_DB_WRITE, to load many rows: the caller has just read or
	 * made what they refer to, so foreign keys are not checked again.
	 */
	CR_DB_LOAD,
};

/* Open the database WHERE names on cr->db, without looking inside. */
int cr_db_open(struct cr *cr, const char *where, enum cr_db_mode mode);
/* Finalises what is left and closes; harmless when nothing is open. */
void cr_db_close(struct cr *cr);

/*
 * A writer takes the lock at once, waits a little for another one and then
 * fails with CR_EBUSY. Read standard input to its end before, and print
 * after the commit: a pipe of tools must never wait for itself.
 */
int cr_db_begin(struct cr *cr);
int cr_db_commit(struct cr *cr);
void cr_db_rollback(struct cr *cr);
bool cr_db_in_transaction(const struct cr *cr);
/*
 * What is read in between is of one moment. What was borrowed is gone after
 * it, and what others write from then on is seen.
 */
int cr_db_begin_reading(struct cr *cr);
void cr_db_end_reading(struct cr *cr);
/* A point inside the transaction to fall back to; they nest. */
int cr_db_savepoint(struct cr *cr);
int cr_db_release(struct cr *cr);		/* keep what came after it */
void cr_db_back(struct cr *cr);			/* drop what came after it */

/*
 * Inside a transaction that fills an empty table: take the index NAME away,
 * and build those that were taken from all rows at once, which costs a
 * third of keeping them row by row in random order. A rollback has them.
 */
int cr_db_index_away(struct cr *cr, const char *name);
int cr_db_indexes_back(struct cr *cr);

/* Run a script of statements without parameters, as a migration is. */
int cr_db_script(struct cr *cr, const char *sql);

/* The version of the schema and the mark of our files (PRAGMAs). */
int cr_db_version(struct cr *cr, int *version, bool *ours);
int cr_db_set_version(struct cr *cr, int version);

/*
 * The statement of SQL, compiled once and kept: SQL must be a constant
 * whose address does not change. It comes reset and with no parameter
 * bound; it must not be in use by a caller further up.
 */
struct cr_stmt *cr_sql(struct cr *cr, const char *sql);
/* As cr_sql() for a text made at run time; finalised with cr_db_close(). */
struct cr_stmt *cr_sql_text(struct cr *cr, const char *sql);

/* Text and blobs are borrowed until the statement is used again. */
void cr_bind_int(struct cr_stmt *st, const char *name, int64_t v);
void cr_bind_text(struct cr_stmt *st, const char *name, const char *text);
void cr_bind_blob(struct cr_stmt *st, const char *name, const void *p,
    size_t n);
void cr_bind_null(struct cr_stmt *st, const char *name);
void cr_bind_date(struct cr_stmt *st, const char *name, struct cr_date d);
void cr_bind_money(struct cr_stmt *st, const char *name, struct cr_money m);

/*
 * For the innermost loops: the number of a parameter, found once, and
 * binding by it. A negative length of text means up to its NUL.
 */
int cr_param(struct cr_stmt *st, const char *name);
void cr_put_int(struct cr_stmt *st, int param, int64_t v);
void cr_put_text(struct cr_stmt *st, int param, const char *text, int len);
void cr_put_null(struct cr_stmt *st, int param);

/* 1: a row is there; 0: no more; or an enum cr_error. */
int cr_step(struct cr *cr, struct cr_stmt *st);
/* Run to the end and reset. 0, CR_EEXIST for a broken UNIQUE, or an error. */
int cr_exec(struct cr *cr, struct cr_stmt *st);
/* Done with the rows: gives up the read lock of a SELECT left half-way. */
void cr_reset(struct cr_stmt *st);

/*
 * An insert that comes many times. While rows are gathered, which is for
 * who fills a table that nobody asks meanwhile, they are kept and written
 * many at a time; any other statement, and the end of the transaction, finds
 * them written, but for those of a table that nobody asks until gathering is
 * over. What is wrong with a row is told then, by whoever it meets.
 */
struct cr_insert {
	const char *sql;	/* INSERT INTO table (columns) VALUES (...) */
	const char *into;	/* as far as the columns go */
	int columns;
	const char *last;	/* SELECT of the greatest id, or NULL */
	/*
	 * Not 0: the table is asked for by nobody until gathering is over.
	 * More rows of it are gathered, and they are written in the order of
	 * the number in this column, from 1, which an index is in too.
	 */
	int order;
};

int cr_db_gather(struct cr *cr, bool on);
/* As cr_sql(): put the values by number, then cr_insert_row(). */
struct cr_stmt *cr_insert(struct cr *cr, const struct cr_insert *what);
/* Insert the row, or gather it. *ID, if not NULL, is the number it gets. */
int cr_insert_row(struct cr *cr, struct cr_stmt *st, int64_t *id);
/* ST has nothing to do with what is gathered, and does not wait for it. */
void cr_apart(struct cr_stmt *st);

/*
 * Columns from 0. Text and blobs are borrowed until the next step; NULL is
 * NULL. A blob of no bytes is "".
 */
int64_t cr_col_int(struct cr_stmt *st, int i);
const char *cr_col_text(struct cr_stmt *st, int i);
const void *cr_col_blob(struct cr_stmt *st, int i, size_t *n);
bool cr_col_null(struct cr_stmt *st, int i);
struct cr_date cr_col_date(struct cr_stmt *st, int i);	/* NULL: none */
struct cr_money cr_col_money(struct cr_stmt *st, int i);

/* A number that changes when another program has changed the ledger. */
int cr_db_version_seen(struct cr *cr, int64_t *version);

/* The file, without links on its way: one name for one ledger. Borrowed. */
const char *cr_db_path(struct cr *cr);

int64_t cr_db_last_id(struct cr *cr);
int64_t cr_db_changes(struct cr *cr);		/* of the last statement */

#endif
