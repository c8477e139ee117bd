#include "cr/db.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/mem.h"
#include "db_sqlite.h"

/*
 * Rows that are gathered are given to SQLite by a table that is not there:
 * INSERT INTO doc (...) SELECT c0, ... FROM cr_rows opens trees and cursors
 * once for many rows, which made inserts a third cheaper.
 */
#define ROWS 512		/* gathered of a table, at most */
#define ORDERED_ROWS 8192	/* and of one that is written in order */
#define TEXT_BYTES ((size_t)256 * 1024)
#define COLUMNS 16

struct cell {
	enum { NOTHING, NUMBER, TEXT } kind;
	int len;
	int64_t v;		/* the number, or where the text is */
};

/* Where a row stands, by the number that it is ordered by. */
struct place {
	int64_t by;
	int at;
};

struct cr_rows {
	const struct cr_insert *what;
	struct cr_rows *next;	/* of another table */
	struct cr_stmt *insert;
	struct cell *cell;
	struct place *place;	/* in the order of writing; NULL: as it is */
	struct cr_buf text;
	int n, max;
	int64_t id;		/* of the last row; 0: not known */
};

struct cursor {
	sqlite3_vtab_cursor base;
	const struct cr_rows *rows;
	int at;
};

struct feed {
	sqlite3_vtab base;
	struct cr_db *db;
};

static int
feed_connect(sqlite3 *db, void *aux, int argc, const char *const *argv,
    sqlite3_vtab **out, char **error)
{
	struct feed *f = cr_calloc(1, sizeof(*f));

	(void)argc;
	(void)argv;
	(void)error;
	f->db = aux;
	*out = &f->base;
	return sqlite3_declare_vtab(db, "CREATE TABLE r (c0, c1, c2, c3, c4, "
	    "c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15)");
}

static int
feed_disconnect(sqlite3_vtab *v)
{
	free(v);
	return SQLITE_OK;
}

static int
feed_plan(sqlite3_vtab *v, sqlite3_index_info *info)
{
	(void)v;
	(void)info;
	return SQLITE_OK;
}

static int
feed_open(sqlite3_vtab *v, sqlite3_vtab_cursor **out)
{
	struct cursor *c = cr_calloc(1, sizeof(*c));

	(void)v;
	*out = &c->base;
	return SQLITE_OK;
}

static int
feed_close(sqlite3_vtab_cursor *c)
{
	free(c);
	return SQLITE_OK;
}

static int
feed_begin(sqlite3_vtab_cursor *base, int n, const char *s, int argc,
    sqlite3_value **argv)
{
	struct cursor *c = (struct cursor *)base;

	(void)n;
	(void)s;
	(void)argc;
	(void)argv;
	c->rows = ((struct feed *)base->pVtab)->db->feeding;
	c->at = 0;
	return SQLITE_OK;
}

static int
feed_next(sqlite3_vtab_cursor *base)
{
	((struct cursor *)base)->at++;
	return SQLITE_OK;
}

static int
feed_end(sqlite3_vtab_cursor *base)
{
	const struct cursor *c = (struct cursor *)base;

	return c->rows == NULL || c->at == c->rows->n;
}

static int
feed_column(sqlite3_vtab_cursor *base, sqlite3_context *to, int i)
{
	const struct cursor *c = (struct cursor *)base;
	const struct cr_rows *r = c->rows;
	int at = r->place != NULL ? r->place[c->at].at : c->at;
	const struct cell *cell = &r->cell[at * r->what->columns + i];

	if (cell->kind == NUMBER)
		sqlite3_result_int64(to, cell->v);
	else if (cell->kind == TEXT)
		sqlite3_result_text(to, r->text.s + cell->v, cell->len,
		    SQLITE_STATIC);
	return SQLITE_OK;
}

static int
feed_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *id)
{
	*id = ((struct cursor *)base)->at;
	return SQLITE_OK;
}

static const sqlite3_module feed = {
	.xConnect = feed_connect, .xBestIndex = feed_plan,
	.xDisconnect = feed_disconnect, .xOpen = feed_open,
	.xClose = feed_close, .xFilter = feed_begin, .xNext = feed_next,
	.xEof = feed_end, .xColumn = feed_column, .xRowid = feed_rowid,
};

static struct cr_rows *
rows_new(struct cr *cr, const struct cr_insert *what)
{
	struct cr_rows *r = cr_calloc(1, sizeof(*r)), **at;
	struct cr_buf sql;
	int i;

	assert(what->columns <= COLUMNS);
	r->what = what;
	r->max = what->order != 0 ? ORDERED_ROWS : ROWS;
	r->cell = cr_reallocarray(NULL, (size_t)(r->max * what->columns),
	    sizeof(*r->cell));
	if (what->order != 0)
		r->place = cr_reallocarray(NULL, (size_t)r->max,
		    sizeof(*r->place));
	cr_buf_init(&r->text);
	cr_buf_init(&sql);
	cr_buf_adds(&sql, what->into);
	for (i = 0; i < what->columns; i++)
		cr_buf_addf(&sql, "%s c%d", i == 0 ? " SELECT" : ",", i);
	cr_buf_adds(&sql, " FROM cr_rows");
	if (!cr->db->can_feed && sqlite3_create_module(cr->db->db, "cr_rows",
	    &feed, cr->db) != SQLITE_OK)
		abort();
	cr->db->can_feed = true;
	r->insert = cr_sql_text(cr, sql.s);
	cr_apart(r->insert);
	cr_buf_release(&sql);
	/* written in the order in which they began: parents come first */
	for (at = &cr->db->gathered; *at != NULL; at = &(*at)->next)
		;
	return *at = r;
}

