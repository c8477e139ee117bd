#include "statement_paper.h"

#include <inttypes.h>
#include <string.h>

#include "cr/buf.h"
#include "cr/policy.h"
#include "cr/str.h"
#include "say.h"

#define USES_A_ROW 24		/* so that no row is longer than a page */

static const char *
amount(const struct st_writing *w, struct cr_money m)
{
	return cr_say_amount(w->a, m, w->language);
}

static const char *
date(const struct st_writing *w, struct cr_date d)
{
	return cr_say_date(w->a, d, w->language);
}

/* What is in B, kept; B is empty again. */
static const char *
keep(const struct st_writing *w, struct cr_buf *b)
{
	const char *s = cr_arena_strndup(w->a, b->s, b->len);

	cr_buf_clear(b);
	return s;
}

/* ---- Who and to whom ---------------------------------------------------- */

#define COPY(to, from) do { \
	size_t at; \
	for (at = 0; at < sizeof(to) / sizeof((to)[0]); at++) \
		(to)[at] = (from)[at]; \
} while (0)

static const char *
labelled(const struct st_writing *w, enum st_phrase label, const char *value)
{
	if (cr_is_empty(value))
		return NULL;
	return cr_arena_printf(w->a, "%s%s%s", w->say[label],
	    *w->say[label] != '\0' ? " " : "", value);
}

static void
write_head(struct st_writing *w)
{
	struct cr_paper_head *h = &w->p->head;
	const struct cr_party *c = &w->s->creditor;

	h->name = w->head->name ? w->head->name : c->name;
	COPY(h->lines, w->head->lines);
	if (h->lines[0] == NULL) {
		h->lines[0] = c->street;
		h->lines[1] = cr_say_city(w->a, c);
	}
	COPY(h->contacts, w->head->contacts);
	if (h->contacts[0] == NULL) {
		h->contacts[0] = labelled(w, ST_VAT, cr_say_vat(w->a, c));
		h->contacts[1] = labelled(w, ST_TAX_CODE, c->tax_code);
		h->contacts[2] = labelled(w, ST_PHONE, w->contacts->phone);
		h->contacts[3] = labelled(w, ST_EMAIL, w->contacts->email);
		h->contacts[4] = labelled(w, ST_PEC, w->contacts->pec);
	}
	COPY(h->footer, w->head->footer);
}

static void
write_debtor(struct st_writing *w)
{
	const struct cr_statement *s = w->s;
	const struct cr_party *d = &s->debtor;
	struct cr_paper *p = w->p;
	size_t n = 0;

	p->to_label = w->say[ST_TO];
	p->to[0] = d->name;
	p->to[1] = d->street;
	p->to[2] = cr_say_city(w->a, d);
	p->pairs[n++] = (struct cr_paper_pair){ w->say[ST_CODE], d->code };
	p->pairs[n++] = (struct cr_paper_pair){ w->say[ST_VAT],
	    cr_say_vat(w->a, d) };
	if (!cr_streq(d->tax_code, d->vat))
		p->pairs[n++] = (struct cr_paper_pair){ w->say[ST_TAX_CODE],
		    d->tax_code };
	p->pairs[n++] = (struct cr_paper_pair){ w->say[ST_CLOSING_LABEL],
	    cr_arena_printf(w->a, "%s %s", s->currency,
	    amount(w, s->closing)) };
	p->pairs[n].label = w->say[ST_OVERDUE_LABEL];
	if (s->overdue.cents > 0)
		p->pairs[n].value = cr_arena_printf(w->a, "%s %s",
		    s->currency, amount(w, s->overdue));
	p->title = cr_arena_printf(w->a, "%s %s %s", w->say[ST_TITLE],
	    w->say[ST_AS_OF], date(w, s->to));
	p->subtitle = cr_arena_printf(w->a, "%s %s %s %s", w->say[ST_FROM],
	    date(w, s->from), w->say[ST_UNTIL], date(w, s->to));
}

/* ---- Movements ---------------------------------------------------------- */

enum { M_DATE, M_WHAT, M_DUE, M_DEBIT, M_CREDIT, M_BALANCE, M_COLUMNS };

