#ifndef CR_BASE64_H
#define CR_BASE64_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Base64 (RFC 4648) as mail gateways and portals leave it: in one line or
 * in many, with CRLF, a byte order mark, stray NULs, the two characters
 * "\n" for a newline, and with or without padding. It is decoded piece by
 * piece, in any amount of memory.
 */
struct cr_base64 {
	uint32_t bits;		/* decoded and not given out */
	int have;		/* how many */
	bool backslash;		/* the last character was one */
	bool done;		/* padding was seen */
	bool bad;		/* a character that is none of base64 */
	uint64_t at;		/* characters read; where it is bad */
};

void cr_base64_init(struct cr_base64 *d);
/*
 * Decode N characters to TO, which has room for N bytes; returns how many
 * it wrote. It stops at a bad character.
 */
size_t cr_base64_feed(struct cr_base64 *d, const void *p, size_t n,
    unsigned char *to);
/* Was it whole? A single character over a multiple of four is not. */
bool cr_base64_end(const struct cr_base64 *d);

struct cr_buf;
/* Append N bytes in base64, padded, in one line without an end. */
void cr_base64_put(struct cr_buf *b, const void *p, size_t n);

#endif
