#include "cr/dimension.h"

#include <stdlib.h>
#include <string.h>

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/doc.h"
#include "cr/facts.h"
#include "cr/keys.h"
#include "cr/mem.h"
#include "cr/pd.h"
#include "cr/segment.h"
#include "groups.h"

bool
cr_by_parse(const char *word, size_t n, enum cr_by *out)
{
	static const char *const words[] = {
		[CR_BY_DEBTOR] = "debtor",
		[CR_BY_CREDITOR] = "creditor",
		[CR_BY_AGENT] = "agent",
		[CR_BY_DEPOT] = "depot",
		[CR_BY_AREA] = "area",
		[CR_BY_CATEGORY] = "category",
		[CR_BY_CLASS] = "class",
		[CR_BY_SEGMENT] = "segment",
		[CR_BY_TOTAL] = "total",
	};
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strlen(words[i]) == n && memcmp(words[i], word, n) == 0) {
			*out = (enum cr_by)i;
			return true;
		}
	}
	return false;
}

bool
cr_is_asked(const struct cr_keys *keys, int64_t debtor, int64_t creditor,
    int64_t item)
{
	return keys == NULL || cr_keys_has(keys, CR_KEY_PARTY, debtor) ||
	    cr_keys_has(keys, CR_KEY_PARTY, creditor) || (item != 0 &&
	    (cr_keys_has(keys, CR_KEY_ITEM, item) ||
	    cr_keys_has(keys, CR_KEY_DOC, item / CR_ITEMS)));
}

/* ---- Where what a debtor owes belongs ----------------------------------- */

struct cr_target {
	int64_t id;
	const char *text;
};

static bool
is_attribute(enum cr_by by)
{
	return by == CR_BY_AGENT || by == CR_BY_DEPOT || by == CR_BY_AREA ||
	    by == CR_BY_CATEGORY ||
	    by == CR_BY_CLASS || by == CR_BY_SEGMENT;
}

static bool
is_text(enum cr_by by)
{
	return by == CR_BY_AREA || by == CR_BY_CATEGORY || by == CR_BY_CLASS;
}

/* The parties come in the order of their numbers. */
static void
put_target(struct cr_targets *t, int64_t party, struct cr_target to)
{
	while (t->n <= (size_t)party) {
		cr_grow(&t->v, t->n, &t->cap, sizeof(*t->v));
		t->v[t->n++] = (struct cr_target){ 0 };
	}
	t->v[party] = to;
}

static int
add_target(void *ctx, const struct cr_facts *f)
{
	struct cr_targets *t = ctx;
	struct cr_target to = { 0 };
	const char *text = t->by == CR_BY_AREA ? f->area : f->category;

	if (is_text(t->by))
		to.text = text ? cr_arena_strdup(&t->arena, text) : NULL;
	else
		to.id = t->by == CR_BY_AGENT ? f->agent : f->depot;
	put_target(t, f->id, to);
	return 0;
}

static int
add_class(void *ctx, int64_t party, const char *class_name, int32_t pd_bp)
{
	struct cr_targets *t = ctx;
	struct cr_target to = {
		.text = cr_arena_strdup(&t->arena, class_name),
	};

	(void)pd_bp;
	put_target(t, party, to);
	return 0;
}

static int
add_segment(void *ctx, const struct cr_segment *s)
{
	struct cr_targets *t = ctx;
	struct cr_buf b;

	cr_buf_init(&b);
	cr_segment_add(&b, s->abc, s->class_name);
	put_target(t, s->party, (struct cr_target){
		.text = cr_arena_strdup(&t->arena, b.s),
	});
	cr_buf_release(&b);
	return 0;
}

int
cr_targets_load(struct cr *cr, const struct cr_as_of *as_of, enum cr_by by,
    struct cr_targets *t)
{
	*t = (struct cr_targets){ .by = by };
	cr_arena_init(&t->arena);
	if (by == CR_BY_CLASS)
		return cr_pd_each(cr, as_of, add_class, t);
	if (by == CR_BY_SEGMENT)
		return cr_segment_each(cr, as_of, add_segment, t);
	return is_attribute(by) ? cr_facts_each(cr, as_of, add_target, t) :
	    CR_OK;
}

void
cr_targets_release(struct cr_targets *t)
{
	free(t->v);
	cr_arena_release(&t->arena);
	*t = (struct cr_targets){ 0 };
}

void
cr_target_key(const struct cr_targets *t, int64_t debtor, int64_t creditor,
    struct cr_group_key *key)
{
	key->id = 0;
	key->text = NULL;
	if (t->by == CR_BY_DEBTOR) {
		key->id = debtor;
	} else if (t->by == CR_BY_CREDITOR) {
		key->id = creditor;
	} else if ((size_t)debtor < t->n) {
		key->id = t->v[debtor].id;
		key->text = t->v[debtor].text;
	}
}

/* ---- Names and order ---------------------------------------------------- */

struct naming {
	struct cr_groups *g;
	size_t at;		/* the next group, in a pass over the parties */
};

static void
sort(struct cr_groups *g, int (*compare)(const void *, const void *))
{
	if (g->n > 0)
		qsort(g->v, g->n, sizeof(*g->v), compare);
}

static int
by_id(const void *x, const void *y)
{
	const struct cr_group *a = x, *b = y;

	return (a->key.id > b->key.id) - (a->key.id < b->key.id);
}

static int
name_party(void *ctx, const struct cr_facts *f)
{
	struct naming *n = ctx;
	struct cr_groups *g = n->g;
	const char *code = NULL, *name = NULL;

	while (n->at < g->n && g->v[n->at].key.id < f->id)
		n->at++;
	if (n->at == g->n || g->v[n->at].key.id != f->id)
		return 0;
	if (f->code != NULL)
		code = cr_arena_strdup(&g->arena, f->code);
	name = cr_arena_strdup(&g->arena, f->name);
	for (; n->at < g->n && g->v[n->at].key.id == f->id; n->at++) {
		g->v[n->at].code = code;
		g->v[n->at].name = name;
	}
	return 0;
}

static int
compare_text(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return (a == NULL) - (b == NULL);
	return strcmp(a, b);
}

static int
by_code(const void *x, const void *y)
{
	const struct cr_group *a = x, *b = y;
	int c;

	if ((c = compare_text(a->code, b->code)) != 0 ||
	    (c = compare_text(a->name, b->name)) != 0 ||
	    (c = by_id(x, y)) != 0)
		return c;
	if (a->key.currency != b->key.currency)
		return a->key.currency > b->key.currency ? 1 : -1;
	return (a->key.period > b->key.period) -
	    (a->key.period < b->key.period);
}

int
cr_groups_order(struct cr *cr, const struct cr_as_of *as_of, enum cr_by by,
    struct cr_groups *g)
{
	struct naming n = { .g = g };
	size_t i;
	int err = CR_OK;

	for (i = 0; i < g->n; i++)
		g->v[i].code = g->v[i].key.text;
	if (by != CR_BY_TOTAL && !is_text(by)) {
		sort(g, by_id);
		err = cr_facts_each(cr, as_of, name_party, &n);
	}
	if (err == CR_OK)
		sort(g, by_code);
	return err;
}
