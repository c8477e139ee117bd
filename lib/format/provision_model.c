#include "cr/provision_model.h"

#include <stdlib.h>
#include <string.h>

#include "cr/conf.h"
#include "cr/cr.h"
#include "cr/input.h"
#include "cr/mem.h"
#include "cr/str.h"

#define DAYS_MAX 36500		/* a hundred years is no bucket */
#define MONTHS_MAX 120
#define SPECIFIC_MAX 100000
#define SEGMENTS_MAX 1000

static const char *const methods[CR_PROVISION_METHODS] = {
	[CR_PROVISION_MATRIX] = "matrix",
	[CR_PROVISION_ROLL] = "roll",
	[CR_PROVISION_SINGLE] = "single",
};

static const char *const bys[CR_SEGMENT_BYS] = {
	[CR_SEGMENT_CLASS] = "class",
	[CR_SEGMENT_CATEGORY] = "category",
	[CR_SEGMENT_AREA] = "area",
	[CR_SEGMENT_AGENT] = "agent",
	[CR_SEGMENT_DEPOT] = "depot",
	[CR_SEGMENT_CREDITOR] = "creditor",
	[CR_SEGMENT_DEBTOR] = "debtor",
};

static const struct cr_conf_opt segment_opts[] = {
	{ .name = "class", .type = CR_CONF_LIST },
	{ .name = "category", .type = CR_CONF_LIST },
	{ .name = "area", .type = CR_CONF_LIST },
	{ .name = "agent", .type = CR_CONF_LIST },
	{ .name = "depot", .type = CR_CONF_LIST },
	{ .name = "creditor", .type = CR_CONF_LIST },
	{ .name = "debtor", .type = CR_CONF_LIST },
	{ .name = "rates", .type = CR_CONF_LIST },
	{ .name = "lgd", .type = CR_CONF_TEXT },
	{ .name = "forward", .type = CR_CONF_TEXT },
	{ .name = NULL },
};
static const struct cr_conf_opt cover_opts[] = {
	{ .name = "rest", .type = CR_CONF_TEXT },
	{ .name = "order", .type = CR_CONF_TEXT },
	{ .name = NULL },
};
static const struct cr_conf_opt specific_opts[] = {
	{ .name = "percent", .type = CR_CONF_TEXT },
	{ .name = "amount", .type = CR_CONF_TEXT },
	{ .name = "reason", .type = CR_CONF_TEXT },
	{ .name = NULL },
};
static const struct cr_conf_opt model_opts[] = {
	{ .name = "name", .type = CR_CONF_TEXT },
	{ .name = "method", .type = CR_CONF_TEXT },
	{ .name = "buckets", .type = CR_CONF_LIST },
	{ .name = "net", .type = CR_CONF_BOOL },
	{ .name = "months", .type = CR_CONF_INT },
	{ .name = "roll-months", .type = CR_CONF_INT },
	{ .name = "lgd", .type = CR_CONF_TEXT },
	{ .name = "forward", .type = CR_CONF_TEXT },
	{ .name = "unrated", .type = CR_CONF_TEXT },
	{ .name = "pd", .type = CR_CONF_LIST },
	{ .name = "learned", .type = CR_CONF_BOOL },
	{ "segment", CR_CONF_SECTION, segment_opts,
	    CR_CONF_TITLED | CR_CONF_MANY },
	{ "cover", CR_CONF_SECTION, cover_opts,
	    CR_CONF_TITLED | CR_CONF_MANY },
	{ "specific", CR_CONF_SECTION, specific_opts,
	    CR_CONF_TITLED | CR_CONF_MANY },
	{ .name = NULL },
};

const char *
cr_provision_method_word(enum cr_provision_method m)
{
	return methods[m];
}

bool
cr_provision_method_parse(const char *word, enum cr_provision_method *out)
{
	int i;

	for (i = 0; i < CR_PROVISION_METHODS; i++)
		if (strcmp(word, methods[i]) == 0) {
			*out = (enum cr_provision_method)i;
			return true;
		}
	return false;
}

static size_t
count(const struct cr_conf_sec *s, const char *name)
{
	size_t n = 0;

	while (cr_conf_item(s, name, n) != NULL)
		n++;
	return n;
}

