#ifndef CR_CONFIG_WAY_H
#define CR_CONFIG_WAY_H

#include <stdbool.h>
#include <stdint.h>

#include "cr/channel.h"

struct cr;

/* How the messages of a channel leave, by its section of cr.conf(5). */
enum cr_via {
	CR_VIA_NONE,		/* no section: the channel is not used */
	CR_VIA_SMTP,
	CR_VIA_HTTP,
	CR_VIA_SFTP,
	CR_VIA_DIR,
	CR_VIA_COMMAND,
	CR_VIAS
};

/* "smtp", ...; "-" for none. */
const char *cr_via_word(enum cr_via via);
/* The name of the section of CHANNEL; NULL: people do it. */
const char *cr_config_way_section(enum cr_channel channel);

/* NULL is not said. */
struct cr_config_way {
	enum cr_via via;
	const char *url;
	const char *from;		/* "Name <address>" */
	const char *reply_to;
	const char *to;			/* "{{number}}@fax.example" */
	const char *user;
	const char *password_file, *password_env, *password_fd;
	const char *ca;			/* certificates to trust, PEM */
	const char *key, *known_hosts;	/* of SFTP */
	const char *dir;
	const char *provider;		/* file, cr-provider(5) */
	const char *sender;		/* of texts */
	const char *report;		/* where a provider tells the outcome */
	const char *const *command;	/* ends with NULL */
	const char *reference, *retry;	/* regular expressions */
	bool tls;			/* required; no is for loopback */
	bool exact;			/* texts are not put in plain letters */
	int64_t timeout;		/* seconds for one message */
	int64_t per_minute;		/* at most; 0: no limit */
	int64_t max_bytes;		/* of one message; 0: no limit */
	int64_t max_segments;		/* of a text; 0: any length */
};

/*
 * The password, from where the file says (cr_secret_read()); NULL when it
 * says nothing. Freed with cr_secret_free().
 */
int cr_config_way_password(struct cr *cr, const struct cr_config_way *w,
    char **out);

#endif
