#ifndef IMPORTING_H
#define IMPORTING_H

#include <stdio.h>

#include "book.h"
#include "cr/account.h"
#include "cr/arena.h"
#include "cr/canon.h"
#include "cr/entry.h"
#include "cr/import.h"
#include "cr/map.h"
#include "cr/party.h"

/* An import on its way; shared by the import_*.c files. */

#define TAKEN 1		/* what a handler returns: the record is refused */

struct rejects {
	const char *named;	/* by the user, or NULL */
	char *path, *tmp;
	FILE *out;
	unsigned n;		/* files begun for this input */
	const char *input;	/* what is being read, as the user named it */
	char *header;		/* of the file that is being written */
	char *file;		/* the (member) file its rows are of */
};

/* Parties of invoices, by their numbers (import_seen.c). */
struct seen {
	struct cr_map index;	/* in v, of country, numbers and role */
	struct seen_party *v;
	size_t n, cap;
	struct cr_map touched;	/* identifiers: when their party changed */
	int64_t now;		/* counts such changes */
	struct cr_buf key;
};

/* A row of an ERP ledger put aside until the file is read to its end. */
struct aside {
	uint32_t doc;
	int64_t line;
	struct cr_date due;
	struct cr_opt_money amount, open;
	int32_t instalment;
	char *method, *note;
};

/* Movements of a bank; the one being read waits for its parts. */
#define CR_BANK_TEXT_MAX 2000	/* of remittances put together */

struct bank_import {
	struct cr_arena arena;		/* of what waits */
	struct cr_rec_entry *v;		/* the movement, then its parts */
	size_t n, cap;
	int64_t line;
	int32_t statement, entry;	/* the last one, also if left out */
	struct cr_account account;	/* of the last one; id 0: none */
	char said[CR_ACCOUNT_SIZE];	/* how it was written */
	char name[CR_ACCOUNT_SIZE];	/* its one name */
	char source[16];		/* of the last movement */
	struct cr_map cursors, claimed;	/* which equal ones were met */
	bool any;			/* some were known before */
	int64_t rows;			/* made of this file */
	int64_t interim;		/* left out */
};

/* Payments of documents that a later file of the run may have. */
struct early {
	struct cr_arena arena;
	struct early_payment {
		struct cr_rec_payment p;
		struct cr_entry entry;
		const char *file;
		int64_t line;
	} *v;
	size_t n, cap;
};

/* What a snapshot lists of orders and deliveries. */
struct orders {
	struct cr_map listed;	/* by all that makes one (snapshot_orders.c) */
	struct cr_map meant;	/* creditors and kinds of them */
};

struct importing {
	struct cr *cr;
	const struct cr_import_opts *opts;
	const struct cr_bank_terms *banks;
	struct cr_import_done *done;
	struct book book;
	struct cr_map parties;	/* what rows call them: "debtor\0C17" */
	struct seen seen;
	struct cr_map twins;	/* payments without number, seen in this file */
	struct cr_arena arena;	/* for one record */
	struct rejects rejects;
	int64_t creditor;	/* of rows that name none; 0: not known yet */
	struct bank_import bank;
	bool closed;		/* only registered creditors */
	bool entries;		/* the ledger had some before */
	bool einvoices;		/* the ledger has some */
	bool receipts;		/* the ledger has some */
	bool voids;		/* documents that SdI discarded: it has some */
	int64_t next_file;	/* the number of the next new file */
	uint16_t stamp;		/* of the file being read */

	/* the file being read */
	struct cr_import_file *file;
	const char *name;
	bool whole;		/* all of it or nothing */
	bool apiece;		/* but what is refused of it is a record */
	bool saved;		/* there is a savepoint before it */
	bool single;		/* it has one record */
	bool placed;		/* file_id is right; else if it is new */
	bool known;		/* by its bytes */
	bool spent;		/* all that it says was taken already */
	bool filed;		/* rows were written with file_id */
	int64_t file_id;
	struct { int64_t doc; int32_t body; } *again;	/* known documents */
	size_t nagain, cagain;
	int64_t disagree;	/* items with another balance there */
	struct aside *aside;
	size_t naside, caside;

	/* the batch */
	struct orders orders;	/* of a snapshot */
	struct early early;
	bool debts;		/* it has items or payments */
	struct cr_buf told;	/* files that the journal has yet to tell of */
	int ntold;
	int64_t records;
	struct cr_money sum;
	bool refused;
};

/* Refuse R: told, counted, kept in the reject file. Returns TAKEN. */
int cr_import_refuse(struct importing *im, const struct cr_record *r,
    const char *fmt, ...) __attribute__((format(printf, 3, 4)));
/* The same for the reason on the handle, if ERR is the record's fault. */
int cr_import_fault(struct importing *im, const struct cr_record *r, int err);

/* "1234.56", for messages; until the record is done. */
const char *cr_import_amount(struct importing *im, struct cr_money m);

/* Handlers: 0, TAKEN, or an enum cr_error that ends the import. */
int cr_import_party(struct importing *im, const struct cr_record *r);
int cr_import_item(struct importing *im, const struct cr_record *r);
int cr_import_payment(struct importing *im, const struct cr_record *r,
    const struct cr_rec_payment *p);
