#include "tables.h"

#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/lines.h"
#include "cr/mem.h"
#include "cr/str.h"

/* Where the cells are in a line, in the order that binding counts them. */
struct ruler {
	struct source *v;
	struct cr_cell *cell;
	size_t n, cap;
	struct cr_buf text;	/* the cells of a row, a NUL after each */
	size_t width;		/* the last character that is wanted */
};

static void
add_marks(struct ruler *r, const struct sources *from)
{
	size_t i;

	for (i = 0; i < from->n; i++) {
		const struct source *s = &from->v[i];

		if (s->kind != SOURCE_FIXED)
			continue;
		cr_grow(&r->v, r->n, &r->cap, sizeof(*r->v));
		r->v[r->n++] = *s;
		if ((size_t)(s->at + s->len) - 1 > r->width)
			r->width = (size_t)(s->at + s->len) - 1;
	}
}

static void
add_filters(struct ruler *r, const struct filters *f)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		add_marks(r, &f->v[i].from);
}

/* The order is that of cr_table_bind(). */
static void
ruler_init(struct ruler *r, const struct cr_mapping *m)
{
	const struct section *s;
	size_t i;

	memset(r, 0, sizeof(*r));
	cr_buf_init(&r->text);
	add_filters(r, &m->filters);
	for (s = m->section; s < m->section + MAPPING_SECTIONS; s++) {
		if (!s->used)
			continue;
		for (i = 0; i < s->nwanted; i++)
			add_marks(r, &s->wanted[i].from);
		add_filters(r, &s->filters);
	}
	r->cell = cr_calloc(r->n, sizeof(*r->cell));
}

static void
ruler_release(struct ruler *r)
{
	cr_buf_release(&r->text);
	free(r->cell);
	free(r->v);
}

/* Move over N letters of UTF-8, or to the end. */
static const char *
advance(const char *p, const char *end, size_t n)
{
	for (; n > 0 && p < end; n--)
		for (p++; p < end && (*p & 0xc0) == 0x80; p++)
			continue;
	return p;
}

static void
cut(struct ruler *r, struct cr_row *row)
{
	const char *end = row->raw + row->nraw, *from, *to;
	size_t i;
	char *s;

	cr_buf_clear(&r->text);
	for (i = 0; i < r->n; i++) {
		from = advance(row->raw, end, (size_t)r->v[i].at - 1);
		to = advance(from, end, (size_t)r->v[i].len);
		r->cell[i].n = (size_t)(to - from);
		cr_buf_add(&r->text, from, r->cell[i].n);
		cr_buf_addc(&r->text, '\0');
	}
	for (i = 0, s = r->text.s; i < r->n; s += r->cell[i++].n + 1)
		r->cell[i].s = s;
	row->cell = r->cell;
	row->n = r->n;
}

static bool
is_blank(const struct cr_line *line)
{
	size_t i;

	for (i = 0; i < line->n; i++)
		if (!cr_is_space(line->s[i]) && line->s[i] != '\x1a')
			return false;
	return line->error == NULL;
}

static int
read_line(struct table *t, struct ruler *r, const struct cr_line *line)
{
	struct cr_row row = { .line = line->number, .lines = 1,
	    .raw = line->s, .error = line->error };

	if (is_blank(line))
		return CR_OK;
	row.nraw = cr_reject_unmark(line->s, line->n);
	row.raw[row.nraw] = '\0';
	if (row.error == NULL)
		cut(r, &row);
	return cr_table_row(t, &row);
}

int
cr_table_read_fixed(struct table *t, struct cr_input *in,
    const struct cr_mapping *m)
{
	struct cr_lines *lines = cr_lines_new(in, m->encoding);
	int32_t skip = m->skip_lines + m->header;
	struct cr_line line;
	struct ruler r;
	int rc;

	ruler_init(&r, m);
	cr_table_bind(t, m, NULL, NULL);
	if (m->encoding != CR_ENCODING_AUTO && m->encoding != CR_ENCODING_UTF8)
		cr_buf_adds(&t->reject_header, "\xef\xbb\xbf");
	while ((rc = cr_lines_next(t->cr, lines, &line)) == 1) {
		if (skip-- > 0) {
			cr_buf_add(&t->reject_header, line.s, line.n);
			if (skip > 0)
				cr_buf_addc(&t->reject_header, '\n');
			continue;
		}
		skip = 0;
		if ((rc = read_line(t, &r, &line)) != CR_OK)
			break;
	}
	if (rc == CR_OK)
		rc = cr_table_statement_end(t);
	ruler_release(&r);
	cr_lines_free(lines);
	return rc;
}
