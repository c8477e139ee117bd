#ifndef MT940_H
#define MT940_H

#include <stdbool.h>
#include <stdint.h>

#include "btext.h"
#include "cr/buf.h"
#include "cr/lines.h"

/*
 * Statements in SWIFT's MT940 and MT942, as banks write them: tags at the
 * beginning of lines, and whatever stands between.
 */
#define MT940_TEXT_MAX ((size_t)64 * 1024)	/* of one field */
#define MT940_WORD_MAX 80

/* A file of messages. */
struct mt940 {
	struct btext *b;
	char tag[4];			/* of the field; "" outside of any */
	int64_t tag_line;
	struct cr_buf *text;		/* its text, LF between its lines: */
	struct cr_buf field;		/* of any */
	bool colon;			/* a line that is one colon: a tag */
	/* the statement; its texts are its own, entries come and go */
	bool in_statement;
	bool over;			/* its closing balance was there */
	bool interim;			/* MT942 */
	struct cr_record balance;
	char reference[MT940_WORD_MAX], account[MT940_WORD_MAX];
	char sequence[MT940_WORD_MAX], currency[4];
	/* the movement that goes on; its texts lie in its :61: and :86: */
	bool has_out;
	struct cr_record out;
	struct cr_rec_entry blank;	/* an empty one */
	int64_t out_line;
	char day_text[6];		/* the last value date, */
	struct cr_date day;		/* since most stand many times */
	struct cr_buf line;		/* its :61: */
	struct cr_buf info;		/* its :86:, LF between them */
	bool smooth;			/* INFO is as cr_collapse() makes it */
};

/* M->line into M->out, which it is cut up for; false when it is none. */
bool cr_mt940_movement(struct mt940 *m);
/* What M->info says, into M->out, likewise. */
void cr_mt940_info(struct mt940 *m);

/* "C021101EUR2187,95": sign, currency and cents; DATE when it is one. */
bool cr_mt940_balance(const char *s, struct cr_money *v, char currency[4],
    struct cr_date *date);

#endif
