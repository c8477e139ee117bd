#ifndef SEND_JOB_H
#define SEND_JOB_H

#include "cr/message.h"
#include "cr/send.h"
#include "dun_world.h"
#include "send_log.h"

/* A message on its way: marked as being sent, and not yet booked. */
struct send_job {
	struct cr_arena arena;
	struct cr_message m;
	enum cr_channel channel;
	int64_t attempt;	/* 0: it is not on its way */
	bool done;		/* OUTCOME tells what became of it */
	size_t index;		/* in the list of the run */
	bool waits;		/* for the letter that it copies */
	const char *header;
	struct cr_outcome outcome;
};

/* A run of cr-send. */
struct sending {
	struct cr *cr;
	const struct cr_send_opts *opts;
	struct cr_buf from_name, from, reply_name, reply;	/* of mail */
	bool told[CR_CHANNELS];		/* that it is not set up */
	int64_t *ids;
	size_t n, cap;
	struct dun_world world;		/* what is owed */
	int64_t seen;			/* the ledger's version then */
	bool loaded;
	bool later;			/* something has to be tried again */
	bool down;			/* and there is no use in going on */
	bool begun;			/* something was handed over */
	size_t width;			/* of a window */
	struct send_log log;
};

/*
 * Mark the message ID as being sent, if it may be: then J->attempt is not 0.
 * A task is done with at once. A copy may have to wait for its letter. Else
 * it is told why not. In a transaction.
 */
int cr_send_prepare(struct sending *s, int64_t id, struct send_job *j);

/* Book what became of J: in a transaction. */
int cr_send_book(struct cr *cr, struct send_job *j);

/* sent, retry, failed or unknown, as attempts say. */
const char *cr_send_outcome_word(enum cr_delivery how);

/* Book the run, if this is the first thing that it writes. */
int cr_send_run_once(struct cr *cr);

/* A journal row with one value. */
int cr_send_journal(struct cr *cr, const char *act, struct cr_key subject,
    const char *word, const char *value);

#endif
