#include "cr/stream.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/input.h"
#include "cr/json.h"
#include "cr/lines.h"
#include "cr/mem.h"
#include "cr/str.h"

struct stream {
	struct cr *cr;
	const struct cr_stream_sink *sink;
	const char *file;
	int64_t line;
	struct cr_arena arena;		/* of the names */
	const char **names;		/* of the present columns */
	const char **values;
	size_t n, cap;
	size_t last;			/* column of the last member, and 1 */
	bool is_total;			/* a sum, not a record */
};

static size_t
column(const struct stream *s, const char *name)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		if (strcmp(s->names[i], name) == 0)
			break;
	return i;
}

/* Insert a column before place I. */
static void
add_column(struct stream *s, size_t i, const char *name)
{
	if (s->n == s->cap) {
		s->cap = s->cap ? 2 * s->cap : 32;
		s->names = cr_reallocarray(s->names, s->cap,
		    sizeof(*s->names));
		s->values = cr_reallocarray(s->values, s->cap,
		    sizeof(*s->values));
	}
	memmove(s->names + i + 1, s->names + i,
	    (s->n - i) * sizeof(*s->names));
	s->names[i] = cr_arena_strdup(&s->arena, name);
	s->n++;
}

/* ---- TSV ---------------------------------------------------------------- */

/*
 * Cut the next cell off *S and take its escapes back in place; NULL at the
 * end. *BAD: it has an escape that there is not.
 */
static char *
next_cell(char **s, bool *missing, bool *bad)
{
	static const char letters[] = "tnr\\-#", means[] = "\t\n\r\\-#";
	char *cell = *s, *from = cell, *to = cell;
	const char *at;

	if (cell == NULL)
		return NULL;
	for (; *from != '\0' && *from != '\t'; from++) {
		if (*from != '\\') {
			*to++ = *from;
		} else if (from[1] != '\0' &&
		    (at = strchr(letters, from[1])) != NULL) {
			*to++ = means[at - letters];
			from++;
		} else {
			*bad = true;
			*to++ = *from;
		}
	}
	/* an escaped "-" is longer than the mark of what is missing */
	*missing = from == cell || (from == cell + 1 && *cell == '-');
	*s = *from == '\t' ? from + 1 : NULL;
	*to = '\0';
	return cell;
}

/* Is it the header that there is already? */
static bool
is_same_header(const struct stream *s, const char *line)
{
	size_t i, n;

	if (s->n == 0)
		return false;
	for (i = 0; i < s->n; i++) {
		n = strlen(s->names[i]);
		if (strncmp(line, s->names[i], n) != 0 ||
		    line[n] != (i + 1 < s->n ? '\t' : '\0'))
			return false;
		line += n + 1;
	}
	return true;
}

/* "#a<TAB>b". A line "#total" is a sum of the printer's, no header. */
static int
header(struct stream *s, char *line)
{
	char *name;
	bool missing, bad = false;

	if (s->n > 0 && (strcmp(line, "total") == 0 ||
	    cr_starts(line, "total\t") || is_same_header(s, line)))
		return CR_OK;
	cr_arena_clear(&s->arena);
	s->n = 0;
	while ((name = next_cell(&line, &missing, &bad)) != NULL) {
		if (missing || bad)
			return cr_fail(s->cr, CR_EINPUT, "%s:%lld: column %zu "
			    "of the header has no name", s->file,
			    (long long)s->line, s->n + 1);
		if (column(s, name) < s->n)
			return cr_fail(s->cr, CR_EINPUT, "%s:%lld: the header "
			    "names \"%s\" twice", s->file,
			    (long long)s->line, name);
		if (s->n == CR_STREAM_COLUMNS_MAX)
			return cr_fail(s->cr, CR_ELIMIT, "%s:%lld: the header "
			    "names more than %d columns", s->file,
			    (long long)s->line, CR_STREAM_COLUMNS_MAX);
		add_column(s, s->n, name);
	}
	return s->sink->header(s->sink->ctx, s->names, s->n);
}

static int
tsv_row(struct stream *s, char *line)
{
	bool missing, bad = false;
	size_t n = 0;
	char *cell;

	if (s->n == 0) {
		cr_refuse(s->cr, s->file, s->line,
		    "stands before any header line");
		return CR_OK;
	}
	while ((cell = next_cell(&line, &missing, &bad)) != NULL) {
		if (n < s->n)
			s->values[n] = missing ? NULL : cell;
		n++;
	}
	if (bad)
		cr_refuse(s->cr, s->file, s->line, "a \"\\\" without t, n, "
		    "r, -, # or \\ behind it");
	else if (n != s->n)
		cr_refuse(s->cr, s->file, s->line, "has %zu cells, the "
		    "header %zu", n, s->n);
	else
		return s->sink->row(s->sink->ctx, s->values, s->n);
	return CR_OK;
}

static int
tsv_line(struct stream *s, struct cr_line *line)
{
	line->s[line->n] = '\0';
	if (line->n == 0)
		return CR_OK;
	if (*line->s == '#')
		return header(s, line->s + 1);
	return tsv_row(s, line->s);
}

/* ---- JSON Lines --------------------------------------------------------- */

/* The value of a member as text; false if it is no single one. */
static bool
scalar(const struct cr_json *v, char number[24], const char **text)
{
	switch (cr_json_type(v)) {
	case CR_JSON_TEXT:
		*text = cr_json_text(v);
		return true;
	case CR_JSON_INT:
		snprintf(number, 24, "%lld", (long long)cr_json_int(v));
		*text = number;
		return true;
	case CR_JSON_BOOL:
		*text = cr_json_bool(v) ? "true" : "false";
		return true;
	case CR_JSON_NULL:
		*text = NULL;
		return true;
	default:
		return false;
	}
}

