#ifndef CR_DIGEST_LETTER_H
#define CR_DIGEST_LETTER_H

#include <stddef.h>
#include <stdint.h>

#include "cr/money.h"

struct cr;
struct cr_arena;
struct cr_letters;
struct cr_party;

/* A customer of an agent or a depot, and what was prepared for him today. */
struct cr_digest_row {
	const char *name, *code, *city, *phone;	/* NULL: not known */
	const char *level, *channel;		/* as in the policy */
	const char *documents;			/* "12/26, 13/26" */
	struct cr_money claim;			/* net of credits */
	int32_t days_late;			/* of the oldest; 0: none */
};

/* What one agent or depot gets: all in one currency. */
struct cr_digest_letter {
	const char *template;		/* "riepilogo-agente" */
	const struct cr_party *to;	/* in whose language it is written */
	const struct cr_party *creditor;	/* on whose paper */
	const char *currency;
	const struct cr_digest_row *rows;
	size_t n;
};

/* A mail, of text and HTML, as cr_mime_content() makes it. */
struct cr_digest_mail {
	const char *language, *template;
	const char *subject, *content;
	size_t size;
};

/*
 * Write it; all lives in the arena. CR_EUSAGE when the text is not there or
 * not right, CR_ELIMIT when the sum of the claims overflows.
 */
int cr_digest_letter(struct cr *cr, struct cr_letters *letters,
    const struct cr_digest_letter *d, struct cr_arena *arena,
    struct cr_digest_mail *out);

#endif
