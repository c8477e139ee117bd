#include "tables.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/i18n.h"
#include "cr/str.h"

static void
give_reject(struct table *t, const struct cr_row *row, const char *reason)
{
	const struct cr_sink *s = t->sink;

	if (s->refuse == NULL)
		return;
	cr_buf_clear(&t->reject);
	if (row->raw != NULL)
		cr_reject_line(&t->reject, row->raw, row->nraw, t->separator,
		    reason);
	s->refuse(s->ctx, t->file, row->line, row->raw ? t->reject.s : NULL,
	    t->reject_header.len > 0 ? t->reject_header.s : NULL, reason);
}

void
cr_table_refuse(struct table *t, const struct cr_row *row, const char *reason)
{
	t->done->refused++;
	cr_refuse(t->cr, t->file, row->line, "%s", reason);
	give_reject(t, row, reason);
}

void
cr_table_refuse_file(struct table *t, const char *fmt, ...)
{
	char text[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), _(fmt), ap);
	va_end(ap);
	t->done->refused++;
	cr_refuse(t->cr, t->file, 0, "%s", text);
	if (t->sink->refuse != NULL)
		t->sink->refuse(t->sink->ctx, t->file, 0, NULL, NULL, text);
}

static bool
is_among(const char *s, const struct cr_text_list *l)
{
	size_t i;

	for (i = 0; i < l->n; i++)
		if (cr_strcaseeq(s, l->v[i]))
			return true;
	return false;
}

static bool
is_wanted(struct table *t, const struct bound_filter *f, size_t n,
    const struct cr_row *row)
{
	enum cr_cell_kind kind;
	size_t i, len;

	for (i = 0; i < n; i++)
		if (is_among(cr_table_text(t, &f[i].b, row, &len, &kind),
		    &f[i].f->values) == f[i].f->except)
			return false;
	return true;
}

static bool
wrong(struct table *t, const char *text)
{
	snprintf(t->reason, sizeof(t->reason), "%s", _(text));
	return false;
}

/* Which sign the side gives an amount of this section: 1, -1; 0: unknown. */
static int
sign_of_side(const struct bound_section *s, const char *side)
{
	static const char *const debits[] = { "D", "DARE", "S", "DR", "DEBIT" };
	static const char *const credits[] = { "A", "AVERE", "H", "C", "CR",
	    "CREDIT" };
	static const char *const marks[] = { "-", "+" };
	static const struct cr_text_list debit = { (const char **)(void *)
	    (uintptr_t)debits, sizeof(debits) / sizeof(*debits) };
	static const struct cr_text_list credit = { (const char **)(void *)
	    (uintptr_t)credits, sizeof(credits) / sizeof(*credits) };
	int owed = s->type == CR_RECORD_ITEM ? 1 : -1, i;

	for (i = 0; s->type == CR_RECORD_ENTRY && i < 2; i++)
		if (strcmp(side, marks[i]) == 0)
			return i == 0 ? -1 : 1;

	if (is_among(side, s->s->debit_values.n > 0 ? &s->s->debit_values :
	    &debit))
		return owed;
	if (is_among(side, s->s->credit_values.n > 0 ? &s->s->credit_values :
	    &credit))
		return -owed;
	return 0;
}

static void
apply_sign(const struct bound_section *s, const char *cause, int sign,
    struct cr_money *m)
{
	if (sign < 0)
		*m = cr_money_neg(*m);
	if (s->s->inverted)
		*m = cr_money_neg(*m);
	if (cause != NULL && is_among(cause, &s->s->credit_causes))
		*m = cr_money_neg(cr_money_abs(*m));
}

/* Dare less avere for what is owed, the other way round for what came in. */
static bool
settle_columns(struct table *t, const struct bound_section *s, struct work *w,
    struct cr_opt_money *amount)
{
	struct cr_money sum = { 0 };
	bool item = s->type == CR_RECORD_ITEM;

