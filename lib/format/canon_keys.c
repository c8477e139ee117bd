#include "canon_keys.h"

#include <string.h>

#include "cr/str.h"

#define NAMED(n) n, ",\"" n "\":", sizeof(",\"" n "\":") - 1
#define SHAPE(keys, type, file) \
	{ keys, sizeof(keys) / sizeof(*(keys)), sizeof(type), file }
#define K(n, kind, member) \
	{ NAMED(n), kind, offsetof(OWNER, member), NULL, 0 }
#define OBJECT(n, member, shape) \
	{ NAMED(n), CANON_OBJECT, offsetof(OWNER, member), shape, 0 }
#define LIST(member, shape) \
	{ NAMED(#member), CANON_LIST, offsetof(OWNER, member), shape, \
	    offsetof(OWNER, n##member) }

#define OWNER struct cr_rec_party
static const struct canon_key party_keys[] = {
	K("code", CANON_TEXT, code),
	K("kind", CANON_TEXT, kind),
	K("name", CANON_TEXT, name),
	K("country", CANON_TEXT, country),
	K("vat", CANON_TEXT, vat),
	K("tax_code", CANON_TEXT, tax_code),
	K("street", CANON_TEXT, street),
	K("zip", CANON_TEXT, zip),
	K("city", CANON_TEXT, city),
	K("province", CANON_TEXT, province),
	K("sdi_code", CANON_TEXT, sdi_code),
	K("pec", CANON_TEXT, pec),
	K("email", CANON_TEXT, email),
	K("mobile", CANON_TEXT, mobile),
	K("phone", CANON_TEXT, phone),
	K("fax", CANON_TEXT, fax),
	K("iban", CANON_TEXT, iban),
	K("language", CANON_TEXT, language),
	K("area", CANON_TEXT, area),
	K("depot", CANON_TEXT, depot),
	K("agent", CANON_TEXT, agent),
	K("category", CANON_TEXT, category),
	K("seasonal", CANON_FLAG, seasonal),
	K("profession", CANON_TEXT, profession),
	K("roles", CANON_TEXTS, roles),
};
static const struct canon_shape party = SHAPE(party_keys, OWNER, false);
#undef OWNER

#define OWNER struct cr_rec_instalment
static const struct canon_key instalment_keys[] = {
	K("due", CANON_DATE, due),
	K("due_raw", CANON_TEXT, due_raw),
	K("amount_cents", CANON_CENTS, amount),
	K("method", CANON_TEXT, method),
	K("terms", CANON_TEXT, terms),
	K("iban", CANON_TEXT, iban),
	K("code", CANON_TEXT, code),
	K("payee", CANON_TEXT, payee),
	K("terms_from", CANON_DATE, terms_from),
	K("terms_days", CANON_DAYS, terms_days),
	K("alternative", CANON_BOOL, alternative),
};
static const struct canon_shape instalment =
    SHAPE(instalment_keys, OWNER, false);
#undef OWNER

#define OWNER struct cr_rec_reference
static const struct canon_key reference_keys[] = {
	K("kind", CANON_TEXT, kind),
	K("id", CANON_TEXT, id),
	K("date", CANON_DATE, date),
	K("cig", CANON_TEXT, cig),
	K("cup", CANON_TEXT, cup),
};
static const struct canon_shape reference = SHAPE(reference_keys, OWNER, false);
#undef OWNER

#define OWNER struct cr_rec_invoice
static const struct canon_key invoice_keys[] = {
	K("body", CANON_NUMBER, body),
	K("type", CANON_TEXT, type),
	K("number", CANON_TEXT, number),
	K("date", CANON_DATE, date),
	K("currency", CANON_TEXT, currency),
	OBJECT("creditor", creditor, &party),
	OBJECT("debtor", debtor, &party),
	K("total_cents", CANON_OPT_CENTS, total),
	K("computed_total_cents", CANON_CENTS, computed_total),
	K("due_cents", CANON_CENTS, due),
	K("withheld_cents", CANON_CENTS, withheld),
	K("split_vat_cents", CANON_CENTS, split_vat),
	LIST(instalments, &instalment),
	LIST(references, &reference),
	K("envelope", CANON_TEXTS, envelope),
	K("signature", CANON_TEXT, signature),
	K("encoding", CANON_TEXT, encoding),
	K("warnings", CANON_TEXTS, warnings),
	K("art73", CANON_BOOL, art73),
};
#undef OWNER

#define OWNER struct cr_rec_item
static const struct canon_key item_keys[] = {
	K("creditor", CANON_TEXT, creditor),
	K("debtor", CANON_TEXT, debtor),
	K("number", CANON_TEXT, number),
	K("date", CANON_DATE, date),
	K("due", CANON_DATE, due),
	K("amount_cents", CANON_OPT_CENTS, amount),
	K("open_cents", CANON_OPT_CENTS, open),
	K("currency", CANON_TEXT, currency),
	K("method", CANON_TEXT, method),
	K("cause", CANON_TEXT, cause),
	K("note", CANON_TEXT, note),
	K("instalment", CANON_NUMBER, instalment),
};
#undef OWNER

#define OWNER struct cr_rec_payment
static const struct canon_key payment_keys[] = {
	K("ref", CANON_TEXT, ref),
	K("creditor", CANON_TEXT, creditor),
	K("debtor", CANON_TEXT, debtor),
	K("number", CANON_TEXT, number),
	K("doc_date", CANON_DATE, doc_date),
	K("due", CANON_DATE, due),
	K("date", CANON_DATE, date),
	K("amount_cents", CANON_CENTS, amount),
	K("currency", CANON_TEXT, currency),
	K("kind", CANON_TEXT, kind),
	K("note", CANON_TEXT, note),
};
#undef OWNER

#define OWNER struct cr_rec_receipt
static const struct canon_key receipt_keys[] = {
	K("source", CANON_TEXT, source),
	K("kind", CANON_TEXT, kind),
	K("ref", CANON_TEXT, ref),
	K("recipient", CANON_TEXT, recipient),
	K("time", CANON_TEXT, time),
	K("error", CANON_TEXT, error),
	K("note", CANON_TEXT, note),
	K("file_name", CANON_TEXT, file_name),
	K("file_hash", CANON_TEXT, file_hash),
	K("delivered", CANON_TEXT, delivered),
	K("outcome", CANON_TEXT, outcome),
	K("doc_number", CANON_TEXT, doc_number),
	K("doc_year", CANON_NUMBER, doc_year),
	K("doc_body", CANON_NUMBER, doc_body),
};
#undef OWNER

#define OWNER struct cr_rec_entry
static const struct canon_key entry_keys[] = {
	K("statement", CANON_NUMBER, statement),
	K("account", CANON_TEXT, account),
	K("entry", CANON_NUMBER, entry),
	K("tx", CANON_COUNT, tx),
	K("booked", CANON_DATE, booked),
	K("value", CANON_DATE, value),
	K("currency", CANON_TEXT, currency),
	K("amount_cents", CANON_OPT_CENTS, amount),
	K("status", CANON_TEXT, status),
	K("end_to_end", CANON_TEXT, end_to_end),
	K("servicer_ref", CANON_TEXT, servicer_ref),
	K("name", CANON_TEXT, name),
	K("iban", CANON_TEXT, iban),
	K("remittance", CANON_TEXT, remittance),
	K("creditor_ref", CANON_TEXT, creditor_ref),
	K("document_refs", CANON_TEXT, document_refs),
	K("return_reason", CANON_TEXT, return_reason),
	K("code", CANON_TEXT, code),
	K("charges_cents", CANON_OPT_CENTS, charges),
	K("tx_amount_cents", CANON_OPT_CENTS, tx_amount),
	K("source", CANON_TEXT, source),
	K("reversal", CANON_BOOL, reversal),
	K("duplicate", CANON_BOOL, duplicate),
	K("tax_code", CANON_TEXT, tax_code),
	K("payment_id", CANON_TEXT, payment_id),
	K("mandate", CANON_TEXT, mandate),
	K("message_id", CANON_TEXT, message_id),
	K("bank_code", CANON_TEXT, bank_code),
	K("statement_id", CANON_TEXT, statement_id),
	K("note", CANON_TEXT, note),
	K("tx_note", CANON_TEXT, tx_note),
	K("bank_message_id", CANON_TEXT, bank_message_id),
	K("cheque", CANON_TEXT, cheque),
};
#undef OWNER

#define OWNER struct cr_rec_outcome
static const struct canon_key outcome_keys[] = {
	K("source", CANON_TEXT, source),
	K("ref", CANON_TEXT, ref),
	K("debtor", CANON_TEXT, debtor),
	K("due", CANON_DATE, due),
	K("amount_cents", CANON_OPT_CENTS, amount),
	K("code", CANON_TEXT, code),
	K("outcome", CANON_TEXT, outcome),
	K("reason", CANON_TEXT, reason),
	K("date", CANON_DATE, date),
	K("charges_cents", CANON_OPT_CENTS, charges),
	K("note", CANON_TEXT, note),
	K("currency", CANON_TEXT, currency),
	K("name", CANON_TEXT, name),
	K("iban", CANON_TEXT, iban),
	K("tax_code", CANON_TEXT, tax_code),
	K("remittance", CANON_TEXT, remittance),
	K("account", CANON_TEXT, account),
	K("message_id", CANON_TEXT, message_id),
	K("payment_id", CANON_TEXT, payment_id),
	K("mandate", CANON_TEXT, mandate),
	K("tx", CANON_COUNT, tx),
	K("value", CANON_DATE, value),
	K("group_status", CANON_TEXT, group_status),
	K("group_reason", CANON_TEXT, group_reason),
	K("payment_status", CANON_TEXT, payment_status),
	K("payment_reason", CANON_TEXT, payment_reason),
	K("status_id", CANON_TEXT, status_id),
	K("instruction_id", CANON_TEXT, instruction_id),
	K("creditor_name", CANON_TEXT, creditor_name),
	K("bank_message_id", CANON_TEXT, bank_message_id),
	K("creditor", CANON_TEXT, creditor),
};
#undef OWNER

#define OWNER struct cr_rec_balance
static const struct canon_key balance_keys[] = {
	K("statement", CANON_NUMBER, statement),
	K("account", CANON_TEXT, account),
	K("currency", CANON_TEXT, currency),
	K("opening_cents", CANON_OPT_CENTS, opening),
	K("closing_cents", CANON_OPT_CENTS, closing),
	K("entries_cents", CANON_CENTS, entries_sum),
	K("entries", CANON_COUNT, entries),
	K("agrees", CANON_FLAG, agrees),
	K("source", CANON_TEXT, source),
	K("date", CANON_DATE, date),
	K("statement_id", CANON_TEXT, statement_id),
};
#undef OWNER

#define OWNER struct cr_rec_sheet
static const struct canon_key sheet_keys[] = {
	K("debtor", CANON_TEXT, debtor),
	K("date", CANON_DATE, date),
	K("filed", CANON_DATE, filed),
	K("currency", CANON_TEXT, currency),
	K("assets_cents", CANON_OPT_CENTS, assets),
	K("current_assets_cents", CANON_OPT_CENTS, current_assets),
	K("current_liabilities_cents", CANON_OPT_CENTS, current_liabilities),
	K("retained_cents", CANON_OPT_CENTS, retained),
	K("ebit_cents", CANON_OPT_CENTS, ebit),
	K("equity_cents", CANON_OPT_CENTS, equity),
	K("liabilities_cents", CANON_OPT_CENTS, liabilities),
	K("sales_cents", CANON_OPT_CENTS, sales),
	K("source", CANON_TEXT, source),
};
#undef OWNER

#define OWNER struct cr_rec_score
static const struct canon_key score_keys[] = {
	K("debtor", CANON_TEXT, debtor),
	K("provider", CANON_TEXT, provider),
	K("score", CANON_TEXT, score),
	K("date", CANON_DATE, date),
	K("until", CANON_DATE, until),
	K("note", CANON_TEXT, note),
};
#undef OWNER

#define OWNER struct cr_rec_adverse
static const struct canon_key adverse_keys[] = {
	K("debtor", CANON_TEXT, debtor),
	K("kind", CANON_TEXT, kind),
	K("date", CANON_DATE, date),
	K("until", CANON_DATE, until),
	K("amount_cents", CANON_OPT_CENTS, amount),
	K("currency", CANON_TEXT, currency),
	K("ref", CANON_TEXT, ref),
	K("source", CANON_TEXT, source),
	K("note", CANON_TEXT, note),
};
#undef OWNER

#define OWNER struct cr_rec_asset
static const struct canon_key asset_keys[] = {
	K("debtor", CANON_TEXT, debtor),
	K("kind", CANON_TEXT, kind),
	K("ref", CANON_TEXT, ref),
	K("value_cents", CANON_OPT_CENTS, value),
	K("burden_cents", CANON_OPT_CENTS, burden),
	K("currency", CANON_TEXT, currency),
	K("date", CANON_DATE, date),
	K("until", CANON_DATE, until),
	K("source", CANON_TEXT, source),
	K("note", CANON_TEXT, note),
};
#undef OWNER

#define OWNER struct cr_rec_commitment
static const struct canon_key commitment_keys[] = {
	K("creditor", CANON_TEXT, creditor),
	K("debtor", CANON_TEXT, debtor),
	K("kind", CANON_TEXT, kind),
	K("number", CANON_TEXT, number),
	K("date", CANON_DATE, date),
	K("expected", CANON_DATE, expected),
	K("amount_cents", CANON_OPT_CENTS, amount),
	K("currency", CANON_TEXT, currency),
	K("note", CANON_TEXT, note),
};
#undef OWNER

#define OWNER struct cr_rec_plafond
static const struct canon_key plafond_keys[] = {
	K("debtor", CANON_TEXT, debtor),
	K("provider", CANON_TEXT, provider),
	K("kind", CANON_TEXT, kind),
	K("amount_cents", CANON_OPT_CENTS, amount),
	K("currency", CANON_TEXT, currency),
	K("covered_bp", CANON_BP, covered_bp),
	K("date", CANON_DATE, date),
	K("until", CANON_DATE, until),
	K("note", CANON_TEXT, note),
};
#undef OWNER

const struct canon_shape cr_canon_shapes[CANON_TYPES] = {
	[CR_RECORD_PARTY] = SHAPE(party_keys, struct cr_rec_party, false),
	[CR_RECORD_INVOICE] = SHAPE(invoice_keys, struct cr_rec_invoice, true),
	[CR_RECORD_ITEM] = SHAPE(item_keys, struct cr_rec_item, false),
	[CR_RECORD_PAYMENT] = SHAPE(payment_keys, struct cr_rec_payment, false),
	[CR_RECORD_RECEIPT] = SHAPE(receipt_keys, struct cr_rec_receipt, true),
	[CR_RECORD_ENTRY] = SHAPE(entry_keys, struct cr_rec_entry, true),
	[CR_RECORD_OUTCOME] = SHAPE(outcome_keys, struct cr_rec_outcome, true),
	[CR_RECORD_BALANCE] = SHAPE(balance_keys, struct cr_rec_balance, true),
	[CR_RECORD_SHEET] = SHAPE(sheet_keys, struct cr_rec_sheet, false),
	[CR_RECORD_SCORE] = SHAPE(score_keys, struct cr_rec_score, false),
	[CR_RECORD_ADVERSE] = SHAPE(adverse_keys, struct cr_rec_adverse, false),
	[CR_RECORD_ASSET] = SHAPE(asset_keys, struct cr_rec_asset, false),
	[CR_RECORD_COMMITMENT] =
	    SHAPE(commitment_keys, struct cr_rec_commitment, false),
	[CR_RECORD_PLAFOND] = SHAPE(plafond_keys, struct cr_rec_plafond, false),
};

static const char *const words[CANON_TYPES] = {
	"party", "invoice", "item", "payment", "receipt", "entry", "outcome",
	"balance", "balance-sheet", "score", "adverse", "asset", "commitment",
	"plafond"
};

const char *
cr_record_word(enum cr_record_type type)
{
	return words[type];
}

bool
cr_record_type_parse(const char *word, enum cr_record_type *out)
{
	int i;

	for (i = 0; i < CANON_TYPES; i++)
		if (cr_streq(word, words[i])) {
			*out = (enum cr_record_type)i;
			return true;
		}
	return false;
}

void
cr_canon_clear(const struct canon_shape *shape, void *p)
{
	const struct canon_key *k;
	char *at;
	size_t i;

	memset(p, 0, shape->size);
	for (i = 0, k = shape->keys; i < shape->nkeys; i++, k++) {
		at = (char *)p + k->offset;
		if (k->kind == CANON_DATE)
			*(struct cr_date *)at = CR_DATE_NONE;
		else if (k->kind == CANON_FLAG)
			*(enum cr_flag *)at = CR_FLAG_UNKNOWN;
		else if (k->kind == CANON_DAYS || k->kind == CANON_BP)
			*(int32_t *)at = -1;
		else if (k->kind == CANON_OBJECT)
			cr_canon_clear(k->shape, at);
	}
}

void
cr_record_init(struct cr_record *r, enum cr_record_type type)
{
	memset(r, 0, sizeof(*r));
	r->type = type;
	cr_canon_clear(&cr_canon_shapes[type], &r->u);
}
