/* The sections of a model about what others tell. */

#include "model.h"

#include <string.h>

#include "cr/cr.h"
#include "cr/money.h"
#include "cr/str.h"

#define Z_MAX 10000		/* hundredths */
#define RATIO_MAX 1000000	/* basis points: a hundredfold */
#define SHEET_MONTHS 18		/* that one counts in full, */
#define SHEET_STALE 36		/* and when it does no more */

static const char *const ratio_words[CR_RATIOS] = {
	[CR_RATIO_WORKING] = "working-capital",
	[CR_RATIO_RETAINED] = "retained",
	[CR_RATIO_EBIT] = "ebit",
	[CR_RATIO_EQUITY] = "equity",
	[CR_RATIO_SALES] = "sales",
};

/* In the order of the ledger's kinds. */
static const char *const asset_words[CR_MODEL_ASSETS] = {
	"building", "land", "vehicle", "income", "pension", "share",
	"account", "other",
};

const char *
cr_model_asset_word(int kind)
{
	return asset_words[kind];
}

const struct cr_conf_opt cr_model_financial_opts[] = {
	{ .name = "altman", .type = CR_CONF_TEXT },
	{ .name = "from", .type = CR_CONF_TEXT },
	{ .name = "to", .type = CR_CONF_TEXT },
	{ .name = "fresh", .type = CR_CONF_INT },
	{ .name = "stale", .type = CR_CONF_INT },
	{ .name = NULL },
};
const struct cr_conf_opt cr_model_ratio_opts[] = {
	{ .name = "weight", .type = CR_CONF_INT },
	{ .name = "from", .type = CR_CONF_TEXT },
	{ .name = "to", .type = CR_CONF_TEXT },
	{ .name = NULL },
};
static const struct cr_conf_opt band_opts[] = {
	{ .name = "scores", .type = CR_CONF_LIST },
	{ .name = "class", .type = CR_CONF_TEXT },
	{ .name = "pd", .type = CR_CONF_TEXT },
	{ .name = "points", .type = CR_CONF_INT },
	{ .name = NULL },
};
const struct cr_conf_opt cr_model_provider_opts[] = {
	{ .name = "weight", .type = CR_CONF_INT },
	{ .name = "days", .type = CR_CONF_INT },
	{ "band", CR_CONF_SECTION, band_opts, CR_CONF_TITLED | CR_CONF_MANY },
	{ .name = NULL },
};
const struct cr_conf_opt cr_model_profession_opts[] = {
	{ .name = "names", .type = CR_CONF_LIST },
	{ .name = "points", .type = CR_CONF_INT },
	{ .name = NULL },
};
const struct cr_conf_opt cr_model_asset_opts[] = {
	{ .name = "building", .type = CR_CONF_INT },
	{ .name = "land", .type = CR_CONF_INT },
	{ .name = "vehicle", .type = CR_CONF_INT },
	{ .name = "income", .type = CR_CONF_INT },
	{ .name = "pension", .type = CR_CONF_INT },
	{ .name = "share", .type = CR_CONF_INT },
	{ .name = "account", .type = CR_CONF_INT },
	{ .name = "other", .type = CR_CONF_INT },
	{ .name = "curve", .type = CR_CONF_LIST },
	{ .name = NULL },
};

/* ---- Balance sheets ----------------------------------------------------- */

/* Two numbers that rise: what is worth 0 points, and what 100. */
static int
take_range(struct cr *cr, const struct cr_conf_sec *s, int32_t most,
    int32_t *from, int32_t *to)
{
	int err;

	if ((err = cr_model_hundredths(cr, s, "from", -most, most, from)) !=
	    CR_OK ||
	    (err = cr_model_hundredths(cr, s, "to", -most, most, to)) != CR_OK)
		return err;
	return *from < *to ? CR_OK : cr_conf_fail(cr, s, "to",
	    "\"to\" must be more than \"from\"");
}

static int
take_financial(struct cr *cr, const struct cr_conf_sec *root,
    struct cr_model_financial *f)
{
	const struct cr_conf_sec *s = cr_conf_section(root, "financial", 0);
	const char *altman;
	int err;

