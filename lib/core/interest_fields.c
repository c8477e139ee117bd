#include "cr/interest_fields.h"

#include <string.h>

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/i18n.h"
#include "cr/print.h"
#include "groups.h"

#define ITEMS_OF_DOC 1000	/* item / 1000 is its document */

const struct cr_field cr_interest_segment_fields[CR_IS_COLUMNS] = {
	{ "item", CR_KEY, N_("Key"), N_("the item"), 0 },
	{ "party", CR_KEY, N_("Party"), N_("the debtor"), 0 },
	{ "code", CR_CODE, N_("Code"), N_("of the debtor"), 0 },
	{ "name", CR_TEXT, N_("Name"), N_("name of the debtor"), 0 },
	{ "number", CR_CODE, N_("Number"), N_("of the document"), 0 },
	{ "currency", CR_TEXT, N_("Currency"), N_("of the amounts"), 0 },
	{ "kind", CR_TEXT, N_("Kind"), N_("interest, flat40 (art. 6) or "
	    "penalty"), 0 },
	{ "regime", CR_TEXT, N_("Regime"), N_("that the rate is of"), 0 },
	{ "from", CR_DATE, N_("From"), N_("first day, counted"), 0 },
	{ "to", CR_DATE, N_("To"), N_("last day, counted"), 0 },
	{ "days", CR_COUNT, N_("Days"), N_("how many these are"), 0 },
	{ "principal_cents", CR_CENTS, N_("Principal"),
	    N_("that bears the interest"), 0 },
	{ "rate_bp", CR_BP, N_("Rate"), N_("of a year"), 0 },
	{ "accrued_cents", CR_CENTS, N_("Accrued"),
	    N_("interest of these days, rounded; or the sum"), 0 },
	{ "note", CR_TEXT, N_("Note"), N_("what has to be known of it"), 0 },
	{ "due", CR_DATE, N_("Due"), N_("due date"), 1 },
	{ "since", CR_TEXT, N_("Since"),
	    N_("due, notice or no-notice: what it runs from"), 1 },
	{ "assumed", CR_BOOL, N_("Assumed"), N_("is the rate assumed?"), 1 },
	{ "source", CR_TEXT, N_("Source"), N_("of the rate"), 1 },
};

const struct cr_field cr_interest_item_fields[CR_II_COLUMNS] = {
	{ "item", CR_KEY, N_("Key"), N_("the item"), 0 },
	{ "party", CR_KEY, N_("Party"), N_("the debtor"), 0 },
	{ "code", CR_CODE, N_("Code"), N_("of the debtor"), 0 },
	{ "name", CR_TEXT, N_("Name"), N_("name of the debtor"), 0 },
	{ "number", CR_CODE, N_("Number"), N_("of the document"), 0 },
	{ "due", CR_DATE, N_("Due"), N_("due date"), 0 },
	{ "currency", CR_TEXT, N_("Currency"), N_("of the amounts"), 0 },
	{ "regime", CR_TEXT, N_("Regime"), N_("that the rates are of"), 0 },
	{ "from", CR_DATE, N_("From"), N_("first day with interest"), 0 },
	{ "to", CR_DATE, N_("To"), N_("last day with interest"), 0 },
	{ "days", CR_COUNT, N_("Days"), N_("how many these are"), 0 },
	{ "amount_cents", CR_CENTS, N_("Amount"), N_("of the item"), 0 },
	{ "open_cents", CR_CENTS, N_("Open"),
	    N_("what is left of it in the ledger"), 0 },
	{ "interest_cents", CR_CENTS, N_("Interest"),
	    N_("all that accrued"), 0 },
	{ "flat_cents", CR_CENTS, N_("Art. 6"),
	    N_("lump sum for the costs of recovery"), 0 },
	{ "penalty_cents", CR_CENTS, N_("Penalty"),
	    N_("of subfornitura"), 0 },
	{ "total_cents", CR_CENTS, N_("Total"),
	    N_("open, interest, lump sum and penalty, less what was paid"),
	    0 },
	{ "per_diem_cents", CR_CENTS, N_("A day"),
	    N_("interest of one day more"), 0 },
	{ "note", CR_TEXT, N_("Note"), N_("what has to be known of it"), 0 },
	{ "principal_due_cents", CR_CENTS, N_("Principal due"),
	    N_("of the total, after imputing the payments"), 1 },
	{ "interest_due_cents", CR_CENTS, N_("Interest due"),
	    N_("of the total, after imputing the payments"), 1 },
	{ "costs_due_cents", CR_CENTS, N_("Costs due"),
	    N_("of the total, after imputing the payments"), 1 },
	{ "rate_bp", CR_BP, N_("Rate"), N_("of the last day"), 1 },
	{ "since", CR_TEXT, N_("Since"),
	    N_("due, notice or no-notice: what it runs from"), 1 },
	{ "assumed", CR_BOOL, N_("Assumed"),
	    N_("is a rate of it assumed?"), 1 },
	{ "paid_cents", CR_CENTS, N_("Paid"), N_("of interest, lump sum and "
	    "penalty, as claims"), 1 },
};

