#ifndef CR_KEY_H
#define CR_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Typed keys, the first column of every record: "item:1042001". They say
 * which row is meant; everything else is read from the ledger.
 */
enum cr_key_kind {
	CR_KEY_NONE,
	CR_KEY_PARTY,		/* pty: */
	CR_KEY_DOC,		/* doc: */
	CR_KEY_ITEM,		/* item: */
	CR_KEY_ENTRY,		/* ent: */
	CR_KEY_NOTICE,		/* not: */
	CR_KEY_MESSAGE,		/* msg: */
	CR_KEY_TASK,		/* task: */
	CR_KEY_HOLD,		/* hold: */
	CR_KEY_CASE,		/* case: */
	CR_KEY_PLAN,		/* plan: */
	CR_KEY_LOT,		/* lot: */
	CR_KEY_CESSION,		/* ces: */
	CR_KEY_FILE,		/* file: */
	CR_KEY_RUN,		/* run: */
	CR_KEY_EVENT,		/* ev: */
	CR_KEY_BILL,		/* bill: */
	CR_KEY_MATCH,		/* match: */
	CR_KEY_CLAIM,		/* claim: */
	CR_KEY_RECEIVED,	/* rcv: */
	CR_KEY_LIMIT,		/* lim: */
	CR_KEY_KINDS
};

struct cr_key {
	enum cr_key_kind kind;
	int64_t id;
};

/* The word before the colon: "item". */
const char *cr_key_word(enum cr_key_kind kind);
/* Read a key of N bytes; false if it is none. */
bool cr_key_parse(const char *s, size_t n, struct cr_key *out);

#define CR_KEY_SIZE 32
char *cr_key_format(struct cr_key key, char to[CR_KEY_SIZE]);

#endif
