#include "risk_report.h"

#include <stdlib.h>
#include <string.h>

#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/rating.h"
#include "cr/rating_history.h"
#include "cr/str.h"

#define NONE CR_RISK_CLASSES	/* while they are still being found */

static int
find_class(struct rr_making *m, const struct cr_rated *rated, uint8_t *out)
{
	struct cr_risk *r = m->r;
	struct cr_risk_class *c = r->classes;

	*out = NONE;
	if (rated->class_name == NULL)
		return 0;
	for (; c < r->classes + r->nclasses; c++)
		if (strcmp(c->name, rated->class_name) == 0)
			break;
	if (c == r->classes + CR_RISK_CLASSES)
		return cr_fail(m->cr, CR_ELIMIT, "more than %d rating classes",
		    CR_RISK_CLASSES);
	*out = (uint8_t)(c - r->classes);
	if (*out == r->nclasses) {
		c->name = cr_arena_strdup(r->arena, rated->class_name);
		c->pd_bp = CR_NOT_KNOWN;
		r->nclasses++;
	}
	if (rated->pd_bp != CR_NOT_KNOWN)
		c->pd_bp = rated->pd_bp;
	return 0;
}

/* A later one takes the place of those before, on the days that knew it. */
static int
add_rating(void *ctx, const struct cr_rated *rated)
{
	struct rr_making *m = ctx;
	struct cr_risk *r = m->r;
	size_t i, last = r->ndays - 1;
	struct rr_debtor *d;
	uint8_t number;
	int err;

	if ((err = find_class(m, rated, &number)) != 0)
		return err;
	d = cr_rr_debtor(m, rated->party, NONE);
	for (i = 0; i < r->ndays; i++)
		if (rated->day.days <= r->days[i].days &&
		    cr_known_on(rated->known, m->knowledge[i]))
			d->class_number[i] = number;
	if (!cr_known_on(rated->known, m->knowledge[last]))
		return 0;
	d->score = rated->score;
	d->pd_bp = rated->pd_bp;
	return 0;
}

/* By their probability of default; by name where there is none. */
static int
by_risk(const void *a, const void *b)
{
	const struct cr_risk_class *x = a, *y = b;
	bool known = x->pd_bp != CR_NOT_KNOWN;

	if (known != (y->pd_bp != CR_NOT_KNOWN))
		return known ? -1 : 1;
	if (x->pd_bp != y->pd_bp)
		return x->pd_bp < y->pd_bp ? -1 : 1;
	return strcmp(x->name, y->name);
}

/* Number the classes anew, from the best one on. */
static void
put_in_order(struct rr_making *m)
{
	struct cr_risk *r = m->r;
	struct cr_risk_class old[CR_RISK_CLASSES];
	uint8_t to[CR_RISK_CLASSES + 1];
	size_t i, j;

	memcpy(old, r->classes, sizeof(old));
	qsort(r->classes, r->nclasses, sizeof(r->classes[0]), by_risk);
	for (i = 0; i < r->nclasses; i++)
		for (j = 0; j < r->nclasses; j++)
			if (old[i].name == r->classes[j].name)
				to[i] = (uint8_t)j;
	to[NONE] = (uint8_t)r->nclasses;
	r->classes[r->nclasses] = (struct cr_risk_class){
	    .pd_bp = CR_NOT_KNOWN };
	for (i = 0; i < m->n; i++) {
		if (m->debtors[i] == NULL)
			continue;
		for (j = 0; j < r->ndays; j++)
			m->debtors[i]->class_number[j] =
			    to[m->debtors[i]->class_number[j]];
	}
}

int
cr_rr_classes(struct rr_making *m)
{
	int err = cr_rated_each(m->cr, m->r->days[m->r->ndays - 1],
	    add_rating, m);

	if (err == CR_OK)
		put_in_order(m);
	return err;
}
