#include "limit_world.h"

#include <string.h>

#include "cr/cr.h"
#include "cr/dunning.h"
#include "cr/keys.h"
#include "cr/limit_facts.h"
#include "cr/party.h"

/* What sources tell of debtors, and what was sold to them. */

static struct cr_risk_ask
ask(const struct limit_world *w)
{
	return (struct cr_risk_ask){ .as_of = w->as_of, .party = w->only };
}

static int
add_commitment(void *ctx, const struct cr_commitment *c)
{
	struct limit_world *w = ctx;
	struct cr_exposure *e = &cr_limit_row(w, cr_limit_debtor(w,
	    c->debtor), c->currency)->exposure;

	return cr_money_add(c->kind == CR_COMMITMENT_ORDER ? &e->ordered :
	    &e->delivered, c->amount) ? 0 : cr_limit_too_large(w);
}

static int
add_plafond(void *ctx, const struct cr_plafond *p)
{
	struct limit_world *w = ctx;
	struct limit_row *r = cr_limit_row(w, cr_limit_debtor(w, p->party),
	    p->currency);
	struct cr_money cover;

	r->has_plafond = true;
	if (!cr_limit_share(p->amount, p->covered_bp, &cover) ||
	    !cr_money_add(&r->plafond, p->amount))
		return cr_limit_too_large(w);
	if (p->kind == CR_PLAFOND_FACTORED)
		return cr_money_add(&r->factored, cover) ? 0 :
		    cr_limit_too_large(w);
	return cr_money_add(&r->insured, p->amount) &&
	    cr_money_add(&r->insured_cover, cover) ? 0 :
	    cr_limit_too_large(w);
}

/* Of those that block, one that lasts goes before; else the latest. */
static int
add_adverse(void *ctx, const struct cr_adverse *a)
{
	struct limit_world *w = ctx;
	struct limit_debtor *d;
	bool lasts = a->kind == CR_ADVERSE_INSOLVENCY ||
	    a->kind == CR_ADVERSE_LIQUIDATION ||
	    a->kind == CR_ADVERSE_CEASED;

	if ((w->adverse >> a->kind & 1) == 0 || (!lasts &&
	    a->day.days <= cr_date_add_months(w->as_of.day,
	    -w->opts->rules->adverse_months).days))
		return 0;
	d = cr_limit_debtor(w, a->party);
	if (d->has_adverse && !lasts)
		return 0;
	d->has_adverse = true;
	d->adverse = a->kind;
	d->adverse_day = a->day;
	return 0;
}

static int
add_class(void *ctx, int64_t party, char abc, const char *class_name)
{
	struct limit_world *w = ctx;
	const struct cr_limit_class *c;

	(void)abc;
	if (class_name == NULL)
		return 0;
	c = cr_limit_class(w->opts->rules, class_name);
	cr_limit_debtor(w, party)->class_name = c != NULL ? c->name :
	    cr_arena_strdup(&w->arena, class_name);
	return 0;
}

/* Parties that were named but owe nothing and never did. */
static int
add_named(struct limit_world *w)
{
	const struct cr_keys *keys = w->opts->keys;
	struct limit_debtor *d;
	struct cr_party party;
	struct cr_arena a;
	size_t i;
	int rc = 0;

	cr_arena_init(&a);
	for (i = 0; keys != NULL && i < keys->n && rc >= 0; i++) {
		if (keys->v[i].kind != CR_KEY_PARTY)
			continue;
		rc = cr_party_get(w->cr, keys->v[i].id, &a, &party);
		if (rc == 1) {
			d = cr_limit_debtor(w, keys->v[i].id);
			d->wanted = d->named = true;
		} else if (rc == 0) {
			cr_refuse(w->cr, NULL, 0, "there is no pty:%lld",
			    (long long)keys->v[i].id);
		}
	}
	cr_arena_release(&a);
	return rc < 0 ? rc : CR_OK;
}

int
cr_limit_told_load(struct limit_world *w)
{
	struct cr_risk_ask all = ask(w);
	int rc;

	if ((rc = cr_commitment_each(w->cr, &all, add_commitment, w)) != 0 ||
	    (rc = cr_plafond_each(w->cr, &all, add_plafond, w)) != 0 ||
	    (rc = cr_adverse_each(w->cr, &all, add_adverse, w)) != 0 ||
	    (rc = w->only != 0 ? cr_class_of(w->cr, w->as_of.day, w->only,
	    add_class, w) : cr_dunning_segments(w->cr, w->as_of.day,
	    add_class, w)) != 0)
		return rc;
	return add_named(w);
}

