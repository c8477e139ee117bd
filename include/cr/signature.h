#ifndef CR_SIGNATURE_H
#define CR_SIGNATURE_H

#include <stdbool.h>
#include <stdint.h>

#include "cr/ber.h"
#include "cr/canon.h"
#include "cr/digest.h"

struct cr;
struct cr_arena;
struct cr_trust;

/*
 * The verdict on a signed file: CAdES and CMS (RFC 5652, ETSI EN 319 122),
 * RFC 3161 tokens and replies, RFC 5544 .tsd and the .m7m of Deliberazione
 * CNIPA 45/2009. It is about the mathematics and the form; whether the
 * certificates are to be believed is a second question, asked only when
 * anchors are given.
 */

/* From good to bad: a file has the worst of its signers'. */
enum cr_verdict {
	CR_VERDICT_INTACT,	/* digest, signature and certificate hold */
	CR_VERDICT_NOT_CADES,	/* they do, but nothing binds the certificate */
	CR_VERDICT_WARN,	/* verifiers disagree: see the warnings */
	CR_VERDICT_NO_CONTENT,	/* detached, and no content was given */
	CR_VERDICT_NO_CERT,	/* the signer's certificate is not there */
	CR_VERDICT_NO_SIGNER,	/* certificates only */
	CR_VERDICT_NO_TOKEN,	/* a time-stamping authority that refused */
	CR_VERDICT_BAD_FORMAT,	/* against a MUST of RFC 5652 */
	CR_VERDICT_TAMPERED,	/* what was signed is not what is there */
	CR_VERDICT_BROKEN,	/* cannot be read */
};

const char *cr_verdict_word(enum cr_verdict v);	/* "INTACT" */

#define CR_TIME_NONE INT64_MIN	/* seconds since 1970 otherwise */

/* One signer of the content; names of EN 319 102-1 5.1.3. */
struct cr_signer {
	enum cr_verdict verdict;
	const char *indication, *subindication;
	const char *subject, *issuer;	/* RFC 2253 names */
	const char *serial;		/* hexadecimal */
	int64_t signing_time;		/* as the signer claims */
	int64_t best_time;		/* as a good time stamp proves */
	const char *digest;		/* "sha256" */
	const char *key;		/* "RSA2048", "secp256r1" */
	const char *level;		/* B T LT LTA, NULL for less */
	/* rfc822Names that the certificate is for (RFC 5280 4.2.1.6). */
	struct cr_text_list mailboxes;
};

struct cr_signature {
	const char *container;	/* CMS TSD TSR TST M7M; NULL: unknown */
	const char *encoding;	/* DER BER-indef base64 PEM unknown */
	enum cr_flag attached;
	enum cr_verdict verdict;
	bool has_content;	/* in the file: the three below are of it */
	char content_sha256[CR_SHA256_SIZE];
	uint64_t content_bytes;
	struct cr_signer *signers;
	size_t nsigners;
	size_t countersigners, countersigners_good;
	size_t timestamps, timestamps_good;	/* of signatures */
	uint64_t trailing_bytes;	/* after the object */
	int64_t stamp_time;		/* of a TSD, M7M, TSR or TST */
	const char *stamp_authority;
	struct cr_text_list warnings;
};

struct cr_signature_opts {
	struct cr_source *content;	/* of a detached signature; or NULL */
	const struct cr_trust *trust;	/* or NULL: mathematics only */
	int64_t at;			/* judge validity at; CR_TIME_NONE */
	int64_t now;
	/*
	 * Signed mail (RFC 8551): the signing certificate need not be
	 * named, and one for signing in general will do.
	 */
	bool mail;
	/* Given the content as it is read, before it is known to be good. */
	int (*keep)(void *ctx, const void *p, size_t n);
	/*
	 * Begin again, when a digest turned out to be needed: forget what
	 * was kept. NULL or not 0: it cannot be done.
	 */
	int (*rewind)(void *ctx);
	void *ctx;
};

/*
 * Read a signed file from FROM in constant memory and judge it. A file
 * that cannot be read is a verdict too, with the reason as a warning; an
 * enum cr_error is of the source or of KEEP. Text lives in A.
 */
int cr_signature_read(struct cr *cr, struct cr_arena *a,
    struct cr_source from, const struct cr_signature_opts *opts,
    struct cr_signature *out);

#endif
