#include "cr/map.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cr/mem.h"

struct cr_map_slot {
	uint32_t key, len;	/* within keys; len 0 is a free slot */
	int64_t value;
};

#define MIN_SLOTS 1024

void
cr_map_init(struct cr_map *m)
{
	*m = (struct cr_map){ .seed = cr_hash_seed() };
	cr_buf_init(&m->keys);
}

void
cr_map_release(struct cr_map *m)
{
	free(m->slot);
	cr_buf_release(&m->keys);
	cr_map_init(m);
}

/* Where things lie differs from run to run, and so does the clock. */
uint64_t
cr_hash_seed(void)
{
	struct timespec now = { 0 };
	void *p = cr_malloc(1);
	uint64_t seed = (uint64_t)(uintptr_t)p;

	free(p);
	clock_gettime(CLOCK_REALTIME, &now);
	seed ^= (uint64_t)now.tv_nsec << 32 ^ (uint64_t)now.tv_sec;
	seed ^= (uint64_t)(uintptr_t)&seed << 17;
	return seed * UINT64_C(0x9e3779b97f4a7c15) | 1;
}

static uint64_t
mix(uint64_t x)
{
	x ^= x >> 32;
	x *= UINT64_C(0xd6e8feb86659fd93);
	return x ^ x >> 32;
}

uint64_t
cr_hash(const void *p, size_t n, uint64_t seed)
{
	const unsigned char *s = p;
	uint64_t h = seed ^ n, word;

	for (; n >= sizeof(word); n -= sizeof(word), s += sizeof(word)) {
		memcpy(&word, s, sizeof(word));
		h = mix(h ^ word) + seed;
	}
	word = 0;
	memcpy(&word, s, n);
	return mix(mix(h ^ word) + seed);
}

static struct cr_map_slot *
find(const struct cr_map *m, const void *key, size_t n)
{
	size_t i = cr_hash(key, n, m->seed) & (m->cap - 1);
	struct cr_map_slot *s;

	for (;; i = (i + 1) & (m->cap - 1)) {
		s = &m->slot[i];
		if (s->len == 0 || (s->len - 1 == n &&
		    memcmp(m->keys.s + s->key, key, n) == 0))
			return s;
	}
}

static void
grow(struct cr_map *m)
{
	struct cr_map_slot *old = m->slot;
	size_t i, cap = m->cap;

	m->cap = cap == 0 ? MIN_SLOTS : cap * 2;
	m->slot = cr_calloc(m->cap, sizeof(*m->slot));
	for (i = 0; i < cap; i++)
		if (old[i].len != 0)
			*find(m, m->keys.s + old[i].key, old[i].len - 1) =
			    old[i];
	free(old);
}

bool
cr_map_get(const struct cr_map *m, const void *key, size_t n, int64_t *value)
{
	const struct cr_map_slot *s;

	if (m->n == 0 || (s = find(m, key, n))->len == 0)
		return false;
	*value = s->value;
	return true;
}

void
cr_map_put(struct cr_map *m, const void *key, size_t n, int64_t value)
{
	struct cr_map_slot *s;

	if (m->n * 10 >= m->cap * 6)
		grow(m);
	s = find(m, key, n);
	if (s->len == 0) {
		s->key = (uint32_t)m->keys.len;
		s->len = (uint32_t)n + 1;
		cr_buf_add(&m->keys, key, n);
		m->n++;
	}
	s->value = value;
}
