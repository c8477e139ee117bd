#ifndef CR_WAYS_H
#define CR_WAYS_H

#include <stdint.h>

#include "cr/transport.h"

struct cr;
struct cr_config;

/* A channel as it is used. Text is borrowed from the configuration. */
struct cr_way {
	struct cr_transport *t;		/* NULL: it is not set up */
	bool shared;			/* T is that of another channel */
	bool mail;			/* it carries mail, whatever is in it */
	const char *from;		/* of mail: "Name <address>" */
	const char *reply_to;		/* of mail; NULL: none */
	const char *to;		/* "{{number}}@..."; NULL: as it is */
	int64_t per_minute;		/* 0: no limit */
	int64_t max_bytes;		/* of one message; 0: no limit */
};

/*
 * The ways of the configuration, one for each channel that has a section; or
 * with EML, which may be NULL, all channels into that folder. A provider that
 * is a plain word is one of those that come with cr, in the folder SHARE.
 * Letters in a folder, or over SFTP, are as cr/post.h says.
 * Nothing is connected yet. CR_EUSAGE; close them in any case.
 */
int cr_ways_open(struct cr *cr, const struct cr_config *c, const char *share,
    const char *eml, struct cr_way ways[CR_CHANNELS]);
void cr_ways_close(struct cr_way ways[CR_CHANNELS]);

#endif
