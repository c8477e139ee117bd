#include "cr/table.h"

#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/input.h"
#include "cr/mem.h"
#include "cr/str.h"
#include "cr/zip.h"
#include "tables.h"
#include "xlsx.h"

#define STOP 1		/* no more rows are wanted */

/* A sheet being looked at: its first rows. */
struct look {
	struct sample *s;
	int32_t skip;		/* rows on top */
};

static int
look_at_row(void *ctx, struct cr_row *row)
{
	struct look *l = ctx;
	char nothing[1] = "";

	row->raw = nothing;
	return row->line <= l->skip || cr_sample_add(l->s, row) ? 0 : STOP;
}

/*
 * Complete M from the first rows. A workbook has types of its own; what it
 * leaves open is as people in Italy write it. CR_EINPUT with WHY when it is
 * not sure; without WHY, the workbook itself is not right.
 */
static int
settle(struct xlsx *x, struct cr_mapping *m, bool columns, struct cr_buf *why)
{
	struct sample *s = cr_calloc(1, sizeof(*s));
	struct look l = { s, m->skip_lines };
	bool short_rows = m->short_rows;
	int rc = cr_xlsx_rows(x, look_at_row, &l);

	m->short_rows = true;	/* cells at the end are left out */
	if (rc == CR_OK && !cr_table_guess(x->cr, s, m, columns, why) &&
	    why->len > 0)
		rc = CR_EINPUT;
	m->short_rows = short_rows;
	if (!m->money_known || (m->money.mark == 0 && !m->money.implied))
		m->money.mark = ',';
	if (!m->date_known)
		m->date = CR_DATE_DMY;
	m->money_known = m->date_known = true;
	cr_arena_release(&s->arena);
	free(s);
	return rc;
}

/* Rows on their way to the table. */
struct xlsx_reading {
	struct table *t;
	const struct cr_mapping *m;
	struct sample *titles;	/* rows before the headers */
	struct cr_cell *padded;
	bool *money;		/* is the column of amounts? */
	size_t columns;		/* of the headers */
	struct cr_buf raw;
};

static void
find_money(struct xlsx_reading *r)
{
	const struct bound_section *s = r->t->section;
	size_t i, j, k;
	int kind;

	for (i = 0; i < r->t->nsections; i++)
		for (j = 0; j < s[i].n; j++) {
			kind = s[i].b[j].w->key->kind;
			for (k = 0; k < s[i].b[j].w->from.n; k++)
				if ((kind == CANON_CENTS ||
				    kind == CANON_OPT_CENTS) &&
				    s[i].b[j].col[k] >= 0)
					r->money[s[i].b[j].col[k]] = true;
		}
}

static void
add_date(struct cr_buf *b, const char *iso, enum cr_date_style style)
{
	struct cr_date date;
	int y, m, d;

	if (!cr_date_parse(iso, strlen(iso), CR_DATE_ISO, &date)) {
		cr_buf_adds(b, iso);
		return;
	}
	cr_date_to_ymd(date, &y, &m, &d);
	switch (style) {
	case CR_DATE_ISO:
		cr_buf_addf(b, "%04d-%02d-%02d", y, m, d);
		break;
	case CR_DATE_DMY:
		cr_buf_addf(b, "%02d/%02d/%04d", d, m, y);
		break;
	case CR_DATE_MDY:
		cr_buf_addf(b, "%02d/%02d/%04d", m, d, y);
		break;
	case CR_DATE_DDMMYYYY:
		cr_buf_addf(b, "%02d%02d%04d", d, m, y);
		break;
	case CR_DATE_YYYYMMDD:
		cr_buf_addf(b, "%04d%02d%02d", y, m, d);
		break;
	case CR_DATE_DDMMYY:
		cr_buf_addf(b, "%02d%02d%02d", d, m, y % 100);
		break;
	}
}

static void
add_cell(struct xlsx_reading *r, size_t col)
{
	const struct cr_cell *c = &r->padded[col];
	const char *s = c->s;
	struct cr_buf *b = &r->raw;

	if (c->kind == CR_CELL_DATE) {
		add_date(b, s, r->m->date);
		return;
	}
	if (c->kind == CR_CELL_NUMBER) {
		for (; *s != '\0'; s++)
			cr_buf_addc(b, *s == '.' && r->money[col] ?
			    r->m->money.mark : *s);
		return;
	}
	if (strpbrk(s, ";\"\n\r") == NULL) {
		cr_buf_adds(b, s);
		return;
	}
	cr_buf_addc(b, '"');
	for (; *s != '\0'; s++) {
		if (*s == '"')
			cr_buf_addc(b, '"');
		cr_buf_addc(b, *s);
	}
	cr_buf_addc(b, '"');
}

/* The row as a line of CSV, and as wide as the headers. */
static void
prepare(struct xlsx_reading *r, struct cr_row *row)
{
	static char nothing[1];
	size_t i, n = row->n < r->columns ? r->columns : row->n;

	cr_buf_clear(&r->raw);
	for (i = 0; i < n; i++) {
		r->padded[i] = i < row->n ? row->cell[i] :
		    (struct cr_cell){ .s = nothing };
		if (i > 0)
			cr_buf_addc(&r->raw, ';');
		add_cell(r, i);
	}
	row->cell = r->padded;
	row->n = n;
	cr_buf_room(&r->raw, 1);
	row->raw = r->raw.s;
	row->nraw = r->raw.len;
}

