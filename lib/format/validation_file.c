#include "cr/validation_file.h"

#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/csvin.h"
#include "cr/i18n.h"
#include "cr/input.h"
#include "cr/lines.h"
#include "cr/str.h"

enum { NUMBER_MAX = 64 };

struct table {
	struct cr *cr;
	const char *file;
	size_t score, outcome;		/* columns */
	bool comma;			/* a decimal comma may stand there */
};

static int
take_header(struct table *t, const struct cr_row *row)
{
	const char *s;
	size_t i;

	t->score = t->outcome = row->n;
	for (i = 0; i < row->n; i++) {
		s = row->cell[i].s;
		s += i == 0 && *s == '#';
		if (cr_strcaseeq(s, "score"))
			t->score = i;
		else if (cr_strcaseeq(s, "outcome"))
			t->outcome = i;
	}
	if (t->score < row->n && t->outcome < row->n)
		return CR_OK;
	return cr_fail(t->cr, CR_EINPUT, "%s:%lld: no column is called "
	    "\"%s\"", t->file, (long long)row->line,
	    t->score < row->n ? "outcome" : "score");
}

/* Digits, signs, point and exponent only: no words, no hexadecimal. */
static bool
number(const struct table *t, const char *s, double *v)
{
	char text[NUMBER_MAX + 1], *mark, *end;

	if (strlen(s) > NUMBER_MAX)
		return false;
	memcpy(text, s, strlen(s) + 1);
	if (t->comma && (mark = strchr(text, ',')) != NULL)
		*mark = '.';
	if (text[strspn(text, "+-.0123456789eE")] != '\0')
		return false;
	*v = strtod(text, &end);
	return *end == '\0' && *v > -1e300 && *v < 1e300;
}

static bool
outcome(const char *s, bool *event)
{
	static const char *const words[2][5] = {
		{ "0", "no", "n", "false", "f" },
		{ "1", "yes", "y", "true", "t" },
	};
	size_t i;

	*event = cr_strcaseeq(s, "s") || cr_strcaseeq(s, "si");
	for (i = 0; i < 2 * 5 && !*event; i++) {
		if (cr_strcaseeq(s, words[i / 5][i % 5])) {
			*event = i >= 5;
			return true;
		}
	}
	return *event;
}

/* What is wrong with the row; NULL: nothing. *GIVEN: it has a score. */
static const char *
take_row(const struct table *t, const struct cr_row *row, struct cr_scored *s,
    bool *given)
{
	const char *score, *what;

	*given = false;
	if (row->error != NULL)
		return row->error;
	if (row->n <= t->score || row->n <= t->outcome)
		return _("it has too few columns");
	score = row->cell[t->score].s;
	what = row->cell[t->outcome].s;
	if (*score == '\0' || strcmp(score, "-") == 0)
		return NULL;
	if (!number(t, score, &s->score))
		return _("its score is no number");
	if (!outcome(what, &s->event))
		return _("its outcome is neither 1 nor 0");
	*given = true;
	return NULL;
}

static char
separator(const char *p, size_t n)
{
	char found = ',';
	size_t i;

	for (i = 0; i < n && p[i] != '\n' && p[i] != '\r'; i++) {
		if (p[i] == '\t')
			return '\t';
		if (p[i] == ';')
			found = ';';
	}
	return found;
}

static int
read_rows(struct table *t, struct cr_csv *csv,
    void (*each)(void *ctx, const struct cr_scored *s), void *ctx)
{
	struct cr_scored s;
	struct cr_row row;
	const char *why;
	bool given;
	int rc;

	if ((rc = cr_csv_next(t->cr, csv, &row)) != 1)
		return rc;
	if (row.error != NULL)
		return cr_fail(t->cr, CR_EINPUT, "%s:%lld: %s", t->file,
		    (long long)row.line, row.error);
	if ((rc = take_header(t, &row)) != CR_OK)
		return rc;
	while ((rc = cr_csv_next(t->cr, csv, &row)) == 1) {
		why = take_row(t, &row, &s, &given);
		if (why != NULL)
			cr_refuse(t->cr, t->file, row.line, "%s", why);
		else if (given)
			each(ctx, &s);
	}
	return rc;
}

int
cr_validation_file_read(struct cr *cr, struct cr_input *in,
    void (*each)(void *ctx, const struct cr_scored *s), void *ctx)
{
	struct table t = { .cr = cr, .file = cr_input_name(in) };
	struct cr_lines *lines;
	struct cr_csv *csv;
	const char *p;
	ptrdiff_t n = cr_input_peek(cr, in, &p);
	int err;

	if (n < 0)
		return (int)n;
	lines = cr_lines_new(in, CR_ENCODING_AUTO);
	t.comma = separator(p, (size_t)n) != ',';
	csv = cr_csv_new(lines, separator(p, (size_t)n));
	err = read_rows(&t, csv, each, ctx);
	cr_csv_free(csv);
	cr_lines_free(lines);
	return err;
}
