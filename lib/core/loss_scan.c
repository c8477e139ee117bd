#include "cr/loss_scan.h"

#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/debt.h"
#include "cr/doc.h"
#include "cr/mem.h"
#include "cr/risk_facts.h"
#include "groups.h"
#include "prescribing.h"

const char *
cr_ground_word(enum cr_ground ground)
{
	static const char *const words[CR_GROUNDS] = {
		[CR_GROUND_MINI] = "mini-credit",
		[CR_GROUND_INSOLVENCY] = "insolvency",
		[CR_GROUND_PRESCRIBED] = "prescribed",
		[CR_GROUND_CANCELLED] = "cancelled",
	};

	return words[ground];
}

/* What is known of a debtor. */
struct debtor {
	struct cr_date opened;	/* the first procedure that goes on */
	struct cr_date was_opened, closed;	/* the last that is over */
	bool insured;
};

struct scan {
	struct cr *cr;
	const struct cr_loss_opts *opts;
	struct cr_limitation_opts limits;
	struct cr_prescribing l;
	struct debtor *debtors;	/* by the number of the party */
	size_t ndebtors, cap_debtors;
	bool large;
};

static struct debtor *
debtor(struct scan *s, int64_t party)
{
	while (s->ndebtors <= (size_t)party) {
		cr_grow(&s->debtors, s->ndebtors, &s->cap_debtors,
		    sizeof(*s->debtors));
		s->debtors[s->ndebtors++] = (struct debtor){
			CR_DATE_NONE, CR_DATE_NONE, CR_DATE_NONE, false };
	}
	return &s->debtors[party];
}

/* ---- What is known of debtors ------------------------------------------- */

static int
add_opening(void *ctx, int64_t party, struct cr_date day)
{
	struct scan *s = ctx;
	struct debtor *d = debtor(s, party);

	if (day.days <= s->opts->as_of.day.days &&
	    (!cr_date_is_set(d->opened) || day.days < d->opened.days))
		d->opened = day;
	return 0;
}

/* One that is over says nothing of what is owed now, but ends a wait. */
static int
add_adverse(void *ctx, const struct cr_adverse *a)
{
	struct scan *s = ctx;
	struct debtor *d;

	if (a->kind != CR_ADVERSE_INSOLVENCY)
		return 0;
	if (!cr_date_is_set(a->until) ||
	    a->until.days >= s->opts->as_of.day.days)
		return add_opening(ctx, a->party, a->day);
	d = debtor(s, a->party);
	if (d->closed.days < a->until.days) {
		d->closed = a->until;
		d->was_opened = a->day;
	}
	return 0;
}

static int
add_plafond(void *ctx, const struct cr_plafond *p)
{
	if (p->kind == CR_PLAFOND_INSURED && p->amount.cents > 0 &&
	    p->covered_bp > 0)
		debtor(ctx, p->party)->insured = true;
	return 0;
}

/* ---- What was written off ----------------------------------------------- */

static int
by_item(const void *x, const void *y)
{
	const struct cr_owed *a = x, *b = y;

	return (a->o.item > b->o.item) - (a->o.item < b->o.item);
}

/* An item that is not open any more is added behind those that are. */
static struct cr_owed *
owed_of(struct scan *s, size_t open, int64_t item, int *err)
{
	const struct cr_owed key = { .o = { .item = item } };
	struct cr_prescribing *l = &s->l;
	struct cr_credit c;
	struct cr_owed *w = open > 0 ? bsearch(&key, l->owed, open,
	    sizeof(*l->owed), by_item) : NULL;

	if (w != NULL)
		return w;
	if (l->nowed > open && l->owed[l->nowed - 1].o.item == item)
		return &l->owed[l->nowed - 1];
	if ((*err = cr_credit_get(s->cr, item, &c)) != CR_OK)
		return NULL;
	cr_grow(&l->owed, l->nowed, &l->cap_owed, sizeof(*l->owed));
	w = &l->owed[l->nowed++];
	*w = (struct cr_owed){ .o = c.item, .given_up_on = CR_DATE_NONE };
	w->o.open.cents = 0;
	return w;
}

struct giving {
	struct scan *s;
	size_t open;		/* credits that are open */
};

static int
add_given_up(void *ctx, const struct cr_credit_move *m)
{
	struct giving *g = ctx;
	struct cr_owed *w;
	int err = CR_OK;

	if (!m->given_up)
		return 0;
	if ((w = owed_of(g->s, g->open, m->item, &err)) == NULL)
		return err;
	if (!cr_money_add(&w->given_up, m->amount))
		return cr_fail(g->s->cr, CR_ELIMIT, "a sum is too large");
	if (m->amount.cents > 0 && !cr_date_is_set(w->given_up_on))
		w->given_up_on = m->date;
	return 0;
}

