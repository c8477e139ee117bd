#ifndef CR_DOC_H
#define CR_DOC_H

#include <stdbool.h>
#include <stdint.h>

#include "cr/date.h"
#include "cr/money.h"

struct cr;

/*
 * Documents and their items, the instalments. Text that a callback gets is
 * borrowed. Rows are made by this run (cr_run_begin()).
 */
struct cr_doc {
	int64_t id;
	int64_t creditor, debtor;	/* parties */
	bool credit;		/* a credit note: numbered apart */
	const char *number;
	int32_t year;		/* of date, or YYYYMMDD for Art73 */
	struct cr_date date;
	const char *currency;
	const char *type;	/* TDxx, or the ERP's cause; NULL */
};

struct cr_item {
	int64_t id;		/* doc * CR_ITEMS + n */
	int32_t instalment;	/* as the ERP counts; 0: it does not */
	struct cr_date due;
	const char *due_source;	/* NULL: stated */
	struct cr_money amount;
	const char *method, *iban, *code, *payee, *note;
};

#define CR_ITEMS 1000		/* n is from 1 to 999 */

int cr_doc_add(struct cr *cr, const struct cr_doc *d, int64_t *id);
int cr_item_add(struct cr *cr, const struct cr_item *i);

/* A document and one of its items; .item.id is 0 when it has none. */
struct cr_doc_row {
	struct cr_doc doc;
	bool einvoice;		/* it came as an electronic invoice too */
	struct cr_item item;
	struct cr_money open;
};

/*
 * Call EACH for the items of every document with NUMBER, in their order:
 * of DEBTOR, or whoever owes it when 0. Void ones are none.
 */
int cr_doc_by_number(struct cr *cr, const char *number, int64_t debtor,
    int (*each)(void *ctx, const struct cr_doc_row *r), void *ctx);
/* The same for one document. */
int cr_doc_rows(struct cr *cr, int64_t doc,
    int (*each)(void *ctx, const struct cr_doc_row *r), void *ctx);

/* Is there any document? 1, 0 or an error. */
int cr_doc_any(struct cr *cr);
/* Has it any that SdI discarded? */
int cr_doc_any_void(struct cr *cr);

/*
 * Make the FIELD (a column's name) of an item IS and book the change. The
 * balance of an item is its keeper's care (cr_open_put()).
 */
int cr_item_change(struct cr *cr, int64_t item, const char *field,
    const char *was, const char *is);
/* The same without booking; for undoing. */
int cr_item_restore(struct cr *cr, int64_t item, const char *field,
    const char *value);

/* SdI discarded it: it was never issued, its number is free again. */
int cr_doc_void(struct cr *cr, int64_t doc);
/* Was one with D's number, date, parties and kind? 1, 0 or an error. */
int cr_doc_discarded(struct cr *cr, const struct cr_doc *d);

/* What only an electronic invoice says of a document. */
struct cr_einvoice {
	int64_t doc, file;
	int32_t body;
	bool has_total;
	struct cr_money total, computed, due, withheld, split_vat;
	const char *signature;
	const char *warnings;
};

int cr_einvoice_add(struct cr *cr, const struct cr_einvoice *e);
/* What DOC's says, as far as it is a number or date: 1, 0 or an error. */
int cr_einvoice_get(struct cr *cr, int64_t doc, struct cr_einvoice *out);
int cr_einvoice_any(struct cr *cr);
/*
 * Documents of FILE, the live ones, and of one body (0: all). Those that it
 * is but a copy of only where their first file was discarded, or if COPIES.
 */
int cr_einvoice_each(struct cr *cr, int64_t file, int32_t body, bool copies,
    int (*each)(void *ctx, int64_t doc), void *ctx);
/*
 * DOC came in FILE too. That is a copy only if its content is another than
 * that of the file it came in first; the rest is another envelope.
 */
int cr_einvoice_copy(struct cr *cr, int64_t doc, int64_t file, int32_t body);
/* SdI discarded FILE: 1 if DOC stands by another of its files, 0 if not. */
int cr_einvoice_discard(struct cr *cr, int64_t doc, int64_t file);

/* Was a document with this content discarded by SdI? 1, 0 or an error. */
int cr_einvoice_discarded(struct cr *cr, const char *content_sha256);
/* What was booked under file FROM came from the file TO. */
int cr_einvoice_refile(struct cr *cr, int64_t from, int64_t to);

struct cr_doc_ref {
	const char *kind, *id, *cig, *cup;
	struct cr_date date;
};

int cr_doc_ref_add(struct cr *cr, int64_t doc, const struct cr_doc_ref *r);

#endif
