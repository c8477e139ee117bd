#include "cr/interest_run.h"

#include <stdlib.h>
#include <string.h>

#include "cr/arena.h"
#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/facts.h"
#include "cr/keys.h"
#include "cr/map.h"
#include "cr/mem.h"
#include "cr/str.h"

#define ITEMS_OF_DOC 1000	/* item / 1000 is its document */

/* What is known of a party as a debtor. */
struct who {
	const char *code, *name;
	struct cr_interest_terms terms;
	struct cr_date stop;	/* insolvency: the last day with interest */
	bool business;
	bool credits;		/* not allocated to anything */
};

/* A messa in mora of an item. */
struct notified {
	int64_t item;
	struct cr_date day;
};

struct run {
	struct cr *cr;
	const struct cr_interest_opts *opts;
	const struct cr_interest_sink *sink;
	struct who *who;		/* by the number of the party */
	size_t nwho;
	struct notified *notified;	/* by item */
	size_t nnotified, cap_notified, at;
	int64_t *docs;			/* of the items that were asked for */
	size_t ndocs;
	int64_t flat_doc;		/* the last one with a lump sum */
	struct cr_map flat_debtors;	/* debtor and creditor with one */
	struct cr_interest_item item;	/* the present one */
	bool wanted;
	int32_t above_bp;		/* the most that a rate is over */
	const char *above_name;
	struct cr_arena arena;
};

const char *
cr_since_word(enum cr_interest_since since)
{
	static const char *const words[] = {
		[CR_SINCE_DUE] = "due",
		[CR_SINCE_NOTICE] = "notice",
		[CR_SINCE_NO_NOTICE] = "no-notice",
	};

	return words[since];
}

/* ---- What the ledger says of the debtors -------------------------------- */

static struct who *
who_is(struct run *r, int64_t party)
{
	size_t i = (size_t)party, n = r->nwho;

	if (i >= n) {
		r->nwho = i + i / 2 + 64;
		r->who = cr_reallocarray(r->who, r->nwho, sizeof(*r->who));
		for (; n < r->nwho; n++)
			r->who[n] = (struct who){ .stop = CR_DATE_NONE,
			    .terms = r->opts->rules->terms };
	}
	return &r->who[i];
}

static const char *
keep(struct run *r, const char *s)
{
	return s != NULL ? cr_arena_strdup(&r->arena, s) : NULL;
}

static int
add_party(void *ctx, const struct cr_facts *f)
{
	struct run *r = ctx;
	struct who *w = who_is(r, f->id);
	struct cr_interest_subject subject = { f->id, f->code, f->vat,
		f->kind, f->category };

	w->code = keep(r, f->code);
	w->name = keep(r, f->name);
	w->business = cr_interest_is_business(&subject);
	cr_interest_choose(r->opts->rules, &subject, &w->terms);
	return 0;
}

/* Art. 154 CCII: interest stops when the procedure opens. */
static int
add_stop(void *ctx, int64_t debtor, struct cr_date day)
{
	struct who *w = who_is(ctx, debtor);

	if (!cr_date_is_set(w->stop) || day.days < w->stop.days)
		w->stop = day;
	return 0;
}

static int
add_credit(void *ctx, int64_t debtor)
{
	who_is(ctx, debtor)->credits = true;
	return 0;
}

static int
add_notified(void *ctx, int64_t item, const char *level, struct cr_date sent)
{
	struct run *r = ctx;
	const struct cr_interest_rules *rules = r->opts->rules;
	size_t i;

	for (i = 0; i < rules->nformal &&
	    strcmp(rules->formal[i], level) != 0; i++)
		;
	if (i == rules->nformal || (r->nnotified > 0 &&
	    r->notified[r->nnotified - 1].item == item))
		return 0;
	cr_grow(&r->notified, r->nnotified, &r->cap_notified,
	    sizeof(*r->notified));
	r->notified[r->nnotified++] = (struct notified){ item, sent };
	return 0;
}

