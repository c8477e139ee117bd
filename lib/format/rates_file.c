#include "cr/rates_file.h"

#include <string.h>

#include "cr/buf.h"
#include "cr/conf.h"
#include "cr/cr.h"
#include "cr/input.h"
#include "cr/money.h"

#define RATE_MAX 10000		/* basis points: a hundred percent */
#define DAYS_MAX 3650

static const struct cr_conf_opt rate_opts[] = {
	{ .name = "from", .type = CR_CONF_TEXT },
	{ .name = "to", .type = CR_CONF_TEXT },
	{ .name = "rate", .type = CR_CONF_TEXT },
	{ .name = "source", .type = CR_CONF_TEXT },
	{ .name = NULL },
};
static const struct cr_conf_opt points_opts[] = {
	{ .name = "regime", .type = CR_CONF_TEXT },
	{ .name = "from", .type = CR_CONF_TEXT },
	{ .name = "to", .type = CR_CONF_TEXT },
	{ .name = "points", .type = CR_CONF_TEXT },
	{ .name = "source", .type = CR_CONF_TEXT },
	{ .name = NULL },
};
static const struct cr_conf_opt penalty_opts[] = {
	{ .name = "from", .type = CR_CONF_TEXT },
	{ .name = "to", .type = CR_CONF_TEXT },
	{ .name = "days", .type = CR_CONF_INT },
	{ .name = "percent", .type = CR_CONF_TEXT },
	{ .name = "source", .type = CR_CONF_TEXT },
	{ .name = NULL },
};
static const struct cr_conf_opt flat_opts[] = {
	{ .name = "from", .type = CR_CONF_TEXT },
	{ .name = "to", .type = CR_CONF_TEXT },
	{ .name = "amount", .type = CR_CONF_TEXT },
	{ .name = "source", .type = CR_CONF_TEXT },
	{ .name = NULL },
};
static const struct cr_conf_opt file_opts[] = {
	{ "reference", CR_CONF_SECTION, rate_opts, CR_CONF_MANY },
	{ "legal", CR_CONF_SECTION, rate_opts, CR_CONF_MANY },
	{ "points", CR_CONF_SECTION, points_opts, CR_CONF_MANY },
	{ "penalty", CR_CONF_SECTION, penalty_opts, CR_CONF_MANY },
	{ "flat", CR_CONF_SECTION, flat_opts, CR_CONF_MANY },
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

/* A number with two decimals at most, as hundredths. */
static int
take_value(struct cr *cr, const struct cr_conf_sec *s, const char *name,
    int64_t most, int64_t *out)
{
	const char *text = cr_conf_text(s, name, NULL);
	struct cr_money v;

	if (text == NULL)
		return cr_conf_fail(cr, s, NULL, "\"%s\" is missing", name);
	if (!cr_money_parse_xml(text, &v) || v.cents < 0 || v.cents > most)
		return cr_conf_fail(cr, s, name, "%s \"%s\" is not a number "
		    "as in 8.00", name, text);
	*out = v.cents;
	return CR_OK;
}

/* The days, the value called NAME and the source of a row. */
static int
take_row(struct cr *cr, const struct cr_conf_sec *s, const char *name,
    int64_t most, bool open, struct cr_rates *r, struct cr_rates_row *row)
{
	const char *source = cr_conf_text(s, "source", NULL);
	int err;

	row->to = CR_RATES_OPEN;
	if ((err = take_day(cr, s, "from", &row->from)) != CR_OK ||
	    ((!open || cr_conf_has(s, "to")) &&
	    (err = take_day(cr, s, "to", &row->to)) != CR_OK) ||
	    (err = take_value(cr, s, name, most, &row->value)) != CR_OK)
		return err;
	if (source == NULL)
		return cr_conf_fail(cr, s, NULL, "\"source\" is missing");
	row->source = cr_arena_strdup(&r->arena, source);
	return CR_OK;
}

static int
put(struct cr *cr, const struct cr_conf_sec *s, struct cr_rates_table *t,
    const struct cr_rates_row *row)
{
	if (cr_rates_put(t, row))
		return CR_OK;
	return cr_conf_fail(cr, s, "from", "these days overlap others, or "
	    "end before they begin");
}

/* 1 January to 30 June, or 1 July to 31 December. */
static bool
is_half_year(const struct cr_rates_row *row)
{
	struct cr_date first, last;
	int y, m, d;

	cr_date_to_ymd(row->from, &y, &m, &d);
	m = m <= 6 ? 1 : 7;
	return cr_date_from_ymd(y, m, 1, &first) &&
	    cr_date_from_ymd(y, m + 5, m == 1 ? 30 : 31, &last) &&
	    row->from.days == first.days && row->to.days == last.days;
}

static int
take_reference(struct cr *cr, const struct cr_conf_sec *s,
    struct cr_rates *r)
{
	struct cr_rates_row row;
	int err = take_row(cr, s, "rate", RATE_MAX, false, r, &row);

	if (err != CR_OK)
		return err;
	if (!is_half_year(&row))
		return cr_conf_fail(cr, s, "from", "a reference rate is for "
		    "a half-year: 1 January to 30 June, or 1 July to 31 "
		    "December");
	return put(cr, s, &r->reference, &row);
}

static int
take_legal(struct cr *cr, const struct cr_conf_sec *s, struct cr_rates *r)
{
	struct cr_rates_row row;
	int err = take_row(cr, s, "rate", RATE_MAX, false, r, &row);

	return err != CR_OK ? err : put(cr, s, &r->legal, &row);
}

static int
take_points(struct cr *cr, const struct cr_conf_sec *s, struct cr_rates *r)
{
	const char *word = cr_conf_text(s, "regime", "");
	enum cr_regime regime;
	struct cr_rates_row row;
	int err;

	if (!cr_regime_parse(word, &regime) || regime == CR_REGIME_LEGAL ||
	    regime == CR_REGIME_CONTRACT)
		return cr_conf_fail(cr, s, "regime", "no regime with points "
		    "of its own is called \"%s\"", word);
	err = take_row(cr, s, "points", RATE_MAX, true, r, &row);
	return err != CR_OK ? err : put(cr, s, &r->points[regime], &row);
}

static int
take_penalty(struct cr *cr, const struct cr_conf_sec *s, struct cr_rates *r)
{
	int64_t days = cr_conf_int(s, "days", -1);
	struct cr_rates_row row;
	int err = take_row(cr, s, "percent", RATE_MAX, true, r, &row);

	if (err != CR_OK)
		return err;
	if (days < 0 || days > DAYS_MAX)
		return cr_conf_fail(cr, s, "days", "days is from 0 to %d",
		    DAYS_MAX);
	r->penalty_days = (int32_t)days;
	return put(cr, s, &r->penalty, &row);
}

static int
take_flat(struct cr *cr, const struct cr_conf_sec *s, struct cr_rates *r)
{
	struct cr_rates_row row;
	int err = take_row(cr, s, "amount", CR_MONEY_MAX_CENTS, true, r, &row);

	return err != CR_OK ? err : put(cr, s, &r->flat, &row);
}

static int
take_all(struct cr *cr, const struct cr_conf_sec *root, struct cr_rates *r)
{
	static const struct {
		const char *name;
		int (*take)(struct cr *cr, const struct cr_conf_sec *s,
		    struct cr_rates *r);
	} sections[] = {
		{ "reference", take_reference }, { "legal", take_legal },
		{ "points", take_points }, { "penalty", take_penalty },
		{ "flat", take_flat },
	};
	size_t i, j;
	int err = CR_OK;

	for (i = 0; i < sizeof(sections) / sizeof(sections[0]); i++)
		for (j = 0; err == CR_OK &&
		    j < cr_conf_count(root, sections[i].name); j++)
			err = sections[i].take(cr, cr_conf_section(root,
			    sections[i].name, j), r);
	return err;
}

/* The text so far with this one behind it, and the digest of both. */
static void
keep_text(struct cr_rates *r, const char *text, size_t n)
{
	struct cr_buf b;

	cr_buf_init(&b);
	if (r->text != NULL)
		cr_buf_adds(&b, r->text);
	cr_buf_add(&b, text, n);
	r->text = cr_arena_strndup(&r->arena, b.s, b.len);
	cr_sha256(b.s, b.len, r->digest);
	cr_buf_release(&b);
}

int
cr_rates_parse(struct cr *cr, const char *name, const char *text, size_t n,
    struct cr_rates *rates)
{
	struct cr_conf *conf = NULL;
	int err;

	if ((err = cr_conf_parse(cr, name, text, n, file_opts, &conf)) ==
	    CR_OK && (err = take_all(cr, cr_conf_root(conf), rates)) == CR_OK)
		keep_text(rates, text, n);
	cr_conf_free(conf);
	return err;
}

static int
load(struct cr *cr, const char *path, struct cr_rates *rates)
{
	struct cr_input *in;
	const char *text;
	size_t n;
	int err = cr_conf_read(cr, path, CR_EUSAGE, &in, &text, &n);

	if (err == CR_OK)
		err = cr_rates_parse(cr, path, text, n, rates);
	cr_input_free(in);
	return err;
}

int
cr_rates_load(struct cr *cr, const char *share, const char *more,
    struct cr_rates *out)
{
	struct cr_buf path;
	int err;

	cr_rates_init(out);
	cr_buf_init(&path);
	cr_buf_addf(&path, "%s/rates/italian.conf", share);
	err = load(cr, path.s, out);
	if (err == CR_OK && more != NULL)
		err = load(cr, more, out);
	cr_buf_release(&path);
	return err;
}
