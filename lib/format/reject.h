#ifndef CR_REJECT_H
#define CR_REJECT_H

#include <stdbool.h>
#include <stddef.h>

#include "cr/canon.h"

struct cr_buf;
struct cr_mapping;

#define REJECT_COLUMN "cr_reason"	/* the column that a reject file adds */
#define REJECT_MARK "\tcr_reason: "	/* where there are no columns */
#define REJECT_CELL "cr_reason: "	/* how a cell with a reason begins */

/*
 * Append N bytes of a record and the REASON it was left out. SEPARATOR 0: it
 * has no columns. Cells with a reason begin with REJECT_CELL, so that none is
 * ever taken for a cell of the record.
 */
void cr_reject_line(struct cr_buf *b, const char *raw, size_t n, char separator,
    const char *reason);

/*
 * Append the header of the added column. It shows how dates and amounts are
 * written ("cr_reason dd/mm/yyyy 1.234,56"), in which unit, and what is told of
 * parties ("... x1000 balance-sheet"), since the few rows of a reject file may
 * not.
 */
void cr_reject_header(struct cr_buf *b, const struct cr_mapping *m);
/* Take from that header what M leaves open. */
void cr_reject_header_parse(const char *cell, struct cr_mapping *m);
/* Does the header say that its rows are such records? */
bool cr_reject_header_tells(const char *cell, enum cr_record_type wanted);

/* How a reason begins behind a record with columns: ;"cr_reason: */
#define REJECT_MARK_SIZE (sizeof(REJECT_CELL) + 2)
char *cr_reject_mark(char separator, char to[REJECT_MARK_SIZE]);

/* How many of N bytes are the record, without the reason behind a mark. */
size_t cr_reject_unmark(const char *raw, size_t n);

#endif
