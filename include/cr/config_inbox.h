#ifndef CR_CONFIG_INBOX_H
#define CR_CONFIG_INBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/outcome_file.h"

struct cr;
struct cr_arena;
struct cr_conf_sec;
struct cr_imap;

/* A mailbox where answers come in: inbox NAME { } of cr.conf(5). */
struct cr_config_inbox {
	const char *name;
	const char *path;		/* Maildir or folder; or else: */
	const char *url;		/* imaps://host */
	const char *folder;		/* INBOX */
	const char *user;
	const char *password_file, *password_env, *password_fd;
	const char *ca;			/* certificates to trust, PEM */
	bool tls;			/* required; no is for loopback */
	int64_t timeout;		/* seconds for one request */
	const char *after;		/* leave seen move */
	const char *to;			/* the folder to move into */
};

/* What the configuration says of what comes back. */
struct cr_config_received {
	const char *trust;		/* received { trust }: for PEC, PEM */
	int64_t hold;			/* days that an answer gains; 0: none */
	struct cr_outcome_form form;	/* outcomes { } */
	struct cr_config_inbox *inbox;
	size_t n;
};

/* Open the mailbox of IN, which has an url. */
int cr_config_inbox_open(struct cr *cr, const struct cr_config_inbox *in,
    struct cr_imap **out);

#endif