/* Call MEMBER with each of a flat object; otherwise CR_EINPUT, and why. */
static int
each_member(struct cr *cr, const char *s, size_t n,
    void (*member)(void *ctx, const char *name, const char *v), void *ctx)
{
	const struct cr_json *v;
	struct cr_json *object;
	const char *name, *text;
	char number[24];
	void *iter = NULL;
	int err;

	if ((err = cr_json_parse(cr, s, n, &object)) != CR_OK)
		return err;
	if (cr_json_type(object) != CR_JSON_OBJECT)
		err = cr_fail(cr, CR_EINPUT, "is no JSON object");
	while (err == CR_OK && cr_json_next(object, &iter, &name, &v)) {
		if (*name == '\0')
			err = cr_fail(cr, CR_EINPUT, "has a member without "
			    "a name");
		else if (scalar(v, number, &text))
			member(ctx, name, text);
		else
			err = cr_fail(cr, CR_EINPUT, "\"%s\" is a %s: a "
			    "record is flat, and its numbers are whole", name,
			    cr_json_type_word(cr_json_type(v)));
	}
	cr_json_free(object);
	return err;
}

static void
no_member(void *ctx, const char *name, const char *v)
{
	(void)ctx;
	(void)name;
	(void)v;
}

/* First reading: a new column goes behind the one before it. */
static void
learn_member(void *ctx, const char *name, const char *v)
{
	struct stream *s = ctx;
	size_t i = column(s, name);

	if (strcmp(name, "total") == 0 && v != NULL &&
	    strcmp(v, "true") == 0)
		s->is_total = true;
	if (s->is_total)
		return;
	if (i == s->n && s->n < CR_STREAM_COLUMNS_MAX)
		add_column(s, i = s->last, name);
	s->last = i + 1;
}

/* The values of an object are gone with it: they are kept for the row. */
struct second {
	struct stream *s;
	struct cr_arena arena;
};

static void
take_member(void *ctx, const char *name, const char *v)
{
	struct second *r = ctx;
	size_t i = column(r->s, name);

	if (i < r->s->n && v != NULL && *v != '\0')
		r->s->values[i] = cr_arena_strdup(&r->arena, v);
}

/*
 * Keep the objects that can be read in T, and learn their columns; one that
 * is refused half-way teaches none.
 */
static int
learn(struct stream *s, struct cr_line *line, FILE *t)
{
	if (line->n == 0)
		return CR_OK;
	s->last = 0;
	s->is_total = false;
	if (each_member(s->cr, line->s, line->n, no_member, NULL) != CR_OK) {
		cr_refuse(s->cr, s->file, s->line, "%s", cr_errmsg(s->cr));
		return CR_OK;
	}
	each_member(s->cr, line->s, line->n, learn_member, s);
	if (s->is_total)
		return CR_OK;
	fwrite(line->s, 1, line->n, t);
	putc('\n', t);
	return CR_OK;
}

static int
tell_again(struct stream *s, FILE *t)
{
	struct second r = { .s = s };
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;
	int err;

	if (s->n == 0)
		return CR_OK;		/* objects without a member */
	cr_arena_init(&r.arena);
	rewind(t);
	err = s->sink->header(s->sink->ctx, s->names, s->n);
	while (err == CR_OK && (n = getline(&line, &cap, t)) > 0) {
		memset(s->values, 0, s->n * sizeof(*s->values));
		each_member(s->cr, line, (size_t)n, take_member, &r);
		err = s->sink->row(s->sink->ctx, s->values, s->n);
		cr_arena_clear(&r.arena);
	}
	free(line);
	cr_arena_release(&r.arena);
	return err;
}

/* ---- Both --------------------------------------------------------------- */

static bool
is_json(struct cr *cr, struct cr_input *in)
{
	const char *p;
	ptrdiff_t n = cr_input_peek(cr, in, &p), i = 0;

	while (i < n && (cr_is_space(p[i]) || (unsigned char)p[i] >= 0xbb))
		i++;		/* white space and a byte order mark */
	return i < n && p[i] == '{';
}

static int
each_line(struct stream *s, struct cr_lines *lines, FILE *json)
{
	struct cr_line line;
	int err;

	while ((err = cr_lines_next(s->cr, lines, &line)) == 1) {
		s->line = line.number;
		if (line.error != NULL)
			cr_refuse(s->cr, s->file, s->line, "%s", line.error);
		else
			err = json != NULL ? learn(s, &line, json) :
			    tsv_line(s, &line);
		if (err < 0)
			break;
	}
	return err;
}

int
cr_stream_read(struct cr *cr, struct cr_input *in,
    const struct cr_stream_sink *sink)
{
	struct stream s = { .cr = cr, .sink = sink };
	struct cr_lines *lines;
	FILE *json = NULL;
	int err;

	s.file = cr_input_name(in);
	cr_arena_init(&s.arena);
	if (is_json(cr, in) && (json = tmpfile()) == NULL)
		return cr_fail(cr, CR_ESYSTEM, "could not make a temporary "
		    "file: %s", strerror(errno));
	lines = cr_lines_new(in, CR_ENCODING_UTF8);
	err = each_line(&s, lines, json);
	if (err == CR_OK && json != NULL)
		err = ferror(json) ? cr_fail(cr, CR_ESYSTEM, "could not keep "
		    "the records: %s", strerror(errno)) : tell_again(&s, json);
	cr_lines_free(lines);
	if (json != NULL)
		fclose(json);
	free(s.names);
	free(s.values);
	cr_arena_release(&s.arena);
	return err;
}
