#include "cr/dun_claims.h"

#include <stdlib.h>
#include <string.h>

#include "cr/buf.h"
#include "cr/interest_run.h"
#include "cr/mem.h"
#include "cr/notice.h"
#include "dun_beside.h"

/* ---- What was claimed before -------------------------------------------- */

static int
add_kept(void *ctx, const struct cr_claim *c)
{
	struct dun_claims *d = ctx;
	enum cr_regime regime;
	struct cr_claim *k;

	cr_grow(&d->kept, d->nkept, &d->cap_kept, sizeof(*d->kept));
	k = &d->kept[d->nkept++];
	*k = *c;
	k->rates = k->reason = NULL;
	k->regime = c->regime != NULL && cr_regime_parse(c->regime, &regime) ?
	    cr_regime_word(regime) : NULL;
	return 0;
}

static int
by_item(const void *va, const void *vb)
{
	const struct cr_claim *a = va, *b = vb;

	if (a->item != b->item)
		return a->item < b->item ? -1 : 1;
	return a->id < b->id ? -1 : a->id > b->id;
}

const struct cr_claim *
cr_dun_claims_on(const struct dun_claims *d, int64_t item, size_t *n)
{
	size_t lo = 0, hi = d->nkept, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (d->kept[mid].item < item)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (hi = lo; hi < d->nkept && d->kept[hi].item == item; hi++)
		;
	*n = hi - lo;
	return d->kept + lo;
}

/* A fee is known by the item and the level that it was for. */
static void
fee_key(struct cr_buf *b, int64_t item, const char *level)
{
	cr_buf_addi(b, item);
	cr_buf_addc(b, ' ');
	cr_buf_adds(b, level);
}

static int
add_fee(void *ctx, int64_t notice, int64_t item, const char *level)
{
	struct dun_claims *d = ctx;
	struct cr_buf b;

	cr_buf_init(&b);
	fee_key(&b, item, level);
	cr_map_put(&d->fees, b.s, b.len, notice);
	cr_buf_release(&b);
	return 0;
}

int64_t
cr_dun_claims_fee(const struct dun_claims *d, int64_t item, const char *name)
{
	int64_t notice = 0;
	struct cr_buf b;

	cr_buf_init(&b);
	fee_key(&b, item, name);
	if (!cr_map_get(&d->fees, b.s, b.len, &notice))
		notice = 0;
	cr_buf_release(&b);
	return notice;
}

/* ---- Interest ----------------------------------------------------------- */

/* Which of the accruals a level goes by. */
static int
slot_of(const struct cr_level_claims *c)
{
	return c->has_regime ? (int)c->regime + 1 : 0;
}

const struct dun_accrued *
cr_dun_claims_accrued(const struct dun_claims *d, const struct cr_level *l,
    int64_t item)
{
	const struct dun_accruals *all = &d->by[slot_of(&l->claims)];
	size_t lo = 0, hi = all->n, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (all->v[mid].item < item)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < all->n && all->v[lo].item == item ? &all->v[lo] : NULL;
}

static bool
asks(const struct cr_level_claims *c, int slot)
{
	return (c->interest || c->flat40) && slot_of(c) == slot;
}

/* The late items of A, if a level that asks by SLOT is due in it. */
static void
add_account(const struct account *a, struct cr_date today, int slot,
    struct cr_keys *keys)
{
	const struct cr_dun_item *it;
	bool wanted = false;
	size_t i;

	for (i = 0; i < a->nitems && !wanted; i++)
		wanted = a->items[i]->reason == CR_DUN_TAKEN &&
		    asks(&a->items[i]->level->claims, slot);
	for (i = 0; i < a->nitems && wanted; i++) {
		it = a->items[i];
		if (it->reason != CR_DUN_TAKEN || it->due.days >= today.days)
			continue;
		cr_grow(&keys->v, keys->n, &keys->cap, sizeof(*keys->v));
		keys->v[keys->n++] = (struct cr_key){ CR_KEY_ITEM, it->item };
	}
}

