#include "book.h"

#include <stdlib.h>
#include <string.h>

#include "cr/balance.h"
#include "cr/db.h"
#include "cr/map.h"
#include "cr/mem.h"
#include "cr/str.h"

#define MIN_SLOTS 1024
#define WORDS_MAX UINT16_MAX
#define CURRENCIES_MAX UINT8_MAX

void
cr_book_init(struct book *b, struct cr *cr)
{
	*b = (struct book){ .cr = cr, .seed = cr_hash_seed() };
	cr_buf_init(&b->numbers);
}

static void
words_release(struct book_words *w)
{
	size_t i;

	for (i = 0; i < w->n; i++)
		free(w->v[i]);
	free(w->v);
	*w = (struct book_words){ 0 };
}

void
cr_book_release(struct book *b)
{
	free(b->doc);
	free(b->item);
	free(b->slot);
	cr_buf_release(&b->numbers);
	words_release(&b->currencies);
	words_release(&b->methods);
	cr_book_init(b, b->cr);
}

/* The number of a word from 0, or -1 when there are too many. */
static int
word(struct book_words *w, const char *s, size_t max)
{
	size_t i;

	for (i = 0; i < w->n; i++)
		if (strcmp(w->v[i], s) == 0)
			return (int)i;
	if (w->n == max)
		return -1;
	cr_grow(&w->v, w->n, &w->cap, sizeof(*w->v));
	w->v[w->n] = cr_strdup(s);
	return (int)w->n++;
}

const char *
cr_book_number(const struct book *b, uint32_t doc)
{
	return b->numbers.s + b->doc[doc].number;
}

const char *
cr_book_currency(const struct book *b, uint32_t doc)
{
	return b->currencies.v[b->doc[doc].currency];
}

/* 0 is none, as is a method that was one too many to keep. */
const char *
cr_book_method(const struct book *b, uint32_t item)
{
	unsigned m = b->item[item].method;

	return m == 0 ? NULL : b->methods.v[m - 1];
}

void
cr_book_set_method(struct book *b, uint32_t item, const char *method)
{
	b->item[item].method = method == NULL ? 0 :
	    (uint16_t)(word(&b->methods, method, WORDS_MAX - 1) + 1);
}

int32_t
cr_book_year(const struct book *b, uint32_t doc)
{
	return cr_date_year((struct cr_date){ b->doc[doc].date });
}

int64_t
cr_book_item_id(const struct book *b, uint32_t doc, uint32_t item)
{
	return (int64_t)b->doc[doc].id * CR_ITEMS + b->item[item].n;
}

static int
flush_doc(struct book *b, uint32_t d)
{
	struct cr_open o;
	struct book_item *it;
	uint32_t i;
	int err;

	BOOK_EACH(b, d, i) {
		it = &b->item[i];
		if (!it->dirty || (it->open == 0 && !it->row)) {
			it->dirty = 0;
			continue;
		}
		o = (struct cr_open){
			.item = cr_book_item_id(b, d, i),
			.debtor = b->doc[d].debtor,
			.creditor = b->doc[d].creditor,
			.date = { b->doc[d].date }, .due = { it->due },
			.open = { it->open },
		};
		strncat(o.currency, cr_book_currency(b, d),
		    CR_CURRENCY_SIZE - 1);
		err = it->row ? cr_open_put(b->cr, &o) :
		    cr_open_add(b->cr, &o);
		if (err != CR_OK)
			return err;
		it->row = it->open != 0;
		it->dirty = 0;
	}
	return CR_OK;
}

int
cr_book_flush(struct book *b)
{
	uint32_t d;
	int err;

	for (d = 0; d < b->ndocs; d++)
		if ((err = flush_doc(b, d)) != CR_OK)
			return err;
	return CR_OK;
}

int
cr_book_clear(struct book *b)
{
	int err = CR_OK;

	if (b->ndocs > 0) {
		err = cr_book_flush(b);
		cr_book_release(b);
	}
	b->all = false;
	/* from now on it is looked up */
	if (err == CR_OK)
		err = cr_db_gather(b->cr, false);
	return err != CR_OK ? err : cr_db_indexes_back(b->cr);
}

static uint64_t
hash(const struct book *b, const char *number, uint32_t debtor)
{
	return cr_hash(number, strlen(number), b->seed + debtor);
}

static void
enlist(struct book *b, uint32_t d)
{
	size_t i = hash(b, cr_book_number(b, d), b->doc[d].debtor) &
	    (b->nslots - 1);

	b->doc[d].chain = b->slot[i];
	b->slot[i] = d;
}

/* Documents are chained last first; put back in order, they stay so. */
static void
grow_slots(struct book *b)
{
	uint32_t d;

	b->nslots = b->nslots ? b->nslots * 2 : MIN_SLOTS;
	free(b->slot);
	b->slot = cr_reallocarray(NULL, b->nslots, sizeof(*b->slot));
	memset(b->slot, 0xff, b->nslots * sizeof(*b->slot));
	for (d = 0; d < b->ndocs; d++)
		enlist(b, d);
}

static uint32_t
find_from(const struct book *b, uint32_t d, const char *number,
    uint32_t debtor)
{
	while (d != BOOK_NONE && (b->doc[d].debtor != debtor ||
	    strcmp(cr_book_number(b, d), number) != 0))
		d = b->doc[d].chain;
	return d;
}

uint32_t
cr_book_next(const struct book *b, uint32_t doc)
{
	return find_from(b, b->doc[doc].chain, cr_book_number(b, doc),
	    b->doc[doc].debtor);
}

