#ifndef CR_LIMIT_H
#define CR_LIMIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/arena.h"
#include "cr/date.h"
#include "cr/digest.h"
#include "cr/money.h"

/*
 * Credit limits (fido): how much a debtor may owe. Amounts are cents,
 * shares basis points. All is whole numbers: a product is made in 128 bits,
 * divided once and rounded half away from zero to the cent. False is always
 * an overflow.
 */

/* What a limit is computed from; the least of those that are used counts. */
enum cr_limit_part {
	CR_LIMIT_SALES,		/* what is sold to him until he pays */
	CR_LIMIT_EQUITY,	/* a share of his book equity */
	CR_LIMIT_CAPITAL,	/* a share of his working capital */
	CR_LIMIT_PURCHASES,	/* a share of what he buys */
	CR_LIMIT_PLAFOND,	/* what an insurer or a factor grants */
	CR_LIMIT_PARTS
};

/* "sales", "equity", ...: the words of the file and of the records. */
const char *cr_limit_part_word(enum cr_limit_part part);
bool cr_limit_part_parse(const char *word, enum cr_limit_part *out);

/*
 * Sales of a period of NUM/DEN days, divided by its days and times the SPAN
 * of days in which they are owed; less the VAT at VAT_BP that is in them.
 * Sales below nought, as credit notes may make them, are worth nothing.
 */
bool cr_limit_sales(struct cr_money sales, int64_t num, int64_t den,
    int32_t span, int32_t vat_bp, struct cr_money *out);
/* A share of X, of which nothing is left when X is negative. */
bool cr_limit_share(struct cr_money x, int32_t bp, struct cr_money *out);
/* X down to a multiple of UNIT, which is more than 0; X is not negative. */
struct cr_money cr_limit_round(struct cr_money x, struct cr_money unit);

/* What a class of the rating is worth. */
struct cr_limit_class {
	const char *name;	/* NULL: unrated */
	int32_t factor_bp;	/* of the least part */
	int32_t equity_bp;	/* share of the book equity */
};

/* When a limit that a person sets waits for another one's approval. */
enum cr_limit_approval {
	CR_APPROVAL_ALWAYS,
	CR_APPROVAL_RAISE,	/* when it is more than what is in force */
	CR_APPROVAL_NEVER,
};

/* Which ceded invoices are the factor's risk, and no longer ours. */
enum cr_limit_ceded {
	CR_CEDED_PLAFOND,	/* as far as his plafonds go */
	CR_CEDED_ALL,
	CR_CEDED_NONE,
};

/* Bits of what an exposure is made of, beside what is open. */
enum {
	CR_EXPOSED_BILLS = 1,		/* with a bank, and may come back */
	CR_EXPOSED_DELIVERIES = 2,	/* not invoiced yet */
	CR_EXPOSED_ORDERS = 4,		/* to be delivered */
	CR_EXPOSED_CREDITS = 8,		/* money on account, credit notes */
};

/* How limits are computed and states are told: cr-limit(5). */
struct cr_limit_rules {
	unsigned use;		/* bits of enum cr_limit_part */
	bool must_plafond;	/* without one there is no credit */
	int32_t window;		/* months of sales */
	int32_t year;		/* days a year has; 0: those of the calendar */
	int32_t least;		/* days of sales of a new customer; 0: all */
	int32_t term;		/* days of payment; 0: as invoiced */
	int32_t delay;		/* days beyond them that are tolerated */
	int32_t vat_bp;		/* taken out of sales; 0: stays in them */
	int32_t sheet_months;	/* a balance sheet is good for */
	int32_t capital_bp;	/* of his working capital */
	int32_t purchases_bp;	/* of what he buys, */
	int32_t bought_bp;	/* which is taken for this much of his sales */
	struct cr_money round;	/* down to multiples of it; more than 0 */
	struct cr_limit_class *classes;
	size_t nclasses;
	const struct cr_limit_class *unrated;	/* NULL: no limit is made */

	unsigned exposed;	/* bits of CR_EXPOSED_... */
	int32_t tolerance;	/* days a bank has for what an ERP collects */
	enum cr_limit_ceded ceded;

	int32_t watch_bp;	/* from this share of the limit on */
	int32_t overdue_days;	/* more of them block; -1: none do */
	struct cr_money overdue_least;	/* of what is so late */
	const char **except;	/* kinds of holds: such items are not late */
	size_t nexcept;
	const char **adverse;	/* kinds of adverse events that block */
	size_t nadverse;
	int32_t adverse_months;	/* for how long, if it is over at once */
	bool stop_orders;	/* a level of dunning that does so blocks */

	enum cr_limit_approval approval;
	struct cr_money autonomy;	/* up to this nobody else is asked */
	int32_t longest;	/* days of a limit that is set; 0: any */

