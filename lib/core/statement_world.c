#include "statement_world.h"

#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/facts.h"
#include "cr/mem.h"

/* ---- Accounts ----------------------------------------------------------- */

uint32_t
cr_statement_account(struct st_world *w, int64_t debtor, int64_t creditor,
    const char *currency)
{
	struct {
		int64_t debtor, creditor;
		char currency[8];
	} key = { debtor, creditor, "" };
	struct st_account *a;
	int64_t i;

	memcpy(key.currency, currency, CR_CURRENCY_SIZE);
	if (!cr_map_get(&w->index, &key, sizeof(key), &i)) {
		cr_grow(&w->accounts, w->naccounts, &w->cap_accounts,
		    sizeof(*a));
		i = (int64_t)w->naccounts++;
		cr_map_put(&w->index, &key, sizeof(key), i);
		a = &w->accounts[i];
		*a = (struct st_account){ .debtor = debtor,
		    .creditor = creditor };
		memcpy(a->currency, currency, CR_CURRENCY_SIZE);
	}
	return (uint32_t)i;
}

static uint32_t
account_of(struct st_world *w, const struct cr_posted *p)
{
	uint32_t i = cr_statement_account(w, p->o.debtor, p->o.creditor,
	    p->o.currency);

	w->accounts[i].open |= p->o.open.cents != 0;
	return i;
}

static uint32_t *
accounts_of(struct st_world *w, const struct cr_posted *v, size_t n)
{
	uint32_t *to = cr_calloc(n + 1, sizeof(*to));
	size_t i;

	for (i = 0; i < n; i++)
		to[i] = account_of(w, &v[i]);
	return to;
}

/* ---- Posts -------------------------------------------------------------- */

static void
post(struct st_world *w, uint32_t account, struct cr_date day,
    enum cr_statement_kind kind, int64_t ref, int64_t cents)
{
	cr_grow(&w->posts, w->nposts, &w->cap_posts, sizeof(*w->posts));
	w->posts[w->nposts++] = (struct st_post){ account, day.days, kind,
	    ref, cents };
}

/* A document is one movement, whatever its instalments. */
static void
post_items(struct st_world *w)
{
	const struct cr_posted *p;
	int64_t sum;
	size_t i, first;

	for (i = 0; i < w->p.nitems;) {
		first = i;
		p = &w->p.items[first];
		for (sum = 0; i < w->p.nitems && w->p.items[i].o.item / 1000 ==
		    p->o.item / 1000; i++)
			sum += w->p.items[i].amount.cents;
		post(w, w->item_account[first], p->o.date, sum < 0 ?
		    CR_STATEMENT_CREDIT_NOTE : CR_STATEMENT_INVOICE,
		    p->o.item / 1000, sum);
	}
}

/* Money that went back for a credit note is no unpaid bill. */
static enum cr_statement_kind
entry_kind(const struct st_world *w, const struct cr_posted *e)
{
	const struct cr_posted_alloc *a;
	const struct cr_posted *item;
	size_t k;

	if (e->amount.cents > 0)
		return CR_STATEMENT_PAYMENT;
	for (k = cr_statement_first(w->by_entry, w->p.nallocs, e->o.item);
	    k < w->p.nallocs && w->by_entry[k].key == e->o.item; k++) {
		a = &w->p.allocs[w->by_entry[k].at];
		item = cr_posted_find(w->p.items, w->p.nitems, a->item);
		if (item != NULL && item->amount.cents < 0)
			return CR_STATEMENT_REFUND;
	}
	return CR_STATEMENT_UNPAID;
}

static void
post_entries(struct st_world *w)
{
	const struct cr_posted *e;
	size_t i;

	for (i = 0; i < w->p.nentries; i++) {
		e = &w->p.entries[i];
		post(w, w->entry_account[i], e->o.date, entry_kind(w, e),
		    e->o.item, -e->amount.cents);
	}
}

static enum cr_statement_kind
alloc_kind(enum cr_posted_kind kind)
{
	static const enum cr_statement_kind kinds[CR_POSTED_KINDS] = {
		[CR_POSTED_PAYMENT] = CR_STATEMENT_TRANSFER,
		[CR_POSTED_CREDIT] = CR_STATEMENT_CREDIT,
		[CR_POSTED_ERP] = CR_STATEMENT_ERP,
		[CR_POSTED_ROUNDING] = CR_STATEMENT_ROUNDING,
		[CR_POSTED_WRITEOFF] = CR_STATEMENT_WRITEOFF,
		[CR_POSTED_VOID] = CR_STATEMENT_VOID,
		[CR_POSTED_CHARGES] = CR_STATEMENT_CHARGES,
		[CR_POSTED_DISCOUNT] = CR_STATEMENT_DISCOUNT,
		[CR_POSTED_WITHHELD] = CR_STATEMENT_WITHHELD,
		[CR_POSTED_VAT] = CR_STATEMENT_VAT,
	};

	return kinds[kind];
}

/*
 * What is allocated within an account, on one day, changes nothing in it.
 * An entry of another account, or of another day, does.
 */
