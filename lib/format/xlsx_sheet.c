#include "xlsx.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/i18n.h"
#include "cr/mem.h"
#include "cr/str.h"
#include "cr/xml.h"

#define TEXT_MAX ((size_t)1 << 20)	/* of one row */
#define STOP 1				/* what a row function says */

/* A sheet as it passes. */
struct sheet {
	struct xlsx *x;
	int (*on_row)(void *ctx, struct cr_row *row);
	void *ctx;
	bool stopped;
	int64_t number;			/* of the row */
	struct cr_cell *cell;
	size_t *at;			/* where each begins in TEXT */
	size_t n;
	struct cr_buf text;		/* of the row: a NUL, then the cells */
	bool too_wide;

	/* the cell at hand */
	size_t col;
	char type[16];
	size_t style;
	bool in_value, in_inline, in_phonetic, formula, has_value;
	struct cr_buf value;
};

/* A short attribute of the element at hand; "" when it is not there. */
static const char *
attr(struct sheet *s, const char *local, char *to, size_t size)
{
	const char *v;
	size_t n;

	to[0] = '\0';
	if (cr_xml_attr(s->x->xml, local, &v, &n) && n < size) {
		memcpy(to, v, n);
		to[n] = '\0';
	}
	return to;
}

/* "AB12" is column 27, from 0; without letters it is AFTER. */
static size_t
column_of(const char *ref, size_t after)
{
	size_t col = 0;

	if (!cr_is_alpha(*ref))
		return after;
	for (; cr_is_alpha(*ref) && col <= 2 * CR_CSV_MAX_COLUMNS; ref++)
		col = col * 26 + (size_t)(cr_upper(*ref) - 'A') + 1;
	return col - 1;
}

static int
start_row(struct sheet *s)
{
	char text[16];
	int64_t n;

	attr(s, "r", text, sizeof(text));
	if (!cr_parse_int(text, strlen(text), &n) || n <= s->number)
		n = s->number + 1;
	if (n > XLSX_MAX_ROWS)
		return cr_fail(s->x->cr, CR_ELIMIT, "has more than %d rows",
		    XLSX_MAX_ROWS);
	s->number = n;
	s->n = 0;
	s->col = (size_t)-1;
	s->too_wide = false;
	cr_buf_clear(&s->text);
	cr_buf_addc(&s->text, '\0');
	return 0;
}

static void
start_cell(struct sheet *s)
{
	char text[16];
	int64_t n;

	attr(s, "r", text, sizeof(text));
	s->col = column_of(text, s->col + 1);
	attr(s, "t", s->type, sizeof(s->type));
	attr(s, "s", text, sizeof(text));
	s->style = cr_parse_int(text, strlen(text), &n) && n >= 0 ?
	    (size_t)n : 0;
	s->formula = s->has_value = false;
	cr_buf_clear(&s->value);
}

static int
on_start(void *ctx, int name)
{
	struct sheet *s = ctx;

	switch (name) {
	case X_ROW:
		return start_row(s);
	case X_C:
		start_cell(s);
		break;
	case X_V:
		s->in_value = s->has_value = true;
		break;
	case X_IS:
		s->in_inline = s->has_value = true;
		break;
	case X_RPH:
		s->in_phonetic = true;
		break;
	case X_T:
		s->in_value = s->in_inline && !s->in_phonetic;
		break;
	case X_F:
		s->formula = true;
		break;
	}
	return 0;
}

static int
on_text(void *ctx, const char *p, size_t n)
{
	struct sheet *s = ctx;

	if (s->in_value)
		cr_buf_add(&s->value, p, n);
	return 0;
}

/* Put a text into the cell at hand; cells left out before it are empty. */
static void
put(struct sheet *s, const char *text, enum cr_cell_kind kind)
{
	if (*text == '\0' && kind == CR_CELL_TEXT)
		return;
	if (s->col >= CR_CSV_MAX_COLUMNS) {
		s->too_wide = true;
		return;
	}
	for (; s->n <= s->col; s->n++) {
		s->cell[s->n] = (struct cr_cell){ .n = 0 };
		s->at[s->n] = 0;
	}
	s->at[s->col] = s->text.len;
	s->cell[s->col].kind = kind;
	s->cell[s->col].n = strlen(text);
	cr_buf_add(&s->text, text, strlen(text) + 1);
}

