#ifndef CR_ROUNDUP_H
#define CR_ROUNDUP_H

#include <stdbool.h>
#include <stdint.h>

#include "cr/date.h"
#include "cr/money.h"

struct cr;

/* A notice of a day, for the agent or the depot of its debtor. */
struct cr_roundup {
	int64_t to;		/* the agent or depot */
	bool depot;
	const char *to_name, *to_language;
	/* the debtor; NULL is not known */
	const char *name, *code, *zip, *city, *province, *phone;
	const char *level, *channel, *currency;
	struct cr_money net;
	int64_t days_late;	/* of its oldest item */
	const char *documents;	/* their numbers */
};

/*
 * The notices that were prepared on DAY and are not cancelled, those of one
 * agent or depot together. Text is borrowed until the next call.
 */
int cr_roundup_each(struct cr *cr, struct cr_date day,
    int (*each)(void *ctx, const struct cr_roundup *r), void *ctx);

/*
 * The digest that PARTY got by TEMPLATE on DAY and that stands: 1 with its
 * number, digest and whether it is still only prepared; 0; or an error.
 */
int cr_roundup_find(struct cr *cr, int64_t party, const char *template,
    struct cr_date day, int64_t *message, char sha256[65], bool *prepared);

#endif
