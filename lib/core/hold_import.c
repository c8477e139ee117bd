#include "holding.h"

#include <string.h>

#include "cr/cr.h"
#include "cr/csvin.h"
#include "cr/identify.h"
#include "cr/input.h"
#include "cr/lines.h"
#include "cr/str.h"

#define TABLE_MAX_BYTES ((size_t)64 << 20)

enum column { SUBJECT, KIND, FROM, UNTIL, AMOUNT, CURRENCY, CATEGORY,
    CREDITOR, CODE, REASON, WHO, PROMISED, COLUMNS };

static const char *const names[COLUMNS] = {
	"subject", "kind", "from", "until", "amount_cents", "currency",
	"category", "creditor", "code", "reason", "who", "promised_cents",
};

struct table {
	struct cr *cr;
	const char *path;
	struct holding g;
	const struct cr_hold_ask *like;
	struct cr_lines *lines;
	struct cr_csv *csv;
	int column[CR_CSV_MAX_COLUMNS];	/* enum column; -1: not ours */
	size_t n;
	int64_t line;
};

static int
take_header(struct table *t, struct cr_row *row)
{
	const char *s;
	size_t i;
	int k;
	bool subject = false;

	for (i = 0; i < row->n; i++) {
		s = row->cell[i].s;
		s += i == 0 && *s == '#';
		for (k = 0; k < COLUMNS && strcmp(names[k], s) != 0; k++)
			;
		t->column[i] = k < COLUMNS ? k : -1;
		subject |= k == SUBJECT || k == CATEGORY;
	}
	t->n = row->n;
	return subject ? CR_OK : cr_fail(t->cr, CR_EINPUT, "%s:%lld: no "
	    "column is called \"subject\" or \"category\"", t->path,
	    (long long)row->line);
}

static int
wrong(struct table *t, const char *name, const char *value)
{
	return cr_fail(t->cr, CR_EINPUT, "%s: \"%s\" is not right", name,
	    value);
}

static int
take_cents(struct table *t, int column, const char *s, struct cr_money *to)
{
	int64_t v;

	if (!cr_parse_int(s, strlen(s), &v) || v <= 0 ||
	    v > CR_MONEY_MAX_CENTS)
		return wrong(t, names[column], s);
	to->cents = v;
	return CR_OK;
}

static int
take_day(struct table *t, int column, const char *s, struct cr_date *to)
{
	return cr_date_parse(s, strlen(s), CR_DATE_ISO, to) ||
	    cr_date_parse(s, strlen(s), CR_DATE_DMY, to) ? CR_OK :
	    wrong(t, names[column], s);
}

/* What one cell says; a cell without anything, or "-", says nothing. */
static int
take_cell(struct table *t, enum column column, const char *s,
    struct cr_hold_ask *ask)
{
	switch (column) {
	case KIND:
		return cr_hold_parse(s, &ask->hold.kind) ? CR_OK :
		    wrong(t, names[column], s);
	case CODE:
		return cr_hold_code_parse(s, &ask->hold.code) ? CR_OK :
		    wrong(t, names[column], s);
	case FROM:
		return take_day(t, column, s, &ask->hold.from);
	case UNTIL:
		return take_day(t, column, s, &ask->hold.until);
	case AMOUNT:
		return take_cents(t, column, s, &ask->hold.amount);
	case PROMISED:
		return take_cents(t, column, s, &ask->promised);
	case CURRENCY:
		ask->hold.currency = s;
		break;
	case CATEGORY:
		ask->category = s;
		break;
	case CREDITOR:
		ask->creditor = s;
		break;
	case REASON:
		ask->hold.reason = s;
		break;
	case WHO:
		ask->hold.who = s;
		break;
	default:
		break;
	}
	return CR_OK;
}

/* The key that a person means: a key, or a party's code or VAT number. */
static int
take_subject(struct table *t, const char *s, struct cr_key *key)
{
	int rc;

	if (cr_key_parse(s, strlen(s), key)) {
		if (key->kind == CR_KEY_ITEM || key->kind == CR_KEY_PARTY)
			return CR_OK;
		return wrong(t, names[SUBJECT], s);
	}
	key->kind = CR_KEY_PARTY;
	if ((rc = cr_party_find(t->cr, s, &key->id)) == 0)
		return cr_fail(t->cr, CR_ENOTFOUND, "there is no party "
		    "\"%s\"", s);
	return rc < 0 ? rc : CR_OK;
}

static int
take_row(struct table *t, struct cr_row *row)
{
	struct cr_hold_ask ask = *t->like;
	struct cr_key key = { CR_KEY_NONE, 0 };
	const char *s;
	size_t i;
	int err = CR_OK;

	for (i = 0; i < row->n && i < t->n && err == CR_OK; i++) {
		s = row->cell[i].s;
		if (t->column[i] < 0 || *s == '\0' || strcmp(s, "-") == 0)
			continue;
		err = t->column[i] == SUBJECT ? take_subject(t, s, &key) :
		    take_cell(t, (enum column)t->column[i], s, &ask);
	}
	if (err == CR_OK && key.kind == CR_KEY_NONE && ask.category == NULL)
		err = cr_fail(t->cr, CR_EINPUT, "it does not say what is "
		    "held");
	if (err != CR_OK)
		return err;
	return cr_holding_ask(&t->g, &key, key.kind != CR_KEY_NONE, &ask);
}

static int
refuse(struct table *t, int64_t line, int err)
{
	if (err != CR_EINPUT && err != CR_ENOTFOUND && err != CR_EUSAGE &&
	    err != CR_EEXIST)
		return err;
	cr_refuse(t->cr, t->path, line, "%s", cr_errmsg(t->cr));
	return CR_OK;
}

static int
read_table(struct table *t)
{
	struct cr_row row;
	int rc, err = CR_OK;

	while (err == CR_OK && (rc = cr_csv_next(t->cr, t->csv,
	    &row)) == 1) {
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
import(struct table *t, const char *text, size_t n, cr_hold_fn *each,
    void *ctx)
{
	struct cr_input *in = cr_input_memory(t->path, text, n);
	int err;

	t->lines = cr_lines_new(in, CR_ENCODING_AUTO);
	t->csv = cr_csv_new(t->lines, separator(text, n));
	if ((err = cr_holding_begin(t->cr, "--import", &t->g)) == CR_OK) {
		t->g.strict = true;
		err = read_table(t);
	}
	err = cr_holding_end(&t->g, err, each, ctx);
	cr_csv_free(t->csv);
	cr_lines_free(t->lines);
	cr_input_free(in);
	return err;
}

int
cr_hold_import(struct cr *cr, const char *path,
    const struct cr_hold_ask *like, cr_hold_fn *each, void *ctx)
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
		err = import(&t, text, n, each, ctx);
	cr_input_free(in);
	return err;
}