static const char *
what(const struct st_writing *w, const struct cr_statement_move *m)
{
	const char *kind = w->say[ST_KIND + m->kind];

	if (m->number == NULL)
		return kind;
	if (m->items > 1 && m->kind == CR_STATEMENT_INVOICE)
		return cr_arena_printf(w->a, "%s %s (%zu %s)", kind,
		    m->number, m->items, w->say[ST_INSTALMENTS]);
	return cr_arena_printf(w->a, "%s %s", kind, m->number);
}

/* "12/26 of 12/01/2026", "Interest 12/26 of 12/01/2026" */
static void
write_use(const struct st_writing *w, struct cr_buf *b,
    const struct cr_statement_use *u)
{
	int kind = 0;

	if (u->kind != NULL) {
		while (kind < CR_CLAIM_KINDS - 1 && strcmp(u->kind,
		    cr_claim_kind_word((enum cr_claim_kind)kind)) != 0)
			kind++;
		cr_buf_addf(b, "%s ", w->say[ST_CLAIM_KIND + kind]);
	}
	cr_buf_addf(b, "%s%s%s %s", u->number ? u->number : "",
	    u->number ? " " : "", w->say[ST_DATED], date(w, u->date));
}

/*
 * "for 12/26 of 12/01/2026: 100,00; 13/26 ...". The amount of the only one
 * is that of the movement.
 */
static void
write_uses(struct st_writing *w, struct cr_paper_table *t,
    const struct cr_statement_move *m)
{
	const struct cr_statement_use *u = m->uses;
	bool one = m->nuses == 1 && m->on_account.cents == 0;
	struct cr_buf b;
	size_t i;

	cr_buf_init(&b);
	for (i = 0; i < m->nuses; i++, u++) {
		cr_buf_addf(&b, "%s ", i % USES_A_ROW == 0 ?
		    w->say[ST_USES] : ";");
		write_use(w, &b, u);
		if (!one)
			cr_buf_addf(&b, ": %s", amount(w, u->amount));
		if (i % USES_A_ROW == USES_A_ROW - 1)
			cr_paper_row_add(w->p, t, CR_PAPER_DETAIL)[0] =
			    keep(w, &b);
	}
	if (m->on_account.cents != 0)
		cr_buf_addf(&b, "%s%s: %s", b.len > 0 ? "; " : "",
		    w->say[ST_UNALLOCATED], amount(w, m->on_account));
	if (b.len > 0)
		cr_paper_row_add(w->p, t, CR_PAPER_DETAIL)[0] = keep(w, &b);
	cr_buf_release(&b);
}

static void
write_balance(struct st_writing *w, struct cr_paper_table *t,
    enum cr_paper_row_kind kind, enum st_phrase label, struct cr_date day,
    struct cr_money balance)
{
	const char **c = cr_paper_row_add(w->p, t, kind);

	c[M_DATE] = date(w, day);
	c[M_WHAT] = w->say[label];
	c[M_BALANCE] = amount(w, balance);
}

static void
write_moves(struct st_writing *w)
{
	const struct cr_paper_column columns[M_COLUMNS] = {
		[M_DATE] = { w->say[ST_DATE], 1950, CR_PAPER_LEFT },
		[M_WHAT] = { w->say[ST_WHAT], 0, CR_PAPER_LEFT },
		[M_DUE] = { w->say[ST_DUE], 1950, CR_PAPER_LEFT },
		[M_DEBIT] = { w->say[ST_DEBIT], 2400, CR_PAPER_RIGHT },
		[M_CREDIT] = { w->say[ST_CREDIT], 2400, CR_PAPER_RIGHT },
		[M_BALANCE] = { w->say[ST_BALANCE], 2400, CR_PAPER_RIGHT },
	};
	const struct cr_statement *s = w->s;
	const struct cr_statement_move *m;
	struct cr_paper_table *t = cr_paper_table_add(w->p,
	    w->say[ST_MOVEMENTS], columns, M_COLUMNS);
	const char **c;

	t->detail = M_WHAT;
	write_balance(w, t, CR_PAPER_ROW, ST_OPENING,
	    (struct cr_date){ s->from.days - 1 }, s->opening);
	for (m = s->moves; m < s->moves + s->nmoves; m++) {
		c = cr_paper_row_add(w->p, t, CR_PAPER_ROW);
		c[M_DATE] = date(w, m->date);
		c[M_WHAT] = what(w, m);
		c[M_DUE] = date(w, m->due);
		c[m->amount.cents < 0 ? M_CREDIT : M_DEBIT] = amount(w,
		    cr_money_abs(m->amount));
		c[M_BALANCE] = amount(w, m->balance);
		write_uses(w, t, m);
	}
	if (s->nmoves == 0) {
		c = cr_paper_row_add(w->p, t, CR_PAPER_ROW);
		c[M_WHAT] = w->say[ST_NO_MOVEMENTS];
	} else {
		c = cr_paper_row_add(w->p, t, CR_PAPER_SUM);
		c[M_WHAT] = w->say[ST_TOTALS];
		c[M_DEBIT] = amount(w, s->more);
		c[M_CREDIT] = amount(w, cr_money_abs(s->less));
	}
	write_balance(w, t, CR_PAPER_SUM, ST_CLOSING, s->to, s->closing);
}

