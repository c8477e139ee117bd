#ifndef RECORDS_COLUMNS_H
#define RECORDS_COLUMNS_H

#include "cr/canon.h"

/* The columns of canonical records in flat form (records.c). */

/* Which types of record show a column by themselves. */
#define P (1 << CR_RECORD_PARTY)
#define I (1 << CR_RECORD_INVOICE)
#define O (1 << CR_RECORD_ITEM)
#define M (1 << CR_RECORD_PAYMENT)
#define R (1 << CR_RECORD_RECEIPT)
#define E (1 << CR_RECORD_ENTRY)
#define U (1 << CR_RECORD_OUTCOME)
#define B (1 << CR_RECORD_BALANCE)
#define SH (1 << CR_RECORD_SHEET)
#define SC (1 << CR_RECORD_SCORE)
#define AD (1 << CR_RECORD_ADVERSE)
#define AS (1 << CR_RECORD_ASSET)
#define CO (1 << CR_RECORD_COMMITMENT)
#define PL (1 << CR_RECORD_PLAFOND)
#define FACTS (SH|SC|AD|AS|CO|PL)

/*
 * Name, types, kind, heading, what it is. Names are those of the keys in
 * JSON, but for what would stand for two things in one row.
 */
#define COLUMNS(X) \
	X(record, P|I|O|M|R|E|U|B|FACTS, CR_TEXT, N_("Record"), \
	    N_("invoice, item, payment, entry, outcome, ...")) \
	X(file, I|R|E|U|B, CR_TEXT, N_("File"), \
	    N_("the file it was read from")) \
	X(body, I, CR_COUNT, N_("Body"), N_("document within the file")) \
	X(type, I, CR_TEXT, N_("Type"), N_("TipoDocumento, TDxx")) \
	X(number, I|O|M|CO, CR_CODE, N_("Number"), N_("of the document")) \
	X(date, I|O|M|U|B|FACTS, CR_DATE, N_("Date"), \
	    N_("of the document, payment, event or balance")) \
	X(creditor, I|O|M|U|CO, CR_CODE, N_("Creditor"), \
	    N_("country and VAT number, tax code or code")) \
	X(creditor_name, I, CR_TEXT, N_("Creditor's name"), \
	    N_("name of the creditor")) \
	X(debtor, I|O|M|U|FACTS, CR_CODE, N_("Debtor"), \
	    N_("country and VAT number, tax code or code")) \
	X(debtor_name, I, CR_TEXT, N_("Debtor's name"), \
	    N_("name of the debtor")) \
	X(currency, I|O|M|E|U|B|SH|AD|AS|CO|PL, CR_TEXT, N_("Currency"), \
	    N_("ISO 4217")) \
	X(total_cents, I, CR_CENTS, N_("Total"), \
	    N_("total of the document, as declared")) \
	X(computed_total_cents, 0, CR_CENTS, N_("Computed total"), \
	    N_("sum of taxable and tax")) \
	X(due_cents, I, CR_CENTS, N_("To pay"), \
	    N_("what the debtor owes for the document")) \
	X(withheld_cents, 0, CR_CENTS, N_("Withheld"), \
	    N_("tax that the debtor withholds")) \
	X(split_vat_cents, 0, CR_CENTS, N_("Split VAT"), \
	    N_("VAT that the debtor pays to the Treasury")) \
	X(instalment, I|O, CR_COUNT, N_("Instalment"), N_("from 1")) \
	X(doc_date, M, CR_DATE, N_("Document date"), \
	    N_("of the document that is paid")) \
	X(due, I|O|M|U, CR_DATE, N_("Due"), N_("due date, as stated")) \
	X(due_raw, 0, CR_TEXT, N_("Due (raw)"), \
	    N_("what stands for the due date and is none")) \
	X(amount_cents, I|O|M|E|U|AD|CO|PL, CR_CENTS, N_("Amount"), \
	    N_("of the instalment, payment or movement")) \
	X(open_cents, O, CR_CENTS, N_("Open"), N_("what is left of it")) \
	X(method, I|O, CR_TEXT, N_("Method"), N_("of payment, MPxx")) \
	X(terms, I, CR_TEXT, N_("Terms"), N_("of payment, TPxx")) \
	X(terms_from, 0, CR_DATE, N_("Terms from"), \
	    N_("day from which the terms run")) \
	X(terms_days, 0, CR_COUNT, N_("Days"), N_("of the terms")) \
	X(alternative, 0, CR_BOOL, N_("Alternative"), \
	    N_("another way to pay an instalment listed before")) \
	X(iban, I|P|E|U, CR_CODE, N_("IBAN"), N_("account of the payment")) \
	X(remittance_code, I, CR_CODE, N_("Remittance code"), \
	    N_("CodicePagamento, to be quoted in the payment")) \
	X(payee, I, CR_TEXT, N_("Payee"), \
	    N_("who is paid, if not the creditor")) \
	X(signature, I, CR_TEXT, N_("Signature"), N_("none, good or bad")) \
	X(envelope, 0, CR_TEXT, N_("Envelope"), \
	    N_("layers removed, outermost first")) \
	X(encoding, 0, CR_TEXT, N_("Encoding"), N_("of the text")) \
	X(warnings, I, CR_TEXT, N_("Warnings"), \
	    N_("code and reason, \" | \" between them")) \
	X(art73, 0, CR_BOOL, N_("Art. 73"), \
	    N_("numbered anew each day (art. 73 DPR 633/72)")) \
	X(code, P|E|U, CR_CODE, N_("Code"), \
	    N_("of the party; or the bank's, of the movement or outcome")) \
	X(kind, P|M|R|AD|AS|CO|PL, CR_TEXT, N_("Kind"), \
	    N_("of party, payment or receipt")) \
	X(name, P|E|U, CR_TEXT, N_("Name"), N_("of the party")) \
	X(country, P, CR_TEXT, N_("Country"), N_("ISO 3166")) \
	X(vat, P, CR_CODE, N_("VAT number"), N_("without country")) \
	X(tax_code, P|U, CR_CODE, N_("Tax code"), N_("codice fiscale")) \
	X(street, P, CR_TEXT, N_("Street"), N_("and number")) \
	X(zip, P, CR_CODE, N_("ZIP"), N_("postal code")) \
	X(city, P, CR_TEXT, N_("City"), N_("comune")) \
	X(province, P, CR_TEXT, N_("Province"), N_("two letters")) \
	X(sdi_code, P, CR_CODE, N_("SdI code"), N_("CodiceDestinatario")) \
	X(pec, P, CR_TEXT, N_("PEC"), N_("certified e-mail")) \
	X(email, P, CR_TEXT, N_("E-mail"), N_("ordinary e-mail")) \
	X(mobile, P, CR_CODE, N_("Mobile"), N_("mobile telephone")) \
	X(phone, P, CR_CODE, N_("Telephone"), N_("telephone")) \
	X(fax, P, CR_CODE, N_("Fax"), N_("fax")) \
	X(language, P, CR_TEXT, N_("Language"), N_("it, en or de")) \
	X(area, P, CR_TEXT, N_("Area"), N_("of sale")) \
	X(depot, P, CR_TEXT, N_("Depot"), N_("that serves it")) \
	X(agent, P, CR_TEXT, N_("Agent"), N_("who sells to it")) \
	X(category, P, CR_TEXT, N_("Category"), N_("of the ERP")) \
	X(seasonal, P, CR_BOOL, N_("Seasonal"), N_("buys part of the year")) \
	X(profession, P, CR_TEXT, N_("Profession"), N_("what it does")) \
	X(roles, P, CR_TEXT, N_("Roles"), N_("debtor, creditor, ...")) \
	X(source, R|E|U|B|SH|AD|AS, CR_TEXT, N_("Source"), \
	    N_("sdi, riba, camt053, rh, ...")) \
	X(ref, M|R|U|AD|AS, CR_CODE, N_("Reference"), \
	    N_("IdentificativoSdI, receipt number, or of the payment")) \
	X(recipient, R, CR_CODE, N_("Recipient"), N_("code of it")) \
	X(time, R, CR_TIME, N_("Time"), N_("when SdI received the file")) \
	X(delivered, R, CR_TIME, N_("Delivered"), \
	    N_("when the recipient got it, or could")) \
	X(error, R, CR_CODE, N_("Errors"), N_("codes of SdI")) \
	X(outcome, R|U, CR_TEXT, N_("Outcome"), \
	    N_("EC01, EC02; paid, unpaid, recalled, ...")) \
	X(doc_number, R, CR_CODE, N_("Document"), N_("that it is about")) \
	X(doc_year, R, CR_COUNT, N_("Year"), N_("of that document")) \
	X(doc_body, R, CR_COUNT, N_("Position"), \
	    N_("of that document in its file")) \
	X(file_name, R, CR_TEXT, N_("File sent"), N_("NomeFile")) \
	X(file_hash, R, CR_CODE, N_("Hash"), \
	    N_("SHA-256 of the file sent")) \
	X(cause, O, CR_TEXT, N_("Cause"), N_("of posting")) \
	X(note, O|M|R|E|U|SC|AD|AS|CO|PL, CR_TEXT, N_("Note"), \
	    N_("free text")) \
	X(statement, E|B, CR_COUNT, N_("Statement"), N_("within the file")) \
	X(account, E|U|B, CR_CODE, N_("Account"), N_("ours, at the bank")) \
	X(entry, E, CR_COUNT, N_("Movement"), N_("within the statement")) \
	X(tx, E|U, CR_COUNT, N_("Part"), \
	    N_("of the movement; 0: all of it")) \
	X(booked, E, CR_DATE, N_("Booked"), N_("day of booking")) \
	X(value, E|U, CR_DATE, N_("Value date"), N_("valuta")) \
	X(status, E, CR_TEXT, N_("Status"), N_("BOOK, PDNG, INFO")) \
	X(end_to_end, E, CR_CODE, N_("End to end"), \
	    N_("the payer's own reference")) \
	X(servicer_ref, E, CR_CODE, N_("Bank's reference"), \
	    N_("of the movement")) \
	X(remittance, E|U, CR_TEXT, N_("Remittance"), \
	    N_("what the payment is for")) \
	X(creditor_ref, E, CR_CODE, N_("Creditor reference"), \
	    N_("structured, as RF18...")) \
	X(document_refs, E, CR_CODE, N_("Documents"), \
	    N_("structured references to documents")) \
	X(return_reason, E, CR_CODE, N_("Return reason"), \
	    N_("why the payment came back")) \
	X(reason, U, CR_CODE, N_("Reason"), N_("of the outcome")) \
	X(charges_cents, E|U, CR_CENTS, N_("Charges"), N_("of the bank")) \
	X(tx_amount_cents, 0, CR_CENTS, N_("Part's amount"), \
	    N_("of the only part, where it is another")) \
	X(reversal, 0, CR_BOOL, N_("Reversal"), \
	    N_("the bank takes back what it booked")) \
	X(duplicate, 0, CR_BOOL, N_("Duplicate"), N_("sent again")) \
	X(payment_id, 0, CR_CODE, N_("Payment id"), N_("of the batch")) \
	X(mandate, 0, CR_CODE, N_("Mandate"), N_("of the direct debit")) \
	X(message_id, 0, CR_CODE, N_("Message"), \
	    N_("id of the file or message")) \
	X(bank_code, 0, CR_CODE, N_("Bank's cause"), \
	    N_("the bank's own code")) \
	X(statement_id, 0, CR_CODE, N_("Statement id"), \
	    N_("as the bank numbers it")) \
	X(cheque, 0, CR_CODE, N_("Cheque"), N_("its number")) \
	X(opening_cents, B, CR_CENTS, N_("Opening"), N_("balance before")) \
	X(closing_cents, B, CR_CENTS, N_("Closing"), N_("balance after")) \
	X(entries_cents, B, CR_CENTS, N_("Movements"), \
	    N_("sum of those booked")) \
	X(entries, B, CR_COUNT, N_("Count"), N_("of movements")) \
	X(agrees, B, CR_BOOL, N_("Agrees"), \
	    N_("opening and movements make closing")) \
	X(tx_note, 0, CR_TEXT, N_("Part's note"), \
	    N_("what the bank says of the only part")) \
	X(bank_message_id, 0, CR_CODE, N_("Bank's message"), \
	    N_("id of what the bank sent")) \
	X(group_status, 0, CR_CODE, N_("Group status"), \
	    N_("of the whole file that we sent")) \
	X(group_reason, 0, CR_CODE, N_("Group reason"), \
	    N_("for the status of the file")) \
	X(payment_status, 0, CR_CODE, N_("Batch status"), \
	    N_("of the batch within that file")) \
	X(payment_reason, 0, CR_CODE, N_("Batch reason"), \
	    N_("for the status of the batch")) \
	X(status_id, 0, CR_CODE, N_("Status id"), \
	    N_("the bank's, of the outcome")) \
	X(instruction_id, 0, CR_CODE, N_("Instruction"), \
	    N_("our id of the order, besides end to end")) \
	X(provider, SC|PL, CR_TEXT, N_("Provider"), \
	    N_("who scores, insures or takes over the debtor")) \
	X(score, SC, CR_CODE, N_("Score"), N_("in its provider's words")) \
	X(until, SC|AD|AS|PL, CR_DATE, N_("Until"), \
	    N_("its last day")) \
	X(filed, SH, CR_DATE, N_("Filed"), \
	    N_("when the balance sheet became public")) \
	X(assets_cents, SH, CR_CENTS, N_("Total assets"), \
	    N_("of the balance sheet")) \
	X(current_assets_cents, SH, CR_CENTS, N_("Current assets"), \
	    N_("of the balance sheet")) \
	X(current_liabilities_cents, SH, CR_CENTS, \
	    N_("Current liabilities"), N_("due within the year")) \
	X(retained_cents, SH, CR_CENTS, N_("Retained"), \
	    N_("reserves and profits carried on")) \
	X(ebit_cents, SH, CR_CENTS, N_("EBIT"), N_("operating result")) \
	X(equity_cents, SH, CR_CENTS, N_("Equity"), N_("book value")) \
	X(liabilities_cents, SH, CR_CENTS, N_("Liabilities"), \
	    N_("in all")) \
	X(sales_cents, SH, CR_CENTS, N_("Sales"), N_("of the year")) \
	X(value_cents, AS, CR_CENTS, N_("Value"), \
	    N_("of what the debtor owns")) \
	X(burden_cents, AS, CR_CENTS, N_("Burden"), \
	    N_("mortgages and the like on it")) \
	X(expected, CO, CR_DATE, N_("Expected"), \
	    N_("when it will be delivered or invoiced")) \
	X(covered_bp, PL, CR_BP, N_("Covered"), \
	    N_("share of a loss that is covered"))

#endif
