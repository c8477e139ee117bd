#include "cr/list.h"

#include "cr/i18n.h"
#include "cr/interest_book.h"
#include "cr/received_fields.h"

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

const struct cr_field cr_list_bill_fields[CR_QB_COLUMNS] = {
	{ "bill", CR_KEY, N_("Key"), N_("the bill"), 0 },
	{ "party", CR_KEY, N_("Party"), N_("the debtor; none: not known"), 0 },
	{ "name", CR_TEXT, N_("Name"), N_("name of the debtor"), 0 },
	{ "ref", CR_CODE, N_("Reference"), N_("our number of it"), 0 },
	{ "due", CR_DATE, N_("Due"), N_("due date"), 0 },
	{ "amount_cents", CR_CENTS, N_("Amount"), N_("of the bill"), 0 },
	{ "currency", CR_TEXT, N_("Currency"), N_("of the amounts"), 0 },
	{ "state", CR_TEXT, N_("State"),
	    N_("presented, paid, unpaid, recalled or refused"), 0 },
	{ "day", CR_DATE, N_("Day"), N_("since when"), 0 },
	{ "reason", CR_TEXT, N_("Reason"), N_("why it is unpaid"), 0 },
	{ "safe", CR_DATE, N_("Safe"), N_("until when it may come back"), 0 },
	{ "code", CR_CODE, N_("Code"), N_("of the debtor"), 0 },
	{ "source", CR_TEXT, N_("Source"), N_("riba, mav, rid or sdd"), 1 },
	{ "slip", CR_CODE, N_("Slip"), N_("that it was presented in"), 1 },
	{ "account", CR_CODE, N_("Account"), N_("that is credited"), 1 },
	{ "items", CR_COUNT, N_("Items"), N_("that it collects"), 1 },
	{ "charges_cents", CR_CENTS, N_("Charges"), N_("of the bank"), 1 },
};

const struct cr_field cr_list_outcome_fields[CR_QO_COLUMNS] = {
	{ "bill", CR_KEY, N_("Key"), N_("the bill; none: not known"), 0 },
	{ "day", CR_DATE, N_("Day"), N_("of the event"), 0 },
	{ "outcome", CR_TEXT, N_("Outcome"),
	    N_("what happened; none: the code is not known"), 0 },
	{ "source", CR_TEXT, N_("Source"), N_("what told it"), 0 },
	{ "cause", CR_CODE, N_("Cause"), N_("its code there"), 0 },
	{ "reason", CR_TEXT, N_("Reason"), N_("why it is unpaid"), 0 },
	{ "again", CR_BOOL, N_("Again"), N_("told already?"), 0 },
	{ "ref", CR_CODE, N_("Reference"), N_("our number of it"), 0 },
	{ "party", CR_KEY, N_("Party"), N_("the debtor; none: not known"), 0 },
	{ "name", CR_TEXT, N_("Name"), N_("name of the debtor"), 0 },
	{ "due", CR_DATE, N_("Due"), N_("due date"), 0 },
	{ "amount_cents", CR_CENTS, N_("Amount"), N_("of the event"), 0 },
	{ "charges_cents", CR_CENTS, N_("Charges"), N_("of the bank"), 0 },
	{ "entry", CR_KEY, N_("Entry"), N_("the money that it moved"), 0 },
	{ "movement", CR_KEY, N_("Movement"),
	    N_("of the account, that told it"), 1 },
	{ "note", CR_TEXT, N_("Note"), N_("of its source"), 1 },
};

const struct cr_field cr_list_message_fields[CR_QM_COLUMNS] = {
	{ "msg", CR_KEY, N_("Message"), N_("the message"), 0 },
	{ "party", CR_KEY, N_("Party"), N_("the debtor; of a digest who "
	    "gets it"), 0 },
	{ "name", CR_TEXT, N_("Name"), N_("of whom it goes to"), 0 },
	{ "channel", CR_TEXT, N_("Channel"), N_("the way it goes"), 0 },
	{ "state", CR_TEXT, N_("State"), N_("prepared, sending, sent, "
	    "delivered, failed or unknown"), 0 },
	{ "address", CR_TEXT, N_("Address"), N_("where it goes"), 0 },
	{ "level", CR_TEXT, N_("Level"), N_("of its notice"), 0 },
	{ "net_cents", CR_CENTS, N_("Net"), N_("that it asks for"), 0 },
	{ "currency", CR_TEXT, N_("Currency"), N_("of the amounts"), 0 },
	{ "tried", CR_TIME, N_("Tried"), N_("when it was tried last"), 0 },
	{ "reason", CR_TEXT, N_("Reason"), N_("why it failed or waits; what "
	    "was said of a call"), 0 },
	{ "tracking", CR_TEXT, N_("Tracking"),
	    N_("the provider's number for it"), 0 },
	{ "accepted", CR_TIME, N_("Accepted"),
	    N_("when the provider took it over"), 1 },
	{ "delivered", CR_TIME, N_("Delivered"), N_("when it got there"), 1 },
	{ "notice", CR_KEY, N_("Notice"), N_("that it carries"), 1 },
	{ "code", CR_CODE, N_("Code"), N_("of the debtor"), 1 },
	{ "role", CR_TEXT, N_("Role"), N_("to, copy or digest"), 1 },
	{ "subject", CR_TEXT, N_("Subject"), N_("of the message"), 1 },
	{ "tries", CR_COUNT, N_("Tries"), N_("how often it was tried"), 1 },
	{ "message_id", CR_TEXT, N_("Message-ID"), N_("as in the mail"), 1 },
	{ "sha256", CR_CODE, N_("SHA-256"), N_("of content and files"), 1 },
};

