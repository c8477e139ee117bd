#ifndef CR_JOURNAL_H
#define CR_JOURNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "cr/digest.h"
#include "cr/key.h"

struct cr;

/*
 * The journal: append-only, one event an act, each sealed with the SHA-256
 * of what it says, of the run it belongs to and of the seal before it. A
 * changed, dropped, inserted or cut off event breaks the chain. The head of
 * the chain, noted elsewhere, proves all that came before it.
 */

/*
 * Add an event to this run (cr->run). SUBJECT may be of kind CR_KEY_NONE;
 * DETAIL is one JSON object, or NULL.
 */
int cr_journal(struct cr *cr, const char *act, struct cr_key subject,
    const char *detail);

/* How far a journal holds. */
struct cr_journal_head {
	uint64_t events;
	char hash[CR_SHA256_SIZE];	/* of the last one; "" of none */
};

/*
 * Follow the whole chain. CR_OK: it holds, HEAD is its end. CR_ENO: it does
 * not; the message names the first event that is wrong. EXPECT, if not
 * NULL, is the hash of a head noted before: it must be in the chain.
 */
int cr_journal_verify(struct cr *cr, const char *expect,
    struct cr_journal_head *head);

#endif
