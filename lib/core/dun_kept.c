#include "dun_kept.h"

#include <stdlib.h>

#include "cr/config.h"
#include "cr/dunning.h"
#include "cr/mem.h"

#define SHARE 16	/* of the items one by one, then all at once */

void
cr_dun_kept_init(struct dun_kept *k, const struct dun_world *w)
{
	*k = (struct dun_kept){ .w = w };
	cr_arena_init(&k->items);
	cr_arena_init(&k->who);
}

void
cr_dun_kept_release(struct dun_kept *k)
{
	free(k->lines);
	cr_arena_release(&k->items);
	cr_arena_release(&k->who);
}

/* ---- Items -------------------------------------------------------------- */

/* The lines of all items, and the item that comes next. */
struct filling {
	struct dun_kept *k;
	size_t next;
};

static const char *
copy(struct filling *f, const char *s)
{
	return s != NULL ? cr_arena_strdup(&f->k->items, s) : NULL;
}

/* Both are in the order of their numbers. */
static int
take_line(void *ctx, int64_t item, const struct cr_dunning_line *line)
{
	struct filling *f = ctx;
	const struct dun_world *w = f->k->w;
	struct cr_dunning_line *to;

	while (f->next < w->nitems && w->items[f->next].item < item)
		f->next++;
	if (f->next == w->nitems || w->items[f->next].item != item)
		return 0;
	to = &f->k->lines[f->next];
	*to = *line;
	to->number = copy(f, line->number);
	to->iban = copy(f, line->iban);
	to->code = copy(f, line->code);
	return 0;
}

static int
take_contract(void *ctx, int64_t doc, const char *contract)
{
	struct filling *f = ctx;
	const struct dun_world *w = f->k->w;
	const char *kept = NULL;

	while (f->next < w->nitems && w->items[f->next].item / 1000 < doc)
		f->next++;
	for (; f->next < w->nitems && w->items[f->next].item / 1000 == doc;
	    f->next++) {
		if (kept == NULL)
			kept = copy(f, contract);
		f->k->lines[f->next].contract = kept;
	}
	return 0;
}

static int
read_all(struct cr *cr, struct dun_kept *k)
{
	struct filling f = { .k = k };
	int rc;

	k->lines = cr_calloc(k->w->nitems, sizeof(*k->lines));
	if ((rc = cr_dunning_items(cr, take_line, &f)) < 0)
		return rc;
	f.next = 0;
	return cr_dunning_contracts(cr, take_contract, &f);
}

int
cr_dun_kept_line(struct cr *cr, struct dun_kept *k,
    const struct cr_dun_item *it, struct cr_arena *a,
    struct cr_dunning_line *out)
{
	const struct cr_dunning_line *line;
	int rc;

	if (k == NULL)
		return cr_dunning_item(cr, it->item, a, out);
	if (k->lines == NULL && ++k->read > k->w->nitems / SHARE &&
	    (rc = read_all(cr, k)) < 0)
		return rc;
	line = k->lines != NULL ? &k->lines[it - k->w->items] : NULL;
	if (line == NULL || line->number == NULL)
		return cr_dunning_item(cr, it->item, a, out);
	*out = *line;
	return CR_OK;
}

/* ---- The creditor ------------------------------------------------------- */

static int
read_contact(struct cr *cr, struct dun_creditor *c, struct cr_arena *a,
    const char *channel, const char **to)
{
	const char *name;
	int rc = cr_dunning_contact(cr, c->party.id, channel, a, to, &name);

	return rc < 0 ? rc : CR_OK;
}

static int
read_creditor(struct cr *cr, struct cr_letters *letters, int64_t id,
    struct cr_arena *a, struct dun_creditor *c)
{
	int err;

	*c = (struct dun_creditor){ .party = CR_PARTY_NONE };
	if ((err = cr_party_get(cr, id, a, &c->party)) < 0 ||
	    (err = cr_letterhead_find(cr, cr_letters_config(letters),
	    c->party.code, c->party.vat, &c->head)) != CR_OK ||
	    (err = read_contact(cr, c, a, "email", &c->email)) != CR_OK ||
	    (err = read_contact(cr, c, a, "pec", &c->pec)) != CR_OK)
		return err;
	return read_contact(cr, c, a, "phone", &c->phone);
}

int
cr_dun_kept_creditor(struct cr *cr, struct dun_kept *k,
    struct cr_letters *letters, int64_t id, struct cr_arena *a,
    struct dun_creditor *out)
{
	int err;

	if (k == NULL)
		return read_creditor(cr, letters, id, a, out);
	if (k->creditor.party.id != id) {
		k->creditor.party.id = 0;
		cr_arena_clear(&k->who);
		if ((err = read_creditor(cr, letters, id, &k->who,
		    &k->creditor)) != CR_OK)
			return err;
	}
	*out = k->creditor;
	return CR_OK;
}
