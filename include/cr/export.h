#ifndef CR_EXPORT_H
#define CR_EXPORT_H

#include <stdio.h>

#include "cr/print.h"

struct cr;
struct cr_input;

/*
 * Record streams into another form. What a column holds is told by its name
 * (cr_field_kind()); a value that does not fit stays text. Each header, and
 * each input, begins a section: a sheet of a workbook.
 */
struct cr_export;

/* OPTS must outlive it. */
struct cr_export *cr_export_new(struct cr *cr,
    const struct cr_print_opts *opts, FILE *out);
int cr_export_read(struct cr_export *e, struct cr_input *in);
/*
 * Complete the file, unless ERR says that something went wrong on the way,
 * which is then returned. Frees E.
 */
int cr_export_end(struct cr_export *e, int err);

#endif
