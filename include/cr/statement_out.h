#ifndef CR_STATEMENT_OUT_H
#define CR_STATEMENT_OUT_H

#include <stdint.h>

#include "cr/config.h"
#include "cr/print.h"
#include "cr/statement.h"

struct cr_buf;

/* Statements of account as documents. */
struct cr_statement_out {
	enum cr_format form;	/* text, HTML or PDF */
	const char *file;	/* all of them in it; NULL: the descriptor */
	int fd;
	const char *dir;	/* or each in a file of its own, in there */
	const char *language;	/* "it", "en"; NULL: that of each debtor */
	const struct cr_config *config;	/* letterheads, texts, fonts */
	const char *share;	/* the folder of the usual texts */
};

/*
 * Write the statements that OPTS asks for. Files are there whole or not at
 * all; in a folder they are called CODE-pty17-pty1-EUR.pdf, by debtor,
 * creditor and currency. CR_EUSAGE when HTML is to hold more than one.
 */
int cr_statement_write(struct cr *cr, const struct cr_statement_opts *opts,
    const struct cr_statement_out *out);

/*
 * Statements as PDF in memory, to go with letters, one after the other: what
 * they have in common is read once. CONFIG and SHARE, the folder of the usual
 * texts, are borrowed.
 */
struct cr_statement_pdf;
struct cr_statement_pdf *cr_statement_pdf_new(const struct cr_config *config,
    const char *share);
void cr_statement_pdf_free(struct cr_statement_pdf *p);

/*
 * Append that of the account of the one debtor in OPTS->keys with CREDITOR
 * in CURRENCY, in the debtor's language. The same ledger makes the same
 * bytes on the same day. CR_ENOTFOUND when there is no such account.
 */
int cr_statement_pdf_write(struct cr *cr, struct cr_statement_pdf *p,
    const struct cr_statement_opts *opts, int64_t creditor,
    const char *currency, struct cr_buf *out);

#endif
