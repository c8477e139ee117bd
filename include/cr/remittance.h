#ifndef CR_REMITTANCE_H
#define CR_REMITTANCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/date.h"
#include "cr/payref.h"

/*
 * What a payer wrote to say what a payment is for. The text is free, and in
 * Italy it is cut at 140 characters, so one piece of it can often be read in
 * several ways: "12/13" is two invoices, or invoice 12 of 2013, or number 13
 * of series 12. All readings are told, the likely one first; which of them
 * is true only the ledger can say.
 */

#define CR_REFS_MAX 96		/* of one text; what is beyond is not told */
#define CR_REF_SIZE 32		/* a number with its series, and a NUL */
#define CR_REMITTANCE_MAX 4096	/* bytes of a text that are read */
#define CR_REF_RANGE_MAX 50	/* numbers of "from 101 to 104" */

/* How sure it is that a number is that of a document. */
enum cr_ref_how {
	CR_REF_NAMED,		/* a word says so: FATT. 12 */
	CR_REF_DATED,		/* a date follows it: 12 DEL 31/01/2026 */
	CR_REF_BARE,		/* it is just there */
};

struct cr_ref {
	/*
	 * Number and series as written: "46/001", "34/A", with zeros before
	 * the first number taken away, and without the year.
	 */
	char number[CR_REF_SIZE];
	int16_t year;		/* 0: not said */
	struct cr_date date;	/* of the document; CR_DATE_NONE */
	uint8_t group;		/* readings of one piece share it */
	uint8_t reading;	/* 0 is the likely one */
	enum cr_ref_how how;
	bool credit;		/* a credit note */
	bool cut;		/* the text ends in it: more may follow */
};

#define CR_TAX_CODES_MAX 4

struct cr_remittance {
	struct cr_ref v[CR_REFS_MAX];
	size_t n;
	size_t groups;
	char rf[CR_RF_SIZE];	/* a creditor reference (ISO 11649), or "" */
	/* VAT numbers and tax codes in it with the right check digits */
	char tax[CR_TAX_CODES_MAX][17];
	size_t ntax;
	int instalment;		/* RATA 1 DI 3; 0: not said */
	int instalments;
	bool cut;		/* the bank cut it: documents may be missing */
	bool more;		/* "and others": more than it names */
	bool deposit;		/* ACCONTO: not all is paid */
	bool deduction;		/* it speaks of something taken off */
};

/*
 * Read TEXT of N bytes, UTF-8 or Latin-1. YEAR is that of the payment, by
 * which two digits are told to be a year or not; 0: not known.
 */
void cr_remittance_read(const char *text, size_t n, int year,
    struct cr_remittance *out);

/*
 * What a number, of a document or in a text, is compared by: its numbers
 * without the zeros before them, joined by "/", and without the YEAR (0: not
 * known) where there is another number beside it; then "|" and its letters
 * without words like FATT. Thus "FT 2026/0046-A" and "46/A" are "46|A", and
 * "46/001/2026" is "46/1|". Empty for a number without digits.
 */
#define CR_REF_KEY_SIZE 48
char *cr_ref_key(const char *number, int year, char to[CR_REF_KEY_SIZE]);

/*
 * Does a reading of the text name the invoice NUMBER of that DATE? What it
 * says of year and date must agree; a credit note it names is none.
 */
bool cr_remittance_names(const struct cr_remittance *r, const char *number,
    struct cr_date date);

#endif