static int
add_segment(void *ctx, const struct cr_interest_item *i,
    const struct cr_interest_segment *s)
{
	struct dun_claims *d = ctx;

	cr_grow(&d->segments, d->nsegments, &d->cap_segments,
	    sizeof(*d->segments));
	d->segments[d->nsegments++] = (struct cr_dun_segment){
	    i->item.item, cr_regime_word(i->terms.regime), *s };
	return 0;
}

static int
add_accrued(void *ctx, const struct cr_interest_item *i)
{
	struct dun_claims *d = ctx;
	struct dun_accruals *to = d->now;

	cr_grow(&to->v, to->n, &to->cap, sizeof(*to->v));
	to->v[to->n++] = (struct dun_accrued){ i->item.item,
	    cr_regime_word(i->terms.regime), i->total, d->seen,
	    d->nsegments - d->seen };
	d->seen = d->nsegments;
	return 0;
}

static bool
never(void *ctx, int64_t item)
{
	(void)ctx;
	(void)item;
	return false;
}

/*
 * A rate that is missing spoils the notices that ask for interest, and no
 * others: they tell why.
 */
static int
accrue(struct dun_claims *d, int slot, const struct cr_keys *keys)
{
	struct cr_interest_rules rules = *d->opts->interest;
	struct cr_interest_sink sink = { .segment = add_segment,
	    .item = add_accrued, .ctx = d };
	struct cr_interest_opts o = { .rates = d->opts->rates,
	    .rules = &rules, .as_of = { d->cr->today, true },
	    .to = d->cr->today, .keys = keys, .also = never };
	int err;

	if (slot > 0) {
		rules.everybody = true;
		rules.terms.regime = (enum cr_regime)(slot - 1);
	}
	d->now = &d->by[slot];
	err = cr_interest_run(d->cr, &o, &sink);
	if (err != CR_EUSAGE)
		return err;
	d->error = cr_arena_strdup(&d->arena, cr_errmsg(d->cr));
	return CR_OK;
}

static int
accrue_all(struct dun_claims *d, const struct dun_world *w)
{
	struct cr_keys keys = { 0 };
	size_t i;
	int slot, err = CR_OK;

	for (slot = 0; slot <= CR_REGIMES && err == CR_OK; slot++) {
		keys.n = 0;
		for (i = 0; i < w->naccounts; i++)
			if (w->accounts[i].asked)
				add_account(&w->accounts[i], d->cr->today,
				    slot, &keys);
		if (keys.n == 0)
			continue;
		cr_keys_sort(&keys);
		err = accrue(d, slot, &keys);
	}
	cr_keys_release(&keys);
	return err;
}

int
cr_dun_claims_load(struct cr *cr, const struct cr_dun_opts *opts,
    const struct dun_world *w, struct dun_claims *d)
{
	const struct cr_as_of now = { cr->today, true };
	int err;

	*d = (struct dun_claims){ .cr = cr, .opts = opts };
	cr_arena_init(&d->arena);
	cr_map_init(&d->fees);
	if ((err = cr_claim_each(cr, &now, false, add_kept, d)) != CR_OK ||
	    (err = cr_notice_fees(cr, add_fee, d)) != CR_OK)
		return err;
	if (d->nkept > 1)
		qsort(d->kept, d->nkept, sizeof(*d->kept), by_item);
	return opts->set->interest && opts->rates != NULL ?
	    accrue_all(d, w) : CR_OK;
}

void
cr_dun_claims_release(struct dun_claims *d)
{
	int i;

	for (i = 0; i <= CR_REGIMES; i++)
		free(d->by[i].v);
	free(d->kept);
	free(d->segments);
	if (d->cr == NULL)
		return;
	cr_map_release(&d->fees);
	cr_arena_release(&d->arena);
}
