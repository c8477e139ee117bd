#ifndef CR_OUTCOME_FILE_H
#define CR_OUTCOME_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/time.h"

struct cr;
struct cr_input;

/*
 * What became of messages, as those who carry them tell it in a file: the
 * post, a texting provider, a fax gateway. CSV or TSV with a header line;
 * the columns are found by their names, whose usual ones need no
 * configuration:
 *
 *	message		our number of it, "msg:42" or 42
 *	tracking	theirs; with channel, if numbers may be the same
 *	channel		sms fax letter registered ...
 *	date		a day or an instant; without a zone it is Italy's
 *	outcome		a word, told apart by the lists below
 *	note		words for people
 */
enum cr_outcome_column {
	CR_OUTCOME_MESSAGE, CR_OUTCOME_TRACKING, CR_OUTCOME_CHANNEL,
	CR_OUTCOME_DATE, CR_OUTCOME_OUTCOME, CR_OUTCOME_NOTE,
	CR_OUTCOME_COLUMNS
};

/* What an outcome may be. */
enum cr_outcome_kind {
	CR_OUTCOME_ACCEPTED,	/* the carrier has it */
	CR_OUTCOME_DELIVERED,
	/*
	 * Registered post that waited in vain at the post office for its
	 * term (compiuta giacenza), or that the addressee refused, counts
	 * as known to him (art. 1335 c.c.).
	 */
	CR_OUTCOME_UNCLAIMED,
	CR_OUTCOME_REFUSED,
	CR_OUTCOME_RETURNED,	/* unknown, moved away: it did not reach him */
	CR_OUTCOME_FAILED,
	CR_OUTCOME_DELAYED,
	CR_OUTCOME_KINDS
};

const char *cr_outcome_kind_word(enum cr_outcome_kind k);
const char *cr_outcome_column_word(enum cr_outcome_column c);

/* What a file is like; all NULL: as usual. */
struct cr_outcome_form {
	const char *column[CR_OUTCOME_COLUMNS];	/* other names */
	const char *const *words[CR_OUTCOME_KINDS];	/* more; NULL ends */
	const char *channel;		/* where there is no such column */
};

/* A row. Text is borrowed until the next. */
struct cr_outcome_row {
	int64_t line;
	const char *raw;		/* as it stood, UTF-8 */
	size_t nraw;
	int64_t message;		/* 0: it tells a tracking number */
	const char *tracking, *channel, *note;	/* NULL: not told */
	char instant[CR_TIME_SIZE];	/* UTC; a plain day; "": not told */
	enum cr_outcome_kind kind;
	const char *word;		/* as the file has it */
};

/*
 * Read IN to its end. EACH returns 0, or an enum cr_error to stop. A row
 * that cannot be read is refused and left. CR_EINPUT when it is no such
 * file.
 */
int cr_outcome_file_read(struct cr *cr, struct cr_input *in,
    const struct cr_outcome_form *form,
    int (*each)(void *ctx, const struct cr_outcome_row *row), void *ctx);

#endif
