#include "letter_say.h"

#include <string.h>

#include "cr/arena.h"
#include "cr/str.h"

/* A column of a table of documents: a heading, and a word of the row. */
struct part_column {
	enum letter_phrase heading;
	size_t word;
	int width;
	enum cr_paper_align align;
	bool needed;		/* else left out where it is empty */
};

static const struct part_column item_columns[] = {
	{ SAY_DOCUMENT, CR_LETTER_ITEM_NUMBER, 0, CR_PAPER_LEFT, true },
	{ SAY_DATE, CR_LETTER_ITEM_DATE, 2000, CR_PAPER_LEFT, true },
	{ SAY_DUE, CR_LETTER_ITEM_DUE, 2000, CR_PAPER_LEFT, true },
	{ SAY_AMOUNT, CR_LETTER_ITEM_AMOUNT, 2400, CR_PAPER_RIGHT, true },
	{ SAY_PAID, CR_LETTER_ITEM_PAID, 2400, CR_PAPER_RIGHT, false },
	{ SAY_DAYS, CR_LETTER_ITEM_DAYS_LATE, 1900, CR_PAPER_RIGHT, false },
	{ SAY_OPEN, CR_LETTER_ITEM_CLAIM, 2400, CR_PAPER_RIGHT, true },
};

static const struct part_column interest_columns[] = {
	{ SAY_DOCUMENT, CR_LETTER_INTEREST_NUMBER, 0, CR_PAPER_LEFT, true },
	{ SAY_PRINCIPAL, CR_LETTER_INTEREST_PRINCIPAL, 2400, CR_PAPER_RIGHT,
	    true },
	{ SAY_FROM, CR_LETTER_INTEREST_FROM, 2000, CR_PAPER_LEFT, true },
	{ SAY_UNTIL, CR_LETTER_INTEREST_UNTIL, 2000, CR_PAPER_LEFT, true },
	{ SAY_DAYS, CR_LETTER_INTEREST_DAYS, 1900, CR_PAPER_RIGHT, true },
	{ SAY_RATE, CR_LETTER_INTEREST_RATE, 1700, CR_PAPER_RIGHT, true },
	{ SAY_INTEREST, CR_LETTER_INTEREST_AMOUNT, 2400, CR_PAPER_RIGHT,
	    true },
};

static const struct part_column debtor_columns[] = {
	{ SAY_DEBTOR, CR_LETTER_DEBTORS_NAME, 0, CR_PAPER_LEFT, true },
	{ SAY_CODE, CR_LETTER_DEBTORS_CODE, 2200, CR_PAPER_LEFT, false },
	{ SAY_PHONE, CR_LETTER_DEBTORS_PHONE, 3000, CR_PAPER_LEFT, false },
	{ SAY_LEVEL, CR_LETTER_DEBTORS_LEVEL, 2600, CR_PAPER_LEFT, false },
	{ SAY_DAYS, CR_LETTER_DEBTORS_DAYS_LATE, 1900, CR_PAPER_RIGHT,
	    false },
	{ SAY_OPEN, CR_LETTER_DEBTORS_CLAIM, 2600, CR_PAPER_RIGHT, true },
};

/* A table being made, with the columns that it has. */
struct table {
	struct letter_paper *w;
	struct cr_paper_table *t;
	size_t words[CR_PAPER_COLUMNS];
	size_t n;
};

/* Does a row of the list have that word? */
static bool
any(const struct letter_paper *w, enum cr_letter_word list, size_t word)
{
	const struct cr_values *row = cr_values_first(w->v->v, list);

	for (; row != NULL; row = cr_values_next(row))
		if (cr_values_get(row, word) != NULL)
			return true;
	return false;
}

static const char *
or_null(const char *s)
{
	return cr_is_empty(s) ? NULL : s;
}

/* False: the list is empty, and there is no table. */
static bool
open_table(struct table *b, struct letter_paper *w, enum letter_phrase title,
    enum cr_letter_word list, const struct part_column *columns, size_t n)
{
	struct cr_paper_column c[CR_PAPER_COLUMNS];
	size_t i;

