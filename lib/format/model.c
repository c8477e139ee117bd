#include "cr/model.h"

#include <stdlib.h>
#include <string.h>

#include "cr/conf.h"
#include "cr/cr.h"
#include "cr/input.h"
#include "cr/mem.h"
#include "cr/money.h"
#include "cr/str.h"

#define KNOTS_MAX 64
#define CLASSES_MAX 32
#define DAYS_MAX 3650
#define MONTHS_MAX 120

static const char *const part_words[CR_PARTS] = {
	[CR_PART_INDEX] = "punctuality",
	[CR_PART_TREND] = "trend",
	[CR_PART_FINANCIAL] = "financial",
	[CR_PART_SENIORITY] = "seniority",
	[CR_PART_OVERDUE] = "overdue",
	[CR_PART_EXTERNAL] = "external",
};

static const char *const cap_words[CR_CAPS] = {
	[CR_CAP_UNPAID] = "unpaid",
	[CR_CAP_INSOLVENCY] = "insolvency",
	[CR_CAP_PROMISE] = "promise",
};

const char *
cr_part_word(enum cr_part part)
{
	return part_words[part];
}

const char *
cr_cap_word(enum cr_cap cap)
{
	return cap_words[cap];
}

static const struct cr_conf_opt weight_opts[] = {
	{ .name = "punctuality", .type = CR_CONF_INT },
	{ .name = "trend", .type = CR_CONF_INT },
	{ .name = "financial", .type = CR_CONF_INT },
	{ .name = "seniority", .type = CR_CONF_INT },
	{ .name = "overdue", .type = CR_CONF_INT },
	{ .name = "external", .type = CR_CONF_INT },
	{ .name = NULL },
};
static const struct cr_conf_opt cap_opts[] = {
	{ .name = "score", .type = CR_CONF_INT },
	{ .name = "days", .type = CR_CONF_INT },
	{ .name = NULL },
};
static const struct cr_conf_opt class_opts[] = {
	{ .name = "from", .type = CR_CONF_INT },
	{ .name = "pd", .type = CR_CONF_TEXT },
	{ .name = NULL },
};
static const struct cr_conf_opt model_opts[] = {
	{ .name = "name", .type = CR_CONF_TEXT },
	{ .name = "window", .type = CR_CONF_INT },
	{ .name = "recent", .type = CR_CONF_INT },
	{ .name = "late_prior", .type = CR_CONF_INT },
	{ .name = "index_prior", .type = CR_CONF_INT },
	{ .name = "senior_years", .type = CR_CONF_INT },
	{ .name = "recalled", .type = CR_CONF_LIST },
	{ .name = "curve", .type = CR_CONF_LIST },
	{ "weights", CR_CONF_SECTION, weight_opts, 0 },
	{ "cap", CR_CONF_SECTION, cap_opts, CR_CONF_TITLED | CR_CONF_MANY },
	{ "class", CR_CONF_SECTION, class_opts,
	    CR_CONF_TITLED | CR_CONF_MANY },
	{ .name = NULL },
};

/* A number that must be there, from LEAST to MOST. */
static int
take_int(struct cr *cr, const struct cr_conf_sec *s, const char *name,
    int32_t least, int32_t most, int32_t *to)
{
	int64_t v;

	if (!cr_conf_has(s, name))
		return cr_conf_fail(cr, s, NULL, "\"%s\" is missing", name);
	v = cr_conf_int(s, name, 0);
	if (v < least || v > most)
		return cr_conf_fail(cr, s, name, "\"%s\" must be %d to %d",
		    name, (int)least, (int)most);
	*to = (int32_t)v;
	return CR_OK;
}

/* "-30:100" */
static bool
parse_knot(const char *s, struct cr_knot *k)
{
	const char *colon = strchr(s, ':');
	int64_t days, points;

	if (colon == NULL || !cr_parse_int(s, (size_t)(colon - s), &days) ||
	    !cr_parse_int(colon + 1, strlen(colon + 1), &points) ||
	    days < -DAYS_MAX || days > DAYS_MAX || points < 0 || points > 100)
		return false;
	k->days = (int32_t)days;
	k->points = (int32_t)points * 100;
	return true;
}

