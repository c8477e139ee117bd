#ifndef CR_COMMAND_H
#define CR_COMMAND_H

#include <stddef.h>
#include <stdint.h>

#include "cr/transport.h"

/*
 * A way out through a program, run without a shell for each message. Its
 * arguments may hold the places of a provider's file, {{number}}, {{name}},
 * ..., and {{path}}, a file with the content, which is gone afterwards; the
 * content is also its standard input. Its exit status says what became of
 * the message (sysexits.h):
 *
 *	0	sent
 *	75	to be tried again (EX_TEMPFAIL)
 *	78, 77	the same, and the run stops: it is not set up right
 *		(EX_CONFIG, EX_NOPERM)
 *	others	refused
 *
 * What was killed, or ended because its time was over, may have done it or
 * not: unknown.
 */
struct cr_command_opts {
	const char *const *argv;	/* ends with NULL */
	const char *sender;		/* for {{sender}}; NULL */
	/*
	 * A regular expression (POSIX, extended) with one group: what it
	 * takes of the output is the number to ask for. NULL: none.
	 */
	const char *reference;
	/*
	 * The same without a group: of a program that failed, with whatever
	 * status, and printed this, the message is to be tried again, and no
	 * other in this run. NULL: none.
	 */
	const char *retry;
	int64_t timeout;		/* seconds */
	int64_t max_segments;		/* as of a provider */
};

/* What OPTS point to is copied. CR_EUSAGE: an unknown place, ... */
int cr_transport_command(struct cr *cr, const struct cr_command_opts *opts,
    struct cr_transport **out);

#endif
