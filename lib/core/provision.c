#include "cr/provision.h"

#include <stdlib.h>

#include "cr/cr.h"
#include "cr/mem.h"
#include "providing.h"

/* Where an amount of a row is, behind its bucket. */
enum { BALANCE, COVERED, PROVISION, SPECIFIC, SUMS };

/* What is not covered, and what is by each kind of cover. */
enum { PARTS = 1 + CR_COVERS };

/* A computation that goes on from atom to atom. */
struct computing {
	struct cr_provide *p;
	struct cr_cell *cells;	/* by currency, segment, bucket, part */
	size_t ncells;
	int64_t debtor;		/* single: whose cells they are */
	int64_t without_pd;	/* the last debtor told to have none */
};

/* ---- Rates -------------------------------------------------------------- */

/* EL = EAD x PD x LGD: the share of D's EAD. */
static int
single_rate(struct computing *c, const struct cr_atom *a,
    struct cr_fraction *out)
{
	struct cr_provide *p = c->p;
	const struct cr_provision_model *m = p->model;
	const struct cr_provision_segment *g = &m->segments[a->segment];
	const struct cr_risk *d = cr_provide_risk(p, a->debtor);
	struct cr_fraction pd = d->has_pd ? d->pd : m->unrated;
	const char *name = cr_person(&p->people, a->debtor)->name;

	if (!d->has_pd && !m->has_unrated && c->without_pd != a->debtor) {
		cr_refuse(p->cr, NULL, 0, "pty:%lld (%s) has no probability "
		    "of default: nothing is provided for it; rate it, or say "
		    "\"unrated\" in a model", (long long)a->debtor,
		    name ? name : "unknown");
		c->without_pd = a->debtor;
	}
	if (!cr_fraction_mul(pd, g->forward, &pd) || !cr_fraction_mul(
	    cr_fraction_at_most_one(pd), g->lgd, out))
		return cr_fail(p->cr, CR_ELIMIT, "a rate of loss is too fine "
		    "to be kept exactly");
	return CR_OK;
}

static int
rate_of(struct computing *c, const struct cr_atom *a, struct cr_fraction *out)
{
	const struct cr_provide *p = c->p;

	if (p->model->method == CR_PROVISION_SINGLE)
		return single_rate(c, a, out);
	*out = p->rates[a->segment * p->buckets + a->bucket].loss;
	return CR_OK;
}

/* ---- Sharing out -------------------------------------------------------- */

/* The part of X in what the cell provides for all it was told of so far. */
static int
share(struct cr_provide *p, struct cr_cell *c, struct cr_money x,
    struct cr_money *out)
{
	struct cr_money total;

	if (!cr_money_add(&c->sum, x) ||
	    !cr_fraction_of(c->sum, c->rate, &total))
		return cr_provide_too_large(p);
	*out = total;
	cr_money_sub(out, c->given);
	c->given = total;
	return CR_OK;
}

/* Of a single loss every debtor's is rounded, by itself. */
static void
next_debtor(struct computing *c, const struct cr_atom *a)
{
	size_t i;

	if (c->p->model->method != CR_PROVISION_SINGLE ||
	    a->debtor == c->debtor)
		return;
	for (i = 0; i < c->ncells; i++)
		c->cells[i] = (struct cr_cell){ .rate = CR_FRACTION_NONE };
	c->debtor = a->debtor;
}

static struct cr_cell *
cells_of(const struct computing *c, const struct cr_atom *a)
{
	const struct cr_provide *p = c->p;
	size_t b = p->model->method == CR_PROVISION_SINGLE ? 0 : a->bucket;

	return &c->cells[((a->currency * p->model->nsegments + a->segment) *
	    p->buckets + b) * PARTS];
}

/* What is covered is lost in part, or not at all. */
static int
provide_covered(struct computing *c, const struct cr_atom *a,
    struct cr_fraction rate, struct cr_provision_sums *out)
{
	const struct cr_provision_model *m = c->p->model;
	struct cr_cell *cell = cells_of(c, a) + 1;
	struct cr_money part;
	int k, err;

	for (k = 0; k < CR_COVERS; k++, cell++) {
		if (!cr_money_add(&out->covered, a->covered[k]))
			return cr_provide_too_large(c->p);
		if (!cr_fraction_mul(rate, k == CR_COVER_INSURED ?
		    m->insured.rest : m->factored.rest, &cell->rate))
			return cr_fail(c->p->cr, CR_ELIMIT, "a rate of loss "
			    "is too fine to be kept exactly");
		if ((err = share(c->p, cell, a->covered[k], &part)) != CR_OK)
			return err;
		cr_money_add(&out->provision, part);
	}
	return CR_OK;
}

