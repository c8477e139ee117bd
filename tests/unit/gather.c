/* The door to the database: rows that are gathered, and what stays bound. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/db.h"

static struct cr cr;

#define INTO "INSERT INTO t (a, b, c) "
static const struct cr_insert insert = {
	INTO "VALUES (:a, :b, :c)", INTO, 3,
	"SELECT coalesce(max(id), 0) FROM t", 0,
};
static const struct cr_insert in_order = {
	INTO "VALUES (:a, :b, :c)", INTO, 3, NULL, 2,
};

static void
start(bool gather)
{
	cr_init(&cr, "unit");
	ck_assert_int_eq(cr_db_open(&cr, ":memory:", CR_DB_CREATE), CR_OK);
	ck_assert_int_eq(cr_db_script(&cr, "CREATE TABLE t (id INTEGER PRIMARY "
	    "KEY, a TEXT, b INTEGER, c TEXT NOT NULL) STRICT; "
	    "CREATE TABLE other (x INTEGER) STRICT"), CR_OK);
	ck_assert_int_eq(cr_db_begin(&cr), CR_OK);
	ck_assert_int_eq(cr_db_gather(&cr, gather), CR_OK);
}

static void
stop(void)
{
	cr_db_rollback(&cr);
	cr_db_close(&cr);
	cr_release(&cr);
}

static int64_t
add(const char *a, int64_t b, const char *c)
{
	struct cr_stmt *st = cr_insert(&cr, &insert);
	int64_t id = 0;

	cr_put_text(st, 1, a, -1);
	if (b != 0)
		cr_put_int(st, 2, b);
	if (c != NULL)
		cr_put_text(st, 3, c, -1);
	ck_assert_int_eq(cr_insert_row(&cr, st, &id), CR_OK);
	return id;
}

/* The rows, "a b c" each. */
static const char *
rows(void)
{
	static const char sql[] = "SELECT group_concat(id || coalesce(a, '-') "
	    "|| coalesce(b, '-') || c, ' ') FROM t";
	static char text[256];
	struct cr_stmt *st = cr_sql(&cr, sql);

	ck_assert_int_eq(cr_step(&cr, st), 1);
	snprintf(text, sizeof(text), "%s", cr_col_null(st, 0) ? "" :
	    cr_col_text(st, 0));
	cr_reset(st);
	return text;
}

static int64_t
count(void)
{
	static const char sql[] = "SELECT count(*) FROM t WHERE a = 'x' || id "
	    "AND b = id * 2";
	struct cr_stmt *st = cr_sql(&cr, sql);
	int64_t n;

	ck_assert_int_eq(cr_step(&cr, st), 1);
	n = cr_col_int(st, 0);
	cr_reset(st);
	return n;
}

/* Rows whose text is of their number. */
static int64_t
total(void)
{
	static const char sql[] = "SELECT count(*) FROM t WHERE a = 'x' || "
	    "(b / 2)";
	struct cr_stmt *st = cr_sql(&cr, sql);
	int64_t n;

	ck_assert_int_eq(cr_step(&cr, st), 1);
	n = cr_col_int(st, 0);
	cr_reset(st);
	return n;
}

/* The same values, one by one or gathered; nothing stays from row to row. */
START_TEST(same)
{
	int gather;

	for (gather = 0; gather < 2; gather++) {
		start(gather != 0);
		ck_assert_int_eq(add("p", 7, "q"), 1);
		ck_assert_int_eq(add(NULL, 0, "r"), 2);
		ck_assert_int_eq(add("", 7, ""), 3);
		ck_assert_int_eq(add("s", 8, "q"), 4);
		ck_assert_int_eq(add("s", 0, "q"), 5);
		ck_assert_int_eq(add(NULL, 8, "q"), 6);
		ck_assert_str_eq(rows(), "1p7q 2--r 37 4s8q 5s-q 6-8q");
		stop();
	}
}
END_TEST

/* More than are kept at a time, with a question now and then. */
START_TEST(many)
{
	char a[16];
	int i;

	start(true);
	for (i = 1; i <= 5000; i++) {
		snprintf(a, sizeof(a), "x%d", i);
		ck_assert_int_eq(add(a, i * 2, "c"), i);
		if (i % 777 == 0)
			ck_assert_int_eq(count(), i);
	}
	ck_assert_int_eq(count(), 5000);
	stop();
}
END_TEST