	b->w = w;
	b->n = 0;
	if (cr_values_first(w->v->v, list) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		if (!columns[i].needed && !any(w, list, columns[i].word))
			continue;
		c[b->n] = (struct cr_paper_column){
			w->t->say[columns[i].heading], columns[i].width,
			columns[i].align };
		b->words[b->n++] = columns[i].word;
	}
	b->t = cr_paper_table_add(w->p, or_null(w->t->say[title]), c, b->n);
	return true;
}

#define OPEN(b, w, title, list, columns) open_table(b, w, title, list, \
    columns, sizeof(columns) / sizeof((columns)[0]))

static void
add_row(struct table *b, const struct cr_values *row)
{
	const char **c = cr_paper_row_add(b->w->p, b->t, CR_PAPER_ROW);
	size_t i;

	for (i = 0; i < b->n; i++)
		c[i] = cr_values_get(row, b->words[i]);
}

static void
add_detail(struct table *b, const char *text)
{
	cr_paper_row_add(b->w->p, b->t, CR_PAPER_DETAIL)[0] = text;
}

/* A label on the left and an amount on the right. */
static void
add_amount(struct table *b, enum cr_paper_row_kind kind, const char *label,
    const char *amount)
{
	const char **c;

	if (amount == NULL)
		return;
	c = cr_paper_row_add(b->w->p, b->t, kind);
	c[0] = label;
	c[b->n - 1] = amount;
}

/* ---- Documents ---------------------------------------------------------- */

/* "returned unpaid by the bank, 03/10/2026, no funds, bank charges 4,50" */
static const char *
returned(const struct letter_paper *w, const struct cr_values *row)
{
	const char *day = cr_values_get(row, CR_LETTER_ITEM_RETURNED);
	const char *why = cr_values_get(row, CR_LETTER_ITEM_WHY);
	const char *charges = cr_values_get(row, CR_LETTER_ITEM_CHARGES);

	return cr_arena_printf(w->a, "%s%s%s%s%s%s%s%s%s",
	    w->t->say[SAY_RETURNED], day ? ", " : "", day ? day : "",
	    why ? ", " : "", why ? why : "", charges ? ", " : "",
	    charges ? w->t->say[SAY_BANK_TOOK] : "", charges ? " " : "",
	    charges ? charges : "");
}

static void
add_items(struct table *b, enum cr_letter_word list)
{
	const struct cr_values *row = cr_values_first(b->w->v->v, list);
	const char *s;

	for (; row != NULL; row = cr_values_next(row)) {
		add_row(b, row);
		if ((s = cr_values_get(row, CR_LETTER_ITEM_HELD)) != NULL)
			add_detail(b, cr_arena_printf(b->w->a, "%s %s",
			    b->w->t->say[SAY_HELD], s));
		if (cr_values_get(row, CR_LETTER_ITEM_UNPAID) != NULL)
			add_detail(b, returned(b->w, row));
	}
}

/* What is taken off, each with its number and day. */
static void
add_credits(struct table *b)
{
	const struct cr_values *row = cr_values_first(b->w->v->v,
	    CR_LETTER_CREDITS);
	const char **c, *s;

	for (; row != NULL; row = cr_values_next(row)) {
		c = cr_paper_row_add(b->w->p, b->t, CR_PAPER_ROW);
		s = cr_values_get(row, CR_LETTER_CREDIT_NUMBER);
		c[0] = cr_arena_printf(b->w->a, "%s%s%s, %s",
		    b->w->t->say[cr_values_get(row,
		    CR_LETTER_CREDIT_NOTE) ? SAY_CREDIT_NOTE :
		    SAY_ON_ACCOUNT], s ? " " : "", s ? s : "",
		    cr_values_get(row, CR_LETTER_CREDIT_DATE));
		c[b->n - 1] = cr_arena_printf(b->w->a, "-%s",
		    cr_values_get(row, CR_LETTER_CREDIT_AMOUNT));
	}
}

/* "Total EUR" */
static const char *
in_currency(struct letter_paper *w, enum letter_phrase label)
{
	const char *currency = letter_get(w, CR_LETTER_CURRENCY);

	return cr_arena_printf(w->a, "%s %s", w->t->say[label],
	    currency ? currency : "");
}

