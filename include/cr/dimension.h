#ifndef CR_DIMENSION_H
#define CR_DIMENSION_H

#include <stdbool.h>
#include <stddef.h>

/*
 * What sums of the ledger are told by. Every dimension takes in everything:
 * what belongs to no agent, or to nobody, is a row of its own, so that the
 * rows of any dimension have the same sums.
 */
enum cr_by {
	CR_BY_DEBTOR,
	CR_BY_CREDITOR,
	CR_BY_AGENT,		/* of the debtor, as are the next four */
	CR_BY_DEPOT,
	CR_BY_AREA,
	CR_BY_CATEGORY,
	CR_BY_CLASS,		/* of the rating in force */
	CR_BY_SEGMENT,		/* "A-D": cr/segment.h */
	CR_BY_TOTAL,		/* one row for everything */
};

/* "agent", of N bytes; false if there is no such dimension. */
bool cr_by_parse(const char *word, size_t n, enum cr_by *out);

#endif
