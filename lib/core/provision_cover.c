#include "providing.h"

#include <stdlib.h>

#include "cr/cr.h"
#include "cr/hold.h"
#include "cr/mem.h"
#include "cr/risk_facts.h"
#include "cr/str.h"

/* What an insurer pays, or a factor took without recourse. */

struct limit {
	int64_t party;
	int kind;		/* CR_COVER_... */
	uint32_t currency;
	struct cr_money left;
	int32_t covered_bp;
};

/* A hold that says that something was ceded. */
struct ceded {
	struct cr_key on;	/* item or party */
	int64_t hold, creditor;	/* creditor 0: to any */
};

struct cover {
	struct cr_provide *p;
	struct limit *limits;	/* by party */
	size_t nlimits, cap_limits;
	struct ceded *ceded;
	size_t nceded, cap_ceded;
};

static bool
counts(const struct cover *c, int kind)
{
	return (kind == CR_COVER_INSURED ? c->p->model->insured :
	    c->p->model->factored).counts;
}

/* They come by party. */
static int
add_limit(void *ctx, const struct cr_plafond *x)
{
	struct cover *c = ctx;
	int kind = x->kind == CR_PLAFOND_INSURED ? CR_COVER_INSURED :
	    CR_COVER_FACTORED;

	if (!counts(c, kind) || x->amount.cents <= 0)
		return 0;
	cr_grow(&c->limits, c->nlimits, &c->cap_limits, sizeof(*c->limits));
	c->limits[c->nlimits++] = (struct limit){
		.party = x->party, .kind = kind, .left = x->amount,
		.currency = cr_group_currency(&c->p->names, x->currency),
		.covered_bp = x->covered_bp,
	};
	return 0;
}

/* ---- What was ceded ----------------------------------------------------- */

static void
put_ceded(struct cover *c, const struct cr_hold *h, struct cr_key on)
{
	cr_grow(&c->ceded, c->nceded, &c->cap_ceded, sizeof(*c->ceded));
	c->ceded[c->nceded++] = (struct ceded){ on, h->id, h->creditor };
}

/* A hold of an amount says a part of it: which, nobody knows. */
static int
add_hold(void *ctx, const struct cr_hold *h)
{
	if (h->kind == CR_HOLD_CEDED && h->amount.cents == 0)
		put_ceded(ctx, h, h->on);
	return 0;
}

/* What is on a category is on each of its parties. */
static int
add_member(void *ctx, int64_t hold, int64_t party)
{
	struct cover *c = ctx;
	const struct cr_hold of = { .id = hold };
	size_t i, n = c->nceded;

	for (i = 0; i < n; i++)
		if (c->ceded[i].hold == hold &&
		    c->ceded[i].on.kind == CR_KEY_NONE) {
			put_ceded(c, &of, (struct cr_key){ CR_KEY_PARTY,
			    party });
			c->ceded[n].creditor = c->ceded[i].creditor;
			break;
		}
	return 0;
}

static int
compare_ceded(const void *x, const void *y)
{
	const struct ceded *a = x, *b = y;

	if (a->on.kind != b->on.kind)
		return a->on.kind < b->on.kind ? -1 : 1;
	return (a->on.id > b->on.id) - (a->on.id < b->on.id);
}

static bool
is_ceded(const struct cover *c, enum cr_key_kind kind, int64_t id,
    int64_t creditor)
{
	const struct ceded key = { .on = { kind, id } };
	size_t low = 0, high = c->nceded, i;

	while (low < high) {
		i = low + (high - low) / 2;
		if (compare_ceded(&c->ceded[i], &key) < 0)
			low = i + 1;
		else
			high = i;
	}
	for (; low < c->nceded && compare_ceded(&c->ceded[low], &key) == 0;
	    low++)
		if (c->ceded[low].creditor == 0 ||
		    c->ceded[low].creditor == creditor)
			return true;
	return false;
}

