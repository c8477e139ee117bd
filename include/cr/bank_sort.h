#ifndef CR_BANK_SORT_H
#define CR_BANK_SORT_H

#include <stdbool.h>

#include "cr/canon.h"

/*
 * What a movement is to us: that decides whether anything is to be
 * allocated. Only a receipt and a return have a balance.
 */
enum cr_bank_sort {
	CR_BANK_RECEIPT,	/* came in, and may be a debtor's */
	CR_BANK_RETURN,		/* a debtor's payment came back unpaid, or */
				/* (positive) such a return was taken back */
	CR_BANK_CHARGE,		/* of the bank */
	CR_BANK_OTHER,		/* taxes, giro, loans, what we pay, ... */
};

/* The words of the column "sort". */
const char *cr_bank_sort_word(enum cr_bank_sort sort);

/*
 * What a movement is, by the CBI causale (CBI-RND-001 appendix B), the ISO
 * 20022 family and the reason of a return that it carries; the sign is that
 * of its amount. A charge repeats the reason of the return it is for, so
 * the causale decides before the reason does.
 */
enum cr_bank_sort cr_bank_sort(const struct cr_rec_entry *e);
/* BON, RIB, SDD, ASS, INS: how ERPs call it; the code if they do not. */
const char *cr_bank_kind(const struct cr_rec_entry *e,
    enum cr_bank_sort sort);
/* "48" of 48, 48//, 47//00; false when CODE begins with no CBI causale. */
bool cr_bank_causale(const char *code, char to[3]);
/* A report of the day (camt.052, MT942): all of it comes again. */
bool cr_bank_is_interim(const char *source);
/* Is an end-to-end id one, and not NOTPROVIDED or a dash? */
bool cr_bank_is_ref(const char *ref);

#endif
