#include "match_act.h"

#include <stdlib.h>
#include <string.h>

#include "cr/balance.h"
#include "cr/claim.h"
#include "cr/cr.h"
#include "cr/db.h"
#include "cr/entry.h"
#include "cr/key.h"
#include "cr/mem.h"

/* Allocating by hand, and taking allocations back. */

#define ITEMS_MAX 200		/* of one entry on one command line */

/* An item or a claim that a person names, and what it is to get. */
struct wish {
	struct cr_key key;
	struct cr_open o;
	int64_t rest;		/* of it, not allocated yet */
	bool said;		/* an amount was */
	int64_t money;
	struct { const char *kind; int64_t cents; } kept[4];
	size_t nkept;
};

struct binding {
	struct match_act a;	/* first: it is handed on */
	char *const *words;
	size_t n, i;
	int64_t entry;
	struct cr_open money;	/* of the entry */
	struct wish v[ITEMS_MAX];
	size_t nitems;
	struct cr_match_row row[4 * ITEMS_MAX];
	size_t nrows;
};

int
cr_match_amount(struct cr *cr, const char *word, const char *s,
    int64_t *cents)
{
	static const struct cr_money_style ours = { ',', '.', false };
	static const struct cr_money_style plain = { '.', 0, false };
	struct cr_money m;

	if (!cr_money_parse(s, strlen(s), strchr(s, ',') ? &ours : &plain,
	    &m) || m.cents <= 0)
		return cr_fail(cr, CR_EUSAGE, "\"%s\" has no amount (as "
		    "in 1220,00)", word);
	*cents = m.cents;
	return CR_OK;
}

static int
amount(struct binding *b, const char *s, int64_t *cents)
{
	return cr_match_amount(b->a.cr, b->words[b->i], s, cents);
}

/* ---- Reading the words -------------------------------------------------- */

static const char *
kept_kind(const char *s, size_t n)
{
	static const char *const kinds[] = { "rounding", "charges",
	    "discount", "withheld", "vat" };
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strlen(kinds[i]) == n && strncmp(kinds[i], s, n) == 0)
			return kinds[i];
	return NULL;
}

static int
read_kept(struct binding *b, const char *kind, const char *s)
{
	struct wish *w = &b->v[b->nitems > 0 ? b->nitems - 1 : 0];
	int err;

	if (b->nitems == 0 || w->nkept == 4 || w->key.kind != CR_KEY_ITEM)
		return cr_fail(b->a.cr, CR_EUSAGE, "\"%s\" follows no item",
		    b->words[b->i]);
	w->kept[w->nkept].kind = kind;
	if ((err = amount(b, s, &w->kept[w->nkept].cents)) == CR_OK)
		w->nkept++;
	return err;
}

static int
read_item(struct binding *b, struct cr_key key, const char *s)
{
	struct wish *w = &b->v[b->nitems];
	char text[CR_KEY_SIZE];
	int err;

	if (b->nitems == ITEMS_MAX)
		return cr_fail(b->a.cr, CR_ELIMIT, "more than %d items of "
		    "one entry", ITEMS_MAX);
	*w = (struct wish){ .key = key, .said = s != NULL };
	if (s != NULL && (err = amount(b, s, &w->money)) != CR_OK)
		return err;
	if ((err = key.kind == CR_KEY_CLAIM ? cr_claim_open(b->a.cr, key.id,
	    &w->o) : cr_item_open(b->a.cr, key.id, &w->o)) != CR_OK)
		return err;
	if (w->o.creditor != b->money.creditor ||
	    strcmp(w->o.currency, b->money.currency) != 0)
		return cr_fail(b->a.cr, CR_EINPUT, "%s is of another "
		    "creditor or currency than ent:%lld",
		    cr_key_format(key, text), (long long)b->entry);
	w->rest = w->o.open.cents;
	b->nitems++;
	return CR_OK;
}

/* One entry and what follows it, up to the next. */
static int
read_group(struct binding *b, bool amounts)
{
	struct cr_key key;
	const char *s, *kind;
	size_t n;
	int err;

	b->nitems = b->nrows = 0;
	if (!cr_key_parse(b->words[b->i], strlen(b->words[b->i]), &key) ||
	    key.kind != CR_KEY_ENTRY)
		return cr_fail(b->a.cr, CR_EUSAGE, "\"%s\" is no entry (as "
		    "ent:5)", b->words[b->i]);
	b->entry = key.id;
	if ((err = cr_entry_open(b->a.cr, key.id, &b->money)) != CR_OK)
		return err;
	for (b->i++; b->i < b->n && err == CR_OK; b->i++) {
		s = b->words[b->i];
		n = strcspn(s, "=");
		if (!cr_key_parse(s, n, &key))
			key.kind = CR_KEY_NONE;
		if (key.kind == CR_KEY_ENTRY || key.kind == CR_KEY_BILL)
			break;
		s = s[n] == '=' && amounts ? s + n + 1 : NULL;
		if (key.kind == CR_KEY_ITEM || key.kind == CR_KEY_CLAIM)
			err = read_item(b, key, s);
		else if (s != NULL && (kind = kept_kind(b->words[b->i], n)))
			err = read_kept(b, kind, s);
		else
			err = cr_fail(b->a.cr, CR_EUSAGE, "\"%s\" is neither "
			    "an item or claim nor one of rounding, charges, "
			    "discount, withheld and vat with an amount",
			    b->words[b->i]);
		if (err != CR_OK)
			break;
	}
	return err;
}

