#include "limit_world.h"

#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/limit_facts.h"
#include "cr/mem.h"
#include "cr/policy.h"

/* Levels of dunning that stop orders, by the policies as they were. */

struct level {
	char digest[CR_SHA256_SIZE];
	const char *policy, *name;
	bool stops;
};

struct stops {
	struct limit_world *w;
	struct level *v;
	size_t n, cap;
};

/* Does a level of a policy file stop orders? */
static bool
level_stops(const struct cr_policy_set *set, const char *policy,
    const char *name)
{
	const struct cr_policy *p = set->policies;
	size_t i;

	for (; p < set->policies + set->npolicies; p++)
		for (i = 0; strcmp(p->name, policy) == 0 && i < p->nlevels;
		    i++)
			if (strcmp(p->levels[i].name, name) == 0)
				return p->levels[i].stop_orders;
	return false;
}

/* Read the file again: a new one says nothing of what was done by it. */
static int
find_out(struct stops *s, const struct cr_reminded *r, bool *stops)
{
	struct cr_policy_set *set = NULL;
	const char *text;
	struct cr_arena a;
	int rc;

	*stops = false;
	cr_arena_init(&a);
	if ((rc = cr_policy_text(s->w->cr, r->digest, &a, &text)) == 1 &&
	    cr_policy_parse(s->w->cr, r->policy, text, strlen(text),
	    &set) == CR_OK)
		*stops = level_stops(set, r->policy, r->level);
	cr_policy_free(set);
	cr_arena_release(&a);
	return rc < 0 ? rc : CR_OK;
}

static int
find_level(struct stops *s, const struct cr_reminded *r, struct level **out)
{
	struct level *l = s->v;
	int err;

	for (; l < s->v + s->n; l++)
		if (strcmp(l->name, r->level) == 0 &&
		    strcmp(l->policy, r->policy) == 0 &&
		    strcmp(l->digest, r->digest) == 0) {
			*out = l;
			return CR_OK;
		}
	cr_grow(&s->v, s->n, &s->cap, sizeof(*s->v));
	*out = l = &s->v[s->n++];
	*l = (struct level){
		.policy = cr_arena_strdup(&s->w->arena, r->policy),
		.name = cr_arena_strdup(&s->w->arena, r->level) };
	strncpy(l->digest, r->digest, sizeof(l->digest) - 1);
	err = find_out(s, r, &l->stops);
	return err;
}

static int
take(void *ctx, const struct cr_reminded *r)
{
	struct stops *s = ctx;
	struct limit_mark *m;
	struct level *l;
	int err = find_level(s, r, &l);

	if (err != CR_OK || !l->stops)
		return err;
	m = cr_limit_mark(s->w);
	m->item = r->item;
	m->kind = MARK_STOP;
	m->level = l->name;
	m->day = r->sent;
	return 0;
}

int
cr_limit_stops_load(struct limit_world *w)
{
	struct stops s = { .w = w };
	int rc = cr_reminded_each(w->cr, w->as_of.day, take, &s);

	free(s.v);
	return rc;
}
