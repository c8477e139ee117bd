#include "tables.h"

#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/i18n.h"
#include "cr/str.h"
#include "table_names.h"

#define GUESSED MAPPING_ENTRY	/* sections that are made here */
#define GUESS_MIN 2	/* columns known before a row is taken for headers */

/* A row looked at as headers: the column (from 0, or -1) of each concept. */
struct guess {
	const struct sample *s;
	const struct cr_row *row;
	int32_t col[CONCEPTS], other[CONCEPTS];	/* OTHER: as good as COL */
	signed char rank[CONCEPTS];
	size_t known;
	int32_t plain_date;	/* "Data", whatever it is of; or -1 */
	bool italian, sap;
};

bool
cr_sample_add(struct sample *s, const struct cr_row *row)
{
	struct cr_row *to = &s->row[s->n];
	size_t i;

	if (s->n == CR_TABLE_SAMPLE)
		return false;
	*to = *row;
	to->cell = cr_arena_alloc(&s->arena, (row->n + 1) * sizeof(*to->cell));
	for (i = 0; i < row->n; i++) {
		to->cell[i] = row->cell[i];
		to->cell[i].s = cr_arena_strndup(&s->arena, row->cell[i].s,
		    row->cell[i].n);
	}
	to->raw = cr_arena_strndup(&s->arena, row->raw, row->nraw);
	s->n++;
	return true;
}

static void
note_column(struct guess *g, const struct table_name *n, int32_t col)
{
	enum concept c = n->concept;

	g->known++;
	if (c == C_DATE && n->rank == 2)
		g->plain_date = col;
	g->italian |= n->tongue == TONGUE_ITALIAN;
	g->sap |= n->tongue == TONGUE_SAP;
	if (g->rank[c] == 0 || n->rank < g->rank[c]) {
		g->rank[c] = n->rank;
		g->col[c] = col;
		g->other[c] = -1;
	} else if (n->rank == g->rank[c]) {
		g->other[c] = col;
	}
}

/* A customer beside his code is his name. */
static void
name_customer(struct guess *g, const char *text, int32_t col)
{
	if (g->col[C_NAME] < 0 && g->rank[C_CODE] == 1 &&
	    (strcmp(text, "CLIENTE") == 0 || strcmp(text, "CUSTOMER") == 0 ||
	    strcmp(text, "DEBITORE") == 0 || strcmp(text, "DEBTOR") == 0))
		g->col[C_NAME] = col;
}

static void
look_at(struct guess *g, const struct sample *s, const struct cr_row *row)
{
	const struct table_name *n;
	char text[128];
	int pass, c;
	size_t i;

	*g = (struct guess){ .s = s, .row = row, .plain_date = -1 };
	for (c = 0; c < CONCEPTS; c++)
		g->col[c] = g->other[c] = -1;
	for (pass = 0; pass < 2; pass++)
		for (i = 0; i < row->n; i++) {
			if (row->cell[i].n >= sizeof(text))
				continue;
			cr_table_normalise(row->cell[i].s, text);
			if (pass == 1)
				name_customer(g, text, (int32_t)i);
			else if ((n = cr_table_name(text)) != NULL)
				note_column(g, n, (int32_t)i);
		}
	/* SAP's own number is internal; the invoice's is the reference */
	if (g->col[C_REF] >= 0 && (g->sap || g->col[C_NUMBER] < 0)) {
		g->col[C_NUMBER] = g->col[C_REF];
		g->other[C_NUMBER] = g->other[C_REF];
		g->col[C_REF] = -1;
	}
}

bool
cr_table_is_italian(const struct cr_row *row)
{
	static const struct sample none;
	struct guess g;

	look_at(&g, &none, row);
	return g.italian;
}

static bool
has(const struct guess *g, enum concept c)
{
	return g->col[c] >= 0;
}

static bool
has_amount(const struct guess *g)
{
	return has(g, C_AMOUNT) || has(g, C_OPEN) || has(g, C_DEBIT) ||
	    has(g, C_CREDIT);
}

static bool
has_debtor(const struct guess *g)
{
	return has(g, C_CODE) || has(g, C_VAT) || has(g, C_TAX);
}

/* What the columns make: bits of the sections of a mapping; 0: nothing. */
enum { PARTY = 1, ITEM = 2, PAYMENT = 4 };

/*
 * Due dates beside payment dates, and nothing of what is left to pay: debts
 * would be claimed that were paid, or payments taken for debts.
 */
