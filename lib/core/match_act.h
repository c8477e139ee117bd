#ifndef MATCH_ACT_H
#define MATCH_ACT_H

/* Private to what a person does with matches: one transaction, then rows. */

#include "matching.h"

struct match_act {
	struct cr *cr;
	struct match_rows rows;	/* to be told after the commit */
	bool changed;		/* else there was no run */
};

/* Begin, GO, commit if something changed, and tell EACH. */
int cr_match_act(struct cr *cr, const char *what, struct match_act *a,
    int (*go)(struct match_act *a), int (*each)(void *ctx,
    const struct cr_match_row *r), void *ctx);
/* What is wrong with one of many is told, and the others go on. */
int cr_match_pass(struct cr *cr, int err);

/* Book the N rows of one match, an entry's. */
int cr_match_book_rows(struct match_act *a, struct cr_match_row *v,
    size_t n);
/* More than is open, or left of the entry, is CR_EINPUT. */
int cr_match_check_rows(struct cr *cr, const struct cr_match_row *v,
    size_t n);
/* Is a row of KIND money? Others close without any. */
bool cr_match_is_money(const char *kind);
/* The proposals of an entry are over. */
int cr_match_end_waiting(struct cr *cr, int64_t entry);
/* Nothing of it is allocated any more: it is nobody's again, and open. */
int cr_match_set_free(struct cr *cr, int64_t entry);
/*
 * The words at *I are a bill and its items: tie them, or with UNTIE take
 * them from it, up to the next word that is neither.
 */
int cr_match_bill(struct match_act *a, char *const *words, size_t n,
    size_t *i, bool untie);
/* "1220,00", "1220.00" or "1.220,00" behind WORD's "="; never a sign. */
int cr_match_amount(struct cr *cr, const char *word, const char *s,
    int64_t *cents);
/* The act, in the journal. */
int cr_match_note(struct cr *cr, const char *act, int64_t entry, int64_t id);

#endif