/* ---- Allocating --------------------------------------------------------- */

static int
add_row(struct binding *b, const struct wish *w, int64_t cents,
    const char *kind, int64_t peer)
{
	if (b->nrows == 4 * ITEMS_MAX)
		return cr_fail(b->a.cr, CR_ELIMIT, "too many allocations");
	b->row[b->nrows++] = (struct cr_match_row){
		.entry = b->entry, .peer = peer,
		.item = w->key.kind == CR_KEY_ITEM ? w->key.id : 0,
		.claim = w->key.kind == CR_KEY_CLAIM ? w->key.id : 0,
		.debtor = w->o.debtor, .date = b->money.date,
		.amount = { cents }, .kind = kind, .rule = "manual",
		.reasons = "manual", .confidence = 10000,
	};
	return CR_OK;
}

/* Is it a credit note among what the money pays? */
static bool
is_note(const struct binding *b, const struct wish *w)
{
	return w->key.kind == CR_KEY_ITEM &&
	    (w->rest > 0) != (b->money.open.cents > 0);
}

static int
keep_back(struct binding *b, struct wish *w)
{
	int64_t sign = w->rest < 0 ? -1 : 1;
	size_t i;
	int err = CR_OK;

	for (i = 0; i < w->nkept && err == CR_OK; i++) {
		w->rest -= sign * w->kept[i].cents;
		err = add_row(b, w, sign * w->kept[i].cents, w->kept[i].kind,
		    0);
	}
	return err;
}

/* A credit note is taken off the items, in the order in which they are. */
static int
take_off(struct binding *b, struct wish *note)
{
	int64_t left = llabs(note->said ? note->money : note->rest), by;
	int64_t sign = note->rest < 0 ? -1 : 1;
	struct wish *w;
	size_t i;
	int err = CR_OK;

	for (i = 0; i < b->nitems && left > 0 && err == CR_OK; i++) {
		w = &b->v[i];
		if (w == note || is_note(b, w) || w->rest == 0 ||
		    w->key.kind != CR_KEY_ITEM)
			continue;
		by = llabs(w->rest) < left ? llabs(w->rest) : left;
		left -= by;
		w->rest += sign * by;
		note->rest -= sign * by;
		if ((err = add_row(b, w, -sign * by, "credit",
		    note->key.id)) == CR_OK)
			err = add_row(b, note, sign * by, "credit",
			    w->key.id);
	}
	return err;
}

static int
give(struct binding *b, struct wish *w, int64_t *left)
{
	int64_t sign = *left < 0 ? -1 : 1, by = llabs(w->rest);

	if (w->said)
		by = w->money;
	else if (by > llabs(*left))
		by = llabs(*left);
	if (by == 0)
		return CR_OK;
	*left -= sign * by;
	w->rest -= sign * by;
	return add_row(b, w, sign * by, w->key.kind == CR_KEY_CLAIM ?
	    "claim" : "payment", 0);
}

static int
allocate(struct binding *b)
{
	int64_t left = b->money.open.cents;
	size_t i;
	int err = CR_OK;

	if (b->nitems == 0)
		return cr_fail(b->a.cr, CR_EUSAGE, "ent:%lld is to pay which "
		    "items?", (long long)b->entry);
	if (left == 0)
		return cr_fail(b->a.cr, CR_EINPUT, "nothing of ent:%lld is "
		    "left", (long long)b->entry);
	for (i = 0; i < b->nitems && err == CR_OK; i++)
		err = keep_back(b, &b->v[i]);
	for (i = 0; i < b->nitems && err == CR_OK; i++)
		if (b->v[i].o.open.cents != 0 && is_note(b, &b->v[i]))
			err = take_off(b, &b->v[i]);
	for (i = 0; i < b->nitems && err == CR_OK; i++)
		if ((b->v[i].o.open.cents > 0) == (left > 0) && left != 0)
			err = give(b, &b->v[i], &left);
		else if (b->v[i].said && left == 0)
			err = cr_fail(b->a.cr, CR_EINPUT, "ent:%lld has less "
			    "left than is given away", (long long)b->entry);
	if (err == CR_OK && b->nrows == 0)
		err = cr_fail(b->a.cr, CR_EINPUT, "nothing is open of what "
		    "ent:%lld is to pay", (long long)b->entry);
	return err;
}

static bool
at_bill(const struct binding *b)
{
	return strncmp(b->words[b->i], "bill:", 5) == 0;
}

