#ifndef CR_FORMAT_MIME_READ_H
#define CR_FORMAT_MIME_READ_H

/* Private to lib/format: headers as they are read. */

#include "cr/arena.h"
#include "cr/buf.h"
#include "cr/mime_read.h"

/*
 * Take the headers at the beginning of FROM into M; what is left is the
 * body. A line that is no header ends them.
 */
void cr_mime_take_fields(struct cr_mime_part *m, struct cr_arena *a,
    struct cr_slice *from);
/* The first header of that name; NULL. */
const struct cr_mime_field *cr_mime_field(const struct cr_mime_part *m,
    const char *name);
/* Take one line with its end; false when nothing is left. */
bool cr_mime_take_line(struct cr_slice *from, struct cr_slice *line);
/* N bytes in lower case. */
char *cr_mime_lower(struct cr_arena *a, const char *p, size_t n);

#endif
