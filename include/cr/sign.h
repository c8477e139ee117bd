#ifndef CR_SIGN_H
#define CR_SIGN_H

#include <stdbool.h>
#include <stdint.h>

#include "cr/digest.h"
#include "cr/field.h"

struct cr;
struct cr_identity;

/* Signing files: FILE to FILE.p7m (CAdES, attached) or FILE.p7s. */

struct cr_sign_opts {
	const char *folder;	/* for what is made; NULL: beside the file */
	bool detached;
	bool replace;		/* what is there already */
};

struct cr_signed {
	const char *output;	/* NULL: standard output */
	char sha256[CR_SHA256_SIZE];	/* of the content */
	uint64_t bytes;
	int64_t time;		/* as signed, seconds since 1970 */
};

/* The columns of what is made. */
enum {
	CR_SIGN_FILE, CR_SIGN_OUTPUT, CR_SIGN_SHA256, CR_SIGN_SIGNER,
	CR_SIGN_BYTES, CR_SIGN_TIME, CR_SIGN_SERIAL, CR_SIGN_FIELDS
};
extern const struct cr_field cr_sign_fields[CR_SIGN_FIELDS];

/*
 * Is the certificate for signing, and valid at NOW? One for authentication
 * on a CNS card has a key too, but what it signs binds nobody (art. 3 no.
 * 12 Reg. UE 910/2014). CR_EUSAGE with the reason.
 */
int cr_sign_check(struct cr *cr, const struct cr_identity *id, int64_t now);

/*
 * Files signed in one run. Their names are given in groups, when all of a
 * group are on the disk; then DONE is told of each. Any may be NULL.
 */
struct cr_sign_run;

struct cr_sign_run *cr_sign_begin(struct cr *cr, struct cr_identity *id,
    const struct cr_sign_opts *opts,
    void (*done)(void *ctx, const char *path, const struct cr_signed *s),
    void *ctx);
/*
 * Sign the file at PATH, in memory that does not depend on its size. One
 * that cannot be read, changes on the way or has its output there already
 * is refused; CR_ESYSTEM when the run cannot go on. With cr->dry_run all is
 * done but the writing.
 */
int cr_sign_file(struct cr_sign_run *run, const char *path);
/* Sign what is read from descriptor IN, to descriptor TO. */
int cr_sign_stream(struct cr_sign_run *run, int in, int to);
/* Finish what is left, and free RUN. NULL is nothing. */
int cr_sign_end(struct cr_sign_run *run);

#endif
