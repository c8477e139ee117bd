#include "statement_world.h"

#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/mem.h"
#include "cr/policy.h"
#include "cr/str.h"

/* One statement being made. */
struct making {
	struct st_world *w;
	const struct st_account *account;
	uint32_t n;		/* its number */
	struct cr_arena *a;
	struct cr_statement *s;
	struct cr_statement_item *items;	/* those of S */
	struct cr_age_opts usual;	/* its buckets */
	const char *iban;	/* that the items name, as far as they agree */
	bool named;		/* one of them was looked at */
};

static int
too_large(struct making *m)
{
	return cr_fail(m->w->cr, CR_ELIMIT, "a sum of account pty:%lld is "
	    "too large", (long long)m->account->debtor);
}

/* ---- Movements ---------------------------------------------------------- */

/* Is allocation A what the movement of post P, of KIND, went to? */
static bool
is_use(const struct st_post *p, const struct cr_posted_alloc *a)
{
	if (p->kind == CR_STATEMENT_TRANSFER)
		return a->claim == 0;
	return p->kind != CR_STATEMENT_CREDIT_NOTE || (a->peer != 0 &&
	    a->amount.cents < 0);
}

/* The allocations of one entry, or of one item of a credit note. */
static int
take_uses(struct making *m, const struct st_post *p,
    const struct st_place *order, int64_t key, struct cr_statement_use *to,
    size_t *n)
{
	const struct st_world *w = m->w;
	bool credit = p->kind == CR_STATEMENT_CREDIT_NOTE;
	const struct cr_posted_alloc *a;
	struct cr_posted_words words;
	size_t i = cr_statement_first(order, w->p.nallocs, key);
	int err;

	for (; i < w->p.nallocs && order[i].key == key; i++) {
		a = &w->p.allocs[order[i].at];
		if (!is_use(p, a))
			continue;
		if (to == NULL) {
			++*n;
			continue;
		}
		if ((err = a->claim != 0 ? cr_posted_claim_words(w->cr,
		    a->claim, m->a, &words) : cr_posted_item_words(w->cr,
		    credit ? a->peer : a->item, m->a, &words)) != CR_OK)
			return err;
		to[*n].item = credit ? a->peer : a->item;
		to[*n].claim = a->claim;
		to[*n].kind = a->claim != 0 ? words.type : NULL;
		to[*n].number = words.number;
		to[*n].date = words.date;
		to[(*n)++].amount = credit ? cr_money_neg(a->amount) :
		    a->amount;
	}
	return CR_OK;
}

/* Where in the items those of DOC begin; they are next to each other. */
static size_t
items_of(const struct st_world *w, int64_t doc)
{
	size_t low = 0, high = w->p.nitems, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (w->p.items[mid].o.item < doc * 1000)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

#define EACH_ITEM(w, doc, i) for ((i) = items_of(w, doc); \
	(i) < (w)->p.nitems && (w)->p.items[i].o.item / 1000 == (doc); (i)++)

static int
uses_of(struct making *m, const struct st_post *p,
    struct cr_statement_use *to, size_t *n)
{
	size_t i;
	int err = CR_OK;

	*n = 0;
	if (p->kind != CR_STATEMENT_CREDIT_NOTE)
		return take_uses(m, p, m->w->by_entry, p->ref, to, n);
	EACH_ITEM(m->w, p->ref, i)
		if (err == CR_OK)
			err = take_uses(m, p, m->w->by_item,
			    m->w->p.items[i].o.item, to, n);
	return err;
}

static int
find_uses(struct making *m, const struct st_post *p,
    struct cr_statement_move *v)
{
	struct cr_statement_use *uses;
	size_t n;
	int err;

	if (p->kind == CR_STATEMENT_INVOICE || p->kind >=
	    CR_STATEMENT_CLAIM)	/* the payment tells those */
		return CR_OK;
	if ((err = uses_of(m, p, NULL, &n)) != CR_OK || n == 0)
		return err;
	uses = cr_arena_alloc(m->a, n * sizeof(*uses));
	v->uses = uses;
	return uses_of(m, p, uses, &v->nuses);
}

static void
describe_items(struct making *m, const struct st_post *p,
    struct cr_statement_move *v)
{
	size_t i;

	EACH_ITEM(m->w, p->ref, i) {
		if (v->items++ > 0)
			continue;
		v->item = m->w->p.items[i].o.item;
		v->due = m->w->p.items[i].o.due;
	}
}

