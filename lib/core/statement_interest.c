#include "statement_world.h"

#include <stdlib.h>

#include "cr/interest_run.h"
#include "cr/keys.h"
#include "cr/mem.h"

/* Items come in the order of their numbers. */
static int
keep(void *ctx, const struct cr_interest_item *i)
{
	struct st_world *w = ctx;

	cr_grow(&w->interest, w->ninterest, &w->cap_interest,
	    sizeof(*w->interest));
	w->interest[w->ninterest++] = (struct st_interest){
		i->item.item, i->total.interest, i->total.flat,
		i->total.penalty,
	};
	return 0;
}

int
cr_statement_accrue(struct st_world *w, int64_t debtor)
{
	const struct cr_statement_opts *o = w->opts;
	struct cr_key key = { CR_KEY_PARTY, debtor };
	struct cr_keys only = { .v = &key, .n = 1 };
	struct cr_interest_opts opts = { .rates = o->rates,
	    .rules = o->rules, .as_of = o->as_of, .to = o->as_of.day,
	    .keys = debtor != 0 ? &only : NULL };
	struct cr_interest_sink sink = { .item = keep, .ctx = w };

	return o->rates == NULL ? 0 : cr_interest_run(w->cr, &opts, &sink);
}

static int
by_item(const void *key, const void *row)
{
	int64_t k = *(const int64_t *)key;
	int64_t i = ((const struct st_interest *)row)->item;

	return (k > i) - (k < i);
}

const struct st_interest *
cr_statement_accrued(const struct st_world *w, int64_t item)
{
	return w->ninterest == 0 ? NULL : bsearch(&item, w->interest,
	    w->ninterest, sizeof(*w->interest), by_item);
}
