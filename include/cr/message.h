#ifndef CR_MESSAGE_H
#define CR_MESSAGE_H

#include <stdbool.h>
#include <stdint.h>

struct cr;

/*
 * The outbox. States: prepared; sending (somebody is at it); sent;
 * delivered (a receipt came back); failed (surely not delivered); unknown
 * (nobody can tell: a person decides). Of a notice that was cancelled no
 * message is sent, whatever its state. Text is borrowed until the next call.
 */
struct cr_message {
	int64_t id, notice;
	bool copy;
	const char *channel;
	const char *address, *name;
	const char *language, *template;
	const char *subject, *content, *sha256;
	const char *message_id;
	const char *state, *reason;
	/* of its notice */
	int64_t debtor;
	const char *notice_state;
	int level;
	const char *level_name;
	int64_t net_cents;
	const char *currency;
};

int cr_message_insert(struct cr *cr, struct cr_message *m);
/* CR_ENOTFOUND. */
int cr_message_get(struct cr *cr, int64_t id, struct cr_message *out);

/* Messages of a notice (0: those to be sent), in the order of numbers. */
int cr_message_each(struct cr *cr, int64_t notice,
    int (*each)(void *ctx, const struct cr_message *m), void *ctx);

/* Set the state; REASON may be NULL. */
int cr_message_set(struct cr *cr, int64_t id, const char *state,
    const char *reason);
int cr_message_set_id(struct cr *cr, int64_t id, const char *message_id);

/* All that a run left in sending, which does not run any more. */
int cr_message_lost(struct cr *cr,
    int (*each)(void *ctx, int64_t id), void *ctx);

/* Was the last message to ADDRESS refused for good? */
int cr_message_is_refused(struct cr *cr, const char *channel,
    const char *address);

/* How an attempt ended. */
struct cr_attempt {
	const char *outcome;	/* sent retry failed unknown */
	int code;		/* the server's reply; 0: none */
	const char *answer;	/* its words; NULL */
};

int cr_attempt_begin(struct cr *cr, int64_t message, const char *header,
    int64_t *id);
int cr_attempt_end(struct cr *cr, int64_t id, const struct cr_attempt *a);
/* Forget the one of MESSAGE that did not begin after all. */
int cr_attempt_drop(struct cr *cr, int64_t message);
/* End what began and did not end, of one message. */
int cr_attempt_close(struct cr *cr, int64_t message,
    const struct cr_attempt *a);

#endif
