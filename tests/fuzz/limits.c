/* Rules for limits: any text is rules or is refused, and computes sanely. */
#include <stdint.h>
#include <stdlib.h>

#include "cr/cr.h"
#include "cr/field.h"
#include "cr/limit_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* By each class, and with amounts from nothing to very much. */
static void
make(const struct cr_limit_rules *r, const char *name, int64_t cents)
{
	struct cr_limit_facts f = { .class_name = name, .has_sales = true,
		.sales = { cents }, .days_num = r->year != 0 ?
		(int64_t)r->year * r->window : 365, .days_den = 12,
		.term = r->term, .has_equity = true, .equity = { cents },
		.has_capital = true, .capital = { -cents },
		.has_turnover = true, .turnover = { cents } };
	struct cr_limit_made m;
	int i;

	if (!cr_limit_make(r, &f, &m))
		return;
	if (m.amount.cents < 0 || m.amount.cents % r->round.cents != 0 ||
	    (m.known && m.amount.cents > m.part[m.least].value.cents))
		abort();
	for (i = 0; i < CR_LIMIT_PARTS; i++)
		if (m.part[i].used && m.part[i].value.cents <
		    m.part[m.least].value.cents)
			abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const int64_t cents[] = { 0, 1, 43920000, INT64_MAX };
	struct cr_limit_rules *r;
	struct cr cr;
	size_t i, k;

	cr_init(&cr, "fuzz");
	if (cr_limit_rules_parse(&cr, "x", (const char *)data, size, &r) ==
	    CR_OK) {
		for (k = 0; k < CR_COUNT_OF(cents); k++) {
			for (i = 0; i < r->nclasses; i++)
				make(r, r->classes[i].name, cents[k]);
			make(r, NULL, cents[k]);
		}
	} else if (r != NULL || *cr_errmsg(&cr) == '\0') {
		abort();
	}
	cr_limit_rules_free(r);
	cr_release(&cr);
	return 0;
}
