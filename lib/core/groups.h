#ifndef CR_GROUPS_H
#define CR_GROUPS_H

/*
 * Private to reports: sums by debtor, agent, area and so on. Groups are
 * found through a hash, filled in one pass over the ledger, and named and
 * put in order when they are complete.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/arena.h"
#include "cr/balance.h"
#include "cr/dimension.h"
#include "cr/money.h"

struct cr;
struct cr_keys;

/* What is summed together. */
struct cr_group_key {
	int64_t id;		/* a party; 0: none */
	int64_t with;		/* the creditor, where it matters */
	const char *text;	/* an area or category; NULL: none */
	uint32_t currency;	/* as cr_group_currency() numbers them */
	uint32_t period;	/* of a report on several */
};

/* Small, since the groups are looked up in no order. */
struct cr_group {
	struct cr_group_key key;
	uint32_t place;		/* of its sums, which stay when V is sorted */
	const char *code, *name;	/* of the party, filled in at the end */
};

struct cr_groups {
	struct cr_group *v;
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

void cr_groups_init(struct cr_groups *g, size_t width);
void cr_groups_release(struct cr_groups *g);

/* The number of a currency in G: an index into its CURRENCIES. */
uint32_t cr_group_currency(struct cr_groups *g, const char *currency);

/* The sums of KEY, all zero the first time; valid until the next call. */
struct cr_money *cr_group_sums(struct cr_groups *g,
    const struct cr_group_key *key);

/* The sums of a group that there is. */
static inline struct cr_money *
cr_group_sums_of(const struct cr_groups *g, const struct cr_group *group)
{
	return &g->sums[group->place * g->width];
}

/*
 * Is it among KEYS (sorted; NULL: everything is), by its item, document,
 * debtor or creditor? ITEM is 0 for money on account.
 */
bool cr_is_asked(const struct cr_keys *keys, int64_t debtor,
    int64_t creditor, int64_t item);

/* The agents, depots, areas or categories of debtors, as of a day. */
struct cr_targets {
	enum cr_by by;
	struct cr_target *v;	/* by the number of the party */
	size_t n, cap;
	struct cr_arena arena;
};

/* Read what BY needs, which is nothing where it is no attribute. */
int cr_targets_load(struct cr *cr, const struct cr_as_of *as_of,
    enum cr_by by, struct cr_targets *t);
void cr_targets_release(struct cr_targets *t);

/*
 * Say in KEY's id and text where what DEBTOR (0: nobody known) owes to
 * CREDITOR belongs. The text lives as long as T.
 */
void cr_target_key(const struct cr_targets *t, int64_t debtor,
    int64_t creditor, struct cr_group_key *key);

/*
 * Name the groups, with the parties as of a day, and put them in order: by
 * code, then by currency and period; who has no code after those who have,
 * by name; nobody last.
 */
int cr_groups_order(struct cr *cr, const struct cr_as_of *as_of,
    enum cr_by by, struct cr_groups *g);

#endif