const struct cr_field cr_interest_debtor_fields[CR_ID_COLUMNS] = {
	{ "party", CR_KEY, N_("Key"), N_("the debtor"), 0 },
	{ "code", CR_CODE, N_("Code"), N_("of the debtor"), 0 },
	{ "name", CR_TEXT, N_("Name"), N_("name of the debtor"), 0 },
	{ "currency", CR_TEXT, N_("Currency"), N_("of the amounts"), 0 },
	{ "items", CR_COUNT, N_("Items"), N_("that were late"), 0 },
	{ "open_cents", CR_CENTS, N_("Open"),
	    N_("what is left of them in the ledger"), 0 },
	{ "interest_cents", CR_CENTS, N_("Interest"),
	    N_("all that accrued"), 0 },
	{ "flat_cents", CR_CENTS, N_("Art. 6"),
	    N_("lump sums for the costs of recovery"), 0 },
	{ "penalty_cents", CR_CENTS, N_("Penalty"),
	    N_("of subfornitura"), 0 },
	{ "total_cents", CR_CENTS, N_("Total"),
	    N_("open, interest, lump sums and penalties, less what was paid"),
	    0 },
	{ "per_diem_cents", CR_CENTS, N_("A day"),
	    N_("interest of one day more"), 0 },
	{ "note", CR_TEXT, N_("Note"), N_("what has to be known of it"), 0 },
	{ "assumed", CR_BOOL, N_("Assumed"),
	    N_("is a rate of it assumed?"), 1 },
	{ "paid_cents", CR_CENTS, N_("Paid"), N_("of interest, lump sums "
	    "and penalties, as claims"), 1 },
};

/* The sums of a debtor; the last ones count the items of which it is so. */
enum { ITEMS, OPEN, INTEREST, FLAT, PENALTY, PAID, TOTAL, MICRO, ASSUMED,
    CREDITS, NO_NOTICE, SUMS };

struct output {
	struct cr *cr;
	struct cr_printer *p;
	struct cr_groups groups;	/* of rows by debtor */
	int64_t doc;			/* the last one, and its number */
	struct cr_buf number;
};

bool
cr_interest_rows_parse(const char *word, enum cr_interest_rows *out)
{
	static const char *const words[] = {
		[CR_INTEREST_SEGMENTS] = "segment",
		[CR_INTEREST_ITEMS] = "item",
		[CR_INTEREST_DEBTORS] = "debtor",
	};
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i], word) == 0) {
			*out = (enum cr_interest_rows)i;
			return true;
		}
	return false;
}

const struct cr_field *
cr_interest_fields(enum cr_interest_rows rows, size_t *n)
{
	switch (rows) {
	case CR_INTEREST_ITEMS:
		*n = CR_II_COLUMNS;
		return cr_interest_item_fields;
	case CR_INTEREST_DEBTORS:
		*n = CR_ID_COLUMNS;
		return cr_interest_debtor_fields;
	default:
		*n = CR_IS_COLUMNS;
		return cr_interest_segment_fields;
	}
}

/* What a person has to know of a figure; NULL: nothing. */
static const char *
note_of(bool assumed, bool credits, bool no_notice)
{
	if (assumed)
		return _("assumed rate");
	if (credits)
		return _("has credits that are not allocated");
	if (no_notice)
		return _("no messa in mora: from the due date");
	return NULL;
}

static const char *
item_note(const struct cr_interest_item *i, bool assumed)
{
	return note_of(assumed, i->credits, i->since == CR_SINCE_NO_NOTICE);
}

/* The number of the document of I, looked up once for all its rows. */
static const char *
number_of(struct output *out, const struct cr_interest_item *i)
{
	int64_t doc = i->item.item / ITEMS_OF_DOC;

	if (doc != out->doc) {
		out->doc = doc;
		cr_buf_clear(&out->number);
		cr_buf_adds(&out->number, cr_debt_number(out->cr, doc));
	}
	return out->number.s;
}

/* The first columns, which segments and items have in common. */
static void
put_item(struct output *out, const struct cr_interest_item *i)
{
	struct cr_printer *p = out->p;

	cr_put_text_cell(p, CR_IS_CODE, i->code);
	cr_put_text_cell(p, CR_IS_NAME, i->name);
	if (i->item.item == 0)
		return;
	cr_put_key(p, CR_IS_ITEM, CR_KEY_ITEM, i->item.item);
	cr_put_key(p, CR_IS_PARTY, CR_KEY_PARTY, i->item.debtor);
	cr_put_text_cell(p, CR_IS_NUMBER, number_of(out, i));
}