static int
load(struct run *r)
{
	const struct cr_interest_opts *o = r->opts;
	int err;

	if ((err = cr_facts_each(r->cr, &o->as_of, add_party, r)) != 0 ||
	    (err = cr_debt_stops(r->cr, &o->as_of, add_stop, r)) != 0 ||
	    (err = cr_debt_credits(r->cr, &o->as_of, add_credit, r)) != 0)
		return err;
	return cr_debt_notified(r->cr, o->as_of.day, add_notified, r);
}

/* ---- Which items -------------------------------------------------------- */

/*
 * The documents whose items have to be looked at although only some of
 * them were asked for: which of them has the lump sum depends on all.
 */
static void
load_docs(struct run *r)
{
	const struct cr_keys *keys = r->opts->keys;
	size_t i;

	if (keys == NULL)
		return;
	r->docs = cr_calloc(keys->n + 1, sizeof(*r->docs));
	for (i = 0; i < keys->n; i++)
		if (keys->v[i].kind == CR_KEY_ITEM)
			r->docs[r->ndocs++] = keys->v[i].id / ITEMS_OF_DOC;
}

static int
by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* Is the item of D to be looked at? And to be told? */
static bool
is_selected(struct run *r, const struct cr_open *o)
{
	const struct cr_keys *keys = r->opts->keys;
	int64_t doc = o->item / ITEMS_OF_DOC;

	r->wanted = keys == NULL ||
	    cr_keys_has(keys, CR_KEY_PARTY, o->debtor) ||
	    cr_keys_has(keys, CR_KEY_PARTY, o->creditor) ||
	    cr_keys_has(keys, CR_KEY_ITEM, o->item) ||
	    cr_keys_has(keys, CR_KEY_DOC, doc);
	return r->wanted || (r->ndocs > 0 && bsearch(&doc, r->docs, r->ndocs,
	    sizeof(*r->docs), by_number) != NULL);
}

/* ---- One item ----------------------------------------------------------- */

/*
 * What REGIME was when the item was made: an invoice from before a law is
 * of a contract from before it.
 */
static enum cr_regime
regime_then(const struct run *r, enum cr_regime regime,
    const struct cr_open *o)
{
	static const enum cr_regime before[CR_REGIMES] = {
		[CR_REGIME_MORA] = CR_REGIME_MORA7,
		[CR_REGIME_MORA7] = CR_REGIME_LEGAL,
		[CR_REGIME_FOOD] = CR_REGIME_FOOD62,
		[CR_REGIME_FOOD62] = CR_REGIME_MORA7,
		[CR_REGIME_SUBFORNITURA] = CR_REGIME_LEGAL,
		[CR_REGIME_LEGAL] = CR_REGIME_LEGAL,
		[CR_REGIME_LEGAL4] = CR_REGIME_LEGAL,
		[CR_REGIME_CONTRACT] = CR_REGIME_CONTRACT,
	};
	const struct cr_rates_table *t = &r->opts->rates->points[regime];
	struct cr_date day = o->date.days < o->due.days ? o->date : o->due;

	if (regime == CR_REGIME_LEGAL4)
		day = r->opts->rules->demand;
	for (; t->n > 0 && day.days < t->v[0].from.days;
	    t = &r->opts->rates->points[regime])
		regime = before[regime];
	return regime;
}

/* Debtor and creditor as a key of the map. */
static void
pair(const struct cr_open *o, int64_t to[2])
{
	to[0] = o->debtor;
	to[1] = o->creditor;
}

/* May this item have the lump sum of art. 6? */
static bool
may_have_flat(struct run *r, const struct who *w, enum cr_regime regime)
{
	const struct cr_rates_table *t = &r->opts->rates->flat;
	const struct cr_open *o = &r->item.item;
	int64_t key[2], v;

	if (!cr_interest_has_flat(regime) || strcmp(o->currency, "EUR") != 0 ||
	    (regime == CR_REGIME_CONTRACT && !w->business) || t->n == 0 ||
	    o->date.days < t->v[0].from.days)
		return false;
	switch (r->opts->rules->art6) {
	case CR_ART6_INVOICE:
		return o->item / ITEMS_OF_DOC != r->flat_doc;
	case CR_ART6_DEBTOR:
		pair(o, key);
		return !cr_map_get(&r->flat_debtors, key, sizeof(key), &v);
	default:
		return false;
	}
}

