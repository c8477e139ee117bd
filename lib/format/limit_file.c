#include "cr/limit_file.h"

#include <stdlib.h>
#include <string.h>

#include "cr/buf.h"
#include "cr/conf.h"
#include "cr/config.h"
#include "cr/cr.h"
#include "cr/field.h"
#include "cr/input.h"
#include "cr/mem.h"

#define CLASSES_MAX 32
#define MONTHS_MAX 120
#define DAYS_MAX 3650
#define WORDS_MAX 16
#define PERCENT_MAX 100000	/* basis points: ten times all of it */

static const struct cr_conf_opt sales_opts[] = {
	{ .name = "months", .type = CR_CONF_INT },
	{ .name = "year", .type = CR_CONF_INT },
	{ .name = "least", .type = CR_CONF_INT },
	{ .name = "term", .type = CR_CONF_INT },
	{ .name = "delay", .type = CR_CONF_INT },
	{ .name = "vat", .type = CR_CONF_TEXT },
	{ .name = "rate", .type = CR_CONF_TEXT },
	{ .name = NULL },
};
static const struct cr_conf_opt sheet_opts[] = {
	{ .name = "months", .type = CR_CONF_INT },
	{ .name = "capital", .type = CR_CONF_TEXT },
	{ .name = "purchases", .type = CR_CONF_TEXT },
	{ .name = "bought", .type = CR_CONF_TEXT },
	{ .name = NULL },
};
static const struct cr_conf_opt class_opts[] = {
	{ .name = "factor", .type = CR_CONF_TEXT },
	{ .name = "equity", .type = CR_CONF_TEXT },
	{ .name = NULL },
};
static const struct cr_conf_opt exposure_opts[] = {
	{ .name = "count", .type = CR_CONF_LIST },
	{ .name = "tolerance", .type = CR_CONF_INT },
	{ .name = "ceded", .type = CR_CONF_TEXT },
	{ .name = NULL },
};
static const struct cr_conf_opt state_opts[] = {
	{ .name = "watch", .type = CR_CONF_TEXT },
	{ .name = "overdue", .type = CR_CONF_INT },
	{ .name = "least", .type = CR_CONF_TEXT },
	{ .name = "except", .type = CR_CONF_LIST },
	{ .name = "adverse", .type = CR_CONF_LIST },
	{ .name = "months", .type = CR_CONF_INT },
	{ .name = "stop-orders", .type = CR_CONF_BOOL },
	{ .name = NULL },
};
static const struct cr_conf_opt set_opts[] = {
	{ .name = "approval", .type = CR_CONF_TEXT },
	{ .name = "autonomy", .type = CR_CONF_TEXT },
	{ .name = "days", .type = CR_CONF_INT },
	{ .name = NULL },
};
static const struct cr_conf_opt file_opts[] = {
	{ .name = "use", .type = CR_CONF_LIST },
	{ .name = "mandatory", .type = CR_CONF_BOOL },
	{ .name = "round", .type = CR_CONF_TEXT },
	{ "sales", CR_CONF_SECTION, sales_opts, 0 },
	{ "sheet", CR_CONF_SECTION, sheet_opts, 0 },
	{ "class", CR_CONF_SECTION, class_opts,
	    CR_CONF_TITLED | CR_CONF_MANY },
	{ "unrated", CR_CONF_SECTION, class_opts, 0 },
	{ "exposure", CR_CONF_SECTION, exposure_opts, 0 },
	{ "state", CR_CONF_SECTION, state_opts, 0 },
	{ "set", CR_CONF_SECTION, set_opts, 0 },
	{ .name = NULL },
};

static const char *usual_except[] = { "dispute", "promise", "plan" };
static const char *usual_adverse[] = { "insolvency", "protest",
	"prejudicial", "enforcement", "liquidation", "ceased" };

/* What is not said is as in lib/share/limits/italian.conf. */
static const struct cr_limit_rules usual = {
	.use = 1 << CR_LIMIT_SALES | 1 << CR_LIMIT_EQUITY |
	    1 << CR_LIMIT_PLAFOND,
	.round = { 50000 }, .window = 12, .least = 90, .delay = 15,
	.sheet_months = 30, .capital_bp = 2500, .purchases_bp = 2000,
	.bought_bp = 6000,
	.exposed = CR_EXPOSED_BILLS | CR_EXPOSED_DELIVERIES |
	    CR_EXPOSED_ORDERS | CR_EXPOSED_CREDITS,
	.tolerance = 10,
	.watch_bp = 8000, .overdue_days = 60, .overdue_least = { 10000 },
	.except = usual_except, .nexcept = CR_COUNT_OF(usual_except),
	.adverse = usual_adverse, .nadverse = CR_COUNT_OF(usual_adverse),
	.adverse_months = 60, .stop_orders = true,
	.approval = CR_APPROVAL_RAISE,
};

