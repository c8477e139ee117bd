/*
 * The form of the printer that is an Excel workbook, row by row through
 * libxlsxwriter in constant memory: the rows go to a temporary file, and so
 * does the workbook, since a ZIP archive wants to seek.
 */
#include "printer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "cr/cr.h"
#include "cr/i18n.h"
#include "cr/mem.h"
#include "cr/str.h"

#define ROWS_MAX LXW_ROW_MAX	/* of a sheet; then another one begins */
#define TEXT_MAX 32767		/* characters of a cell, Excel's limit */
#define SHEET_NAME_MAX 31	/* characters, Excel's limit */
#define WIDTH_MIN 6		/* characters */
#define WIDTH_MAX 60
#define COPY_BYTES 65536
/*
 * Excel keeps 15 digits of a number: what has more goes out as text, whole.
 */
#define DIGITS_MAX INT64_C(999999999999999)
/* Day 1 of Excel, less ours; right from March 1900, as Excel has a 29th of
 * February in that year. Days before go out as text. */
#define EXCEL_EPOCH 25569
#define EXCEL_FIRST 61

struct xlsx {
	lxw_workbook *book;
	lxw_worksheet *sheet;
	lxw_format *head, *money, *date, *count, *rate, *fine;
	lxw_format *total, *total_money;
	lxw_row_t row;		/* the next one */
	bool filtered;		/* the sheet has its filter */
	size_t sheets;
	unsigned *width;	/* by column, in characters */
	size_t nwidth;
	int error;		/* the first lxw_error, for the end */
	char path[4096];	/* of the workbook while it is made */
};

static int
keep(struct xlsx *x, lxw_error e)
{
	if (e != LXW_NO_ERROR && x->error == LXW_NO_ERROR)
		x->error = (int)e;
	return x->error;
}

static lxw_format *
format_new(struct xlsx *x, const char *number, bool bold)
{
	lxw_format *f = workbook_add_format(x->book);

	if (f == NULL)
		return NULL;
	if (number != NULL)
		format_set_num_format(f, number);
	if (bold)
		format_set_bold(f);
	return f;
}

/* ---- Sheets ------------------------------------------------------------- */

/*
 * A name that Excel takes: not empty, no []:*?/\, no apostrophe at an end,
 * short, and new in this workbook, which a number behind it sees to.
 */
static void
sheet_name(const struct xlsx *x, const char *title, char to[128])
{
	char tail[16] = "";
	size_t room = SHEET_NAME_MAX, n = 0;
	const char *s;

	if (x->sheets > 0)
		snprintf(tail, sizeof(tail), " (%zu)", x->sheets + 1);
	room -= strlen(tail);
	for (s = title; *s != '\0' && room > 0 && n < 100; s++) {
		if ((*s & 0xc0) != 0x80)	/* a character begins */
			room--;
		to[n++] = (unsigned char)*s < ' ' ||
		    strchr("[]:*?/\\'", *s) != NULL ? '_' : *s;
	}
	/* a character is whole, or not there */
	while ((*s & 0xc0) == 0x80 && n < 110)
		to[n++] = *s++;
	if (n == 0)
		to[n++] = '_';
	memcpy(to + n, tail, strlen(tail) + 1);
}

static void
measure(struct xlsx *x, size_t c, const char *s)
{
	unsigned n = 0;

	for (; *s != '\0' && n < WIDTH_MAX; s++)
		n += (*s & 0xc0) != 0x80;
	if (n > x->width[c])
		x->width[c] = n;
}

static void
put_head(struct cr_printer *p, struct xlsx *x)
{
	const char *heading;
	size_t c;

	for (c = 0; c < p->ncolumns; c++) {
		x->width[c] = WIDTH_MIN;
		if (p->opts.no_header)
			continue;
		heading = _(cr_printer_field(p, c)->heading);
		measure(x, c, heading);
		x->width[c] += 2;	/* the arrow of the filter */
		keep(x, worksheet_write_string(x->sheet, 0, (lxw_col_t)c,
		    heading, x->head));
	}
	if (!p->opts.no_header)
		worksheet_freeze_panes(x->sheet, 1, 0);
	x->row = p->opts.no_header ? 0 : 1;
	x->filtered = p->opts.no_header;
}

/*
 * The filter spans the records but not their totals; it has to be set when
 * the last record is the last row, since rows that are past are written.
 */
static void
set_filter(struct xlsx *x)
{
	if (!x->filtered && x->nwidth > 0)
		keep(x, worksheet_autofilter(x->sheet, 0, 0, x->row - 1,
		    (lxw_col_t)(x->nwidth - 1)));
	x->filtered = true;
}

/* Widths, which are known when the sheet is complete. */
static void
close_sheet(struct xlsx *x)
{
	size_t c;

	set_filter(x);
	for (c = 0; c < x->nwidth; c++)
		keep(x, worksheet_set_column(x->sheet, (lxw_col_t)c,
		    (lxw_col_t)c, x->width[c] + 1, NULL));
}

