#ifndef CR_PHRASES_H
#define CR_PHRASES_H

#include <stddef.h>

struct cr;
struct cr_arena;

/*
 * The words of a document that is no letter: DIR/LANGUAGE/NAME.conf, a value
 * for each phrase (cr.conf(5) tells the form). They are not those of the
 * program's messages, since they go by the language of who receives them,
 * which has nothing to do with the locale of the machine.
 */
struct cr_phrase {
	const char *name;	/* in the file: "opening" */
	const char *english;	/* where no file says it */
};

/*
 * Read those of TABLE from the folders SHARED and OWN (NULL: none), which
 * goes before, in LANGUAGE (NULL is Italian), else in English, into V, which
 * lives in the arena. *FOUND is the language. CR_EUSAGE with file and line.
 */
int cr_phrases_load(struct cr *cr, const char *own, const char *shared,
    const char *name, const char *language, const struct cr_phrase *table,
    size_t n, struct cr_arena *a, const char **v, const char **found);

#endif