static bool
is_debt_or_payment(const struct guess *g)
{
	return has(g, C_DUE) && has(g, C_PAYDATE) && !has(g, C_OPEN) &&
	    !has(g, C_PAID);
}

/* Does each row below the headers say when it was paid? */
static bool
all_paid(const struct guess *g)
{
	const struct cr_row *r;
	size_t col = (size_t)g->col[C_PAYDATE], rows = 0;

	for (r = g->row + 1; r < g->s->row + g->s->n; r++, rows++)
		if (col >= r->n || r->cell[col].n == 0)
			return false;
	return rows > 0;
}

/*
 * A table that cr-read printed says what its rows are, and calls columns by
 * their keys: the date of a payment is its own.
 */
static int
kind_said(struct guess *g)
{
	size_t col = (size_t)g->col[C_RECORD], r = (size_t)(g->row - g->s->row);
	const struct cr_row *first = g->row + 1, *row;
	int i;

	if (r + 1 >= g->s->n || col >= first->n)
		return 0;
	for (row = first; row < g->s->row + g->s->n; row++)
		if (col >= row->n || strcmp(row->cell[col].s,
		    first->cell[col].s) != 0)
			return 0;
	for (i = 0; i < GUESSED; i++)
		if (strcmp(first->cell[col].s,
		    cr_record_word(cr_mapping_types[i])) == 0)
			break;
	if (cr_mapping_types[i % GUESSED] == CR_RECORD_PAYMENT &&
	    !has(g, C_PAYDATE)) {
		g->col[C_PAYDATE] = g->plain_date;
		if (g->col[C_DATE] == g->plain_date)
			g->col[C_DATE] = -1;
	}
	return i < GUESSED ? 1 << i : 0;
}

/* Without due dates. */
static int
kind_undue(const struct guess *g)
{
	if (has(g, C_AMOUNT) && (has(g, C_PAYDATE) ||
	    (has(g, C_DATE) && has(g, C_REF))))
		return PAYMENT;
	if (!has_amount(g) && has(g, C_NAME) && !has(g, C_NUMBER))
		return PARTY;
	return 0;
}

static int
kind_of(struct guess *g)
{
	if (!has_debtor(g) || g->known < GUESS_MIN)
		return 0;
	if (has(g, C_RECORD))
		return kind_said(g);
	if (is_debt_or_payment(g))
		return has(g, C_AMOUNT) && all_paid(g) ? PAYMENT : 0;
	if (!has(g, C_DUE))
		return kind_undue(g);
	if (has_amount(g) && has(g, C_NUMBER))
		return has(g, C_NAME) ? PARTY | ITEM : ITEM;
	return 0;
}

static void
add_headers(struct cr_buf *why, const struct cr_row *row)
{
	size_t i;

	for (i = 0; i < row->n; i++)
		if (row->cell[i].n > 0)
			cr_buf_addf(why, "%s\"%.40s\"", why->len > 0 &&
			    why->s[why->len - 1] == '"' ? ", " : "",
			    row->cell[i].s);
}

/* The columns are not those of a party, an item or a payment: what lacks? */
static void
say_missing(const struct guess *g, struct cr_buf *why)
{
	const char *lacks;

	if (!has_debtor(g))
		lacks = N_("no customer code");
	else if (is_debt_or_payment(g))
		lacks = N_("due dates and payment dates, and nothing that is "
		    "left to pay, so debts or payments,");
	else if (!has_amount(g))
		lacks = has(g, C_NAME) ? N_("a document without an amount") :
		    N_("neither names nor amounts");
	else if (!has(g, C_NUMBER))
		lacks = N_("no document number");
	else if (!has(g, C_DATE))
		lacks = N_("no due date");
	else
		lacks = N_("items without a due date, or payments without a "
		    "reference or payment date");
	/* TRANSLATORS: what lacks; the headers of the columns follow */
	cr_buf_addf(why, _("%s among the columns "), _(lacks));
	add_headers(why, g->row);
}

/* A tax code matters where nothing else says who owes. */
static bool
matters(const struct guess *g, enum concept c)
{
	return c != C_TAX || (!has(g, C_CODE) && !has(g, C_VAT));
}

