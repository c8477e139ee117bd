#ifndef CR_KEYS_H
#define CR_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "cr/key.h"

struct cr;

/*
 * Keys from the first column of a record stream, or from the operands of a
 * tool. Only the key is read; amounts that come through a pipe are never
 * believed. Lines that begin with # are skipped.
 */
struct cr_keys {
	struct cr_key *v;
	size_t n, cap;
	bool stream;	/* a line was read, be it only the header */
};

/*
 * Read IN to its end. A line whose first column is no key of one of the
 * KINDS (a CR_KEY_NONE-terminated list) is told with cr_refuse() and left;
 * one that has none ("-", as the row of what belongs to nobody) is passed.
 */
int cr_keys_read(struct cr *cr, struct cr_keys *keys, FILE *in,
    const enum cr_key_kind *kinds);
/* The same of one operand. */
int cr_keys_add(struct cr *cr, struct cr_keys *keys, const char *operand,
    const enum cr_key_kind *kinds);
/* Add one that is known to be right. */
void cr_keys_put(struct cr_keys *keys, struct cr_key key);
void cr_keys_release(struct cr_keys *keys);

/* Sort by kind and number, each key once, so that they can be looked up. */
void cr_keys_sort(struct cr_keys *keys);
/* Is that one among the sorted KEYS? */
bool cr_keys_has(const struct cr_keys *keys, enum cr_key_kind kind,
    int64_t id);

#endif
