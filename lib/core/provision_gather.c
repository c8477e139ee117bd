#include "providing.h"

#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/late.h"
#include "cr/mem.h"
#include "cr/pd.h"
#include "cr/rating.h"
#include "cr/str.h"

void
cr_provide_init(struct cr_provide *p, struct cr *cr,
    const struct cr_provision_opts *opts)
{
	*p = (struct cr_provide){
		.cr = cr, .opts = opts, .model = opts->model,
		.buckets = opts->model->nbounds + 2,
	};
	cr_arena_init(&p->arena);
	cr_groups_init(&p->names, 1);
}

void
cr_provide_release(struct cr_provide *p)
{
	cr_people_release(&p->people);
	free(p->risks);
	free(p->atoms);
	free(p->rates);
	free(p->months);
	free(p->month_ends);
	free(p->knowledge);
	free(p->reach);
	free(p->lost);
	free(p->specific);
	cr_groups_release(&p->names);
	cr_arena_release(&p->arena);
}

int
cr_provide_too_large(struct cr_provide *p)
{
	return cr_fail(p->cr, CR_ELIMIT, "a sum of open balances is too "
	    "large");
}

size_t
cr_provide_bucket(const struct cr_provision_model *m, int32_t late)
{
	size_t i;

	if (late <= 0)
		return 0;
	for (i = 0; i < m->nbounds && late > m->bounds[i]; i++)
		;
	return i + 1;
}

/* ---- Parties ------------------------------------------------------------ */

const struct cr_risk *
cr_provide_risk(const struct cr_provide *p, int64_t party)
{
	static const struct cr_risk nothing;

	return (size_t)party < p->nrisks ? &p->risks[party] : &nothing;
}

/* They come in the order of their numbers. */
static struct cr_risk *
new_risk(struct cr_provide *p, int64_t party)
{
	while (p->nrisks <= (size_t)party) {
		cr_grow(&p->risks, p->nrisks, &p->cap_risks,
		    sizeof(*p->risks));
		p->risks[p->nrisks++] = (struct cr_risk){ 0 };
	}
	return &p->risks[party];
}

/* The model's own probability of a class goes before that of the rating. */
static int
add_pd(void *ctx, int64_t party, const char *class_name, int32_t pd_bp)
{
	struct cr_provide *p = ctx;
	const struct cr_provision_model *m = p->model;
	struct cr_risk *w = new_risk(p, party);
	size_t i;

	w->class_name = cr_arena_strdup(&p->arena, class_name);
	for (i = 0; i < m->nclasses; i++)
		if (strcmp(m->classes[i], class_name) == 0) {
			w->pd = m->pd[i];
			w->has_pd = w->said = true;
			return 0;
		}
	w->has_pd = pd_bp != CR_NOT_KNOWN && cr_fraction_make(pd_bp, 10000,
	    &w->pd);
	return 0;
}

/* What the ledger's own history taught goes before what a class has. */
static int
add_learned(void *ctx, const struct cr_foretold *f)
{
	struct cr_provide *p = ctx;
	struct cr_risk *w = new_risk(p, f->party);

	if (!w->said)
		w->has_pd = cr_fraction_make(f->p_bp, 10000, &w->pd);
	return 0;
}

int
cr_provide_parties(struct cr_provide *p)
{
	const struct cr_provision_opts *o = p->opts;
	const struct cr_late_opts late = {
		.model = o->rating, .as_of = o->as_of,
		.currency = o->currency,
	};
	int err = cr_people_load(p->cr, &o->as_of, &p->people);

	if (err == 0)
		err = cr_pd_each(p->cr, &o->as_of, add_pd, p);
	if (err == 0 && o->rating != NULL &&
	    p->model->method == CR_PROVISION_SINGLE)
		err = cr_default_each(p->cr, &late, add_learned, p);
	return err;
}

int
cr_provide_segment(struct cr_provide *p, int64_t debtor, int64_t creditor)
{
	const struct cr_person *d = cr_person(&p->people, debtor);
	const struct cr_person *c = cr_person(&p->people, creditor);
	const struct cr_segment_subject who = {
		.debtor = debtor, .creditor = creditor,
		.class_name = cr_provide_risk(p, debtor)->class_name,
		.category = d->category,
		.area = d->area,
		.agent = cr_person(&p->people, d->agent)->code,
		.depot = cr_person(&p->people, d->depot)->code,
		.debtor_code = d->code, .debtor_vat = d->vat,
		.creditor_code = c->code, .creditor_vat = c->vat,
	};
	const struct cr_provision_segment *s = cr_provision_segment(p->model,
	    &who);

	if (s != NULL)
		return (int)(s - p->model->segments);
	return cr_fail(p->cr, CR_EUSAGE, "%s: no segment takes pty:%lld "
	    "(%s); a last one without conditions takes all others",
	    p->model->name, (long long)debtor, d->name ? d->name : "unknown");
}

