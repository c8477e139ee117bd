#ifndef CR_LIST_H
#define CR_LIST_H

#include "cr/arena.h"
#include "cr/bill_list.h"
#include "cr/fact_list.h"
#include "cr/field.h"
#include "cr/key.h"
#include "cr/message_list.h"
#include "cr/query.h"

struct cr;
struct cr_keys;
struct cr_printer;

/* A selection of items, debtors or entries, being asked for word by word. */
struct cr_list {
	struct cr_query query;
	bool claims;		/* of these parties, documents and items */
	bool bills, outcomes;	/* of these, and of bills; the log of them */
	bool accounts;		/* ours, of these parties */
	bool messages;		/* the outbox */
	bool received;		/* what came back */
	bool stopped;		/* debtors who should get no more goods */
	enum cr_fact_kind facts;	/* what is told of these parties */
	const char *states, *channels;	/* of messages; NULL: any */
	bool filtered;		/* by more than keys and a day */
	struct cr_arena arena;
};

/* Everything that is open on the clock's day. */
void cr_list_init(struct cr *cr, struct cr_list *l);
void cr_list_release(struct cr_list *l);

/*
 * Ask for one thing more: NAME is a long option of cr-list(1), VALUE what
 * it was given, or NULL. CR_EUSAGE when VALUE makes no sense. Lists of words
 * are separated by commas, and a second one adds to the first.
 */
int cr_list_ask(struct cr *cr, struct cr_list *l, const char *name,
    const char *value);

/*
 * What -o asks for: columns that begin with "pty" ask for debtors, since
 * items have no such column. The text lives as long as L.
 */
const char *cr_list_columns(struct cr_list *l, const char *columns);
/* Does what was asked for go together? CR_EUSAGE if it does not. */
int cr_list_check(struct cr *cr, const struct cr_list *l);

/* The columns of what is asked for; *N is their number. */
const struct cr_field *cr_list_form(const struct cr_list *l, size_t *n);

/* The keys that it goes with, CR_KEY_NONE at the end. */
const enum cr_key_kind *cr_list_kinds(const struct cr_list *l);

/*
 * Are claims, or facts, asked for? They are printed on P, those of KEYS
 * alone if the query is keyed; anything else is given to EACH, row by row.
 */
bool cr_list_is_told(const struct cr_list *l);
int cr_list_tell(struct cr *cr, const struct cr_list *l, struct cr_keys *keys,
    struct cr_printer *p);
int cr_list_each(struct cr *cr, const struct cr_list *l,
    int (*each)(void *ctx, struct cr_stmt *row), void *ctx);

/* Call EACH for those of Q's debtors who should get no more goods. */
int cr_list_stopped(struct cr *cr, const struct cr_query *q,
    int (*each)(void *ctx, struct cr_stmt *row), void *ctx);

/* The columns, in the order of those of the query. */
extern const struct cr_field cr_list_item_fields[CR_QI_COLUMNS];
extern const struct cr_field cr_list_debtor_fields[CR_QD_COLUMNS];
extern const struct cr_field cr_list_entry_fields[CR_QE_COLUMNS];
extern const struct cr_field cr_list_message_fields[CR_QM_COLUMNS];
extern const struct cr_field cr_list_bill_fields[CR_QB_COLUMNS];
extern const struct cr_field cr_list_outcome_fields[CR_QO_COLUMNS];
extern const struct cr_field cr_list_account_fields[CR_QA_COLUMNS];

#endif