/* Two columns for one thing that matters. */
static bool
is_ambiguous(const struct guess *g, int kind, struct cr_buf *why)
{
	static const enum concept matter[] = { C_CODE, C_NAME, C_VAT, C_TAX,
	    C_NUMBER, C_DATE, C_PAYDATE, C_DUE, C_AMOUNT, C_OPEN, C_PAID,
	    C_DEBIT, C_CREDIT, C_SIDE };
	size_t i;

	for (i = 0; i < sizeof(matter) / sizeof(*matter); i++)
		if (g->other[matter[i]] >= 0 && matters(g, matter[i])) {
			/* TRANSLATORS: two headers, and "due date" */
			cr_buf_addf(why, _("\"%s\" or \"%s\" may be the %s"),
			    g->row->cell[g->col[matter[i]]].s,
			    g->row->cell[g->other[matter[i]]].s,
			    _(cr_table_concept_word(matter[i])));
			return true;
		}
	if (kind != PARTY && has(g, C_AMOUNT) &&
	    (has(g, C_DEBIT) || has(g, C_CREDIT))) {
		cr_buf_addf(why, _("\"%s\", or debit and credit, may be the "
		    "amount"), g->row->cell[g->col[C_AMOUNT]].s);
		return true;
	}
	return false;
}

/* A weak header for the code ("Cliente") above names. */
static bool
holds_names(const struct guess *g, struct cr_buf *why)
{
	const struct cr_row *r;
	int32_t col = g->col[C_CODE];
	size_t names = 0, cells = 0;

	if (col < 0 || g->rank[C_CODE] == 1)
		return false;
	for (r = g->row + 1; r < g->s->row + g->s->n; r++)
		if ((size_t)col < r->n && r->cell[col].n > 0) {
			cells++;
			names += strchr(r->cell[col].s, ' ') != NULL &&
			    strpbrk(r->cell[col].s, "0123456789") == NULL;
		}
	if (cells == 0 || names * 2 <= cells)
		return false;
	cr_buf_addf(why, _("\"%s\" holds names, and no column holds customer "
	    "codes"), g->row->cell[col].s);
	return true;
}

/*
 * A column that may say of some rows that nothing is owed any more, where
 * none says what is: who has paid would be asked again.
 */
static bool
hides_closed(const struct guess *g, struct cr_buf *why)
{
	const struct table_name *n;
	const struct cr_row *r;
	char text[128];
	size_t i;

	for (i = 0; i < g->row->n && !has(g, C_OPEN); i++) {
		if (g->row->cell[i].n >= sizeof(text))
			continue;
		n = cr_table_name(cr_table_normalise(g->row->cell[i].s, text));
		if (n == NULL || n->concept != C_STATE)
			continue;
		for (r = g->row + 1; r < g->s->row + g->s->n; r++)
			if (i < r->n && r->cell[i].n > 0) {
				cr_buf_addf(why, _("\"%s\" may say that some "
				    "items are closed"), g->row->cell[i].s);
				return true;
			}
	}
	return false;
}

/* Keys of party, item and payment, in the order of cr-records(5). */
static const struct {
	enum concept concept;
	const char *key[GUESSED];
} keys[] = {
	{ C_REF, { NULL, NULL, "ref" } },
	{ C_CREDITOR, { NULL, "creditor", "creditor" } },
	{ C_CODE, { "code", "debtor", "debtor" } },
	{ C_KIND, { "kind", NULL, NULL } },
	{ C_NAME, { "name", NULL, NULL } },
	{ C_COUNTRY, { "country", NULL, NULL } },
	{ C_VAT, { "vat", "debtor", "debtor" } },
	{ C_TAX, { "tax_code", "debtor", "debtor" } },
	{ C_STREET, { "street", NULL, NULL } },
	{ C_ZIP, { "zip", NULL, NULL } },
	{ C_CITY, { "city", NULL, NULL } },
	{ C_PROVINCE, { "province", NULL, NULL } },
	{ C_SDI, { "sdi_code", NULL, NULL } },
	{ C_PEC, { "pec", NULL, NULL } },
	{ C_EMAIL, { "email", NULL, NULL } },
	{ C_MOBILE, { "mobile", NULL, NULL } },
	{ C_PHONE, { "phone", NULL, NULL } },
	{ C_FAX, { "fax", NULL, NULL } },
	{ C_IBAN, { "iban", NULL, NULL } },
	{ C_LANGUAGE, { "language", NULL, NULL } },
	{ C_AREA, { "area", NULL, NULL } },
	{ C_DEPOT, { "depot", NULL, NULL } },
	{ C_AGENT, { "agent", NULL, NULL } },
	{ C_CATEGORY, { "category", NULL, NULL } },
	{ C_SEASONAL, { "seasonal", NULL, NULL } },
	{ C_PROFESSION, { "profession", NULL, NULL } },
	{ C_ROLES, { "roles", NULL, NULL } },
	{ C_NUMBER, { NULL, "number", "number" } },
	{ C_PAYDATE, { NULL, NULL, "date" } },
	{ C_DATE, { NULL, "date", "date" } },
	{ C_DUE, { NULL, "due", "due" } },
	{ C_AMOUNT, { NULL, "amount", "amount" } },
	{ C_OPEN, { NULL, "open", NULL } },
	{ C_PAID, { NULL, "paid", NULL } },
	{ C_DEBIT, { NULL, "debit", "debit" } },
	{ C_CREDIT, { NULL, "credit", "credit" } },
	{ C_SIDE, { NULL, "side", "side" } },
	{ C_CURRENCY, { NULL, "currency", "currency" } },
	{ C_CAUSE, { NULL, "cause", "kind" } },
	{ C_METHOD, { NULL, "method", "kind" } },
	{ C_INSTALMENT, { NULL, "instalment", NULL } },
	{ C_NOTE, { NULL, "note", "note" } },
};

