#include "cr/outcome_file.h"

#include <stdio.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/csvin.h"
#include "cr/date.h"
#include "cr/input.h"
#include "cr/key.h"
#include "cr/lines.h"
#include "cr/str.h"

/* A file of outcomes being read. */
struct reading {
	struct cr *cr;
	const char *file;
	const struct cr_outcome_form *form;
	int at[CR_OUTCOME_COLUMNS];	/* -1: there is none */
};

const char *
cr_outcome_column_word(enum cr_outcome_column c)
{
	static const char *const words[] = { "message", "tracking", "channel",
	    "date", "outcome", "note" };

	return words[c];
}

const char *
cr_outcome_kind_word(enum cr_outcome_kind k)
{
	static const char *const words[] = { "accepted", "delivered",
	    "unclaimed", "refused", "returned", "failed", "delayed" };

	return words[k];
}

/* What carriers call them, in lower case, beside our own words. */
static const char *const usual_words[CR_OUTCOME_KINDS][8] = {
	[CR_OUTCOME_ACCEPTED] = { "accettata", "accettato", "presa in carico",
	    "spedita", "spedito", "inviato", NULL },
	[CR_OUTCOME_DELIVERED] = { "consegnata", "consegnato", "recapitata",
	    "recapitato", "ok", NULL },
	[CR_OUTCOME_UNCLAIMED] = { "compiuta giacenza", "giacenza compiuta",
	    "per compiuta giacenza", NULL },
	[CR_OUTCOME_REFUSED] = { "rifiutata", "rifiutato", "rifiuto", NULL },
	[CR_OUTCOME_RETURNED] = { "restituita al mittente",
	    "resa al mittente", "sconosciuto", "trasferito", "irreperibile",
	    "indirizzo errato", NULL },
	[CR_OUTCOME_FAILED] = { "fallita", "fallito", "non consegnato",
	    "non consegnata", "undelivered", "rejected", "expired", NULL },
	[CR_OUTCOME_DELAYED] = { "in giacenza", "avvisato", "avvisata",
	    "buffered", NULL },
};

/* Other names under which columns are found. */
static const char *const usual_columns[CR_OUTCOME_COLUMNS][6] = {
	[CR_OUTCOME_MESSAGE] = { "msg", "messaggio", "riferimento", NULL },
	[CR_OUTCOME_TRACKING] = { "barcode", "codice", "numero", "id",
	    "numero raccomandata", NULL },
	[CR_OUTCOME_CHANNEL] = { "canale", NULL },
	[CR_OUTCOME_DATE] = { "data", "data esito", "at", "instant", NULL },
	[CR_OUTCOME_OUTCOME] = { "esito", "state", "stato", "status", NULL },
	[CR_OUTCOME_NOTE] = { "nota", "note", "causale", NULL },
};

static bool
is_one_of(const char *s, const char *const *words)
{
	for (; words != NULL && *words != NULL; words++)
		if (cr_strcaseeq(s, *words))
			return true;
	return false;
}

static bool
is_column(const struct reading *r, const char *s, enum cr_outcome_column c)
{
	if (r->form != NULL && r->form->column[c] != NULL)
		return cr_strcaseeq(s, r->form->column[c]);
	return cr_strcaseeq(s, cr_outcome_column_word(c)) ||
	    is_one_of(s, usual_columns[c]);
}

static int
take_header(struct reading *r, const struct cr_row *row)
{
	char *s;
	size_t i;
	int c;

	for (c = 0; c < CR_OUTCOME_COLUMNS; c++)
		r->at[c] = -1;
	for (i = 0; i < row->n; i++) {
		s = cr_collapse(row->cell[i].s);
		if (i == 0 && *s == '#')
			s++;
		for (c = 0; c < CR_OUTCOME_COLUMNS; c++)
			if (r->at[c] < 0 && is_column(r, s,
			    (enum cr_outcome_column)c)) {
				r->at[c] = (int)i;
				break;
			}
	}
	if (r->at[CR_OUTCOME_OUTCOME] < 0)
		return cr_fail(r->cr, CR_EINPUT, "has no column with the "
		    "outcome");
	if (r->at[CR_OUTCOME_MESSAGE] < 0 && r->at[CR_OUTCOME_TRACKING] < 0)
		return cr_fail(r->cr, CR_EINPUT, "has no column with a "
		    "message or its tracking number");
	return CR_OK;
}

/* The cell of that column; NULL when there is nothing in it. */
static const char *
cell(const struct reading *r, const struct cr_row *row,
    enum cr_outcome_column c)
{
	const char *s;

	if (r->at[c] < 0 || (size_t)r->at[c] >= row->n)
		return NULL;
	s = cr_collapse(row->cell[r->at[c]].s);
	return *s == '\0' || strcmp(s, "-") == 0 ? NULL : s;
}

static bool
take_kind(const struct reading *r, const char *word,
    enum cr_outcome_kind *out)
{
	int k;

