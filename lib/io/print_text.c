/* The forms of the printer that are lines of text: TSV, JSON, CSV. */

#include "printer.h"

#include <string.h>

#include "cr/i18n.h"
#include "cr/str.h"

static void
flush(struct cr_printer *p, const char *eol)
{
	cr_buf_adds(&p->line, eol);
	if (p->opts.kept != NULL)
		return;
	fwrite(p->line.s, 1, p->line.len, p->out);
	cr_buf_clear(&p->line);
}

/* ---- TSV ---------------------------------------------------------------- */

static int
tsv_begin(struct cr_printer *p)
{
	size_t c;

	if (p->opts.no_header)
		return 0;
	cr_buf_addc(&p->line, '#');
	for (c = 0; c < p->ncolumns; c++) {
		if (c > 0)
			cr_buf_addc(&p->line, '\t');
		cr_buf_tsv(&p->line, cr_printer_field(p, c)->name);
	}
	flush(p, "\n");
	return 0;
}

static void
tsv_cell(struct cr_printer *p, size_t c, const struct cr_cell *cell)
{
	const char *text;

	if (!cell->is_text) {
		cr_printer_raw(&p->line, p, cr_printer_field(p, c), cell);
		return;
	}
	text = cr_printer_text(p, cell);
	if (c == 0 && *text == '#')
		cr_buf_addc(&p->line, '\\');	/* no header line */
	cr_buf_tsv(&p->line, text);
}

static void
tsv_row(struct cr_printer *p)
{
	const struct cr_cell *cell;
	struct cr_buf *b = &p->line;
	size_t c;
	char *to;

	/* most cells are missing: there is room for all of them at once */
	to = cr_buf_room(b, 2 * p->ncolumns);
	for (c = 0; c < p->ncolumns && to != NULL; c++) {
		cell = &p->cells[p->column[c]];
		if (c > 0)
			*to++ = '\t';
		if (!cell->set) {
			*to++ = '-';
			continue;
		}
		b->len = (size_t)(to - b->s);
		tsv_cell(p, c, cell);
		to = cr_buf_room(b, 2 * (p->ncolumns - c));
	}
	if (to != NULL)
		b->len = (size_t)(to - b->s);
	flush(p, "\n");
}

/* A comment to readers of records: "#total" in place of the first cell. */
static void
tsv_total(struct cr_printer *p, const char *currency,
    const struct cr_money *sums)
{
	const struct cr_field *f;
	size_t c;

	cr_buf_adds(&p->line, "#total");
	for (c = 1; c < p->ncolumns; c++) {
		f = cr_printer_field(p, c);
		cr_buf_addc(&p->line, '\t');
		if (f->kind == CR_CENTS)
			cr_buf_addi(&p->line, sums[c].cents);
		else if (strcmp(f->name, "currency") == 0 && *currency != '\0')
			cr_buf_adds(&p->line, currency);
		else
			cr_buf_addc(&p->line, '-');
	}
	flush(p, "\n");
}

const struct cr_backend cr_backend_tsv = {
	.begin = tsv_begin, .row = tsv_row, .total = tsv_total,
};

/* ---- JSON Lines --------------------------------------------------------- */

static void
json_cell(struct cr_printer *p, const struct cr_field *f,
    const struct cr_cell *cell)
{
	switch (cr_printer_kind(f, cell)) {
	case CR_TEXT:
	case CR_CODE:
	case CR_TIME:
		cr_buf_json(&p->line, cr_printer_text(p, cell));
		break;
	case CR_BOOL:
		cr_buf_adds(&p->line, cell->n ? "true" : "false");
		break;
	case CR_KEY:
	case CR_DATE:
		cr_buf_addc(&p->line, '"');
		cr_printer_raw(&p->line, p, f, cell);
		cr_buf_addc(&p->line, '"');
		break;
	default:
		cr_buf_addi(&p->line, cell->n);
	}
}

static void
json_row(struct cr_printer *p)
{
	const struct cr_field *f;
	size_t c;
	bool first = true;

	cr_buf_addc(&p->line, '{');
	for (c = 0; c < p->ncolumns; c++) {
		f = cr_printer_field(p, c);
		if (!cr_printer_cell(p, c)->set)
			continue;
		if (!first)
			cr_buf_addc(&p->line, ',');
		cr_buf_json(&p->line, f->name);
		cr_buf_addc(&p->line, ':');
		json_cell(p, f, cr_printer_cell(p, c));
		first = false;
	}
	flush(p, "}\n");
}

static void
json_total(struct cr_printer *p, const char *currency,
    const struct cr_money *sums)
{
	size_t c;

	cr_buf_adds(&p->line, "{\"total\":true");
	if (*currency != '\0') {
		cr_buf_adds(&p->line, ",\"currency\":");
		cr_buf_json(&p->line, currency);
	}
	for (c = 0; c < p->ncolumns; c++) {
		if (cr_printer_field(p, c)->kind != CR_CENTS)
			continue;
		cr_buf_addc(&p->line, ',');
		cr_buf_json(&p->line, cr_printer_field(p, c)->name);
		cr_buf_addc(&p->line, ':');
		cr_buf_addi(&p->line, sums[c].cents);
	}
	flush(p, "}\n");
}

