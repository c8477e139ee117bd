#ifndef CR_FETCH_H
#define CR_FETCH_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/received.h"

struct cr;
struct cr_config_received;
struct cr_imap;
struct cr_outcome_form;
struct cr_trust;

/*
 * Taking in what came back. A mail is kept whole, judged, bound to the
 * message that it is about and booked in one transaction; only then is the
 * mailbox touched, if at all. What is booked already is passed over, by the
 * digest of its bytes, so it does not matter how often, or by how many ways,
 * it comes. A mail that makes no sense is booked too: none is lost, and none
 * stops the others.
 *
 * What a message's state becomes follows from all that came back for it, in
 * whatever order: cr_fetch_settle().
 */
struct cr_fetch_opts {
	const struct cr_trust *trust;	/* for certified mail; NULL: nobody */
	const struct cr_outcome_form *form;	/* of files; NULL: usual */
	int64_t now;			/* seconds since 1970 */
	int64_t hold;			/* days; 0: an answer holds nothing */
	const volatile sig_atomic_t *stop;	/* not 0: stop after this */
};

struct cr_fetch {
	struct cr *cr;
	const struct cr_fetch_opts *opts;
	/* Given each row that was booked, as cr_received_each() does. */
	int (*each)(void *ctx, struct cr_stmt *row);
	void *ctx;
	int64_t known;			/* passed over: booked before */
	int64_t booked;
};

/*
 * One mail of N bytes from SOURCE. ALSO, if not NULL, is called within the
 * transaction, also when the mail is booked already.
 */
int cr_fetch_mail(struct cr_fetch *f, const char *source, const char *p,
    size_t n, int (*also)(void *ctx), void *ctx);

/*
 * PATH: a mail; a mailbox file; a folder of mails; a Maildir; or a file of
 * outcomes in CSV or TSV (cr/outcome_file.h). Nothing there is changed.
 */
int cr_fetch_path(struct cr_fetch *f, const char *path);

/* What to do in a mailbox with what is booked. */
enum cr_fetch_after {
	CR_FETCH_LEAVE,			/* as it is, unread */
	CR_FETCH_SEEN,
	CR_FETCH_MOVE,			/* into another folder */
};

/* All that is new in the mailbox of IM, which the ledger calls NAME. */
int cr_fetch_imap(struct cr_fetch *f, const char *name, struct cr_imap *im,
    enum cr_fetch_after after, const char *folder);

/*
 * All inboxes of C, or the one called NAME. A server that is down is told,
 * and does not keep the others waiting: CR_ENET at the end. CR_EUSAGE when
 * there is none.
 */
int cr_fetch_inboxes(struct cr_fetch *f, const struct cr_config_received *c,
    const char *name);

/* At the end of a run: what was unknown when its receipt came. */
int cr_fetch_end(struct cr_fetch *f);

/*
 * Set the state of MESSAGE by its last attempt and all that came back for
 * it. In a transaction, with a run. A failure takes its notice back to the
 * level before, so that cr-dun goes another way.
 */
int cr_fetch_settle(struct cr *cr, int64_t message);
/* The same for all messages that RUN, which is being undone, had moved. */
int cr_fetch_undone(struct cr *cr, int64_t run);

#endif
