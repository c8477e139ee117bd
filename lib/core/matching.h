#ifndef MATCHING_H
#define MATCHING_H

/* Private to matching: what is open, who may pay, and what was found. */

#include "cr/arena.h"
#include "cr/buf.h"
#include "cr/map.h"
#include "cr/match.h"
#include "cr/matched.h"
#include "cr/remittance.h"

#define NO_DUE UINT32_MAX
#define CURRENCIES_MAX 64

/* An open item. They stand in the order of their numbers. */
struct due {
	int64_t item, open;
	uint32_t debtor, creditor;
	int32_t date, due;
	uint32_t key;		/* of its number, within dues.keys */
	/* the next with the same hash of numbers; until all are here, that */
	uint32_t next_key;
	uint32_t next_debtor;	/* the next of the debtor */
	int16_t year;
	uint16_t instalment;
	uint8_t currency;
	bool credit;
};

/*
 * All that is open, in memory for one run: read once, and found by number
 * and by debtor without another look at the ledger. Some 70 bytes an item.
 */
struct dues {
	struct due *v;
	size_t n, cap;
	struct cr_buf keys;	/* texts with a NUL behind each */
	uint32_t *slot;		/* by the hash of the numbers */
	size_t nslots;
	uint32_t *first;	/* of each debtor */
	size_t ndebtors;
	struct cr_map codes;	/* of items, to their place; -1 several */
	uint8_t *amounts;	/* how often an amount is open, by hash */
	char currency[CURRENCIES_MAX][4];
	size_t ncurrencies;
	uint64_t seed;
};

int cr_dues_load(struct cr *cr, struct dues *d);
void cr_dues_release(struct dues *d);
/* The first item with the numbers of KEY (up to "|"), or NO_DUE. */
uint32_t cr_dues_number(const struct dues *d, const char *key);
uint32_t cr_dues_debtor(const struct dues *d, int64_t debtor);
/* Has the place I the numbers of KEY? Hashes are shared. */
bool cr_dues_is(const struct dues *d, uint32_t i, const char *key);
/* The place of an item, or NO_DUE. */
uint32_t cr_dues_find(const struct dues *d, int64_t item);
/* Is an amount open but once in the whole ledger? */
bool cr_dues_is_rare(const struct dues *d, int64_t cents);
int cr_dues_currency(const struct dues *d, const char *currency);
/* The same, of one that may be new; or CR_ELIMIT. */
int cr_dues_currency_add(struct cr *cr, struct dues *d, const char *currency);

/* ---- Claims ------------------------------------------------------------- */

/* An open claim; those of a debtor are a chain. */
struct claim {
	int64_t id, item, debtor, creditor, open;
	int32_t day;
	uint32_t next;
	uint8_t currency;
	bool interest;		/* else costs */
};

struct claims {
	struct claim *v;
	size_t n, cap;
	struct cr_map first;	/* by debtor, the last one */
};

/* ---- Who may pay -------------------------------------------------------- */

struct payers {
	struct cr_map tax;	/* VAT numbers and tax codes to parties */
	struct cr_map iban;	/* that parties said, or paid from */
	struct cr_map name;	/* without the form of the company, */
	struct cr_map full;	/* and with it */
	struct payer_name { uint32_t text, party; } *names; /* sorted */
	size_t nnames, cnames;
	struct cr_buf texts;
	uint8_t *traits;	/* of each party */
	size_t ntraits;
	struct cr_map seen;	/* "IBAN party": times, and if named */
};

enum { TRAIT_PA = 1, TRAIT_SERVICE = 2 };

int cr_payers_load(struct cr *cr, struct payers *p);
void cr_payers_release(struct payers *p);

/* Who pays, and how we know. */
struct who {
	int64_t party;		/* 0: not known */
	uint32_t why;		/* CR_WHY_... */
	bool sure;		/* not by a name alone */
	bool foreign;		/* his bank is */
};

void cr_payers_who(const struct payers *p, const struct cr_receipt *r,
    const struct cr_remittance *rem, struct who *who);
bool cr_payers_is_pa(const struct payers *p, int64_t party);
/* Is NAME that of the party? */
bool cr_payers_named(const struct payers *p, const char *name, int64_t party);
/* R was booked as PARTY's: remember from which account he pays. */
int cr_payers_learn(struct cr *cr, struct payers *p,
    const struct cr_receipt *r, int64_t party);

/*
 * NAME in capitals without accents and signs: its words as they stand, and
 * without the form of the company, or sorted, or whole and sorted.
 */
