#include "cr/list.h"

#include "cr/i18n.h"
#include "cr/interest_book.h"

const struct cr_field cr_list_item_fields[CR_QI_COLUMNS] = {
	{ "item", CR_KEY, N_("Key"), N_("the item"), 0 },
	{ "party", CR_KEY, N_("Party"), N_("the debtor"), 0 },
	{ "name", CR_TEXT, N_("Name"), N_("name of the debtor"), 0 },
	{ "number", CR_CODE, N_("Number"), N_("of the document"), 0 },
	{ "date", CR_DATE, N_("Date"), N_("of the document"), 0 },
	{ "due", CR_DATE, N_("Due"), N_("due date"), 0 },
	{ "days", CR_COUNT, N_("Days"),
	    N_("days late; before the due date negative"), 0 },
	{ "amount_cents", CR_CENTS, N_("Amount"),
	    N_("of the item; negative for a credit note"), 0 },
	{ "open_cents", CR_CENTS, N_("Open"), N_("what is left of it"), 0 },
	{ "currency", CR_TEXT, N_("Currency"), N_("of the amounts"), 0 },
	{ "method", CR_TEXT, N_("Method"), N_("of payment"), 0 },
	{ "agent", CR_CODE, N_("Agent"), N_("code of the sales agent"), 0 },
	{ "depot", CR_CODE, N_("Depot"), N_("code of the depot"), 0 },
	{ "area", CR_TEXT, N_("Area"), N_("of the debtor"), 0 },
	{ "category", CR_TEXT, N_("Category"), N_("of the debtor"), 0 },
	{ "code", CR_CODE, N_("Code"), N_("of the debtor"), 0 },
	{ "creditor", CR_CODE, N_("Creditor"), N_("code of the creditor"), 0 },
	{ "doc", CR_KEY, N_("Document"), N_("the document"), 1 },
	{ "type", CR_TEXT, N_("Type"), N_("of the document"), 1 },
	{ "note", CR_TEXT, N_("Note"), N_("of the item"), 1 },
	{ "iban", CR_CODE, N_("IBAN"), N_("where it is to be paid"), 1 },
	{ "vat", CR_CODE, N_("VAT number"), N_("of the debtor"), 1 },
	{ "tax_code", CR_CODE, N_("Tax code"), N_("of the debtor"), 1 },
	{ "seasonal", CR_BOOL, N_("Seasonal"), N_("is the debtor?"), 1 },
	{ "zip", CR_CODE, N_("ZIP"), N_("of the debtor"), 1 },
	{ "city", CR_TEXT, N_("City"), N_("of the debtor"), 1 },
	{ "province", CR_TEXT, N_("Province"), N_("of the debtor"), 1 },
	{ "class", CR_TEXT, N_("Class"), N_("of the debtor's rating"), 1 },
};

const struct cr_field cr_list_debtor_fields[CR_QD_COLUMNS] = {
	{ "party", CR_KEY, N_("Key"), N_("the debtor; \"pty\" too"), 0 },
	{ "code", CR_CODE, N_("Code"), N_("of the debtor"), 0 },
	{ "name", CR_TEXT, N_("Name"), N_("name of the debtor"), 0 },
	{ "currency", CR_TEXT, N_("Currency"), N_("of the amounts"), 0 },
	{ "items", CR_COUNT, N_("Items"), N_("how many were selected"), 0 },
	{ "open_cents", CR_CENTS, N_("Open"), N_("their balance"), 0 },
	{ "overdue_cents", CR_CENTS, N_("Overdue"),
	    N_("what of it is late"), 0 },
	{ "credits_cents", CR_CENTS, N_("Credits"),
	    N_("credit notes in it, negative"), 0 },
	{ "days", CR_COUNT, N_("Days"),
	    N_("days late of the oldest debt"), 0 },
	{ "oldest", CR_DATE, N_("Oldest"), N_("first due date of a debt"), 0 },
	{ "agent", CR_CODE, N_("Agent"), N_("code of the sales agent"), 0 },
	{ "depot", CR_CODE, N_("Depot"), N_("code of the depot"), 0 },
	{ "area", CR_TEXT, N_("Area"), N_("of the debtor"), 0 },
	{ "category", CR_TEXT, N_("Category"), N_("of the debtor"), 0 },
	{ "vat", CR_CODE, N_("VAT number"), N_("of the debtor"), 1 },
	{ "tax_code", CR_CODE, N_("Tax code"), N_("of the debtor"), 1 },
	{ "seasonal", CR_BOOL, N_("Seasonal"), N_("is the debtor?"), 1 },
	{ "zip", CR_CODE, N_("ZIP"), N_("of the debtor"), 1 },
	{ "city", CR_TEXT, N_("City"), N_("of the debtor"), 1 },
	{ "province", CR_TEXT, N_("Province"), N_("of the debtor"), 1 },
	{ "class", CR_TEXT, N_("Class"), N_("of the debtor's rating"), 1 },
	{ "account_cents", CR_CENTS, N_("On account"),
	    N_("money on account, of any item; negative"), 0 },
};

const struct cr_field cr_list_entry_fields[CR_QE_COLUMNS] = {
	{ "entry", CR_KEY, N_("Key"), N_("the entry"), 0 },
	{ "party", CR_KEY, N_("Party"), N_("the debtor; none: not known"), 0 },
	{ "name", CR_TEXT, N_("Name"), N_("name of the debtor"), 0 },
	{ "date", CR_DATE, N_("Date"), N_("on which it came in"), 0 },
	{ "amount_cents", CR_CENTS, N_("Amount"),
	    N_("of the money; negative when it went back"), 0 },
	{ "open_cents", CR_CENTS, N_("On account"),
	    N_("what of it is not allocated"), 0 },
	{ "currency", CR_TEXT, N_("Currency"), N_("of the amounts"), 0 },
	{ "kind", CR_TEXT, N_("Kind"), N_("as its source calls it"), 0 },
	{ "number", CR_CODE, N_("Number"),
	    N_("of the document it names, not known then"), 0 },
	{ "note", CR_TEXT, N_("Note"), N_("of its source"), 0 },
	{ "code", CR_CODE, N_("Code"), N_("of the debtor"), 0 },
	{ "creditor", CR_CODE, N_("Creditor"), N_("code of the creditor"), 0 },
	{ "ref", CR_CODE, N_("Reference"), N_("unique for the creditor"), 1 },
};

const struct cr_field *
cr_list_form(const struct cr_list *l, size_t *n)
{
	if (l->claims) {
		*n = CR_CLAIM_COLUMNS;
		return cr_claim_fields;
	}
	if (l->query.entries) {
		*n = CR_QE_COLUMNS;
		return cr_list_entry_fields;
	}
	*n = l->query.debtors ? CR_QD_COLUMNS : CR_QI_COLUMNS;
	return l->query.debtors ? cr_list_debtor_fields : cr_list_item_fields;
}
