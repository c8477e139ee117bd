#ifndef CR_LIMIT_RUN_H
#define CR_LIMIT_RUN_H

#include <stdbool.h>
#include <stdint.h>

#include "cr/balance.h"
#include "cr/credit_limit.h"
#include "cr/field.h"
#include "cr/limit.h"
#include "cr/risk_facts.h"

struct cr;
struct cr_buf;
struct cr_keys;

/*
 * Limits, exposures and states of the debtors of a ledger, a row a debtor
 * and currency, since amounts of two currencies are never added.
 */
struct cr_limit_row {
	int64_t party;
	const char *code, *name;
	const char *currency;
	const char *class_name;	/* of the rating in force; NULL: unrated */
	enum cr_limit_state state;
	unsigned blocks;
	struct cr_exposure exposure;
	struct cr_money ceded;	/* all that is, with recourse or without */
	int32_t days_late;	/* of the oldest that is late; 0: none */
	struct cr_money too_late;	/* later than the rules allow, before */
					/* credits pay the oldest of it */
	const struct cr_credit_limit *limit;	/* in force; NULL: none */
	int64_t used_bp;	/* of it; -1: none, or cash */
	/* what it is computed from now, in the currency that was asked for */
	const struct cr_limit_facts *facts;	/* NULL: not computed */
	const struct cr_limit_made *made;
	struct cr_date sheet;	/* the balance sheet used; CR_DATE_NONE */
	/* what blocks him */
	bool insolvent;
	bool has_adverse;
	enum cr_adverse_kind adverse;
	struct cr_date adverse_day;
	const char *stop;	/* the level of dunning; NULL */
	struct cr_date stop_day;
	bool overdue_else;	/* too late in another currency */
	/* what was asked */
	struct cr_money order;	/* that is to fit */
	bool fits;
	bool has_was;
	enum cr_limit_state was;	/* on the day that is compared with */
};

typedef int cr_limit_fn(void *ctx, const struct cr_limit_row *row);

struct cr_limit_opts {
	const struct cr_limit_rules *rules;
	struct cr_as_of as_of;
	const char *currency;	/* that limits are computed in */
	const struct cr_keys *keys;	/* sorted debtors; NULL: all */
	bool compute;		/* and keep what is new, if it is for today */
	unsigned states;	/* bits: only these; 0: all */
	struct cr_date since;	/* those whose state is another; or NONE */
	bool check;		/* only in the currency, with FITS */
	struct cr_money order;
};

/*
 * Find the state of each debtor, in one pass over the ledger. With COMPUTE
 * limits are computed; what is new is kept, in the same transaction, unless
 * cr->dry_run, another day than today or restated. EACH is called in the
 * order of the debtors' numbers, after the commit; all is borrowed for the
 * call. CR_EUSAGE when the rules name a word that nobody knows.
 */
int cr_limits(struct cr *cr, const struct cr_limit_opts *opts,
    cr_limit_fn *each, void *ctx);

/* Why he is in that state, in the user's language. */
void cr_limit_why(struct cr_buf *b, const struct cr_limit_rules *r,
    const struct cr_limit_row *row);

/* The records of cr-limit, and of cr-limit --why. */
enum cr_limit_column {
	CR_LIMIT_C_PARTY, CR_LIMIT_C_CODE, CR_LIMIT_C_NAME,
	CR_LIMIT_C_CURRENCY, CR_LIMIT_C_STATE, CR_LIMIT_C_LIMIT,
	CR_LIMIT_C_RISK, CR_LIMIT_C_FREE, CR_LIMIT_C_USED, CR_LIMIT_C_WHY,
	CR_LIMIT_C_CLASS, CR_LIMIT_C_OPEN, CR_LIMIT_C_BILLS,
	CR_LIMIT_C_DELIVERED, CR_LIMIT_C_ORDERED, CR_LIMIT_C_CREDITS,
	CR_LIMIT_C_CEDED, CR_LIMIT_C_INSURED, CR_LIMIT_C_OVERDUE,
	CR_LIMIT_C_LATE, CR_LIMIT_C_REASONS, CR_LIMIT_C_KEY,
	CR_LIMIT_C_ORIGIN, CR_LIMIT_C_UNTIL, CR_LIMIT_C_COMPUTED,
	CR_LIMIT_C_BANK, CR_LIMIT_C_WAS, CR_LIMIT_C_FITS, CR_LIMIT_FIELDS
};
enum cr_limit_why_column {
	CR_LIMIT_W_PARTY, CR_LIMIT_W_CODE, CR_LIMIT_W_NAME,
	CR_LIMIT_W_CURRENCY, CR_LIMIT_W_ABOUT, CR_LIMIT_W_PART,
	CR_LIMIT_W_COUNTS, CR_LIMIT_W_BASE, CR_LIMIT_W_AMOUNT,
	CR_LIMIT_W_WHY, CR_LIMIT_WHY_FIELDS
};
extern const struct cr_field cr_limit_fields[CR_LIMIT_FIELDS];
extern const struct cr_field cr_limit_why_fields[CR_LIMIT_WHY_FIELDS];

/* What is printed of a check, and of a comparison, if nobody chooses. */
#define CR_LIMIT_CHECK_COLUMNS "party,code,name,currency,fits,state," \
	"limit_cents,risk_cents,free_cents,why"
#define CR_LIMIT_CHANGES_COLUMNS "party,code,name,currency,was,state," \
	"limit_cents,risk_cents,free_cents,why"

struct cr_printer;

struct cr_limit_printer {
	struct cr_printer *printer;
	const struct cr_limit_rules *rules;
	bool no;		/* of a check: an order did not fit */
};

/* For cr_limits(): CTX is a struct cr_limit_printer. */
int cr_limit_put(void *ctx, const struct cr_limit_row *row);
/* A row for each part of the limit, of the exposure and of the state. */
int cr_limit_put_why(void *ctx, const struct cr_limit_row *row);

#endif
