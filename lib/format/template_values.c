#include "template_values.h"

#include "cr/arena.h"
#include "cr/str.h"

struct cr_values *
cr_values_new(struct cr_arena *a, const struct cr_template_word *words)
{
	struct cr_values *v;
	size_t n;

	for (n = 0; words[n].name != NULL; n++)
		;
	v = cr_arena_alloc(a, sizeof(*v) + n * sizeof(v->v[0]));
	v->arena = a;
	v->words = words;
	return v;
}

void
cr_values_set(struct cr_values *v, size_t word, const char *text)
{
	v->v[word].text = cr_is_empty(text) ? NULL :
	    cr_arena_strdup(v->arena, text);
}

void
cr_values_lend(struct cr_values *v, size_t word, const char *text)
{
	v->v[word].text = cr_is_empty(text) ? NULL : text;
}

const char *
cr_values_get(const struct cr_values *v, size_t word)
{
	return v->v[word].text;
}

const struct cr_values *
cr_values_first(const struct cr_values *v, size_t word)
{
	return v->v[word].first;
}

const struct cr_values *
cr_values_next(const struct cr_values *row)
{
	return row->next;
}

struct cr_values *
cr_values_row(struct cr_values *v, size_t word)
{
	struct cr_values *row = cr_values_new(v->arena, v->words[word].rows);

	if (v->v[word].last != NULL)
		v->v[word].last->next = row;
	else
		v->v[word].first = row;
	return v->v[word].last = row;
}

struct cr_values *
cr_values_row_as(struct cr_values *v, size_t word,
    const struct cr_values *row)
{
	struct cr_values *to = cr_values_row(v, word);
	size_t n;

	for (n = 0; row->words[n].name != NULL; n++)
		to->v[n] = row->v[n];
	return to;
}
