#include "tables.h"

#include <stdio.h>
#include <string.h>

#include "btext.h"
#include "cr/cr.h"
#include "cr/i18n.h"
#include "cr/payref.h"
#include "cr/str.h"

/*
 * Movements of a bank account as rows of a table: what the list says besides
 * its rows (account, balances), and whose sign is sure.
 */

/* Rows that are no movement. */
static const struct balance_row {
	const char *label;	/* normalised */
	bool opening;
} balance_rows[] = {
	{ "SALDO INIZIALE", true }, { "SALDO CONTABILE INIZIALE", true },
	{ "SALDO PRECEDENTE", true }, { "SALDO DI APERTURA", true },
	{ "OPENING BALANCE", true }, { "SALDO FINALE", false },
	{ "SALDO CONTABILE FINALE", false }, { "SALDO DI CHIUSURA", false },
	{ "CLOSING BALANCE", false },
};

static const char *const account_labels[] = { "CONTO", "CONTO CORRENTE",
    "C C", "CONTO N", "CONTO CORRENTE N", "C C N", "RAPPORTO", "NUMERO CONTO",
    "IBAN", "ACCOUNT", "ACCOUNT NUMBER" };

/* Only the label, or with a day behind it: "SALDO FINALE AL 02 04 2026". */
static const struct balance_row *
balance_row(const char *text)
{
	size_t i, n;
	const char *s;

	for (i = 0; i < CR_COUNT_OF(balance_rows); i++) {
		n = strlen(balance_rows[i].label);
		if (strncmp(text, balance_rows[i].label, n) != 0)
			continue;
		s = text + n;
		if (cr_starts(s, " AL ") || cr_starts(s, " DEL "))
			s += 3;
		if (strspn(s, " 0123456789") == strlen(s))
			return &balance_rows[i];
	}
	return NULL;
}

/* The column of a wanted key, from 0; -1: it is not wanted, or a constant. */
static int32_t
column_of(const struct table *t, const char *key)
{
	const struct bound_section *s = t->section;
	size_t i, j;

	for (i = 0; i < t->nsections; i++, s++)
		for (j = 0; s->type == CR_RECORD_ENTRY && j < s->n; j++)
			if (strcmp(s->b[j].w->key->name, key) == 0)
				return s->b[j].col[0];
	return -1;
}

/* The last amount of a row; one in the column of debits is less than none. */
static bool
row_amount(const struct table *t, const struct cr_row *row,
    struct cr_money *out)
{
	static const struct cr_money_style number = { .mark = '.' };
	int32_t debit = column_of(t, "debit");
	size_t i;

	for (i = row->n; i-- > 0; )
		if (cr_money_parse(row->cell[i].s, row->cell[i].n,
		    row->cell[i].kind == CR_CELL_NUMBER ? &number :
		    &t->m->money, out)) {
			if ((int32_t)i == debit && out->cents > 0)
				*out = cr_money_neg(*out);
			return true;
		}
	return false;
}

bool
cr_table_statement_row(struct table *t, const struct cr_row *row)
{
	struct cr_rec_balance *bal = &t->statement.balance.u.balance;
	const struct balance_row *b = NULL;
	struct cr_opt_money v = { true, { 0 } };
	char text[128];
	size_t i;

	for (i = 0; b == NULL && i < row->n; i++)
		if (row->cell[i].n >= 10 && row->cell[i].n < sizeof(text))
			b = balance_row(cr_table_normalise(row->cell[i].s,
			    text));
	if (b == NULL || !row_amount(t, row, &v.v))
		return false;
	*(b->opening ? &bal->opening : &bal->closing) = v;
	t->statement.line = row->line;
	return true;
}

static void
keep_account(struct table *t, const char *s)
{
	char iban[CR_IBAN_SIZE];

	if (cr_iban_find(s, iban) != NULL)
		s = iban;
	if (*s != '\0' && strlen(s) < sizeof(t->statement.account))
		memcpy(t->statement.account, s, strlen(s) + 1);
}

/* "Conto corrente n. 7412", or "Conto corrente" beside "7412". */
static void
look_for_account(struct table *t, const struct cr_row *row)
{
	char text[128];
	const char *s;
	size_t i, k, n;

	for (i = 0; i < row->n; i++) {
		if (row->cell[i].n >= sizeof(text))
			continue;
		if (cr_iban_find(row->cell[i].s, text) != NULL) {
			keep_account(t, text);
			return;
		}
		cr_table_normalise(row->cell[i].s, text);
		n = strlen(text);
		while (n > 0 && cr_is_digit(text[n - 1]))
			n--;
		s = text[n] != '\0' ? text + n : i + 1 < row->n ?
		    row->cell[i + 1].s : "";
		if (n > 0 && text[n - 1] == ' ')
			n--;
		for (k = 0; k < CR_COUNT_OF(account_labels); k++)
			if (strlen(account_labels[k]) == n &&
			    memcmp(account_labels[k], text, n) == 0)
				keep_account(t, s);
	}
}

