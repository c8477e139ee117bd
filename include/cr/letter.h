#ifndef CR_LETTER_H
#define CR_LETTER_H

#include <stddef.h>

#include "cr/template.h"

struct cr;
struct cr_arena;

/*
 * The texts of letters: DIR/LANGUAGE/NAME.txt, whose first line is
 * "Subject: ..." and whose third begins the text, and NAME.html beside it,
 * if there is one. cr-template(5) describes them and their values.
 */
enum cr_letter_word {
	CR_LETTER_NUMBER,		/* of the letter */
	CR_LETTER_DATE,
	CR_LETTER_CREDITOR_NAME,
	CR_LETTER_CREDITOR_STREET,
	CR_LETTER_CREDITOR_CITY,	/* with ZIP and province */
	CR_LETTER_CREDITOR_VAT,
	CR_LETTER_CREDITOR_TAX_CODE,
	CR_LETTER_CREDITOR_EMAIL,
	CR_LETTER_CREDITOR_PEC,
	CR_LETTER_CREDITOR_PHONE,
	CR_LETTER_DEBTOR_NAME,
	CR_LETTER_DEBTOR_STREET,
	CR_LETTER_DEBTOR_CITY,
	CR_LETTER_DEBTOR_VAT,
	CR_LETTER_DEBTOR_TAX_CODE,
	CR_LETTER_DEBTOR_CODE,
	CR_LETTER_DEBTOR_PHONE,
	CR_LETTER_CURRENCY,
	CR_LETTER_CLAIM,		/* sum of the items */
	CR_LETTER_CREDIT,		/* taken off; empty: nothing */
	CR_LETTER_NET,
	CR_LETTER_OVERDUE,		/* of the claim; empty: nothing */
	CR_LETTER_COMING,		/* not due yet; empty: nothing */
	CR_LETTER_DUE_NOW,		/* overdue less credit */
	CR_LETTER_DAYS_LATE,		/* of the oldest */
	CR_LETTER_TERM_DATE,		/* empty: no term is granted */
	CR_LETTER_TERM_DAYS,
	CR_LETTER_IBAN,
	CR_LETTER_REFERENCE,		/* to quote when paying */
	CR_LETTER_ITEMS,
	CR_LETTER_OVERDUE_ITEMS,
	CR_LETTER_COMING_ITEMS,
	CR_LETTER_CREDITS,
	CR_LETTER_WORDS
};

enum cr_letter_item_word {
	CR_LETTER_ITEM_NUMBER,
	CR_LETTER_ITEM_DATE,
	CR_LETTER_ITEM_DUE,
	CR_LETTER_ITEM_AMOUNT,
	CR_LETTER_ITEM_PAID,
	CR_LETTER_ITEM_HELD,		/* not claimed now; empty: nothing */
	CR_LETTER_ITEM_CLAIM,
	CR_LETTER_ITEM_DAYS_LATE,	/* empty: not overdue */
	CR_LETTER_ITEM_UNPAID,		/* a bank returned it */
};

enum cr_letter_credit_word {
	CR_LETTER_CREDIT_NUMBER,
	CR_LETTER_CREDIT_DATE,
	CR_LETTER_CREDIT_AMOUNT,
	CR_LETTER_CREDIT_NOTE,		/* a credit note; else on account */
};

extern const struct cr_template_word cr_letter_words[];

/* A compiled text in one language. */
struct cr_letter {
	const char *name, *language;
	struct cr_template *subject, *text;
	struct cr_template *html;	/* NULL: none */
};

struct cr_letters;

/*
 * Texts of the folder OWN (NULL: none), and those of SHARED where it has
 * none. Both are copied.
 */
struct cr_letters *cr_letters_new(const char *own, const char *shared);
void cr_letters_free(struct cr_letters *l);

/*
 * The text NAME in LANGUAGE (NULL is Italian), else in English, else in
 * Italian. CR_ENOTFOUND; CR_EUSAGE with file and line.
 */
int cr_letters_get(struct cr *cr, struct cr_letters *l, const char *name,
    const char *language, const struct cr_letter **out);

#endif
