/* Scores of others: any table is measured, and nothing is out of bounds. */
#include <stdint.h>
#include <stdlib.h>

#include "cr/cr.h"
#include "cr/input.h"
#include "cr/mem.h"
#include "cr/validation_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct kept {
	struct cr_scored *v;
	size_t n, cap;
};

static void
keep(void *ctx, const struct cr_scored *s)
{
	struct kept *k = ctx;

	cr_grow(&k->v, k->n, &k->cap, sizeof(*k->v));
	k->v[k->n++] = *s;
}

static void
look(const struct cr_measured *m)
{
	int64_t n = 0;
	size_t i;

	if (!(m->auc >= 0 && m->auc <= 1 && m->ks >= 0 && m->ks <= 1) ||
	    m->nroc < 2 || m->nroc > CR_ROC_POINTS || m->nbins < 1 ||
	    m->nbins > CR_VALIDATION_BINS)
		abort();
	for (i = 0; i < m->nbins; i++)
		n += m->bins[i].n;
	if (n != m->n || m->at.hits + m->at.missed != m->events)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cr_input *in = cr_input_memory("scores", data, size);
	struct cr_measured m;
	struct kept k = { .v = NULL };
	struct cr cr;

	cr_init(&cr, "fuzz");
	if (cr_validation_file_read(&cr, in, keep, &k) == CR_OK &&
	    cr_measure(k.v, k.n, 0, false, &m))
		look(&m);
	free(k.v);
	cr_input_free(in);
	cr_release(&cr);
	return 0;
}
