#include "provision_history.h"

#include <stdlib.h>

#include "cr/cr.h"
#include "cr/mem.h"

static struct cr_provision_rate *
rates_of(const struct cr_provide *p, size_t segment)
{
	return &p->rates[segment * p->buckets];
}

static int
too_fine(struct cr_provide *p)
{
	return cr_fail(p->cr, CR_ELIMIT, "a rate of loss is too fine to be "
	    "kept exactly");
}

/* What is lost: RATE or PD, with what is to come, of which LGD is lost. */
static int
set_loss(struct cr_provide *p, struct cr_provision_rate *r,
    struct cr_fraction rate, bool lgd)
{
	if (!cr_fraction_mul(rate, r->segment->forward, &r->loss))
		return too_fine(p);
	r->loss = cr_fraction_at_most_one(r->loss);
	if (lgd && !cr_fraction_mul(r->loss, r->segment->lgd, &r->loss))
		return too_fine(p);
	return CR_OK;
}

/* Of the first N buckets: to which nothing ever came. */
static void
warn_unknown(struct cr_provide *p, size_t segment, size_t n)
{
	const struct cr_provision_rate *r = rates_of(p, segment);
	char bucket[CR_BUCKET_SIZE];
	size_t b;

	for (b = 0; b < n; b++)
		if (r[b].flow.cents == 0)
			cr_warn(p->cr, NULL, 0, "segment \"%s\": nothing was "
			    "ever in bucket %s, so all that is in it counts "
			    "as lost", r->segment->name,
			    cr_provision_bucket(p->model, b, bucket));
}

/* ---- Matrix ------------------------------------------------------------- */

/* A segment without sales to measure by needs no rates without a balance. */
static int
measure_loss(struct cr_provide *p, size_t segment, bool needed)
{
	struct cr_provision_rate *r = rates_of(p, segment);
	struct cr_money lost = p->lost[segment];
	size_t b;

	if (p->reach[segment * p->buckets].cents == 0) {
		if (!needed)
			return CR_OK;
		return cr_fail(p->cr, CR_EUSAGE, "segment \"%s\": nothing "
		    "was due in the %d months that rates would be measured "
		    "by; say its rates in a model", r->segment->name,
		    (int)p->model->months);
	}
	for (b = 0; b < p->buckets; b++, r++) {
		r->measured = true;
		r->flow = p->reach[segment * p->buckets + b];
		r->on = lost;
		/* to where nothing came, nothing is known: all of it */
		r->rate = CR_FRACTION_ALL;
		if (r->flow.cents > 0)
			cr_fraction_make(lost.cents, r->flow.cents, &r->rate);
	}
	if (needed)
		warn_unknown(p, segment, p->buckets);
	return CR_OK;
}

static int
matrix_rates(struct cr_provide *p, const bool *needed)
{
	const struct cr_provision_model *m = p->model;
	struct cr_provision_rate *r;
	bool measured = false;
	size_t i, b;
	int err = CR_OK;

	for (i = 0; i < m->nsegments; i++)
		measured |= m->segments[i].rates == NULL;
	if (measured && (err = cr_provide_history(p, false)) != 0)
		return err;
	for (i = 0; i < m->nsegments && err == CR_OK; i++) {
		r = rates_of(p, i);
		if (m->segments[i].rates == NULL)
			err = measure_loss(p, i, needed[i]);
		else
			for (b = 0; b < p->buckets; b++)
				r[b].rate = m->segments[i].rates[b];
		for (b = 0; b < p->buckets && err == CR_OK; b++)
			err = set_loss(p, &r[b], r[b].rate, false);
	}
	return err;
}

/* ---- Roll rates --------------------------------------------------------- */

