#ifndef CR_CONFIG_LOOKUP_H
#define CR_CONFIG_LOOKUP_H

#include <stddef.h>
#include <stdint.h>

#include "cr/config_way.h"

/*
 * An outside register that is asked about parties: lookup NAME { } of
 * cr.conf(5). NULL is not said.
 */
struct cr_config_lookup {
	const char *name;
	enum cr_via via;		/* http or command */
	const char *provider;		/* file, cr-lookup(5) */
	const char *url;
	const char *source;		/* what facts say told them; the name */
	const char *user;
	const char *password_file, *password_env, *password_fd;
	const char *ca;			/* certificates to trust, PEM */
	const char *requester;		/* our VAT number: "IT01234567897" */
	const char *const *command;	/* ends with NULL */
	const char *const *needs;	/* as in the file; ends with NULL */
	const char *const *countries;
	int64_t timeout;		/* seconds for one request */
	int64_t expires, expires_none;	/* days that answers serve */
	int64_t per_minute, per_day;	/* at most; 0: no limit */
};

#endif