static int
load(struct scan *s)
{
	const struct cr_as_of *as_of = &s->opts->as_of;
	const struct cr_risk_ask past = { .as_of = *as_of, .past = true };
	const struct cr_risk_ask now = { .as_of = *as_of };
	struct giving g = { .s = s };
	int err;

	if ((err = cr_prescribing_load(s->cr, &s->limits, &s->l)) != CR_OK)
		return err;
	g.open = s->l.nowed;
	if ((err = cr_credit_moves(s->cr, as_of, add_given_up, &g)) != 0 ||
	    (err = cr_debt_stops(s->cr, as_of, add_opening, s)) != 0 ||
	    (err = cr_adverse_each(s->cr, &past, add_adverse, s)) != 0 ||
	    (err = cr_plafond_each(s->cr, &now, add_plafond, s)) != 0)
		return err;
	if (s->l.nowed > 0)
		qsort(s->l.owed, s->l.nowed, sizeof(*s->l.owed), by_item);
	return CR_OK;
}

/* ---- Grounds ------------------------------------------------------------ */

static void
set(struct cr_loss *x, enum cr_ground g, const struct cr_law_row *row,
    struct cr_date since)
{
	x->law[g] = row;
	x->since[g] = since;
	if (x->first == CR_GROUNDS || since.days < x->since[x->first].days)
		x->first = g;
}

/* From DAY on, or from when the law has that ground. */
static void
set_ground(const struct scan *s, struct cr_loss *x, enum cr_ground g,
    struct cr_date day)
{
	const struct cr_law_row *row = cr_law_next(s->opts->law,
	    CR_LAW_GROUND, cr_ground_word(g), day);

	if (row != NULL)
		set(x, g, row, day.days < row->from.days ? row->from : day);
}

/*
 * The balance of the whole document against the limit, each instalment by
 * its own due date; by the first row that lets it.
 */
static void
set_mini(const struct scan *s, struct cr_loss *x)
{
	const struct cr_law *law = s->opts->law;
	const struct cr_law_row *row = cr_law_next(law, CR_LAW_MINI, "",
	    x->item->due);
	struct cr_date day;

	if (x->insured || strcmp(x->item->currency, "EUR") != 0)
		return;
	for (; row != NULL; row = row->to.days == INT32_MAX ? NULL :
	    cr_law_next(law, CR_LAW_MINI, "",
	    (struct cr_date){ row->to.days + 1 })) {
		day = cr_date_add_months(x->item->due,
		    (int)row->v[CR_LAW_MONTHS]);
		if (day.days < row->from.days)
			day = row->from;
		if (day.days <= row->to.days && x->credit.cents <= row->v[
		    s->large ? CR_LAW_LARGE_AMOUNT : CR_LAW_AMOUNT]) {
			set(x, CR_GROUND_MINI, row, day);
			return;
		}
	}
}

/* The right to the note, and the last day of the return of that year. */
static void
set_note(const struct scan *s, struct cr_loss *x, const struct debtor *d)
{
	const struct cr_law *law = s->opts->law;
	bool goes_on = cr_date_is_set(d->opened);
	const struct cr_law_row *end;
	struct cr_date next;

	x->note = cr_law_find(law, CR_LAW_VAT_NOTE, "", goes_on ?
	    d->opened : d->was_opened);
	if (x->note == NULL || (!x->note->opening && goes_on))
		return;	/* not before it has closed */
	x->note_from = x->note->opening ? goes_on ? d->opened :
	    d->was_opened : d->closed;
	if (!cr_date_from_ymd(cr_date_year(x->note_from) + 1, 1, 1, &next) ||
	    (end = cr_law_find(law, CR_LAW_VAT_RETURN, "", next)) == NULL)
		return;
	if (!cr_date_from_ymd(cr_date_year(next), (int)end->v[CR_LAW_MONTH],
	    (int)end->v[CR_LAW_DAY], &x->note_until))
		x->note_until = CR_DATE_NONE;
}

/* ---- Telling ------------------------------------------------------------ */

static void
begin(const struct scan *s, const struct cr_owed *o, struct cr_loss *x)
{
	const struct cr_person *d = cr_person(&s->l.people, o->o.debtor);
	int i;

	*x = (struct cr_loss){
		.item = &o->o, .code = d->code, .name = d->name,
		.amount = o->o.open, .credit = o->o.open,
		.first = CR_GROUNDS, .note_from = CR_DATE_NONE,
		.note_until = CR_DATE_NONE,
	};
	for (i = 0; i < CR_GROUNDS; i++)
		x->since[i] = CR_DATE_NONE;
}

