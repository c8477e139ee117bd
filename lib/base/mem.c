#include "cr/mem.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/error.h"

static _Noreturn void
out_of_memory(void)
{
	fputs("cr: out of memory\n", stderr);
	exit(CR_EXIT_FAILED);
}

void *
cr_malloc(size_t size)
{
	void *p = malloc(size ? size : 1);

	if (p == NULL)
		out_of_memory();
	return p;
}

void *
cr_calloc(size_t n, size_t size)
{
	void *p = calloc(n ? n : 1, size ? size : 1);

	if (p == NULL)
		out_of_memory();
	return p;
}

void *
cr_reallocarray(void *p, size_t n, size_t size)
{
	if (size != 0 && n > SIZE_MAX / size)
		out_of_memory();
	size *= n;
	p = realloc(p, size ? size : 1);
	if (p == NULL)
		out_of_memory();
	return p;
}

char *
cr_strdup(const char *s)
{
	return cr_strndup(s, strlen(s));
}

char *
cr_strndup(const char *s, size_t n)
{
	char *p = cr_malloc(n + 1);

	memcpy(p, s, n);
	p[n] = '\0';
	return p;
}

void
cr_grow(void *p, size_t n, size_t *cap, size_t size)
{
	void *v;

	if (n < *cap)
		return;
	*cap = *cap ? *cap * 2 : 16;
	memcpy(&v, p, sizeof(v));
	v = cr_reallocarray(v, *cap, size);
	memcpy(p, &v, sizeof(v));
}