/* Put a payment aside until all files were read; false: there are many. */
bool cr_import_wait(struct importing *im, const struct cr_record *r,
    const struct cr_rec_payment *p, const struct cr_entry *entry);
/* They were: allocate it, or tell that it stays on account. */
int cr_import_payment_again(struct importing *im,
    const struct early_payment *e);
int cr_import_early(struct importing *im);
void cr_import_early_release(struct importing *im);
int cr_import_invoice(struct importing *im, const struct cr_record *r);
int cr_import_receipt(struct importing *im, const struct cr_record *r);

/* Banks (import_bank.c) */
void cr_bank_import_init(struct bank_import *b);
void cr_bank_import_release(struct bank_import *b);
void cr_bank_import_begin(struct bank_import *b);
/* At the end of a file: the last movement, and what was left out. */
int cr_bank_import_end(struct importing *im);
int cr_import_entry(struct importing *im, const struct cr_record *r);
/* The movement that waits, if one does, is complete. */
int cr_import_entry_end(struct importing *im);
int cr_import_outcome(struct importing *im, const struct cr_record *r);
int cr_import_balance(struct importing *im, const struct cr_record *r);
/* The account NUMBER becomes the one of the moment, made if need be. */
int cr_import_account(struct importing *im, const struct cr_record *r,
    const char *number, const char *currency);

/* What sources tell of debtors (import_fact.c) */
int cr_import_fact(struct importing *im, const struct cr_record *r);

/* Parties (cr_import_party.c, cr_import_who.c) */
/* Who a row means by SAID: his id, or 0; TAKEN when it cannot be told. */
int cr_import_who(struct importing *im, const struct cr_record *r,
    const char *said, const char *role, int64_t *id);
/* The same of who is told of and owes nothing by that: no role is given. */
int cr_import_whom(struct importing *im, const struct cr_record *r,
    const char *said, int64_t *id);
/*
 * The party with the VAT number or tax code of DEBTOR that owes a document
 * NUMBER: an ERP may have a code for who is known from an invoice. 0: none.
 */
int cr_import_alias(struct importing *im, const char *number, int64_t debtor,
    int64_t *other);
/* The creditor of a row. */
int cr_import_creditor(struct importing *im, const struct cr_record *r,
    const char *said, int64_t *id);
/* The only creditor, if he has no name yet: 1, 0 or an error. */
int cr_import_placeholder(struct importing *im, int64_t *id);
/*
 * The party that a record describes, made or updated. With FILL only what
 * is not known yet is taken. *MADE, *CHANGED may be NULL.
 */
int cr_import_describe(struct importing *im, const struct cr_record *r,
    const struct cr_rec_party *p, const char *space, bool fill, int64_t id,
    int64_t *out, bool *made, bool *changed);
/* Who the record means, as far as its identifiers tell: 1, 0 or an error. */
int cr_import_known(struct importing *im, const struct cr_rec_party *p,
    const char *space, int64_t *id);

/* Items (cr_import_item.c) */
int cr_import_settle(struct importing *im, uint32_t doc, uint32_t item,
    struct cr_money open, struct cr_date date);
/* At the end of a file: what was put aside; of the batch: what vanished. */
int cr_import_aside_end(struct importing *im);
int cr_import_snapshot_end(struct importing *im);
/* The same of orders and deliveries (snapshot_orders.c): one is listed. */
void cr_import_order_listed(struct importing *im,
    const struct cr_rec_commitment *c, int64_t debtor, int64_t creditor);
int cr_import_orders_end(struct importing *im);

/*
 * The same few parties are in most invoices (cr_import_seen.c). True if P is
 * known from this import to be ID, who has the role and something in each
 * field that P says: nothing is to be looked up, and nothing to be filled.
 * TERM_DAYS may be NULL.
 */
bool cr_import_seen(struct importing *im, const char *role,
    const struct cr_rec_party *p, int64_t *id, int32_t *term_days);
/* P was filled in: it is ID, who has the role. */
void cr_import_see(struct importing *im, const char *role,
    const struct cr_rec_party *p, int64_t id, int32_t term_days);
/* A party became known by these, or is not any more; either may be NULL. */
void cr_import_touch(struct importing *im, const char *vat,
    const char *tax_code);
/* Rows were taken back: nothing is known. */
void cr_import_forget(struct importing *im);

/* Files (cr_import_file.c): what the sink calls; and one taken whole. */
int cr_import_begin(void *ctx, const char *name);
int cr_import_told(void *ctx, const struct cr_read_file *f, size_t n);
int cr_import_whole(struct importing *im, const struct cr_record *r);
int cr_import_end(void *ctx, const struct cr_read_file *f);
/* At the end of the batch: what the journal does not tell yet. */
int cr_import_journal(struct importing *im);

/* Invoices and receipts, once the file is known. */
int cr_import_invoice_end(struct importing *im, const struct cr_read_file *f,
    int64_t file);

/* The reject file. */
void cr_rejects_add(struct importing *im, const char *file, const char *header,
    const char *line);
void cr_rejects_end(struct importing *im, bool keep);

#endif
