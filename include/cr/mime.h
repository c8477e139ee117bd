#ifndef CR_MIME_H
#define CR_MIME_H

#include <stdbool.h>
#include <stdint.h>

struct cr_buf;

/*
 * Electronic mail: RFC 5322 headers, RFC 2045 and 2047 encodings. What is
 * written is ASCII in lines of at most 76 characters ending in CRLF, so that
 * no server has a reason to change it. A line break inside a value becomes a
 * blank: no header can be slipped in.
 */

/* Is S a plain address, local@domain, in ASCII and without quotes? */
bool cr_mail_address_is_valid(const char *s);

/* "Name: value" with what is not ASCII as encoded words, folded. */
void cr_mime_header(struct cr_buf *b, const char *name, const char *value);
/* "Name: Display <address>"; DISPLAY may be NULL. ADDRESS is a valid one. */
void cr_mime_address(struct cr_buf *b, const char *name, const char *display,
    const char *address);
/* "Date: ..." of the instant AT, seconds since 1970, in UTC. */
void cr_mime_date(struct cr_buf *b, int64_t at);

/*
 * The content, from MIME-Version on: TEXT alone, or with HTML (which may be
 * NULL) as its alternative. It depends on the texts only, so that its digest
 * tells whether they are the same.
 */
void cr_mime_content(struct cr_buf *b, const char *text, const char *html);

/*
 * Split "Display <address>" or "address"; both are appended as they stand.
 * False when there is no valid address.
 */
bool cr_mime_split(const char *s, struct cr_buf *display,
    struct cr_buf *address);

#endif
