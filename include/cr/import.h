#ifndef CR_IMPORT_H
#define CR_IMPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/bills.h"
#include "cr/canon.h"
#include "cr/digest.h"
#include "cr/read.h"

struct cr;

/*
 * Files into the ledger: all of them in one transaction and one run, which
 * can be undone as one. A document that came from a whole file, such as an
 * electronic invoice, is taken whole or not at all; a table row by row.
 * What is known already changes nothing, so that twice is once.
 */
struct cr_import_opts {
	struct cr_read_opts read;
	const char *creditor;	/* of rows that name none; a person's word */
	const char *rejects;	/* file for what was refused; NULL: beside */
	const char *what;	/* the operands, for the run */
	/*
	 * The files are all that is open: what they do not list is closed,
	 * what came back reopened, what changed changed. Refused when it
	 * would close more than CR_SHRINK_PERCENT of the open items, or when
	 * a record was refused, unless shrinking is allowed.
	 */
	bool snapshot, allow_shrink;
	const struct cr_bank_terms *banks;	/* NULL: the usual ones */
	/* Refuse all unless so many records, and so much, were read. */
	bool count_set;
	int64_t count;
	struct cr_opt_money sum;
};

#define CR_SHRINK_PERCENT 20

/* What became of one file. */
struct cr_import_file {
	int64_t file;		/* its number in the ledger */
	char *name;
	char format[16];
	char sha256[CR_SHA256_SIZE];
	int64_t records;	/* read, the refused ones too */
	int64_t added, changed, unchanged, refused;
	struct cr_money total;	/* of what was added */
};

struct cr_import_done {
	struct cr_import_file *v;
	size_t n, cap;
	int64_t run;
	int64_t closed, reopened;	/* items, by a snapshot */
	struct cr_bills_done bills;
};

/*
 * Import the N files PATHS ("-" is standard input). With cr->dry_run all is
 * done but kept. CR_ENO when the batch is not what was expected or would
 * close too much: then nothing of it is kept either.
 */
int cr_import(struct cr *cr, char *const *paths, size_t n,
    const struct cr_import_opts *opts, struct cr_import_done *done);
void cr_import_done_release(struct cr_import_done *done);

#endif
