#ifndef CR_DUNNING_H
#define CR_DUNNING_H

#include <stdint.h>

#include "cr/date.h"
#include "cr/money.h"

struct cr;
struct cr_arena;

/* What dunning asks of the ledger beside balances, notices and holds. */

/* The payment method of every item that has one, by number. */
int cr_dunning_methods(struct cr *cr,
    int (*each)(void *ctx, int64_t item, const char *method), void *ctx);

/* Every item whose payment came back by DAY (RiBa, SDD, cheque), and when. */
int cr_dunning_unpaid(struct cr *cr, struct cr_date day,
    int (*each)(void *ctx, int64_t item, struct cr_date returned),
    void *ctx);

/*
 * The segment of each debtor who has a rating on DAY, by number: see
 * cr/segment.h. ABC 0: not known; class NULL: unrated.
 */
int cr_dunning_segments(struct cr *cr, struct cr_date day,
    int (*each)(void *ctx, int64_t party, char abc, const char *class_name),
    void *ctx);

/*
 * The address of PARTY for CHANNEL ("email"): the newest one meant for
 * dunning, else the newest general one. 1, 0 when there is none, or an enum
 * cr_error. *NAME may be NULL.
 */
int cr_dunning_contact(struct cr *cr, int64_t party, const char *channel,
    struct cr_arena *a, const char **address, const char **name);

/* What a letter says of an item, or of money on account. */
struct cr_dunning_line {
	const char *number;	/* of the document; of an entry its reference */
	struct cr_date date, due;
	struct cr_money amount;
	const char *iban, *code;	/* NULL: not said */
	const char *contract;	/* the only one that it names; or NULL */
};

/* Where a copy of an item's document may be. */
struct cr_dunning_copy {
	int64_t doc;
	const char *number;
	struct cr_date date;
	const char *debtor, *creditor;	/* codes; NULL: none */
	const char *file, *sha256;	/* of the e-invoice; NULL: none */
};

int cr_dunning_copy(struct cr *cr, int64_t item, struct cr_arena *a,
    struct cr_dunning_copy *out);

int cr_dunning_item(struct cr *cr, int64_t item, struct cr_arena *a,
    struct cr_dunning_line *out);
/*
 * The same of every item that is open now, by its number, but for the
 * contract; and the only contract of each document that names one.
 */
int cr_dunning_items(struct cr *cr, int (*each)(void *ctx, int64_t item,
    const struct cr_dunning_line *line), void *ctx);
int cr_dunning_contracts(struct cr *cr, int (*each)(void *ctx, int64_t doc,
    const char *contract), void *ctx);
/* Why a bank returned ITEM last (ISO 20022: AM04); *CODE as it was if not. */
int cr_dunning_why(struct cr *cr, int64_t item, struct cr_arena *a,
    const char **code);
int cr_dunning_entry(struct cr *cr, int64_t entry, struct cr_arena *a,
    struct cr_dunning_line *out);

#endif
