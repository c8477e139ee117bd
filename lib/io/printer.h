#ifndef CR_PRINTER_H
#define CR_PRINTER_H

/* Shared by the forms of the printer (print*.c, table.c, xlsxout.c, ...). */

#include "cr/buf.h"
#include "cr/print.h"

/* A cell: what it holds is told by its field's kind. */
struct cr_cell {
	bool set;
	bool is_text;		/* text is what it holds, whatever the field */
	int64_t n;		/* cents, days, count, id, 0 or 1 */
	size_t text;		/* offset into the printer's text */
	const char *lent;	/* or its text, of who puts it; NULL: none */
	enum cr_key_kind key;
};

struct cr_backend {
	/* 0, or an enum cr_error with its message; may be NULL */
	int (*begin)(struct cr_printer *p);
	void (*row)(struct cr_printer *p);
	/* The sums: CURRENCY is "" when no column tells it; may be NULL */
	void (*total)(struct cr_printer *p, const char *currency,
	    const struct cr_money *sums);
	/* Frees STATE, which is NULL if begin() failed; may be NULL */
	int (*end)(struct cr_printer *p);
	/*
	 * Other fields follow, in opts.title's section; NULL: end() and
	 * begin() do.
	 */
	int (*section)(struct cr_printer *p);
};

#define CR_TOTALS_MAX 16	/* currencies summed in one stream */

struct cr_totals {
	char currency[8];
	struct cr_money *sums;		/* by column */
};

struct cr_printer {
	struct cr *cr;
	const struct cr_field *fields;
	size_t nfields;
	size_t *column;		/* the fields to print, in order */
	size_t ncolumns;
	struct cr_print_opts opts;
	FILE *out;
	const struct cr_backend *backend;
	void *state;		/* of the backend */

	struct cr_cell *cells;	/* of the present row, by field */
	size_t *put;		/* the fields that are set in it */
	size_t nput;
	struct cr_buf text;	/* their texts, each with its NUL */
	/* scratch for the backend; and rows that are kept till the end */
	struct cr_buf line;
	uint64_t rows;		/* of the present section */
	size_t section;		/* from 0 */

	struct cr_totals totals[CR_TOTALS_MAX];
	size_t ntotals;
	bool overflow;		/* a sum did not fit */
};

/* The field and the cell of column C of what is printed. */
const struct cr_field *cr_printer_field(const struct cr_printer *p, size_t c);
const struct cr_cell *cr_printer_cell(const struct cr_printer *p, size_t c);
/*
 * What a cell holds: the kind of its field; or text, when text was put into
 * a field of numbers (a record from elsewhere whose date is no date).
 */
enum cr_kind cr_printer_kind(const struct cr_field *f,
    const struct cr_cell *cell);
/* The text of a cell of kind text, code or time. */
const char *cr_printer_text(const struct cr_printer *p,
    const struct cr_cell *cell);

/*
 * Append a cell as the record says it: key, ISO date, integer cents, text
 * as it is. Nothing for a missing one.
 */
void cr_printer_raw(struct cr_buf *b, const struct cr_printer *p,
    const struct cr_field *f, const struct cr_cell *cell);
/* A column's name without "_cents", where the cell shows units. */
void cr_printer_name(struct cr_buf *b, const struct cr_field *f);

extern const struct cr_backend cr_backend_tsv;
extern const struct cr_backend cr_backend_json;
extern const struct cr_backend cr_backend_csv;
extern const struct cr_backend cr_backend_excel;
extern const struct cr_backend cr_backend_table;
extern const struct cr_backend cr_backend_xlsx;
extern const struct cr_backend cr_backend_xml;

#endif
