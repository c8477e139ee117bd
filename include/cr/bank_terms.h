#ifndef CR_BANK_TERMS_H
#define CR_BANK_TERMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How long banks may give bills back, and what their silence means. */

enum cr_bill_silence {
	CR_SILENCE_CREDITED,	/* paid, if the bank credited the slip */
	CR_SILENCE_PAID,	/* paid */
	CR_SILENCE_NOTHING,	/* nothing: wait for the bank's word */
};

#define CR_BANK_TOLERANCE 10	/* days, where nothing else is said */
#define CR_BANK_TOLERANCE_MAX 400

struct cr_bank_account_terms {
	const char *account;	/* IBAN, ABI/CAB/number, or the ABI alone */
	int32_t tolerance;
};

struct cr_bank_terms {
	int32_t tolerance;	/* days after the due day of a bill */
	enum cr_bill_silence silence;
	struct cr_bank_account_terms *v;
	size_t n;
};

#define CR_BANK_TERMS_USUAL \
	((struct cr_bank_terms){ CR_BANK_TOLERANCE, CR_SILENCE_CREDITED, \
	    NULL, 0 })

/* "credited", "paid", "nothing"; and back, false for another word. */
const char *cr_bill_silence_word(enum cr_bill_silence silence);
bool cr_bill_silence_parse(const char *word, enum cr_bill_silence *out);

#endif
