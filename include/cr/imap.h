#ifndef CR_IMAP_H
#define CR_IMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cr;
struct cr_buf;

/*
 * A mailbox behind IMAP (RFC 3501), over TLS. Reading leaves it as it is:
 * not even the mark of having been read changes. Nothing is ever deleted.
 * CR_ENET: the server cannot be reached, or another time perhaps; CR_EUSAGE:
 * it refuses us, or is not who it should be.
 */
struct cr_imap;

struct cr_imap_opts {
	const char *url;	/* imaps://host:993, imap://host:143 */
	const char *folder;	/* "INBOX" */
	const char *user, *password;
	const char *ca;		/* PEM; NULL: those of the machine */
	bool tls;		/* false: plain, for loopback only */
	int64_t timeout;	/* seconds for one request */
};

/* What OPTS point to is copied. Nothing is sent yet. */
int cr_imap_open(struct cr *cr, const struct cr_imap_opts *opts,
    struct cr_imap **out);
void cr_imap_free(struct cr_imap *im);

/*
 * The UIDs from FROM on, in order: *UIDS is freed by the caller. *VALIDITY
 * says which life of the mailbox they are of.
 */
int cr_imap_list(struct cr *cr, struct cr_imap *im, int64_t from,
    int64_t *validity, int64_t **uids, size_t *n);

/*
 * The mail UID to B, byte for byte. CR_ENOTFOUND when it is gone; CR_ELIMIT
 * beyond MAX bytes.
 */
int cr_imap_fetch(struct cr *cr, struct cr_imap *im, int64_t uid, size_t max,
    struct cr_buf *b);

/* Mark as read; move into FOLDER. What is gone already is no error. */
int cr_imap_seen(struct cr *cr, struct cr_imap *im, int64_t uid);
int cr_imap_move(struct cr *cr, struct cr_imap *im, int64_t uid,
    const char *folder);

#endif
