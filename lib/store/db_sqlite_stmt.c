#include "cr/db.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/mem.h"
#include "db_sqlite.h"

void
cr_stmt_free(struct cr_stmt *s)
{
	struct cr_stmt *next;

	for (; s != NULL; s = next) {
		next = s->next;
		sqlite3_finalize(s->st);
		free(s);
	}
}

static struct cr_stmt *
stmt_new(struct cr *cr, const char *sql, struct cr_stmt *next)
{
	struct cr_stmt *s = cr_calloc(1, sizeof(*s));

	s->sql = sql;
	s->next = next;
	if (sqlite3_prepare_v3(cr->db->db, sql, -1, SQLITE_PREPARE_PERSISTENT,
	    &s->st, NULL) != SQLITE_OK ||
	    sqlite3_bind_parameter_count(s->st) > PARAMS) {
		fprintf(stderr, "cr: %s: %s\n", sqlite3_errmsg(cr->db->db),
		    sql);
		abort();
	}
	return s;
}

struct cr_stmt *
cr_sql(struct cr *cr, const char *sql)
{
	size_t slot = ((uintptr_t)sql >> 3) % SLOTS;
	struct cr_stmt *s;

	for (s = cr->db->cache[slot]; s != NULL && s->sql != sql; s = s->next)
		;
	if (s == NULL)
		return cr->db->cache[slot] = stmt_new(cr, sql,
		    cr->db->cache[slot]);
	if (sqlite3_stmt_busy(s->st))
		sqlite3_reset(s->st);
	s->stale |= s->bound;
	s->bound = 0;
	s->last = 0;
	return s;
}

struct cr_stmt *
cr_sql_text(struct cr *cr, const char *sql)
{
	return cr->db->texts = stmt_new(cr, sql, cr->db->texts);
}

/* Most are bound in the order in which they stand: the next one is tried. */
int
cr_param(struct cr_stmt *s, const char *name)
{
	const char *next = sqlite3_bind_parameter_name(s->st, s->last + 1);
	int i = next != NULL && strcmp(next, name) == 0 ? s->last + 1 :
	    sqlite3_bind_parameter_index(s->st, name);

	if (i == 0) {
		fprintf(stderr, "cr: no parameter %s in: %s\n", name,
		    sqlite3_sql(s->st));
		abort();
	}
	s->last = i;
	return i;
}

static uint64_t
bit(int param)
{
	return UINT64_C(1) << (param - 1);
}

void
cr_put_int(struct cr_stmt *s, int param, int64_t v)
{
	uint64_t b = bit(param);

	if (s->rows != NULL) {
		cr_rows_int(s->rows, param, v);
		return;
	}
	if ((s->numbers & b) == 0 || s->number[param - 1] != v)
		sqlite3_bind_int64(s->st, param, v);
	s->number[param - 1] = v;
	s->numbers |= b;
	s->bound |= b;
}

void
cr_put_text(struct cr_stmt *s, int param, const char *text, int len)
{
	if (text == NULL) {
		cr_put_null(s, param);
		return;
	}
	if (s->rows != NULL) {
		cr_rows_text(s->rows, param, text, len);
		return;
	}
	sqlite3_bind_text(s->st, param, text, len, SQLITE_STATIC);
	s->numbers &= ~bit(param);
	s->bound |= bit(param);
}

void
cr_put_null(struct cr_stmt *s, int param)
{
	uint64_t b = bit(param);

	if (((s->bound | s->stale) & b) == 0)
		return;
	sqlite3_bind_null(s->st, param);
	s->numbers &= ~b;
	s->bound &= ~b;
	s->stale &= ~b;
}

/* What the last run bound and this one did not is NULL. */
static void
drop_stale(struct cr_stmt *s)
{
	int i;

	if ((s->stale &= ~s->bound) == 0)
		return;
	for (i = 1; i <= PARAMS; i++)
		if ((s->stale & bit(i)) != 0)
			cr_put_null(s, i);
}

void
cr_bind_int(struct cr_stmt *s, const char *name, int64_t v)
{
	cr_put_int(s, cr_param(s, name), v);
}

void
cr_bind_text(struct cr_stmt *s, const char *name, const char *text)
{
	cr_put_text(s, cr_param(s, name), text, -1);
}

void
cr_bind_blob(struct cr_stmt *s, const char *name, const void *p, size_t n)
{
	int param = cr_param(s, name);

	sqlite3_bind_blob64(s->st, param, n > 0 ? p : "", n, SQLITE_STATIC);
	s->numbers &= ~bit(param);
	s->bound |= bit(param);
}

void
cr_bind_null(struct cr_stmt *s, const char *name)
{
	cr_put_null(s, cr_param(s, name));
}

void
cr_bind_date(struct cr_stmt *s, const char *name, struct cr_date d)
{
	if (cr_date_is_set(d))
		cr_bind_int(s, name, d.days);
	else
		cr_bind_null(s, name);
}

void
cr_bind_money(struct cr_stmt *s, const char *name, struct cr_money m)
{
	cr_bind_int(s, name, m.cents);
}

/* Before it runs: what it may ask for is there. */
static int
ready(struct cr *cr, struct cr_stmt *s)
{
	drop_stale(s);
	return cr->db->pending > 0 && !s->apart ? cr_rows_write(cr) : CR_OK;
}

void
cr_apart(struct cr_stmt *s)
{
	s->apart = true;
}

int
cr_step(struct cr *cr, struct cr_stmt *s)
{
	int rc;

	if ((rc = ready(cr, s)) != CR_OK)
		return rc;
	if ((rc = sqlite3_step(s->st)) == SQLITE_ROW)
		return 1;
	sqlite3_reset(s->st);
	return rc == SQLITE_DONE ? 0 : cr_db_error(cr, rc);
}

int
cr_exec(struct cr *cr, struct cr_stmt *s)
{
	int rc;

	if ((rc = ready(cr, s)) != CR_OK)
		return rc;
	while ((rc = sqlite3_step(s->st)) == SQLITE_ROW)
		;
	sqlite3_reset(s->st);
	return rc == SQLITE_DONE ? CR_OK : cr_db_error(cr, rc);
}

void
cr_reset(struct cr_stmt *s)
{
	sqlite3_reset(s->st);
}

int64_t
cr_col_int(struct cr_stmt *s, int i)
{
	return sqlite3_column_int64(s->st, i);
}

const char *
cr_col_text(struct cr_stmt *s, int i)
{
	return (const char *)sqlite3_column_text(s->st, i);
}

const void *
cr_col_blob(struct cr_stmt *s, int i, size_t *n)
{
	const void *p = sqlite3_column_blob(s->st, i);

	*n = (size_t)sqlite3_column_bytes(s->st, i);
	return p != NULL || cr_col_null(s, i) ? p : "";
}

bool
cr_col_null(struct cr_stmt *s, int i)
{
	return sqlite3_column_type(s->st, i) == SQLITE_NULL;
}

struct cr_date
cr_col_date(struct cr_stmt *s, int i)
{
	if (cr_col_null(s, i))
		return CR_DATE_NONE;
	return (struct cr_date){ (int32_t)cr_col_int(s, i) };
}

struct cr_money
cr_col_money(struct cr_stmt *s, int i)
{
	return (struct cr_money){ cr_col_int(s, i) };
}
