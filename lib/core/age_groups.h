#ifndef CR_AGE_GROUPS_H
#define CR_AGE_GROUPS_H

/* Private to ageing: sums of buckets by group, found through a hash. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/arena.h"
#include "cr/money.h"

/* What is summed together. */
struct cr_age_key {
	int64_t id;		/* a party; 0: none */
	int64_t with;		/* the creditor, where it matters */
	const char *text;	/* an area or category; NULL: none */
	uint32_t currency;	/* as cr_age_currency() numbers them */
};

/* Small, since the groups are looked up in no order. */
struct cr_age_group {
	struct cr_age_key key;
	uint32_t place;		/* of its sums, which stay when V is sorted */
	const char *code, *name;	/* of the party, filled in at the end */
};

/* Sums of a group: the buckets, then the credits. */
struct cr_age_groups {
	struct cr_age_group *v;
	size_t n, cap;
	uint32_t *slots;	/* 1 + index into V; 0: free */
	size_t nslots;
	struct cr_money *sums;
	size_t sums_cap;	/* in groups */
	size_t width;		/* sums of a group */
	struct cr_arena arena;	/* texts */
	const char **currencies;
	size_t ncurrencies, currencies_cap;
};

void cr_age_groups_init(struct cr_age_groups *g, size_t width);
void cr_age_groups_release(struct cr_age_groups *g);

/* The number of a currency in G: an index into its CURRENCIES. */
uint32_t cr_age_currency(struct cr_age_groups *g, const char *currency);

/* The sums of KEY, all zero the first time; valid until the next call. */
struct cr_money *cr_age_sums(struct cr_age_groups *g,
    const struct cr_age_key *key);

/* The sums of a group that there is. */
static inline struct cr_money *
cr_age_group_sums(const struct cr_age_groups *g,
    const struct cr_age_group *group)
{
	return &g->sums[group->place * g->width];
}

#endif
