#include "cr/model.h"

#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/input.h"
#include "cr/mem.h"
#include "cr/money.h"
#include "cr/str.h"
#include "model.h"

static const struct cr_conf_opt model_opts[] = {
	{ .name = "name", .type = CR_CONF_TEXT },
	{ .name = "window", .type = CR_CONF_INT },
	{ .name = "recent", .type = CR_CONF_INT },
	{ .name = "late_prior", .type = CR_CONF_INT },
	{ .name = "index_prior", .type = CR_CONF_INT },
	{ .name = "senior_years", .type = CR_CONF_INT },
	{ .name = "recalled", .type = CR_CONF_LIST },
	{ .name = "curve", .type = CR_CONF_LIST },
	{ .name = "utilisation", .type = CR_CONF_LIST },
	{ .name = "abc", .type = CR_CONF_LIST },
	{ "weights", CR_CONF_SECTION, cr_model_weight_opts, 0 },
	{ "deduct", CR_CONF_SECTION, cr_model_deduct_opts,
	    CR_CONF_TITLED | CR_CONF_MANY },
	{ "cap", CR_CONF_SECTION, cr_model_cap_opts,
	    CR_CONF_TITLED | CR_CONF_MANY },
	{ "class", CR_CONF_SECTION, cr_model_class_opts,
	    CR_CONF_TITLED | CR_CONF_MANY },
	{ "financial", CR_CONF_SECTION, cr_model_financial_opts, 0 },
	{ "ratio", CR_CONF_SECTION, cr_model_ratio_opts,
	    CR_CONF_TITLED | CR_CONF_MANY },
	{ "provider", CR_CONF_SECTION, cr_model_provider_opts,
	    CR_CONF_TITLED | CR_CONF_MANY },
	{ "profession", CR_CONF_SECTION, cr_model_profession_opts,
	    CR_CONF_TITLED | CR_CONF_MANY },
	{ "assets", CR_CONF_SECTION, cr_model_asset_opts, 0 },
	{ "learn", CR_CONF_SECTION, cr_model_learn_opts, 0 },
	{ .name = NULL },
};

/* ---- Values ------------------------------------------------------------- */

int
cr_model_int_or(struct cr *cr, const struct cr_conf_sec *s, const char *name,
    int32_t absent, int32_t least, int32_t most, int32_t *to)
{
	int64_t v = cr_conf_int(s, name, absent);

	if (v < least || v > most)
		return cr_conf_fail(cr, s, name, "\"%s\" must be %d to %d",
		    name, (int)least, (int)most);
	*to = (int32_t)v;
	return CR_OK;
}

int
cr_model_int(struct cr *cr, const struct cr_conf_sec *s, const char *name,
    int32_t least, int32_t most, int32_t *to)
{
	if (!cr_conf_has(s, name))
		return cr_conf_fail(cr, s, NULL, "\"%s\" is missing", name);
	return cr_model_int_or(cr, s, name, least, least, most, to);
}

/* Two decimals are hundredths, as amounts are cents. */
int
cr_model_hundredths(struct cr *cr, const struct cr_conf_sec *s,
    const char *name, int32_t least, int32_t most, int32_t *to)
{
	static const struct cr_money_style style = { .mark = '.' };
	const char *text = cr_conf_text(s, name, "");
	struct cr_money v;

	if (!cr_money_parse(text, strlen(text), &style, &v) ||
	    v.cents < least || v.cents > most)
		return cr_conf_fail(cr, s, name, "\"%s\" must be %d to %d "
		    "with at most two decimals", name, (int)(least / 100),
		    (int)(most / 100));
	*to = (int32_t)v.cents;
	return CR_OK;
}

int
cr_model_list(struct cr *cr, const struct cr_conf_sec *s, const char *name,
    struct cr_model *m, const char ***to, size_t *n)
{
	size_t i;

	*n = 0;
	while (cr_conf_item(s, name, *n) != NULL)
		++*n;
	if (*n > CR_MODEL_LIST_MAX)
		return cr_conf_fail(cr, s, name, "more than %d texts",
		    CR_MODEL_LIST_MAX);
	*to = cr_arena_alloc(&m->arena, (*n + 1) * sizeof(**to));
	for (i = 0; i < *n; i++)
		(*to)[i] = cr_arena_strdup(&m->arena,
		    cr_conf_item(s, name, i));
	return CR_OK;
}

/* "-30:100" */
static bool
parse_knot(const char *s, struct cr_knot *k)
{
	const char *colon = strchr(s, ':');
	int64_t at, points;

	if (colon == NULL || !cr_parse_int(s, (size_t)(colon - s), &at) ||
	    !cr_parse_int(colon + 1, strlen(colon + 1), &points) ||
	    at < -CR_MODEL_DAYS_MAX || at > CR_MODEL_DAYS_MAX ||
	    points < 0 || points > 100)
		return false;
	k->at = (int32_t)at;
	k->points = (int32_t)points * 100;
	return true;
}