static int
push_doc(struct book *b, const struct cr_doc *d, bool einvoice, uint32_t *out)
{
	int currency = word(&b->currencies, d->currency, CURRENCIES_MAX);

	if (currency < 0 || d->id >= BOOK_NONE || d->debtor >= BOOK_NONE ||
	    d->creditor >= BOOK_NONE || b->ndocs >= BOOK_NONE - 1)
		return cr_fail(b->cr, CR_ELIMIT, "the ledger is too large");
	cr_grow(&b->doc, b->ndocs, &b->cdocs, sizeof(*b->doc));
	b->doc[b->ndocs] = (struct book_doc){
		.id = (uint32_t)d->id, .debtor = (uint32_t)d->debtor,
		.creditor = (uint32_t)d->creditor, .date = d->date.days,
		.number = (uint32_t)b->numbers.len, .item = BOOK_NONE,
		.credit = d->credit, .einvoice = einvoice,
		.daily = d->year > 9999,
		.currency = (unsigned)currency & 0xff,
	};
	cr_buf_add(&b->numbers, d->number, strlen(d->number) + 1);
	*out = (uint32_t)b->ndocs++;
	if (b->ndocs > b->nslots)
		grow_slots(b);
	else
		enlist(b, *out);
	return CR_OK;
}

static uint32_t
push_item(struct book *b, uint32_t doc, const struct cr_item *i)
{
	uint32_t *last = &b->doc[doc].item;

	cr_grow(&b->item, b->nitems, &b->citems, sizeof(*b->item));
	while (*last != BOOK_NONE)
		last = &b->item[*last].next;
	*last = (uint32_t)b->nitems;
	b->item[b->nitems] = (struct book_item){
		.open = i->amount.cents, .amount = i->amount.cents,
		.due = i->due.days, .next = BOOK_NONE,
		.n = (unsigned)(i->id % CR_ITEMS) & 0x3ff,
		.instalment = (unsigned)i->instalment & 0x3ff,
	};
	cr_book_set_method(b, (uint32_t)b->nitems, i->method);
	return (uint32_t)b->nitems++;
}

/* A row of the ledger: a document with its first item, or one more item. */
static int
load_row(void *ctx, const struct cr_doc_row *r)
{
	struct book *b = ctx;
	struct book_item *it;
	uint32_t i, d = (uint32_t)b->ndocs - 1;
	int err;

	if (b->ndocs == 0 || b->doc[d].id != r->doc.id)
		if ((err = push_doc(b, &r->doc, r->einvoice, &d)) != CR_OK)
			return err;
	if (r->item.id == 0)
		return CR_OK;
	i = push_item(b, d, &r->item);
	it = &b->item[i];	/* which may just have moved */
	it->open = r->open.cents;
	it->row = it->open != 0;
	return CR_OK;
}

int
cr_book_find(struct book *b, const char *number, int64_t debtor, uint32_t *out)
{
	int err;

	if (b->nslots == 0)
		grow_slots(b);
	*out = find_from(b, b->slot[hash(b, number, (uint32_t)debtor) &
	    (b->nslots - 1)], number, (uint32_t)debtor);
	if (*out != BOOK_NONE || b->all)
		return CR_OK;
	if ((err = cr_doc_by_number(b->cr, number, debtor, load_row, b)) !=
	    CR_OK)
		return err;
	*out = find_from(b, b->slot[hash(b, number, (uint32_t)debtor) &
	    (b->nslots - 1)], number, (uint32_t)debtor);
	return CR_OK;
}

int
cr_book_add_doc(struct book *b, const struct cr_doc *d, uint32_t *out)
{
	struct cr_doc made = *d;
	int err;

	if ((err = cr_doc_add(b->cr, d, &made.id)) != CR_OK)
		return err;
	return push_doc(b, &made, false, out);
}

static unsigned
free_number(const struct book *b, uint32_t doc)
{
	unsigned n = 1;
	uint32_t i;

	BOOK_EACH(b, doc, i)
		if (b->item[i].n >= n)
			n = b->item[i].n + 1u;
	return n;
}

bool
cr_book_is_full(const struct book *b, uint32_t doc)
{
	return free_number(b, doc) >= CR_ITEMS;
}

/* A number may be that of an item that was undone: then the next one. */
int
cr_book_add_item(struct book *b, uint32_t doc, struct cr_item *i, uint32_t *out)
{
	unsigned n = free_number(b, doc);
	int err = CR_EEXIST;

	for (; n < CR_ITEMS && err == CR_EEXIST; n++) {
		i->id = (int64_t)b->doc[doc].id * CR_ITEMS + n;
		err = cr_item_add(b->cr, i);
	}
	if (err == CR_EEXIST)
		return cr_fail(b->cr, CR_EINPUT, "document \"%s\" has more "
		    "than %d instalments", cr_book_number(b, doc),
		    CR_ITEMS - 1);
	if (err != CR_OK)
		return err;
	*out = push_item(b, doc, i);
	b->item[*out].dirty = 1;
	return CR_OK;
}

int
cr_book_reduce(struct book *b, uint32_t item, struct cr_money by)
{
	struct cr_money open = { b->item[item].open };

	if (!cr_money_sub(&open, by))
		return cr_fail(b->cr, CR_ELIMIT, "a balance is too large");
	b->item[item].open = open.cents;
	b->item[item].dirty = 1;
	return CR_OK;
}

void
cr_book_set_due(struct book *b, uint32_t item, struct cr_date due)
{
	b->item[item].due = due.days;
	b->item[item].dirty = 1;
}

int
cr_book_set_amount(struct book *b, uint32_t item, struct cr_money amount)
{
	struct cr_money less = { b->item[item].amount };

	if (!cr_money_sub(&less, amount))
		return cr_fail(b->cr, CR_ELIMIT, "an amount is too large");
	b->item[item].amount = amount.cents;
	return cr_book_reduce(b, item, less);
}