/* ---- What limits are computed from --------------------------------------- */

static int
add_sale(void *ctx, const struct cr_sale *s)
{
	struct limit_world *w = ctx;
	struct limit_debtor *d;
	int32_t term = s->due.days - s->date.days;

	if (w->only != 0 && s->debtor != w->only)
		return 0;
	d = cr_limit_debtor(w, s->debtor);
	d->facts.has_sales = true;
	if (!cr_date_is_set(d->first) || s->date.days < d->first.days)
		d->first = s->date;
	if (!cr_money_add(&d->sales, s->amount))
		return cr_limit_too_large(w);
	if (s->amount.cents <= 0)
		return 0;
	if (term > 0)
		d->terms += (__int128)s->amount.cents * term;
	return cr_money_add(&d->invoiced, s->amount) ? 0 :
	    cr_limit_too_large(w);
}

static int
add_customer(void *ctx, int64_t debtor)
{
	struct limit_world *w = ctx;
	struct limit_debtor *d;

	if (w->only != 0 && debtor != w->only)
		return 0;
	d = cr_limit_debtor(w, debtor);
	d->customer = d->facts.has_sales = true;
	return 0;
}

static bool
take_figure(struct cr_money x, struct cr_money *to)
{
	if (!cr_figure_is_known(x))
		return false;
	*to = x;
	return true;
}

/* The latest that is not too old comes first. */
static int
add_sheet(void *ctx, const struct cr_balance_sheet *b)
{
	struct limit_world *w = ctx;
	struct limit_debtor *d = cr_limit_debtor(w, b->party);
	struct cr_limit_facts *f = &d->facts;
	const struct cr_money *v = b->figures;
	struct cr_money owed;

	if (cr_date_is_set(d->sheet) ||
	    strcmp(b->currency, w->opts->currency) != 0 ||
	    b->day.days <= cr_date_add_months(w->as_of.day,
	    -w->opts->rules->sheet_months).days)
		return 0;
	d->sheet = b->day;
	f->has_equity = take_figure(v[CR_SHEET_EQUITY], &f->equity);
	f->has_turnover = take_figure(v[CR_SHEET_SALES], &f->turnover);
	f->has_capital = take_figure(v[CR_SHEET_CURRENT_ASSETS],
	    &f->capital) && take_figure(v[CR_SHEET_CURRENT_LIABILITIES],
	    &owed);
	if (f->has_capital && !cr_money_sub(&f->capital, owed))
		return cr_limit_too_large(w);
	return 0;
}

/* The days of the period, and those of payment. */
static void
settle(struct limit_world *w, struct limit_debtor *d)
{
	const struct cr_limit_rules *r = w->opts->rules;
	struct cr_limit_facts *f = &d->facts;
	const struct limit_row *row = cr_limit_row_of(w, d->party,
	    w->opts->currency);
	int64_t days = w->as_of.day.days - d->first.days;

	f->class_name = d->class_name;
	f->sales = d->sales;
	f->days_num = r->year != 0 ? (int64_t)r->year * r->window :
	    w->as_of.day.days - w->from.days;
	f->days_den = r->year != 0 ? 12 : 1;
	if (!d->customer && r->least > 0 && cr_date_is_set(d->first)) {
		if (days < r->least)
			days = r->least;
		if (days * f->days_den < f->days_num) {
			f->days_num = days;
			f->days_den = 1;
		}
	}
	f->term = r->term;
	if (r->term == 0 && d->invoiced.cents > 0)
		f->term = (int32_t)((2 * d->terms + d->invoiced.cents) /
		    (2 * (__int128)d->invoiced.cents));
	if (row != NULL && row->has_plafond) {
		f->has_plafond = true;
		f->plafond = row->plafond;
	}
}

int
cr_limit_sales_load(struct limit_world *w)
{
	struct cr_risk_ask all = ask(w);
	struct limit_debtor *d;
	size_t i;
	int rc;

	if ((rc = cr_customers_each(w->cr, &w->as_of, w->from,
	    w->opts->currency, add_customer, w)) != 0 ||
	    (rc = cr_sales_each(w->cr, &w->as_of, w->from,
	    w->opts->currency, add_sale, w)) != 0 ||
	    (rc = cr_balance_sheet_each(w->cr, &all, add_sheet, w)) != 0)
		return rc;
	for (i = 0; i < w->n; i++) {
		if ((d = w->debtors[i]) == NULL || !d->wanted)
			continue;
		settle(w, d);
		if (!cr_limit_make(w->opts->rules, &d->facts, &d->made))
			return cr_limit_too_large(w);
	}
	return CR_OK;
}