/* A percentage; *OUT is as it was where the file says none. */
static int
take_percent(struct cr *cr, const struct cr_conf_sec *s, const char *name,
    struct cr_fraction *out)
{
	const char *text = cr_conf_text(s, name, NULL);

	if (text == NULL || cr_fraction_percent(text, out))
		return CR_OK;
	return cr_conf_fail(cr, s, name, "%s \"%s\" is not a percentage as "
	    "in 8.6957", name, text);
}

/* The same of a share, which is not over 100 %. */
static int
take_share(struct cr *cr, const struct cr_conf_sec *s, const char *name,
    struct cr_fraction *out)
{
	int err = take_percent(cr, s, name, out);

	if (err == CR_OK && out->num > out->den)
		return cr_conf_fail(cr, s, name, "%s is over 100 %%", name);
	return err;
}

/* ---- The model itself --------------------------------------------------- */

static int
take_buckets(struct cr *cr, const struct cr_conf_sec *s,
    struct cr_provision_model *m)
{
	static const int32_t usual[] = { 30, 60, 90, 120, 180, 365 };
	const char *text;
	int64_t days, last = 0;

	memcpy(m->bounds, usual, sizeof(usual));
	m->nbounds = sizeof(usual) / sizeof(usual[0]);
	if (!cr_conf_has(s, "buckets"))
		return CR_OK;
	for (m->nbounds = 0; (text = cr_conf_item(s, "buckets",
	    m->nbounds)) != NULL; m->nbounds++, last = days) {
		if (m->nbounds == CR_PROVISION_BOUNDS_MAX)
			return cr_conf_fail(cr, s, "buckets", "more than %d "
			    "buckets", CR_PROVISION_BOUNDS_MAX);
		if (!cr_parse_int(text, strlen(text), &days) || days <= last ||
		    days > DAYS_MAX)
			return cr_conf_fail(cr, s, "buckets", "bucket \"%s\": "
			    "days must rise from 1", text);
		m->bounds[m->nbounds] = (int32_t)days;
	}
	return CR_OK;
}

static int
take_months(struct cr *cr, const struct cr_conf_sec *s, const char *name,
    int32_t usual, int32_t *out)
{
	int64_t v = cr_conf_int(s, name, usual);

	if (v < 1 || v > MONTHS_MAX)
		return cr_conf_fail(cr, s, name, "%s is from 1 to %d", name,
		    MONTHS_MAX);
	*out = (int32_t)v;
	return CR_OK;
}

/* "A:0.50" of pd, into place I. */
static int
take_pd(struct cr *cr, const struct cr_conf_sec *s,
    struct cr_provision_model *m, const char *text, size_t i)
{
	const char *colon = strrchr(text, ':');

	if (colon == NULL || colon == text ||
	    !cr_fraction_percent(colon + 1, &m->pd[i]) ||
	    m->pd[i].num > m->pd[i].den)
		return cr_conf_fail(cr, s, "pd", "\"%s\" is no class with its "
		    "probability of default, as in \"A:0.50\"", text);
	m->classes[i] = cr_arena_strndup(&m->arena, text,
	    (size_t)(colon - text));
	return CR_OK;
}

static int
take_pds(struct cr *cr, const struct cr_conf_sec *s,
    struct cr_provision_model *m)
{
	size_t i, n = count(s, "pd");
	int err = CR_OK;

	m->classes = cr_arena_alloc(&m->arena, (n + 1) * sizeof(*m->classes));
	m->pd = cr_arena_alloc(&m->arena, (n + 1) * sizeof(*m->pd));
	for (i = 0; i < n && err == CR_OK; i++)
		err = take_pd(cr, s, m, cr_conf_item(s, "pd", i), i);
	m->nclasses = n;
	m->has_unrated = cr_conf_has(s, "unrated");
	m->learned = cr_conf_bool(s, "learned", true);
	return err == CR_OK ? take_share(cr, s, "unrated", &m->unrated) : err;
}

/* ---- Sections ----------------------------------------------------------- */

