#ifndef CR_TABLES_H
#define CR_TABLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/arena.h"
#include "cr/buf.h"
#include "cr/canon.h"
#include "cr/csvin.h"
#include "cr/field.h"
#include "cr/read.h"
#include "cr/table.h"
#include "mapping.h"
#include "reject.h"

/* Shared by what turns rows into records, whatever file they come from. */

#define TABLE_HEADER_ROWS 50	/* the headers stand within the first ones */

/* What an identifier needs before it can be compared. */
enum tidy {
	TIDY_NONE,
	TIDY_CODE,	/* not cut by a spreadsheet: 1,23E+10 */
	TIDY_VAT,	/* country off, lost zeros back, tax code known */
	TIDY_OWNER,	/* a debtor in a column of VAT numbers */
	TIDY_ZIP,	/* lost zeros back */
	TIDY_ID,	/* no blanks, capitals: tax code, IBAN */
	TIDY_CURRENCY,	/* EUR for the euro's sign and name */
	TIDY_YEAR,	/* a day, or the year that ends on 31 December */
};

/* A wanted field whose columns are known. */
struct bound {
	const struct wanted *w;
	const char *label;	/* what a person calls it: "due date" */
	enum tidy tidy;
	size_t offset;		/* within struct work */
	int32_t *col;		/* of each source, from 0; -1: a constant */
};

struct bound_filter {
	const struct filter *f;
	struct bound b;
};

struct bound_section {
	enum cr_record_type type;
	struct cr_record blank;		/* an empty one */
	const struct section *s;
	struct bound *b;
	size_t n;
	bool has_side;			/* it wants the side */
	struct bound_filter *filter;
	size_t nfilters;
};

/* One record being made. */
#define WORK_ROLES 8
struct work {
	struct cr_record r;
	struct table_extra x;
	bool has_amount;
	const char *role[WORK_ROLES];
	char vat[32], padded[16], country[4], zip[8];
};

/* What a list of movements says of its account. */
struct table_statement {
	bool used;
	bool mixed;		/* of several accounts or currencies */
	char account[64];	/* as stands above the headers; or "" */
	char of[64], currency[8];	/* of the first movement */
	int64_t line;		/* of a balance */
	struct cr_record balance;
};

/* A table being read. */
struct table {
	struct cr *cr;
	const char *file;
	const struct cr_sink *sink;
	struct cr_read_file *done;
	const struct cr_mapping *m;
	struct cr_arena arena;		/* what was bound */
	bool is_bound;
	struct bound_section section[MAPPING_SECTIONS];
	size_t nsections;
	struct bound_filter *filter;
	size_t nfilters;
	size_t ncols;			/* of the header; 0: there is none */
	bool has_reasons;		/* and one more, of a reject file */
	char **header;			/* its cells, normalised */
	char separator;			/* of the reject file; 0: none */
	char mark[REJECT_MARK_SIZE];	/* how a reason begins there */
	struct cr_buf reject_header;
	struct cr_arena row;		/* joined and tidied cells of the row */
	struct cr_buf reject;
	struct cr_buf party;		/* the last one emitted */
	int sink_error;			/* that stopped the reading */
	char reason[512];
	uint64_t totals, filtered;	/* rows passed over */
	uint64_t noisy;			/* amounts off by less than 0.000001 */
	struct table_statement statement;
	struct work work[MAPPING_SECTIONS];
};

void cr_table_init(struct table *t, struct cr *cr, const char *file,
    const struct cr_sink *sink, struct cr_read_file *done);
void cr_table_release(struct table *t);

struct sample;

/* Headers. */

/*
 * Write S in capitals, without accents, all else but letters and digits one
 * blank, to TO, which has room for strlen(S) + 1: "N° Doc." is "N DOC".
 */
char *cr_table_normalise(const char *s, char *to);
/*
 * Find the columns of M in the HEADER row (NULL: there is none). False when
 * one is missing or there twice; WHY (if not NULL) then says which.
 */
bool cr_table_bind(struct table *t, const struct cr_mapping *m,
    const struct cr_row *header, struct cr_buf *why);
/* How many of M's headers are in the row. */
size_t cr_table_count_headers(const struct cr_mapping *m,
    const struct cr_row *row);

/* What a person calls the field that mappings call KEY. */
const char *cr_table_label(const char *key);

/* Rows. */

/* Take away the cell that a reject file added. */
void cr_table_drop_reason(const struct table *t, struct cr_row *row);
/* Has it as many columns as the header? */
bool cr_table_fits(const struct table *t, const struct cr_row *row);
/* Take one row: emit its records, refuse it, or pass over it. */
int cr_table_row(struct table *t, struct cr_row *row);
/* Refuse a row whole, for REASON. */
void cr_table_refuse(struct table *t, const struct cr_row *row,
    const char *reason);
