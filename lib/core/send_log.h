#ifndef SEND_LOG_H
#define SEND_LOG_H

#include <stdbool.h>
#include <stdint.h>

#include "cr/transport.h"

struct cr;

/*
 * Where a run writes down, beside the ledger, which message it begins to
 * hand over and what became of it. It is not waited for until it is on the
 * disk, since it has to outlive the process and not the machine: after kill
 * -9 it tells which message was under way, and after a power cut, which the
 * machine's boot number shows, it is not believed. So the ledger waits for
 * the disk once for many messages, and still no more than one is unknown
 * when a process dies. The file is also the lock of the run.
 */
struct send_log {
	int fd;			/* -1: none */
	char *old;		/* what an earlier run has left */
	bool trusted;		/* of this boot of the machine */
	bool numbered;		/* the machine tells its boots apart */
};

/* Lock the ledger's log and read what is in it. CR_EBUSY, CR_ESYSTEM. */
int cr_send_log_open(struct cr *cr, struct send_log *l);
/* Forget what was in it: it is booked. */
int cr_send_log_clear(struct cr *cr, struct send_log *l);
void cr_send_log_close(struct send_log *l);

/* Message ID is handed over now; CR_ESYSTEM when that cannot be noted. */
int cr_send_log_begin(struct cr *cr, struct send_log *l, int64_t id);
/* This became of it. */
void cr_send_log_end(struct send_log *l, int64_t id,
    const struct cr_handover *o);

/*
 * What the earlier run says of the message ID: 0, it did not begin; 1, it
 * ended as *O says; -1, it began, or nobody knows.
 */
int cr_send_log_find(const struct send_log *l, int64_t id,
    struct cr_handover *o);

#endif
