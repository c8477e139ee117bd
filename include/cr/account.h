#ifndef CR_ACCOUNT_H
#define CR_ACCOUNT_H

#include <stdint.h>

struct cr;

/*
 * Our accounts. An Italian one has one name however it is written: ABI, CAB
 * and number, which an IBAN holds and the text flows of banks give alone.
 */
#define CR_ACCOUNT_SIZE 72

struct cr_account {
	int64_t id;
	const char *number;	/* IBAN, or as the bank writes it */
	int64_t creditor;
	const char *currency;	/* NULL: not said */
};

/*
 * The one name of the account SAID: ABI, CAB and twelve digits of number of
 * an Italian IBAN or of "ABI/CAB/number"; else its letters and digits in
 * capitals. Returns TO; what is too long is cut.
 */
char *cr_account_name(const char *said, char to[CR_ACCOUNT_SIZE]);

/* The account SAID, number and currency left out: 1, 0 or an error. */
int cr_account_find(struct cr *cr, const char *said, struct cr_account *out);
/* Make it, of this run. */
int cr_account_add(struct cr *cr, const struct cr_account *a, int64_t *id);
/* The creditor among the parties whose own account it is: 1, 0, an error. */
int cr_account_owner(struct cr *cr, const char *said, int64_t *creditor);

#endif