static void
put_shared(struct sheet *s)
{
	int64_t i;

	if (cr_parse_int(s->value.s, s->value.len, &i) && i >= 0 &&
	    (size_t)i < s->x->ntexts)
		put(s, s->x->text.s + s->x->at[i], CR_CELL_TEXT);
	else
		put(s, _("is damaged: no such text"), CR_CELL_BAD);
}

static bool
is_date(const struct sheet *s)
{
	return s->style < s->x->nstyles && s->x->is_date[s->style];
}

static void
put_number(struct sheet *s)
{
	char to[XLSX_NUMBER_SIZE], why[96];
	const char *v = s->value.s;

	if (is_date(s)) {
		if (cr_xlsx_day(v, s->x->from_1904, to)) {
			put(s, to, CR_CELL_DATE);
			return;
		}
	} else if (cr_xlsx_number(v, to)) {
		put(s, to, CR_CELL_NUMBER);
		return;
	}
	snprintf(why, sizeof(why), is_date(s) ?
	    _("holds \"%.40s\", which is no day") :
	    _("holds \"%.40s\", which is no number"), v);
	put(s, why, CR_CELL_BAD);
}

static void
end_cell(struct sheet *s)
{
	char why[64];

	if (!s->has_value) {
		if (s->formula)
			put(s, _("is a formula saved without its value"),
			    CR_CELL_BAD);
	} else if (strcmp(s->type, "s") == 0) {
		put_shared(s);
	} else if (strcmp(s->type, "inlineStr") == 0 ||
	    strcmp(s->type, "str") == 0 || strcmp(s->type, "b") == 0) {
		put(s, s->value.s, CR_CELL_TEXT);
	} else if (strcmp(s->type, "d") == 0) {
		put(s, s->value.s, CR_CELL_DATE);
	} else if (strcmp(s->type, "e") == 0) {
		snprintf(why, sizeof(why), _("holds the error \"%.20s\""),
		    s->value.s);
		put(s, why, CR_CELL_BAD);
	} else if (s->value.len > 0) {
		put_number(s);
	}
}

static int
end_row(struct sheet *s)
{
	struct cr_row row = { .cell = s->cell, .n = s->n, .line = s->number,
	    .lines = 1 };
	size_t i;
	int rc;

	if (s->n == 0 && !s->too_wide)
		return 0;
	for (i = 0; i < s->n; i++)
		s->cell[i].s = s->text.s + s->at[i];
	if (s->too_wide)
		row.error = N_("has more than 1024 columns");
	else if (s->text.full || s->value.full)
		row.error = N_("has texts of more than 1048576 bytes");
	if (row.error != NULL)
		row.n = 0;
	rc = s->on_row(s->ctx, &row);
	s->stopped = rc == STOP;
	return s->stopped ? CR_ENO : rc;
}

static int
on_end(void *ctx, int name)
{
	struct sheet *s = ctx;

	switch (name) {
	case X_V:
	case X_T:
		s->in_value = false;
		break;
	case X_RPH:
		s->in_phonetic = false;
		break;
	case X_IS:
		s->in_inline = false;
		break;
	case X_C:
		end_cell(s);
		break;
	case X_ROW:
		return end_row(s);
	}
	return 0;
}

int
cr_xlsx_rows(struct xlsx *x, int (*on_row)(void *ctx, struct cr_row *row),
    void *ctx)
{
	static const struct cr_xml_events events = { on_start, on_text,
	    on_end };
	struct sheet s = { .x = x, .on_row = on_row, .ctx = ctx };
	int rc;

	s.cell = cr_calloc(CR_CSV_MAX_COLUMNS, sizeof(*s.cell));
	s.at = cr_calloc(CR_CSV_MAX_COLUMNS, sizeof(*s.at));
	cr_buf_init_max(&s.text, TEXT_MAX);
	cr_buf_init_max(&s.value, TEXT_MAX);
	rc = cr_xlsx_read_part(x, x->sheet, &events, &s);
	cr_buf_release(&s.text);
	cr_buf_release(&s.value);
	free(s.cell);
	free(s.at);
	return s.stopped ? CR_OK : rc;
}