static int
load_ceded(struct cover *c)
{
	static const struct cr_key any;
	struct cr_provide *p = c->p;
	struct cr_atom *a;
	int err;

	if (!p->model->factored.counts)
		return CR_OK;
	if ((err = cr_hold_each(p->cr, any, p->opts->as_of.day, add_hold,
	    c)) != 0 || (err = cr_hold_members(p->cr, add_member, c)) != 0)
		return err;
	if (c->nceded > 0)
		qsort(c->ceded, c->nceded, sizeof(*c->ceded), compare_ceded);
	for (a = p->atoms; a < p->atoms + p->natoms; a++)
		a->ceded = is_ceded(c, CR_KEY_ITEM, a->item, a->creditor) ||
		    is_ceded(c, CR_KEY_PARTY, a->debtor, a->creditor);
	return CR_OK;
}

/* ---- Covering ----------------------------------------------------------- */

static int64_t
bare(const struct cr_atom *a)
{
	return a->open.cents - a->covered[CR_COVER_INSURED].cents -
	    a->covered[CR_COVER_FACTORED].cents;
}

/* The part of A that L takes: so much of it is its loss. */
static int
take(struct cover *c, struct limit *l, struct cr_atom *a)
{
	struct cr_money part = { bare(a) }, covered;

	if (a->item == 0 || part.cents <= 0 || a->currency != l->currency ||
	    (l->kind == CR_COVER_FACTORED && !a->ceded))
		return CR_OK;
	if (part.cents > l->left.cents)
		part = l->left;
	l->left.cents -= part.cents;
	if (!cr_money_scale(part, l->covered_bp, 10000, &covered) ||
	    !cr_money_add(&a->covered[l->kind], covered))
		return cr_provide_too_large(c->p);
	return CR_OK;
}

static int
by_due(const void *x, const void *y)
{
	const struct cr_atom *a = *(struct cr_atom *const *)x;
	const struct cr_atom *b = *(struct cr_atom *const *)y;

	if (a->due.days != b->due.days)
		return a->due.days < b->due.days ? -1 : 1;
	return (a->item > b->item) - (a->item < b->item);
}

/* Cover the N atoms of the debtor V by the limits from L on. */
static int
cover_debtor(struct cover *c, struct limit *l, struct cr_atom *v, size_t n)
{
	const struct limit *end = c->limits + c->nlimits;
	struct cr_atom **order = cr_calloc(n, sizeof(struct cr_atom *));
	bool newest;
	size_t i;
	int err = CR_OK;

	for (i = 0; i < n; i++)
		order[i] = &v[i];
	qsort(order, n, sizeof(struct cr_atom *), by_due);
	for (; l < end && l->party == v->debtor; l++) {
		newest = (l->kind == CR_COVER_INSURED ? c->p->model->insured :
		    c->p->model->factored).newest;
		for (i = 0; i < n && err == CR_OK; i++)
			err = take(c, l, order[newest ? n - 1 - i : i]);
	}
	free(order);
	return err;
}

/* Limits and atoms are both by party. */
static int
cover_all(struct cover *c)
{
	struct cr_provide *p = c->p;
	struct limit *l = c->limits;
	size_t i, n;
	int err = CR_OK;

	for (i = 0; i < p->natoms && err == CR_OK; i += n) {
		for (n = 1; i + n < p->natoms && p->atoms[i + n].debtor ==
		    p->atoms[i].debtor; n++)
			;
		while (l < c->limits + c->nlimits &&
		    l->party < p->atoms[i].debtor)
			l++;
		if (l == c->limits + c->nlimits)
			break;
		if (l->party == p->atoms[i].debtor)
			err = cover_debtor(c, l, &p->atoms[i], n);
	}
	return err;
}

int
cr_provide_cover(struct cr_provide *p)
{
	const struct cr_risk_ask ask = { .as_of = p->opts->as_of };
	struct cover c = { .p = p };
	int err = CR_OK;

	if (p->model->insured.counts || p->model->factored.counts) {
		err = cr_plafond_each(p->cr, &ask, add_limit, &c);
		if (err == 0 && c.nlimits > 0 &&
		    (err = load_ceded(&c)) == CR_OK)
			err = cover_all(&c);
	}
	free(c.limits);
	free(c.ceded);
	return err;
}
