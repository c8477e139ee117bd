#ifndef FETCH_JUDGE_H
#define FETCH_JUDGE_H

/* Private to lib/core: what came back, while it is judged. */

#include "cr/arena.h"
#include "cr/fetch.h"
#include "cr/mime_read.h"

/*
 * Judge a mail of N bytes and bind it: all of R but its bytes and source.
 * What R points to lives in A. In a transaction.
 */
int cr_fetch_judge(const struct cr_fetch *f, struct cr_arena *a,
    const char *p, size_t n, struct cr_received *r);

/*
 * The message of ours with a Message-ID (with <> or without), or that a
 * provider calls so: 1 with *ID, 0 when there is none, or an error.
 */
int cr_fetch_find(struct cr *cr, struct cr_arena *a, const char *id,
    int64_t *message);

/* What is booked of a message that R is bound to, as far as it matters. */
struct fetch_message {
	int64_t id, party;
	const char *channel, *address, *message_id;
	const struct cr_mime_part *mail;	/* as it left; NULL: not kept */
	const char **to;			/* its recipients */
	size_t nto;
};

int cr_fetch_message(struct cr *cr, struct cr_arena *a, int64_t id,
    struct fetch_message *out);

/* Book rows of a file of outcomes, cr/outcome_file.h. */
int cr_fetch_outcomes(struct cr_fetch *f, const char *path);
/* Is it one, by its name? */
bool cr_fetch_is_outcomes(const char *path);

/* Book R, whose original has N bytes, in a transaction of the caller. */
int cr_fetch_book(struct cr_fetch *f, struct cr_received *r);
/* Tell of R, after the commit. */
int cr_fetch_tell(struct cr_fetch *f, const struct cr_received *r);

#endif