/* ---- What is open ------------------------------------------------------- */

enum { O_WHAT, O_DATE, O_DUE, O_DAYS, O_AMOUNT, O_OPEN, O_COLUMNS };

static const char *
document(const struct st_writing *w, const struct cr_statement_item *i)
{
	const char *kind = w->say[i->entry != 0 ? ST_ON_ACCOUNT :
	    i->amount.cents < 0 ? ST_KIND + CR_STATEMENT_CREDIT_NOTE :
	    ST_KIND + CR_STATEMENT_INVOICE];
	const char *note = i->held.cents > 0 ? w->say[ST_HELD] :
	    i->returned ? w->say[ST_RETURNED] :
	    i->entry == 0 && i->open.cents > 0 &&
	    cr_method_is_bank(i->method) ? w->say[ST_COLLECTED] : NULL;

	if (i->payee != NULL)
		return cr_arena_printf(w->a, "%s %s, %s %s", kind, i->number,
		    w->say[ST_PAYEE], i->payee);
	if (i->number == NULL)
		return kind;
	return cr_arena_printf(w->a, "%s %s%s%s", kind, i->number, note ?
	    ", " : "", note ? note : "");
}

static void
write_items(struct st_writing *w)
{
	const struct cr_paper_column columns[O_COLUMNS] = {
		[O_WHAT] = { w->say[ST_DOCUMENT], 0, CR_PAPER_LEFT },
		[O_DATE] = { w->say[ST_DATE], 1950, CR_PAPER_LEFT },
		[O_DUE] = { w->say[ST_DUE], 1950, CR_PAPER_LEFT },
		[O_DAYS] = { w->say[ST_DAYS], 2400, CR_PAPER_RIGHT },
		[O_AMOUNT] = { w->say[ST_AMOUNT], 2400, CR_PAPER_RIGHT },
		[O_OPEN] = { w->say[ST_OPEN], 2400, CR_PAPER_RIGHT },
	};
	const struct cr_statement *s = w->s;
	const struct cr_statement_item *i;
	struct cr_paper_table *t;
	const char **c;

	if (s->nitems == 0) {
		cr_paper_text_add(w->p, w->say[ST_NOTHING_OPEN]);
		return;
	}
	t = cr_paper_table_add(w->p, w->say[ST_OPEN_ITEMS], columns,
	    O_COLUMNS);
	for (i = s->items; i < s->items + s->nitems; i++) {
		c = cr_paper_row_add(w->p, t, CR_PAPER_ROW);
		c[O_WHAT] = document(w, i);
		c[O_DATE] = date(w, i->date);
		c[O_DUE] = date(w, i->due);
		if (i->entry == 0 && i->days > 0 && i->open.cents > 0)
			c[O_DAYS] = cr_arena_printf(w->a, "%" PRId32,
			    i->days);
		c[O_AMOUNT] = amount(w, i->amount);
		c[O_OPEN] = amount(w, i->open);
	}
	c = cr_paper_row_add(w->p, t, CR_PAPER_SUM);
	c[O_WHAT] = w->say[ST_TOTAL];
	c[O_OPEN] = amount(w, s->closing);
}

/* ---- Claims ------------------------------------------------------------- */

enum { C_WHAT, C_DATE, C_AMOUNT, C_PAID, C_OPEN, C_COLUMNS };

