#include "cr/words.h"

#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/mem.h"

void
cr_words_add(struct cr_words *w, const char *word, size_t n)
{
	cr_grow(&w->v, w->n, &w->cap, sizeof(*w->v));
	w->v[w->n++] = cr_strndup(word, n);
}

static void
add_line(struct cr_words *w, const char *s)
{
	static const char blank[] = " \t\r\n";
	size_t n;

	for (s += strspn(s, blank); *s != '\0'; s += strspn(s, blank)) {
		n = strcspn(s, blank);
		cr_words_add(w, s, n);
		s += n;
	}
}

int
cr_words_read(struct cr *cr, struct cr_words *w, FILE *in)
{
	char *line = NULL;
	size_t cap = 0;

	while (w->n < CR_WORDS_MAX && getline(&line, &cap, in) >= 0)
		if (*line != '#')
			add_line(w, line);
	free(line);
	if (w->n >= CR_WORDS_MAX)
		return cr_fail(cr, CR_ELIMIT, "more than %d words",
		    CR_WORDS_MAX);
	return ferror(in) ? cr_fail(cr, CR_ESYSTEM,
	    "could not read standard input") : CR_OK;
}

void
cr_words_release(struct cr_words *w)
{
	size_t i;

	for (i = 0; i < w->n; i++)
		free(w->v[i]);
	free(w->v);
	*w = (struct cr_words){ 0 };
}
