#ifndef CR_SEND_H
#define CR_SEND_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "cr/contact_rule.h"
#include "cr/money.h"
#include "cr/ways.h"

struct cr;
struct cr_keys;

/*
 * Sending what is in the outbox, each message once. Before a message is
 * handed over it is marked "sending", and that is on the disk; after, it is
 * marked by what became of it. When a run dies in between, nobody knows
 * whether that one message left: the next run marks it "unknown", and it is
 * not sent again until a person says what happened (cr_send_resolve()).
 *
 * In the same transaction as the mark, what the notice claims is compared
 * with what is owed then: when it was paid the notice is cancelled, and when
 * anything else changed it is cancelled too, for the next run of cr-dun to
 * make the right one. So nobody is asked for what he has paid, or for a sum
 * that is not the one he owes.
 *
 * What must not reach a debtor now, by the rules of contact, waits.
 */
struct cr_send_opts {
	const struct cr_keys *asked;	/* messages; NULL: all prepared */
	struct cr_way way[CR_CHANNELS];
	const struct cr_contact_rules *contact;	/* NULL: none */
	const struct cr_calendar *calendar;
	const volatile sig_atomic_t *stop;	/* not 0: stop after this one */
};

/* What became of a message. */
struct cr_send_row {
	int64_t message, notice, debtor;
	const char *channel, *address;
	const char *state;		/* of the message now */
	int code;
	const char *answer;
	const char *message_id;
	const char *tracking;		/* "": none */
};

/*
 * EACH is told of every message that was tried, after it is booked.
 * CR_ENET when some have to be tried again later.
 */
int cr_send_run(struct cr *cr, const struct cr_send_opts *opts,
    void (*each)(void *ctx, const struct cr_send_row *row), void *ctx);

/* Say what became of a message in state unknown. */
int cr_send_resolve(struct cr *cr, int64_t message, bool sent);

/* How a call, a visit or a task ended. */
enum cr_done {
	CR_DONE_REACHED,	/* done: he was spoken to */
	CR_DONE_NOT_REACHED,	/* not-reached: it stays on the list */
	CR_DONE_WRONG_ADDRESS,	/* wrong-address: nor will it be tried again */
	CR_DONE_GIVEN_UP,	/* given-up: another way has to be found */
};

bool cr_done_parse(const char *word, enum cr_done *out);

/*
 * Say how one ended that was listed (in state sent). NOTE may be NULL. After
 * the last two its notice is cancelled, and the next run of cr-dun makes it
 * again by the next channel of its level.
 */
int cr_send_done(struct cr *cr, int64_t message, enum cr_done how,
    const char *note);

#endif
