#ifndef CR_PROVIDING_H
#define CR_PROVIDING_H

/* Private to provisions: what a run of them knows, and its parts. */

#include "cr/arena.h"
#include "cr/provision.h"
#include "groups.h"
#include "people.h"

/* How likely a party is not to pay. */
struct cr_risk {
	const char *class_name;	/* of the rating in force; NULL: unrated */
	struct cr_fraction pd;
	bool has_pd;
	bool said;		/* it is that of the model for its class */
};

enum { CR_COVER_INSURED, CR_COVER_FACTORED, CR_COVERS };

/* What is open of an item, or on account: the least that is provided for. */
struct cr_atom {
	int64_t item, entry;	/* one of them; the other is 0 */
	int64_t debtor, creditor;
	struct cr_date due;
	uint32_t currency;
	uint16_t segment, bucket;	/* of what is not negative */
	int32_t specific;	/* of the model; -1: none */
	bool ceded;		/* to a factor */
	struct cr_money open;	/* after netting; negative: a credit */
	struct cr_money covered[CR_COVERS];
};

/* A rate and the share of it that was given out. */
struct cr_cell {
	struct cr_fraction rate;
	struct cr_money sum, given;
};

struct cr_provide {
	struct cr *cr;
	const struct cr_provision_opts *opts;
	const struct cr_provision_model *model;
	size_t buckets;
	struct cr_people people;
	struct cr_risk *risks;		/* by the number of the party */
	size_t nrisks, cap_risks;
	struct cr_atom *atoms;		/* by debtor, currency, creditor, due */
	size_t natoms, cap_atoms;
	struct cr_groups names;		/* numbers the currencies */
	/* segment by segment, a rate a bucket (matrix, roll) */
	struct cr_provision_rate *rates;
	struct cr_money *months;	/* roll: by segment, month, bucket */
	struct cr_date *month_ends, *knowledge;
	size_t nmonths;
	struct cr_money *reach, *lost;	/* matrix: by segment and bucket */
	struct cr_cell *specific;	/* as the model's */
	struct cr_arena arena;
};

void cr_provide_init(struct cr_provide *p, struct cr *cr,
    const struct cr_provision_opts *opts);
void cr_provide_release(struct cr_provide *p);

/* Who is not known is like one of whom nothing is known. */
const struct cr_risk *cr_provide_risk(const struct cr_provide *p,
    int64_t party);
/* The bucket of what is late by so many days. */
size_t cr_provide_bucket(const struct cr_provision_model *m, int32_t late);
/* The number of the segment; or an enum cr_error. */
int cr_provide_segment(struct cr_provide *p, int64_t debtor,
    int64_t creditor);
/* The sum of something is too large. */
int cr_provide_too_large(struct cr_provide *p);

/* Read the parties, their classes and probabilities of default. */
int cr_provide_parties(struct cr_provide *p);
/* Read what is open, in order; parties are read. */
int cr_provide_gather(struct cr_provide *p);
/* Set what is specific, and what is covered. */
int cr_provide_specifics(struct cr_provide *p);
int cr_provide_cover(struct cr_provide *p);
/* Tell the rates of matrix and roll; parties are read. */
int cr_provide_rates(struct cr_provide *p);

#endif