	if (s->s->debit_signed && w->x.debit.set)
		w->x.debit.v = cr_money_neg(w->x.debit.v);
	if (!w->x.debit.set && !w->x.credit.set)
		return true;
	if (amount->set)
		return wrong(t, "has an amount, and a debit or credit");
	if ((w->x.debit.set && !(item ? cr_money_add(&sum, w->x.debit.v) :
	    cr_money_sub(&sum, w->x.debit.v))) ||
	    (w->x.credit.set && !(item ? cr_money_sub(&sum, w->x.credit.v) :
	    cr_money_add(&sum, w->x.credit.v))))
		return wrong(t, "debit and credit are too large");
	*amount = (struct cr_opt_money){ true, sum };
	return true;
}

static int
side_of(struct table *t, const struct bound_section *s, struct work *w)
{
	int sign = 1;

	if (w->x.side != NULL) {
		if ((sign = sign_of_side(s, w->x.side)) == 0)
			snprintf(t->reason, sizeof(t->reason),
			    _("\"%s\" is neither debit nor credit"),
			    w->x.side);
	} else if (s->has_side) {
		wrong(t, "does not say debit or credit");
		sign = 0;
	}
	return sign;
}

static bool
settle_item(struct table *t, const struct bound_section *s, struct work *w)
{
	struct cr_rec_item *it = &w->r.u.item;
	int sign;

	if (!settle_columns(t, s, w, &it->amount))
		return false;
	if (!it->open.set && it->amount.set && w->x.paid.set) {
		it->open = it->amount;
		if (!cr_money_sub(&it->open.v, w->x.paid.v))
			return wrong(t, "paid amount is too large");
	}
	if (it->debtor == NULL)
		return wrong(t, "debtor is missing");
	if (it->number == NULL)
		return wrong(t, "document number is missing");
	if (!it->amount.set && !it->open.set)
		return wrong(t, "amount is missing");
	if (!cr_date_is_set(it->due) && !cr_date_is_set(it->date))
		return wrong(t, "due date is missing");
	if ((sign = side_of(t, s, w)) == 0)
		return false;
	apply_sign(s, it->cause, sign, &it->amount.v);
	apply_sign(s, it->cause, sign, &it->open.v);
	return true;
}

static bool
settle_payment(struct table *t, const struct bound_section *s, struct work *w)
{
	struct cr_rec_payment *p = &w->r.u.payment;
	struct cr_opt_money amount = { w->has_amount, p->amount };
	int sign;

	if (!settle_columns(t, s, w, &amount))
		return false;
	if (p->debtor == NULL)
		return wrong(t, "debtor is missing");
	if (!amount.set)
		return wrong(t, "amount is missing");
	if (!cr_date_is_set(p->date))
		return wrong(t, "date is missing");
	if ((sign = side_of(t, s, w)) == 0)
		return false;
	p->amount = amount.v;
	apply_sign(s, p->kind, sign, &p->amount);
	return true;
}

static bool
settle_entry(struct table *t, const struct bound_section *s, struct work *w)
{
	struct cr_rec_entry *e = &w->r.u.entry;
	int sign;

	if (!settle_columns(t, s, w, &e->amount) ||
	    !cr_table_settle_entry(t, e) || (sign = side_of(t, s, w)) == 0)
		return false;
	apply_sign(s, e->code, sign, &e->amount.v);
	return true;
}

static bool
settle_party(struct table *t, struct work *w)
{
	struct cr_rec_party *p = &w->r.u.party;

	if (p->code == NULL && p->vat == NULL && p->tax_code == NULL)
		return wrong(t, "code, VAT number and tax code are missing");
	return true;
}

/* Make the record of one section; false with t->reason. */
static bool
fill(struct table *t, const struct bound_section *s, const struct cr_row *row,
    struct work *w)
{
	size_t i;

