#ifndef CR_LETTER_PREVIEW_H
#define CR_LETTER_PREVIEW_H

#include <stdint.h>

#include "cr/channel.h"
#include "cr/letter.h"

struct cr;
struct cr_buf;
struct cr_dun_files;

/* What a letter looks like before anybody gets it. */
struct cr_preview {
	const char *template;
	const char *language;	/* NULL: that of the debtor; Italian */
	enum cr_channel channel;
	enum cr_letter_form form;
	int64_t debtor;		/* a party of the ledger; 0: a sample */
};

/*
 * Append the letter that the debtor would get today: that of the notice that
 * is due, else of all that is open and may be claimed. Without a debtor all
 * values are made up and no ledger is needed. It is written as the real
 * letter is. CR_ENOTFOUND; CR_EUSAGE with file and line.
 */
int cr_letter_preview(struct cr *cr, const struct cr_dun_files *f,
    const struct cr_preview *p, struct cr_buf *out);

/* The form in which a channel carries letters. */
enum cr_letter_form cr_letter_form_of(enum cr_channel channel);

/*
 * Write the letters of all levels, in all languages that there are and in
 * the forms of their channels, with made up values; what is not right is
 * told with cr_refuse().
 */
int cr_letters_check(struct cr *cr, const struct cr_dun_files *f);

#endif
