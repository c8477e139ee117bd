#ifndef CR_FACT_LIST_H
#define CR_FACT_LIST_H

#include "cr/field.h"
#include "cr/risk_facts.h"

struct cr;
struct cr_keys;
struct cr_printer;

/* What sources tell of parties, as it is listed (cr/risk_facts.h). */
enum cr_fact_kind {
	CR_FACT_NONE,
	CR_FACT_SHEETS,
	CR_FACT_SCORES,
	CR_FACT_ADVERSE,
	CR_FACT_ASSETS,
	CR_FACT_COMMITMENTS,
	CR_FACT_PLAFONDS,
	CR_FACT_CONTACTS,	/* addresses, and who told them */
};

/* The columns of a kind, but CR_FACT_NONE. */
const struct cr_field *cr_fact_fields(enum cr_fact_kind kind, size_t *n);

struct cr_fact_lister {
	struct cr *cr;
	struct cr_printer *p;
	const struct cr_keys *keys;	/* sorted parties; NULL: all */
};

/* Print a row for each fact of the kind that ASK asks for. */
int cr_fact_list(const struct cr_fact_lister *l, enum cr_fact_kind kind,
    const struct cr_risk_ask *ask);

#endif
