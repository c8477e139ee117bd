#ifndef CR_MIME_MIXED_H
#define CR_MIME_MIXED_H

#include <stddef.h>

#include "cr/channel.h"

struct cr_buf;

/*
 * A MIME entity, as cr_mime_content() makes it, with files attached to it
 * (RFC 2046 multipart/mixed, RFC 2183, names by RFC 2231); without an entity
 * (NULL) the files alone. The same input gives the same bytes.
 */
void cr_mime_mixed(struct cr_buf *b, const char *entity, size_t n,
    const struct cr_attachment *v, size_t count);

#endif
