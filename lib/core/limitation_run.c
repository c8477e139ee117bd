#include "cr/limitation_run.h"

#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/keys.h"
#include "cr/mem.h"
#include "cr/str.h"
#include "groups.h"
#include "prescribing.h"

/* ---- What is open ------------------------------------------------------- */

static struct cr_owed *
add_owed(struct cr_prescribing *l, const struct cr_open *o)
{
	struct cr_owed *w;

	cr_grow(&l->owed, l->nowed, &l->cap_owed, sizeof(*l->owed));
	w = &l->owed[l->nowed++];
	*w = (struct cr_owed){ .o = *o, .given_up_on = CR_DATE_NONE };
	return w;
}

/* They come in the order of their numbers. */
static int
add_open(void *ctx, const struct cr_open *o)
{
	if (o->open.cents > 0)
		add_owed(ctx, o);
	return 0;
}

int
cr_prescribing_load(struct cr *cr, const struct cr_limitation_opts *opts,
    struct cr_prescribing *l)
{
	int err;

	*l = (struct cr_prescribing){ .cr = cr, .opts = opts };
	cr_arena_init(&l->arena);
	if ((err = cr_people_load(cr, &opts->as_of, &l->people)) != 0 ||
	    (err = cr_open_each(cr, &opts->as_of, add_open, l)) != 0)
		return err;
	return cr_prescribing_signs(l);
}

void
cr_prescribing_release(struct cr_prescribing *l)
{
	cr_people_release(&l->people);
	free(l->owed);
	free(l->signs);
	free(l->acts);
	cr_arena_release(&l->arena);
}

/* ---- One credit --------------------------------------------------------- */

/* Does W, where it says anything, name party ID? */
static bool
takes_party(const struct cr_prescribing *l, const struct cr_limitation_words *w,
    int64_t id)
{
	size_t i;

	for (i = 0; i < w->n; i++)
		if (cr_person_is(&l->people, id, w->v[i]))
			return true;
	return w->n == 0;
}

static const char *
kind_of(const struct cr_prescribing *l, const struct cr_open *o,
    const char *type)
{
	const struct cr_limitation_rules *rules = l->opts->rules;
	const char *category = cr_person(&l->people, o->debtor)->category;
	const struct cr_limitation_words *by;
	size_t i;

	for (i = 0; i < rules->nrules; i++) {
		by = rules->rules[i].by;
		if (takes_party(l, &by[CR_LIMITATION_CREDITOR], o->creditor) &&
		    takes_party(l, &by[CR_LIMITATION_DEBTOR], o->debtor) &&
		    (by[CR_LIMITATION_CATEGORY].n == 0 || cr_limitation_has(
		    &by[CR_LIMITATION_CATEGORY], category)) &&
		    (by[CR_LIMITATION_TYPE].n == 0 || cr_limitation_has(
		    &by[CR_LIMITATION_TYPE], type)))
			return rules->rules[i].kind;
	}
	return rules->otherwise;
}

static void
add_act(struct cr_prescribing *l, const struct cr_sign *s)
{
	size_t i;

	if (s->sign < CR_SIGNS && !l->opts->rules->counts[s->sign]) {
		if (l->noted.day.days < s->act.day.days)
			l->noted = s->act;
		return;
	}
	cr_grow(&l->acts, l->nacts, &l->cap_acts, sizeof(*l->acts));
	for (i = l->nacts++; i > 0 && l->acts[i - 1].day.days >
	    s->act.day.days; i--)
		l->acts[i] = l->acts[i - 1];
	l->acts[i] = s->act;
}

/* Add those that are on a thing and count for what is owed to CREDITOR. */
static void
add_acts(struct cr_prescribing *l, struct cr_key on, int64_t creditor)
{
	const struct cr_sign *s;
	size_t low = 0, high = l->nsigns, i;

	while (low < high) {
		i = low + (high - low) / 2;
		s = &l->signs[i];
		if (s->on.kind < on.kind || (s->on.kind == on.kind &&
		    s->on.id < on.id))
			low = i + 1;
		else
			high = i;
	}
	for (s = l->signs + low; s < l->signs + l->nsigns &&
	    s->on.kind == on.kind && s->on.id == on.id; s++)
		if (s->creditor == 0 || s->creditor == creditor)
			add_act(l, s);
}

