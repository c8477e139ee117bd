#ifndef CR_TABLE_NAMES_H
#define CR_TABLE_NAMES_H

#include <stdbool.h>

/* What a column can be, whichever record it will be part of. */
enum concept {
	C_NONE,
	C_CODE, C_NAME, C_VAT, C_TAX, C_CREDITOR,
	C_NUMBER, C_REF, C_DATE, C_PAYDATE, C_DUE,
	C_AMOUNT, C_OPEN, C_PAID, C_DEBIT, C_CREDIT, C_SIDE,
	C_CURRENCY, C_METHOD, C_CAUSE, C_INSTALMENT, C_NOTE,
	C_KIND, C_COUNTRY, C_STREET, C_ZIP, C_CITY, C_PROVINCE,
	C_SDI, C_PEC, C_EMAIL, C_MOBILE, C_PHONE, C_FAX, C_IBAN,
	C_LANGUAGE, C_AREA, C_DEPOT, C_AGENT, C_CATEGORY, C_SEASONAL,
	C_PROFESSION, C_ROLES, C_RECORD,
	C_STATE,	/* may say that an item is closed */
	CONCEPTS
};

/* What a header means, and who writes it. */
struct table_name {
	enum concept concept;
	signed char rank;	/* 1 is sure; more gives way to less */
	enum table_tongue {
		TONGUE_ITALIAN,	/* so dates are day, month, year */
		TONGUE_ENGLISH,
		TONGUE_SAP,	/* nobody but SAP writes so */
	} tongue;
	const char *headers;	/* normalised, with | between */
};

/* Is TEXT one of the words of LIST, which has | between them? */
bool cr_table_is_listed(const char *text, const char *list);

/* The meaning of a normalised header; NULL if it is not known. */
const struct table_name *cr_table_name(const char *text);
/* What a person calls it, in messages. */
const char *cr_table_concept_word(enum concept c);

#endif