int
cr_model_curve(struct cr *cr, const struct cr_conf_sec *s, const char *name,
    int direction, struct cr_model *m, struct cr_curve *to)
{
	struct cr_knot *k;
	const char *text;

	to->knots = cr_arena_alloc(&m->arena,
	    CR_MODEL_KNOTS_MAX * sizeof(*to->knots));
	for (; (text = cr_conf_item(s, name, to->n)) != NULL; to->n++) {
		if (to->n == CR_MODEL_KNOTS_MAX)
			return cr_conf_fail(cr, s, name,
			    "more than %d knots", CR_MODEL_KNOTS_MAX);
		k = &to->knots[to->n];
		if (!parse_knot(text, k))
			return cr_conf_fail(cr, s, name, "\"%s\" is no "
			    "knot, as in \"30:50\" (days or percent:points)",
			    text);
		if (to->n > 0 && (k->at <= k[-1].at ||
		    (k->points - k[-1].points) * direction < 0))
			return direction < 0 ? cr_conf_fail(cr, s, name,
			    "\"%s\": days, or percent, must rise and points "
			    "must not", text) : cr_conf_fail(cr, s, name,
			    "\"%s\": percent must rise and points must not "
			    "fall", text);
	}
	return to->n >= 2 ? CR_OK : cr_conf_fail(cr, s, name,
	    "\"%s\" needs two knots or more", name);
}

/* ---- The whole ---------------------------------------------------------- */

/* "abc = { 80, 95 }"; these when it is not said. */
static int
take_abc(struct cr *cr, const struct cr_conf_sec *root, struct cr_model *m)
{
	int64_t v[2] = { 80, 95 };
	const char *text;
	size_t i;

	for (i = 0; (text = cr_conf_item(root, "abc", i)) != NULL; i++)
		if (i == 2 || !cr_parse_int(text, strlen(text), &v[i]))
			break;
	if (text != NULL || i == 1 || v[0] < 1 || v[1] <= v[0] || v[1] > 100)
		return cr_conf_fail(cr, root, "abc", "\"abc\" must be two "
		    "rising percentages, as in { 80, 95 }");
	m->abc[0] = (int32_t)v[0];
	m->abc[1] = (int32_t)v[1];
	return CR_OK;
}

static int
take_numbers(struct cr *cr, const struct cr_conf_sec *root, struct cr_model *m)
{
	int err;

	if ((err = cr_model_int(cr, root, "window", 1, CR_MODEL_MONTHS_MAX,
	    &m->window)) != CR_OK ||
	    (err = cr_model_int(cr, root, "recent", 1, m->window,
	    &m->recent)) != CR_OK ||
	    (err = cr_model_int(cr, root, "late_prior", 0, 1000,
	    &m->late_prior)) != CR_OK ||
	    (err = cr_model_int(cr, root, "index_prior", 0, 1000,
	    &m->index_prior)) != CR_OK)
		return err;
	return cr_model_int(cr, root, "senior_years", 1, 100,
	    &m->senior_years);
}

static int
take_all(struct cr *cr, const struct cr_conf_sec *root, struct cr_model *m)
{
	int err;

	m->name = cr_arena_strdup(&m->arena,
	    cr_conf_text(root, "name", "unnamed"));
	if ((err = take_numbers(cr, root, m)) != CR_OK ||
	    (err = cr_model_list(cr, root, "recalled", m, &m->recalled,
	    &m->nrecalled)) != CR_OK ||
	    (err = cr_model_curve(cr, root, "curve", -1, m,
	    &m->curve)) != CR_OK ||
	    (cr_conf_has(root, "utilisation") && (err = cr_model_curve(cr,
	    root, "utilisation", -1, m, &m->use)) != CR_OK) ||
	    (err = take_abc(cr, root, m)) != CR_OK ||
	    (err = cr_model_classes(cr, root, m)) != CR_OK ||
	    (err = cr_model_parts(cr, root, m)) != CR_OK ||
	    (err = cr_model_learn(cr, root, m)) != CR_OK)
		return err;
	return cr_model_outside(cr, root, m);
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
	struct cr_input *in;
	const char *text;
	size_t n;
	int err = cr_conf_read(cr, path, CR_EUSAGE, &in, &text, &n);

	*out = NULL;
	if (err == CR_OK)
		err = cr_model_parse(cr, path, text, n, out);
	cr_input_free(in);
	return err;
}

int
cr_model_share(struct cr *cr, const char *share, struct cr_model **out)
{
	struct cr_buf path;
	int err;

	cr_buf_init(&path);
	cr_buf_addf(&path, "%s/models/composite.conf", share);
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
