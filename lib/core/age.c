#include "cr/age.h"

#include <stdlib.h>
#include <string.h>

#include "age_groups.h"
#include "cr/cr.h"
#include "cr/facts.h"
#include "cr/keys.h"

/* One ageing being made. */
struct age {
	struct cr *cr;
	const struct cr_age_opts *opts;
	size_t buckets;
	bool fold;		/* debtors first, then what was asked for */
	struct cr_age_groups sums;
	struct cr_age_groups folded;
	struct cr_age_groups *out;	/* the one whose groups are the rows */
	size_t at;		/* the next group, in a pass over the parties */
};

static int
too_large(struct age *a)
{
	return cr_fail(a->cr, CR_ELIMIT, "a sum of open balances is too "
	    "large");
}

static bool
is_attribute(enum cr_age_by by)
{
	return by == CR_AGE_AGENT || by == CR_AGE_DEPOT ||
	    by == CR_AGE_AREA || by == CR_AGE_CATEGORY;
}

/* ---- Summing up --------------------------------------------------------- */

/* An item's number is its document's times 1000 and its place in it. */
static bool
is_selected(const struct age *a, const struct cr_open *o, bool entry)
{
	const struct cr_keys *keys = a->opts->keys;

	return keys == NULL || cr_keys_has(keys, CR_KEY_PARTY, o->debtor) ||
	    cr_keys_has(keys, CR_KEY_PARTY, o->creditor) || (!entry &&
	    (cr_keys_has(keys, CR_KEY_ITEM, o->item) ||
	    cr_keys_has(keys, CR_KEY_DOC, o->item / 1000)));
}

static size_t
bucket(const struct cr_age_opts *opts, int32_t late)
{
	size_t i;

	if (late <= 0)
		return 0;
	for (i = 0; i < opts->nbounds && late > opts->bounds[i]; i++)
		;
	return i + 1;
}

/* What is summed together at first. */
static struct cr_age_key
key_of(struct age *a, const struct cr_open *o)
{
	struct cr_age_key k = {
		.currency = cr_age_currency(&a->sums, o->currency),
	};

	if (a->fold) {
		k.id = o->debtor;
		k.with = o->creditor;
	} else if (a->opts->by == CR_AGE_DEBTOR) {
		k.id = o->debtor;
	} else if (a->opts->by == CR_AGE_CREDITOR) {
		k.id = o->creditor;
	}
	return k;
}

static int
add_item(void *ctx, const struct cr_open *o)
{
	struct age *a = ctx;
	struct cr_age_key key;
	struct cr_date from = a->opts->doc_date ? o->date : o->due;
	size_t i = a->buckets;

	if (!is_selected(a, o, false))
		return 0;
	key = key_of(a, o);
	if (o->open.cents > 0)
		i = bucket(a->opts, a->opts->as_of.day.days - from.days);
	return cr_money_add(&cr_age_sums(&a->sums, &key)[i], o->open) ? 0 :
	    too_large(a);
}

static int
add_entry(void *ctx, const struct cr_open *o)
{
	struct age *a = ctx;
	struct cr_age_key key;

	if (!is_selected(a, o, true))
		return 0;
	key = key_of(a, o);
	return cr_money_sub(&cr_age_sums(&a->sums, &key)[a->buckets],
	    o->open) ? 0 : too_large(a);
}

/* Credits pay the oldest debt first; what is left of them stays apart. */
static void
net(const struct age *a, struct cr_money *sums)
{
	struct cr_money *credit = &sums[a->buckets];
	struct cr_money part;
	size_t i;

	for (i = a->buckets; i-- > 0 && credit->cents < 0;) {
		part = cr_money_neg(*credit);
		if (part.cents > sums[i].cents)
			part = sums[i];
		cr_money_sub(&sums[i], part);
		cr_money_add(credit, part);
	}
}

/* ---- From debtors to what was asked for --------------------------------- */

static void
sort(struct cr_age_groups *g, int (*compare)(const void *, const void *))
{
	if (g->n > 0)
		qsort(g->v, g->n, sizeof(*g->v), compare);
}

static int
by_id(const void *x, const void *y)
{
	const struct cr_age_group *a = x, *b = y;

	return (a->key.id > b->key.id) - (a->key.id < b->key.id);
}

/*
 * What G goes into. F is NULL where the dimension is no attribute of the
 * debtor.
 */
static struct cr_age_key
target(const struct age *a, const struct cr_age_group *g,
    const struct cr_facts *f)
{
	struct cr_age_key to = { .currency = g->key.currency };

	switch (a->opts->by) {
	case CR_AGE_DEBTOR:
		to.id = g->key.id;
		break;
	case CR_AGE_CREDITOR:
		to.id = g->key.with;
		break;
	case CR_AGE_AGENT:
		to.id = f ? f->agent : 0;
		break;
	case CR_AGE_DEPOT:
		to.id = f ? f->depot : 0;
		break;
	case CR_AGE_AREA:
		to.text = f ? f->area : NULL;
		break;
	case CR_AGE_CATEGORY:
		to.text = f ? f->category : NULL;
		break;
	case CR_AGE_TOTAL:
		break;
	}
	return to;
}