static void
write_claim(struct st_writing *w, struct cr_paper_table *t,
    const struct cr_statement_claim *k)
{
	struct cr_money paid = k->amount;
	const char **c = cr_paper_row_add(w->p, t, CR_PAPER_ROW);

	c[C_WHAT] = k->number == NULL ? w->say[ST_CLAIM_KIND + k->kind] :
	    cr_arena_printf(w->a, "%s, %s", w->say[ST_CLAIM_KIND + k->kind],
	    k->number);
	c[C_DATE] = date(w, k->day);
	c[C_AMOUNT] = amount(w, k->amount);
	if (cr_money_sub(&paid, k->open) && paid.cents != 0)
		c[C_PAID] = amount(w, paid);
	c[C_OPEN] = amount(w, k->open);
}

/* They have a sum of their own, and are in no balance above. */
static void
write_claims(struct st_writing *w)
{
	const struct cr_paper_column columns[C_COLUMNS] = {
		[C_WHAT] = { w->say[ST_CLAIM], 0, CR_PAPER_LEFT },
		[C_DATE] = { w->say[ST_CLAIMED], 2400, CR_PAPER_LEFT },
		[C_AMOUNT] = { w->say[ST_AMOUNT], 2400, CR_PAPER_RIGHT },
		[C_PAID] = { w->say[ST_PAID_OF_CLAIM], 2400, CR_PAPER_RIGHT },
		[C_OPEN] = { w->say[ST_OPEN], 2400, CR_PAPER_RIGHT },
	};
	const struct cr_statement *s = w->s;
	struct cr_money sum = s->closing;
	struct cr_paper_table *t;
	const char **c;
	size_t i;

	if (s->nclaims == 0 || !cr_money_add(&sum, s->claimed))
		return;
	t = cr_paper_table_add(w->p, w->say[ST_CLAIMS], columns, C_COLUMNS);
	for (i = 0; i < s->nclaims; i++)
		write_claim(w, t, &s->claims[i]);
	c = cr_paper_row_add(w->p, t, CR_PAPER_SUM);
	c[C_WHAT] = w->say[ST_TOTAL];
	c[C_OPEN] = amount(w, s->claimed);
	c = cr_paper_row_add(w->p, t, CR_PAPER_SUM);
	c[C_WHAT] = w->say[ST_WITH_CLAIMS];
	c[C_OPEN] = amount(w, sum);
}

/* ---- Interest ----------------------------------------------------------- */

enum { I_WHAT, I_DUE, I_DAYS, I_COSTS, I_INTEREST, I_COLUMNS };

static void
write_accrued(struct st_writing *w, struct cr_paper_table *t,
    const struct cr_statement_item *i)
{
	struct cr_money costs = { i->flat.cents + i->penalty.cents };
	const char **c;

	if (i->interest.cents == 0 && costs.cents == 0)
		return;
	c = cr_paper_row_add(w->p, t, CR_PAPER_ROW);
	c[I_WHAT] = document(w, i);
	c[I_DUE] = date(w, i->due);
	c[I_DAYS] = cr_arena_printf(w->a, "%" PRId32, i->days);
	if (costs.cents != 0)
		c[I_COSTS] = amount(w, costs);
	c[I_INTEREST] = amount(w, i->interest);
}

static void
write_interest(struct st_writing *w)
{
	const struct cr_paper_column columns[I_COLUMNS] = {
		[I_WHAT] = { w->say[ST_DOCUMENT], 0, CR_PAPER_LEFT },
		[I_DUE] = { w->say[ST_DUE], 1950, CR_PAPER_LEFT },
		[I_DAYS] = { w->say[ST_DAYS], 2400, CR_PAPER_RIGHT },
		[I_COSTS] = { w->say[ST_COSTS], 2400, CR_PAPER_RIGHT },
		[I_INTEREST] = { w->say[ST_INTEREST], 2400, CR_PAPER_RIGHT },
	};
	const struct cr_statement *s = w->s;
	struct cr_money sum = s->closing;
	struct cr_paper_table *t;
	const char **c;
	size_t i;

	if ((s->interest.cents == 0 && s->costs.cents == 0) ||
	    !cr_money_add(&sum, s->claimed) ||
	    !cr_money_add(&sum, s->interest) || !cr_money_add(&sum, s->costs))
		return;
	t = cr_paper_table_add(w->p, w->say[ST_INTERESTS], columns,
	    I_COLUMNS);
	for (i = 0; i < s->nitems; i++)
		write_accrued(w, t, &s->items[i]);
	c = cr_paper_row_add(w->p, t, CR_PAPER_SUM);
	c[I_WHAT] = w->say[ST_TOTAL];
	c[I_COSTS] = amount(w, s->costs);
	c[I_INTEREST] = amount(w, s->interest);
	c = cr_paper_row_add(w->p, t, CR_PAPER_SUM);
	c[I_WHAT] = w->say[ST_WITH_INTEREST];
	c[I_INTEREST] = amount(w, sum);
}