static int
describe(struct making *m, const struct st_post *p,
    struct cr_statement_move *v)
{
	bool entry = (p->kind >= CR_STATEMENT_PAYMENT &&
	    p->kind <= CR_STATEMENT_CLAIM);
	struct cr_posted_words words;
	const struct cr_posted *e;
	int err;

	if (p->ref == 0)
		return CR_OK;
	if (entry) {
		v->entry = p->ref;
		e = cr_posted_find(m->w->p.entries, m->w->p.nentries, p->ref);
		if (e != NULL && p->kind < CR_STATEMENT_TRANSFER)
			v->on_account = e->o.open;
		err = cr_posted_entry_words(m->w->cr, p->ref, m->a, &words);
	} else {
		describe_items(m, p, v);
		err = cr_posted_item_words(m->w->cr, v->item, m->a, &words);
	}
	v->number = words.number;
	v->type = words.type;
	v->note = words.note;
	return err == CR_OK ? find_uses(m, p, v) : err;
}

static int
make_moves(struct making *m)
{
	struct cr_statement *s = m->s;
	const struct st_post *p = m->w->posts + m->account->post;
	const struct st_post *end = p + m->account->nposts;
	struct cr_statement_move *v;
	int err = CR_OK;

	for (; p < end && p->day < s->from.days; p++)
		if (!cr_money_add(&s->opening, (struct cr_money){ p->cents }))
			return too_large(m);
	s->closing = s->opening;
	v = cr_arena_alloc(m->a, (size_t)(end - p + 1) * sizeof(*v));
	s->moves = v;
	for (; p < end && err == CR_OK; p++, v++) {
		v->kind = p->kind;
		v->date.days = p->day;
		v->due = CR_DATE_NONE;
		v->amount.cents = p->cents;
		if (!cr_money_add(&s->closing, v->amount) || !cr_money_add(
		    p->cents > 0 ? &s->more : &s->less, v->amount))
			return too_large(m);
		v->balance = s->closing;
		err = describe(m, p, v);
	}
	s->nmoves = (size_t)(v - s->moves);
	return err;
}

/* ---- What is open ------------------------------------------------------- */

/* A credit, or an item into the bucket of its days. */
static int
add_bucket(struct making *m, const struct cr_statement_item *i)
{
	const struct cr_age_opts *usual = &m->usual;
	struct cr_statement *s = m->s;
	size_t b = 0;

	if (i->open.cents < 0)
		return cr_money_add(&s->credits, i->open) ? CR_OK :
		    too_large(m);
	if (i->days > 0)
		for (b = 1; b <= usual->nbounds &&
		    i->days > usual->bounds[b - 1]; b++)
			;
	if (!cr_money_add(&s->buckets[b], i->open) || (b > 0 &&
	    !cr_money_add(&s->overdue, i->open)))
		return too_large(m);
	return i->direct && b > 0 && (!cr_money_add(&s->payable, i->open) ||
	    !cr_money_sub(&s->payable, i->held)) ? too_large(m) : CR_OK;
}

/* The account that all that is to be paid names, or none. */
static void
agree(struct making *m, const char *iban)
{
	if (m->named && !cr_streq(m->iban, iban))
		m->iban = NULL;
	else if (!m->named)
		m->iban = iban;
	m->named = true;
}

static int
add_interest(struct making *m, struct cr_statement_item *i)
{
	const struct st_interest *t = cr_statement_accrued(m->w, i->item);

	if (t == NULL)
		return CR_OK;
	i->interest = t->interest;
	i->flat = t->flat;
	i->penalty = t->penalty;
	return cr_money_add(&m->s->interest, t->interest) &&
	    cr_money_add(&m->s->costs, t->flat) &&
	    cr_money_add(&m->s->costs, t->penalty) ? CR_OK : too_large(m);
}

static int
make_item(struct making *m, const struct cr_posted *p,
    struct cr_statement_item *i)
{
	struct cr_posted_words words;
	int err;

	if ((err = cr_posted_item_words(m->w->cr, p->o.item, m->a,
	    &words)) != CR_OK)
		return err;
	*i = (struct cr_statement_item){
		.item = p->o.item, .number = words.number,
		.type = words.type, .method = words.method,
		.payee = words.payee, .date = p->o.date, .due = p->o.due,
		.days = m->s->to.days - p->o.due.days, .amount = p->amount,
		.open = p->o.open, .returned = p->returned,
		.held = p->held,
	};
	i->direct = i->open.cents > i->held.cents && words.payee == NULL &&
	    (p->returned || !cr_method_is_bank(words.method));
	if (i->direct)
		agree(m, cr_method_is_bank(words.method) ? NULL : words.iban);
	if ((err = add_interest(m, i)) != CR_OK)
		return err;
	return add_bucket(m, i);
}

