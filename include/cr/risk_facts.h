#ifndef CR_RISK_FACTS_H
#define CR_RISK_FACTS_H

#include <stdbool.h>
#include <stdint.h>

#include "cr/balance.h"
#include "cr/date.h"
#include "cr/money.h"

struct cr;

/*
 * What sources tell of a party beside how it pays: balance sheets, scores of
 * others, adverse events, what it owns, what it ordered, what an insurer or
 * a factor covers of it. Each row is what one source said. Nothing is
 * overwritten: another telling under the same key replaces the row from its
 * own run on, and a past day is told with what was known then.
 *
 * All are read and added in the same way:
 *
 *	int cr_NOUN_each(struct cr *cr, const struct cr_risk_ask *ask,
 *	    int (*each)(void *ctx, const struct cr_NOUN *x), void *ctx);
 *	int cr_NOUN_add(struct cr *cr, struct cr_NOUN *x);
 *
 * EACH is called party by party, in the order of their numbers, and returns
 * 0 to go on; anything else stops and is returned. Its texts are borrowed
 * for the call, and it may not read the same noun again meanwhile.
 *
 * Adding needs a transaction and a run, and the party (and creditor) must be
 * there. It sets x->id and x->replaces and returns an enum cr_risk_added, or
 * an enum cr_error: CR_EINPUT, with the message, for what cannot be so.
 */
struct cr_risk_ask {
	/*
	 * Rows dated after as_of.day are left out, and rows that were not
	 * known on it, unless it is restated (cr/balance.h).
	 */
	struct cr_as_of as_of;
	int64_t party;		/* of it alone; 0: of all */
	/*
	 * False: only what counts on the day: not over by then (until), and
	 * no later row has taken its place, where one can. True: these too.
	 * What was replaced or undone is never told.
	 */
	bool past;
};

enum cr_risk_added {
	CR_RISK_SAME,		/* it is there already, word for word */
	CR_RISK_NEW,
	CR_RISK_REPLACED,	/* told otherwise under its key till now */
};

/* An amount that a source does not tell. */
#define CR_NO_FIGURE INT64_MIN

static inline bool
cr_figure_is_known(struct cr_money m)
{
	return m.cents != CR_NO_FIGURE;
}

/*
 * A balance sheet as it was filed, in the terms of Altman's ratios; the key
 * is the party and DAY. All years are told, the latest first. One filed
 * after the day asked for was not public then and is left out; where filed
 * is not told, only the day it was recorded keeps it out.
 */
enum cr_sheet_figure {
	CR_SHEET_ASSETS,	/* total; positive, always known */
	CR_SHEET_CURRENT_ASSETS,
	CR_SHEET_CURRENT_LIABILITIES,	/* due within the year */
	CR_SHEET_RETAINED,	/* reserves and profits carried on */
	CR_SHEET_EBIT,		/* operating result */
	CR_SHEET_EQUITY,	/* book value; may be negative */
	CR_SHEET_LIABILITIES,	/* total */
	CR_SHEET_SALES,		/* of the year */
	CR_SHEET_FIGURES
};

struct cr_balance_sheet {
	int64_t id, replaces;	/* replaces: 0: nothing */
	int64_t party;
	int64_t run;		/* that told it; set by reading */
	struct cr_date day;	/* the last of its year */
	struct cr_date filed;	/* when it became public; CR_DATE_NONE */
	char currency[CR_CURRENCY_SIZE];
	struct cr_money figures[CR_SHEET_FIGURES]; /* or CR_NO_FIGURE */
	const char *source;	/* NULL: not told */
};

/* "assets", "current_assets", ...: of columns, with "_cents" after it. */
const char *cr_sheet_word(enum cr_sheet_figure figure);

int cr_balance_sheet_each(struct cr *cr, const struct cr_risk_ask *ask,
    int (*each)(void *ctx, const struct cr_balance_sheet *b), void *ctx);
int cr_balance_sheet_add(struct cr *cr, struct cr_balance_sheet *b);

/*
 * What somebody else thinks of a party, in his own words. The key is the
 * party, the provider (in lower case) and DAY; a later day of the same
 * provider takes its place. Told by provider, the latest first.
 */
struct cr_score_given {
	int64_t id, replaces;
	int64_t party;
	int64_t run;
	const char *provider;	/* "cerved" */
	const char *score;	/* "3", "A2" */
	struct cr_date day;	/* from when it counts */
	struct cr_date until;	/* its last day; CR_DATE_NONE: not told */
	const char *note;	/* NULL */
};

int cr_score_given_each(struct cr *cr, const struct cr_risk_ask *ask,
    int (*each)(void *ctx, const struct cr_score_given *s), void *ctx);
int cr_score_given_add(struct cr *cr, struct cr_score_given *s);

/*
 * What happened to a party and is told of in public registers. The key is
 * the party, the kind, DAY and the reference; without a reference, the
 * amount in its place, so that two protests of a day are two. Told by day,
 * the latest first.
 */
enum cr_adverse_kind {
	CR_ADVERSE_INSOLVENCY,	/* procedura concorsuale */
	CR_ADVERSE_PROTEST,	/* protesto */
	CR_ADVERSE_PREJUDICIAL,	/* pregiudizievole: ipoteca giudiziale, ... */
	CR_ADVERSE_ENFORCEMENT,	/* pignoramento, esecuzione */
	CR_ADVERSE_LIQUIDATION,	/* voluntary */
	CR_ADVERSE_CEASED,	/* cancelled from the register */
	CR_ADVERSE_KINDS
};

