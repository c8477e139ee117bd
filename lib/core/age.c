#include "cr/age.h"

#include "cr/cr.h"
#include "groups.h"

/* One ageing being made. */
struct age {
	struct cr *cr;
	const struct cr_age_opts *opts;
	size_t buckets;
	struct cr_targets targets;
	struct cr_groups sums;	/* of debtors and creditors, to be netted */
	struct cr_groups rows;
};

static int
too_large(struct age *a)
{
	return cr_fail(a->cr, CR_ELIMIT, "a sum of open balances is too "
	    "large");
}

/* ---- Summing up --------------------------------------------------------- */

size_t
cr_age_bucket(const struct cr_age_opts *opts, int32_t late)
{
	size_t i;

	if (late <= 0)
		return 0;
	for (i = 0; i < opts->nbounds && late > opts->bounds[i]; i++)
		;
	return i + 1;
}

/* The sums of what O's debtor owes to its creditor; or of its row. */
static struct cr_money *
sums_of(struct age *a, const struct cr_open *o)
{
	struct cr_group_key key = {
		.id = o->debtor, .with = o->creditor,
		.currency = cr_group_currency(&a->rows, o->currency),
	};

	if (a->opts->net)
		return cr_group_sums(&a->sums, &key);
	key.with = 0;
	cr_target_key(&a->targets, o->debtor, o->creditor, &key);
	return cr_group_sums(&a->rows, &key);
}

static int
add_item(void *ctx, const struct cr_open *o)
{
	struct age *a = ctx;
	struct cr_date from = a->opts->doc_date ? o->date : o->due;
	size_t i = a->buckets;

	if (!cr_is_asked(a->opts->keys, o->debtor, o->creditor, o->item))
		return 0;
	if (o->open.cents > 0)
		i = cr_age_bucket(a->opts, a->opts->as_of.day.days -
		    from.days);
	return cr_money_add(&sums_of(a, o)[i], o->open) ? 0 : too_large(a);
}

static int
add_entry(void *ctx, const struct cr_open *o)
{
	struct age *a = ctx;

	if (!cr_is_asked(a->opts->keys, o->debtor, o->creditor, 0))
		return 0;
	return cr_money_sub(&sums_of(a, o)[a->buckets], o->open) ? 0 :
	    too_large(a);
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

/* Net what each debtor owes to each creditor, and sum up to the rows. */
static int
net_all(struct age *a)
{
	struct cr_money *from, *to;
	struct cr_group_key key;
	size_t i, j;

	for (i = 0; i < a->sums.n; i++) {
		from = cr_group_sums_of(&a->sums, &a->sums.v[i]);
		net(a, from);
		key = a->sums.v[i].key;
		cr_target_key(&a->targets, key.id, key.with, &key);
		key.with = 0;
		to = cr_group_sums(&a->rows, &key);
		for (j = 0; j <= a->buckets; j++)
			if (!cr_money_add(&to[j], from[j]))
				return too_large(a);
	}
	return CR_OK;
}

/* ---- Rows --------------------------------------------------------------- */

static int
emit(struct age *a, const struct cr_group *g,
    int (*each)(void *ctx, const struct cr_age_row *row), void *ctx)
{
	const struct cr_money *sums = cr_group_sums_of(&a->rows, g);
	struct cr_age_row row = {
		.party = g->key.id, .code = g->code, .name = g->name,
		.currency = a->rows.currencies[g->key.currency],
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
	const struct cr_as_of *as_of = &a->opts->as_of;
	int err;

	if ((err = cr_targets_load(a->cr, as_of, a->opts->by,
	    &a->targets)) != CR_OK ||
	    (err = cr_open_each(a->cr, as_of, add_item, a)) != 0 ||
	    (err = cr_open_entry_each(a->cr, as_of, add_entry, a)) != 0 ||
	    (err = net_all(a)) != CR_OK)
		return err;
	return cr_groups_order(a->cr, as_of, a->opts->by, &a->rows);
}

int
cr_age(struct cr *cr, const struct cr_age_opts *opts,
    int (*each)(void *ctx, const struct cr_age_row *row), void *ctx)
{
	struct age a = { .cr = cr, .opts = opts, .buckets = opts->nbounds + 2 };
	size_t i;
	int err;

	cr_groups_init(&a.sums, a.buckets + 1);
	cr_groups_init(&a.rows, a.buckets + 1);
	err = sum_up(&a);
	for (i = 0; err == 0 && i < a.rows.n; i++)
		err = emit(&a, &a.rows.v[i], each, ctx);
	cr_targets_release(&a.targets);
	cr_groups_release(&a.sums);
	cr_groups_release(&a.rows);
	return err;
}