	const char *text;	/* the file, word for word */
	char digest[CR_SHA256_SIZE];	/* of it */
	struct cr_arena arena;		/* private: the lists of the above */
};

/* The class NAME (NULL: unrated); NULL when no limit is made for it. */
const struct cr_limit_class *cr_limit_class(const struct cr_limit_rules *r,
    const char *name);

/* What is known of a debtor, all in one currency. */
struct cr_limit_facts {
	const char *class_name;	/* NULL: unrated */
	bool has_sales;		/* he bought something, at some time */
	struct cr_money sales;	/* of the window, with VAT */
	int64_t days_num, days_den;	/* of the period, as a fraction */
	int32_t term;		/* days that he is given */
	bool has_equity, has_capital, has_turnover, has_plafond;
	struct cr_money equity, capital, turnover;	/* of a year */
	struct cr_money plafond;
};

struct cr_limit_value {
	bool known, used;
	struct cr_money base;	/* before the class, to the cent */
	struct cr_money value;	/* times its factor, to the cent */
};

struct cr_limit_made {
	struct cr_limit_value part[CR_LIMIT_PARTS];
	const struct cr_limit_class *by;	/* NULL: none is made */
	bool known;		/* there is a limit */
	enum cr_limit_part least;	/* that it comes from */
	struct cr_money amount;	/* rounded down; 0: cash only */
};

/* Compute a limit from FACTS by the rules R. */
bool cr_limit_make(const struct cr_limit_rules *r,
    const struct cr_limit_facts *facts, struct cr_limit_made *made);

/* ---- Exposure and its state ---------------------------------------------- */

/*
 * What a debtor owes or will owe, of one currency. Open items are all that
 * is open, so that they and the credits are the total of cr-age(1); a bill
 * is counted beside them as far as its items are closed in the books.
 */
struct cr_exposure {
	struct cr_money open;		/* items */
	struct cr_money bills;		/* with banks, closed in the books */
	struct cr_money delivered, ordered;	/* not invoiced */
	struct cr_money credits;	/* not positive */
	struct cr_money ceded;		/* without recourse; not positive */
	struct cr_money total;		/* their sum */
	/* told apart, and part of the above */
	struct cr_money at_bank;	/* all bills that may come back */
	struct cr_money insured;	/* of the total, an insurer pays */
	struct cr_money overdue;	/* open and late, not at a bank */
};

/* Add up, by what counts in R, with what PLAFONDS cover. */
struct cr_plafonds {
	struct cr_money factored;	/* times the share they cover */
	struct cr_money insured;
	int32_t insured_bp;		/* the share of the insured part */
};

/*
 * Complete E, whose parts are all that was found and whose ceded is all
 * that was ceded, as a positive amount.
 */
bool cr_exposure_add_up(const struct cr_limit_rules *r,
    const struct cr_plafonds *p, struct cr_exposure *e);

enum cr_limit_state {
	CR_LIMIT_NONE,		/* no limit is set */
	CR_LIMIT_WITHIN,
	CR_LIMIT_WATCH,		/* near it */
	CR_LIMIT_CASH,		/* it is nought */
	CR_LIMIT_BLOCKED,
	CR_LIMIT_STATES
};

const char *cr_limit_state_word(enum cr_limit_state state);
bool cr_limit_state_parse(const char *word, enum cr_limit_state *out);

/* Bits of why he is blocked. */
enum {
	CR_BLOCK_OVER = 1,		/* more than the limit */
	CR_BLOCK_OVERDUE = 2,
	CR_BLOCK_INSOLVENCY = 4,	/* a hold says so */
	CR_BLOCK_ADVERSE = 8,		/* a public register says so */
	CR_BLOCK_STOP = 16,		/* dunning says so */
	CR_BLOCKS = 5
};

/* "over", "overdue", ... of bit number BIT. */
const char *cr_block_word(int bit);

/*
 * The state of who owes TOTAL with a limit (NULL: none is set). BLOCKS are
 * the bits of what does not depend on it; CR_BLOCK_OVER is added.
 */
enum cr_limit_state cr_limit_state(const struct cr_limit_rules *r,
    struct cr_money total, const struct cr_money *limit, unsigned *blocks);

/* TOTAL in basis points of LIMIT, rounded; -1 when the limit is nought. */
int64_t cr_limit_used(struct cr_money total, struct cr_money limit);

/*
 * Would an order of AMOUNT more fit? With nought: any order at all. Not
 * when the state is cash or blocked, nor beyond the limit.
 */
bool cr_limit_fits(enum cr_limit_state state, struct cr_money total,
    const struct cr_money *limit, struct cr_money amount);

#endif
