#ifndef CR_SEND_H
#define CR_SEND_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

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
 */
struct cr_send_opts {
	const struct cr_keys *asked;	/* messages; NULL: all prepared */
	struct cr_way way[CR_CHANNELS];
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
};

/*
 * EACH is told of every message that was tried, after it is booked.
 * CR_ENET when some have to be tried again later.
 */
int cr_send_run(struct cr *cr, const struct cr_send_opts *opts,
    void (*each)(void *ctx, const struct cr_send_row *row), void *ctx);

/* Say what became of a message in state unknown. */
int cr_send_resolve(struct cr *cr, int64_t message, bool sent);

#endif
