#include "cr/keys.h"

#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/mem.h"

static bool
is_wanted(enum cr_key_kind kind, const enum cr_key_kind *kinds)
{
	for (; *kinds != CR_KEY_NONE; kinds++)
		if (*kinds == kind)
			return true;
	return false;
}

static void
refuse(struct cr *cr, int64_t line, const char *s, size_t n,
    const enum cr_key_kind *kinds)
{
	struct cr_buf wanted;

	cr_buf_init(&wanted);
	for (; *kinds != CR_KEY_NONE; kinds++)
		cr_buf_addf(&wanted, " %s:", cr_key_word(*kinds));
	cr_refuse(cr, line ? "-" : NULL, line,
	    "\"%.*s\" is no key of the kind wanted here (%s)", (int)n, s,
	    wanted.len ? wanted.s + 1 : "none");
	cr_buf_release(&wanted);
}

void
cr_keys_put(struct cr_keys *keys, struct cr_key key)
{
	cr_grow(&keys->v, keys->n, &keys->cap, sizeof(*keys->v));
	keys->v[keys->n++] = key;
}

static int
add(struct cr *cr, struct cr_keys *keys, int64_t line, const char *s, size_t n,
    const enum cr_key_kind *kinds)
{
	struct cr_key key;

	if (!cr_key_parse(s, n, &key) || !is_wanted(key.kind, kinds)) {
		refuse(cr, line, s, n, kinds);
		return CR_EINPUT;
	}
	cr_keys_put(keys, key);
	return CR_OK;
}

int
cr_keys_read(struct cr *cr, struct cr_keys *keys, FILE *in,
    const enum cr_key_kind *kinds)
{
	char *line = NULL;
	size_t cap = 0, len;
	int64_t n;

	for (n = 1; getline(&line, &cap, in) >= 0; n++) {
		keys->stream = true;
		len = strcspn(line, "\t\r\n");
		if (len > 0 && line[0] != '#' && (len > 1 || *line != '-'))
			add(cr, keys, n, line, len, kinds);
	}
	free(line);
	return ferror(in) ? cr_fail(cr, CR_ESYSTEM,
	    "could not read standard input") : CR_OK;
}

int
cr_keys_add(struct cr *cr, struct cr_keys *keys, const char *operand,
    const enum cr_key_kind *kinds)
{
	return add(cr, keys, 0, operand, strlen(operand), kinds);
}

static int
compare(const void *x, const void *y)
{
	const struct cr_key *a = x, *b = y;

	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	return (a->id > b->id) - (a->id < b->id);
}

void
cr_keys_sort(struct cr_keys *keys)
{
	size_t i, n = 0;

	if (keys->n > 0)
		qsort(keys->v, keys->n, sizeof(*keys->v), compare);
	for (i = 0; i < keys->n; i++)
		if (n == 0 || compare(&keys->v[n - 1], &keys->v[i]) != 0)
			keys->v[n++] = keys->v[i];
	keys->n = n;
}

bool
cr_keys_has(const struct cr_keys *keys, enum cr_key_kind kind, int64_t id)
{
	struct cr_key key = { kind, id };

	return keys->n > 0 && bsearch(&key, keys->v, keys->n,
	    sizeof(*keys->v), compare) != NULL;
}

void
cr_keys_release(struct cr_keys *keys)
{
	free(keys->v);
	*keys = (struct cr_keys){ 0 };
}
