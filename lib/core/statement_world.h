#ifndef CR_CORE_STATEMENT_WORLD_H
#define CR_CORE_STATEMENT_WORLD_H

/* Private to the statements of account: all accounts, being told. */

#include "cr/arena.h"
#include "cr/claim.h"
#include "cr/map.h"
#include "cr/postings.h"
#include "cr/statement.h"

/* One change of one account on one day. */
struct st_post {
	uint32_t account;
	int32_t day;
	enum cr_statement_kind kind;
	int64_t ref;		/* document or entry; 0: of no one thing */
	int64_t cents;
};

/* Where in an array a row with a key is; sorted by the key. */
struct st_place {
	int64_t key;
	uint32_t at;
};

/* What accrued on an item. */
struct st_interest {
	int64_t item;
	struct cr_money interest, flat, penalty;
};

/* A claim that counts on the day. */
struct st_claim {
	uint32_t account;
	int64_t id, item;
	enum cr_claim_kind kind;
	struct cr_date day, from;
	struct cr_money amount, open;
};

struct st_account {
	int64_t debtor, creditor;
	char currency[CR_CURRENCY_SIZE];
	bool open;		/* something in it is */
	const char *code, *name;	/* of the debtor */
	size_t post, nposts;	/* its posts */
};

struct st_world {
	struct cr *cr;
	const struct cr_statement_opts *opts;
	struct cr_postings p;
	struct cr_map index;	/* of accounts, by parties and currency */
	struct st_account *accounts;
	size_t naccounts, cap_accounts;
	uint32_t *item_account, *entry_account;
	struct st_post *posts;
	size_t nposts, cap_posts;
	struct st_place *by_item, *by_entry;	/* of p.allocs */
	struct st_place *items, *entries;	/* of p, by account */
	struct cr_arena names;
	struct st_interest *interest;	/* by item */
	size_t ninterest, cap_interest;
	struct st_claim *claims;	/* by account and number */
	size_t nclaims, cap_claims;
};

/* Read and sort all; released by the caller also after an error. */
int cr_statement_world(struct st_world *w, int64_t debtor);
void cr_statement_world_release(struct st_world *w);

/* The account of these, maybe a new one. */
uint32_t cr_statement_account(struct st_world *w, int64_t debtor,
    int64_t creditor, const char *currency);

/* Read the claims on DEBTOR; on everybody when 0. */
int cr_statement_claims(struct st_world *w, int64_t debtor);
/*
 * Those of an account that are open, into S; what is claimed already is
 * taken off what accrued on S's items, V.
 */
int cr_statement_claims_make(struct st_world *w, uint32_t account,
    struct cr_arena *a, struct cr_statement *s, struct cr_statement_item *v);

/* Find what accrued on the open items of DEBTOR; of everybody when 0. */
int cr_statement_accrue(struct st_world *w, int64_t debtor);
/* On one of them; NULL: nothing. */
const struct st_interest *cr_statement_accrued(const struct st_world *w,
    int64_t item);

/* The first place of N in V with KEY, or where it would be. */
size_t cr_statement_first(const struct st_place *v, size_t n, int64_t key);

/* One account as a statement, in an arena. */
int cr_statement_make(struct st_world *w, uint32_t account,
    struct cr_arena *a, struct cr_statement *s);

#endif