static void
take_words(struct cr_arena *a, const struct cr_conf_sec *s, const char *name,
    struct cr_segment_words *out)
{
	size_t i, n = count(s, name);

	out->v = cr_arena_alloc(a, (n + 1) * sizeof(*out->v));
	for (i = 0; i < n; i++)
		out->v[i] = cr_arena_strdup(a, cr_conf_item(s, name, i));
	out->n = n;
}

static int
take_rates(struct cr *cr, const struct cr_conf_sec *s,
    struct cr_provision_model *m, struct cr_provision_segment *g)
{
	size_t i, n = count(s, "rates");
	struct cr_fraction *v;
	const char *text;

	if (!cr_conf_has(s, "rates"))
		return CR_OK;
	if (n != m->nbounds + 2)
		return cr_conf_fail(cr, s, "rates", "there are %zu rates for "
		    "%zu buckets (not due, one up to each bound, over)", n,
		    m->nbounds + 2);
	g->rates = v = cr_arena_alloc(&m->arena, n * sizeof(*v));
	for (i = 0; i < n; i++) {
		text = cr_conf_item(s, "rates", i);
		if (!cr_fraction_percent(text, &v[i]) || v[i].num > v[i].den)
			return cr_conf_fail(cr, s, "rates", "\"%s\" is not a "
			    "percentage from 0 to 100", text);
	}
	return CR_OK;
}

static int
take_segment(struct cr *cr, const struct cr_conf_sec *s,
    struct cr_provision_model *m, struct cr_provision_segment *g)
{
	int err, by;

	g->name = cr_arena_strdup(&m->arena, cr_conf_title(s));
	for (by = 0; by < CR_SEGMENT_BYS; by++)
		take_words(&m->arena, s, bys[by], &g->by[by]);
	if ((err = take_rates(cr, s, m, g)) != CR_OK ||
	    (err = take_share(cr, s, "lgd", &g->lgd)) != CR_OK)
		return err;
	return take_percent(cr, s, "forward", &g->forward);
}

/* Without a section there is one segment of all, whose rates are measured. */
static int
take_segments(struct cr *cr, const struct cr_conf_sec *root,
    struct cr_provision_model *m)
{
	struct cr_provision_segment usual = {
		.name = "all",
		.lgd = CR_FRACTION_ALL, .forward = CR_FRACTION_ALL,
	};
	size_t i, n = cr_conf_count(root, "segment");
	int err;

	if (n > SEGMENTS_MAX)
		return cr_conf_fail(cr, root, NULL, "more than %d segments",
		    SEGMENTS_MAX);
	if ((err = take_share(cr, root, "lgd", &usual.lgd)) != CR_OK ||
	    (err = take_percent(cr, root, "forward", &usual.forward)) != CR_OK)
		return err;
	m->nsegments = n > 0 ? n : 1;
	m->segments = cr_arena_alloc(&m->arena, m->nsegments *
	    sizeof(*m->segments));
	m->segments[0] = usual;
	for (i = 0; i < n && err == CR_OK; i++) {
		m->segments[i] = usual;
		err = take_segment(cr, cr_conf_section(root, "segment", i), m,
		    &m->segments[i]);
	}
	return err;
}

static int
take_covers(struct cr *cr, const struct cr_conf_sec *root,
    struct cr_provision_model *m)
{
	const struct cr_conf_sec *s;
	struct cr_provision_cover *c;
	const char *order, *title;
	size_t i;
	int err;

	for (i = 0; i < cr_conf_count(root, "cover"); i++) {
		s = cr_conf_section(root, "cover", i);
		title = cr_conf_title(s);
		c = strcmp(title, "insured") == 0 ? &m->insured :
		    strcmp(title, "factored") == 0 ? &m->factored : NULL;
		if (c == NULL)
			return cr_conf_fail(cr, s, NULL, "cover \"%s\" is "
			    "neither insured nor factored", title);
		order = cr_conf_text(s, "order", "oldest");
		*c = (struct cr_provision_cover){ true, CR_FRACTION_NONE,
			strcmp(order, "newest") == 0 };
		if (!c->newest && strcmp(order, "oldest") != 0)
			return cr_conf_fail(cr, s, "order", "order \"%s\" is "
			    "neither oldest nor newest", order);
		if ((err = take_share(cr, s, "rest", &c->rest)) != CR_OK)
			return err;
	}
	return CR_OK;
}

