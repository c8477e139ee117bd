#include "cr/table.h"

#include <stdlib.h>
#include <string.h>

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/i18n.h"
#include "cr/csvin.h"
#include "cr/input.h"
#include "cr/lines.h"
#include "cr/mem.h"
#include "tables.h"

#define SKIPPED_MAX ((size_t)64 * 1024)	/* of lines on top, for rejects */

static const char separators[] = ";\t|,";

/* Read past the lines on top; keep them in KEPT when it is not NULL. */
static int
skip_lines(struct cr *cr, struct cr_lines *lines, int32_t n,
    struct cr_buf *kept)
{
	struct cr_line line;
	int rc = 1;

	for (; n > 0 && rc == 1; n--) {
		rc = cr_lines_next(cr, lines, &line);
		if (rc == 1 && kept != NULL) {
			cr_buf_add(kept, line.s, line.n);
			cr_buf_addc(kept, '\n');
		}
	}
	return rc < 0 ? rc : CR_OK;
}

/* The first rows of IN, cut at SEPARATOR, without consuming them. */
static int
take_sample(struct cr *cr, struct cr_input *in, const struct cr_mapping *m,
    char separator, struct sample *s)
{
	char mark[REJECT_MARK_SIZE];
	struct cr_input *peek;
	struct cr_lines *lines;
	struct cr_csv *csv;
	struct cr_row row;
	const char *p;
	ptrdiff_t n = cr_input_peek(cr, in, &p);
	int rc;

	if (n < 0)
		return (int)n;
	peek = cr_input_memory("", p, (size_t)n);
	lines = cr_lines_new(peek, m->encoding);
	csv = cr_csv_new(lines, separator);
	cr_csv_cut(csv, cr_reject_mark(separator, mark));
	rc = skip_lines(cr, lines, m->skip_lines, NULL);
	while (rc == CR_OK && cr_csv_next(cr, csv, &row) == 1 &&
	    cr_sample_add(s, &row))
		continue;
	/* the last row may be cut */
	if (s->n > 1 && s->n < CR_TABLE_SAMPLE && n == CR_INPUT_PEEK)
		s->n--;
	cr_csv_free(csv);
	cr_lines_free(lines);
	cr_input_free(peek);
	return rc;
}

static void
sample_clear(struct sample *s)
{
	cr_arena_clear(&s->arena);
	s->n = 0;
}

/* Find the row of M's headers; -1 when there is none. */
static ptrdiff_t
find_headers(struct cr *cr, const struct sample *s,
    const struct cr_mapping *m)
{
	static const struct cr_sink nothing = { .ctx = NULL };
	struct cr_read_file done = { .name = "" };
	ptrdiff_t at = -1;
	struct table t;
	size_t i;

	cr_table_init(&t, cr, "", &nothing, &done);
	for (i = 0; at < 0 && i < s->n && i < TABLE_HEADER_ROWS; i++)
		if (cr_table_bind(&t, m, &s->row[i], NULL))
			at = (ptrdiff_t)i;
	cr_table_release(&t);
	return at;
}

/*
 * Complete M, which has no columns yet when COLUMNS, for one separator.
 * Returns how many fields it then has; 0 with WHY.
 */
static size_t
complete(struct cr *cr, const struct sample *s, struct cr_mapping *m,
    bool columns, struct cr_buf *why)
{
	ptrdiff_t header = -1;
	size_t n = 0;
	int i;

	if (columns)
		header = cr_table_guess_columns(s, m, why);
	else if (m->header)
		header = find_headers(cr, s, m);
	if (header < 0 && m->header)
		return 0;
	for (i = 0; i < MAPPING_SECTIONS; i++)
		n += m->section[i].nwanted;
	return cr_table_guess_styles(cr, s, header, m, why) &&
	    cr_table_entry_signs(cr, s, header, m, why) ? n : 0;
}

bool
cr_table_guess(struct cr *cr, const struct sample *s, struct cr_mapping *m,
    bool columns, struct cr_buf *why)
{
	return complete(cr, s, m, columns, why) > 0;
}

/* The best of several separators, and why it is none. */
struct guessed {
	struct cr_mapping *m;
	size_t fields;		/* that it fills */
	struct cr_buf *why;
	size_t columns;		/* that WHY speaks of */
};

/* Try one separator on a mapping of its own; the better stays. */
static int
try_separator(struct cr *cr, struct cr_input *in, char separator,
    struct sample *s, struct guessed *best)
{
	struct cr_mapping *m = cr_mapping_new();
	struct cr_buf reason;
	size_t n;
	int rc;

