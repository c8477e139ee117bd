#include "tables.h"

#include <string.h>

#include "cr/i18n.h"
#include "cr/str.h"
#include "table_fact_names.h"
#include "table_names.h"

/*
 * What sources tell of parties, known by its headers: balance sheets,
 * scores, adverse events, assets, orders, plafonds. They are looked for
 * before payments and parties, which may have some of the same headers; so
 * each needs headers, or words in a column, that none of those has.
 */
#define FACT_KEYS 16		/* of one form */

struct column {
	const struct fact_name *name;
	int32_t col, other;	/* from 0; OTHER: as good as COL, or -1 */
};

/* A row looked at as the headers of one form. */
struct found {
	const struct sample *s;
	const struct cr_row *row;
	const struct fact_form *form;
	struct column v[FACT_KEYS];
	size_t n;
	int32_t who, creditor, currency;	/* from 0, or -1 */
	bool has[CONCEPTS];	/* headers of items, payments, parties */
	bool italian;
	bool kinds;		/* there is a column of known kinds */
	const char *kind;	/* that the headers say; NULL: they do not */
	bool torn;		/* they say two */
	size_t thousands, units;	/* amounts in thousands, and not */
};

static const struct column *
column_of(const struct found *f, const char *key)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		if (strcmp(f->v[i].name->key, key) == 0)
			return &f->v[i];
	return NULL;
}

static bool
has(const struct found *f, const char *key)
{
	return column_of(f, key) != NULL;
}

/* Is the best header for KEY one that only such files have? */
static bool
is_sure(const struct found *f, const char *key)
{
	const struct column *c = column_of(f, key);

	return c != NULL && c->name->rank == 1;
}

static const struct fact_name *
find_name(const struct fact_form *form, const char *text)
{
	size_t i;

	for (i = 0; *text != '\0' && i < form->n; i++)
		if (cr_table_is_listed(text, form->names[i].headers))
			return &form->names[i];
	return NULL;
}

/*
 * "TOTALE ATTIVO MIGLIAIA DI EURO" without its unit, in place: 1000, 1, or 0
 * when it has none.
 */
static int
strip_unit(char *text)
{
	static const struct {
		const char *words;
		int unit;
	} units[] = {
		{ " IN MIGLIAIA DI EURO", 1000 }, { " MIGLIAIA DI EURO", 1000 },
		{ " MIGLIAIA EURO", 1000 }, { " IN MIGLIAIA", 1000 },
		{ " MIGLIAIA", 1000 }, { " EURO 000", 1000 },
		{ " EUR 000", 1000 }, { " 000", 1000 }, { " K EURO", 1000 },
		{ " KEURO", 1000 }, { " K EUR", 1000 }, { " KEUR", 1000 },
		{ " IN THOUSANDS", 1000 }, { " THOUSANDS", 1000 },
		{ " THOUSAND EUR", 1000 }, { " EUR THOUSANDS", 1000 },
		{ " IN EURO", 1 }, { " EURO", 1 }, { " EUR", 1 },
	};
	size_t i;

	for (i = 0; i < CR_COUNT_OF(units); i++)
		if (cr_ends(text, units[i].words)) {
			text[strlen(text) - strlen(units[i].words)] = '\0';
			return units[i].unit;
		}
	return 0;
}

static void
note_column(struct found *f, const struct fact_name *n, int32_t col)
{
	struct column *c;
	size_t i;

	f->italian |= n->italian;
	if (n->kind != NULL) {
		f->torn |= f->kind != NULL && strcmp(f->kind, n->kind) != 0;
		f->kind = n->kind;
	}
	for (i = 0; i < f->n; i++)
		if (strcmp(f->v[i].name->key, n->key) == 0)
			break;
	c = &f->v[i];
	if (i == f->n && f->n < FACT_KEYS) {
		f->n++;
	} else if (n->rank == c->name->rank) {
		c->other = col;
		return;
	} else if (n->rank > c->name->rank) {
		return;
	}
	*c = (struct column){ n, col, -1 };
}

/* Is the column above names, and not above codes? */
static bool
holds_names(const struct found *f, int32_t col)
{
	const struct cr_row *r;
	size_t names = 0, cells = 0;

	for (r = f->row + 1; r < f->s->row + f->s->n; r++)
		if ((size_t)col < r->n && r->cell[col].n > 0) {
			cells++;
			names += strchr(r->cell[col].s, ' ') != NULL &&
			    strpbrk(r->cell[col].s, "0123456789") == NULL;
		}
	return names * 2 > cells;
}