static int
take_specific(struct cr *cr, const struct cr_conf_sec *s,
    struct cr_provision_model *m, struct cr_specific *x)
{
	const char *reason = cr_conf_text(s, "reason", NULL);
	const char *amount = cr_conf_text(s, "amount", NULL);

	if (cr_conf_has(s, "percent") == (amount != NULL))
		return cr_conf_fail(cr, s, NULL, "say percent or amount, one "
		    "of them");
	x->on = cr_arena_strdup(&m->arena, cr_conf_title(s));
	x->share = CR_FRACTION_NONE;
	if (reason != NULL)
		x->reason = cr_arena_strdup(&m->arena, reason);
	if (amount == NULL)
		return take_share(cr, s, "percent", &x->share);
	if (!cr_money_parse_xml(amount, &x->amount) || x->amount.cents <= 0 ||
	    x->amount.cents > CR_MONEY_MAX_CENTS)
		return cr_conf_fail(cr, s, "amount", "amount \"%s\" is not an "
		    "amount as in 1200.00", amount);
	return CR_OK;
}

static int
take_specifics(struct cr *cr, const struct cr_conf_sec *root,
    struct cr_provision_model *m)
{
	size_t i, n = cr_conf_count(root, "specific");
	int err = CR_OK;

	if (n > SPECIFIC_MAX)
		return cr_conf_fail(cr, root, NULL, "more than %d specific "
		    "provisions", SPECIFIC_MAX);
	m->specific = cr_arena_alloc(&m->arena, (n + 1) *
	    sizeof(*m->specific));
	for (i = 0; i < n && err == CR_OK; i++)
		err = take_specific(cr, cr_conf_section(root, "specific", i),
		    m, &m->specific[i]);
	m->nspecific = n;
	return err;
}

static int
take_all(struct cr *cr, const struct cr_conf_sec *root,
    struct cr_provision_model *m)
{
	const char *word = cr_conf_text(root, "method", "matrix");
	int err;

	if (!cr_conf_has(root, "name"))
		return cr_conf_fail(cr, root, NULL, "\"name\" is missing");
	m->name = cr_arena_strdup(&m->arena, cr_conf_text(root, "name", ""));
	if (!cr_provision_method_parse(word, &m->method))
		return cr_conf_fail(cr, root, "method", "method \"%s\" is "
		    "none of matrix, roll and single", word);
	m->net = cr_conf_bool(root, "net", false);
	if ((err = take_buckets(cr, root, m)) != CR_OK ||
	    (err = take_months(cr, root, "months", 24, &m->months)) != CR_OK ||
	    (err = take_months(cr, root, "roll-months", 12,
	    &m->roll_months)) != CR_OK ||
	    (err = take_pds(cr, root, m)) != CR_OK ||
	    (err = take_segments(cr, root, m)) != CR_OK ||
	    (err = take_covers(cr, root, m)) != CR_OK)
		return err;
	return take_specifics(cr, root, m);
}

int
cr_provision_model_parse(struct cr *cr, const char *name, const char *text,
    size_t n, struct cr_provision_model **out)
{
	struct cr_provision_model *m = cr_calloc(1, sizeof(*m));
	struct cr_conf *conf = NULL;
	int err;

	*out = NULL;
	cr_arena_init(&m->arena);
	m->unrated = CR_FRACTION_NONE;
	if ((err = cr_conf_parse(cr, name, text, n, model_opts, &conf)) ==
	    CR_OK && (err = take_all(cr, cr_conf_root(conf), m)) == CR_OK) {
		m->text = cr_arena_strndup(&m->arena, text, n);
		cr_sha256(text, n, m->digest);
		*out = m;
	} else {
		cr_provision_model_free(m);
	}
	cr_conf_free(conf);
	return err;
}

void
cr_provision_model_free(struct cr_provision_model *m)
{
	if (m == NULL)
		return;
	cr_arena_release(&m->arena);
	free(m);
}
