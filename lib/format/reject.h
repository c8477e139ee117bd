#ifndef CR_REJECT_H
#define CR_REJECT_H

#include <stddef.h>

struct cr_buf;

#define REJECT_COLUMN "cr_reason"	/* the column that a reject file adds */
#define REJECT_MARK "\tcr_reason: "	/* where there are no columns */
#define REJECT_CELL "cr_reason: "	/* where columns have no headers */

/*
 * Append N bytes of a record and the REASON it was left out. SEPARATOR 0: it
 * has no columns. HEADED: its columns have headers.
 */
void reject_line(struct cr_buf *b, const char *raw, size_t n, char separator,
    int headed, const char *reason);

/* How many of N bytes are the record, without the reason behind a mark. */
size_t reject_unmark(const char *raw, size_t n);

#endif