	*f = (struct cr_model_financial){ .altman = CR_ALTMAN_ANY,
		.from = -100, .to = 400, .fresh = SHEET_MONTHS,
		.stale = SHEET_STALE };
	if (s == NULL)
		return CR_OK;
	altman = cr_conf_text(s, "altman", "any");
	if (strcmp(altman, "maker") == 0)
		f->altman = CR_ALTMAN_MAKER;
	else if (strcmp(altman, "any") != 0)
		return cr_conf_fail(cr, s, "altman", "\"altman\" must be any "
		    "or maker");
	if ((err = take_range(cr, s, Z_MAX, &f->from, &f->to)) != CR_OK ||
	    (err = cr_model_int_or(cr, s, "fresh", SHEET_MONTHS, 0,
	    CR_MODEL_MONTHS_MAX, &f->fresh)) != CR_OK)
		return err;
	return cr_model_int_or(cr, s, "stale", f->fresh > SHEET_STALE ?
	    f->fresh : SHEET_STALE, f->fresh, CR_MODEL_MONTHS_MAX, &f->stale);
}

static int
take_ratios(struct cr *cr, const struct cr_conf_sec *root,
    struct cr_model_financial *f)
{
	const struct cr_conf_sec *s;
	struct cr_model_ratio *r;
	size_t i;
	int k, err;

	for (i = 0; i < cr_conf_count(root, "ratio"); i++) {
		s = cr_conf_section(root, "ratio", i);
		for (k = 0; k < CR_RATIOS; k++)
			if (strcmp(cr_conf_title(s), ratio_words[k]) == 0)
				break;
		if (k == CR_RATIOS)
			return cr_conf_fail(cr, s, NULL, "there is no ratio "
			    "\"%s\"", cr_conf_title(s));
		r = &f->ratio[k];
		if ((err = cr_model_int_or(cr, s, "weight", 1, 0, 1000,
		    &r->weight)) != CR_OK || (err = take_range(cr, s,
		    RATIO_MAX, &r->from_bp, &r->to_bp)) != CR_OK)
			return err;
	}
	return CR_OK;
}

/* ---- Scores of others --------------------------------------------------- */

static const struct cr_class *
class_of(const struct cr_model *m, const char *name)
{
	const struct cr_class *c = m->classes;

	for (; c < m->classes + m->nclasses; c++)
		if (cr_streq(c->name, name))
			return c;
	return NULL;
}

/* The middle of a class, in hundredths of points. */
static int32_t
middle(const struct cr_model *m, const struct cr_class *c)
{
	int32_t end = c == m->classes ? 100 : c[-1].from;

	return (c->from + end) * 50;
}

static int
take_band(struct cr *cr, const struct cr_conf_sec *s, struct cr_model *m,
    struct cr_model_band *b)
{
	const struct cr_class *c = class_of(m, cr_conf_text(s, "class", ""));
	int32_t points;
	int err;

	b->name = cr_arena_strdup(&m->arena, cr_conf_title(s));
	if (c == NULL)
		return cr_conf_fail(cr, s, "class", "\"%s\": there is no "
		    "class \"%s\"", b->name, cr_conf_text(s, "class", ""));
	b->class_name = c->name;
	b->pd_bp = c->pd_bp;
	b->points = middle(m, c);
	if ((err = cr_model_list(cr, s, "scores", m, &b->scores,
	    &b->nscores)) != CR_OK)
		return err;
	if (b->nscores == 0)
		return cr_conf_fail(cr, s, NULL, "\"%s\" has no scores",
		    b->name);
	if (cr_conf_has(s, "points")) {
		if ((err = cr_model_int(cr, s, "points", 0, 100,
		    &points)) != CR_OK)
			return err;
		b->points = points * 100;
	}
	return cr_conf_has(s, "pd") ? cr_model_hundredths(cr, s, "pd", 0,
	    10000, &b->pd_bp) : CR_OK;
}

static int
take_provider(struct cr *cr, const struct cr_conf_sec *s, struct cr_model *m,
    struct cr_model_provider *p)
{
	size_t i;
	int err;

	p->name = cr_arena_strdup(&m->arena, cr_conf_title(s));
	if ((err = cr_model_int_or(cr, s, "weight", 1, 1, 1000,
	    &p->weight)) != CR_OK || (err = cr_model_int_or(cr, s, "days", 0,
	    0, CR_MODEL_DAYS_MAX, &p->days)) != CR_OK)
		return err;
	p->nbands = cr_conf_count(s, "band");
	p->bands = cr_arena_alloc(&m->arena, (p->nbands + 1) *
	    sizeof(*p->bands));
	for (i = 0; i < p->nbands; i++) {
		p->bands[i] = (struct cr_model_band){ 0 };
		if ((err = take_band(cr, cr_conf_section(s, "band", i), m,
		    &p->bands[i])) != CR_OK)
			return err;
	}
	return p->nbands > 0 ? CR_OK : cr_conf_fail(cr, s, NULL,
	    "\"%s\" has no bands", p->name);
}