static void
add_in_order(const char *a, int64_t b)
{
	struct cr_stmt *st = cr_insert(&cr, &in_order);

	cr_put_text(st, 1, a, -1);
	cr_put_int(st, 2, b);
	cr_put_text(st, 3, "c", -1);
	ck_assert_int_eq(cr_insert_row(&cr, st, NULL), CR_OK);
}

/* Those that are written by a column, when gathering is over or committed. */
START_TEST(ordered)
{
	char a[16];
	int i;

	start(true);
	add_in_order("p", 3);
	add_in_order("q", 1);
	add_in_order("r", 2);
	add_in_order("s", 1);
	ck_assert_str_eq(rows(), "");
	ck_assert_int_eq(cr_db_gather(&cr, false), CR_OK);
	ck_assert_str_eq(rows(), "1q1c 2s1c 3r2c 4p3c");
	add_in_order("t", 9);
	add_in_order("u", 8);
	ck_assert_str_eq(rows(), "1q1c 2s1c 3r2c 4p3c 5t9c 6u8c");
	stop();
	/* more than are kept at a time: x20000 is the first, then x19999 */
	start(true);
	for (i = 20000; i > 0; i--) {
		snprintf(a, sizeof(a), "x%d", i);
		add_in_order(a, i * 2);
	}
	ck_assert_int_eq(cr_db_commit(&cr), CR_OK);
	ck_assert_int_eq(cr_db_begin(&cr), CR_OK);
	ck_assert_int_eq(cr_db_gather(&cr, false), CR_OK);
	ck_assert_int_eq(total(), 20000);
	stop();
}
END_TEST

/* What goes with a savepoint or a transaction leaves no number behind. */
START_TEST(taken_back)
{
	start(true);
	ck_assert_int_eq(add("p", 1, "q"), 1);
	ck_assert_int_eq(cr_db_savepoint(&cr), CR_OK);
	ck_assert_int_eq(add("gone", 2, "q"), 2);
	cr_db_back(&cr);
	ck_assert_int_eq(add("r", 3, "q"), 2);
	ck_assert_str_eq(rows(), "1p1q 2r3q");
	ck_assert_int_eq(cr_db_commit(&cr), CR_OK);
	ck_assert_int_eq(cr_db_begin(&cr), CR_OK);
	ck_assert_int_eq(add("gone", 4, "q"), 3);
	cr_db_rollback(&cr);
	ck_assert_int_eq(cr_db_begin(&cr), CR_OK);
	ck_assert_str_eq(rows(), "1p1q 2r3q");
	ck_assert_int_eq(add("one by one", 5, "q"), 3);
	ck_assert_int_eq(cr_db_gather(&cr, true), CR_OK);
	ck_assert_int_eq(add("s", 6, "q"), 4);
	ck_assert_int_eq(cr_db_gather(&cr, false), CR_OK);
	ck_assert_int_eq(add("t", 7, "q"), 5);
	ck_assert_int_eq(cr_db_gather(&cr, true), CR_OK);
	ck_assert_int_eq(add("u", 8, "q"), 6);
	ck_assert_int_eq(cr_db_commit(&cr), CR_OK);
	ck_assert_str_eq(rows(), "1p1q 2r3q 3one by one5q 4s6q 5t7q 6u8q");
	stop();
}
END_TEST

/* A row that breaks a rule is told at the latest when it is committed. */
START_TEST(broken)
{
	static const char sql[] = "INSERT INTO other (x) VALUES (:x)";
	struct cr_stmt *st;

	start(true);
	add("p", 1, NULL);
	st = cr_sql(&cr, sql);
	cr_apart(st);		/* has nothing to do with it */
	cr_put_int(st, 1, 1);
	ck_assert_int_eq(cr_exec(&cr, st), CR_OK);
	ck_assert_int_eq(cr_db_commit(&cr), CR_ESYSTEM);
	ck_assert(strstr(cr_errmsg(&cr), "t.c") != NULL);
	stop();
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = { same, many, ordered, taken_back,
	    broken, NULL };

	return unit_run("gather", tests);
}
