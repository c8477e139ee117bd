#ifndef BANK_KNOWN_H
#define BANK_KNOWN_H

struct importing;

/*
 * Is the movement that waits one that the ledger has? *REF is the reference
 * of its entry, or the one that it is to have. 1, 0 or an enum cr_error.
 *
 * The movements of an account on a day with the same amount are numbered.
 * Which of them one is, its source tells: the same file, or another of the
 * same kind that overlaps, says the same of it. A file of another kind, an
 * EC after the RH or a statement after an advice, tells of the same account
 * in other words; there each movement is taken for one that is known as
 * long as no word contradicts and each stands for one only. So two equal
 * payments on one day are two, and reading them again adds none.
 */
int cr_bank_known(struct importing *im, const char **ref);

#endif