	cr_buf_init(&reason);
	sample_clear(s);
	m->separator = separator;
	rc = take_sample(cr, in, m, separator, s);
	n = rc == CR_OK ? complete(cr, s, m, true, &reason) : 0;
	if (n > best->fields) {
		cr_mapping_free(best->m);
		best->m = m;
		best->fields = n;
		m = NULL;
	} else if (best->why->len == 0 || (s->n > 0 &&
	    s->row[0].n > best->columns)) {
		/* the separator that cuts most is the one to speak of */
		best->columns = s->n > 0 ? s->row[0].n : 0;
		cr_buf_clear(best->why);
		cr_buf_add(best->why, reason.s, reason.len);
	}
	cr_mapping_free(m);
	cr_buf_release(&reason);
	return rc;
}

/* Recognise everything; CR_EINPUT with WHY when it is not sure. */
static int
guess(struct cr *cr, struct cr_input *in, struct cr_mapping **out,
    struct cr_buf *why)
{
	struct sample *s = cr_calloc(1, sizeof(*s));
	struct guessed best = { .why = why };
	const char *p;
	int rc = CR_OK;

	for (p = separators; rc == CR_OK && *p != '\0'; p++)
		rc = try_separator(cr, in, *p, s, &best);
	cr_arena_release(&s->arena);
	free(s);
	*out = best.m;
	return rc != CR_OK ? rc : *out != NULL ? CR_OK : CR_EINPUT;
}

int
cr_mapping_guess(struct cr *cr, struct cr_input *in, struct cr_mapping **out)
{
	struct cr_buf why;
	const char *p;
	ptrdiff_t n;
	int rc;

	if ((n = cr_input_peek(cr, in, &p)) < 0)
		return (int)n;
	cr_buf_init(&why);
	rc = cr_xlsx_is(p, (size_t)n) ? cr_table_guess_xlsx(cr, in, out, &why) :
	    guess(cr, in, out, &why);
	if (rc == CR_EINPUT)
		cr_fail(cr, CR_EINPUT, "is not understood: %s", why.s);
	cr_buf_release(&why);
	return rc;
}

/*
 * What the mapping M leaves open, when its columns are cut at SEPARATOR.
 * CR_EINPUT when that cannot be: with WHY, or its headers are not there.
 */
static int
settle_with(struct cr *cr, struct cr_input *in, char separator,
    struct sample *s, struct cr_mapping *m, struct cr_buf *why)
{
	int rc;

	m->separator = separator;
	sample_clear(s);
	rc = take_sample(cr, in, m, separator, s);
	if (rc == CR_OK && complete(cr, s, m, false, why) == 0)
		rc = CR_EINPUT;
	return rc;
}

/*
 * What a mapping of the user leaves open, on a copy of its top. The
 * separator is the one under which its headers are found; when they are not
 * there at all it is told later, by what they lack.
 */
static int
settle(struct cr *cr, struct cr_input *in, struct cr_mapping *m,
    struct cr_buf *why)
{
	char known[2] = { m->separator, '\0' };
	const char *p = m->separator != 0 ? known : separators;
	struct cr_mapping try;
	struct sample *s;
	int rc = CR_EINPUT;

	if (m->separator != 0 && m->money_known && m->date_known &&
	    !m->section[MAPPING_ENTRY].used)
		return CR_OK;
	if (m->separator == 0 && !m->header) {
		cr_buf_adds(why, _("without headers the mapping has to say "
		    "the separator"));
		return CR_EINPUT;
	}
	s = cr_calloc(1, sizeof(*s));
	for (; *p != '\0' && rc == CR_EINPUT && why->len == 0; p++) {
		try = *m;
		rc = settle_with(cr, in, *p, s, &try, why);
	}
	cr_arena_release(&s->arena);
	free(s);
	if (rc == CR_OK)
		*m = try;
	else if (m->separator == 0)
		m->separator = separators[0];
	return rc == CR_EINPUT && why->len == 0 ? CR_OK : rc;
}

void
cr_table_keep_header(struct table *t, const struct cr_row *row)
{
	cr_buf_add(&t->reject_header, row->raw, row->nraw);
	if (!t->has_reasons) {
		cr_buf_addc(&t->reject_header, t->separator);
		cr_reject_header(&t->reject_header, t->m);
	}
}

void
cr_table_refuse_headers(struct table *t, const struct cr_mapping *m,
    const struct sample *s)
{
	size_t i, n, best = 0, most = 0;
	struct cr_buf why;

	cr_buf_init(&why);
	for (i = 0; i < s->n; i++)
		if ((n = cr_table_count_headers(m, &s->row[i])) > most) {
			most = n;
			best = i;
		}
	if (s->n > 0)
		cr_table_bind(t, m, &s->row[best], &why);
	t->is_bound = false;
	if (most > 0)
		cr_table_refuse_file(t, "%s in the header of line %lld", why.s,
		    (long long)s->row[best].line);
	else
		cr_table_refuse_file(t,
		    "there are no headers of the mapping: %s",
		    why.len > 0 ? why.s : _("the file is empty"));
	cr_buf_release(&why);
}

