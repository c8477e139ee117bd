#ifndef CR_ENTRY_H
#define CR_ENTRY_H

#include <stdbool.h>
#include <stdint.h>

#include "cr/date.h"
#include "cr/money.h"

struct cr;

/* Money that came in, or went back when negative. */
struct cr_entry {
	int64_t id;
	const char *ref;	/* unique for the creditor */
	int64_t creditor, debtor;	/* debtor 0: not known */
	struct cr_date date;
	struct cr_money amount;
	const char *currency;
	const char *kind;	/* as the source calls it: BON RIB INS */
	const char *number;	/* of the document it names, when unknown */
	const char *note;
	bool apart;		/* has no balance: see the schema */
};

/* Add one of this run; its balance is cr_open_entry_put(). */
int cr_entry_add(struct cr *cr, const struct cr_entry *e, int64_t *id);
/*
 * The live entry REF of CREDITOR: 1, 0 or an error. Only id, creditor,
 * debtor, date and amount are told.
 */
int cr_entry_by_ref(struct cr *cr, const char *ref, int64_t creditor,
    struct cr_entry *out);
/*
 * The live entry like E, of whichever creditor, that came before its
 * document NUMBER was known: as cr_entry_by_ref().
 */
int cr_entry_early(struct cr *cr, const struct cr_entry *e,
    const char *number, struct cr_entry *out);
/*
 * Make the FIELD, debtor or apart, of an entry IS (a number; NULL: nobody)
 * and book the change. Its balance is the caller's: cr_open_entry_put().
 */
int cr_entry_change(struct cr *cr, int64_t entry, const char *field,
    const char *was, const char *is);
/* The same without booking; for undoing. */
int cr_entry_restore(struct cr *cr, int64_t entry, const char *field,
    const char *value);
/* Is there any entry? 1, 0 or an error. */
int cr_entry_any(struct cr *cr);

/*
 * Payments of the items of DOC that still count, last first: EACH gets the
 * item and what the entry took off it.
 */
int cr_doc_paid_each(struct cr *cr, int64_t doc,
    int (*each)(void *ctx, int64_t item, struct cr_money amount), void *ctx);
/* Payments of one item: EACH gets entry and amount. */
int cr_item_paid_each(struct cr *cr, int64_t item,
    int (*each)(void *ctx, int64_t entry, struct cr_money amount), void *ctx);

#endif
