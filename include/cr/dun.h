#ifndef CR_DUN_H
#define CR_DUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/date.h"
#include "cr/hold.h"
#include "cr/money.h"
#include "cr/policy.h"

struct cr_calendar;
struct cr_contact_rules;
struct cr_dun_claims;

/*
 * What to claim from whom today, and why, or why not: values in, decisions
 * out. Nothing here reads the ledger or writes it, so that a dry run, the
 * run, cr-explain and the tests are the same code. A dunning run takes each
 * open item through these rules:
 *
 *	 1 balance	what is open today, less amounts under hold
 *	 2 tolerance	a remainder is left alone
 *	 3 policy	of the item, debtor, segment, category, agent,
 *			depot, creditor or default
 *	 4 hold		what is wholly under hold waits
 *	 5 level	the first that is not done, in order
 *	 6 day		the latest of all that it has to wait for
 *	 7 today	that day has come
 *	 8 notice	one for each debtor, creditor and currency
 *	 9 credits	are taken off, what is overdue first; a net of
 *			nothing claims nothing
 *	10 limits	minimum, days between notices, notices of a run,
 *			days on which its channels may be used
 */

/* Why an item was taken or left: one for each item, always. */
enum cr_dun_reason {
	CR_DUN_TAKEN,
	CR_DUN_CREDIT,		/* a credit note: shown, never dunned */
	CR_DUN_SMALL,		/* below the tolerance */
	CR_DUN_EXCLUDED,	/* no policy is for it */
	CR_DUN_HELD,
	CR_DUN_IN_FLIGHT,	/* a message is being sent, or unknown */
	CR_DUN_EARLY,		/* the level's day has not come */
	CR_DUN_BANK,		/* a bank may still collect it */
	CR_DUN_INTERVAL,	/* too soon after the notice before */
	CR_DUN_TERM,		/* the term that one granted runs */
	CR_DUN_DELIVERY,	/* it runs from an arrival nobody told */
	CR_DUN_DONE,		/* all levels are */
	CR_DUN_HAND_OVER,	/* the same, and it should be handed over */
	CR_DUN_WRITE_OFF,	/* the same, and it should be written off */
	CR_DUN_COVERED,		/* credits cover the claim */
	CR_DUN_MINIMUM,		/* the net claim is below the minimum */
	CR_DUN_DEBTOR_INTERVAL,	/* too soon after a notice to the debtor */
	CR_DUN_PER_WEEK,	/* he had as many in seven days as he may */
	CR_DUN_CONTACT,		/* its channels are not for such a day */
	CR_DUN_RUN_LIMIT,	/* this run made as many as it may */
	CR_DUN_NO_ADDRESS,	/* no channel of the level can be used */
	CR_DUN_TEMPLATE,	/* the text could not be made */
	CR_DUN_CLAIMS,		/* nor what it asks beside: no rate */
	CR_DUN_NOT_ASKED,	/* not among the keys given */
	CR_DUN_REASONS
};

/* The word of a reason, as printed: a contract. */
const char *cr_dun_reason_word(enum cr_dun_reason reason);
/* The same as a sentence, for translation. */
const char *cr_dun_reason_text(enum cr_dun_reason reason);

/* What the day of a level is the latest of (rule 6). */
enum cr_dun_day {
	CR_DAY_ANCHOR,		/* the level's anchor and days */
	CR_DAY_BANK,		/* due date and the bank's tolerance */
	CR_DAY_INTERVAL,	/* the last notice and the spacing */
	CR_DAY_TERM,		/* the day after the granted term */
	CR_DAY_HOLD,		/* the day after the hold */
	CR_DUN_DAYS
};

/* An open item: what is known of it, and what was decided. */
struct cr_dun_item {
	int64_t item, debtor, creditor;
	char currency[4];
	struct cr_date date, due;
	struct cr_money open;		/* at the day; negative: credit */
	const char *method;
	bool unpaid;			/* a bank returned it */
	struct cr_date returned;	/* then; CR_DATE_NONE: it did not */
	struct cr_date at_bank;		/* a bill for it may come back so */
					/* long; CR_DATE_NONE: there is none */
	bool asked;			/* among the keys given */
	struct cr_money held;		/* of it, under hold */
	bool held_whole;
	bool held_forever;		/* until somebody lifts it */
	enum cr_hold_kind hold;		/* the kind, when HELD is not 0 */
	int64_t hold_id;		/* which one; 0: none, or a bill */
	struct cr_date held_until;
	int last_order;			/* level of the last notice; 0: none */
	const char *last_name;
	struct cr_date last_day, last_term;
	bool undelivered;		/* its term begins when it arrives */
	bool in_flight;
	struct cr_policy_choice choice;

	enum cr_dun_reason reason;
	struct cr_money claim;
	const struct cr_level *level;	/* taken, or next; NULL: none */
	bool stop_orders;		/* a level that was done says so */
	struct cr_date day[CR_DUN_DAYS];	/* CR_DATE_NONE: no wait */
	struct cr_date next;		/* when it comes; NONE: not known */
};

/* Rules 1 to 7 for one item on the day TODAY. */
void cr_dun_item(struct cr_dun_item *it, struct cr_date today);

/* Which days are for what. */
struct cr_dun_days {
	const struct cr_calendar *calendar;	/* NULL: no holidays */
	const struct cr_contact_rules *contact;	/* NULL: none */
};

/* All that one debtor owes one creditor in one currency. */
struct cr_dun_account {
	struct cr_dun_item **items;	/* decided by cr_dun_item() */
	size_t nitems;
	struct cr_money credits;	/* notes and money on account, >= 0 */
	struct cr_date last_day;	/* of the last notice to him */
	/*
	 * The days of all notices to him in the seven days to TODAY, of
	 * every account, in order; those that this run makes are added by
	 * who calls.
	 */
	const struct cr_date *recent;
	size_t nrecent;
	const struct cr_dun_days *days;	/* NULL: every day is as good */
};

/* A notice to be made. */
struct cr_dun_notice {
	const struct cr_policy *policy;
	const struct cr_level *level;	/* the highest of its items */
	struct cr_dun_item **items;	/* borrowed during the call */
	size_t nitems;
	struct cr_money claim;		/* sum of the items' claims */
	struct cr_money overdue;	/* of that, what is past its due date */
	struct cr_money credit;		/* taken off */
	const char *template;		/* of the level, and what it is for */
	/* That it grants; CR_DATE_NONE. If it arrives today, with GRANT. */
	struct cr_date term;
	int32_t grant;			/* days from its arrival; 0: none */
	const struct cr_dun_claims *claims;	/* NULL: nothing is known */
};

/*
 * Rules 8 to 10 for an account: EACH is called for every notice to make.
 * Items that do not come into one get their reason. What EACH returns, when
 * not 0, stops and is returned. CR_ELIMIT when the sums overflow.
 */
int cr_dun_account(struct cr_dun_account *a, struct cr_date today,
    int (*each)(void *ctx, const struct cr_dun_notice *n), void *ctx);

/* Leave the items of N for REASON until NEXT. */
void cr_dun_leave(const struct cr_dun_notice *n, enum cr_dun_reason reason,
    struct cr_date next);

#endif
