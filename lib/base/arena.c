#include "cr/arena.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/mem.h"

#define BLOCK_BYTES ((size_t)32 * 1024)
#define ALIGNMENT _Alignof(max_align_t)

struct cr_arena_block {
	struct cr_arena_block *next;
	size_t used, size;
	_Alignas(max_align_t) unsigned char bytes[];
};

void
cr_arena_init(struct cr_arena *a)
{
	a->block = NULL;
}

void
cr_arena_release(struct cr_arena *a)
{
	struct cr_arena_block *b, *next;

	for (b = a->block; b != NULL; b = next) {
		next = b->next;
		free(b);
	}
	a->block = NULL;
}

void
cr_arena_clear(struct cr_arena *a)
{
	struct cr_arena_block *keep = a->block;
	struct cr_arena rest;

	if (keep == NULL)
		return;
	rest.block = keep->next;
	cr_arena_release(&rest);
	keep->next = NULL;
	keep->used = 0;
	if (keep->size > 32 * BLOCK_BYTES)
		cr_arena_release(a);
}

static struct cr_arena_block *
block_new(size_t size, struct cr_arena_block *next)
{
	struct cr_arena_block *b;

	if (size < BLOCK_BYTES)
		size = BLOCK_BYTES;
	b = cr_malloc(sizeof(*b) + size);
	b->next = next;
	b->used = 0;
	b->size = size;
	return b;
}

static void *
take(struct cr_arena *a, size_t size, size_t align)
{
	struct cr_arena_block *b = a->block;
	size_t at = b ? (b->used + align - 1) & ~(align - 1) : 0;

	if (b == NULL || at > b->size || size > b->size - at) {
		b = a->block = block_new(size, b);
		at = 0;
	}
	b->used = at + size;
	return b->bytes + at;
}

void *
cr_arena_alloc(struct cr_arena *a, size_t size)
{
	return memset(take(a, size, ALIGNMENT), 0, size);
}

char *
cr_arena_strdup(struct cr_arena *a, const char *s)
{
	return cr_arena_strndup(a, s, strlen(s));
}

char *
cr_arena_strndup(struct cr_arena *a, const char *s, size_t n)
{
	char *p = take(a, n + 1, 1);

	memcpy(p, s, n);
	p[n] = '\0';
	return p;
}

char *
cr_arena_printf(struct cr_arena *a, const char *fmt, ...)
{
	char text[128];		/* most are short, and written once */
	va_list ap;
	char *p;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if (n < 0)
		abort();
	p = take(a, (size_t)n + 1, 1);
	if ((size_t)n < sizeof(text))
		return memcpy(p, text, (size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(p, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return p;
}
