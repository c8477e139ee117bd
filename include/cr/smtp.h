#ifndef CR_SMTP_H
#define CR_SMTP_H

#include <stdbool.h>
#include <stdint.h>

#include "cr/transport.h"

/*
 * Mail by SMTP (RFC 5321), over TLS, with one connection for all messages.
 * The environment is not asked for proxies or passwords.
 */
struct cr_smtp_opts {
	const char *url;	/* smtp://host:587 or smtps://host:465 */
	const char *user, *password;	/* NULL: no authentication */
	const char *ca;		/* PEM; NULL: those of the machine */
	bool tls;		/* false: plain, for loopback only */
	int64_t timeout;	/* seconds for one message */
};

/* What OPTS point to is copied. CR_EUSAGE when they make no sense. */
int cr_transport_smtp(struct cr *cr, const struct cr_smtp_opts *opts,
    struct cr_transport **out);

#endif