static int
fold_group(struct age *a, const struct cr_age_group *g,
    const struct cr_facts *f)
{
	const struct cr_money *from = cr_age_group_sums(&a->sums, g);
	struct cr_age_key key = target(a, g, f);
	struct cr_money *to = cr_age_sums(&a->folded, &key);
	size_t i;

	for (i = 0; i <= a->buckets; i++)
		if (!cr_money_add(&to[i], from[i]))
			return too_large(a);
	return 0;
}

/* The parties come in the order of their numbers, as the groups stand. */
static int
fold_party(void *ctx, const struct cr_facts *f)
{
	struct age *a = ctx;
	const struct cr_age_group *g;
	int err = 0;

	for (; err == 0 && a->at < a->sums.n &&
	    a->sums.v[a->at].key.id <= f->id; a->at++) {
		g = &a->sums.v[a->at];
		err = fold_group(a, g, g->key.id == f->id ? f : NULL);
	}
	return err;
}

static int
fold(struct age *a)
{
	size_t i;
	int err = 0;

	for (i = 0; a->opts->net && i < a->sums.n; i++)
		net(a, cr_age_group_sums(&a->sums, &a->sums.v[i]));
	cr_age_groups_init(&a->folded, a->buckets + 1);
	a->at = 0;
	if (is_attribute(a->opts->by)) {
		sort(&a->sums, by_id);
		err = cr_facts_each(a->cr, &a->opts->as_of, fold_party, a);
	}
	for (; err == 0 && a->at < a->sums.n; a->at++)
		err = fold_group(a, &a->sums.v[a->at], NULL);
	return err;
}

/* ---- Rows --------------------------------------------------------------- */

static int
name_party(void *ctx, const struct cr_facts *f)
{
	struct age *a = ctx;
	struct cr_age_groups *g = a->out;

	while (a->at < g->n && g->v[a->at].key.id < f->id)
		a->at++;
	for (; a->at < g->n && g->v[a->at].key.id == f->id; a->at++) {
		if (f->code != NULL)
			g->v[a->at].code = cr_arena_strdup(&g->arena, f->code);
		g->v[a->at].name = cr_arena_strdup(&g->arena, f->name);
	}
	return 0;
}

static int
name_groups(struct age *a)
{
	size_t i;

	if (a->opts->by == CR_AGE_TOTAL)
		return CR_OK;
	for (i = 0; i < a->out->n; i++)
		a->out->v[i].code = a->out->v[i].key.text;
	if (a->opts->by == CR_AGE_AREA || a->opts->by == CR_AGE_CATEGORY)
		return CR_OK;
	sort(a->out, by_id);
	a->at = 0;
	return cr_facts_each(a->cr, &a->opts->as_of, name_party, a);
}

/* By code; who has none after those who have, by name; nobody last. */
static int
compare_text(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return (a == NULL) - (b == NULL);
	return strcmp(a, b);
}

static int
by_code(const void *x, const void *y)
{
	const struct cr_age_group *a = x, *b = y;
	int c;

	if ((c = compare_text(a->code, b->code)) != 0 ||
	    (c = compare_text(a->name, b->name)) != 0 || (c = by_id(x, y)) != 0)
		return c;
	return (a->key.currency > b->key.currency) -
	    (a->key.currency < b->key.currency);
}

static int
emit(struct age *a, const struct cr_age_group *g,
    int (*each)(void *ctx, const struct cr_age_row *row), void *ctx)
{
	const struct cr_money *sums = cr_age_group_sums(a->out, g);
	struct cr_age_row row = {
		.party = g->key.id, .code = g->code, .name = g->name,
		.currency = a->sums.currencies[g->key.currency],
		.buckets = sums, .credits = sums[a->buckets],
	};
	size_t i;

	for (i = 1; i < a->buckets; i++)
		if (!cr_money_add(&row.overdue, sums[i]))
			return too_large(a);
	row.total = row.overdue;
	if (!cr_money_add(&row.total, sums[0]) ||
	    !cr_money_add(&row.total, row.credits))
		return too_large(a);
	return each(ctx, &row);
}

static int
sum_up(struct age *a)
{
	int err;

	if ((err = cr_open_each(a->cr, &a->opts->as_of, add_item, a)) == 0)
		err = cr_open_entry_each(a->cr, &a->opts->as_of, add_entry, a);
	if (err == 0 && a->fold) {
		err = fold(a);
		a->out = &a->folded;
	}
	return err == 0 ? name_groups(a) : err;
}

int
cr_age(struct cr *cr, const struct cr_age_opts *opts,
    int (*each)(void *ctx, const struct cr_age_row *row), void *ctx)
{
	struct age a = { .cr = cr, .opts = opts, .buckets = opts->nbounds + 2 };
	size_t i;
	int err;

	a.fold = opts->net || is_attribute(opts->by);
	a.out = &a.sums;
	cr_age_groups_init(&a.sums, a.buckets + 1);
	if ((err = sum_up(&a)) == 0)
		sort(a.out, by_code);
	for (i = 0; err == 0 && i < a.out->n; i++)
		err = emit(&a, &a.out->v[i], each, ctx);
	cr_age_groups_release(&a.sums);
	cr_age_groups_release(&a.folded);
	return err;
}
