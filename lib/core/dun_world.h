#ifndef DUN_WORLD_H
#define DUN_WORLD_H

#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/dun.h"
#include "cr/keys.h"
#include "cr/party.h"
#include "dun_hold.h"

/*
 * All that dunning knows on one day: every open item with its holds, its
 * past and its policy, by account. Read once, so that thousands of debtors
 * cost a few scans and not thousands of questions.
 */

/* A credit note (ITEM) or money on account (ENTRY) of an account. */
struct credit {
	int64_t debtor, creditor;
	char currency[4];
	int64_t item, entry;
	struct cr_money open;	/* positive is for the debtor */
};

struct account {
	int64_t debtor, creditor;
	const char *currency;
	struct cr_dun_item **items;
	size_t nitems;
	struct credit *credits;
	size_t ncredits;
	bool asked;
	struct cr_party party;	/* the debtor; id 0: not read yet */
	char abc;		/* of his segment; or 0 */
	const char *class_name;	/* of his rating; or NULL */
	struct cr_dun_account sum;
};

struct dun_world {
	struct cr_arena arena;
	struct cr_date day;
	struct cr_dun_item *items;	/* by number */
	size_t nitems, capitems;
	struct cr_dun_item **order;	/* by account, due, number */
	struct credit *credits;		/* by account */
	size_t ncredits, capcredits;
	struct recent {
		int64_t debtor;
		struct cr_date day;
	} *recent;		/* notices of the last week, by debtor */
	size_t nrecent, caprecent;
	struct account *accounts;
	size_t naccounts, capaccounts;
	struct dun_hold *holds;		/* of the day and later ones */
	size_t nholds, capholds;
	bool held;			/* they were applied once */
	const struct cr_calendar *calendar;	/* while it is loaded */
};

/*
 * Read the world on cr->today, and decide each item by SET (NULL: do not).
 * Only the items and parties in ASKED, which is sorted, are asked for; all
 * when it is NULL. Terms end by DAYS (NULL: there are no holidays), which is
 * not kept. Released by the caller also after a failure.
 */
int cr_dun_world_load(struct cr *cr, const struct cr_policy_set *set,
    const struct cr_keys *asked, const struct cr_dun_days *days,
    struct dun_world *w);
/* The same of all, on a past day as it was known then. */
int cr_dun_world_then(struct cr *cr, const struct cr_policy_set *set,
    const struct cr_dun_days *days, struct dun_world *w);
/* Only what is owed by all, and what of that is under hold. */
int cr_dun_world_owed(struct cr *cr, struct dun_world *w);
/* Read the debtor of A, which is in W. */
int cr_dun_world_party(struct cr *cr, struct dun_world *w, struct account *a);

/* Debtor and policy of each account; then each item is decided. */
int cr_dun_world_choose(struct cr *cr, const struct cr_policy_set *set,
    struct dun_world *w);
void cr_dun_world_release(struct dun_world *w);

/* An open item by its number, or NULL. */
struct cr_dun_item *cr_dun_world_item(const struct dun_world *w,
    int64_t item);
/* An account, or NULL when nothing is open in it. */
struct account *cr_dun_world_account(const struct dun_world *w,
    int64_t debtor, int64_t creditor, const char *currency);

#endif
