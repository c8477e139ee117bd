#ifndef CR_INTEREST_H
#define CR_INTEREST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/date.h"
#include "cr/money.h"
#include "cr/rates.h"

struct cr;

/*
 * Interest for late payment of one debt, exact: integers only, simple
 * interest (art. 1283 c.c.), the due date not counted and the last day
 * counted. A day has the rate that is in force on it, so a debt is cut
 * into segments at 1 January and 1 July (legal: 1 January).
 *
 * What a debtor owes on a day is always the same sum, whichever way his
 * payments are imputed: the amount less what reduced it, plus TOTAL's
 * interest, flat and penalty, less what was paid of them as claims.
 */
enum cr_interest_basis {
	CR_BASIS_365,		/* also in leap years: the usual one */
	CR_BASIS_ACT,		/* 366 for the days of leap years */
	CR_BASIS_360,
};

struct cr_interest_terms {
	enum cr_regime regime;
	enum cr_interest_basis basis;
	bool round_rows;	/* round each segment; else once */
	/*
	 * Payments go to costs, then interest, then principal (art. 1194
	 * c.c.); true: to principal first, as the creditor may consent.
	 */
	bool principal_first;
	bool ab_initio;		/* credit notes correct the first amount */
	/*
	 * CR_REGIME_CONTRACT: basis points, to be added to the reference
	 * rate or the whole rate.
	 */
	int32_t contract_bp;
	bool contract_points;
	/* Instead of a reference or legal rate that is not known. */
	bool assume;
	int32_t assume_bp;
};

/* What reduces a debt. */
enum cr_interest_what {
	CR_INTEREST_PAYMENT,
	CR_INTEREST_CREDIT,	/* credit note, on its own date */
	CR_INTEREST_WAIVER,	/* given up: rounding, write-off */
	CR_INTEREST_VOID,	/* never owed: counts from the start */
	/*
	 * Money that paid interest, lump sum or penalty that were claimed:
	 * it is imputed as a payment, but takes nothing off the amount.
	 */
	CR_INTEREST_CLAIMED,
};

struct cr_interest_event {
	struct cr_date date;
	/*
	 * Negative: an earlier one came back (a returned RiBa). It takes
	 * the last one of its kind away, as if it had never been.
	 */
	struct cr_money amount;
	enum cr_interest_what what;
};

struct cr_interest_debt {
	struct cr_money amount;
	struct cr_date due;
	struct cr_date start;	/* messa in mora; CR_DATE_NONE: due */
	struct cr_date demand;	/* LEGAL4: of the court; none: not yet */
	struct cr_date stop;	/* the last day with interest, if any */
	bool flat;		/* art. 6 D.Lgs. 231/2002 applies */
	/*
	 * When the events have used the amount up the creditor has taken
	 * the principal for paid, whatever was due before it: no interest
	 * from then on. So does a ledger. Otherwise art. 1194 leaves some.
	 */
	bool closes;
	struct cr_interest_event *events;	/* by date; changed */
	size_t n;
};

/* Days of one rate and one principal. */
struct cr_interest_segment {
	struct cr_date from, to;	/* both count */
	int32_t days;
	int32_t rate_bp;
	struct cr_money principal;
	struct cr_money interest;	/* of these days, rounded */
	bool legal;			/* the legal rate, not the other */
	bool assumed;			/* no row: terms.assume_bp */
	const char *source;		/* of the rate; NULL: agreed, assumed */
};

struct cr_interest_total {
	struct cr_date from, to;	/* with interest; from none: none */
	int32_t days;			/* in them */
	struct cr_money interest;	/* that accrued, to the day */
	struct cr_money flat, penalty;
	struct cr_money claimed;	/* of these three, paid as claims */
	/* What is left of them and of the amount, payments imputed. */
	struct cr_money principal_due, interest_due, costs_due;
	int64_t per_diem_micro;		/* a day more, in millionths of 1 */
	int32_t rate_bp;		/* of the last day */
	/*
	 * CONTRACT: by how much the rate is over that of MORA, at most; it
	 * may be usury (L. 108/1996). Not positive: it is not over it.
	 */
	int32_t above_bp;
	bool assumed;			/* a rate was */
};

/*
 * The interest of DEBT until the day TO, counted. EACH (NULL: nobody) is
 * told of every segment; it returns 0 to go on, anything else stops and is
 * returned. CR_ENOTFOUND names the half-year or year whose rate is not in
 * RATES; CR_ELIMIT: a sum is too large.
 */
int cr_interest(struct cr *cr, const struct cr_rates *rates,
    const struct cr_interest_terms *terms, struct cr_interest_debt *debt,
    struct cr_date to, int (*each)(void *ctx,
    const struct cr_interest_segment *s), void *ctx,
    struct cr_interest_total *total);

/*
 * Is the lump sum of art. 6 due under REGIME? Not for legal interest, nor
 * for contracts from before 2013. Of an agreed rate it depends on who has
 * agreed to it: true.
 */
bool cr_interest_has_flat(enum cr_regime regime);

/* Millionths to cents, half up: how a per diem is printed. */
struct cr_money cr_interest_per_diem(int64_t micro);

#endif
