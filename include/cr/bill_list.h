#ifndef CR_BILL_LIST_H
#define CR_BILL_LIST_H

#include <stdbool.h>

#include "cr/query.h"

struct cr;
struct cr_stmt;

/*
 * Bills, the log of what became of them, and accounts, as cr-list(1) prints
 * them. The
 * columns of a row, as cr_col_int() and so on number them.
 */
enum cr_query_bill_column {
	CR_QB_BILL, CR_QB_PARTY, CR_QB_NAME, CR_QB_REF, CR_QB_DUE,
	CR_QB_AMOUNT, CR_QB_CURRENCY, CR_QB_STATE, CR_QB_DAY, CR_QB_REASON,
	CR_QB_SAFE, CR_QB_CODE, CR_QB_SOURCE, CR_QB_SLIP, CR_QB_ACCOUNT,
	CR_QB_ITEMS, CR_QB_CHARGES, CR_QB_COLUMNS
};
enum cr_query_outcome_column {
	CR_QO_BILL, CR_QO_DAY, CR_QO_OUTCOME, CR_QO_SOURCE, CR_QO_CAUSE,
	CR_QO_REASON, CR_QO_AGAIN, CR_QO_REF, CR_QO_PARTY, CR_QO_NAME,
	CR_QO_DUE, CR_QO_AMOUNT, CR_QO_CHARGES, CR_QO_ENTRY,
	CR_QO_MOVEMENT, CR_QO_NOTE, CR_QO_COLUMNS
};

enum cr_query_account_column {
	CR_QA_PARTY, CR_QA_NAME, CR_QA_ACCOUNT, CR_QA_CURRENCY, CR_QA_DAY,
	CR_QA_BALANCE, CR_QA_STATEMENTS, CR_QA_GAPS, CR_QA_MOVEMENTS,
	CR_QA_LAST, CR_QA_UNMATCHED, CR_QA_UNMATCHED_CENTS, CR_QA_SOURCE,
	CR_QA_NUMBER, CR_QA_NATIONAL, CR_QA_COLUMNS
};

/*
 * Call EACH for our accounts as they were known on Q's day, of the parties
 * among its keys or all: the last statement with a balance, gaps between
 * statements, and money that came in and pays nothing yet.
 */
int cr_account_list_each(struct cr *cr, const struct cr_query *q,
    int (*each)(void *ctx, struct cr_stmt *row), void *ctx);

/*
 * Call EACH for the bills as they were on Q's day, or with EVENTS for each
 * event of their logs: of Q's keys (parties, documents, items, bills), or
 * all. CR_QUERY_OPEN: what a bank still has, or what came back unpaid;
 * CR_QUERY_CLOSED the others. EACH returns 0 to go on.
 */
int cr_bill_list_each(struct cr *cr, const struct cr_query *q, bool events,
    int (*each)(void *ctx, struct cr_stmt *row), void *ctx);

#endif