static void
put_segment_item(struct output *out, const struct cr_interest_item *i,
    enum cr_regime regime, const char *kind)
{
	struct cr_printer *p = out->p;

	put_item(out, i);
	cr_put_text_cell(p, CR_IS_CURRENCY, i->item.currency);
	cr_put_text_cell(p, CR_IS_KIND, kind);
	cr_put_text_cell(p, CR_IS_REGIME, cr_regime_word(regime));
	cr_put_date(p, CR_IS_DUE, i->item.due);
	cr_put_text_cell(p, CR_IS_SINCE, cr_since_word(i->since));
}

static int
put_segment(void *ctx, const struct cr_interest_item *i,
    const struct cr_interest_segment *s)
{
	struct output *out = ctx;
	struct cr_printer *p = out->p;

	put_segment_item(out, i, s->legal ? CR_REGIME_LEGAL :
	    i->terms.regime, "interest");
	cr_put_date(p, CR_IS_FROM, s->from);
	cr_put_date(p, CR_IS_TO, s->to);
	cr_put_count(p, CR_IS_DAYS, s->days);
	cr_put_cents(p, CR_IS_PRINCIPAL, s->principal);
	cr_put_count(p, CR_IS_RATE, s->rate_bp);
	cr_put_cents(p, CR_IS_ACCRUED, s->interest);
	cr_put_text_cell(p, CR_IS_NOTE, item_note(i, s->assumed));
	cr_put_bool(p, CR_IS_ASSUMED, s->assumed);
	cr_put_text_cell(p, CR_IS_SOURCE, s->source);
	cr_print_row(p);
	return 0;
}

/* Lump sum and penalty, which have no days. */
static int
put_sums(void *ctx, const struct cr_interest_item *i)
{
	struct output *out = ctx;

	if (i->total.flat.cents != 0) {
		put_segment_item(out, i, i->terms.regime, "flat40");
		cr_put_cents(out->p, CR_IS_ACCRUED, i->total.flat);
		cr_print_row(out->p);
	}
	if (i->total.penalty.cents != 0) {
		put_segment_item(out, i, i->terms.regime, "penalty");
		cr_put_cents(out->p, CR_IS_ACCRUED, i->total.penalty);
		cr_print_row(out->p);
	}
	return 0;
}

static int
too_large(struct output *out)
{
	return cr_fail(out->cr, CR_ELIMIT, "an amount of interest is too "
	    "large");
}

/* Everything that is owed for the item. */
static bool
total_of(const struct cr_interest_item *i, struct cr_money *sum)
{
	*sum = i->left;
	return cr_money_add(sum, i->total.interest) &&
	    cr_money_add(sum, i->total.flat) &&
	    cr_money_add(sum, i->total.penalty) &&
	    cr_money_sub(sum, i->total.claimed);
}

static void
put_amounts(struct cr_printer *p, const struct cr_interest_item *i)
{
	const struct cr_interest_total *t = &i->total;

	cr_put_cents(p, CR_II_AMOUNT, i->item.open);
	cr_put_cents(p, CR_II_OPEN, i->left);
	cr_put_cents(p, CR_II_INTEREST, t->interest);
	cr_put_cents(p, CR_II_FLAT, t->flat);
	cr_put_cents(p, CR_II_PENALTY, t->penalty);
	cr_put_cents(p, CR_II_PER_DIEM,
	    cr_interest_per_diem(t->per_diem_micro));
	cr_put_cents(p, CR_II_PRINCIPAL_DUE, t->principal_due);
	cr_put_cents(p, CR_II_INTEREST_DUE, t->interest_due);
	cr_put_cents(p, CR_II_COSTS_DUE, t->costs_due);
	cr_put_cents(p, CR_II_PAID, t->claimed);
}

static int
put_total(void *ctx, const struct cr_interest_item *i)
{
	struct output *out = ctx;
	struct cr_printer *p = out->p;
	const struct cr_interest_total *t = &i->total;
	struct cr_money sum;

	if (!total_of(i, &sum))
		return too_large(out);
	put_item(out, i);
	cr_put_date(p, CR_II_DUE, i->item.due);
	cr_put_text_cell(p, CR_II_CURRENCY, i->item.currency);
	cr_put_text_cell(p, CR_II_REGIME, cr_regime_word(i->terms.regime));
	cr_put_date(p, CR_II_FROM, t->from);
	cr_put_date(p, CR_II_TO, t->to);
	cr_put_count(p, CR_II_DAYS, t->days);
	put_amounts(p, i);
	cr_put_cents(p, CR_II_TOTAL, sum);
	cr_put_text_cell(p, CR_II_NOTE, item_note(i, t->assumed));
	if (t->days > 0)
		cr_put_count(p, CR_II_RATE, t->rate_bp);
	cr_put_text_cell(p, CR_II_SINCE, cr_since_word(i->since));
	cr_put_bool(p, CR_II_ASSUMED, t->assumed);
	cr_print_row(p);
	return 0;
}

