#ifndef CR_CORE_STATEMENT_PAPER_H
#define CR_CORE_STATEMENT_PAPER_H

/* Private to the statements of account: how one becomes a document. */

#include "cr/claim.h"
#include "cr/letterhead.h"
#include "cr/paper.h"
#include "cr/phrases.h"
#include "cr/statement.h"

enum st_phrase {
	ST_TITLE, ST_AS_OF, ST_FROM, ST_UNTIL, ST_TO, ST_PAGE, ST_OF,
	ST_CODE, ST_VAT, ST_TAX_CODE, ST_CURRENCY, ST_PHONE, ST_EMAIL, ST_PEC,
	ST_CLOSING_LABEL, ST_OVERDUE_LABEL,
	ST_MOVEMENTS, ST_DATE, ST_WHAT, ST_DUE, ST_DEBIT, ST_CREDIT,
	ST_BALANCE, ST_OPENING, ST_CLOSING, ST_TOTALS,
	ST_OPEN_ITEMS, ST_DOCUMENT, ST_DAYS, ST_AMOUNT, ST_OPEN, ST_NOTE,
	ST_ON_ACCOUNT, ST_RETURNED, ST_COLLECTED, ST_PAYEE, ST_NOTHING_OPEN,
	ST_AGEING, ST_NOT_DUE, ST_DAYS_LATE, ST_OVER, ST_CREDITS,
	ST_TOTAL, ST_USES, ST_UNALLOCATED, ST_DATED, ST_INSTALMENTS,
	ST_PAYMENT, ST_TO_PAY, ST_BENEFICIARY, ST_IBAN, ST_BIC,
	ST_REFERENCE, ST_REFERENCE_WORD, ST_CAPTION, ST_COURTESY,
	ST_NO_MOVEMENTS, ST_HELD,
	ST_INTERESTS, ST_INTEREST, ST_COSTS, ST_WITH_INTEREST,
	ST_CLAIMS, ST_CLAIM, ST_CLAIMED, ST_PAID_OF_CLAIM, ST_WITH_CLAIMS,
	ST_CLAIM_KIND,		/* the first of CR_CLAIM_KINDS */
	ST_KIND = ST_CLAIM_KIND + CR_CLAIM_KINDS,
	ST_PHRASES = ST_KIND + CR_STATEMENT_KINDS
};

extern const struct cr_phrase cr_statement_phrases[ST_PHRASES];

/* The words of one language. */
struct st_words {
	const char *v[ST_PHRASES];
	const char *asked;	/* this language */
	const char *language;	/* and these are in that */
};

/* How to reach the creditor, where the letterhead does not say. */
struct st_contacts {
	const char *phone, *email, *pec;
};

/* A statement being written. */
struct st_writing {
	const struct cr_statement *s;
	const char *const *say;
	const struct cr_letterhead *head;
	const struct st_contacts *contacts;
	struct cr_arena *a;
	struct cr_paper *p;
	const char *language;
};

/* How to pay what is to be paid now, if there is something. */
void cr_statement_paper_payment(struct st_writing *w);

/* S as a document, all of which lives in the arena. */
void cr_statement_paper(const struct cr_statement *s,
    const struct st_words *words, const struct cr_letterhead *head,
    const struct st_contacts *contacts, struct cr_arena *a,
    struct cr_paper *out);

#endif
