/* Models of provisions: any text is one or is refused, and then is sound. */
#include <stdint.h>
#include <stdlib.h>

#include "cr/cr.h"
#include "cr/provision_model.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(const struct cr_provision_model *m)
{
	const struct cr_provision_segment *g;
	struct cr_money x;
	size_t i, b;

	if (m->nbounds == 0 || m->nsegments == 0)
		abort();
	for (i = 1; i < m->nbounds; i++)
		if (m->bounds[i] <= m->bounds[i - 1])
			abort();
	for (g = m->segments; g < m->segments + m->nsegments; g++) {
		if (g->lgd.num > g->lgd.den || g->forward.den <= 0)
			abort();
		for (b = 0; g->rates != NULL && b < m->nbounds + 2; b++)
			if (!cr_fraction_of((struct cr_money){ 1000 },
			    g->rates[b], &x) || x.cents < 0 ||
			    x.cents > 1000)
				abort();
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct cr_segment_subject who = { .debtor = 1, .creditor = 2,
	    .class_name = "A", .area = "NORD", .debtor_code = "C1" };
	struct cr_provision_model *m;
	struct cr cr;

	cr_init(&cr, "fuzz");
	if (cr_provision_model_parse(&cr, "model", (const char *)data, size,
	    &m) == CR_OK) {
		check(m);
		cr_provision_segment(m, &who);
		if (cr_provision_specific(&cr, m, "C1=12.5%") != CR_OK)
			abort();
	}
	cr_provision_model_free(m);
	cr_release(&cr);
	return 0;
}
