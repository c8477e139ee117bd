#include "limit_world.h"

#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/hold.h"
#include "cr/keys.h"
#include "cr/mem.h"

#define ITEMS_OF_DOC 1000	/* item / 1000 is its document */

int
cr_limit_too_large(struct limit_world *w)
{
	return cr_fail(w->cr, CR_ELIMIT, "a sum of amounts is too large");
}

struct limit_debtor *
cr_limit_debtor(struct limit_world *w, int64_t party)
{
	size_t i = (size_t)party, n = w->n;
	struct limit_debtor **d;

	if (i >= n) {
		w->n = i + i / 2 + 64;
		w->debtors = cr_reallocarray(w->debtors, w->n,
		    sizeof(*w->debtors));
		memset(w->debtors + n, 0, (w->n - n) * sizeof(*w->debtors));
	}
	d = &w->debtors[i];
	if (*d == NULL) {
		*d = cr_arena_alloc(&w->arena, sizeof(**d));
		(*d)->party = party;
		(*d)->wanted = w->opts->keys == NULL;
		(*d)->first = (*d)->sheet = CR_DATE_NONE;
	}
	return *d;
}

static struct limit_row *
find_row(const struct limit_debtor *d, const char *currency)
{
	struct limit_row *r = d->rows;

	while (r != NULL && strcmp(r->currency, currency) != 0)
		r = r->next;
	return r;
}

struct limit_row *
cr_limit_row(struct limit_world *w, struct limit_debtor *d,
    const char *currency)
{
	struct limit_row *r = find_row(d, currency), **end = &d->rows;

	if (r != NULL)
		return r;
	while (*end != NULL)
		end = &(*end)->next;
	*end = r = cr_arena_alloc(&w->arena, sizeof(*r));
	strncpy(r->currency, currency, sizeof(r->currency) - 1);
	return r;
}

struct limit_row *
cr_limit_row_of(const struct limit_world *w, int64_t party,
    const char *currency)
{
	return (size_t)party < w->n && w->debtors[party] != NULL ?
	    find_row(w->debtors[party], currency) : NULL;
}

/* ---- Open items ---------------------------------------------------------- */

static int64_t
least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/*
 * What an open item adds up to. What a bill collected in the books already
 * is not open any more; only the rest of it can be.
 */
struct part {
	int64_t open, bank, collected, except, ceded;
};

static void
take_mark(struct limit_debtor *d, struct limit_mark *m, struct part *p)
{
	int64_t held = m->whole ? p->open : m->amount.cents;

	m->met = true;
	switch (m->kind) {
	case MARK_BILL:
		p->bank += m->amount.cents;
		p->collected = m->collected.cents;
		break;
	case MARK_EXCEPT:
		p->except = least(p->except + held, p->open);
		break;
	case MARK_CEDED:
		p->ceded = least(p->ceded + held, p->open);
		break;
	case MARK_STOP:
		if (d->stop == NULL || m->day.days > d->stop_day.days) {
			d->stop = m->level;
			d->stop_day = m->day;
		}
		break;
	}
}

/* Holds on all he owes: a part of it is taken from the oldest items. */
static void
take_holds(struct limit_debtor *d, const struct cr_open *o, struct part *p)
{
	struct limit_hold *h;
	int64_t *to, part;

	for (h = d->holds; h != NULL; h = h->next) {
		if ((h->creditor != 0 && h->creditor != o->creditor) ||
		    (!h->whole && strcmp(h->currency, o->currency) != 0))
			continue;
		to = h->ceded ? &p->ceded : &p->except;
		part = p->open - *to;
		if (!h->whole) {
			part = least(part, h->amount.cents);
			h->amount.cents -= part;
		}
		*to += part;
	}
}

static int
add_late(struct limit_world *w, struct limit_row *r, const struct part *p,
    int32_t late)
{
	const struct cr_limit_rules *rules = w->opts->rules;
	struct cr_money x = { p->open - p->bank - p->except };

	if (late <= 0 || x.cents <= 0)
		return 0;
	if (late > r->days_late)
		r->days_late = late;
	if (!cr_money_add(&r->exposure.overdue, x) ||
	    (rules->overdue_days >= 0 && late > rules->overdue_days &&
	    !cr_money_add(&r->too_late, x)))
		return cr_limit_too_large(w);
	return 0;
}

static bool
is_asked(const struct limit_world *w, const struct cr_open *o)
{
	const struct cr_keys *keys = w->opts->keys;

	return keys != NULL && (cr_keys_has(keys, CR_KEY_ITEM, o->item) ||
	    cr_keys_has(keys, CR_KEY_DOC, o->item / ITEMS_OF_DOC));
}