const struct cr_backend cr_backend_json = {
	.row = json_row, .total = json_total,
};

/* ---- CSV, and CSV for Excel --------------------------------------------- */

static void
csv_text(struct cr_buf *b, const char *s)
{
	if (strpbrk(s, ";\"\r\n") == NULL) {
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

static bool
is_excel(const struct cr_printer *p)
{
	return p->opts.format == CR_FORMAT_EXCEL;
}

/*
 * Text that Excel would run as a formula gets an apostrophe before it
 * (OWASP, CSV injection): names come from other people's invoices.
 */
static void
excel_text(struct cr_buf *b, const char *s)
{
	struct cr_buf disarmed;

	if (strchr("=+-@\t\r", *s) == NULL) {
		csv_text(b, s);
		return;
	}
	cr_buf_init(&disarmed);
	cr_buf_addc(&disarmed, '\'');
	cr_buf_adds(&disarmed, s);
	csv_text(b, disarmed.s);
	cr_buf_release(&disarmed);
}

/*
 * A code that Excel would read as a number or a date ("01234", "1/25") goes
 * out as ="01234"; only letters, digits and harmless marks can be in it.
 */
static void
excel_code(struct cr_buf *b, const char *s)
{
	static const char harmless[] = "0123456789/.,-: eE+";

	if (strspn(s, harmless) != strlen(s)) {
		excel_text(b, s);
		return;
	}
	cr_buf_adds(b, "\"=\"\"");
	cr_buf_adds(b, s);
	cr_buf_adds(b, "\"\"\"");
}

static void
csv_cell(struct cr_printer *p, const struct cr_field *f,
    const struct cr_cell *cell)
{
	char date[CR_DATE_SIZE];

	switch (cr_printer_kind(f, cell)) {
	case CR_TEXT:
	case CR_TIME:
		(is_excel(p) ? excel_text : csv_text)(&p->line,
		    cr_printer_text(p, cell));
		break;
	case CR_CODE:
		(is_excel(p) ? excel_code : csv_text)(&p->line,
		    cr_printer_text(p, cell));
		break;
	case CR_CENTS:
		cr_money_format(&p->line, (struct cr_money){ cell->n }, ',', 0);
		break;
	case CR_DATE:
		if (is_excel(p)) {
			cr_buf_adds(&p->line, cr_date_ita(
			    (struct cr_date){ (int32_t)cell->n }, date));
			break;
		}
		/* FALLTHROUGH */
	default:
		cr_printer_raw(&p->line, p, f, cell);
	}
}

static void
csv_name(struct cr_buf *b, const struct cr_field *f)
{
	struct cr_buf name;

	cr_buf_init(&name);
	cr_printer_name(&name, f);
	csv_text(b, name.s);
	cr_buf_release(&name);
}

static int
csv_begin(struct cr_printer *p)
{
	size_t c;

	if (is_excel(p) && p->section == 0)
		cr_buf_adds(&p->line, "\xef\xbb\xbf");
	else if (p->section > 0)
		cr_buf_adds(&p->line, "\r\n");	/* an empty line between */
	for (c = 0; !p->opts.no_header && c < p->ncolumns; c++) {
		if (c > 0)
			cr_buf_addc(&p->line, ';');
		if (is_excel(p))
			excel_text(&p->line,
			    _(cr_printer_field(p, c)->heading));
		else
			csv_name(&p->line, cr_printer_field(p, c));
	}
	flush(p, p->opts.no_header ? "" : "\r\n");
	return 0;
}

static void
csv_row(struct cr_printer *p)
{
	size_t c;

	for (c = 0; c < p->ncolumns; c++) {
		if (c > 0)
			cr_buf_addc(&p->line, ';');
		if (cr_printer_cell(p, c)->set)
			csv_cell(p, cr_printer_field(p, c),
			    cr_printer_cell(p, c));
	}
	flush(p, "\r\n");
}

static void
csv_total(struct cr_printer *p, const char *currency,
    const struct cr_money *sums)
{
	const struct cr_field *f;
	size_t c;

	for (c = 0; c < p->ncolumns; c++) {
		f = cr_printer_field(p, c);
		if (c > 0)
			cr_buf_addc(&p->line, ';');
		if (f->kind == CR_CENTS)
			cr_money_format(&p->line, sums[c], ',', 0);
		else if (c == 0)
			csv_text(&p->line, _("Total"));
		else if (strcmp(f->name, "currency") == 0)
			cr_buf_adds(&p->line, currency);
	}
	flush(p, "\r\n");
}

const struct cr_backend cr_backend_csv = {
	.begin = csv_begin, .row = csv_row, .total = csv_total,
};

const struct cr_backend cr_backend_excel = {
	.begin = csv_begin, .row = csv_row, .total = csv_total,
};
