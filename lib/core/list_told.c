#include "cr/list.h"

#include "cr/cr.h"
#include "cr/interest_book.h"
#include "cr/keys.h"
#include "cr/stopped.h"

/* The claims themselves; --all tells the superseded ones too. */
static int
put_claims(struct cr *cr, const struct cr_list *l, const struct cr_keys *keys,
    struct cr_printer *p)
{
	struct cr_claim_printer out = { .cr = cr, .p = p, .keys = keys };

	return cr_claim_each(cr, &l->query.as_of,
	    l->query.state == CR_QUERY_ANY, cr_claim_put, &out);
}

/* What is told of parties; --all tells what is over too. */
static int
put_facts(struct cr *cr, const struct cr_list *l, const struct cr_keys *keys,
    struct cr_printer *p)
{
	struct cr_risk_ask ask = { .as_of = l->query.as_of,
	    .past = l->query.state == CR_QUERY_ANY };
	struct cr_fact_lister out = { .cr = cr, .p = p, .keys = keys };

	return cr_fact_list(&out, l->facts, &ask);
}

bool
cr_list_is_told(const struct cr_list *l)
{
	return l->claims || l->facts != CR_FACT_NONE;
}

int
cr_list_tell(struct cr *cr, const struct cr_list *l, struct cr_keys *keys,
    struct cr_printer *p)
{
	const struct cr_keys *only = l->query.keyed ? keys : NULL;

	cr_keys_sort(keys);
	return l->claims ? put_claims(cr, l, only, p) :
	    put_facts(cr, l, only, p);
}

int
cr_list_stopped(struct cr *cr, const struct cr_query *q,
    int (*each)(void *ctx, struct cr_stmt *row), void *ctx)
{
	struct cr_keys stopped = { .v = NULL }, both = { .v = NULL };
	struct cr_query of = *q;
	size_t i;
	int err = cr_stopped(cr, &q->as_of, &stopped);

	for (i = 0; q->keyed && i < q->nkeys; i++)
		if (cr_keys_has(&stopped, q->keys[i].kind, q->keys[i].id))
			cr_keys_put(&both, q->keys[i]);
	of.keys = q->keyed ? both.v : stopped.v;
	of.nkeys = q->keyed ? both.n : stopped.n;
	of.keyed = true;
	if (err == CR_OK)
		err = cr_query_each(cr, &of, each, ctx);
	cr_keys_release(&stopped);
	cr_keys_release(&both);
	return err;
}
