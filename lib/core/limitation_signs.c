#include "prescribing.h"

#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/history.h"
#include "cr/hold.h"
#include "cr/mem.h"
#include "cr/str.h"

/* Acts of law, and what may acknowledge a debt, from where each is kept. */

static struct cr_sign *
add(struct cr_prescribing *l, struct cr_key on, enum cr_limitation_sign sign,
    struct cr_date day)
{
	struct cr_sign *s;

	cr_grow(&l->signs, l->nsigns, &l->cap_signs, sizeof(*l->signs));
	s = &l->signs[l->nsigns++];
	*s = (struct cr_sign){ .on = on, .sign = sign, .act = {
		.day = day, .until = CR_DATE_NONE } };
	if (sign < CR_SIGNS)
		s->act.what = cr_limitation_sign_word(sign);
	return s;
}

/* ---- Letters and acts that are told ------------------------------------- */

static int
add_letter(void *ctx, const struct cr_credit_letter *x)
{
	struct cr_prescribing *l = ctx;
	const struct cr_limitation_rules *r = l->opts->rules;
	struct cr_sign *s;

	if (!cr_limitation_has(&r->channels, x->channel) ||
	    (!cr_limitation_has(&r->acts, x->level) &&
	    !cr_limitation_has(&r->acts, x->template)))
		return 0;
	s = add(l, (struct cr_key){ CR_KEY_ITEM, x->item }, CR_SIGNS, x->day);
	s->act.what = cr_arena_strdup(&l->arena, cr_limitation_has(&r->acts,
	    x->level) ? x->level : x->template);
	s->act.message = x->message;
	return 0;
}

/* Whom WORD of an act names: an item by its key, or parties. */
static void
add_told_on(struct cr_prescribing *l, const struct cr_limitation_told *t,
    const char *word)
{
	struct cr_sign *s;
	struct cr_key key;
	size_t i;
	bool found = false;

	if (cr_key_parse(word, strlen(word), &key) &&
	    key.kind == CR_KEY_ITEM) {
		s = add(l, key, CR_SIGNS, t->day);
		s->act.what = t->name;
		s->act.kind = t->kind;
		return;
	}
	for (i = 1; i < l->people.n; i++)
		if (cr_person_is(&l->people, (int64_t)i, word)) {
			s = add(l, (struct cr_key){ CR_KEY_PARTY,
			    (int64_t)i }, CR_SIGNS, t->day);
			s->act.what = t->name;
			s->act.kind = t->kind;
			found = true;
		}
	if (!found)
		cr_warn(l->cr, NULL, 0, "act \"%s\": there is no debtor "
		    "\"%s\"", t->name, word);
}

static void
add_told(struct cr_prescribing *l)
{
	const struct cr_limitation_rules *r = l->opts->rules;
	const struct cr_limitation_told *t;
	size_t i;

	for (t = r->told; t < r->told + r->ntold; t++)
		for (i = 0; i < t->on.n && t->day.days <=
		    l->opts->as_of.day.days; i++)
			add_told_on(l, t, t->on.v[i]);
}

/* ---- Holds -------------------------------------------------------------- */

static bool
sign_of(enum cr_hold_kind kind, enum cr_limitation_sign *sign)
{
	*sign = kind == CR_HOLD_PROMISE ? CR_SIGN_PROMISE :
	    kind == CR_HOLD_PLAN ? CR_SIGN_PLAN : CR_SIGN_PROCEDURE;
	return kind == CR_HOLD_PROMISE || kind == CR_HOLD_PLAN ||
	    kind == CR_HOLD_PROCEDURE;
}

/* A procedure lasts to its last day, or the one it was lifted on. */
static struct cr_date
end_of(const struct cr_hold *h, struct cr_date day)
{
	struct cr_date end = { INT32_MAX };

	if (cr_date_is_set(h->until) && h->until.days <= day.days)
		end = h->until;
	if (cr_date_is_set(h->lift) && h->lift.days <= day.days &&
	    h->lift.days < end.days)
		end = h->lift;
	return end;
}

static int
add_hold(void *ctx, const struct cr_hold *h)
{
	struct cr_prescribing *l = ctx;
	const struct cr_as_of *as_of = &l->opts->as_of;
	enum cr_limitation_sign sign;
	struct cr_sign *s;

	if (!sign_of(h->kind, &sign) || h->on.kind == CR_KEY_NONE ||
	    h->from.days > as_of->day.days || h->set.days > l->known.days)
		return 0;
	/* one that was taken back on its own day was a slip */
	if (cr_date_is_set(h->lift) && h->lift.days <= h->set.days)
		return 0;
	s = add(l, h->on, sign, h->from);
	s->creditor = h->creditor;
	if (sign == CR_SIGN_PROCEDURE)
		s->act.until = end_of(h, as_of->day);
	return 0;
}

/* ---- Payments ----------------------------------------------------------- */

static struct cr_owed *
find(struct cr_prescribing *l, int64_t item)
{
	size_t low = 0, high = l->nowed, i;

	while (low < high) {
		i = low + (high - low) / 2;
		if (l->owed[i].o.item < item)
			low = i + 1;
		else
			high = i;
	}
	return low < l->nowed && l->owed[low].o.item == item ?
	    &l->owed[low] : NULL;
}

/* What went back takes the last payment before it away. */
static int
add_move(void *ctx, const struct cr_credit_move *m)
{
	struct cr_prescribing *l = ctx;
	struct cr_sign *last = l->nsigns > 0 ? &l->signs[l->nsigns - 1] :
	    NULL;

	if (m->given_up || find(l, m->item) == NULL)
		return 0;
	if (m->amount.cents > 0)
		add(l, (struct cr_key){ CR_KEY_ITEM, m->item },
		    CR_SIGN_PAYMENT, m->date);
	else if (last != NULL && last->sign == CR_SIGN_PAYMENT &&
	    last->on.id == m->item)
		l->nsigns--;
	return 0;
}

/* ---- All of them -------------------------------------------------------- */

static int
by_what(const void *x, const void *y)
{
	const struct cr_sign *a = x, *b = y;

	if (a->on.kind != b->on.kind)
		return a->on.kind < b->on.kind ? -1 : 1;
	if (a->on.id != b->on.id)
		return a->on.id < b->on.id ? -1 : 1;
	return (a->act.day.days > b->act.day.days) -
	    (a->act.day.days < b->act.day.days);
}

int
cr_prescribing_signs(struct cr_prescribing *l)
{
	static const struct cr_key any;
	const struct cr_as_of *as_of = &l->opts->as_of;
	int err;

	if ((err = cr_knowledge(l->cr, as_of, &l->known)) != CR_OK ||
	    (err = cr_credit_moves(l->cr, as_of, add_move, l)) != 0 ||
	    (err = cr_credit_letters(l->cr, as_of, add_letter, l)) != 0 ||
	    (err = cr_hold_each(l->cr, any, CR_DATE_NONE, add_hold, l)) != 0)
		return err;
	add_told(l);
	if (l->nsigns > 0)
		qsort(l->signs, l->nsigns, sizeof(*l->signs), by_what);
	return CR_OK;
}
