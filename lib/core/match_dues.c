#include "matching.h"

#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/mem.h"
#include "cr/str.h"

#define MIN_SLOTS 1024
#define AMOUNT_SLOTS ((size_t)1 << 21)

struct loading {
	struct cr *cr;
	struct dues *d;
	size_t at;		/* how far the codes are */
};

/* The numbers of a key are before its bar. */
static size_t
numbers_of(const char *key)
{
	const char *bar = strchr(key, '|');

	return bar == NULL ? 0 : (size_t)(bar - key);
}

/* Never NO_DUE. */
static uint32_t
hash_of(const struct dues *d, const char *key)
{
	return (uint32_t)cr_hash(key, numbers_of(key), d->seed) & NO_DUE >> 1;
}

static uint8_t *
amount_slot(const struct dues *d, int64_t cents)
{
	return &d->amounts[cr_hash(&cents, sizeof(cents), 1) &
	    (AMOUNT_SLOTS - 1)];
}

int
cr_dues_currency(const struct dues *d, const char *currency)
{
	size_t i;

	for (i = 0; i < d->ncurrencies; i++)
		if (strcmp(d->currency[i], currency) == 0)
			return (int)i;
	return -1;
}

int
cr_dues_currency_add(struct cr *cr, struct dues *d, const char *currency)
{
	int i = cr_dues_currency(d, currency);

	if (i >= 0)
		return i;
	if (d->ncurrencies == CURRENCIES_MAX)
		return cr_fail(cr, CR_ELIMIT, "more than %d currencies",
		    CURRENCIES_MAX);
	strncat(d->currency[d->ncurrencies], currency, 3);
	return (int)d->ncurrencies++;
}

/* A code that several items have says nothing. */
static void
add_code(struct dues *d, const char *code, uint32_t place)
{
	int64_t was, is = place;

	if (cr_is_empty(code))
		return;
	if (cr_map_get(&d->codes, code, strlen(code), &was))
		is = -1;
	cr_map_put(&d->codes, code, strlen(code), is);
}

static void
add_debtor(struct dues *d, uint32_t i)
{
	uint32_t debtor = d->v[i].debtor;
	size_t n;

	if (debtor >= d->ndebtors) {
		n = (size_t)debtor + debtor / 2 + 64;
		d->first = cr_reallocarray(d->first, n, sizeof(*d->first));
		memset(d->first + d->ndebtors, 0xFF,
		    (n - d->ndebtors) * sizeof(*d->first));
		d->ndebtors = n;
	}
	d->v[i].next_debtor = d->first[debtor];
	d->first[debtor] = i;
}

static int
add(void *ctx, const struct cr_due *in)
{
	struct loading *l = ctx;
	struct dues *d = l->d;
	char key[CR_REF_KEY_SIZE];
	uint8_t *times;
	int currency = cr_dues_currency_add(l->cr, d, in->currency);
	struct due *v;

	if (currency < 0)
		return currency;
	if (d->n >= NO_DUE - 1 || in->debtor >= NO_DUE / 2)
		return cr_fail(l->cr, CR_ELIMIT, "too many open items");
	cr_grow(&d->v, d->n, &d->cap, sizeof(*d->v));
	v = &d->v[d->n];
	*v = (struct due){ .item = in->item, .open = in->open.cents,
		.debtor = (uint32_t)in->debtor,
		.creditor = (uint32_t)in->creditor, .date = in->date.days,
		.due = in->due.days, .year = (int16_t)cr_date_year(in->date),
		.currency = (uint8_t)currency,
		.credit = in->credit || in->open.cents < 0,
		.key = (uint32_t)d->keys.len };
	cr_ref_key(in->number, v->year, key);
	cr_buf_add(&d->keys, key, strlen(key) + 1);
	v->next_key = *key != '\0' ? hash_of(d, key) : NO_DUE;
	add_debtor(d, (uint32_t)d->n);
	times = amount_slot(d, v->open);
	*times += *times < UINT8_MAX;
	d->n++;
	return 0;
}

/* Both are in the order of the items. */
static int
add_more(void *ctx, int64_t item, const char *code, int32_t instalment)
{
	struct loading *l = ctx;
	struct dues *d = l->d;

	while (l->at < d->n && d->v[l->at].item < item)
		l->at++;
	if (l->at == d->n || d->v[l->at].item != item)
		return 0;
	d->v[l->at].instalment = (uint16_t)(instalment & 0x3FF);
	add_code(d, code, (uint32_t)l->at);
	return 0;
}

/*
 * Last first, so that a chain is in the order of the numbers. Hashes are
 * there already: memory far apart is then all that there is to wait for.
 */
static void
index_numbers(struct dues *d)
{
	uint32_t *slot;
	size_t i;

	for (d->nslots = MIN_SLOTS; d->nslots < d->n; d->nslots *= 2)
		;
	d->slot = cr_calloc(d->nslots, sizeof(*d->slot));
	memset(d->slot, 0xFF, d->nslots * sizeof(*d->slot));
	for (i = d->n; i-- > 0;) {
		if (d->v[i].next_key == NO_DUE)
			continue;
		slot = &d->slot[d->v[i].next_key & (d->nslots - 1)];
		d->v[i].next_key = *slot;
		*slot = (uint32_t)i;
	}
}

int
cr_dues_load(struct cr *cr, struct dues *d)
{
	struct loading l = { cr, d, 0 };
	int err;

	*d = (struct dues){ .seed = cr_hash_seed() };
	cr_buf_init(&d->keys);
	cr_map_init(&d->codes);
	d->amounts = cr_calloc(AMOUNT_SLOTS, 1);
	if ((err = cr_due_each(cr, add, &l)) == CR_OK &&
	    (err = cr_due_code_each(cr, add_more, &l)) == CR_OK)
		index_numbers(d);
	return err;
}

void
cr_dues_release(struct dues *d)
{
	free(d->v);
	free(d->slot);
	free(d->first);
	free(d->amounts);
	cr_buf_release(&d->keys);
	cr_map_release(&d->codes);
}

uint32_t
cr_dues_number(const struct dues *d, const char *key)
{
	return d->nslots == 0 || *key == '\0' ? NO_DUE :
	    d->slot[hash_of(d, key) & (d->nslots - 1)];
}

bool
cr_dues_is(const struct dues *d, uint32_t i, const char *key)
{
	const char *own = d->keys.s + d->v[i].key;
	size_t n = numbers_of(key);

	return numbers_of(own) == n && memcmp(own, key, n) == 0;
}

uint32_t
cr_dues_debtor(const struct dues *d, int64_t debtor)
{
	return debtor <= 0 || (uint64_t)debtor >= d->ndebtors ? NO_DUE :
	    d->first[debtor];
}

uint32_t
cr_dues_find(const struct dues *d, int64_t item)
{
	size_t low = 0, high = d->n, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (d->v[mid].item < item)
			low = mid + 1;
		else
			high = mid;
	}
	return low < d->n && d->v[low].item == item ? (uint32_t)low : NO_DUE;
}

bool
cr_dues_is_rare(const struct dues *d, int64_t cents)
{
	return *amount_slot(d, cents) <= 1;
}
