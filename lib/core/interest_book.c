#include "cr/interest_book.h"

#include <stdlib.h>
#include <string.h>

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/db.h"
#include "cr/journal.h"
#include "cr/ledger.h"
#include "cr/map.h"
#include "cr/mem.h"

#define ITEMS_OF_DOC 1000	/* item / 1000 is its document */

/* A claim that stands, as far as it matters here. */
struct kept {
	int64_t id, item;
	enum cr_claim_kind kind;
	enum cr_claim_state state;
	struct cr_date day;
	struct cr_money amount;
};

struct booking {
	struct cr *cr;
	const struct cr_interest_opts *opts;
	struct kept *kept;		/* by item */
	size_t nkept, cap_kept;
	struct cr_map flats;		/* debtor and creditor with one */
	struct cr_claim *add;		/* to be booked */
	size_t nadd, cap_add;
	struct ending { int64_t id, item; } *end; /* to be superseded */
	size_t nend, cap_end;
	struct moving {			/* what was paid of those */
		struct cr_claim_alloc a;
		int64_t item;
	} *moving;
	size_t nmoving, cap_moving, at_moving;	/* by item */
	int64_t item;			/* of the one being read */
};

/* ---- What was claimed before -------------------------------------------- */

static void
pair(int64_t debtor, int64_t creditor, int64_t to[2])
{
	to[0] = debtor;
	to[1] = creditor;
}

static int
add_kept(void *ctx, const struct cr_claim *c)
{
	struct booking *b = ctx;
	struct kept *k;
	int64_t key[2];

	if (c->kind == CR_CLAIM_FLAT40) {
		pair(c->debtor, c->creditor, key);
		cr_map_put(&b->flats, key, sizeof(key), 1);
	}
	if (c->item == 0 || c->kind > CR_CLAIM_PENALTY)
		return 0;
	cr_grow(&b->kept, b->nkept, &b->cap_kept, sizeof(*b->kept));
	k = &b->kept[b->nkept++];
	*k = (struct kept){ c->id, c->item, c->kind, c->state, c->day,
	    c->amount };
	return 0;
}

