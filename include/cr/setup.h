#ifndef CR_SETUP_H
#define CR_SETUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cr;

/*
 * What cr-init writes into a ledger, in one run; what is there already is
 * left as it is, and without anything new there is no run.
 */
struct cr_setup {
	/*
	 * Who is owed: "CODE", a VAT number ("01234567890", "IT01234567890")
	 * or a tax code, with ":Name" behind; "CODE|VAT:Name" gives both.
	 * Once there is one, invoices of others are refused.
	 */
	char *const *creditors;
	size_t ncreditors;
	/* Who may act: "NAME" for all, or "NAME:import dun" (cr/operator.h) */
	char *const *operators;
	size_t noperators;
};

/* *CHANGED: something was new. CR_EUSAGE for what cannot be read. */
int cr_setup(struct cr *cr, const struct cr_setup *s, bool *changed);

#endif
