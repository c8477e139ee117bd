#ifndef CR_DUN_EXPLAIN_H
#define CR_DUN_EXPLAIN_H

#include "cr/dun.h"
#include "cr/field.h"

/*
 * Why an item is where it is, rule by rule (cr/dun.h), told from what the
 * decision itself left behind.
 */
struct cr_dun_step {
	int rule;		/* from 1 */
	const char *name;	/* of the rule */
	const char *result;	/* pass, wait, stop, take */
	struct cr_date day;	/* when it comes; CR_DATE_NONE */
	const char *detail;	/* for people, translated */
};

/* The steps of IT, up to the rule that decided. */
void cr_dun_explain(const struct cr_dun_item *it, struct cr_date today,
    void (*each)(void *ctx, const struct cr_dun_step *s), void *ctx);

/* The records of cr-explain. */
#define CR_EXPLAIN_FIELDS 7

extern const struct cr_field cr_explain_fields[CR_EXPLAIN_FIELDS];

struct cr_printer;

/* Print all the steps of one item. */
void cr_explain_put(struct cr_printer *p, const struct cr_dun_item *it,
    struct cr_date today);

#endif