void
cr_table_statement_begin(struct table *t, const struct sample *above)
{
	size_t i;

	if (!t->statement.used)
		return;
	for (i = 0; above != NULL && i < above->n; i++)
		if (!cr_table_statement_row(t, &above->row[i]) &&
		    t->statement.account[0] == '\0')
			look_for_account(t, &above->row[i]);
}

bool
cr_table_settle_entry(struct table *t, struct cr_rec_entry *e)
{
	if (!e->amount.set || (!cr_date_is_set(e->booked) &&
	    !cr_date_is_set(e->value))) {
		snprintf(t->reason, sizeof(t->reason), "%s", !e->amount.set ?
		    _("amount is missing") : _("date is missing"));
		return false;
	}
	if (!cr_date_is_set(e->booked))
		e->booked = e->value;
	if (e->account == NULL && *t->statement.account != '\0')
		e->account = t->statement.account;
	if (e->servicer_ref == NULL && e->remittance != NULL)
		e->servicer_ref = cr_btext_reference(&t->row, e->remittance);
	e->source = "csv";
	e->statement = 1;
	e->entry = t->statement.balance.u.balance.entries + 1;
	return true;
}

static bool
keep_same(char *to, size_t size, const char *s)
{
	if (s == NULL || strlen(s) >= size)
		s = "";
	if (*to == '\0')
		memcpy(to, s, strlen(s) + 1);
	return strcmp(to, s) == 0;
}

/* A movement was told. */
void
cr_table_statement_count(struct table *t, const struct cr_rec_entry *e)
{
	struct cr_rec_balance *bal = &t->statement.balance.u.balance;

	bal->entries++;
	t->statement.mixed |= !cr_money_add(&bal->entries_sum, e->amount.v) ||
	    !keep_same(t->statement.currency, sizeof(t->statement.currency),
	    e->currency) || !keep_same(t->statement.of,
	    sizeof(t->statement.of), e->account);
}

int
cr_table_statement_end(struct table *t)
{
	struct cr_record *r = &t->statement.balance;
	struct cr_rec_balance *bal = &r->u.balance;
	struct btext b = { .cr = t->cr, .file = t->file, .sink = t->sink,
	    .done = t->done };

	if (!t->statement.used || t->statement.mixed ||
	    (!bal->opening.set && !bal->closing.set))
		return CR_OK;
	bal->statement = 1;
	bal->source = "csv";
	bal->account = *t->statement.of != '\0' ? t->statement.of :
	    *t->statement.account != '\0' ? t->statement.account : NULL;
	bal->currency = *t->statement.currency != '\0' ?
	    t->statement.currency : NULL;
	t->sink_error = cr_btext_balance(&b, r, t->statement.line);
	return t->sink_error;
}

static bool
is_negative(const struct cr_cell *c)
{
	return c->n > 0 && (strchr("-(", c->s[0]) != NULL ||
	    c->s[c->n - 1] == '-' || cr_starts(c->s, "\xe2\x88\x92"));
}

/* How many of the cells in COL behind HEADER hold something; less than 0. */
static size_t
count_cells(const struct sample *s, ptrdiff_t header, int32_t col,
    size_t *negative)
{
	size_t r, n = 0;

	*negative = 0;
	for (r = (size_t)(header + 1); col >= 0 && r < s->n; r++) {
		const struct cr_row *row = &s->row[r];

		if ((size_t)col >= row->n || row->cell[col].n == 0 ||
		    strpbrk(row->cell[col].s, "0123456789") == NULL ||
		    cr_table_is_total(row))
			continue;
		n++;
		*negative += is_negative(&row->cell[col]);
	}
	return n;
}

bool
cr_table_entry_signs(struct cr *cr, const struct sample *s, ptrdiff_t header,
    struct cr_mapping *m, struct cr_buf *why)
{
	static const struct cr_sink nothing = { .ctx = NULL };
	struct section *to = &m->section[MAPPING_ENTRY];
	struct cr_read_file done = { .name = "" };
	size_t n, negative;
	struct table t;

	if (!to->used)
		return true;
	cr_table_init(&t, cr, "", &nothing, &done);
	if (cr_table_bind(&t, m, header >= 0 ? &s->row[header] : NULL,
	    NULL)) {
		n = count_cells(s, header, column_of(&t, "debit"), &negative);
		to->debit_signed = n > 0 && n == negative;
		n = count_cells(s, header, column_of(&t, "amount_cents"),
		    &negative);
	} else {
		n = negative = 0;
	}
	cr_table_release(&t);
	if (n == 0 || negative > 0 || to->inverted ||
	    cr_mapping_wants(m, MAPPING_ENTRY, "side"))
		return true;
	cr_buf_adds(why, _("no amount is negative and no column says debit "
	    "or credit, so which way the money went is not known"));
	return false;
}