static void
open_sheet(struct cr_printer *p, struct xlsx *x)
{
	char name[128];

	sheet_name(x, p->opts.title ? p->opts.title : "cr", name);
	x->sheet = workbook_add_worksheet(x->book, name);
	x->sheets++;
	x->width = cr_reallocarray(x->width, p->ncolumns + 1,
	    sizeof(*x->width));
	x->nwidth = p->ncolumns;
	if (x->sheet == NULL)		/* the name is taken: Sheet2 is not */
		x->sheet = workbook_add_worksheet(x->book, NULL);
	if (x->sheet == NULL)
		keep(x, LXW_ERROR_MEMORY_MALLOC_FAILED);
	else
		put_head(p, x);
}

static int
xlsx_section(struct cr_printer *p)
{
	struct xlsx *x = p->state;

	if (x->sheet != NULL)
		close_sheet(x);
	open_sheet(p, x);
	return CR_OK;
}

/* ---- The workbook ------------------------------------------------------- */

static const char *
temporary_folder(void)
{
	const char *dir = getenv("TMPDIR");

	return cr_is_empty(dir) ? "/tmp" : dir;
}

static int
reserve_path(struct cr_printer *p, struct xlsx *x)
{
	int fd;

	snprintf(x->path, sizeof(x->path), "%s/cr-XXXXXX",
	    temporary_folder());
	if ((fd = mkstemp(x->path)) < 0)
		return cr_fail(p->cr, CR_ESYSTEM, "could not make a temporary "
		    "file \"%s\": %s", x->path, strerror(errno));
	close(fd);
	return CR_OK;
}

static void
xlsx_free(struct xlsx *x)
{
	if (*x->path != '\0')
		unlink(x->path);
	free(x->width);
	free(x);
}

/* Made on the ledger's day, so that the same records give the same bytes. */
static void
set_properties(struct cr_printer *p, struct xlsx *x)
{
	char title[128];
	lxw_doc_properties about = {
		.title = title,
		.created = (time_t)p->cr->today.days * 86400,
	};

	snprintf(title, sizeof(title), "%s", p->opts.title ? p->opts.title :
	    "cr");
	keep(x, workbook_set_properties(x->book, &about));
}

static int
xlsx_begin(struct cr_printer *p)
{
	lxw_workbook_options options = { .constant_memory = LXW_TRUE };
	char dir[sizeof(((struct xlsx *)NULL)->path)];
	struct xlsx *x;
	int err;

	if (isatty(fileno(p->out)))
		return cr_fail(p->cr, CR_EUSAGE, "a workbook is nothing to "
		    "look at: send it to a file");
	x = cr_calloc(1, sizeof(*x));
	if ((err = reserve_path(p, x)) != CR_OK) {
		free(x);
		return err;
	}
	snprintf(dir, sizeof(dir), "%s", temporary_folder());
	options.tmpdir = dir;		/* copied */
	x->book = workbook_new_opt(x->path, &options);
	x->head = format_new(x, NULL, true);
	x->money = format_new(x, "#,##0.00", false);
	x->date = format_new(x, "dd/mm/yyyy", false);
	x->count = format_new(x, "0", false);
	x->rate = format_new(x, "0.00%", false);
	x->fine = format_new(x, "0.0000%", false);
	x->total = format_new(x, NULL, true);
	x->total_money = format_new(x, "#,##0.00", true);
	p->state = x;
	set_properties(p, x);
	open_sheet(p, x);
	return CR_OK;
}

/* Send the finished workbook where the records go. */
static int
copy_out(struct cr_printer *p, const char *path)
{
	FILE *in = fopen(path, "rb");
	char *block;
	size_t n;
	int err = CR_OK;

	if (in == NULL)
		return cr_fail(p->cr, CR_ESYSTEM, "could not read the "
		    "workbook again: %s", strerror(errno));
	block = cr_malloc(COPY_BYTES);
	while ((n = fread(block, 1, COPY_BYTES, in)) > 0)
		fwrite(block, 1, n, p->out);
	if (ferror(in))
		err = cr_fail(p->cr, CR_ESYSTEM, "could not read the "
		    "workbook again: %s", strerror(errno));
	free(block);
	fclose(in);
	return err;
}

static int
xlsx_end(struct cr_printer *p)
{
	struct xlsx *x = p->state;
	int err;

	if (x == NULL)
		return CR_OK;
	if (x->sheet != NULL)
		close_sheet(x);
	keep(x, workbook_close(x->book));
	if (x->error != LXW_NO_ERROR)
		err = cr_fail(p->cr, CR_ESYSTEM, "could not write the "
		    "workbook: %s", lxw_strerror((lxw_error)x->error));
	else
		err = copy_out(p, x->path);
	xlsx_free(x);
	p->state = NULL;
	return err;
}

/* ---- Cells -------------------------------------------------------------- */

