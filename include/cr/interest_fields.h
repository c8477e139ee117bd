#ifndef CR_INTEREST_FIELDS_H
#define CR_INTEREST_FIELDS_H

#include "cr/field.h"
#include "cr/interest_run.h"

struct cr_printer;

/* What cr-interest(1) prints: a row for each segment, item or debtor. */
enum cr_interest_rows {
	CR_INTEREST_SEGMENTS,
	CR_INTEREST_ITEMS,
	CR_INTEREST_DEBTORS,
};

enum cr_interest_segment_column {
	CR_IS_ITEM, CR_IS_PARTY, CR_IS_CODE, CR_IS_NAME, CR_IS_NUMBER,
	CR_IS_CURRENCY, CR_IS_KIND, CR_IS_REGIME, CR_IS_FROM, CR_IS_TO,
	CR_IS_DAYS, CR_IS_PRINCIPAL, CR_IS_RATE, CR_IS_ACCRUED, CR_IS_NOTE,
	CR_IS_DUE, CR_IS_SINCE, CR_IS_ASSUMED, CR_IS_SOURCE, CR_IS_COLUMNS
};
enum cr_interest_item_column {
	CR_II_ITEM, CR_II_PARTY, CR_II_CODE, CR_II_NAME, CR_II_NUMBER,
	CR_II_DUE, CR_II_CURRENCY, CR_II_REGIME, CR_II_FROM, CR_II_TO,
	CR_II_DAYS, CR_II_AMOUNT, CR_II_OPEN, CR_II_INTEREST, CR_II_FLAT,
	CR_II_PENALTY, CR_II_TOTAL, CR_II_PER_DIEM, CR_II_NOTE,
	CR_II_PRINCIPAL_DUE, CR_II_INTEREST_DUE, CR_II_COSTS_DUE, CR_II_RATE,
	CR_II_SINCE, CR_II_ASSUMED, CR_II_PAID, CR_II_COLUMNS
};
enum cr_interest_debtor_column {
	CR_ID_PARTY, CR_ID_CODE, CR_ID_NAME, CR_ID_CURRENCY, CR_ID_ITEMS,
	CR_ID_OPEN, CR_ID_INTEREST, CR_ID_FLAT, CR_ID_PENALTY, CR_ID_TOTAL,
	CR_ID_PER_DIEM, CR_ID_NOTE, CR_ID_ASSUMED, CR_ID_PAID,
	CR_ID_COLUMNS
};
extern const struct cr_field cr_interest_segment_fields[CR_IS_COLUMNS];
extern const struct cr_field cr_interest_item_fields[CR_II_COLUMNS];
extern const struct cr_field cr_interest_debtor_fields[CR_ID_COLUMNS];

/* "segment", "item", "debtor": what there is one row of. */
bool cr_interest_rows_parse(const char *word, enum cr_interest_rows *out);
/* The fields of such rows; *N is how many. */
const struct cr_field *cr_interest_fields(enum cr_interest_rows rows,
    size_t *n);

/*
 * Run O, or where DEBT is not NULL its figures alone, and print ROWS to P.
 */
int cr_interest_print(struct cr *cr, const struct cr_interest_opts *o,
    const struct cr_interest_debt *debt, enum cr_interest_rows rows,
    struct cr_printer *p);

#endif