const char *cr_adverse_word(enum cr_adverse_kind kind);
bool cr_adverse_parse(const char *word, enum cr_adverse_kind *out);

struct cr_adverse {
	int64_t id, replaces;
	int64_t party;
	int64_t run;
	enum cr_adverse_kind kind;
	struct cr_date day;	/* when it happened */
	struct cr_date until;	/* the last before it was cancelled */
	struct cr_money amount;	/* or CR_NO_FIGURE; never negative */
	char currency[CR_CURRENCY_SIZE];	/* "": no amount */
	const char *reference;	/* number of the bill, procedure; NULL */
	const char *source;
	const char *note;
};

int cr_adverse_each(struct cr *cr, const struct cr_risk_ask *ask,
    int (*each)(void *ctx, const struct cr_adverse *a), void *ctx);
int cr_adverse_add(struct cr *cr, struct cr_adverse *a);

/*
 * What a party owns, above all a person: what a judge could have sold. The
 * key is the party, the kind, the reference and DAY; the same thing seen on
 * a later day takes its place. Income and a pension need no reference, the
 * others do: two houses must not pass for one. Told by kind and reference.
 */
enum cr_asset_kind {
	CR_ASSET_BUILDING,
	CR_ASSET_LAND,
	CR_ASSET_VEHICLE,
	CR_ASSET_INCOME,	/* wages, of a year */
	CR_ASSET_PENSION,	/* of a year */
	CR_ASSET_SHARE,		/* in companies */
	CR_ASSET_ACCOUNT,	/* with a bank */
	CR_ASSET_OTHER,
	CR_ASSET_KINDS
};

const char *cr_asset_word(enum cr_asset_kind kind);
bool cr_asset_parse(const char *word, enum cr_asset_kind *out);

struct cr_asset {
	int64_t id, replaces;
	int64_t party;
	int64_t run;
	enum cr_asset_kind kind;
	struct cr_money value;	/* or CR_NO_FIGURE */
	struct cr_money burden;	/* mortgages on it; or CR_NO_FIGURE */
	char currency[CR_CURRENCY_SIZE];	/* "": no amounts */
	struct cr_date day;	/* when it was seen */
	struct cr_date until;	/* the last before it was sold */
	const char *reference;	/* land register, plate, employer; NULL */
	const char *source;
	const char *note;
};

int cr_asset_each(struct cr *cr, const struct cr_risk_ask *ask,
    int (*each)(void *ctx, const struct cr_asset *a), void *ctx);
int cr_asset_add(struct cr *cr, struct cr_asset *a);

/*
 * What will be owed and is not invoiced: orders to be delivered, and
 * deliveries. The key is the debtor, the creditor, the kind and the
 * reference; what is left of an order replaces what it was, and an amount
 * of nought ends it, so that it is told no more. Nor is a delivery that an
 * electronic invoice of the debtor refers to by number and day (DatiDDT):
 * it would be owed twice. Told by day.
 */
enum cr_commitment_kind {
	CR_COMMITMENT_ORDER,
	CR_COMMITMENT_DELIVERY,
	CR_COMMITMENT_KINDS
};

const char *cr_commitment_word(enum cr_commitment_kind kind);
bool cr_commitment_parse(const char *word, enum cr_commitment_kind *out);

struct cr_commitment {
	int64_t id, replaces;
	int64_t debtor, creditor;
	int64_t run;
	enum cr_commitment_kind kind;
	const char *reference;	/* number of the order, delivery note */
	struct cr_date day;	/* of it */
	struct cr_date expected; /* to be delivered, invoiced; CR_DATE_NONE */
	struct cr_money amount;	/* with VAT; not negative */
	char currency[CR_CURRENCY_SIZE];
	const char *note;
};

/* The ask's party is the debtor; with .past what ended is told too. */
int cr_commitment_each(struct cr *cr, const struct cr_risk_ask *ask,
    int (*each)(void *ctx, const struct cr_commitment *c), void *ctx);
int cr_commitment_add(struct cr *cr, struct cr_commitment *c);

/*
 * The most that an insurer pays or that a factor takes without recourse for
 * a party. The key is the party, the provider (in lower case), the kind and
 * DAY; a later day takes its place. Told by provider, the latest first.
 */
enum cr_plafond_kind {
	CR_PLAFOND_INSURED,
	CR_PLAFOND_FACTORED,
	CR_PLAFOND_KINDS
};

const char *cr_plafond_word(enum cr_plafond_kind kind);
bool cr_plafond_parse(const char *word, enum cr_plafond_kind *out);

struct cr_plafond {
	int64_t id, replaces;
	int64_t party;
	int64_t run;
	const char *provider;
	enum cr_plafond_kind kind;
	struct cr_money amount;	/* nought: refused, withdrawn */
	char currency[CR_CURRENCY_SIZE];
	int32_t covered_bp;	/* of a loss: 9000 of 10000 */
	struct cr_date day;
	struct cr_date until;	/* its last day; CR_DATE_NONE: open */
	const char *note;
};

int cr_plafond_each(struct cr *cr, const struct cr_risk_ask *ask,
    int (*each)(void *ctx, const struct cr_plafond *p), void *ctx);
int cr_plafond_add(struct cr *cr, struct cr_plafond *p);

#endif
