#ifndef DB_SQLITE_H
#define DB_SQLITE_H

#include <sqlite3.h>

/* What the files of the door to SQLite share. */

struct cr;

#define SLOTS 256			/* of the statement cache */
#define INDEXES 4			/* that may be away at a time */

struct cr_db {
	sqlite3 *db;
	int depth;		/* savepoints */
	struct cr_stmt *cache[SLOTS];
	struct cr_stmt *texts;	/* of cr_sql_text() */
	char *away[INDEXES];	/* how to make them again */
	int naway;
};

/* Turn SQLite's last error into ours. */
int cr_db_error(struct cr *cr, int rc);
/* S and those after it; NULL is none. */
void cr_stmt_free(struct cr_stmt *s);

#endif
