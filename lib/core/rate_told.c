#include "cr/rate_told.h"

#include <stdlib.h>
#include <string.h>

#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/error.h"
#include "cr/keys.h"
#include "cr/mem.h"
#include "cr/party.h"
#include "cr/str.h"

static bool
is_wanted(const struct cr_rate_told_opts *o, int64_t party)
{
	return o->parties == NULL ||
	    cr_keys_has(o->parties, CR_KEY_PARTY, party);
}

/* ---- History ------------------------------------------------------------ */

struct history {
	struct cr *cr;
	const struct cr_rate_told_opts *opts;
	int (*each)(void *ctx, const struct cr_rate_past *p);
	void *ctx;
	struct cr_party party;		/* of the row before */
	struct cr_arena names, reasons;
};

static int
tell_past(void *ctx, const struct cr_rating *r,
    const struct cr_rating_made *made)
{
	struct history *h = ctx;
	struct cr_rating told = *r;
	struct cr_rate_past past = { &told, made, NULL, NULL };
	int rc = 1;

	if (!is_wanted(h->opts, r->party))
		return 0;
	if (h->party.id != r->party) {
		cr_arena_clear(&h->names);
		rc = cr_party_get(h->cr, r->party, &h->names, &h->party);
	}
	if (rc != 1)
		return rc;
	cr_arena_clear(&h->reasons);
	if (h->opts->why && (rc = cr_rating_reasons(h->cr, made->id,
	    &h->reasons, &told)) != CR_OK)
		return rc;
	past.code = h->party.code;
	past.name = h->party.name;
	return h->each(h->ctx, &past);
}

int
cr_rate_history(struct cr *cr, const struct cr_rate_told_opts *opts,
    int (*each)(void *ctx, const struct cr_rate_past *p), void *ctx)
{
	struct history h = { .cr = cr, .opts = opts, .each = each,
		.ctx = ctx, .party = CR_PARTY_NONE };
	int err;

	cr_arena_init(&h.names);
	cr_arena_init(&h.reasons);
	err = cr_rating_each(cr, &opts->as_of, opts->parties != NULL &&
	    opts->parties->n == 1 ? opts->parties->v[0].id : 0, tell_past,
	    &h);
	cr_arena_release(&h.names);
	cr_arena_release(&h.reasons);
	return err;
}

/* ---- Differences -------------------------------------------------------- */

static struct cr_rate_difference *
difference_of(struct cr_rate_change *c, const char *measure)
{
	size_t i;

	for (i = 0; i < c->n; i++)
		if (strcmp(c->v[i].measure, measure) == 0)
			return &c->v[i];
	c->v[c->n] = (struct cr_rate_difference){ .measure = measure };
	return &c->v[c->n++];
}

static int32_t
size_of(const struct cr_rate_difference *d)
{
	int32_t points = d->to_bp - d->from_bp;

	return points < 0 ? -points : points;
}

/* What is the same goes; the others stay, the largest first. */
static void
put_in_order(struct cr_rate_change *c)
{
	struct cr_rate_difference d;
	size_t i, j, n = 0;

	for (i = 0; i < c->n; i++) {
		d = c->v[i];
		if (d.from_bp == d.to_bp)
			continue;
		for (j = n++; j > 0 && size_of(&c->v[j - 1]) < size_of(&d);
		    j--)
			c->v[j] = c->v[j - 1];
		c->v[j] = d;
	}
	c->n = n;
}

/* The points of the reasons and what rounding made of them. */
static int32_t
rounding(const struct cr_rating *r)
{
	int32_t sum = r->score == CR_NOT_KNOWN ? 0 : r->score * 100;
	size_t i;

	for (i = 0; i < r->nreasons; i++)
		sum -= r->reasons[i].points_bp;
	return sum;
}

void
cr_rate_differ(const struct cr_rating *from, const struct cr_rating *to,
    struct cr_rate_change *c)
{
	struct cr_rate_difference *d;
	size_t i;

	c->from = from->class_name;
	c->to = to->class_name;
	c->from_score = from->score;
	c->to_score = to->score;
	c->day = to->day;
	c->n = 0;
	for (i = 0; i < from->nreasons; i++)
		difference_of(c, from->reasons[i].measure)->from_bp =
		    from->reasons[i].points_bp;
	for (i = 0; i < to->nreasons; i++)
		difference_of(c, to->reasons[i].measure)->to_bp =
		    to->reasons[i].points_bp;
	d = difference_of(c, "rounding");
	d->from_bp = rounding(from);
	d->to_bp = rounding(to);
	put_in_order(c);
}

