#include "cr/stopped.h"

#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/keys.h"
#include "cr/map.h"
#include "cr/mem.h"
#include "cr/notice.h"
#include "cr/policy.h"

/* A policy file that notices were made by, read once. */
struct known {
	char digest[CR_SHA256_SIZE];
	struct cr_policy_set *set;
};

struct looking {
	struct cr *cr;
	struct cr_map open;	/* items: their debtors */
	struct known *v;
	size_t n, cap;
	struct cr_keys *out;
};

static int
keep_open(void *ctx, const struct cr_open *o)
{
	struct looking *l = ctx;

	if (o->open.cents > 0)
		cr_map_put(&l->open, &o->item, sizeof(o->item), o->debtor);
	return 0;
}

static int
find_set(struct looking *l, const char *digest, const char *text,
    const struct cr_policy_set **out)
{
	struct known *k;
	size_t i;
	int err;

	for (i = 0; i < l->n; i++)
		if (strcmp(l->v[i].digest, digest) == 0) {
			*out = l->v[i].set;
			return CR_OK;
		}
	cr_grow(&l->v, l->n, &l->cap, sizeof(*l->v));
	k = &l->v[l->n];
	if ((err = cr_policy_parse(l->cr, digest, text, strlen(text),
	    &k->set)) != CR_OK)
		return err;
	strncat(memset(k->digest, 0, sizeof(k->digest)), digest,
	    sizeof(k->digest) - 1);
	*out = l->v[l->n++].set;
	return CR_OK;
}

/* Does a level of the policy NAME up to LEVEL stop orders? */
static bool
stops(const struct cr_policy_set *set, const char *name, int level)
{
	const struct cr_policy *p;
	size_t i;

	for (p = set->policies; p < set->policies + set->npolicies; p++)
		for (i = 0; strcmp(p->name, name) == 0 && i < p->nlevels &&
		    p->levels[i].order <= level; i++)
			if (p->levels[i].stop_orders)
				return true;
	return false;
}

static int
look(void *ctx, const struct cr_notice_level *n)
{
	struct looking *l = ctx;
	const struct cr_policy_set *set;
	int64_t debtor;
	int err;

	if (!cr_map_get(&l->open, &n->item, sizeof(n->item), &debtor))
		return 0;
	if ((err = find_set(l, n->digest, n->text, &set)) != CR_OK)
		return err;
	if (stops(set, n->policy, n->level))
		cr_keys_put(l->out, (struct cr_key){ CR_KEY_PARTY, debtor });
	return 0;
}

int
cr_stopped(struct cr *cr, const struct cr_as_of *as_of, struct cr_keys *out)
{
	struct looking l = { .cr = cr, .out = out };
	size_t i;
	int err;

	cr_map_init(&l.open);
	if ((err = cr_open_each(cr, as_of, keep_open, &l)) == CR_OK)
		err = cr_notice_levels(cr, as_of->day, look, &l);
	cr_keys_sort(out);
	for (i = 0; i < l.n; i++)
		cr_policy_free(l.v[i].set);
	free(l.v);
	cr_map_release(&l.open);
	return err;
}