int
cr_prescribing_tell(struct cr_prescribing *l, const struct cr_owed *o,
    const char *type, struct cr_limited *out)
{
	const struct cr_person *d = cr_person(&l->people, o->o.debtor);
	int err;

	*out = (struct cr_limited){
		.item = &o->o, .code = d->code, .name = d->name,
		.kind = kind_of(l, &o->o, type),
	};
	l->nacts = 0;
	l->noted = (struct cr_limitation_act){ .day = CR_DATE_NONE };
	add_acts(l, (struct cr_key){ CR_KEY_ITEM, o->o.item },
	    o->o.creditor);
	add_acts(l, (struct cr_key){ CR_KEY_PARTY, o->o.debtor },
	    o->o.creditor);
	if ((err = cr_limitation_of(l->cr, l->opts->law, out->kind, o->o.due,
	    l->acts, l->nacts, &out->term)) != CR_OK)
		return err;
	out->kind = out->term.row->name;
	out->left = INT32_MAX;
	if (cr_date_is_set(out->term.last))
		out->left = out->term.last.days - l->opts->as_of.day.days;
	out->alert = cr_limitation_alert(l->opts->rules, out->left);
	/* what came before the term began says nothing about it */
	if (l->noted.day.days > out->term.from.days)
		out->noted = l->noted;
	else
		out->noted.day = CR_DATE_NONE;
	return CR_OK;
}

const char *
cr_limitation_advice(const struct cr_limited *l)
{
	if (l->left < 0)
		return cr_date_is_set(l->term.ends) && l->term.ends.days !=
		    l->term.last.days ? "presumed-paid" : "over";
	return l->alert == 0 ? "none" : "messa-in-mora";
}

/* ---- All of them -------------------------------------------------------- */

/* What is told: the place of its credit, and its last day. */
struct told {
	size_t owed;
	int32_t last;
};

static int
by_last(const void *x, const void *y)
{
	const struct told *a = x, *b = y;

	if (a->last != b->last)
		return a->last < b->last ? -1 : 1;
	return (a->owed > b->owed) - (a->owed < b->owed);
}

static int
tell(struct cr_prescribing *l, const struct cr_owed *o, struct cr_limited *out)
{
	struct cr_credit c;
	int err = cr_credit_get(l->cr, o->o.item, &c);

	if (err != CR_OK)
		return err;
	if ((err = cr_prescribing_tell(l, o, c.type, out)) == CR_OK)
		out->number = c.number;
	return err;
}

static int
tell_all(struct cr_prescribing *l, struct told *v,
    int (*each)(void *ctx, const struct cr_limited *l), void *ctx)
{
	const struct cr_limitation_opts *o = l->opts;
	struct cr_limited x;
	size_t i, n = 0;
	int err = CR_OK;

	for (i = 0; i < l->nowed && err == CR_OK; i++) {
		if (!cr_is_asked(o->keys, l->owed[i].o.debtor,
		    l->owed[i].o.creditor, l->owed[i].o.item))
			continue;
		err = tell(l, &l->owed[i], &x);
		if (err == CR_OK && (o->within < 0 || x.left <= o->within))
			v[n++] = (struct told){ i, x.left };
	}
	if (n > 0)
		qsort(v, n, sizeof(*v), by_last);
	for (i = 0; i < n && err == 0; i++)
		if ((err = tell(l, &l->owed[v[i].owed], &x)) == CR_OK)
			err = each(ctx, &x);
	return err;
}

int
cr_limitation_each(struct cr *cr, const struct cr_limitation_opts *opts,
    int (*each)(void *ctx, const struct cr_limited *l), void *ctx)
{
	struct cr_prescribing l;
	struct told *v = NULL;
	int err;

	if ((err = cr_prescribing_load(cr, opts, &l)) == CR_OK) {
		v = cr_calloc(l.nowed + 1, sizeof(*v));
		err = tell_all(&l, v, each, ctx);
	}
	free(v);
	cr_prescribing_release(&l);
	return err;
}
