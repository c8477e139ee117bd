#ifndef CR_TRANSPORT_H
#define CR_TRANSPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/channel.h"

struct cr;
struct cr_attachment;

/*
 * A way out of the house: a server, a folder, a program. It knows nothing of
 * claims, and takes messages over one by one.
 */
struct cr_outgoing {
	enum cr_channel channel;
	int64_t message;		/* its number in the ledger */
	const char *file;		/* fit for a file's name, unique */
	const char *from;		/* of mail: an address, no name */
	const char *to;			/* of the channel: address, number */
	const char *name;		/* of whom it goes to; NULL */
	const char *subject, *language;
	const char *message_id;		/* without <> */
	const char *media;		/* of the content, CR_MEDIA_... */
	const char *header;		/* of mail, else ""; precedes ... */
	const char *content;		/* SIZE bytes, which may hold NULs */
	size_t size;
	/* Not of mail, whose content holds them already. */
	const struct cr_attachment *attachment;
	size_t nattachments;
	/*
	 * NULL, or what the caller can do in the meantime: called once at
	 * most, while the other side makes up its mind.
	 */
	void (*meanwhile)(void *ctx);
	void *ctx;
};

enum cr_delivery {
	CR_DELIVERY_SENT,	/* the other side has taken it over */
	CR_DELIVERY_RETRY,	/* surely not delivered: try again later */
	CR_DELIVERY_REFUSED,	/* surely not delivered, and never will be */
	CR_DELIVERY_UNKNOWN,	/* nobody can tell */
};

#define CR_TRACKING_SIZE 128

struct cr_handover {
	enum cr_delivery how;
	bool down;		/* the transport, not the message: stop */
	int code;		/* the other side's reply; 0: none */
	char answer[256];	/* its words, or ours */
	char tracking[CR_TRACKING_SIZE];	/* its number for it; "" */
};

struct cr_transport {
	/*
	 * Hand M over. An enum cr_error when nothing can be sent by it at
	 * all, in this run or until somebody mends the configuration.
	 */
	int (*send)(struct cr_transport *t, struct cr *cr,
	    const struct cr_outgoing *m, struct cr_handover *o);
	void (*free)(struct cr_transport *t);
};

/* Harmless with NULL. */
void cr_transport_free(struct cr_transport *t);

/*
 * Each message becomes a file in the folder DIR, which must be there: .eml,
 * .txt or .pdf by what it is, without what is attached to it. It is whole or
 * not there at all, and on the disk before it counts as sent. One that is
 * there already was sent already.
 */
int cr_transport_dir(struct cr *cr, const char *dir,
    struct cr_transport **out);

#endif
