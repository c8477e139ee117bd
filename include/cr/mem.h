#ifndef CR_MEM_H
#define CR_MEM_H

#include <stddef.h>

/*
 * Allocation that does not fail: without memory the program says so and
 * exits with status 3, since no tool can do anything useful then. Sizes are
 * multiplied with an overflow check.
 */
void *cr_malloc(size_t size);
void *cr_calloc(size_t n, size_t size);
void *cr_reallocarray(void *p, size_t n, size_t size);
char *cr_strdup(const char *s);
/* The first N bytes of S and a NUL. */
char *cr_strndup(const char *s, size_t n);

/*
 * Make room for one more element in a growing array: *P holds N elements
 * and has room for *CAP. Call as cr_grow(&v, n, &cap, sizeof(*v)).
 */
void cr_grow(void *p, size_t n, size_t *cap, size_t size);

#endif
