/*
 * scan LEDGER SQL...: the least that reading costs: step through all rows
 * of each statement, take every column as a number, add them up. All in
 * one process, with the page cache that cr has.
 */
#include <inttypes.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>

static int
scan(sqlite3 *db, const char *sql, uint64_t *sum)
{
	sqlite3_stmt *st;
	int i, n, rc;

	if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK)
		return 0;
	n = sqlite3_column_count(st);
	while ((rc = sqlite3_step(st)) == SQLITE_ROW)
		for (i = 0; i < n; i++)
			*sum += (uint64_t)sqlite3_column_int64(st, i);
	sqlite3_finalize(st);
	return rc == SQLITE_DONE;
}

int
main(int argc, char **argv)
{
	sqlite3 *db = NULL;
	uint64_t sum = 0;
	int i, ok;

	ok = argc > 2 && sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READONLY,
	    NULL) == SQLITE_OK;
	if (ok)
		sqlite3_exec(db, "PRAGMA cache_size = -32768", NULL, NULL,
		    NULL);
	for (i = 2; ok && i < argc; i++)
		ok = scan(db, argv[i], &sum);
	if (!ok)
		fprintf(stderr, "scan: %s\n", db ? sqlite3_errmsg(db) :
		    "usage: scan LEDGER SQL...");
	else
		printf("%" PRIu64 "\n", sum);
	sqlite3_close(db);
	return ok ? 0 : 3;
}