	w->r = s->blank;
	w->r.file = t->file;
	w->r.line = row->line;
	w->r.raw = row->raw;
	w->r.header = t->reject_header.len > 0 ? t->reject_header.s : NULL;
	w->r.separator = t->separator;
	w->x = (struct table_extra){ .side = NULL };
	w->has_amount = false;
	for (i = 0; i < s->n; i++)
		if (!cr_table_value(t, &s->b[i], row, w))
			return false;
	switch (s->type) {
	case CR_RECORD_ITEM:
		return settle_item(t, s, w);
	case CR_RECORD_PAYMENT:
		return settle_payment(t, s, w);
	case CR_RECORD_ENTRY:
		return settle_entry(t, s, w);
	case CR_RECORD_PARTY:
		return settle_party(t, w);
	default:
		return cr_table_settle_fact(t, s, w);
	}
}

/* A party that stands on each row of its items is told once in a run. */
static bool
is_same_party(struct table *t, const struct cr_record *r)
{
	bool same;

	if (t->nsections == 1)
		return false;
	cr_buf_clear(&t->reject);
	cr_record_to_json(&t->reject, r);
	same = t->reject.len == t->party.len &&
	    memcmp(t->reject.s, t->party.s, t->party.len) == 0;
	if (!same) {
		cr_buf_clear(&t->party);
		cr_buf_add(&t->party, t->reject.s, t->reject.len);
	}
	return same;
}

static int
emit(struct table *t, const struct cr_record *r)
{
	if (r->type == CR_RECORD_PARTY && is_same_party(t, r))
		return CR_OK;
	t->done->records++;
	if (r->type == CR_RECORD_ENTRY)
		cr_table_statement_count(t, &r->u.entry);
	if (t->sink->record != NULL)
		t->sink_error = t->sink->record(t->sink->ctx, r);
	return t->sink_error;
}

/* A row that gives no record may be no data at all. */
static void
refuse_or_pass(struct table *t, struct cr_row *row)
{
	if (cr_table_is_ruler(row) || cr_table_is_header(t, row))
		return;
	if (cr_table_is_total(row))
		t->totals++;
	else
		cr_table_refuse(t, row, t->reason);
}

bool
cr_table_fits(const struct table *t, const struct cr_row *row)
{
	size_t i;

	if (t->ncols == 0 || row->n == t->ncols)
		return true;
	if (row->n < t->ncols)
		return t->m->short_rows;
	for (i = t->ncols; i < row->n; i++)
		if (row->cell[i].n > 0)
			return false;
	return true;
}

void
cr_table_drop_reason(const struct table *t, struct cr_row *row)
{
	const struct cr_cell *last = row->cell + row->n - 1;

	if (t->separator == 0 || row->n == 0 ||
	    !((*last->s == REJECT_CELL[0] && cr_starts(last->s, REJECT_CELL)) ||
	    (t->has_reasons && last->n == 0 && row->n == t->ncols + 1)))
		return;
	row->n--;
	row->nraw = cr_csv_last_cell(row->raw, row->nraw, t->separator);
	row->raw[row->nraw] = '\0';
}

int
cr_table_row(struct table *t, struct cr_row *row)
{
	struct work *w = t->work;
	size_t i, n = 0;
	int rc = CR_OK;

	if (row->error != NULL) {
		cr_table_refuse(t, row, _(row->error));
		return CR_OK;
	}
	cr_arena_clear(&t->row);
	cr_table_drop_reason(t, row);
	if (t->statement.used && cr_table_statement_row(t, row))
		return CR_OK;
	if (!cr_table_fits(t, row)) {
		snprintf(t->reason, sizeof(t->reason),
		    _("has %zu columns and the header %zu"), row->n, t->ncols);
		refuse_or_pass(t, row);
		return CR_OK;
	}
	for (i = 0; i < t->nsections &&
	    is_wanted(t, t->filter, t->nfilters, row); i++) {
		const struct bound_section *s = &t->section[i];

		if (!is_wanted(t, s->filter, s->nfilters, row))
			continue;
		if (!fill(t, s, row, &w[n++])) {
			refuse_or_pass(t, row);
			return CR_OK;
		}
	}
	t->filtered += n == 0;
	for (i = 0; rc == CR_OK && i < n; i++)
		rc = emit(t, &w[i].r);
	return rc;
}
