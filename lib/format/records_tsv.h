#ifndef RECORDS_TSV_H
#define RECORDS_TSV_H

#include <stdbool.h>
#include <stddef.h>

#include "canon_keys.h"

struct cr_buf;

/*
 * Rows of TSV straight from the structures of records, as the printer would
 * write them from cells: a bank's file may hold a million.
 */

/* A cell of the row; offsets are within struct cr_record. */
struct tsv_cell {
	const char *word;	/* what it says in all rows; NULL: look */
	bool none;		/* records of the type have no such key */
	enum canon_kind kind;
	size_t offset;
};

/* Can such a value stand in a row? */
bool cr_tsv_is_simple(enum canon_kind kind);
void cr_tsv_row(struct cr_buf *b, const struct tsv_cell *cells, size_t n,
    const struct cr_record *r);

#endif
