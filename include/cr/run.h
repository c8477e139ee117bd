#ifndef CR_RUN_H
#define CR_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/buf.h"

struct cr;

/*
 * Another program, run without a shell: what stands in an argument stays
 * one. It reads INPUT as a file, and what it writes to its standard output
 * and error is kept, as far as OUTPUT's bound. It has a group of processes
 * of its own, which is ended as a whole when its time is over.
 */
struct cr_run {
	const char *const *argv;	/* ends with NULL; [0] found by PATH */
	const void *input;		/* SIZE bytes, on its standard input */
	size_t size;
	int64_t timeout;		/* seconds */
	struct cr_buf *output;		/* added to; what is too much is lost */
	bool apart;			/* its standard error is ours */
};

#define CR_RUN_MAX_OUTPUT ((size_t)64 * 1024)
#define CR_RUN_MAX_ARGUMENTS 64

enum cr_run_end {
	CR_RUN_EXITED,		/* by itself, with STATUS */
	CR_RUN_KILLED,		/* by a signal, STATUS */
	CR_RUN_LATE,		/* ended by us: its time was over */
};

/*
 * Run it and wait. CR_EUSAGE when it cannot be started at all, and nothing
 * was done; CR_ESYSTEM likewise.
 */
int cr_run_program(struct cr *cr, const struct cr_run *r,
    enum cr_run_end *end, int *status);

/*
 * N bytes as a file that only this user can read, open at its begin, for a
 * program that wants a name. The caller closes *FD, and unlinks and frees
 * *PATH unless it is NULL.
 */
int cr_run_file(struct cr *cr, const void *p, size_t n, char **path, int *fd);

#endif
