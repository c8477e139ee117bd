#include "limiting.h"

#include <string.h>

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/csvin.h"
#include "cr/identify.h"
#include "cr/input.h"
#include "cr/lines.h"
#include "cr/str.h"

#define TABLE_MAX_BYTES ((size_t)64 << 20)

enum column { PARTY, LIMIT, CENTS, FROM, UNTIL, CURRENCY, REASON, COLUMNS };

/* In English as cr-limit prints them, and in Italian as people do. */
static const struct {
	const char *name;
	enum column column;
} names[] = {
	{ "party", PARTY }, { "cliente", PARTY }, { "codice", PARTY },
	{ "fido", LIMIT }, { "limit_cents", CENTS },
	{ "amount_cents", CENTS }, { "from", FROM }, { "dal", FROM },
	{ "until", UNTIL }, { "scadenza", UNTIL }, { "al", UNTIL },
	{ "currency", CURRENCY }, { "valuta", CURRENCY },
	{ "reason", REASON }, { "motivo", REASON },
};

struct table {
	struct cr *cr;
	const char *path;
	struct limiting g;
	const struct cr_limit_ask *like;
	int column[CR_CSV_MAX_COLUMNS];	/* enum column; -1: not ours */
	size_t n;
};

static int
find_column(const char *name)
{
	size_t i;

	for (i = 0; i < CR_COUNT_OF(names); i++)
		if (cr_strcaseeq(names[i].name, name))
			return (int)names[i].column;
	return -1;
}

static int
take_header(struct table *t, const struct cr_row *row)
{
	bool has[COLUMNS] = { false };
	const char *s;
	size_t i;

	for (i = 0; i < row->n; i++) {
		s = row->cell[i].s;
		s += i == 0 && *s == '#';
		t->column[i] = find_column(s);
		if (t->column[i] >= 0)
			has[t->column[i]] = true;
	}
	t->n = row->n;
	if (has[PARTY] && (has[LIMIT] || has[CENTS]))
		return CR_OK;
	return cr_fail(t->cr, CR_EINPUT, "%s:%lld: there must be a column "
	    "\"cliente\" and one \"fido\" (or party and limit_cents)",
	    t->path, (long long)row->line);
}

static int
wrong(struct table *t, size_t i, const struct cr_row *row)
{
	return cr_fail(t->cr, CR_EINPUT, "column %lld: \"%s\" is not right",
	    (long long)i + 1, row->cell[i].s);
}

/* "50.000,00", as an Italian program writes it, or cents. */
static bool
take_amount(const char *s, bool cents, struct cr_money *to)
{
	static const struct cr_money_style italian = { .mark = ',',
	    .group = '.' };

	return (cents ? cr_parse_int(s, strlen(s), &to->cents) :
	    cr_money_parse(s, strlen(s), &italian, to)) && to->cents >= 0 &&
	    to->cents <= CR_MONEY_MAX_CENTS;
}

static bool
take_day(const char *s, struct cr_date *to)
{
	return cr_date_parse(s, strlen(s), CR_DATE_ISO, to) ||
	    cr_date_parse(s, strlen(s), CR_DATE_DMY, to);
}

static bool
take_cell(enum column column, const char *s, struct cr_limit_ask *ask)
{
	switch (column) {
	case LIMIT:
	case CENTS:
		return take_amount(s, column == CENTS, &ask->amount);
	case FROM:
		return take_day(s, &ask->from);
	case UNTIL:
		return take_day(s, &ask->until);
	case CURRENCY:
		ask->currency = s;
		return strlen(s) == 3;
	case REASON:
		ask->reason = s;
		return true;
	default:
		return true;
	}
}

static int
find_party(struct table *t, const char *s, int64_t *party)
{
	int rc = cr_party_find(t->cr, s, party);

	return rc != 0 ? rc : cr_fail(t->cr, CR_ENOTFOUND, "there is no "
	    "party \"%s\"", s);
}

static int
take_row(struct table *t, const struct cr_row *row)
{
	struct cr_limit_ask ask = *t->like;
	struct cr_buf where;
	int64_t party = 0;
	bool limit = false;
	const char *s;
	size_t i;
	int err = CR_OK, c;

	for (i = 0; i < row->n && i < t->n && err >= 0; i++) {
		s = row->cell[i].s;
		c = t->column[i];
		if (c < 0 || *s == '\0' || strcmp(s, "-") == 0)
			continue;
		limit |= c == LIMIT || c == CENTS;
		if (c == PARTY)
			err = find_party(t, s, &party);
		else if (!take_cell((enum column)c, s, &ask))
			err = wrong(t, i, row);
	}
	if (err < 0)
		return err;
	if (party == 0 || !limit)
		return cr_fail(t->cr, CR_EINPUT, "it does not say whose "
		    "limit it is, or none");
	cr_buf_init(&where);
	cr_buf_addf(&where, "%s:%lld", t->path, (long long)row->line);
	if (cr_is_empty(ask.reason))
		ask.reason = where.s;
	err = cr_limiting_set(&t->g, party, &ask);
	cr_buf_release(&where);
	return err;
}

static int
refuse(struct table *t, int64_t line, int err)
{
	if (!cr_limiting_is_one(err))
		return err;
	cr_refuse(t->cr, t->path, line, "%s", cr_errmsg(t->cr));
	return CR_OK;
}

static int
read_table(struct table *t, struct cr_csv *csv)
{
	struct cr_row row;
	int rc = 0, err = CR_OK;

	while (err == CR_OK && (rc = cr_csv_next(t->cr, csv, &row)) == 1) {
		if (row.error != NULL)
			cr_refuse(t->cr, t->path, row.line, "%s", row.error);
		else if (t->n == 0)
			err = take_header(t, &row);
		else if (row.cell[0].s[0] != '#')
			err = refuse(t, row.line, take_row(t, &row));
	}
	return err != CR_OK ? err : rc < 0 ? rc : CR_OK;
}

/* What separates its columns: a semicolon if the first line has one. */
static char
separator(const char *text, size_t n)
{
	size_t i;

	for (i = 0; i < n && text[i] != '\n' && text[i] != '\r'; i++)
		if (text[i] == ';')
			return ';';
	return '\t';
}

static int
import(struct table *t, const struct cr_limit_rules *rules,
    const char *text, size_t n, cr_kept_fn *each, void *ctx)
{
	struct cr_input *in = cr_input_memory(t->path, text, n);
	struct cr_lines *lines = cr_lines_new(in, CR_ENCODING_AUTO);
	struct cr_csv *csv = cr_csv_new(lines, separator(text, n));
	int err;

	if ((err = cr_limiting_begin(t->cr, rules, "--import", &t->g)) ==
	    CR_OK)
		err = read_table(t, csv);
	err = cr_limiting_end(&t->g, err, each, ctx);
	cr_csv_free(csv);
	cr_lines_free(lines);
	cr_input_free(in);
	return err;
}

int
cr_limit_import(struct cr *cr, const struct cr_limit_rules *rules,
    const char *path, const struct cr_limit_ask *like, cr_kept_fn *each,
    void *ctx)
{
	struct table t = { .cr = cr, .path = path, .like = like };
	struct cr_input *in = cr_input_open(cr, path);
	const char *text;
	size_t n;
	int err;

	if (in == NULL)
		return CR_ENOTFOUND;
	if ((err = cr_input_all(cr, in, TABLE_MAX_BYTES, &text, &n)) ==
	    CR_OK)
		err = import(&t, rules, text, n, each, ctx);
	cr_input_free(in);
	return err;
}
