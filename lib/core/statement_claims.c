#include "statement_world.h"

#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/mem.h"

/* What is claimed beside the principal, as a statement of account tells it. */

/* One that is for days still to come does not count yet. */
static bool
counts(const struct cr_statement_opts *o, const struct cr_claim *c)
{
	return c->day.days <= o->as_of.day.days && (c->notice == 0 ||
	    o->is_left_out == NULL || !o->is_left_out(o->ctx, c->notice));
}

static int
keep(void *ctx, const struct cr_claim *c)
{
	struct st_world *w = ctx;
	struct st_claim *to;

	if (!counts(w->opts, c))
		return 0;
	cr_grow(&w->claims, w->nclaims, &w->cap_claims, sizeof(*w->claims));
	to = &w->claims[w->nclaims++];
	*to = (struct st_claim){ .id = c->id, .item = c->item,
	    .kind = c->kind, .day = c->day, .from = c->from,
	    .amount = c->amount, .open = c->open,
	    .account = cr_statement_account(w, c->debtor, c->creditor,
	    c->currency) };
	w->accounts[to->account].open |= c->open.cents != 0;
	return 0;
}

static int
by_account(const void *x, const void *y)
{
	const struct st_claim *a = x, *b = y;

	if (a->account != b->account)
		return a->account < b->account ? -1 : 1;
	return (a->id > b->id) - (a->id < b->id);
}

int
cr_statement_claims(struct st_world *w, int64_t debtor)
{
	int err = cr_claim_each_of(w->cr, &w->opts->as_of, false, debtor,
	    keep, w);

	if (w->nclaims > 1)
		qsort(w->claims, w->nclaims, sizeof(*w->claims), by_account);
	return err;
}

static size_t
first_of(const struct st_world *w, uint32_t account)
{
	size_t low = 0, high = w->nclaims, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (w->claims[mid].account < account)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* What was claimed of an item, of whatever state, has not accrued anew. */
static void
take_off(struct cr_statement *s, const struct st_claim *c,
    struct cr_statement_item *v)
{
	struct cr_money *of, *sum, by = c->amount;
	size_t i;

	for (i = 0; i < s->nitems && v[i].item != c->item; i++)
		;
	if (c->item == 0 || i == s->nitems || c->kind > CR_CLAIM_PENALTY)
		return;
	of = c->kind == CR_CLAIM_INTEREST ? &v[i].interest :
	    c->kind == CR_CLAIM_FLAT40 ? &v[i].flat : &v[i].penalty;
	sum = c->kind == CR_CLAIM_INTEREST ? &s->interest : &s->costs;
	if (by.cents > of->cents)
		by = *of;
	cr_money_sub(of, by);
	cr_money_sub(sum, by);
}

static int
make(struct st_world *w, const struct st_claim *c, struct cr_arena *a,
    struct cr_statement_claim *to)
{
	struct cr_posted_words words;
	int err = cr_posted_claim_words(w->cr, c->id, a, &words);

	*to = (struct cr_statement_claim){ .claim = c->id, .item = c->item,
	    .kind = c->kind, .day = c->day, .from = c->from,
	    .amount = c->amount, .open = c->open,
	    .number = err == CR_OK ? words.number : NULL };
	return err;
}

int
cr_statement_claims_make(struct st_world *w, uint32_t account,
    struct cr_arena *a, struct cr_statement *s, struct cr_statement_item *v)
{
	struct cr_statement_claim *to;
	size_t first = first_of(w, account), i, n;
	int err;

	for (n = 0, i = first; i < w->nclaims &&
	    w->claims[i].account == account; i++) {
		n += w->claims[i].open.cents != 0;
		take_off(s, &w->claims[i], v);
	}
	to = cr_arena_alloc(a, (n + 1) * sizeof(*to));
	s->claims = to;
	for (i = first; s->nclaims < n; i++) {
		if (w->claims[i].open.cents == 0)
			continue;
		if ((err = make(w, &w->claims[i], a, to++)) != CR_OK)
			return err;
		s->nclaims++;
		if (!cr_money_add(&s->claimed, w->claims[i].open))
			return cr_fail(w->cr, CR_ELIMIT, "a sum of claims is "
			    "too large");
	}
	return CR_OK;
}