/* A whole number, if it is said, from LEAST to MOST. */
static int
take_int(struct cr *cr, const struct cr_conf_sec *s, const char *name,
    int32_t least, int32_t most, int32_t *to)
{
	int64_t v = cr_conf_int(s, name, *to);

	if (v < least || v > most)
		return cr_conf_fail(cr, s, name, "\"%s\" must be %d to %d",
		    name, (int)least, (int)most);
	*to = (int32_t)v;
	return CR_OK;
}

/* "500.00", as an amount of the file is written. */
static int
take_money(struct cr *cr, const struct cr_conf_sec *s, const char *name,
    struct cr_money *to)
{
	static const struct cr_money_style style = { .mark = '.' };
	const char *text = cr_conf_text(s, name, NULL);

	if (text == NULL)
		return CR_OK;
	return cr_money_parse(text, strlen(text), &style, to) &&
	    to->cents >= 0 && to->cents <= CR_MONEY_MAX_CENTS ? CR_OK :
	    cr_conf_fail(cr, s, name, "\"%s\" must be an amount, as 500.00",
	    name);
}

/* Percent with two decimals are basis points, as amounts are cents. */
static int
take_percent(struct cr *cr, const struct cr_conf_sec *s, const char *name,
    int32_t most, int32_t *to)
{
	struct cr_money v = { *to };

	if (take_money(cr, s, name, &v) != CR_OK || v.cents > most)
		return cr_conf_fail(cr, s, name, "\"%s\" must be percent, "
		    "0 to %d.00", name, (int)most / 100);
	*to = (int32_t)v.cents;
	return CR_OK;
}

/* The place of the value of NAME among WORDS, which NULL ends. */
static int
take_word(struct cr *cr, const struct cr_conf_sec *s, const char *name,
    const char *const *words, int *to)
{
	const char *text = cr_conf_text(s, name, words[*to]);
	int i;

	for (i = 0; words[i] != NULL; i++)
		if (strcmp(text, words[i]) == 0) {
			*to = i;
			return CR_OK;
		}
	return cr_conf_fail(cr, s, name, "there is no %s \"%s\"", name, text);
}

/* The bits of a list of WORDS, if it is said. */
static int
take_bits(struct cr *cr, const struct cr_conf_sec *s, const char *name,
    const char *const *words, unsigned *to)
{
	const char *text;
	size_t n;
	int i;

	if (!cr_conf_has(s, name))
		return CR_OK;
	*to = 0;
	for (n = 0; (text = cr_conf_item(s, name, n)) != NULL; n++) {
		for (i = 0; words[i] != NULL && strcmp(text, words[i]) != 0;)
			i++;
		if (words[i] == NULL)
			return cr_conf_fail(cr, s, name, "there is no %s "
			    "\"%s\"", name, text);
		*to |= 1U << i;
	}
	return CR_OK;
}

/* A list of words that others know. */
static int
take_words(struct cr *cr, const struct cr_conf_sec *s, const char *name,
    struct cr_arena *a, const char ***to, size_t *n)
{
	const char *text;

	if (!cr_conf_has(s, name))
		return CR_OK;
	*to = cr_arena_alloc(a, WORDS_MAX * sizeof(**to));
	for (*n = 0; (text = cr_conf_item(s, name, *n)) != NULL; (*n)++) {
		if (*n == WORDS_MAX)
			return cr_conf_fail(cr, s, name, "more than %d "
			    "words", WORDS_MAX);
		(*to)[*n] = cr_arena_strdup(a, text);
	}
	return CR_OK;
}

static int
take_sales(struct cr *cr, const struct cr_conf_sec *s,
    struct cr_limit_rules *r)
{
	static const char *const vat[] = { "included", "excluded", NULL };
	int32_t rate = 2200;
	int without = 0, err;

