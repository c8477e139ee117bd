#include "enriching.h"

#include <string.h>

#include "cr/keys.h"
#include "cr/lookup.h"
#include "cr/str.h"

/* What is known already. */

struct listing {
	struct cr *cr;
	const struct cr_as_of *as_of;
	struct cr_arena arena;
	struct cr_party party;		/* of the last row; id 0: none */
	void (*each)(void *ctx, const struct cr_enrich_row *row);
	void *ctx;
};

static int
take_party(struct listing *l, int64_t id)
{
	int rc;

	if (l->party.id == id)
		return CR_OK;
	cr_arena_clear(&l->arena);
	rc = cr_party_then(l->cr, id, l->as_of, &l->arena, &l->party);
	return rc < 0 ? rc : CR_OK;
}

static int
list_lookup(void *ctx, const struct cr_lookup *k)
{
	struct listing *l = ctx;
	struct cr_enrich_row row = { .party = k->party,
	    .lookup = k->provider, .asked = k->asked, .state = k->state,
	    .day = k->day, .until = k->until, .reason = k->reason };
	int err = take_party(l, k->party);

	row.name = l->party.name;
	if (err == CR_OK)
		l->each(l->ctx, &row);
	return err;
}

static int
list_finding(void *ctx, const struct cr_finding *f)
{
	struct listing *l = ctx;
	struct cr_enrich_row row = { .party = f->party,
	    .lookup = f->provider, .fact = f->differs ? "party" : "note",
	    .field = f->field, .value = f->value, .ours = f->ours,
	    .how = f->differs ? CR_ENRICH_DIFFERS : CR_ENRICH_NONE,
	    .day = f->day, .until = f->until };
	int rc = take_party(l, f->party);

	row.name = l->party.name;
	if (rc != CR_OK)
		return rc;
	if (f->differs && (rc = cr_enrich_still_differs(l->cr, &l->party,
	    f, &row.fact, &row.ours)) != 1)
		return rc;
	l->each(l->ctx, &row);
	return CR_OK;
}

/* FIND for each of the parties, or for all at once. */
static int
list(struct listing *l, const struct cr_keys *keys,
    struct cr_lookup_filter *f, int (*find)(struct listing *l,
    const struct cr_lookup_filter *f))
{
	size_t i;
	int err = CR_OK;

	cr_arena_init(&l->arena);
	if (keys == NULL)
		err = find(l, f);
	for (i = 0; keys != NULL && i < keys->n && err == CR_OK; i++) {
		f->party = keys->v[i].id;
		err = find(l, f);
	}
	cr_arena_release(&l->arena);
	return err;
}

static int
find_lookups(struct listing *l, const struct cr_lookup_filter *f)
{
	return cr_lookup_each(l->cr, l->as_of, f, list_lookup, l);
}

static int
find_findings(struct listing *l, const struct cr_lookup_filter *f)
{
	return cr_finding_each(l->cr, l->as_of, f, list_finding, l);
}

int
cr_enrich_list(struct cr *cr, const struct cr_as_of *as_of,
    const struct cr_keys *keys, const char *only, bool expired,
    void (*each)(void *ctx, const struct cr_enrich_row *row), void *ctx)
{
	struct listing l = { .cr = cr, .as_of = as_of, .each = each,
	    .ctx = ctx };
	struct cr_lookup_filter f = { .provider = only,
	    .expired = expired ? as_of->day : CR_DATE_NONE };

	return list(&l, keys, &f, find_lookups);
}

int
cr_enrich_findings(struct cr *cr, const struct cr_as_of *as_of,
    const struct cr_keys *keys, const char *only,
    void (*each)(void *ctx, const struct cr_enrich_row *row), void *ctx)
{
	struct listing l = { .cr = cr, .as_of = as_of, .each = each,
	    .ctx = ctx };
	struct cr_lookup_filter f = { .provider = only,
	    .expired = CR_DATE_NONE };

	return list(&l, keys, &f, find_findings);
}