static int
add_total(void *ctx, const struct cr_interest_item *i)
{
	struct output *out = ctx;
	struct cr_group_key key = { .id = i->item.debtor,
		.currency = cr_group_currency(&out->groups,
		i->item.currency) };
	struct cr_money *sums = cr_group_sums(&out->groups, &key), total;

	sums[ITEMS].cents++;
	sums[ASSUMED].cents += i->total.assumed;
	sums[CREDITS].cents += i->credits;
	sums[NO_NOTICE].cents += i->since == CR_SINCE_NO_NOTICE;
	return total_of(i, &total) && cr_money_add(&sums[TOTAL], total) &&
	    cr_money_add(&sums[OPEN], i->left) &&
	    cr_money_add(&sums[INTEREST], i->total.interest) &&
	    cr_money_add(&sums[FLAT], i->total.flat) &&
	    cr_money_add(&sums[PENALTY], i->total.penalty) &&
	    cr_money_add(&sums[PAID], i->total.claimed) &&
	    cr_money_add(&sums[MICRO],
	    (struct cr_money){ i->total.per_diem_micro }) ? 0 :
	    too_large(out);
}

static void
put_debtor(struct output *out, const struct cr_group *g)
{
	const struct cr_money *sums = cr_group_sums_of(&out->groups, g);
	struct cr_printer *p = out->p;

	if (g->key.id != 0)
		cr_put_key(p, CR_ID_PARTY, CR_KEY_PARTY, g->key.id);
	cr_put_text_cell(p, CR_ID_CODE, g->code);
	cr_put_text_cell(p, CR_ID_NAME, g->name);
	cr_put_text_cell(p, CR_ID_CURRENCY,
	    out->groups.currencies[g->key.currency]);
	cr_put_count(p, CR_ID_ITEMS, sums[ITEMS].cents);
	cr_put_cents(p, CR_ID_OPEN, sums[OPEN]);
	cr_put_cents(p, CR_ID_INTEREST, sums[INTEREST]);
	cr_put_cents(p, CR_ID_FLAT, sums[FLAT]);
	cr_put_cents(p, CR_ID_PENALTY, sums[PENALTY]);
	cr_put_cents(p, CR_ID_PAID, sums[PAID]);
	cr_put_cents(p, CR_ID_TOTAL, sums[TOTAL]);
	cr_put_cents(p, CR_ID_PER_DIEM,
	    cr_interest_per_diem(sums[MICRO].cents));
	cr_put_text_cell(p, CR_ID_NOTE, note_of(sums[ASSUMED].cents > 0,
	    sums[CREDITS].cents > 0, sums[NO_NOTICE].cents > 0));
	cr_put_bool(p, CR_ID_ASSUMED, sums[ASSUMED].cents > 0);
	cr_print_row(p);
}

static int
run(struct cr *cr, const struct cr_interest_opts *o,
    const struct cr_interest_debt *debt, const struct cr_interest_sink *sink)
{
	return debt != NULL ? cr_interest_figures(cr, o, debt, sink) :
	    cr_interest_run(cr, o, sink);
}

static int
print_debtors(struct output *out, const struct cr_interest_opts *o,
    const struct cr_interest_debt *debt)
{
	struct cr_interest_sink sink = { .item = add_total, .ctx = out };
	size_t i;
	int err;

	cr_groups_init(&out->groups, SUMS);
	if ((err = run(out->cr, o, debt, &sink)) == 0 && debt == NULL)
		err = cr_groups_order(out->cr, &o->as_of, CR_BY_DEBTOR,
		    &out->groups);
	for (i = 0; err == 0 && i < out->groups.n; i++)
		put_debtor(out, &out->groups.v[i]);
	cr_groups_release(&out->groups);
	return err;
}

int
cr_interest_print(struct cr *cr, const struct cr_interest_opts *o,
    const struct cr_interest_debt *debt, enum cr_interest_rows rows,
    struct cr_printer *p)
{
	struct output out = { .cr = cr, .p = p };
	struct cr_interest_sink sink = { .ctx = &out };
	int err;

	if (rows == CR_INTEREST_DEBTORS)
		return print_debtors(&out, o, debt);
	cr_buf_init(&out.number);
	if (rows == CR_INTEREST_ITEMS) {
		sink.item = put_total;
	} else {
		sink.segment = put_segment;
		sink.item = put_sums;
	}
	err = run(cr, o, debt, &sink);
	cr_buf_release(&out.number);
	return err;
}