/* An atom that is no credit: its balance, and what is provided for it. */
static int
provide(struct computing *c, const struct cr_atom *a,
    struct cr_provision_item *i)
{
	struct cr_provide *p = c->p;
	struct cr_money bare = a->open, part;
	struct cr_cell *cell;
	int err;

	next_debtor(c, a);
	if ((err = rate_of(c, a, &i->rate)) != CR_OK ||
	    (err = provide_covered(c, a, i->rate, &i->sums)) != CR_OK)
		return err;
	cr_money_sub(&bare, i->sums.covered);
	cell = cells_of(c, a);
	cell->rate = i->rate;
	if (a->specific >= 0) {
		cell = &p->specific[a->specific];
		i->rate = cell->rate;
		i->reason = p->model->specific[a->specific].reason;
		if (i->reason == NULL)
			i->reason = p->model->specific[a->specific].on;
	}
	if ((err = share(p, cell, bare, &part)) != CR_OK)
		return err;
	if (a->specific >= 0)
		i->sums.specific = part;
	return cr_money_add(&i->sums.provision, part) ? CR_OK :
	    cr_provide_too_large(p);
}

static int
tell(struct computing *c, const struct cr_atom *a,
    int (*each)(void *ctx, const struct cr_provision_item *i), void *ctx)
{
	struct cr_provide *p = c->p;
	const struct cr_person *d = cr_person(&p->people, a->debtor);
	struct cr_provision_item i = {
		.item = a->item, .entry = a->entry, .debtor = a->debtor,
		.creditor = a->creditor, .due = a->due,
		.code = d->code, .name = d->name, .rate = CR_FRACTION_NONE,
		.currency = p->names.currencies[a->currency],
		.bucket = CR_PROVISION_CREDITS,
		.sums = { .balance = a->open },
	};
	int err;

	if (a->open.cents == 0)
		return 0;
	if (a->item != 0 && a->open.cents > 0) {
		i.bucket = a->bucket;
		i.segment = &p->model->segments[a->segment];
		if ((err = provide(c, a, &i)) != CR_OK)
			return err;
	}
	return cr_is_asked(p->opts->keys, a->debtor, a->creditor, a->item) ?
	    each(ctx, &i) : 0;
}

/* Everything is computed, so that what is asked for alone is the same. */
static int
compute(struct cr_provide *p,
    int (*each)(void *ctx, const struct cr_provision_item *i), void *ctx)
{
	struct computing c = { .p = p, .debtor = -1, .without_pd = -1 };
	size_t i;
	int err;

	if ((err = cr_provide_parties(p)) != 0 ||
	    (err = cr_provide_gather(p)) != 0 ||
	    (err = cr_provide_cover(p)) != 0 ||
	    (err = cr_provide_specifics(p)) != CR_OK ||
	    (err = cr_provide_rates(p)) != CR_OK)
		return err;
	c.ncells = (p->names.ncurrencies + 1) * p->model->nsegments *
	    p->buckets * PARTS;
	c.cells = cr_calloc(c.ncells, sizeof(*c.cells));
	for (i = 0; i < c.ncells; i++)
		c.cells[i].rate = CR_FRACTION_NONE;
	for (i = 0; i < p->natoms && err == CR_OK; i++)
		err = tell(&c, &p->atoms[i], each, ctx);
	free(c.cells);
	return err;
}

int
cr_provision_items(struct cr *cr, const struct cr_provision_opts *opts,
    int (*each)(void *ctx, const struct cr_provision_item *i), void *ctx)
{
	struct cr_provide p;
	int err;

	cr_provide_init(&p, cr, opts);
	err = compute(&p, each, ctx);
	cr_provide_release(&p);
	return err;
}

/* ---- Rows --------------------------------------------------------------- */

struct rows {
	struct cr_provide *p;
	struct cr_targets targets;
	struct cr_groups groups;
	int (*each)(void *ctx, const struct cr_provision_row *row);
	void *ctx;
};

static int
add_row(void *ctx, const struct cr_provision_item *i)
{
	struct rows *r = ctx;
	struct cr_group_key key = {
		.currency = cr_group_currency(&r->groups, i->currency),
	};
	size_t b = i->bucket == CR_PROVISION_CREDITS ? r->p->buckets :
	    i->bucket;
	struct cr_money *sums;

	cr_target_key(&r->targets, i->debtor, i->creditor, &key);
	sums = cr_group_sums(&r->groups, &key) + b * SUMS;
	return cr_money_add(&sums[BALANCE], i->sums.balance) &&
	    cr_money_add(&sums[COVERED], i->sums.covered) &&
	    cr_money_add(&sums[PROVISION], i->sums.provision) &&
	    cr_money_add(&sums[SPECIFIC], i->sums.specific) ? 0 :
	    cr_provide_too_large(r->p);
}

