#include "cr/law.h"

#include <string.h>

#include "cr/buf.h"
#include "cr/conf.h"
#include "cr/cr.h"
#include "cr/input.h"
#include "cr/money.h"
#include "cr/str.h"

#define BP_MAX 10000
#define MONTHS_MAX 1200

/* Amounts and percentages are texts, so that their decimals are exact. */
#define COMMON { .name = "from", .type = CR_CONF_TEXT }, \
	{ .name = "to", .type = CR_CONF_TEXT }, \
	{ .name = "article", .type = CR_CONF_TEXT }, \
	{ .name = "source", .type = CR_CONF_TEXT }

static const struct cr_conf_opt mini_opts[] = {
	COMMON,
	{ .name = "amount", .type = CR_CONF_TEXT },
	{ .name = "large", .type = CR_CONF_TEXT },
	{ .name = "months", .type = CR_CONF_TEXT },
	{ .name = NULL },
};
static const struct cr_conf_opt large_opts[] = {
	COMMON,
	{ .name = "revenue", .type = CR_CONF_TEXT },
	{ .name = NULL },
};
static const struct cr_conf_opt ground_opts[] = {
	COMMON,
	{ .name = "name", .type = CR_CONF_TEXT },
	{ .name = NULL },
};
static const struct cr_conf_opt allowance_opts[] = {
	COMMON,
	{ .name = "percent", .type = CR_CONF_TEXT },
	{ .name = "cap", .type = CR_CONF_TEXT },
	{ .name = NULL },
};
static const struct cr_conf_opt note_opts[] = {
	COMMON,
	{ .name = "right", .type = CR_CONF_TEXT },
	{ .name = NULL },
};
static const struct cr_conf_opt return_opts[] = {
	COMMON,
	{ .name = "month", .type = CR_CONF_TEXT },
	{ .name = "day", .type = CR_CONF_TEXT },
	{ .name = NULL },
};
static const struct cr_conf_opt prescription_opts[] = {
	COMMON,
	{ .name = "kind", .type = CR_CONF_TEXT },
	{ .name = "months", .type = CR_CONF_TEXT },
	{ .name = "presumptive", .type = CR_CONF_TEXT },
	{ .name = NULL },
};
/* In the order of enum cr_law_table. */
static const struct cr_conf_opt file_opts[] = {
	{ "mini-credit", CR_CONF_SECTION, mini_opts, CR_CONF_MANY },
	{ "large-enterprise", CR_CONF_SECTION, large_opts, CR_CONF_MANY },
	{ "ground", CR_CONF_SECTION, ground_opts, CR_CONF_MANY },
	{ "allowance", CR_CONF_SECTION, allowance_opts, CR_CONF_MANY },
	{ "vat-note", CR_CONF_SECTION, note_opts, CR_CONF_MANY },
	{ "vat-return", CR_CONF_SECTION, return_opts, CR_CONF_MANY },
	{ "prescription", CR_CONF_SECTION, prescription_opts, CR_CONF_MANY },
	{ .name = NULL },
};

static int
take_day(struct cr *cr, const struct cr_conf_sec *s, const char *name,
    struct cr_date *out)
{
	const char *text = cr_conf_text(s, name, NULL);

	if (text == NULL)
		return cr_conf_fail(cr, s, NULL, "\"%s\" is missing", name);
	if (strlen(text) == CR_DATE_SIZE - 1 &&
	    cr_date_parse(text, strlen(text), CR_DATE_ISO, out))
		return CR_OK;
	return cr_conf_fail(cr, s, name, "%s \"%s\" is not a day "
	    "(YYYY-MM-DD)", name, text);
}

static int
take_text(struct cr *cr, const struct cr_conf_sec *s, const char *name,
    struct cr_arena *a, const char **out)
{
	const char *text = cr_conf_text(s, name, NULL);

	if (text == NULL)
		return cr_conf_fail(cr, s, NULL, "\"%s\" is missing", name);
	*out = cr_arena_strdup(a, text);
	return CR_OK;
}

/* The greatest value of a figure. */
static int64_t
most_of(enum cr_law_figure f)
{
	static const int64_t most[CR_LAW_FIGURES] = {
		[CR_LAW_AMOUNT] = CR_MONEY_MAX_CENTS,
		[CR_LAW_LARGE_AMOUNT] = CR_MONEY_MAX_CENTS,
		[CR_LAW_MONTHS] = MONTHS_MAX,
		[CR_LAW_REVENUE] = CR_MONEY_MAX_CENTS,
		[CR_LAW_PERCENT] = BP_MAX, [CR_LAW_CAP] = BP_MAX,
		[CR_LAW_MONTH] = 12, [CR_LAW_DAY] = 31,
	};

	return most[f];
}

/* A whole number from 1, or a number with two decimals, as hundredths. */
static int
take_figure(struct cr *cr, const struct cr_conf_sec *s,
    enum cr_law_figure f, int64_t *out)
{
	bool whole = f == CR_LAW_MONTHS || f == CR_LAW_MONTH ||
	    f == CR_LAW_DAY;
	const char *name = cr_law_figure_word(f);
	const char *text = cr_conf_text(s, name, NULL);
	struct cr_money v = { 0 };

