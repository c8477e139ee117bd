#ifndef CR_TABLE_H
#define CR_TABLE_H

#include "cr/read.h"

struct cr;
struct cr_buf;
struct cr_input;
struct cr_mapping;

/*
 * Tables: delimited text, fixed-width text, XLSX, and canonical JSON Lines.
 * What stands in which column is said by a mapping (cr-mapping(5)); when
 * none is given the headers are recognised by their names, the styles of
 * dates and amounts by evidence over the first rows, and the file is refused
 * when either is not sure.
 */

#define CR_TABLE_SAMPLE 200	/* rows looked at before deciding */

/*
 * Read a mapping file. CR_ENOTFOUND or CR_EUSAGE with "file:line: " in the
 * message. The caller frees *OUT.
 */
int cr_mapping_load(struct cr *cr, const char *path, struct cr_mapping **out);
/*
 * The mapping a user names: a file, or without a slash and where there is no
 * such file, "NAME.conf" in the folder "mappings" of SHARE; CR_EUSAGE when
 * there is none.
 */
int cr_mapping_find(struct cr *cr, const char *share, const char *name,
    struct cr_mapping **out);
/* The same from N bytes of TEXT that messages call NAME. */
int cr_mapping_parse(struct cr *cr, const char *name, const char *text,
    size_t n, struct cr_mapping **out);
void cr_mapping_free(struct cr_mapping *m);

/*
 * Append M as a mapping file that, read back, is the same mapping: what was
 * recognised can be shown, saved and mended.
 */
void cr_mapping_describe(struct cr_buf *b, const struct cr_mapping *m);

/*
 * What reading IN (delimited text or XLSX) without a mapping would take it
 * for; nothing is emitted. CR_EINPUT when it is not sure, and why.
 */
int cr_mapping_guess(struct cr *cr, struct cr_input *in,
    struct cr_mapping **out);

/*
 * Read a file and emit its records: parties, items, payments. They return 0
 * also when rows, or the whole file, were refused and told; an enum cr_error
 * when reading cannot go on, or from the sink. DONE gets name, format and
 * counts; the digests are its caller's.
 */
int cr_table_read(struct cr *cr, struct cr_input *in,
    const struct cr_read_opts *opts, const struct cr_sink *sink,
    struct cr_read_file *done);
int cr_xlsx_read(struct cr *cr, struct cr_input *in,
    const struct cr_read_opts *opts, const struct cr_sink *sink,
    struct cr_read_file *done);
/* Do N bytes, or the beginning of more, look like a workbook? */
bool cr_xlsx_is(const char *p, size_t n);
int cr_jsonl_read(struct cr *cr, struct cr_input *in,
    const struct cr_read_opts *opts, const struct cr_sink *sink,
    struct cr_read_file *done);

#endif