static void
post_alloc(struct st_world *w, const struct cr_posted_alloc *a)
{
	const struct cr_posted *item, *entry;
	uint32_t to = 0, from = 0;

	item = cr_posted_find(w->p.items, w->p.nitems, a->item);
	entry = cr_posted_find(w->p.entries, w->p.nentries, a->entry);
	if (item != NULL)
		to = w->item_account[item - w->p.items];
	if (entry != NULL)
		from = w->entry_account[entry - w->p.entries];
	if (a->entry == 0 && item != NULL)
		post(w, to, a->item_day, alloc_kind(a->kind),
		    a->kind == CR_POSTED_CREDIT ? 0 : a->item / 1000,
		    -a->amount.cents);
	if (a->entry == 0 || (cr_date_is_set(a->item_day) &&
	    a->item_day.days == a->entry_day.days && to == from))
		return;
	if (cr_date_is_set(a->item_day))
		post(w, to, a->item_day, CR_STATEMENT_TRANSFER, a->entry,
		    -a->amount.cents);
	if (cr_date_is_set(a->entry_day))
		post(w, from, a->entry_day, a->claim ? CR_STATEMENT_CLAIM :
		    CR_STATEMENT_TRANSFER, a->entry, a->amount.cents);
}

static int
by_post(const void *x, const void *y)
{
	const struct st_post *a = x, *b = y;

	if (a->account != b->account)
		return a->account < b->account ? -1 : 1;
	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	return (a->ref > b->ref) - (a->ref < b->ref);
}

/* Posts of one thing on one day are one; those that cancel are none. */
static int
merge(struct st_world *w)
{
	struct st_post *to = w->posts, *end = w->posts + w->nposts, *p;
	struct cr_money sum;

	for (p = w->posts; p < end; p++) {
		if (to > w->posts && by_post(p, to - 1) == 0) {
			sum.cents = to[-1].cents;
			if (!cr_money_add(&sum,
			    (struct cr_money){ p->cents }))
				return cr_fail(w->cr, CR_ELIMIT,
				    "a sum of movements is too large");
			to[-1].cents = sum.cents;
			continue;
		}
		if (to > w->posts && to[-1].cents == 0 &&
		    to[-1].kind >= CR_STATEMENT_TRANSFER)
			to--;
		*to++ = *p;
	}
	if (to > w->posts && to[-1].cents == 0 &&
	    to[-1].kind >= CR_STATEMENT_TRANSFER)
		to--;
	w->nposts = (size_t)(to - w->posts);
	return CR_OK;
}

static int
make_posts(struct st_world *w)
{
	struct st_account *a;
	size_t i;
	int err;

	post_items(w);
	post_entries(w);
	for (i = 0; i < w->p.nallocs; i++)
		post_alloc(w, &w->p.allocs[i]);
	if (w->nposts > 0)
		qsort(w->posts, w->nposts, sizeof(*w->posts), by_post);
	if ((err = merge(w)) != CR_OK)
		return err;
	for (i = w->nposts; i-- > 0;) {
		a = &w->accounts[w->posts[i].account];
		a->post = i;
		a->nposts++;
	}
	return CR_OK;
}

/* ---- Orders ------------------------------------------------------------- */

static int
by_key(const void *x, const void *y)
{
	const struct st_place *a = x, *b = y;

	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	return a->at < b->at ? -1 : a->at > b->at;
}

static struct st_place *
order_allocs(const struct st_world *w, bool entries)
{
	const struct cr_posted_alloc *a = w->p.allocs;
	struct st_place *v = cr_calloc(w->p.nallocs + 1, sizeof(*v));
	size_t i;

	for (i = 0; i < w->p.nallocs; i++)
		v[i] = (struct st_place){ entries ? a[i].entry : a[i].item,
		    (uint32_t)i };
	if (i > 0)
		qsort(v, i, sizeof(*v), by_key);
	return v;
}

static struct st_place *
order_rows(const uint32_t *accounts, size_t n)
{
	struct st_place *v = cr_calloc(n + 1, sizeof(*v));
	size_t i;

	for (i = 0; i < n; i++)
		v[i] = (struct st_place){ accounts[i], (uint32_t)i };
	if (n > 0)
		qsort(v, n, sizeof(*v), by_key);
	return v;
}

size_t
cr_statement_first(const struct st_place *v, size_t n, int64_t key)
{
	size_t low = 0, mid;

	while (low < n) {
		mid = low + (n - low) / 2;
		if (v[mid].key < key)
			low = mid + 1;
		else
			n = mid;
	}
	return low;
}

/* ---- All of it ---------------------------------------------------------- */

int
cr_statement_world(struct st_world *w, int64_t debtor)
{
	int err;

	cr_map_init(&w->index);
	cr_arena_init(&w->names);
	if ((err = cr_postings_load(w->cr, &w->opts->as_of, debtor,
	    &w->p)) != CR_OK)
		return err;
	w->item_account = accounts_of(w, w->p.items, w->p.nitems);
	w->entry_account = accounts_of(w, w->p.entries, w->p.nentries);
	w->by_item = order_allocs(w, false);
	w->by_entry = order_allocs(w, true);
	w->items = order_rows(w->item_account, w->p.nitems);
	w->entries = order_rows(w->entry_account, w->p.nentries);
	return make_posts(w);
}

void
cr_statement_world_release(struct st_world *w)
{
	cr_postings_release(&w->p);
	cr_map_release(&w->index);
	cr_arena_release(&w->names);
	free(w->accounts);
	free(w->claims);
	free(w->interest);
	free(w->item_account);
	free(w->entry_account);
	free(w->posts);
	free(w->by_item);
	free(w->by_entry);
	free(w->items);
	free(w->entries);
}
