#ifndef CR_DSN_H
#define CR_DSN_H

#include <stdbool.h>
#include <stddef.h>

#include "cr/mime_read.h"

struct cr_arena;

/*
 * What mail servers say of mail that they could not deliver, or did:
 * delivery status notifications, RFC 3464. Whoever likes can write one: it
 * moves a message, and proves nothing.
 */
enum cr_dsn_how {
	CR_DSN_UNCLEAR,		/* no standard one: a person decides */
	CR_DSN_FAILED,		/* for good */
	CR_DSN_DELAYED,		/* still tried */
	CR_DSN_DELIVERED,	/* to the mailbox */
	CR_DSN_PASSED_ON,	/* relayed or expanded: nobody will tell more */
};

const char *cr_dsn_word(enum cr_dsn_how how);

#define CR_DSN_RECIPIENTS_MAX 100

struct cr_dsn_to {
	const char *address;		/* original, or final; NULL */
	enum cr_dsn_how how;
	const char *status;		/* "5.1.1"; NULL */
	const char *diagnostic;		/* the server's words; NULL */
	bool address_is_bad;		/* 5.1.x, 5.2.1: nobody is there */
};

struct cr_dsn {
	const char *message_id;		/* of the mail returned; NULL */
	const char *server;		/* that says it */
	struct cr_dsn_to *to;
	size_t nto;
};

/* Is M such a report? OUT lives in A. */
bool cr_dsn_read(struct cr_arena *a, const struct cr_mime_part *m,
    struct cr_dsn *out);

#endif