/* Who is told of, best first: his code, VAT number, tax code. */
static int
rank_of_who(const struct found *f, const struct table_name *n, int32_t col)
{
	switch (n->concept) {
	case C_CODE:
		return n->rank == 1 ? 1 : holds_names(f, col) ? 0 : 4;
	case C_VAT:
		return 2;
	case C_TAX:
		return 3;
	default:
		return 0;
	}
}

/* What stands in every such table, whatever it tells. */
static void
look_at_common(struct found *f)
{
	const struct table_name *n;
	char text[128];
	int rank, best = 0;
	int32_t i;

	f->who = f->creditor = f->currency = -1;
	for (i = 0; i < (int32_t)f->row->n; i++) {
		if (f->row->cell[i].n >= sizeof(text) || (n = cr_table_name(
		    cr_table_normalise(f->row->cell[i].s, text))) == NULL)
			continue;
		f->has[n->concept] = true;
		if (n->concept == C_CREDITOR)
			f->creditor = i;
		else if (n->concept == C_CURRENCY)
			f->currency = i;
		rank = rank_of_who(f, n, i);
		if (rank != 0 && (best == 0 || rank < best)) {
			best = rank;
			f->who = i;
		}
	}
}

static void
look_at(struct found *f, const struct sample *s, const struct cr_row *row,
    const struct fact_form *form)
{
	const struct fact_name *n;
	char text[128];
	int unit = 0;
	size_t i;

	*f = (struct found){ .s = s, .row = row, .form = form };
	look_at_common(f);
	for (i = 0; i < row->n; i++) {
		if (row->cell[i].n >= sizeof(text))
			continue;
		cr_table_normalise(row->cell[i].s, text);
		if (form->type == CR_RECORD_SHEET)
			unit = strip_unit(text);
		if ((n = find_name(form, text)) == NULL)
			continue;
		f->thousands += unit == 1000;
		f->units += unit == 1;
		note_column(f, n, (int32_t)i);
	}
}

/* Does the column of kinds hold words that are known? */
static bool
knows_kinds(const struct found *f)
{
	const struct column *c = column_of(f, "kind");
	const struct cr_row *r;
	size_t known = 0, cells = 0;

	if (c == NULL)
		return false;
	if (f->row->n > 0 && cr_reject_header_tells(
	    f->row->cell[f->row->n - 1].s, f->form->type))
		return true;
	for (r = f->row + 1; r < f->s->row + f->s->n; r++)
		if ((size_t)c->col < r->n && r->cell[c->col].n > 0) {
			cells++;
			known += cr_table_kind(f->form->type,
			    r->cell[c->col].s) != NULL;
		}
	return known > 0 && known * 2 >= cells;
}

/* A list of parties has more to say of where they are. */
static bool
has_addresses(const struct found *f)
{
	static const enum concept addresses[] = { C_STREET, C_ZIP, C_CITY,
	    C_PEC, C_EMAIL, C_PHONE, C_MOBILE, C_IBAN, C_SDI };
	size_t i;

	for (i = 0; i < CR_COUNT_OF(addresses); i++)
		if (f->has[addresses[i]])
			return true;
	return false;
}

/* Order numbers stand in lists of payments too. */
static bool
is_commitment(const struct found *f)
{
	bool payments = f->has[C_REF] && f->has[C_DATE] && f->has[C_AMOUNT];

	if (!has(f, "number") || !has(f, "amount") || !has(f, "date"))
		return false;
	return f->kinds || (f->kind != NULL && is_sure(f, "number") &&
	    (!payments || has(f, "expected")));
}

static bool
is_form(const struct found *f)
{
	switch (f->form->type) {
	case CR_RECORD_SHEET:
		return has(f, "assets") && has(f, "date") && f->n > 2;
	case CR_RECORD_SCORE:
		return has(f, "provider") && has(f, "score") &&
		    has(f, "date") && !has_addresses(f);
	case CR_RECORD_ADVERSE:
		return f->kinds && has(f, "date");
	case CR_RECORD_ASSET:
		return f->kinds && has(f, "date") &&
		    (has(f, "value") || has(f, "ref"));
	case CR_RECORD_COMMITMENT:
		return is_commitment(f);
	default:
		return has(f, "provider") && has(f, "amount") &&
		    !has_addresses(f) && (f->kinds || (f->kind != NULL &&
		    is_sure(f, "amount")));
	}
}

