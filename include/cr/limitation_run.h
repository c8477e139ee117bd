#ifndef CR_LIMITATION_RUN_H
#define CR_LIMITATION_RUN_H

#include <stddef.h>
#include <stdint.h>

#include "cr/balance.h"
#include "cr/field.h"
#include "cr/limitation.h"

struct cr;
struct cr_keys;

/* The limitation of what is open, as it was on a day. */
struct cr_limitation_opts {
	const struct cr_law *law;
	const struct cr_limitation_rules *rules;
	struct cr_as_of as_of;
	int32_t within;		/* days left at most; negative: all */
	const struct cr_keys *keys;	/* only these; NULL: all */
};

/* An item; borrowed for the call. */
struct cr_limited {
	const struct cr_open *item;
	const char *code, *name;	/* of the debtor */
	const char *number;		/* of the document */
	const char *kind;		/* of the term */
	struct cr_limitation term;
	int32_t left;			/* days; negative: it is over */
	int32_t alert;			/* 180, 90, 30; 0: none yet */
	/* the last thing that would interrupt and is not counted; or NONE */
	struct cr_limitation_act noted;
};

/*
 * What to do: "none" yet, "messa-in-mora"; it is "presumed-paid", if he says
 * so, or the right is "over".
 */
const char *cr_limitation_advice(const struct cr_limited *l);

/*
 * Call EACH for the items with an open balance, no credit notes, by last day
 * and number. EACH returns 0 to go on. CR_EUSAGE when a term is not known.
 */
int cr_limitation_each(struct cr *cr, const struct cr_limitation_opts *opts,
    int (*each)(void *ctx, const struct cr_limited *l), void *ctx);

enum cr_limitation_column {
	CR_LC_ITEM, CR_LC_PARTY, CR_LC_CODE, CR_LC_NAME, CR_LC_NUMBER,
	CR_LC_DUE, CR_LC_OPEN, CR_LC_CURRENCY, CR_LC_KIND, CR_LC_FROM,
	CR_LC_ACT, CR_LC_LAST, CR_LC_LEFT, CR_LC_ALERT, CR_LC_ADVICE,
	CR_LC_ENDS, CR_LC_NOTED, CR_LC_ARTICLE, CR_LC_MESSAGE, CR_LC_SOURCE,
	CR_LC_FIELDS
};
extern const struct cr_field cr_limitation_fields[CR_LC_FIELDS];
/* For cr_limitation_each(): put the row; CTX is the printer. */
int cr_limitation_put(void *ctx, const struct cr_limited *l);

#endif
