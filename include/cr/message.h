#ifndef CR_MESSAGE_H
#define CR_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cr;
struct cr_attachment;

/*
 * The outbox. States: prepared; sending (somebody is at it); sent;
 * delivered (a receipt came back); failed (surely not delivered); unknown
 * (nobody can tell: a person decides). Of a notice that was cancelled no
 * message is sent, whatever its state. Text is borrowed until the next call.
 */
struct cr_message {
	int64_t id;
	int64_t notice;			/* 0: a digest of the day, for PARTY */
	int64_t party;			/* who gets it; 0: the debtor */
	bool copy;			/* of what the debtor gets */
	const char *channel;
	const char *address, *name;
	const char *language, *template;
	const char *subject;
	const char *media;		/* CR_MEDIA_... of cr/channel.h */
	const char *content;	/* SIZE bytes, no NUL after them */
	size_t size;
	const char *sha256;		/* of content and attachments */
	const char *message_id;
	const char *state, *reason;
	const char *tracking;		/* the provider's number for it */
	const char *accepted, *delivered;	/* UTC; NULL: not yet */
	/* of its notice */
	int64_t debtor;			/* of a digest: who gets it */
	const char *notice_state;	/* of a digest: "prepared" */
	int level;
	const char *level_name;		/* NULL for a digest */
	int64_t net_cents;
	const char *currency;
};

/* Text that is SIZE 0 long is taken as far as its NUL. */
int cr_message_insert(struct cr *cr, struct cr_message *m);
/* CR_ENOTFOUND. */
int cr_message_get(struct cr *cr, int64_t id, struct cr_message *out);

/* Messages of a notice, in the order of numbers. */
int cr_message_each(struct cr *cr, int64_t notice,
    int (*each)(void *ctx, const struct cr_message *m), void *ctx);
/* Those to be sent, in the order of numbers. */
int cr_message_todo(struct cr *cr, int (*each)(void *ctx, int64_t id,
    const char *channel, bool copy), void *ctx);
/* The same of one message, in any state. CR_ENOTFOUND. */
int cr_message_lane(struct cr *cr, int64_t id, int (*each)(void *ctx,
    int64_t id, const char *channel, bool copy), void *ctx);

/* Set the state; REASON may be NULL. */
int cr_message_set(struct cr *cr, int64_t id, const char *state,
    const char *reason);
/* It is sending now, under this Message-ID; not *SET: it was not prepared. */
int cr_message_set_sending(struct cr *cr, int64_t id, const char *message_id,
    bool *set);
int cr_message_set_tracking(struct cr *cr, int64_t id, const char *tracking);
/* When (UTC) the provider took it over, and when it got there. */
int cr_message_set_accepted(struct cr *cr, int64_t id, const char *instant);
int cr_message_set_delivered(struct cr *cr, int64_t id, const char *instant);

/* By what comes back: 1 with *ID, 0 when there is none, or an error. */
int cr_message_by_id(struct cr *cr, const char *message_id, int64_t *id);
int cr_message_by_tracking(struct cr *cr, const char *channel,
    const char *tracking, int64_t *id);

/* All that a run left in sending, which does not run any more. */
int cr_message_lost(struct cr *cr,
    int (*each)(void *ctx, int64_t id), void *ctx);

/* When (UTC) messages of CHANNEL to DEBTOR were sent, since an instant. */
int cr_message_times(struct cr *cr, int64_t debtor, const char *channel,
    const char *since, int (*each)(void *ctx, const char *instant),
    void *ctx);

/*
 * Does ADDRESS of that channel not work: was the last message to it refused
 * because of it, or did it come back? What came back because a virus was
 * found in it says nothing of the address. 1, 0 or an error.
 */
int cr_message_is_refused(struct cr *cr, const char *channel,
    const char *address);

/*
 * Did a message of this LEVEL come back because a virus was found in it, and
 * has no notice gone to DEBTOR since? The same would come back again, and
 * another way is found for this level alone. 1, 0 or an error.
 */
int cr_message_is_infected(struct cr *cr, int64_t debtor, int64_t creditor,
    int level, const char *channel);

/*
 * Was what a person had to do by CHANNEL given up, at this LEVEL, and has no
 * notice gone to DEBTOR since? Then another way is found. 1, 0 or an error.
 */
int cr_message_is_given_up(struct cr *cr, int64_t debtor, int64_t creditor,
    int level, const char *channel);

/* Keep N bytes under their digest, once for all that have them. */
int cr_blob_keep(struct cr *cr, const char *sha256, const void *bytes,
    size_t n);
/* CR_ENOTFOUND. Borrowed until the next call. */
int cr_blob_get(struct cr *cr, const char *sha256, const void **bytes,
    size_t *n);

/* Add to a message, as its number N from 1; the bytes are kept already. */
int cr_message_attach(struct cr *cr, int64_t message, int n,
    const struct cr_attachment *a);
/* What goes with a message, in order. */
int cr_message_attachments(struct cr *cr, int64_t message,
    int (*each)(void *ctx, const struct cr_attachment *a), void *ctx);

/* How an attempt ended. */
struct cr_attempt {
	const char *started;	/* UTC; of cr_attempt_each() only */
	const char *outcome;	/* sent retry failed unknown */
	int code;		/* the server's reply; 0: none */
	const char *answer;	/* its words; NULL */
};

/* HEADER precedes the content; SHA256 is that of all that is handed over. */
int cr_attempt_begin(struct cr *cr, int64_t message, const char *header,
    const char *sha256, int64_t *id);
int cr_attempt_end(struct cr *cr, int64_t id, const struct cr_attempt *a);
/* Forget the one of MESSAGE that did not begin after all. */
int cr_attempt_drop(struct cr *cr, int64_t message);
/* End what began and did not end, of one message. */
int cr_attempt_close(struct cr *cr, int64_t message,
    const struct cr_attempt *a);
/* Those of MESSAGE, in order; one that goes on has no outcome. */
int cr_attempt_each(struct cr *cr, int64_t message,
    int (*each)(void *ctx, const struct cr_attempt *a), void *ctx);

#endif
