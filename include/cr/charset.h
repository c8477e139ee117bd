#ifndef CR_CHARSET_H
#define CR_CHARSET_H

#include <stdbool.h>
#include <stddef.h>

#include "cr/lines.h"

struct cr_buf;

/*
 * To UTF-8. What has no meaning in its encoding (a lone surrogate, a byte
 * that CP1252 leaves out) becomes the byte 0xff, which is never UTF-8: the
 * line that holds it is then refused as any other that is no text.
 */

/* Append N bytes of CP1252, Latin-1 or CP850 to TO. */
void cr_charset_bytes(struct cr_buf *to, const char *s, size_t n,
    enum cr_encoding from);

/*
 * Write UTF-16 at *TO, which needs 3 bytes of room for each 2, and move it
 * on. Returns how many of N bytes were used: all but the beginning of a
 * letter, and these too when it is the LAST call.
 */
size_t cr_charset_utf16(char **to, const unsigned char *p, size_t n,
    bool big_endian, bool last);

#endif
