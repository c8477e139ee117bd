#include "cr/csvin.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/i18n.h"
#include "cr/lines.h"
#include "cr/mem.h"

/*
 * libcsv is fed line by line, so that a row knows the lines it takes; it
 * reports every line end outside quotes, and so says when a row is whole.
 */
struct cr_csv {
	struct cr_lines *lines;
	struct csv_parser parser;
	bool whole;		/* the row is */
	bool bare_cr;		/* a CR inside a line was seen */
	const char *mark;	/* where lines end; NULL: at their end */
	struct cr_buf text;	/* the cells one by one, each with a NUL */
	struct cr_cell *cell;
	size_t ncells;		/* also those beyond the maximum */
	struct cr_buf raw;	/* of a row of several lines */
	struct cr_buf again;	/* lines to be read anew, from AT on */
	size_t at;
	int64_t again_number;
	/* what was wrong with the lines of the row, and of those in AGAIN */
	const char *error[CR_CSV_MAX_LINES], *again_error[CR_CSV_MAX_LINES];
	size_t nagain;
};

struct cr_csv *
cr_csv_new(struct cr_lines *lines, char separator)
{
	struct cr_csv *c = cr_calloc(1, sizeof(*c));

	c->lines = lines;
	c->cell = cr_calloc(CR_CSV_MAX_COLUMNS, sizeof(*c->cell));
	cr_buf_init(&c->text);
	cr_buf_init(&c->raw);
	cr_buf_init(&c->again);
	if (csv_init(&c->parser, CSV_REPALL_NL) != 0)
		abort();
	csv_set_delim(&c->parser, (unsigned char)separator);
	return c;
}

void
cr_csv_free(struct cr_csv *c)
{
	if (c == NULL)
		return;
	csv_free(&c->parser);
	cr_buf_release(&c->text);
	cr_buf_release(&c->raw);
	cr_buf_release(&c->again);
	free(c->cell);
	free(c);
}

static void
on_cell(void *s, size_t n, void *ctx)
{
	struct cr_csv *c = ctx;
	char *to;

	if (c->ncells++ >= CR_CSV_MAX_COLUMNS ||
	    (to = cr_buf_room(&c->text, n + 1)) == NULL)
		return;
	if (n > 0)
		memcpy(to, s, n);
	to[n] = '\0';
	c->text.len += n + 1;
	c->cell[c->ncells - 1].n = n;
}

static void
on_row(int end, void *ctx)
{
	struct cr_csv *c = ctx;

	(void)end;
	c->whole = true;
}

static int
is_lf(unsigned char ch)
{
	return ch == '\n';
}

static int
is_blank(unsigned char ch)
{
	return ch == ' ' || ch == '\t' || ch == '\r';
}

/* libcsv takes any CR for a line end; from the first that is none on, not. */
static void
watch_cr(struct cr_csv *c, const struct cr_line *line)
{
	if (c->bare_cr || memchr(line->s, '\r', line->n) == NULL)
		return;
	c->bare_cr = true;
	csv_set_term_func(&c->parser, is_lf);
	csv_set_space_func(&c->parser, is_blank);
}

static void
feed(struct cr_csv *c, struct cr_line *line)
{
	watch_cr(c, line);
	line->s[line->n] = '\n';
	/* one cell cannot be longer than its line: no growing in pieces */
	cr_buf_room(&c->text, 2 * line->n + 2);
	/* it can only fail without memory, or beyond SIZE_MAX */
	if (csv_parse(&c->parser, line->s, line->n + 1, on_cell, on_row, c) !=
	    line->n + 1)
		abort();
}

void
cr_csv_cut(struct cr_csv *c, const char *mark)
{
	c->mark = mark;
}

static void
cut(const struct cr_csv *c, struct cr_line *line)
{
	char *p;

	line->s[line->n] = '\0';
	if ((p = strstr(line->s, c->mark)) != NULL)
		line->n = (size_t)(p - line->s);
}

/* A line that is to be read anew, or the next of the file. */
static int
next_line(struct cr *cr, struct cr_csv *c, struct cr_line *out)
{
	char *s = c->again.s + c->at;
	size_t left = c->again.len - c->at;

	if (left == 0) {
		int rc = cr_lines_next(cr, c->lines, out);

		if (rc == 1 && c->mark != NULL)
			cut(c, out);
		return rc;
	}
	*out = (struct cr_line){ .s = s, .number = c->again_number++ };
	out->n = (size_t)((char *)memchr(s, '\n', left) - s);
	out->error = c->again_error[0];
	memmove(c->again_error, c->again_error + 1,
	    --c->nagain * sizeof(*c->again_error));
	c->at += out->n + 1;
	return 1;
}

