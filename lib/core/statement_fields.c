#include "cr/statement.h"

#include "cr/i18n.h"
#include "cr/print.h"

static const char *const words[CR_STATEMENT_KINDS] = {
	[CR_STATEMENT_INVOICE] = "invoice",
	[CR_STATEMENT_CREDIT_NOTE] = "credit-note",
	[CR_STATEMENT_PAYMENT] = "payment",
	[CR_STATEMENT_UNPAID] = "unpaid",
	[CR_STATEMENT_REFUND] = "refund",
	[CR_STATEMENT_TRANSFER] = "transfer",
	[CR_STATEMENT_CLAIM] = "claim",
	[CR_STATEMENT_CREDIT] = "credit",
	[CR_STATEMENT_ERP] = "erp",
	[CR_STATEMENT_ROUNDING] = "rounding",
	[CR_STATEMENT_WRITEOFF] = "writeoff",
	[CR_STATEMENT_VOID] = "void",
	[CR_STATEMENT_CHARGES] = "charges",
	[CR_STATEMENT_DISCOUNT] = "discount",
	[CR_STATEMENT_WITHHELD] = "withheld",
	[CR_STATEMENT_VAT] = "vat",
};

const char *
cr_statement_word(enum cr_statement_kind kind)
{
	return words[kind];
}

enum { KEY, LINE, PARTY, CODE, NAME, CREDITOR, CURRENCY, DATE, KIND, NUMBER,
    DUE, DAYS, AMOUNT, BALANCE, ALLOCATED, OPEN, METHOD, ITEM, CREDITOR_NAME,
    NOTE, CLAIM };

const struct cr_field cr_statement_fields[CR_STATEMENT_FIELDS] = {
	[KEY] = { "key", CR_KEY, N_("Key"),
	    N_("the item or entry; of a sum the debtor"), 0 },
	[LINE] = { "line", CR_TEXT, N_("Line"),
	    N_("opening, movement, allocation, closing, open, account, "
	    "claim, interest"), 0 },
	[PARTY] = { "party", CR_KEY, N_("Party"), N_("the debtor"), 0 },
	[CODE] = { "code", CR_CODE, N_("Code"), N_("its code"), 0 },
	[NAME] = { "name", CR_TEXT, N_("Name"), N_("its name"), 0 },
	[CREDITOR] = { "creditor", CR_KEY, N_("Creditor"),
	    N_("who is owed"), 0 },
	[CURRENCY] = { "currency", CR_TEXT, N_("Currency"),
	    N_("of the amounts"), 0 },
	[DATE] = { "date", CR_DATE, N_("Date"),
	    N_("of the movement, the balance or the document"), 0 },
	[KIND] = { "kind", CR_TEXT, N_("Kind"),
	    N_("of the movement: invoice, payment, ..."), 0 },
	[NUMBER] = { "number", CR_CODE, N_("Number"),
	    N_("of the document"), 0 },
	[DUE] = { "due", CR_DATE, N_("Due"), N_("due date, the first"), 0 },
	[DAYS] = { "days", CR_COUNT, N_("Days"),
	    N_("late; negative: not due yet"), 0 },
	[AMOUNT] = { "amount_cents", CR_CENTS, N_("Amount"),
	    N_("of the movement; of what is open, the whole"), 0 },
	[BALANCE] = { "balance_cents", CR_CENTS, N_("Balance"),
	    N_("after the movement"), 0 },
	[ALLOCATED] = { "allocated_cents", CR_CENTS, N_("Allocated"),
	    N_("of the movement above, to this item"), 0 },
	[OPEN] = { "open_cents", CR_CENTS, N_("Open"),
	    N_("what is open; with account, the closing balance"), 0 },
	[METHOD] = { "method", CR_TEXT, N_("Method"),
	    N_("how it is to be paid, or was"), 0 },
	[ITEM] = { "item", CR_KEY, N_("Item"),
	    N_("that was allocated to, or is open"), 1 },
	[CREDITOR_NAME] = { "creditor_name", CR_TEXT, N_("Creditor"),
	    N_("the creditor's name"), 1 },
	[NOTE] = { "note", CR_TEXT, N_("Note"),
	    N_("of the movement, as the source has it"), 1 },
	[CLAIM] = { "claim", CR_KEY, N_("Claim"),
	    N_("that money was allocated to, or that is open"), 1 },
};

static void
put_account(struct cr_printer *p, const struct cr_statement *s,
    const char *line)
{
	cr_put_text_cell(p, LINE, line);
	cr_put_key(p, PARTY, CR_KEY_PARTY, s->debtor.id);
	cr_put_text_cell(p, CODE, s->debtor.code);
	cr_put_text_cell(p, NAME, s->debtor.name);
	cr_put_key(p, CREDITOR, CR_KEY_PARTY, s->creditor.id);
	cr_put_text_cell(p, CREDITOR_NAME, s->creditor.name);
	cr_put_text_cell(p, CURRENCY, s->currency);
}

static void
put_balance(struct cr_printer *p, const struct cr_statement *s,
    const char *line, struct cr_date day, struct cr_money balance)
{
	put_account(p, s, line);
	cr_put_key(p, KEY, CR_KEY_PARTY, s->debtor.id);
	cr_put_date(p, DATE, day);
	cr_put_cents(p, BALANCE, balance);
	cr_print_row(p);
}

