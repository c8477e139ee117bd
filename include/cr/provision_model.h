#ifndef CR_PROVISION_MODEL_H
#define CR_PROVISION_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/arena.h"
#include "cr/digest.h"
#include "cr/money.h"
#include "cr/fraction.h"

struct cr;

#define CR_PROVISION_BOUNDS_MAX 24
/* Not due, one up to each bound, and what is over the last one. */
#define CR_PROVISION_BUCKETS_MAX (CR_PROVISION_BOUNDS_MAX + 2)

/*
 * How losses are provided for, as cr-provision(5) describes it: a text file
 * read into a structure. What computes (cr/provision.h) takes the structure
 * and nothing else.
 */
enum cr_provision_method {
	CR_PROVISION_MATRIX,	/* IFRS 9 5.5.15, OIC 15: a rate a bucket */
	CR_PROVISION_ROLL,	/* PD from month to month, times LGD */
	CR_PROVISION_SINGLE,	/* EAD x PD x LGD of each debtor */
	CR_PROVISION_METHODS
};

const char *cr_provision_method_word(enum cr_provision_method m);
bool cr_provision_method_parse(const char *word,
    enum cr_provision_method *out);

/* By what a segment takes its debtors. */
enum cr_segment_by {
	CR_SEGMENT_CLASS,	/* of the rating in force */
	CR_SEGMENT_CATEGORY,
	CR_SEGMENT_AREA,
	CR_SEGMENT_AGENT,	/* code */
	CR_SEGMENT_DEPOT,	/* code */
	CR_SEGMENT_CREDITOR,	/* code, VAT number or key, as the next */
	CR_SEGMENT_DEBTOR,
	CR_SEGMENT_BYS
};

struct cr_segment_words {
	const char **v;
	size_t n;		/* none: all */
};

/* Who is provided for together. */
struct cr_provision_segment {
	const char *name;
	struct cr_segment_words by[CR_SEGMENT_BYS];	/* all must hold */
	const struct cr_fraction *rates; /* one a bucket; NULL: measured */
	struct cr_fraction lgd;		/* loss given default */
	struct cr_fraction forward;	/* what is to come, on rate or PD */
};

/* Who is looked for a segment; NULL is not known. */
struct cr_segment_subject {
	int64_t debtor, creditor;
	const char *class_name, *category, *area, *agent, *depot;
	const char *debtor_code, *debtor_vat, *creditor_code, *creditor_vat;
};

/* What an insurer or a factor covers of it. */
struct cr_provision_cover {
	bool counts;
	struct cr_fraction rest;	/* of the loss on what is covered */
	bool newest;		/* covers what is due last; else the oldest */
};

/* What somebody who knows the debtor provides, in the place of a rate. */
struct cr_specific {
	const char *on;		/* code, VAT number or key; or an item's */
	struct cr_fraction share;
	struct cr_money amount;	/* EUR; 0: the share */
	const char *reason;	/* NULL: not said */
};

struct cr_provision_model {
	const char *name;
	enum cr_provision_method method;
	int32_t bounds[CR_PROVISION_BOUNDS_MAX];	/* days late, rising */
	size_t nbounds;
	bool net;		/* credits pay the oldest debt first */
	int32_t months;		/* of sales that loss rates are measured by */
	int32_t roll_months;	/* that roll rates are */
	struct cr_fraction unrated;	/* PD of who has none */
	bool has_unrated;
	bool learned;		/* what the ledger taught goes before ratings */
	const char **classes;	/* with a PD of their own ... */
	struct cr_fraction *pd;	/* ... in the order of CLASSES */
	size_t nclasses;
	struct cr_provision_segment *segments;	/* the first that fits */
	size_t nsegments;
	struct cr_provision_cover insured, factored;
	struct cr_specific *specific;
	size_t nspecific;
	char digest[CR_SHA256_SIZE];	/* of the text */
	char *text;
	struct cr_arena arena;		/* all of the above */
};

/*
 * Read the model file PATH, or N bytes of TEXT that messages call NAME.
 * CR_EUSAGE: it is not there, or (with file and line) not right. Freed by
 * the caller.
 */
int cr_provision_model_load(struct cr *cr, const char *path,
    struct cr_provision_model **out);
/* The model that comes with cr, in the folder SHARE. */
int cr_provision_model_share(struct cr *cr, const char *share,
    struct cr_provision_model **out);
int cr_provision_model_parse(struct cr *cr, const char *name,
    const char *text, size_t n, struct cr_provision_model **out);
void cr_provision_model_free(struct cr_provision_model *m);

/*
 * Add one of an option, "C001=50%" or "item:17=1200.00", which goes before
 * those of the file. CR_EUSAGE.
 */
int cr_provision_specific(struct cr *cr, struct cr_provision_model *m,
    const char *text);

/* The first segment WHO is in; NULL: none, which is an error of the model. */
const struct cr_provision_segment *cr_provision_segment(
    const struct cr_provision_model *m, const struct cr_segment_subject *who);

#endif
