#ifndef CR_STATEMENT_OUT_H
#define CR_STATEMENT_OUT_H

#include "cr/config.h"
#include "cr/print.h"
#include "cr/statement.h"

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

#endif
