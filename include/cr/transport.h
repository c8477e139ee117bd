#ifndef CR_TRANSPORT_H
#define CR_TRANSPORT_H

#include <stdbool.h>
#include <stddef.h>

struct cr;

/*
 * A way out of the house: mail servers and folders now; PEC, SMS, fax and
 * letters are the same to those who send.
 */
struct cr_outgoing {
	const char *from, *to;		/* addresses, no names */
	const char *header, *content;	/* sent one after the other */
	const char *name;		/* fit for a file's name, unique */
};

enum cr_delivery {
	CR_DELIVERY_SENT,	/* the other side has taken it over */
	CR_DELIVERY_RETRY,	/* surely not delivered: try again later */
	CR_DELIVERY_REFUSED,	/* surely not delivered, and never will be */
	CR_DELIVERY_UNKNOWN,	/* nobody can tell */
};

struct cr_outcome {
	enum cr_delivery how;
	bool down;		/* the transport, not the message: stop */
	int code;		/* the other side's reply; 0: none */
	char answer[256];	/* its words, or ours */
};

struct cr_transport {
	const char *channel;	/* "email" */
	/* Hand M over. An enum cr_error when nothing can be sent at all. */
	int (*send)(struct cr_transport *t, struct cr *cr,
	    const struct cr_outgoing *m, struct cr_outcome *o);
	void (*free)(struct cr_transport *t);
};

void cr_transport_free(struct cr_transport *t);

/*
 * Each message becomes the file NAME.eml in the folder DIR, which must be
 * there: whole or not at all, and on the disk before it counts as sent. One
 * that is there already was sent already.
 */
int cr_transport_dir(struct cr *cr, const char *dir,
    struct cr_transport **out);

#endif