/* ---- Changes ------------------------------------------------------------ */

/* What is in force of a party on one of the two days. */
struct in_force {
	int64_t id;		/* of the rating; 0: there was none */
	const char *class_name;
	int32_t score;
	struct cr_date day;	/* since when it is of that class */
};

struct moved {
	struct in_force then, now;
};

struct changes {
	struct cr *cr;
	const struct cr_rate_told_opts *opts;
	bool later;		/* the second of the two days is read */
	struct moved **v;	/* by party */
	size_t n;
	struct cr_arena arena;
};

/* Who had no rating then is not looked for now. */
static struct in_force *
in_force_of(struct changes *c, int64_t party)
{
	size_t i = (size_t)party, n = c->n;

	if (c->later && (i >= c->n || c->v[i] == NULL))
		return NULL;
	if (i >= n) {
		c->n = i + i / 2 + 64;
		c->v = cr_reallocarray(c->v, c->n, sizeof(struct moved *));
		memset(c->v + n, 0, (c->n - n) * sizeof(struct moved *));
	}
	if (c->v[i] == NULL)
		c->v[i] = cr_arena_alloc(&c->arena, sizeof(**c->v));
	return c->later ? &c->v[i]->now : &c->v[i]->then;
}

/* A later one of the same class leaves the day since which it is so. */
static int
take(void *ctx, const struct cr_rating *r, const struct cr_rating_made *made)
{
	struct changes *c = ctx;
	struct in_force *f;

	if (!is_wanted(c->opts, r->party) ||
	    (f = in_force_of(c, r->party)) == NULL)
		return 0;
	if (f->id == 0 || !cr_streq(f->class_name, r->class_name)) {
		f->day = r->day;
		f->class_name = r->class_name == NULL ? NULL :
		    cr_arena_strdup(&c->arena, r->class_name);
	}
	f->id = made->id;
	f->score = r->score;
	return 0;
}

static int
load(struct changes *c, const struct in_force *f, struct cr_arena *a,
    struct cr_rating *r)
{
	*r = (struct cr_rating){ .class_name = f->class_name,
		.score = f->score, .day = f->day };
	return cr_rating_reasons(c->cr, f->id, a, r);
}

static int
tell_change(struct changes *c, int64_t party, struct cr_arena *a,
    int (*each)(void *ctx, const struct cr_rate_change *ch), void *ctx)
{
	struct cr_rate_change change = { .party = party };
	struct cr_rating from, to;
	struct cr_party who;
	int rc;

	cr_arena_clear(a);
	if ((rc = cr_party_get(c->cr, party, a, &who)) != 1 ||
	    (rc = load(c, &c->v[party]->then, a, &from)) != CR_OK ||
	    (rc = load(c, &c->v[party]->now, a, &to)) != CR_OK)
		return rc;
	change.code = who.code;
	change.name = who.name;
	cr_rate_differ(&from, &to, &change);
	return each(ctx, &change);
}

static int
tell_changes(struct changes *c,
    int (*each)(void *ctx, const struct cr_rate_change *ch), void *ctx)
{
	struct cr_arena a;
	const struct moved *m;
	size_t i;
	int err = CR_OK;

	cr_arena_init(&a);
	for (i = 0; i < c->n && err == CR_OK; i++) {
		m = c->v[i];
		if (m != NULL && m->now.id != 0 &&
		    !cr_streq(m->then.class_name, m->now.class_name))
			err = tell_change(c, (int64_t)i, &a, each, ctx);
	}
	cr_arena_release(&a);
	return err;
}

int
cr_rate_changes(struct cr *cr, const struct cr_rate_told_opts *opts,
    int (*each)(void *ctx, const struct cr_rate_change *c), void *ctx)
{
	const struct cr_as_of then = { .day = opts->since,
		.restated = opts->as_of.restated };
	struct changes c = { .cr = cr, .opts = opts };
	int err;

	cr_arena_init(&c.arena);
	if ((err = cr_rating_each(cr, &then, 0, take, &c)) == CR_OK) {
		c.later = true;
		err = cr_rating_each(cr, &opts->as_of, 0, take, &c);
	}
	if (err == CR_OK)
		err = tell_changes(&c, each, ctx);
	free(c.v);
	cr_arena_release(&c.arena);
	return err;
}