const enum cr_key_kind *
cr_list_kinds(const struct cr_list *l)
{
	static const enum cr_key_kind items[] = { CR_KEY_PARTY, CR_KEY_DOC,
	    CR_KEY_ITEM, CR_KEY_NONE };
	static const enum cr_key_kind entries[] = { CR_KEY_PARTY,
	    CR_KEY_ENTRY, CR_KEY_NONE };
	static const enum cr_key_kind bills[] = { CR_KEY_PARTY, CR_KEY_DOC,
	    CR_KEY_ITEM, CR_KEY_BILL, CR_KEY_NONE };
	static const enum cr_key_kind messages[] = { CR_KEY_PARTY,
	    CR_KEY_DOC, CR_KEY_ITEM, CR_KEY_NOTICE, CR_KEY_MESSAGE,
	    CR_KEY_NONE };
	static const enum cr_key_kind received[] = { CR_KEY_PARTY,
	    CR_KEY_NOTICE, CR_KEY_MESSAGE, CR_KEY_RECEIVED, CR_KEY_NONE };
	static const enum cr_key_kind parties[] = { CR_KEY_PARTY, CR_KEY_NONE };

	if (l->facts != CR_FACT_NONE || l->stopped)
		return parties;
	if (l->received)
		return received;
	return l->query.entries ? entries : l->messages ? messages :
	    l->bills ? bills : items;
}

const struct cr_field cr_list_account_fields[CR_QA_COLUMNS] = {
	{ "party", CR_KEY, N_("Key"), N_("whose account it is: ours"), 0 },
	{ "name", CR_TEXT, N_("Name"), N_("of the holder"), 0 },
	{ "account", CR_CODE, N_("Account"),
	    N_("IBAN, or as the bank writes it"), 0 },
	{ "currency", CR_TEXT, N_("Currency"), N_("of the amounts"), 0 },
	{ "day", CR_DATE, N_("Day"),
	    N_("of the last statement with a balance"), 0 },
	{ "balance_cents", CR_CENTS, N_("Balance"),
	    N_("at the end of that day"), 0 },
	{ "statements", CR_COUNT, N_("Statements"),
	    N_("how many were imported"), 0 },
	{ "gaps", CR_COUNT, N_("Gaps"), N_("of them that do not begin where "
	    "one before ended"), 0 },
	{ "movements", CR_COUNT, N_("Movements"), N_("how many there are"),
	    0 },
	{ "last", CR_DATE, N_("Last"), N_("day of the last movement"), 0 },
	{ "unmatched", CR_COUNT, N_("Unmatched"),
	    N_("receipts with money that pays nothing yet"), 0 },
	{ "unmatched_cents", CR_CENTS, N_("Unmatched"),
	    N_("how much that is"), 0 },
	{ "source", CR_TEXT, N_("Source"), N_("of that statement"), 1 },
	{ "number", CR_CODE, N_("Number"), N_("of that statement"), 1 },
	{ "national", CR_CODE, N_("National"),
	    N_("ABI, CAB and number, where it is Italian"), 1 },
};

const struct cr_field *
cr_list_form(const struct cr_list *l, size_t *n)
{
	if (l->facts != CR_FACT_NONE)
		return cr_fact_fields(l->facts, n);
	if (l->claims) {
		*n = CR_CLAIM_COLUMNS;
		return cr_claim_fields;
	}
	if (l->received) {
		*n = CR_QR_COLUMNS;
		return cr_received_fields;
	}
	if (l->messages) {
		*n = CR_QM_COLUMNS;
		return cr_list_message_fields;
	}
	if (l->accounts) {
		*n = CR_QA_COLUMNS;
		return cr_list_account_fields;
	}
	if (l->bills) {
		*n = l->outcomes ? CR_QO_COLUMNS : CR_QB_COLUMNS;
		return l->outcomes ? cr_list_outcome_fields :
		    cr_list_bill_fields;
	}
	if (l->query.entries) {
		*n = CR_QE_COLUMNS;
		return cr_list_entry_fields;
	}
	*n = l->query.debtors ? CR_QD_COLUMNS : CR_QI_COLUMNS;
	return l->query.debtors ? cr_list_debtor_fields : cr_list_item_fields;
}
