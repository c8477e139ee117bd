#ifndef CR_ZIP_H
#define CR_ZIP_H

#include <stddef.h>

struct cr;

/*
 * ZIP archives from strangers, read in memory and never unpacked to disk.
 * Names inside are only ever shown. What comes out is bounded, in all and
 * against what went in, since a small archive can hold petabytes.
 */
#define CR_ZIP_MAX_FILE ((size_t)512 * 1024 * 1024)	/* the archive */
#define CR_ZIP_MAX_MEMBER ((size_t)256 * 1024 * 1024)	/* kept whole */
#define CR_ZIP_MAX_BYTES ((size_t)4 * 1024 * 1024 * 1024)	/* unpacked */
#define CR_ZIP_MAX_RATIO 200	/* unpacked to packed, beyond ... */
#define CR_ZIP_RATIO_FROM ((size_t)16 * 1024 * 1024)	/* ... this much */
#define CR_ZIP_MAX_MEMBERS 200000
#define CR_ZIP_MAX_DEPTH 2	/* an archive in an archive, no more */

struct cr_zip;

/* The N bytes at P must outlive it. NULL if they are no ZIP. */
struct cr_zip *cr_zip_open(struct cr *cr, const char *p, size_t n);
void cr_zip_close(struct cr_zip *z);

/*
 * Go to the next file (directories are passed over). 1, 0 at the end, or an
 * enum cr_error. NAME is UTF-8 without control characters, valid until the
 * next call.
 */
int cr_zip_next(struct cr *cr, struct cr_zip *z, const char **name);

/*
 * Up to N bytes of the file at hand; 0 at its end, or an enum cr_error:
 * CR_EINPUT if it is damaged or needs a password, CR_ELIMIT when unpacking
 * gives too much, after which nothing more can be read.
 */
ptrdiff_t cr_zip_read(struct cr *cr, struct cr_zip *z, void *to, size_t n);

/*
 * All of the file at hand, at most MAX bytes (else CR_ELIMIT), with a NUL
 * behind; valid until the next call.
 */
int cr_zip_all(struct cr *cr, struct cr_zip *z, size_t max, const char **p,
    size_t *n);

#endif