/* Can the header be written in a mapping file, and is it the only such? */
const char *
cr_table_nameable(const struct cr_row *row, int32_t col)
{
	const char *s = row->cell[col].s;
	char want[128], text[128];
	size_t i;

	if (strchr("#@=", s[0]) != NULL || strstr(s, "${") != NULL)
		return NULL;
	if (row->cell[col].n >= sizeof(want))
		return NULL;
	cr_table_normalise(s, want);
	for (i = 0; i < row->n; i++)
		if ((int32_t)i != col && row->cell[i].n < sizeof(text) &&
		    strcmp(cr_table_normalise(row->cell[i].s, text),
		    want) == 0)
			return NULL;
	return s;
}

static void
want(struct cr_mapping *m, const struct guess *g, int section)
{
	const char *key;
	int32_t col;
	size_t i;

	for (i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		key = keys[i].key[section];
		col = g->col[keys[i].concept];
		if (key == NULL || col < 0 || g->other[keys[i].concept] >= 0)
			continue;
		if (keys[i].concept == C_DATE && section == 2 &&
		    has(g, C_PAYDATE))
			key = "doc_date";
		if (cr_mapping_wants(m, section, key))
			continue;
		cr_mapping_want(m, section, key, col + 1,
		    cr_table_nameable(g->row, col));
	}
}

/* Items are never taken for anything else, nor what says what it is. */
static bool
may_be_facts(const struct guess *g, int kind)
{
	return !(kind & ITEM) && (kind == 0 || !has(g, C_RECORD));
}

/* Neither debts nor payments nor parties: the bank's; else say what lacks. */
static ptrdiff_t
guess_others(const struct sample *s, const struct guess *best,
    struct cr_mapping *m, struct cr_buf *why)
{
	ptrdiff_t header = cr_table_guess_bank(s, m, why);

	if (header >= 0 || why->len > 0)
		return header;
	if (s->n > 0)
		say_missing(best, why);
	else
		cr_buf_adds(why, _("there are no rows"));
	return -1;
}

ptrdiff_t
cr_table_guess_columns(const struct sample *s, struct cr_mapping *m,
    struct cr_buf *why)
{
	struct guess g, best = { .known = 0 };
	int kind = 0, fact, i;
	size_t r;

	for (r = 0; r < s->n && r < TABLE_HEADER_ROWS; r++) {
		look_at(&g, s, &s->row[r]);
		if (g.known > best.known || r == 0)
			best = g;
		kind = kind_of(&g);
		if (may_be_facts(&g, kind) &&
		    (fact = cr_table_guess_fact(s, r, m, why)) != 0)
			return fact > 0 ? (ptrdiff_t)r : -1;
		if (kind != 0)
			break;
	}
	if (kind == 0)
		return guess_others(s, &best, m, why);
	if (is_ambiguous(&g, kind, why) || holds_names(&g, why) ||
	    ((kind & ITEM) && hides_closed(&g, why)))
		return -1;
	for (i = 0; i < GUESSED; i++)
		if (kind & 1 << i)
			want(m, &g, i);
	/* the leaning: the month is in front where nobody writes Italian */
	m->date = g.italian ? CR_DATE_DMY : CR_DATE_MDY;
	return (ptrdiff_t)r;
}