/* All, or what is past due; the credits are taken off that. */
static void
part_claim(struct letter_paper *w, enum letter_phrase title,
    enum cr_letter_word list, enum letter_phrase label,
    enum cr_letter_word sum, enum cr_letter_word net)
{
	struct table b;

	if (!OPEN(&b, w, title, list, item_columns))
		return;
	add_items(&b, list);
	add_amount(&b, CR_PAPER_SUM, in_currency(w, label),
	    letter_get(w, sum));
	if (letter_get(w, CR_LETTER_CREDIT) == NULL)
		return;
	add_credits(&b);
	add_amount(&b, CR_PAPER_SUM, in_currency(w, SAY_TO_PAY),
	    letter_get(w, net));
}

static void
part_coming(struct letter_paper *w)
{
	struct table b;

	if (!OPEN(&b, w, SAY_COMING, CR_LETTER_COMING_ITEMS, item_columns))
		return;
	add_items(&b, CR_LETTER_COMING_ITEMS);
	add_amount(&b, CR_PAPER_SUM, in_currency(w, SAY_TOTAL_COMING),
	    letter_get(w, CR_LETTER_COMING));
}

/* ---- Money beside the principal ----------------------------------------- */

static const char *
regime(const struct letter_paper *w, const struct cr_values *row)
{
	const char *s = cr_values_get(row, CR_LETTER_INTEREST_REGIME);

	if (s == NULL)
		return NULL;
	return w->t->say[strcmp(s, "legal") == 0 ? SAY_LEGAL :
	    strcmp(s, "contract") == 0 ? SAY_CONTRACT : SAY_MORA];
}

/* The regime is said once for each document. */
static void
part_interest(struct letter_paper *w)
{
	const struct cr_values *row = cr_values_first(w->v->v,
	    CR_LETTER_INTEREST_ITEMS), *next;
	const char *number;
	struct table b;

	if (!OPEN(&b, w, SAY_INTEREST_TITLE, CR_LETTER_INTEREST_ITEMS,
	    interest_columns))
		return;
	for (; row != NULL; row = next) {
		next = cr_values_next(row);
		number = cr_values_get(row, CR_LETTER_INTEREST_NUMBER);
		add_row(&b, row);
		if ((next == NULL || !cr_streq(number, cr_values_get(next,
		    CR_LETTER_INTEREST_NUMBER))) && regime(w, row) != NULL)
			add_detail(&b, regime(w, row));
	}
	add_amount(&b, CR_PAPER_SUM, in_currency(w, SAY_TOTAL),
	    letter_get(w, CR_LETTER_INTEREST));
}

static void
part_totals(struct letter_paper *w)
{
	static const struct {
		enum letter_phrase label;
		enum cr_letter_word word;
	} rows[] = {
		{ SAY_INTEREST_TITLE, CR_LETTER_INTEREST },
		{ SAY_FLAT40, CR_LETTER_FLAT40 },
		{ SAY_PENALTY, CR_LETTER_PENALTY },
		{ SAY_CHARGES, CR_LETTER_CHARGES },
		{ SAY_FEES, CR_LETTER_FEES },
	};
	const char *const *say = w->t->say;
	const struct cr_paper_column columns[] = {
		{ say[SAY_WHAT], 0, CR_PAPER_LEFT },
		{ say[SAY_AMOUNT], 3000, CR_PAPER_RIGHT },
	};
	struct table b = { .w = w, .n = 2 };
	const char *due = letter_get(w, CR_LETTER_DUE_NOW);
	size_t i;

	if (letter_get(w, CR_LETTER_CLAIMS) == NULL)
		return;
	b.t = cr_paper_table_add(w->p, or_null(say[SAY_TOTALS]), columns, 2);
	add_amount(&b, CR_PAPER_ROW, say[SAY_DUE_NOW], due ? due :
	    letter_get(w, CR_LETTER_NET));
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		add_amount(&b, CR_PAPER_ROW, say[rows[i].label],
		    letter_get(w, rows[i].word));
	add_amount(&b, CR_PAPER_SUM, in_currency(w, SAY_TO_PAY),
	    letter_get(w, CR_LETTER_TOTAL));
}

/* ---- How to pay, who signs ---------------------------------------------- */