static int
add_sums(struct rows *r, const struct cr_money *sums,
    struct cr_provision_sums *to)
{
	return cr_money_add(&to->balance, sums[BALANCE]) &&
	    cr_money_add(&to->covered, sums[COVERED]) &&
	    cr_money_add(&to->provision, sums[PROVISION]) &&
	    cr_money_add(&to->specific, sums[SPECIFIC]) ? CR_OK :
	    cr_provide_too_large(r->p);
}

static int
emit(struct rows *r, const struct cr_group *g)
{
	const struct cr_money *sums = cr_group_sums_of(&r->groups, g);
	struct cr_provision_row row = {
		.party = g->key.id, .code = g->code, .name = g->name,
		.currency = r->groups.currencies[g->key.currency],
		.bucket = CR_PROVISION_ALL,
	};
	const struct cr_provision_sums nothing = row.sums;
	size_t b;
	int err = CR_OK;

	for (b = 0; b <= r->p->buckets && err == 0; b++, sums += SUMS) {
		if (!r->p->opts->sum) {
			row.sums = nothing;
			row.bucket = b < r->p->buckets ? b :
			    CR_PROVISION_CREDITS;
		}
		if ((err = add_sums(r, sums, &row.sums)) == CR_OK &&
		    !r->p->opts->sum && sums[BALANCE].cents != 0)
			err = r->each(r->ctx, &row);
	}
	return err == 0 && r->p->opts->sum ? r->each(r->ctx, &row) : err;
}

int
cr_provision(struct cr *cr, const struct cr_provision_opts *opts,
    int (*each)(void *ctx, const struct cr_provision_row *row), void *ctx)
{
	struct cr_provide p;
	struct rows r = { .p = &p, .each = each, .ctx = ctx };
	size_t i;
	int err;

	cr_provide_init(&p, cr, opts);
	cr_groups_init(&r.groups, (p.buckets + 1) * SUMS);
	if ((err = cr_targets_load(cr, &opts->as_of, opts->by,
	    &r.targets)) == CR_OK &&
	    (err = compute(&p, add_row, &r)) == CR_OK &&
	    (err = cr_groups_order(cr, &opts->as_of, opts->by,
	    &r.groups)) == CR_OK)
		for (i = 0; i < r.groups.n && err == 0; i++)
			err = emit(&r, &r.groups.v[i]);
	cr_targets_release(&r.targets);
	cr_groups_release(&r.groups);
	cr_provide_release(&p);
	return err;
}

/* ---- Rates and months --------------------------------------------------- */

/* What both need. */
static int
measure(struct cr_provide *p)
{
	int err;

	if (p->model->method == CR_PROVISION_SINGLE)
		return cr_fail(p->cr, CR_EUSAGE, "%s: a single expected loss "
		    "has no rate for each bucket", p->model->name);
	if ((err = cr_provide_parties(p)) == 0 &&
	    (err = cr_provide_gather(p)) == 0)
		err = cr_provide_rates(p);
	return err;
}

int
cr_provision_rates(struct cr *cr, const struct cr_provision_opts *opts,
    int (*each)(void *ctx, const struct cr_provision_rate *r), void *ctx)
{
	struct cr_provide p;
	size_t i;
	int err;

	cr_provide_init(&p, cr, opts);
	err = measure(&p);
	for (i = 0; i < opts->model->nsegments * p.buckets && err == 0; i++)
		err = each(ctx, &p.rates[i]);
	cr_provide_release(&p);
	return err;
}

int
cr_provision_months(struct cr *cr, const struct cr_provision_opts *opts,
    int (*each)(void *ctx, const struct cr_provision_segment *segment,
    struct cr_date day, size_t bucket, struct cr_money balance), void *ctx)
{
	struct cr_provide p;
	size_t i, n;
	int err;

	cr_provide_init(&p, cr, opts);
	err = measure(&p);
	n = opts->model->nsegments * p.nmonths * p.buckets;
	for (i = 0; i < n && err == 0; i++)
		err = each(ctx, &opts->model->segments[i / p.buckets /
		    p.nmonths], p.month_ends[i / p.buckets % p.nmonths],
		    i % p.buckets, p.months[i]);
	cr_provide_release(&p);
	return err;
}