/* Rows up to the headers, which may have titles above them. */
static int
find_start(struct table *t, struct cr_csv *csv, const struct cr_mapping *m)
{
	struct sample *s = cr_calloc(1, sizeof(*s));
	struct cr_row row;
	int rc = 1;

	while (!t->is_bound && s->n < TABLE_HEADER_ROWS &&
	    (rc = cr_csv_next(t->cr, csv, &row)) == 1)
		if (row.error == NULL && cr_table_bind(t, m, &row, NULL))
			cr_table_keep_header(t, &row);
		else
			cr_sample_add(s, &row);
	if (rc >= 0 && !t->is_bound)
		cr_table_refuse_headers(t, m, s);
	else if (rc >= 0)
		cr_table_statement_begin(t, s);
	cr_arena_release(&s->arena);
	free(s);
	return rc < 0 ? rc : CR_OK;
}

static int
read_rows(struct table *t, struct cr_csv *csv)
{
	struct cr_row row;
	int rc;

	if (t->has_reasons || t->header == NULL)
		cr_csv_cut(csv, cr_reject_mark(t->separator, t->mark));
	while ((rc = cr_csv_next(t->cr, csv, &row)) == 1) {
		/* a row of several lines that does not fit has a stray quote */
		if (row.error == NULL && row.lines > 1 && !cr_table_fits(t,
		    &row))
			cr_csv_split(csv, &row);
		if ((rc = cr_table_row(t, &row)) != CR_OK)
			return rc;
	}
	return rc == CR_OK ? cr_table_statement_end(t) : rc;
}

static int
read_csv(struct table *t, struct cr_input *in, const struct cr_mapping *m)
{
	struct cr_lines *lines = cr_lines_new(in, m->encoding);
	struct cr_csv *csv = cr_csv_new(lines, m->separator);
	int rc;

	t->separator = m->separator;
	if (m->encoding != CR_ENCODING_AUTO && m->encoding != CR_ENCODING_UTF8)
		cr_buf_adds(&t->reject_header, "\xef\xbb\xbf");
	rc = skip_lines(t->cr, lines, m->skip_lines, &t->reject_header);
	if (t->reject_header.len > SKIPPED_MAX)
		cr_buf_clear(&t->reject_header);
	if (rc == CR_OK && m->header)
		rc = find_start(t, csv, m);
	else if (rc == CR_OK)
		cr_table_bind(t, m, NULL, NULL);
	if (rc == CR_OK && t->is_bound)
		rc = read_rows(t, csv);
	cr_csv_free(csv);
	cr_lines_free(lines);
	return rc;
}

void
cr_table_tell(struct table *t, const struct cr_mapping *m)
{
	struct cr_buf b;

	if (t->cr->verbose < 1)
		return;
	cr_buf_init(&b);
	cr_mapping_describe(&b, m);
	cr_note(t->cr, t->file, 0, "read as:\n%s", b.s);
	if (t->totals > 0)
		cr_note(t->cr, t->file, 0, "passed over %llu totals",
		    (unsigned long long)t->totals);
	if (t->filtered > 0)
		cr_note(t->cr, t->file, 0, "passed over %llu rows that the "
		    "mapping does not want", (unsigned long long)t->filtered);
	if (t->noisy > 0)
		cr_note(t->cr, t->file, 0, "rounded %llu amounts that were "
		    "less than 0.000001 off a cent",
		    (unsigned long long)t->noisy);
	cr_buf_release(&b);
}

/* Get the mapping right, then read. */
static int
read_with(struct table *t, struct cr_input *in, const struct cr_mapping *given)
{
	struct cr_mapping *guessed = NULL, m;
	struct cr_buf why;
	int rc;

	cr_buf_init(&why);
	if (given != NULL) {
		m = *given;
		rc = settle(t->cr, in, &m, &why);
	} else if ((rc = guess(t->cr, in, &guessed, &why)) == CR_OK) {
		m = *guessed;
	}
	if (rc == CR_OK) {
		rc = read_csv(t, in, &m);
		cr_table_tell(t, &m);
	} else if (rc == CR_EINPUT) {
		cr_table_refuse_file(t, "%s; a mapping file can say it",
		    why.s);
		rc = CR_OK;
	}
	cr_buf_release(&why);
	cr_mapping_free(guessed);
	return rc;
}

int
cr_table_read(struct cr *cr, struct cr_input *in,
    const struct cr_read_opts *opts, const struct cr_sink *sink,
    struct cr_read_file *done)
{
	const struct cr_mapping *m = opts ? opts->mapping : NULL;
	struct table *t = cr_malloc(sizeof(*t));
	int rc;

	cr_table_init(t, cr, cr_input_name(in), sink, done);
	done->name = t->file;
	done->format = m && m->fixed ? "fixed" : "csv";
	rc = m && m->fixed ? cr_table_read_fixed(t, in, m) : read_with(t, in,
	    m);
	cr_table_release(t);
	free(t);
	return rc;
}