static struct cr_rows *
rows_of(struct cr *cr, const struct cr_insert *what)
{
	struct cr_rows *r = cr->db->gathered;

	while (r != NULL && r->what != what)
		r = r->next;
	return r != NULL ? r : rows_new(cr, what);
}

void
cr_rows_free(struct cr_db *db)
{
	struct cr_rows *r;

	while ((r = db->gathered) != NULL) {
		db->gathered = r->next;
		free(r->cell);
		free(r->place);
		cr_buf_release(&r->text);
		free(r);
	}
}

void
cr_rows_drop(struct cr_db *db)
{
	struct cr_rows *r;

	for (r = db->gathered; r != NULL; r = r->next) {
		r->n = 0;
		r->id = 0;
		cr_buf_clear(&r->text);
	}
	db->pending = 0;
}

static int
by_number(const void *va, const void *vb)
{
	const struct place *a = va, *b = vb;

	return a->by != b->by ? (a->by < b->by ? -1 : 1) : a->at - b->at;
}

static void
put_in_order(struct cr_rows *r)
{
	int columns = r->what->columns, i;

	for (i = 0; i < r->n; i++)
		r->place[i] = (struct place){ r->cell[i * columns +
		    r->what->order - 1].v, i };
	qsort(r->place, (size_t)r->n, sizeof(*r->place), by_number);
}

static int
write_rows(struct cr *cr, struct cr_rows *r)
{
	int err;

	if (r->n == 0)
		return CR_OK;
	if (r->place != NULL)
		put_in_order(r);
	cr->db->feeding = r;
	err = cr_exec(cr, r->insert);
	cr->db->feeding = NULL;
	/* the numbers that were told are those that they got */
	if (err == CR_OK && r->id != 0 && cr_db_last_id(cr) != r->id)
		abort();
	if (r->what->order == 0)
		cr->db->pending -= r->n;
	r->n = 0;
	cr_buf_clear(&r->text);
	return err;
}

int
cr_rows_write(struct cr *cr)
{
	struct cr_rows *r;
	int err = CR_OK;

	for (r = cr->db->gathered; r != NULL && err == CR_OK; r = r->next)
		err = write_rows(cr, r);
	return err;
}

int
cr_db_gather(struct cr *cr, bool on)
{
	int err;

	if (on == cr->db->gather)
		return CR_OK;
	if ((err = cr_rows_write(cr)) == CR_OK)
		cr_rows_drop(cr->db);	/* others will take numbers */
	cr->db->gather = on;
	return err;
}

struct cr_stmt *
cr_insert(struct cr *cr, const struct cr_insert *what)
{
	struct cr_rows *r;

	if (!cr->db->gather)
		return cr_sql(cr, what->sql);
	r = rows_of(cr, what);
	memset(&r->cell[r->n * what->columns], 0,
	    (size_t)what->columns * sizeof(*r->cell));
	cr->db->row.rows = r;
	return &cr->db->row;
}

static struct cell *
cell_of(struct cr_rows *r, int param)
{
	return &r->cell[r->n * r->what->columns + param - 1];
}

void
cr_rows_int(struct cr_rows *r, int param, int64_t v)
{
	*cell_of(r, param) = (struct cell){ NUMBER, 0, v };
}

void
cr_rows_text(struct cr_rows *r, int param, const char *text, int len)
{
	if (len < 0)
		len = (int)strlen(text);
	*cell_of(r, param) = (struct cell){ TEXT, len, (int64_t)r->text.len };
	cr_buf_add(&r->text, text, (size_t)len);
}

/* The number that the table's next row will have is one more. */
static int
last_id(struct cr *cr, struct cr_rows *r)
{
	struct cr_stmt *st = cr_sql(cr, r->what->last);
	int rc = cr_step(cr, st);

	if (rc == 1)
		r->id = cr_col_int(st, 0);
	cr_reset(st);
	return rc < 0 ? rc : CR_OK;
}

int
cr_insert_row(struct cr *cr, struct cr_stmt *st, int64_t *id)
{
	struct cr_rows *r = st->rows;
	int err;

	if (r == NULL) {
		if ((err = cr_exec(cr, st)) == CR_OK && id != NULL)
			*id = cr_db_last_id(cr);
		return err;
	}
	if (id != NULL && r->id == 0 && (err = last_id(cr, r)) != CR_OK)
		return err;
	if (id != NULL)
		*id = ++r->id;
	r->n++;
	if (r->what->order == 0)
		cr->db->pending++;
	return r->n < r->max && r->text.len < TEXT_BYTES ? CR_OK :
	    cr_rows_write(cr);
}
