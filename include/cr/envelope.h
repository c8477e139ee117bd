#ifndef CR_ENVELOPE_H
#define CR_ENVELOPE_H

#include <stddef.h>

#include "cr/canon.h"

struct cr;
struct cr_arena;

#define CR_ENVELOPE_MAX_DEPTH 8	/* layers removed before giving up */

/* What was around a document. */
struct cr_envelope {
	struct cr_text_list layers;	/* base64, pem, cms; outermost first */
	const char *signature;	/* "none", "good", "bad": mathematics only */
	const char *p;		/* the innermost content */
	size_t n;
};

/*
 * Remove base64, PEM and CMS (DER or BER) layers from N bytes until what is
 * left is none of them. Bytes that are no envelope come back as they are.
 * CHECK: verify each signature's mathematics too. CR_EINPUT when an
 * envelope is broken or empty (detached), CR_ELIMIT when nested too deep.
 * What OUT points to lives in A, or is the input.
 */
int cr_envelope_open(struct cr *cr, struct cr_arena *a, const char *p, size_t n,
    int check, struct cr_envelope *out);

#endif