#define NAME_SIZE 96
enum name_form { NAME_PLAIN, NAME_SORTED, NAME_FULL, NAME_FORMS };
void cr_match_name(const char *name, char to[NAME_SIZE], enum name_form form);
/* All of them at once. */
void cr_match_names(const char *name, char to[NAME_FORMS][NAME_SIZE]);

/* ---- What was found ----------------------------------------------------- */

#define PARTS_MAX 512

struct part {
	uint32_t due;		/* its place */
	uint32_t peer;		/* that of the credit note; or NO_DUE */
	int64_t cents;
	const char *kind;
	uint32_t claim;		/* its place; kind "claim" has no due */
};

struct finding {
	struct part v[PARTS_MAX];
	size_t n;
	enum cr_match_rule rule;
	uint32_t why;
	int32_t confidence;
	int64_t debtor;
};

/* One receipt and all that is known of it. */
struct matching {
	struct cr *cr;
	const struct cr_match_opts *opts;
	struct dues dues;
	struct payers payers;
	struct claims claims;
	const struct cr_receipt *r;
	struct cr_remittance rem;
	struct who who;
	int currency;
	int64_t left;		/* of the receipt, cents */
	int64_t only;		/* the debtor that is tried; 0: any */
	struct finding found;	/* the best so far */
	struct finding trial;
};

/* May the item at I be paid by the receipt? */
bool cr_match_may_pay(const struct matching *m, uint32_t i);

/*
 * The documents that a text names: places of their first items. They are of
 * one debtor, or SEVERAL says that they are not.
 */
#define CITED_MAX 96

struct cited {
	uint32_t v[CITED_MAX];
	size_t n;
	uint32_t why;
	int64_t debtor;
	bool several;
	bool strong;		/* more than a short number agrees */
	bool missing;		/* a number that is named is not open */
	bool dated;		/* the date in the text is the document's */
	bool year;		/* at least the year is */
};

/* Rules; each tries to better M->found. */
void cr_match_by_key(struct matching *m);
void cr_match_by_number(struct matching *m);
void cr_match_by_amount(struct matching *m);
void cr_match_oldest_first(struct matching *m);
/* Claims of the known payer alone come to the amount: kept with SURE. */
void cr_match_only_claims(struct matching *m, uint32_t why, int32_t sure);
/* What was found pays costs and interest of its documents before them. */
void cr_match_claims_first(struct matching *m);

int cr_claims_load(struct matching *m);
void cr_claims_release(struct claims *k);

/* Judge documents with the amount: explain what differs. */
void cr_match_judge(struct matching *m, const struct cited *c,
    enum cr_match_rule rule);

/* Start a trial, add to it, and keep it when it is better than the best. */
void cr_match_try(struct matching *m, enum cr_match_rule rule, uint32_t why);
bool cr_match_part(struct matching *m, uint32_t due, uint32_t peer,
    int64_t cents, const char *kind);
void cr_match_keep(struct matching *m, int32_t confidence);

/*
 * Pay all of the items at V (credit notes among them are taken off) with
 * the money there is; RESIDUE is what KIND explains, on the last invoice
 * or, when OF is given, on each as it says. False when it does not add up.
 */
bool cr_match_fill(struct matching *m, const uint32_t *v, size_t n,
    const int64_t *of, int64_t residue, const char *kind);

/*
 * Subsets of the N values that add up to WANTED: how many, counted to two
 * at most, -1 when the search was given up. The first is marked in PICK.
 * *TRIED tells how many sums there were.
 */
int cr_match_subset(const int64_t *v, size_t n, int64_t wanted, bool *pick,
    uint64_t *tried);

/* Book F for the receipt: rows, balances, debtor, memory. */
int cr_match_book(struct matching *m, const struct finding *f,
    const char *state, int64_t *id);

/* Entry ENTRY, thought to be WAS's, is the money of IS; 0: of nobody. */
int cr_match_set_debtor(struct cr *cr, int64_t entry, int64_t was,
    int64_t is);

/* Collects rows, to be told after the commit. */
struct match_rows {
	struct cr_match_row *v;
	size_t n, cap;
	struct cr_arena arena;
};

void cr_match_rows_add(struct match_rows *rows, const struct cr_match_row *r);
int cr_match_rows_tell(const struct match_rows *rows,
    int (*each)(void *ctx, const struct cr_match_row *r), void *ctx);
void cr_match_rows_release(struct match_rows *rows);

#endif