static void
end(const struct scan *s, struct cr_loss *x)
{
	x->applies = x->first != CR_GROUNDS &&
	    x->since[x->first].days <= s->opts->as_of.day.days;
}

static int
tell_open(struct scan *s, const struct cr_owed *o, struct cr_money credit,
    int (*each)(void *ctx, const struct cr_loss *l), void *ctx)
{
	const struct debtor *d = debtor(s, o->o.debtor);
	struct cr_limited limited;
	struct cr_credit c;
	struct cr_loss x;
	int err;

	if ((err = cr_credit_get(s->cr, o->o.item, &c)) != CR_OK ||
	    (err = cr_prescribing_tell(&s->l, o, c.type, &limited)) != CR_OK)
		return err;
	begin(s, o, &x);
	x.number = c.number;
	x.credit = credit;
	x.insured = d->insured;
	if (cr_date_is_set(d->opened))
		set_ground(s, &x, CR_GROUND_INSOLVENCY, d->opened);
	if (cr_date_is_set(d->opened) || cr_date_is_set(d->closed))
		set_note(s, &x, d);
	if (cr_date_is_set(limited.term.ends))
		set_ground(s, &x, CR_GROUND_PRESCRIBED,
		    (struct cr_date){ limited.term.ends.days + 1 });
	set_mini(s, &x);
	end(s, &x);
	return each(ctx, &x);
}

static int
tell_given_up(struct scan *s, const struct cr_owed *o,
    int (*each)(void *ctx, const struct cr_loss *l), void *ctx)
{
	struct cr_credit c;
	struct cr_loss x;
	int err;

	if ((err = cr_credit_get(s->cr, o->o.item, &c)) != CR_OK)
		return err;
	begin(s, o, &x);
	x.number = c.number;
	x.amount = o->given_up;
	x.insured = debtor(s, o->o.debtor)->insured;
	set_ground(s, &x, CR_GROUND_CANCELLED, o->given_up_on);
	end(s, &x);
	return each(ctx, &x);
}

/* The instalments of a document are next to each other. */
static int
credit_of(struct scan *s, size_t i, struct cr_money *out)
{
	const struct cr_owed *v = s->l.owed;
	int64_t doc = v[i].o.item / CR_ITEMS;

	while (i > 0 && v[i - 1].o.item / CR_ITEMS == doc)
		i--;
	*out = (struct cr_money){ 0 };
	for (; i < s->l.nowed && v[i].o.item / CR_ITEMS == doc; i++)
		if (!cr_money_add(out, v[i].o.open))
			return cr_fail(s->cr, CR_ELIMIT, "a sum is too "
			    "large");
	return CR_OK;
}

static int
tell(struct scan *s, size_t i,
    int (*each)(void *ctx, const struct cr_loss *l), void *ctx)
{
	const struct cr_owed *o = &s->l.owed[i];
	struct cr_money credit;
	int err = CR_OK;

	if (!cr_is_asked(s->opts->keys, o->o.debtor, o->o.creditor,
	    o->o.item))
		return CR_OK;
	if (o->o.open.cents > 0 &&
	    (err = credit_of(s, i, &credit)) == CR_OK)
		err = tell_open(s, o, credit, each, ctx);
	if (err == 0 && o->given_up.cents > 0)
		err = tell_given_up(s, o, each, ctx);
	return err;
}

/* Is the creditor a large enterprise, by its revenue? */
static int
judge_size(struct scan *s)
{
	const struct cr_law_row *row = cr_law_find(s->opts->law,
	    CR_LAW_LARGE, "", s->opts->as_of.day);

	if (row == NULL && s->opts->revenue.cents > 0)
		return cr_fail(s->cr, CR_EUSAGE, "the law does not say who "
		    "is a large enterprise on that day");
	s->large = row != NULL && s->opts->revenue.cents >=
	    row->v[CR_LAW_REVENUE];
	return CR_OK;
}

int
cr_loss_scan(struct cr *cr, const struct cr_loss_opts *opts,
    int (*each)(void *ctx, const struct cr_loss *l), void *ctx)
{
	struct scan s = { .cr = cr, .opts = opts, .limits = {
		.law = opts->law, .rules = opts->rules,
		.as_of = opts->as_of, .within = -1 } };
	size_t i;
	int err;

	if ((err = judge_size(&s)) == CR_OK)
		err = load(&s);
	for (i = 0; i < s.l.nowed && err == 0; i++)
		err = tell(&s, i, each, ctx);
	cr_prescribing_release(&s.l);
	free(s.debtors);
	return err;
}
