#ifndef DUN_PLAN_H
#define DUN_PLAN_H

#include "cr/cr.h"
#include "cr/dun_run.h"
#include "dun_beside.h"
#include "dun_letter.h"
#include "dun_world.h"

/* A notice of an earlier run that has not left the house. */
struct waiting {
	int64_t id, debtor, creditor;
	const char *currency, *basis, *state;
	bool approval, approved;
	bool undelivered;		/* each message of it failed */
	bool kept;
};

struct plan {
	struct cr *cr;
	const struct cr_dun_opts *opts;
	struct dun_world world;
	struct dun_claims claims;
	struct dun_attach attach;
	struct dun_kept kept;
	struct waiting *waiting;	/* by account */
	size_t nwaiting, capwaiting;
	struct cr_dun_row *rows;
	size_t nrows, caprows;
	int64_t notices;		/* of this run, the kept ones too */
	bool policy_kept;		/* in the ledger */
	struct cr_arena letter;		/* one letter at a time */
	/* the account that is being settled */
	struct account *a;
	size_t first, last;		/* its waiting notices */
	int64_t made;			/* the last notice made for it */
	struct cr_date *recent;		/* of its debtor, cr/dun.h */
	size_t nrecent, caprecent, seen;
};

/* A run is booked with the first thing that it writes. */
int cr_dun_begin_run(struct cr *cr);
/* What the run did to a notice, for the journal. */
int cr_dun_journal(struct cr *cr, const char *act, int64_t notice,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* One notice more for the debtor whose account is being settled. */
void cr_dun_add_recent(struct plan *p, struct cr_date day);

/* Make the notice N of plan CTX, or keep what waits and is the same. */
int cr_dun_make_notice(void *ctx, const struct cr_dun_notice *n);

#endif