static int
take_providers(struct cr *cr, const struct cr_conf_sec *root,
    struct cr_model *m)
{
	size_t i;
	int err = CR_OK;

	m->nproviders = cr_conf_count(root, "provider");
	m->providers = cr_arena_alloc(&m->arena, (m->nproviders + 1) *
	    sizeof(*m->providers));
	for (i = 0; i < m->nproviders && err == CR_OK; i++)
		err = take_provider(cr, cr_conf_section(root, "provider", i),
		    m, &m->providers[i]);
	return err;
}

/* ---- Persons ------------------------------------------------------------ */

static int
take_professions(struct cr *cr, const struct cr_conf_sec *root,
    struct cr_model *m)
{
	const struct cr_conf_sec *s;
	struct cr_model_profession *p;
	size_t i;
	int err;

	m->nprofessions = cr_conf_count(root, "profession");
	m->professions = cr_arena_alloc(&m->arena, (m->nprofessions + 1) *
	    sizeof(*m->professions));
	for (i = 0; i < m->nprofessions; i++) {
		s = cr_conf_section(root, "profession", i);
		p = &m->professions[i];
		if ((err = cr_model_list(cr, s, "names", m, &p->names,
		    &p->nnames)) != CR_OK || (err = cr_model_int(cr, s,
		    "points", 0, 100, &p->points)) != CR_OK)
			return err;
		p->points *= 100;
	}
	return CR_OK;
}

static int
take_assets(struct cr *cr, const struct cr_conf_sec *root, struct cr_model *m)
{
	const struct cr_conf_sec *s = cr_conf_section(root, "assets", 0);
	int err, i;

	if (s == NULL)
		return CR_OK;
	for (i = 0; i < CR_MODEL_ASSETS; i++)
		if ((err = cr_model_int_or(cr, s, asset_words[i], 0, 0, 100,
		    &m->asset_share[i])) != CR_OK)
			return err;
	return cr_model_curve(cr, s, "curve", 1, m, &m->assets);
}

int
cr_model_outside(struct cr *cr, const struct cr_conf_sec *root,
    struct cr_model *m)
{
	int err;

	if ((err = take_financial(cr, root, &m->financial)) != CR_OK ||
	    (err = take_ratios(cr, root, &m->financial)) != CR_OK ||
	    (err = take_providers(cr, root, m)) != CR_OK ||
	    (err = take_professions(cr, root, m)) != CR_OK)
		return err;
	return take_assets(cr, root, m);
}

/* ---- Looking up --------------------------------------------------------- */

const struct cr_model_provider *
cr_model_provider(const struct cr_model *m, const char *name)
{
	const struct cr_model_provider *p = m->providers;

	for (; p < m->providers + m->nproviders; p++)
		if (cr_strcaseeq(p->name, name))
			return p;
	return NULL;
}

/* A number with at most two decimals, point or comma, in hundredths. */
static bool
number(const char *s, size_t n, int64_t *to)
{
	struct cr_money_style style = { .mark = memchr(s, ',', n) != NULL ?
	    ',' : '.' };
	struct cr_money v;

	if (n == 0 || strchr("0123456789", s[0]) == NULL ||
	    !cr_money_parse(s, n, &style, &v))
		return false;
	*to = v.cents;
	return true;
}

/* Is SCORE the text of the table, or in its range "0-29"? */
static bool
in_range(const char *text, const char *score)
{
	const char *dash = strchr(text, '-');
	int64_t low, high, v;

	if (!number(score, strlen(score), &v))
		return false;
	if (dash == NULL)
		return number(text, strlen(text), &low) && v == low;
	return number(text, (size_t)(dash - text), &low) &&
	    number(dash + 1, strlen(dash + 1), &high) &&
	    low <= v && v <= high;
}

const struct cr_model_band *
cr_model_band(const struct cr_model_provider *p, const char *score)
{
	const struct cr_model_band *b = p->bands;
	size_t i;

	for (; b < p->bands + p->nbands; b++)
		for (i = 0; i < b->nscores; i++)
			if (cr_strcaseeq(b->scores[i], score) ||
			    in_range(b->scores[i], score))
				return b;
	return NULL;
}

bool
cr_model_profession(const struct cr_model *m, const char *name,
    int32_t *points)
{
	const struct cr_model_profession *p = m->professions;
	size_t i;

	for (; p < m->professions + m->nprofessions; p++)
		for (i = 0; i < p->nnames; i++)
			if (cr_strcaseeq(p->names[i], name)) {
				*points = p->points;
				return true;
			}
	return false;
}
