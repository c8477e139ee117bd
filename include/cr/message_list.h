#ifndef CR_MESSAGE_LIST_H
#define CR_MESSAGE_LIST_H

#include "cr/query.h"

struct cr;
struct cr_stmt;

/*
 * The outbox as cr-list(1) prints it. The columns of a row, as cr_col_int()
 * and so on number them.
 */
enum cr_query_message_column {
	CR_QM_MSG, CR_QM_PARTY, CR_QM_NAME, CR_QM_CHANNEL, CR_QM_STATE,
	CR_QM_ADDRESS, CR_QM_LEVEL, CR_QM_NET, CR_QM_CURRENCY, CR_QM_TRIED,
	CR_QM_REASON, CR_QM_TRACKING, CR_QM_ACCEPTED, CR_QM_DELIVERED,
	CR_QM_NOTICE, CR_QM_CODE, CR_QM_ROLE, CR_QM_SUBJECT, CR_QM_TRIES,
	CR_QM_MESSAGE_ID, CR_QM_SHA256, CR_QM_COLUMNS
};

/*
 * Call EACH for the messages of Q's keys (parties, documents, items, notices,
 * messages), or all: CR_QUERY_OPEN those that wait for a run or a person (to
 * be sent, on somebody's list, unknown), CR_QUERY_CLOSED the others. STATES
 * and CHANNELS, words between commas, narrow it; NULL is any. EACH returns 0
 * to go on.
 */
int cr_message_list_each(struct cr *cr, const struct cr_query *q,
    const char *states, const char *channels,
    int (*each)(void *ctx, struct cr_stmt *row), void *ctx);

#endif
