#ifndef CR_MIME_READ_H
#define CR_MIME_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cr;
struct cr_arena;
struct cr_buf;

/*
 * Mail from strangers: RFC 5322 headers and RFC 2045 to 2047, 2231 and 5322
 * as they are met. What is read are places in the bytes that came, never
 * copies put together again: a signature is over those very bytes, and what
 * a reader sees must be what was signed.
 *
 * What is malformed is read as far as it makes sense. What passes a bound
 * is left as it stands: a part with no parts within.
 */
#define CR_MIME_MAX_BYTES ((size_t)64 * 1024 * 1024)	/* of one message */
#define CR_MIME_MAX_DEPTH 16	/* parts within each other */
#define CR_MIME_MAX_PARTS 1000	/* of one message */
#define CR_MIME_MAX_FIELDS 1000	/* headers of one part */
#define CR_MIME_MAX_VALUE ((size_t)64 * 1024)	/* of one header */

/* Bytes of the message. */
struct cr_slice {
	const char *p;
	size_t n;
};

struct cr_mime_field {
	const char *name;		/* lower case */
	struct cr_slice value;		/* folded and encoded as it came */
	struct cr_mime_field *next;
};

struct cr_mime_part {
	struct cr_slice raw;		/* header, blank line and body */
	struct cr_slice body;		/* encoded as it came */
	struct cr_mime_field *fields;
	const char *type;		/* "text/plain", lower case */
	const char *name;		/* of the file, UTF-8; NULL */
	const char *charset;		/* lower case; NULL: not said */
	const char *encoding;		/* "base64"; "" for as it stands */
	/* of a multipart, or what a message/rfc822 holds */
	struct cr_mime_part *child, *next;
	int depth;
};

/*
 * Read the N bytes at P, which must outlive A as OUT does. CR_ELIMIT when
 * they are more than CR_MIME_MAX_BYTES.
 */
int cr_mime_read(struct cr *cr, struct cr_arena *a, const char *p, size_t n,
    struct cr_mime_part **out);

/* The first header of that name (lower case), decoded to UTF-8, unfolded;
 * NULL when there is none. */
const char *cr_mime_get(const struct cr_mime_part *m, struct cr_arena *a,
    const char *name);
/* A parameter ("protocol") of a header ("content-type"), decoded. */
const char *cr_mime_parameter(const struct cr_mime_part *m,
    struct cr_arena *a, const char *header, const char *name);
/*
 * The plain address of such a header ("a@b.it" of "A <a@b.it>"), as it
 * stands; NULL when there is not just one.
 */
const char *cr_mime_mailbox(const struct cr_mime_part *m, struct cr_arena *a,
    const char *name);

/* "Mon, 16 Mar 2026 10:30:05 +0100" (RFC 5322 3.3) of its Date, in UTC;
 * NULL when it has none that makes sense. */
const char *cr_mime_instant(const struct cr_mime_part *m,
    struct cr_arena *a);

/* Append the body to B without its transfer encoding. */
void cr_mime_body(const struct cr_mime_part *m, struct cr_buf *b);
/* The same of a text, in UTF-8 with LF. */
void cr_mime_text(const struct cr_mime_part *m, struct cr_buf *b);

/* Append N bytes that claim to be of CHARSET (NULL: nothing) as UTF-8. */
void cr_mime_utf8(struct cr_buf *b, const char *charset, const char *p,
    size_t n);
/* Is the part of that type, be it only "text/"? */
bool cr_mime_is(const struct cr_mime_part *m, const char *type);
/*
 * The next part behind M in the order of the text, within ROOT; a message
 * within the message is passed over unless INTO.
 */
const struct cr_mime_part *cr_mime_walk(const struct cr_mime_part *root,
    const struct cr_mime_part *m, bool into);

#endif