/* Forget the row that libcsv is in. */
static void
reset(struct cr_csv *c)
{
	csv_fini(&c->parser, on_cell, on_row, c);
	cr_buf_clear(&c->text);
	c->ncells = 0;
	c->whole = false;
}

static void
spoil(struct cr_csv *c, struct cr_row *row, const char *error)
{
	reset(c);
	row->error = error;
	row->n = 0;
}

/* Before the next line is read: the first of the row is about to go. */
static void
keep_raw(struct cr_csv *c, struct cr_row *row)
{
	if (row->lines != 1)
		return;
	cr_buf_add(&c->raw, row->raw, row->nraw);
	row->raw = c->raw.s;
}

/* Add a line to the row; only a row of several is copied. */
static void
add_raw(struct cr_csv *c, struct cr_row *row, const struct cr_line *line)
{
	c->error[row->lines] = line->error;
	if (row->lines++ == 0) {
		row->line = line->number;
		row->raw = line->s;
		row->nraw = line->n;
		return;
	}
	cr_buf_addc(&c->raw, '\n');
	cr_buf_add(&c->raw, line->s, line->n);
	row->raw = c->raw.s;
	row->nraw = c->raw.len;
}

/* The N lines after the row's first go before those in AGAIN. */
static void
push_errors(struct cr_csv *c, size_t n)
{
	if (c->nagain > CR_CSV_MAX_LINES - n)	/* cannot be: see read_row() */
		abort();
	memmove(c->again_error + n, c->again_error,
	    c->nagain * sizeof(*c->again_error));
	memcpy(c->again_error, c->error + 1, n * sizeof(*c->error));
	c->nagain += n;
}

void
cr_csv_split(struct cr_csv *c, struct cr_row *row)
{
	char *nl = memchr(row->raw, '\n', row->nraw);
	struct cr_buf rest;

	if (nl != NULL) {
		push_errors(c, row->lines - 1);
		cr_buf_init(&rest);
		cr_buf_add(&rest, nl + 1,
		    row->nraw - (size_t)(nl + 1 - row->raw));
		cr_buf_addc(&rest, '\n');
		cr_buf_add(&rest, c->again.s + c->at, c->again.len - c->at);
		cr_buf_release(&c->again);
		c->again = rest;
		c->at = 0;
		c->again_number = row->line + 1;
		row->nraw = (size_t)(nl - row->raw);
		*nl = '\0';
	}
	row->lines = 1;
	spoil(c, row, N_("a quotation mark is not closed, or is not doubled"));
}

/* Put the cells in their places; the text does not move any more. */
static void
finish(struct cr_csv *c, struct cr_row *row)
{
	char *s = c->text.s;
	size_t i;

	if (c->ncells > CR_CSV_MAX_COLUMNS) {
		spoil(c, row, N_("has more than 1024 columns"));
		return;
	}
	for (i = 0; i < c->ncells; i++) {
		c->cell[i].s = s;
		s += c->cell[i].n + 1;
	}
	row->cell = c->cell;
	row->n = c->ncells;
	row->raw[row->nraw] = '\0';
}

/*
 * Read one row, also an empty one. Lines to be read anew are read before any
 * other, so that they and the row are never more than CR_CSV_MAX_LINES.
 */
static int
read_row(struct cr *cr, struct cr_csv *c, struct cr_row *row)
{
	struct cr_line line;
	int rc;

	*row = (struct cr_row){ .raw = c->raw.s };
	cr_buf_clear(&c->text);
	cr_buf_clear(&c->raw);
	c->ncells = 0;
	for (c->whole = false; !c->whole; feed(c, &line)) {
		keep_raw(c, row);
		if (row->lines == CR_CSV_MAX_LINES ||
		    (rc = next_line(cr, c, &line)) == 0) {
			if (row->lines == 0)
				return 0;
			cr_csv_split(c, row);
			return 1;
		}
		if (rc < 0)
			return rc;
		add_raw(c, row, &line);
		if (line.error != NULL) {
			if (row->lines > 1)
				cr_csv_split(c, row);
			else
				spoil(c, row, line.error);
			return 1;
		}
	}
	finish(c, row);
	return 1;
}

static bool
is_empty(const struct cr_row *row)
{
	size_t i;

	for (i = 0; i < row->n; i++)
		if (row->cell[i].n > 0)
			return false;
	return row->error == NULL;
}

int
cr_csv_next(struct cr *cr, struct cr_csv *c, struct cr_row *out)
{
	int rc;

	do
		rc = read_row(cr, c, out);
	while (rc == 1 && is_empty(out));
	return rc;
}

size_t
cr_csv_last_cell(const char *raw, size_t n, char separator)
{
	bool quoted = false;
	size_t i, at = n;

	for (i = 0; i < n; i++)
		if (raw[i] == '"')
			quoted = !quoted;
		else if (raw[i] == separator && !quoted)
			at = i;
	return at;
}
