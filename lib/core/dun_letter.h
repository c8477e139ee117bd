#ifndef DUN_LETTER_H
#define DUN_LETTER_H

#include "dun_world.h"

struct cr_letters;

/* A message ready for the outbox; all lives in the arena. */
struct dun_message {
	bool copy;
	enum cr_channel channel;
	const char *address, *name;
	const char *language, *template;
	const char *subject;
	const char *media, *content;	/* SIZE bytes */
	size_t size;
	char sha256[CR_SHA256_SIZE];
	struct dun_message *next;
};

/*
 * The messages of notice N to the debtor of account A: one by the first
 * channel of its level that can be used, and its copies. CR_ENOTFOUND when
 * no channel can; CR_EUSAGE and CR_ELIMIT when the text cannot be made.
 */
int cr_dun_letter(struct cr *cr, struct cr_letters *letters,
    const struct account *a, const struct cr_dun_notice *n,
    struct cr_arena *arena, struct dun_message **out);

#endif
