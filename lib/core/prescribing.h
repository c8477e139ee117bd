#ifndef CR_PRESCRIBING_H
#define CR_PRESCRIBING_H

/* Private to limitation and taxes: open credits and what happened to them. */

#include "cr/credit.h"
#include "cr/key.h"
#include "cr/limitation_run.h"
#include "people.h"

struct cr_hold;

/* A credit that is open, or was given up in part or all. */
struct cr_owed {
	struct cr_open o;		/* .open not negative */
	struct cr_money given_up;	/* written off */
	struct cr_date given_up_on;	/* the first day of that */
};

/* A sign or act that is on an item or a debtor. */
struct cr_sign {
	struct cr_key on;		/* item or party */
	int64_t creditor;		/* only what is owed to it; 0 */
	enum cr_limitation_sign sign;
	struct cr_limitation_act act;
};

struct cr_prescribing {
	struct cr *cr;
	const struct cr_limitation_opts *opts;
	struct cr_date known;		/* the day whose knowledge counts */
	struct cr_people people;
	struct cr_owed *owed;		/* by number of the item */
	size_t nowed, cap_owed;
	struct cr_sign *signs;		/* by what they are on */
	size_t nsigns, cap_signs;
	struct cr_limitation_act *acts;	/* of one item */
	size_t nacts, cap_acts;
	struct cr_limitation_act noted;
	struct cr_arena arena;
};

/* Read all; released by the caller, also after an error. */
int cr_prescribing_load(struct cr *cr, const struct cr_limitation_opts *opts,
    struct cr_prescribing *l);
void cr_prescribing_release(struct cr_prescribing *l);

/* Read signs and acts of law: part of the above. */
int cr_prescribing_signs(struct cr_prescribing *l);

/*
 * The limitation of O: kind, term, what was noted. Of C only .type is used.
 */
int cr_prescribing_tell(struct cr_prescribing *l, const struct cr_owed *o,
    const char *type, struct cr_limited *out);

#endif
