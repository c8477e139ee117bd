#ifndef DUN_KEPT_H
#define DUN_KEPT_H

#include "cr/dunning.h"
#include "cr/letter.h"
#include "cr/letterhead.h"
#include "dun_world.h"

/* Who claims, and how he is reached; NULL: he is not. */
struct dun_creditor {
	struct cr_party party;
	struct cr_letterhead head;
	const char *email, *pec, *phone;
};

/*
 * What the letters of one run have in common, read once and kept from one to
 * the next: the creditor, and what documents say of the items. Of a few items
 * that is read one by one; when they turn out to be many, of all at once, in
 * the order in which the ledger has them.
 */
struct dun_kept {
	const struct dun_world *w;
	struct cr_dunning_line *lines;	/* of each item of W; NULL: not yet */
	size_t read;			/* one by one */
	struct cr_arena items;
	struct dun_creditor creditor;	/* the last one; id 0: none yet */
	struct cr_arena who;
};

void cr_dun_kept_init(struct dun_kept *k, const struct dun_world *w);
void cr_dun_kept_release(struct dun_kept *k);

/*
 * What the document of IT says of it. IT is of the world of K; without K, that
 * is NULL, it is read. *OUT lives as long as K and the arena A.
 */
int cr_dun_kept_line(struct cr *cr, struct dun_kept *k,
    const struct cr_dun_item *it, struct cr_arena *a,
    struct cr_dunning_line *out);

/* The creditor ID; *OUT lives in the same way, up to another creditor. */
int cr_dun_kept_creditor(struct cr *cr, struct dun_kept *k,
    struct cr_letters *letters, int64_t id, struct cr_arena *a,
    struct dun_creditor *out);

#endif
