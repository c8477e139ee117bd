#ifndef CR_OPERATOR_H
#define CR_OPERATOR_H

struct cr;

/*
 * Operators. While a ledger has none everybody may; then cr_run_begin()
 * lets only its active operators act, each with the tools that their roles
 * name: words like "import dun sign" (cr-import, cr-dun, cr-sign), or "all".
 */
int cr_operator_set(struct cr *cr, const char *name, const char *roles);

/* Is NAME an active operator with just these ROLES? 1, 0 or an error. */
int cr_operator_is(struct cr *cr, const char *name, const char *roles);

/* Has the ledger operators? 1, 0 or an error. */
int cr_operator_any(struct cr *cr);
/* Has cr->operator ROLE, or has the ledger no operators? 1, 0 or an error. */
int cr_operator_has(struct cr *cr, const char *role);

/* May cr->operator act with cr->tool? CR_EUSAGE when not. */
int cr_operator_may(struct cr *cr);

#endif
