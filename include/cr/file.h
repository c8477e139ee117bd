#ifndef CR_FILE_H
#define CR_FILE_H

#include <stdint.h>

#include "cr/money.h"

struct cr;

/* Files that were read, known by their content. */
struct cr_file {
	int64_t id;
	const char *sha256;	/* as received */
	const char *content_sha256;	/* inside base64 and signature */
	const char *name;
	const char *format;
	int64_t bytes;
};

/* The number that the next new file will have. */
int cr_file_next(struct cr *cr, int64_t *id);
/* The file with these bytes: 1, 0 or an error. */
int cr_file_by_sha(struct cr *cr, const char *sha256, int64_t *id);
/* Add F as number F->id. */
int cr_file_add(struct cr *cr, const struct cr_file *f);
/*
 * Files that a notification speaks of: by the digest of what was
 * transmitted or, when none has it, by the name without folder and
 * extensions. Either may be NULL.
 */
int cr_file_meant(struct cr *cr, const char *sha256, const char *name,
    int (*each)(void *ctx, int64_t file), void *ctx);

/* "IT01234567890_00001" of "lotto.zip!a/IT01234567890_00001.xml.p7m". */
#define CR_STEM_SIZE 128
char *cr_file_stem(const char *name, char to[CR_STEM_SIZE]);

/* What this run made of a file: the totals of the batch. */
struct cr_run_file {
	int64_t file;
	const char *name;
	int64_t records, refused, added, changed, unchanged;
	struct cr_money total;	/* of what was added */
};

/* Add it, or add to it when the run read those bytes before. */
int cr_run_file_add(struct cr *cr, const struct cr_run_file *f);

/* A receipt or notification of the exchange system (SdI). */
struct cr_sdi {
	int64_t file;		/* the one it came in */
	const char *kind;	/* RC NS MC NE EC SE DT AT MT */
	const char *sdi_id;
	const char *of_name, *of_sha256;
	const char *doc_number;
	int32_t doc_year, doc_body;	/* 0: not said */
	const char *outcome;
	int32_t delivered;	/* day; INT32_MIN: not said */
	const char *error, *note;
};

int cr_sdi_add(struct cr *cr, const struct cr_sdi *s, int64_t *id);
/* Has the ledger any receipts? 1, 0 or an error. */
int cr_sdi_any(struct cr *cr);
/* Is the receipt in FILE booked already? 1, 0 or an error. */
int cr_sdi_known(struct cr *cr, int64_t file);
int cr_sdi_refile(struct cr *cr, int64_t from, int64_t to);
/*
 * Receipts that speak of a file with these digests or, when none does, with
 * this name. Text is borrowed.
 */
int cr_sdi_about(struct cr *cr, const struct cr_file *f,
    int (*each)(void *ctx, const struct cr_sdi *s), void *ctx);

#endif
