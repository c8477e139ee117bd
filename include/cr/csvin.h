#ifndef CR_CSVIN_H
#define CR_CSVIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cr;
struct cr_lines;
struct cr_csv;

/* What a cell is: text, unless the file has types of its own (XLSX). */
enum cr_cell_kind {
	CR_CELL_TEXT,
	CR_CELL_NUMBER,		/* decimal point, no groups */
	CR_CELL_DATE,		/* 2026-03-31 */
	CR_CELL_BAD,		/* S says why it cannot be used */
};

/* One cell: N bytes of UTF-8 and a NUL. */
struct cr_cell {
	char *s;
	size_t n;
	enum cr_cell_kind kind;
};

/* One row, valid until the next is asked for. */
struct cr_row {
	struct cr_cell *cell;
	size_t n;
	int64_t line;		/* where it begins, from 1 */
	size_t lines;		/* how many lines it takes */
	char *raw;		/* as it stood, in UTF-8, without line end */
	size_t nraw;
	const char *error;	/* why it cannot be used; NULL: it can */
};

#define CR_CSV_MAX_COLUMNS 1024
#define CR_CSV_MAX_LINES 64	/* of one row, when its texts hold line ends */

/*
 * Read delimited text as RFC 4180 has it, and as it is found: any separator,
 * blanks around cells, a quotation mark inside an unquoted text. LINES must
 * outlive it. Rows without anything in them are passed over.
 */
struct cr_csv *cr_csv_new(struct cr_lines *lines, char separator);
void cr_csv_free(struct cr_csv *c);

/*
 * The next row: 1, or 0 at the end, or an enum cr_error. A quotation mark
 * that is not closed within CR_CSV_MAX_LINES spoils its line alone.
 */
int cr_csv_next(struct cr *cr, struct cr_csv *c, struct cr_row *out);

/*
 * Take the row just given, which has several lines, for what comes of a
 * quotation mark that should not be there: make it its first line, which
 * cannot be used, and read the others anew.
 */
void cr_csv_split(struct cr_csv *c, struct cr_row *row);

/*
 * From now on, lines end where MARK (which must outlive C) begins: what a
 * reject file added is taken away before it can be misread.
 */
void cr_csv_cut(struct cr_csv *c, const char *mark);

/* Where in a row as it stood the separator before its last cell is; N: none. */
size_t cr_csv_last_cell(const char *raw, size_t n, char separator);

#endif
