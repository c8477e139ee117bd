#ifndef CR_LETTER_H
#define CR_LETTER_H

#include <stdbool.h>
#include <stddef.h>

#include "cr/date.h"
#include "cr/template.h"

struct cr;
struct cr_arena;
struct cr_buf;
struct cr_config;
struct cr_letterhead;

/*
 * The texts of letters: one file DIR/LANGUAGE/NAME.txt for all their forms,
 * mail as text and HTML, PDF on the creditor's paper, fax, SMS, and what to
 * say on the telephone. cr-template(5) describes the file and its values.
 */
enum cr_letter_word {
	CR_LETTER_NUMBER,		/* of the letter */
	CR_LETTER_DATE,
	CR_LETTER_PLACE,
	CR_LETTER_CHANNEL,		/* how it goes, and to where */
	CR_LETTER_CREDITOR_NAME,
	CR_LETTER_CREDITOR_STREET,
	CR_LETTER_CREDITOR_CITY,	/* with ZIP and province */
	CR_LETTER_CREDITOR_VAT,
	CR_LETTER_CREDITOR_TAX_CODE,
	CR_LETTER_CREDITOR_REA,		/* in the register of companies */
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
	CR_LETTER_DEBTOR_PEC,
	CR_LETTER_DEBTOR_PEC_SOURCE,	/* who told it: INI-PEC */
	CR_LETTER_DEBTOR_PEC_DAY,	/* and when */
	CR_LETTER_TO_NAME,		/* who gets it; empty: the debtor */
	CR_LETTER_CURRENCY,
	CR_LETTER_CLAIM,		/* sum of the items */
	CR_LETTER_CREDIT,		/* taken off; empty: nothing */
	CR_LETTER_NET,
	CR_LETTER_OVERDUE,		/* of the claim; empty: nothing */
	CR_LETTER_COMING,		/* not due yet; empty: nothing */
	CR_LETTER_DUE_NOW,		/* overdue less credit */
	CR_LETTER_DAYS_LATE,		/* of the oldest */
	CR_LETTER_INTEREST,		/* for late payment; empty: none */
	CR_LETTER_INTEREST_TO,		/* its last day */
	CR_LETTER_PER_DIEM,		/* for each day after it */
	CR_LETTER_FLAT40,		/* art. 6 D.Lgs. 231/2002 */
	CR_LETTER_PENALTY,		/* L. 192/1998 */
	CR_LETTER_FEES,
	CR_LETTER_CHARGES,		/* of banks, for what came back */
	CR_LETTER_CLAIMS,		/* sum of these; empty: none */
	CR_LETTER_TOTAL,		/* to be paid now, all in all */
	CR_LETTER_TERM_DATE,		/* empty: no term is granted */
	CR_LETTER_TERM_DAYS,
	CR_LETTER_IBAN,
	CR_LETTER_BIC,
	CR_LETTER_REFERENCE,		/* to quote when paying */
	CR_LETTER_CONTRACT,		/* that the items come from */
	CR_LETTER_HANDOVER,		/* who takes over from the creditor */
	CR_LETTER_HANDOVER_CONTACT,
	CR_LETTER_SIGNER,		/* who signs */
	CR_LETTER_SIGNER_ROLE,
	CR_LETTER_ITEMS,
	CR_LETTER_OVERDUE_ITEMS,
	CR_LETTER_COMING_ITEMS,
	CR_LETTER_CREDITS,
	CR_LETTER_INTEREST_ITEMS,	/* a row for each rate of each item */
	CR_LETTER_DEBTORS,		/* of a digest */
	CR_LETTER_PART_ITEMS,
	CR_LETTER_PART_OVERDUE,
	CR_LETTER_PART_COMING,
	CR_LETTER_PART_INTEREST,
	CR_LETTER_PART_TOTALS,
	CR_LETTER_PART_PAYMENT,
	CR_LETTER_PART_SIGNATURE,
	CR_LETTER_PART_DEBTORS,
	CR_LETTER_WORDS
};

enum cr_letter_item_word {
	CR_LETTER_ITEM_NUMBER,
	CR_LETTER_ITEM_DATE,
	CR_LETTER_ITEM_DUE,
	CR_LETTER_ITEM_AMOUNT,
	CR_LETTER_ITEM_PAID,		/* empty: nothing */
	CR_LETTER_ITEM_HELD,		/* not claimed now; empty: nothing */
	CR_LETTER_ITEM_CLAIM,
	CR_LETTER_ITEM_DAYS_LATE,	/* empty: not overdue */
	CR_LETTER_ITEM_UNPAID,		/* a bank returned it */
	CR_LETTER_ITEM_RETURNED,	/* on that day */
	CR_LETTER_ITEM_WHY,		/* for that reason */
	CR_LETTER_ITEM_CHARGES,		/* and took so much for it */
};

