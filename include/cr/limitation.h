#ifndef CR_LIMITATION_H
#define CR_LIMITATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/date.h"
#include "cr/law.h"

struct cr;

/*
 * Limitation (prescrizione) of a credit: its term runs from the day it fell
 * due, and anew from each act that interrupts it in time (artt. 2943-2945
 * c.c.); months by the calendar, the same day or the last of that month
 * (art. 2963 c. 4). The last day counts: on the next one it is over. That a
 * term which ends on a holiday goes to the next day that is none (art. 2963
 * c. 3) is not counted on.
 */

/* What may interrupt beside acts of law; only what the rules count does. */
enum cr_limitation_sign {
	CR_SIGN_PROMISE,	/* art. 2944: he acknowledges it */
	CR_SIGN_PAYMENT,	/* a part of it, which may acknowledge it */
	CR_SIGN_PLAN,		/* instalments agreed */
	CR_SIGN_PROCEDURE,	/* before a court, while that lasts */
	CR_SIGNS
};

const char *cr_limitation_sign_word(enum cr_limitation_sign sign);

/* By what a rule takes credits; all that it says must hold. */
enum cr_limitation_by {
	CR_LIMITATION_CREDITOR,	/* code, VAT number or key, as the next */
	CR_LIMITATION_DEBTOR,
	CR_LIMITATION_CATEGORY,
	CR_LIMITATION_TYPE,	/* of the document: TD06 */
	CR_LIMITATION_BYS
};

struct cr_limitation_words {
	const char **v;
	size_t n;
};

struct cr_limitation_rule {
	const char *name, *kind;
	struct cr_limitation_words by[CR_LIMITATION_BYS];
};

/* An act that the ledger does not know of. */
struct cr_limitation_told {
	const char *name;
	struct cr_limitation_words on;	/* items, or debtors */
	struct cr_date day;		/* on which it reached the debtor */
	const char *kind;		/* from then on; NULL: as it was */
};

#define CR_LIMITATION_ALERTS_MAX 16

struct cr_limitation_rules {
	const char *otherwise;		/* the kind of who has no rule */
	struct cr_limitation_words acts;	/* levels, texts of letters */
	struct cr_limitation_words channels;	/* that give evidence */
	bool counts[CR_SIGNS];
	int32_t alerts[CR_LIMITATION_ALERTS_MAX];	/* days, falling */
	size_t nalerts;
	const struct cr_limitation_rule *rules;	/* the first that fits */
	size_t nrules;
	const struct cr_limitation_told *told;
	size_t ntold;
};

/* Ordinary; messa in mora and diffida by PEC or registered; 180, 90, 30. */
void cr_limitation_usual(struct cr_limitation_rules *r);

bool cr_limitation_has(const struct cr_limitation_words *w, const char *s);

/* Something that interrupts. */
struct cr_limitation_act {
	struct cr_date day;
	/* it does not run to here; NONE: at once; INT32_MAX: not yet */
	struct cr_date until;
	const char *what;	/* "diffida", "promise" */
	int64_t message;	/* that proves it; 0 */
	const char *kind;	/* of the term from then on; or NULL */
};

struct cr_limitation {
	const struct cr_law_row *row;	/* the term that runs */
	struct cr_date from;
	struct cr_date last;		/* to act on; NONE: it does not run */
	/*
	 * The last day of the right itself; another where the term only
	 * presumes payment.
	 */
	struct cr_date ends;
	const struct cr_limitation_act *act;	/* that it runs from; NULL */
};

/*
 * The term of a credit of KIND due on DUE, with N ACTS in the order of their
 * days. An act that came when the right had ended does not bring it back.
 * CR_EUSAGE when LAW does not tell the term.
 */
int cr_limitation_of(struct cr *cr, const struct cr_law *law,
    const char *kind, struct cr_date due, const struct cr_limitation_act *acts,
    size_t n, struct cr_limitation *out);

/* The alert of the rules that is on with so many days left; 0: none yet. */
int32_t cr_limitation_alert(const struct cr_limitation_rules *r,
    int32_t left);

#endif
