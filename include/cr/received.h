#ifndef CR_RECEIVED_H
#define CR_RECEIVED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/balance.h"
#include "cr/key.h"

struct cr;
struct cr_stmt;

/* What came back, as the ledger has it (table received). NULL: not said. */
struct cr_received {
	int64_t id;
	const char *sha256;	/* of the original, which is kept */
	int64_t n;		/* row of a file, from 1; of a mail 0 */
	const char *source;
	const char *kind;	/* receipt bounce auto reply outcome other */
	const char *class, *error;
	const char *message_id, *sender, *subject;
	const char *instant;
	const char *reference, *identifier, *recipient, *receipt_type;
	const char *signature;	/* valid untrusted invalid absent */
	int from_is_signer;	/* -1: there is no signer */
	int64_t message, party;	/* 0: none */
	const char *binding;	/* id text tag address */
	bool evidence;
	const char *effect;	/* accepted delivered failed delayed */
	const char *why;
	int64_t again;		/* 0: it is the first */
};

/* Sets R->id. CR_EEXIST when that row of those bytes is booked. */
int cr_received_insert(struct cr *cr, struct cr_received *r);
/* Is that row of those bytes booked? 1 with *ID, 0 or an error. */
int cr_received_known(struct cr *cr, const char *sha256, int64_t n,
    int64_t *id);
/* Has another table told this outcome of its message? 1, 0 or an error. */
int cr_received_outcome(struct cr *cr, const struct cr_received *r);
/* The first one of that kind with a Message-ID: 1 with *ID, 0 or an error. */
int cr_received_twin(struct cr *cr, const char *message_id, const char *kind,
    int64_t *id);
/* The message that a provider calls IDENTIFIER: 1, 0 or an error. */
int cr_received_identified(struct cr *cr, const char *identifier,
    int64_t *message);
/* The one party with that address: 1, 0 (none, or several) or an error. */
int cr_received_sender(struct cr *cr, const char *address, int64_t *party);

/* What it does to a message: rows with an effect, as they came. */
int cr_received_effects(struct cr *cr, int64_t message,
    int (*each)(void *ctx, const struct cr_received *r), void *ctx);
/*
 * Messages that a run has effects on; with RUN 0 those that were on their
 * way when what came back for them was booked.
 */
int cr_received_touched(struct cr *cr, int64_t run,
    int (*each)(void *ctx, int64_t message), void *ctx);
/*
 * What the last attempt made of MESSAGE: sent, failed, unknown; retry when
 * it did not go. Borrowed; NULL: there was none.
 */
int cr_received_attempt(struct cr *cr, int64_t message, const char **outcome);
/* The header of what was handed over; NULL: nothing was. Borrowed. */
int cr_received_sent(struct cr *cr, int64_t message, const char **header);

/* The original of row ID; borrowed until the next call. CR_ENOTFOUND. */
int cr_received_original(struct cr *cr, int64_t id, const void **p,
    size_t *n);

/* How far a mailbox was read; zeroes for one that never was. */
struct cr_mailbox {
	int64_t validity, uid, done;
};

int cr_mailbox_get(struct cr *cr, const char *name, struct cr_mailbox *out);
int cr_mailbox_set(struct cr *cr, const char *name,
    const struct cr_mailbox *m);

/* The columns of a row, as cr_col_int() and so on number them. */
enum cr_query_received_column {
	CR_QR_RECEIVED, CR_QR_KIND, CR_QR_CLASS, CR_QR_ERROR, CR_QR_MESSAGE,
	CR_QR_PARTY, CR_QR_NAME, CR_QR_RECIPIENT, CR_QR_INSTANT,
	CR_QR_SIGNATURE, CR_QR_SIGNER, CR_QR_BINDING, CR_QR_EVIDENCE,
	CR_QR_EFFECT, CR_QR_STATE, CR_QR_WHY, CR_QR_SENDER, CR_QR_SUBJECT,
	CR_QR_REFERENCE, CR_QR_TYPE, CR_QR_SOURCE, CR_QR_RUN_DAY,
	CR_QR_SHA256, CR_QR_COLUMNS
};

/*
 * Call EACH for what had come back on a day: of the N KEYS (received,
 * messages, notices, parties), or all when KEYS is NULL.
 */
int cr_received_each(struct cr *cr, const struct cr_as_of *as_of,
    const struct cr_key *keys, size_t n,
    int (*each)(void *ctx, struct cr_stmt *row), void *ctx);

#endif
