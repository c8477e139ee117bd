#ifndef CR_STORE_QUERY_H
#define CR_STORE_QUERY_H

/* Private to the queries: SQL being put together, and what goes into it. */

#include "cr/buf.h"
#include "cr/query.h"

struct cr;

/* A named parameter: a text or a number. */
struct cr_query_param {
	char name[16];		/* ":p12" */
	const char *text;	/* NULL: a number */
	int64_t n;
};

struct cr_query_sql {
	struct cr *cr;
	const struct cr_query *q;
	struct cr_buf text;
	struct cr_query_param *params;
	size_t nparams, cap;
	struct cr_arena *arena;	/* of made-up texts, as patterns */
	bool past;		/* balances are in past_item, past_entry */
	bool literal;		/* parties are in past_party, as they were */
};

/* Append the clauses behind WHERE, each beginning with AND. */
void cr_query_clauses(struct cr_query_sql *s);
/* Add the debtors who have nothing open but money on account. */
void cr_query_accounts(struct cr_query_sql *s);
/* Select entries: all of the statement. */
void cr_query_entries(struct cr_query_sql *s);
/* The parties of the day. */
const char *cr_query_parties(const struct cr_query_sql *s);

/* Append a clause, if it is asked for; ALIAS is that of a party's table. */
void cr_query_bound(struct cr_query_sql *s, const char *test,
    const struct cr_query_bound *b);
void cr_query_party(struct cr_query_sql *s, const char *alias,
    const struct cr_words *w);
void cr_query_find(struct cr_query_sql *s, const char *const *columns,
    size_t n, const char *text);
/* What is asked of the debtor p, his agent a and depot w. */
void cr_query_debtor(struct cr_query_sql *s);

/* Append a parameter and remember its value. */
void cr_query_text(struct cr_query_sql *s, const char *text);
void cr_query_number(struct cr_query_sql *s, int64_t n);

/* Append the class of the rating in force on the day, of party p. */
void cr_query_class(struct cr_query_sql *s);

/*
 * Fill the temporary tables that the query needs: past_item, past_entry and
 * past_party for a day that the kept balances do not tell, asked_item (or
 * entry) and asked_party for its keys. Sets PAST and LITERAL.
 */
int cr_query_prepare(struct cr_query_sql *s);

/*
 * Was the row T known on the day :day, and not undone by then? With :all,
 * cr_query_knows_all(), what is known now counts.
 */
#define CR_QUERY_KNOWN(t) "(CASE WHEN :all THEN " t ".undone_by IS NULL " \
	"ELSE (SELECT day FROM run WHERE id = " t ".run) <= :day AND (" t \
	".undone_by IS NULL OR (SELECT day FROM run WHERE id = " t \
	".undone_by) > :day) END)"

/* Does that day know all that there is? As for balances: 1, 0, an error. */
int cr_query_knows_all(struct cr *cr, const struct cr_as_of *as_of);

#endif