	if ((err = take_int(cr, s, "months", 1, MONTHS_MAX,
	    &r->window)) != CR_OK ||
	    (err = take_int(cr, s, "year", 0, 366, &r->year)) != CR_OK ||
	    (err = take_int(cr, s, "least", 0, DAYS_MAX,
	    &r->least)) != CR_OK ||
	    (err = take_int(cr, s, "term", 0, DAYS_MAX, &r->term)) != CR_OK ||
	    (err = take_int(cr, s, "delay", 0, DAYS_MAX,
	    &r->delay)) != CR_OK ||
	    (err = take_word(cr, s, "vat", vat, &without)) != CR_OK ||
	    (err = take_percent(cr, s, "rate", 10000, &rate)) != CR_OK)
		return err;
	if (r->year != 0 && r->year != 360 && r->year != 365)
		return cr_conf_fail(cr, s, "year", "\"year\" must be 365, 360 "
		    "or 0");
	r->vat_bp = without ? rate : 0;
	return CR_OK;
}

static int
take_sheet(struct cr *cr, const struct cr_conf_sec *s,
    struct cr_limit_rules *r)
{
	int err;

	if ((err = take_int(cr, s, "months", 1, MONTHS_MAX,
	    &r->sheet_months)) != CR_OK ||
	    (err = take_percent(cr, s, "capital", 10000,
	    &r->capital_bp)) != CR_OK ||
	    (err = take_percent(cr, s, "purchases", 10000,
	    &r->purchases_bp)) != CR_OK)
		return err;
	return take_percent(cr, s, "bought", 10000, &r->bought_bp);
}

static int
take_class(struct cr *cr, const struct cr_conf_sec *s,
    struct cr_limit_class *c)
{
	int err;

	if (!cr_conf_has(s, "factor"))
		return cr_conf_fail(cr, s, NULL, "\"factor\" is missing");
	if ((err = take_percent(cr, s, "factor", PERCENT_MAX,
	    &c->factor_bp)) != CR_OK)
		return err;
	return take_percent(cr, s, "equity", 10000, &c->equity_bp);
}

static int
take_classes(struct cr *cr, const struct cr_conf_sec *root,
    struct cr_limit_rules *r)
{
	const struct cr_conf_sec *s;
	struct cr_limit_class *c;
	size_t i;
	int err;

	r->nclasses = cr_conf_count(root, "class");
	if (r->nclasses == 0 || r->nclasses > CLASSES_MAX)
		return cr_conf_fail(cr, root, NULL, "there must be 1 to %d "
		    "classes", CLASSES_MAX);
	r->classes = cr_arena_alloc(&r->arena, r->nclasses * sizeof(*c));
	for (i = 0; i < r->nclasses; i++) {
		s = cr_conf_section(root, "class", i);
		c = &r->classes[i];
		c->name = cr_arena_strdup(&r->arena, cr_conf_title(s));
		if ((err = take_class(cr, s, c)) != CR_OK)
			return err;
	}
	if (cr_conf_count(root, "unrated") == 0)
		return CR_OK;
	c = cr_arena_alloc(&r->arena, sizeof(*c));
	r->unrated = c;
	return take_class(cr, cr_conf_section(root, "unrated", 0), c);
}

static int
take_exposure(struct cr *cr, const struct cr_conf_sec *s,
    struct cr_limit_rules *r)
{
	static const char *const parts[] = { "bills", "deliveries", "orders",
	    "credits", NULL };
	static const char *const ceded[] = { "plafond", "all", "none", NULL };
	int how = (int)r->ceded, err;

	if ((err = take_bits(cr, s, "count", parts, &r->exposed)) != CR_OK ||
	    (err = take_int(cr, s, "tolerance", 0, 400,
	    &r->tolerance)) != CR_OK ||
	    (err = take_word(cr, s, "ceded", ceded, &how)) != CR_OK)
		return err;
	r->ceded = (enum cr_limit_ceded)how;
	return CR_OK;
}

static int
take_state(struct cr *cr, const struct cr_conf_sec *s,
    struct cr_limit_rules *r)
{
	int err;

	if ((err = take_percent(cr, s, "watch", 10000, &r->watch_bp)) !=
	    CR_OK || (err = take_int(cr, s, "overdue", -1, DAYS_MAX,
	    &r->overdue_days)) != CR_OK ||
	    (err = take_money(cr, s, "least", &r->overdue_least)) != CR_OK ||
	    (err = take_words(cr, s, "except", &r->arena, &r->except,
	    &r->nexcept)) != CR_OK ||
	    (err = take_words(cr, s, "adverse", &r->arena, &r->adverse,
	    &r->nadverse)) != CR_OK)
		return err;
	r->stop_orders = cr_conf_bool(s, "stop-orders", r->stop_orders);
	return take_int(cr, s, "months", 1, 1200, &r->adverse_months);
}

