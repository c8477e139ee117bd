#ifndef CR_PAPER_H
#define CR_PAPER_H

#include <stdbool.h>
#include <stddef.h>

struct cr;
struct cr_arena;
struct cr_buf;
struct cr_chart;
struct cr_pdf;
struct cr_pdf_image;

/*
 * A business document: letterhead, addressee, title, paragraphs, tables,
 * charts, how to pay. It is put together once, in words that are ready to be
 * read, and written as text, HTML or PDF. All text is borrowed, UTF-8; NULL
 * is left out. What comes from strangers is written so that it stays text.
 */

/* Who writes. */
struct cr_paper_head {
	const char *name;
	const char *lines[4];		/* below the name: address */
	const char *contacts[6];	/* beside it: VAT, telephone, PEC */
	const char *footer[3];		/* at the end of every page */
	const struct cr_pdf_image *logo;	/* PDF: in the name's place */
};

struct cr_paper_pair {
	const char *label, *value;
};

enum cr_paper_align { CR_PAPER_LEFT, CR_PAPER_RIGHT };

struct cr_paper_column {
	const char *heading;
	int width;		/* hundredths of a millimetre; 0: the rest */
	enum cr_paper_align align;
};

enum cr_paper_row_kind {
	CR_PAPER_ROW,
	CR_PAPER_DETAIL,	/* of the row above: its first cell is all */
	CR_PAPER_SUM,
};

struct cr_paper_row {
	enum cr_paper_row_kind kind;
	const char **cells;	/* one for each column; NULL: empty */
	int lines;		/* private to the PDF: how high it is */
	struct cr_paper_row *next;
};

#define CR_PAPER_COLUMNS 12	/* of a table, at most */

struct cr_paper_table {
	const char *title;
	const struct cr_paper_column *columns;
	size_t ncolumns;
	size_t detail;		/* the column where details begin */
	struct cr_paper_row *first, *last;
};

/* How to pay. CODE is the text of the QR code (cr/epc.h); NULL: none. */
struct cr_paper_payment {
	const char *title;
	struct cr_paper_pair lines[6];
	const char *code, *caption;
};

struct cr_paper_block {
	enum {
		CR_PAPER_TEXT, CR_PAPER_HEADING, CR_PAPER_TABLE,
		CR_PAPER_PAYMENT, CR_PAPER_SIGNATURE, CR_PAPER_CHART
	} kind;
	const char *text;	/* where it has a line end, a new line */
	const char *signer;	/* below the name in a signature */
	struct cr_paper_table table;
	const struct cr_paper_payment *payment;
	const struct cr_chart *chart;
	struct cr_paper_block *next;
};

#define CR_PAPER_PAIRS 8

struct cr_paper {
	const char *language;		/* "it" */
	bool letter;			/* PDF: to be read, in larger type */
	bool mono;			/* PDF: black and white, for a fax */
	struct cr_paper_head head;
	const char *to_label;		/* "Spett.le" */
	const char *to[5];		/* the addressee: its name first */
	struct cr_paper_pair pairs[CR_PAPER_PAIRS];
	const char *title, *subtitle;
	const char *page, *of;		/* "pagina", "di" */
	struct cr_paper_block *first, *last;
	struct cr_arena *arena;
};

/* An empty one, whose parts live in the arena. */
void cr_paper_init(struct cr_paper *p, struct cr_arena *a);
void cr_paper_text_add(struct cr_paper *p, const char *text);
void cr_paper_heading_add(struct cr_paper *p, const char *text);
/* NAME and below it, with room to sign, who signs for it; or NULL. */
void cr_paper_signature_add(struct cr_paper *p, const char *name,
    const char *signer);
/* The columns are copied; N is CR_PAPER_COLUMNS at most. */
struct cr_paper_table *cr_paper_table_add(struct cr_paper *p,
    const char *title, const struct cr_paper_column *columns, size_t n);
/* The cells of a new row, to be set. */
const char **cr_paper_row_add(struct cr_paper *p, struct cr_paper_table *t,
    enum cr_paper_row_kind kind);
void cr_paper_payment_add(struct cr_paper *p,
    const struct cr_paper_payment *pay);

/* A chart, without the table of its numbers (cr_chart_to_table()). */
void cr_paper_chart_add(struct cr_paper *p, const struct cr_chart *c);

/* Append it as plain text, or as a page of HTML with nothing outside it. */
void cr_paper_to_text(const struct cr_paper *p, struct cr_buf *out);
int cr_paper_to_html(struct cr *cr, const struct cr_paper *p,
    struct cr_buf *out);
/* The blocks alone, without letterhead and addressee. */
void cr_paper_blocks_to_text(const struct cr_paper *p, struct cr_buf *out);
int cr_paper_blocks_to_html(struct cr *cr, const struct cr_paper *p,
    struct cr_buf *out);
/* How many pages it takes. */
int cr_paper_pages(struct cr *cr, struct cr_paper *p, struct cr_pdf *pdf,
    int *pages);
/*
 * Add it to the file that is being written, beginning on a new page; pages
 * are numbered from 1 in each document, and say how many they are.
 */
int cr_paper_to_pdf(struct cr *cr, struct cr_paper *p, struct cr_pdf *pdf);

#endif
