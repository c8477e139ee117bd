#include "groups.h"

#include <stdlib.h>
#include <string.h>

#include "cr/mem.h"
#include "cr/str.h"

#define SLOTS_FIRST 1024	/* a power of two */

void
cr_groups_init(struct cr_groups *g, size_t width)
{
	*g = (struct cr_groups){ .width = width };
	cr_arena_init(&g->arena);
	g->nslots = SLOTS_FIRST;
	g->slots = cr_calloc(g->nslots, sizeof(*g->slots));
}

void
cr_groups_release(struct cr_groups *g)
{
	free(g->v);
	free(g->slots);
	free(g->sums);
	free(g->currencies);
	cr_arena_release(&g->arena);
	*g = (struct cr_groups){ 0 };
}

uint32_t
cr_group_currency(struct cr_groups *g, const char *currency)
{
	uint32_t i;

	for (i = 0; i < g->ncurrencies; i++)
		if (strcmp(g->currencies[i], currency) == 0)
			return i;
	cr_grow(&g->currencies, g->ncurrencies, &g->currencies_cap,
	    sizeof(*g->currencies));
	g->currencies[g->ncurrencies++] = cr_arena_strdup(&g->arena, currency);
	return i;
}

/* Fibonacci hashing of the numbers, FNV-1a of the text. */
static size_t
hash(const struct cr_group_key *k)
{
	const char *s;
	uint64_t h = (uint64_t)k->id * UINT64_C(0x9e3779b97f4a7c15) ^
	    (uint64_t)k->with * UINT64_C(0xc2b2ae3d27d4eb4f) ^
	    ((uint64_t)k->period << 32 | k->currency) *
	    UINT64_C(0x165667b19e3779f9);

	for (s = k->text; s != NULL && *s != '\0'; s++)
		h = (h ^ (unsigned char)*s) * UINT64_C(0x100000001b3);
	return (size_t)(h ^ h >> 32);
}

static bool
is_same(const struct cr_group_key *a, const struct cr_group_key *b)
{
	return a->id == b->id && a->with == b->with &&
	    a->currency == b->currency && a->period == b->period &&
	    (a->text == b->text || cr_streq(a->text, b->text));
}

/* The slot of KEY: its own, or the free one where it belongs. */
static uint32_t *
find(const struct cr_groups *g, const struct cr_group_key *key)
{
	size_t i = hash(key) & (g->nslots - 1);

	while (g->slots[i] != 0 &&
	    !is_same(&g->v[g->slots[i] - 1].key, key))
		i = (i + 1) & (g->nslots - 1);
	return &g->slots[i];
}

static void
rehash(struct cr_groups *g)
{
	size_t i;

	free(g->slots);
	g->nslots *= 2;
	g->slots = cr_calloc(g->nslots, sizeof(*g->slots));
	for (i = 0; i < g->n; i++)
		*find(g, &g->v[i].key) = (uint32_t)i + 1;
}

static void
add(struct cr_groups *g, const struct cr_group_key *key)
{
	struct cr_group *new;

	if (g->n == g->sums_cap) {
		g->sums_cap = g->n ? 2 * g->n : SLOTS_FIRST / 2;
		g->sums = cr_reallocarray(g->sums, g->sums_cap,
		    g->width * sizeof(*g->sums));
	}
	memset(&g->sums[g->n * g->width], 0, g->width * sizeof(*g->sums));
	cr_grow(&g->v, g->n, &g->cap, sizeof(*g->v));
	new = &g->v[g->n];
	*new = (struct cr_group){ .key = *key, .place = (uint32_t)g->n };
	if (key->text != NULL)
		new->key.text = cr_arena_strdup(&g->arena, key->text);
	g->n++;
}

struct cr_money *
cr_group_sums(struct cr_groups *g, const struct cr_group_key *key)
{
	uint32_t *slot = find(g, key);

	if (*slot == 0) {
		if (g->n * 2 >= g->nslots) {
			rehash(g);
			slot = find(g, key);
		}
		add(g, key);
		*slot = (uint32_t)g->n;
	}
	return cr_group_sums_of(g, &g->v[*slot - 1]);
}
