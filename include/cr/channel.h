#ifndef CR_CHANNEL_H
#define CR_CHANNEL_H

#include <stdbool.h>
#include <stddef.h>

/* The ways in which somebody is reached. */
enum cr_channel {
	CR_CHANNEL_EMAIL,
	CR_CHANNEL_PEC,		/* certified mail (DPR 68/2005) */
	CR_CHANNEL_SMS,
	CR_CHANNEL_FAX,
	CR_CHANNEL_LETTER,	/* ordinary post */
	CR_CHANNEL_REGISTERED,	/* raccomandata, with return receipt */
	CR_CHANNEL_PHONE,	/* somebody calls */
	CR_CHANNEL_VISIT,	/* somebody goes there */
	CR_CHANNEL_TASK,	/* somebody is told to do it by hand */
	CR_CHANNELS
};

/* What a message is made of, as the ledger says it. */
#define CR_MEDIA_MAIL "message/rfc822"	/* a MIME entity, MIME-Version on */
#define CR_MEDIA_TEXT "text/plain"	/* UTF-8 */
#define CR_MEDIA_PDF "application/pdf"

#define CR_CHANNEL_CONTACTS 2

struct cr_channel_facts {
	const char *word;	/* as in policies, messages and cr.conf */
	/* The kinds of contact that may hold its address, best first. */
	const char *contacts[CR_CHANNEL_CONTACTS + 1];
	const char *media;	/* of the content */
	bool postal;		/* the address is a postal one, cr/postal.h */
	bool person;		/* done by a person, not by a machine */
	bool needs_address;	/* cannot be used without one */
	bool tells_arrival;	/* a receipt says when it got there */
};

/* A file that goes with a message. */
struct cr_attachment {
	const char *name;	/* "fattura-17.pdf", never a path */
	const char *media;	/* "application/pdf" */
	const char *sha256;	/* of the bytes, hexadecimal */
	const char *bytes;
	size_t size;
};

/* Never NULL. */
const struct cr_channel_facts *cr_channel_facts(enum cr_channel channel);
const char *cr_channel_word(enum cr_channel channel);
/* false when there is none of that name. */
bool cr_channel_parse(const char *word, enum cr_channel *out);

#endif
