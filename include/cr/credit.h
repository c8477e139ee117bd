#ifndef CR_CREDIT_H
#define CR_CREDIT_H

#include <stdbool.h>
#include <stdint.h>

#include "cr/balance.h"

struct cr;

/* What the law asks of a credit beside its balance. */

/* Text is borrowed until the next call. */
struct cr_credit {
	struct cr_open item;	/* .open is its amount */
	const char *number;	/* of the document */
	const char *type;	/* TDxx, or the ERP's cause; NULL */
};

/* CR_ENOTFOUND. */
int cr_credit_get(struct cr *cr, int64_t item, struct cr_credit *out);

/* What was paid of an item, or of it was given up, with its day. */
struct cr_credit_move {
	int64_t item;
	struct cr_date date;
	struct cr_money amount;	/* negative: it went back */
	bool given_up;		/* written off; else paid */
};

/*
 * Call EACH for those dated to the day and known on it, by item and day.
 * EACH returns 0 to go on; anything else stops and is returned.
 */
int cr_credit_moves(struct cr *cr, const struct cr_as_of *as_of,
    int (*each)(void *ctx, const struct cr_credit_move *m), void *ctx);

/* A letter that reached a debtor, as something that came back proves. */
struct cr_credit_letter {
	int64_t item;		/* that it asks for */
	int64_t message;
	struct cr_date day;	/* in Italy, that it was delivered on */
	const char *level, *template, *channel;
};

/*
 * Call EACH for those delivered by the day and known on it, by item and
 * message, once for each, with the first proof of it. Text is borrowed.
 */
int cr_credit_letters(struct cr *cr, const struct cr_as_of *as_of,
    int (*each)(void *ctx, const struct cr_credit_letter *l), void *ctx);

#endif