static int
add_open(void *ctx, const struct cr_open *o)
{
	struct limit_world *w = ctx;
	struct part p = { .open = o->open.cents };
	struct limit_debtor *d;
	struct limit_row *r;
	struct cr_exposure *e;
	struct cr_money closed;

	if (w->only != 0 && o->debtor != w->only)
		return 0;
	d = cr_limit_debtor(w, o->debtor);
	r = cr_limit_row(w, d, o->currency);
	e = &r->exposure;
	if (is_asked(w, o))
		d->wanted = d->named = true;
	while (w->next < w->nmarks && w->marks[w->next].item < o->item)
		w->next++;
	if (o->open.cents < 0)
		return cr_money_add(&e->credits, o->open) ? 0 :
		    cr_limit_too_large(w);
	for (; w->next < w->nmarks && w->marks[w->next].item == o->item;
	    w->next++)
		take_mark(d, &w->marks[w->next], &p);
	take_holds(d, o, &p);
	if (p.bank == 0)
		cr_limit_loose_less(w, o);
	closed.cents = least(p.bank, p.collected);
	p.bank = least(p.bank - closed.cents, p.open);
	if (!cr_money_add(&e->open, o->open) ||
	    !cr_money_add(&e->at_bank, (struct cr_money){ closed.cents +
	    p.bank }) || !cr_money_add(&e->bills, closed) ||
	    !cr_money_add(&r->ceded, (struct cr_money){ p.ceded }))
		return cr_limit_too_large(w);
	return add_late(w, r, &p, w->as_of.day.days - o->due.days);
}

static int
add_entry(void *ctx, const struct cr_open *o)
{
	struct limit_world *w = ctx;
	struct limit_debtor *d;

	if (o->debtor == 0 || (w->only != 0 && o->debtor != w->only))
		return 0;
	d = cr_limit_debtor(w, o->debtor);
	return cr_money_sub(&cr_limit_row(w, d,
	    o->currency)->exposure.credits, o->open) ? 0 :
	    cr_limit_too_large(w);
}

/* ---- Limits that are kept ------------------------------------------------ */

static int
add_limit(void *ctx, const struct cr_credit_limit *l)
{
	struct limit_world *w = ctx;
	struct limit_debtor *d = cr_limit_debtor(w, l->party);
	struct limit_row *r = cr_limit_row(w, d, l->currency);
	struct cr_credit_limit *to = l->computed ? &r->computed : &r->set;

	if (cr_kept_state(l, w->as_of.day) != CR_KEPT_COUNTS ||
	    (to->id != 0 && !cr_kept_before(l, to)))
		return 0;
	*to = *l;
	to->detail = to->act_reason = NULL;
	to->who = cr_arena_strdup(&w->arena, l->who);
	to->reason = l->reason == NULL ? NULL :
	    cr_arena_strdup(&w->arena, l->reason);
	to->actor = l->actor == NULL ? NULL :
	    cr_arena_strdup(&w->arena, l->actor);
	to->class_name = l->class_name == NULL ? NULL :
	    cr_arena_strdup(&w->arena, l->class_name);
	to->part = l->part == NULL ? NULL :
	    cr_arena_strdup(&w->arena, l->part);
	to->rules = l->rules == NULL ? NULL :
	    cr_arena_strdup(&w->arena, l->rules);
	return 0;
}

/* ---- All ----------------------------------------------------------------- */

/* Bits of the words V of the rules; KIND tells the number of one, or -1. */
static int
take_words(struct cr *cr, const char *const *v, size_t n, const char *what,
    int (*kind)(const char *word), unsigned *bits)
{
	size_t i;
	int k;

	for (i = 0; i < n; i++) {
		if ((k = kind(v[i])) < 0)
			return cr_fail(cr, CR_EUSAGE, "rules for limits: "
			    "there is no %s \"%s\"", what, v[i]);
		*bits |= 1U << k;
	}
	return CR_OK;
}

static int
hold_kind(const char *word)
{
	enum cr_hold_kind kind;

	return cr_hold_parse(word, &kind) ? (int)kind : -1;
}

static int
adverse_kind(const char *word)
{
	enum cr_adverse_kind kind;

	return cr_adverse_parse(word, &kind) ? (int)kind : -1;
}

int
cr_limit_world_load(struct cr *cr, const struct cr_limit_opts *opts,
    const struct cr_as_of *as_of, bool sales, struct limit_world *w)
{
	const struct cr_limit_rules *r = opts->rules;
	int rc;

	*w = (struct limit_world){ .cr = cr, .opts = opts, .as_of = *as_of };
	w->from = cr_date_add_months(as_of->day, -r->window);
	if (opts->keys != NULL && opts->keys->n == 1 &&
	    opts->keys->v[0].kind == CR_KEY_PARTY)
		w->only = opts->keys->v[0].id;
	cr_arena_init(&w->arena);
	if ((rc = take_words(cr, r->except, r->nexcept, "except", hold_kind,
	    &w->except)) != CR_OK ||
	    (rc = take_words(cr, r->adverse, r->nadverse, "adverse",
	    adverse_kind, &w->adverse)) != CR_OK ||
	    (rc = cr_limit_marks_load(w)) != CR_OK)
		return rc;
	if ((rc = cr_open_each(cr, as_of, add_open, w)) != 0 ||
	    (rc = cr_open_entry_each(cr, as_of, add_entry, w)) != 0 ||
	    (rc = cr_limit_marks_closed(w)) != CR_OK ||
	    (rc = cr_limit_told_load(w)) != CR_OK ||
	    (rc = cr_credit_limit_each(cr, as_of, w->only, add_limit,
	    w)) != 0)
		return rc;
	return sales ? cr_limit_sales_load(w) : CR_OK;
}

void
cr_limit_world_release(struct limit_world *w)
{
	free(w->debtors);
	free(w->marks);
	free(w->loose);
	cr_arena_release(&w->arena);
}
