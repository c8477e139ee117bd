#ifndef BTEXT_H
#define BTEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "cr/arena.h"
#include "cr/canon.h"
#include "cr/read.h"

struct cr;
struct cr_input;

/* Shared by the readers of what banks send as text. */

/*
 * A file up to this size is read twice: nothing of it is told before all of
 * it is known to be good. A larger one is told as it comes, in constant
 * memory, and refused at its end.
 */
#define BANK_CHECKED ((size_t)4 * 1024 * 1024)

/* A file on its way. */
struct btext {
	struct cr *cr;
	const char *file;
	const struct cr_sink *sink;	/* NULL: only checked */
	struct cr_read_file *done;
	struct cr_arena arena;		/* of the record being made */
	int64_t line;			/* being read; what is wrong is there */
	int32_t statement;		/* ordinal in the file */
	bool sink_failed;
};

/*
 * Reads IN to its end. CR_EINPUT when it cannot be believed, CR_ELIMIT when
 * it is too much; else an error of the sink or the machine.
 */
typedef int btext_parser(struct btext *b, struct cr_input *in);

/* As any reader of streams (read.c), with PARSE. */
int cr_btext_read(struct cr *cr, struct cr_input *in, const char *format,
    btext_parser *parse, const struct cr_sink *sink,
    struct cr_read_file *done);

/* Hand a record on; its file and line are set. */
int cr_btext_emit(struct btext *b, struct cr_record *r, int64_t line);
/* Tell something once, not when the file is only checked. */
void cr_btext_warn(struct btext *b, int64_t line, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/*
 * Add AMOUNT, one entry more, to the statement's sum.
 */
int cr_btext_add(struct btext *b, struct cr_rec_balance *bal,
    struct cr_money amount);
/*
 * Does the statement agree with its balances? Say so in BAL, tell when it
 * does not, and hand it on.
 */
int cr_btext_balance(struct btext *b, struct cr_record *bal, int64_t line);

/* N bytes of UTF-8 with white space collapsed, in A; NULL when blank. */
char *cr_btext_text(struct cr_arena *a, const char *s, size_t n);

/*
 * The same in place: white space collapses, and a NUL takes the place of what
 * stands behind the N bytes, so that it is to be done with before. SMOOTH:
 * they are from a text that is known to be collapsed.
 */
char *cr_btext_cut(char *s, size_t n, bool smooth);

/*
 * The bank's number of a transfer in TEXT: TRN (30 letters and digits, the
 * last two of them a country) or CRO (11 digits), behind that word. NULL:
 * none; else in the arena.
 */
char *cr_btext_reference(struct cr_arena *a, const char *text);

int cr_cbi_read(struct cr *cr, struct cr_input *in,
    const struct cr_read_opts *opts, const struct cr_sink *sink,
    struct cr_read_file *done);
/* Do N bytes, or the beginning of more, look like a flow of CBI? */
bool cr_cbi_is(const char *p, size_t n);

int cr_mt940_read(struct cr *cr, struct cr_input *in,
    const struct cr_read_opts *opts, const struct cr_sink *sink,
    struct cr_read_file *done);
/* Is it MT940 or MT942, perhaps behind headers or words for people? */
bool cr_mt940_is(const char *p, size_t n);

#endif
