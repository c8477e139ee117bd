#ifndef CR_STORE_RISK_FACTS_H
#define CR_STORE_RISK_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/risk_facts.h"
#include "runs.h"

struct cr_stmt;

/*
 * What the nouns of cr/risk_facts.h have in common. A reading goes through
 * a query whose first columns are id, party, replaces, run and undone_by and
 * whose parameters are :low and :high, of parties, and :day. A second one,
 * over the same parties, gives the rows that replace others: (replaces, run,
 * undone_by).
 */
enum {
	CR_RISK_ID, CR_RISK_PARTY, CR_RISK_REPLACES, CR_RISK_RUN,
	CR_RISK_UNDONE, CR_RISK_COLUMNS
};
#define CR_RISK_HEAD(party) "SELECT id, " party ", " \
	"coalesce(replaces, 0), run, coalesce(undone_by, 0), "
#define CR_RISK_WHERE(party) \
	"WHERE " party " BETWEEN :low AND :high AND day <= :day "
#define CR_RISK_REPLACING(table, party) \
	"SELECT replaces, run, coalesce(undone_by, 0) FROM " table \
	" WHERE replaces IS NOT NULL AND " party " BETWEEN :low AND :high"

struct cr_risk_reading {
	struct cr *cr;
	const struct cr_risk_ask *ask;
	struct cr_stmt *st;
	struct cr_runs runs;
	int64_t *replaced;	/* rows, in their order */
	size_t n, cap;
	char *key;		/* of the row before, and its party */
	int64_t party;
};

/* Release it, however it went. */
int cr_risk_begin(struct cr *cr, struct cr_risk_reading *r,
    const struct cr_risk_ask *ask, const char *replacing, const char *sql);
void cr_risk_release(struct cr_risk_reading *r);
/*
 * Leave out the rows of SQL too (id; and of the document that ends it: run,
 * undone_by, void_by), if that document was known on the day and stood.
 */
int cr_risk_leave_out(struct cr_risk_reading *r, const char *sql);
/* Go to the next row that was known on the day and that nothing replaces. */
int cr_risk_next(struct cr_risk_reading *r);

/*
 * Rows come with the latest of a key first: is the present one the first of
 * KEY (of its party), or are all asked for? KEY NULL: each is.
 */
bool cr_risk_is_latest(struct cr_risk_reading *r, const char *key);
/* Is it not over by the day, or are all asked for? */
bool cr_risk_stands(const struct cr_risk_reading *r, struct cr_date until);

void cr_bind_figure(struct cr_stmt *st, const char *name, struct cr_money m);
struct cr_money cr_col_figure(struct cr_stmt *st, int col);
/* "" for NULL. */
void cr_col_currency(struct cr_stmt *st, int col, char to[CR_CURRENCY_SIZE]);
/* NULL for "" too. */
void cr_bind_said(struct cr_stmt *st, const char *name, const char *text);

/* Which of N words WORD is; -1 when it is none of them. */
int cr_risk_word(const char *const *words, int n, const char *word);
/* CR_EINPUT when it ended before it began. */
int cr_risk_check_days(struct cr *cr, struct cr_date day,
    struct cr_date until);

/*
 * Of a statement that finds the standing row of a key, and whether it says
 * the same (columns id, same): step it. What adding returns so far:
 * CR_RISK_SAME, with *ID; or CR_RISK_REPLACED, with *REPLACES; or
 * CR_RISK_NEW.
 */
int cr_risk_find(struct cr *cr, struct cr_stmt *st, int64_t *id,
    int64_t *replaces);
/* Bind :replaces and :run, insert, and tell the number; returns ADDED. */
int cr_risk_insert(struct cr *cr, struct cr_stmt *st, int added,
    int64_t replaces, int64_t *id);

#endif
