#ifndef CR_WORDS_H
#define CR_WORDS_H

#include <stddef.h>
#include <stdio.h>

struct cr;

/* Words of a command, for tools whose operands are more than keys. */
struct cr_words {
	char **v;		/* each its own allocation */
	size_t n, cap;
};

#define CR_WORDS_MAX 100000	/* of one command */

/*
 * Read the words of IN to its end, separated by white space; lines that
 * begin with # are skipped. CR_ELIMIT beyond CR_WORDS_MAX.
 */
int cr_words_read(struct cr *cr, struct cr_words *w, FILE *in);
/* Append a copy of WORD. */
void cr_words_add(struct cr_words *w, const char *word, size_t n);
void cr_words_release(struct cr_words *w);

#endif
