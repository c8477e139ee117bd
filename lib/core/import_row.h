#ifndef IMPORT_ROW_H
#define IMPORT_ROW_H

#include "importing.h"

/* What a row says, checked and looked up. */
struct row {
	const struct cr_rec_item *i;
	int64_t creditor, debtor;
	const char *number, *currency;
	struct cr_opt_money amount, open;	/* as the ledger signs them */
	bool credit;
	struct cr_date due;
	const char *due_source;
};

/* An item that was not known, of a document that is. */
int cr_import_new_item(struct importing *im, const struct row *w, uint32_t d);
/* Which item of the document the row is; BOOK_NONE: none of them. */
uint32_t cr_import_match(const struct importing *im, const struct row *w,
    uint32_t d);
/* The item becomes what the row says. */
int cr_import_take(struct importing *im, const struct aside *s, uint32_t i);
/* Leave the row for the end of the file. */
void cr_import_put_aside(struct importing *im, const struct aside *s);

#endif