/* ---- What is open ------------------------------------------------------- */

static struct cr_atom *
add_atom(struct cr_provide *p, const struct cr_open *o)
{
	struct cr_atom *a;

	cr_grow(&p->atoms, p->natoms, &p->cap_atoms, sizeof(*p->atoms));
	a = &p->atoms[p->natoms++];
	*a = (struct cr_atom){
		.debtor = o->debtor, .creditor = o->creditor, .due = o->due,
		.currency = cr_group_currency(&p->names, o->currency),
		.open = o->open, .specific = -1,
	};
	return a;
}

static int
add_item(void *ctx, const struct cr_open *o)
{
	struct cr_provide *p = ctx;
	struct cr_atom *a = add_atom(p, o);

	a->item = o->item;
	a->bucket = (uint16_t)cr_provide_bucket(p->model,
	    p->opts->as_of.day.days - o->due.days);
	return 0;
}

/* Money on account is owed to the debtor. */
static int
add_entry(void *ctx, const struct cr_open *o)
{
	struct cr_provide *p = ctx;
	struct cr_atom *a = add_atom(p, o);

	a->entry = o->item;
	a->due = o->date;
	a->open = cr_money_neg(o->open);
	return 0;
}

/* Of entries, what went back and nobody bound is owed, but by no bucket. */
static bool
is_credit(const struct cr_atom *a)
{
	return a->item == 0 || a->open.cents < 0;
}

static int
by_account(const void *x, const void *y)
{
	const struct cr_atom *a = x, *b = y;

	if (a->debtor != b->debtor)
		return a->debtor < b->debtor ? -1 : 1;
	if (a->currency != b->currency)
		return a->currency < b->currency ? -1 : 1;
	if (a->creditor != b->creditor)
		return a->creditor < b->creditor ? -1 : 1;
	if (is_credit(a) != is_credit(b))
		return is_credit(a) ? 1 : -1;
	if (a->due.days != b->due.days)
		return a->due.days < b->due.days ? -1 : 1;
	return a->item != b->item ? (a->item < b->item ? -1 : 1) :
	    (a->entry > b->entry) - (a->entry < b->entry);
}

/* Credits of the account V pay its oldest debt first, as in cr/age.h. */
static int
net(struct cr_provide *p, struct cr_atom *v, size_t n)
{
	struct cr_money credit = { 0 }, part;
	size_t i, j;

	for (i = n; i > 0 && is_credit(&v[i - 1]); i--)
		if (!cr_money_add(&credit, v[i - 1].open))
			return cr_provide_too_large(p);
	if (credit.cents >= 0)
		return CR_OK;
	for (j = 0; j < i && credit.cents < 0; j++) {
		part = cr_money_neg(credit);
		if (part.cents > v[j].open.cents)
			part = v[j].open;
		cr_money_sub(&v[j].open, part);
		cr_money_add(&credit, part);
	}
	/* what is left of them, as one */
	for (; i < n; i++) {
		v[i].open = credit;
		credit.cents = 0;
	}
	return CR_OK;
}

/* Put each account's credits against its debt, and find its segment. */
static int
settle(struct cr_provide *p, struct cr_atom *v, size_t n)
{
	int segment, err;
	size_t i;

	if (p->model->net && (err = net(p, v, n)) != CR_OK)
		return err;
	if (is_credit(v))	/* nothing but credits */
		return CR_OK;
	if ((segment = cr_provide_segment(p, v->debtor, v->creditor)) < 0)
		return segment;
	for (i = 0; i < n; i++)
		v[i].segment = (uint16_t)segment;
	return CR_OK;
}

static size_t
account_of(const struct cr_provide *p, size_t i)
{
	const struct cr_atom *a = &p->atoms[i], *b;
	size_t n = 1;

	for (; i + n < p->natoms; n++) {
		b = &p->atoms[i + n];
		if (a->debtor != b->debtor || a->currency != b->currency ||
		    a->creditor != b->creditor)
			break;
	}
	return n;
}

int
cr_provide_gather(struct cr_provide *p)
{
	size_t i, n;
	int err;

	if ((err = cr_open_each(p->cr, &p->opts->as_of, add_item, p)) != 0 ||
	    (err = cr_open_entry_each(p->cr, &p->opts->as_of, add_entry,
	    p)) != 0)
		return err;
	if (p->natoms > 0)
		qsort(p->atoms, p->natoms, sizeof(*p->atoms), by_account);
	for (i = 0; i < p->natoms && err == CR_OK; i += n)
		err = settle(p, &p->atoms[i], n = account_of(p, i));
	return err;
}
