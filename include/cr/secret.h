#ifndef CR_SECRET_H
#define CR_SECRET_H

struct cr;

/*
 * A password from a file, a variable or a descriptor: never from the
 * command line, which every user of the machine can read.
 */
enum cr_secret_from {
	CR_SECRET_ENV,		/* the variable of that name */
	CR_SECRET_FD,		/* the first line read from that number */
	CR_SECRET_FILE,		/* its first line */
};

#define CR_SECRET_MAX 1024

/*
 * Read it; *OUT is the caller's, for cr_secret_free(). CR_EUSAGE when it
 * is not there.
 */
int cr_secret_read(struct cr *cr, enum cr_secret_from from, const char *where,
    char **out);
/* Overwrite it before the memory is given back. NULL is nothing. */
void cr_secret_free(char *secret);

#endif
