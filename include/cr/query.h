#ifndef CR_QUERY_H
#define CR_QUERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/balance.h"
#include "cr/date.h"
#include "cr/key.h"
#include "cr/money.h"

struct cr;
struct cr_stmt;

/* Words of which one has to match; "-" matches what is missing. */
struct cr_words {
	const char **v;
	size_t n;		/* 0: not asked */
};

enum cr_query_state {
	CR_QUERY_OPEN,
	CR_QUERY_CLOSED,
	CR_QUERY_ANY,
};

/* A bound that may not be set. */
struct cr_query_bound {
	bool set;
	int64_t v;
};

/*
 * Which items, or entries; everything that is asked has to hold. Words are
 * the codes of agents and depots, and codes, VAT numbers, tax codes or keys
 * (pty:17) of debtors and creditors.
 */
struct cr_query {
	struct cr_as_of as_of;
	enum cr_query_state state;
	bool debtors;		/* a row for each debtor of the items */
	/*
	 * Money that came in, instead of items. Of the rest only the parties,
	 * their attributes, the name, the text and the keys are asked for.
	 */
	bool entries;
	bool unallocated;	/* entries that have something on account */
	struct cr_query_bound since, until;	/* of entries, inclusive */
	struct cr_query_bound late_from, late_to;	/* days, inclusive */
	struct cr_query_bound due_after, due_before;	/* days, exclusive */
	struct cr_query_bound min, max;	/* open cents, of item or debtor */
	struct cr_words area, depot, agent, category, method;
	struct cr_words debtor, creditor;
	struct cr_words class;	/* of the rating in force, A to E */
	bool tell_class;	/* fill its column too, which costs time */
	const char *name;	/* in the debtor's name */
	const char *text;	/* in number, note or name */
	int seasonal;		/* 1 yes, 0 no, -1 not asked */
	const struct cr_key *keys;	/* only of these items, documents, */
	size_t nkeys;			/* and parties */
	bool keyed;		/* even if there is none of them */
};

/*
 * The columns of a row, as cr_col_int() and so on number them. Amounts are
 * cents, dates days, and what is missing is NULL.
 */
enum cr_query_item_column {
	CR_QI_ITEM, CR_QI_PARTY, CR_QI_NAME, CR_QI_NUMBER, CR_QI_DATE,
	CR_QI_DUE, CR_QI_DAYS, CR_QI_AMOUNT, CR_QI_OPEN, CR_QI_CURRENCY,
	CR_QI_METHOD, CR_QI_AGENT, CR_QI_DEPOT, CR_QI_AREA, CR_QI_CATEGORY,
	CR_QI_CODE, CR_QI_CREDITOR, CR_QI_DOC, CR_QI_TYPE, CR_QI_NOTE,
	CR_QI_IBAN, CR_QI_VAT, CR_QI_TAX_CODE, CR_QI_SEASONAL, CR_QI_ZIP,
	CR_QI_CITY, CR_QI_PROVINCE, CR_QI_CLASS, CR_QI_COLUMNS
};
enum cr_query_debtor_column {
	CR_QD_PARTY, CR_QD_CODE, CR_QD_NAME, CR_QD_CURRENCY, CR_QD_ITEMS,
	CR_QD_OPEN, CR_QD_OVERDUE, CR_QD_CREDITS, CR_QD_DAYS, CR_QD_OLDEST,
	CR_QD_AGENT, CR_QD_DEPOT, CR_QD_AREA, CR_QD_CATEGORY, CR_QD_VAT,
	CR_QD_TAX_CODE, CR_QD_SEASONAL, CR_QD_ZIP, CR_QD_CITY,
	CR_QD_PROVINCE, CR_QD_CLASS, CR_QD_ACCOUNT, CR_QD_COLUMNS
};
enum cr_query_entry_column {
	CR_QE_ENTRY, CR_QE_PARTY, CR_QE_NAME, CR_QE_DATE, CR_QE_AMOUNT,
	CR_QE_OPEN, CR_QE_CURRENCY, CR_QE_KIND, CR_QE_NUMBER, CR_QE_NOTE,
	CR_QE_CODE, CR_QE_CREDITOR, CR_QE_REF, CR_QE_COLUMNS
};

/*
 * Call EACH with every row: items by due date and number, debtors by what
 * is overdue, most first, entries by date. EACH returns 0 to go on.
 */
int cr_query_each(struct cr *cr, const struct cr_query *q,
    int (*each)(void *ctx, struct cr_stmt *row), void *ctx);

#endif