static int
take_curve(struct cr *cr, const struct cr_conf_sec *root, struct cr_model *m)
{
	struct cr_knot *k;
	const char *s;

	m->curve = cr_arena_alloc(&m->arena, KNOTS_MAX * sizeof(*m->curve));
	for (; (s = cr_conf_item(root, "curve", m->ncurve)) != NULL;
	    m->ncurve++) {
		if (m->ncurve == KNOTS_MAX)
			return cr_conf_fail(cr, root, "curve",
			    "more than %d knots", KNOTS_MAX);
		k = &m->curve[m->ncurve];
		if (!parse_knot(s, k))
			return cr_conf_fail(cr, root, "curve", "\"%s\" is no "
			    "knot, as in \"30:50\" (days:points)", s);
		if (m->ncurve > 0 && (k->days <= k[-1].days ||
		    k->points > k[-1].points))
			return cr_conf_fail(cr, root, "curve", "\"%s\": days "
			    "must rise and points must not", s);
	}
	if (m->ncurve < 2)
		return cr_conf_fail(cr, root, "curve",
		    "\"curve\" needs two knots or more");
	return CR_OK;
}

static void
take_recalled(const struct cr_conf_sec *root, struct cr_model *m)
{
	const char *s;
	size_t n = 0;

	while (cr_conf_item(root, "recalled", n) != NULL)
		n++;
	m->recalled = cr_arena_alloc(&m->arena, n * sizeof(*m->recalled));
	for (; (s = cr_conf_item(root, "recalled", m->nrecalled)) != NULL;
	    m->nrecalled++)
		m->recalled[m->nrecalled] = cr_arena_strdup(&m->arena, s);
}

static int
take_weights(struct cr *cr, const struct cr_conf_sec *root, struct cr_model *m)
{
	const struct cr_conf_sec *s = cr_conf_section(root, "weights", 0);
	int32_t sum = 0;
	int err, i;

	if (s == NULL)
		return cr_conf_fail(cr, root, NULL, "\"weights\" is missing");
	for (i = 0; i < CR_PARTS; i++) {
		if (cr_conf_has(s, part_words[i]) && (err = take_int(cr, s,
		    part_words[i], 0, 1000, &m->weight[i])) != CR_OK)
			return err;
		sum += m->weight[i];
	}
	return sum > 0 ? CR_OK : cr_conf_fail(cr, s, NULL,
	    "all weights are zero");
}

static int
take_caps(struct cr *cr, const struct cr_conf_sec *root, struct cr_model *m)
{
	const struct cr_conf_sec *s;
	size_t i;
	int cap, err;

	for (cap = 0; cap < CR_CAPS; cap++)
		m->cap[cap].score = -1;
	for (i = 0; i < cr_conf_count(root, "cap"); i++) {
		s = cr_conf_section(root, "cap", i);
		for (cap = 0; cap < CR_CAPS; cap++)
			if (strcmp(cr_conf_title(s), cap_words[cap]) == 0)
				break;
		if (cap == CR_CAPS)
			return cr_conf_fail(cr, s, NULL, "there is no cap "
			    "\"%s\"", cr_conf_title(s));
		if ((err = take_int(cr, s, "score", 0, 100,
		    &m->cap[cap].score)) != CR_OK)
			return err;
		if (cr_conf_has(s, "days") && (err = take_int(cr, s, "days",
		    0, DAYS_MAX, &m->cap[cap].days)) != CR_OK)
			return err;
	}
	return CR_OK;
}

/* Percent with two decimals are basis points, as amounts are cents. */
static int
take_pd(struct cr *cr, const struct cr_conf_sec *s, int32_t *to)
{
	static const struct cr_money_style percent = { .mark = '.' };
	const char *text = cr_conf_text(s, "pd", "");
	struct cr_money v;

	if (!cr_money_parse(text, strlen(text), &percent, &v) || v.cents < 0 ||
	    v.cents > 10000)
		return cr_conf_fail(cr, s, "pd", "\"pd\" must be percent, "
		    "0 to 100.00");
	*to = (int32_t)v.cents;
	return CR_OK;
}

