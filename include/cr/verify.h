#ifndef CR_VERIFY_H
#define CR_VERIFY_H

#include <stdbool.h>
#include <stdint.h>

#include "cr/field.h"
#include "cr/signature.h"

struct cr;
struct cr_arena;
struct cr_buf;
struct cr_printer;
struct cr_trust;

/* Verifying files, and taking out what they hold when it is good. */

struct cr_verify_opts {
	const char *content;	/* what a detached signature is of; or NULL */
	const char *extract;	/* where to put the content; "-": see below */
	bool replace;		/* what is there already */
	const struct cr_trust *trust;	/* NULL: mathematics only */
	int64_t at;		/* judge certificates then; or CR_TIME_NONE */
};

/*
 * Judge the file at PATH ("-": standard input). CR_EINPUT and CR_ENOTFOUND
 * when it cannot be opened; a file that is no signed file is a verdict.
 * What is extracted gets its name, or is written to descriptor 1, when
 * cr_verify_passes() and not before.
 */
int cr_verify_file(struct cr *cr, struct cr_arena *a, const char *path,
    const struct cr_verify_opts *opts, struct cr_signature *out);

/*
 * It is INTACT and, where anchors were given, every signer's certificate
 * leads to one of them.
 */
bool cr_verify_passes(const struct cr_signature *s,
    const struct cr_verify_opts *opts);

/* A row for each signer, or one for a file without. */
enum {
	CR_VERIFY_FILE, CR_VERIFY_VERDICT, CR_VERIFY_INDICATION,
	CR_VERIFY_SUBINDICATION, CR_VERIFY_SUBJECT, CR_VERIFY_SIGNING_TIME,
	CR_VERIFY_BEST_TIME, CR_VERIFY_DIGEST, CR_VERIFY_KEY, CR_VERIFY_LEVEL,
	CR_VERIFY_FILE_VERDICT, CR_VERIFY_ISSUER, CR_VERIFY_SERIAL,
	CR_VERIFY_CONTAINER, CR_VERIFY_ENCODING, CR_VERIFY_ATTACHED,
	CR_VERIFY_SHA256, CR_VERIFY_BYTES, CR_VERIFY_SIGNERS,
	CR_VERIFY_COUNTERSIGNERS, CR_VERIFY_COUNTERSIGNERS_GOOD,
	CR_VERIFY_TIMESTAMPS, CR_VERIFY_TIMESTAMPS_GOOD, CR_VERIFY_TRAILING,
	CR_VERIFY_STAMP_TIME, CR_VERIFY_STAMP_AUTHORITY, CR_VERIFY_FIELDS
};
extern const struct cr_field cr_verify_fields[CR_VERIFY_FIELDS];

/* Print the rows. */
void cr_verify_put(struct cr_printer *p, const char *file,
    const struct cr_signature *s);

/* Append it as one line of JSON: "signature" of cr-records(5). */
void cr_verify_json(struct cr_buf *b, const char *file,
    const struct cr_signature *s);

#endif