/* What is too long for a cell is cut between two characters, and told. */
static const char *
fit(struct cr_printer *p, const char *s)
{
	size_t n, chars = 0;

	if (strlen(s) <= TEXT_MAX)
		return s;
	for (n = 0; s[n] != '\0'; n++)
		if ((s[n] & 0xc0) != 0x80 && ++chars > TEXT_MAX)
			break;
	if (s[n] == '\0')
		return s;
	cr_warn(p->cr, NULL, 0, "a text of row %llu is cut at %d characters",
	    (unsigned long long)p->rows + 1, TEXT_MAX);
	cr_buf_clear(&p->line);
	cr_buf_add(&p->line, s, n);
	return p->line.s;
}

/* Always a string, never a formula, a number or a link. */
static void
put_string(struct cr_printer *p, struct xlsx *x, size_t c, const char *s,
    lxw_format *format)
{
	measure(x, c, s);
	keep(x, worksheet_write_string(x->sheet, x->row, (lxw_col_t)c,
	    fit(p, s), format));
}

static void
put_raw(struct cr_printer *p, struct xlsx *x, size_t c,
    const struct cr_cell *cell)
{
	cr_buf_clear(&p->line);
	cr_printer_raw(&p->line, p, cr_printer_field(p, c), cell);
	put_string(p, x, c, p->line.s, NULL);
}

/*
 * N / UNIT. The nearest binary fraction of 15 digits or fewer is written
 * with 16 and reads as the same amount again.
 */
static void
put_number(struct cr_printer *p, struct xlsx *x, size_t c, int64_t n, int unit,
    lxw_format *format)
{
	if (n > DIGITS_MAX || n < -DIGITS_MAX) {
		cr_buf_clear(&p->line);
		if (unit == 100)
			cr_money_format(&p->line, (struct cr_money){ n },
			    ',', 0);
		else
			cr_buf_addi(&p->line, n);
		put_string(p, x, c, p->line.s, NULL);
		return;
	}
	if (x->width[c] < 18 && (n > 99999999 || n < -9999999))
		x->width[c] = 18;
	else if (x->width[c] < 13)
		x->width[c] = 13;
	keep(x, worksheet_write_number(x->sheet, x->row, (lxw_col_t)c,
	    unit == 1 ? n : n / (double)unit, format));
}

static void
put_cell(struct cr_printer *p, struct xlsx *x, size_t c,
    const struct cr_cell *cell)
{
	switch (cr_printer_kind(cr_printer_field(p, c), cell)) {
	case CR_TEXT:
	case CR_CODE:
	case CR_TIME:
		put_string(p, x, c, cr_printer_text(p, cell), NULL);
		break;
	case CR_KEY:
		put_raw(p, x, c, cell);
		break;
	case CR_CENTS:
		put_number(p, x, c, cell->n, 100, x->money);
		break;
	case CR_DATE:
		if (cell->n + EXCEL_EPOCH < EXCEL_FIRST)
			put_raw(p, x, c, cell);
		else
			put_number(p, x, c, cell->n + EXCEL_EPOCH, 1, x->date);
		break;
	case CR_COUNT:
		put_number(p, x, c, cell->n, 1, x->count);
		break;
	case CR_BP:
		put_number(p, x, c, cell->n, 10000, x->rate);
		break;
	case CR_PPM:
		put_number(p, x, c, cell->n, 1000000, x->fine);
		break;
	case CR_CENTIDAYS:
		put_number(p, x, c, cell->n, 100, x->money);
		break;
	case CR_BOOL:
		keep(x, worksheet_write_boolean(x->sheet, x->row,
		    (lxw_col_t)c, cell->n != 0, NULL));
		break;
	}
}

static void
xlsx_row(struct cr_printer *p)
{
	struct xlsx *x = p->state;
	size_t c;

	if (x->row == ROWS_MAX)
		xlsx_section(p);
	for (c = 0; x->error == LXW_NO_ERROR && c < p->ncolumns; c++)
		if (cr_printer_cell(p, c)->set)
			put_cell(p, x, c, cr_printer_cell(p, c));
	x->row++;
}

static void
xlsx_total(struct cr_printer *p, const char *currency,
    const struct cr_money *sums)
{
	struct xlsx *x = p->state;
	const struct cr_field *f;
	size_t c;

	if (x->row == ROWS_MAX)
		xlsx_section(p);
	set_filter(x);
	for (c = 0; x->error == LXW_NO_ERROR && c < p->ncolumns; c++) {
		f = cr_printer_field(p, c);
		if (f->kind == CR_CENTS)
			put_number(p, x, c, sums[c].cents, 100,
			    x->total_money);
		else if (c == 0)
			put_string(p, x, c, _("Total"), x->total);
		else if (strcmp(f->name, "currency") == 0)
			put_string(p, x, c, currency, x->total);
	}
	x->row++;
}

const struct cr_backend cr_backend_xlsx = {
	.begin = xlsx_begin, .row = xlsx_row, .total = xlsx_total,
	.end = xlsx_end, .section = xlsx_section,
};
