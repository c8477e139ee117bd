#include "importing.h"

#include <stdlib.h>

#include "cr/buf.h"
#include "cr/journal.h"
#include "cr/mem.h"
#include "cr/risk_facts.h"

/*
 * A snapshot of orders and deliveries: those of the creditors and kinds that
 * it lists, and that it does not list, were delivered, invoiced or given up.
 */

/* "order 17", and with DEBTOR and NUMBER "order 17 4 O/7". */
static void
put_key(struct cr_buf *b, const char *kind, int64_t creditor, int64_t debtor,
    const char *number)
{
	cr_buf_clear(b);
	cr_buf_addf(b, "%s %lld", kind, (long long)creditor);
	if (number != NULL)
		cr_buf_addf(b, " %lld %s", (long long)debtor, number);
}

void
cr_import_order_listed(struct importing *im,
    const struct cr_rec_commitment *c, int64_t debtor, int64_t creditor)
{
	struct cr_buf b;

	cr_buf_init(&b);
	put_key(&b, c->kind, creditor, 0, NULL);
	cr_map_put(&im->orders.meant, b.s, b.len, 1);
	put_key(&b, c->kind, creditor, debtor, c->number);
	cr_map_put(&im->orders.listed, b.s, b.len, 1);
	cr_buf_release(&b);
}

/* Those to be ended, gathered while they are read. */
struct ending {
	struct importing *im;
	struct cr_buf key;
	struct cr_commitment *v;
	size_t n, cap;
};

static int
look(void *ctx, const struct cr_commitment *c)
{
	struct ending *e = ctx;
	const char *kind = cr_commitment_word(c->kind);
	struct cr_commitment *to;
	int64_t one;

	put_key(&e->key, kind, c->creditor, 0, NULL);
	if (!cr_map_get(&e->im->orders.meant, e->key.s, e->key.len, &one))
		return 0;
	put_key(&e->key, kind, c->creditor, c->debtor, c->reference);
	if (cr_map_get(&e->im->orders.listed, e->key.s, e->key.len, &one))
		return 0;
	cr_grow(&e->v, e->n, &e->cap, sizeof(*e->v));
	to = &e->v[e->n++];
	*to = *c;
	to->reference = cr_arena_strdup(&e->im->arena, c->reference);
	if (c->note != NULL)
		to->note = cr_arena_strdup(&e->im->arena, c->note);
	return 0;
}

static int
end_one(struct importing *im, struct cr_commitment *c)
{
	struct cr_key key = { CR_KEY_PARTY, c->debtor };
	int rc;

	cr_note(im->cr, NULL, 0, "%s \"%s\" of pty:%lld is no longer listed",
	    cr_commitment_word(c->kind), c->reference, (long long)c->debtor);
	c->amount.cents = 0;
	if ((rc = cr_commitment_add(im->cr, c)) < 0)
		return rc;
	return cr_journal(im->cr, "close", key, cr_arena_printf(&im->arena,
	    "{\"commitment\":%lld}", (long long)c->replaces));
}

int
cr_import_orders_end(struct importing *im)
{
	/* far enough for all that is known */
	struct cr_risk_ask all = { .as_of = { { INT32_MAX }, true } };
	struct ending e = { .im = im };
	size_t i;
	int err;

	cr_buf_init(&e.key);
	err = cr_commitment_each(im->cr, &all, look, &e);
	if (err == CR_OK && e.n > 0 && im->refused &&
	    !im->opts->allow_shrink)
		err = cr_fail(im->cr, CR_ENO, "records were refused, and %zu "
		    "orders would be ended: nothing was imported "
		    "(--allow-shrink)", e.n);
	for (i = 0; i < e.n && err == CR_OK; i++)
		err = end_one(im, &e.v[i]);
	cr_buf_release(&e.key);
	free(e.v);
	return err;
}
