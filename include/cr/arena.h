#ifndef CR_ARENA_H
#define CR_ARENA_H

#include <stddef.h>

/*
 * Memory that is given back all at once: each parsed document owns one, so
 * that an invoice with two hundred strings has a single release. Nothing
 * that came from an arena is freed by itself.
 */
struct cr_arena {
	struct cr_arena_block *block;
};

void cr_arena_init(struct cr_arena *a);
void cr_arena_release(struct cr_arena *a);
/* Forget all that was given out, but keep one block for the next document. */
void cr_arena_clear(struct cr_arena *a);

/* Zeroed memory, aligned for any type. */
void *cr_arena_alloc(struct cr_arena *a, size_t size);
char *cr_arena_strdup(struct cr_arena *a, const char *s);
char *cr_arena_strndup(struct cr_arena *a, const char *s, size_t n);
char *cr_arena_printf(struct cr_arena *a, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

#endif