static void
note_flat(struct run *r)
{
	int64_t key[2];

	if (r->item.total.flat.cents == 0)
		return;
	r->flat_doc = r->item.item.item / ITEMS_OF_DOC;
	if (r->opts->rules->art6 == CR_ART6_DEBTOR) {
		pair(&r->item.item, key);
		cr_map_put(&r->flat_debtors, key, sizeof(key), 1);
	}
}

/* Legal interest runs from a messa in mora, if there was one. */
static void
find_start(struct run *r)
{
	struct cr_interest_item *i = &r->item;

	i->since = CR_SINCE_DUE;
	i->start = i->item.due;
	if (i->terms.regime != CR_REGIME_LEGAL &&
	    i->terms.regime != CR_REGIME_LEGAL4)
		return;
	while (r->at < r->nnotified &&
	    r->notified[r->at].item < i->item.item)
		r->at++;
	i->since = CR_SINCE_NO_NOTICE;
	if (r->at == r->nnotified || r->notified[r->at].item != i->item.item)
		return;
	i->since = CR_SINCE_NOTICE;
	if (r->notified[r->at].day.days > i->start.days)
		i->start = r->notified[r->at].day;
}

static int
put_segment(void *ctx, const struct cr_interest_segment *s)
{
	struct run *r = ctx;

	return r->sink->segment(r->sink->ctx, &r->item, s);
}

static void
note_excess(struct run *r)
{
	if (r->item.total.above_bp <= r->above_bp)
		return;
	r->above_bp = r->item.total.above_bp;
	r->above_name = r->item.name;
}

/* The interest of the present item, whose debt is DEBT. */
static int
tell(struct run *r, struct cr_interest_debt *debt)
{
	const struct cr_interest_opts *o = r->opts;
	struct cr_interest_total *t = &r->item.total;
	int err;

	err = cr_interest(r->cr, o->rates, &r->item.terms, debt, o->to,
	    r->wanted && r->sink->segment != NULL ? put_segment : NULL, r, t);
	if (err != 0)
		return err;
	note_flat(r);
	note_excess(r);
	if (!r->wanted || r->sink->item == NULL || (!r->sink->every &&
	    t->days == 0 && t->flat.cents == 0 && t->penalty.cents == 0))
		return 0;
	return r->sink->item(r->sink->ctx, &r->item);
}

static int
add_debt(void *ctx, struct cr_debt *d)
{
	struct run *r = ctx;
	const struct who *w;
	struct cr_interest_debt debt;

	if (!is_selected(r, &d->item) || (d->left.cents <= 0 &&
	    !r->opts->paid && !r->opts->also(r->opts->also_ctx,
	    d->item.item)))
		return 0;
	w = who_is(r, d->item.debtor);
	r->item = (struct cr_interest_item){ .item = d->item,
	    .left = d->left, .code = w->code, .name = w->name,
	    .terms = w->terms, .credits = w->credits };
	r->item.terms.regime = regime_then(r, w->terms.regime, &d->item);
	find_start(r);
	debt = (struct cr_interest_debt){ .amount = d->item.open,
	    .due = d->item.due, .start = r->item.start,
	    .demand = r->opts->rules->demand, .stop = w->stop,
	    .closes = true, .events = d->events, .n = d->n };
	debt.flat = may_have_flat(r, w, r->item.terms.regime);
	return tell(r, &debt);
}

/* ---- The run ------------------------------------------------------------ */

static void
begin(struct run *r, struct cr *cr, const struct cr_interest_opts *o,
    const struct cr_interest_sink *sink)
{
	*r = (struct run){ .cr = cr, .opts = o, .sink = sink };
	cr_arena_init(&r->arena);
	cr_map_init(&r->flat_debtors);
}

static void
warn_of_usury(const struct run *r)
{
	struct cr_buf b;

	cr_buf_init(&b);
	cr_money_format(&b, (struct cr_money){ r->above_bp }, '.', 0);
	if (r->above_name != NULL)
		cr_warn(r->cr, NULL, 0, "the rate agreed with %s is %s points "
		    "over that of the law: it may be usury (L. 108/1996)",
		    r->above_name, b.s);
	else
		cr_warn(r->cr, NULL, 0, "the agreed rate is %s points over "
		    "that of the law: it may be usury (L. 108/1996)", b.s);
	cr_buf_release(&b);
}