	if (text == NULL)
		return cr_conf_fail(cr, s, NULL, "\"%s\" is missing", name);
	if ((whole ? cr_parse_int(text, strlen(text), &v.cents) :
	    cr_money_parse_xml(text, &v)) && v.cents >= whole &&
	    v.cents <= most_of(f)) {
		*out = v.cents;
		return CR_OK;
	}
	return cr_conf_fail(cr, s, name, "%s \"%s\" is not a number as in "
	    "%s", name, text, whole ? "6" : "2500.00");
}

static int
take_right(struct cr *cr, const struct cr_conf_sec *s, bool *opening)
{
	const char *word = cr_conf_text(s, "right", "");

	*opening = strcmp(word, "opening") == 0;
	if (*opening || strcmp(word, "closing") == 0)
		return CR_OK;
	return cr_conf_fail(cr, s, "right", "right \"%s\" is neither opening "
	    "nor closing", word);
}

static int
take_row(struct cr *cr, const struct cr_conf_sec *s, struct cr_law *law,
    struct cr_law_row *row)
{
	int err = CR_OK, f;

	row->name = "";
	row->to.days = INT32_MAX;
	if (row->table == CR_LAW_GROUND)
		err = take_text(cr, s, "name", &law->arena, &row->name);
	else if (row->table == CR_LAW_PRESCRIPTION)
		err = take_text(cr, s, "kind", &law->arena, &row->name);
	if (err != CR_OK ||
	    (err = take_day(cr, s, "from", &row->from)) != CR_OK ||
	    (cr_conf_has(s, "to") &&
	    (err = take_day(cr, s, "to", &row->to)) != CR_OK) ||
	    (err = take_text(cr, s, "article", &law->arena,
	    &row->article)) != CR_OK || (err = take_text(cr, s, "source",
	    &law->arena, &row->source)) != CR_OK)
		return err;
	for (f = 0; f < CR_LAW_FIGURES; f++)
		if (cr_law_has(row->table, (enum cr_law_figure)f) &&
		    (err = take_figure(cr, s, (enum cr_law_figure)f,
		    &row->v[f])) != CR_OK)
			return err;
	if (row->table == CR_LAW_VAT_NOTE)
		err = take_right(cr, s, &row->opening);
	if (row->table == CR_LAW_PRESCRIPTION &&
	    cr_conf_has(s, "presumptive"))
		err = take_text(cr, s, "presumptive", &law->arena,
		    &row->presumptive);
	return err;
}

static int
take_all(struct cr *cr, const struct cr_conf_sec *root, struct cr_law *law)
{
	const struct cr_conf_sec *s;
	struct cr_law_row row;
	size_t i;
	int t, err;

	for (t = 0; t < CR_LAW_TABLES; t++)
		for (i = 0; i < cr_conf_count(root, file_opts[t].name); i++) {
			s = cr_conf_section(root, file_opts[t].name, i);
			row = (struct cr_law_row){
				.table = (enum cr_law_table)t };
			if ((err = take_row(cr, s, law, &row)) != CR_OK)
				return err;
			if (!cr_law_put(law, &row))
				return cr_conf_fail(cr, s, "from", "these "
				    "days overlap others, or end before "
				    "they begin");
		}
	return CR_OK;
}

/* What presumes payment names a kind that does not. */
static int
check(struct cr *cr, const char *name, const struct cr_law *law)
{
	const struct cr_law_row *r, *by;
	size_t i;

	for (i = 0; i < law->n; i++) {
		r = &law->v[i];
		if (r->presumptive == NULL)
			continue;
		by = cr_law_next(law, CR_LAW_PRESCRIPTION, r->presumptive,
		    r->from);
		if (by == NULL || by->presumptive != NULL)
			return cr_fail(cr, CR_EUSAGE, "%s: prescription "
			    "\"%s\": no right ends by \"%s\"", name, r->name,
			    r->presumptive);
	}
	return CR_OK;
}

/* The text so far with this one behind it, and the digest of both. */
static void
keep_text(struct cr_law *law, const char *text, size_t n)
{
	struct cr_buf b;

	cr_buf_init(&b);
	if (law->text != NULL)
		cr_buf_adds(&b, law->text);
	cr_buf_add(&b, text, n);
	law->text = cr_arena_strndup(&law->arena, b.s, b.len);
	cr_sha256(b.s, b.len, law->digest);
	cr_buf_release(&b);
}

int
cr_law_parse(struct cr *cr, const char *name, const char *text, size_t n,
    struct cr_law *law)
{
	struct cr_conf *conf = NULL;
	int err;

	if ((err = cr_conf_parse(cr, name, text, n, file_opts, &conf)) ==
	    CR_OK && (err = take_all(cr, cr_conf_root(conf), law)) == CR_OK &&
	    (err = check(cr, name, law)) == CR_OK)
		keep_text(law, text, n);
	cr_conf_free(conf);
	return err;
}

static int
load(struct cr *cr, const char *path, struct cr_law *law)
{
	struct cr_input *in;
	const char *text;
	size_t n;
	int err = cr_conf_read(cr, path, CR_EUSAGE, &in, &text, &n);

	if (err == CR_OK)
		err = cr_law_parse(cr, path, text, n, law);
	cr_input_free(in);
	return err;
}

int
cr_law_load(struct cr *cr, const char *share, const char *more,
    struct cr_law *out)
{
	struct cr_buf path;
	int err;

	cr_law_init(out);
	cr_buf_init(&path);
	cr_buf_addf(&path, "%s/law/italian.conf", share);
	err = load(cr, path.s, out);
	if (err == CR_OK && more != NULL)
		err = load(cr, more, out);
	cr_buf_release(&path);
	return err;
}
