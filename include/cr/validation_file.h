#ifndef CR_VALIDATION_FILE_H
#define CR_VALIDATION_FILE_H

#include "cr/validation.h"

struct cr;
struct cr_input;

/*
 * Scores that somebody made, and what came of them: a table whose first line
 * names its columns, among them "score", a number that is higher for events,
 * and "outcome", 1 or 0 (yes, no, true, false, si, s, n). Columns are
 * separated by tabs, semicolons or commas; where not by commas, the decimals
 * may be. Rows that are not right are told and left out; a score that is
 * missing ("" or "-") is left out and not told.
 */
int cr_validation_file_read(struct cr *cr, struct cr_input *in,
    void (*each)(void *ctx, const struct cr_scored *s), void *ctx);

#endif