enum cr_letter_credit_word {
	CR_LETTER_CREDIT_NUMBER,
	CR_LETTER_CREDIT_DATE,
	CR_LETTER_CREDIT_AMOUNT,
	CR_LETTER_CREDIT_NOTE,		/* a credit note; else on account */
};

enum cr_letter_interest_word {
	CR_LETTER_INTEREST_NUMBER,
	CR_LETTER_INTEREST_PRINCIPAL,
	CR_LETTER_INTEREST_FROM,
	CR_LETTER_INTEREST_UNTIL,
	CR_LETTER_INTEREST_DAYS,
	CR_LETTER_INTEREST_RATE,
	CR_LETTER_INTEREST_AMOUNT,
	CR_LETTER_INTEREST_REGIME,	/* cr_regime_word() */
};

enum cr_letter_debtor_word {
	CR_LETTER_DEBTORS_NAME,
	CR_LETTER_DEBTORS_CODE,
	CR_LETTER_DEBTORS_CITY,
	CR_LETTER_DEBTORS_PHONE,
	CR_LETTER_DEBTORS_LEVEL,	/* what was sent today */
	CR_LETTER_DEBTORS_CHANNEL,
	CR_LETTER_DEBTORS_CURRENCY,
	CR_LETTER_DEBTORS_CLAIM,
	CR_LETTER_DEBTORS_DAYS_LATE,
	CR_LETTER_DEBTORS_DOCUMENTS,	/* their numbers */
};

extern const struct cr_template_word cr_letter_words[];

/* A compiled text in one language. */
struct cr_letter {
	const char *name, *language;
	struct cr_template *subject;
	struct cr_template *title;	/* NULL: no line above the text */
	struct cr_template *text;
	struct cr_template *sms, *phone;	/* NULL: none */
	struct cr_template *html;	/* NULL: the text, put in HTML */
	const char *const *say;		/* words of tables: letter_say.h */
};

struct cr_letters;

/*
 * The texts that CONFIG, which is borrowed, names (dunning { templates }),
 * and those of the folder SHARED where it has none; its letterheads and
 * fonts.
 */
struct cr_letters *cr_letters_new(const struct cr_config *config,
    const char *shared);
const struct cr_config *cr_letters_config(const struct cr_letters *l);
void cr_letters_free(struct cr_letters *l);

/*
 * The text NAME in LANGUAGE (NULL is Italian), else in English, else in
 * Italian. CR_ENOTFOUND; CR_EUSAGE with file and line.
 */
int cr_letters_get(struct cr *cr, struct cr_letters *l, const char *name,
    const char *language, const struct cr_letter **out);

/* What a letter can be written as. */
enum cr_letter_form {
	CR_LETTER_AS_SUBJECT,	/* one line */
	CR_LETTER_AS_TEXT,
	CR_LETTER_AS_HTML,
	CR_LETTER_AS_PDF,
	CR_LETTER_AS_FAX,	/* PDF in black, behind a cover page */
	CR_LETTER_AS_SMS,	/* its section sms */
	CR_LETTER_AS_SCRIPT,	/* its section phone, else the text */
};

#define CR_LETTER_SMS_MAX 3	/* messages that an SMS is paid as */

/* What it is filled with; all is borrowed. */
struct cr_letter_values {
	const struct cr_values *v;
	const struct cr_letterhead *head;	/* NULL: none */
	const char *epc;	/* of the QR code, cr_epc_text(); NULL: none */
	const char *fax;	/* number, for the cover page */
	struct cr_date day;	/* of a PDF file */
};

/*
 * Append the letter in that form. The same values make the same bytes.
 * CR_EUSAGE when it has no such form, a logo is no picture, or what is
 * written would pass the bounds of an SMS; CR_ELIMIT when it is too long.
 */
int cr_letter_write(struct cr *cr, struct cr_letters *l,
    const struct cr_letter *t, const struct cr_letter_values *v,
    enum cr_letter_form form, struct cr_buf *out);

/* As text and as HTML, put together once for both. */
int cr_letter_write_mail(struct cr *cr, struct cr_letters *l,
    const struct cr_letter *t, const struct cr_letter_values *v,
    struct cr_buf *text, struct cr_buf *html);

/* "a mezzo ..." of a channel's word, in the letter's language; or NULL. */
const char *cr_letter_by(const struct cr_letter *t, const char *channel);
/* "tratto da", and in *ON "il": of an address and the register it is from. */
const char *cr_letter_drawn_from(const struct cr_letter *t, const char **on);
/* Why a bank returned what it did (ISO 20022: AM04); NULL: no words for it. */
const char *cr_letter_why(const struct cr_letter *t, const char *code);
/* What the file with a statement of account is called, before its day. */
const char *cr_letter_statement(const struct cr_letter *t);

#endif
