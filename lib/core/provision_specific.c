#include "providing.h"

#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/key.h"
#include "cr/map.h"
#include "cr/mem.h"
#include "cr/str.h"

/* What somebody has set for a debtor or an item, in the place of a rate. */

/* Whose: the first of the model that names a thing counts. */
struct whose {
	struct cr_provide *p;
	struct cr_map names;	/* of codes, VAT numbers, keys to specifics */
	bool *used;
};

static void
put_name(struct whose *w, const char *name, int64_t i)
{
	int64_t before;

	if (!cr_map_get(&w->names, name, strlen(name), &before))
		cr_map_put(&w->names, name, strlen(name), i);
}

static void
load_names(struct whose *w)
{
	const struct cr_provision_model *m = w->p->model;
	size_t i;

	for (i = 0; i < m->nspecific; i++)
		put_name(w, m->specific[i].on, (int64_t)i);
}

static void
choose(const struct whose *w, const char *name, int32_t *best)
{
	int64_t i;

	if (name != NULL && cr_map_get(&w->names, name, strlen(name), &i) &&
	    (*best < 0 || i < *best))
		*best = (int32_t)i;
}

static void
choose_key(const struct whose *w, enum cr_key_kind kind, int64_t id,
    int32_t *best)
{
	char key[CR_KEY_SIZE];

	choose(w, cr_key_format((struct cr_key){ kind, id }, key), best);
}

/* An amount is in EUR, and takes nothing of other currencies. */
static bool
takes(const struct cr_provide *p, const struct cr_atom *a, int32_t i)
{
	return p->model->specific[i].amount.cents == 0 ||
	    strcmp(p->names.currencies[a->currency], "EUR") == 0;
}

/* An item's own goes before its debtor's. */
static void
mark(struct whose *w, struct cr_atom *a)
{
	const struct cr_person *d = cr_person(&w->p->people, a->debtor);
	int32_t i = -1;

	if (a->item == 0 || a->open.cents <= 0)
		return;
	choose_key(w, CR_KEY_ITEM, a->item, &i);
	if (i < 0) {
		choose_key(w, CR_KEY_PARTY, a->debtor, &i);
		choose(w, d->code, &i);
		choose(w, d->vat, &i);
	}
	if (i >= 0 && takes(w->p, a, i)) {
		a->specific = i;
		w->used[i] = true;
	}
}

/* The sum of what is not covered of each. */
static int
sum_bases(struct cr_provide *p)
{
	const struct cr_atom *a = p->atoms, *end = a + p->natoms;
	struct cr_money *sum;
	int i;

	for (; a < end; a++) {
		if (a->specific < 0)
			continue;
		sum = &p->specific[a->specific].sum;
		if (!cr_money_add(sum, a->open))
			return cr_provide_too_large(p);
		for (i = 0; i < CR_COVERS; i++)
			if (!cr_money_sub(sum, a->covered[i]))
				return cr_provide_too_large(p);
	}
	return CR_OK;
}

/* What share of its base each is. */
static void
set_rate(struct whose *w, size_t i)
{
	const struct cr_specific *x = &w->p->model->specific[i];
	struct cr_cell *c = &w->p->specific[i];

	c->rate = x->share;
	if (!w->used[i])
		cr_warn(w->p->cr, NULL, 0, "specific \"%s\": nothing of it "
		    "is open", x->on);
	else if (x->amount.cents > c->sum.cents)
		cr_warn(w->p->cr, NULL, 0, "specific \"%s\": more than is "
		    "open and not covered; all of that is provided for",
		    x->on);
	if (x->amount.cents > 0 && (x->amount.cents >= c->sum.cents ||
	    !cr_fraction_make(x->amount.cents, c->sum.cents, &c->rate)))
		c->rate = CR_FRACTION_ALL;
	c->sum.cents = 0;	/* from here on: what was told */
}

int
cr_provide_specifics(struct cr_provide *p)
{
	size_t n = p->model->nspecific, i;
	struct whose w = { .p = p };
	int err;

	if (n == 0)
		return CR_OK;
	cr_map_init(&w.names);
	w.used = cr_calloc(n, sizeof(*w.used));
	p->specific = cr_calloc(n, sizeof(*p->specific));
	load_names(&w);
	for (i = 0; i < p->natoms; i++)
		mark(&w, &p->atoms[i]);
	err = sum_bases(p);
	for (i = 0; i < n && err == CR_OK; i++)
		set_rate(&w, i);
	cr_map_release(&w.names);
	free(w.used);
	return err;
}
