#ifndef REMIT_H
#define REMIT_H

/* Private to the reading of remittance texts. */

#include "cr/remittance.h"

/* A text in words, numbers and signs. */
enum remit_kind { REMIT_END, REMIT_WORD, REMIT_NUMBER, REMIT_SIGN };

/* What a word means here. */
enum remit_word {
	WORD_ANY,		/* nothing that we know */
	WORD_INVOICE, WORD_CREDIT,
	WORD_OTHER,		/* what follows is a number of something else */
	WORD_CODE,		/* the same, and letters may be in it */
	WORD_PHONE,
	WORD_NUMBER,		/* N, NR, NUMERO */
	WORD_DATE,		/* DEL, IN DATA */
	WORD_AND,
	WORD_FROM, WORD_TO,	/* DAL 101 AL 104 */
	WORD_FILLER,		/* NS, VOSTRA, PAGAMENTO: says nothing */
	WORD_INSTALMENT, WORD_OF,
	WORD_AMOUNT,		/* EUR, IMPORTO: an amount follows */
	WORD_DEDUCTION,		/* ABBUONO, RITENUTA: an amount may follow */
	WORD_MORE, WORD_DEPOSIT,
	WORD_SERIES,		/* SEZ, SERIE */
	WORD_MONTH,		/* of value months behind it */
};

struct remit_token {
	const char *s;
	unsigned short n;
	unsigned char kind;	/* enum remit_kind */
	unsigned char word;	/* enum remit_word */
	unsigned char month;	/* 1 to 12 */
	bool blank;		/* white space is before it */
};

#define REMIT_TOKENS 1024

struct remit_text {
	char s[CR_REMITTANCE_MAX + 1];	/* capitals, ASCII */
	size_t len;
	struct remit_token v[REMIT_TOKENS + 1];	/* REMIT_END is last */
	size_t n;
};

void cr_remit_tokens(struct remit_text *t, const char *text, size_t n);
/* Classify the words, and join those written with dots: F.RE, N.C. */
void cr_remit_words(struct remit_text *t);

bool cr_remit_is_sign(const struct remit_token *k, const char *signs);
/* Is it stuck to what is before it, and a sign of SIGNS? */
bool cr_remit_joins(const struct remit_token *k, const char *signs);
/* The value of up to 9 digits; -1 for more. */
int64_t cr_remit_value(const struct remit_token *k);

/* A run of letters and digits that may be a number: "2026/46-A". */
#define REMIT_PARTS 8

struct remit_part {
	const struct remit_token *k;
	char join;		/* the sign before it; 0: none */
};

struct remit_cell {
	struct remit_part v[REMIT_PARTS];
	size_t n;
	size_t numbers;		/* how many parts are numbers */
	bool long_;		/* too long to be the number of a document */
};

/* The cell at token I; returns the token behind it. No parts: none. */
size_t cr_remit_cell(const struct remit_text *t, size_t i,
    struct remit_cell *c);

/*
 * A date at token I in any form; returns the token behind it, or I when
 * there is none. *YEAR alone is set for "2026", *DATE too for a whole date.
 */
size_t cr_remit_date(const struct remit_text *t, size_t i, int payment_year,
    struct cr_date *date, int *year);
/* Year of four digits, or of two near that of the payment; or 0. */
int cr_remit_year(const struct remit_token *k, int payment_year);
/* Six or eight digits that are a day near the payment: 251125, 30012026. */
bool cr_remit_compact(const struct remit_token *k, int payment_year,
    struct cr_date *date);

/* An amount at token I: the token behind it, or I. */
size_t cr_remit_amount(const struct remit_text *t, size_t i);

/* A VAT number or tax code at token I, told: the token behind it, or I. */
size_t cr_remit_tax(const struct remit_text *t, size_t i,
    struct cr_remittance *out);
/* The creditor reference, told and taken out of the text. */
void cr_remit_rf(struct remit_text *t, struct cr_remittance *out);

/* What the readings of a cell are put together with. */
struct remit_reader {
	struct remit_text text;
	struct cr_remittance *out;
	int year;		/* of the payment */
	enum cr_ref_how how;
	bool credit;
};

/* Tell the readings of C; how many references the likely one has. */
size_t cr_remit_readings(struct remit_reader *r, const struct remit_cell *c);

#endif
