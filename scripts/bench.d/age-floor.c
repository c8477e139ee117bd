/*
 * age-floor: the least a C program has to do for the ageing by debtor.
 *
 *	age-floor LEDGER DAY	as cr-age -H -o code,... with the usual
 *				buckets, if every debtor has a code, nothing
 *				is in two currencies and there are no credits
 *
 * The open items are stepped through once, the sums are in an array by the
 * number of the party, and the parties are read in the order of their codes.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "cr/buf.h"

enum { BUCKETS = 8 };
static const int bounds[] = { 30, 60, 90, 120, 180, 365 };

static sqlite3_stmt *
query(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *st;

	if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK) {
		fprintf(stderr, "age-floor: %s\n", sqlite3_errmsg(db));
		exit(3);
	}
	return st;
}

static int
bucket(int late)
{
	int i;

	if (late <= 0)
		return 0;
	for (i = 0; i < BUCKETS - 2 && late > bounds[i]; i++)
		;
	return i + 1;
}

static void
report(sqlite3 *db, int64_t (*sums)[BUCKETS])
{
	sqlite3_stmt *st = query(db, "SELECT id, code FROM party "
	    "WHERE space = 'party' AND code IS NOT NULL "
	    "AND undone_by IS NULL ORDER BY code");
	struct cr_buf b;
	int64_t *s, total;
	int i;

	cr_buf_init(&b);
	while (sqlite3_step(st) == SQLITE_ROW) {
		s = sums[sqlite3_column_int64(st, 0)];
		for (total = i = 0; i < BUCKETS; i++)
			total += s[i];
		if (total == 0)
			continue;
		cr_buf_adds(&b, (const char *)sqlite3_column_text(st, 1));
		for (i = 0; i < BUCKETS; i++) {
			cr_buf_addc(&b, '\t');
			cr_buf_addi(&b, s[i]);
		}
		cr_buf_addc(&b, '\t');
		cr_buf_addi(&b, total);
		cr_buf_addc(&b, '\n');
		fwrite(b.s, 1, b.len, stdout);
		cr_buf_clear(&b);
	}
	sqlite3_finalize(st);
	cr_buf_release(&b);
}

int
main(int argc, char **argv)
{
	int64_t (*sums)[BUCKETS], n;
	sqlite3_stmt *st;
	sqlite3 *db;
	int day;

	if (argc != 3 || sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READONLY |
	    SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
		return 3;
	day = (int)strtol(argv[2], NULL, 10);
	st = query(db, "SELECT max(id) FROM party");
	sqlite3_step(st);
	n = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	if ((sums = calloc((size_t)n + 1, sizeof(*sums))) == NULL)
		return 3;
	st = query(db, "SELECT debtor, due, open_cents FROM open_item");
	while (sqlite3_step(st) == SQLITE_ROW)
		sums[sqlite3_column_int64(st, 0)]
		    [bucket(day - sqlite3_column_int(st, 1))] +=
		    sqlite3_column_int64(st, 2);
	sqlite3_finalize(st);
	report(db, sums);
	free(sums);
	sqlite3_close(db);
	return 0;
}
