#ifndef CR_FORMAT_LETTER_SAY_H
#define CR_FORMAT_LETTER_SAY_H

/* Private to letters: the words of their tables, and how they are kept. */

#include "cr/letter.h"
#include "cr/paper.h"
#include "cr/phrases.h"

/* LANGUAGE/letter.conf */
enum letter_phrase {
	SAY_TO, SAY_PAGE, SAY_OF, SAY_DATE_LABEL, SAY_NUMBER, SAY_CHANNEL,
	SAY_CODE, SAY_VAT, SAY_TAX_CODE, SAY_REA, SAY_PHONE, SAY_EMAIL,
	SAY_PEC, SAY_BY_PEC, SAY_DRAWN_FROM,
	SAY_DRAWN_ON, SAY_BY_REGISTERED, SAY_BY_FAX, SAY_DOCUMENT,
	SAY_DATE, SAY_DUE, SAY_AMOUNT, SAY_PAID, SAY_OPEN, SAY_DAYS, SAY_ITEMS,
	SAY_OVERDUE, SAY_COMING, SAY_TOTAL_OVERDUE, SAY_TOTAL_COMING,
	SAY_TOTAL, SAY_CREDIT_NOTE, SAY_ON_ACCOUNT, SAY_HELD, SAY_RETURNED,
	SAY_CHARGES, SAY_BANK_TOOK, SAY_INTEREST_TITLE, SAY_PRINCIPAL,
	SAY_FROM, SAY_UNTIL, SAY_RATE, SAY_INTEREST, SAY_MORA, SAY_LEGAL,
	SAY_CONTRACT, SAY_TOTALS, SAY_WHAT, SAY_DUE_NOW, SAY_FLAT40,
	SAY_PENALTY, SAY_FEES, SAY_TO_PAY, SAY_PAYMENT, SAY_BENEFICIARY,
	SAY_IBAN, SAY_BIC, SAY_REFERENCE, SAY_CAPTION, SAY_DEBTORS, SAY_DEBTOR,
	SAY_LEVEL, SAY_DOCUMENTS, SAY_FAX, SAY_FAX_TO, SAY_FAX_NUMBER,
	SAY_FAX_FROM, SAY_FAX_PAGES, SAY_FAX_NOTE, SAY_STATEMENT_FILE,
	SAY_WHY_ACCOUNT, SAY_WHY_CLOSED, SAY_WHY_BLOCKED, SAY_WHY_FUNDS,
	SAY_WHY_MANDATE, SAY_WHY_REFUND, SAY_WHY_DEBTOR,
	SAY_PHRASES
};

extern const struct cr_phrase cr_letter_phrases[SAY_PHRASES];

/* A letter while it is put on paper. */
struct letter_paper {
	const struct cr_letter *t;
	const struct cr_letter_values *v;
	struct cr_arena *a;
	struct cr_paper *p;
};

static inline const char *
letter_get(const struct letter_paper *w, enum cr_letter_word word)
{
	return cr_values_get(w->v->v, word);
}

/* The whole, but for its logo; TEXT is filled and has marks of parts. */
void cr_letter_paper(const struct cr_letter *t,
    const struct cr_letter_values *v, const char *title, const char *text,
    struct cr_arena *a, struct cr_paper *out);
/* The cover page of a fax of PAGES pages, this one apart. */
void cr_letter_cover(const struct cr_letter *t,
    const struct cr_letter_values *v, int pages, struct cr_arena *a,
    struct cr_paper *out);
/* One part of it, where it has something to say. */
void cr_letter_part(struct letter_paper *w, enum cr_letter_word part);

#endif
