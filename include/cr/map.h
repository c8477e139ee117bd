#ifndef CR_MAP_H
#define CR_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/buf.h"

/* Byte strings to numbers, in memory. */
struct cr_map {
	struct cr_map_slot *slot;
	size_t n, cap;
	struct cr_buf keys;
	uint64_t seed;
};

void cr_map_init(struct cr_map *m);
void cr_map_release(struct cr_map *m);	/* M may be used again */

bool cr_map_get(const struct cr_map *m, const void *key, size_t n,
    int64_t *value);
/* Set it, whether it is there or not. */
void cr_map_put(struct cr_map *m, const void *key, size_t n, int64_t value);

/*
 * A hash of N bytes that nobody who does not know SEED can make collide at
 * will. A seed that a file cannot know is cr_hash_seed().
 */
uint64_t cr_hash(const void *p, size_t n, uint64_t seed);
uint64_t cr_hash_seed(void);

#endif