/* Debts and payments are no facts; a table of cr-read says what it is. */
static bool
is_excluded(const struct found *f)
{
	const struct cr_row *next = f->row + 1;
	size_t i;

	if (f->who < 0 || f->has[C_PAYDATE] ||
	    (f->has[C_DUE] && f->has[C_NUMBER]))
		return true;
	if (!f->has[C_RECORD])
		return false;
	for (i = 0; next < f->s->row + f->s->n && i < next->n; i++)
		if (strcmp(next->cell[i].s,
		    cr_record_word(f->form->type)) == 0)
			return false;
	return true;
}

static bool
is_ambiguous(const struct found *f, struct cr_buf *why)
{
	const struct column *c;

	for (c = f->v; c < f->v + f->n; c++)
		if (c->other >= 0 && strcmp(c->name->key, "note") != 0 &&
		    strcmp(c->name->key, "source") != 0) {
			cr_buf_addf(why, _("\"%s\" or \"%s\" may be the %s"),
			    f->row->cell[c->col].s, f->row->cell[c->other].s,
			    _(cr_table_label(c->name->key)));
			return true;
		}
	if (f->torn && !f->kinds) {
		cr_buf_addf(why, _("the headers say %s of the rows, and "
		    "something else too"), f->kind);
		return true;
	}
	return false;
}

/* The unit that a title above the headers tells: 1000, 1000000, or 0. */
static int
unit_above(const struct found *f)
{
	const struct cr_row *r;
	char text[128];
	int unit = 0;
	size_t i;

	for (r = f->s->row; r < f->row; r++)
		for (i = 0; i < r->n; i++) {
			if (r->cell[i].n >= sizeof(text))
				continue;
			cr_table_normalise(r->cell[i].s, text);
			if (strstr(text, "MILIONI") || strstr(text, "MILLION"))
				return 1000000;
			if (strstr(text, "MIGLIAIA") ||
			    strstr(text, "THOUSAND") ||
			    strstr(text, "EURO 000"))
				unit = 1000;
		}
	return unit;
}

/* Are amounts in thousands? False with WHY when it is not sure. */
static bool
guess_unit(const struct found *f, struct cr_mapping *m, struct cr_buf *why)
{
	int above = unit_above(f);

	if (f->form->type != CR_RECORD_SHEET)
		return true;
	if (above > 1000) {
		cr_buf_adds(why, _("amounts are in millions"));
		return false;
	}
	if ((f->thousands > 0 || above > 1) && f->units > 0) {
		cr_buf_adds(why, _("some amounts are in thousands and some "
		    "are not"));
		return false;
	}
	m->thousands = f->thousands > 0 || above > 1;
	return true;
}

static int
section_of(enum cr_record_type type)
{
	int i = MAPPING_FACTS;

	while (cr_mapping_types[i] != type)
		i++;
	return i;
}

static void
want_column(const struct found *f, struct cr_mapping *m, const char *key,
    int32_t col)
{
	if (col >= 0)
		cr_mapping_want(m, section_of(f->form->type), key, col + 1,
		    cr_table_nameable(f->row, col));
}

static void
want_all(const struct found *f, struct cr_mapping *m)
{
	const struct column *c;
	bool kind;

	want_column(f, m, "debtor", f->who);
	if (f->form->type == CR_RECORD_COMMITMENT)
		want_column(f, m, "creditor", f->creditor);
	if (f->form->type != CR_RECORD_SCORE)
		want_column(f, m, "currency", f->currency);
	for (c = f->v; c < f->v + f->n; c++) {
		kind = strcmp(c->name->key, "kind") == 0;
		if (c->other < 0 && (!kind || f->kinds))
			want_column(f, m, c->name->key, c->col);
	}
	if (cr_table_has_kinds(f->form->type) && !f->kinds)
		cr_mapping_want_constant(m, section_of(f->form->type), "kind",
		    f->kind);
}

int
cr_table_guess_fact(const struct sample *s, size_t r, struct cr_mapping *m,
    struct cr_buf *why)
{
	struct found f;
	size_t i;

	for (i = 0; i < FACT_FORMS; i++) {
		look_at(&f, s, &s->row[r], &cr_table_fact_forms[i]);
		f.kinds = knows_kinds(&f);
		if (!is_excluded(&f) && is_form(&f))
			break;
	}
	if (i == FACT_FORMS)
		return 0;
	if (is_ambiguous(&f, why) || !guess_unit(&f, m, why))
		return -1;
	want_all(&f, m);
	m->date = f.italian || cr_table_is_italian(&s->row[r]) ?
	    CR_DATE_DMY : CR_DATE_MDY;
	return 1;
}