static int
make_entry(struct making *m, const struct cr_posted *p,
    struct cr_statement_item *i)
{
	struct cr_posted_words words;
	int err;

	if ((err = cr_posted_entry_words(m->w->cr, p->o.item, m->a,
	    &words)) != CR_OK)
		return err;
	*i = (struct cr_statement_item){
		.entry = p->o.item, .number = words.number,
		.type = words.type, .date = p->o.date, .due = CR_DATE_NONE,
		.amount = cr_money_neg(p->amount),
		.open = cr_money_neg(p->o.open),
	};
	return cr_money_add(&m->s->credits, i->open) ? CR_OK : too_large(m);
}

/* Items by due date, then what is on account. */
static int
by_due(const void *x, const void *y)
{
	const struct cr_statement_item *a = x, *b = y;

	if ((a->entry != 0) != (b->entry != 0))
		return a->entry != 0 ? 1 : -1;
	if (a->due.days != b->due.days)
		return a->due.days < b->due.days ? -1 : 1;
	if (a->date.days != b->date.days)
		return a->date.days < b->date.days ? -1 : 1;
	if (a->item != b->item)
		return a->item < b->item ? -1 : 1;
	return (a->entry > b->entry) - (a->entry < b->entry);
}

static size_t
count(const struct st_place *order, size_t n, const struct cr_posted *v,
    uint32_t account)
{
	size_t i = cr_statement_first(order, n, account), open = 0;

	for (; i < n && order[i].key == account; i++)
		open += v[order[i].at].o.open.cents != 0;
	return open;
}

static int
make_rows(struct making *m, bool entries, struct cr_statement_item *to,
    size_t *done)
{
	const struct st_world *w = m->w;
	const struct st_place *order = entries ? w->entries : w->items;
	const struct cr_posted *v = entries ? w->p.entries : w->p.items, *p;
	size_t n = entries ? w->p.nentries : w->p.nitems;
	size_t i = cr_statement_first(order, n, m->n);
	int err = CR_OK;

	for (; i < n && order[i].key == m->n && err == CR_OK; i++) {
		p = &v[order[i].at];
		if (p->o.open.cents == 0)
			continue;
		err = entries ? make_entry(m, p, &to[*done]) :
		    make_item(m, p, &to[*done]);
		++*done;
	}
	return err;
}

static int
make_open(struct making *m)
{
	const struct st_world *w = m->w;
	size_t n = count(w->items, w->p.nitems, w->p.items, m->n) +
	    count(w->entries, w->p.nentries, w->p.entries, m->n);
	struct cr_statement_item *v = cr_arena_alloc(m->a,
	    (n + 1) * sizeof(*v));
	int err;

	m->s->items = m->items = v;
	if ((err = make_rows(m, false, v, &m->s->nitems)) != CR_OK ||
	    (err = make_rows(m, true, v, &m->s->nitems)) != CR_OK)
		return err;
	if (n > 1)
		qsort(v, n, sizeof(*v), by_due);
	return CR_OK;
}

/* What to pay now is less by the credits, and never less than nothing. */
static void
settle(struct making *m)
{
	struct cr_statement *s = m->s;

	cr_money_add(&s->payable, s->credits);
	if (s->payable.cents < 0)
		s->payable.cents = 0;
	s->iban = m->iban != NULL ? m->iban : s->creditor.iban;
}

int
cr_statement_make(struct st_world *w, uint32_t account, struct cr_arena *a,
    struct cr_statement *s)
{
	const struct cr_as_of *as_of = &w->opts->as_of;
	struct making m = { .w = w, .account = &w->accounts[account],
	    .n = account, .a = a, .s = s };
	int err;

	cr_age_default_bounds(&m.usual);
	*s = (struct cr_statement){ .currency = m.account->currency,
	    .from = w->opts->from, .to = as_of->day };
	if ((err = cr_party_then(w->cr, m.account->debtor, as_of, a,
	    &s->debtor)) < 0 || (err = cr_party_then(w->cr,
	    m.account->creditor, as_of, a, &s->creditor)) < 0)
		return err;
	if ((err = make_moves(&m)) != CR_OK || (err = make_open(&m)) != CR_OK)
		return err;
	settle(&m);
	return cr_statement_claims_make(w, account, a, s, m.items);
}
