#ifndef CR_INPUT_H
#define CR_INPUT_H

#include <stddef.h>
#include <stdint.h>

#include "cr/digest.h"

struct cr;

/*
 * A file being read, or bytes that stand for one (a member of a ZIP). It
 * can be looked into without reading it, which is how a format is
 * recognised, and hashes what passes, so that every record is traceable to
 * the very bytes it came from.
 */
struct cr_input;

#define CR_INPUT_PEEK ((size_t)64 * 1024)	/* how far one can look ahead */

/*
 * Open PATH ("-" is standard input). NULL when it cannot be read, with the
 * message on the handle; a directory is no file.
 */
struct cr_input *cr_input_open(struct cr *cr, const char *path);
/* The N bytes at P, which must outlive it; NAME is copied. */
struct cr_input *cr_input_memory(const char *name, const void *p, size_t n);
void cr_input_free(struct cr_input *in);

/* What the user calls it: "lotto.zip!IT01.xml" for a member of a ZIP. */
const char *cr_input_name(const struct cr_input *in);

/*
 * The bytes ahead, up to CR_INPUT_PEEK, not consumed. *P stays valid until
 * the next call. Returns how many, 0 at the end, or an enum cr_error.
 */
ptrdiff_t cr_input_peek(struct cr *cr, struct cr_input *in, const char **p);
/* The same, up to N bytes: fewer than N is all that is left. */
ptrdiff_t cr_input_ahead(struct cr *cr, struct cr_input *in, size_t n,
    const char **p);

/* Read up to N bytes; 0 at the end, or an enum cr_error. */
ptrdiff_t cr_input_read(struct cr *cr, struct cr_input *in, void *to,
    size_t n);

/*
 * All that is left, followed by a NUL, owned by IN. Fails with CR_ELIMIT
 * beyond MAX bytes.
 */
int cr_input_all(struct cr *cr, struct cr_input *in, size_t max,
    const char **p, size_t *n);

/* Before the first byte is read: nobody is going to ask for the SHA-256. */
void cr_input_forgo_sha256(struct cr_input *in);
/* SHA-256 ("" if it was forgone) and count of the bytes read so far. */
void cr_input_sha256(const struct cr_input *in, char to[CR_SHA256_SIZE]);
uint64_t cr_input_bytes(const struct cr_input *in);

#endif
