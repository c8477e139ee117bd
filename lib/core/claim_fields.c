#include "cr/interest_book.h"

#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/debt.h"
#include "cr/i18n.h"
#include "cr/keys.h"
#include "cr/party.h"
#include "cr/print.h"

#define ITEMS_OF_DOC 1000	/* item / 1000 is its document */

const struct cr_field cr_claim_fields[CR_CLAIM_COLUMNS] = {
	{ "claim", CR_KEY, N_("Key"), N_("the claim"), 0 },
	{ "party", CR_KEY, N_("Party"), N_("the debtor"), 0 },
	{ "code", CR_CODE, N_("Code"), N_("of the debtor"), 0 },
	{ "name", CR_TEXT, N_("Name"), N_("name of the debtor"), 0 },
	{ "item", CR_KEY, N_("Item"), N_("that it is for"), 0 },
	{ "number", CR_CODE, N_("Number"), N_("of the document"), 0 },
	{ "kind", CR_TEXT, N_("Kind"), N_("interest, flat40 (art. 6), "
	    "penalty, fee or charge"), 0 },
	{ "from", CR_DATE, N_("From"), N_("first day with interest"), 0 },
	{ "day", CR_DATE, N_("Day"),
	    N_("of the claim; for interest the last day"), 0 },
	{ "amount_cents", CR_CENTS, N_("Amount"), N_("claimed"), 0 },
	{ "currency", CR_TEXT, N_("Currency"), N_("of the amounts"), 0 },
	{ "regime", CR_TEXT, N_("Regime"), N_("that the rates are of"), 0 },
	{ "state", CR_TEXT, N_("State"),
	    N_("open, paid, waived or superseded"), 0 },
	{ "reason", CR_TEXT, N_("Reason"), N_("why"), 1 },
	{ "rates", CR_TEXT, N_("Rates"), N_("digest of the rates"), 1 },
	{ "open_cents", CR_CENTS, N_("Open"),
	    N_("of the amount, neither paid nor given up"), 0 },
	{ "ended", CR_TEXT, N_("Ended"), N_("why a person ended it"), 1 },
};

static bool
is_selected(const struct cr_keys *keys, const struct cr_claim *c)
{
	return keys == NULL || cr_keys_has(keys, CR_KEY_PARTY, c->debtor) ||
	    cr_keys_has(keys, CR_KEY_PARTY, c->creditor) ||
	    cr_keys_has(keys, CR_KEY_CLAIM, c->id) ||
	    cr_keys_has(keys, CR_KEY_ITEM, c->item) ||
	    cr_keys_has(keys, CR_KEY_DOC, c->item / ITEMS_OF_DOC);
}

static int
put_debtor(struct cr *cr, struct cr_printer *p, int64_t debtor)
{
	struct cr_party party;
	struct cr_arena a;
	int rc;

	cr_arena_init(&a);
	if ((rc = cr_party_get(cr, debtor, &a, &party)) == 1) {
		cr_put_text_cell(p, CR_CLAIM_C_CODE, party.code);
		cr_put_text_cell(p, CR_CLAIM_C_NAME, party.name);
	}
	cr_arena_release(&a);
	return rc < 0 ? rc : 0;
}

int
cr_claim_put(void *ctx, const struct cr_claim *c)
{
	const struct cr_claim_printer *cp = ctx;
	struct cr_printer *p = cp->p;
	int err;

	if (!is_selected(cp->keys, c))
		return 0;
	if (c->id != 0)
		cr_put_key(p, CR_CLAIM_C_CLAIM, CR_KEY_CLAIM, c->id);
	cr_put_key(p, CR_CLAIM_C_PARTY, CR_KEY_PARTY, c->debtor);
	if ((err = put_debtor(cp->cr, p, c->debtor)) != 0)
		return err;
	if (c->item != 0) {
		cr_put_key(p, CR_CLAIM_C_ITEM, CR_KEY_ITEM, c->item);
		cr_put_text_cell(p, CR_CLAIM_C_NUMBER, cr_debt_number(cp->cr,
		    c->item / ITEMS_OF_DOC));
	}
	cr_put_text_cell(p, CR_CLAIM_C_KIND, cr_claim_kind_word(c->kind));
	cr_put_date(p, CR_CLAIM_C_FROM, c->from);
	cr_put_date(p, CR_CLAIM_C_DAY, c->day);
	cr_put_cents(p, CR_CLAIM_C_AMOUNT, c->amount);
	cr_put_text_cell(p, CR_CLAIM_C_CURRENCY, c->currency);
	cr_put_text_cell(p, CR_CLAIM_C_REGIME, c->regime);
	cr_put_text_cell(p, CR_CLAIM_C_STATE, cr_claim_state_word(c->state));
	cr_put_text_cell(p, CR_CLAIM_C_REASON, c->reason);
	cr_put_text_cell(p, CR_CLAIM_C_RATES, c->rates);
	cr_put_cents(p, CR_CLAIM_C_OPEN, c->open);
	cr_put_text_cell(p, CR_CLAIM_C_ENDED, c->ended);
	cr_print_row(p);
	return 0;
}
