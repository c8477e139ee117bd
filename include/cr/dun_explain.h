#ifndef CR_DUN_EXPLAIN_H
#define CR_DUN_EXPLAIN_H

#include "cr/dun_ahead.h"
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

struct cr;
struct cr_keys;

/*
 * Add the items of the notices and messages among KEYS, and sort them. What
 * is not there is refused.
 */
int cr_explain_keys(struct cr *cr, struct cr_keys *keys);

/* The records of cr-explain. */
#define CR_EXPLAIN_FIELDS 7

extern const struct cr_field cr_explain_fields[CR_EXPLAIN_FIELDS];

struct cr_printer;

/* Print all the steps of one item. */
void cr_explain_put(struct cr_printer *p, const struct cr_dun_item *it,
    struct cr_date today);
/* Print what becomes of it on a later day, below them: "rule" 11. */
void cr_explain_put_ahead(struct cr_printer *p, const struct cr_dun_item *it,
    const struct cr_dun_step_ahead *s);


/*
 * Print the story of each message among KEYS until the day ON: what it is,
 * what goes with it, each attempt, and all that came back.
 */
int cr_explain_messages(struct cr *cr, const struct cr_keys *keys,
    struct cr_date on, struct cr_printer *p);
/* A row of it, which has no rule. */
void cr_explain_put_message(struct cr_printer *p, int64_t message,
    int64_t debtor, const struct cr_dun_step *s);

#endif