static void
put_what(struct cr_printer *p, int64_t item, int64_t entry)
{
	if (entry != 0)
		cr_put_key(p, KEY, CR_KEY_ENTRY, entry);
	else if (item != 0)
		cr_put_key(p, KEY, CR_KEY_ITEM, item);
	if (item != 0)
		cr_put_key(p, ITEM, CR_KEY_ITEM, item);
}

static void
put_move(struct cr_printer *p, const struct cr_statement *s,
    const struct cr_statement_move *m)
{
	size_t i;

	put_account(p, s, "movement");
	put_what(p, m->item, m->entry);
	cr_put_date(p, DATE, m->date);
	cr_put_text_cell(p, KIND, cr_statement_word(m->kind));
	cr_put_text_cell(p, NUMBER, m->number);
	cr_put_date(p, DUE, m->due);
	cr_put_cents(p, AMOUNT, m->amount);
	cr_put_cents(p, BALANCE, m->balance);
	if (m->entry != 0)
		cr_put_text_cell(p, METHOD, m->type);
	cr_put_text_cell(p, NOTE, m->note);
	cr_print_row(p);
	for (i = 0; i < m->nuses; i++) {
		put_account(p, s, "allocation");
		put_what(p, m->item != 0 ? m->item : m->uses[i].item,
		    m->entry);
		if (m->uses[i].item != 0)
			cr_put_key(p, ITEM, CR_KEY_ITEM, m->uses[i].item);
		if (m->uses[i].claim != 0)
			cr_put_key(p, CLAIM, CR_KEY_CLAIM, m->uses[i].claim);
		cr_put_date(p, DATE, m->uses[i].date);
		cr_put_text_cell(p, KIND, cr_statement_word(m->kind));
		cr_put_text_cell(p, NUMBER, m->uses[i].number);
		cr_put_cents(p, ALLOCATED, m->uses[i].amount);
		cr_print_row(p);
	}
}

/* What accrued on an item is no part of any balance here. */
static void
put_accrued(struct cr_printer *p, const struct cr_statement *s,
    const struct cr_statement_item *i, const char *kind, struct cr_money m)
{
	if (m.cents == 0)
		return;
	put_account(p, s, "interest");
	put_what(p, i->item, 0);
	cr_put_date(p, DATE, s->to);
	cr_put_text_cell(p, KIND, kind);
	cr_put_text_cell(p, NUMBER, i->number);
	cr_put_date(p, DUE, i->due);
	cr_put_count(p, DAYS, i->days);
	cr_put_cents(p, AMOUNT, m);
	cr_print_row(p);
}

/* Nor is what is claimed. */
static void
put_claim(struct cr_printer *p, const struct cr_statement *s,
    const struct cr_statement_claim *c)
{
	put_account(p, s, "claim");
	cr_put_key(p, KEY, CR_KEY_CLAIM, c->claim);
	cr_put_key(p, CLAIM, CR_KEY_CLAIM, c->claim);
	if (c->item != 0)
		cr_put_key(p, ITEM, CR_KEY_ITEM, c->item);
	cr_put_date(p, DATE, c->day);
	cr_put_text_cell(p, KIND, cr_claim_kind_word(c->kind));
	cr_put_text_cell(p, NUMBER, c->number);
	cr_put_cents(p, AMOUNT, c->amount);
	cr_put_cents(p, OPEN, c->open);
	cr_print_row(p);
}

static void
put_open(struct cr_printer *p, const struct cr_statement *s,
    const struct cr_statement_item *i)
{
	put_account(p, s, i->entry != 0 ? "account" : "open");
	put_what(p, i->item, i->entry);
	cr_put_date(p, DATE, i->date);
	cr_put_text_cell(p, NUMBER, i->number);
	cr_put_text_cell(p, METHOD, i->entry ? i->type : i->method);
	if (i->entry == 0) {
		cr_put_date(p, DUE, i->due);
		cr_put_count(p, DAYS, i->days);
	}
	cr_put_cents(p, AMOUNT, i->amount);
	cr_put_cents(p, OPEN, i->open);
	cr_print_row(p);
}

int
cr_statement_put(void *ctx, const struct cr_statement *s)
{
	struct cr_printer *p = ctx;
	size_t i;

	put_balance(p, s, "opening", (struct cr_date){ s->from.days - 1 },
	    s->opening);
	for (i = 0; i < s->nmoves; i++)
		put_move(p, s, &s->moves[i]);
	put_balance(p, s, "closing", s->to, s->closing);
	for (i = 0; i < s->nitems; i++)
		put_open(p, s, &s->items[i]);
	for (i = 0; i < s->nclaims; i++)
		put_claim(p, s, &s->claims[i]);
	for (i = 0; i < s->nitems; i++) {
		put_accrued(p, s, &s->items[i], "interest",
		    s->items[i].interest);
		put_accrued(p, s, &s->items[i], "flat40", s->items[i].flat);
		put_accrued(p, s, &s->items[i], "penalty",
		    s->items[i].penalty);
	}
	return 0;
}
