#ifndef CR_PRINT_H
#define CR_PRINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "cr/date.h"
#include "cr/field.h"
#include "cr/key.h"
#include "cr/money.h"

struct cr;

/*
 * The one printer of records. A tool declares its columns once and puts
 * typed cells; the form is chosen by the user or by where it goes, and the
 * records tell themselves in all of them (cr-tsv(5)).
 */
enum cr_format {
	CR_FORMAT_AUTO,		/* table on a terminal, else TSV */
	CR_FORMAT_TABLE,
	CR_FORMAT_TSV,
	CR_FORMAT_JSON,		/* one object a line */
	CR_FORMAT_CSV,		/* ; and decimal comma, faithful */
	CR_FORMAT_EXCEL,	/* the same, with BOM, disarmed for Excel */
	CR_FORMAT_XLSX,
	CR_FORMAT_XML,		/* lib/share/schema/cr-records.xsd */
	/* documents, of the tools that make them; records have no such form */
	CR_FORMAT_TEXT,
	CR_FORMAT_HTML,
	CR_FORMAT_PDF,
};

#define CR_FORMAT_IS_DOCUMENT(f) ((f) >= CR_FORMAT_TEXT)

/* "json"; false if there is no such format. */
bool cr_format_parse(const char *word, enum cr_format *out);

struct cr_print_opts {
	enum cr_format format;
	const char *columns;	/* -o: "item,due"; NULL: the default ones */
	bool no_header;		/* -H */
	bool totals;		/* a last row with sums, where it makes sense */
	const char *title;	/* sheet name or root; NULL: "cr" */
	char mark, group;	/* of amounts in a table; 0: none */
	/*
	 * Lines of text (TSV, JSON, CSV) stay here until the printer ends,
	 * which writes them; empty before and after, so that its memory
	 * serves again. NULL: they are written as they come.
	 */
	struct cr_buf *kept;
};

struct cr_printer;

/*
 * Print records of N FIELDS to OUT. CR_EUSAGE (*p is NULL) for a column
 * that there is not. FIELDS must outlive the printer.
 */
int cr_printer_new(struct cr *cr, const struct cr_field *fields, size_t n,
    const struct cr_print_opts *opts, FILE *out, struct cr_printer **p);

/*
 * Close the section that is being printed and begin another, of other
 * fields: a new header, sheet or XML section, called TITLE.
 */
int cr_printer_section(struct cr_printer *p, const struct cr_field *fields,
    size_t n, const char *title);

/*
 * Set the cell of field I (an index into FIELDS) of the present row. What
 * is not set is missing. Text is copied; NULL is missing.
 */
void cr_put_text_cell(struct cr_printer *p, size_t i, const char *s);
/* The same of text that stays where it is until the row is complete. */
void cr_lend_text_cell(struct cr_printer *p, size_t i, const char *s);
void cr_put_key(struct cr_printer *p, size_t i, enum cr_key_kind kind,
    int64_t id);
void cr_put_cents(struct cr_printer *p, size_t i, struct cr_money m);
void cr_put_date(struct cr_printer *p, size_t i, struct cr_date d);
void cr_put_count(struct cr_printer *p, size_t i, int64_t n);
void cr_put_bool(struct cr_printer *p, size_t i, bool yes);

/* The row is complete: print it (or keep it, where a form needs all). */
void cr_print_row(struct cr_printer *p);

/*
 * For who writes rows of TSV himself, because there are very many: where
 * they go, behind the header; and the fields that are printed, in order.
 */
struct cr_buf *cr_printer_lines(struct cr_printer *p);
size_t cr_printer_columns(const struct cr_printer *p, const size_t **column);

/* How many bytes opts->kept holds now; and write them. */
size_t cr_printer_kept(const struct cr_printer *p);
void cr_printer_flush(struct cr_printer *p);

/*
 * The last row is printed. CR_ESYSTEM when the output could not be written.
 * Frees P; NULL is nothing.
 */
int cr_printer_end(struct cr_printer *p);

/* Describe the fields, one a line: what -o help prints. */
void cr_fields_help(const struct cr_field *fields, size_t n, FILE *out);

#endif
