/* The sections of a model about what the ledger itself tells. */

#include "model.h"

#include <string.h>

#include "cr/cr.h"

#define CLASSES_MAX 32

static const char *const part_words[CR_PARTS] = {
	[CR_PART_INDEX] = "punctuality",
	[CR_PART_TREND] = "trend",
	[CR_PART_FINANCIAL] = "financial",
	[CR_PART_SENIORITY] = "seniority",
	[CR_PART_USE] = "utilisation",
	[CR_PART_EXTERNAL] = "external",
	[CR_PART_ASSETS] = "assets",
	[CR_PART_PROFESSION] = "profession",
};

static const char *const deduct_words[CR_DEDUCTS] = {
	[CR_DEDUCT_UNPAID] = "unpaid",
	[CR_DEDUCT_PROMISE] = "promise",
	[CR_DEDUCT_DISPUTE] = "dispute",
};

static const char *const cap_words[CR_CAPS] = {
	[CR_CAP_UNPAID] = "unpaid",
	[CR_CAP_INSOLVENCY] = "insolvency",
	[CR_CAP_PROMISE] = "promise",
	[CR_CAP_NOTICE] = "notice",
	[CR_CAP_PROTEST] = "protest",
	[CR_CAP_PREJUDICIAL] = "prejudicial",
	[CR_CAP_ENFORCEMENT] = "enforcement",
	[CR_CAP_LIQUIDATION] = "liquidation",
	[CR_CAP_CEASED] = "ceased",
};

const char *
cr_part_word(enum cr_part part)
{
	return part_words[part];
}

const char *
cr_deduct_word(enum cr_deduct deduct)
{
	return deduct_words[deduct];
}

const char *
cr_cap_word(enum cr_cap cap)
{
	return cap_words[cap];
}

const struct cr_conf_opt cr_model_weight_opts[] = {
	{ .name = "punctuality", .type = CR_CONF_INT },
	{ .name = "trend", .type = CR_CONF_INT },
	{ .name = "financial", .type = CR_CONF_INT },
	{ .name = "seniority", .type = CR_CONF_INT },
	{ .name = "utilisation", .type = CR_CONF_INT },
	{ .name = "external", .type = CR_CONF_INT },
	{ .name = "assets", .type = CR_CONF_INT },
	{ .name = "profession", .type = CR_CONF_INT },
	{ .name = NULL },
};
const struct cr_conf_opt cr_model_deduct_opts[] = {
	{ .name = "each", .type = CR_CONF_INT },
	{ .name = "most", .type = CR_CONF_INT },
	{ .name = NULL },
};
const struct cr_conf_opt cr_model_cap_opts[] = {
	{ .name = "score", .type = CR_CONF_INT },
	{ .name = "days", .type = CR_CONF_INT },
	{ .name = "levels", .type = CR_CONF_LIST },
	{ .name = NULL },
};
const struct cr_conf_opt cr_model_class_opts[] = {
	{ .name = "from", .type = CR_CONF_INT },
	{ .name = "pd", .type = CR_CONF_TEXT },
	{ .name = NULL },
};

/* Which of N words is the title of S; N: none. */
static int
which(const struct cr_conf_sec *s, const char *const *words, int n)
{
	int i;

	for (i = 0; i < n; i++)
		if (strcmp(cr_conf_title(s), words[i]) == 0)
			break;
	return i;
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
		if ((err = cr_model_int_or(cr, s, part_words[i], 0, 0, 1000,
		    &m->weight[i])) != CR_OK)
			return err;
		sum += m->weight[i];
	}
	return sum > 0 ? CR_OK : cr_conf_fail(cr, s, NULL,
	    "all weights are zero");
}

static int
take_deducts(struct cr *cr, const struct cr_conf_sec *root, struct cr_model *m)
{
	const struct cr_conf_sec *s;
	struct cr_model_deduct *d;
	size_t i;
	int k, err;

	for (i = 0; i < cr_conf_count(root, "deduct"); i++) {
		s = cr_conf_section(root, "deduct", i);
		if ((k = which(s, deduct_words, CR_DEDUCTS)) == CR_DEDUCTS)
			return cr_conf_fail(cr, s, NULL, "nothing is deducted "
			    "for \"%s\"", cr_conf_title(s));
		d = &m->deduct[k];
		if ((err = cr_model_int(cr, s, "each", 0, 100,
		    &d->each)) != CR_OK || (err = cr_model_int_or(cr, s,
		    "most", 100, 0, 100, &d->most)) != CR_OK)
			return err;
	}
	return CR_OK;
}

static int
take_cap(struct cr *cr, const struct cr_conf_sec *s, struct cr_model *m)
{
	int k = which(s, cap_words, CR_CAPS), err;

	if (k == CR_CAPS)
		return cr_conf_fail(cr, s, NULL, "there is no cap \"%s\"",
		    cr_conf_title(s));
	if (cr_conf_has(s, "levels") && k != CR_CAP_NOTICE)
		return cr_conf_fail(cr, s, "levels", "only notices have "
		    "levels");
	if (k == CR_CAP_NOTICE && (err = cr_model_list(cr, s, "levels", m,
	    &m->formal, &m->nformal)) != CR_OK)
		return err;
	if ((err = cr_model_int(cr, s, "score", 0, 100,
	    &m->cap[k].score)) != CR_OK)
		return err;
	return cr_model_int_or(cr, s, "days", 0, 0, CR_MODEL_DAYS_MAX,
	    &m->cap[k].days);
}

static int
take_caps(struct cr *cr, const struct cr_conf_sec *root, struct cr_model *m)
{
	size_t i;
	int k, err = CR_OK;

	for (k = 0; k < CR_CAPS; k++)
		m->cap[k].score = -1;
	for (i = 0; i < cr_conf_count(root, "cap") && err == CR_OK; i++)
		err = take_cap(cr, cr_conf_section(root, "cap", i), m);
	return err;
}

/* "A-x" is the cell A of class x: no class may be called so. */
static bool
is_cell(const char *name)
{
	return name[0] != '\0' && strchr("ABCabc*", name[0]) != NULL &&
	    name[1] == '-';
}

int
cr_model_classes(struct cr *cr, const struct cr_conf_sec *root,
    struct cr_model *m)
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
		if (is_cell(c->name) || strcmp(c->name, "unrated") == 0)
			return cr_conf_fail(cr, s, NULL, "a class cannot be "
			    "called \"%s\"", c->name);
		if ((err = cr_model_int(cr, s, "from", 0, 100, &c->from)) !=
		    CR_OK || (err = cr_model_hundredths(cr, s, "pd", 0,
		    10000, &c->pd_bp)) != CR_OK)
			return err;
		if (c > m->classes && c->from >= c[-1].from)
			return cr_conf_fail(cr, s, "from", "classes must go "
			    "from the best to the worst");
	}
	return c[-1].from == 0 ? CR_OK : cr_conf_fail(cr, s, "from",
	    "the last class must be from 0");
}

int
cr_model_parts(struct cr *cr, const struct cr_conf_sec *root,
    struct cr_model *m)
{
	int err;

	if ((err = take_weights(cr, root, m)) != CR_OK ||
	    (err = take_deducts(cr, root, m)) != CR_OK)
		return err;
	return take_caps(cr, root, m);
}