/* From one end of a month to the next a debt goes one bucket on. */
static int
check_buckets(struct cr_provide *p)
{
	const struct cr_provision_model *m = p->model;
	size_t i;

	for (i = 0; i < m->nbounds; i++)
		if (m->bounds[i] != 30 * (int32_t)(i + 1))
			return cr_fail(p->cr, CR_EUSAGE, "%s: roll rates are "
			    "from month to month, so buckets are 30 days "
			    "apart, as in 30, 60, 90", m->name);
	return CR_OK;
}

/* The sums of bucket B over all months but the last, or but the first. */
static int
sum_bucket(struct cr_provide *p, size_t segment, size_t b, size_t first,
    struct cr_money *out)
{
	const struct cr_money *v = p->months + segment * p->nmonths *
	    p->buckets;
	size_t i;

	for (i = first; i + 1 < p->nmonths + first; i++)
		if (!cr_money_add(out, v[i * p->buckets + b]))
			return cr_provide_too_large(p);
	return CR_OK;
}

static int
measure_roll(struct cr_provide *p, size_t segment)
{
	struct cr_provision_rate *r = rates_of(p, segment);
	size_t b, last = p->buckets - 1;
	int err = CR_OK;

	for (b = 0; b < last && err == CR_OK; b++) {
		r[b].measured = true;
		if ((err = sum_bucket(p, segment, b, 0, &r[b].flow)) !=
		    CR_OK || (err = sum_bucket(p, segment, b + 1, 1,
		    &r[b].on)) != CR_OK)
			return err;
		r[b].rate = CR_FRACTION_ALL;	/* where nothing is known */
		if (r[b].flow.cents > 0)
			cr_fraction_make(r[b].on.cents, r[b].flow.cents,
			    &r[b].rate);
	}
	/* the last one is where a debt counts as not paid */
	r[last].rate = r[last].pd = CR_FRACTION_ALL;
	for (b = last; b-- > 0;) {
		if (!cr_fraction_chain(r[b].rate, r[b + 1].pd, &r[b].pd))
			return too_fine(p);
		r[b].pd = cr_fraction_at_most_one(r[b].pd);
	}
	for (b = 0; b <= last && err == CR_OK; b++)
		err = set_loss(p, &r[b], r[b].pd, true);
	return err;
}

static int
roll_rates(struct cr_provide *p, const bool *needed)
{
	size_t i;
	int err;

	if ((err = check_buckets(p)) != CR_OK ||
	    (err = cr_provide_history(p, true)) != 0)
		return err;
	for (i = 0; i < p->model->nsegments && err == CR_OK; i++) {
		err = measure_roll(p, i);
		if (needed[i])
			warn_unknown(p, i, p->buckets - 1);
	}
	return err;
}

/* ---- Both --------------------------------------------------------------- */

/* A matrix needs the rates of segments with a balance alone. */
static bool *
segments_needed(const struct cr_provide *p)
{
	bool *v = cr_calloc(p->model->nsegments, sizeof(*v));
	size_t i;

	for (i = 0; i < p->natoms; i++)
		if (p->atoms[i].item != 0 && p->atoms[i].open.cents > 0)
			v[p->atoms[i].segment] = true;
	return v;
}

int
cr_provide_rates(struct cr_provide *p)
{
	const struct cr_provision_model *m = p->model;
	bool *needed = segments_needed(p);
	size_t i, n = m->nsegments * p->buckets;
	int err = CR_OK;

	p->rates = cr_calloc(n, sizeof(*p->rates));
	for (i = 0; i < n; i++)
		p->rates[i] = (struct cr_provision_rate){
			.segment = &m->segments[i / p->buckets],
			.bucket = i % p->buckets, .rate = CR_FRACTION_NONE,
			.pd = CR_FRACTION_NONE, .loss = CR_FRACTION_NONE,
		};
	if (m->method == CR_PROVISION_MATRIX)
		err = matrix_rates(p, needed);
	else if (m->method == CR_PROVISION_ROLL)
		err = roll_rates(p, needed);
	free(needed);
	return err;
}
