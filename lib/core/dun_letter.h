#ifndef DUN_LETTER_H
#define DUN_LETTER_H

#include "cr/channel.h"
#include "cr/letter.h"
#include "cr/letterhead.h"
#include "dun_kept.h"
#include "dun_world.h"

/* A message ready for the outbox; all lives in the arena. */
struct dun_message {
	bool copy;
	enum cr_channel channel;
	const char *address, *name;
	const char *language, *template;
	const char *subject, *media, *content;
	size_t size;
	char sha256[CR_SHA256_SIZE];	/* of content and attachments */
	const struct cr_attachment *attachments;
	size_t nattachments;
	struct dun_message *next;
};

/*
 * What letters need to have files with them, kept from one to the next.
 * Claims of notices that wait, as IS_WAITING says, are on no statement.
 */
struct dun_attach {
	const char *share;		/* the folder of the usual texts */
	struct cr_statement_pdf *statements;	/* opened when needed */
	bool (*is_waiting)(const void *ctx, int64_t notice);
	const void *ctx;
};

void cr_dun_attach_release(struct dun_attach *f);

/*
 * The messages of notice N to the debtor of account A: one by the first
 * channel of its level that can be used, and its copies. CR_ENOTFOUND when
 * no channel can; CR_EUSAGE and CR_ELIMIT when the text cannot be made.
 */
int cr_dun_letter(struct cr *cr, struct cr_letters *letters,
    struct dun_attach *attach, struct dun_kept *kept, const struct account *a,
    const struct cr_dun_notice *n, struct cr_arena *arena,
    struct dun_message **out);

/* A letter being written, and the values that it is filled with. */
struct dun_letter {
	struct cr *cr;
	struct cr_arena *arena;
	struct cr_letters *letters;
	struct dun_attach *attach;	/* NULL: nothing goes with it */
	struct dun_kept *kept;		/* NULL: nothing is */
	const struct account *a;
	const struct cr_dun_notice *n;
	const struct cr_letter *text;
	struct cr_letterhead head;
	struct cr_values *v;
	struct cr_letter_values values;
};

/*
 * Set all that a letter to ADDRESS by CHANNEL says of the notice, in the
 * language of L->text.
 */
int cr_dun_letter_values(struct dun_letter *l, enum cr_channel channel,
    const char *address);

/* A row for each rate of the interest of ITEM, of document DOC. */
void cr_dun_letter_interest(struct dun_letter *l, int64_t item,
    const char *doc);
/* What banks charged for ITEM. */
struct cr_money cr_dun_letter_charges(const struct dun_letter *l,
    int64_t item);
/* The sums that the notice asks beside the principal; TOTAL has them too. */
int cr_dun_letter_claims(struct dun_letter *l, struct cr_money *total);

/* Set an address for M->channel that works: 1, 0, or an error. */
int cr_dun_letter_address(struct dun_letter *l, struct dun_message *m);
/* Make the message of CHANNEL, whose address is set, of such values. */
int cr_dun_letter_make(struct dun_letter *l, struct dun_message *m);
/*
 * Add to M, which is made, the files that its level asks for, if it goes by
 * mail; documents without a copy are told.
 */
int cr_dun_attach(struct dun_letter *l, struct dun_message *m);

#endif
