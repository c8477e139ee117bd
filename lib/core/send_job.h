#ifndef SEND_JOB_H
#define SEND_JOB_H

#include "cr/buf.h"
#include "cr/digest.h"
#include "cr/message.h"
#include "cr/send.h"
#include "dun_world.h"
#include "send_log.h"

/*
 * The messages of a channel in their order. Each channel goes on whatever
 * becomes of the others.
 */
struct send_lane {
	enum cr_channel channel;
	int64_t *ids;			/* 0: done with */
	size_t n, cap, next;
	size_t ahead;			/* the next to be looked at ahead */
	int64_t due;			/* ms of the clock: not before */
	bool down;			/* no use in going on */
};

/* A message on its way: marked as being sent, and not yet booked. */
struct send_job {
	struct cr_arena arena;
	struct cr_message m;
	enum cr_channel channel;
	const char *why;	/* it must not go; NULL: it may */
	bool quiet;		/* and that is nothing to worry about */
	bool outdated;		/* nor is its notice of any more use */
	const char *fault;	/* what its way does not take; NULL */
	char sha256[CR_SHA256_SIZE];	/* of all that is handed over */
	bool ahead;		/* looked at ahead, when there was ... */
	int64_t seen;		/* this version of the ledger, and ... */
	unsigned turns;		/* this of S->turns */
	int64_t attempt;	/* 0: it is not on its way */
	bool done;		/* OUTCOME tells what became of it */
	struct send_lane *lane;	/* where it comes from, and where there */
	size_t index;
	const char *header;
	const char *to;		/* its address, as the way wants it */
	struct cr_attachment *attachment;
	size_t nattachments, capattachments;
	struct cr_handover outcome;
};

/* Who mail of a channel comes from. */
struct send_sender {
	struct cr_buf name, address, reply_name, reply;
};

/* A run of cr-send. */
struct sending {
	struct cr *cr;
	const struct cr_send_opts *opts;
	struct send_sender sender[CR_CHANNELS];
	struct send_lane first[CR_CHANNELS];	/* letters and digests */
	struct send_lane copies[CR_CHANNELS];	/* after all of those */
	struct send_lane *lanes;		/* which of the two it is at */
	bool told[CR_CHANNELS];		/* why its messages wait */
	struct dun_world world;		/* what is owed */
	int64_t seen;			/* the ledger's version then */
	bool loaded;
	unsigned turns;			/* the run changed more than marks */
	bool later;			/* something has to be tried again */
	int error;			/* of a way that cannot be used */
	char why[512];			/* its message */
	size_t width;			/* of a window */
	struct send_log log;
};

/* A copy follows the letter that it copies. */
bool cr_send_has_letter(const struct send_job *j);
/* Is the channel set up? */
bool cr_send_has_way(const struct sending *s, const struct send_job *j);

/*
 * Read what the message ID is, compare what it claims with what is owed now,
 * and write it as it goes. In a transaction; what was looked at ahead is
 * believed if nothing has changed. CR_ENOTFOUND.
 */
int cr_send_look(struct sending *s, int64_t id, struct send_job *j);
/*
 * Look at ID ahead, without a transaction, while there is nothing else to do.
 * If that goes wrong, or others have written, it is for cr_send_look().
 */
void cr_send_look_ahead(struct sending *s, int64_t id, struct send_job *j);

/*
 * Mark the message ID as being sent, if it may be: then J->attempt is not 0.
 * What a person does is done with at once. Else it is told why not. In a
 * transaction.
 */
int cr_send_prepare(struct sending *s, int64_t id, struct send_job *j);

/* Who mail of all channels in use comes from. CR_EUSAGE. */
int cr_send_senders(struct sending *s);
void cr_send_senders_release(struct sending *s);
/*
 * Write what J sends in the form of its way: the header of mail, with what
 * is attached joined to the content. The message has its Message-ID.
 */
void cr_send_form(struct sending *s, struct send_job *j);

/* Do the rules of contact let J go now? Told why not. */
int cr_send_may_contact(struct sending *s, const struct send_job *j,
    bool *may);

/* Book what became of J: in a transaction. */
int cr_send_book(struct cr *cr, struct send_job *j);

/* sent, retry, failed or unknown, as attempts say. */
const char *cr_send_outcome_word(enum cr_delivery how);

/* Book the run, if this is the first thing that it writes. */
int cr_send_run_once(struct cr *cr);

/* A journal row with one value. */
int cr_send_journal(struct cr *cr, const char *act, struct cr_key subject,
    const char *word, const char *value);

/* With the lock in hand: what an earlier run was at is booked. */
int cr_send_recover(struct sending *s);

/* Where the rows go, after the commit. */
struct send_listener {
	void (*each)(void *ctx, const struct cr_send_row *row);
	void *ctx;
};

/* Tell what became of J, and what has to be tried again. */
void cr_send_tell(struct sending *s, const struct send_listener *to,
    const struct send_job *j);

/* Send what is in the lanes. */
int cr_send_lanes(struct sending *s, const struct send_listener *to);

#endif