/* "IT60 X054 2811 1010 0000 0123 456" */
static const char *
grouped(const struct letter_paper *w, const char *iban)
{
	char *to = cr_arena_alloc(w->a, strlen(iban) * 2 + 1), *p = to;
	size_t n = 0;

	for (; *iban != '\0'; iban++) {
		if (cr_is_space(*iban))
			continue;
		if (n > 0 && n % 4 == 0)
			*p++ = ' ';
		*p++ = *iban;
		n++;
	}
	return to;
}

static void
part_payment(struct letter_paper *w)
{
	const char *const *say = w->t->say;
	const char *iban = letter_get(w, CR_LETTER_IBAN);
	struct cr_paper_payment *pay;

	if (iban == NULL)
		return;
	pay = cr_arena_alloc(w->a, sizeof(*pay));
	pay->title = say[SAY_PAYMENT];
	pay->lines[0] = (struct cr_paper_pair){ say[SAY_TO_PAY],
	    cr_arena_printf(w->a, "%s %s", letter_get(w, CR_LETTER_CURRENCY),
	    letter_get(w, CR_LETTER_TOTAL)) };
	pay->lines[1] = (struct cr_paper_pair){ say[SAY_BENEFICIARY],
	    w->p->head.name };
	pay->lines[2] = (struct cr_paper_pair){ say[SAY_IBAN],
	    grouped(w, iban) };
	pay->lines[3] = (struct cr_paper_pair){ say[SAY_BIC],
	    letter_get(w, CR_LETTER_BIC) };
	pay->lines[4] = (struct cr_paper_pair){ say[SAY_REFERENCE],
	    letter_get(w, CR_LETTER_REFERENCE) };
	pay->code = w->v->epc;
	pay->caption = w->v->epc != NULL ? say[SAY_CAPTION] : NULL;
	cr_paper_payment_add(w->p, pay);
}

static void
part_signature(struct letter_paper *w)
{
	const char *name = letter_get(w, CR_LETTER_SIGNER);
	const char *role = letter_get(w, CR_LETTER_SIGNER_ROLE);

	cr_paper_signature_add(w->p, w->p->head.name,
	    name != NULL && role != NULL ? cr_arena_printf(w->a, "%s\n%s",
	    name, role) : name != NULL ? name : role);
}

/* ---- Digests ------------------------------------------------------------ */

static void
part_debtors(struct letter_paper *w)
{
	const struct cr_values *row = cr_values_first(w->v->v,
	    CR_LETTER_DEBTORS);
	struct table b;
	const char *s;

	if (!OPEN(&b, w, SAY_DEBTORS, CR_LETTER_DEBTORS, debtor_columns))
		return;
	for (; row != NULL; row = cr_values_next(row)) {
		add_row(&b, row);
		if ((s = cr_values_get(row, CR_LETTER_DEBTORS_DOCUMENTS)) !=
		    NULL)
			add_detail(&b, cr_arena_printf(w->a, "%s %s",
			    w->t->say[SAY_DOCUMENTS], s));
	}
	add_amount(&b, CR_PAPER_SUM, in_currency(w, SAY_TOTAL),
	    letter_get(w, CR_LETTER_NET));
}

void
cr_letter_part(struct letter_paper *w, enum cr_letter_word part)
{
	switch (part) {
	case CR_LETTER_PART_ITEMS:
		part_claim(w, SAY_ITEMS, CR_LETTER_ITEMS, SAY_TOTAL,
		    CR_LETTER_CLAIM, CR_LETTER_NET);
		break;
	case CR_LETTER_PART_OVERDUE:
		part_claim(w, SAY_OVERDUE, CR_LETTER_OVERDUE_ITEMS,
		    SAY_TOTAL_OVERDUE, CR_LETTER_OVERDUE, CR_LETTER_DUE_NOW);
		break;
	case CR_LETTER_PART_COMING:
		part_coming(w);
		break;
	case CR_LETTER_PART_INTEREST:
		part_interest(w);
		break;
	case CR_LETTER_PART_TOTALS:
		part_totals(w);
		break;
	case CR_LETTER_PART_PAYMENT:
		part_payment(w);
		break;
	case CR_LETTER_PART_SIGNATURE:
		part_signature(w);
		break;
	case CR_LETTER_PART_DEBTORS:
		part_debtors(w);
		break;
	default:
		break;
	}
}