static int
by_item(const void *a, const void *b)
{
	const struct kept *x = a, *y = b;

	if (x->item != y->item)
		return x->item < y->item ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

static int
load(struct booking *b)
{
	const struct cr_as_of now = { b->cr->today, true };
	int err = cr_claim_each(b->cr, &now, false, add_kept, b);

	if (b->nkept > 1)
		qsort(b->kept, b->nkept, sizeof(*b->kept), by_item);
	return err;
}

/* The first of the claims on ITEM or a later one. */
static const struct kept *
first_kept(const struct booking *b, int64_t item)
{
	size_t low = 0, high = b->nkept, i;

	while (low < high) {
		i = low + (high - low) / 2;
		if (b->kept[i].item < item)
			low = i + 1;
		else
			high = i;
	}
	return b->kept + low;
}

/* Is there a claim of KIND on one of the items FROM to LAST? */
static bool
has_kept(const struct booking *b, int64_t from, int64_t last,
    enum cr_claim_kind kind)
{
	const struct kept *k = first_kept(b, from);

	for (; k < b->kept + b->nkept && k->item <= last; k++)
		if (k->kind == kind)
			return true;
	return false;
}

/* Claims that are open have to follow items that were paid since. */
static bool
has_open(void *ctx, int64_t item)
{
	const struct booking *b = ctx;
	const struct kept *k = first_kept(b, item);

	for (; k < b->kept + b->nkept && k->item == item; k++)
		if (k->state == CR_CLAIM_OPEN)
			return true;
	return false;
}

/* ---- What is to be claimed now ------------------------------------------ */

static void
add_claim(struct booking *b, const struct cr_interest_item *i,
    enum cr_claim_kind kind, struct cr_money amount)
{
	struct cr_claim *c;

	cr_grow(&b->add, b->nadd, &b->cap_add, sizeof(*b->add));
	c = &b->add[b->nadd++];
	*c = (struct cr_claim){ .debtor = i->item.debtor,
	    .creditor = i->item.creditor, .item = i->item.item,
	    .kind = kind, .day = b->opts->to, .from = CR_DATE_NONE,
	    .amount = amount, .open = amount,
	    .regime = cr_regime_word(i->terms.regime),
	    .rates = b->opts->rates->digest };
	memcpy(c->currency, i->item.currency, sizeof(c->currency));
	if (kind == CR_CLAIM_INTEREST) {
		c->from = i->total.from;
		c->day = i->total.to;
	}
}

static void
end_claim(struct booking *b, int64_t id, int64_t item)
{
	cr_grow(&b->end, b->nend, &b->cap_end, sizeof(*b->end));
	b->end[b->nend++] = (struct ending){ id, item };
}

/* The open claims of interest on an item, and what was settled of others. */
struct standing {
	struct cr_money open, settled;
	int n;			/* open ones */
	struct cr_date day;	/* of the latest open one */
};

static bool
stand(const struct booking *b, int64_t item, struct standing *s)
{
	const struct kept *k = first_kept(b, item);
	bool ok = true;

	*s = (struct standing){ .day = CR_DATE_NONE };
	for (; k < b->kept + b->nkept && k->item == item; k++) {
		if (k->kind != CR_CLAIM_INTEREST)
			continue;
		if (k->state != CR_CLAIM_OPEN) {
			ok = ok && cr_money_add(&s->settled, k->amount);
			continue;
		}
		ok = ok && cr_money_add(&s->open, k->amount);
		s->n++;
		if (k->day.days > s->day.days)
			s->day = k->day;
	}
	return ok;
}

/* Supersede the open claims on ITEM: of interest, or of every kind. */
static void
supersede(struct booking *b, int64_t item, bool every)
{
	const struct kept *k = first_kept(b, item);

	for (; k < b->kept + b->nkept && k->item == item; k++)
		if (k->state == CR_CLAIM_OPEN &&
		    (every || k->kind == CR_CLAIM_INTEREST))
			end_claim(b, k->id, item);
}

static int
book_interest(struct booking *b, const struct cr_interest_item *i)
{
	struct cr_money due = i->total.interest;
	struct standing s;

	if (!stand(b, i->item.item, &s) || !cr_money_sub(&due, s.settled))
		return cr_fail(b->cr, CR_ELIMIT, "an amount of interest is "
		    "too large");
	if (s.day.days > b->opts->to.days) {
		cr_warn(b->cr, NULL, 0, "item:%lld: claimed to a later day "
		    "already", (long long)i->item.item);
		return 0;
	}
	if (due.cents == s.open.cents && s.n <= 1)
		return 0;
	supersede(b, i->item.item, false);
	if (due.cents > 0)
		add_claim(b, i, CR_CLAIM_INTEREST, due);
	return 0;
}

static bool
was_flat(const struct booking *b, const struct cr_open *o)
{
	int64_t doc = o->item / ITEMS_OF_DOC, key[2], v;

	if (b->opts->rules->art6 == CR_ART6_DEBTOR) {
		pair(o->debtor, o->creditor, key);
		return cr_map_get(&b->flats, key, sizeof(key), &v);
	}
	return has_kept(b, doc * ITEMS_OF_DOC, doc * ITEMS_OF_DOC +
	    ITEMS_OF_DOC - 1, CR_CLAIM_FLAT40);
}

static int
book_item(void *ctx, const struct cr_interest_item *i)
{
	struct booking *b = ctx;
	int64_t item = i->item.item;

	if (i->total.days == 0) {	/* it was not late after all */
		supersede(b, item, true);
		return 0;
	}
	if (i->total.flat.cents > 0 && !was_flat(b, &i->item))
		add_claim(b, i, CR_CLAIM_FLAT40, i->total.flat);
	if (i->total.penalty.cents > 0 &&
	    !has_kept(b, item, item, CR_CLAIM_PENALTY))
		add_claim(b, i, CR_CLAIM_PENALTY, i->total.penalty);
	return book_interest(b, i);
}

/* ---- Writing ------------------------------------------------------------ */

static int
journal(struct booking *b)
{
	struct cr_key none = { .kind = CR_KEY_NONE };
	struct cr_money sum = { 0 };
	char day[CR_DATE_SIZE];
	struct cr_buf detail;
	size_t i;
	int err;

	for (i = 0; i < b->nadd; i++)
		if (!cr_money_add(&sum, b->add[i].amount))
			return cr_fail(b->cr, CR_ELIMIT, "an amount of "
			    "interest is too large");
	cr_buf_init(&detail);
	cr_buf_addf(&detail, "{\"to\":\"%s\",\"claims\":%zu,"
	    "\"superseded\":%zu,\"claimed_cents\":%lld,\"rates\":\"%s\"}",
	    cr_date_iso(b->opts->to, day), b->nadd, b->nend,
	    (long long)sum.cents, b->opts->rates->digest);
	err = cr_journal(b->cr, "interest", none, detail.s);
	cr_buf_release(&detail);
	return err;
}

static int
keep_paid(void *ctx, const struct cr_claim_alloc *a)
{
	struct booking *b = ctx;

	cr_grow(&b->moving, b->nmoving, &b->cap_moving, sizeof(*b->moving));
	b->moving[b->nmoving++] = (struct moving){ *a, b->item };
	return 0;
}

/* What was paid of claim ID on ITEM is on account for a moment. */
static int
supersede_one(struct booking *b, int64_t id, int64_t item)
{
	int err;

	b->item = item;
	err = cr_claim_alloc_each(b->cr, id, 0, keep_paid, b);
	return err == CR_OK ? cr_claim_end(b->cr, id, CR_CLAIM_SUPERSEDED) :
	    err;
}

/* It pays the claim that came instead, as far as that goes. */
static int
move_paid(struct booking *b, struct cr_claim *c)
{
	struct cr_claim_alloc a;
	size_t i;
	int err = CR_OK;

	while (b->at_moving < b->nmoving &&
	    b->moving[b->at_moving].item < c->item)
		b->at_moving++;
	for (i = b->at_moving; i < b->nmoving && err == CR_OK &&
	    b->moving[i].item == c->item; i++) {
		if (c->open.cents == 0 || c->kind != CR_CLAIM_INTEREST)
			break;
		a = b->moving[i].a;
		a.claim = c->id;
		if (a.amount.cents > c->open.cents)
			a.amount = c->open;
		if (cr_money_sub(&c->open, a.amount))
			err = cr_claim_alloc_add(b->cr, &a);
	}
	return err;
}

static int
write(struct booking *b)
{
	const struct cr_rates *rates = b->opts->rates;
	char day[CR_DATE_SIZE];
	size_t i;
	int err;

	if (b->nadd == 0 && b->nend == 0)
		return CR_OK;
	if ((err = cr_run_begin(b->cr, cr_date_iso(b->opts->to, day))) !=
	    CR_OK || (err = cr_rates_keep(b->cr, rates->digest,
	    rates->text)) != CR_OK)
		return err;
	for (i = 0; i < b->nend && err == CR_OK; i++)
		err = supersede_one(b, b->end[i].id, b->end[i].item);
	for (i = 0; i < b->nadd && err == CR_OK; i++)
		if ((err = cr_claim_add(b->cr, &b->add[i])) == CR_OK)
			err = move_paid(b, &b->add[i]);
	return err == CR_OK ? journal(b) : err;
}

static int
book(struct booking *b)
{
	struct cr_interest_sink sink = { .item = book_item, .every = true,
	    .ctx = b };
	struct cr_interest_opts o = *b->opts;
	int err;

	if ((err = cr_db_begin(b->cr)) != CR_OK)
		return err;
	o.also = has_open;
	o.also_ctx = b;
	if ((err = load(b)) == CR_OK &&
	    (err = cr_interest_run(b->cr, &o, &sink)) == CR_OK &&
	    (err = write(b)) == CR_OK && !b->cr->dry_run)
		err = cr_db_commit(b->cr);
	if (err != CR_OK || b->cr->dry_run)
		cr_db_rollback(b->cr);
	return err;
}

int
cr_interest_book(struct cr *cr, const struct cr_interest_opts *o,
    int (*each)(void *ctx, const struct cr_claim *c), void *ctx)
{
	struct booking b = { .cr = cr, .opts = o };
	size_t i;
	int err;

	if (o->rules->terms.assume)
		return cr_fail(cr, CR_EUSAGE, "a claim is not booked by a "
		    "rate that is assumed");
	cr_map_init(&b.flats);
	err = book(&b);
	for (i = 0; i < b.nadd && err == CR_OK; i++) {
		if (cr->dry_run)
			b.add[i].id = 0;
		err = each(ctx, &b.add[i]);
	}
	cr_map_release(&b.flats);
	free(b.kept);
	free(b.moving);
	free(b.add);
	free(b.end);
	return err;
}
