#include "cr/loss_scan.h"

#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/mem.h"
#include "cr/risk_facts.h"
#include "groups.h"

/* Art. 106 c. 1 TUIR: what may be written down in a year, by creditor. */

struct limit {
	int64_t party;
	struct cr_money amount;
	int32_t covered_bp;
};

struct making {
	struct cr *cr;
	const struct cr_loss_opts *opts;
	struct cr_groups pairs;		/* net of a debtor to a creditor */
	struct cr_groups rows;		/* receivables, insured */
	struct limit *limits;		/* by party */
	size_t nlimits, cap_limits;
};

enum { RECEIVABLES, INSURED, SUMS };

static int
too_large(struct making *m)
{
	return cr_fail(m->cr, CR_ELIMIT, "a sum of open balances is too "
	    "large");
}

static int
add(struct making *m, const struct cr_open *o, struct cr_money x)
{
	struct cr_group_key key = { .id = o->debtor, .with = o->creditor };

	if (strcmp(o->currency, "EUR") != 0 || o->debtor == 0 ||
	    !cr_is_asked(m->opts->keys, o->debtor, o->creditor, 0))
		return 0;
	return cr_money_add(cr_group_sums(&m->pairs, &key), x) ? 0 :
	    too_large(m);
}

static int
add_item(void *ctx, const struct cr_open *o)
{
	return add(ctx, o, o->open);
}

static int
add_entry(void *ctx, const struct cr_open *o)
{
	return add(ctx, o, cr_money_neg(o->open));
}

static int
add_limit(void *ctx, const struct cr_plafond *p)
{
	struct making *m = ctx;

	if (p->kind != CR_PLAFOND_INSURED || p->amount.cents <= 0 ||
	    strcmp(p->currency, "EUR") != 0)
		return 0;
	cr_grow(&m->limits, m->nlimits, &m->cap_limits, sizeof(*m->limits));
	m->limits[m->nlimits++] = (struct limit){ p->party, p->amount,
		p->covered_bp };
	return 0;
}

/* The first limit of a party that is not before PARTY. */
static struct limit *
limits_of(const struct making *m, int64_t party)
{
	size_t low = 0, high = m->nlimits, i;

	while (low < high) {
		i = low + (high - low) / 2;
		if (m->limits[i].party < party)
			low = i + 1;
		else
			high = i;
	}
	return m->limits + low;
}

/* What limits cover of OPEN; what is left of them covers the next. */
static int
cover(struct making *m, int64_t debtor, struct cr_money open,
    struct cr_money *out)
{
	struct limit *l = limits_of(m, debtor);
	struct cr_money part, covered, left = open;

	*out = (struct cr_money){ 0 };
	for (; l < m->limits + m->nlimits && l->party == debtor; l++) {
		part = left;
		if (part.cents > l->amount.cents)
			part = l->amount;
		l->amount.cents -= part.cents;
		left.cents -= part.cents;
		if (!cr_money_scale(part, l->covered_bp, 10000, &covered) ||
		    !cr_money_add(out, covered))
			return too_large(m);
	}
	return CR_OK;
}

/* A debtor who is owed more than he owes is no receivable. */
static int
sum_up(struct making *m)
{
	const struct cr_group *g = m->pairs.v, *end = g + m->pairs.n;
	struct cr_group_key key = { .id = 0 };
	struct cr_money open, insured, *sums;
	int err;

	for (; g < end; g++) {
		open = *cr_group_sums_of(&m->pairs, g);
		if (open.cents <= 0)
			continue;
		if ((err = cover(m, g->key.id, open, &insured)) != CR_OK)
			return err;
		key.id = g->key.with;
		sums = cr_group_sums(&m->rows, &key);
		if (!cr_money_add(&sums[RECEIVABLES], open) ||
		    !cr_money_add(&sums[INSURED], insured))
			return too_large(m);
	}
	return cr_groups_order(m->cr, &m->opts->as_of, CR_BY_CREDITOR,
	    &m->rows);
}

static int
tell(struct making *m, const struct cr_group *g, struct cr_money fund,
    int (*each)(void *ctx, const struct cr_allowance *a), void *ctx)
{
	const struct cr_money *sums = cr_group_sums_of(&m->rows, g);
	struct cr_allowance a = {
		.creditor = g->key.id, .code = g->code, .name = g->name,
		.receivables = sums[RECEIVABLES], .insured = sums[INSURED],
		.base = sums[RECEIVABLES], .fund = fund,
		.law = cr_law_find(m->opts->law, CR_LAW_ALLOWANCE, "",
		    m->opts->as_of.day),
	};

	if (a.law == NULL)
		return cr_fail(m->cr, CR_EUSAGE, "the law does not say what "
		    "may be written down on that day");
	if (!cr_money_sub(&a.base, a.insured) ||
	    !cr_money_scale(a.base, a.law->v[CR_LAW_PERCENT], 10000,
	    &a.year) || !cr_money_scale(a.base, a.law->v[CR_LAW_CAP], 10000,
	    &a.cap))
		return too_large(m);
	if (fund.cents < a.cap.cents)
		a.allowed.cents = a.cap.cents - fund.cents;
	else
		a.excess.cents = fund.cents - a.cap.cents;
	if (a.allowed.cents > a.year.cents)
		a.allowed = a.year;
	return each(ctx, &a);
}

int
cr_allowance_each(struct cr *cr, const struct cr_loss_opts *opts,
    struct cr_money fund,
    int (*each)(void *ctx, const struct cr_allowance *a), void *ctx)
{
	const struct cr_risk_ask ask = { .as_of = opts->as_of };
	struct making m = { .cr = cr, .opts = opts };
	size_t i;
	int err;

	cr_groups_init(&m.pairs, 1);
	cr_groups_init(&m.rows, SUMS);
	if ((err = cr_open_each(cr, &opts->as_of, add_item, &m)) == 0 &&
	    (err = cr_open_entry_each(cr, &opts->as_of, add_entry, &m)) ==
	    0 && (err = cr_plafond_each(cr, &ask, add_limit, &m)) == 0)
		err = sum_up(&m);
	if (err == 0 && fund.cents != 0 && m.rows.n > 1)
		err = cr_fail(cr, CR_EUSAGE, "--fund is that of one creditor, "
		    "and there are more: name it");
	for (i = 0; i < m.rows.n && err == 0; i++)
		err = tell(&m, &m.rows.v[i], fund, each, ctx);
	cr_groups_release(&m.pairs);
	cr_groups_release(&m.rows);
	free(m.limits);
	return err;
}
