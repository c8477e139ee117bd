#ifndef CR_RECORDS_H
#define CR_RECORDS_H

#include <stddef.h>
#include <stdio.h>

#include "cr/canon.h"
#include "cr/field.h"
#include "cr/print.h"

/*
 * Canonical records as they are printed: JSON in full, one object a line;
 * every other form flat, one row a record (of an invoice one row an
 * instalment). Rows of one type stay together under one header, up to some
 * thousands; their order among types is lost.
 */
struct cr_records;

/* The columns of the flat form, of all types. */
extern const struct cr_field cr_record_fields[];
extern const size_t cr_record_nfields;

/* With columns chosen, JSON is flat too. */
struct cr_records *cr_records_new(struct cr *cr,
    const struct cr_print_opts *opts, FILE *out);
/* CR_EUSAGE for a column that there is not, or what cannot hold two types. */
int cr_records_put(struct cr_records *rs, const struct cr_record *r);
/* Frees RS; NULL is nothing. CR_ESYSTEM if the output cannot be written. */
int cr_records_end(struct cr_records *rs);

#endif
