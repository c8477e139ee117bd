#ifndef DUN_BESIDE_H
#define DUN_BESIDE_H

#include "cr/cr.h"
#include "cr/dun_claims.h"
#include "cr/dun_run.h"
#include "cr/map.h"
#include "dun_world.h"

/*
 * What a run asks beside the principal: what was claimed before, and the
 * interest of every item that is about to be claimed by a level that asks
 * for it, worked out at once.
 */
struct dun_accrued {
	int64_t item;
	const char *regime;
	struct cr_interest_total total;
	size_t first, n;		/* its segments */
};

/* The items of one regime, by number. */
struct dun_accruals {
	struct dun_accrued *v;
	size_t n, cap;
};

struct dun_claims {
	struct cr *cr;
	const struct cr_dun_opts *opts;
	struct cr_claim *kept;		/* that stand, by item */
	size_t nkept, cap_kept;
	struct cr_map fees;		/* item and level: its notice */
	struct dun_accruals by[CR_REGIMES + 1];	/* 0: by configuration */
	struct dun_accruals *now;	/* being worked out */
	struct cr_dun_segment *segments;
	size_t nsegments, cap_segments, seen;
	const char *error;		/* why there is no interest */
	bool told;
	struct cr_arena arena;
};

/* For the notices to be made in W; released also after a failure. */
int cr_dun_claims_load(struct cr *cr, const struct cr_dun_opts *opts,
    const struct dun_world *w, struct dun_claims *d);
void cr_dun_claims_release(struct dun_claims *d);

/*
 * All that notice N of account A asks. Claims of the notices that WAITS
 * names are as if they were not: these are kept whole or replaced. OUT lives
 * in ARENA. CR_EUSAGE when there is no interest; CR_ELIMIT.
 */
int cr_dun_claims_make(struct dun_claims *d, const struct account *a,
    const struct cr_dun_notice *n, bool (*waits)(const void *ctx,
    int64_t notice), const void *ctx, struct cr_arena *arena,
    struct cr_dun_claims *out);

/* Book what C says, by a notice of account A. */
int cr_dun_claims_book(struct dun_claims *d, const struct account *a,
    int64_t notice, const char *level, const struct cr_dun_claims *c);

/* The claims on ITEM, of *N. */
const struct cr_claim *cr_dun_claims_on(const struct dun_claims *d,
    int64_t item, size_t *n);
/* The interest of ITEM at level L, or NULL. */
const struct dun_accrued *cr_dun_claims_accrued(const struct dun_claims *d,
    const struct cr_level *l, int64_t item);
/* The notice by which a fee of level NAME was asked for ITEM; 0: none. */
int64_t cr_dun_claims_fee(const struct dun_claims *d, int64_t item,
    const char *name);

#endif
