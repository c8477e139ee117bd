#ifndef CR_OUTFILE_H
#define CR_OUTFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cr;

/*
 * A file that is there whole or not at all: it is written beside its place
 * under another name, ".NAME.XXXXXX", and gets its own when it is complete
 * and on the disk. What is killed on the way leaves the old one.
 */
struct cr_outfile {
	int fd;			/* -1: closed */
	char *path, *temporary;
};

/* CR_EUSAGE when the folder cannot be written to. */
int cr_outfile_open(struct cr *cr, struct cr_outfile *f, const char *path);
int cr_outfile_write(struct cr *cr, struct cr_outfile *f, const void *p,
    size_t n);
/* Write at OFFSET, and go on writing where one was. */
int cr_outfile_write_at(struct cr *cr, struct cr_outfile *f, uint64_t offset,
    const void *p, size_t n);
/* Leave a gap of N bytes, to be filled with cr_outfile_write_at(). */
int cr_outfile_skip(struct cr *cr, struct cr_outfile *f, size_t n);
/* Begin again with nothing. */
int cr_outfile_clear(struct cr *cr, struct cr_outfile *f);
/*
 * Have N complete files on the disk. Many are faster together: each alone
 * would have the file system write its journal.
 */
int cr_outfile_sync(struct cr *cr, struct cr_outfile *v, size_t n);
/*
 * Give it its name. A file that has it already is replaced if REPLACE is
 * true, and CR_EEXIST otherwise, even if it appeared just now.
 */
int cr_outfile_name(struct cr *cr, struct cr_outfile *f, bool replace);
/* Both. */
int cr_outfile_commit(struct cr *cr, struct cr_outfile *f, bool replace);
/* Forget it, unless it was named. F may have failed to open. */
void cr_outfile_discard(struct cr_outfile *f);

/* Have a folder at PATH: it is made, if the one that it is in is there. */
int cr_outfile_folder(struct cr *cr, const char *path);

/* Write all N bytes to descriptor FD. */
int cr_write_all(struct cr *cr, int fd, const void *p, size_t n);

#endif