static int
bind_all(struct match_act *a)
{
	struct binding *b = (struct binding *)(void *)a;
	int err = CR_OK;

	while (b->i < b->n && err == CR_OK)
		if (at_bill(b))
			err = cr_match_bill(a, b->words, b->n, &b->i, false);
		else if ((err = read_group(b, true)) == CR_OK &&
		    (err = allocate(b)) == CR_OK &&
		    (err = cr_match_check_rows(a->cr, b->row,
		    b->nrows)) == CR_OK &&
		    (err = cr_match_end_waiting(a->cr, b->entry)) == CR_OK)
			err = cr_match_book_rows(a, b->row, b->nrows);
	return err;
}

static int
with_words(struct cr *cr, const char *what, char *const *words, size_t n,
    int (*go)(struct match_act *a), int (*each)(void *ctx,
    const struct cr_match_row *r), void *ctx)
{
	struct binding *b = cr_calloc(1, sizeof(*b));
	int err;

	b->words = words;
	b->n = n;
	err = cr_match_act(cr, what, &b->a, go, each, ctx);
	free(b);
	return err;
}

int
cr_match_bind(struct cr *cr, char *const *words, size_t n,
    int (*each)(void *ctx, const struct cr_match_row *r), void *ctx)
{
	return with_words(cr, "--bind", words, n, bind_all, each, ctx);
}

/* ---- Taking back -------------------------------------------------------- */

struct bound {
	struct binding *b;
	struct cr_bound *v;
	size_t n, cap, others;
};

static int
take_bound(void *ctx, const struct cr_bound *in)
{
	struct bound *g = ctx;
	const struct binding *b = g->b;
	size_t i;

	for (i = 0; i < b->nitems && (b->v[i].key.kind == CR_KEY_CLAIM ?
	    b->v[i].key.id != in->claim : b->v[i].key.id != in->item); i++)
		;
	if (b->nitems > 0 && i == b->nitems) {
		g->others++;
		return 0;
	}
	cr_grow(&g->v, g->n, &g->cap, sizeof(*g->v));
	g->v[g->n] = *in;
	g->v[g->n++].kind = cr_arena_strdup(&g->b->a.rows.arena, in->kind);
	return 0;
}

static int
take_back(struct binding *b, struct bound *g)
{
	struct cr_match_row row = { .entry = b->entry,
		.debtor = b->money.debtor, .date = b->money.date,
		.state = "unbound", .rule = "manual", .reasons = "manual",
		.confidence = 10000 };
	struct cr_matched refused = { .entry = b->entry, .state = "refused",
		.debtor = b->money.debtor, .rule = "manual",
		.reasons = "manual", .confidence = 10000 };
	struct cr_matched_part p;
	size_t i;
	int err = cr_matched_add(b->a.cr, &refused);

	for (i = 0; i < g->n && err == CR_OK; i++) {
		p = (struct cr_matched_part){ .item = g->v[i].item,
			.claim = g->v[i].claim, .amount = g->v[i].amount,
			.kind = g->v[i].kind };
		if ((err = cr_bound_undo(b->a.cr, &g->v[i])) == CR_OK)
			err = cr_matched_part_add(b->a.cr, refused.id,
			    (int64_t)i + 1, &p);
		row.id = refused.id;
		row.item = g->v[i].item;
		row.claim = g->v[i].claim;
		row.amount = g->v[i].amount;
		row.kind = g->v[i].kind;
		cr_match_rows_add(&b->a.rows, &row);
	}
	return err;
}

static int
unbind_group(struct binding *b)
{
	struct bound g = { .b = b };
	int err = cr_bound_each(b->a.cr, b->entry, take_bound, &g);

	if (err == CR_OK && g.n == 0)
		err = cr_fail(b->a.cr, CR_ENOTFOUND, "nothing of ent:%lld is "
		    "allocated to that", (long long)b->entry);
	if (err == CR_OK && (err = take_back(b, &g)) == CR_OK)
		err = cr_payer_forget(b->a.cr, b->entry, b->money.debtor);
	if (err == CR_OK && g.others == 0)
		err = cr_match_set_free(b->a.cr, b->entry);
	free(g.v);
	b->a.changed |= err == CR_OK;
	return err == CR_OK ? cr_match_note(b->a.cr, "match-unbind",
	    b->entry, 0) : err;
}

static int
unbind_all(struct match_act *a)
{
	struct binding *b = (struct binding *)(void *)a;
	int err = CR_OK;

	while (b->i < b->n && err == CR_OK)
		if (at_bill(b))
			err = cr_match_bill(a, b->words, b->n, &b->i, true);
		else if ((err = read_group(b, false)) == CR_OK)
			err = unbind_group(b);
	return err;
}

int
cr_match_unbind(struct cr *cr, char *const *words, size_t n,
    int (*each)(void *ctx, const struct cr_match_row *r), void *ctx)
{
	return with_words(cr, "--unbind", words, n, unbind_all, each, ctx);
}