static int
take_set(struct cr *cr, const struct cr_conf_sec *s,
    struct cr_limit_rules *r)
{
	static const char *const words[] = { "always", "raise", "never",
	    NULL };
	int how = (int)r->approval, err;

	if ((err = take_word(cr, s, "approval", words, &how)) != CR_OK ||
	    (err = take_money(cr, s, "autonomy", &r->autonomy)) != CR_OK)
		return err;
	r->approval = (enum cr_limit_approval)how;
	return take_int(cr, s, "days", 0, DAYS_MAX, &r->longest);
}

static int
take_all(struct cr *cr, const struct cr_conf_sec *root,
    struct cr_limit_rules *r)
{
	static const struct {
		const char *name;
		int (*take)(struct cr *cr, const struct cr_conf_sec *s,
		    struct cr_limit_rules *r);
	} sections[] = {
		{ "sales", take_sales }, { "sheet", take_sheet },
		{ "exposure", take_exposure }, { "state", take_state },
		{ "set", take_set },
	};
	const char *parts[CR_LIMIT_PARTS + 1] = { NULL };
	size_t i;
	int err;

	for (i = 0; i < CR_LIMIT_PARTS; i++)
		parts[i] = cr_limit_part_word((enum cr_limit_part)i);
	if ((err = take_bits(cr, root, "use", parts, &r->use)) != CR_OK ||
	    (err = take_money(cr, root, "round", &r->round)) != CR_OK)
		return err;
	if (r->round.cents == 0)
		return cr_conf_fail(cr, root, "round", "\"round\" must be "
		    "more than nought");
	r->must_plafond = cr_conf_bool(root, "mandatory", false);
	for (i = 0; i < CR_COUNT_OF(sections); i++)
		if (cr_conf_count(root, sections[i].name) > 0 &&
		    (err = sections[i].take(cr, cr_conf_section(root,
		    sections[i].name, 0), r)) != CR_OK)
			return err;
	return take_classes(cr, root, r);
}

int
cr_limit_rules_parse(struct cr *cr, const char *name, const char *text,
    size_t n, struct cr_limit_rules **out)
{
	struct cr_limit_rules *r;
	struct cr_conf *conf;
	int err;

	*out = NULL;
	if ((err = cr_conf_parse(cr, name, text, n, file_opts, &conf)) !=
	    CR_OK)
		return err;
	r = cr_calloc(1, sizeof(*r));
	*r = usual;
	cr_arena_init(&r->arena);
	r->text = cr_arena_strndup(&r->arena, text, n);
	cr_sha256(text, n, r->digest);
	if ((err = take_all(cr, cr_conf_root(conf), r)) == CR_OK)
		*out = r;
	else
		cr_limit_rules_free(r);
	cr_conf_free(conf);
	return err;
}

int
cr_limit_rules_load(struct cr *cr, const char *path,
    struct cr_limit_rules **out)
{
	struct cr_input *in;
	const char *text;
	size_t n;
	int err = cr_conf_read(cr, path, CR_EUSAGE, &in, &text, &n);

	*out = NULL;
	if (err == CR_OK)
		err = cr_limit_rules_parse(cr, path, text, n, out);
	cr_input_free(in);
	return err;
}

int
cr_limit_rules_find(struct cr *cr, const char *config, const char *rules,
    const char *share, struct cr_limit_rules **out)
{
	struct cr_config c;
	struct cr_buf path;
	int err;

	*out = NULL;
	cr_buf_init(&path);
	if ((err = cr_config_load(cr, config, &c)) == CR_OK) {
		if (rules == NULL)
			rules = c.limits;
		if (rules == NULL) {
			cr_buf_addf(&path, "%s/limits/italian.conf", share);
			rules = path.s;
		}
		err = cr_limit_rules_load(cr, rules, out);
	}
	cr_config_release(&c);
	cr_buf_release(&path);
	return err;
}

void
cr_limit_rules_free(struct cr_limit_rules *rules)
{
	if (rules == NULL)
		return;
	cr_arena_release(&rules->arena);
	free(rules);
}
