/* The records of cr-limit. */

#include "cr/limit_run.h"

#include "cr/buf.h"
#include "cr/i18n.h"
#include "cr/print.h"

/* In the order of enum cr_limit_column. */
const struct cr_field cr_limit_fields[CR_LIMIT_FIELDS] = {
	{ "party", CR_KEY, N_("Key"), N_("the debtor"), 0 },
	{ "code", CR_CODE, N_("Code"), N_("its code"), 0 },
	{ "name", CR_TEXT, N_("Name"), N_("its name"), 0 },
	{ "currency", CR_TEXT, N_("Currency"), N_("of the amounts"), 0 },
	{ "state", CR_TEXT, N_("State"),
	    N_("within, watch, blocked, cash, none"), 0 },
	{ "limit_cents", CR_CENTS, N_("Limit"),
	    N_("in force; none: none is set; 0: cash only"), 0 },
	{ "risk_cents", CR_CENTS, N_("At risk"),
	    N_("the exposure: open, bills, delivered, ordered, credits, "
	    "ceded"), 0 },
	{ "free_cents", CR_CENTS, N_("Free"),
	    N_("limit less exposure; negative: over it"), 0 },
	{ "used_bp", CR_BP, N_("Used"), N_("exposure, of the limit"), 0 },
	{ "why", CR_TEXT, N_("Why"), N_("in words"), 0 },
	{ "class", CR_TEXT, N_("Class"), N_("class; none: unrated"), 0 },
	{ "open_cents", CR_CENTS, N_("Open"), N_("all open items"), 0 },
	{ "bills_cents", CR_CENTS, N_("Bills"),
	    N_("may come back from banks, of what is closed"), 0 },
	{ "delivered_cents", CR_CENTS, N_("Delivered"),
	    N_("deliveries not invoiced"), 0 },
	{ "ordered_cents", CR_CENTS, N_("Ordered"),
	    N_("orders to be delivered"), 0 },
	{ "credits_cents", CR_CENTS, N_("Credits"),
	    N_("credit notes and money on account"), 0 },
	{ "ceded_cents", CR_CENTS, N_("Ceded"),
	    N_("without recourse; negative"), 0 },
	{ "insured_cents", CR_CENTS, N_("Insured"),
	    N_("of the exposure, what insurers would pay"), 0 },
	{ "overdue_cents", CR_CENTS, N_("Overdue"), N_("open and late"), 0 },
	{ "days_late", CR_COUNT, N_("Days late"),
	    N_("of the oldest that is late"), 0 },
	{ "reasons", CR_TEXT, N_("Reasons"),
	    N_("of a block: over, overdue, insolvency, adverse, "
	    "stop-orders"), 1 },
	{ "limit", CR_KEY, N_("Limit"), N_("the key of that in force"), 1 },
	{ "origin", CR_TEXT, N_("Origin"), N_("computed or set"), 1 },
	{ "until", CR_DATE, N_("Until"), N_("its last day"), 1 },
	{ "computed_cents", CR_CENTS, N_("Computed"),
	    N_("what is computed, whatever is in force"), 1 },
	{ "at_bank_cents", CR_CENTS, N_("With banks"),
	    N_("bills that may come back, open or closed"), 1 },
	{ "was", CR_TEXT, N_("Was"), N_("the state with --since"), 1 },
	{ "fits", CR_BOOL, N_("Fits"),
	    N_("the order of --check, or any order"), 1 },
};

static void
put_limit(struct cr_printer *p, const struct cr_limit_row *r)
{
	const struct cr_credit_limit *l = r->limit;
	struct cr_money left;

	if (r->made != NULL && r->made->known)
		cr_put_cents(p, CR_LIMIT_C_COMPUTED, r->made->amount);
	if (l == NULL)
		return;
	left = l->amount;
	cr_put_cents(p, CR_LIMIT_C_LIMIT, l->amount);
	if (cr_money_sub(&left, r->exposure.total))
		cr_put_cents(p, CR_LIMIT_C_FREE, left);
	if (r->used_bp >= 0)
		cr_put_count(p, CR_LIMIT_C_USED, r->used_bp);
	if (l->id > 0)
		cr_put_key(p, CR_LIMIT_C_KEY, CR_KEY_LIMIT, l->id);
	cr_put_text_cell(p, CR_LIMIT_C_ORIGIN, l->computed ? "computed" :
	    "set");
	cr_put_date(p, CR_LIMIT_C_UNTIL, l->until);
}

static void
put_exposure(struct cr_printer *p, const struct cr_exposure *e)
{
	cr_put_cents(p, CR_LIMIT_C_RISK, e->total);
	cr_put_cents(p, CR_LIMIT_C_OPEN, e->open);
	cr_put_cents(p, CR_LIMIT_C_BILLS, e->bills);
	cr_put_cents(p, CR_LIMIT_C_DELIVERED, e->delivered);
	cr_put_cents(p, CR_LIMIT_C_ORDERED, e->ordered);
	cr_put_cents(p, CR_LIMIT_C_CREDITS, e->credits);
	cr_put_cents(p, CR_LIMIT_C_CEDED, e->ceded);
	cr_put_cents(p, CR_LIMIT_C_INSURED, e->insured);
	cr_put_cents(p, CR_LIMIT_C_OVERDUE, e->overdue);
	cr_put_cents(p, CR_LIMIT_C_BANK, e->at_bank);
}

static void
put_reasons(struct cr_printer *p, unsigned blocks)
{
	struct cr_buf b;
	int i;

	cr_buf_init(&b);
	for (i = 0; i < CR_BLOCKS; i++)
		if ((blocks >> i & 1) != 0)
			cr_buf_addf(&b, "%s%s", b.len > 0 ? "," : "",
			    cr_block_word(i));
	if (b.len > 0)
		cr_put_text_cell(p, CR_LIMIT_C_REASONS, b.s);
	cr_buf_release(&b);
}

int
cr_limit_put(void *ctx, const struct cr_limit_row *r)
{
	struct cr_limit_printer *l = ctx;
	struct cr_printer *p = l->printer;
	struct cr_buf words;

	l->no |= !r->fits;
	cr_put_key(p, CR_LIMIT_C_PARTY, CR_KEY_PARTY, r->party);
	cr_put_text_cell(p, CR_LIMIT_C_CODE, r->code);
	cr_put_text_cell(p, CR_LIMIT_C_NAME, r->name);
	cr_put_text_cell(p, CR_LIMIT_C_CURRENCY, r->currency);
	cr_put_text_cell(p, CR_LIMIT_C_STATE, cr_limit_state_word(r->state));
	put_limit(p, r);
	put_exposure(p, &r->exposure);
	put_reasons(p, r->blocks);
	cr_put_text_cell(p, CR_LIMIT_C_CLASS, r->class_name);
	if (r->days_late > 0)
		cr_put_count(p, CR_LIMIT_C_LATE, r->days_late);
	if (r->has_was)
		cr_put_text_cell(p, CR_LIMIT_C_WAS,
		    cr_limit_state_word(r->was));
	cr_put_bool(p, CR_LIMIT_C_FITS, r->fits);
	cr_buf_init(&words);
	cr_limit_why(&words, l->rules, r);
	cr_put_text_cell(p, CR_LIMIT_C_WHY, words.s);
	cr_print_row(p);
	cr_buf_release(&words);
	return 0;
}