static int
take_classes(struct cr *cr, const struct cr_conf_sec *root, struct cr_model *m)
{
	const struct cr_conf_sec *s = NULL;
	struct cr_class *c;
	int err;

	m->nclasses = cr_conf_count(root, "class");
	if (m->nclasses == 0 || m->nclasses > CLASSES_MAX)
		return cr_conf_fail(cr, root, NULL, "there must be 1 to %d "
		    "classes", CLASSES_MAX);
	m->classes = cr_arena_alloc(&m->arena, m->nclasses * sizeof(*c));
	for (c = m->classes; c < m->classes + m->nclasses; c++) {
		s = cr_conf_section(root, "class", (size_t)(c - m->classes));
		c->name = cr_arena_strdup(&m->arena, cr_conf_title(s));
		if ((err = take_int(cr, s, "from", 0, 100, &c->from)) !=
		    CR_OK || (err = take_pd(cr, s, &c->pd_bp)) != CR_OK)
			return err;
		if (c > m->classes && c->from >= c[-1].from)
			return cr_conf_fail(cr, s, "from", "classes must go "
			    "from the best to the worst");
	}
	return c[-1].from == 0 ? CR_OK : cr_conf_fail(cr, s, "from",
	    "the last class must be from 0");
}

static int
take_all(struct cr *cr, const struct cr_conf_sec *root, struct cr_model *m)
{
	int err;

	take_recalled(root, m);
	m->name = cr_arena_strdup(&m->arena,
	    cr_conf_text(root, "name", "unnamed"));
	if ((err = take_int(cr, root, "window", 1, MONTHS_MAX,
	    &m->window)) != CR_OK ||
	    (err = take_int(cr, root, "recent", 1, m->window,
	    &m->recent)) != CR_OK ||
	    (err = take_int(cr, root, "late_prior", 0, 1000,
	    &m->late_prior)) != CR_OK ||
	    (err = take_int(cr, root, "index_prior", 0, 1000,
	    &m->index_prior)) != CR_OK ||
	    (err = take_int(cr, root, "senior_years", 1, 100,
	    &m->senior_years)) != CR_OK ||
	    (err = take_curve(cr, root, m)) != CR_OK ||
	    (err = take_weights(cr, root, m)) != CR_OK ||
	    (err = take_caps(cr, root, m)) != CR_OK)
		return err;
	return take_classes(cr, root, m);
}

int
cr_model_parse(struct cr *cr, const char *name, const char *text, size_t n,
    struct cr_model **out)
{
	struct cr_model *m = NULL;
	struct cr_conf *conf = NULL;
	int err;

	*out = NULL;
	if ((err = cr_conf_parse(cr, name, text, n, model_opts, &conf)) !=
	    CR_OK)
		return err;
	m = cr_calloc(1, sizeof(*m));
	cr_arena_init(&m->arena);
	m->text = cr_arena_strndup(&m->arena, text, n);
	cr_sha256(text, n, m->digest);
	if ((err = take_all(cr, cr_conf_root(conf), m)) == CR_OK)
		*out = m;
	else
		cr_model_free(m);
	cr_conf_free(conf);
	return err;
}

int
cr_model_load(struct cr *cr, const char *path, struct cr_model **out)
{
	struct cr_input *in = cr_input_open(cr, path);
	const char *text;
	size_t n;
	int err;

	*out = NULL;
	if (in == NULL)
		return cr_fail(cr, CR_EUSAGE, "%s: %s", path,
		    cr_errmsg(cr));
	if ((err = cr_input_all(cr, in, CR_CONF_MAX_BYTES, &text, &n)) ==
	    CR_OK)
		err = cr_model_parse(cr, path, text, n, out);
	else
		cr_fail(cr, err, "%s: %s", path, cr_errmsg(cr));
	cr_input_free(in);
	return err;
}

int
cr_model_share(struct cr *cr, const char *share, struct cr_model **out)
{
	struct cr_buf path;
	int err;

	cr_buf_init(&path);
	cr_buf_addf(&path, "%s/models/behaviour.conf", share);
	err = cr_model_load(cr, path.s, out);
	cr_buf_release(&path);
	return err;
}

void
cr_model_free(struct cr_model *model)
{
	if (model == NULL)
		return;
	cr_arena_release(&model->arena);
	free(model);
}
