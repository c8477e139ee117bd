#ifndef DUN_HOLD_H
#define DUN_HOLD_H

#include "cr/dun.h"

struct cr;
struct dun_world;

/* A hold of the world, those on a category once for each party of it. */
struct dun_hold {
	int64_t id;		/* 0: a bill at the bank */
	int64_t item, party;	/* one is 0 */
	int64_t creditor;	/* of a party's items; 0: any */
	char currency[4];	/* of a party's amount */
	struct cr_money amount;	/* 0: the whole */
	enum cr_hold_kind kind;
	struct cr_date from, until;	/* until: CR_DATE_NONE: for ever */
};

/*
 * Read all holds that were known on the world's day and had not ended, and
 * the bills that banks have on it.
 */
int cr_dun_holds_load(struct cr *cr, struct dun_world *w);

/*
 * What of each item is under hold on DAY, which is the world's or a later
 * one. With ASKED, only of the accounts that are asked for.
 */
void cr_dun_holds_apply(struct dun_world *w, struct cr_date day, bool asked);

#endif
