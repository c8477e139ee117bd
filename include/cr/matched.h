#ifndef CR_MATCHED_H
#define CR_MATCHED_H

#include <stdbool.h>
#include <stdint.h>

#include "cr/date.h"
#include "cr/key.h"
#include "cr/money.h"

struct cr;
struct cr_arena;

/* What matching reads of the ledger and writes to it. */

/* Money that came in and is not allocated. Text is borrowed; NULL: none. */
struct cr_receipt {
	int64_t entry, creditor;
	int64_t debtor;		/* 0: not known */
	struct cr_date date;
	struct cr_money open;
	const char *currency, *kind, *number, *note;
	bool bank;		/* a movement; else a payment of an ERP */
	const char *name, *iban, *tax_code, *remittance, *end_to_end;
	const char *creditor_ref, *document_refs, *payment_id;
	struct cr_money charges;
};

/*
 * Call EACH for every one, by date, or for ENTRY alone if it is not 0. What
 * is ignored, returned, or not positive is none.
 */
int cr_receipt_each(struct cr *cr, int64_t entry,
    int (*each)(void *ctx, const struct cr_receipt *r), void *ctx);

/* An open item, as a receipt may mean it. */
struct cr_due {
	int64_t item, debtor, creditor;
	struct cr_date date, due;
	struct cr_money open;
	const char *currency, *number;
	bool credit;
};

/* Call EACH for every open item in the order of their numbers. */
int cr_due_each(struct cr *cr,
    int (*each)(void *ctx, const struct cr_due *d), void *ctx);

/*
 * What few items have, of those closed too and in the order of their
 * numbers: the remittance key (or NULL), and the instalment as the ERP
 * counts it (or 0). With every open item it would be a look-up more for each.
 */
int cr_due_code_each(struct cr *cr, int (*each)(void *ctx, int64_t item,
    const char *code, int32_t instalment), void *ctx);

/* Parties that may pay: id, name, VAT number, tax code, IBAN, kind. */
struct cr_payer_party {
	int64_t id;
	const char *name, *vat, *tax_code, *iban, *kind;
	bool service;		/* a factor, bank or provider: pays for many */
};

int cr_payer_party_each(struct cr *cr,
    int (*each)(void *ctx, const struct cr_payer_party *p), void *ctx);

/* What is remembered of IBANs: each pair with the number of its rows. */
int cr_payer_each(struct cr *cr, int (*each)(void *ctx, const char *iban,
    int64_t debtor, bool named, int64_t times), void *ctx);
int cr_payer_add(struct cr *cr, const char *iban, int64_t debtor, bool named);
/* ENTRY was not DEBTOR's after all: its account tells nothing of him. */
int cr_payer_forget(struct cr *cr, int64_t entry, int64_t debtor);

/* Tax withheld and split VAT of a document, as its invoice says. */
int cr_due_deductions(struct cr *cr, int64_t doc, struct cr_money *withheld,
    struct cr_money *split_vat);

/* A match, booked or not. */
struct cr_matched {
	int64_t id, entry, debtor;
	const char *state, *rule, *reasons;
	int32_t confidence;	/* basis points */
	int64_t alloc_from, alloc_to;
};

struct cr_matched_part {
	int64_t item, peer;
	int64_t claim;		/* instead of an item; or 0 */
	struct cr_money amount;
	const char *kind;
};

int cr_matched_add(struct cr *cr, struct cr_matched *m);
int cr_matched_part_add(struct cr *cr, int64_t matched, int64_t n,
    const struct cr_matched_part *p);
/*
 * Matches in STATE that were not ended, of ENTRY (0: any) or the one with
 * ID (0: any), best first for each entry.
 */
int cr_matched_each(struct cr *cr, const char *state, int64_t entry,
    int64_t id, int (*each)(void *ctx, const struct cr_matched *m), void *ctx);
int cr_matched_part_each(struct cr *cr, int64_t matched,
    int (*each)(void *ctx, const struct cr_matched_part *p), void *ctx);
/* This run ends it. */
int cr_matched_end(struct cr *cr, int64_t id);

/* Live allocations of ENTRY, with what was booked along with them. */
struct cr_bound {
	int64_t alloc, item, entry;
	int64_t claim;		/* instead of an item; or 0 */
	struct cr_money amount;
	const char *kind;
};
int cr_bound_each(struct cr *cr, int64_t entry,
    int (*each)(void *ctx, const struct cr_bound *b), void *ctx);
/* Take one back: it was never right, from today's knowledge on. */
int cr_bound_undo(struct cr *cr, const struct cr_bound *b);

#endif
