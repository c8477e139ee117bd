#ifndef LIMIT_WORLD_H
#define LIMIT_WORLD_H

#include "cr/arena.h"
#include "cr/limit_run.h"

/*
 * What the ledger says of the debtors on a day, read once and summed up, so
 * that many debtors cost a few scans and not many questions.
 */

/* What a debtor owes in one currency. */
struct limit_row {
	struct limit_row *next;
	char currency[CR_CURRENCY_SIZE];
	struct cr_exposure exposure;
	struct cr_money ceded;		/* all */
	struct cr_money too_late;
	int32_t days_late;
	struct cr_money plafond;	/* of all providers */
	struct cr_money factored, insured, insured_cover;
	bool has_plafond;
	struct cr_credit_limit set, computed;	/* in force; id 0: none */
};

/* A hold on all that a debtor owes, or on a part of it. */
struct limit_hold {
	struct limit_hold *next;
	int64_t creditor;	/* 0: any */
	bool ceded;		/* else it is not late meanwhile */
	struct cr_money amount;	/* what is left of it; 0: whole */
	bool whole;
	const char *currency;
};

struct limit_debtor {
	int64_t party;
	bool wanted, named;
	bool customer;		/* bought something before the window */
	struct limit_row *rows;
	struct limit_hold *holds;
	const char *class_name;
	bool insolvent, has_adverse;
	enum cr_adverse_kind adverse;
	struct cr_date adverse_day;
	const char *stop;
	struct cr_date stop_day;
	/* of the window, in the currency asked for */
	struct cr_money sales, invoiced;
	__int128 terms;		/* cents x days */
	struct cr_date first;
	struct cr_date sheet;
	struct cr_limit_facts facts;
	struct cr_limit_made made;
};

/* What is said of an item, by its number. */
struct limit_mark {
	int64_t item;
	enum { MARK_BILL, MARK_EXCEPT, MARK_CEDED, MARK_STOP } kind;
	bool whole;		/* of a hold */
	bool met;		/* it is open */
	struct cr_money amount;
	struct cr_money collected;	/* of a bill */
	int64_t debtor;			/* of a bill; 0: not known */
	char currency[CR_CURRENCY_SIZE];
	const char *level;		/* of a reminder */
	struct cr_date day;
};

/* What bills are for that no item is known of, by debtor and due day. */
struct limit_loose {
	int64_t debtor;
	char currency[CR_CURRENCY_SIZE];
	struct cr_date due;
	struct cr_money amount;
};

struct limit_world {
	struct cr *cr;
	const struct cr_limit_opts *opts;
	struct cr_as_of as_of;
	int64_t only;			/* the debtor asked for; 0: several */
	struct cr_date from;		/* sales after it count */
	unsigned except, adverse;	/* bits that the rules name */
	struct limit_debtor **debtors;	/* by the number of the party */
	size_t n;
	struct limit_mark *marks;	/* by item */
	size_t nmarks, capmarks, next;
	struct limit_loose *loose;
	size_t nloose, caploose;
	struct cr_arena arena;
};

/*
 * Read all on AS_OF; with SALES what limits are computed from, too. W is
 * released by the caller also after a failure.
 */
int cr_limit_world_load(struct cr *cr, const struct cr_limit_opts *opts,
    const struct cr_as_of *as_of, bool sales, struct limit_world *w);
void cr_limit_world_release(struct limit_world *w);

struct limit_debtor *cr_limit_debtor(struct limit_world *w, int64_t party);
/* His row of a currency, made when there is none. */
struct limit_row *cr_limit_row(struct limit_world *w,
    struct limit_debtor *d, const char *currency);
/* The same, or NULL. */
struct limit_row *cr_limit_row_of(const struct limit_world *w, int64_t party,
    const char *currency);
int cr_limit_too_large(struct limit_world *w);

/* Parts of the above: the marks and holds, and what sources tell. */
int cr_limit_marks_load(struct limit_world *w);
int cr_limit_marks_closed(struct limit_world *w);
int cr_limit_told_load(struct limit_world *w);
int cr_limit_sales_load(struct limit_world *w);
int cr_limit_stops_load(struct limit_world *w);
struct limit_mark *cr_limit_mark(struct limit_world *w);
/* O, which is tied to no bill, may be what a loose one is for. */
void cr_limit_loose_less(struct limit_world *w, const struct cr_open *o);

/* The row of D as it is told, but for his name. */
int cr_limit_row_tell(struct limit_world *w, struct limit_debtor *d,
    struct limit_row *row, struct cr_limit_row *to);

#endif