/* A rate that is missing is the fault of the rates, not of a key. */
static int
end(struct run *r, int err)
{
	if (err == CR_ENOTFOUND)
		err = cr_fail(r->cr, CR_EUSAGE, "%s (--assume-rate)",
		    cr_errmsg(r->cr));
	if (err == CR_OK && r->above_bp > r->opts->rules->margin_bp)
		warn_of_usury(r);
	free(r->who);
	free(r->notified);
	free(r->docs);
	cr_map_release(&r->flat_debtors);
	cr_arena_release(&r->arena);
	return err;
}

static int
run_once(struct cr *cr, const struct cr_interest_opts *o,
    const struct cr_interest_sink *sink)
{
	struct run r;
	int err;

	begin(&r, cr, o, sink);
	load_docs(&r);
	if ((err = load(&r)) == 0)
		err = cr_debt_each(cr, &o->as_of, o->to, o->paid ||
		    o->also != NULL, add_debt, &r);
	return end(&r, err);
}

/* Does a table end before the day that interest is asked for? */
static bool
may_be_missing(const struct cr_interest_opts *o)
{
	return !o->rules->terms.assume &&
	    (cr_rates_find(&o->rates->reference, o->to) == NULL ||
	    cr_rates_find(&o->rates->legal, o->to) == NULL);
}

int
cr_interest_run(struct cr *cr, const struct cr_interest_opts *o,
    const struct cr_interest_sink *sink)
{
	static const struct cr_interest_sink nobody = { .ctx = NULL };
	void (*on_report)(void *, const struct cr_report *) = cr->on_report;
	int err;

	if (may_be_missing(o)) {
		cr->on_report = NULL;	/* the second time tells it */
		err = run_once(cr, o, &nobody);
		cr->on_report = on_report;
		if (err != CR_OK)
			return err;
	}
	return run_once(cr, o, sink);
}

/* The debt as an item of no ledger. */
static int
take_figures(struct run *r, const struct cr_interest_debt *debt)
{
	struct cr_interest_item *i = &r->item;
	size_t n;

	r->wanted = true;
	i->item = (struct cr_open){ .date = debt->due, .due = debt->due,
	    .open = debt->amount, .currency = "EUR" };
	i->left = debt->amount;
	i->terms = r->opts->rules->terms;
	i->start = debt->due;
	if (cr_date_is_set(debt->start) &&
	    debt->start.days > debt->due.days) {
		i->since = CR_SINCE_NOTICE;
		i->start = debt->start;
	}
	for (n = 0; n < debt->n; n++)
		if (debt->events[n].date.days <= r->opts->to.days &&
		    !cr_money_sub(&i->left, debt->events[n].amount))
			return cr_fail(r->cr, CR_ELIMIT, "an amount of "
			    "interest is too large");
	return CR_OK;
}

/* Told to SINK; the events of DEBT stay as they are. */
static int
figures_once(struct cr *cr, const struct cr_interest_opts *o,
    const struct cr_interest_debt *debt, const struct cr_interest_sink *sink)
{
	struct cr_interest_debt copy = *debt;
	struct run r;
	int err;

	begin(&r, cr, o, sink);
	copy.events = cr_calloc(debt->n + 1, sizeof(*copy.events));
	memcpy(copy.events, debt->events, debt->n * sizeof(*copy.events));
	if ((err = take_figures(&r, debt)) == CR_OK)
		err = tell(&r, &copy);
	free(copy.events);
	return end(&r, err);
}

int
cr_interest_figures(struct cr *cr, const struct cr_interest_opts *o,
    const struct cr_interest_debt *debt, const struct cr_interest_sink *sink)
{
	static const struct cr_interest_sink nobody = { .ctx = NULL };
	void (*on_report)(void *, const struct cr_report *) = cr->on_report;
	int err;

	cr->on_report = NULL;
	err = figures_once(cr, o, debt, &nobody);
	cr->on_report = on_report;
	return err != CR_OK ? err : figures_once(cr, o, debt, sink);
}