/* Refuse the file: FMT says why. */
void cr_table_refuse_file(struct table *t, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Is it no data: dashes, a repeated header, a total? */
bool cr_table_is_ruler(const struct cr_row *row);
bool cr_table_is_header(const struct table *t, const struct cr_row *row);
bool cr_table_is_total(const struct cr_row *row);

/* Put the row of headers in front of the reject file. */
void cr_table_keep_header(struct table *t, const struct cr_row *row);
/* No row of S has the headers of M: say what the best lacks. */
void cr_table_refuse_headers(struct table *t, const struct cr_mapping *m,
    const struct sample *s);
/* Tell who asked for more how the file was read, and what passed over. */
void cr_table_tell(struct table *t, const struct cr_mapping *m);

/* Cells. */

/* The text of a field in a row; "" when empty. Borrowed, or in t->row. */
char *cr_table_text(struct table *t, const struct bound *b,
    const struct cr_row *row, size_t *n, enum cr_cell_kind *kind);
/* What a field of N bytes is compared as; NULL: another field has it. */
const char *cr_table_tidy(struct work *w, const struct bound *b,
    const char *s, size_t n);
/*
 * A share in N bytes, as basis points: "90", "90%", "90,5 %"; one, or less,
 * is a share of one. False when it is none; nothing, and *TO stays.
 */
bool cr_table_share(const struct bound *b, const char *s, size_t n,
    char mark, int32_t *to);
/* Put the field in place; false with t->reason when it is not right. */
bool cr_table_value(struct table *t, const struct bound *b,
    const struct cr_row *row, struct work *w);

/* What is told of parties. */

/* Complete a record of those; false with t->reason. */
bool cr_table_settle_fact(struct table *t, const struct bound_section *s,
    struct work *w);
/* The word of the record for a kind as files call it; NULL: not known. */
const char *cr_table_kind(enum cr_record_type type, const char *text);
/* Are there kinds of such records? */
bool cr_table_has_kinds(enum cr_record_type type);
/* Is S a year, and nothing else? */
bool cr_table_is_year(const char *s, size_t n);

/* Movements of a bank account. */

/* What stands above the headers (NULL: nothing), balances among it. */
void cr_table_statement_begin(struct table *t, const struct sample *above);
/* Is it no movement but a balance? Then it is kept. */
bool cr_table_statement_row(struct table *t, const struct cr_row *row);
/* Complete a movement; false with t->reason. */
bool cr_table_settle_entry(struct table *t, struct cr_rec_entry *e);
void cr_table_statement_count(struct table *t, const struct cr_rec_entry *e);
/* Tell the balance, when the list had one. */
int cr_table_statement_end(struct table *t);
/*
 * Is it sure which way the money went? False with WHY when no row of the
 * sample has a sign; also finds out whether debits have a minus.
 */
bool cr_table_entry_signs(struct cr *cr, const struct sample *s,
    ptrdiff_t header, struct cr_mapping *m, struct cr_buf *why);

/* Fixed width: the whole of it. */
int cr_table_read_fixed(struct table *t, struct cr_input *in,
    const struct cr_mapping *m);

/* The same from a workbook: CR_EINPUT with WHY when it is not sure. */
int cr_table_guess_xlsx(struct cr *cr, struct cr_input *in,
    struct cr_mapping **out, struct cr_buf *why);

/* Recognition. */

/* Rows kept to be looked at. */
struct sample {
	struct cr_arena arena;
	struct cr_row row[CR_TABLE_SAMPLE];
	size_t n;
};

/* Keep a copy of the row; false when there is no more room. */
bool cr_sample_add(struct sample *s, const struct cr_row *row);
/*
 * Recognise the header row and what its columns are, and put them into M.
 * The index of the row, or -1 with WHY.
 */
ptrdiff_t cr_table_guess_columns(const struct sample *s, struct cr_mapping *m,
    struct cr_buf *why);
/* The same for movements of a bank account; -1 without WHY: it is none. */
ptrdiff_t cr_table_guess_bank(const struct sample *s, struct cr_mapping *m,
    struct cr_buf *why);
/*
 * Does row R of S have the headers of what is told of parties? 1: M has its
 * columns; 0: it has not; -1: it may, but WHY.
 */
int cr_table_guess_fact(const struct sample *s, size_t r,
    struct cr_mapping *m, struct cr_buf *why);
/* Does a header among them say that the file was made in Italy? */
bool cr_table_is_italian(const struct cr_row *row);
/* A header that a mapping file can name, and no other has; or NULL. */
const char *cr_table_nameable(const struct cr_row *row, int32_t col);
/*
 * Find the styles of dates and amounts that M leaves open, looking at the
 * rows of the sample behind HEADER; M->date is the order that days and months
 * are expected in. False with WHY when they are not sure; what no row shows
 * stays open.
 */
bool cr_table_guess_styles(struct cr *cr, const struct sample *s,
    ptrdiff_t header, struct cr_mapping *m, struct cr_buf *why);
/* The same for all that M leaves open; the header's row in *HEADER. */
bool cr_table_guess(struct cr *cr, const struct sample *s, struct cr_mapping *m,
    bool columns, struct cr_buf *why);

/* "1,23457E+10": what a spreadsheet makes of a long number. */
bool cr_table_is_scientific(const char *s, size_t n);

#endif
