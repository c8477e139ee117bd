/* The form of the printer for a terminal: aligned columns. */

#include "printer.h"

#include <libsmartcols.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/i18n.h"

static bool
is_number(const struct cr_field *f)
{
	return f->kind == CR_CENTS || f->kind == CR_COUNT ||
	    f->kind == CR_BP || f->kind == CR_PPM ||
	    f->kind == CR_CENTIDAYS;
}

static int
table_begin(struct cr_printer *p)
{
	struct libscols_table *t = scols_new_table();
	const struct cr_field *f;
	int flags;
	size_t c;

	if (p->section > 0)
		putc('\n', p->out);
	p->state = t;
	if (t == NULL)
		return cr_fail(p->cr, CR_ESYSTEM, "out of memory");
	scols_table_set_stream(t, p->out);
	scols_table_enable_noheadings(t, p->opts.no_header);
	for (c = 0; c < p->ncolumns; c++) {
		f = cr_printer_field(p, c);
		flags = is_number(f) ? SCOLS_FL_RIGHT :
		    f->kind == CR_TEXT ? SCOLS_FL_TRUNC : 0;
		if (scols_table_new_column(t, _(f->heading), 0, flags) == NULL)
			return cr_fail(p->cr, CR_ESYSTEM, "out of memory");
	}
	return CR_OK;
}

static void
set(struct libscols_line *line, size_t c, struct cr_buf *b)
{
	if (line != NULL)
		scols_line_set_data(line, c, b->s);
	cr_buf_clear(b);
}

static void
amount(struct cr_printer *p, struct cr_money m)
{
	cr_money_format(&p->line, m, p->opts.mark ? p->opts.mark : '.',
	    p->opts.group);
}

/* Basis points as people read them: 2933 is 29.33 %. */
static void
percent(struct cr_printer *p, int64_t bp)
{
	amount(p, (struct cr_money){ bp });
	cr_buf_adds(&p->line, " %");
}

/* Millionths with the four decimals that they are of a percentage. */
static void
fine_percent(struct cr_printer *p, int64_t ppm)
{
	int64_t rest = ppm % 10000;

	if (ppm < 0 && ppm > -10000)
		cr_buf_addc(&p->line, '-');
	cr_buf_addf(&p->line, "%lld%c%04lld %%", (long long)(ppm / 10000),
	    p->opts.mark ? p->opts.mark : '.',
	    (long long)(rest < 0 ? -rest : rest));
}

static void
table_row(struct cr_printer *p)
{
	struct libscols_line *line = scols_table_new_line(p->state, NULL);
	const struct cr_field *f;
	const struct cr_cell *cell;
	size_t c;

	for (c = 0; c < p->ncolumns; c++) {
		f = cr_printer_field(p, c);
		cell = cr_printer_cell(p, c);
		if (cell->set && cr_printer_kind(f, cell) == CR_CENTS)
			amount(p, (struct cr_money){ cell->n });
		else if (cell->set && f->kind == CR_BP)
			percent(p, cell->n);
		else if (cell->set && f->kind == CR_PPM)
			fine_percent(p, cell->n);
		else if (cell->set && f->kind == CR_CENTIDAYS)
			amount(p, (struct cr_money){ cell->n });
		else
			cr_printer_raw(&p->line, p, f, cell);
		set(line, c, &p->line);
	}
}

static void
table_total(struct cr_printer *p, const char *currency,
    const struct cr_money *sums)
{
	struct libscols_line *line = scols_table_new_line(p->state, NULL);
	const struct cr_field *f;
	size_t c;

	for (c = 0; c < p->ncolumns; c++) {
		f = cr_printer_field(p, c);
		if (f->kind == CR_CENTS)
			amount(p, sums[c]);
		else if (c == 0)
			cr_buf_adds(&p->line, _("Total"));
		else if (strcmp(f->name, "currency") == 0)
			cr_buf_adds(&p->line, currency);
		set(line, c, &p->line);
	}
}

static int
table_end(struct cr_printer *p)
{
	int rc = 0;

	if (p->state == NULL)
		return CR_OK;
	if (p->rows > 0)
		rc = scols_print_table(p->state);
	scols_unref_table(p->state);
	p->state = NULL;
	return rc == 0 ? CR_OK : cr_fail(p->cr, CR_ESYSTEM,
	    "could not print the table");
}

const struct cr_backend cr_backend_table = {
	.begin = table_begin, .row = table_row, .total = table_total,
	.end = table_end,
};
