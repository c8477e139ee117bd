#ifndef BOOK_H
#define BOOK_H

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/doc.h"

/*
 * The documents that an import has to do with, in memory: those it made and
 * those it looked up. Rows are written as they come; open balances are kept
 * here and written once, in the end, since most of what is imported today is
 * paid by what is imported today. Sixty-four bytes for a document and its
 * one item; what is said of them beside is in the ledger.
 */
#define BOOK_NONE UINT32_MAX

struct book_item {
	int64_t open, amount;	/* cents */
	int32_t due;
	uint32_t next;		/* the next item of the document */
	unsigned n : 10;	/* its number in the document */
	unsigned instalment : 10;	/* as the ERP counts; 0: it does not */
	unsigned dirty : 1;	/* open is not as in the ledger */
	unsigned row : 1;	/* the ledger has a row for open */
	unsigned listed : 1;	/* this snapshot lists it */
	uint16_t seen;		/* the file that last listed it */
	uint16_t method;	/* of book.methods */
};

struct book_doc {
	uint32_t id, debtor, creditor;
	int32_t date;
	uint32_t number;	/* within book.numbers */
	uint32_t chain;		/* the next document in its slot */
	uint32_t item;		/* the first one */
	unsigned credit : 1;
	unsigned einvoice : 1;
	unsigned daily : 1;	/* numbered anew each day (Art73) */
	unsigned currency : 8;	/* of book.currencies */
};

/* Texts that are few, by number. */
struct book_words {
	char **v;
	size_t n, cap;
};

struct book {
	struct cr *cr;
	struct book_doc *doc;
	struct book_item *item;
	size_t ndocs, cdocs, nitems, citems;
	uint32_t *slot;		/* the first document in it */
	size_t nslots;
	struct cr_buf numbers;
	struct book_words currencies, methods;
	uint64_t seed;
	bool all;		/* all documents of the ledger are here */
};

void cr_book_init(struct book *b, struct cr *cr);
void cr_book_release(struct book *b);
/* Write the balances; and forget all, so that it is looked up again. */
int cr_book_flush(struct book *b);
int cr_book_clear(struct book *b);

/*
 * The first document with NUMBER that DEBTOR owes, of any year, *OUT being
 * BOOK_NONE when there is none; and the one after it.
 */
int cr_book_find(struct book *b, const char *number, int64_t debtor,
    uint32_t *out);
uint32_t cr_book_next(const struct book *b, uint32_t doc);

int cr_book_add_doc(struct book *b, const struct cr_doc *d, uint32_t *out);
/* Has DOC all the items that it can have? */
bool cr_book_is_full(const struct book *b, uint32_t doc);
/* Add an item to DOC; its id is set. CR_EINPUT: there are 999 already. */
int cr_book_add_item(struct book *b, uint32_t doc, struct cr_item *i,
    uint32_t *out);

const char *cr_book_number(const struct book *b, uint32_t doc);
const char *cr_book_currency(const struct book *b, uint32_t doc);
const char *cr_book_method(const struct book *b, uint32_t item);
int32_t cr_book_year(const struct book *b, uint32_t doc);
int64_t cr_book_item_id(const struct book *b, uint32_t doc, uint32_t item);

/* Take BY off the balance; CR_ELIMIT on overflow. */
int cr_book_reduce(struct book *b, uint32_t item, struct cr_money by);
/* What the item is now. Book the change of its row yourself. */
void cr_book_set_due(struct book *b, uint32_t item, struct cr_date due);
int cr_book_set_amount(struct book *b, uint32_t item, struct cr_money amount);
void cr_book_set_method(struct book *b, uint32_t item, const char *method);

/* Walk the items of a document. */
#define BOOK_EACH(b, d, i) for ((i) = (b)->doc[d].item; (i) != BOOK_NONE; \
	(i) = (b)->item[i].next)

#endif
