#ifndef CR_BER_H
#define CR_BER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/asn1.h"

struct cr;
struct cr_buf;

/* Where bytes come from: a file, a decoder, a part of another source. */
struct cr_source {
	/* Up to N bytes; 0 at the end, or an enum cr_error with a message. */
	ptrdiff_t (*read)(void *ctx, void *to, size_t n);
	void *ctx;
};

/*
 * BER read from a source, in memory that does not depend on its size: one
 * enters the elements one knows, copies the small ones and streams the
 * octets of the large one. Any mixture of definite and indefinite lengths
 * is read; an element that passes the end of the one around it is refused.
 * Functions return CR_EINPUT for what is malformed, with the offset in the
 * message, or what the source returned.
 */
#define CR_BER_DEPTH 32
#define CR_BER_AHEAD ((size_t)64 * 1024)

struct cr_ber_level {
	bool indefinite;
	uint64_t end;		/* of this level, or of what bounds it */
};

struct cr_ber {
	struct cr *cr;
	struct cr_source from;
	uint64_t at;		/* offset of the next byte */
	unsigned char *ahead;	/* CR_BER_AHEAD bytes, read and not consumed */
	size_t start, end;
	int depth;
	struct cr_ber_level level[CR_BER_DEPTH];
	int octets_depth;	/* levels open when octets were begun */
	uint64_t left;		/* octets left in the part being read */
};

void cr_ber_init(struct cr_ber *b, struct cr *cr, struct cr_source from);
void cr_ber_release(struct cr_ber *b);

/* The tag of the next element: 1, or 0 at the end of the level. */
int cr_ber_next(struct cr_ber *b, unsigned *tag);
/* Go into the next element, which must be a TAG; its end must be reached. */
int cr_ber_enter(struct cr_ber *b, unsigned tag);
int cr_ber_leave(struct cr_ber *b);
/* Append the next element, header and all, to TO. */
int cr_ber_copy(struct cr_ber *b, struct cr_buf *to);

/* Begin the OCTET STRING that comes next, primitive or in parts. */
int cr_ber_octets_begin(struct cr_ber *b);
/* Up to N of its octets; 0 at its end, after which the level goes on. */
ptrdiff_t cr_ber_octets(struct cr_ber *b, void *to, size_t n);

/* Read to the end of the source; *N bytes followed what was consumed. */
int cr_ber_drain(struct cr_ber *b, uint64_t *n);

#endif