static int
on_row(void *ctx, struct cr_row *row)
{
	struct xlsx_reading *r = ctx;
	struct table *t = r->t;

	if (row->line <= r->m->skip_lines)
		return 0;
	prepare(r, row);
	if (row->error != NULL)		/* what is left of it is no line */
		row->raw = NULL;
	if (t->is_bound)
		return cr_table_row(t, row);
	if (row->error != NULL || !cr_table_bind(t, r->m, row, NULL)) {
		row->raw = r->raw.s;
		cr_sample_add(r->titles, row);
		return r->titles->n < TABLE_HEADER_ROWS ? 0 : STOP;
	}
	r->columns = row->n;
	find_money(r);
	cr_table_keep_header(t, row);
	cr_table_statement_begin(t, r->titles);
	return 0;
}

static int
read_sheet(struct table *t, struct xlsx *x, const struct cr_mapping *m)
{
	struct xlsx_reading r = { .t = t, .m = m };
	int rc;

	r.titles = cr_calloc(1, sizeof(*r.titles));
	r.padded = cr_calloc(CR_CSV_MAX_COLUMNS, sizeof(*r.padded));
	r.money = cr_calloc(CR_CSV_MAX_COLUMNS, sizeof(*r.money));
	cr_buf_init(&r.raw);
	t->separator = ';';
	if (!m->header) {
		cr_table_bind(t, m, NULL, NULL);
		find_money(&r);
	}
	rc = cr_xlsx_rows(x, on_row, &r);
	if (rc == CR_OK && !t->is_bound)
		cr_table_refuse_headers(t, m, r.titles);
	else if (rc == CR_OK)
		rc = cr_table_statement_end(t);
	cr_arena_release(&r.titles->arena);
	free(r.titles);
	free(r.padded);
	free(r.money);
	cr_buf_release(&r.raw);
	return rc;
}

static int
read_book(struct table *t, struct xlsx *x, const struct cr_mapping *given)
{
	struct cr_mapping *guessed = cr_mapping_new(), m;
	struct cr_buf why;
	int rc;

	cr_buf_init(&why);
	m = given != NULL ? *given : *guessed;
	rc = settle(x, given != NULL ? &m : guessed, given == NULL, &why);
	if (given == NULL)
		m = *guessed;
	if (rc == CR_OK) {
		rc = read_sheet(t, x, &m);
		cr_table_tell(t, &m);
	} else if (why.len > 0) {
		cr_table_refuse_file(t, "%s; a mapping file can say it", why.s);
		rc = CR_OK;
	}
	cr_buf_release(&why);
	cr_mapping_free(guessed);
	return rc;
}

static int
read_bytes(struct table *t, const char *p, size_t n,
    const struct cr_mapping *m)
{
	struct xlsx x;
	int rc;

	if (m != NULL && m->fixed) {
		cr_table_refuse_file(t, "is a workbook, and the mapping is for "
		    "lines of characters");
		return CR_OK;
	}
	rc = cr_xlsx_open(t->cr, p, n, m ? m->sheet : NULL, &x);
	if (rc == CR_OK)
		rc = read_book(t, &x, m);
	cr_xlsx_release(&x);
	/* also in the middle: the rows before the damage were emitted */
	if (rc != CR_OK && rc != CR_ESYSTEM && t->sink_error == CR_OK) {
		cr_table_refuse_file(t, "%s", cr_errmsg(t->cr));
		rc = CR_OK;
	}
	return rc;
}

int
cr_xlsx_read(struct cr *cr, struct cr_input *in,
    const struct cr_read_opts *opts, const struct cr_sink *sink,
    struct cr_read_file *done)
{
	struct table *t = cr_malloc(sizeof(*t));
	const char *p;
	size_t n;
	int rc;

	cr_table_init(t, cr, cr_input_name(in), sink, done);
	done->name = t->file;
	done->format = "xlsx";
	rc = cr_input_all(cr, in, CR_ZIP_MAX_FILE, &p, &n);
	if (rc == CR_OK)
		rc = read_bytes(t, p, n, opts ? opts->mapping : NULL);
	else if (rc == CR_ELIMIT) {
		cr_table_refuse_file(t, "%s", cr_errmsg(cr));
		rc = CR_OK;
	}
	cr_table_release(t);
	free(t);
	return rc;
}

static int
guess(struct cr *cr, const char *p, size_t n, struct cr_mapping *m,
    struct cr_buf *why)
{
	struct xlsx x;
	int rc = cr_xlsx_open(cr, p, n, NULL, &x);

	if (rc == CR_OK)
		rc = settle(&x, m, true, why);
	if (rc != CR_OK && why->len == 0)
		cr_buf_adds(why, cr_errmsg(cr));
	cr_xlsx_release(&x);
	return rc;
}

int
cr_table_guess_xlsx(struct cr *cr, struct cr_input *in, struct cr_mapping **out,
    struct cr_buf *why)
{
	struct cr_mapping *m;
	const char *p;
	size_t n;
	int rc = cr_input_all(cr, in, CR_ZIP_MAX_FILE, &p, &n);

	if (rc != CR_OK)
		return rc;
	m = cr_mapping_new();
	if ((rc = guess(cr, p, n, m, why)) == CR_OK)
		*out = m;
	else
		cr_mapping_free(m);
	return rc;
}
