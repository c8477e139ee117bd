#ifndef CR_SFTP_H
#define CR_SFTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cr;

/*
 * Files of another machine over SSH: with a key or a password, to a host
 * whose key is known, over one connection. The environment is not asked for
 * an agent.
 */
struct cr_sftp;

struct cr_sftp_opts {
	const char *url;	/* sftp://host:22/folder; at home: /~/folder */
	const char *user;
	const char *key;	/* file of the private key; NULL */
	const char *password;	/* of the key or, without one, of the user */
	const char *known_hosts;	/* file; NULL: ~/.ssh/known_hosts */
	int64_t timeout;	/* seconds for one file */
};

/* What OPTS point to is copied. CR_EUSAGE when they make no sense. */
int cr_sftp_open(struct cr *cr, const struct cr_sftp_opts *opts,
    struct cr_sftp **out);
void cr_sftp_close(struct cr_sftp *s);	/* NULL is nothing */

enum cr_sftp_end {
	CR_SFTP_DONE,
	CR_SFTP_NO,		/* it is not there */
	CR_SFTP_FAILED,		/* nothing was done */
	CR_SFTP_LOST,		/* it may be there now, or later */
};

/*
 * Put N bytes there as NAME, plain letters, which it gets when it is
 * complete. A file of that name is replaced if REPLACE is true, and must not
 * be there if not: of one that is there after an error it is taken that it is
 * this one. DONE, FAILED or LOST, and why is the message of CR. An
 * enum cr_error when the settings are wrong: login, key of the host, folder.
 */
int cr_sftp_put(struct cr_sftp *s, struct cr *cr, const char *name,
    const void *p, size_t n, bool replace, enum cr_sftp_end *end);
/* Is the file NAME there? DONE, NO or FAILED. */
int cr_sftp_find(struct cr_sftp *s, struct cr *cr, const char *name,
    enum cr_sftp_end *end);

#endif
