#ifndef POST_H
#define POST_H

#include <stdbool.h>

#include "cr/arena.h"
#include "cr/buf.h"
#include "cr/transport.h"

struct cr_json;

#define POST_MAX_ATTACHMENTS 32
#define POST_MAX_NAME 200	/* of a file */

/*
 * Append the line of M in the manifest, a JSON object and a line feed. False
 * with why in O: an address that is none, content that is no PDF, ...
 */
bool cr_post_line(struct cr_arena *a, const struct cr_outgoing *m,
    struct cr_buf *json, struct cr_handover *o);

/* "FILE-1.pdf" of the attachment with index I. */
const char *cr_post_name(struct cr_arena *a, const struct cr_outgoing *m,
    size_t i);

/* The heading of the CSV, and the line J in it. */
void cr_post_csv_head(struct cr_buf *csv);
void cr_post_csv_line(struct cr_buf *csv, const struct cr_json *j);

/* Pages of a PDF, as it says; 0: it does not say where it can be seen. */
int cr_post_pages(const char *pdf, size_t n);

#endif
