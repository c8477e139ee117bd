/*
 * The form of the printer that is XML, as lib/share/schema/cr-records.xsd
 * describes it. An element is called by what it holds, so that the schema
 * checks every value whatever the columns are; its name tells the column.
 */
#include "printer.h"

#include <string.h>

#include "cr/cr.h"
#include "cr/str.h"

#define NAMESPACE "urn:cr:records:1"

static const char *const elements[] = {
	[CR_TEXT] = "text",
	[CR_CODE] = "code",
	[CR_KEY] = "key",
	[CR_CENTS] = "cents",
	[CR_DATE] = "date",
	[CR_TIME] = "time",
	[CR_COUNT] = "count",
	[CR_BP] = "bp",
	[CR_PPM] = "ppm",
	[CR_CENTIDAYS] = "centidays",
	[CR_BOOL] = "bool",
};

static void
flush(struct cr_printer *p)
{
	fwrite(p->line.s, 1, p->line.len, p->out);
	cr_buf_clear(&p->line);
}

/* U+FFFE and U+FFFF, which are no characters. */
static bool
is_nothing(const char *s)
{
	return cr_starts(s, "\xef\xbf\xbe") || cr_starts(s, "\xef\xbf\xbf");
}

/*
 * Text of an element or attribute. White space that a parser would turn
 * into blanks is written by its number. What has no place in XML 1.0, other
 * control characters and U+FFFE and U+FFFF, becomes U+FFFD, the replacement
 * character.
 */
static void
text(struct cr_buf *b, const char *s)
{
	static const char special[] = "&<>\"\t\n\r\x01\x02\x03\x04\x05\x06\x07"
	    "\x08\x0b\x0c\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a"
	    "\x1b\x1c\x1d\x1e\x1f\xef";
	size_t n;

	for (;; s += n + 1) {
		n = strcspn(s, special);
		cr_buf_add(b, s, n);
		switch (s[n]) {
		case '\0':
			return;
		case '&':
			cr_buf_adds(b, "&amp;");
			break;
		case '<':
			cr_buf_adds(b, "&lt;");
			break;
		case '>':
			cr_buf_adds(b, "&gt;");
			break;
		case '"':
			cr_buf_adds(b, "&quot;");
			break;
		case '\t':
		case '\n':
		case '\r':
			cr_buf_addf(b, "&#%d;", s[n]);
			break;
		case '\xef':
			if (!is_nothing(s + n)) {
				cr_buf_addc(b, s[n]);
				break;
			}
			n += 2;
			/* FALLTHROUGH */
		default:
			cr_buf_adds(b, "\xef\xbf\xbd");
		}
	}
}

static void
attribute(struct cr_buf *b, const char *name, const char *value)
{
	cr_buf_addc(b, ' ');
	cr_buf_adds(b, name);
	cr_buf_adds(b, "=\"");
	text(b, value);
	cr_buf_addc(b, '"');
}

static void
open_section(struct cr_printer *p)
{
	const struct cr_field *f;
	size_t c;

	cr_buf_adds(&p->line, "<section");
	attribute(&p->line, "title", p->opts.title ? p->opts.title : "cr");
	cr_buf_adds(&p->line, ">\n<columns>\n");
	for (c = 0; c < p->ncolumns; c++) {
		f = cr_printer_field(p, c);
		cr_buf_adds(&p->line, "<column");
		attribute(&p->line, "name", f->name);
		attribute(&p->line, "kind", elements[f->kind]);
		cr_buf_adds(&p->line, "/>\n");
	}
	cr_buf_adds(&p->line, "</columns>\n");
	flush(p);
}

static int
xml_begin(struct cr_printer *p)
{
	char today[CR_DATE_SIZE];

	cr_buf_adds(&p->line, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<records xmlns=\"" NAMESPACE "\"");
	attribute(&p->line, "day", cr_date_iso(p->cr->today, today));
	cr_buf_adds(&p->line, ">\n");
	open_section(p);
	return CR_OK;
}

static int
xml_section(struct cr_printer *p)
{
	cr_buf_adds(&p->line, "</section>\n");
	open_section(p);
	return CR_OK;
}

/* A time as ours: 2026-03-31T10:00:00Z. Another one goes out as text. */
static bool
is_time(const char *s)
{
	static const char form[] = "9999-99-99T99:99:99Z";
	struct cr_date day;
	size_t i;

	for (i = 0; form[i] != '\0'; i++)
		if (form[i] == '9' ? !cr_is_digit(s[i]) : s[i] != form[i])
			return false;
	return s[i] == '\0' && cr_date_parse(s, 10, CR_DATE_ISO, &day) &&
	    strncmp(s + 11, "24", 2) < 0 && s[14] < '6' && s[17] < '6';
}

static void
cell_out(struct cr_printer *p, const struct cr_field *f,
    const struct cr_cell *cell)
{
	enum cr_kind kind = cr_printer_kind(f, cell);

	if (kind == CR_TIME && !is_time(cr_printer_text(p, cell)))
		kind = CR_TEXT;
	cr_buf_addf(&p->line, "<%s", elements[kind]);
	attribute(&p->line, "name", f->name);
	cr_buf_addc(&p->line, '>');
	if (cell->is_text)
		text(&p->line, cr_printer_text(p, cell));
	else if (kind == CR_BOOL)
		cr_buf_adds(&p->line, cell->n ? "true" : "false");
	else
		cr_printer_raw(&p->line, p, f, cell);
	cr_buf_addf(&p->line, "</%s>", elements[kind]);
}

static void
xml_row(struct cr_printer *p)
{
	const struct cr_cell *cell;
	size_t c;

	cr_buf_adds(&p->line, "<record>");
	for (c = 0; c < p->ncolumns; c++)
		if ((cell = cr_printer_cell(p, c))->set)
			cell_out(p, cr_printer_field(p, c), cell);
	cr_buf_adds(&p->line, "</record>\n");
	flush(p);
}

static void
xml_total(struct cr_printer *p, const char *currency,
    const struct cr_money *sums)
{
	size_t c;

	cr_buf_adds(&p->line, "<total");
	if (*currency != '\0')
		attribute(&p->line, "currency", currency);
	cr_buf_addc(&p->line, '>');
	for (c = 0; c < p->ncolumns; c++) {
		if (cr_printer_field(p, c)->kind != CR_CENTS)
			continue;
		cr_buf_adds(&p->line, "<cents");
		attribute(&p->line, "name", cr_printer_field(p, c)->name);
		cr_buf_addc(&p->line, '>');
		cr_buf_addi(&p->line, sums[c].cents);
		cr_buf_adds(&p->line, "</cents>");
	}
	cr_buf_adds(&p->line, "</total>\n");
	flush(p);
}

static int
xml_end(struct cr_printer *p)
{
	cr_buf_adds(&p->line, "</section>\n</records>\n");
	flush(p);
	return CR_OK;
}

const struct cr_backend cr_backend_xml = {
	.begin = xml_begin, .row = xml_row, .total = xml_total,
	.end = xml_end, .section = xml_section,
};