/* ---- Ageing ------------------------------------------------------------- */

static const char *
bucket(const struct st_writing *w, const struct cr_age_opts *usual, size_t i)
{
	if (i == 0)
		return w->say[ST_NOT_DUE];
	if (i > usual->nbounds)
		return cr_arena_printf(w->a, "%s %" PRId32, w->say[ST_OVER],
		    usual->bounds[i - 2]);
	return cr_arena_printf(w->a, "%" PRId32 "-%" PRId32 " %s",
	    i > 1 ? usual->bounds[i - 2] + 1 : 1, usual->bounds[i - 1],
	    w->say[ST_DAYS_LATE]);
}

struct band {
	const char *label, *amount;
};

/* What is not zero, the credits and the sum: CR_PAPER_COLUMNS at most. */
static size_t
bands(const struct st_writing *w, struct band *v)
{
	const struct cr_statement *s = w->s;
	struct cr_age_opts usual = { 0 };
	size_t i, n = 0;

	cr_age_default_bounds(&usual);
	for (i = 0; i < CR_STATEMENT_BUCKETS; i++)
		if (s->buckets[i].cents != 0)
			v[n++] = (struct band){ bucket(w, &usual, i),
			    amount(w, s->buckets[i]) };
	if (s->credits.cents != 0)
		v[n++] = (struct band){ w->say[ST_CREDITS],
		    amount(w, s->credits) };
	v[n++] = (struct band){ w->say[ST_TOTAL], amount(w, s->closing) };
	return n;
}

#define BANDS_WIDTH 17700	/* of all together, in 1/100 mm */
#define FIGURE 170		/* of a figure, at most */

/* Side by side where there is room, below each other where not. */
static void
write_ageing(struct st_writing *w)
{
	struct cr_paper_column columns[CR_PAPER_COLUMNS];
	struct band v[CR_PAPER_COLUMNS];
	size_t i, n, widest = 0;
	struct cr_paper_table *t;
	const char **c;

	if (w->s->nitems == 0)
		return;
	n = bands(w, v);
	for (i = 0; i < n; i++) {
		if (strlen(v[i].amount) > widest)
			widest = strlen(v[i].amount);
		columns[i] = (struct cr_paper_column){ v[i].label,
		    BANDS_WIDTH / (int)n, CR_PAPER_RIGHT };
	}
	if ((widest + 2) * FIGURE * n <= BANDS_WIDTH) {
		t = cr_paper_table_add(w->p, w->say[ST_AGEING], columns, n);
		c = cr_paper_row_add(w->p, t, CR_PAPER_ROW);
		for (i = 0; i < n; i++)
			c[i] = v[i].amount;
		return;
	}
	columns[0] = (struct cr_paper_column){ w->say[ST_DAYS], 0,
	    CR_PAPER_LEFT };
	columns[1] = (struct cr_paper_column){ w->say[ST_OPEN], 4000,
	    CR_PAPER_RIGHT };
	t = cr_paper_table_add(w->p, w->say[ST_AGEING], columns, 2);
	for (i = 0; i < n; i++) {
		c = cr_paper_row_add(w->p, t, i + 1 < n ? CR_PAPER_ROW :
		    CR_PAPER_SUM);
		c[0] = v[i].label;
		c[1] = v[i].amount;
	}
}

void
cr_statement_paper(const struct cr_statement *s,
    const struct st_words *words, const struct cr_letterhead *head,
    const struct st_contacts *contacts, struct cr_arena *a,
    struct cr_paper *out)
{
	struct st_writing w = { .s = s, .say = words->v, .head = head,
	    .contacts = contacts, .a = a, .p = out,
	    .language = words->language };

	cr_paper_init(out, a);
	out->language = words->language;
	out->page = words->v[ST_PAGE];
	out->of = words->v[ST_OF];
	write_head(&w);
	write_debtor(&w);
	write_moves(&w);
	write_items(&w);
	write_ageing(&w);
	write_claims(&w);
	write_interest(&w);
	cr_paper_text_add(out, words->v[ST_COURTESY]);
	cr_statement_paper_payment(&w);
}