	for (k = 0; word != NULL && k < CR_OUTCOME_KINDS; k++)
		if ((r->form != NULL && is_one_of(word, r->form->words[k])) ||
		    cr_strcaseeq(word, cr_outcome_kind_word(
		    (enum cr_outcome_kind)k)) || is_one_of(word,
		    usual_words[k])) {
			*out = (enum cr_outcome_kind)k;
			return true;
		}
	return false;
}

/* A day stays one: nobody knows the hour. */
static bool
take_date(const char *s, char to[CR_TIME_SIZE])
{
	char text[40], iso[CR_DATE_SIZE];
	struct cr_date d;
	size_t n = s != NULL ? strcspn(s, " T") : 0;

	to[0] = '\0';
	if (s == NULL)
		return true;
	if (!cr_date_parse(s, n, CR_DATE_ISO, &d) &&
	    !cr_date_parse(s, n, CR_DATE_DMY, &d))
		return false;
	cr_date_iso(d, iso);
	if (s[n] == '\0') {
		snprintf(to, CR_TIME_SIZE, "%s", iso);
		return true;
	}
	if (strlen(s + n) > 25)
		return false;
	snprintf(text, sizeof(text), "%sT%s%s", iso, s + n + 1,
	    strlen(s + n + 1) == 5 ? ":00" : "");
	return cr_time_parse(text, to);
}

static bool
take_message(const char *s, int64_t *out)
{
	struct cr_key key;

	*out = 0;
	if (s == NULL)
		return true;
	if (cr_parse_int(s, strlen(s), out))
		return *out > 0;
	if (!cr_key_parse(s, strlen(s), &key) || key.kind != CR_KEY_MESSAGE)
		return false;
	*out = key.id;
	return true;
}

/* Why the row cannot be used; NULL: it can. */
static const char *
take_row(const struct reading *r, const struct cr_row *row,
    struct cr_outcome_row *o)
{
	*o = (struct cr_outcome_row){ .line = row->line, .raw = row->raw,
	    .nraw = row->nraw };
	if (row->error != NULL)
		return row->error;
	o->tracking = cell(r, row, CR_OUTCOME_TRACKING);
	o->channel = cell(r, row, CR_OUTCOME_CHANNEL);
	o->note = cell(r, row, CR_OUTCOME_NOTE);
	o->word = cell(r, row, CR_OUTCOME_OUTCOME);
	if (o->channel == NULL && r->form != NULL)
		o->channel = r->form->channel;
	if (!take_message(cell(r, row, CR_OUTCOME_MESSAGE), &o->message))
		return "is about no message";
	if (o->message == 0 && o->tracking == NULL)
		return "is about no message";
	if (!take_kind(r, o->word, &o->kind))
		return "has an outcome that is not known: outcomes { } in "
		    "the configuration may name it";
	if (!take_date(cell(r, row, CR_OUTCOME_DATE), o->instant))
		return "has no day that makes sense";
	return NULL;
}

/* What separates the columns is what the header has most of. */
static char
separator_of(const char *p, size_t n)
{
	static const char known[] = "\t;,|";
	size_t count[4] = { 0 }, i, best = 0;
	const char *c;

	for (i = 0; i < n && p[i] != '\n'; i++)
		if (p[i] != '\0' && (c = strchr(known, p[i])) != NULL)
			count[c - known]++;
	for (i = 1; i < 4; i++)
		if (count[i] > count[best])
			best = i;
	return known[best];
}

static int
read_rows(struct reading *r, struct cr_csv *csv,
    int (*each)(void *ctx, const struct cr_outcome_row *row), void *ctx)
{
	struct cr_outcome_row o;
	struct cr_row row;
	const char *why;
	int rc = cr_csv_next(r->cr, csv, &row);

	if (rc == 0)
		return CR_OK;		/* an empty file */
	if (rc < 0 || (rc = take_header(r, &row)) != CR_OK)
		return rc;
	while ((rc = cr_csv_next(r->cr, csv, &row)) == 1) {
		if ((why = take_row(r, &row, &o)) != NULL)
			cr_refuse(r->cr, r->file, row.line, "%s", why);
		else if ((rc = each(ctx, &o)) != 0)
			return rc;
	}
	return rc;
}

int
cr_outcome_file_read(struct cr *cr, struct cr_input *in,
    const struct cr_outcome_form *form,
    int (*each)(void *ctx, const struct cr_outcome_row *row), void *ctx)
{
	struct reading r = { .cr = cr, .file = cr_input_name(in),
	    .form = form };
	struct cr_lines *lines;
	struct cr_csv *csv;
	const char *p;
	ptrdiff_t n = cr_input_peek(cr, in, &p);
	int err;

	if (n < 0)
		return (int)n;
	lines = cr_lines_new(in, CR_ENCODING_AUTO);
	csv = cr_csv_new(lines, separator_of(p, (size_t)n));
	err = read_rows(&r, csv, each, ctx);
	cr_csv_free(csv);
	cr_lines_free(lines);
	return err;
}
